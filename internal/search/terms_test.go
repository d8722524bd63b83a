package search

import (
	"fmt"
	"testing"
)

func TestOnlySoManyWordsAreRememberedAndTheirTermsStayTheSame(t *testing.T) {
	m := stemmed(French)
	for n := range maxRemembered + 100 {
		m.of(fmt.Sprint("mot", n))
	}
	if got := len(m.known); got != 100 {
		t.Errorf("got %d words remembered, want the 100 after all were forgotten", got)
	}
	for _, w := range []string{"elections", "elections", "petitions"} {
		if got, want := m.of(w), "fr:"+stem(French, w); got != want {
			t.Errorf("%s: got %s, want %s", w, got, want)
		}
	}
	if got, want := len(m.known), 102; got != want {
		t.Errorf("got %d words remembered, want %d", got, want)
	}
}
