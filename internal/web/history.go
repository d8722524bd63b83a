package web

import "example.org/casebook/internal/cases"

// historyLine is a line of a case's history.
type historyLine struct {
	Moment, Datetime string
	Text             string
	Href             string // of the message that was written, on the same page
}

// historyView is what happened to a case, oldest first, as far as the reader
// may know.
type historyView struct {
	Lines []historyLine
	Cut   bool
}

func (s *Server) historyOn(v *visit, o *cases.Opening) (historyView, error) {
	h, err := s.Book.History(v.ctx(), o)
	view := historyView{Cut: h.Cut}
	for _, l := range h.Lines {
		at := s.local(l.At)
		line := historyLine{Moment: v.words.Moment(at), Datetime: at.Format(isoMoment), Text: happeningInWords(v, o, l)}
		if l.Wrote != "" {
			line.Href = "#" + messageAnchor(l.Wrote)
		}
		view.Lines = append(view.Lines, line)
	}
	return view, err
}

// happeningInWords says a line in a sentence; an act that has none of its own
// in the words of the ledger.
func happeningInWords(v *visit, o *cases.Opening, l cases.Happening) string {
	key := "history." + string(l.Act)
	if !v.words.Has(key + ".named") {
		return v.words.T("history.otherwise", "Who", whoDid(v, o, l), "What", v.words.T("ledger_act."+string(l.Act)))
	}
	to := l.To.Name
	if to == "" {
		to = v.words.T("history.somebody_else")
	}
	if l.By.ID == v.user.ID {
		return v.words.T(key+".mine", "To", to, "Cited", l.Cited)
	}
	return v.words.T(key+".named", "Who", whoDid(v, o, l), "To", to, "Cited", l.Cited)
}

// whoDid names who acted: of the office with her capacity where the filer
// reads it, since a name alone tells her little.
func whoDid(v *visit, o *cases.Opening, l cases.Happening) string {
	switch {
	case l.By.Name == "" && l.As == cases.AsFiler:
		return v.words.T("history.filer")
	case l.By.Name == "":
		return v.words.T("history.somebody")
	case o.Side == cases.FilerSide && l.As != cases.AsFiler:
		return v.words.T("history.in_capacity", "Name", l.By.Name, "Capacity", v.words.T("capacity."+string(l.As)))
	}
	return l.By.Name
}
