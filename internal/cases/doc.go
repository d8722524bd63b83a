// Package cases knows what a case is and what people may do to it: the life of
// a case, who may see it, what each act requires, the catalogue of the Code and
// the chain of the ledger. It refuses to know how anything is stored, shown,
// sent or proved: it imports the standard library alone, and time, randomness
// and identity come in as arguments.
package cases
