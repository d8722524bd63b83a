package web_test

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/runes"
	"golang.org/x/text/unicode/norm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/search"
)

// shown are the fields of a question whose values the pages name, and where
// their words are.
var shown = []struct {
	field, words string
	codes        []string
}{
	{search.ByOutcome, "outcome_office", texts(cases.Outcomes())},
	{search.ByOutcome, "outcome", texts(cases.Outcomes())},
	{search.ByPlatform, "platform", texts(cases.Platforms())},
	{search.ByLang, "lang", texts(cases.Langs())},
	{search.ByChannel, "channel", texts(cases.Channels())},
	{search.ByStatus, "status", texts(cases.Statuses())},
	{search.ByStatus, "filer_status", texts(cases.Statuses())},
	{search.ByElection, "yes_no", texts(cases.YesNos())},
	{search.ByElection, "election", texts(cases.Elections())},
	{search.ByPolitical, "yes_no", texts(cases.YesNos())},
}

func texts[T ~string](of []T) (out []string) {
	for _, x := range of {
		out = append(out, string(x))
	}
	return out
}

func TestAFilterMayBeTypedInTheWordsOfThePages(t *testing.T) {
	t.Parallel()
	for _, l := range cases.Langs() {
		w := i18n.For(l)
		for _, list := range shown {
			for _, code := range list.codes {
				typed(t, w.T("filter."+list.field), w.T(list.words+"."+code), list.field, code)
				typed(t, list.field, code, list.field, code)
			}
		}
		for _, e := range cases.FirstCode().Entries {
			typed(t, w.T("filter.obligation"), e.Title.In(l), search.ByObligation, string(e.Code))
		}
		typed(t, w.T("filter.advisor"), "Marion", search.ByAdvisor, "Marion")
		typed(t, w.T("queue.who"), "Marion", search.ByAdvisor, "Marion")
		typed(t, w.T("filter.year"), "2026", search.ByYear, "2026")
	}
}

var unaccented = runes.Remove(runes.Predicate(func(r rune) bool { return r >= 0x300 && r < 0x370 }))

// typed expects a filter to be known as it is shown, without accents and in
// capitals; what has no code is a name, and is kept as typed.
func typed(t *testing.T, name, label, field, code string) {
	t.Helper()
	filter := name + `:"` + label + `"`
	for _, text := range []string{filter, strings.ToUpper(filter), unaccented.String(norm.NFD.String(filter))} {
		q := search.Parse(text)
		if len(q.Filters) != 1 || !q.Filters[0].Known || q.Filters[0].Field != field || !strings.EqualFold(q.Filters[0].Value, code) || q.HasWords() {
			t.Errorf("%s: got %+v, want %s:%s", text, q.Filters, field, code)
		}
	}
}

var example = regexp.MustCompile(`\p{L}+:\p{L}+`)

func TestTheExampleOfTheSearchPageWorks(t *testing.T) {
	t.Parallel()
	for _, l := range cases.Langs() {
		text := example.FindString(i18n.For(l).T("search.hint"))
		if q := search.Parse(text); len(q.Filters) != 1 || !q.Filters[0].Known {
			t.Errorf("the example in %s, %q, is no known filter: %+v", l, text, q.Filters)
		}
	}
}
