package web

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// errSwitching asks for a form again, with what was typed and nothing to mend:
// in the other language, or to change what was previewed.
var errSwitching = errors.New("shown again to be read or changed")

// form is a form as a page shows it: empty, or with what was typed and what is
// to be mended. Labels and hints come from the catalogues by the fields' names.
type form struct {
	ID       string
	Action   string
	CSRF     string
	Key      string // makes sending it twice one act
	Version  int    // of the case it was drawn from
	Code     int    // version of the Code whose entries it offers
	Act      string // which act it was drawn for, where an address serves several
	Problems []problemLine
	Notice   string // why nothing was done, when no field is to blame
	Kept     string // what to do then
	Hidden   []hiddenField
	Again    string // where she proves again who she is, before sending it again

	Draft        *draftLine // nil when its text is not kept before it is sent
	DraftVersion int        // of the draft that it shows; 0 for none

	visit   *visit
	typedIn url.Values // what was typed; nil in an empty form
	byField map[string]string
}

// problemLine is a line of the error summary, leading to its field.
type problemLine struct{ Href, Text string }

// newForm makes an empty form of a page that was asked for. One that is shown
// again stays the same form: what is kept of it as a draft stays with it.
func newForm(v *visit, action string, version int) *form {
	f := &form{ID: "form", Action: action, CSRF: v.session.CSRF, Key: v.get("key"), Version: version,
		Code: v.codes.InForce().Version, DraftVersion: v.draftVersion(), visit: v,
		Kept: v.words.T("form.kept"), byField: map[string]string{}}
	if f.isFresh() || !cases.IsFormKey(f.Key) {
		f.renew()
	}
	return f
}

// isFresh reports whether nothing was typed in the form yet.
func (f *form) isFresh() bool { return isSafe(f.visit.c.Method()) }

// renew makes another form of it: the one with the key it had was taken.
func (f *form) renew() { f.Key, f.DraftVersion = newKey(), 0 }

func newKey() string { return rand.Text() }

// stamp is the case's version and the key that came with a form.
func (v *visit) stamp() cases.Stamp {
	version, err := strconv.Atoi(v.get("version"))
	if err != nil {
		version = -1 // no version: the form is older than the case
	}
	return cases.Stamp{Version: version, Key: v.get("key"), Code: drawnUnder(v.form)}
}

// drawnUnder is the version of the Code that a form names; -1, which no form
// was drawn under, when it names none.
func drawnUnder(form url.Values) int {
	code, err := strconv.Atoi(form.Get("code"))
	if err != nil || code < 1 {
		return -1
	}
	return code
}

// again shows a form that was refused: what was typed, what is to be mended,
// and the present version, so that sending it again can succeed. The status is
// for the page. An error that no form can mend comes back.
func (f *form) again(err error) (status int, unmended error) {
	f.typedIn = f.visit.form
	if errors.Is(err, errSwitching) {
		return fiber.StatusOK, nil
	}
	if errors.Is(err, errNotFresh) {
		f.Notice, f.Again = f.visit.words.T("fresh.notice"), signInAgainPath(f.Action)
		return fiber.StatusUnauthorized, nil
	}
	var told *cases.Error
	if !errors.As(err, &told) || told.Kind < cases.Conflict {
		return 0, err
	}
	if told.Kind == cases.Conflict {
		f.Notice = f.visit.words.T(told.Key)
		if told.Key == "error.form_used" || told.Key == "error.draft_sent" {
			f.renew()
		}
		return fiber.StatusConflict, nil
	}
	if told.Kind == cases.Early {
		f.Notice, f.Kept = f.visit.words.T(told.Key), f.visit.words.T("form.kept_early")
	}
	f.tell(told.Problems)
	return fiber.StatusUnprocessableEntity, nil
}

// tell puts each problem at its field and in the summary.
func (f *form) tell(problems []cases.Problem) {
	for _, p := range problems {
		text := f.visit.words.Named(p.Key, p.Args)
		if f.byField[p.Field] == "" {
			f.byField[p.Field] = text
		}
		f.Problems = append(f.Problems, problemLine{"#" + f.anchor(p.Field), text})
	}
}

// Summary is the heading of the error summary.
func (f *form) Summary() string {
	return f.visit.words.T("form.problems", "Count", len(f.Problems))
}

// anchor is the element that an error leads to.
func (f *form) anchor(name string) string { return "f-" + name }

// field is one question of a form, in the reader's language.
type field struct {
	Kind        string
	ID, Name    string
	Label, Hint string
	Value       string
	Problem     string
	DescribedBy string
	Optional    bool
	Max         int // characters; 0 when it has no limit to show
	LeftWords   string
	OverWords   string
	Lang        string // of the text, when it is not the page's
	Options     []option
}

// option is one choice of a field.
type option struct {
	ID, Value, Label, Hint string
	Chosen                 bool
}

// text is a field for words; value is what it holds before anyone typed.
func (f *form) text(name, value string, max int) field {
	q := f.ask(name)
	q.Value, q.Max = f.typed(name, value), max
	if max > 0 {
		q.LeftWords, q.OverWords = f.visit.words.T("form.left"), f.visit.words.T("form.over")
	}
	return q
}

// optional marks a field that may be left out.
func (q field) optional() field {
	q.Optional = true
	return q
}

// choice is a field that takes one code of a list; the words of each are
// <list>.<code> in the catalogues.
func (f *form) choice(name, list, value string, codes []string) field {
	q := f.ask(name)
	q.Value = f.typed(name, value)
	for i, code := range codes {
		q.Options = append(q.Options, f.option(q, i, code, list+"."+code, q.Value == code))
	}
	return q
}

// choices is a field that takes any number of options.
func (f *form) choices(name string, values []string, options []option) field {
	q := f.ask(name)
	if f.typedIn != nil {
		values = f.typedIn[name]
	}
	for i, o := range options {
		o.ID = optionID(q, i)
		o.Chosen = slices.Contains(values, o.Value)
		q.Options = append(q.Options, o)
	}
	return q
}

func (f *form) option(q field, i int, code, key string, chosen bool) option {
	o := option{ID: optionID(q, i), Value: code, Label: f.visit.words.T(key), Chosen: chosen}
	if f.visit.words.Has(key + ".hint") {
		o.Hint = f.visit.words.T(key + ".hint")
	}
	return o
}

// optionID lets the error summary lead to the first choice.
func optionID(q field, i int) string {
	if i == 0 {
		return q.ID
	}
	return fmt.Sprintf("%s-%d", q.ID, i)
}

// bare is a field for words whose label the page gives.
func (f *form) bare(name, value string, max int) field {
	q := field{ID: f.anchor(name), Name: name, Problem: f.byField[name], Value: f.typed(name, value), Max: max}
	if q.Problem != "" {
		q.DescribedBy = q.ID + "-error"
	}
	return q
}

func (f *form) ask(name string) field {
	w := f.visit.words
	q := field{ID: f.anchor(name), Name: name, Label: w.T("field." + name), Problem: f.byField[name]}
	if key := "field." + name + ".hint"; w.Has(key) {
		q.Hint = w.T(key)
		q.DescribedBy = q.ID + "-hint"
	}
	if q.Problem != "" {
		q.DescribedBy = join(q.DescribedBy, q.ID+"-error")
	}
	return q
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}

func (f *form) typed(name, value string) string {
	if f.typedIn != nil {
		return f.typedIn.Get(name)
	}
	return value
}

// codes gives the codes of a closed list as plain words.
func codes[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = string(c)
	}
	return out
}
