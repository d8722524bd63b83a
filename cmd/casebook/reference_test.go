package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"example.org/casebook/internal/cases"
)

var update = flag.Bool("update", false, "write the reference of settings anew")

// reference words docs/configuration in one language.
type reference struct {
	lang cases.Lang
	strings.Builder
}

func (r *reference) say(en, fr string) {
	if r.lang == cases.French {
		en = fr
	}
	r.WriteString(en + "\n")
}

// referenceIn is the whole page, from the very structs that read the settings.
func referenceIn(lang cases.Lang) string {
	r := &reference{lang: lang}
	model := newParser(lang).Model
	r.say("# Settings and commands", "# Paramètres et commandes")
	r.say("\nWritten by the program's own test from the settings it reads: `go test ./cmd/casebook -run Reference -update`.\n"+
		"In French: [configuration.fr.md](configuration.fr.md). How to use them: [operating.md](operating.md).\n",
		"\nÉcrit par le test du programme à partir des paramètres qu’il lit : `go test ./cmd/casebook -run Reference -update`.\n"+
			"En anglais : [configuration.md](configuration.md). Mode d’emploi : [operating.fr.md](operating.fr.md).\n")
	r.say("## Settings\n\nAn option wins over its environment variable, and that over the default. What administrators changed on the pages wins\n"+
		"over all three: contact of the office, privacy notice, service standard, closed days.\n",
		"## Paramètres\n\nUne option l’emporte sur sa variable d’environnement, et celle-ci sur la valeur par défaut. Ce qui a été changé dans les\n"+
			"pages d’administration l’emporte sur les trois : coordonnées du bureau, énoncé de confidentialité, norme de service, jours de fermeture.\n")
	said := map[string]bool{"help": true}
	r.table(settingsOf(model.Node, said))
	r.say("## Commands\n", "## Commandes\n")
	for _, leaf := range model.Leaves(true) {
		r.command(leaf, said)
	}
	return strings.TrimRight(r.String(), "\n") + "\n"
}

// settingsOf are the options that have a variable too, each once.
func settingsOf(n *kong.Node, said map[string]bool) []*kong.Flag {
	var all []*kong.Flag
	for _, leaf := range n.Leaves(true) {
		for _, f := range leaf.Flags {
			if len(f.Envs) > 0 && leaf.Name != "demo" && !said[f.Name] {
				said[f.Name] = true
				all = append(all, f)
			}
		}
	}
	return all
}

func (r *reference) table(flags []*kong.Flag) {
	r.say("| option | variable | default | what it is |", "| option | variable | par défaut | ce que c’est |")
	r.WriteString("|---|---|---|---|\n")
	for _, f := range flags {
		fmt.Fprintf(r, "| `--%s` | %s | %s | %s |\n", f.Name, coded(strings.Join(f.Envs, ", ")), r.otherwise(f.Value), f.Help)
	}
	r.WriteString("\n")
}

func coded(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}

// otherwise is what holds when nothing is given.
func (r *reference) otherwise(v *kong.Value) string {
	switch {
	case v.Required && r.lang == cases.French:
		return "obligatoire"
	case v.Required:
		return "required"
	case v.IsBool() && r.lang == cases.French:
		return "non"
	case v.IsBool():
		return "no"
	}
	return coded(v.Default)
}

func (r *reference) command(leaf *kong.Node, said map[string]bool) {
	line := "casebook " + leaf.Path()
	var own []*kong.Flag
	var settings []string
	for _, f := range leaf.Flags {
		switch {
		case f.Hidden || f.Name == "help":
		case len(f.Envs) > 0 && said[f.Name] && leaf.Name != "demo":
			settings = append(settings, "`--"+f.Name+"`")
		default:
			own = append(own, f)
		}
	}
	fmt.Fprintf(r, "### `%s`\n\n%s\n\n", strings.TrimPrefix(line, "casebook casebook "), leaf.Help)
	for _, p := range leaf.Positional {
		fmt.Fprintf(r, "- `%s`: %s\n", p.Summary(), p.Help)
	}
	if len(leaf.Positional) > 0 {
		r.WriteString("\n")
	}
	if len(own) > 0 {
		r.table(own)
	}
	if leaf.Name == "serve" {
		r.say("All settings above.\n", "Tous les paramètres ci-dessus.\n")
	} else if len(settings) > 0 {
		r.say("Settings: "+strings.Join(settings, ", ")+".\n", "Paramètres : "+strings.Join(settings, ", ")+".\n")
	}
}

func TestTheReferenceOfSettingsIsThatOfTheProgram(t *testing.T) {
	for lang, name := range map[cases.Lang]string{
		cases.English: "../../docs/configuration.md", cases.French: "../../docs/configuration.fr.md",
	} {
		want := referenceIn(lang)
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s is not what the program says of itself (%v); run this test with -update", name, err)
		}
	}
}

func TestEveryHelpTextIsInBothLanguages(t *testing.T) {
	var walk func(*kong.Node)
	walk = func(n *kong.Node) {
		texts := map[string]string{n.Path(): n.Help}
		for _, f := range n.Flags {
			if f.Name != "help" {
				texts["--"+f.Name] = f.Help
			}
		}
		for _, p := range n.Positional {
			texts[p.Name] = p.Help
		}
		for what, help := range texts {
			if en, fr, both := strings.Cut(help, between); !both || en == fr && what != "" || strings.Contains(fr, between) {
				t.Errorf("%s %s: got help %q, want English%sFrench", n.Path(), what, help, between)
			}
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	walk(kong.Must(&commands{}, kong.Name("casebook"), kong.Description(about)).Model.Node)
}

func TestHelpSpeaksTheLanguageOfTheSystem(t *testing.T) {
	for locale, want := range map[string]string{"fr_CA.UTF-8": "Utilisation : casebook ledger verify", "en_CA.UTF-8": "Usage: casebook ledger verify", "C": "Usage: "} {
		t.Setenv("LC_ALL", locale)
		got := casebook(t, "ledger", "verify", "--help")
		if got.status != 0 || !strings.Contains(got.out, want) || strings.Contains(got.out, between) {
			t.Errorf("%s: got %+v, want %q", locale, got, want)
		}
	}
}
