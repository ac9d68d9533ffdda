package registry

import "alun/ground/db"

// Trial is a desk that takes the rows of one list as this one does, with the same reading,
// checks and weighing, and writes nothing: what a row would leave behind it keeps in mind,
// for the rows behind it. So it goes in a read too. It is for one list, one goroutine, and
// PutAs or Put alone.
func (k *Book) Trial() *Book {
	out := *k
	out.trial = &trial{rows: map[string]was{}, left: map[db.ID]Business{}, nibs: map[string]bool{}}
	return &out
}

// trial is what rows would have written.
type trial struct {
	rows map[string]was     // by their keys
	left map[db.ID]Business // businesses as they would stand, with what is sealed
	nibs map[string]bool    // true: a business of the register would bear it; false: none any more
}

// OnTrial is what a business would say after the rows that were tried; false where they
// touched it not at all.
func (k *Book) OnTrial(id db.ID) (Values, bool) {
	if k.trial == nil {
		return nil, false
	}
	b, touched := k.trial.left[id]
	return b.Facts, touched
}

// leave notes a business as a row would leave it.
func (t *trial) leave(b Business, before Values) {
	t.left[b.ID] = b
	if b.State != Published && b.State != Suspended {
		return
	}
	if old := before[NIB]; old != "" {
		t.nibs[old] = false
	}
	if now := b.Facts[NIB]; now != "" {
		t.nibs[now] = true
	}
}

// saves notes a change set as save would keep it.
func (t *trial) saves(b Business, next Values, s saving) {
	proofs := Proofs{}
	for f, p := range b.Proofs {
		if _, replaced := s.set[f]; !replaced {
			proofs[f] = p
		}
	}
	for f, p := range s.proofs {
		proofs[f] = p
	}
	before := b.Facts
	b.Version, b.Facts, b.Proofs = b.Version+1, next, proofs
	t.leave(b, before)
}
