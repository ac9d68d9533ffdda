package web_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"alun/ground/fault"
	"alun/ground/web"
)

func TestABrokenPageShowsItsIDAndTheLogTheRest(t *testing.T) {
	for _, how := range []string{"break/error", "break/panic", "break/template", "break/template-panic", "break/nothing", "raw-panic"} {
		h := open(t)
		a := h.get(t, "/en/"+how)
		id := a.Header.Get("X-Request-Id")
		a.want(t, 500, "Request code: "+id)
		if strings.Contains(a.body, "half a page") {
			t.Errorf("%s: half a page was sent", how)
		}
		lines := strings.Count(h.log.text(), `"msg":"broken"`)
		if lines != 1 || !strings.Contains(h.log.text(), id) || how != "break/nothing" && !strings.Contains(h.log.text(), secret) {
			t.Errorf("%s is logged %d times:\n%s", how, lines, h.log.text())
		}
		if strings.Contains(how, "panic") && !strings.Contains(h.log.text(), "site_test.go") {
			t.Errorf("%s: the log does not say where", how)
		}
	}
}

func TestARefusalIsLoggedWithItsCause(t *testing.T) {
	h := open(t)
	h.get(t, "/fault/8")
	if n := strings.Count(h.log.text(), secret); n != 1 {
		t.Errorf("the cause of a full disk is logged %d times", n)
	}
}

func TestPlainWordsWhenTheLayoutIsBroken(t *testing.T) {
	ways := map[string]func(c *web.Config){
		"layout": func(c *web.Config) {
			c.Layout = func(*web.Request, web.Page) templ.Component {
				return html(func(io.Writer) error { return errors.New(secret) })
			}
		},
		"layout-panic": func(c *web.Config) {
			c.Layout = func(*web.Request, web.Page) templ.Component { panic(secret) }
		},
		"fault-panic": func(c *web.Config) {
			c.Fault = func(*web.Request, *fault.Fault, int) web.Page { panic(secret) }
		},
	}
	for name, way := range ways {
		h := open(t, way)
		a := h.get(t, "/ja/break/error")
		a.want(t, 500, "リクエスト番号："+a.Header.Get("X-Request-Id"))
		if a.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
			t.Errorf("%s: %s", name, a.Header.Get("Content-Type"))
		}
		h.get(t, "/nowhere").want(t, 404, "Halaman ini tidak ada")
	}
}

func TestRedirectsStayInTheHouse(t *testing.T) {
	h := open(t)
	for _, to := range []string{"https://evil.example/", "//evil.example", "///evil.example", "/%5Cevil.example", "/%09/evil.example", "evil", "javascript:1"} {
		a := h.get(t, "/break/outside?to="+to)
		if a.StatusCode != 500 || a.Header.Get("Location") != "" {
			t.Errorf("%q: %d %q", to, a.StatusCode, a.Header.Get("Location"))
		}
	}
	if a := h.get(t, "/break/outside?to=/long"); a.StatusCode != 303 || a.Header.Get("Location") != "/long" {
		t.Errorf("%d %v", a.StatusCode, a.Header)
	}
}

func TestASiteThatDoesNotFitTogetherIsRefused(t *testing.T) {
	show := web.Show("/x", breaks)
	half := notes()
	half.Act = nil
	for name, change := range map[string]func(c *web.Config){
		"no words":   func(c *web.Config) { c.Words = nil },
		"no layout":  func(c *web.Config) { c.Layout = nil },
		"no fault":   func(c *web.Config) { c.Fault = nil },
		"no db":      func(c *web.Config) { c.DB = nil },
		"twice":      func(c *web.Config) { c.Routes = []web.Route{show, show} },
		"no act":     func(c *web.Config) { c.Routes = []web.Route{web.Do("/x", half)} },
		"slash":      func(c *web.Config) { c.Routes = []web.Route{web.Show("/x/", breaks)} },
		"no slash":   func(c *web.Config) { c.Routes = []web.Route{web.Show("x", breaks)} },
		"wildcard":   func(c *web.Config) { c.Routes = []web.Route{web.Show("/{", breaks)} },
		"same asset": func(c *web.Config) { c.Static = append(c.Static, assets(web.Script, "")) },
		"odd asset":  func(c *web.Config) { c.Static = append(c.Static, assets("a.exe", "")) },
	} {
		c := config(t, open(t).db, io.Discard)
		change(&c)
		if _, err := web.New(c); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
