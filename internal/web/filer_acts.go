package web

import "example.org/casebook/internal/cases"

// writeForm is how the filer writes: she adds something, answers a question or
// follows up, by where her case stands.
var writeForm = actForm{
	path:   "write",
	draft:  cases.DraftOfWrite,
	name:   func(o *cases.Opening) string { return string(filerWrites(o.Case.Status)) },
	action: func(o *cases.Opening) cases.Action { return filerWrites(o.Case.Status) },
	fields: func(f *form, _ *cases.Opening) []field {
		return []field{
			f.text("text", "", cases.MaxMessage).as(kindLarge),
			f.choice("lang", "lang", string(f.visit.lang), codes(cases.Langs())).as(kindRadios),
		}
	},
	do: func(s *Server, v *visit, id cases.CaseID, st cases.Stamp) error {
		text, lang := v.get("text"), v.get("lang")
		switch cases.Action(v.get("act")) {
		case cases.Answer:
			return s.Book.Answer(v.ctx(), v.user, id, st, text, lang)
		case cases.FollowUp:
			return s.Book.FollowUp(v.ctx(), v.user, id, st, text, lang)
		}
		return s.Book.Add(v.ctx(), v.user, id, st, text, lang)
	},
}

// filerWrites says what writing means from a status.
func filerWrites(st cases.Status) cases.Action {
	switch st {
	case cases.AwaitingEmployee:
		return cases.Answer
	case cases.Answered, cases.Closed:
		return cases.FollowUp
	}
	return cases.Add
}

var withdrawForm = actForm{
	path:   "withdraw",
	name:   always("withdraw"),
	action: always(cases.Withdraw),
	fields: func(f *form, _ *cases.Opening) []field {
		return []field{
			f.text("withdraw_why", "", cases.MaxMessage).as(kindText).optional(),
			f.choice("lang", "lang", string(f.visit.lang), codes(cases.Langs())).as(kindRadios),
		}
	},
	do: func(s *Server, v *visit, id cases.CaseID, st cases.Stamp) error {
		return s.Book.Withdraw(v.ctx(), v.user, id, st, v.get("withdraw_why"), v.get("lang"))
	},
}
