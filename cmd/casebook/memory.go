package main

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// A page leaves much behind and the program keeps little, about 10 MB and the
// index of the search: with Go's own setting a sixth of the work of serving was
// to clean up after it. Beyond the limit it is cleaned up as often as needed;
// a limit near what is kept would have it cleaned up all the time.
const (
	heapGrowth = 400      // percent of what is in use, before cleaning up
	heapLimit  = 64 << 20 // bytes, or
	heapRoom   = 200      // percent of what is kept, if that is more

	// reindexLimit: a segment in the making is much that changes all the time.
	// With the limit of serving a third of the work was to clean up.
	reindexLimit = 256 << 20

	lookAtMemory = 10 * time.Second
)

// useMemory lets the memory of a program that serves, or has much to do, grow
// before it is cleaned up. What the operator sets by Go's own variables is left.
func useMemory(ctx context.Context, limit int64) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(limit)
		go followMemory(ctx, limit)
	}
}

// followMemory keeps the limit away from what is kept, which grows with the
// index.
func followMemory(ctx context.Context, least int64) {
	tick := time.NewTicker(lookAtMemory)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			debug.SetMemoryLimit(limitFor(keptMemory(), least))
		}
	}
}

// keptMemory is what the last cleaning up found in use, in bytes.
func keptMemory() uint64 {
	kept := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(kept)
	return kept[0].Value.Uint64()
}

func limitFor(kept uint64, least int64) int64 {
	return max(least, heapRoom*int64(min(kept, 1<<40))/100) // #nosec G115 -- capped
}
