package search

import (
	"slices"
	"testing"
)

// widest is all that a query of an advisor is widened by.
func widest(x *index) Expansion {
	return Expansion{Thesaurus: NewThesaurus(ShippedConcepts()), Everyday: true, Lexicon: true, Vocabulary: x.vocabulary()}
}

func TestTheCasesOfTheDemonstrationAreFoundHoweverTheyAreAskedFor(t *testing.T) {
	all := situations(t)
	x := newIndex(all)
	by := widest(x)
	for query, want := range map[string][]string{
		"election placard visible in a snapshot of the home":  {"s30", "s55"},
		"electoin placard visible in a snapshot of the home":  {"s30", "s55"},
		"election placrd visible in a snapshott of the home":  {"s30", "s55"},
		"ELECTION PLACCARD VISIBLE IN A SNAPSHOT OF THE HOME": {"s30", "s55"},
		"chialer contre la présence obligatoire au bureau":    {"s52", "s66"},
		"chialer contre la presence obligatoire au bureau":    {"s52", "s66"},
		"chiallé contre la prescence obligatoire au bureau":   {"s52", "s66"},
		"chialer contre la présense obligatoire au bureau":    {"s52", "s66"},
		"chailer contre la presence oblgatoire au bureau":     {"s52", "s66"},
		"CHIALER CONTRE LA PRÉSENCE OBLIGATOIRE AU BUREAU":    {"s52", "s66"},
	} {
		var found []string
		for _, s := range x.search(Parse(query), by, 5) {
			found = append(found, all[s.ID].ID)
		}
		for _, id := range want {
			if !slices.Contains(found, id) {
				t.Errorf("%s: got %v, want %s among them", query, found, id)
			}
		}
	}
}
