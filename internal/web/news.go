package web

import "example.org/casebook/internal/cases"

// newsView says that somebody else changed the case since the advisor looked,
// and leads to the first part that is new; there may be none, as when a case
// was classified.
type newsView struct{ Text, First string }

func (s *Server) newsOf(v *visit, o *cases.Opening, p officePage) newsView {
	if o.News.Sight != cases.Changed {
		return newsView{}
	}
	return newsView{v.words.T("news.changed", "Moment", v.words.Moment(s.local(o.News.Since))), firstNew(p)}
}

// firstNew is the first new part in the order of the page.
func firstNew(p officePage) string {
	for _, l := range p.Letters {
		if l.New != "" {
			return "#" + l.ID
		}
	}
	for _, a := range p.Annotations {
		if a.New != "" {
			return "#" + a.ID
		}
	}
	for _, n := range p.Notes {
		if n.New != "" {
			return "#" + n.ID
		}
	}
	return ""
}

// newWord is the word beside a part that is new to the advisor.
func newWord(v *visit, o *cases.Opening, id string) string {
	if !o.News.Has(id) {
		return ""
	}
	return v.words.T("news.new")
}

func (s *Server) noteOf(v *visit, o *cases.Opening, n cases.Note) noteView {
	view := noteView{ID: "note-" + string(n.ID), New: newWord(v, o, string(n.ID)), Text: n.Text,
		By: o.People[n.By].Name, Moment: v.words.Moment(s.local(n.At))}
	switch {
	case n.About != "":
		view.To = v.words.T("note.about." + string(n.About))
	case n.To != "":
		view.To = v.words.T("note.given", "Name", o.People[n.To].Name)
	}
	return view
}
