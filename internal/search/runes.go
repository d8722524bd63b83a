package search

import "unicode"

// startsWord reports whether a word can begin with r. Vulgar fractions are
// numbers to Unicode but would fold to misleading ones (½ to 12).
func startsWord(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	if r >= 0xBC && r <= 0xBE || r >= 0x2150 && r <= 0x215F {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// continuesWord also takes accents written apart and invisible joiners.
func continuesWord(r rune) bool {
	return startsWord(r) || r >= 0x80 && (unicode.IsMark(r) || isJoiner(r))
}

// isJoiner reports a rune that is inside a word without being part of it: a
// soft hyphen, a zero-width joiner or non-joiner, a word joiner.
func isJoiner(r rune) bool {
	return r == 0xAD || r == 0x200C || r == 0x200D || r == 0x2060 || r == 0xFEFF
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '＇'
}

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// standsAlone reports a letter of a script written without spaces: each such
// letter is a word of its own, as Unicode segmentation has it. Their digits are
// numbers like others.
func standsAlone(r rune) bool {
	return r >= 0x0E00 && unicode.IsLetter(r) && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
