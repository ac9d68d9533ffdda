package letter_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"alun/ground/letter"
)

// stalled takes a byte and no more until it is let go.
type stalled struct{ begun, goOn chan struct{} }

func (s stalled) Write(b []byte) (int, error) {
	s.begun <- struct{}{}
	<-s.goOn
	return len(b), nil
}

// Two readers who stand still hold no place: a third one is served.
func TestWhoReadsSlowlyKeepsNobodyWaiting(t *testing.T) {
	press := letter.NewPress(2, 0, time.Minute)
	write := func(w io.Writer) error { _, err := io.WriteString(w, "kue"); return err }
	slow, ended := stalled{make(chan struct{}), make(chan struct{})}, make(chan error)
	for range 2 {
		go func() { ended <- press.Send(slow, write) }()
	}
	<-slow.begun
	<-slow.begun
	var third strings.Builder
	if err := press.Send(&third, write); err != nil || third.String() != "kue" {
		t.Errorf("the third one: %q, %v", third.String(), err)
	}
	close(slow.goOn)
	for range 2 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// What fails while it is made sends nothing.
func TestWhatFailsSendsNothing(t *testing.T) {
	broken := errors.New("broken")
	var out strings.Builder
	err := letter.NewPress(1, 0, time.Minute).Send(&out, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return broken
	})
	if !errors.Is(err, broken) || out.Len() > 0 {
		t.Errorf("%q, %v", out.String(), err)
	}
}
