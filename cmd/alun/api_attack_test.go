package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/api"
)

// hostile are values that no parameter asks for.
var hostile = []string{"", "0", "-1", "1", "9999999999", "99999999999999999999999", "1.5", "abc", "true", "null", "undefined", "[]", "{}",
	"' or 1=1 --", "1;drop table plan_node", `"><script>alert(1)</script>`, "%00", "%ff%fe", "%zz", "a%0d%0aSet-Cookie:x=1", "..%2f..%2fetc%2fpasswd", "%e2%80%ae",
	"%f0%9f%98%80", "\u0130\u0131", strings.Repeat("a", 3000), strings.Repeat("%25", 500), "0000000000000", "zzzzzzzzzzzzz", "2024", "program"}

func TestNoCallBreaksTheAPI(t *testing.T) {
	t.Parallel()
	p := visitPrograms(t)
	p.each(func(o *api.Op, op map[string]any, c call, _ bool) {
		p.attackParameters(o, op, c)
		p.attackBody(o, op, c)
		p.attackMethod(o, op, c)
		p.attackRights(o, op, c)
	})
	t.Logf("%d calls", p.calls)
	if p.calls < 1800 {
		t.Errorf("only %d calls", p.calls)
	}
}

func (p *programs) attackParameters(o *api.Op, op map[string]any, c call) {
	p.Helper()
	try := func(change func(*call)) {
		c := c.with(change)
		w := p.send(c)
		if w.Code != http.StatusPermanentRedirect { // another spelling of an address
			p.check(op, c, w)
		}
	}
	for _, raw := range list(op["parameters"]) {
		name, in := at(raw, "name").(string), at(raw, "in").(string)
		for _, bad := range hostile {
			value := strings.NewReplacer(" ", "%20", ">", "%3E", "<", "%3C", `"`, "%22", ";", "%3B").Replace(bad)
			switch in {
			case "query":
				try(func(c *call) { c.path = setQuery(c.path, name, value) })
			case "path":
				if value == "" || value == "%zz" {
					continue // another address, and one that net/http does not let in
				}
				try(func(c *call) { c.path = setPath(o.Path, name, value) })
			case "header":
				try(func(c *call) { c.header[name] = bad })
			}
		}
		if at(raw, "required") == true && in != "path" {
			w := p.send(c.with(func(c *call) { delete(c.header, name); c.path = setQuery(c.path, name, "") }))
			if w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusPreconditionRequired {
				p.Errorf("%s %s without %s: %d", c.method, c.path, name, w.Code)
			}
		}
	}
	w := p.send(c.with(func(c *call) { c.path = setQuery(c.path, "no_such_name", "1") }))
	if w.Code != http.StatusUnprocessableEntity {
		p.Errorf("%s %s takes a name that it does not know: %d", c.method, c.path, w.Code)
	}
	try(func(c *call) { c.path += "?" + strings.Repeat("a=b&", 2000) })
	try(func(c *call) { c.header["Accept"] = "text/html, image/*;q=0.9, nonsense" })
	try(func(c *call) { c.header["Accept-Language"] = strings.Repeat("x-", 3000) })
	try(func(c *call) { c.header["If-None-Match"] = `"` + strings.Repeat("x", 5000) })
	try(func(c *call) { c.header["If-Match"] = "\"\xff\x00\"" })
}

// setQuery changes one parameter; the value is written as it is.
func setQuery(path, name, value string) string {
	address, query, _ := strings.Cut(path, "?")
	var rest []string
	for _, pair := range strings.Split(query, "&") {
		if !strings.HasPrefix(pair, name+"=") && pair != "" {
			rest = append(rest, pair)
		}
	}
	if value != "" {
		rest = append(rest, name+"="+value)
	}
	return address + "?" + strings.Join(rest, "&")
}

// setPath fills a pattern; parameters that are not attacked get a good form.
func setPath(pattern, name, value string) string {
	out := strings.Replace(pattern, "{"+name+"}", value, 1)
	for from, to := range map[string]string{"{id}": "0000000000000", "{year}": "2024", "{quarter}": "2", "{slug}": "dpu", "{code}": "64.71"} {
		out = strings.Replace(out, from, to, 1)
	}
	return api.Prefix + out
}

// bodies are what nobody should send.
var bodies = [][]byte{nil, []byte("null"), []byte("[]"), []byte("7"), []byte(`""`), []byte("{"), []byte(`{"field":`), []byte(`{"field":null,"message":null}`),
	[]byte(`{"field":7,"message":[]}`), []byte(`{"field":"output","message":"x"}`), []byte(`{"field":"output","message":"` + strings.Repeat("a", 1001) + `"}`),
	[]byte(`{"field":"output","message":"nol \u0000 di tengah"}`), []byte("{\"field\":\"output\",\"message\":\"bukan \xff\xfe teks\"}"),
	[]byte(`{"field":"output","message":"' or 1=1; drop table plan_erratum; --"}`), []byte(`{"field":"output","message":"cukup panjang","more":1}`),
	[]byte(`{"field":"output","field":"money","message":"dua kali disebut"}`), []byte(strings.Repeat("[", 30_000) + strings.Repeat("]", 30_000)),
	[]byte(strings.Repeat(`{"a":`, 9_000) + "1" + strings.Repeat("}", 9_000)), bytes.Repeat([]byte("x"), 70_000), []byte("a;b;c\n1;2;3\n"), []byte("PK\x03\x04nonsense"),
	[]byte(`{"field":"output","message":"` + strings.Repeat(`\ud83d\ude00`, 400) + `"}`), []byte(`{"field":"output","message":"\ud800 separuh saja di sini"}`),
	[]byte(`{"state":"accepted","reply":1e400}`), []byte(`{"state":-1}`)}

func (p *programs) attackBody(o *api.Op, op map[string]any, c call) {
	p.Helper()
	if c.method == http.MethodGet {
		return
	}
	for _, body := range bodies {
		c := c.with(func(c *call) { c.body = body })
		p.check(op, c, p.send(c))
	}
	for _, media := range []string{"", "text/plain", "application/xml", "application/json; charset=utf-16", "multipart/form-data", "nonsense", "application/x-www-form-urlencoded"} {
		c := c.with(func(c *call) { c.header["Content-Type"] = media })
		w := p.send(c)
		p.check(op, c, w)
		if w.Code != http.StatusUnsupportedMediaType && !strings.HasPrefix(media, "application/json") {
			p.Errorf("%s %s takes %q: %d", c.method, c.path, media, w.Code)
		}
	}
}

func (p *programs) attackMethod(o *api.Op, op map[string]any, c call) {
	p.Helper()
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "x"} {
		if slices.ContainsFunc(p.api.Ops(), func(q *api.Op) bool { return q.Path == o.Path && q.Method() == method }) {
			continue
		}
		c := c.with(func(c *call) { c.method = method })
		w := p.send(c)
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
			p.Errorf("%s %s: %d, Allow %q", method, c.path, w.Code, w.Header().Get("Allow"))
		}
		p.check(op, c, w)
	}
}

func (p *programs) attackRights(o *api.Op, op map[string]any, c call) {
	p.Helper()
	for bearer, want := range map[string]int{"": http.StatusUnauthorized, "Bearer " + api.Secret(): http.StatusUnauthorized,
		"Bearer " + strings.Repeat("a", 9000): http.StatusUnauthorized, "Basic eDp5": http.StatusUnauthorized, "Bearer " + p.none: http.StatusForbidden} {
		if o.Scope == "" && (bearer == "" || want == http.StatusForbidden) {
			continue
		}
		c := c.with(func(c *call) {
			if delete(c.header, "Authorization"); bearer != "" {
				c.header["Authorization"] = bearer
			}
		})
		w := p.send(c)
		if p.check(op, c, w); w.Code != want {
			p.Errorf("%s %s as %.20q: %d, want %d", c.method, c.path, bearer, w.Code, want)
		}
	}
}

// TestABodyThatBreaksOffIsAProblem says more than it sends, over a real
// connection.
func TestABodyThatBreaksOffIsAProblem(t *testing.T) {
	p := visitPrograms(t)
	server := httptest.NewServer(p.site.Handler())
	defer server.Close()
	before := p.facts()
	p.each(func(o *api.Op, _ map[string]any, c call, _ bool) {
		if c.method == http.MethodGet {
			return
		}
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		head := fmt.Sprintf("%s %s HTTP/1.1\r\nHost: alun.example\r\nContent-Length: %d\r\n", c.method, c.path, len(c.body)+10)
		for name, value := range c.header {
			head += name + ": " + value + "\r\n"
		}
		fmt.Fprintf(conn, "%s\r\n%s", head, c.body)
		if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
			t.Fatal(err)
		}
		var answer bytes.Buffer
		_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
		if _, err := answer.ReadFrom(conn); err != nil {
			t.Error(err)
		}
		if !strings.HasPrefix(answer.String(), "HTTP/1.1 400 ") || !strings.Contains(answer.String(), "application/problem+json") {
			t.Errorf("%s %s: %.200s", c.method, c.path, &answer)
		}
	})
	if after := p.facts(); grown(before, after) != "-" {
		t.Errorf("half a body left %s in the diary", grown(before, after))
	}
}
