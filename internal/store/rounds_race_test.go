//go:build race

package store_test

// How many cases the twins are told of under the race detector, which makes all
// of it five times as slow: enough for folds and merges. That the answers stay
// the same over many of them is seen without it.
const twinCases = 60
