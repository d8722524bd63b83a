package search

import (
	"maps"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
)

// stopWords holds the words that carry no meaning alone, folded as the texts
// are. The lists are the library's; what it leaves out is added here.
var stopWords = map[string]map[string]bool{
	English: stopSet(en.EnglishStopWords, `will would could should shall may might must can dont cant wont
		didnt doesnt isnt wasnt im ive also just`),
	French: stopSet(fr.FrenchStopWords, `ca cela comme donc si plus tres aussi alors quand dont lorsque
		puisque quoique jusque ainsi chez entre vers ni tout tous toute toutes etre avoir
		comment c'est`),
}

func stopSet(list []byte, more string) map[string]bool {
	words := analysis.NewTokenMap()
	if err := words.LoadBytes(list); err != nil {
		panic("stop words of the library: " + err.Error())
	}
	set := setOf(more)
	for w := range words {
		set[foldStop(w)] = true
	}
	return set
}

// foldStop folds a stop word and keeps its apostrophes.
func foldStop(word string) string {
	parts := strings.Split(word, "'")
	for i, p := range parts {
		parts[i] = Fold(p)
	}
	return strings.Join(parts, "'")
}

func isStop(lang, word string) bool { return stopWords[lang][word] }

var stopWordsOfAny = func() map[string]bool {
	all := maps.Clone(stopWords[English])
	maps.Copy(all, stopWords[French])
	return all
}()

func isStopOfAny(word string) bool { return stopWordsOfAny[word] }
