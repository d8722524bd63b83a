package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// peoplePage lists accounts for administrators: who may sign in, never what
// anybody did here.
type peoplePage struct {
	frame
	Done     string // what was done a moment ago
	Typed    string // the name looked for
	Caption  string
	Rows     []accountView
	Notices  []string
	MinWords string // what a name must have to be searched for
}

type accountView struct {
	Name, Email, Roles   string
	SignedIn, SignedInAt string // empty when it is withheld
	State                string
	Disabled             bool
	GroupsWithheld       bool
	Act                  link   // what can be done to it; empty for nothing
	ActName              string // with whose account it is, for who does not see the row
}

func (s *Server) people(v *visit) error {
	found, err := s.Book.Accounts(v.ctx(), v.user, v.get("name"))
	if err != nil {
		return err
	}
	w := v.words
	p := peoplePage{frame: s.desk(v, w.T("people.title")), Typed: v.get("name"),
		MinWords: w.T("people.hint", "Count", cases.MinAccountName), Caption: w.T("people.caption_office")}
	if said := v.get("said"); said == disableForm.name || said == enableForm.name {
		p.Done = w.T("people." + said + ".done")
	}
	if found.ByName {
		p.Caption = w.T("people.caption_found", "Count", len(found.Accounts))
	}
	for _, a := range found.Accounts {
		p.Rows = append(p.Rows, s.newAccountView(v, a))
	}
	if found.More {
		p.Notices = append(p.Notices, w.T("people.more", "Count", cases.MaxAccounts))
	}
	if found.WithheldGroups > 0 {
		p.Notices = append(p.Notices, w.T("people.withheld", "Count", found.WithheldGroups))
	}
	return s.show(v, fiber.StatusOK, "people.html", p)
}

func (s *Server) newAccountView(v *visit, a cases.Account) accountView {
	w := v.words
	view := accountView{Name: nameOf(v, a), Email: a.Email, Roles: rolesInWords(w, a.Roles), State: w.T("people.enabled"),
		Disabled: a.Disabled, GroupsWithheld: a.GroupsWithheld}
	if !a.SignedInAt.IsZero() {
		at := s.local(a.SignedInAt)
		view.SignedIn, view.SignedInAt = w.Moment(at), at.Format(isoMoment)
	}
	if a.Disabled {
		view.State = w.T("people.disabled", "When", w.Moment(s.local(a.DisabledAt)), "Why", w.T("disable_reason."+string(a.Why)))
	}
	switch {
	case a.CanDisable(v.user):
		view.Act = link{accountPath(a.ID) + "/disable", w.T("people.do_disable")}
		view.ActName = w.T("people.do_disable_whom", "Name", view.Name)
	case a.CanEnable(v.user):
		view.Act = link{accountPath(a.ID) + "/enable", w.T("people.do_enable")}
		view.ActName = w.T("people.do_enable_whom", "Name", view.Name)
	}
	return view
}

func accountPath(id cases.UserID) string { return "/people/" + string(id) }

// nameOf is a name to show also of somebody of whom the provider gave none.
func nameOf(v *visit, a cases.Account) string {
	if strings.TrimSpace(a.Name) == "" {
		return v.words.T("people.nameless")
	}
	return a.Name
}

// accountForm is an act of an administrator to an account; its sentences are
// people.<name>.title, .lead and .submit.
type accountForm struct {
	name   string
	can    func(a cases.Account, u cases.User) bool
	fields func(f *form) []field
	do     func(s *Server, v *visit, id cases.UserID, st cases.Stamp) error
}

var disableForm = accountForm{
	name: "disable",
	can:  cases.Account.CanDisable,
	fields: func(f *form) []field {
		return []field{f.choice("disable_reason", "disable_reason", "", codes(cases.DisableReasons())).as(kindRadios)}
	},
	do: func(s *Server, v *visit, id cases.UserID, st cases.Stamp) error {
		return s.Book.Disable(v.ctx(), v.user, id, st, v.get("disable_reason"))
	},
}

var enableForm = accountForm{
	name:   "enable",
	can:    cases.Account.CanEnable,
	fields: func(*form) []field { return nil },
	do: func(s *Server, v *visit, id cases.UserID, st cases.Stamp) error {
		return s.Book.Enable(v.ctx(), v.user, id, st)
	},
}

type accountPage struct {
	frame
	Form         *form
	Account      accountView
	Lead, Submit string
	Fields       []field
}

// showsAccount is the handler that shows an act's form.
func showsAccount(a accountForm) func(*Server, *visit) error {
	return func(s *Server, v *visit) error {
		account, err := s.accountNamed(v)
		if err != nil {
			return err
		}
		if !a.can(account, v.user) {
			return v.seeOther("/people")
		}
		if err := s.fresh(v); err != nil {
			return err
		}
		f := newForm(v, accountPath(account.ID)+"/"+a.name, account.Version)
		return s.show(v, fiber.StatusOK, "person.html", s.newAccountPage(v, a, account, f))
	}
}

// doesAccount does what the form asks for, or shows it again with what was
// typed.
func doesAccount(a accountForm) func(*Server, *visit) error {
	return func(s *Server, v *visit) error {
		id, err := v.personID()
		if err != nil {
			return err
		}
		if v.switching {
			return s.accountAgain(v, a, errSwitching)
		}
		if err = s.fresh(v); err == nil {
			err = a.do(s, v, id, v.stamp())
		}
		if err != nil {
			return s.accountAgain(v, a, err)
		}
		return v.seeOther("/people?said=" + a.name)
	}
}

func (s *Server) accountAgain(v *visit, a accountForm, refused error) error {
	account, err := s.accountNamed(v)
	if err != nil {
		return err
	}
	f := newForm(v, accountPath(account.ID)+"/"+a.name, account.Version)
	status, err := f.again(refused)
	if err != nil {
		return err
	}
	return s.show(v, status, "person.html", s.newAccountPage(v, a, account, f))
}

func (s *Server) newAccountPage(v *visit, a accountForm, account cases.Account, f *form) accountPage {
	key := "people." + a.name
	p := accountPage{frame: s.frame(v, v.words.T(key+".title")), Form: f, Account: s.newAccountView(v, account),
		Lead: v.words.T(key + ".lead"), Submit: v.words.T(key + ".submit"), Fields: a.fields(f)}
	p.switchesForm(f.ID, f.Action)
	return p
}

// accountNamed is the account that the address names.
func (s *Server) accountNamed(v *visit) (cases.Account, error) {
	id, err := v.personID()
	if err != nil {
		return cases.Account{}, err
	}
	return s.Book.Account(v.ctx(), v.user, id)
}

func (v *visit) personID() (cases.UserID, error) { return cases.ParseUserID(v.c.Params("person")) }
