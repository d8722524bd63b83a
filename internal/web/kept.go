package web

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
)

// keptText is a text that was sent with a refused form, given back on the
// refusal's own page: Back cannot be counted on once a session has ended.
type keptText struct{ ID, Label, Text string }

// keptTexts are the fields in which people write at length. The texts of the
// office, a field in each language, are told by the ends of their names.
var keptTexts = []string{"subject", "situation", "platform_detail", "link", "audience", "text", "why", "word",
	"would_change", "withdraw_why", "precedent_why", "reference"}

// keptFrom gives back what was typed in a form that was refused.
func keptFrom(v *visit) []keptText {
	from := v.form
	switch {
	case v.saved != nil: // it comes back when she has signed in, to her alone
		return nil
	case isSafe(v.c.Method()):
		from = v.kept
	}
	var kept []keptText
	give := func(name, label string) {
		if text := from.Get(name); text != "" {
			kept = append(kept, keptText{"kept-" + name, label, text})
		}
	}
	for _, name := range keptTexts {
		give(name, v.words.T("field."+name))
	}
	for _, name := range slices.Sorted(maps.Keys(from)) {
		if at := strings.LastIndex(name, "_"); at > 0 {
			if lang, known := cases.ParseLang(name[at+1:]); known {
				give(name, fmt.Sprintf("%d. %s", len(kept)+1, v.words.T("pair."+string(lang))))
			}
		}
	}
	return kept
}
