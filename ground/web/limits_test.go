package web_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/web"
)

// gate is a page that waits until it is let go.
type gate struct{ entered, leave chan struct{} }

func newGate() gate { return gate{make(chan struct{}), make(chan struct{})} }

func (g gate) route() web.Route {
	return web.Raw("/slow", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.entered <- struct{}{}
		<-g.leave
		write(w, "slow but whole")
	}))
}

func TestAFullHouseSaysSo(t *testing.T) {
	g := newGate()
	h := open(t, func(c *web.Config) {
		c.Routes = append(c.Routes, g.route())
		c.Limits.InFlight = 1
	})
	slow := make(chan answer)
	go func() { slow <- h.get(t, "/slow") }()
	<-g.entered
	a := h.get(t, "/ja")
	a.want(t, 503, "ただいま混み合っています")
	if a.Header.Get("Retry-After") != "5" {
		t.Errorf("come back after %q", a.Header.Get("Retry-After"))
	}
	checkPlain(t, a)
	h.get(t, "/health/ready").want(t, 200, "ok")
	h.get(t, web.Asset(web.Script)).want(t, 200, "htmx")
	close(g.leave)
	answer := <-slow
	answer.want(t, 200, "slow but whole")
	h.get(t, "/").want(t, 200, "Halo")
}

func checkPlain(t *testing.T, a answer) {
	t.Helper()
	if a.Header.Get("Content-Type") != "text/plain; charset=utf-8" || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%v", a.Header)
	}
}

// running is a site behind Serve.
type running struct {
	at   string
	stop context.CancelFunc
	done chan error
}

func start(t *testing.T, change func(*web.Config)) running {
	t.Helper()
	c := config(t, dbtest.Open(t, dbtest.SQLite(t), db.Options{}, tiny, web.Files), io.Discard)
	change(&c)
	site, err := web.New(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	r := running{stop: stop, done: make(chan error, 1)}
	l := listen(t)
	r.at = l.Addr().String()
	go func() { r.done <- site.Serve(ctx, l) }()
	t.Cleanup(stop)
	return r
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// sent is a connection on which raw bytes were sent.
func sent(t *testing.T, at, raw string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	if err := write(conn, raw); err != nil {
		conn.Close()
		t.Fatal(err)
	}
	return conn
}

// ask sends raw bytes and reads one reply.
func ask(t *testing.T, at, raw string) (int, string) {
	t.Helper()
	conn := sent(t, at, raw)
	defer conn.Close()
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Error(err)
	}
	return resp.StatusCode, string(body)
}

const getSlow = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"

func TestStoppingWaitsForWhatRuns(t *testing.T) {
	g := newGate()
	r := start(t, func(c *web.Config) { c.Routes = append(c.Routes, g.route()) })
	body := make(chan string)
	go func() {
		_, b := ask(t, r.at, getSlow)
		body <- b
	}()
	<-g.entered
	r.stop()
	closed(t, r.at)
	select {
	case err := <-r.done:
		t.Fatalf("stopped before the request was answered: %v", err)
	default:
	}
	close(g.leave)
	if b := <-body; b != "slow but whole" {
		t.Errorf("the running request got %q", b)
	}
	if err := <-r.done; err != nil {
		t.Errorf("stopping failed: %v", err)
	}
}

// closed waits until nobody listens any more.
func closed(t *testing.T, at string) {
	t.Helper()
	for {
		conn, err := net.Dial("tcp", at)
		if err != nil {
			return
		}
		conn.Close()
	}
}

func TestStoppingEndsEvenWhenARequestDoesNot(t *testing.T) {
	g := newGate()
	r := start(t, func(c *web.Config) {
		c.Routes = append(c.Routes, g.route())
		c.Limits.Drain = time.Millisecond
	})
	conn, err := net.Dial("tcp", r.at)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := write(conn, getSlow); err != nil {
		t.Fatal(err)
	}
	<-g.entered
	r.stop()
	if err := <-r.done; err == nil || !strings.Contains(err.Error(), "cut off") {
		t.Errorf("err = %v", err)
	}
	close(g.leave)
}

func TestAHeadTooLargeIsRefused(t *testing.T) {
	r := start(t, func(*web.Config) {})
	head := "GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", 64<<10) + "\r\n\r\n"
	if code, _ := ask(t, r.at, head); code != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("status %d", code)
	}
}

func TestABrokenListenerEndsServe(t *testing.T) {
	c := config(t, dbtest.Open(t, dbtest.SQLite(t), db.Options{}, tiny, web.Files), io.Discard)
	site, err := web.New(c)
	if err != nil {
		t.Fatal(err)
	}
	l := listen(t)
	l.Close()
	if err := site.Serve(t.Context(), l); err == nil {
		t.Error("nobody noticed")
	}
}
