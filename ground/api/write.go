package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
)

// Keyed is part of the input of every operation that changes something.
type Keyed struct {
	Key string `header:"Idempotency-Key" json:"-" required:"true" minLength:"16" maxLength:"128" pattern:"^[A-Za-z0-9_.:-]+$" example:"7b0c4a52-5d0e-4c8e-9a3f-3f4f6f1f2a10" doc:"api.p_key"`
}

func (k *Keyed) key() string { return k.Key }

// Act is a change in three parts, as web.Form is. Out is kept as JSON for a day,
// and Draw answers from it, also when the same is sent again.
type Act[In, Out, Body any] struct {
	// Check refuses, in a read, what cannot be carried out, before it counts for
	// Op.Pace; may be nil. Much may change until Act: it asks again.
	Check func(tx *db.Tx, who Caller, in *In) error
	// Prepare does what needs no transaction, or several of its own; may be nil.
	// Neither runs again for what was done already.
	Prepare func(ctx context.Context, who Caller, in *In) error
	// Act changes the house in one short transaction. It may run more than once.
	Act func(tx *db.Tx, who Caller, in *In) (Out, error)
	// Draw answers from a fresh read.
	Draw func(tx *db.Tx, r *Request, in *In, out Out) (Body, error)
}

// Post declares an operation that makes something.
func Post[In, Out, Body any](a *API, o Op, f Act[In, Out, Body]) {
	change(a, http.MethodPost, o, f)
}

// Patch declares an operation that changes something that is there. Its input
// has the If-Match header and its Act compares it with Match.
func Patch[In, Out, Body any](a *API, o Op, f Act[In, Out, Body]) {
	o.Faults = append(o.Faults, http.StatusConflict, http.StatusPreconditionFailed, http.StatusPreconditionRequired)
	change(a, http.MethodPatch, o, f)
}

func change[In, Out, Body any](a *API, method string, o Op, f Act[In, Out, Body]) {
	if err := web.Keeps[Out](); err != nil {
		a.wrong = errors.Join(a.wrong, fmt.Errorf("api: %s %s: %w", method, o.Path, err))
	}
	if _, ok := any(new(In)).(interface{ key() string }); !ok {
		a.wrong = errors.Join(a.wrong, fmt.Errorf("api: %s %s: its input has no Idempotency-Key", method, o.Path))
		return
	}
	route := method + " " + Prefix + o.Path
	declare(a, method, o, func(r *Request, in *In) (body Body, err error) {
		once, err := onceOf(r, route, in)
		if err != nil {
			return body, err
		}
		defer a.turns.take(once)()
		out, err := carryOut(a, r, once, f, in)
		if err != nil {
			return body, err
		}
		err = a.db.Read(r.Context(), func(tx *db.Tx) error {
			var err error
			body, err = f.Draw(tx, r, in, out)
			return err
		})
		return body, err
	})
}

// carryOut makes ready and acts, unless it was done before.
func carryOut[In, Out, Body any](a *API, r *Request, once web.Once, f Act[In, Out, Body], in *In) (out Out, err error) {
	if err := ready(a, r, once, f, in); err != nil {
		return out, err
	}
	err = a.db.Write(r.Context(), func(tx *db.Tx) error {
		var err error
		out, _, err = web.Answered(tx, once, func(tx *db.Tx) (Out, error) { return f.Act(tx, r.Caller, in) })
		return err
	})
	return out, err
}

// ready does what comes before the act: nothing, if it was done before.
func ready[In, Out, Body any](a *API, r *Request, once web.Once, f Act[In, Out, Body], in *In) error {
	if f.Check == nil && f.Prepare == nil && r.op.Pace.Many == 0 {
		return nil // Act asks itself whether it was done: no read for that alone
	}
	done := false
	err := a.db.Read(r.Context(), func(tx *db.Tx) (err error) {
		if done, err = once.Done(tx); err != nil || done || f.Check == nil {
			return err
		}
		return f.Check(tx, r.Caller, in)
	})
	if err != nil || done {
		return err
	}
	if err := r.paced(); err != nil || f.Prepare == nil {
		return err
	}
	return f.Prepare(r.Context(), r.Caller, in)
}

// paced holds a sender to the pace of the operation.
func (r *Request) paced() error {
	if r.op.Pace.Many == 0 {
		return nil
	}
	err := r.Paced(r.op.Pace)
	if f := fault.Of(err); f != nil && f.Kind == fault.TooMany {
		return fault.New(fault.TooMany, "api.too_often", f.Args...)
	}
	return err
}

// onceOf names the act: everything of the input but the key is what was sent.
func onceOf[In any](r *Request, route string, in *In) (web.Once, error) {
	raw, err := json.Marshal(in)
	if err != nil {
		return web.Once{}, fmt.Errorf("api: hash what was sent: %w", err)
	}
	sum := sha256.Sum256(raw)
	key := any(in).(interface{ key() string }).key()
	return web.Once{Actor: r.Caller.Actor(), Route: route, Key: key, Sum: hex.EncodeToString(sum[:])}, nil
}

// Match compares If-Match with the version that is there now: a change to what
// somebody else has changed meanwhile is refused (412), and so is one that does
// not say what it changes (428).
func Match(header, version string) error {
	switch {
	case header == "":
		return &precondition{http.StatusPreconditionRequired, fault.New(fault.Conflict, "api.no_match")}
	case web.VersionOf(header) != version:
		return &precondition{http.StatusPreconditionFailed, fault.New(fault.Conflict, "api.moved_on")}
	}
	return nil
}

// precondition is a fault with a status of its own.
type precondition struct {
	status int
	fault  *fault.Fault
}

func (p *precondition) Error() string { return p.fault.Error() }
func (p *precondition) Unwrap() error { return p.fault }

// turns lets the same call wait for itself: what Prepare does is not part of the
// transaction that makes an act happen once.
type turns struct {
	mu   sync.Mutex
	busy map[web.Once]chan struct{}
}

// take waits until nobody else does this and returns what ends the turn.
func (t *turns) take(o web.Once) (done func()) {
	o.Sum = ""
	for {
		t.mu.Lock()
		if t.busy == nil {
			t.busy = map[web.Once]chan struct{}{}
		}
		other, taken := t.busy[o]
		if !taken {
			mine := make(chan struct{})
			t.busy[o] = mine
			t.mu.Unlock()
			return func() {
				t.mu.Lock()
				delete(t.busy, o)
				t.mu.Unlock()
				close(mine)
			}
		}
		t.mu.Unlock()
		<-other
	}
}
