package cases

import (
	"bytes"
	"testing"
)

func TestAListLeavesOnlyToAdvisors(t *testing.T) {
	o := newOffice()
	for _, u := range []User{filer, manager, {}} {
		_, err := o.Export(ctx, u, Query{Text: "petition"}, ExportCSV)
		wantKind(t, err, Forbidden)
	}
	want(t, "entries of the ledger", len(o.store.ledger), 0)
}

func TestTheLedgerHoldsThatAListLeftAndNotWhatWasAsked(t *testing.T) {
	o := newOffice()
	list, err := o.Export(ctx, delphine, Query{Text: "petition", Page: 7, Size: 20}, ExportXLSX)
	wantKind(t, err, 0)
	want(t, "cases", len(list.Cases), 2)
	want(t, "more", list.More, true)
	want(t, "entries of the ledger", len(o.store.ledger), 1)
	e := o.store.ledger[0]
	want(t, "the act", e.Act, ExportList)
	want(t, "the form and how many", e.Target, "xlsx/2")
	want(t, "the digest with the mark of the file", e.Digest, digest([]byte(list.Mark), Query{Text: "petition", Page: 1, Size: MostExported, Lines: true}))
	if bytes.Contains([]byte(e.Target+e.Digest), []byte("petition")) {
		t.Error("the ledger holds the question")
	}
	again, err := o.Export(ctx, delphine, Query{Text: "petition"}, ExportXLSX)
	wantKind(t, err, 0)
	if again.Mark == list.Mark || o.store.ledger[1].Digest == e.Digest {
		t.Error("two entries of one question are alike")
	}
}
