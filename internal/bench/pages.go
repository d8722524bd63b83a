package main

import (
	"fmt"
	"net/url"
	"regexp"
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

var caseLink = regexp.MustCompile(`href="/cases/([0-9a-z]{26})"`)

// linksOf finds the cases that a page links to.
func linksOf(c *client, path string) ([]string, error) {
	a, err := c.get(path)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, found := range caseLink.FindAllSubmatch(a.body, -1) {
		ids = append(ids, string(found[1]))
	}
	if len(ids) == 0 {
		return nil, fmt.Errorf("%s answers %d and links to no case", path, a.status)
	}
	return ids, nil
}
