package web

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"example.org/casebook/internal/cases"
)

// filterField is one filter of a list: a select whose empty choice is "all".
type filterField struct {
	ID, Name, Label string
	Options         template.HTML
}

// readFilters reads the filters of an address. What is no known value does not
// narrow: an address that somebody kept still shows a list.
func (s *Server) readFilters(v *visit) cases.Filters {
	var f cases.Filters
	if e, ok := v.codes.Entry(cases.EntryCode(v.get("obligation"))); ok {
		f.Obligations = []cases.EntryCode{e.Code}
	}
	f.Outcomes = one(v, "outcome", cases.ParseOutcome)
	f.Platforms = one(v, "platform", cases.ParsePlatform)
	f.Langs = one(v, "lang", cases.ParseLang)
	f.Channels = one(v, "channel", cases.ParseChannel)
	f.Statuses = one(v, "status", cases.ParseStatus)
	f.Advisor = cases.UserID(v.get("advisor"))
	f.Election = readYesNo(v.get("election"))
	f.Political = readYesNo(v.get("political"))
	if year, err := strconv.Atoi(v.get("year")); err == nil && year >= 2000 && year <= 9999 {
		f = f.Years(year)
	}
	return f
}

func one[T ~string](v *visit, name string, read func(string) (T, bool)) []T {
	if x, ok := read(v.get(name)); ok {
		return []T{x}
	}
	return nil
}

func readYesNo(s string) cases.YesNo {
	if s == string(cases.Yes) || s == string(cases.No) {
		return cases.YesNo(s)
	}
	return cases.Unsaid
}

// filterFields makes the selects of those names, with what is chosen.
func (s *Server) filterFields(v *visit, names []string, advisors []cases.User) []filterField {
	var out []filterField
	for _, name := range names {
		q := filterField{ID: "filter-" + name, Name: name, Label: v.words.T("filter." + name)}
		all := append([]option{{Label: v.words.T("filter.all")}}, s.filterOptions(v, name, advisors)...)
		q.Options = optionsOf(all, v.get(name))
		out = append(out, q)
	}
	return out
}

// optionsOf writes the options of a select. A list page has a hundred of them,
// which a template takes as long to write as the cases of the list.
func optionsOf(all []option, chosen string) template.HTML {
	var b strings.Builder
	for _, o := range all {
		b.WriteString(`<option value="`)
		b.WriteString(template.HTMLEscapeString(o.Value))
		b.WriteString(`"`)
		if o.Value == chosen {
			b.WriteString(" selected")
		}
		b.WriteString(">")
		b.WriteString(template.HTMLEscapeString(o.Label))
		b.WriteString("</option>")
	}
	return template.HTML(b.String()) // #nosec G203 -- both parts of each option are escaped above
}

func (s *Server) filterOptions(v *visit, name string, advisors []cases.User) []option {
	switch name {
	case "obligation":
		return entryOptions(v)
	case "advisor":
		var out []option
		for _, a := range advisors {
			out = append(out, option{Value: string(a.ID), Label: a.Name})
		}
		return out
	case "year":
		return s.yearOptions()
	}
	list := filterLists[name]
	if name == "status" && !v.user.IsAdvisor() {
		list.words = "filer_status"
	}
	var out []option
	for _, code := range list.codes {
		out = append(out, option{Value: code, Label: v.words.T(list.words + "." + code)})
	}
	return out
}

// filterLists are the filters that take a code of a closed list, and where the
// words of the codes are.
var filterLists = map[string]struct {
	words string
	codes []string
}{
	"outcome":   {"outcome_office", codes(cases.Outcomes())},
	"platform":  {"platform", codes(cases.Platforms())},
	"lang":      {"lang", codes(cases.Langs())},
	"channel":   {"channel", codes(cases.Channels())},
	"status":    {"status", codes(cases.Statuses())},
	"election":  {"yes_no", codes(cases.YesNos())},
	"political": {"yes_no", codes(cases.YesNos())},
}

// yearOptions offers this year and the nine before it.
func (s *Server) yearOptions() []option {
	this := s.local(s.Book.Now()).Year()
	var out []option
	for y := this; y > this-10; y-- {
		out = append(out, option{Value: fmt.Sprint(y), Label: fmt.Sprint(y)})
	}
	return out
}

// keptFields are the fields of an address that a link on its page keeps, with
// one of them changed; an empty value leaves it out.
func (v *visit) keptFields(names []string, change, to string) url.Values {
	q := url.Values{}
	for _, name := range names {
		value := v.get(name)
		if name == change {
			value = to
		}
		if value != "" {
			q.Set(name, strings.TrimSpace(value))
		}
	}
	return q
}
