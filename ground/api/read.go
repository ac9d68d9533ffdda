package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"alun/ground/db"
)

// Versioned is an answer that knows its version; others are known by their bytes.
type Versioned interface{ Version() string }

// reply is an answer as the library wants it.
type reply[Out any] struct{ Body Out }

// Get declares an operation that reads, from one consistent read.
func Get[In, Out any](a *API, o Op, read func(tx *db.Tx, r *Request, in *In) (Out, error)) {
	declare(a, http.MethodGet, o, func(r *Request, in *In) (out Out, err error) {
		err = a.db.Read(r.Context(), func(tx *db.Tx) error {
			var err error
			out, err = read(tx, r, in)
			return err
		})
		return out, err
	})
}

// register hands an operation to the library. Faults leave as problems here.
func register[In, Out any](a *API, op huma.Operation, answer func(r *Request, in *In) (Out, error)) {
	huma.Register(a.huma, op, func(ctx context.Context, in *In) (*reply[Out], error) {
		r := of(ctx)
		if err := tidy(in); err != nil {
			return nil, r.problem(err)
		}
		out, err := answer(r, in)
		if err != nil {
			return nil, r.problem(err)
		}
		if v, ok := any(out).(Versioned); ok {
			r.version = v.Version()
		}
		return &reply[Out]{out}, nil
	})
}
