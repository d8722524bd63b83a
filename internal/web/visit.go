package web

import (
	"context"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// visit is one request and who makes it. Handlers take the person from here
// and hand her to the Book.
type visit struct {
	c       *fiber.Ctx
	user    cases.User // the zero User when nobody is signed in
	session auth.Session
	lang    cases.Lang
	words   *i18n.Words
	codes   cases.Codes // the versions of the Code as of this visit; of who is signed in
	form    url.Values  // of a POST; the query of a GET
	// switching says that the form was sent only to read its page in the other
	// language: nothing is done, and what was typed is shown again.
	switching bool
	settings  *cases.Settings // what the office decided; nil until asked for
	number    string          // of the request, told to the person when something breaks
	// saved is the draft in which a form was kept that could not be sent, and
	// kept the draft that a refusal gives back; nil when there is none.
	saved *cases.SavedDraft
	kept  url.Values
}

func (v *visit) ctx() context.Context { return v.c.UserContext() }

func (v *visit) isSignedIn() bool { return v.user.ID != "" }

// get is a field's value: the first when it is repeated, empty when missing.
func (v *visit) get(name string) string { return v.form.Get(name) }

// all is every value of a field.
func (v *visit) all(name string) []string { return v.form[name] }

// caseID is the case that the address names.
func (v *visit) caseID() (cases.CaseID, error) { return cases.ParseCaseID(v.c.Params("id")) }

// seeOther answers a change: the browser goes on to a page, and Back or Reload
// repeat nothing.
func (v *visit) seeOther(to string) error {
	return v.c.Redirect(to, fiber.StatusSeeOther)
}

// addressWithout is the address asked for without one of its query fields.
func (v *visit) addressWithout(name string) string {
	q := url.Values{}
	for k, vs := range v.form {
		if k != name {
			q[k] = vs
		}
	}
	return withQuery(localPath(v.c.Path()), q)
}

// localPath keeps a path of ours from being read as another site's name, as
// browsers read what begins with two slashes.
func localPath(path string) string { return "/" + strings.TrimLeft(path, `/\`) }

func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func (v *visit) speak(l cases.Lang) {
	v.lang, v.words = l, i18n.For(l)
}

const visitKey = "visit"

// visitOf is the visit that the guard made of this request.
func visitOf(c *fiber.Ctx) *visit {
	if v, ok := c.Locals(visitKey).(*visit); ok {
		return v
	}
	v := &visit{c: c}
	v.speak(cases.English)
	c.Locals(visitKey, v)
	return v
}
