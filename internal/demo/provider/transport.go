package provider

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Transport answers requests to the issuer inside the program, so that
// discovery, keys and tokens need no socket and work before the host listens.
// It refuses every other address.
func (p *Provider) Transport() http.RoundTripper { return transport{p} }

type transport struct{ p *Provider }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasPrefix(r.URL.String(), t.p.issuer+"/") {
		return nil, fmt.Errorf("demo sign-in: refuse to call %s", r.URL.Host)
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	in := r.Clone(r.Context()) // a round tripper must leave the request as it was
	if in.Body == nil {
		in.Body = http.NoBody
	} else {
		defer r.Body.Close()
	}
	a := &answer{header: http.Header{}}
	t.p.handler.ServeHTTP(a, in)
	return a.response(r), nil
}

// answer is a http.ResponseWriter into memory.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(b)
}

func (a *answer) response(r *http.Request) *http.Response {
	a.WriteHeader(http.StatusOK)
	return &http.Response{
		Status:     fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)),
		StatusCode: a.status,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: a.header, Body: io.NopCloser(&a.body), ContentLength: int64(a.body.Len()),
		Request: r,
	}
}
