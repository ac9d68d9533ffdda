package trace_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"testing"

	"alun/ground/trace"
)

// Without a receiver a mark costs a look into the context and takes no memory.
func TestWithoutAReceiverNothingIsMarked(t *testing.T) {
	ctx := httptest.NewRequest("GET", "/", nil).Context()
	allocs := testing.AllocsPerRun(100, func() {
		inner, span := trace.Begin(ctx, "x")
		span.Count("a", 1)
		span.Text("b", "c")
		span.Name("d")
		span.End(errEnd)
		if inner != ctx || span != nil {
			t.Fatal("something was begun")
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

var errEnd = errors.New("x")

func BenchmarkOff(b *testing.B) {
	ctx := context.WithValue(httptest.NewRequest("GET", "/", nil).Context(), b, 1)
	for b.Loop() {
		_, span := trace.Begin(ctx, "x")
		span.End(nil)
	}
}
