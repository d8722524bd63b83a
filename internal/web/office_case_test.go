package web

import (
	"testing"

	"example.org/casebook/internal/cases"
)

func TestAnnotationsStandInTheOrderOfTheText(t *testing.T) {
	at := func(id cases.AnnotationID, source string, from int) cases.Annotation {
		return cases.Annotation{ID: id, Passage: cases.Passage{Source: source, From: from, To: from + 1}}
	}
	c := &cases.Case{
		Messages:    []cases.Message{{ID: "m1"}, {ID: "m2"}},
		Annotations: []cases.Annotation{{ID: "whole"}, at("f", "m2", 0), at("b", cases.SituationSource, 9), at("d", "m1", 4), at("a", cases.SituationSource, 2)},
	}
	var got []cases.AnnotationID
	for _, a := range inTextOrder(c) {
		got = append(got, a.ID)
	}
	want := []cases.AnnotationID{"a", "b", "d", "f", "whole"}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}
