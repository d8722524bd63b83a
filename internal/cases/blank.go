package cases

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Blank stands in a copied text where something that may name a person was left
// out. It is meant to be seen: somebody has to fill the place.
const Blank = "[ … ]"

// identities are what names the people of a case. It hides too much rather than
// too little: "May" goes with an employee of that name.
type identities struct {
	parts    map[string]bool // of names, folded; particles aside
	initials map[string]bool
	exact    []string // addresses and links, as they are
	office   Contact  // what anybody may know
}

func newIdentities(office Contact) *identities {
	return &identities{parts: map[string]bool{}, initials: map[string]bool{}, office: office}
}

// particles belong to many names and to every other sentence.
var particles = strings.Fields("de des du la le les da di van von der den el al bin st ste saint sainte and et the")

// add keeps a person's name and address.
func (k *identities) add(name, email string) {
	for _, w := range wordsIn(name) {
		part := foldName(w.text)
		if slices.Contains(particles, part) {
			continue
		}
		if utf8.RuneCountInString(part) > 1 {
			k.parts[part] = true
		}
		first, _ := utf8.DecodeRuneInString(part)
		k.initials[string(first)] = true
	}
	k.addExact(email)
}

func (k *identities) addExact(text string) {
	if text = strings.TrimSpace(text); text != "" {
		k.exact = append(k.exact, strings.ToLower(text))
	}
}

// addLink keeps the address of what it was about, however it begins. What is
// too short to be one would blank half the words.
func (k *identities) addLink(link string) {
	link = strings.TrimSuffix(linkStart.ReplaceAllString(strings.TrimSpace(link), ""), "/")
	if len(link) >= 8 && strings.ContainsAny(link, "./") {
		k.addExact(link)
	}
}

var linkStart = regexp.MustCompile(`(?i)^(?:https?://)?(?:www\.|m\.)?`)

// stretch is a run of bytes of a text.
type stretch struct {
	from, to int
	text     string
}

var letterRun = regexp.MustCompile(`[\pL\pM]+`)

func wordsIn(text string) (out []stretch) {
	for _, at := range letterRun.FindAllStringIndex(text, -1) {
		out = append(out, stretch{at[0], at[1], text[at[0]:at[1]]})
	}
	return out
}

// What names somebody whoever she is: addresses, names in social media,
// telephone numbers of North America, and the references of cases.
var naming = regexp.MustCompile(strings.Join([]string{
	`[\pL\pN._%+-]+@[\pL\pN.-]+\.\pL{2,}`,
	`@[\pL\pN_.]*[\pL\pN_]`,
	`(?:\+?1[ .-]?)?\(?[2-9][0-9]{2}\)?[ .\x{00A0}\x{2011}-]?[0-9]{3}[ .\x{00A0}\x{2011}-][0-9]{4}`,
	`\b(?i:VE)[\s\x{2010}-\x{2013}-]?[0-9]{4}[\s\x{2010}-\x{2013}-][0-9]{1,6}\b`,
}, "|"))

// blank leaves out of a text what names the people, and counts the places.
func (k *identities) blank(text string) (string, int) {
	hidden := k.named(text)
	for _, at := range naming.FindAllStringIndex(text, -1) {
		if !k.isOffices(text[at[0]:at[1]]) {
			hidden = append(hidden, stretch{from: at[0], to: at[1]})
		}
	}
	hidden = append(hidden, k.verbatim(text)...)
	return withBlanks(text, hidden)
}

// isOffices reports whether it is the office's own address or number.
func (k *identities) isOffices(found string) bool {
	return strings.EqualFold(found, k.office.Email) ||
		(k.office.Phone != "" && digitsOf(found) == digitsOf(k.office.Phone))
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// verbatim finds what is known to the letter, in capitals or not.
func (k *identities) verbatim(text string) (out []stretch) {
	for _, e := range k.exact {
		shape := regexp.MustCompile(`(?i)` + regexp.QuoteMeta(e))
		for _, at := range shape.FindAllStringIndex(text, -1) {
			out = append(out, stretch{from: at[0], to: at[1]})
		}
	}
	return out
}

// named finds the words that are of a name: those written as one, and in any
// writing those beside another. An initial counts only beside a name.
func (k *identities) named(text string) (out []stretch) {
	words := wordsIn(text)
	hide := make([]bool, len(words))
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(w.text)
		hide[i] = k.parts[foldName(w.text)] && unicode.IsUpper(first)
	}
	isPart := func(i int) bool { return k.parts[foldName(words[i].text)] }
	isInitial := func(i int) bool {
		first, _ := utf8.DecodeRuneInString(words[i].text)
		return unicode.IsUpper(first) && k.initials[foldName(words[i].text)]
	}
	for i := 1; i < len(words); i++ {
		if !isJoint(text[words[i-1].to:words[i].from]) {
			continue
		}
		if isPart(i-1) && isPart(i) || hide[i] && isInitial(i-1) || hide[i-1] && isInitial(i) {
			hide[i-1], hide[i] = true, true
		}
	}
	for i, w := range words {
		if hide[i] {
			out = append(out, w)
		}
	}
	return out
}

var joint = regexp.MustCompile(`^(?:[ \t\x{00A0}\x{202F}]{1,2}|\.[ \x{00A0}]?|[-_'’\x{2010}\x{2011}])$`)

// isJoint reports whether two words with that between them may be one name.
func isJoint(between string) bool { return joint.MatchString(between) }

// withBlanks puts a blank for each stretch, one for those that touch.
func withBlanks(text string, hidden []stretch) (string, int) {
	slices.SortFunc(hidden, func(a, b stretch) int { return a.from - b.from })
	var b strings.Builder
	end, blanks := 0, 0
	for _, h := range hidden {
		if h.to <= end {
			continue
		}
		if blanks == 0 || (h.from > end && !isJoint(text[end:h.from])) {
			b.WriteString(text[end:max(h.from, end)] + Blank)
			blanks++
		}
		end = h.to
	}
	b.WriteString(text[end:])
	return b.String(), blanks
}

// accents are the letters of French and their neighbours, and how they are
// written without.
var accents = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "á", "a", "ã", "a", "å", "a", "ç", "c", "é", "e", "è", "e",
	"ê", "e", "ë", "e", "î", "i", "ï", "i", "í", "i", "ì", "i", "ñ", "n", "ô", "o", "ö", "o", "ó", "o", "ò", "o", "õ", "o",
	"ø", "o", "ù", "u", "û", "u", "ü", "u", "ú", "u", "ý", "y", "ÿ", "y", "œ", "oe", "æ", "ae", "ß", "ss")

// foldName is a part of a name as it is compared: small letters, no accents.
func foldName(s string) string { return accents.Replace(strings.ToLower(s)) }

// Greetings and closings name who is written to and who writes. They are short
// lines of their own, so that a sentence that thanks or greets stays.
var (
	greeting = regexp.MustCompile(`(?i)^(?:hello|hi|dear|good (?:morning|afternoon|evening|day)|bonjour|bonsoir|` +
		`cher|chère|chers|chères|madame|monsieur|mesdames|messieurs)(?:[ ,!]|$)`)
	closing = regexp.MustCompile(`(?i)^(?:sincerely|yours|regards|(?:best|kind|warm) (?:regards|wishes)|best|respectfully|thank you|` +
		`thanks|cordialement|bien cordialement|bien à vous|(?:sincères |meilleures |cordiales )?salutations|respectueusement|` +
		`merci|veuillez agréer)(?:[ ,.!]|$)`)
)

const (
	shortLine   = 6 // words of a line that is no sentence
	mostSigning = 5 // lines after a closing: name, title, office, telephone
)

// adviceBody is an advice without its greeting and its closing; as it is, when
// nothing would be left of it.
func adviceBody(text string) string {
	lines := strings.Split(text, "\n")
	body := lines[afterGreeting(lines):]
	body = body[:beforeClosing(body)]
	if cut := strings.TrimFunc(strings.Join(body, "\n"), unicode.IsSpace); cut != "" {
		return cut
	}
	return text
}

func afterGreeting(lines []string) int {
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if greeting.MatchString(line) && isShort(line) && !strings.HasSuffix(line, ".") {
			return i + 1
		}
		break
	}
	return 0
}

// beforeClosing is how many lines stand before the closing, which only a few
// short lines may follow.
func beforeClosing(lines []string) int {
	signing := 0
	for i := len(lines) - 1; i >= 0; i-- {
		line := strings.TrimSpace(lines[i])
		switch {
		case line == "":
			continue
		case closing.MatchString(line) && (isShort(line) || strings.HasPrefix(strings.ToLower(line), "veuillez")):
			return i
		case !isShort(line) || signing == mostSigning:
			return len(lines)
		}
		signing++
	}
	return len(lines)
}

func isShort(line string) bool { return len(strings.Fields(line)) <= shortLine }
