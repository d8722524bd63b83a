package search

import "unicode"

// startsTag reports a # or @ that begins a hashtag or a handle; the @ of an
// e-mail address follows a letter and does not.
func (s *scanner) startsTag() bool {
	next := s.at(s.i + 1)
	return !continuesWord(s.at(s.i-1)) && (startsWord(next) || next == '_') && !standsAlone(next)
}

// maxTagParts caps how many words one hashtag may hold.
const maxTagParts = 16

// tag emits a hashtag or handle whole and in its words: #OnVaGagner is
// onvagagner and on, va, gagner.
func (s *scanner) tag() {
	from := s.i
	s.i++
	for s.at(s.i) == '_' || s.run(s.i) > s.i {
		s.i = max(s.run(s.i), s.i+1)
	}
	bounds := s.tagParts(from+1, s.i)
	whole := piece{word: foldRunes(s.rs[from+1 : s.i]), from: from, to: s.i, pos: s.pos, span: len(bounds)}
	s.emit(whole)
	if len(bounds) > 1 {
		for n, b := range bounds {
			s.emit(piece{word: foldRunes(s.rs[b[0]:b[1]]), from: from, to: s.i, pos: s.pos + n})
		}
	}
	s.pos += max(len(bounds), 1)
}

// tagParts gives the bounds of the words of a tag.
func (s *scanner) tagParts(from, to int) (bounds [][2]int) {
	to = min(to, from+maxWord)
	begin := from
	for i := from; i <= to && len(bounds) < maxTagParts; i++ {
		if i < to && !s.tagBreak(begin, i) {
			continue
		}
		if word := foldRunes(s.rs[begin:i]); word != "" {
			bounds = append(bounds, [2]int{begin, i})
		}
		begin = i
	}
	return bounds
}

// tagBreak reports that a new word of a tag begins at i: after an underscore,
// at a capital after a small letter, at the last of several capitals, at a
// number after a word (Vote2025, but C21 is one).
func (s *scanner) tagBreak(begin, i int) bool {
	before, r, after := s.at(i-1), s.at(i), s.at(i+1)
	switch {
	case i == begin:
		return false
	case r == '_' || before == '_':
		return true
	case unicode.IsUpper(r):
		return !unicode.IsUpper(before) || unicode.IsLower(after)
	case unicode.IsDigit(r):
		return i-begin >= minBase && unicode.IsLetter(before)
	}
	return false
}
