package search

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

func TestWordsAreRememberedUntilOthersTakeTheirPlace(t *testing.T) {
	var mu sync.Mutex
	made := map[string]int{}
	m := newMemory(func(word string) string {
		mu.Lock()
		defer mu.Unlock()
		made[word]++
		return "of " + word
	})
	var working sync.WaitGroup
	for range 4 {
		working.Go(func() {
			for n := range 3 * remembered {
				word := fmt.Sprint("mot", n)
				if got := m.of(word); got != "of "+word {
					t.Errorf("got %q for %q", got, word)
				}
			}
		})
	}
	working.Wait()
	clear(made)
	for range 3 {
		if got := m.ofBytes([]byte("élection")); got != "of élection" {
			t.Errorf("got %q", got)
		}
	}
	long := strings.Repeat("a", longest+1)
	_, _ = m.of(long), m.of(long)
	if made["élection"] > 1 || made[long] != 2 {
		t.Errorf("got %v, want a word made once, and a very long one each time", made)
	}
}

func TestAWordIsTheSameTermHoweverItIsMet(t *testing.T) {
	for _, word := range []string{"elections", "petitions", "113(1)", "covid19", "是", strings.Repeat("mot", 60), ""} {
		for _, lang := range Langs() {
			if got, want := term(lang, word), readIn(lang, word).term; got != want {
				t.Errorf("%s: got %s, want %s", word, got, want)
			}
		}
	}
}
