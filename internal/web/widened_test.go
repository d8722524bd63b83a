package web_test

import (
	"net/url"
	"strings"
	"testing"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// fileWords files a situation in its own words.
func (h *house) fileWords(person, subject, situation string, l cases.Lang) cases.CaseID {
	h.Helper()
	now, err := h.book.Settings(h.Context())
	h.must(err, "read the settings")
	id, err := h.book.Submit(h.Context(), h.people[person], cases.Draft{Key: "file-" + strings.ReplaceAll(subject, " ", ""), Subject: subject,
		Situation: situation, Lang: string(l), AnswerLang: string(l), Notice: now.Notice.Version,
		Facts: cases.Facts{Platform: "facebook", Stage: cases.Planned}})
	h.must(err, "file "+subject)
	return id
}

func (h *house) signs() (english, french cases.CaseID) {
	h.Helper()
	return h.fileWords(noor, "Lawn sign", "A lawn sign of a candidate stands in front of the house and shows in a picture.", cases.English),
		h.fileWords(noor, "Une affiche", "Une pancarte électorale se trouve devant le chalet et paraît dans une photo.", cases.French)
}

func TestThePageTellsWhatWasAddedAndEachCanBeLeftOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	english, _ := h.signs()
	b := h.as(marion)
	p := b.get("/search?q=pancarte").is(200).holds("Also looked for:", "Found through: pancarte →")
	if got := len(p.hits()); got != 2 {
		t.Fatalf("got %d cases, want both", got)
	}
	p = b.get(p.hrefOf("Only the words I typed")).is(200).holds("Only the words you typed")
	if got := p.hits(); len(got) != 1 || strings.Contains(got[0], string(english)) {
		t.Errorf("got %q, want the one with the word", got)
	}
	if got := p.hrefOf("Look for what they mean too"); got != "/search?q=pancarte" {
		t.Errorf("the way back is %s", got)
	}
}

func TestWhatIsLeftOutCanBePutBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.signs()
	b := h.as(marion)
	p := b.get("/search?q=pancarte&sort=newest").is(200)
	for range 50 {
		links := p.all("dl", "class", "widened-lines")
		if len(links) == 0 {
			break
		}
		p = b.get(p.hrefOf("leave out")).is(200)
	}
	if got := len(p.hits()); got != 1 {
		t.Errorf("without all that was added: got %d cases, want the one with the word", got)
	}
	left := len(elements(p.all("form", "role", "search")[0], "input", "name", "without"))
	back := p.hrefOf("look for it again")
	if got := strings.Count(back, "without="); got != left-1 || !strings.Contains(back, "sort=newest") {
		t.Errorf("the way back is %s, want one of %d less left out", back, left)
	}
	b.get(back).is(200).holds("Also looked for:")
}

func TestAMisspeltWordSaysWhatWasLookedForInstead(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.signs()
	b := h.as(marion)
	p := b.get("/search?q=" + url.QueryEscape("pancrate")).is(200).holds("No case has “pancrate”, so “pancarte” was looked for.").holdsNone("· Search only")
	if len(p.hits()) == 0 {
		t.Error("got nothing, want what was meant")
	}
	p = b.get(p.hrefOf("Search only for “pancrate”")).is(200).holds("Did you mean:")
	if got := len(p.hits()); got != 0 {
		t.Errorf("got %d cases, want none with the word as typed", got)
	}
	b.get("/search?q=" + strings.Repeat("z", 900)).is(200).holds("No case has “" + strings.Repeat("z", 59) + "…”")
	h.as(noor).get("/search?q=pancrate").is(200).holdsNone("No case has “pancrate”")
}

func TestWhatWasMeantIsSpeltAsThePageIs(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.fileWords(luc, "Le retour", "La présence obligatoire au bureau me fâche.", cases.French)
	b := h.as(marion)
	for typed, want := range map[string][2]string{"présense": {"présence", "présence"}, "presense": {"presence", "présence"}} {
		for i, lang := range cases.Langs() {
			b.reading(lang).get("/search?q=" + url.QueryEscape(typed)).is(200).holds(i18n.For(lang).T("meant.used", "Typed", typed, "Used", want[i]))
		}
	}
}

func TestWordsThatAreNeverLookedForAreNotCalledMissing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.signs()
	for _, typed := range []string{"du", "the of", `"of the"`} {
		h.as(marion).get("/search?q=" + url.QueryEscape(typed)).is(200).holds("they are not looked for").holdsNone("No case fits this search")
		h.as(noor).get("/search?q=" + url.QueryEscape(typed)).is(200).holds("they are not looked for")
	}
	h.as(marion).get("/search?q=pancarte").is(200).holdsNone("they are not looked for")
}

func TestAFilterThatNothingHasIsTakenAwayByAClick(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.signs()
	b := h.as(marion)
	p := b.get("/search?q=" + url.QueryEscape("pancarte platform:zzz")).is(200).holds("platform:zzz")
	if got := len(p.hits()); got != 0 {
		t.Errorf("got %d cases, want none", got)
	}
	if got := p.hrefOf("Search without “platform:zzz”"); got != "/search?q=pancarte" {
		t.Errorf("it is taken away by %s", got)
	}
}

func TestAReferenceTypedAloneOpensTheCase(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	english, _ := h.signs()
	reference := h.stored(english).Reference
	for _, x := range []struct {
		person string
		want   int
	}{{marion, 303}, {noor, 303}, {luc, 200}} {
		p := h.as(x.person).get("/search?q=" + reference).is(x.want)
		if got := p.header.Get("Location"); x.want == 303 && !strings.HasSuffix(got, string(english)) {
			t.Errorf("%s is led to %s, want the case", x.person, got)
		}
	}
	got, want := h.as(luc).get("/search?q="+reference).text("main"), h.as(luc).get("/search?q=VE-2026-9999").text("main")
	if got = strings.ReplaceAll(got, reference, "VE-2026-9999"); got != want {
		t.Errorf("somebody else's case looks like\n%s\nwant\n%s", got, want)
	}
}
