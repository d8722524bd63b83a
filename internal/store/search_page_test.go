package store

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
)

func TestTermsAreReadAsTheyWereWritten(t *testing.T) {
	out := pages{segment: 1}
	want := map[string][]posting{}
	for i, n := range []int{1, 128, 129, 20_000, 3, 1} {
		term := fmt.Sprintf("fr:mot%d", i)
		for d := range n {
			want[term] = append(want[term], posting{int64(d*3 + i), fieldCounts{1: uint32(d%3 + 1), 6: uint32(d % 200)}}) // #nosec G115 -- small
		}
		out.add(term, want[term])
	}
	out.flush()
	got := map[string][]posting{}
	for _, page := range out.done {
		if err := readPage(page.Body, "", lastTerm, func(term string, all []posting) {
			if term < page.First || term > page.Last {
				t.Errorf("%s is on the page from %s to %s", term, page.First, page.Last)
			}
			got[term] = append(got[term], all...)
		}); err != nil {
			t.Fatal(err)
		}
		if len(page.Body) > 2*pageBytes {
			t.Errorf("a page has %d bytes", len(page.Body))
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Error("the terms are not what they were")
	}
	if len(out.done) < 5 {
		t.Errorf("got %d pages, want a large term on several", len(out.done))
	}
}

func TestAnEntryIsReadAsItWasWritten(t *testing.T) {
	want := entry{{"en:a", fieldCounts{1: 2}}, {"en:abc", fieldCounts{1: 1, 3: 400}}, {"fr:é", fieldCounts{6: 1}}}
	got, err := decodeEntry(want.encode())
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %v, %v, want %v", got, err, want)
	}
	if none, err := decodeEntry(entry{}.encode()); err != nil || len(none) != 0 {
		t.Errorf("got %v, %v, want no terms", none, err)
	}
}

// What is damaged is told and never read as something else, nor past its end.
func TestADamagedIndexIsTold(t *testing.T) {
	whole := entry{{"en:abc", fieldCounts{1: 300}}, {"en:abd", fieldCounts{2: 1}}}.encode()
	for n := 2; n < len(whole)-1; n++ {
		if e, err := decodeEntry(whole[:n]); err == nil && len(e) != 1 {
			t.Errorf("%d bytes: got %v", n, e)
		}
	}
	if _, err := decodeEntry([]byte{entryFormat, 0, 255, 255, 255, 255, 15, 'a'}); !errors.Is(err, errIndexFormat) {
		t.Errorf("got %v, want that it must be rebuilt", err)
	}
	page := pages{segment: 1}
	page.add("en:abc", []posting{{1, fieldCounts{1: 1}}, {300, fieldCounts{1: 1}}})
	page.flush()
	body := page.done[0].Body
	if err := readPage(body[:len(body)-1], "", lastTerm, func(string, []posting) {}); !errors.Is(err, errIndexFormat) {
		t.Errorf("got %v, want that it must be rebuilt", err)
	}
}
