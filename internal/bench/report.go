package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// String is a page's figures in a line.
func (p measuredPage) String() string {
	return fmt.Sprintf("%s: %.0f a second, p50 %.2f ms, p99 %.2f ms, cpu %.3f ms; bare %.0f, cpu %.3f ms; ratio %.2f, of CPU %.2f; errors %d %s",
		p.Name, p.Ours.PerSecond, p.Ours.P50, p.Ours.P99, p.Ours.CPU, p.Bare.PerSecond, p.Bare.CPU, p.ratio(), p.ofBare(),
		p.Ours.Errors+p.Bare.Errors, p.Ours.Trouble+p.Bare.Trouble)
}

// report writes the table that people read.
func report(all []measured) string {
	var b strings.Builder
	b.WriteString("| database | cases | page | a second | p50 ms | p99 ms | CPU ms | bytes | bare a second | bare CPU ms | ratio | ratio of CPU | errors |\n")
	b.WriteString("|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, m := range all {
		for _, p := range m.Pages {
			fmt.Fprintf(&b, "| %s | %d | %s | %.0f | %.2f | %.2f | %.3f | %d | %.0f | %.3f | %.2f | %.2f | %d |\n", m.Database, m.Cases, p.Name,
				p.Ours.PerSecond, p.Ours.P50, p.Ours.P99, p.Ours.CPU, p.Ours.Bytes, p.Bare.PerSecond, p.Bare.CPU, p.ratio(), p.ofBare(), p.Ours.Errors+p.Bare.Errors)
		}
		if s := m.Submit; s != nil {
			fmt.Fprintf(&b, "| %s | %d | submit | %.0f | %.2f | %.2f | %.3f | | | | | | %d |\n", m.Database, m.Cases, s.PerSecond, s.P50, s.P99, s.CPU, s.Errors)
		}
	}
	b.WriteString("\n| database | cases | first page ms | peak memory MB | while filing MB | acknowledged | found |\n|---|---:|---:|---:|---:|---:|---:|\n")
	for _, m := range all {
		fmt.Fprintf(&b, "| %s | %d | %.0f | %.0f |", m.Database, m.Cases, m.FirstPage, float64(m.Memory)/1e6)
		if s := m.Submit; s != nil {
			fmt.Fprintf(&b, " %.0f | %d | %d |\n", float64(s.Memory)/1e6, s.Acknowledged, s.Found)
		} else {
			b.WriteString(" | | |\n")
		}
	}
	return b.String() + growth(all) + fairness
}

// fairness says beside what the pages stand.
const fairness = `
Bare is a fiber handler that makes as many reads as our page makes (who is
signed in, the Code, the settings and all that the page shows), renders by
html/template a page of as many bytes, and for a case writes one durable row.
A loaded machine disturbs the ratio of requests a second; that of processor
time, bare's to ours, says more.
`

// growth compares the smallest and the largest casebook by the processor time
// of a page, which the machine's other work disturbs least.
func growth(all []measured) string {
	var b strings.Builder
	for _, from := range all {
		for _, to := range all {
			if from.Database != to.Database || from.Cases >= to.Cases || from.Cases != smallest(all) || to.Cases != largest(all) {
				continue
			}
			fmt.Fprintf(&b, "\nGrowth from %d to %d cases, %s: ", from.Cases, to.Cases, from.Database)
			for i, p := range to.Pages {
				fmt.Fprintf(&b, "%s %.2f× CPU, %.2f× p50; ", p.Name, p.Ours.CPU/from.Pages[i].Ours.CPU, p.Ours.P50/from.Pages[i].Ours.P50)
			}
		}
	}
	return strings.TrimSuffix(b.String(), "; ") + "\n"
}

func smallest(all []measured) int {
	n := all[0].Cases
	for _, m := range all {
		n = min(n, m.Cases)
	}
	return n
}

func largest(all []measured) int {
	n := 0
	for _, m := range all {
		n = max(n, m.Cases)
	}
	return n
}

// keep writes the figures for tools.
func keep(file string, all []measured) error {
	b, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(b, '\n'), 0o600)
}
