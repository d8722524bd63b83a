package search

import (
	_ "embed" // the concepts
	"encoding/json"
	"strings"
	"sync"
)

//go:embed data/thesaurus.json
var conceptsFile []byte

// ShippedConcepts gives the concepts that come with the program: the first
// thesaurus of a new casebook.
func ShippedConcepts() []Concept {
	var rows []struct {
		Concept, Group string
		En, Fr         []string
	}
	if err := json.Unmarshal(conceptsFile, &rows); err != nil {
		panic("concepts that are shipped: " + err.Error())
	}
	concepts := make([]Concept, len(rows))
	for i, r := range rows {
		concepts[i] = Concept{ID: r.Concept, Group: r.Group, English: r.En, French: r.Fr}
	}
	return concepts
}

//go:embed data/everyday.txt
var everydayFile string

// Warm makes the dictionaries ready, which otherwise the first query waits for: a
// few tenths of a second, and 8 MB from then on.
func Warm() {
	everyday()
	shippedLexicon()
	writtenForms()
	knownTerms()
}

// shippedThesaurus is for what is wanted of it beside its concepts: its words.
var shippedThesaurus = sync.OnceValue(func() *Thesaurus { return NewThesaurus(ShippedConcepts()) })

// everyday gives the small general dictionary, made ready on first use.
var everyday = sync.OnceValue(func() *Thesaurus { return NewThesaurus(readEveryday(everydayFile)) })

func readEveryday(file string) []Concept {
	var all []Concept
	group := ""
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "## "); ok {
			group = name
		}
		en, fr, ok := strings.Cut(line, " | ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		c := Concept{Group: group, English: strings.Split(en, ", "), French: strings.Split(fr, ", ")}
		c.ID = Fold(c.English[0]) + "-" + Fold(c.French[0])
		all = append(all, c)
	}
	return all
}
