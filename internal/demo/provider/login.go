package provider

import (
	"bytes"
	"context"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"golang.org/x/text/language"

	"example.org/casebook/internal/cases"
)

//go:embed views/login.html
var views embed.FS

var page = template.Must(template.ParseFS(views, "views/login.html"))

// login shows the people and notes who was picked.
type login struct {
	requests   *requests
	people     []Person
	stylesheet string
	home       string
	next       func(ctx context.Context, requestID string) string
}

// loginPage is what the template is fed.
type loginPage struct {
	Words      words
	Other      words
	OtherURL   string // this page in the other language
	Stylesheet string
	Home       string
	RequestID  string // empty when it is unknown or expired
	People     []choice
}

type choice struct {
	ID, Name          string
	About, AboutOther string
}

func (l *login) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		l.show(w, r, http.StatusOK)
	case http.MethodPost:
		l.pick(w, r)
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
		http.Error(w, "Method not allowed / Méthode non permise", http.StatusMethodNotAllowed)
	}
}

func (l *login) pick(w http.ResponseWriter, r *http.Request) {
	id, person := r.PostFormValue("id"), r.PostFormValue("person")
	if !slices.ContainsFunc(l.people, func(p Person) bool { return p.ID == person }) {
		l.show(w, r, http.StatusUnprocessableEntity)
		return
	}
	if err := l.requests.pick(id, person); err != nil {
		l.show(w, r, http.StatusGone)
		return
	}
	http.Redirect(w, r, l.next(r.Context(), id), http.StatusSeeOther)
}

func (l *login) show(w http.ResponseWriter, r *http.Request, status int) {
	id := r.FormValue("id")
	asked, err := l.requests.get(id)
	if err != nil || asked.Done() {
		id, status = "", http.StatusGone
	}
	lang := pageLang(r, asked)
	var body bytes.Buffer
	if err := page.Execute(&body, l.newPage(id, lang)); err != nil {
		http.Error(w, "Internal error / Erreur interne", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", string(lang))
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // a browser that has gone is nobody's error
}

func (l *login) newPage(id string, lang cases.Lang) loginPage {
	other := lang.Other()
	p := loginPage{
		Words: wordsIn[lang], Other: wordsIn[other],
		OtherURL:   "?" + url.Values{"id": {id}, "lang": {string(other)}}.Encode(),
		Stylesheet: l.stylesheet, Home: l.home, RequestID: id,
	}
	for _, person := range l.people {
		p.People = append(p.People, choice{
			ID: person.ID, Name: person.Name,
			About: person.About[lang], AboutOther: person.About[other],
		})
	}
	return p
}

// pageLang is the language she chose here, or the one the client asked for, or
// the one her browser prefers.
func pageLang(r *http.Request, asked request) cases.Lang {
	if lang, ok := cases.ParseLang(r.FormValue("lang")); ok {
		return lang
	}
	var locales []language.Tag
	if asked.AuthRequest != nil {
		locales = asked.UILocales
	}
	accepted, _, _ := language.ParseAcceptLanguage(r.Header.Get("Accept-Language")) // none when malformed
	for _, tag := range append(slices.Clone(locales), accepted...) {
		base, _ := tag.Base()
		if lang, ok := cases.ParseLang(base.String()); ok {
			return lang
		}
	}
	return cases.English
}
