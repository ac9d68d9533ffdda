package trace

import (
	"context"
	"time"

	"alun/ground/fault"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Span is a piece of work under way; nil when nobody gathers traces. All methods
// may be called on nil.
type Span struct{ inner trace.Span }

// Begin begins a piece of the work that ctx belongs to. It gives nil, and ctx as
// it was, when that work is not marked.
func Begin(ctx context.Context, name string) (context.Context, *Span) {
	above := trace.SpanFromContext(ctx)
	if !above.IsRecording() {
		return ctx, nil
	}
	ctx, s := above.TracerProvider().Tracer("alun").Start(ctx, name)
	return ctx, &Span{s}
}

// Of wraps the first span of some work.
func Of(s trace.Span) *Span { return &Span{s} }

// Count notes a number.
func (s *Span) Count(key string, n int64) {
	if s != nil {
		s.inner.SetAttributes(attribute.Int64(key, n))
	}
}

// Text notes a word of the program: a route pattern, a kind, never a value.
func (s *Span) Text(key, word string) {
	if s != nil {
		s.inner.SetAttributes(attribute.String(key, word))
	}
}

// Name names the work anew, once it is known.
func (s *Span) Name(name string) {
	if s != nil {
		s.inner.SetName(name)
	}
}

// Took notes a time in microseconds.
func (s *Span) Took(key string, d time.Duration) { s.Count(key, d.Microseconds()) }

// End ends the work. A fault is told by the key of its sentence; of any other
// error only that there was one, because its text may hold a value.
func (s *Span) End(err error) {
	if s == nil {
		return
	}
	if f := fault.Of(err); f != nil {
		s.Text("alun.refused", f.Key)
	} else if err != nil {
		s.inner.SetStatus(codes.Error, "")
	}
	s.inner.End()
}
