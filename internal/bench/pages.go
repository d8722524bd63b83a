package main

import (
	"net/url"
)

// page is a page that is measured, and the bare handler it stands beside.
type page struct {
	name    string
	clients func(*house) []*client
	path    func(h *house, n int) string
	must    string // of every answer
	bare    string // path of the bare handler
}

// pages are read by people of both languages: what must be in them is the same
// in both.
var pages = []page{
	{"home", (*house).employed, func(*house, int) string { return "/" }, `href="/cases/`, "/home"},
	{"queue", (*house).advising, queuePath, `class="q-subject"`, "/queue"},
	{"case", (*house).advising, casePath, `action="/sign-out"`, "/case"},
	{"search", (*house).advising, searchPath, `href="/cases/`, "/search"},
}

// queuePath asks for a full page with filters that narrow and ones that do not.
func queuePath(_ *house, n int) string {
	return []string{"/queue", "/queue?view=waiting&sort=newest", "/queue?view=answered&lang=en", "/queue?view=answered"}[n%4]
}

func casePath(h *house, n int) string { return "/cases/" + h.cases[n*7919%len(h.cases)] }

// searchWords are asked for: often and seldom found, both languages, two words,
// a phrase.
var searchWords = []string{"photo", "election candidate", "syndicat", "publication photo", "rumour", "infolettre", "harbour", "balado quartier"}

func searchPath(_ *house, n int) string {
	return "/search?" + url.Values{"q": {searchWords[n%len(searchWords)]}}.Encode()
}
