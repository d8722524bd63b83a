package i18n

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
)

// sentences is every form of every sentence of a language, by its key, as the
// files have them. A sentence without plural has the one form "other".
func sentences(t *testing.T, l cases.Lang) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	files, err := filepath.Glob("catalogues/*." + string(l) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		b, err := catalogues.ReadFile(filepath.ToSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		var raw map[string]json.RawMessage
		if err := json.Unmarshal(b, &raw); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, value := range raw {
			if out[key] != nil {
				t.Errorf("%s says %s a second time", name, key)
			}
			out[key] = formsOf(t, key, value)
		}
	}
	return out
}

func formsOf(t *testing.T, key string, value json.RawMessage) map[string]string {
	t.Helper()
	var plain string
	if json.Unmarshal(value, &plain) == nil {
		return map[string]string{"other": plain}
	}
	forms := map[string]string{}
	if err := json.Unmarshal(value, &forms); err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return forms
}

func TestBothCataloguesSayTheSame(t *testing.T) {
	en, fr := sentences(t, cases.English), sentences(t, cases.French)
	for _, key := range slices.Sorted(maps.Keys(en)) {
		if fr[key] == nil {
			t.Errorf("%s is missing in French", key)
			continue
		}
		if got, want := placeholders(fr[key]), placeholders(en[key]); got != want {
			t.Errorf("%s takes %s in French, %s in English", key, got, want)
		}
		if (len(en[key]) > 1) != (len(fr[key]) > 1) {
			t.Errorf("%s has a plural in one language only", key)
		}
	}
	for key := range fr {
		if en[key] == nil {
			t.Errorf("%s is missing in English", key)
		}
	}
}

var placeholder = regexp.MustCompile(`\{\{[^}]*\}\}|\{[a-z]+\}`)

// placeholders are those of the form for many; the form for one may write its
// number as a word.
func placeholders(forms map[string]string) string {
	found := placeholder.FindAllString(forms["other"], -1)
	slices.Sort(found)
	return fmt.Sprint(slices.Compact(found))
}

func TestPluralsHaveTheFormsOfTheLanguage(t *testing.T) {
	want := map[cases.Lang][]string{cases.English: {"one", "other"}, cases.French: {"many", "one", "other"}}
	for _, l := range cases.Langs() {
		for key, forms := range sentences(t, l) {
			if got := slices.Sorted(maps.Keys(forms)); len(forms) > 1 && !slices.Equal(got, want[l]) {
				t.Errorf("%s in %s has the forms %v, want %v", key, l, got, want[l])
			}
			for form, s := range forms {
				if strings.TrimSpace(s) == "" || strings.TrimSpace(s) != s {
					t.Errorf("%s in %s, %s, is %q", key, l, form, s)
				}
			}
		}
	}
}

func TestEverySentenceIsSpoken(t *testing.T) {
	for _, l := range cases.Langs() {
		for key, forms := range sentences(t, l) {
			args := map[string]any{"Count": 2}
			for _, p := range placeholder.FindAllString(forms["other"], -1) {
				args[strings.Trim(p, "{.} ")] = 2
			}
			if got := For(l).Named(key, args); strings.HasPrefix(got, "[") || strings.Contains(got, "<no value>") {
				t.Errorf("%s in %s is spoken as %q", key, l, got)
			}
		}
	}
}

// TestEveryPluralSaysItsNumber keeps a form from saying one of none: in French,
// zero takes the form for one. In English that form is for one alone, and may
// write it as a word.
func TestEveryPluralSaysItsNumber(t *testing.T) {
	for _, l := range cases.Langs() {
		w := For(l)
		for key, forms := range sentences(t, l) {
			if len(forms) < 2 {
				continue
			}
			for _, n := range []int{0, 1, 2, 1_000_000} {
				args := map[string]any{}
				for _, p := range placeholder.FindAllString(forms["other"], -1) {
					args[strings.Trim(p, "{.} ")] = "x"
				}
				args["Count"] = n
				got := w.Named(key, args)
				inWords := l == cases.English && n == 1 && strings.Contains(got, "One ")
				if strings.HasPrefix(got, "[") || !inWords && !strings.Contains(got, w.Number(n)) {
					t.Errorf("%s in %s, of %d, is %q", key, l, n, got)
				}
			}
		}
	}
}

func TestNumbersAndPluralsFollowTheLanguage(t *testing.T) {
	for _, c := range []struct {
		lang cases.Lang
		n    int
		want string
	}{
		{cases.English, 0, "0 things need your attention"},
		{cases.English, 1, "One thing needs your attention"},
		{cases.English, 1234, "1,234 things need your attention"},
		{cases.French, 0, "0 point demande votre attention"}, // zero is singular in French
		{cases.French, 1, "1 point demande votre attention"},
	} {
		if got := For(c.lang).T("form.problems", "Count", c.n); got != c.want {
			t.Errorf("%d in %s is %q, want %q", c.n, c.lang, got, c.want)
		}
	}
	if got, want := For(cases.French).Number(1234), "1\u00a0234"; got != want {
		t.Errorf("1234 in French is %q, want %q", got, want)
	}
}
