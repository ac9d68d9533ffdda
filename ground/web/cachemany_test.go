package web_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/a-h/templ"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/web"
)

// latch lets a read wait until it is opened.
type latch struct {
	in   chan struct{}
	open chan struct{}
}

func newLatch() *latch { return &latch{make(chan struct{}, 100), make(chan struct{})} }

func (g *latch) pass() { g.in <- struct{}{}; <-g.open }

func TestManyWaitForOneDrawing(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, tiny, web.Files)
	c, with, _ := keeping(t, d)
	g := newLatch()
	c.within = g.pass
	leaving, leave := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(leaving, "GET", with.URL+"/list", nil)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		if res, err := http.DefaultClient.Do(req); err == nil {
			res.Body.Close()
		}
	})
	<-g.in // the first is drawing
	for range 20 {
		all.Go(func() { with.get(t, "/list").want(t, 200, "here=") })
	}
	with.until(t, "alun_http_requests_running", "21")
	leave() // and its client goes
	close(g.open)
	all.Wait()
	if n := c.reads.Load(); n != 1 {
		t.Errorf("%d drew the same page", n)
	}
}

func (h *house) until(t *testing.T, name, value string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); h.count1(t, name) != value; {
		if time.Now().After(end) {
			t.Fatalf("%s is %s, not %s", name, h.count1(t, name), value)
		}
		time.Sleep(time.Millisecond)
	}
}

// TestNobodyGetsWhatWasReadBeforeAnAnswer: a drawing that began before a change
// was answered goes to nobody who comes after the answer, and is not kept.
func TestNobodyGetsWhatWasReadBeforeAnAnswer(t *testing.T) {
	for _, planted := range []string{"", "share what is old", "serve what is old"} {
		d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, tiny, web.Files)
		c, with, _ := keeping(t, d, func(o *web.Config) { web.Plant(o, planted) })
		g := newLatch()
		var first atomic.Bool
		c.within = func() {
			if first.CompareAndSwap(false, true) {
				g.pass()
			}
		}
		var all sync.WaitGroup
		all.Go(func() { with.get(t, "/list") })
		<-g.in
		with.tell(t, "new")
		late := answer{body: "new"}
		if planted != "serve what is old" { // where who waited would draw a new one
			all.Go(func() { late = with.get(t, "/list") })
			with.until(t, "alun_http_requests_running", "2")
		}
		close(g.open)
		all.Wait()
		after := with.get(t, "/list")
		right := strings.Contains(late.body, "new") && strings.Contains(after.body, "new")
		if right != (planted == "") {
			t.Errorf("planted %q: who came later got %.70q, and then %.70q", planted, late.body, after.body)
		}
	}
}

// TestASlowFileHoldsNobody: who asks for the same file does not wait for it.
func TestASlowFileHoldsNobody(t *testing.T) {
	g, begun := newLatch(), atomic.Int64{}
	with := open(t, func(o *web.Config) {
		o.Cache = 1 << 20
		o.Routes = []web.Route{web.Show("/slow", func(*db.Tx, *web.Request) (web.Reply, error) {
			return web.Reply{File: &web.File{Name: "a.csv", Type: "text/csv", Write: func(w io.Writer) error {
				if begun.Add(1) == 1 {
					g.pass()
				}
				return write(w, "a")
			}}}, nil
		})}
	})
	var all sync.WaitGroup
	all.Go(func() { with.get(t, "/slow") })
	<-g.in
	with.get(t, "/slow").want(t, 200, "a")
	close(g.open)
	all.Wait()
}

// TestAWalkDoesNotPushOutWhatIsRead: the cache stays within its bytes, and what
// many read stays when somebody walks through everything once.
func TestAWalkDoesNotPushOutWhatIsRead(t *testing.T) {
	var reads sync.Map
	noise := func(n int) string { // does not get smaller by compression
		var b strings.Builder
		r := rand.New(rand.NewPCG(uint64(n), 1))
		for range 2000 {
			b.WriteByte(byte('a' + r.IntN(26)))
		}
		return b.String()
	}
	const limit = 200_000
	with := open(t, func(o *web.Config) {
		o.Cache = limit
		o.Routes = []web.Route{web.Show("/p/{n}", func(_ *db.Tx, r *web.Request) (web.Reply, error) {
			n := 0
			fmt.Sscan(r.PathValue("n"), &n)
			count, _ := reads.LoadOrStore(n, new(atomic.Int64))
			count.(*atomic.Int64).Add(1)
			return web.Reply{Page: &web.Page{Title: "t", Body: templ.Raw(noise(n))}}, nil
		})}
	})
	for range 3 {
		for n := range 10 {
			with.get(t, fmt.Sprint("/p/", n))
		}
	}
	for n := range 1000 {
		with.get(t, fmt.Sprint("/p/", 100+n))
		if n%20 == 0 {
			for n := range 10 {
				with.get(t, fmt.Sprint("/p/", n))
			}
		}
	}
	for n := range 10 {
		if count, _ := reads.Load(n); count.(*atomic.Int64).Load() > 1 {
			t.Errorf("page %d was drawn %d times", n, count.(*atomic.Int64).Load())
		}
	}
	var bytes float64
	fmt.Sscan(with.count1(t, "alun_cache_bytes"), &bytes)
	if bytes > limit || bytes < limit/2 {
		t.Errorf("the cache takes %.0f bytes of %d", bytes, limit)
	}
}

// TestTwoNodesOnOnePostgreSQL: what one changes the other shows, within a second
// or so, and never the old again.
func TestTwoNodesOnOnePostgreSQL(t *testing.T) {
	at, ok := dbtest.URLs()["postgres"]
	if !ok {
		t.Skip("needs PostgreSQL")
	}
	url := at(t)
	c1, one, _ := keeping(t, dbtest.Open(t, url, db.Options{}, tiny, web.Files))
	c2, two, _ := keeping(t, dbtest.Open(t, url, db.Options{}, tiny, web.Files))
	ready(t, one, c1)
	ready(t, two, c2)
	var slowest time.Duration
	for i := range 20 {
		body := fmt.Sprint("note", i, ".")
		begin := time.Now()
		one.tell(t, body)
		one.get(t, "/list").want(t, 200, body)
		for !strings.Contains(two.get(t, "/list").body, body) {
			if time.Since(begin) > 10*time.Second {
				t.Fatal("the other node never sees it")
			}
		}
		slowest = max(slowest, time.Since(begin))
		for range 20 {
			two.get(t, "/list").want(t, 200, body)
		}
	}
	t.Logf("the slowest took %v", slowest)
	if n := c2.readsOf(func() { two.get(t, "/list"); two.get(t, "/list") }); n > 1 {
		t.Error("the other node keeps nothing")
	}
}
