//go:build !race

package store_test

// How many cases the twins are told of.
const twinCases = 120
