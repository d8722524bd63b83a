package search

import (
	"sort"
	"unicode"
)

// A Snippet is a passage of a text in segments, some of them marked: spans, for
// the page to render and escape.
type Snippet struct {
	Segments []Segment
	CutStart bool // the text begins earlier
	CutEnd   bool // the text goes on
}

// A Segment is a piece of a snippet, as written.
type Segment struct {
	Text string
	Mark bool
}

// Text gives the words of a snippet without their marks.
func (s Snippet) Text() string {
	var text string
	for _, segment := range s.Segments {
		text += segment.Text
	}
	return text
}

// Snippets gives up to limit passages of about width runes around the densest
// matches, in the order of the text, cut between words. A text without a match
// gives its beginning, an empty one nothing.
func Snippets(lang, text string, q Query, limit, width int) []Snippet {
	width = max(width, 1)
	rs := []rune(text)
	spans := Highlight(lang, text, q)
	var windows []Span
	for range limit {
		w, ok := densest(rs, spans, windows, width)
		if !ok {
			break
		}
		windows = append(windows, w)
	}
	if len(windows) == 0 && len(rs) > 0 && limit > 0 {
		windows = []Span{window(rs, Span{}, width, Span{0, len(rs)})}
	}
	sort.Slice(windows, func(i, j int) bool { return windows[i].From < windows[j].From })
	snippets := make([]Snippet, 0, len(windows))
	for _, w := range windows {
		snippets = append(snippets, snippet(rs, spans, w))
	}
	return snippets
}

// densest gives the window that holds most different words, then most matches,
// then comes first, away from the windows already taken.
func densest(rs []rune, spans, taken []Span, width int) (best Span, ok bool) {
	folded := foldAll(rs, spans)
	different := map[string]int{}
	most, last := 0, 0
	for first, s := range spans {
		for last < len(spans) && (last == first || spans[last].To <= s.From+width) {
			different[folded[last]]++
			last++
		}
		if worth := 100*len(different) + last - first; worth > most && !touches(s, taken) {
			most, best, ok = worth, Span{s.From, spans[last-1].To}, true
		}
		if different[folded[first]]--; different[folded[first]] == 0 {
			delete(different, folded[first])
		}
	}
	if !ok {
		return Span{}, false
	}
	return window(rs, best, width, free(taken, best.From, len(rs))), true
}

func foldAll(rs []rune, spans []Span) []string {
	folded := make([]string, len(spans))
	for i, s := range spans {
		folded[i] = foldRunes(rs[s.From:s.To])
	}
	return folded
}

func touches(s Span, taken []Span) bool {
	for _, t := range taken {
		if s.From < t.To && t.From < s.To {
			return true
		}
	}
	return false
}

// free gives the room around a place, between the windows already taken.
func free(taken []Span, at, end int) Span {
	room := Span{0, end}
	for _, t := range taken {
		if t.To <= at {
			room.From = max(room.From, t.To)
		} else {
			room.To = min(room.To, t.From)
		}
	}
	return room
}

// window widens the matches to about width runes within the room, cut between
// words where one is near.
func window(rs []rune, matches Span, width int, room Span) Span {
	matches.To = min(matches.To, room.To)
	spare := max(0, width-(matches.To-matches.From))
	from := max(room.From, matches.From-spare/3)
	to := min(room.To, max(from+width, matches.To))
	from = max(room.From, min(from, to-width))
	return trim(rs, Span{
		wordStart(rs, from, min(matches.From, from+width/3)),
		wordEnd(rs, to, max(matches.To, to-width/3)),
	})
}

// wordStart moves forward to the beginning of a word, not past latest.
func wordStart(rs []rune, from, latest int) int {
	if from == 0 {
		return 0
	}
	for at := from; at <= latest && at < len(rs); at++ {
		if unicode.IsSpace(rs[at-1]) {
			return at
		}
	}
	return beforeMarks(rs, from)
}

// wordEnd moves back to the end of a word, not before earliest.
func wordEnd(rs []rune, to, earliest int) int {
	if to == len(rs) {
		return to
	}
	for at := to; at >= earliest && at > 0; at-- {
		if unicode.IsSpace(rs[at]) {
			return at
		}
	}
	return beforeMarks(rs, to)
}

// beforeMarks keeps an accent with its letter where a cut has to be made inside
// a word.
func beforeMarks(rs []rune, at int) int {
	for back := at; back > 0 && back > at-maxWord && back < len(rs); back-- {
		if !unicode.IsMark(rs[back]) && !isJoiner(rs[back]) && !isJoiner(rs[back-1]) {
			return back
		}
	}
	return at
}

func trim(rs []rune, s Span) Span {
	for s.From < s.To && unicode.IsSpace(rs[s.From]) {
		s.From++
	}
	for s.To > s.From && unicode.IsSpace(rs[s.To-1]) {
		s.To--
	}
	return s
}

func snippet(rs []rune, spans []Span, w Span) Snippet {
	var segments []Segment
	add := func(from, to int, mark bool) {
		if from < to {
			segments = append(segments, Segment{string(rs[from:to]), mark})
		}
	}
	at := w.From
	first := sort.Search(len(spans), func(i int) bool { return spans[i].To > w.From })
	for _, s := range spans[first:] {
		if s.From >= w.To {
			break
		}
		add(at, max(s.From, at), false)
		at = min(s.To, w.To)
		add(max(s.From, w.From), at, true)
	}
	add(at, w.To, false)
	return Snippet{Segments: segments, CutStart: hasWords(rs[:w.From]), CutEnd: hasWords(rs[w.To:])}
}

// hasWords reports that more than white space was left out.
func hasWords(rs []rune) bool {
	for _, r := range rs {
		if !unicode.IsSpace(r) {
			return true
		}
	}
	return false
}
