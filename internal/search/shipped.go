package search

import (
	_ "embed" // the concepts
	"encoding/json"
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
