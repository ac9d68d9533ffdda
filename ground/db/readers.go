package db

import (
	"context"
	"sync"
)

// readers are the connections for reading. The one that came back last goes out
// first: a quiet house keeps the pages and statements of one warm, and memory
// for the others is only taken when many read at once.
type readers struct {
	free chan struct{} // one for each connection at rest
	mu   sync.Mutex
	rest []*conn
}

func newReaders(n int) *readers { return &readers{free: make(chan struct{}, n)} }

// take waits for a connection until ctx ends. Who has left already gets none,
// though one is free.
func (p *readers) take(ctx context.Context) (*conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case <-p.free:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	last := len(p.rest) - 1
	c := p.rest[last]
	p.rest = p.rest[:last]
	return c, nil
}

func (p *readers) give(c *conn) {
	p.mu.Lock()
	p.rest = append(p.rest, c)
	p.mu.Unlock()
	p.free <- struct{}{}
}
