package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"example.org/casebook/internal/cases"
	"example.org/casebook/views"
)

// assets are the style sheets, fonts and scripts, each under an address that
// holds a hash of all of them: a changed asset is a new address, so browsers
// may keep them for ever.
type assets struct {
	prefix string
	files  map[string]asset
}

type asset struct {
	content []byte
	kind    string
}

func loadAssets() (*assets, error) {
	a := &assets{files: map[string]asset{}}
	sum := sha256.New()
	err := fs.WalkDir(views.FS, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(views.FS, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(b))
		sum.Write(b)
		a.files[strings.TrimPrefix(name, "assets/")] = asset{b, kindOf(name)}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load assets: %w", err)
	}
	a.prefix = "/assets/" + hex.EncodeToString(sum.Sum(nil))[:12] + "/"
	return a, a.joinStyles()
}

// styleOrder is the order in which the style sheets are joined into one.
// views/PATTERNS.md gives the same.
var styleOrder = []string{"tokens.css", "fonts.css", "base.css", "layout.css", "parts.css", "status.css", "forms.css", "case.css",
	"letter.css", "queue.css", "search.css", "account.css", "settings.css", "print.css"}

// joinStyles makes casebook.css of the style sheets: one request instead of ten.
func (a *assets) joinStyles() error {
	var all bytes.Buffer
	for _, name := range styleOrder {
		f, ok := a.files[name]
		if !ok {
			return fmt.Errorf("join the style sheets: there is no %s", name)
		}
		all.Write(f.content)
		all.WriteByte('\n')
	}
	a.files["casebook.css"] = asset{all.Bytes(), kindOf("casebook.css")}
	return nil
}

// kindOf is written out: the types a machine knows vary from one to another.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	}
	return "text/plain; charset=utf-8"
}

// address is where an asset is served.
func (a *assets) address(name string) string { return a.prefix + name }

// AssetAddress is where an asset is served, for pages that are not ours but
// look like ours (the demonstration's sign-in).
func AssetAddress(name string) (string, error) {
	a, err := loadAssets()
	if err != nil {
		return "", err
	}
	return a.address(name), nil
}

// names lists the assets, for tests.
func (a *assets) names() []string {
	var out []string
	for n := range a.files {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

func (s *Server) serveAsset(v *visit) error {
	return s.sendAsset(v, strings.TrimPrefix(v.c.Path(), s.assets.prefix))
}

func (s *Server) sendAsset(v *visit, name string) error {
	f, ok := s.assets.files[name]
	if !ok {
		return cases.ErrNotFound()
	}
	v.c.Set(fiber.HeaderContentType, f.kind)
	v.c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	return v.c.Send(f.content)
}
