package web

import (
	"net/url"

	"example.org/casebook/internal/cases"
)

// citeForm ties the case to another by its reference. Other pages send the same
// form with a button: citeButton.
var citeForm = actForm{
	path:   "cite",
	name:   always("cite"),
	action: always(cases.Cite),
	fields: func(f *form, _ *cases.Opening) []field {
		return []field{f.text("reference", "", 0).as(kindLine)}
	},
	instead: func(v *visit, o *cases.Opening) link {
		return link{withQuery("/search", url.Values{"cite": {string(o.Case.ID)}}), v.words.T("cites.search")}
	},
	said: "cited",
	do: func(s *Server, v *visit, id cases.CaseID, st cases.Stamp) error {
		return s.Book.Cite(v.ctx(), v.user, id, st, v.get("reference"))
	},
}

// citeButton is a button that cites a case in the one that is open, for any list
// of cases that she may see; nil when she may not, or when there is nothing to
// do. Its template is "row-button".
func citeButton(v *visit, o *cases.Opening, other cases.Summary) *rowButton {
	if o == nil || !o.May(cases.Cite) || other.ID == o.Case.ID || o.Case.Cites(other.ID) {
		return nil
	}
	return &rowButton{Action: casePath(o.Case.ID) + "/cite", Text: v.words.T("cites.do"), About: other.Reference, CSRF: v.session.CSRF,
		Key: newKey(), Version: o.Case.VersionFor(v.user), Fields: []hiddenField{{"reference", other.Reference}}}
}

// citesInto is the case into which a search is to find what to cite; nil when
// the address names none in which she may.
func (s *Server) citesInto(v *visit) (*cases.Opening, error) {
	id, err := cases.ParseCaseID(v.get("cite"))
	if err != nil {
		return nil, nil
	}
	o, err := s.Book.Open(v.ctx(), v.user, id)
	switch {
	case cases.KindOf(err) == cases.NotFound:
		return nil, nil
	case err != nil:
		return nil, err
	case !o.May(cases.Cite):
		return nil, nil
	}
	return o, nil
}

func (s *Server) removeCitation(v *visit) error {
	z := cases.CitationID(v.c.Params("citation"))
	return s.act(v, func(id cases.CaseID) error {
		return s.Book.RemoveCitation(v.ctx(), v.user, id, v.stamp(), z)
	})
}

// citationsView are a case's citations from both ends.
type citationsView struct {
	Cites, CitedBy []citationView
	All            string // address of the search for all that cite it
}

// citationView is a citation with the case at its other end.
type citationView struct {
	Href, Reference, Subject, Lang string
	Flag, About                    string // a precedent; who cited it, when
	Remove                         *rowButton
}

func (s *Server) citationsOf(v *visit, o *cases.Opening) citationsView {
	var view citationsView
	for _, z := range o.Cites {
		line := s.citationOf(v, o, z)
		line.Remove = removeButton(v, o, z)
		view.Cites = append(view.Cites, line)
	}
	for _, z := range o.CitedBy {
		view.CitedBy = append(view.CitedBy, s.citationOf(v, o, z))
		view.All = withQuery("/search", url.Values{"q": {"cites:" + o.Case.Reference}})
	}
	return view
}

func (s *Server) citationOf(v *visit, o *cases.Opening, z cases.Cited) citationView {
	return citationView{Href: casePath(z.Other.ID), Reference: z.Other.Reference, Subject: z.Other.Subject, Lang: string(z.Other.Lang),
		Flag: precedentFlag(v, z.Other), About: s.writtenBy(v, o, z.By, z.At)}
}

func removeButton(v *visit, o *cases.Opening, z cases.Cited) *rowButton {
	if !o.May(cases.RemoveCitation) {
		return nil
	}
	return &rowButton{Action: casePath(o.Case.ID) + "/citations/" + string(z.ID) + "/remove", Text: v.words.T("cites.remove"),
		About: z.Other.Reference, CSRF: v.session.CSRF, Key: newKey(), Version: o.Case.VersionFor(v.user)}
}

func precedentFlag(v *visit, c cases.Summary) string {
	if !c.Precedent {
		return ""
	}
	return v.words.T("flag.precedent")
}
