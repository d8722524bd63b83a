package web

import "example.org/casebook/internal/cases"

func (s *Server) takeUp(v *visit) error {
	return s.act(v, func(id cases.CaseID) error { return s.Book.TakeUp(v.ctx(), v.user, id, v.stamp()) })
}

func (s *Server) release(v *visit) error {
	return s.act(v, func(id cases.CaseID) error { return s.Book.Release(v.ctx(), v.user, id, v.stamp()) })
}

func (s *Server) reopen(v *visit) error {
	return s.act(v, func(id cases.CaseID) error { return s.Book.Reopen(v.ctx(), v.user, id, v.stamp()) })
}

func (s *Server) removeAnnotation(v *visit) error {
	a := cases.AnnotationID(v.c.Params("annotation"))
	return s.act(v, func(id cases.CaseID) error {
		return s.Book.RemoveAnnotation(v.ctx(), v.user, id, v.stamp(), a)
	})
}

var assignForm = actForm{
	path:   "assign",
	name:   always("assign"),
	action: always(cases.Assign),
	fields: func(f *form, o *cases.Opening) []field {
		q := f.ask("advisor")
		q.Value = f.typed("advisor", "") // never who has it already: sent as it is, nothing would be done
		for i, a := range o.Advisors {
			q.Options = append(q.Options, option{ID: optionID(q, i), Value: string(a.ID), Label: a.Name,
				Chosen: q.Value == string(a.ID)})
		}
		return []field{q.as(kindSelect), f.text("word", "", cases.MaxNote).as(kindText).optional()}
	},
	do: func(s *Server, v *visit, id cases.CaseID, st cases.Stamp) error {
		return s.Book.Assign(v.ctx(), v.user, id, st, cases.UserID(v.get("advisor")), v.get("word"))
	},
}

var classifyForm = actForm{
	path:   "classify",
	name:   always("classify"),
	action: always(cases.Classify),
	fields: func(f *form, o *cases.Opening) []field {
		political := cases.No
		if o.Case.PoliticalActivity {
			political = cases.Yes
		}
		return []field{
			f.choice("priority", "priority", string(o.Case.Priority), codes(cases.Priorities())).as(kindRadios),
			f.choice("political", "yes_no", string(political), codes(cases.YesNos())).as(kindRadios),
		}
	},
	do: func(s *Server, v *visit, id cases.CaseID, st cases.Stamp) error {
		return s.Book.Classify(v.ctx(), v.user, id, st, v.get("priority"), v.get("political"))
	},
}

var noteForm = actForm{
	path:   "note",
	draft:  cases.DraftOfNote,
	name:   always("note"),
	action: always(cases.WriteNote),
	fields: func(f *form, _ *cases.Opening) []field {
		return []field{f.text("text", "", cases.MaxNote).as(kindText)}
	},
	do: func(s *Server, v *visit, id cases.CaseID, st cases.Stamp) error {
		return s.Book.WriteNote(v.ctx(), v.user, id, st, v.get("text"))
	},
}

// questionForm asks the employee, in the language in which she wants to be
// answered.
var questionForm = actForm{
	path:   "question",
	draft:  cases.DraftOfQuestion,
	name:   always("ask"),
	action: always(cases.Ask),
	fields: func(f *form, o *cases.Opening) []field {
		return []field{
			f.text("text", "", cases.MaxMessage).as(kindLarge).inLang(o.Case.AnswerLang),
			f.choice("lang", "lang", string(o.Case.AnswerLang), codes(cases.Langs())).as(kindRadios),
		}
	},
	do: func(s *Server, v *visit, id cases.CaseID, st cases.Stamp) error {
		return s.Book.Ask(v.ctx(), v.user, id, st, v.get("text"), v.get("lang"))
	},
}

var closeForm = actForm{
	path:   "close",
	name:   always("close"),
	action: always(cases.Close),
	fields: func(f *form, _ *cases.Opening) []field {
		return []field{f.choice("reason", "close_reason", "", codes(cases.CloseReasons())).as(kindRadios)}
	},
	do: func(s *Server, v *visit, id cases.CaseID, st cases.Stamp) error {
		return s.Book.Close(v.ctx(), v.user, id, st, v.get("reason"))
	},
}
