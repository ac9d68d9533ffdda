//go:build soak

package soak

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// recovery is how soon the house goes on by itself once there is room again.
const recovery = 5 * time.Second

// A disk fills up while a crowd writes, beside the database and below its
// temporary files. Every refusal says so, nothing is kept by half, and the house
// goes on by itself when there is room again.
func TestAFullDiskIsToldAndSurvived(t *testing.T) {
	d := newDisk(t, 48)
	c := d.newCity(t)
	b, s := newBook(), c.doors(t)
	p := c.serve(t)
	for round := range 5 {
		crowd := s.write(t, b, p.at)
		pause(moment())
		before := s.faults.count(http.StatusInsufficientStorage)
		d.fill(t)
		s.sees(t, before+20)
		if status, text := p.look("/health/ready"); status != http.StatusOK || !strings.Contains(text, "disk") {
			t.Errorf("round %d: a full disk, and readiness says %d %q", round, status, text)
		}
		if status, _ := p.look("/renja/2024"); status != http.StatusOK {
			t.Errorf("round %d: a full disk, and pages answer %d", round, status)
		}
		d.empty(t)
		writes, ready := s.goesOn(t, b, p)
		t.Logf("round %d: writes again %v after there was room, readiness says so after %v", round, writes, ready)
		crowd.leave()
		b.again(t, p.at)
		if c.check(t, b); t.Failed() {
			break
		}
	}
	c.verify(t)
	p.stop(t)
	s.tell(t, p, b, 5)
}

// sees waits until so many were told that the disk is full.
func (s *doors) sees(t testing.TB, n int) {
	t.Helper()
	for end := time.Now().Add(patience); s.faults.count(http.StatusInsufficientStorage) < n; pause(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the disk is full, and nobody is told: %s", &s.faults)
		}
	}
}

// goesOn waits until a correction and a document are kept, and until readiness
// says so.
func (s *doors) goesOn(t testing.TB, b *book, p *server) (writes, ready time.Duration) {
	t.Helper()
	kept, start := map[string]bool{}, time.Now()
	for ; ; pause(20 * time.Millisecond) {
		for _, d := range []*deed{s.correction(), s.document()} {
			kept[d.kind] = b.do(d, p.at) == acknowledged
		}
		if writes == 0 && kept["correction"] && kept["document"] {
			writes = time.Since(start)
		}
		_, text := p.look("/health/ready")
		if ready = time.Since(start); writes > 0 && text == "ok\n" {
			return writes, ready
		}
		if ready > recovery {
			t.Errorf("%v after there is room: kept %v, readiness says %q", ready, kept, text)
			return writes, ready
		}
	}
}

// count is how often a status was answered.
func (a *answers) count(status int) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.status[status]
}

// fill writes beside the database until nothing more fits.
func (d *disk) fill(t testing.TB) {
	t.Helper()
	file, err := os.OpenFile(filepath.Join(d.at, "ballast"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for size := 1 << 20; size >= 1<<10; {
		if _, err = file.Write(make([]byte, size)); err != nil {
			size /= 2
		}
		if err != nil && !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
}

// empty makes room again.
func (d *disk) empty(t testing.TB) {
	t.Helper()
	if err := os.Remove(filepath.Join(d.at, "ballast")); err != nil {
		t.Fatal(err)
	}
}

// A program that has no words for a full disk answers 500: the test above sees it.
func TestAFullDiskWithoutWordsIsSeen(t *testing.T) {
	d := newDisk(t, 48)
	c := d.newCity(t)
	c.planted = "no words"
	s := c.doors(t)
	p := c.serve(t)
	d.fill(t)
	for range 200 {
		s.correction().send(p.at)
	}
	if s.faults.wrong() == "" {
		t.Errorf("nothing improper: %s", &s.faults)
	}
	p.stop(t)
}
