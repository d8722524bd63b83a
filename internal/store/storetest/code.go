package storetest

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"example.org/casebook/internal/cases"
)

var codeTests = []test{
	{"the first version of the Code is there from the beginning", firstVersion},
	{"a version comes back as it was loaded, with its entry in the ledger", versionComesBack},
	{"a version that is there is not replaced", versionStays},
	{"a version that was undone is not there", versionUndone},
	{"an entry is found under all the codes it has had", kinFound},
	{"an annotation keeps the version it was made under", annotationKeepsVersion},
}

// secondFile is the sample of a second version.
func secondFile() string {
	_, here, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(here), "../../cases/testdata/code2.json")
}

func (w *world) secondCode() cases.Code {
	w.Helper()
	f, err := os.Open(secondFile())
	w.must(err)
	defer f.Close()
	code, err := cases.ParseCode(f)
	w.must(err)
	return code
}

func (w *world) loading(c cases.Code) cases.Event {
	return cases.Event{At: w.clock.now(), Actor: cases.Operator, As: cases.AsOperator, Act: cases.LoadCode, Target: "code", Digest: c.Digest()}
}

// digests expects the versions of the Code, by their digests.
func (w *world) digests(want ...string) {
	w.Helper()
	all, err := w.Store.Codes(w.ctx)
	w.must(err)
	if len(all) != len(want) {
		w.Fatalf("got %d versions, want %d", len(all), len(want))
	}
	for i, c := range all {
		if c.Digest() != want[i] || c.Version != i+1 {
			w.Errorf("version %d: got digest %s, want %s", c.Version, c.Digest(), want[i])
		}
	}
}

func firstVersion(w *world) {
	w.digests(cases.FirstCode().Digest())
	w.must(w.Store.Migrate(w.ctx)) // as at each start
	w.digests(cases.FirstCode().Digest())
}

func versionComesBack(w *world) {
	second := w.secondCode()
	before := w.rows()
	w.digests(cases.FirstCode().Digest())
	w.must(w.Store.KeepCode(w.ctx, second, w.clock.now(), w.loading(second)))
	w.digests(cases.FirstCode().Digest(), second.Digest())
	if got, want := w.rows()["ledger"], before["ledger"]+1; got != want {
		w.Errorf("got %d entries of the ledger, want %d", got, want)
	}
}

func versionStays(w *world) {
	second := w.secondCode()
	w.must(w.Store.KeepCode(w.ctx, second, w.clock.now(), w.loading(second)))
	before := w.rows()
	other := second
	other.Entries = second.Entries[1:]
	w.refused(w.Store.KeepCode(w.ctx, other, w.clock.now(), w.loading(other)), cases.Conflict)
	w.sameRows(before)
	w.digests(cases.FirstCode().Digest(), second.Digest())
}

func (w *world) sameRows(before map[string]int) {
	w.Helper()
	for table, n := range w.rows() {
		if n != before[table] {
			w.Errorf("%s: got %d rows, want %d", table, n, before[table])
		}
	}
}

func versionUndone(w *world) {
	second := w.secondCode()
	other := second
	other.Entries = second.Entries[1:]
	stop := errors.New("stop")
	err := w.Store.Together(w.ctx, func(s cases.Store) error {
		w.must(s.KeepCode(w.ctx, other, w.clock.now(), w.loading(other)))
		all, err := s.Codes(w.ctx)
		if err == nil && len(all) != 2 {
			w.Errorf("got %d versions inside, want 2", len(all))
		}
		return errors.Join(err, stop)
	})
	if !errors.Is(err, stop) {
		w.Fatalf("got %v, want %v", err, stop)
	}
	w.digests(cases.FirstCode().Digest())
	w.must(w.Store.KeepCode(w.ctx, second, w.clock.now(), w.loading(second)))
	w.digests(cases.FirstCode().Digest(), second.Digest())
}

// kinFound: cases under old and new codes are found by either, in the queue, by
// the form's filter and as typed, by the titles of both versions.
func kinFound(w *world) {
	second := w.secondCode()
	w.must(w.Store.KeepCode(w.ctx, second, w.clock.now(), w.loading(second)))
	names := map[cases.CaseID]string{}
	for name, code := range map[string]cases.EntryCode{"old": "TRUST", "new": "EMPLOYER-TRUST", "whole": "DUTIES",
		"part": "DUTIES-ABILITY", "otherpart": "DUTIES-APPEARANCE", "gone": "R-LIABILITY"} {
		id := w.file(w.amira, draft(name, "A situation.", cases.English))
		w.edit(id, func(c *cases.Case) {
			c.Annotations = append(c.Annotations, cases.Annotation{ID: cases.AnnotationID("a-" + name), Entry: code,
				By: w.chloe.ID, At: w.clock.now()})
		})
		names[id] = name
	}
	for _, x := range []struct{ typed, code, want string }{
		{"obligation:trust", "TRUST", "old new"},
		{`obligation:"trust of the employer and of colleagues"`, "EMPLOYER-TRUST", "old new"},
		{`obligation:"ability to perform official duties"`, "DUTIES", "whole part otherpart"},
		{`obligation:"Aptitude à exercer les fonctions officielles"`, "DUTIES-ABILITY", "whole part"},
		{"obligation:duties-appearance", "DUTIES-APPEARANCE", "whole otherpart"},
		{`obligation:"personal liability"`, "R-LIABILITY", "gone"},
		{"obligation:generated", "GENERATED", ""},
	} {
		w.finds(w.chloe, names, x.typed, x.want)
		w.finds(w.amira, names, x.typed, "") // annotations are the office's
		f := cases.Filters{Obligations: []cases.EntryCode{cases.EntryCode(x.code)}}
		w.queueHas(cases.QueueQuery{View: cases.ViewWaiting, Filters: f}, names, x.want)
	}
}

// queueHas expects the cases of a queue, by name, in any order.
func (w *world) queueHas(q cases.QueueQuery, names map[cases.CaseID]string, want string) {
	w.Helper()
	page, err := w.Store.Queue(w.ctx, w.chloe, q)
	w.must(err)
	var got []string
	for _, c := range page.Cases {
		got = append(got, names[c.ID])
	}
	expected := strings.Fields(want)
	slices.Sort(got)
	slices.Sort(expected)
	if !slices.Equal(got, expected) {
		w.Errorf("%+v: got %v, want %v", q, got, expected)
	}
}

func annotationKeepsVersion(w *world) {
	id := w.file(w.amira, draft("A", "A situation.", cases.English))
	w.edit(id, func(c *cases.Case) {
		c.Annotations = append(c.Annotations, cases.Annotation{ID: "a1", Entry: "TRUST", CodeVersion: 2, By: w.chloe.ID, At: w.clock.now()})
	})
	if got := w.load(id).Annotations[0].CodeVersion; got != 2 {
		w.Errorf("got version %d, want 2", got)
	}
}
