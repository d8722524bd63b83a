package i18n

import (
	"strings"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"example.org/casebook/internal/cases"
)

func TestAPreparedSentenceIsWhatTheLibrarySays(t *testing.T) {
	for _, l := range cases.Langs() {
		w := For(l)
		if len(w.cut) == 0 {
			t.Fatalf("no sentence of %s was prepared", l)
		}
		for key, parts := range w.cut {
			args := map[string]any{}
			var pairs []any
			for i := 1; i < len(parts); i += 2 {
				value := any("« " + parts[i] + " »")
				if i%4 == 3 {
					value = 12345
				}
				args[parts[i]] = value
				pairs = append(pairs, parts[i], value)
			}
			want, err := library(t, l, key, parts).Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: w.written(args)})
			if err != nil {
				t.Fatal(err)
			}
			if got := w.Named(key, args); got != want {
				t.Errorf("%s %s: got %q, want %q", l, key, got, want)
			}
			if got := w.T(key, pairs...); got != w.Named(key, args) {
				t.Errorf("%s %s: in pairs %q, named %q", l, key, got, w.Named(key, args))
			}
		}
	}
}

// library knows the one sentence, put together again.
func library(t *testing.T, l cases.Lang, key string, parts []string) *i18n.Localizer {
	t.Helper()
	var whole strings.Builder
	for i, part := range parts {
		if i%2 == 1 {
			part = "{{." + part + "}}"
		}
		whole.WriteString(part)
	}
	bundle := i18n.NewBundle(language.English)
	if err := bundle.AddMessages(language.MustParse(string(l)), &i18n.Message{ID: key, Other: whole.String()}); err != nil {
		t.Fatal(err)
	}
	return i18n.NewLocalizer(bundle, string(l))
}
