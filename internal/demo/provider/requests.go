package provider

import (
	"crypto/rand"
	"errors"
	"maps"
	"sync"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"
)

// How long things live, and how many are kept: the demo runs for days.
const (
	requestLife = 10 * time.Minute // to pick a person
	codeLife    = 5 * time.Minute  // to exchange a code, and to use an access token
	mostKept    = 1000             // of each; beyond it, everything makes room
)

var errUnknown = errors.New("unknown or expired")

// request is one authorization request. It is handled by value: the library
// reads it while another request may change the stored one.
type request struct {
	*oidc.AuthRequest // never changed after it is stored
	id                string
	person            string
	signedInAt        time.Time // by the system's clock, as the library reads it; zero until a person was picked
	codeGiven         bool
	expires           time.Time
}

type expiring struct {
	id      string
	expires time.Time
}

type grant struct {
	person  string
	expires time.Time
}

// requests are the requests, codes and access tokens under way.
type requests struct {
	now func() time.Time

	mu      sync.Mutex
	pending map[string]request  // by id
	codes   map[string]expiring // by code
	tokens  map[string]grant    // by id of the access token
}

func newRequests(now func() time.Time) *requests {
	return &requests{now: now, pending: map[string]request{}, codes: map[string]expiring{}, tokens: map[string]grant{}}
}

func (rs *requests) add(asked *oidc.AuthRequest) request {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	rs.sweep()
	makeRoom(rs.pending)
	r := request{AuthRequest: asked, id: rand.Text(), expires: rs.now().Add(requestLife)}
	rs.pending[r.id] = r
	return r
}

func (rs *requests) get(id string) (request, error) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	return rs.find(id)
}

func (rs *requests) find(id string) (request, error) {
	r, ok := rs.pending[id]
	if !ok || !rs.now().Before(r.expires) {
		return request{}, errUnknown
	}
	return r, nil
}

// pick says who is signing in; once.
func (rs *requests) pick(id, person string) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	r, err := rs.find(id)
	if err != nil || r.Done() {
		return errUnknown
	}
	r.person, r.signedInAt = person, time.Now()
	rs.pending[id] = r
	return nil
}

// giveCode binds one code, and no second, to the request.
func (rs *requests) giveCode(id, code string) error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	r, err := rs.find(id)
	if err != nil || !r.Done() || r.codeGiven {
		return errUnknown
	}
	until := rs.now().Add(codeLife)
	r.codeGiven, r.expires = true, until
	rs.pending[id] = r
	makeRoom(rs.codes)
	rs.codes[code] = expiring{id: id, expires: until}
	return nil
}

// takeCode returns the request of a code, once: a code shown with a wrong
// verifier is spent as well.
func (rs *requests) takeCode(code string) (request, error) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	c, ok := rs.codes[code]
	delete(rs.codes, code)
	if !ok || !rs.now().Before(c.expires) {
		return request{}, errUnknown
	}
	return rs.find(c.id)
}

func (rs *requests) remove(id string) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	delete(rs.pending, id)
}

func (rs *requests) giveToken(person string) (string, time.Time) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	rs.sweep()
	makeRoom(rs.tokens)
	id, until := rand.Text(), rs.now().Add(codeLife)
	rs.tokens[id] = grant{person: person, expires: until}
	return id, until
}

// holder is whose access token it is.
func (rs *requests) holder(tokenID string) (string, error) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	g, ok := rs.tokens[tokenID]
	if !ok || !rs.now().Before(g.expires) {
		return "", errUnknown
	}
	return g.person, nil
}

// sweep forgets what expired.
func (rs *requests) sweep() {
	now := rs.now()
	maps.DeleteFunc(rs.pending, func(_ string, r request) bool { return !now.Before(r.expires) })
	maps.DeleteFunc(rs.codes, func(_ string, c expiring) bool { return !now.Before(c.expires) })
	maps.DeleteFunc(rs.tokens, func(_ string, g grant) bool { return !now.Before(g.expires) })
}

// makeRoom keeps a map bounded. Somebody who floods the demo on her own machine
// only makes it forget what was under way.
func makeRoom[V any](m map[string]V) {
	if len(m) >= mostKept {
		clear(m)
	}
}
