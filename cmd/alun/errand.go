package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
)

// One process owns a SQLite file. While it serves, a command that writes hands
// its errand over a socket beside the file; only the file's owner may use it.

// chore is a command that writes: this process carries it out, or the one that
// serves the same file. Its exported fields are all that it needs to know; a
// file that it reads travels in one of them.
type chore interface {
	do(ctx context.Context, h *house, d *desk) error
}

// chores names the commands that may be handed over, as they are called.
var chores = map[string]func() chore{
	"import renja":      func() chore { return new(importRenja) },
	"import businesses": func() chore { return new(importBusinesses) },
	"ganda":             func() chore { return new(gandaCmd) },
	"directory rebuild": func() chore { return new(directoryRebuild) },
	"errata answer":     func() chore { return new(errataAnswer) },
	"errata release":    func() chore { return new(errataRelease) },
	"jobs retry":        func() chore { return new(jobsRetry) },
	"key add":           func() chore { return new(keyAdd) },
	"key revoke":        func() chore { return new(keyRevoke) },
	"account link":      func() chore { return new(accountLinked) },
}

// errand is a chore on its way to another process.
type errand struct {
	Lang  lang.Tag        `json:"lang"`
	Name  string          `json:"name"` // in chores
	Chore json.RawMessage `json:"chore"`
}

// carryOut opens the house and does the chore, or hands it over when another
// process serves the same file.
func carryOut(ctx context.Context, cfg *Config, d *desk, name string, c chore) error {
	h, err := open(ctx, cfg, d)
	if f := fault.Of(err); f != nil && f.Key == "db.in_use" {
		if ok, told := handOver(ctx, cfg.Database, d, name, c); ok {
			return told
		}
	}
	if err != nil {
		return err
	}
	defer h.db.Close()
	if err := c.do(ctx, h, d); err != nil {
		return err
	}
	return h.sealDiary(ctx)
}

// said is one piece of the answer: text for a stream, or at the end the code.
type said struct {
	Out  string `json:"out,omitempty"`
	Err  string `json:"err,omitempty"`
	Code *int   `json:"code,omitempty"`
}

// socketOf is the socket of a SQLite file; PostgreSQL needs none.
func socketOf(database string) string {
	if db.IsPostgres(database) {
		return ""
	}
	return database + ".sock"
}

// takeErrands answers the socket until ctx ends. The process holds the file's
// lock, so a socket that is already there was left by a dead one.
func (h *house) takeErrands(ctx context.Context, path string) error {
	if path == "" {
		return nil
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return fault.New(fault.Conflict, "cli.cannot_listen", path).Because(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		l.Close()
		return err
	}
	server := &http.Server{Handler: http.HandlerFunc(h.doErrand), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(l) }() // ends with the listener
	context.AfterFunc(ctx, func() { server.Close() })
	return nil
}

// maxErrand bounds what a command may hand over: a file of 20 MB as base64.
const maxErrand = 32 << 20

func (h *house) doErrand(w http.ResponseWriter, r *http.Request) {
	var e errand
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxErrand)).Decode(&e); err != nil {
		http.Error(w, "errand", http.StatusBadRequest)
		return
	}
	enc := json.NewEncoder(w)
	d := &desk{h.words.In(e.Lang), h.words, streams{teller(func(b []byte) error { return enc.Encode(said{Out: string(b)}) }),
		teller(func(b []byte) error { return enc.Encode(said{Err: string(b)}) })}}
	code := tell(d.Lang, d.streams, e.do(r.Context(), h, d))
	_ = enc.Encode(said{Code: &code}) // the asker may have gone
}

func (e errand) do(ctx context.Context, h *house, d *desk) error {
	fresh, ok := chores[e.Name]
	if !ok {
		return fault.New(fault.Invalid, "cli.no_errand", e.Name) // asked by another version of the program
	}
	c := fresh()
	if err := json.Unmarshal(e.Chore, c); err != nil {
		return fault.New(fault.Invalid, "cli.no_errand", e.Name).Because(err)
	}
	return c.do(ctx, h, d)
}

// teller is a stream that goes to the asker.
type teller func([]byte) error

func (t teller) Write(b []byte) (int, error) { return len(b), t(b) }

// errHandedOver says that the errand's own answer has been told already.
type errHandedOver int

func (e errHandedOver) Error() string { return "handed over" }

// handOver lets the process that owns the file do the chore, and tells its
// answer here. ok is false when nobody answers.
func handOver(ctx context.Context, database string, d *desk, name string, c chore) (ok bool, err error) {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", socketOf(database))
	}
	raw, err := json.Marshal(c)
	if err != nil {
		return false, err
	}
	body, err := json.Marshal(errand{d.Tag(), name, raw})
	if err != nil {
		return false, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://alun/", bytes.NewReader(body))
	if err != nil {
		return false, err
	}
	res, err := (&http.Client{Transport: &http.Transport{DialContext: dial}}).Do(req)
	if err != nil {
		return false, err
	}
	defer res.Body.Close()
	return true, repeat(d, res.Body)
}

// repeat tells here what was told there.
func repeat(d *desk, from io.Reader) error {
	for dec := json.NewDecoder(from); ; {
		var s said
		if err := dec.Decode(&s); err != nil {
			return err
		}
		switch {
		case s.Code != nil && *s.Code == exitDone:
			return nil
		case s.Code != nil:
			return errHandedOver(*s.Code)
		}
		_, _ = io.WriteString(d.out, s.Out) // a closed pipe stops nothing: the errand is done
		_, _ = io.WriteString(d.err, s.Err)
	}
}
