package main

import (
	"runtime"
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
		useMemory(t.Context(), heapLimit)
		if got := debug.SetGCPercent(100); got != x.wantGrowth {
			t.Errorf("GOGC=%q: got %d, want %d", x.growth, got, x.wantGrowth)
		}
		if got := debug.SetMemoryLimit(-1); got != x.wantLimit {
			t.Errorf("GOMEMLIMIT=%q: got %d, want %d", x.limit, got, x.wantLimit)
		}
	}
}

func TestTheLimitOfMemoryFollowsWhatIsKept(t *testing.T) {
	for kept, want := range map[uint64]int64{0: heapLimit, 10 << 20: heapLimit, 100 << 20: 200 << 20} {
		if got := limitFor(kept, heapLimit); got != want {
			t.Errorf("%d: got %d, want %d", kept, got, want)
		}
	}
	if keptMemory() == 0 {
		runtime.GC()
		if keptMemory() == 0 {
			t.Error("nothing is kept")
		}
	}
}
