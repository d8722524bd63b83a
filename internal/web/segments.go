package web

import (
	"fmt"
	"slices"
)

// segment is a run of a text under the same marks.
type segment struct {
	Text    string
	Class   string       // of the mark; empty when unmarked
	Margins []marginName // of the annotations that begin here
}

// marginName is the name beside a marked passage.
type marginName struct {
	ID, Href, Name string
	Number         int
}

// segmentsOf cuts a text where marks begin and end. Marks may overlap: where
// two meet the segment says so by its class. The segments' texts joined are
// exactly the text.
func segmentsOf(source, text string, all []annotationView) []segment {
	runes := []rune(text)
	var here []annotationView
	cuts := []int{0, len(runes)}
	for _, a := range all {
		if a.Source == source && a.To <= len(runes) && a.From < a.To {
			here = append(here, a)
			cuts = append(cuts, a.From, a.To)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []segment
	for i := 0; i+1 < len(cuts); i++ {
		out = append(out, segmentAt(runes, cuts[i], cuts[i+1], here))
	}
	return out
}

func segmentAt(runes []rune, from, to int, here []annotationView) segment {
	seg := segment{Text: string(runes[from:to])}
	depth := 0
	for _, a := range here {
		if a.From <= from && to <= a.To {
			depth++
		}
		if a.From == from {
			seg.Margins = append(seg.Margins, marginName{ID: fmt.Sprintf("passage-%d", a.Number),
				Href: "#" + a.ID, Name: a.Name, Number: a.Number})
		}
	}
	switch {
	case depth == 1:
		seg.Class = "passage"
	case depth > 1:
		seg.Class = fmt.Sprintf("passage passage-%d", min(depth, 3))
	}
	return seg
}
