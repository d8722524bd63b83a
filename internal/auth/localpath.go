package auth

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// Home is where sign-in leads when nothing better is known.
const Home = "/"

const maxPath = 2048 // bytes; longer than any address of ours

// LocalPath gives back a path of this site to return to after sign-in, and Home
// for anything that a browser could read as another site: it must start with
// exactly one slash and hold no backslash and no control character. The pages
// of sign-in itself are not returned to. The result is a copy: the argument may
// live in memory that the web server reuses.
func LocalPath(s string) string {
	if len(s) > maxPath || !utf8.ValidString(s) || !strings.HasPrefix(s, "/") {
		return Home
	}
	if strings.HasPrefix(s, "//") || strings.ContainsFunc(s, unsafeInPath) {
		return Home
	}
	u, err := url.Parse(s)
	if err != nil || u.Host != "" || u.Scheme != "" || isSignInPath(u.Path) {
		return Home
	}
	return strings.Clone(s)
}

func unsafeInPath(r rune) bool { return r == '\\' || r <= ' ' || r >= 0x7f && r <= 0x9f }

func isSignInPath(path string) bool {
	return path == "/auth" || strings.HasPrefix(path, "/auth/") || path == SignedOutPath
}
