// Package i18n knows every sentence that a person reads, in both official
// languages, and how each language writes dates, numbers and punctuation. It
// refuses to know pages, cases' contents and who is reading.
package i18n

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
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
	plain   map[string]string   // sentences without arguments, ready
	cut     map[string][]string // sentences with arguments and one form, cut at their arguments
	local   *i18n.Localizer     // the others
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
			plain:   map[string]string{},
			cut:     map[string][]string{},
			local:   i18n.NewLocalizer(bundle, string(l)),
			numbers: message.NewPrinter(language.MustParse(string(l) + "-CA")),
		}
		all[l].addCatalogues(bundle)
	}
	return all
}

// addCatalogues reads the language's files into the bundle. A broken catalogue
// is a broken program: it stops before serving anyone, and a test reads all of
// them.
func (w *Words) addCatalogues(bundle *i18n.Bundle) {
	files, err := fs.Glob(catalogues, "catalogues/*."+string(w.Lang)+".json")
	if err != nil {
		panic(err)
	}
	for _, name := range files {
		b, err := catalogues.ReadFile(name)
		if err != nil {
			panic(err)
		}
		f, err := bundle.ParseMessageFileBytes(b, name)
		if err != nil {
			panic(fmt.Errorf("read %s: %w", name, err))
		}
		var others []*i18n.Message // for the library: what is ready is not asked of it
		for _, m := range f.Messages {
			typesetMessage(w.Lang, m)
			if !w.prepare(m) {
				others = append(others, m)
			}
		}
		if err := bundle.AddMessages(language.MustParse(string(w.Lang)), others...); err != nil {
			panic(fmt.Errorf("read %s: %w", name, err))
		}
	}
}

// argument is a place of a sentence in which an argument stands.
var argument = regexp.MustCompile(`{{\.(\w+)}}`)

// prepare makes a sentence ready that has one form. Those with a plural are the
// library's to choose; false for them.
func (w *Words) prepare(m *i18n.Message) bool {
	if m.One != "" || m.Many != "" {
		return false
	}
	var parts []string // text, name, text, name, text
	from := 0
	for _, at := range argument.FindAllStringSubmatchIndex(m.Other, -1) {
		parts = append(parts, m.Other[from:at[0]], m.Other[at[2]:at[3]])
		from = at[1]
	}
	rest := m.Other[from:]
	switch {
	case strings.Contains(rest, "{{"): // not of our usual kind
		return false
	case len(parts) == 0:
		w.plain[m.ID] = rest
	default:
		w.cut[m.ID] = append(parts, rest)
	}
	return true
}

// T is the sentence of a key, with named arguments in pairs: T("queue.late",
// "Count", 2). Count chooses the plural form. A key without a sentence shows
// itself; a test keeps that from happening.
func (w *Words) T(key string, args ...any) string {
	if s, ok := w.plain[key]; ok {
		return s
	}
	if parts, ok := w.cut[key]; ok {
		return w.join(parts, func(name string) any { return pairOf(args, name) })
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
	if parts, ok := w.cut[key]; ok {
		return w.join(parts, func(name string) any { return args[name] })
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

// join puts the arguments into a sentence that was cut at them.
func (w *Words) join(parts []string, value func(string) any) string {
	var b strings.Builder
	for i, part := range parts {
		if i%2 == 0 {
			b.WriteString(part)
			continue
		}
		switch v := value(part).(type) {
		case string:
			b.WriteString(v)
		case int:
			b.WriteString(w.Number(v))
		case nil:
			b.WriteString("<no value>") // as the library does
		default:
			fmt.Fprint(&b, v)
		}
	}
	return b.String()
}

// pairOf finds a named argument among pairs; nil when it is missing.
func pairOf(args []any, name string) any {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1]
		}
	}
	return nil
}

// Has reports whether a key has a sentence.
func (w *Words) Has(key string) bool {
	if _, ok := w.plain[key]; ok {
		return true
	}
	if _, ok := w.cut[key]; ok {
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
