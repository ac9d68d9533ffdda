package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"alun/ground/fault"

	"github.com/jackc/pgx/v5/pgconn"
)

// maxGone bounds how often an act is tried when its connection breaks: a server
// that cut all connections answers the next one, one that has stopped does not,
// and its visitors shall hear so soon.
const maxGone = 4

// unsure is the error of a commit whose answer never came: the server may have
// made it or not.
type unsure struct{ err error }

func (u *unsure) Error() string { return "db: no answer to a commit: " + u.err.Error() }
func (u *unsure) Unwrap() error { return u.err }

// gone tells that the server cannot be reached, or that it has cut the
// connection: whatever was not committed is not kept.
func gone(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) {
		return false
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if code := pgCode(err); code != "" {
		return strings.HasPrefix(code, "08") || strings.HasPrefix(code, "57P0") || code == "53300"
	}
	_, broken := errors.AsType[net.Error](err)
	return broken || pgconn.SafeToRetry(err) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// again tells that an act may simply run once more: nothing of it was kept.
func again(err error) bool {
	_, open := errors.AsType[*unsure](err)
	return !open && (conflict(err) || gone(err))
}

// cutOff marks an error of a commit that leaves its outcome open.
func cutOff(err error) error {
	if gone(err) && !pgconn.SafeToRetry(err) {
		return &unsure{err}
	}
	return err
}

// tell gives a failure of the server that a person can act on its sentence. What
// an act itself refused stays as it is.
func (s *pgStore) tell(err error) error {
	_, open := errors.AsType[*unsure](err)
	switch {
	case err == nil || fault.Of(err) != nil:
		return err
	case open:
		return fault.New(fault.Busy, "db.unsure").Because(err)
	case gone(err):
		return fault.New(fault.Busy, "db.gone").Because(err)
	case pgCode(err) == "53100":
		return fault.New(fault.Full, "db.full").Because(err)
	}
	return err
}
