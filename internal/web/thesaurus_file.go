package web

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// exportThesaurus gives all concepts as a file: as they are shipped, or for a
// spreadsheet. It enters that in the ledger, and so is a POST as the export of a
// list is: another site's link must not make it happen.
func (s *Server) exportThesaurus(v *visit) error {
	concepts, err := s.Book.ExportThesaurus(v.ctx(), v.user)
	if err != nil {
		return err
	}
	name, kind, file := "thesaurus.json", fiber.MIMEApplicationJSONCharsetUTF8, cases.ConceptsJSON(concepts)
	if v.get("format") == "csv" {
		name, kind, file = "thesaurus.csv", "text/csv; charset=utf-8", cases.ConceptsCSV(concepts)
	}
	v.c.Set(fiber.HeaderContentType, kind)
	v.c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return v.c.Send(file)
}

// loadThesaurusPage takes the text of a file that replaces all concepts.
type loadThesaurusPage struct {
	frame
	Form  *form
	File  field
	Found []string // what the file would change, when it was only checked
}

// errChecked asks for the form again: the file is good, and nothing was kept.
var errChecked = errors.New("checked, not kept")

func (s *Server) loadThesaurusPage(v *visit) error {
	return s.showLoad(v, cases.ThesaurusLoad{}, nil)
}

func (s *Server) loadThesaurus(v *visit) error {
	if v.switching {
		return s.showLoad(v, cases.ThesaurusLoad{}, errSwitching)
	}
	only := v.get("step") == "check"
	done, err := s.Book.LoadThesaurus(v.ctx(), v.user, v.stamp(), strings.NewReader(v.get("text")), only)
	if err == nil && only {
		err = errChecked
	}
	if err != nil {
		return s.showLoad(v, done, err)
	}
	return v.seeOther(thesaurusPath + "?said=loaded")
}

func (s *Server) showLoad(v *visit, done cases.ThesaurusLoad, refused error) error {
	now, err := s.Book.Thesaurus(v.ctx(), v.user)
	if err != nil {
		return err
	}
	p := loadThesaurusPage{frame: s.desk(v, v.words.T("thesaurus.load.title"))}
	p.Form = newForm(v, thesaurusPath+"/load", now.Revision)
	status := fiber.StatusOK
	if errors.Is(refused, errChecked) {
		p.Found, refused = loadInWords(v, done), errSwitching
	}
	if refused != nil {
		if status, err = p.Form.again(inFile(v, refused)); err != nil {
			return err
		}
	}
	p.File = p.Form.text("text", "", 0).as(kindLarge)
	p.File.Label, p.File.Hint = v.words.T("thesaurus.load.file"), v.words.T("thesaurus.load.hint")
	p.File.DescribedBy = join(p.File.ID+"-hint", p.File.DescribedBy)
	p.switchesForm(p.Form.ID, p.Form.Action)
	return s.show(v, status, "office/thesaurus_load.html", p)
}

// maxFileProblems is how many faults of a file a page lists; a command lists all.
const maxFileProblems = 50

// inFile leads every fault of a file to the one field, and names its line.
func inFile(v *visit, err error) error {
	var told *cases.Error
	if !errors.As(err, &told) || told.Kind != cases.Invalid {
		return err
	}
	shown := *told
	shown.Problems = nil
	for i, p := range told.Problems {
		if i == maxFileProblems {
			shown.Problems = append(shown.Problems, cases.Problem{Field: "text", Key: "thesaurus.load.rest",
				Args: map[string]any{"Count": len(told.Problems) - i}})
			break
		}
		said := v.words.Named(p.Key, p.Args)
		if p.Field != "" {
			said = v.words.T("thesaurus.load.line", "Line", p.Field, "Fault", said)
		}
		shown.Problems = append(shown.Problems, cases.Problem{Field: "text", Key: "thesaurus.load.fault", Args: map[string]any{"Fault": said}})
	}
	return &shown
}

// loadInWords says what a file changes.
func loadInWords(v *visit, done cases.ThesaurusLoad) []string {
	return []string{v.words.T("thesaurus.load.added", "Count", done.Added), v.words.T("thesaurus.load.changed", "Count", done.Changed),
		v.words.T("thesaurus.load.removed", "Count", done.Removed), v.words.T("thesaurus.load.same", "Count", done.Same),
		v.words.T("thesaurus.load.short", "Count", done.Short)}
}
