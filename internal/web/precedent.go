package web

import "example.org/casebook/internal/cases"

// precedentForm marks a case as a precedent, or takes the mark away.
var precedentForm = actForm{
	path:   "precedent",
	name:   func(o *cases.Opening) string { return string(precedentAct(o)) },
	action: precedentAct,
	fields: func(f *form, o *cases.Opening) []field {
		why := f.text("precedent_why", "", cases.MaxWhy).as(kindText)
		if precedentAct(o) == cases.UnmarkPrecedent {
			why = why.optional()
		}
		return []field{why}
	},
	do: func(s *Server, v *visit, id cases.CaseID, st cases.Stamp) error {
		if v.get("act") == string(cases.UnmarkPrecedent) {
			return s.Book.UnmarkPrecedent(v.ctx(), v.user, id, st, v.get("precedent_why"))
		}
		return s.Book.MarkPrecedent(v.ctx(), v.user, id, st, v.get("precedent_why"))
	},
}

func precedentAct(o *cases.Opening) cases.Action {
	if o.Case.Precedent {
		return cases.UnmarkPrecedent
	}
	return cases.MarkPrecedent
}

// precedentView says on a case why it is a precedent; empty when it is none.
type precedentView struct{ About, Why string }

func (s *Server) precedentOf(v *visit, o *cases.Opening) precedentView {
	n, found := o.Case.PrecedentNote()
	if !found {
		return precedentView{}
	}
	return precedentView{v.words.T("precedent.since", "Who", writerOf(v, o, n.By), "Moment", v.words.Moment(s.local(n.At))), n.Text}
}
