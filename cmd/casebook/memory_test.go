package main

import (
	"runtime/debug"
	"testing"
)

func TestTheOperatorsWordOnMemoryIsLeft(t *testing.T) {
	growth, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(-1)
	t.Cleanup(func() {
		debug.SetGCPercent(growth)
		debug.SetMemoryLimit(limit)
	})
	for _, x := range []struct {
		growth, limit string // as set by the operator
		wantGrowth    int
		wantLimit     int64
	}{
		{"", "", heapGrowth, heapLimit},
		{"100", "", 100, heapLimit},
		{"", "1GiB", heapGrowth, limit},
	} {
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(limit)
		t.Setenv("GOGC", x.growth)
		t.Setenv("GOMEMLIMIT", x.limit)
		useMemory()
		if got := debug.SetGCPercent(100); got != x.wantGrowth {
			t.Errorf("GOGC=%q: got %d, want %d", x.growth, got, x.wantGrowth)
		}
		if got := debug.SetMemoryLimit(-1); got != x.wantLimit {
			t.Errorf("GOMEMLIMIT=%q: got %d, want %d", x.limit, got, x.wantLimit)
		}
	}
}
