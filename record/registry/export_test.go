package registry

import (
	"time"

	"alun/ground/db"
)

// LeaveOut leaves a guard out until undo is called. No other test may run.
func LeaveOut(guard string) (undo func()) {
	was := omitted
	omitted = guard
	return func() { omitted = was }
}

// Replay makes a business from its history, up to an instant.
func (k *Book) Replay(tx *db.Tx, id db.ID, at time.Time) (b Business, found bool, err error) {
	now, err := ByID(tx, id)
	if err != nil {
		return b, false, err
	}
	return k.replay(tx, now, at)
}

// Whole is a business with its sealed facts.
func (k *Book) Whole(tx *db.Tx, id db.ID) (Business, error) { return k.whole(tx, id) }

// Text is how proofs are kept.
func (p Proofs) Text() string { return p.text() }

// Unseen is a business as an eye sees it.
func (e Eye) Unseen(b Business) Business { return e.see(b) }

// Ways lists each state with where it may go.
func Ways() map[State][]State {
	out := map[State][]State{}
	for _, w := range ways {
		for _, from := range w.from {
			if w.to != "" {
				out[from] = append(out[from], w.to)
			}
		}
	}
	return out
}
