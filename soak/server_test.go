package soak

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// server is a running alun serve.
type server struct {
	cmd   *exec.Cmd
	at    string        // http://127.0.0.1:PORT
	ready time.Duration // from its start until it was ready for visitors
	said  *speech
	ended chan struct{}
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// speech keeps what a process says, the last part of it, and tells where it
// listens.
type speech struct {
	mu   sync.Mutex
	text bytes.Buffer
	at   chan string
}

// enough of what is said is kept to see why something failed.
const enough = 2 << 20

func (s *speech) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.text.Len() > 2*enough {
		s.text.Next(enough)
	}
	s.text.Write(p)
	if at := address.Find(p); at != nil {
		select {
		case s.at <- string(at):
		default: // said before
		}
	}
	return len(p), nil
}

func (s *speech) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// patience is how long anything may take before the test gives up.
const patience = time.Minute

// serve starts alun over a city and waits until it is ready for visitors.
func (c *city) serve(t testing.TB) *server {
	t.Helper()
	return c.start(t, "serve")
}

// start starts alun as serve or as demo.
func (c *city) start(t testing.TB, as string) *server {
	t.Helper()
	s := &server{cmd: c.command(t, as, "--listen", "127.0.0.1:0"), said: &speech{at: make(chan string, 1)}, ended: make(chan struct{})}
	s.cmd.Stderr = s.said
	s.cmd.Stdout = s.said
	start := time.Now()
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.cmd.Wait(); close(s.ended) }()
	t.Cleanup(s.kill)
	select {
	case s.at = <-s.said.at:
	case <-s.ended:
		t.Fatalf("alun ended: %s", s.said)
	case <-time.After(patience):
		t.Fatalf("alun does not say where it listens: %s", s.said)
	}
	if err := s.awaits(patience); err != nil {
		t.Fatalf("%v: %s", err, s.said)
	}
	s.ready = time.Since(start)
	return s
}

// awaits waits until the server is ready for visitors.
func (s *server) awaits(most time.Duration) error {
	for end := time.Now().Add(most); time.Now().Before(end); pause(5 * time.Millisecond) {
		if status, _ := s.look("/health/ready"); status == http.StatusOK {
			return nil
		}
	}
	return fmt.Errorf("%s is not ready after %v", s.at, most)
}

// look reads one address; 0 when nobody answers.
func (s *server) look(path string) (status int, body string) {
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.at+path, nil)
	if err != nil {
		return 0, err.Error()
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err.Error()
	}
	return res.StatusCode, string(raw)
}

// kill ends the process as the kernel does when memory is out, at once.
func (s *server) kill() {
	_ = s.cmd.Process.Signal(syscall.SIGKILL) // it may have ended
	<-s.ended
}

// stop ends it as an operator does.
func (s *server) stop(t testing.TB) {
	t.Helper()
	_ = s.cmd.Process.Signal(os.Interrupt) // it may have ended
	select {
	case <-s.ended:
	case <-time.After(patience):
		t.Errorf("alun does not stop: %s", s.said)
		s.kill()
	}
}

// complaints are what the program logged as its own faults.
func (s *server) complaints() string {
	var all []string
	for line := range strings.Lines(s.said.String()) {
		if strings.Contains(line, `"ERROR"`) || strings.Contains(line, "panic") {
			all = append(all, line)
		}
	}
	return strings.Join(all[:min(len(all), 20)], "")
}

// pause waits where there is nothing to wait for: the time itself is what counts.
func pause(d time.Duration) { <-time.After(d) }
