package db

import (
	"time"

	"alun/ground/trace"
)

// marked is a querier that tells a span how many statements ran and how long
// they took. Without a span it is the querier itself.
type marked struct {
	querier
	n     int64
	spent time.Duration
}

func mark(span *trace.Span, q querier) (querier, *marked) {
	if span == nil {
		return q, nil
	}
	m := &marked{querier: q}
	return m, m
}

// tell notes what was counted; m is nil without a span.
func (m *marked) tell(span *trace.Span, since time.Time) {
	if m == nil {
		return
	}
	span.Count("alun.statements", m.n)
	span.Took("alun.statements_us", m.spent)
	span.Took("alun.run_us", time.Since(since))
}

func (m *marked) count(start time.Time) {
	m.n++
	m.spent += time.Since(start)
}

func (m *marked) exec(query string, args []any) (int64, error) {
	defer m.count(time.Now())
	return m.querier.exec(query, args)
}

func (m *marked) query(query string, args []any) (rows, error) {
	defer m.count(time.Now())
	return m.querier.query(query, args)
}
