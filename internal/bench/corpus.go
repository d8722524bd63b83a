package main

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"time"

	"example.org/casebook/internal/cases"
)

// corpus makes the cases of a casebook. Case i depends on the seed and on i
// alone, so that case 471 is the same among a thousand and among a million.
type corpus struct {
	seed      uint64
	today     time.Time      // the cases end there
	employees []cases.UserID // the first are the load's own people
	advisors  []cases.UserID
	entries   []cases.Entry
}

// The distribution: most is answered or closed, and a page of the queue is full
// at every size.
const (
	firstOpen   = 300 // the first cases are open
	openRarely  = 500 // and of the others one in so many
	ownCases    = 8   // of each of the load's people
	memoryYears = 6   // how far back answered cases go
)

// chance is the randomness of case i.
func (c corpus) chance(i int) *rand.Rand { return rand.New(rand.NewPCG(c.seed, uint64(i))) }

// source lets ids be drawn from the same chance.
type source struct{ *rand.Rand }

func (s source) Read(b []byte) (int, error) {
	var word [8]byte
	for i := range b {
		if i%8 == 0 {
			binary.LittleEndian.PutUint64(word[:], s.Uint64())
		}
		b[i] = word[i%8]
	}
	return len(b), nil
}

func (s source) id() string {
	id, err := cases.NewUserID(s)
	if err != nil {
		panic(err) // chance never ends
	}
	return string(id)
}

// maker makes one case and what the ledger says of it.
type maker struct {
	corpus
	i      int
	r      *rand.Rand
	p      *pen
	c      *cases.Case
	events []cases.Event
}

// make gives case i without its reference, with its ledger entries in order.
func (c corpus) make(i int) (*cases.Case, []cases.Event) {
	m := &maker{corpus: c, i: i, r: c.chance(i)}
	m.begin()
	m.annotate()
	m.converse()
	m.c.Version, m.c.Shared = len(m.events), 1+len(m.c.Messages)
	return m.c, m.events
}

// idOf is the id of case i.
func (c corpus) idOf(i int) cases.CaseID {
	id, _ := begun(c.chance(i))
	return id
}

// begun draws what comes first of every case.
func begun(r *rand.Rand) (cases.CaseID, cases.Lang) {
	lang := cases.English
	if r.IntN(10) < 4 {
		lang = cases.French
	}
	return cases.CaseID(source{r}.id()), lang
}

func (m *maker) pick(ids []cases.UserID) cases.UserID { return ids[m.r.IntN(len(ids))] }

func (m *maker) begin() {
	id, lang := begun(m.r)
	m.p = newPen(m.r, lang)
	m.c = &cases.Case{ID: id, Channel: cases.Web, Lang: lang, AnswerLang: lang,
		Status: m.status(), Filer: m.filer(), Advisor: m.pick(m.advisors), Priority: cases.Normal, Notice: "1",
		Subject: m.p.sentence(4 + m.r.IntN(5)), Situation: m.p.text(120), Facts: m.facts()}
	m.c.Salt = make([]byte, 32)
	_, _ = source{m.r}.Read(m.c.Salt)
	m.c.SubmittedAt = m.submitted()
	if m.c.Status.IsOpen() {
		m.c.Promised = cases.DateOf(m.c.SubmittedAt, time.UTC).AddDays(7)
	}
	if m.c.Status == cases.New {
		m.c.Advisor = ""
	}
	if m.r.IntN(20) == 0 {
		m.c.Priority = cases.Urgent
	}
	m.note(m.c.Filer, cases.AsFiler, cases.Submit, 0)
}

// filer gives the load's people the same number of cases at every size, and
// spreads the others.
func (m *maker) filer() cases.UserID {
	if m.i < loadPeople*ownCases {
		return m.employees[m.i%loadPeople]
	}
	return m.pick(m.employees[loadPeople:])
}

func (m *maker) status() cases.Status {
	open := []cases.Status{cases.New, cases.New, cases.InReview, cases.InReview, cases.AwaitingEmployee}
	if m.i < firstOpen || m.r.IntN(openRarely) == 0 {
		return open[m.r.IntN(len(open))]
	}
	switch share := m.r.IntN(100); {
	case share < 15:
		return cases.Answered
	case share < 19:
		return cases.Withdrawn
	}
	return cases.Closed
}

func (m *maker) submitted() time.Time {
	days := m.r.IntN(7)
	if !m.c.Status.IsOpen() {
		days = 10 + m.r.IntN(memoryYears*365)
	}
	return m.today.AddDate(0, 0, -days).Add(-time.Duration(m.r.IntN(8*3600)) * time.Second)
}

func (m *maker) facts() cases.Facts {
	f := cases.Facts{Platform: draw(m.r, cases.Platforms()), Stage: draw(m.r, cases.Stages()), Audience: m.p.sentence(3)}
	if m.r.IntN(10) == 0 {
		f.Election = draw(m.r, cases.Elections())
	}
	if m.r.IntN(3) == 0 {
		f.EmployerVisible, f.Level = draw(m.r, cases.YesNos()), draw(m.r, cases.Levels())
	}
	return f
}

func draw[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

// annotate marks up to three passages of the situation and leaves a note.
func (m *maker) annotate() {
	if m.c.Status == cases.New || m.c.Status == cases.Withdrawn {
		return
	}
	by := m.c.Advisor
	m.note(by, cases.AsAdvisor, cases.TakeUp, 1)
	runes := []rune(m.c.Situation)
	for range m.r.IntN(4) {
		from := m.r.IntN(len(runes) - 30)
		p := cases.Passage{Source: cases.SituationSource, From: from, To: from + 30, Quote: string(runes[from : from+30])}
		m.c.Annotations = append(m.c.Annotations, cases.Annotation{ID: cases.AnnotationID(source{m.r}.id()),
			Entry: draw(m.r, m.entries).Code, Passage: p, Why: m.p.sentence(10), By: by, At: m.later(2)})
		m.note(by, cases.AsAdvisor, cases.Annotate, 2)
	}
	if m.r.IntN(3) == 0 {
		m.c.Notes = append(m.c.Notes, cases.Note{ID: cases.NoteID(source{m.r}.id()), By: by, Text: m.p.text(25), At: m.later(2)})
		m.note(by, cases.AsAdvisor, cases.WriteNote, 2)
	}
}

// converse says what was said: questions, replies, the advice, the end.
func (m *maker) converse() {
	c := m.c
	if c.Status == cases.AwaitingEmployee || (c.Status != cases.New && m.r.IntN(5) == 0) {
		m.say(cases.Question, c.Advisor, 3, 30, nil)
	}
	if c.Status != cases.AwaitingEmployee && len(c.Messages) > 0 {
		m.say(cases.Reply, c.Filer, 4, 40, nil)
	}
	if c.Status == cases.Answered || c.Status == cases.Closed {
		advice := &cases.Advice{Outcome: draw(m.r, cases.Outcomes()), Obligations: []cases.EntryCode{draw(m.r, m.entries).Code}, CodeVersion: 1}
		if advice.Outcome == cases.Referred {
			advice.Destination = draw(m.r, cases.Destinations())
		}
		m.say(cases.Advised, c.Advisor, 5, 90, advice)
		c.AnsweredAt = m.later(5)
	}
	m.end()
}

func (m *maker) end() {
	switch m.c.Status {
	case cases.Closed:
		m.c.EndedAt, m.c.CloseReason = m.later(8), cases.CloseAnswered
		m.note(m.c.Advisor, cases.AsAdvisor, cases.Close, 8)
	case cases.Withdrawn:
		m.c.EndedAt = m.later(1)
		m.note(m.c.Filer, cases.AsFiler, cases.Withdraw, 1)
	}
}

var actOf = map[cases.MessageKind]cases.Action{cases.Question: cases.Ask, cases.Reply: cases.Answer, cases.Advised: cases.Advise}

func (m *maker) say(k cases.MessageKind, from cases.UserID, days, words int, advice *cases.Advice) {
	m.c.Messages = append(m.c.Messages, cases.Message{ID: cases.MessageID(source{m.r}.id()), Kind: k, From: from,
		Lang: m.c.Lang, Text: m.p.text(words), At: m.later(days), Advice: advice})
	as := cases.AsAdvisor
	if from == m.c.Filer {
		as = cases.AsFiler
	}
	m.note(from, as, actOf[k], days)
}

// later is a moment after the filing; every case has had its days by today.
func (m *maker) later(days int) time.Time {
	at := m.c.SubmittedAt.AddDate(0, 0, days)
	if at.After(m.today) {
		return m.today
	}
	return at
}

// note leaves an entry for the ledger; its digest is as long as a real one.
func (m *maker) note(by cases.UserID, as cases.Capacity, a cases.Action, days int) {
	m.events = append(m.events, cases.Event{At: m.later(days), Actor: by, As: as, Act: a, Case: m.c.ID,
		Digest: fmt.Sprintf("%016x%016x%016x%016x", m.r.Uint64(), m.r.Uint64(), m.r.Uint64(), m.r.Uint64())})
}
