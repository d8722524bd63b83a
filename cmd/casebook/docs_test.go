package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/alecthomas/kong"

	"example.org/casebook/internal/cases"
)

// documents are the texts of the project that readers follow, by path.
func documents(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range []string{"../../*.md", "../../docs/*.md", "../../views/*.md"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = string(text)
		}
	}
	return all
}

var (
	linkIn    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	headingIn = regexp.MustCompile(`(?m)^(#+) (.+)$`)
	blockIn   = regexp.MustCompile("(?ms)^ *```[a-z]*\n(.*?)^ *```$")
	spanIn    = regexp.MustCompile("`([^`\n]+)`")
	commandIn = regexp.MustCompile(`^\s*(?:bin/|go run \./cmd/|/usr/local/bin/)?casebook ([a-z].*)$`)
	variable  = regexp.MustCompile(`CASEBOOK_[A-Z_]*[A-Z]`)
)

func TestEveryLinkOfTheDocumentsLeadsSomewhere(t *testing.T) {
	docs := documents(t)
	for name, text := range docs {
		for _, m := range linkIn.FindAllStringSubmatch(text, -1) {
			path, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(path, "://") || strings.HasPrefix(path, "mailto:") {
				continue
			}
			target := name
			if path != "" {
				target = filepath.Join(filepath.Dir(name), path)
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s: %q leads nowhere", name, m[1])
			} else if anchor != "" && !slices.Contains(anchors(docs[target]), anchor) {
				t.Errorf("%s: %q: there is no such heading", name, m[1])
			}
		}
	}
}

// anchors are the names that headings get where such texts are shown.
func anchors(text string) (all []string) {
	for _, m := range headingIn.FindAllStringSubmatch(text, -1) {
		all = append(all, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, m[2]))
	}
	return all
}

// commandsIn are the command lines of a text, without the program's name.
func commandsIn(text string) (all []string) {
	var lines []string
	for _, m := range blockIn.FindAllStringSubmatch(text, -1) {
		lines = append(lines, strings.Split(m[1], "\n")...)
	}
	for _, m := range spanIn.FindAllStringSubmatch(blockIn.ReplaceAllString(text, ""), -1) {
		lines = append(lines, m[1])
	}
	for _, line := range lines {
		if m := commandIn.FindStringSubmatch(strings.TrimPrefix(line, "ExecStart=")); m != nil {
			all = append(all, m[1])
		}
	}
	return all
}

func TestEveryCommandOfTheDocumentsExists(t *testing.T) {
	model := newParser(cases.English).Model
	said := 0
	for name, text := range documents(t) {
		for _, line := range commandsIn(text) {
			said++
			if unknown := firstUnknown(model.Node, line); unknown != "" {
				t.Errorf("%s: casebook %s: there is no %q", name, line, unknown)
			}
		}
	}
	if said < 20 {
		t.Errorf("got %d commands in the documents: they are not found", said)
	}
}

// firstUnknown is the first word of a command line that the program would not
// know; values of options and arguments are anything.
func firstUnknown(at *kong.Node, line string) string {
	words := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" []|", r) })
	for _, word := range words {
		if strings.ContainsAny(word, "#>&") || word == "--" {
			return "" // a comment, a redirection, or arguments alone from here
		}
		if name, isFlag := strings.CutPrefix(word, "--"); isFlag {
			name, _, _ = strings.Cut(name, "=")
			if !slices.ContainsFunc(at.Flags, func(f *kong.Flag) bool { return f.Name == name }) && name != "help" {
				return word
			}
			continue
		}
		i := slices.IndexFunc(at.Children, func(n *kong.Node) bool { return n.Name == word })
		if i >= 0 {
			at = at.Children[i]
		} else if len(at.Children) > 0 {
			return word
		}
	}
	return ""
}

func TestEveryVariableOfTheDocumentsIsASetting(t *testing.T) {
	known := map[string]bool{"CASEBOOK_VULNDB": true} // of make lint
	for _, leaf := range newParser(cases.English).Model.Leaves(false) {
		for _, f := range leaf.Flags {
			for _, e := range f.Envs {
				known[e] = true
			}
		}
	}
	for name, text := range documents(t) {
		for _, v := range variable.FindAllString(text, -1) {
			if !known[v] && v != "CASEBOOK_SECRET" { // the last is Dex's, in its example
				t.Errorf("%s: there is no setting %s", name, v)
			}
		}
	}
}

func TestTheGuideSaysTheSameInBothLanguages(t *testing.T) {
	docs := documents(t)
	en, fr := docs["../../docs/operating.md"], docs["../../docs/operating.fr.md"]
	if got, want := outline(fr), outline(en); got != want {
		t.Errorf("got the outline %q in French, want that of the English %q", got, want)
	}
	if got, want := commandsIn(fr), commandsIn(en); !slices.Equal(got, want) {
		t.Errorf("got the commands %q in French, want those of the English %q", got, want)
	}
	inFrench, inEnglish := variable.FindAllString(fr, -1), variable.FindAllString(en, -1)
	slices.Sort(inFrench)
	slices.Sort(inEnglish)
	if inFrench, inEnglish = slices.Compact(inFrench), slices.Compact(inEnglish); !slices.Equal(inFrench, inEnglish) {
		t.Errorf("got the settings %q in French, want those of the English %q", inFrench, inEnglish)
	}
}

// outline is the levels of the headings, in their order.
func outline(text string) string {
	var levels strings.Builder
	for _, m := range headingIn.FindAllStringSubmatch(blockIn.ReplaceAllString(text, ""), -1) {
		levels.WriteString(m[1] + " ")
	}
	return levels.String()
}
