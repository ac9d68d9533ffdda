package db

import (
	"fmt"
	"strconv"
	"time"
)

// Row reads the columns of one result row in order. The first column that does
// not fit is remembered and becomes the error of the query.
type Row struct {
	vals []any
	next int
	err  error
}

func (r *Row) take() any {
	if r.next >= len(r.vals) {
		r.fail("column %d of %d asked for", r.next+1, len(r.vals))
		return nil
	}
	v := r.vals[r.next]
	r.next++
	return v
}

func (r *Row) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// Text reads a text; NULL is "".
func (r *Row) Text() string {
	switch v := r.take().(type) {
	case string:
		return v
	case nil:
		return ""
	case []byte:
		return string(v)
	default:
		r.fail("column %d is %T, not text", r.next, v)
	}
	return ""
}

// Int64 reads a whole number; NULL is 0.
func (r *Row) Int64() int64 {
	n, _ := r.Maybe()
	return n
}

// Int reads a whole number; NULL is 0.
func (r *Row) Int() int { return int(r.Int64()) }

// ID reads an id; NULL is 0, which is no id.
func (r *Row) ID() ID { return ID(r.Int64()) }

// Time reads an instant; NULL is the zero time.
func (r *Row) Time() time.Time {
	if us, ok := r.Maybe(); ok {
		return time.UnixMicro(us).UTC()
	}
	return time.Time{}
}

// Maybe reads a whole number that may be NULL.
func (r *Row) Maybe() (n int64, known bool) {
	switch v := r.take().(type) {
	case int64:
		return v, true
	case nil:
		return 0, false
	case bool:
		if v {
			return 1, true
		}
		return 0, true
	case string: // PostgreSQL sums bigint to numeric, which arrives as text
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			r.fail("column %d is %q, not a whole number", r.next, v)
		}
		return n, err == nil
	default:
		r.fail("column %d is %T, not a whole number", r.next, v)
	}
	return 0, false
}

// Bool reads a truth value; NULL is false.
func (r *Row) Bool() bool { return r.Int64() != 0 }

// Each runs a query and hands every row to f; an error of f ends it.
func Each(tx *Tx, f func(*Row) error, query string, args ...any) (err error) {
	tx.note(query)
	rows, err := tx.q.query(query, plainAll(args))
	if err != nil {
		return fmt.Errorf("db: %s: %w", brief(query), err)
	}
	defer func() {
		if e := rows.Close(); err == nil && e != nil {
			err = fmt.Errorf("db: %s: %w", brief(query), e)
		}
	}()
	cols, err := rows.Columns()
	if err != nil {
		return fmt.Errorf("db: %s: %w", brief(query), err)
	}
	row := Row{vals: make([]any, len(cols))}
	dest := make([]any, len(cols))
	for i := range row.vals {
		dest[i] = &row.vals[i]
	}
	for rows.Next() {
		row.next = 0
		if err := rows.Scan(dest...); err != nil {
			return fmt.Errorf("db: %s: %w", brief(query), err)
		}
		err := f(&row)
		if row.err != nil {
			return fmt.Errorf("db: %s: %w", brief(query), row.err)
		}
		if err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("db: %s: %w", brief(query), err)
	}
	return nil
}

// All runs a query and collects what scan makes of every row.
func All[T any](tx *Tx, scan func(*Row) T, query string, args ...any) ([]T, error) {
	var out []T
	err := Each(tx, func(r *Row) error {
		out = append(out, scan(r))
		return nil
	}, query, args...)
	return out, err
}

// One runs a query for one row; found is false when there is none.
func One[T any](tx *Tx, scan func(*Row) T, query string, args ...any) (v T, found bool, err error) {
	err = Each(tx, func(r *Row) error {
		if !found {
			v, found = scan(r), true
		}
		return nil
	}, query, args...)
	return v, found, err
}
