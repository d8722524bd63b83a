// Package i18n knows every sentence that a person reads, in both official
// languages, and how each language writes dates, numbers and punctuation. It
// refuses to know pages, cases' contents and who is reading.
package i18n

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/unicode/norm"

	"example.org/casebook/internal/cases"
)

//go:embed catalogues/*.json
var catalogues embed.FS

// Words speaks one language. It is safe for concurrent use.
type Words struct {
	Lang    cases.Lang
	plain   map[string]string // sentences without arguments, ready
	local   *i18n.Localizer   // the others
	numbers *message.Printer
}

var spoken = load()

// For gives the words of a language; English for anything else.
func For(lang cases.Lang) *Words {
	if w, ok := spoken[lang]; ok {
		return w
	}
	return spoken[cases.English]
}

func load() map[cases.Lang]*Words {
	bundle := i18n.NewBundle(language.English)
	all := map[cases.Lang]*Words{}
	for _, l := range cases.Langs() {
		all[l] = &Words{
			Lang:    l,
			plain:   addCatalogues(bundle, l),
			local:   i18n.NewLocalizer(bundle, string(l)),
			numbers: message.NewPrinter(language.MustParse(string(l) + "-CA")),
		}
	}
	return all
}

// addCatalogues reads a language's files into the bundle and returns the
// sentences that take no argument. A broken catalogue is a broken program:
// it stops before serving anyone, and a test reads all of them.
func addCatalogues(bundle *i18n.Bundle, l cases.Lang) map[string]string {
	files, err := fs.Glob(catalogues, "catalogues/*."+string(l)+".json")
	if err != nil {
		panic(err)
	}
	plain := map[string]string{}
	for _, name := range files {
		b, err := catalogues.ReadFile(name)
		if err != nil {
			panic(err)
		}
		f, err := bundle.ParseMessageFileBytes(b, name)
		if err != nil {
			panic(fmt.Errorf("read %s: %w", name, err))
		}
		for _, m := range f.Messages {
			typesetMessage(l, m)
			if m.One == "" && !strings.Contains(m.Other, "{{") {
				plain[m.ID] = m.Other
			}
		}
		if err := bundle.AddMessages(language.MustParse(string(l)), f.Messages...); err != nil {
			panic(fmt.Errorf("read %s: %w", name, err))
		}
	}
	return plain
}

// T is the sentence of a key, with named arguments in pairs: T("queue.late",
// "Count", 2). Count chooses the plural form. A key without a sentence shows
// itself; a test keeps that from happening.
func (w *Words) T(key string, args ...any) string {
	if s, ok := w.plain[key]; ok {
		return s
	}
	named := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		named[fmt.Sprint(args[i])] = args[i+1]
	}
	return w.Named(key, named)
}

// Plain is the sentence of a key that takes no argument; false when it takes
// one, or when there is none.
func (w *Words) Plain(key string) (string, bool) {
	s, ok := w.plain[key]
	return s, ok
}

// Named is T with the arguments in a map.
func (w *Words) Named(key string, args map[string]any) string {
	if s, ok := w.plain[key]; ok {
		return s
	}
	config := &i18n.LocalizeConfig{MessageID: key, TemplateData: w.written(args)}
	if n, ok := args["Count"]; ok {
		config.PluralCount = n
	}
	s, err := w.local.Localize(config)
	if err != nil {
		return "[" + key + "]"
	}
	return s
}

// Has reports whether a key has a sentence.
func (w *Words) Has(key string) bool {
	if _, ok := w.plain[key]; ok {
		return true
	}
	_, err := w.local.Localize(&i18n.LocalizeConfig{MessageID: key, PluralCount: 2})
	return err == nil
}

// written gives the numbers among the arguments as the language writes them.
func (w *Words) written(args map[string]any) map[string]any {
	out := make(map[string]any, len(args))
	for k, v := range args {
		if n, ok := v.(int); ok {
			v = w.Number(n)
		}
		out[k] = v
	}
	return out
}

// Number writes a number: 1,234 in English, 1 234 in French.
func (w *Words) Number(n int) string { return w.numbers.Sprintf("%d", n) }

// NFC writes a text in Unicode's normalisation form C, in which it is kept.
func NFC(s string) string { return norm.NFC.String(s) }
