package web_test

import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
)

// secondCodeFile renames TRUST, splits DUTIES, drops R-LIABILITY, adds GENERATED.
const secondCodeFile = "../cases/testdata/code2.json"

// aHouseBeforeMidnight stands five minutes before the second version of the
// Code, already loaded, comes into force.
func aHouseBeforeMidnight(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.now = time.Date(2026, time.November, 19, 4, 55, 0, 0, time.UTC)
	text, err := os.ReadFile(secondCodeFile)
	h.must(err, "read the second version")
	file := strings.Replace(string(text), "2027-04-01", "2026-11-19", 1)
	_, err = h.book.LoadCode(h.Context(), cases.User{ID: cases.Operator}, strings.NewReader(file), false)
	h.must(err, "load the second version")
	return h
}

func (h *house) midnight() { h.now = time.Date(2026, time.November, 19, 5, 0, 0, 0, time.UTC) }

func TestAFormDrawnUnderTheOldCodeIsRefusedWithItsText(t *testing.T) {
	t.Parallel()
	for _, route := range []string{"/cases/:id/annotate", "/cases/:id/annotations/:annotation", "/cases/:id/advise"} {
		for _, step := range []string{"send", "preview", "edit"} {
			if step != "send" && route != "/cases/:id/advise" {
				continue
			}
			for _, l := range cases.Langs() {
				h := aHouseBeforeMidnight(t)
				x := h.fill(route, forms(h)[route], l)
				x.fields.Set("step", step)
				x.fields["obligations"] = []string{"TRUST"}
				before := h.stored(x.id).Version
				h.midnight()
				status := http.StatusConflict
				if step == "edit" { // nothing was asked for but to change it
					status = http.StatusOK
				}
				p := x.send().is(status)
				if said := i18n.For(l).T("error.code_moved_on"); !strings.Contains(p.body, said) {
					t.Errorf("%s %s: the page does not say that the Code moved on", route, step)
				}
				again := p.form(x.address)
				if got, want := again.Get("obligations"), "EMPLOYER-TRUST"; got != want {
					t.Errorf("%s %s: chosen is %q, want %q", route, step, got, want)
				}
				for _, name := range []string{"text", "why"} {
					if x.fields.Has(name) && again.Get(name) != x.fields.Get(name) {
						t.Errorf("%s %s: %s holds %q, want %q", route, step, name, again.Get(name), x.fields.Get(name))
					}
				}
				if got := h.stored(x.id).Version; got != before {
					t.Errorf("%s %s: the case is at version %d, want %d", route, step, got, before)
				}
				if step == "edit" {
					continue
				}
				again.Set("step", "send")
				x.post(x.address, again).is(http.StatusSeeOther)
			}
		}
	}
}

func TestAFormThatNamesNoVersionOfTheCodeIsRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, code := range []string{"", "x", "0", "99", "-1"} {
		x := h.fill("/cases/:id/annotate", forms(h)["/cases/:id/annotate"], cases.English)
		x.fields.Set("code", code)
		x.send().is(http.StatusConflict).keeps(x)
	}
}

// oldCase is annotated and answered under the first version.
func (h *house) oldCase() cases.CaseID {
	h.Helper()
	id := h.at(noor, cases.InReview)
	ctx, u := h.Context(), h.people[marion]
	for _, entry := range []string{"TRUST", "DUTIES", "R-LIABILITY", "SCRUTINY", "LOYALTY"} {
		h.must(h.book.Annotate(ctx, u, id, h.stamp(marion, id), cases.AnnotationDraft{Entries: []string{entry}}), "annotate")
	}
	d := cases.AdviceDraft{Outcome: string(cases.WithPrecautions), Obligations: []string{"TRUST"}, Text: "Be careful."}
	h.must(h.book.Advise(ctx, u, id, h.stamp(marion, id), d), "advise")
	return id
}

func TestWhatWasSaidUnderTheOldCodeKeepsItsWords(t *testing.T) {
	t.Parallel()
	h := aHouseBeforeMidnight(t)
	id := h.oldCase()
	h.midnight()
	desk := h.as(marion).get("/cases/" + string(id)).is(http.StatusOK)
	for _, want := range []string{
		"Employer&#39;s trust", "Now: Trust of the employer and of colleagues",
		"Now: Ability to carry out official duties, Appearance of impairment",
		"No longer in the Code. Personal liability is explained by Legal Services.",
		"Now: Closest public scrutiny", "version 1, in force since",
	} {
		if !strings.Contains(desk.body, want) {
			t.Errorf("the desk does not say %q", want)
		}
	}
	if strings.Contains(desk.body, "Now: Duty of loyalty") {
		t.Error("what still stands is said twice")
	}
	filer := h.as(noor).reading(cases.French).get("/cases/" + string(id)).is(http.StatusOK)
	if !strings.Contains(filer.body, "version 1, in force since") || strings.Contains(filer.body, "colleagues") {
		t.Error("the filer's letter is not under the words it was given under")
	}
}

func TestAFilterFindsAnEntryUnderAllItsCodes(t *testing.T) {
	t.Parallel()
	h := aHouseBeforeMidnight(t)
	id := h.oldCase()
	h.midnight()
	link := "/cases/" + string(id)
	b := h.as(marion)
	for query, found := range map[string]bool{
		"obligation=EMPLOYER-TRUST": true, "obligation=TRUST": true, "obligation=DUTIES-APPEARANCE": true,
		"obligation=R-LIABILITY": true, "obligation=GENERATED": false,
		"q=" + url.QueryEscape(`obligation:"trust of the employer and of colleagues"`): true,
		"q=obligation:generated": false,
	} {
		pages := []string{"/search?" + query, "/queue?view=answered&" + query}
		if strings.HasPrefix(query, "q=") {
			pages = pages[:1]
		}
		for _, address := range pages {
			if got := len(b.get(address).is(http.StatusOK).all("a", "href", link)) > 0; got != found {
				t.Errorf("%s: found is %v, want %v", address, got, found)
			}
		}
	}
	if got := b.get("/search").text("a", "href", "/search?obligation=R-LIABILITY"); got != "Personal liability (earlier version) 1" {
		t.Errorf("the facet offers %q", got)
	}
}

func TestTheReminderIsReadInTheVersionInForceAndInEarlierOnes(t *testing.T) {
	t.Parallel()
	h := aHouseBeforeMidnight(t)
	b := h.as(noor)
	b.get("/reminder?version=2").is(http.StatusNotFound) // not before its day
	if p := b.get("/reminder").is(http.StatusOK); strings.Contains(p.body, "Generated content") {
		t.Error("a version is shown before its day")
	}
	h.midnight()
	if p := b.get("/reminder").is(http.StatusOK); !strings.Contains(p.body, "Generated content") || len(p.all("a", "href", "/reminder?version=1")) == 0 {
		t.Error("the version in force, or the way to the earlier one, is missing")
	}
	old := b.get("/reminder?version=1").is(http.StatusOK)
	if strings.Contains(old.body, "Generated content") || !strings.Contains(old.body, "This is no longer in force") {
		t.Error("the earlier version is not shown as what it was")
	}
	for _, bad := range []string{"0", "3", "x", "-1", "01"} {
		b.get("/reminder?version=" + bad).is(http.StatusNotFound)
	}
}
