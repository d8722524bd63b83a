package storetest

import (
	"slices"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
)

var peopleTests = []test{
	{"an account is one issuer's subject, and as the provider says now", accounts},
	{"many first sign-ins at once make one account", oneAccount},
	{"the language she chose here stays", chosenLanguage},
	{"disabled here stays disabled", staysDisabled},
	{"advisors come by name, the disabled not at all", advisorsByName},
	{"people are those that exist", existingPeople},
	{"the casebook says that it can be used", usable},
}

func identity(sub string) auth.Identity {
	return auth.Identity{Issuer: "https://id.example.org", Subject: sub, Name: "Name", Email: "a@example.org", Roles: cases.NewRoles()}
}

func (w *world) comes(id auth.Identity) cases.User {
	w.Helper()
	u, err := w.Store.SignedIn(w.ctx, id)
	w.must(err)
	kept, err := w.Store.User(w.ctx, u.ID)
	w.must(err)
	if kept != u {
		w.Errorf("got %+v, kept %+v", u, kept)
	}
	return u
}

func accounts(w *world) {
	first := w.comes(identity("s"))
	if first.Lang != cases.English || first.Roles != cases.NewRoles() || first.ID == "" {
		w.Errorf("got %+v", first)
	}
	id := identity("s")
	id.Name, id.Email, id.Roles, id.Locale = "Other", "", cases.NewRoles(cases.Advisor, cases.Auditor), cases.French
	again := w.comes(id)
	want := cases.User{ID: first.ID, Name: "Other", Lang: cases.French, Roles: id.Roles}
	if again != want {
		w.Errorf("got %+v, want %+v", again, want)
	}
	id.Roles, id.Locale = cases.NewRoles(), ""
	if u := w.comes(id); u.IsAdvisor() || u.Lang != cases.French {
		w.Errorf("got %+v, want no advisor any more, and French", u)
	}
	id.Issuer = "https://other.example.org"
	if w.comes(id).ID == first.ID {
		w.Error("another issuer's subject has the account")
	}
}

func oneAccount(w *world) {
	ids := make([]cases.UserID, 8)
	for _, err := range atOnce(len(ids), func(i int) error {
		u, err := w.Store.SignedIn(w.ctx, identity("s"))
		ids[i] = u.ID
		return err
	}) {
		w.must(err)
	}
	if len(slices.Compact(ids)) != 1 {
		w.Fatalf("got %v, want one", ids)
	}
}

func chosenLanguage(w *world) {
	u := w.comes(identity("s"))
	w.must(w.Store.SetLang(w.ctx, u.ID, cases.French))
	id := identity("s")
	id.Locale = cases.English
	if got := w.comes(id).Lang; got != cases.French {
		w.Fatalf("got %s, want French", got)
	}
	w.refused(w.Store.SetLang(w.ctx, "nobody", cases.French), cases.NotFound)
}

func staysDisabled(w *world) {
	u := w.comes(identity("s"))
	w.disable(u)
	if !w.comes(identity("s")).Disabled {
		w.Error("a sign-in enabled her")
	}
	w.enable(u)
	if w.comes(identity("s")).Disabled {
		w.Error("she is still disabled")
	}
}

func advisorsByName(w *world) {
	zoe := w.signIn("zoe", "Zoé Exemple", cases.Advisor)
	elise := w.signIn("elise", "Élise Exemple", cases.Advisor)
	w.disable(w.dan)
	w.signIn("admin", "Admin Example", cases.Administrator)
	got, err := w.Store.Advisors(w.ctx)
	w.must(err)
	if want := []cases.User{w.chloe, elise, zoe}; !slices.Equal(got, want) {
		w.Fatalf("got %v, want %v", got, want)
	}
}

func existingPeople(w *world) {
	got, err := w.Store.People(w.ctx, w.amira.ID, "nobody", "", w.dan.ID)
	w.must(err)
	if len(got) != 2 || got[w.amira.ID] != w.amira || got[w.dan.ID] != w.dan {
		w.Fatalf("got %v", got)
	}
	none, err := w.Store.People(w.ctx)
	if err != nil || len(none) != 0 {
		w.Fatalf("got %v, %v, want nobody", none, err)
	}
	_, err = w.Store.User(w.ctx, "nobody")
	w.refused(err, cases.NotFound)
}

func usable(w *world) { w.must(w.Store.Check(w.ctx)) }
