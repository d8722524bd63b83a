package search

import "strings"

// irregularFrench holds plurals and pairs that no rule reaches. Publication is
// the noun of publier and would fall together with public; partie would with
// parti.
var irregularFrench = map[string]string{
	"travaux": "travail", "baux": "bail", "vitraux": "vitrail", "yeux": "oeil", "cieux": "ciel",
	"publication": "publier", "publications": "publier",
	"partie": "partie", "parties": "partie",
}

// notVerbs end like a form of a verb and are none.
var notVerbs = setOf(`client patient impatient agent argent accident incident president content present parent
	talent urgent recent souvent evident different precedent equivalent violent silent permanent competent
	frequent transparent apparent ingredient recipient efficient inconvenient quotient orient resident
	antecedent excedent dissident intelligent diligent indigent contingent regent detergent convergent absent
	consent innocent decent adolescent pourcent continent pertinent eminent imminent referent adherent coherent
	inherent concurrent torrent indifferent prudent imprudent independent dependent pendant cependant
	couvent sergent emergent contient maintient obtient revient devient
	francais anglais mauvais jamais desormais relais irlandais portugais japonais palais marais engrais balais
	portrait souhait parfait extrait retrait distrait attrait forfait satisfait abstrait imparfait bienfait
	camera opera assez`)

// A verbEnding is replaced so that the light stemmer, made for nouns and
// adjectives, sees the infinitive or the present of the verb.
type verbEnding struct {
	ending, becomes string
	min             int // the length of the shortest word it is taken from
}

var verbEndings = []verbEnding{
	{"issaient", "i", 11}, {"issait", "i", 9}, {"issant", "i", 9}, {"issent", "i", 9}, {"issons", "i", 9}, {"issez", "i", 8},
	{"eraient", "er", 9}, {"erions", "er", 8}, {"eriez", "er", 8}, {"erait", "er", 8}, {"erais", "er", 8},
	{"erons", "er", 8}, {"eront", "er", 8}, {"erez", "er", 7}, {"erai", "er", 7}, {"eras", "er", 7}, {"era", "er", 6},
	{"geaient", "ger", 8}, {"geait", "ger", 7}, {"aient", "er", 8}, {"ait", "er", 6}, {"ais", "er", 6},
	{"eante", "e", 9}, {"eant", "e", 8}, {"ante", "e", 9}, {"ant", "e", 8},
	{"ez", "er", 6}, {"ent", "e", 7},
}

// regularFrench prepares a folded word for the light stemmer: the accents that
// its rules look for are gone, and it leaves verbs alone.
func regularFrench(word string) string {
	if other, ok := irregularFrench[word]; ok {
		return other
	}
	if infinitive, ok := irregularForms[word]; ok {
		return infinitive
	}
	word = singular(word)
	if notVerbs[word] || isAdverbOrNoun(word) {
		return word
	}
	if len(word) > 6 && strings.HasSuffix(word, "ere") {
		return word[:len(word)-1]
	}
	if len(word) > 6 && strings.HasSuffix(word, "elle") {
		return word[:len(word)-2]
	}
	for _, v := range verbEndings {
		if len(word) >= v.min && strings.HasSuffix(word, v.ending) && !strings.HasSuffix(word, "a"+v.ending) {
			word = word[:len(word)-len(v.ending)] + v.becomes
			break
		}
	}
	return infinitive(word)
}

// isAdverbOrNoun tells jugement and publiquement from affirment and expriment.
func isAdverbOrNoun(word string) bool {
	return strings.HasSuffix(word, "ment") && !strings.HasSuffix(word, "rment") && !strings.HasSuffix(word, "priment")
}

// singular removes the s, but not that of words that need it to be known.
func singular(word string) string {
	if notVerbs[word] || strings.HasSuffix(word, "ais") || strings.HasSuffix(word, "ons") ||
		strings.HasSuffix(word, "eras") || len(word) < 5 {
		return word
	}
	return strings.TrimSuffix(word, "s")
}

// infinitive brings appuie to appuyer, and publie and publiee to publier: the
// light stemmer would cut them shorter than the other forms.
func infinitive(word string) string {
	if strings.HasSuffix(word, "ee") {
		word = word[:len(word)-1]
	}
	n := len(word)
	switch {
	case strings.HasSuffix(word, "uie"), strings.HasSuffix(word, "oie"):
		return word[:n-2] + "yer"
	case n > 4 && strings.HasSuffix(word, "ie"):
		return word + "r"
	}
	return word
}

// tidyFrench evens out what the light stemmer leaves: actif and activ, publiqu
// and public, blogu and blog, superieur and superieu, appuy and appui, aime and aim.
func tidyFrench(stem string) string {
	n := len(stem)
	switch {
	case n < 4:
		return stem
	case strings.HasSuffix(stem, "if"):
		return stem[:n-1] + "v"
	case strings.HasSuffix(stem, "iqu"):
		return stem[:n-2] + "c"
	case strings.HasSuffix(stem, "eur"), strings.HasSuffix(stem, "gu"), n == 4 && strings.HasSuffix(stem, "e"):
		return stem[:n-1]
	case strings.HasSuffix(stem, "y"):
		return stem[:n-1] + "i"
	}
	return stem
}
