package search

import "iter"

// A Speller knows words and how common each is.
type Speller struct{}

// NewSpeller x
func NewSpeller(words iter.Seq2[string, int]) *Speller { return &Speller{} }

func (x *expanding) correct() {}
func (x *expanding) codes()   {}
