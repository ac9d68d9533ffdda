package soak

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
)

// outcome is what is known of a deed from its answer alone.
type outcome int

const (
	unknown      outcome = iota // an error, or no answer: it may be there or not
	acknowledged                // it must be there
	refused                     // it must not be there
)

// deed is one act as it was sent.
type deed struct {
	kind  string // correction, document, import
	token string // what it is found by
	sum   string // SHA-256 of the document that it brought, or ""
	send  func(at string) outcome
	known outcome
}

// book holds what was attempted, with what became of it. It lies in the memory
// of the test: no fault that is planted can reach it.
type book struct {
	mu    sync.Mutex
	deeds map[string]*deed
	order []*deed
}

func newBook() *book { return &book{deeds: map[string]*deed{}} }

// do writes a deed down, sends it, and writes down what became of it.
func (b *book) do(d *deed, at string) outcome {
	b.mu.Lock()
	if b.deeds[d.token] == nil {
		b.deeds[d.token] = d
		b.order = append(b.order, d)
	}
	b.mu.Unlock()
	got := d.send(at)
	b.mu.Lock()
	defer b.mu.Unlock()
	if d.known != acknowledged { // once promised, always promised
		d.known = got
	}
	return got
}

// of lists the deeds of one outcome, in the order in which they were sent.
func (b *book) of(o outcome) []*deed {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(b.order), func(d *deed) bool { return d.known != o })
}

func (b *book) String() string {
	return fmt.Sprintf("%d attempted, %d acknowledged, %d refused, %d unknown", len(b.deeds), len(b.of(acknowledged)), len(b.of(refused)), len(b.of(unknown)))
}

// verdict is what the three sets say together.
type verdict struct {
	lost    []string // acknowledged and not there
	ghosts  []string // there, and nobody sent it
	twice   []string // there more than once
	kept    []string // refused, and there all the same
	present int
}

// judge holds what is there, each token with how often, against the book.
func (b *book) judge(present map[string]int) (v verdict) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, token := range slices.Sorted(maps.Keys(b.deeds)) {
		switch d := b.deeds[token]; {
		case d.known == acknowledged && present[token] == 0:
			v.lost = append(v.lost, d.kind+" "+token)
		case d.known == refused && present[token] > 0:
			v.kept = append(v.kept, d.kind+" "+token)
		}
	}
	for _, token := range slices.Sorted(maps.Keys(present)) {
		if b.deeds[token] == nil {
			v.ghosts = append(v.ghosts, token)
		}
		if present[token] > 1 {
			v.twice = append(v.twice, token)
		}
		v.present += present[token]
	}
	return v
}

// wrong says what is wrong, or "".
func (v verdict) wrong() string {
	var all []string
	for _, x := range []struct {
		what  string
		which []string
	}{{"acknowledged and lost", v.lost}, {"sent by nobody", v.ghosts}, {"there more than once", v.twice}, {"refused and kept", v.kept}} {
		if n := len(x.which); n > 0 {
			all = append(all, fmt.Sprintf("%d %s: %s", n, x.what, strings.Join(x.which[:min(n, 5)], ", ")))
		}
	}
	return strings.Join(all, "; ")
}

// A book that cannot see a loss would guard nothing.
func TestTheBookSeesWhatIsWrong(t *testing.T) {
	b := newBook()
	for token, o := range map[string]outcome{"a": acknowledged, "r": refused, "u": unknown} {
		b.do(&deed{kind: "correction", token: token, send: func(string) outcome { return o }}, "")
	}
	for _, c := range []struct {
		name    string
		present map[string]int
		want    string
	}{
		{"sound", map[string]int{"a": 1}, ""},
		{"an unknown one came through", map[string]int{"a": 1, "u": 1}, ""},
		{"lost", map[string]int{"u": 1}, "1 acknowledged and lost: correction a"},
		{"a ghost", map[string]int{"a": 1, "x": 1}, "1 sent by nobody: x"},
		{"twice", map[string]int{"a": 2}, "1 there more than once: a"},
		{"an unknown one twice", map[string]int{"a": 1, "u": 2}, "1 there more than once: u"},
		{"refused and kept", map[string]int{"a": 1, "r": 1}, "1 refused and kept: correction r"},
	} {
		if got := b.judge(c.present).wrong(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// What was promised stays promised, whatever a second answer says.
func TestAnAcknowledgementStays(t *testing.T) {
	b, answers := newBook(), []outcome{acknowledged, unknown}
	d := &deed{token: "a", send: func(string) (o outcome) { o, answers = answers[0], answers[1:]; return o }}
	b.do(d, "")
	b.do(d, "")
	if b.judge(nil).wrong() == "" {
		t.Error("the loss is not seen")
	}
}
