package db

import (
	"errors"
	"fmt"
	"reflect"
	"time"
)

// Tx is one transaction, handed to a read or an act. It is not for keeping.
type Tx struct {
	q     querier
	db    *DB
	now   time.Time
	may   bool // may write
	depth int
	used  *used // what it has run; nil where nobody asks
}

// Now is the one instant of this transaction, UTC, whole microseconds. What a
// read that asks for it gives is out of date at once, unless it says how long it
// holds: see Seen.
func (tx *Tx) Now() time.Time {
	if tx.used != nil {
		tx.used.clock = true
	}
	return tx.now
}

// NewID makes an id that no other node and no earlier moment has made.
func (tx *Tx) NewID() ID { return tx.db.ids.next() }

// Engine tells which engine runs this transaction.
func (tx *Tx) Engine() Engine { return tx.db.Engine() }

// errReadOnly tells of a programming fault: a read that tries to write.
var errReadOnly = errors.New("db: a read cannot write")

// Exec runs a statement and tells how many rows it changed.
func (tx *Tx) Exec(query string, args ...any) (int64, error) {
	if !tx.may {
		return 0, errReadOnly
	}
	tx.note(query)
	n, err := tx.q.exec(query, plainAll(args))
	if err != nil {
		return 0, fmt.Errorf("db: %s: %w", brief(query), err)
	}
	return n, nil
}

// ExecOr runs a statement that must change a row. When it changes none, because
// another act was first or the row is there already, it fails with none.
func (tx *Tx) ExecOr(none error, query string, args ...any) error {
	n, err := tx.Exec(query, args...)
	if err == nil && n == 0 {
		return none
	}
	return err
}

// Try runs f in a savepoint: if f fails, what it wrote is taken back and the
// transaction goes on. Without it, a failed statement ends the transaction on
// PostgreSQL and does not on SQLite.
func (tx *Tx) Try(f func(tx *Tx) error) error {
	inner := *tx
	inner.depth++
	return savepoint(tx.q, fmt.Sprintf("try%d", inner.depth), func() error { return f(&inner) })
}

// savepoint runs f between SAVEPOINT and RELEASE, or takes it back.
func savepoint(q querier, name string, f func() error) error {
	if _, err := q.exec("savepoint "+name, nil); err != nil {
		return err
	}
	err := guarded(f)
	if err == nil {
		_, err = q.exec("release savepoint "+name, nil)
		return err
	}
	if _, e := q.exec("rollback to savepoint "+name, nil); e != nil {
		return &aborted{errors.Join(err, e)}
	}
	if _, e := q.exec("release savepoint "+name, nil); e != nil {
		return &aborted{errors.Join(err, e)}
	}
	return err
}

// aborted says that the engine has thrown away the whole transaction.
type aborted struct{ err error }

func (a *aborted) Error() string { return "db: the engine aborted the transaction: " + a.err.Error() }
func (a *aborted) Unwrap() error { return a.err }

// Null is NULL unless the value is known.
func Null[T any](v T, known bool) any {
	if !known {
		return nil
	}
	return v
}

// plainAll turns the house's types into what both drivers take.
func plainAll(args []any) []any {
	for i, a := range args {
		args[i] = plain(a)
	}
	return args
}

func plain(a any) any {
	switch v := a.(type) {
	case nil, string, int64, bool, []byte:
		return a
	case int:
		return int64(v)
	case time.Time:
		return v.UnixMicro()
	}
	switch r := reflect.ValueOf(a); r.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return r.Int()
	case reflect.String:
		return r.String()
	case reflect.Bool:
		return r.Bool()
	}
	return a
}

// brief is the head of a statement, for error texts.
func brief(query string) string {
	const keep = 60
	out := make([]byte, 0, keep)
	space := true
	for i := 0; i < len(query) && len(out) < keep; i++ {
		c := query[i]
		if c == '\n' || c == '\t' {
			c = ' '
		}
		if c == ' ' && space {
			continue
		}
		space = c == ' '
		out = append(out, c)
	}
	return string(out)
}
