package search

import "strings"

// fieldNames holds what a person may call a field, in both languages: what the
// pages call it, and what else comes to mind.
var fieldNames = names(map[string]string{
	ByObligation: "obligation; obligations; rappel; reminder",
	ByOutcome:    "outcome; conclusion",
	ByPlatform:   "platform; plateforme",
	ByLang:       "lang; langue; language",
	ByFrom:       "from; du; de; depuis; since",
	ByTo:         "to; au; jusqu; jusqu'au; until",
	ByStatus:     "status; statut; état",
	ByAdvisor:    "advisor; adviser; responsable; conseiller; conseillère",
	ByChannel:    "channel; moyen; canal; voie",
	ByElection:   "election; elections",
	ByRef:        "ref; reference; numéro",
	ByYear:       "year; année; an",
	ByPolitical:  "political; politique; political activity; activité politique",
	ByPrecedent:  "precedent; précédent; precedents; précédents",
	ByCites:      "cites; cite; citing; citant",
	ByCitedBy:    "citedby; cited by; cited-by; cité par; citépar; citée par",
})

// longNames are the names of fields that are two words, folded.
var longNames = names(map[string]string{ByPolitical: "political activity; activité politique",
	ByCitedBy: "cited by; cité par; citée par"})

// valueNames holds the codes of closed lists and what people call them: what
// the lists are is the domain's; this is only how they may be typed. Every word
// that the pages have for a code is here, which a test of the pages keeps true.
var valueNames = map[string]map[string]string{
	ByObligation: names(map[string]string{
		"LOYALTY":         "loyalty; loyauté; duty of loyalty; obligation de loyauté",
		"NEUTRALITY":      "neutrality; neutralité; impartiality; impartialité; political neutrality; neutralité politique; Political neutrality and impartiality; Neutralité et impartialité politiques",
		"CONFIDENTIALITY": "confidentiality; confidentialité; Confidentiality and privacy; Confidentialité et protection des renseignements",
		"DUTIES":          "duties; fonctions; fonctions officielles; official duties; Ability to perform official duties; Capacité d'exercer ses fonctions officielles",
		"SCRUTINY":        "scrutiny; public scrutiny; examen public",
		"TRUST":           "trust; confiance; Employer's trust; Confiance de l'employeur",
		"REPUTATION":      "reputation; Reputation of the Department and the Government; Réputation du Ministère et du gouvernement",
		"R-ALWAYS":        "R-ALWAYS; always; 24/7; en tout temps; Public servant 24/7; Fonctionnaire en tout temps",
		"R-PUBLIC":        "R-PUBLIC; public; immediately public; immédiatement public",
		"R-PRIVACY":       "R-PRIVACY; privacy; vie privée; No expectation of privacy; Aucune garantie de confidentialité",
		"R-IDENTIFY":      "R-IDENTIFY; identify; identification; You can be identified; Vous pouvez être identifié",
		"R-DISCLAIMER":    "R-DISCLAIMER; disclaimer; avertissement; A disclaimer does not absolve; L'avertissement n'exonère pas",
		"R-SPOKESPERSON":  "R-SPOKESPERSON; spokesperson; porte-parole; Only authorised spokespersons; Porte-parole désignés seulement",
		"R-OTHERS":        "R-OTHERS; others; autrui; You cannot control others; Pas de contrôle sur autrui",
		"R-LIABILITY":     "R-LIABILITY; liability; responsabilité; Personal liability; Responsabilité personnelle",
	}),
	ByOutcome: names(map[string]string{
		"no_concern":       "no concern; aucun problème; sans problème; aucune préoccupation; sans préoccupation; Your situation raises no concern under the Code; Votre situation ne pose pas de problème au regard du Code",
		"with_precautions": "with precautions; précautions; avec précautions; avec des précautions; You can do it, with some precautions; Vous pouvez le faire, moyennant certaines précautions",
		"not_recommended":  "not recommended; non recommandé; déconseillé; We recommend that you do not do it; Nous vous le déconseillons",
		"not_consistent":   "not consistent; not consistent with the Code; non conforme; non conforme au Code; non compatible; incompatible; inconsistent; It is not consistent with the Code; Ce n'est pas conforme au Code",
		"referred":         "referred; referral; dirigé; dirigée; dirigé ailleurs; référé; référée; renvoyé; renvoi; aiguillé; Another office is better placed to help you; Un autre bureau est mieux placé pour vous aider",
	}),
	ByPlatform: names(map[string]string{
		"x": "x; twitter", "facebook": "facebook; fb", "instagram": "instagram; insta", "linkedin": "linkedin",
		"tiktok": "tiktok", "youtube": "youtube", "reddit": "reddit", "bluesky": "bluesky",
		"mastodon":  "mastodon; mastodonte",
		"messaging": "messaging; messagerie; chat; Messaging or private group; Messagerie ou groupe privé",
		"blog":      "blog; blogue", "podcast": "podcast; podcasts; balado; balados",
		"petition": "petition; petitions", "other": "other; autre",
	}),
	ByLang: names(map[string]string{"en": "en; english; anglais; anglaise; eng", "fr": "fr; french; français; française; fra"}),
	ByStatus: names(map[string]string{
		"new":               "new; nouveau; nouvelle; We have it; Nous l'avons reçu",
		"in_review":         "in review; review; à l'étude; étude; en cours; en examen; à l'examen; An advisor is looking at it; On l'étudie",
		"awaiting_employee": "awaiting employee; awaiting; waiting; waiting for the employee; en attente; attente; en attente de la personne; We have a question for you; Nous avons une question",
		"answered":          "answered; avis donné; répondu; répondue",
		"closed":            "closed; fermé; fermée; clos",
		"withdrawn":         "withdrawn; retiré; retirée",
	}),
	ByChannel: names(map[string]string{
		"web": "web; site", "phone": "phone; telephone; tel", "email": "e-mail; mail; courriel",
		"in_person": "in person; en personne",
	}),
	ByElection: names(map[string]string{
		"yes": yes, "no": no, "federal": "federal; fédérale", "provincial": "provincial; provinciale",
		"territorial": "territorial; territoriale", "municipal": "municipal; municipale", "none": "none; aucune; No election is involved; Il n'est pas question d'une élection",
	}),
	ByPolitical: names(map[string]string{"yes": yes, "no": no}),
	ByPrecedent: names(map[string]string{"yes": yes, "no": no}),
}

const yes, no = "yes; oui; y; o; true; vrai; 1", "no; non; n; false; faux; 0"

// names gives the code of every name, folded.
func names(of map[string]string) map[string]string {
	codes := map[string]string{}
	for code, all := range of {
		for _, name := range strings.Split(all, ";") {
			codes[foldName(name)] = code
		}
	}
	return codes
}
