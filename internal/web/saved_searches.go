package web

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

const (
	searchPath     = "/search"
	saveSearchPath = "/search/save"
	savedPath      = "/search/saved/"
)

// savedPart lists the searches that an advisor saved, beside the box.
type savedPart struct {
	Done  string // what was done a moment ago
	Save  string // where this question is saved; empty when nothing is asked
	Lines []savedLine
	Open  bool // nothing is asked yet: they are seen at once
}

type savedLine struct {
	Name, Href             string
	Current                bool
	RenameHref, DeleteHref string
}

func (s *Server) newSavedPart(v *visit, found cases.Results, n *narrowing) (p savedPart, err error) {
	all, err := s.Book.SavedSearches(v.ctx(), v.user)
	if err != nil || !v.user.IsAdvisor() {
		return p, err
	}
	asked := n.query(n.chosen, n.span)
	asked.Del("cite")
	if p.Open = found.Empty; !p.Open {
		p.Save = withQuery(saveSearchPath, asked)
	}
	if said := v.get("said"); said == "saved" || said == "renamed" || said == "deleted" {
		p.Done, p.Open = v.words.T("saved_search."+said), true
	}
	for _, one := range all {
		line := savedLine{Name: one.Name, Href: addressOf(one), RenameHref: savedPath + string(one.ID) + "/rename",
			DeleteHref: savedPath + string(one.ID) + "/delete"}
		if line.Current = line.Href == withQuery(searchPath, asked); line.Current {
			p.Save = ""
		}
		p.Lines = append(p.Lines, line)
	}
	return p, nil
}

// addressOf is where a saved question is asked.
func addressOf(one cases.SavedSearch) string { return withQuery(searchPath, url.Values(one.Question)) }

// savedForm is an act to a search that was saved; its sentences are
// saved_search.<name>.title, .lead and .submit.
type savedForm struct {
	name  string
	named bool // it asks for a name
	said  string
	do    func(s *Server, v *visit, id cases.SavedSearchID, st cases.Stamp) error
}

var renameSearchForm = savedForm{
	name: "rename", named: true, said: "renamed",
	do: func(s *Server, v *visit, id cases.SavedSearchID, st cases.Stamp) error {
		return s.Book.RenameSearch(v.ctx(), v.user, st, id, v.get("search_name"))
	},
}

var deleteSearchForm = savedForm{
	name: "delete", said: "deleted",
	do: func(s *Server, v *visit, id cases.SavedSearchID, st cases.Stamp) error {
		return s.Book.DeleteSearch(v.ctx(), v.user, st, id)
	},
}

type savedSearchPage struct {
	frame
	Form         *form
	Lead, Submit string
	Deletes      string // the name of one that is deleted
	Fields       []field
	Asked        string // the words of the question
	Href         string // where the question is asked
}

// saveSearchForm shows the form that keeps a question under a name.
func (s *Server) saveSearchForm(v *visit) error { return s.showSaveSearch(v, nil) }

func (s *Server) saveSearch(v *visit) error {
	n, err := s.searchNarrowing(v, nil)
	if err != nil {
		return err
	}
	if v.switching {
		return s.showSaveSearch(v, errSwitching)
	}
	question := n.query(n.chosen, n.span)
	if err := s.Book.SaveSearch(v.ctx(), v.user, v.stamp(), v.get("search_name"), cases.Fields(question)); err != nil {
		return s.showSaveSearch(v, err)
	}
	question.Set("said", "saved")
	return v.seeOther(withQuery(searchPath, question))
}

func (s *Server) showSaveSearch(v *visit, refused error) error {
	n, err := s.searchNarrowing(v, nil)
	if err != nil {
		return err
	}
	question := n.query(n.chosen, n.span)
	f := newForm(v, saveSearchPath, 0)
	f.Hidden = hiddenFields(question)
	p, status, err := s.newSavedSearchPage(v, f, "save", refused)
	if err != nil {
		return err
	}
	p.Fields = []field{f.text("search_name", "", 0).as(kindLine)}
	p.Asked, p.Href = question.Get("q"), withQuery(searchPath, question)
	return s.show(v, status, "saved_search.html", p)
}

// newSavedSearchPage is a page of an act, with the status of a refusal.
func (s *Server) newSavedSearchPage(v *visit, f *form, name string, refused error) (p savedSearchPage, status int, err error) {
	status = fiber.StatusOK
	if refused != nil {
		if status, err = f.again(refused); err != nil {
			return p, 0, err
		}
	}
	key := "saved_search." + name
	p = savedSearchPage{frame: s.frame(v, v.words.T(key+".title")), Form: f, Lead: v.words.T(key + ".lead"), Submit: v.words.T(key + ".submit")}
	p.switchesForm(f.ID, f.Action)
	return p, status, nil
}

// showsSaved is the handler that shows the form of an act to a saved search.
func showsSaved(a savedForm) func(*Server, *visit) error {
	return func(s *Server, v *visit) error { return s.showSaved(v, a, nil) }
}

// doesSaved does what the form asks for, or shows it again.
func doesSaved(a savedForm) func(*Server, *visit) error {
	return func(s *Server, v *visit) error {
		id, err := cases.ParseSavedSearchID(v.c.Params("saved"))
		if err != nil {
			return err
		}
		if v.switching {
			return s.showSaved(v, a, errSwitching)
		}
		if err := a.do(s, v, id, v.stamp()); err != nil {
			return s.showSaved(v, a, err)
		}
		return v.seeOther(searchPath + "?said=" + a.said)
	}
}

func (s *Server) showSaved(v *visit, a savedForm, refused error) error {
	id, err := cases.ParseSavedSearchID(v.c.Params("saved"))
	if err != nil {
		return err
	}
	one, err := s.Book.SavedSearch(v.ctx(), v.user, id)
	if err != nil {
		return err
	}
	f := newForm(v, savedPath+string(id)+"/"+a.name, one.Version)
	p, status, err := s.newSavedSearchPage(v, f, a.name, refused)
	if err != nil {
		return err
	}
	p.Asked, p.Href, p.Deletes = url.Values(one.Question).Get("q"), addressOf(one), one.Name
	if a.named {
		p.Fields, p.Deletes = []field{f.text("search_name", one.Name, 0).as(kindLine)}, ""
	}
	return s.show(v, status, "saved_search.html", p)
}
