package search

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The fields that a query can filter by.
const (
	ByObligation = "obligation"
	ByOutcome    = "outcome"
	ByPlatform   = "platform"
	ByLang       = "lang"
	ByFrom       = "from" // value: first day, 2024-01-01
	ByTo         = "to"   // value: last day, 2024-01-31
	ByStatus     = "status"
	ByAdvisor    = "advisor" // value: as typed
	ByChannel    = "channel"
	ByElection   = "election" // value: yes, no, or a level of government
	ByRef        = "ref"      // value: VE-2026-0042
	ByYear       = "year"
	ByPolitical  = "political" // value: yes or no
	ByPrecedent  = "precedent" // value: yes or no
	ByCites      = "cites"     // value: the reference of what is cited
	ByCitedBy    = "citedby"   // value: the reference of what cites it
)

// foldName folds a name as typed: accents, case, spaces and hyphens aside.
func foldName(name string) string { return Fold(cut(name, MaxTerm)) }

// canonical gives a value's code; the value as typed and false when the field
// has no such value.
func canonical(field, value string) (string, bool) {
	value = strings.TrimSpace(value)
	if codes, closed := valueNames[field]; closed {
		if code, ok := codes[foldName(value)]; ok {
			return code, true
		}
		return value, false
	}
	switch field {
	case ByFrom, ByTo:
		return day(value, field == ByTo)
	case ByYear:
		n, err := strconv.Atoi(value)
		return value, err == nil && n >= 1900 && n <= 9999
	case ByRef, ByCites, ByCitedBy:
		ref, ok := Reference(value)
		return orTyped(ref, value, ok)
	}
	return value, value != ""
}

// Names are further names of the values of fields, beside those that this
// package knows: field, name folded, code.
type Names map[string]map[string]string

// Add gives a value names; of two values with one name the later has it.
func (n Names) Add(field, code string, names ...string) {
	if n[field] == nil {
		n[field] = map[string]string{}
	}
	for _, name := range names {
		n[field][foldName(name)] = code
	}
}

// canonical gives a value's code by the names that this question may use.
func (p *parser) canonical(field, value string) (string, bool) {
	if code, ok := p.names[field][foldName(strings.TrimSpace(value))]; ok {
		return code, true
	}
	return canonical(field, value)
}

func orTyped(code, typed string, ok bool) (string, bool) {
	if ok {
		return code, true
	}
	return typed, false
}

// day reads 2024, 2024-01 or 2024-01-31 as the first or last day it holds.
func day(value string, last bool) (string, bool) {
	steps := []struct {
		layout              string
		years, months, days int
	}{{"2006", 1, 0, -1}, {"2006-01", 0, 1, -1}, {"2006-01-02", 0, 0, 0}}
	value = strings.ReplaceAll(value, "/", "-")
	for _, step := range steps {
		at, err := time.Parse(step.layout, value)
		if err != nil {
			continue
		}
		if last {
			at = at.AddDate(step.years, step.months, step.days)
		}
		return at.Format(time.DateOnly), true
	}
	return value, false
}

var reference = regexp.MustCompile(`(?i)^\s*VE[\s\-‐‑–]*([0-9]{4})(?:[\s\-‐‑–]+([0-9]{1,6})|([0-9]{4,6}))\s*$`)

// Reference recognises a reference typed alone (VE-2026-0042, ve 2026 42) and
// gives it as it is written in letters.
func Reference(text string) (string, bool) {
	if len(text) > MaxQuery {
		return "", false
	}
	m := reference.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	n, _ := strconv.Atoi(m[2] + m[3]) // at most six digits, by the expression
	return "VE-" + m[1] + "-" + pad(n), true
}

func pad(n int) string {
	digits := strconv.Itoa(n)
	return strings.Repeat("0", max(0, 4-len(digits))) + digits
}
