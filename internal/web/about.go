package web

import (
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
)

// reminderPage is the reminder: the obligations and reminders of the Code, in
// both languages, with the instruments they rest on.
type reminderPage struct {
	frame
	CodeVersion string
	Earlier     string // when it is not the version in force: that, in words
	Versions    []versionLink
	Obligations []entryView
	Reminders   []entryView
}

// versionLink leads to the reminder as a version of the Code has it.
type versionLink struct {
	Href, Text string
	Current    bool
}

type entryView struct {
	ID, Name    string
	Title, Text cases.Text
	Instruments []string
}

func (s *Server) reminder(v *visit) error {
	code, err := codeAsked(v)
	if err != nil {
		return err
	}
	p := reminderPage{
		frame:       s.frame(v, v.words.T("reminder.title")),
		CodeVersion: v.words.T("reminder.version", "Version", code.Version, "Day", v.words.Date(code.InForce)),
		Versions:    versionLinks(v, code),
		Obligations: entriesIn(v, code, cases.Obligation),
		Reminders:   entriesIn(v, code, cases.Reminder),
	}
	if now := v.codes.InForce(); code.Version != now.Version {
		p.Earlier = v.words.T("reminder.earlier", "Version", now.Version, "Day", v.words.Date(now.InForce))
	}
	return s.show(v, fiber.StatusOK, "reminder.html", p)
}

// codeAsked is the version that the address names, else the one in force. One
// that is still to come is not shown before its day.
func codeAsked(v *visit) (cases.Code, error) {
	asked := v.get("version")
	if asked == "" {
		return v.codes.InForce(), nil
	}
	for _, c := range v.codes.SoFar() {
		if asked == strconv.Itoa(c.Version) {
			return c, nil
		}
	}
	return cases.Code{}, cases.ErrNotFound()
}

// versionLinks lists the versions when there is more than one.
func versionLinks(v *visit, shown cases.Code) []versionLink {
	all := v.codes.SoFar()
	if len(all) < 2 {
		return nil
	}
	var out []versionLink
	for i, c := range all {
		l := versionLink{"/reminder", v.words.T("reminder.version", "Version", c.Version, "Day", v.words.Date(c.InForce)),
			c.Version == shown.Version}
		if i > 0 {
			l.Href += "?version=" + strconv.Itoa(c.Version)
		}
		out = append(out, l)
	}
	return out
}

func entriesIn(v *visit, code cases.Code, k cases.EntryKind) []entryView {
	var out []entryView
	for _, e := range code.Kind(k) {
		view := entryView{ID: "entry-" + string(e.Code), Name: e.Title.In(v.lang), Title: e.Title, Text: e.Text}
		for _, i := range e.Instruments {
			if instrument, ok := code.Instrument(i); ok {
				view.Instruments = append(view.Instruments, instrument.Title.In(v.lang))
			}
		}
		out = append(out, view)
	}
	return out
}

type privacyPage struct {
	frame
	Summary       string
	Notice        []noticeSection
	NoticeVersion string
}

func (s *Server) privacy(v *visit) error { return s.showNotice(v, s.inForce(v).Notice) }

// privacyOf shows a version of the notice by its name: who filed under an
// earlier one may read it again.
func (s *Server) privacyOf(v *visit) error {
	version, err := url.PathUnescape(v.c.Params("version"))
	if err != nil {
		return cases.ErrNotFound()
	}
	n, err := s.Book.NoticeOf(v.ctx(), version)
	if err != nil {
		return err
	}
	return s.showNotice(v, n)
}

func noticePath(version string) string { return "/privacy/" + url.PathEscape(version) }

func (s *Server) showNotice(v *visit, n cases.Notice) error {
	return s.show(v, fiber.StatusOK, "privacy.html", privacyPage{s.frame(v, v.words.T("privacy.title")),
		said(v.lang, n.Summary), noticeIn(v.lang, n), v.words.T("privacy.version", "Version", n.Version)})
}

type plainPage struct{ frame }

func (s *Server) accessibility(v *visit) error {
	return s.show(v, fiber.StatusOK, "accessibility.html", plainPage{s.frame(v, v.words.T("accessibility.title"))})
}

func (s *Server) contact(v *visit) error {
	return s.show(v, fiber.StatusOK, "contact.html", plainPage{s.frame(v, v.words.T("contact.title"))})
}

// health says that the program runs; ready, that it can do its work.
func (s *Server) health(v *visit) error { return v.c.SendString("ok\n") }

func (s *Server) ready(v *visit) error {
	if s.Ready == nil {
		return v.c.SendString("ready\n")
	}
	if err := s.Ready(v.ctx()); err != nil {
		s.Log.ErrorContext(v.ctx(), "not ready", "error", err)
		return v.c.Status(fiber.StatusServiceUnavailable).SendString("not ready\n")
	}
	return v.c.SendString("ready\n")
}

// favicon answers browsers that ask for it where they always did.
func (s *Server) favicon(v *visit) error { return s.sendAsset(v, "favicon.svg") }

// robots keeps search engines out, should the place ever be reachable.
func (s *Server) robots(v *visit) error { return v.c.SendString("User-agent: *\nDisallow: /\n") }
