package search

import (
	"regexp"
	"strings"
	"unicode"
)

// number emits what begins with a digit: a year, an amount, a section of an Act
// with its parts. 113(1) is kept whole, and 113 finds it too; 2(b), 2b and 2b)
// are one term.
func (s *scanner) number() {
	from := s.i
	end := s.digits(from)
	base := strings.ReplaceAll(number(s.rs[from:end]), ",", ".")
	whole, end := s.subsections(base, end)
	p := piece{word: whole, from: from, to: end, pos: s.pos}
	s.emit(p)
	if plain := digitsOnly.FindString(base); plain != whole && len(plain) > 1 {
		p.word, p.broad = plain, true
		s.emit(p)
	}
	s.i = end
	s.pos++
}

var (
	digitsOnly = regexp.MustCompile(`^[0-9]+`)
	thousands  = regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})+$`)
)

// digits gives the end of a number with its decimal points and thousands, and
// of the letters written onto it.
func (s *scanner) digits(i int) int {
	i = s.run(i)
	for (s.at(i) == '.' || s.at(i) == ',') && unicode.IsDigit(s.at(i+1)) && unicode.IsDigit(s.at(i-1)) {
		i = s.run(i + 1)
	}
	return i
}

// number folds a number and keeps its points, and its commas unless they mark
// thousands.
func number(rs []rune) string {
	rs = rs[:min(len(rs), maxWord)]
	var parts strings.Builder
	begin := 0
	for i, r := range rs {
		if r == '.' || r == ',' {
			parts.WriteString(foldRunes(rs[begin:i]))
			parts.WriteRune(r)
			begin = i + 1
		}
	}
	parts.WriteString(foldRunes(rs[begin:]))
	if folded := parts.String(); !thousands.MatchString(folded) {
		return folded
	}
	return strings.ReplaceAll(parts.String(), ",", "")
}

// subsections adds the parts in parentheses that follow: (1) stays as it is,
// since 113(1) is not 1131, and (b) becomes b.
func (s *scanner) subsections(whole string, end int) (string, int) {
	for s.at(end) == '(' {
		closing := s.run(end + 1)
		if closing == end+1 || closing > end+5 || s.at(closing) != ')' {
			break
		}
		part := foldRunes(s.rs[end+1 : closing])
		if part != "" && unicode.IsDigit([]rune(part)[0]) {
			part = "(" + part + ")"
		}
		whole, end = whole+part, closing+1
	}
	return whole, end
}
