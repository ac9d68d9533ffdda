package registry

import (
	"cmp"
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// List is a list of businesses from elsewhere, as somebody loads it.
type List struct {
	Source  string // its name, a code: "oss-2026-11"
	Level   Level  // how well it knows; Register for a register of the state
	Publish bool   // its rows are public at once where they say enough: a register's are
	Demo    bool   // made-up businesses
}

// Incoming is one row of a list.
type Incoming struct {
	Key      string // names the row within the list, for ever
	Business db.ID  // which one it is, where that was found; 0: a new one, or the one it became before
	Set      Values // as typed
	Sure     bool   // the point is there, although another kelurahan is named
	Listed   string // since when the list has it: 2006, 2006-01 or 2006-01-02; "": it does not say
}

// The outcomes of a row.
const (
	RowNew     = "new"
	RowChanged = "changed"
	RowSame    = "same"    // says what it said before, or what is known
	RowRefused = "refused" // Why says why; nothing of the row is kept
)

// RowDone is what became of a row. Facts of a known business that somebody else said
// otherwise are in Proposed: a list never writes over them.
type RowDone struct {
	Outcome  string
	Business db.ID
	Changed  []Fact
	Proposed []Fact
	Why      error // a fault
}

// mostRows bounds one act: about 20 ms.
const mostRows = 50

// Put writes rows of a list, for the planner. Rows are refused one by one; the same
// rows again change nothing.
func (k *Book) Put(tx *db.Tx, session string, l List, rows []Incoming) ([]RowDone, error) {
	who, err := account.May(tx, session, MayImport, account.At{})
	if err != nil {
		return nil, err
	}
	return k.PutAs(tx, who.Actor(), l, rows)
}

// PutAs is Put for the command line, where who works is who has the machine.
func (k *Book) PutAs(tx *db.Tx, actor string, l List, rows []Incoming) ([]RowDone, error) {
	if len(rows) > mostRows {
		return nil, fault.New(fault.TooLarge, "registry.rows_many", mostRows)
	}
	if l.Source == "" || slug(l.Source) != l.Source || len(l.Source) > 60 || l.Level < Told || l.Level > Register {
		return nil, fault.New(fault.Invalid, "registry.list_invalid").At("source", "registry.list_invalid")
	}
	loading := *k
	gathered := newBulk()
	loading.asked, loading.bulk = map[string]bool{}, &gathered
	s := said{Proof: Proof{Level: l.Level, By: actor, Source: l.Source, At: tx.Now()}}
	if err := loading.look(tx, l.Source, rows); err != nil {
		return nil, err
	}
	out := make([]RowDone, len(rows))
	for i, row := range rows {
		done, err := loading.putRow(tx, l, s, row)
		if f := fault.Of(err); f != nil {
			done, err = RowDone{Outcome: RowRefused, Business: done.Business, Why: f}, nil
		}
		if err != nil {
			return nil, err
		}
		out[i] = done
	}
	return out, loading.flush(tx)
}

// putRow writes one row. All that may refuse it is asked before it writes.
func (k *Book) putRow(tx *db.Tx, l List, s said, in Incoming) (RowDone, error) {
	if in.Key == "" {
		return RowDone{}, fault.New(fault.Invalid, "registry.key_needed").At("key", "registry.key_needed")
	}
	set, err := Read(in.Set)
	if err == nil {
		err = seemly(set)
	}
	if err != nil {
		return RowDone{}, err
	}
	for f, text := range set {
		if f.Flag() && text == Yes && !l.Demo {
			return RowDone{}, fault.New(fault.Denied, "registry.owner_opens").At(string(f), "registry.owner_opens")
		}
	}
	row := sourceRow{l.Source, in.Key, k.digestOf(set), listedSince(in, set)}
	if k.bulk.keys[in.Key] || in.Business != 0 { // what waits cannot be read yet
		if err := k.flush(tx); err != nil {
			return RowDone{}, err
		}
	}
	before, err := k.cameBefore(tx, row)
	switch {
	case err != nil:
		return RowDone{}, err
	case before.id != 0 && before.digest == row.digest:
		return RowDone{Outcome: RowSame, Business: before.id}, nil
	}
	if id := cmp.Or(before.id, in.Business); id != 0 {
		if err := k.flush(tx); err != nil {
			return RowDone{}, err
		}
		return k.putKnown(tx, s, id, row, set, in.Sure)
	}
	return k.putNew(tx, l, s, row, set, in.Sure)
}

// cameBefore finds what a row became before. What was asked ahead holds for the first
// row of a key: a second one may find what the first became.
func (k *Book) cameBefore(tx *db.Tx, row sourceRow) (was, error) {
	if k.trial != nil {
		if tried, before := k.trial.rows[row.key]; before {
			return tried, nil
		}
	}
	if known, asked := k.ahead.rows[row.key]; asked {
		delete(k.ahead.rows, row.key)
		return known, nil
	}
	one, _, err := db.One(tx, func(r *db.Row) was { return was{r.ID(), r.Text()} }, `select business, digest from registry_source_row where source = $1 and key = $2`, row.source, row.key)
	return one, err
}

func (k *Book) putNew(tx *db.Tx, l List, s said, row sourceRow, set Values, sure bool) (RowDone, error) {
	b, err := k.begin(tx, s, set, sure)
	if err != nil {
		return RowDone{}, err
	}
	b.State, b.Demo = Draft, l.Demo
	if l.Publish && b.Facts[Kelurahan] != "" {
		b.State, b.PublishedBy = Published, s.By
		if err := k.nibFree(tx, b.Facts[NIB]); err != nil {
			return RowDone{}, err
		}
		k.bulk.nibs[b.Facts[NIB]] = true
		if k.ahead.nibs != nil {
			k.ahead.nibs[b.Facts[NIB]] = true // also once it was written, and waits no more
		}
	}
	return RowDone{Outcome: RowNew, Business: b.ID, Changed: b.Facts.Facts()}, k.keepNew(tx, b, s, row)
}

// nibFree refuses a number that a business of the register bears already.
func (k *Book) nibFree(tx *db.Tx, nib string) error {
	if nib == "" {
		return nil
	}
	taken, asked := k.ahead.nibs[nib]
	if !asked {
		var err error
		if _, taken, err = db.One(tx, (*db.Row).ID, `select id from registry_business where nib = $1 and state in ('published', 'suspended')`, nib); err != nil {
			return err
		}
	}
	if k.trial != nil {
		if tried, said := k.trial.nibs[nib]; said {
			taken = tried
		}
	}
	if taken || k.bulk.nibs[nib] {
		return fault.New(fault.Conflict, "registry.nib_taken").At(string(NIB), "registry.nib_taken")
	}
	return nil
}

// putKnown holds a row against a business that is there. What is said of one that was
// merged is said of the one that stands for it; the row stays its own, for the day on
// which the two are parted again.
func (k *Book) putKnown(tx *db.Tx, s said, id db.ID, row sourceRow, set Values, sure bool) (RowDone, error) {
	b, err := k.whole(tx, id)
	if err == nil {
		b, err = k.stands(tx, b)
	}
	if err != nil {
		return RowDone{}, err
	}
	done := RowDone{Outcome: RowRefused, Business: b.ID}
	if !b.State.changes() {
		return done, fault.New(fault.Conflict, "registry.is_"+string(b.State))
	}
	for f, text := range set { // a list that says nothing of a fact does not take it away
		if text == "" {
			delete(set, f)
		}
	}
	w := weighing{said: s, list: true, today: date.DayOf(tx.Now())}
	taken, proofs, proposed := w.weigh(b, set)
	if _, places := opening(b, taken); !leftOut("list opens") { // a list has seen nothing: its owner or an officer who has says so
		for _, f := range places {
			proposed[f] = taken[f]
			delete(taken, f)
			delete(proofs, f)
		}
	}
	if nib := taken[NIB]; nib != "" && (b.State == Published || b.State == Suspended) {
		if err := k.nibFree(tx, nib); err != nil {
			return done, err
		}
	}
	saved, err := k.save(tx, b, saving{kind: "changed", said: s, set: taken, proofs: proofs, propose: proposed, sure: sure})
	if err != nil {
		return done, err
	}
	if slices.Contains(saved.Changed, NIB) {
		k.ahead.nibs = nil // one is taken and another free
	}
	done.Outcome, done.Changed, done.Proposed = RowChanged, saved.Changed, saved.Proposed
	if len(saved.Changed)+len(saved.Proposed) == 0 {
		done.Outcome = RowSame
	}
	return done, k.keepRow(tx, row, id)
}
