package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/i18n"
)

// signInReport is what "oidc check" found, line by line. It never holds the
// client secret, and of a sample neither name nor address: reports are pasted
// into tickets.
type signInReport struct {
	words    *i18n.Words
	settings auth.Config
	lines    []finding
	roles    []string // that the sample would give; nil without a sample
}

// finding is a line of the report. Code stays the same in every language.
type finding struct {
	Section string `json:"section"` // addresses, provider, settings, sample
	Level   level  `json:"level"`
	Code    string `json:"code"`
	Said    string `json:"message"`
}

// level says what a finding asks of the operator.
type level string

const (
	good    level = "good"
	note    level = "note"    // to know; nothing need be done
	trouble level = "trouble" // sign-in, or the casebook, will not work so
)

// add adds the sentence oidc_check.<code>, with its arguments in pairs. What
// others wrote is made fit for a terminal.
func (r *signInReport) add(section string, l level, code string, args ...any) {
	for i, a := range args {
		switch a := a.(type) {
		case string:
			args[i] = printable(a)
		case []string:
			args[i] = printable(strings.Join(a, ", "))
		}
	}
	r.lines = append(r.lines, finding{section, l, code, r.words.T("oidc_check."+code, args...)})
}

// printable keeps what a provider or a sample says on its line.
func printable(s string) string {
	const most = 300
	clean := []rune(strings.Map(func(c rune) rune {
		if unicode.IsPrint(c) {
			return c
		}
		return ' '
	}, s))
	if len(clean) > most {
		return string(clean[:most]) + " …"
	}
	return string(clean)
}

func (r *signInReport) troubles() (n int) {
	for _, l := range r.lines {
		if l.Level == trouble {
			n++
		}
	}
	return n
}

func (r *signInReport) print(out io.Writer, asJSON bool) error {
	if asJSON {
		to := json.NewEncoder(out)
		to.SetEscapeHTML(false)
		to.SetIndent("", "  ")
		return to.Encode(struct {
			Good  bool      `json:"good"`
			Roles []string  `json:"roles,omitempty"`
			Lines []finding `json:"findings"`
		}{r.troubles() == 0, r.roles, r.lines})
	}
	return r.printText(out)
}

func (r *signInReport) printText(out io.Writer) error {
	section := ""
	for _, l := range r.lines {
		if l.Section != section {
			section = l.Section
			fmt.Fprintf(out, "%s\n", r.words.T("oidc_check.section."+section))
		}
		if _, err := fmt.Fprintf(out, "  %-9s %s\n", r.words.T("oidc_check.level."+string(l.Level)), l.Said); err != nil {
			return err
		}
	}
	return nil
}
