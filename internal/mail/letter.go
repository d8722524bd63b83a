// Package mail writes the letters that the cases room asks for and sees that
// they arrive. It knows envelopes, SMTP and patience. It refuses to know what a
// case says: a letter carries a reference and a link, and nothing of the case.
package mail

import (
	"net/url"
	"strings"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// Office is who writes the letters.
type Office struct {
	BaseURL string     // of the program, as people reach it: "https://casebook.example.org"
	Name    cases.Text // how the office signs; without a name the letter is not signed
}

// Envelope is a letter ready to be sent: plain text in both languages.
type Envelope struct {
	ID      string    // of its parcel: the same letter sent twice carries the same one
	At      time.Time // when it was written
	Kind    cases.LetterKind
	To      string // an e-mail address
	Subject string
	Text    string
}

// Compose writes the letter to its reader, her language first. Subject and
// text come from the kind, the reference and the link alone, so nothing that a
// person typed can reach them.
func Compose(l cases.Letter, reader cases.User, office Office) Envelope {
	first := reader.Lang
	if _, ok := cases.ParseLang(string(first)); !ok {
		first = cases.English
	}
	return Envelope{
		Kind:    l.Kind,
		To:      reader.Email,
		Subject: subject(l, first),
		Text: i18n.For(first.Other()).T("letter.follows") + "\n\n" +
			paragraphs(l, first, office) + "\n\n* * *\n\n" +
			paragraphs(l, first.Other(), office) + "\n",
	}
}

// subject says no more than "something new": it is read on locked screens and
// by whoever passes the desk.
func subject(l cases.Letter, first cases.Lang) string {
	key := "letter.subject." + string(l.Kind)
	words := i18n.For(first).T(key)
	if other := i18n.For(first.Other()).T(key); other != words {
		words += " / " + other
	}
	return strings.Join([]string{i18n.For(first).T("letter.program"), l.Reference, words}, " – ")
}

func paragraphs(l cases.Letter, lang cases.Lang, office Office) string {
	words := i18n.For(lang)
	text := []string{
		words.T("letter.body."+string(l.Kind), "Reference", l.Reference),
		words.T("letter.open") + "\n" + link(office.BaseURL, l.Case),
		words.T("letter.automatic"),
	}
	if name := office.Name.In(lang); name != "" {
		text = append(text, name)
	}
	return strings.Join(text, "\n\n")
}

func link(baseURL string, id cases.CaseID) string {
	return strings.TrimRight(baseURL, "/") + "/cases/" + url.PathEscape(string(id))
}
