package main

import (
	"os"
	"runtime/debug"
)

// A page leaves much behind and the program keeps little, about 10 MB: with
// Go's own setting a sixth of the work of serving was to clean up after it.
// Beyond the limit it is cleaned up as often as needed.
const (
	heapGrowth = 400      // percent of what is in use, before cleaning up
	heapLimit  = 64 << 20 // bytes
)

// useMemory lets the memory of a program that serves grow before it is cleaned
// up. What the operator sets by Go's own variables is left.
func useMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(heapLimit)
	}
}
