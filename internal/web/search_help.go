package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

const searchHelpPath = "/search/help"

// searchHelpPage says what may be typed into the search, with examples that are
// links: each asks what it shows.
type searchHelpPage struct {
	frame
	Words     []helpLine
	Fields    []helpLine
	Export    string // how much of a list leaves
	Limits    string
	Quoted    string // a value of two words
	Not       string // a field that is excluded
	ForOffice bool   // what only advisors can do is told too
}

var (
	helpQuoted = cases.Text{En: `outcome:"no concern"`, Fr: `conclusion:"aucun problème"`}
	helpNot    = cases.Text{En: "-platform:facebook", Fr: "-plateforme:facebook"}
)

// helpLine is something that may be typed, and what it finds.
type helpLine struct {
	Names       []string // of a field, in both languages; none for words
	Typed, Href string   // no address for a reference, which would open the case
	Finds       string
	Values      string // of a field that has a closed list of them
}

// helpWords are the ways to type words.
var helpWords = []struct {
	key   string
	typed cases.Text
}{
	{"search_help.word.words", cases.Text{En: "lawn sign cottage", Fr: "pancarte chalet"}},
	{"search_help.word.phrase", cases.Text{En: `"election sign"`, Fr: "« pancarte électorale »"}},
	{"search_help.word.without", cases.Text{En: "sign -photo", Fr: "pancarte -photo"}},
	{"search_help.word.prefix", cases.Text{En: "elect*", Fr: "élect*"}},
	{"search_help.word.reference", cases.Text{En: "VE-2026-0042", Fr: "VE-2026-0042"}},
}

// helpFields are the fields of a question, those that only advisors can ask by last.
var helpFields = []struct {
	names  []string // the English one, the French one
	key    string
	typed  cases.Text
	office bool // only advisors can ask by it
}{
	{names: []string{"obligation:"}, key: "search_help.field.obligation", typed: cases.Text{En: "obligation:loyalty", Fr: "obligation:loyauté"}},
	{names: []string{"outcome:", "conclusion:"}, key: "search_help.field.outcome", typed: cases.Text{En: "outcome:referred", Fr: "conclusion:dirigé"}},
	{names: []string{"platform:", "plateforme:"}, key: "search_help.field.platform", typed: cases.Text{En: "platform:facebook", Fr: "plateforme:facebook"}},
	{names: []string{"lang:", "langue:"}, key: "search_help.field.lang", typed: cases.Text{En: "lang:french", Fr: "langue:anglais"}},
	{names: []string{"status:", "état:"}, key: "search_help.field.status", typed: cases.Text{En: "status:answered", Fr: `état:"avis donné"`}},
	{names: []string{"from:", "du:"}, key: "search_help.field.from", typed: cases.Text{En: "from:2025-04", Fr: "du:2025-04"}},
	{names: []string{"to:", "au:"}, key: "search_help.field.to", typed: cases.Text{En: "to:2025-06-30", Fr: "au:2025-06-30"}},
	{names: []string{"year:", "année:"}, key: "search_help.field.year", typed: cases.Text{En: "year:2026", Fr: "année:2026"}},
	{names: []string{"election:", "élection:"}, key: "search_help.field.election", typed: cases.Text{En: "election:yes", Fr: "élection:oui"}},
	{names: []string{"channel:", "moyen:"}, key: "search_help.field.channel", typed: cases.Text{En: "channel:telephone", Fr: "moyen:téléphone"}},
	{names: []string{"ref:", "référence:"}, key: "search_help.field.ref", typed: cases.Text{En: "ref:VE-2026-0042", Fr: "référence:VE-2026-0042"}},
	{names: []string{"advisor:", "responsable:"}, key: "search_help.field.advisor", typed: cases.Text{En: "advisor:me", Fr: "responsable:moi"}, office: true},
	{names: []string{"precedent:", "précédent:"}, key: "search_help.field.precedent", typed: cases.Text{En: "precedent:yes", Fr: "précédent:oui"}, office: true},
	{names: []string{"political:", "politique:"}, key: "search_help.field.political", typed: cases.Text{En: "political:yes", Fr: "politique:oui"}, office: true},
	{names: []string{"cites:", "cite:"}, key: "search_help.field.cites", typed: cases.Text{En: "cites:VE-2025-0007", Fr: "cite:VE-2025-0007"}, office: true},
	{names: []string{"citedby:", "citépar:"}, key: "search_help.field.citedby", typed: cases.Text{En: "citedby:VE-2025-0007", Fr: "citépar:VE-2025-0007"}, office: true},
}

// helpValues are the fields whose values are a closed list, which is told.
var helpValues = map[string]cases.Facet{
	"search_help.field.outcome": cases.ByOutcome, "search_help.field.platform": cases.ByPlatform, "search_help.field.lang": cases.ByLang,
	"search_help.field.status": cases.ByStatus, "search_help.field.channel": cases.ByChannel,
}

func (s *Server) searchHelp(v *visit) error {
	p := searchHelpPage{frame: s.frame(v, v.words.T("search_help.title")), ForOffice: v.user.IsAdvisor(),
		Export: v.words.T("search_help.list_export", "N", cases.MostExported), Limits: v.words.T("search_help.list_limits", "N", cases.CountCap),
		Quoted: helpQuoted.In(v.lang), Not: helpNot.In(v.lang)}
	for _, w := range helpWords {
		p.Words = append(p.Words, newHelpLine(v, w.typed, w.key))
	}
	for _, f := range helpFields {
		if f.office && !p.ForOffice {
			continue
		}
		line := newHelpLine(v, f.typed, f.key)
		line.Names = f.names
		if facet, closed := helpValues[f.key]; closed {
			line.Values = s.labelsOf(v, facet)
		}
		p.Fields = append(p.Fields, line)
	}
	return s.show(v, fiber.StatusOK, "search_help.html", p)
}

func newHelpLine(v *visit, typed cases.Text, key string) helpLine {
	line := helpLine{Typed: typed.In(v.lang), Finds: v.words.T(key)}
	if !strings.Contains(line.Typed, "VE-") {
		line.Href = withQuery(searchPath, url.Values{"q": {line.Typed}})
	}
	return line
}

// labelsOf names the values of a facet as the pages do.
func (s *Server) labelsOf(v *visit, f cases.Facet) string {
	var labels []string
	for _, o := range s.facetOptions(v, f, nil) {
		labels = append(labels, o.Label)
	}
	return strings.Join(labels, ", ")
}
