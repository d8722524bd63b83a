package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"time"

	"example.org/casebook/internal/demo/provider"
)

// The program under measure trusts a provider of our own, on the next port.
const (
	clientID     = "casebook-bench"
	clientSecret = "casebook-bench"
)

// serveProvider answers sign-ins until the listener is closed.
func serveProvider(program, issuer string) (*http.Server, *provider.Provider, error) {
	at, err := url.Parse(issuer)
	if err != nil {
		return nil, nil, err
	}
	p, err := provider.New(provider.Options{BaseURL: issuer, ClientURL: program, ClientID: clientID, Secret: clientSecret, People: people()})
	if err != nil {
		return nil, nil, err
	}
	listener, err := net.Listen("tcp", at.Host)
	if err != nil {
		return nil, nil, err
	}
	s := &http.Server{Handler: p.Handler(), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = s.Serve(listener) }()
	return s, p, nil
}

var hidden = regexp.MustCompile(`name="(id|csrf)" value="([^"]+)"`)

// signIn signs a person in as a browser does and gives a client with her cookie.
func signIn(address, subject string) (*client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	browser := &http.Client{Jar: jar, Timeout: patience}
	login, at, err := visit(browser.Get("http://" + address + "/auth/sign-in"))
	if err != nil {
		return nil, err
	}
	found := hidden.FindSubmatch(login)
	if found == nil {
		return nil, fmt.Errorf("sign in %s: no form at %s", subject, at)
	}
	form := url.Values{"id": {string(found[2])}, "person": {subject}}
	if _, _, err := visit(browser.PostForm(at.String(), form)); err != nil {
		return nil, fmt.Errorf("sign in %s: %w", subject, err)
	}
	c := &client{address: address}
	for _, cookie := range jar.Cookies(&url.URL{Scheme: "http", Host: address, Path: "/"}) {
		if cookie.Name == "casebook" {
			c.cookie = cookie.Name + "=" + cookie.Value
		}
	}
	if c.cookie == "" {
		return nil, fmt.Errorf("sign in %s: no cookie came", subject)
	}
	return c, c.learnToken()
}

// learnToken reads the token that every form of the session carries.
func (c *client) learnToken() error {
	a, err := c.get("/ask")
	if err != nil {
		return err
	}
	for _, found := range hidden.FindAllSubmatch(a.body, -1) {
		if bytes.Equal(found[1], []byte("csrf")) {
			c.csrf = string(found[2])
			return nil
		}
	}
	return errors.New("the form has no token")
}

func visit(r *http.Response, err error) ([]byte, *url.URL, error) {
	if err != nil {
		return nil, nil, err
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s", r.Request.URL.Path, r.Status)
	}
	return b, r.Request.URL, err
}

// signInAll signs in the load's employees and advisors.
func signInAll(address string) (employees, advisors []*client, err error) {
	for i := range loadPeople {
		c, err := signIn(address, employee(i).subject)
		if err != nil {
			return nil, nil, err
		}
		employees = append(employees, c)
	}
	for i := range loadAdvisors {
		c, err := signIn(address, advisor(i).subject)
		if err != nil {
			return nil, nil, err
		}
		advisors = append(advisors, c)
	}
	return employees, advisors, nil
}
