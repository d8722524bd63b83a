// Package search knows what a word is to the analyser, what a query says and
// what comes first. Text and a language go in, terms with positions come out;
// stored terms and counts go in, an order comes out.
//
// It knows no table, no case and no page: whoever keeps the terms calls it with
// plain values. Every function is safe for concurrent use and accepts any text,
// broken UTF-8 included.
package search

// AnalyzerVersion changes whenever the same text would give other terms. An
// index written under another version has to be written anew.
const AnalyzerVersion = 1

// The languages of analysis. Any other value is read as English.
const (
	English = "en"
	French  = "fr"
)

// Langs lists the languages of analysis; a query is analysed in all of them.
func Langs() []string { return []string{English, French} }

// MaxTerm is the length of the longest term in runes, its language included.
const MaxTerm = 64
