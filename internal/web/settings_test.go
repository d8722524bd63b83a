package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/internal/web"
)

// settingsPages are the pages of the administrator.
func settingsPages() []string {
	out := []string{"/office"}
	for _, k := range cases.AllSettings() {
		out = append(out, "/office/"+string(k))
	}
	return append(out, thesaurusPages...)
}

// period enters an election period of the federal level.
func (h *house) period(from, to string) {
	h.Helper()
	now, err := h.book.Settings(h.Context())
	h.must(err, "read the settings")
	h.must(h.book.SetElection(h.Context(), h.people[administrator], cases.Stamp{Version: now.VersionOf(cases.ElectionsSetting)},
		cases.ElectionDraft{Name: cases.Text{En: "Federal by-election", Fr: "Élection partielle fédérale"}, Level: "federal",
			From: from, To: to}), "enter an election period")
}

func TestTheAdministratorSeesNoCaseOnAnyOfHerPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	hidden := anything()
	for _, id := range h.atEveryStatus(noor) {
		hidden = append(hidden, string(id), h.stored(id).Reference)
	}
	h.period("2026-11-10", "2026-12-15")
	for _, l := range cases.Langs() {
		for _, path := range settingsPages() {
			h.as(administrator).reading(l).get(path).is(200).holdsNone(hidden...)
		}
	}
}

func TestAStaleFormOfASettingKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for route, f := range forms(h) {
		if !strings.HasPrefix(route, "/office/") || strings.HasPrefix(route, "/office/thesaurus/") && route != "/office/thesaurus/add" {
			continue // the other forms of the thesaurus have a test of their own
		}
		for _, l := range cases.Langs() {
			x := h.fill(route, f, l)
			other := h.fill(route, f, l)
			for name, values := range other.fields {
				if strings.HasSuffix(name, "_en") && values[0] != "" {
					other.fields[name] = []string{values[0] + " (other)"}
				}
			}
			if route == "/office/standard" {
				other.fields.Set("days", map[cases.Lang]string{"en": "7", "fr": "8"}[l])
			}
			other.send().is(http.StatusSeeOther)
			p := x.send().is(http.StatusConflict)
			p.keeps(x)
			for _, key := range []string{"error.setting_moved_on", "settings.kept"} {
				if !strings.Contains(p.text("main"), i18n.For(l).T(key)) {
					t.Errorf("%s in %s does not say %s", route, l, key)
				}
			}
			again := p.form(route)
			x.fields["version"], x.fields["key"] = again["version"], again["key"]
			x.send().is(http.StatusSeeOther)
		}
	}
}

func TestAChangedContactIsShownAtOnceEverywhere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.fill("/office/contact", forms(h)["/office/contact"], cases.English)
	x.fields.Set("name_fr", "Bureau : l'éthique")
	x.send().is(http.StatusSeeOther)
	for person, path := range map[string]string{nobody: "/contact", noor: "/"} {
		if p := h.as(person).get(path).is(200); !strings.Contains(p.text("main"), "613-555-0199") {
			t.Errorf("%s does not show the new number", path)
		}
	}
	if p := h.as(luc).reading(cases.French).get("/contact").is(200); !strings.Contains(p.text("main"), "Bureau\u00a0: l’éthique") {
		t.Errorf("the name is not set as French is: %s", p.text("main"))
	}
}

func TestASavedSettingIsSaidToBeSaved(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.fill("/office/contact", forms(h)["/office/contact"], cases.English)
	x.send().leadsTo("/office/contact?said=saved")
	b := h.as(administrator)
	b.get("/office/contact?said=saved").is(http.StatusOK).holds(i18n.For(cases.English).T("settings.saved"))
	b.get("/office/contact").is(http.StatusOK).holdsNone(i18n.For(cases.English).T("settings.saved"))
}

func TestAnotherProgramsChangeHoldsHereAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	other, err := web.New(h.parts())
	h.must(err, "open a second server")
	h.as(noor).get("/contact").is(200)
	first := h.server
	h.server = other
	h.fill("/office/contact", forms(h)["/office/contact"], cases.English).send().is(http.StatusSeeOther)
	h.server = first
	if p := h.as(noor).get("/contact").is(200); !strings.Contains(p.text("main"), "613-555-0199") {
		t.Error("the first server still shows the old number")
	}
}

func TestTheOfficesWordsAreShownAsPlainText(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.fill("/office/statuses", forms(h)["/office/statuses"], cases.English)
	x.fields.Set("meaning_new_en", hostile["markup"]+" {{.}}")
	x.send().is(http.StatusSeeOther)
	h.file(noor, "plain")
	p := h.as(noor).get("/").is(200)
	h.calm(p, "a meaning")
	if !strings.Contains(p.text("main"), "onerror=zmark()> ’ onfocus=zmark() {{.}}") {
		t.Errorf("the sentence is not there as text: %.300s", p.text("main"))
	}
}

func TestAnElectionPeriodIsToldAndAskedAbout(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.period("2026-11-07", "2026-12-12")
	for _, l := range cases.Langs() {
		w := i18n.For(l)
		name := map[cases.Lang]string{"en": "Federal by-election", "fr": "Élection partielle fédérale"}[l]
		day := w.T("period.desk", "N", 12, "Of", 36, "Name", name)
		until := w.T("period.employee", "Date", w.Date(cases.Date{Year: 2026, Month: 12, Day: 12}), "Name", name)
		if got := h.as(marion).reading(l).get("/queue").is(200).text("p", "class", "period"); got != day {
			t.Errorf("the queue says %q, want %q", got, day)
		}
		p := h.as(noor).reading(l).get("/ask").is(200)
		if got := p.text("p", "class", "period"); got != until {
			t.Errorf("the employee's page says %q, want %q", got, until)
		}
		if got := p.text("h2", "id", "election"); got != w.T("ask.election") {
			t.Errorf("the form asks under %q", got)
		}
	}
	x := h.fill("/ask", forms(h)["/ask"], cases.English)
	x.fields["election"] = []string{"federal"}
	p := x.send().is(http.StatusSeeOther)
	id, _ := strings.CutSuffix(strings.TrimPrefix(p.header.Get("Location"), "/cases/"), "/received")
	if f := h.stored(cases.CaseID(id)).Facts; !f.ElectionPeriod || f.Election != "federal" {
		t.Errorf("the facts are %+v", f)
	}
}

func TestAPeriodThatComesIsToldToAdvisorsOnly(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.period("2026-12-02", "2027-01-07")
	if got := h.as(marion).get("/queue").is(200).text("p", "class", "period"); !strings.Contains(got, "in 14 days") {
		t.Errorf("the queue says %q", got)
	}
	for _, path := range []string{"/", "/ask"} {
		if got := h.as(noor).get(path).is(200).text("p", "class", "period"); got != "" {
			t.Errorf("%s says %q", path, got)
		}
	}
	h.now = h.now.Add(-24 * time.Hour)
	if got := h.as(marion).get("/queue").is(200).text("p", "class", "period"); got != "" {
		t.Errorf("fifteen days ahead the queue says %q", got)
	}
}

func TestAHolidayIsWorkedAndGivenBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(administrator)
	promised := func() string { return b.get("/office/days").is(200).text("div", "class", "notice notice-info") }
	before := promised()
	add := b.get("/office/days").form("/office/days")
	for name, value := range map[string]string{"date": "2026-11-19", "kind": "closed", "name_en": "Move", "name_fr": "Déménagement"} {
		add.Set(name, value)
	}
	b.post("/office/days", add).is(http.StatusSeeOther)
	if promised() == before {
		t.Error("a closure does not move the next promise")
	}
	for _, button := range []string{"/office/days/remove", "/office/days/work", "/office/days/remove"} {
		b.post(button, b.get("/office/days").form(button)).is(http.StatusSeeOther)
	}
	if got := promised(); got != before {
		t.Errorf("the page says %q, want %q", got, before)
	}
}

func TestAnElectionPeriodIsChangedAndRemoved(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.period("2026-11-07", "2026-12-12")
	now, err := h.book.Settings(h.Context())
	h.must(err, "read")
	b := h.as(administrator)
	form := b.get("/office/elections?period=" + now.Elections[0].ID).is(200).form("/office/elections")
	if form.Get("to") != "2026-12-12" || form.Get("period") == "" {
		t.Fatalf("the form holds %v", form)
	}
	form.Set("to", "2026-12-14")
	b.post("/office/elections", form).is(http.StatusSeeOther)
	if p := b.get("/office/elections").is(200); !strings.Contains(p.text("main"), "December\u00a014, 2026") {
		t.Error("the last day is not the new one")
	}
	b.post("/office/elections/remove", b.get("/office/elections").form("/office/elections/remove")).is(http.StatusSeeOther)
	if p := b.get("/office/elections").is(200); !strings.Contains(p.text("main"), i18n.For("en").T("setting.elections.none")) {
		t.Error("the period is still there")
	}
	b.post("/office/elections/remove", url.Values{"csrf": {b.csrf}, "version": {"3"}, "period": {"none"}}).is(http.StatusConflict)
}

func TestAnEarlierNoticeIsStillRead(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	old := i18n.DefaultNotice()
	h.fill("/office/notice", forms(h)["/office/notice"], cases.English).send().is(http.StatusSeeOther)
	for version, want := range map[string]string{"1": old.Summary.Fr, "2": "Ce que vous écrivez est protégé."} {
		p := h.as(luc).reading(cases.French).get("/privacy/" + version).is(200)
		if !strings.Contains(p.text("main"), want) {
			t.Errorf("version %s does not say %q", version, want)
		}
	}
	h.as(nobody).get("/privacy/3").is(http.StatusNotFound)
	x := h.fill("/ask", forms(h)["/ask"], cases.English)
	x.fields.Set("notice", "1")
	x.send().is(http.StatusUnprocessableEntity)
}

func TestAFormThatWasAcknowledgedIsKnownAgainAfterTheNoticeChanged(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	x := h.fill("/ask", forms(h)["/ask"], cases.English)
	to := x.send().is(http.StatusSeeOther).header.Get("Location")
	h.fill("/office/notice", forms(h)["/office/notice"], cases.English).send().is(http.StatusSeeOther)
	if got := x.send().is(http.StatusSeeOther).header.Get("Location"); got != to {
		t.Errorf("sent again it leads to %q, want %q", got, to)
	}
}
