package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"

	"alun/ground/web"
)

// client keeps as many connections as it has callers and follows nothing.
type client struct {
	http  *http.Client
	far   *atomic.Uint32 // counts readers who come through a proxy; nil: there is none
	token string         // of somebody who is signed in; "": nobody is
}

// as is the client of somebody who is signed in.
func (c client) as(token string) client {
	c.token = token
	return c
}

// carry adds what shows who is signed in.
func (c client) carry(r *http.Request) {
	if c.token != "" {
		r.AddCookie(&http.Cookie{Name: "alun", Value: c.token})
	}
}

func newClient(callers int) client {
	return client{http: &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: callers, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// another is the address of one more reader, for a house behind a proxy.
func (c client) another() string {
	n := c.far.Add(1)
	return netip.AddrFrom4([4]byte{10, byte(n >> 16), byte(n >> 8), byte(n)}).String()
}

// get fetches a page as a browser that takes these encodings.
func (c client) get(ctx context.Context, at, accept string) (packed, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		return packed{}, err
	}
	r.Header.Set("Accept-Encoding", accept)
	if c.far != nil {
		r.Header.Set("X-Forwarded-For", c.another())
	}
	c.carry(r)
	a, err := c.http.Do(r)
	if err != nil {
		return packed{}, err
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err == nil && a.StatusCode != http.StatusOK {
		err = fmt.Errorf("GET %s: %s", at, a.Status)
	}
	return packed{a.Header.Get("Content-Type"), a.Header.Get("Content-Encoding"), body}, err
}

// post sends a form, with a key of its own, and expects the redirect that follows what was kept.
func (c client) post(ctx context.Context, at string, form url.Values) error {
	_, err := c.send(ctx, at, form, http.StatusSeeOther)
	return err
}

// send sends a form, with a key of its own, and expects an answer of this kind.
func (c client) send(ctx context.Context, at string, form url.Values, status int) ([]byte, error) {
	body := web.KeyField + "=" + web.NewKey() + "&" + form.Encode()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, at, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	c.carry(r)
	a, err := c.http.Do(r)
	if err != nil {
		return nil, err
	}
	defer a.Body.Close()
	said, err := io.ReadAll(a.Body)
	if err == nil && a.StatusCode != status {
		err = fmt.Errorf("POST %s: %s", at, a.Status)
	}
	return said, err
}

// together does n things with some callers at the same time and gives the first
// error. The callers share the numbers 0 … n-1.
func together(callers, n int, do func(i int) error) error {
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	errs := make(chan error, callers)
	var all sync.WaitGroup
	for range callers {
		all.Go(func() {
			for i := range next {
				if err := do(i); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	all.Wait()
	close(errs)
	return <-errs
}
