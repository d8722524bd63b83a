package web

import (
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
)

// entryField offers every obligation and reminder of the Code in force. What
// was chosen under an earlier version is chosen as it is called now.
func (s *Server) entryField(f *form, values []string) field {
	v := f.visit
	if f.typedIn != nil {
		values = f.typedIn["obligations"]
		f.tellCodeMoved()
	}
	chosen := v.codes.CodesToday(entryCodes(values))
	var options []option
	for _, e := range v.codes.InForce().Entries {
		options = append(options, option{Value: string(e.Code), Label: e.Title.In(v.lang), Hint: e.Text.In(v.lang)})
	}
	q := f.choices("obligations", nil, options).as(kindChecks)
	for i := range q.Options {
		q.Options[i].Chosen = slices.Contains(chosen, cases.EntryCode(q.Options[i].Value))
	}
	return q
}

// tellCodeMoved says that the choices are no longer those that were offered,
// whatever else the form is shown again for.
func (f *form) tellCodeMoved() {
	moved := f.visit.words.T("error.code_moved_on")
	if drawnUnder(f.typedIn) != f.Code && f.Notice != moved {
		f.Notice = strings.TrimSpace(f.Notice + " " + moved)
	}
}

func entryCodes(values []string) []cases.EntryCode {
	out := make([]cases.EntryCode, len(values))
	for i, v := range values {
		out[i] = cases.EntryCode(v)
	}
	return out
}

// entryChoice offers the entries of the Code, one of which is chosen; none when
// the one that was is several now.
func (s *Server) entryChoice(f *form, entry cases.EntryCode) field {
	q := s.entryField(f, []string{string(entry)}).as(kindRadios)
	n := 0
	for _, o := range q.Options {
		if o.Chosen {
			n++
		}
	}
	for i := range q.Options {
		q.Options[i].Chosen = q.Options[i].Chosen && n == 1
	}
	return q
}

// entryOptions are the entries to narrow a list by: those in force, then those
// of earlier versions. Either finds what is under the other.
func entryOptions(v *visit) []option {
	var out []option
	for _, e := range v.codes.InForce().Entries {
		out = append(out, option{Value: string(e.Code), Label: e.Title.In(v.lang)})
	}
	for _, e := range v.codes.Former() {
		out = append(out, option{Value: string(e.Code), Label: v.words.T("filter.former", "Name", e.Title.In(v.lang))})
	}
	return out
}

// entryName is what an entry is called now, or was called last.
func entryName(v *visit, code cases.EntryCode) string {
	if e, ok := v.codes.Entry(code); ok {
		return e.Title.In(v.lang)
	}
	return string(code)
}

// entryAsMade is what the entry of an annotation was called when it was made.
func entryAsMade(v *visit, a cases.Annotation) string {
	if e, ok := v.codes.EntryIn(a.CodeVersion, a.Entry); ok {
		return e.Title.In(v.lang)
	}
	return string(a.Entry)
}

// entryNow says what the Code in force has in the place of an annotation's
// entry; empty when it still says the same.
func entryNow(v *visit, a cases.Annotation) string {
	var names []string
	for _, e := range v.codes.Today(a.Entry) {
		names = append(names, e.Title.In(v.lang))
	}
	if len(names) == 1 && names[0] == entryAsMade(v, a) {
		return ""
	}
	if len(names) > 0 {
		return v.words.T("annotation.now", "Entries", strings.Join(names, ", "))
	}
	if reason, gone := v.codes.Gone(a.Entry); gone {
		return v.words.T("annotation.gone", "Reason", reason.In(v.lang))
	}
	return ""
}
