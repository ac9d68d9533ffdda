package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// process is a server that was started, with its address.
type process struct {
	cmd   *exec.Cmd
	at    string         // http://127.0.0.1:PORT
	stdin io.WriteCloser // its end ends our own servers
	ear   *ear
	ended chan error
}

// listen is where every server listens: any free port, on loopback only.
const listen = "127.0.0.1:0"

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// ear hears what a server says on its standard error, until it says where it
// listens.
type ear struct {
	mu   sync.Mutex
	said bytes.Buffer
	at   chan string
}

func (e *ear) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.said.Write(p)
	if at := address.FindString(e.said.String()); at != "" {
		select {
		case e.at <- at:
		default: // said before
		}
	}
	return len(p), nil
}

func (e *ear) String() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.said.String()
}

// start starts a server. What it logs on its standard output is written into a
// file of dir, if there is one: logging is part of serving.
func start(ctx context.Context, dir, name string, args ...string) (*process, error) {
	p := &process{cmd: exec.CommandContext(ctx, name, args...), ear: &ear{at: make(chan string, 1)}, ended: make(chan error, 1)}
	p.cmd.Dir, p.cmd.Stderr = dir, p.ear
	var err error
	if dir != "" {
		log, err := os.Create(filepath.Join(dir, "log"))
		if err != nil {
			return nil, err
		}
		defer log.Close() // the server has its own
		p.cmd.Stdout = log
	}
	if p.stdin, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { p.ended <- p.cmd.Wait() }()
	return p, nil
}

// heard waits until the server has said where it listens.
func (p *process) heard(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	select {
	case p.at = <-p.ear.at:
		return nil
	case err := <-p.ended:
		return fmt.Errorf("%s ended: %w: %s", p.cmd, err, p.ear)
	case <-ctx.Done():
		return fmt.Errorf("%s did not say where it listens: %s", p.cmd, p.ear)
	}
}

// stop ends the server as an operator would and waits for it.
func (p *process) stop() error {
	p.stdin.Close()
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return <-p.ended
}

// tick is the unit of the times in /proc/PID/stat: USER_HZ, which is 100 on
// every Linux that Go runs on.
const tick = 10 * time.Millisecond

// cpu is the processor time that the process has used, in user and kernel mode.
func (p *process) cpu() (time.Duration, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	// The second field is the program's name in brackets and may hold anything.
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	if len(fields) < 13 {
		return 0, fmt.Errorf("/proc/PID/stat has %d fields", len(fields))
	}
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	return time.Duration(user+system) * tick, errors.Join(err1, err2)
}

// memory is the resident memory in bytes, and the part of it that is no file's:
// the program's own code can be read from disk again.
func (p *process) memory() (resident, own int64, err error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, 0, err
	}
	return kilobytes(raw, "VmRSS:") << 10, kilobytes(raw, "RssAnon:") << 10, nil
}

// kilobytes reads a line such as "VmRSS:   12345 kB"; 0 when there is none.
func kilobytes(status []byte, name string) int64 {
	_, rest, _ := strings.Cut(string(status), name)
	line, _, _ := strings.Cut(rest, "\n")
	n, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(line, "kB")), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
