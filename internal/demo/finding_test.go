package demo_test

import (
	"context"
	"testing"
	"time"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/demo"
)

// What an advisor half remembers, as she types it: in one language, without
// accents, in haste.
func TestPastCasesAreFoundInTheOtherLanguageAndInHaste(t *testing.T) {
	now := time.Date(2026, time.November, 23, 14, 0, 0, 0, time.UTC)
	book, cast := filled(t, now)
	names := map[string]string{} // by subject: the open ones were filed anew
	for _, l := range demo.Situations() {
		names[l.Subject] = l.ExternalID
	}
	for _, x := range []struct {
		text string
		want []string // among the first five
	}{
		{"election placard visible in a snapshot of the home", []string{"s30", "s55"}},
		{"election plackard visable in a snapshot of the home", []string{"s30", "s55"}},
		{"ELECTION PLACARD SNAPSHOT HOME", []string{"s30", "s55"}},
		{"pancarte electorale dans une photo de la maison", []string{"s30", "s55"}},
		{"pancarte électorale dans une photo de la maison", []string{"s30", "s55"}},
		{"chialer contre la presence obligatoire au bureau", []string{"s52", "s66"}},
		{"chialer contre la présence obligatoire au bureau", []string{"s52", "s66"}},
		{"chialler contre la presense obligatoire au buraeu", []string{"s52", "s66"}},
	} {
		found, err := book.Search(context.Background(), cast[demo.Marion], cases.Query{Text: x.text, Size: 5})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, h := range found.Hits {
			got[names[h.Subject]] = true
		}
		for _, want := range x.want {
			if !got[want] {
				t.Errorf("%q: %s is not among the first five, %v are", x.text, want, got)
			}
		}
	}
}
