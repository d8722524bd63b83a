package cases

import (
	"testing"
)

var deputy = User{ID: "u-deputy", Name: "Perpetua Lindqvist", Lang: English, Roles: NewRoles(Administrator)}

func newOfficeOfTwo() *office {
	o := newOffice()
	o.store.people[deputy.ID] = deputy
	return o
}

func TestOnlyAnAdministratorSeesOrChangesAccounts(t *testing.T) {
	for _, u := range []User{filer, delphine, auditor, disabled(manager), {}} {
		o := newOffice()
		_, err := o.Accounts(ctx, u, "")
		wantKind(t, err, Forbidden)
		_, err = o.Account(ctx, u, filer.ID)
		wantKind(t, err, Forbidden)
		wantKind(t, o.Disable(ctx, u, filer.ID, Stamp{Version: 1}, "left"), Forbidden)
		wantKind(t, o.Enable(ctx, u, filer.ID, Stamp{Version: 1}), Forbidden)
		want(t, "entries of the ledger", len(o.store.ledger), 0)
	}
}

func TestTheListDoesNotTellWhenAnEmployeeCame(t *testing.T) {
	o := newOffice()
	office, err := o.Accounts(ctx, manager, "Am")
	wantKind(t, err, 0)
	for _, a := range office.Accounts {
		want(t, a.Name+" is of the office", a.Roles != 0, true)
		want(t, a.Name+" has a last sign-in", a.SignedInAt.IsZero(), false)
	}
	want(t, "found by name", office.ByName, false)
	found, err := o.Accounts(ctx, manager, "Amara")
	wantKind(t, err, 0)
	want(t, "found by name", found.ByName, true)
	want(t, "accounts", len(found.Accounts), 1)
	want(t, "the moment is withheld", found.Accounts[0].SignedInAt.IsZero(), true)
	one, err := o.Account(ctx, manager, filer.ID)
	wantKind(t, err, 0)
	want(t, "the moment is withheld there too", one.SignedInAt.IsZero(), true)
	for _, e := range o.store.ledger {
		want(t, "the act", e.Act, ReadAccounts)
		want(t, "no name in it", e.Digest, "")
	}
	want(t, "entries of the ledger", len(o.store.ledger), 3)
}

func TestDisabledAndEnabledAreInTheLedger(t *testing.T) {
	o := newOffice()
	wantKind(t, o.Disable(ctx, manager, delphine.ID, Stamp{Version: 1, Key: "k"}, "incident"), 0)
	a := o.store.account(delphine.ID)
	want(t, "disabled", a.Disabled, true)
	want(t, "why", a.Why, "incident")
	want(t, "when", a.DisabledAt, o.at)
	wantKind(t, o.Disable(ctx, manager, delphine.ID, Stamp{Version: 1, Key: "k"}, "incident"), 0) // sent twice
	want(t, "version", o.store.account(delphine.ID).Version, 2)
	wantKind(t, o.Disable(ctx, manager, delphine.ID, Stamp{Version: 1, Key: "k"}, "left"), Conflict)

	wantKind(t, o.Enable(ctx, manager, delphine.ID, Stamp{Version: 2}), 0)
	a = o.store.account(delphine.ID)
	want(t, "enabled", a.Disabled || a.Why != "" || !a.DisabledAt.IsZero(), false)
	want(t, "entries", len(o.store.ledger), 2)
	for i, act := range []Action{DisableAccount, EnableAccount} {
		e := o.store.ledger[i].Event
		want(t, "the entry", e, Event{At: o.at, Actor: manager.ID, As: AsAdministrator, Act: act, Target: string(delphine.ID)})
	}
}

func TestAnAccountIsNotDisabledFor(t *testing.T) {
	for what, x := range map[string]struct {
		id     UserID
		stamp  Stamp
		reason string
		want   Kind
	}{
		"somebody who is not there":  {"nobody", Stamp{Version: 1}, "left", NotFound},
		"a form of an older version": {delphine.ID, Stamp{Version: 0}, "left", Conflict},
		"no reason":                  {delphine.ID, Stamp{Version: 1}, "", Invalid},
		"another reason":             {delphine.ID, Stamp{Version: 1}, "because", Invalid},
		"herself":                    {manager.ID, Stamp{Version: 1}, "left", Conflict},
	} {
		o := newOfficeOfTwo()
		if err := o.Disable(ctx, manager, x.id, x.stamp, x.reason); KindOf(err) != x.want {
			t.Errorf("%s: got %v, want kind %d", what, err, x.want)
		}
		want(t, "entries of the ledger", len(o.store.ledger), 0)
	}
	o := newOffice()
	wantKind(t, o.Enable(ctx, manager, delphine.ID, Stamp{Version: 1}), Conflict)
}

// The page of the second was drawn while she still was an administrator.
func TestOfTwoAdministratorsWhoDisableEachOtherOneRemains(t *testing.T) {
	o := newOfficeOfTwo()
	wantKind(t, o.Disable(ctx, manager, deputy.ID, Stamp{Version: 1}, "incident"), 0)
	wantKind(t, o.Disable(ctx, deputy, manager.ID, Stamp{Version: 1}, "incident"), Forbidden)
	want(t, "the first is enabled", o.store.people[manager.ID].Disabled, false)
}

func TestWhatAnAdministratorCanDoToAnAccount(t *testing.T) {
	on, off := Account{User: delphine}, Account{User: disabled(delphine)}
	want(t, "disable", on.CanDisable(manager), true)
	want(t, "disable again", off.CanDisable(manager), false)
	want(t, "disable herself", Account{User: manager}.CanDisable(manager), false)
	want(t, "enable", off.CanEnable(manager), true)
	want(t, "enable again", on.CanEnable(manager), false)
	want(t, "an auditor", on.CanDisable(auditor) || off.CanEnable(auditor), false)
}
