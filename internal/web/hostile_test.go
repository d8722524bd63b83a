package web_test

import (
	"flag"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
)

// A few hundred in every run; a hundred thousand now and then:
// go test ./internal/web -run TestNoSearchIsTooMuch -searches 100000 -timeout 2h
var searches = flag.Int("searches", 400, "how many random searches are asked for")

// pieces are what questions are made of: words of cases, of the thesaurus and of
// nothing, the language of questions in both languages, and what breaks parsers,
// databases and pages.
var pieces = strings.Fields(`petition pétition petitoin élection elections pancarte sign placard drapeau Zsubjectcanary zsubjectcanar
	zsituationcanary zwhycanary znotecanary zfollowcanary zcitedcanary first sentence the a le la de l'élection qu'un
	obligation:NEUTRALITY obligation: outcome:referred issue:x plateforme:facebook platform:x lang:fr langue:anglais from:2026 from:2026-13-45
	to:2026-02-30 du:2024-01 au:9999-99-99 status:answered statut:clos advisor:marion advisor:me channel:phone election:yes political:yes precedent:yes
	ref:VE-2026-0001 VE-2026-0001 ve2026-3 VE-9999-99999999999999999999 cites:VE-2026-0002 citedby:VE-2026-0001 year:2026 year:-1 annee:99999999999999
	" "" « » “ ” ( ) -( - -- --- -" +petition AND OR NOT NEAR/3 ^ ~ * ** pet* -pet* *pet é* : :: a: :b "un "deux" a"b 'a' \' ; %00 %27 %u0041
	<script>alert(1)</script> {{.}} ${x} $(id) ../../etc/passwd '; DROP TABLE cases;-- 1=1 \x00 \ud800 \u202e 💥 👩‍💻 ａｂｃ ﬁ Ⅷ ½ 選挙 投票 انتخابات выборы
	ı İ ß ŒUVRE e` + "\u0301" + `lection zero` + "\u200d" + `width 113(1) 2b 11.4 #OnVaGagner @someone_x http://example.org/?a=b&c=d a.b.c.d U.S. A.I. PM RT DM`)

// question draws one.
func question(r *rand.Rand) string {
	switch r.IntN(40) {
	case 0:
		return strings.Repeat(pieces[r.IntN(len(pieces))], 1+r.IntN(3000))
	case 1:
		return strings.Repeat(pieces[r.IntN(len(pieces))]+" ", 1+r.IntN(600))
	case 2:
		raw := make([]byte, r.IntN(400))
		for i := range raw {
			raw[i] = byte(r.IntN(256))
		}
		return string(raw)
	}
	var b strings.Builder
	for range 1 + r.IntN(6) {
		word := pieces[r.IntN(len(pieces))]
		if r.IntN(6) == 0 {
			cut := r.IntN(len(word) + 1)
			word = word[:cut] + string(rune(r.IntN(0x3000))) + word[cut:]
		}
		b.WriteString([]string{"", " ", " ", "  ", "-", "\"", "\t", "\n", ":"}[r.IntN(9)] + word)
	}
	return b.String()
}

// searchAddress draws the address of a page of the search.
func searchAddress(r *rand.Rand) string {
	v := url.Values{"q": {question(r)}}
	for range r.IntN(4) {
		name := []string{"page", "sort", "from", "to", "obligation", "outcome", "platform", "lang", "status", "channel", "advisor", "election",
			"political", "precedent", "year", "without", "plain", "q", "nothing"}[r.IntN(19)]
		v.Add(name, []string{question(r), "0", "-1", "1", "2", "99999999999999999999", "en", "yes", "relevance", "newest"}[r.IntN(10)])
	}
	if address := "/search?" + v.Encode(); len(address) < mostAddress {
		return address
	}
	return searchAddress(r)
}

// mostAddress is below what the server reads of a request's head; what is longer
// never comes to a page.
const mostAddress = 15_000

// Whatever is asked gets a page: results, or a kind sentence. And no page leads
// to a case that the person may not see.
func TestNoSearchIsTooMuch(t *testing.T) {
	h := newHouse(t)
	all := h.atEveryStatus(noor)
	hidden := map[string]cases.CaseID{}
	for _, id := range all {
		hidden[string(id)] = id
	}
	for _, id := range []cases.CaseID{h.example(), h.at(daniel, cases.Answered), h.fileForLuc("hostile", "Une pancarte")} {
		hidden[string(id)] = id
	}
	people := []string{noor, luc, priya, marion, daniel, zelda}
	browsers, sees := map[string]*browser{}, map[string]map[cases.CaseID]bool{}
	for _, p := range people {
		browsers[p], sees[p] = h.as(p), map[cases.CaseID]bool{}
		for _, id := range hidden {
			sees[p][id] = h.stored(id).SideOf(h.people[p]) != cases.Outside
		}
	}
	r := rand.New(rand.NewPCG(20261123, uint64(*searches))) // #nosec G404 -- a test's
	for n := range *searches {
		person, address := people[n%len(people)], searchAddress(r)
		p := browsers[person].get(address)
		if p.status >= 500 || p.status == 429 {
			t.Fatalf("search %d by %s: got %d for %q", n, person, p.status, address)
		}
		for _, id := range hidden {
			if !sees[person][id] && strings.Contains(p.body+p.header.Get("Location"), "/cases/"+string(id)) {
				t.Fatalf("search %d: %s is led to a case of others by %q", n, person, address)
			}
		}
	}
}
