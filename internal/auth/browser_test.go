package auth_test

import (
	"testing"

	"example.org/casebook/internal/auth"
)

func TestTheFamilyOfABrowserIsReadOffItsHeader(t *testing.T) {
	const webkit = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
	for agent, want := range map[string]auth.Browser{
		"Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0":   auth.Firefox,
		webkit + "Chrome/141.0.0.0 Safari/537.36":                                  auth.Chrome,
		webkit + "Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0":                    auth.Edge,
		webkit + "Chrome/141.0.0.0 Safari/537.36 OPR/122.0.0.0":                    auth.Other,
		"Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.1": auth.Safari,
		"Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 CriOS/141.0 Safari/604.1":       auth.Chrome,
		"Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 FxiOS/143.0 Safari/604.1":       auth.Firefox,
		"":           auth.Other,
		"curl/8.5.0": auth.Other,
	} {
		if got := auth.BrowserOf(agent); got != want {
			t.Errorf("%q: got %s, want %s", agent, got, want)
		}
	}
}
