// Package search knows what a word is to the analyser, what a query says, what
// else may stand for its words, and what comes first. Text and a language go in,
// terms with positions come out; a query goes in, what is to be looked up comes
// out; stored terms and counts go in, an order comes out.
//
// It knows no table, no case and no page: whoever keeps the terms calls it with
// plain values. Every function is safe for concurrent use and accepts any text,
// broken UTF-8 included.
//
// # What is looked up
//
// Parse reads a query, Expand makes of it a Lookup: a group for each typed word,
// with the terms that may stand for it. What was typed weighs 1 (Whole); what is
// added weighs less: words of the same concept in the thesaurus of the department
// and in a small general dictionary, in both languages; likely translations from
// the lexicon; words of the index with the same root; codes that are named; for a
// word that is in no case, the word of a case that was probably meant. Phrases are
// recognised and added as such. The best addition of each language weighs 0.7, but
// a word that is several things in a dictionary (lawn is cour, and so is a court)
// only the share of one of them, unless another word of the query hints at it. All
// additions have a key by which a person does without them, and quotes do without
// any. Similar makes a Lookup of a case.
//
// Weights put what was typed before what was added for as many occurrences in the
// same fields; a case that is about an added word from its subject on comes before
// one that has the typed word in passing, as it does in one language alone.
//
// # What comes first
//
// All terms of a group count as one. For a group g and a case d
//
//	occurrences(g,d) = Σ over terms t of g, fields f:  count(t,f,d) · field(f) · weight(t)
//	saturate(g,d)    = 6·o / (o + 5·(0.4 + 0.6·length(d)/average))       o = occurrences(g,d)
//	frequency(g)     = Σ cases(t) typed  +  ½ · Σ weight(t)·cases(t) added
//	rarity(g)        = ln(1 + (N − frequency(g) + ½) / (frequency(g) + ½)) · weight(g)
//	score(d)         = Σ rarity(g)·saturate(g,d) · (0.7 + 0.3·has(d)/all) · lift(d)
//
// where field is 3 for the subject, 2.5 for a marked passage, 2 for the situation
// and for codes, 1.25 for advice, 1 for the conversation, 0.75 for notes; has(d) is
// the sum of rarity over the groups that the case has and all that over all groups;
// weight(g) is 1 in a query; lift is 1, 0.1 more for a precedent and up to 0.05 more
// for recent advice. A phrase that was added occurs in a field as often as the
// rarest of its words. Equals go newest first.
//
// It is BM25F (Robertson and Zaragoza, 2009) over groups in the manner of
// probabilistic structured queries (Darwish and Oard, 2003). The functions
// Occurrences, Looked.Frequency, Rarity, Saturate and Score are these lines; Rank
// puts them together and is the reference.
//
// TestCasesAreFoundAsWellAsBefore prints how well that does, with and without each
// part, on two sets of judged queries.
package search

// AnalyzerVersion changes whenever the same text would give other terms. An
// index written under another version has to be written anew.
const AnalyzerVersion = 3

// The languages of analysis. Any other value is read as English.
const (
	English = "en"
	French  = "fr"
)

// Langs lists the languages of analysis; a query is analysed in all of them.
func Langs() []string { return []string{English, French} }

// MaxTerm is the length of the longest term in runes, its language included.
const MaxTerm = 64
