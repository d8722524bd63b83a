package web

import (
	"strings"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// frame is what the layout shows around every page.
type frame struct {
	Title     string // of the page; never a case's subject
	Lang      cases.Lang
	OtherLang cases.Lang
	Wide      bool // the advisor's desk, instead of one calm column
	SignedIn  bool
	Name      string // who is signed in
	Roles     string // and what she is, in words
	CSRF      string
	Nav       []navLink
	Switch    switchLink
	Periods   []string // of elections: those that run, and those an advisor is to hear of
	Office    officeWords
	Demo      bool
	Release   string // of the program
}

type link struct{ Href, Text string }

type navLink struct {
	link
	Current bool
}

// switchLink leads to the same page in the other language. On a page with a
// form it is a button of that form, so that what was typed comes along.
type switchLink struct {
	Href         string
	Form, Action string
}

// officeWords is how to reach the office, in the reader's language.
type officeWords struct {
	Name, Phone  string
	Digits       string // of the telephone
	Email, Hours string
}

// frame makes the frame of a page of that title.
func (s *Server) frame(v *visit, title string) frame {
	f := frame{
		Title:     title,
		Lang:      v.lang,
		OtherLang: v.lang.Other(),
		Office:    officeIn(v.lang, s.inForce(v).Contact),
		Demo:      s.Demo != nil,
		Release:   s.Version,
		Switch:    switchLink{Href: s.switchHref(v)},
	}
	if v.isSignedIn() {
		f.SignedIn, f.Name, f.CSRF = true, v.user.Name, v.session.CSRF
		f.Roles = rolesInWords(v.words, v.user.Roles)
		f.Nav = s.navigation(v)
		f.Periods = s.periods(v)
	}
	return f
}

// desk makes the wide frame of the advisor's pages.
func (s *Server) desk(v *visit, title string) frame {
	f := s.frame(v, title)
	f.Wide = true
	return f
}

// switchesForm makes the language switch a button of the page's form.
func (f *frame) switchesForm(id, action string) {
	f.Switch = switchLink{Form: id, Action: action}
}

// switchHref keeps the page and its filters. A page that answers a form has no
// address of its own to come back to: the switch leads home.
func (s *Server) switchHref(v *visit) string {
	if !isSafe(v.c.Method()) {
		return "/?switch=" + string(v.lang.Other())
	}
	to := v.addressWithout("switch")
	sep := "?"
	if strings.Contains(to, "?") {
		sep = "&"
	}
	return to + sep + "switch=" + string(v.lang.Other())
}

func rolesInWords(w *i18n.Words, roles cases.Roles) string {
	var names []string
	for _, r := range roles.List() {
		if r != cases.Employee || roles == cases.NewRoles() {
			names = append(names, w.T("role."+r.String()))
		}
	}
	return strings.Join(names, ", ")
}

// navigation lists the pages that are hers, from the roles she has.
func (s *Server) navigation(v *visit) []navLink {
	var nav []navLink
	add := func(path, key string) {
		current := v.c.Path() == path
		nav = append(nav, navLink{link{path, v.words.T("nav." + key)}, current})
	}
	if v.user.IsAdvisor() {
		add("/queue", "queue")
	}
	add("/", "home")
	add("/search", "search")
	add("/reminder", "reminder")
	if v.user.Roles.Has(cases.Administrator) || v.user.Roles.Has(cases.Auditor) {
		add("/ledger", "ledger")
	}
	if v.user.Roles.Has(cases.Administrator) {
		add(settingsPath, "office")
		add("/people", "people")
	}
	if s.Demo != nil {
		add("/demo/letters", "letters")
	}
	return nav
}

func officeIn(l cases.Lang, o cases.Contact) officeWords {
	return officeWords{Name: said(l, o.Name), Phone: o.Phone, Digits: digitsOf(o.Phone),
		Email: o.Email, Hours: said(l, o.Hours)}
}

// digitsOf is a telephone number as a link dials it.
func digitsOf(phone string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r == '+', r == '-':
			return r
		case r == ' ', r == '\u00a0', r == '.':
			return '-'
		}
		return -1
	}, phone)
}
