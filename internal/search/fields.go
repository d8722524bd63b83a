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
)

// fieldNames holds what a person may call a field, folded, in both languages.
var fieldNames = names(map[string]string{
	ByObligation: "obligation obligations rappel reminder",
	ByOutcome:    "outcome conclusion",
	ByPlatform:   "platform plateforme",
	ByLang:       "lang langue language",
	ByFrom:       "from du de depuis since",
	ByTo:         "to au jusqu jusquau until",
	ByStatus:     "status statut etat",
	ByAdvisor:    "advisor adviser conseiller conseillere",
	ByChannel:    "channel canal voie",
	ByElection:   "election elections",
	ByRef:        "ref reference numero",
	ByYear:       "year annee an",
})

// valueNames holds the codes of closed lists and what people call them: what
// the lists are is the domain's; this is only how they may be typed.
var valueNames = map[string]map[string]string{
	ByObligation: names(map[string]string{
		"LOYALTY":         "loyalty loyaute dutyofloyalty obligationdeloyaute",
		"NEUTRALITY":      "neutrality neutralite impartiality impartialite politicalneutrality neutralitepolitique",
		"CONFIDENTIALITY": "confidentiality confidentialite",
		"DUTIES":          "duties fonctions fonctionsofficielles officialduties",
		"SCRUTINY":        "scrutiny publicscrutiny examenpublic",
		"TRUST":           "trust confiance",
		"REPUTATION":      "reputation",
		"R-ALWAYS":        "ralways always 247 entouttemps",
		"R-PUBLIC":        "rpublic public immediatelypublic immediatementpublic",
		"R-PRIVACY":       "rprivacy privacy vieprivee",
		"R-IDENTIFY":      "ridentify identify identification",
		"R-DISCLAIMER":    "rdisclaimer disclaimer avertissement",
		"R-SPOKESPERSON":  "rspokesperson spokesperson porteparole",
		"R-OTHERS":        "rothers others autrui",
		"R-LIABILITY":     "rliability liability responsabilite",
	}),
	ByOutcome: names(map[string]string{
		"no_concern":       "noconcern nopreoccupation aucunepreoccupation sanspreoccupation",
		"with_precautions": "withprecautions precautions avecprecautions avecdesprecautions",
		"not_recommended":  "notrecommended nonrecommande deconseille",
		"not_consistent":   "notconsistent nonconforme noncompatible incompatible inconsistent",
		"referred":         "referred referral refere referee renvoye renvoi aiguille",
	}),
	ByPlatform: names(map[string]string{
		"x": "x twitter", "facebook": "facebook fb", "instagram": "instagram insta", "linkedin": "linkedin",
		"tiktok": "tiktok", "youtube": "youtube", "reddit": "reddit", "bluesky": "bluesky",
		"mastodon": "mastodon mastodonte", "messaging": "messaging messagerie chat", "blog": "blog blogue",
		"podcast": "podcast balado balados", "petition": "petition petitions", "other": "other autre",
	}),
	ByLang: names(map[string]string{"en": "en english anglais anglaise eng", "fr": "fr french francais francaise fra"}),
	ByStatus: names(map[string]string{
		"new": "new nouveau nouvelle", "in_review": "inreview review encours enexamen alexamen",
		"awaiting_employee": "awaitingemployee awaiting enattente attente", "answered": "answered repondu repondue",
		"closed": "closed ferme fermee clos", "withdrawn": "withdrawn retire retiree",
	}),
	ByChannel: names(map[string]string{
		"web": "web site", "phone": "phone telephone tel", "email": "email mail courriel",
		"in_person": "inperson enpersonne",
	}),
	ByElection: names(map[string]string{
		"yes": "yes oui y o true vrai 1", "no": "no non n false faux 0", "federal": "federal federale",
		"provincial": "provincial provinciale", "territorial": "territorial territoriale",
		"municipal": "municipal municipale", "none": "none aucune",
	}),
}

func names(of map[string]string) map[string]string {
	codes := map[string]string{}
	for code, all := range of {
		for _, name := range strings.Fields(all) {
			codes[name] = code
		}
	}
	return codes
}

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
	case ByRef:
		ref, ok := Reference(value)
		return orTyped(ref, value, ok)
	}
	return value, value != ""
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
