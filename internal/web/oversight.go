package web

import (
	"fmt"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// ledgerPage is the ledger as administrators and auditors read it: acts
// without content.
type ledgerPage struct {
	frame
	Lines []ledgerView
	First string
	Older string
}

type ledgerView struct {
	Number, Moment, Datetime string
	Who, Act, Reference      string
	Hash                     string // its beginning
}

func (s *Server) ledger(v *visit) error {
	below, err := strconv.ParseInt(v.get("below"), 10, 64)
	if err != nil || below < 0 {
		below = 0
	}
	lines, err := s.Book.Ledger(v.ctx(), v.user, below)
	if err != nil {
		return err
	}
	p := ledgerPage{frame: s.desk(v, v.words.T("ledger.title"))}
	for _, l := range lines {
		p.Lines = append(p.Lines, s.newLedgerView(v, l))
	}
	if below > 0 {
		p.First = "/ledger"
	}
	if len(lines) == cases.PageSize && lines[len(lines)-1].Seq > 1 {
		p.Older = fmt.Sprintf("/ledger?below=%d", lines[len(lines)-1].Seq)
	}
	return s.show(v, fiber.StatusOK, "ledger.html", p)
}

func (s *Server) newLedgerView(v *visit, l cases.LedgerLine) ledgerView {
	at := s.local(l.At)
	who := v.words.T("capacity." + string(l.As))
	if l.Name != "" {
		who = l.Name + " (" + who + ")"
	}
	return ledgerView{
		Number: fmt.Sprint(l.Seq), Moment: v.words.Moment(at), Datetime: at.Format(isoMoment),
		Who: who, Act: v.words.T("ledger_act." + string(l.Act)), Reference: l.Reference, Hash: l.Hash[:12],
	}
}

// lettersPage shows the letters of the demonstration, which go nowhere.
type lettersPage struct {
	frame
	Letters []demoLetterView
}

type demoLetterView struct{ To, Subject, Text, Moment string }

func (s *Server) demoLetters(v *visit) error {
	p := lettersPage{frame: s.desk(v, v.words.T("letters.title"))}
	for _, l := range s.Demo.Letters() {
		p.Letters = append(p.Letters, demoLetterView{l.To, l.Subject, l.Text, v.words.Moment(s.local(l.At))})
	}
	return s.show(v, fiber.StatusOK, "letters.html", p)
}
