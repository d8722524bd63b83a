// Package modeltest plays random lives of cases against the casebook and
// against a plain model of what it promises, and tells where the two differ. It
// holds tests alone.
//
// The model is written from the design, not from the code: its table of the
// life of a case, its holidays and its counting of days are its own.
package modeltest
