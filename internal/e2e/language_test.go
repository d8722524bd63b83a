//go:build e2e

package e2e_test

import (
	"net/http"
	"testing"

	"example.org/casebook/internal/e2e/browser"
)

func TestTheLanguageSwitchKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s, p := serve(t), browser.Start(t).NewPage(t)
	s.signIn(t, p, "marion", "fr", "/queue")
	at := s.addresses(t, p)
	for _, v := range []struct{ path, box string }{
		{"/ask", "#f-situation"},
		{at["s68"] + "/advise", "#f-text"},
		{at["s68"] + "/annotate", "#f-why"},
		{at["s68"] + "/note", "#f-text"},
	} {
		p.Visit(t, s.base+v.path)
		p.Type(t, v.box, "À moitié « écrit »")
		for _, want := range []string{"en", "fr"} {
			if got := p.Click(t, ".language"); got != http.StatusOK {
				t.Errorf("%s: got status %d, want 200", v.path, got)
			}
			if got := browser.Read[string](t, p, "document.documentElement.lang"); got != want {
				t.Errorf("%s: got a page in %q, want %q", v.path, got, want)
			}
			if got := browser.Read[string](t, p, `document.querySelector("`+v.box+`").value`); got != "À moitié « écrit »" {
				t.Errorf("%s: got %q in the form, want what was typed", v.path, got)
			}
		}
	}
	p.IsQuiet(t, s.base)
}
