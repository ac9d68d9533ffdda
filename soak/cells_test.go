//go:build soak

package soak

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// The evening of a deadline: fifty people type into the sheets of all offices,
// their heads send in the same minute, and the program is killed again and again.
// A cell that was answered "saved" must be there.
const (
	editors      = 50
	cellsOfOne   = 6 // an editor's own cells: what stands in one is what that editor put there last
	evening      = "2025-3"
	eveningPath  = "/putaran/2025/3/"
	eveningField = "q3_rp"
)

func TestNoCellIsLostWhenTheProgramIsKilled(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { newCity(t, t.TempDir()).typed(t, *kills, (*deadlineEvening).killed) })
	t.Run("postgres", func(t *testing.T) {
		d := newCluster(t)
		t.Run("program", func(t *testing.T) { d.newCity(t).typed(t, *kills, (*deadlineEvening).killed) })
		t.Run("database", func(t *testing.T) { d.newCity(t).typed(t, *kills, orphanedBy(d)) })
	})
}

// Each guard is left out of the program once, and the evening must show it.
func TestLostCellsAreSeen(t *testing.T) {
	t.Run("answered before the sync", func(t *testing.T) {
		newCity(t, t.TempDir()).losesCells(t, "answer early", (*deadlineEvening).killed)
	})
	t.Run("a server that does not sync", func(t *testing.T) {
		d := newCluster(t)
		d.newCity(t).losesCells(t, "half a sync", orphanedBy(d))
	})
}

// breaks is what happens in the middle of the evening.
type breaks func(e *deadlineEvening, t testing.TB, leave func())

// killed kills the program while all type.
func (e *deadlineEvening) killed(t testing.TB, leave func()) {
	e.server.kill()
	leave()
	e.server = e.city.start(t, "demo")
}

// orphanedBy kills the database server; the program lives on.
func orphanedBy(d *cluster) breaks {
	return func(e *deadlineEvening, t testing.TB, leave func()) {
		d.kill()
		leave()
		d.start(t)
		if err := e.server.awaits(patience); err != nil {
			t.Fatal(err)
		}
	}
}

// round lets the editors type and the heads send until something breaks.
func (e *deadlineEvening) round(t testing.TB, breaks breaks) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var done sync.WaitGroup
	for _, one := range e.all {
		done.Go(func() { one.keepTyping(ctx, e.server.at) })
	}
	for _, h := range e.heads {
		done.Go(func() { h.send(ctx, e.server.at) })
	}
	e.underWay()
	pause(moment())
	breaks(e, t, func() { stop(); done.Wait() })
}

// underWay waits until some heads have their answers, at most a while: an evening
// that has not begun proves nothing.
func (e *deadlineEvening) underWay() {
	for begun, end := e.sent(), time.Now().Add(10*time.Second); len(e.heads) > 0 && e.sent() < begun+3 && time.Now().Before(end); {
		pause(10 * time.Millisecond)
	}
}

// sent counts the answers to heads who send.
func (e *deadlineEvening) sent() (n int64) {
	for _, h := range e.heads {
		n += h.answers.Load()
	}
	return n
}

// losesCells demands that a promised cell is lost in one of twenty rounds. The
// evening begins in a sound house: what opens it must be there.
func (c *city) losesCells(t *testing.T, guard string, breaks breaks) {
	t.Helper()
	e := c.evening(t)
	e.server.stop(t)
	c.planted = guard
	e.server = c.start(t, "demo")
	e.heads = nil // what they read would slow the typing down: the more is promised, the sooner something is lost
	for n := range 20 {
		e.round(t, breaks)
		if lost := e.lost(t); len(lost) > 0 {
			t.Logf("round %d lost %d of %d promised cells, such as %s", n+1, len(lost), e.saved(), lost[0])
			return
		}
		e.settle(t)
	}
	t.Errorf("no cell is lost without the guard (%s): the test sees nothing; %d were promised", c.planted, e.saved())
}

// typed lets the editors type, breaks something at random moments, and holds the
// sheets against what was promised.
func (c *city) typed(t *testing.T, rounds int, breaks breaks) {
	e := c.evening(t)
	for range rounds {
		e.round(t, breaks)
		e.settle(t)
		if lost := e.lost(t); len(lost) > 0 {
			t.Fatalf("%d cells are lost: %s", len(lost), strings.Join(lost[:min(len(lost), 5)], "; "))
		}
	}
	c.verify(t)
	e.server.stop(t)
	if e.saved() < rounds || e.sent() < int64(rounds) {
		t.Errorf("only %d cells were saved and %d times was sent in %d rounds: the test tests nothing", e.saved(), e.sent(), rounds)
	}
	t.Logf("%d rounds: %d cells saved by %d people, %d answers to heads who send; 0 lost", rounds, e.saved(), editors, e.sent())
}

// saved counts the cells that were answered "saved".
func (e *deadlineEvening) saved() (n int) {
	for _, one := range e.all {
		n += one.saved
	}
	return n
}

// settle sends what has no answer once more, to a sound house.
func (e *deadlineEvening) settle(t testing.TB) {
	t.Helper()
	for _, one := range e.all {
		one.settle(t, e.server.at)
	}
}

// deadlineEvening is the house on that evening.
type deadlineEvening struct {
	city   *city
	server *server
	all    []*editor
	heads  []*head
}

// evening opens a round in a demonstration, starts every office's sheet, and
// gives each editor cells of their own.
func (c *city) evening(t testing.TB) *deadlineEvening {
	t.Helper()
	e := &deadlineEvening{city: c, server: c.start(t, "demo")}
	at := e.server.at
	_, page := newVisitor().get(at, "/peragaan")
	cast := map[string]string{}
	for _, m := range made.FindAllStringSubmatch(page, -1) {
		cast[strings.TrimSpace(m[2])] = m[1]
	}
	planner := be(t, at, cast["Perencana Bappeda (peragaan)"])
	if status, body := planner.post(at, "/putaran", url.Values{"quarter": {evening}, "deadline": {"2025-10-15"}, "budget_version": {"murni"}}); status != http.StatusSeeOther {
		t.Fatalf("no round: %d %.500s", status, body)
	}
	d := c.open(t)
	defer d.Close()
	var offices [][2]string // slug, short
	for _, pair := range texts(t, d, `select o.slug || '|' || o.short from plan_opd o order by o.slug`) {
		slug, short, _ := strings.Cut(pair, "|")
		offices = append(offices, [2]string{slug, short})
	}
	for i := range editors {
		office := offices[i%len(offices)]
		who := "Operator "
		if i >= len(offices) {
			who = "Kepala "
		}
		code, ok := cast[who+office[1]+" (peragaan)"]
		if !ok {
			t.Fatalf("nobody is %s%s among %d people", who, office[1], len(cast))
		}
		e.all = append(e.all, e.editor(t, be(t, at, code), office[0], i/len(offices)))
	}
	for _, office := range offices {
		e.heads = append(e.heads, &head{visitor: be(t, at, cast["Kepala "+office[1]+" (peragaan)"]), path: eveningPath + office[0] + "/kirim", version: "1"})
	}
	return e
}

// lost holds the tables against what was promised, read beside the program.
func (e *deadlineEvening) lost(t testing.TB) (wrong []string) {
	t.Helper()
	d := e.city.open(t)
	defer d.Close()
	sheets := map[string][]string{}
	for _, one := range e.all {
		if sheets[one.slug] == nil {
			sheets[one.slug] = texts(t, d, `select l.`+eveningField+` from plan_line l join plan_submission s on s.id = l.submission
				join plan_round r on r.id = s.round join plan_opd o on o.id = s.opd
				where o.slug = $1 and r.year = 2025 and r.quarter = 3 and l.removed_at is null order by l.code_order, l.seq, l.id`, one.slug)
		}
		for _, c := range one.cells {
			// What has no answer may be there or not.
			if got := sheets[one.slug][c.number]; got != c.sure && (c.tried == "" || got != c.tried) {
				wrong = append(wrong, fmt.Sprintf("%s line %d holds %q, promised was %q", one.slug, c.number, got, c.sure))
			}
		}
	}
	return wrong
}
