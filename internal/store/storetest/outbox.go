package storetest

import (
	"time"

	"example.org/casebook/internal/cases"
)

var outboxTests = []test{
	{"a letter leaves once, with what it says", letterLeaves},
	{"a letter that is lent is not lent again", letterLent},
	{"a letter put off comes back, and counts its attempts", letterPutOff},
	{"a buried letter is kept and never lent", letterBuried},
}

// letter files a case and receives the letter to the only advisor left.
func (w *world) letter() (*cases.Parcel, cases.CaseID) {
	w.Helper()
	w.disable(w.dan)
	id := w.file(w.amira, draft("s", "t", cases.English))
	return w.receive(), id
}

func (w *world) receive() *cases.Parcel {
	w.Helper()
	p, err := w.Store.Receive(w.ctx)
	w.must(err)
	return p
}

func letterLeaves(w *world) {
	p, id := w.letter()
	want := cases.Letter{Kind: cases.NewCase, To: w.chloe.ID, Case: id, Reference: "VE-2026-0001"}
	if p == nil || p.Letter != want || p.Attempts != 1 || p.ID == "" {
		w.Fatalf("got %+v, want %+v", p, want)
	}
	w.must(w.Store.Done(w.ctx, p.ID))
	if n := w.rows()["goqite"]; n != 0 {
		w.Fatalf("got %d letters left, want none", n)
	}
}

func letterLent(w *world) {
	w.letter()
	if p := w.receive(); p != nil {
		w.Fatalf("got %+v, want nothing", p)
	}
}

func letterPutOff(w *world) {
	p, _ := w.letter()
	w.must(w.Store.Later(w.ctx, p.ID, time.Hour))
	if p := w.receive(); p != nil {
		w.Fatalf("got %+v an hour too early", p)
	}
	w.must(w.Store.Later(w.ctx, p.ID, 0))
	if again := w.receive(); again == nil || again.ID != p.ID || again.Attempts != 2 {
		w.Fatalf("got %+v, want the second attempt", again)
	}
}

func letterBuried(w *world) {
	p, _ := w.letter()
	w.must(w.Store.Bury(w.ctx, p.ID))
	w.must(w.Store.Later(w.ctx, p.ID, 0))
	if p := w.receive(); p != nil {
		w.Fatalf("got %+v, want nothing", p)
	}
	if n := w.rows()["goqite"]; n != 1 {
		w.Fatalf("got %d letters, want the buried one", n)
	}
}
