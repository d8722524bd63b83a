package cases

import "time"

// PageSize is how many cases a page of the queue or of a search holds.
const PageSize = 50

// MaxPage is the last page of a search that may be asked for: far beyond any
// case, and far from numbers that cannot be multiplied.
const MaxPage = 1_000_000

// CountCap bounds every count shown: above it a page says "more than".
const CountCap = 1000

// Filters narrow a queue or a search; within a field any value matches, across
// fields all must. Empty fields do not narrow.
type Filters struct {
	Obligations []EntryCode
	Outcomes    []Outcome
	Platforms   []Platform
	Langs       []Lang // of the situation
	Channels    []Channel
	Statuses    []Status
	Advisors    []UserID // who works on it
	Elections   []YesNo  // whether an election is part of the facts
	Politicals  []YesNo  // whether Part 7 of the PSEA is flagged; office only
	Precedents  []YesNo  // whether it is marked as a precedent; office only
	Years       []int    // of submission, in the office's zone
	Reference   string
	From, To    Date // of submission, both included
}

// YearSpan is the first and the last day of a year.
func YearSpan(year int) (from, to Date) {
	return Date{year, time.January, 1}, Date{year, time.December, 31}
}

// View is a part of the queue.
type View string

// The views of the queue.
const (
	ViewWaiting    View = "waiting" // waiting for us: new and in review
	ViewNew        View = "new"
	ViewEmployee   View = "employee" // waiting for the employee
	ViewMine       View = "mine"
	ViewUnassigned View = "unassigned"
	ViewAnswered   View = "answered"
	ViewChanged    View = "changed" // open, and changed by somebody else since she looked
)

// Views lists the views in the order of the page.
func Views() []View {
	return []View{ViewWaiting, ViewNew, ViewMine, ViewChanged, ViewUnassigned, ViewEmployee, ViewAnswered}
}

// ParseView reads a view's code.
func ParseView(s string) (View, bool) { return parse(Views(), s) }

// QueueSort orders the queue.
type QueueSort string

// The orders: what is due first, or what came last.
const (
	ByDue    QueueSort = "due"
	ByNewest QueueSort = "newest"
)

// QueueQuery asks for a page of a view.
type QueueQuery struct {
	View    View
	Filters Filters
	Sort    QueueSort
	After   string // Next of the page before; empty for the first
}

// QueuePage is a page of the queue.
type QueuePage struct {
	Cases []Summary
	Next  string       // empty on the last page
	Count map[View]int // cases of each view, unfiltered, at most CountCap+1
	// Facets count the view's values: of all its cases, or of its first CountCap.
	Facets FacetCounts
}

// Summary is a case in one line.
type Summary struct {
	ID          CaseID
	Reference   string
	Subject     string
	Lang        Lang
	Status      Status
	Channel     Channel
	Platform    Platform
	Priority    Priority
	Political   bool
	Election    bool
	Precedent   bool
	Advisor     UserID
	Outcome     Outcome // of the current advice; empty before
	Promised    Date
	NeededBy    Date
	SubmittedAt time.Time
	AnsweredAt  time.Time
	Obligations []EntryCode
	Sight       Sight // to the advisor whose queue it is; nowhere else
}

// Due is the day of the case's Due.
func (s Summary) Due() Date { return dueOf(s.Status, s.Promised, s.NeededBy) }

// Query asks for past cases.
type Query struct {
	Text    string // words, "phrases", -exclusion and field:value, as typed
	Filters Filters
	Newest  bool     // newest first instead of most relevant first
	Plain   bool     // only the words that were typed, none that stand for the same
	Without []string // the keys of what is not to be added to the words
	Lines   bool     // only lines of the cases, without passages
	// Reader is the language in which a word is offered that both write alike but
	// for accents. It is no part of what was asked, nor of its digest.
	Reader Lang `json:"-"`
	Page   int  // from 1 to MaxPage
	Size   int  // PageSize unless told
}

// Hit is a case found, with the passages that show why.
type Hit struct {
	Summary
	ExternalID string
	Score      float64
	Excerpts   []Excerpt
	// Through is what was looked for beside the typed words and found the case;
	// nil when it has a typed word itself.
	Through []Widened
}

// Excerpt is a piece of a text of the case, cut into found words and the rest.
type Excerpt struct {
	Lang          Lang
	Segments      []Segment
	Before, After bool // whether the text goes on on that side
}

// Segment is a run of text; Found when it is a word that was looked for.
type Segment struct {
	Text  string
	Found bool
}

// Results is a page of what was found.
type Results struct {
	Hits    []Hit
	Total   int      // at most CountCap+1
	AtLeast bool     // there may be more than Total: not every text was read for a phrase
	Unknown []string // field:value filters that name no known value, as typed
	Cut     bool     // the question was longer than is read
	Broad   bool     // a beginning (elect*) stands for more words than were looked for
	Small   bool     // all that was typed are words that every text has: the, of, le
	// Widened is what was looked for beside the words that were typed, and
	// Misspelt which of these are in no case.
	Widened  []Widened
	Misspelt []Misspelt
	LeftOut  []Widened // what would be looked for, but for Query.Without
	Empty    bool      // nothing was asked: all cases, newest first
	// ByAge: nothing was typed by which one case is nearer than another, and the
	// newest come first whatever order was wished.
	ByAge bool
	// Backwards: the first day asked for is after the last.
	Backwards bool
	// Opens is the case whose reference was all that was typed; empty when there
	// is none that the person may see.
	Opens CaseID
	// Reindexing: cases are being read anew for the search, and until that is
	// done some may be missing.
	Reindexing bool
	// Facets count the values of what was found: of all, or of its first.
	Facets FacetCounts
}

// Widened is what was looked for beside a word that was typed.
type Widened struct {
	Typed string
	Added []Added
}

// Added is something that stands for a word in one of the languages. A question
// whose Without has the key does without it.
type Added struct {
	Key    string
	Source AddedFrom
	ID     string // of the thesaurus' concept; field:code of a code
	Words  []AddedWord
}

// AddedWord is a word as one writes it.
type AddedWord struct {
	Text string
	Lang Lang // empty: the name of a code
}

// AddedFrom says where an addition comes from.
type AddedFrom string

// Where additions come from.
const (
	FromThesaurus AddedFrom = "thesaurus" // of the department
	FromEveryday  AddedFrom = "everyday"  // a general dictionary
	FromLexicon   AddedFrom = "lexicon"   // translations
	FromFamily    AddedFrom = "family"    // derived words
	FromSpelling  AddedFrom = "spelling"
	FromCode      AddedFrom = "code" // an obligation, outcome or platform is named
)

// Misspelt is a word that is in no case the person may see.
type Misspelt struct {
	Typed string
	Meant []string // what may have been meant, the likeliest first
	Used  string   // which of these was looked for too; empty for none
}
