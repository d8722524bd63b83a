package search

import (
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
)

var (
	englishStemmer = en.NewEnglishStemmerFilter()
	frenchStemmer  = fr.NewFrenchLightStemmerFilter()
)

// stem gives the form that a folded word shares with its inflections. Words
// with digits or of other scripts are left alone.
//
// French: the library's light stemmer, which suffers least from folding (the
// others look for the accents of participles); what it misses is in
// stem_fr.go. TestFrenchStemmersCompared keeps the figures.
func stem(lang, word string) string {
	if !isLatinWord(word) {
		return word
	}
	if lang == French {
		return tidyFrench(light(regularFrench(word)))
	}
	return english(word)
}

func light(word string) string { return filter(frenchStemmer, word) }

func english(word string) string {
	if other, ok := irregularEnglish[word]; ok {
		word = other
	}
	return filter(englishStemmer, canadianSpelling(word))
}

func filter(f analysis.TokenFilter, word string) string {
	stream := analysis.TokenStream{{Term: []byte(word)}}
	return string(f.Filter(stream)[0].Term)
}

func isLatinWord(word string) bool {
	for _, r := range word {
		if r < 'a' || r > 'z' {
			if r < 0x80 || !unicode.Is(unicode.Latin, r) {
				return false
			}
		}
	}
	return len(word) > 2
}

// Both spellings are in use in Canada, sometimes in one text.
var (
	ourWords = setOf(`colour favour honour labour behaviour neighbour endeavour rumour humour harbour flavour
		savour vigour rigour candour`)
	onlyIse = setOf(`advertise advise exercise compromise supervise promise enterprise otherwise franchise
		revise disguise surprise televise improvise comprise despise premise expertise likewise paradise
		merchandise devise excise incise raise praise noise poise cruise bruise appraise precise concise
		demise treatise`)
	otherSpellings = map[string]string{"centre": "center", "centres": "centers", "licence": "license",
		"licences": "licenses", "defence": "defense", "offence": "offense", "offences": "offenses",
		"cheque": "check", "cheques": "checks", "grey": "gray", "judgement": "judgment",
		"judgements": "judgments", "counsellor": "counselor", "councillor": "councilor",
		"councillors": "councilors", "enrol": "enroll", "fulfil": "fulfill", "skilful": "skillful"}
)

// canadianSpelling brings the British spelling to the American one: criticise,
// organisation, behaviour, centre.
func canadianSpelling(word string) string {
	if other, ok := otherSpellings[word]; ok {
		return other
	}
	if at := strings.Index(word, "our"); at > 1 && ourWords[word[:at+3]] {
		return word[:at] + "or" + word[at+3:]
	}
	for _, ending := range []string{"isation", "isations", "ise", "ised", "ises", "ising", "iser", "isers"} {
		root, ok := strings.CutSuffix(word, ending)
		if ok && len(root) >= 3 && !onlyIse[root+"ise"] {
			return root + "iz" + ending[2:]
		}
	}
	return word
}
