package search

// A Span is a range of runes of a text, To excluded.
type Span struct{ From, To int }

// MatchPhrase reports whether a text has the words of a phrase in a row,
// accents, inflection and inclusive forms aside. Stop words keep their place,
// whichever they are: "loi sur les élections" is also loi de nos élections. Of a
// phrase longer than MaxTerms words only the beginning counts.
func MatchPhrase(lang, text, phrase string) bool {
	pattern := newPattern(lang, phrase)
	if len(pattern) == 0 {
		return false
	}
	_, ok := newMatcher(Analyze(lang, text), pattern).find(0)
	return ok
}

// A step is the terms that may stand at one place of a phrase, each with the
// places it covers; empty for a stop word.
type step []Token

// newPattern gives the steps of a phrase from its first meaningful word to its
// last; none when all are stop words.
func newPattern(lang, phrase string) []step {
	var steps []step
	first := -1
	for _, t := range analyze(lang, scan(phrase), withoutBroad) {
		if first < 0 {
			first = t.Pos
		}
		at := t.Pos - first
		if at < 0 || at+t.Span > MaxTerms {
			continue
		}
		for len(steps) < at+t.Span {
			steps = append(steps, nil)
		}
		steps[at] = append(steps[at], t)
	}
	return steps
}

// A matcher walks text and phrase together. A compound can be a way through
// either (e-mail against email), so it is a search with a memory of failures,
// which keeps hostile texts linear.
type matcher struct {
	pattern []step
	text    [][]Token // by position
	failed  []bool
}

func newMatcher(tokens []Token, pattern []step) *matcher {
	m := &matcher{pattern: pattern, text: byPosition(tokens)}
	m.failed = make([]bool, len(m.text)*len(pattern))
	return m
}

func byPosition(tokens []Token) (at [][]Token) {
	for _, t := range tokens {
		for len(at) <= t.Pos {
			at = append(at, nil)
		}
		at[t.Pos] = append(at[t.Pos], t)
	}
	return at
}

// find gives the first occurrence at or after a position.
func (m *matcher) find(pos int) (found Span, ok bool) {
	for ; pos < len(m.text); pos++ {
		if end, ok := m.walk(0, pos, 0); ok {
			return Span{m.text[pos][0].From, end}, true
		}
	}
	return Span{}, false
}

// walk gives the rune offset where the phrase from step i ends when it matches
// the text from position j; end is that of what was matched before.
func (m *matcher) walk(i, j, end int) (int, bool) {
	if i >= len(m.pattern) {
		return end, true
	}
	if j >= len(m.text) || m.failed[j*len(m.pattern)+i] {
		return 0, false
	}
	if len(m.pattern[i]) == 0 {
		if end, ok := m.walk(i+1, j+1, end); ok {
			return end, true
		}
	}
	for _, want := range m.pattern[i] {
		for _, has := range m.text[j] {
			if has.Term != want.Term {
				continue
			}
			if end, ok := m.walk(i+want.Span, j+has.Span, has.To); ok {
				return end, true
			}
		}
	}
	m.failed[j*len(m.pattern)+i] = true
	return 0, false
}
