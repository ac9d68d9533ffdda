package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/web"
)

// doorman signs in whoever asks, and tells what the house knows of a browser.
func doorman(c *web.Config) {
	token := web.NewKey()
	c.TrustProxy = true
	c.Routes = append(c.Routes,
		web.Show("/who", func(_ *db.Tx, r *web.Request) (web.Reply, error) {
			return web.Reply{Page: &web.Page{Body: templ.Raw("who=" + r.Session() + ".")}}, nil
		}),
		web.Do("/in", web.Form[string, bool]{Same: true, Secret: []string{"password"},
			Prepare: func(r *web.Request) (string, error) { return r.Values().Line("name", 20), nil },
			Act: func(_ *db.Tx, name string) (bool, error) {
				if name == "" {
					return false, fault.New(fault.Invalid, "tiny.empty")
				}
				return true, nil
			},
			Draw: func(_ *db.Tx, r *web.Request, _ string, _ bool, bad *fault.Fault) (web.Reply, error) {
				if bad != nil {
					return web.Reply{}, bad
				}
				return web.Reply{To: "/who", Session: &web.Session{Token: token, Keep: time.Hour}}, nil
			}}),
		web.Do("/out", web.Form[bool, bool]{Same: true,
			Prepare: func(*web.Request) (bool, error) { return true, nil },
			Act:     func(*db.Tx, bool) (bool, error) { return true, nil },
			Draw: func(*db.Tx, *web.Request, bool, bool, *fault.Fault) (web.Reply, error) {
				return web.Reply{To: "/who", Session: &web.Session{}}, nil
			}}))
}

func TestASessionIsACookieThatOnlyThisHouseReads(t *testing.T) {
	h := open(t, doorman)
	for _, c := range []struct{ scheme, name, flags string }{
		{"http", "alun", "Path=/; Max-Age=3600; HttpOnly; SameSite=Lax"},
		{"https", "__Host-alun", "Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax"},
	} {
		proto := "X-Forwarded-Proto: " + c.scheme
		said := h.do(t, "POST", "/in", "name=ani&password=x", proto).Header.Get("Set-Cookie")
		pair, flags, _ := strings.Cut(said, "; ")
		name, token, _ := strings.Cut(pair, "=")
		if name != c.name || flags != c.flags || !web.GoodKey(token) {
			t.Errorf("%s: %q", c.scheme, said)
		}
		a := h.get(t, "/who", proto, "Cookie: "+pair)
		a.want(t, 200, "who="+web.SessionHash(token)+".")
		if got := a.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("a page for one reader says %q", got)
		}
		gone := h.do(t, "POST", "/out", "", proto, "Cookie: "+pair).Header.Get("Set-Cookie")
		if !strings.HasPrefix(gone, c.name+"=;") || !strings.Contains(gone, "Max-Age=0") {
			t.Errorf("%s: out: %q", c.scheme, gone)
		}
	}
	if said := h.do(t, "POST", "/in", "name=").Header.Get("Set-Cookie"); said != "" {
		t.Errorf("a refusal sets %q", said)
	}
}

func TestAStrangerIsLedToTheDoorAndBack(t *testing.T) {
	private := func(c *web.Config) {
		c.SignIn, c.Cache = "/in", 1<<20
		c.Routes = append(c.Routes, web.Show("/desk", func(_ *db.Tx, r *web.Request) (web.Reply, error) {
			if r.Session() == "" {
				return web.Reply{}, fault.New(fault.Stranger, "tiny.empty")
			}
			return web.Reply{Page: &web.Page{Body: templ.Raw("desk of " + r.Values().Line("of", 9))}}, nil
		}, "of"))
	}
	h := open(t, doorman, private)
	for range 2 { // asked for twice, it would be kept
		a := h.get(t, "/en/desk?of=ani")
		if to := a.Header.Get("Location"); a.StatusCode != 303 || to != "/en/in?ke=%2Fen%2Fdesk%3Fof%3Dani" {
			t.Errorf("%d to %q", a.StatusCode, to)
		}
	}
	h.get(t, "/desk?of=ani", "Cookie: alun="+web.NewKey()).want(t, 200, "desk of ani")
	for to, want := range map[string]string{"/en/desk?of=ani": "/en/desk?of=ani", "//evil.example": "/", "https://evil.example": "/", "": "/", "/" + strings.Repeat("a", 1000): "/"} {
		if got := web.Back(to, "/"); got != want {
			t.Errorf("%q leads back to %q", to, got)
		}
	}
}

func TestNobodyIsWhoSendsAnotherCookie(t *testing.T) {
	h := open(t, doorman)
	token := web.NewKey()
	for _, c := range [][]string{
		{"Cookie: other=" + token},
		{"Cookie: __Host-alun=" + token},                      // not over TLS
		{"X-Forwarded-Proto: https", "Cookie: alun=" + token}, // a neighbour's name
		{"Cookie: alun=short"},
		{"Cookie: alun=" + strings.Repeat("a", 129)},
	} {
		h.get(t, "/who", c...).want(t, 200, "who=.")
	}
}

// TestNothingIsKeptOfASecret: a hash of a form that holds a password would let
// whoever reads the table try passwords by the million.
func TestNothingIsKeptOfASecret(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := serve(t, d, doorman)
		key := "&_key=" + web.NewKey()
		for _, password := range []string{"one", "two"} {
			if a := h.do(t, "POST", "/in", "name=ani&password="+password+key); a.StatusCode != http.StatusSeeOther {
				t.Errorf("%s: %d", password, a.StatusCode)
			}
		}
		h.do(t, "POST", "/in", "name=eni&password=one"+key).want(t, 422, "")
	}, tiny, web.Files)
}

// TestOnlyWhoBringsASessionIsGreeted: strangers' pages stay everybody's, and are
// kept; nobody asks about them.
func TestOnlyWhoBringsASessionIsGreeted(t *testing.T) {
	asked := 0
	greeting := func(c *web.Config) {
		c.Cache = 1 << 20
		c.Greet = func(_ *db.Tx, r *web.Request) (any, error) { asked++; return "ani " + r.Session()[:4], nil }
		c.Routes = append(c.Routes, web.Show("/square", func(_ *db.Tx, r *web.Request) (web.Reply, error) {
			who, _ := r.Guest().(string)
			return web.Reply{Page: &web.Page{Body: templ.Raw("hello " + who + ".")}}, nil
		}))
	}
	h := open(t, doorman, greeting)
	for range 2 {
		a := h.get(t, "/square", "Cookie: other=1")
		a.want(t, 200, "hello .")
		a = h.get(t, "/square")
		a.want(t, 200, "hello .")
		if got := a.Header.Get("Cache-Control"); got != "public, max-age=0, must-revalidate" {
			t.Errorf("a stranger's page says %q", got)
		}
	}
	if asked != 0 {
		t.Errorf("strangers were asked about %d times", asked)
	}
	token := web.NewKey()
	a := h.get(t, "/square", "Cookie: alun="+token)
	a.want(t, 200, "hello ani "+web.SessionHash(token)[:4]+".")
	if got := a.Header.Get("Cache-Control"); got != "no-store" || asked != 1 {
		t.Errorf("a greeted page says %q, asked %d times", got, asked)
	}
	h.get(t, "/square").want(t, 200, "hello .")
}
