package provider_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"example.org/casebook/internal/cases"
)

func TestThePageSpeaksTheLanguageAskedFor(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		asked  cases.Lang
		chosen string
		want   string
	}{{cases.English, "", "en"}, {cases.French, "", "fr"}, {cases.French, "en", "en"}, {cases.English, "fr", "fr"}, {cases.French, "iu", "fr"}, {"", "", "en"}} {
		_, address := s.begin(t, c.asked)
		resp, body := s.get(t, address)
		if c.chosen != "" {
			resp, body = s.get(t, resp.Request.URL.String()+"&lang="+c.chosen)
		}
		title := map[string]string{"en": "<h1>Demonstration sign-in</h1>", "fr": "<h1>Connexion de démonstration</h1>"}[c.want]
		if !strings.Contains(body, `<html lang="`+c.want+`">`) || !strings.Contains(body, title) || resp.Header.Get("Content-Language") != c.want {
			t.Errorf("asked %s, chosen %q: want %s, got\n%s", c.asked, c.chosen, c.want, body)
		}
	}
}

func TestTheSwitchKeepsTheSignIn(t *testing.T) {
	s := newSite(t)
	attempt, address := s.begin(t, cases.English)
	resp, body := s.get(t, address)
	link := regexp.MustCompile(`<a class="language" href="(\?[^"]+)" lang="fr" hreflang="fr">Français</a>`).FindStringSubmatch(body)
	if link == nil {
		t.Fatalf("no link to the other language in\n%s", body)
	}
	next, err := resp.Request.URL.Parse(html.UnescapeString(link[1]))
	if err != nil {
		t.Fatal(err)
	}
	resp, body = s.get(t, next.String())
	s.pick(t, resp, body, "emp-1")
	if _, err := s.rp.Finish(t.Context(), attempt, s.landed.Query()); err != nil {
		t.Errorf("got %v, want none", err)
	}
}

func TestEachPersonIsAButtonThatSaysWhatSheIsInBothLanguages(t *testing.T) {
	s := newSite(t)
	_, address := s.begin(t, cases.French)
	_, body := s.get(t, address)
	for _, want := range []string{
		`<strong>Émilie Exemple</strong> <span>Employée, travaille en français</span> <span lang="en">Employee, works in French</span></button>`,
		`<button type="submit" class="person" name="person" value="adv-1"><strong>Pat Example</strong> <span>Conseillère</span> <span lang="en">Advisor</span></button>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("want %s in\n%s", want, body)
		}
	}
}

func TestThePageObeysAStrictContentSecurityPolicy(t *testing.T) {
	s := newSite(t)
	_, address := s.begin(t, cases.English)
	resp, body := s.get(t, address)
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for node := range root.Descendants() {
		if node.Data == "script" || node.Data == "style" {
			t.Errorf("got an inline <%s>", node.Data)
		}
		for _, a := range node.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || a.Key == "action" {
				t.Errorf("got <%s %s=%q>", node.Data, a.Key, a.Val)
			}
		}
	}
	if !strings.Contains(body, `<link rel="stylesheet" href="/assets/style.css">`) || resp.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("got headers %v and\n%s", resp.Header, body)
	}
}

func TestASpentOrUnknownSignInIsExplained(t *testing.T) {
	s := newSite(t)
	_, address := s.begin(t, cases.French)
	resp, body := s.get(t, address)
	page := resp.Request.URL.String()
	for name, visit := range map[string]func() (*http.Response, string){
		"unknown": func() (*http.Response, string) { return s.get(t, s.provider.Issuer()+"/login?id=x&lang=fr") },
		"too old": func() (*http.Response, string) {
			s.now = s.now.Add(10 * time.Minute)
			defer func() { s.now = s.now.Add(-10 * time.Minute) }()
			return s.get(t, page+"&lang=fr")
		},
		"nobody picked": func() (*http.Response, string) {
			resp, err := s.browser.PostForm(s.provider.Issuer()+"/login?lang=fr", url.Values{"person": {"emp-1"}})
			return read(t, resp, err)
		},
	} {
		resp, body := visit()
		if resp.StatusCode != http.StatusGone || !strings.Contains(body, "Cette connexion a expiré") || !strings.Contains(body, `href="`+s.url+`/"`) {
			t.Errorf("%s: got %s\n%s", name, resp.Status, body)
		}
	}
	if resp, _ := s.pick(t, resp, body, "nobody"); resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("unknown person: got %s, want 422 and the page again", resp.Status)
	}
	s.pick(t, resp, body, "emp-1")
	s.landed = nil
	if resp, _ := s.pick(t, resp, body, "adv-1"); resp.StatusCode != http.StatusGone || s.landed != nil {
		t.Errorf("picked twice: got %s, landed on %v, want 410 and nowhere", resp.Status, s.landed)
	}
}

func TestThePageEscapesWhatItIsGiven(t *testing.T) {
	s := newSite(t)
	_, body := s.get(t, s.provider.Issuer()+`/login?id="><script>alert(1)</script>&lang=fr`)
	if strings.Contains(body, "<script>") {
		t.Errorf("got\n%s", body)
	}
}
