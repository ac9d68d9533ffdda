package intake

import (
	"fmt"
	"iter"
	"runtime/debug"
)

// ahead works out what comes next in a goroutine of its own while what came before is
// in use: rows are read while those before them are written, which waits for the disk
// and for the one writer. At most two pieces are ready and not yet taken. A panic is
// handed on as an error, since whoever reads here cannot catch it; whoever stops early
// leaves no goroutine behind.
func ahead[T any](each iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		next, stop := make(chan piece[T], 1), make(chan struct{})
		go func() {
			defer close(next)
			hand := func(p piece[T]) bool {
				select {
				case next <- p:
					return true
				case <-stop:
					return false
				}
			}
			defer func() {
				if v := recover(); v != nil {
					hand(piece[T]{err: fmt.Errorf("intake: panic: %v\n%s", v, debug.Stack())})
				}
			}()
			for is, err := range each {
				if !hand(piece[T]{is, err}) {
					return
				}
			}
		}()
		defer func() { // until the other is over: what it reads may be closed next
			close(stop)
			for range next {
			}
		}()
		for p := range next {
			if !yield(p.is, p.err) {
				return
			}
		}
	}
}

type piece[T any] struct {
	is  T
	err error
}
