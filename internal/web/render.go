package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
	"example.org/casebook/internal/i18n"
	"example.org/casebook/views"
)

// pages are the templates, each parsed with the layout once per language, so
// that "t" is bound when it is parsed and no request shares another's words.
// (fiber's own engine has one name space for all pages: each would get the
// last page's title.) A page is parsed when it is first shown: parsing all took
// a third of the time to start, and most people see few of them. That each can
// be parsed is a test's to find.
type pages struct {
	byLang map[cases.Lang]map[string]parsed
	spare  sync.Pool
}

// parsed gives a page's template, parsed at the first call.
type parsed func() (*template.Template, error)

func parsePages(a *assets) (*pages, error) {
	p := &pages{byLang: map[cases.Lang]map[string]parsed{}}
	p.spare.New = func() any { return new(bytes.Buffer) }
	for _, l := range cases.Langs() {
		set, err := parseLang(l, a)
		if err != nil {
			return nil, err
		}
		p.byLang[l] = set
	}
	return p, nil
}

// parseLang parses the layout and the partials, with which every page of views/
// will be.
func parseLang(l cases.Lang, a *assets) (map[string]parsed, error) {
	words := i18n.For(l)
	base, err := template.New("layout").Funcs(template.FuncMap{
		"t":     words.T,
		"tin":   wordIn,
		"asset": a.address,
	}).ParseFS(views.FS, "layout.html", "partials/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse the layout: %w", err)
	}
	names, err := pageNames()
	if err != nil {
		return nil, err
	}
	fixed := map[string]func(string) (string, bool){
		"t":     words.Plain,
		"asset": func(name string) (string, bool) { return a.address(name), true },
	}
	set := make(map[string]parsed, len(names))
	for _, name := range names {
		set[name] = sync.OnceValues(func() (*template.Template, error) { return parsePage(base, name, fixed) })
	}
	return set, nil
}

func parsePage(base *template.Template, name string, fixed map[string]func(string) (string, bool)) (*template.Template, error) {
	before := &drawn{}
	page, err := base.Clone() // base is never shown itself, so it can always be cloned
	if err == nil {
		page, err = page.Funcs(template.FuncMap{"drawn": before.part}).ParseFS(views.FS, name)
	}
	if err != nil {
		return nil, fmt.Errorf("parse %s: %w", name, err)
	}
	before.page = page
	fixWords(page, fixed)
	return page, nil
}

// wordIn is a sentence in the language of a part of the page, where that is
// not the page's own.
func wordIn(l, key string) string { return i18n.For(cases.Lang(l)).T(key) }

func pageNames() ([]string, error) {
	var names []string
	err := fs.WalkDir(views.FS, ".", func(name string, d fs.DirEntry, err error) error {
		isPage := strings.HasSuffix(name, ".html") && name != "layout.html" && !strings.HasPrefix(name, "partials/")
		if err == nil && !d.IsDir() && isPage {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// page is a page's template in a language.
func (p *pages) page(l cases.Lang, name string) (*template.Template, error) {
	parse, ok := p.byLang[l][name]
	if !ok {
		return nil, fmt.Errorf("render %s: no such page", name)
	}
	return parse()
}

// show renders a page to a buffer and then sends it: a page that breaks
// halfway is never sent.
func (s *Server) show(v *visit, status int, name string, data any) error {
	page, err := s.pages.page(v.lang, name)
	if err != nil {
		return err
	}
	b := s.pages.spare.Get().(*bytes.Buffer)
	defer s.pages.spare.Put(b)
	b.Reset()
	if err := page.ExecuteTemplate(b, "layout", data); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	v.c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	v.c.Set(fiber.HeaderContentLanguage, string(v.lang))
	v.c.Status(status)
	v.c.Response().SetBody(b.Bytes()) // copied: the buffer goes back to the pool
	return nil
}
