package auth

import "strings"

// Browser is the family of a browser: enough to tell one's own sessions apart,
// too little to recognise a machine by. The rest of what a browser says of
// itself is not kept.
type Browser string

// The families. An empty Browser is one that was not asked.
const (
	Firefox Browser = "firefox"
	Chrome  Browser = "chrome"
	Edge    Browser = "edge"
	Safari  Browser = "safari"
	Other   Browser = "other"
)

// Browsers lists the families.
func Browsers() []Browser { return []Browser{Firefox, Chrome, Edge, Safari, Other} }

// BrowserOf reads the family off a User-Agent header. The order matters: Edge
// also calls itself Chrome, and Chrome calls itself Safari.
func BrowserOf(userAgent string) Browser {
	for _, known := range []struct {
		mark string
		Browser
	}{
		{"OPR/", Other}, {"SamsungBrowser/", Other}, {"Edg", Edge}, {"Firefox/", Firefox}, {"FxiOS/", Firefox},
		{"CriOS/", Chrome}, {"Chrome/", Chrome}, {"Chromium/", Chrome}, {"Safari/", Safari},
	} {
		if strings.Contains(userAgent, known.mark) {
			return known.Browser
		}
	}
	return Other
}
