package storetest

import (
	"fmt"
	"sync"

	"example.org/casebook/internal/cases"
)

var settingsTests = []test{
	{"an empty casebook has no settings of its own", noSettings},
	{"a setting comes back as it was kept, with its history", settingKept},
	{"a setting form sent twice is one change", settingOnce},
	{"many changes at once lose none and skip no number", settingsAtOnce},
	{"a change of a setting that the ledger refuses is not kept", settingWithLedger},
}

func version(k cases.Setting, n int, value string) cases.SettingVersion {
	return cases.SettingVersion{Setting: k, Version: n, Value: value, By: "admin"}
}

// set keeps the next version of a setting.
func (w *world) set(r cases.Receipt, k cases.Setting, value string) error {
	return w.Store.ChangeSetting(w.ctx, r, k, func(latest cases.SettingVersion) ([]cases.SettingVersion, cases.Event, error) {
		v := version(k, latest.Version+1, value)
		v.At = w.clock.now()
		return []cases.SettingVersion{v}, cases.Event{At: v.At, Actor: "admin", As: cases.AsAdministrator, Act: cases.SetStandard}, nil
	})
}

func (w *world) settings(known int) (int, []cases.SettingVersion) {
	w.Helper()
	n, latest, err := w.Store.Settings(w.ctx, known)
	if err != nil {
		w.Fatal(err)
	}
	return n, latest
}

func noSettings(w *world) {
	if n, latest := w.settings(-1); n != 0 || len(latest) != 0 {
		w.Errorf("revision %d, %d settings", n, len(latest))
	}
}

func settingKept(w *world) {
	for i, value := range []string{`"first"`, `"<L’été> ' -- "`} {
		if err := w.set(cases.Receipt{}, cases.ContactSetting, value); err != nil {
			w.Fatal(err)
		}
		n, latest := w.settings(i)
		if n != i+1 || len(latest) != 1 || latest[0].Value != value || latest[0].Version != i+1 || latest[0].At.IsZero() {
			w.Errorf("revision %d, %+v", n, latest)
		}
		if _, again := w.settings(n); len(again) != 0 {
			w.Errorf("%d settings come although nothing changed", len(again))
		}
	}
	if err := w.set(cases.Receipt{}, cases.DaysSetting, "[]"); err != nil {
		w.Fatal(err)
	}
	if _, latest := w.settings(0); len(latest) != 2 {
		w.Errorf("%d settings, want 2", len(latest))
	}
	for k, want := range map[cases.Setting]int{"": 3, cases.ContactSetting: 2, cases.NoticeSetting: 0} {
		all, err := w.Store.SettingVersions(w.ctx, k)
		if err != nil || len(all) != want || (want > 1 && all[want-1].Version != 1) {
			w.Errorf("history of %q: %+v, %v", k, all, err)
		}
	}
}

func settingOnce(w *world) {
	r := cases.Receipt{Owner: "admin", Key: key, Content: "a"}
	for range 2 {
		if err := w.set(r, cases.StandardSetting, "1"); err != nil {
			w.Fatal(err)
		}
	}
	r.Content = "b"
	if err := w.set(r, cases.StandardSetting, "2"); cases.KindOf(err) != cases.Conflict {
		w.Errorf("another text under the same key: %v", err)
	}
	if n, _ := w.settings(0); n != 1 {
		w.Errorf("revision %d, want 1", n)
	}
}

func settingsAtOnce(w *world) {
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			if err := w.set(cases.Receipt{}, cases.AllSettings()[i%2], fmt.Sprint(i)); err != nil {
				w.Error(err)
			}
		})
	}
	all.Wait()
	n, latest := w.settings(0)
	if n != 4 || len(latest) != 2 || latest[0].Version != 2 || latest[1].Version != 2 {
		w.Errorf("revision %d, %+v", n, latest)
	}
}

func settingWithLedger(w *world) {
	for _, statement := range w.BreakLedger {
		if _, err := w.SQL.ExecContext(w.ctx, statement); err != nil {
			w.Fatal(err)
		}
	}
	if err := w.set(cases.Receipt{}, cases.StandardSetting, "1"); err == nil {
		w.Error("it was kept without its entry of the ledger")
	}
	if n, _ := w.settings(0); n != 0 {
		w.Errorf("revision %d, want 0", n)
	}
}
