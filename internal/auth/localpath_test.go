package auth_test

import (
	"net/url"
	"strings"
	"testing"

	"example.org/casebook/internal/auth"
)

func TestLocalPathKeepsWhatIsOurs(t *testing.T) {
	for _, path := range []string{"/", "/cases/3f", "/search?q=%C3%A9lection&lang=fr", "/cases/1#advice", "/a//b", "/authors", "/search?next=//x", "/é"} {
		if got := auth.LocalPath(path); got != path {
			t.Errorf("got %q, want %q", got, path)
		}
	}
}

func TestLocalPathRefusesEveryWayOut(t *testing.T) {
	for _, path := range []string{
		"", "cases/1", "https://evil.example.org", "//evil.example.org", "///evil.example.org", "/\\evil.example.org", "\\\\evil.example.org",
		"/\t/evil.example.org", "/\n/evil.example.org", " /cases", "/cases /1", "/\x00", "/\u0085", "javascript:alert(1)", "/a\\..\\b", "/\xff",
		"/auth/callback?code=1", "/auth", "/auth/sign-out", "/signed-out", "/%", "/" + strings.Repeat("a", 2048), "?x=1", "#x", ".", "..//evil",
	} {
		if got := auth.LocalPath(path); got != "/" {
			t.Errorf("%q: got %q, want /", path, got)
		}
	}
}

func FuzzLocalPathNeverLeavesTheSite(f *testing.F) {
	f.Add("/cases/1?x=//y")
	f.Add("/\\/evil.example.org")
	base, _ := url.Parse(baseURL)
	f.Fuzz(func(t *testing.T, s string) {
		got := auth.LocalPath(s)
		u, err := base.Parse(got)
		if err != nil || u.Host != base.Host || u.Scheme != base.Scheme || strings.HasPrefix(got, "//") || strings.Contains(got, `\`) {
			t.Errorf("%q: got %q", s, got)
		}
	})
}
