package main

import (
	"bytes"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"example.org/casebook/internal/cases"
)

// between parts the English half of a help text from the French one.
const between = " / "

// helpIn is one half of a help text.
func helpIn(lang cases.Lang, help string) string {
	en, fr, both := strings.Cut(help, between)
	if both && lang == cases.French {
		return fr
	}
	return en
}

// systemLang is the language that the system asks of its programs.
func systemLang() cases.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if said := os.Getenv(name); said != "" {
			return langNamed(said)
		}
	}
	return cases.English
}

// langNamed reads "fr", "fr_CA.UTF-8" and the like; what is not French is English.
func langNamed(name string) cases.Lang {
	if strings.HasPrefix(strings.ToLower(name), string(cases.French)) {
		return cases.French
	}
	return cases.English
}

// speak leaves of every help text under the node the half in that language.
func speak(n *kong.Node, lang cases.Lang) {
	n.Help = helpIn(lang, n.Help)
	for _, f := range n.Flags {
		if f.Name == "help" {
			f.Help = helpOfHelp
		}
		f.Help = helpIn(lang, f.Help)
	}
	for _, p := range n.Positional {
		p.Help = helpIn(lang, p.Help)
	}
	for _, child := range n.Children {
		speak(child, lang)
	}
}

const helpOfHelp = "Show help for the command. / Afficher l’aide de la commande."

// headings are kong's own words, which it has in English alone.
var headings = strings.NewReplacer("Usage:", "Utilisation :", "Arguments:", "Arguments :", "Flags:", "Options :",
	"Commands:", "Commandes :", " [flags]", " [options]", "<command>", "<commande>",
	" --help\" for more information on a command.", " --help\" pour en savoir plus sur une commande.", "Run \"", "Lancez \"")

// printHelp prints the help in the language of the system.
func printHelp(lang cases.Lang) kong.HelpPrinter {
	return func(o kong.HelpOptions, ctx *kong.Context) error {
		if lang != cases.French {
			return kong.DefaultHelpPrinter(o, ctx)
		}
		var page bytes.Buffer
		out := ctx.Stdout
		ctx.Stdout = &page
		err := kong.DefaultHelpPrinter(o, ctx)
		ctx.Stdout = out
		if err == nil {
			_, err = io.WriteString(out, headings.Replace(page.String()))
		}
		return err
	}
}
