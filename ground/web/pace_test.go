package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"alun/ground/pace"
	"alun/ground/web"
)

var slowly = pace.Rate{What: "tiny.note", Many: 3, In: time.Hour}

// paced is the tiny form, for so many an hour from one sender.
func paced() web.Route {
	f := notes()
	prepare := f.Prepare
	f.Prepare = func(r *web.Request) (note, error) {
		in, err := prepare(r)
		if err != nil {
			return in, err
		}
		return in, r.Paced(slowly)
	}
	return web.Do("/paced", f)
}

// sendFrom sends the form from an address, under a new key.
func (h *house) sendFrom(t *testing.T, at, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	return h.sendUnder(t, web.NewKey(), at, body, headers...)
}

func (h *house) sendUnder(t *testing.T, key, at, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), "POST", "http://alun.example/en/paced", strings.NewReader(body+"&_key="+key))
	r.RemoteAddr = at + ":4000"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.site.Handler().ServeHTTP(w, r)
	return w
}

func TestASenderIsHeldToThePaceAndLosesNothing(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	with := func(c *web.Config) { c.Routes = append(c.Routes, paced()) }
	h := open(t, with)
	h.site.At(func() time.Time { return now })
	for range 5 { // what is refused for another reason does not count
		if w := h.sendFrom(t, "192.0.2.7", "body="); w.Code != 422 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	for range 3 {
		if w := h.sendFrom(t, "192.0.2.7", "body=nasi"); w.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	for _, forged := range []string{"", "198.51.100.1"} { // anybody can write this header
		w := h.sendFrom(t, "192.0.2.7", "body=nasi+kuning", "X-Forwarded-For", forged)
		if w.Code != 429 || w.Header().Get("Retry-After") != "1200" || !strings.Contains(w.Body.String(), "typed=nasi kuning") || !strings.Contains(w.Body.String(), "20 minutes") {
			t.Errorf("a fourth: %d %v %s", w.Code, w.Header(), w.Body)
		}
	}
	if w := h.sendFrom(t, "192.0.2.8", "body=nasi"); w.Code != http.StatusSeeOther {
		t.Errorf("another sender: %d", w.Code)
	}
	now = now.Add(20 * time.Minute)
	if w := h.sendFrom(t, "192.0.2.7", "body=nasi"); w.Code != http.StatusSeeOther {
		t.Errorf("after the wait: %d", w.Code)
	}
	if n := h.count(t, "tiny_note"); n != 5 {
		t.Errorf("%d are kept, want 5", n)
	}
	for range 9 { // a proxy that does not say whom it speaks for is no sender
		if w := h.sendFrom(t, "127.0.0.1", "body=nasi"); w.Code != http.StatusSeeOther {
			t.Errorf("this machine: %d", w.Code)
		}
	}
	if strings.Contains(h.log.text(), "192.0.2") {
		t.Error("the log knows a sender")
	}
	off := open(t, with, func(c *web.Config) { web.Plant(c, "no pace") })
	for range 4 {
		if w := off.sendFrom(t, "192.0.2.7", "body=nasi"); w.Code != http.StatusSeeOther {
			t.Errorf("without the guard: %d: the test sees nothing", w.Code)
		}
	}
}

// What was carried out is answered again as it was, whatever is left, and takes
// nothing; its key pays for nothing else.
func TestAFormThatWasKeptCostsNothingAgain(t *testing.T) {
	try := func(guard string) (spent, resent, other int) {
		h := open(t, func(c *web.Config) { c.Routes = append(c.Routes, paced()); web.Plant(c, guard) })
		key := web.NewKey()
		for range 3 { // pressed thrice, paid once
			h.sendUnder(t, key, "192.0.2.7", "body=nasi")
		}
		for range 2 {
			spent = h.sendFrom(t, "192.0.2.7", "body=nasi").Code
		}
		resent = h.sendUnder(t, key, "192.0.2.7", "body=nasi").Code
		other = h.sendUnder(t, key, "192.0.2.7", "body=ikan").Code
		if n := h.count(t, "tiny_note"); guard == "" && n != 3 {
			t.Errorf("%d are kept, want 3", n)
		}
		return spent, resent, other
	}
	if spent, resent, other := try(""); spent != 303 || resent != 303 || other != 429 {
		t.Errorf("the third: %d, sent again: %d, another under its key: %d", spent, resent, other)
	}
	if spent, resent, _ := try("pay twice"); spent != 429 || resent != 429 {
		t.Errorf("without the guard: %d, %d: the test sees nothing", spent, resent)
	}
}

func TestBehindAProxyTheClientIsTheSender(t *testing.T) {
	h := open(t, func(c *web.Config) { c.TrustProxy = true; c.Routes = append(c.Routes, paced()) })
	for i, c := range []struct {
		from   string
		status int
	}{
		{"192.0.2.7", 303}, {"192.0.2.7", 303}, {"192.0.2.7", 303}, {"192.0.2.7", 429}, {"10.0.0.1, 192.0.2.7", 429},
		{"192.0.2.7, 192.0.2.8", 303}, {"2001:db8::1", 303}, {"2001:db8::2", 303}, {"2001:db8::3", 303}, {"2001:db8::4", 429},
		{"127.0.0.1", 303}, {"127.0.0.1", 303}, {"127.0.0.1", 303}, {"127.0.0.1", 429}, // a header makes nobody this machine
	} {
		if w := h.sendFrom(t, "127.0.0.1", "body=nasi", "X-Forwarded-For", c.from); w.Code != c.status {
			t.Errorf("%d %s: %d", i, c.from, w.Code)
		}
	}
}
