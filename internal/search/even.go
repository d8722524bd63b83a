package search

// evenOut raises what a group has in one language until the best of it weighs as
// much as is given, since a case is in one language: what was typed can be in the
// cases of one alone, and those of the other would always come after. What is
// typed stays before all that is added. Without a Vocabulary it is not known in
// which language the index has a word, and nothing is done.
func (x *expanding) evenOut(l *Looked, to float64) {
	if x.by.Vocabulary == nil {
		return
	}
	best := x.best(*l)
	raise := func(weight int, lang string) int {
		if b := best[lang]; weight < Whole && b > 0 && float64(b) < to*Whole && lang != noLanguage {
			return hundredths(float64(weight) * to / float64(b))
		}
		return weight
	}
	for i, t := range l.Terms {
		l.Terms[i].Weight = raise(t.Weight, langOf(t.Term))
	}
	for i, u := range l.Units {
		l.Units[i].Weight = raise(u.Weight, langOf(u.Terms[0]))
	}
}

// best is what the heaviest term or phrase of a group weighs, by language, of
// those that the index has.
func (x *expanding) best(l Looked) map[string]int {
	best := map[string]int{}
	for _, t := range l.Terms {
		if lang := langOf(t.Term); t.Weight > best[lang] && !x.inNoCase(t.Term) {
			best[lang] = t.Weight
		}
	}
	for _, u := range l.Units {
		lang := langOf(u.Terms[0])
		best[lang] = max(best[lang], u.Weight)
	}
	return best
}
