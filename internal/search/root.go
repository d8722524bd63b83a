package search

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// rootEndings are what derivation adds in either language, as the stemmers leave
// it: election and electoral, loyal and loyaute, signage, neutral and neutralit.
var rootEndings = func() []string {
	all := strings.Fields(`ational ation ition tion sion ion iti ity ty ti ment ness abl ibl able ible al ial ical ic iqu ous eous
		iou ist ism ize iz ise is or er our ant ent anc enc ance ence anci enci ari ary air ariat ive iv if at ate age ag ship ful
		less li ly e i y s it te au iel el eu eur eus euse rice ric teu ateu iteu ir oir ien ienn alit aut alt alti oral o a`)
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return all
}()

// spelledAlike evens out what the languages write differently.
var spelledAlike = strings.NewReplacer("ph", "f", "th", "t", "qu", "c", "ck", "c", "k", "c", "y", "i")

// minRoot is the length of the shortest root: less would make strangers kin.
const minRoot = 4

// root reduces a stem to what it shares with its derivations and with its
// cognates of the other language. Empty for a word too short to have kin.
func root(stem string) string { return roots.of(stem) }

// roots remembers them: a question asks for those of hundreds of words of the
// index that begin as one that was typed.
var roots = newMemory(findRoot)

func findRoot(stem string) string {
	w := spelledAlike.Replace(undoubled(stem))
	for range 3 {
		i := slices.IndexFunc(rootEndings, func(e string) bool { return len(w)-len(e) >= minRoot && strings.HasSuffix(w, e) })
		if i < 0 {
			break
		}
		w = w[:len(w)-len(rootEndings[i])]
	}
	if len(w) < minRoot {
		return ""
	}
	return w
}

// undoubled writes double letters once, as the French stemmer does.
func undoubled(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if i == 0 || s[i] != s[i-1] {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// families adds the words of the index that have a root in common with a typed
// one, in both languages.
func (x *expanding) families() {
	for i, w := range x.words {
		if !x.isTyped(i) || isSmall(Fold(w.Text)) {
			continue
		}
		l := &x.lookup.Groups[x.group[i]]
		for _, t := range w.Terms {
			x.addFamily(l, t)
		}
	}
}

func (x *expanding) addFamily(l *Looked, term string) {
	stem := stemOf(term)
	r := root(stem)
	if r == "" || !isLatinWord(stem) || falseFriends[stem] {
		return
	}
	for _, lang := range Langs() {
		for _, kin := range x.by.Vocabulary.beginning(lang + ":" + stem[:minRoot-1]) {
			key := "f." + kin
			if l.has(kin) || root(stemOf(kin)) != r || smallTerms()[kin] || falseFriends[stemOf(kin)] || x.leftOut(key) || x.by.cases(kin) == 0 {
				continue
			}
			l.add(kin, hundredths(familyMember))
			l.report(Added{Key: key, Source: FromFamily, Words: []AddedWord{{Text: written(kin), Lang: lang, terms: []string{kin}}}})
		}
	}
}

// smallWords are prepositions, conjunctions and the small adverbs, of which
// languages have a closed list: words are not made of them as they are of nouns and
// verbs, so that contrat is none of contre, nor sincere of since. Of those that words
// are made of all the same (inside and insider, except and exception) none is here,
// nor of those with the stem of another word (outre and outré).
var smallWords = map[string]map[string]bool{
	French: setOf(`contre devant derriere avant apres depuis pendant durant malgre parmi selon sauf hors envers voici voila
		afin lors toujours jamais souvent deja encore ensuite enfin puis presque assez trop beaucoup autant pourtant cependant
		toutefois neanmoins sinon pres loin aupres autour`),
	English: setOf(`against despite within without among amongst across along around behind beneath beside besides beyond during
		since throughout toward towards under underneath until unless upon versus whereas whether while although though because
		however therefore instead always never often ever already again still yet almost rather else otherwise together away
		everything something anything nothing`),
}

// isSmall reports a word, folded, of which no others are made in either language.
func isSmall(word string) bool { return smallWords[English][word] || smallWords[French][word] }

// smallTerms are what an index has of the small words.
var smallTerms = sync.OnceValue(func() map[string]bool {
	terms := map[string]bool{}
	for lang, words := range smallWords {
		for word := range words {
			terms[term(lang, word)] = true
		}
	}
	return terms
})

// falseFriends are the stems of words that look like kin and are none: actual
// and actuel, library and librairie, general and generation, petition and petit.
var falseFriends = setOf(`actual actuel eventual eventuel librari librair assist sensibl location chanc coin main pain
	journey journe attend demand rest issu travel travail formal format general gener univers petit`)
