package cases

import (
	"bytes"
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
	tests := []struct{ sentence, old, new, field, key string }{
		{"a whole one", "", "", "", ""},
		{"no version", `"version": 2`, `"version": 0`, "version", "code_fault.version_missing"},
		{"no day", "2026-04-01", "soon", "in_force", "code_fault.in_force"},
		{"a day that no calendar has", "2026-04-01", "2026-02-30", "in_force", "code_fault.in_force"},
		{"no JSON", `{"version"`, `version`, "", "code_fault.json"},
		{"a field misspelt", `"reminders"`, `"remainders"`, "", "code_fault.json"},
		{"a second version behind it", `Une loi"}}]}`, `Une loi"}}]} {}`, "", "code_fault.json"},
		{"a missing French title", "Confiance", " ", "TRUST", "code_fault.text_missing.fr"},
		{"a missing English text", "be trusted", "", "TRUST", "code_fault.text_missing.en"},
		{"an unknown instrument", `["ACT"]`, `["ACT", "BILL"]`, "TRUST", "code_fault.instrument"},
		{"no code", `"TRUST"`, `""`, "", "code_fault.shape"},
		{"a code with a space", `"TRUST"`, `"TRUST ME"`, "TRUST ME", "code_fault.shape"},
		{"an obligation that looks like a reminder", `"TRUST"`, `"R-TRUST"`, "R-TRUST", "code_fault.shape"},
		{"a reminder that looks like an obligation", `"reminders": []`, `"reminders": [{"code": "CARE", "title": {"en": "a", "fr": "b"}, "text": {"en": "a", "fr": "b"}}]`, "CARE", "code_fault.shape"},
		{"a code twice", `"reminders": []`, `"reminders": [{"code": "TRUST", "title": {"en": "a", "fr": "b"}, "text": {"en": "a", "fr": "b"}}]`, "TRUST", "code_fault.repeated"},
		{"an instrument without French", "Une loi", "", "ACT", "code_fault.text_missing.fr"},
		{"an instrument twice", `"instruments": [{`, `"instruments": [{"code": "ACT", "title": {"en": "a", "fr": "b"}}, {`, "ACT", "code_fault.repeated"},
		{"an instrument without a name", `"instruments": [{`, `"instruments": [{"code": "", "title": {"en": "a", "fr": "b"}}, {`, "instruments", "code_fault.instrument_nameless"},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			text := smallCode
			if i := strings.LastIndex(smallCode, tt.old); i >= 0 {
				text = smallCode[:i] + tt.new + smallCode[i+len(tt.old):]
			}
			_, err := ParseCode(strings.NewReader(text))
			if tt.key == "" {
				want(t, "error", err, nil)
				return
			}
			wantProblem(t, err, tt.field, tt.key)
		})
	}
}

func TestAVersionIsWrittenAsItIsRead(t *testing.T) {
	code := FirstCode()
	again, err := ParseCode(bytes.NewReader(code.File()))
	wantKind(t, err, 0)
	want(t, "digest", again.Digest(), code.Digest())
	want(t, "second", fmt.Sprint(secondCode(t)), fmt.Sprint(readAgain(t, secondCode(t))))
}

func readAgain(t *testing.T, c Code) Code {
	t.Helper()
	again, err := ParseCode(bytes.NewReader(c.File()))
	wantKind(t, err, 0)
	return again
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
