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
	return compose(l, reader.Email, reader.Lang, page{"letter.open", link(office.BaseURL, l.Case)}, office)
}

// ComposeInvitation writes the letter that asks whether a conversation was with
// its reader. Who follows its link still has to sign in and to accept.
func ComposeInvitation(l cases.Letter, to cases.Addressee, office Office) Envelope {
	address := strings.TrimRight(office.BaseURL, "/") + "/invitations/" + url.PathEscape(string(to.Invitation)) +
		"?" + url.Values{"code": {to.Code}}.Encode()
	return compose(l, to.Email, to.Lang, page{"letter.open_invitation", address}, office)
}

// page is where a letter leads, and the key of the words before the link.
type page struct{ words, address string }

func compose(l cases.Letter, to string, first cases.Lang, p page, office Office) Envelope {
	if _, ok := cases.ParseLang(string(first)); !ok {
		first = cases.English
	}
	return Envelope{
		Kind:    l.Kind,
		To:      to,
		Subject: subject(l, first),
		Text: i18n.For(first.Other()).T("letter.follows") + "\n\n" +
			paragraphs(l, first, p, office) + "\n\n* * *\n\n" +
			paragraphs(l, first.Other(), p, office) + "\n",
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

func paragraphs(l cases.Letter, lang cases.Lang, p page, office Office) string {
	words := i18n.For(lang)
	text := []string{
		words.T("letter.body."+string(l.Kind), "Reference", l.Reference),
		words.T(p.words) + "\n" + p.address,
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
