package search

import (
	"strings"
	"unicode"
)

// A piece is a word as written, folded, not yet of any language.
type piece struct {
	word     string
	stopForm string     // with its apostrophe, as lists of stop words have it: don't
	known    *knownWord // the word, when it was looked up
	from, to int
	pos      int
	span     int  // how many positions it covers: 2 for "email" written e-mail
	broad    bool // wider than what is written (113 for 113(1)): indexed, never asked for
}

// A scanner cuts text into pieces. It follows Unicode word boundaries, and goes
// beyond them where both languages of the office need it: elisions, inclusive
// forms, compounds, hashtags, section references.
type scanner struct {
	rs  []rune
	i   int
	pos int
	out []piece
}

func scan(text string) []piece {
	s := &scanner{rs: []rune(text)}
	s.out = make([]piece, 0, len(s.rs)/5+4)
	for s.i < len(s.rs) {
		switch r := s.rs[s.i]; {
		case (r == '#' || r == '＃' || r == '@' || r == '＠') && s.startsTag():
			s.tag()
		case !startsWord(r):
			s.i++
		case unicode.IsDigit(r):
			s.number()
		case standsAlone(r):
			s.letter()
		default:
			s.compound()
		}
	}
	return s.out
}

// at gives the rune at i, and 0 outside the text.
func (s *scanner) at(i int) rune {
	if i < 0 || i >= len(s.rs) {
		return 0
	}
	return s.rs[i]
}

// run gives the end of the letters and digits that begin at i.
func (s *scanner) run(i int) int {
	for i < len(s.rs) && continuesWord(s.rs[i]) && !standsAlone(s.rs[i]) {
		i++
	}
	return i
}

func (s *scanner) emit(p piece) {
	if p.word == "" {
		return
	}
	if p.stopForm == "" {
		p.stopForm = p.word
	}
	p.span = max(p.span, 1)
	s.out = append(s.out, p)
}

// letter emits one letter of a script without spaces, with its marks.
func (s *scanner) letter() {
	from := s.i
	s.i++
	for s.i < len(s.rs) && unicode.IsMark(s.rs[s.i]) {
		s.i++
	}
	s.emit(piece{word: foldRunes(s.rs[from:s.i]), from: from, to: s.i, pos: s.pos})
	s.pos++
}

// maxJoined is the most parts a compound may have and still be a word as a
// whole: sous-ministre, e-mail, VE-2026-0042; not a sentence in hyphens.
const maxJoined = 4

// compound emits a word, or the parts of a hyphenated one and the whole of it,
// so that email finds e-mail and the reverse.
func (s *scanner) compound() {
	first, from := len(s.out), s.i
	start := s.pos
	joinable := s.word()
	for isHyphen(s.at(s.i)) && startsWord(s.at(s.i+1)) && !standsAlone(s.at(s.i+1)) {
		s.i++
		joinable = s.word() && joinable
	}
	parts := s.pos - start
	if !joinable || parts < 2 || parts > maxJoined {
		return
	}
	var whole strings.Builder
	last := -1
	for _, p := range s.out[first:] {
		if p.pos != last {
			whole.WriteString(p.word)
			last = p.pos
		}
	}
	s.emit(piece{word: whole.String(), from: from, to: s.i, pos: start, span: parts})
}

// word emits one word with its inclusive forms; false when it is a stop word of
// either language, which would make its compound one too (est-ce, dit-elle).
func (s *scanner) word() bool {
	if s.acronym() {
		return true
	}
	from := s.i
	to := s.run(s.i)
	for isApostrophe(s.at(to)) && startsWord(s.at(to+1)) && !standsAlone(s.at(to+1)) {
		to = s.run(to + 1)
	}
	p := s.apostrophes(from, to)
	p.pos = s.pos
	s.i = to
	if p.word == "" {
		return false
	}
	if forms, end := s.inclusive(p.word); end > to {
		s.i, p.to = end, end
		for _, form := range forms {
			s.emit(piece{word: form, from: p.from, to: end, pos: s.pos})
		}
	} else {
		s.emit(p)
	}
	s.pos++
	return !p.isStopOfAny()
}

func (p *piece) isStopOfAny() bool {
	if p.known != nil {
		return p.known.isStopOfAny()
	}
	return isStopOfAny(p.stopForm)
}

// in is what the word is in a language.
func (p *piece) in(lang string) reading {
	if p.known != nil {
		return *p.known.in(lang)
	}
	return reading{term(lang, p.word), isStop(lang, p.stopForm)}
}

// acronym emits letters with points between them as one word: U.S., A.I.
func (s *scanner) acronym() bool {
	if !s.loneLetter(s.i) {
		return false
	}
	letters, end := []rune{s.rs[s.i]}, s.i+1
	for s.at(end) == '.' && s.loneLetter(end+1) {
		if len(letters) < maxWord {
			letters = append(letters, s.rs[end+1])
		}
		end += 2
	}
	if len(letters) < 2 {
		return false
	}
	s.emit(piece{word: foldRunes(letters), from: s.i, to: end, pos: s.pos})
	s.i = end
	s.pos++
	return true
}

func (s *scanner) loneLetter(i int) bool {
	return unicode.IsLetter(s.at(i)) && !continuesWord(s.at(i+1))
}
