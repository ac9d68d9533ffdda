//go:build soak

package soak

import (
	"database/sql"
	"net/http"
	"syscall"
	"testing"
	"time"
)

// stopped is how long the database server is away.
const stopped = 10 * time.Second

// The database server stops for a while: visitors are told to come back, and the
// house goes on by itself.
func TestAStoppedDatabaseIsToldAndSurvived(t *testing.T) {
	d := newCluster(t)
	c := d.newCity(t)
	b, s := newBook(), c.doors(t)
	p := c.serve(t)
	crowd := s.write(t, b, p.at)
	pause(moment())
	d.stop()
	if status, _ := p.look("/health/ready"); status != http.StatusServiceUnavailable {
		t.Errorf("the database is away, and readiness says %d", status)
	}
	pause(stopped)
	d.start(t)
	start := time.Now()
	for b.do(s.correction(), p.at) != acknowledged {
		if time.Since(start) > recovery {
			t.Fatalf("no writing %v after the database is back: %s", recovery, &s.faults)
		}
	}
	t.Logf("writes again %v after the database was back", time.Since(start))
	crowd.leave()
	b.again(t, p.at)
	c.check(t, b)
	c.verify(t)
	p.stop(t)
	s.tell(t, p, b, 1)
}

// The server cuts all connections, again and again, as an operator or a proxy
// does.
func TestCutConnectionsLoseNothing(t *testing.T) {
	d := newCluster(t)
	c := d.newCity(t)
	b, s := newBook(), c.doors(t)
	p := c.serve(t)
	crowd := s.write(t, b, p.at)
	d.storm(t, stopped)
	crowd.leave()
	b.again(t, p.at)
	c.check(t, b)
	c.verify(t)
	p.stop(t)
	s.tell(t, p, b, 1)
}

// stop is a fast shutdown.
func (p *cluster) stop() { p.end(syscall.SIGINT) }

// storm cuts the program's connections twenty times a second.
func (p *cluster) storm(t testing.TB, d time.Duration) {
	t.Helper()
	admin, err := sql.Open("pgx", p.url("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	cut := 0
	for end := time.Now().Add(d); time.Now().Before(end); pause(50 * time.Millisecond) {
		var n int
		if err := admin.QueryRowContext(t.Context(), `select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'alun'`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		cut += n
	}
	t.Logf("%d connections cut", cut)
}

// A program without words for a database that is away answers 500: the tests
// above see it.
func TestABrokenAnswerIsSeen(t *testing.T) {
	d := newCluster(t)
	c := d.newCity(t)
	c.planted = "no words"
	s := c.doors(t)
	p := c.serve(t)
	d.stop()
	for range 5 {
		s.correction().send(p.at)
	}
	if s.faults.wrong() == "" {
		t.Errorf("nothing improper: %s", &s.faults)
	}
	p.kill()
}
