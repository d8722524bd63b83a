package provider

import "example.org/casebook/internal/cases"

// words are the sentences of the page. They live here and not in i18n: the
// provider stands for another organization's sign-in page.
type words struct {
	Lang                   cases.Lang
	Title, Product, Banner string
	Intro, Legend, Skip    string
	Gone, GoneHelp, Again  string
	Switch                 string // the name of this language, for the link to it
}

var wordsIn = map[cases.Lang]words{
	cases.English: {
		Lang:     cases.English,
		Switch:   "English",
		Skip:     "Skip to main content",
		Product:  "Casebook · Demonstration",
		Banner:   "Demonstration: everyone and everything here is invented.",
		Title:    "Demonstration sign-in",
		Intro:    "In your organization, your usual sign-in page would appear here. In the demonstration there is no password: choose who you want to be.",
		Legend:   "Sign in as",
		Gone:     "This sign-in has expired",
		GoneHelp: "It was used already, or it waited for more than ten minutes. Nothing is lost.",
		Again:    "Start again",
	},
	cases.French: {
		Lang:     cases.French,
		Switch:   "Français",
		Skip:     "Passer au contenu principal",
		Product:  "Casebook · Démonstration",
		Banner:   "Démonstration\u00a0: toutes les personnes et tous les dossiers sont inventés.",
		Title:    "Connexion de démonstration",
		Intro:    "Dans votre organisation, votre page de connexion habituelle s’afficherait ici. La démonstration n’a pas de mot de passe\u00a0: choisissez qui vous voulez être.",
		Legend:   "Se connecter en tant que",
		Gone:     "Cette connexion a expiré",
		GoneHelp: "Elle a déjà servi, ou elle a attendu plus de dix minutes. Rien n’est perdu.",
		Again:    "Recommencer",
	},
}
