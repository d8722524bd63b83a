package cases

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// SituationSource is the Source of a passage of the situation itself; any
// other source is the id of a message.
const SituationSource = "situation"

// Passage is a range of a text of the case: runes From (included) to To (not
// included) of the source, and the words that stood there.
type Passage struct {
	Source   string // SituationSource, a MessageID, or empty for the whole case
	From, To int
	Quote    string
}

func (p Passage) isWholeCase() bool { return p.Source == "" }

// Annotation ties an entry of the Code to a passage, or to the whole case, and
// says why. It is never overwritten: an edit is a new annotation that replaces
// the old, a removal is dated.
type Annotation struct {
	ID    AnnotationID
	Entry EntryCode
	// CodeVersion is the version of the Code that was in force when it was made;
	// it keeps its entry when a later version gives that another code.
	CodeVersion int
	Passage     Passage
	Why         string
	By          UserID
	At          time.Time
	Replaces    AnnotationID // the one this is an edit of; empty for a first one
	RemovedBy   UserID
	RemovedAt   time.Time // zero while it stands
}

// CurrentAnnotations are those that stand: neither replaced nor removed.
func (c *Case) CurrentAnnotations() []Annotation {
	var standing []Annotation
	for _, a := range c.Annotations {
		if a.RemovedAt.IsZero() {
			standing = append(standing, a)
		}
	}
	return standing
}

// Annotation finds an annotation that stands.
func (c *Case) Annotation(id AnnotationID) (Annotation, bool) {
	for _, a := range c.CurrentAnnotations() {
		if a.ID == id {
			return a, true
		}
	}
	return Annotation{}, false
}

// History lists what an annotation was before, newest first.
func (c *Case) History(a Annotation) []Annotation {
	var before []Annotation
	for a.Replaces != "" {
		earlier, found := c.anyAnnotation(a.Replaces)
		if !found {
			break
		}
		before = append(before, earlier)
		a = earlier
	}
	return before
}

func (c *Case) anyAnnotation(id AnnotationID) (Annotation, bool) {
	for _, a := range c.Annotations {
		if a.ID == id {
			return a, true
		}
	}
	return Annotation{}, false
}

// SourceText is the text a passage's source names; false when there is none.
func (c *Case) SourceText(source string) (string, bool) {
	if source == SituationSource {
		return c.Situation, true
	}
	m, found := c.Message(MessageID(source))
	return m.Text, found
}

// CutPassage makes the passage of those runes of a source of the case.
func (c *Case) CutPassage(source string, from, to int) (Passage, error) {
	if source == "" {
		return Passage{}, nil
	}
	text, found := c.SourceText(source)
	runes := []rune(text)
	if !found || from < 0 || to > len(runes) || from >= to {
		var ps problems
		ps.add("passage", "problem.passage")
		return Passage{}, ps.err()
	}
	return Passage{Source: source, From: from, To: to, Quote: string(runes[from:to])}, nil
}

// Sentences cuts a source of the case into sentences, so that a passage can be
// chosen by number where it cannot be selected.
func (c *Case) Sentences(source string) []Passage {
	text, _ := c.SourceText(source)
	runes := []rune(text)
	var out []Passage
	from := 0
	for i := range runes {
		if endsSentence(runes, i) {
			out = appendSentence(out, source, runes, from, i+1)
			from = i + 1
		}
	}
	return appendSentence(out, source, runes, from, len(runes))
}

// endsSentence reports whether a sentence ends with the rune at i: a line
// break, or a stop, or the mark that closes what the stop ended (« Venez ! »).
func endsSentence(runes []rune, i int) bool {
	switch r := runes[i]; {
	case r == '\n':
		return true
	case strings.ContainsRune(stops, r):
		return endsHere(runes[i+1:]) && !isShortened(runes, i)
	case strings.ContainsRune(closers, r):
		return endsHere(runes[i+1:]) && strings.ContainsRune(stops, lastMark(runes[:i]))
	}
	return false
}

const (
	stops   = ".!?…"
	closers = "\"”»)"
)

// endsHere reports whether white space follows, and no mark that only closes.
func endsHere(rest []rune) bool {
	for i, r := range rest {
		if !unicode.IsSpace(r) {
			return i > 0 && r != '»'
		}
	}
	return true
}

// isShortened reports whether the stop at i is that of an initial
// ("D. Fairweather") or of letters with stops ("e.g.").
func isShortened(runes []rune, i int) bool {
	if runes[i] != '.' || i == 0 || !unicode.IsLetter(runes[i-1]) {
		return false
	}
	if i == 1 || !unicode.IsLetter(runes[i-2]) {
		return unicode.IsUpper(runes[i-1]) || (i > 1 && runes[i-2] == '.')
	}
	return false
}

// lastMark is the last rune that is no white space; 0 when there is none.
func lastMark(runes []rune) rune {
	for _, r := range slices.Backward(runes) {
		if !unicode.IsSpace(r) {
			return r
		}
	}
	return 0
}

func appendSentence(out []Passage, source string, runes []rune, from, to int) []Passage {
	for from < to && unicode.IsSpace(runes[from]) {
		from++
	}
	for to > from && unicode.IsSpace(runes[to-1]) {
		to--
	}
	if from == to {
		return out
	}
	return append(out, Passage{Source: source, From: from, To: to, Quote: string(runes[from:to])})
}
