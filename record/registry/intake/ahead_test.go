package intake

import (
	"errors"
	"iter"
	"strings"
	"testing"
)

func upTo(n int, end error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
		if end != nil {
			yield(0, end)
		}
	}
}

func TestAheadGivesAllInOrder(t *testing.T) {
	failed := errors.New("the file breaks off")
	for _, end := range []error{nil, failed} {
		var got []int
		var ended error
		for i, err := range ahead(upTo(1000, end)) {
			if err != nil {
				ended = err
				break
			}
			got = append(got, i)
		}
		if len(got) != 1000 || ended != end {
			t.Fatalf("%d pieces and %v; 1000 and %v stood there", len(got), ended, end)
		}
		for i, n := range got {
			if i != n {
				t.Fatalf("piece %d came as number %d", n, i)
			}
		}
	}
}

// Whoever stops may close what is read: nothing reads on behind them.
func TestAheadIsOverWhenItsUserIs(t *testing.T) {
	reading := 0
	all := func(yield func(int, error) bool) {
		reading++
		defer func() { reading-- }() // a race, were it not over
		for i := 0; yield(i, nil); i++ {
		}
	}
	for i := range ahead(all) {
		if i == 5 {
			break
		}
	}
	if reading != 0 {
		t.Fatal("it still reads")
	}
}

func TestAheadHandsAPanicOn(t *testing.T) {
	broken := func(yield func(int, error) bool) {
		yield(1, nil)
		panic("a cell of its own kind")
	}
	var ended error
	for _, err := range ahead[int](broken) {
		ended = err
	}
	if ended == nil || !strings.Contains(ended.Error(), "a cell of its own kind") {
		t.Fatalf("got %v", ended)
	}
}

// Whoever panics over a piece, or leaves because their context has ended, leaves nobody
// behind who reads on.
func TestAheadIsOverWhenItsUserPanics(t *testing.T) {
	reading := 0
	all := func(yield func(int, error) bool) {
		reading++
		defer func() { reading-- }()
		for i := 0; yield(i, nil); i++ {
		}
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic is lost")
			}
		}()
		for i := range ahead(all) {
			if i == 3 {
				panic("whoever uses it")
			}
		}
	}()
	if reading != 0 {
		t.Fatal("it still reads")
	}
}
