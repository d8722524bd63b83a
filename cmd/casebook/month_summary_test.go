//go:build e2e

package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// tellOfIt prints what the month came to.
func (m *month) tellOfIt(took time.Duration) {
	table := map[string]map[string]int{"channel": {}, "language": {}, "status": {}, "outcome": {}, "letters": {}}
	for _, d := range m.dossiers {
		table["channel"][string(d.channel)]++
		table["language"][d.Lang]++
		table["status"][string(d.status)]++
		for _, a := range d.advices {
			table["outcome"][a.outcome]++
		}
	}
	for _, p := range m.posts {
		table["letters"][p.kind]++
	}
	var b strings.Builder
	for _, what := range slices.Sorted(maps.Keys(table)) {
		fmt.Fprintf(&b, "\n%-9s", what)
		for _, k := range slices.Sorted(maps.Keys(table[what])) {
			fmt.Fprintf(&b, " %s %d ·", k, table[what][k])
		}
	}
	b.WriteString(m.remembered())
	m.Logf("a month: %d cases, %d letters, %d ledger entries, %d HTTP requests, %.0f seconds%s",
		len(m.dossiers), len(m.posts), m.entries, m.requests, took.Seconds(), b.String())
}
