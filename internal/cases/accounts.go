package cases

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Account is a person's account as an administrator manages it: who may sign
// in. It says nothing of what she did here; whether she asked anything is not
// the administrator's to know.
type Account struct {
	User
	Version        int // counts what administrators decide
	Why            DisableReason
	DisabledAt     time.Time // zero while enabled
	SignedInAt     time.Time // the last time; withheld of who is only an employee
	GroupsWithheld bool      // at the last sign-in the provider had too many of her groups to send
}

// DisableReason says why an account was disabled.
type DisableReason string

// DisableReasons lists the reasons: she left, she does other work, something
// happened (a stolen cookie, a lost computer), another one.
func DisableReasons() []DisableReason {
	return []DisableReason{"left", "role_changed", "incident", "other"}
}

// ParseDisableReason reads a reason's code.
func ParseDisableReason(s string) (DisableReason, bool) { return parse(DisableReasons(), s) }

// What a search for accounts takes and gives at most.
const (
	MinAccountName = 3 // letters; fewer would list the department
	MaxAccounts    = 50
)

// AccountList is what an administrator finds.
type AccountList struct {
	Accounts []Account
	More     bool // there are more than MaxAccounts
	ByName   bool // found by the name; else the office and who is disabled
	// WithheldGroups is how many people signed in without their groups.
	WithheldGroups int
}

// Accounts lists those whose name has the words given, each as the beginning of
// a word of it; without MinAccountName letters, only who has a role beyond
// employee and who is disabled. When an employee last signed in is withheld: it
// would tell that she came about something. Administrators only; that they
// looked is in the ledger, for whom is not.
func (b *Book) Accounts(ctx context.Context, u User, name string) (AccountList, error) {
	if err := b.readAccounts(ctx, u, ""); err != nil {
		return AccountList{}, err
	}
	name = b.tidyLine(name)
	list := AccountList{ByName: utf8.RuneCountInString(strings.ReplaceAll(name, " ", "")) >= MinAccountName}
	if !list.ByName {
		name = ""
	}
	var err error
	if list.Accounts, err = b.store.Accounts(ctx, name, MaxAccounts+1); err != nil {
		return AccountList{}, err
	}
	if list.More = len(list.Accounts) > MaxAccounts; list.More {
		list.Accounts = list.Accounts[:MaxAccounts]
	}
	for i := range list.Accounts {
		list.Accounts[i] = list.Accounts[i].forAdministrator()
	}
	list.WithheldGroups, err = b.store.WithheldGroups(ctx)
	return list, err
}

// Account is one account; NotFound when there is none. Administrators only.
func (b *Book) Account(ctx context.Context, u User, id UserID) (Account, error) {
	if err := b.readAccounts(ctx, u, id); err != nil {
		return Account{}, err
	}
	a, err := b.store.Account(ctx, id)
	return a.forAdministrator(), err
}

func (b *Book) readAccounts(ctx context.Context, u User, id UserID) error {
	if !u.administers() {
		return refuse(Forbidden, "error.forbidden")
	}
	return b.store.Record(ctx, Event{At: b.now(), Actor: u.ID, As: AsAdministrator, Act: ReadAccounts, Target: string(id)})
}

func (a Account) forAdministrator() Account {
	if a.Roles == NewRoles() || a.Roles == 0 {
		a.SignedInAt = time.Time{}
	}
	return a
}

// CanDisable reports whether the administrator may disable the account as it
// stands: nobody disables herself.
func (a Account) CanDisable(u User) bool { return u.administers() && !a.Disabled && a.ID != u.ID }

// CanEnable reports whether the administrator may enable the account.
func (a Account) CanEnable(u User) bool { return u.administers() && a.Disabled }

// Disable takes every right from an account, whatever the identity provider
// says, and ends its sessions at once. Its cases and drafts stay as they are.
func (b *Book) Disable(ctx context.Context, u User, id UserID, s Stamp, reason string) error {
	return b.changeAccount(ctx, u, id, s.saying(id, reason), DisableAccount, func(a *Account, at time.Time) error {
		if a.ID == u.ID {
			return refuse(Conflict, "error.disable_self")
		}
		if a.Disabled {
			return refuse(Conflict, "error.account_disabled")
		}
		var ps problems
		a.Why = choose(&ps, "disable_reason", reason, ParseDisableReason)
		a.Disabled, a.DisabledAt = true, at
		return ps.err()
	})
}

// Enable undoes Disable. Her roles are those of her next sign-in.
func (b *Book) Enable(ctx context.Context, u User, id UserID, s Stamp) error {
	return b.changeAccount(ctx, u, id, s.saying(id), EnableAccount, func(a *Account, _ time.Time) error {
		if !a.Disabled {
			return refuse(Conflict, "error.account_enabled")
		}
		a.Disabled, a.Why, a.DisabledAt = false, "", time.Time{}
		return nil
	})
}

// changeAccount does an administrator's act to an account. Who acts must be an
// enabled administrator at that very moment: of two who disable each other at
// once only the first succeeds. Since nobody disables herself, one therefore
// always remains.
func (b *Book) changeAccount(ctx context.Context, u User, id UserID, s Stamp, act Action, do func(*Account, time.Time) error) error {
	if !u.administers() {
		return refuse(Forbidden, "error.forbidden")
	}
	at := b.now()
	return b.store.ChangeAccount(ctx, s.receipt(u, act), id, func(a *Account, administrators []UserID) (Event, error) {
		if !slices.Contains(administrators, u.ID) {
			return Event{}, refuse(Forbidden, "error.forbidden")
		}
		if a.Version != s.Version {
			return Event{}, refuse(Conflict, "error.account_moved_on")
		}
		if err := do(a, at); err != nil {
			return Event{}, err
		}
		a.Version++
		return Event{At: at, Actor: u.ID, As: AsAdministrator, Act: act, Target: string(a.ID)}, nil
	})
}
