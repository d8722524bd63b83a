// Command casebook is the case book of a Values and Ethics advisor: it serves
// the pages, shows them with invented people, and does the operator's work.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"

	"example.org/casebook/internal/cases"
)

// version is set when a release is built.
var version = "dev"

type commands struct {
	Serve     serveCommand     `cmd:"" help:"Serve the casebook to people. / Servir le casebook."`
	Demo      demoCommand      `cmd:"" help:"Show it with invented people and cases, on this machine only. / Faire une démonstration avec des personnes et des dossiers inventés, sur cet ordinateur seulement."`
	Migrate   migrateCommand   `cmd:"" help:"Bring the database to this version (a SQLite file is backed up first). / Mettre la base de données à niveau (un fichier SQLite est d’abord copié)."`
	Import    importCommand    `cmd:"" help:"Import past cases from a JSON Lines file. / Importer d’anciens dossiers d’un fichier JSON Lines."`
	Search    searchCommand    `cmd:"" help:"Search past cases as the office does. / Chercher dans les dossiers comme le fait le bureau."`
	Similar   similarCommand   `cmd:"" help:"List past cases like one, and why. / Énumérer les dossiers semblables à un autre, et pourquoi."`
	Routes    routesCommand    `cmd:"" help:"List every address and who may ask for it. / Énumérer les adresses et qui peut les demander."`
	Ledger    ledgerCommand    `cmd:"" help:"The record of everything done and read. / Le registre de tout ce qui est fait et lu."`
	Code      codeCommand      `cmd:"" help:"The versions of the Values and Ethics Code. / Les versions du Code de valeurs et d’éthique."`
	Thesaurus thesaurusCommand `cmd:"" help:"What words stand for in searches. / Ce que veulent dire les mots dans les recherches."`
	OIDC      oidcCommand      `cmd:"" name:"oidc" help:"The identity provider. / Le fournisseur d’identité."`
	Reindex   reindexCommand   `cmd:"" help:"Index for the search what an older version indexed; people may work meanwhile. / Réindexer pour la recherche ce qu’une version antérieure a indexé; le travail peut continuer entre-temps."`
	Doctor    doctorCommand    `cmd:"" help:"Look at everything that can be wrong with a casebook; nothing is changed. / Vérifier tout ce qui peut aller mal, sans rien changer."`
	Version   versionCommand   `cmd:"" help:"Print the version. / Afficher la version."`
}

const about = `The case book of a Values and Ethics advisor. Try it: casebook demo

Every option can also be set by the environment variable named beside it. Messages go to standard error,
results to standard output; the exit status is not 0 when something failed.` + between + `Le registre des dossiers de la personne-conseil en valeurs et éthique. Pour l’essayer : casebook demo

Chaque option peut aussi venir de la variable d’environnement nommée à côté d’elle. Les messages vont à la sortie
d’erreur, les résultats à la sortie standard; le code de sortie n’est pas 0 quand quelque chose a échoué.`

// newParser reads the command line, and explains it in that language.
func newParser(lang cases.Lang, options ...kong.Option) *kong.Kong {
	options = append(options, kong.Name("casebook"), kong.Description(about), kong.Help(printHelp(lang)))
	parser := kong.Must(&commands{}, options...)
	speak(parser.Model.Node, lang)
	return parser
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run does what the arguments ask for and answers the exit status.
func run(ctx context.Context, args []string, out, messages io.Writer) int {
	exit := -1
	parser := newParser(systemLang(), kong.UsageOnError(),
		kong.Writers(out, messages), kong.Exit(func(code int) { exit = code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(&streams{out, messages}))
	if len(args) == 0 {
		args = []string{"--help"}
	}
	chosen, err := parser.Parse(args)
	if exit >= 0 { // help was asked for, and given
		return exit
	}
	if err == nil {
		err = chosen.Run()
	}
	if err != nil {
		fmt.Fprintln(messages, "casebook:", err)
		return statusOf(err)
	}
	return 0
}

// statusOf is 2 for what was asked wrongly and 1 for what went wrong.
func statusOf(err error) int {
	var usage *kong.ParseError
	if errors.As(err, &usage) {
		return 2
	}
	return 1
}

// streams are where a command writes: results, and messages about them.
type streams struct{ out, messages io.Writer }

type versionCommand struct{}

func (versionCommand) Run(s *streams) error {
	_, err := fmt.Fprintln(s.out, versionText())
	return err
}

// versionText is the release, or the commit that was built.
func versionText() string {
	if version != "dev" {
		return version
	}
	if build, ok := debug.ReadBuildInfo(); ok && build.Main.Version != "" && build.Main.Version != "(devel)" {
		return build.Main.Version
	}
	return version
}
