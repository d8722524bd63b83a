package search

// A Token is a term at a place in a text.
type Token struct {
	Term     string // language and stem: "fr:petition"; one index holds both languages
	From, To int    // rune offsets in the text as given, To excluded
	Pos      int    // the word's position, stop words counted
	Span     int    // positions covered: 1, or more for a whole written in parts (e-mail)
}

// Analyze gives the terms of a text in a language: folded, without stop words,
// stemmed. Words that stand for several terms (inclusive forms, compounds,
// hashtags, section references) give several tokens at one position; the whole
// of a compound comes after its parts.
func Analyze(lang, text string) []Token {
	return analyze(lang, scan(text), allPieces)
}

func allPieces(*piece) bool      { return true }
func withoutBroad(p *piece) bool { return !p.broad }

func analyze(lang string, pieces []piece, wanted func(*piece) bool) []Token {
	lang = known(lang)
	tokens := make([]Token, 0, len(pieces))
	for i := range pieces {
		p := &pieces[i]
		as := p.in(lang)
		if as.stop || !wanted(p) {
			continue
		}
		t := Token{Term: as.term, From: p.from, To: p.to, Pos: p.pos, Span: p.span}
		if !repeats(tokens, t) {
			tokens = append(tokens, t)
		}
	}
	return tokens
}

// repeats reports that the same term is there already: candidat·e stands for
// candidat and candidate, which have one stem, and counts once.
func repeats(tokens []Token, t Token) bool {
	for i := len(tokens) - 1; i >= 0 && tokens[i].From >= t.From; i-- {
		if tokens[i].Pos == t.Pos && tokens[i].Term == t.Term {
			return true
		}
	}
	return false
}

func known(lang string) string {
	if lang == French {
		return French
	}
	return English
}
