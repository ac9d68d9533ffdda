package soak

import (
	"context"
	"sync"
	"testing"
	"time"
)

// crowd is who writes while something breaks: six readers who correct, two who
// send documents with it, and an operator who imports.
type crowd struct {
	stop context.CancelFunc
	done sync.WaitGroup
}

const (
	correctors = 6
	senders    = 2
)

// write lets the crowd write until it is stopped.
func (s *doors) write(t testing.TB, b *book, at string) *crowd {
	ctx, stop := context.WithCancel(context.Background())
	c := &crowd{stop: stop}
	t.Cleanup(c.leave)
	for range correctors {
		c.keep(ctx, func() outcome { return b.do(s.correction(), at) })
	}
	for range senders {
		c.keep(ctx, func() outcome { return b.do(s.document(), at) })
	}
	c.keep(ctx, func() outcome { return b.do(s.report(ctx, t), at) })
	return c
}

// keep does a deed again and again. Where nobody answers it waits a moment: a
// dead server is not to be asked a thousand times.
func (c *crowd) keep(ctx context.Context, one func() outcome) {
	c.done.Go(func() {
		for ctx.Err() == nil {
			wait := time.Millisecond
			if one() != acknowledged {
				wait = 100 * time.Millisecond
			}
			pause(wait)
		}
	})
}

// leave stops the crowd and waits until all have their answer.
func (c *crowd) leave() {
	c.stop()
	c.done.Wait()
}

// again sends what has no answer once more, and some of what has: with the same
// key, each must be there once.
func (b *book) again(t testing.TB, at string) {
	t.Helper()
	send := b.of(unknown)
	if done := b.of(acknowledged); len(done) > 0 {
		send = append(send, done[max(0, len(done)-10):]...)
	}
	for _, d := range send {
		if d.kind == "import" {
			continue // it has no key: its rows are held against what is published
		}
		if got := b.do(d, at); got == unknown {
			t.Errorf("%s %s, sent again to a sound server, has no answer", d.kind, d.token)
		}
	}
}
