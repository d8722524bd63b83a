package web

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// homePage is what an employee meets first: her cases in plain language.
type homePage struct {
	frame
	Greeting string
	Said     string      // what was just done; empty when nothing was
	Offers   []offerView // conversations that may have been with her
	Cases    []ownCase
	Drafts   []ownDraft
	Meanings []meaningLine // of the statuses that her cases have
}

// meaningLine says what a status means.
type meaningLine struct {
	Status  statusWord
	Meaning string
}

// ownCase is one of her cases in a line.
type ownCase struct {
	Href, Reference, Subject, Lang string
	Status                         statusWord
	Next                           string // what she can expect
}

// statusWord is a status as a page shows it: a word and, by its code, a shape.
type statusWord struct{ Code, Word string }

func (s *Server) home(v *visit) error {
	list, err := s.Book.Mine(v.ctx(), v.user)
	if err != nil {
		return err
	}
	drafts, err := s.Book.Drafts(v.ctx(), v.user, cases.DraftQuery{})
	if err != nil {
		return err
	}
	offers, err := s.offersOf(v)
	if err != nil {
		return err
	}
	p := s.newHomePage(v, list)
	for _, d := range drafts {
		p.Drafts = append(p.Drafts, s.newOwnDraft(v, d))
	}
	if v.get("said") == "discarded" {
		p.Said = v.words.T("draft.discarded")
	}
	p.Offers = offers
	return s.show(v, fiber.StatusOK, "home.html", p)
}

func (s *Server) newHomePage(v *visit, list []cases.Summary) homePage {
	p := homePage{frame: s.frame(v, v.words.T("home.title")), Greeting: v.words.T(greetingKey(s.local(s.Book.Now())))}
	for _, c := range list {
		p.Cases = append(p.Cases, ownCase{
			Href: casePath(c.ID), Reference: c.Reference, Subject: c.Subject, Lang: string(c.Lang),
			Status: filerStatus(v, c.Status), Next: nextInWords(v, c.Status, c.Promised),
		})
	}
	p.Meanings = s.meaningsOf(v, list)
	return p
}

func (s *Server) meaningsOf(v *visit, list []cases.Summary) []meaningLine {
	var out []meaningLine
	for _, st := range cases.Statuses() {
		if slices.ContainsFunc(list, func(c cases.Summary) bool { return c.Status == st }) {
			out = append(out, meaningLine{filerStatus(v, st), s.meaning(v, st)})
		}
	}
	return out
}

// greetingKey greets by the hour of the office.
func greetingKey(at time.Time) string {
	switch h := at.Hour(); {
	case h < 12:
		return "home.morning"
	case h < 18:
		return "home.afternoon"
	}
	return "home.evening"
}

// filerStatus is a status in the words for the filer, "We have it".
func filerStatus(v *visit, st cases.Status) statusWord {
	return statusWord{string(st), v.words.T("filer_status." + string(st))}
}

// nextInWords says what she can expect, in a sentence.
func nextInWords(v *visit, st cases.Status, promised cases.Date) string {
	return v.words.T("next."+string(st), "Day", v.words.Day(promised))
}

// local is a moment in the office's zone: what a person reads.
func (s *Server) local(t time.Time) time.Time { return t.In(s.Zone) }

func casePath(id cases.CaseID) string { return "/cases/" + string(id) }
