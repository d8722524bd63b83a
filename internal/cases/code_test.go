package cases

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestTheFirstCodeIsWhole(t *testing.T) {
	code, err := ParseCode(strings.NewReader(firstCode))
	if err != nil {
		t.Fatal(err)
	}
	want(t, "version", code.Version, 1)
	want(t, "in force on a day", code.InForce.IsZero(), false)
	want(t, "obligations", len(code.Kind(Obligation)), 7)
	want(t, "reminders", len(code.Kind(Reminder)), 8)
	for _, e := range code.Entries {
		want(t, string(e.Code)+" is a reminder", e.Kind == Reminder, strings.HasPrefix(string(e.Code), "R-"))
		want(t, string(e.Code)+" rests on instruments", len(e.Instruments) > 0, true)
		for _, text := range []Text{e.Title, e.Text} {
			want(t, "texts of "+string(e.Code), text.En != "" && text.Fr != "" && text.En != text.Fr, true)
		}
		for _, i := range e.Instruments {
			in, known := code.Instrument(i)
			want(t, i+" is known in both languages", known && in.Title.En != "" && in.Title.Fr != "", true)
		}
	}
	want(t, "the seven", fmt.Sprint(codesOf(code.Kind(Obligation))),
		"[LOYALTY NEUTRALITY CONFIDENTIALITY DUTIES SCRUTINY TRUST REPUTATION]")
}

func codesOf(entries []Entry) (codes []EntryCode) {
	for _, e := range entries {
		codes = append(codes, e.Code)
	}
	return codes
}

func TestTheEntriesOfTheFirstCodeAreInTheirOrder(t *testing.T) {
	for _, k := range []EntryKind{Obligation, Reminder} {
		entries := FirstCode().Kind(k)
		want(t, "in order", slices.IsSortedFunc(entries, func(a, b Entry) int { return a.Order - b.Order }), true)
	}
}

const smallCode = `{"version": 2, "in_force": "2026-04-01",
 "obligations": [{"code": "TRUST", "order": 1, "title": {"en": "Trust", "fr": "Confiance"}, "text": {"en": "be trusted", "fr": "inspirer confiance"}, "instruments": ["ACT"]}],
 "reminders": [],
 "instruments": [{"code": "ACT", "title": {"en": "An Act", "fr": "Une loi"}}]}`

func TestACodeIsReadOrRefusedWithEveryFault(t *testing.T) {
	tests := []struct{ sentence, old, new, want string }{
		{"a whole one", "", "", ""},
		{"no version", `"version": 2`, `"version": 0`, "version or entries missing"},
		{"no day", "2026-04-01", "soon", "in_force"},
		{"no JSON", `{"version"`, `version`, "read the catalogue"},
		{"a missing French title", "Confiance", "", "entry TRUST: a text is missing"},
		{"a missing English text", "be trusted", "", "entry TRUST: a text is missing"},
		{"an unknown instrument", `["ACT"]`, `["ACT", "BILL"]`, "unknown instrument BILL"},
		{"no code", `"TRUST"`, `""`, "code missing or repeated"},
		{"a code twice", `"reminders": []`, `"reminders": [{"code": "TRUST", "title": {"en": "a", "fr": "b"}, "text": {"en": "a", "fr": "b"}}]`, "code missing or repeated"},
		{"an instrument without French", "Une loi", "", "instrument ACT"},
		{"an instrument twice", `"instruments": [{`, `"instruments": [{"code": "ACT", "title": {"en": "a", "fr": "b"}}, {`, "instrument ACT"},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			i := strings.LastIndex(smallCode, tt.old)
			_, err := ParseCode(strings.NewReader(smallCode[:i] + tt.new + smallCode[i+len(tt.old):]))
			if tt.want == "" {
				want(t, "error", err, nil)
			} else if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestATextIsInTheLanguageOfItsReader(t *testing.T) {
	text := Text{En: "loyalty", Fr: "loyauté"}
	want(t, "in French", text.In(French), "loyauté")
	want(t, "in English", text.In(English), "loyalty")
}

func TestWhatTheCodeDoesNotHoldIsNotFound(t *testing.T) {
	_, entry := FirstCode().Entry("HONOUR")
	_, instrument := FirstCode().Instrument("MAGNA-CARTA")
	want(t, "entry", entry, false)
	want(t, "instrument", instrument, false)
}
