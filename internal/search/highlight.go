package search

import "sort"

// Highlight gives the ranges of a text that a query matches: whole words as
// written, inflected forms too, and phrases from their first word to their
// last. They are in order and do not overlap.
func Highlight(lang, text string, q Query) []Span {
	tokens := Analyze(lang, text)
	spans := wordSpans(lang, tokens, q.Words)
	for _, phrase := range q.Phrases {
		spans = append(spans, phraseSpans(lang, tokens, phrase.Text)...)
	}
	return merge(spans)
}

func wordSpans(lang string, tokens []Token, words []Word) []Span {
	terms := map[string]bool{}
	var prefixed []Word
	for _, w := range words {
		w = w.In(lang)
		for _, t := range w.Terms {
			terms[t] = true
		}
		if len(w.Prefixes) > 0 {
			prefixed = append(prefixed, w)
		}
	}
	var spans []Span
	for _, t := range tokens {
		if terms[t.Term] || anyMatches(prefixed, t.Term) {
			spans = append(spans, Span{t.From, t.To})
		}
	}
	return spans
}

func anyMatches(words []Word, term string) bool {
	for _, w := range words {
		if w.Matches(term) {
			return true
		}
	}
	return false
}

func phraseSpans(lang string, tokens []Token, phrase string) []Span {
	pattern := newPattern(lang, phrase)
	if len(pattern) == 0 {
		return nil
	}
	m := newMatcher(tokens, pattern)
	var spans []Span
	for pos := range m.text {
		if end, ok := m.walk(0, pos, 0); ok {
			spans = append(spans, Span{m.text[pos][0].From, end})
		}
	}
	return spans
}

func merge(spans []Span) []Span {
	sort.Slice(spans, func(i, j int) bool {
		if spans[i].From != spans[j].From {
			return spans[i].From < spans[j].From
		}
		return spans[i].To > spans[j].To
	})
	merged := spans[:0]
	for _, s := range spans {
		if n := len(merged); n > 0 && s.From < merged[n-1].To {
			merged[n-1].To = max(merged[n-1].To, s.To)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}
