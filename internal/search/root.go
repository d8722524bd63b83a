package search

import (
	"slices"
	"strings"
)

var rootEndings = func() []string {
	all := strings.Fields(`ational ation ition tion sion ion iti ity ty ti ment ness abl ibl able ible al ial ical ic iqu ous eous iou
	ist ism ize iz ise is or er our ant ent anc enc ance ence anci enci ari ary air ariat ive iv if at ate age ag ship ful less li ly
	e i y s it te au iel el eu eur eus euse rice ric teu ateu iteu ir oir ien ienn alit aut alt alti oral o a`)
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return all
}()

// root reduces a stem to what it shares with its derivations and with its
// cognates of the other language.
func root(stem string) string {
	w := undouble(stem)
	w = strings.NewReplacer("ph", "f", "th", "t", "qu", "c", "k", "c", "y", "i", "ck", "c").Replace(w)
	for range 3 {
		cutOne := false
		for _, e := range rootEndings {
			if len(w)-len(e) >= minRoot && strings.HasSuffix(w, e) {
				w = w[:len(w)-len(e)]
				cutOne = true
				break
			}
		}
		if !cutOne {
			break
		}
	}
	return w
}

var minRoot = 4

func undouble(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if i > 0 && s[i] == s[i-1] {
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func stemOf(term string) string { _, s, _ := strings.Cut(term, ":"); return s }

// families
func (x *expanding) families() {
	v := x.by.Vocabulary
	for i, w := range x.words {
		g := &x.lookup.Groups[i]
		for _, t := range w.Terms {
			stem := stemOf(t)
			if len(stem) < 4 || !isLatinWord(stem) {
				continue
			}
			r := root(stem)
			for _, lang := range Langs() {
				if lang != langOf(t) && !tune.cognate || lang == langOf(t) && !tune.family {
					continue
				}
				for _, other := range v.beginning(lang + ":" + stem[:3]) {
					if other != t && root(stemOf(other)) == r && len(r) >= tune.rootLen {
						f := tune.fam
						if lang != langOf(t) {
							f = tune.cog
						}
						g.add(other, percent(f))
					}
				}
			}
		}
	}
}
