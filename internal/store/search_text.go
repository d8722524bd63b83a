package store

import (
	"slices"

	"gorm.io/gorm"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/search"
)

// fieldText is one text of a case as the search knows it. What advisors write
// among themselves may be in either language, and is read in both.
type fieldText struct {
	field search.Field
	langs []string
	text  string
}

// sharedFields are those that the filer sees: a case of her own is matched by
// nothing else, also when she is an advisor.
var sharedFields = []search.Field{search.Subject, search.Situation, search.Message, search.Advice}

func isShared(f search.Field) bool { return slices.Contains(sharedFields, f) }

// textsOf are the texts of a case, the most telling first. A marked passage
// counts beside the text in which it stands.
func textsOf(c *cases.Case) []fieldText {
	texts := []fieldText{
		{search.Subject, in1(c.Lang), c.Subject},
		{search.Situation, in1(c.Lang), c.Situation},
	}
	for _, m := range slices.Backward(c.Messages) {
		field := search.Message
		if m.Kind == cases.Advised {
			field = search.Advice
		}
		texts = append(texts, fieldText{field, in1(m.Lang), m.Text})
		if m.Advice != nil && m.Advice.WouldChange != "" {
			texts = append(texts, fieldText{field, in1(m.Lang), m.Advice.WouldChange})
		}
	}
	for _, a := range c.CurrentAnnotations() {
		texts = append(texts,
			fieldText{search.Passage, in1(langOf(c, a.Passage)), a.Passage.Quote},
			fieldText{search.Note, search.Langs(), a.Why})
	}
	for _, n := range c.Notes {
		texts = append(texts, fieldText{search.Note, search.Langs(), n.Text})
	}
	return texts
}

func in1(l cases.Lang) []string { return []string{string(l)} }

func langOf(c *cases.Case, p cases.Passage) cases.Lang {
	if m, found := c.Message(cases.MessageID(p.Source)); found {
		return m.Lang
	}
	return c.Lang
}

// loadTexts reads the texts of cases in a statement for each table; of a case
// of her own, those she sees.
func loadTexts(tx *gorm.DB, found []candidate) (map[cases.CaseID][]fieldText, error) {
	texts := make(map[cases.CaseID][]fieldText, len(found))
	for some := range slices.Chunk(found, maxArgs) {
		loaded, err := loadWords(tx, some)
		if err != nil {
			return nil, err
		}
		for _, f := range some {
			texts[f.CaseID] = seen(f, textsOf(loaded[f.CaseID]))
		}
	}
	return texts, nil
}

func seen(f candidate, texts []fieldText) []fieldText {
	if !f.Own {
		return texts
	}
	return slices.DeleteFunc(texts, func(t fieldText) bool { return !isShared(t.field) })
}

// loadWords reads of each case what has words.
func loadWords(tx *gorm.DB, some []candidate) (map[cases.CaseID]*cases.Case, error) {
	loaded := map[cases.CaseID]*cases.Case{}
	var ids, office []cases.CaseID
	for _, f := range some {
		ids = append(ids, f.CaseID)
		if !f.Own {
			office = append(office, f.CaseID)
		}
		loaded[f.CaseID] = &cases.Case{ID: f.CaseID}
	}
	if err := loadSharedWords(tx, ids, loaded); err != nil || len(office) == 0 {
		return loaded, err
	}
	return loaded, loadOfficeWords(tx, office, loaded)
}

func loadSharedWords(tx *gorm.DB, ids []cases.CaseID, into map[cases.CaseID]*cases.Case) error {
	rows, err := list[caseRow](tx, "SELECT id, lang, subject, situation FROM cases WHERE id IN ?", ids)
	if err != nil {
		return err
	}
	for _, r := range rows {
		c := into[r.ID]
		c.Lang, c.Subject, c.Situation = r.Lang, r.Subject, r.Situation
	}
	messages, err := list[messageRow](tx,
		"SELECT case_id, id, kind, lang, body, would_change FROM messages WHERE case_id IN ? ORDER BY case_id, n", ids)
	for _, r := range messages {
		c := into[r.CaseID]
		c.Messages = append(c.Messages, r.toMessage())
	}
	return err
}

func loadOfficeWords(tx *gorm.DB, ids []cases.CaseID, into map[cases.CaseID]*cases.Case) error {
	notes, err := list[noteRow](tx, "SELECT case_id, body FROM notes WHERE case_id IN ? ORDER BY case_id, n", ids)
	if err != nil {
		return err
	}
	for _, r := range notes {
		c := into[r.CaseID]
		c.Notes = append(c.Notes, r.toNote())
	}
	marks, err := list[annotationRow](tx, `SELECT case_id, source, quote, why FROM annotations
		WHERE case_id IN ? AND removed_at IS NULL ORDER BY case_id, n`, ids)
	for _, r := range marks {
		c := into[r.CaseID]
		c.Annotations = append(c.Annotations, r.toAnnotation())
	}
	return err
}
