package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"testing"

	"alun/ground/fault"

	"github.com/jackc/pgx/v5/pgconn"
)

// What a visitor is told when the server has gone, and what is only logged.
func TestAGoneServerHasItsSentence(t *testing.T) {
	coded := func(code string) error { return fmt.Errorf("act: %w", &pgconn.PgError{Code: code}) }
	for _, c := range []struct {
		name string
		err  error
		want string // sentence; "" when it is nobody's fault but ours
		kind fault.Kind
	}{
		{"shut down", coded("57P01"), "db.gone", fault.Busy},
		{"crashed", coded("57P02"), "db.gone", fault.Busy},
		{"starting", coded("57P03"), "db.gone", fault.Busy},
		{"connection lost", coded("08006"), "db.gone", fault.Busy},
		{"too many connections", coded("53300"), "db.gone", fault.Busy},
		{"cut off", fmt.Errorf("read: %w", io.ErrUnexpectedEOF), "db.gone", fault.Busy},
		{"a dead connection", driver.ErrBadConn, "db.gone", fault.Busy},
		{"no answer to a commit", cutOff(io.ErrUnexpectedEOF), "db.unsure", fault.Busy},
		{"disk full", coded("53100"), "db.full", fault.Full},
		{"wrong statement", coded("42601"), "", 0},
		{"the caller left", context.Canceled, "", 0},
		{"a refusal of the act", fault.New(fault.Invalid, "plan.erratum_invalid"), "plan.erratum_invalid", fault.Invalid},
	} {
		err := (&pgStore{}).tell(c.err)
		switch f := fault.Of(err); {
		case c.want == "" && (f != nil || !errors.Is(err, c.err)):
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (f == nil || f.Key != c.want || f.Kind != c.kind):
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// An act may run again when nothing of it was kept, and only then.
func TestOnlyWhatWasNotKeptRunsAgain(t *testing.T) {
	for _, c := range []struct {
		err  error
		want bool
	}{
		{nil, false},
		{io.ErrUnexpectedEOF, true},
		{cutOff(io.ErrUnexpectedEOF), false},
		{&pgconn.PgError{Code: "40001"}, true},
		{cutOff(&pgconn.PgError{Code: "40001"}), true}, // the server refused the commit
		{fault.New(fault.Invalid, "x"), false},
	} {
		if got := again(c.err); got != c.want {
			t.Errorf("%v: %v", c.err, got)
		}
	}
}
