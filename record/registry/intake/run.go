package intake

import (
	"context"
	"errors"
	"iter"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// Desk is what an import needs beside the file.
type Desk struct {
	// Put is a door: the register takes rows of a list, at most Chunk in an act.
	Put func(*db.Tx, registry.List, []registry.Incoming) ([]registry.RowDone, error)
	// Find is a door: businesses that stand, by the NIB that they bear; nil where nobody
	// looks.
	Find func(tx *db.Tx, nibs []string) (map[string][]db.ID, error)
	// Came is a door: the businesses that rows of these keys became, in other lists.
	Came func(tx *db.Tx, source string, keys []string) (map[string][]db.ID, error)
	// Trial makes a desk that answers as this one would and keeps nothing, for one preview.
	Trial func() Desk
}

// Chunk is how many rows go in by one act: about 20 ms.
const Chunk = 50

// Kept is what became of a row that was read.
type Kept struct {
	Row
	Outcome  string // of the register; "" where it never got there
	Business db.ID
	Proposed []registry.Fact
}

// Import puts the rows of a file into the register, and tells what became of each
// line, in order. What went in stays when it is stopped; started again, rows that are
// in are as before.
func (f *File) Import(ctx context.Context, d *db.DB, city Reader, desk Desk, list registry.List, looked Looked, each func(Kept) error, progress func(done, total int)) (Sum, error) {
	return f.bring(ctx, city, looked, each, progress, func(batch []Kept) ([]Kept, error) {
		return putAll(ctx, d.Write, desk, list, batch)
	})
}

// Preview tells what Import would bring on the register as it is now: line by line, and in
// sum. It asks the register in the same way, in reads alone, and keeps nothing.
func (f *File) Preview(ctx context.Context, d *db.DB, city Reader, desk Desk, list registry.List, looked Looked, each func(Kept) error, progress func(done, total int)) (Sum, error) {
	tried := desk.Trial()
	return f.bring(ctx, city, looked, each, progress, func(batch []Kept) ([]Kept, error) {
		return putAll(ctx, d.Read, tried, list, batch)
	})
}

// bring hands the rows on, as many at a time as go in by one act, and counts their fates.
func (f *File) bring(ctx context.Context, city Reader, looked Looked, each func(Kept) error, progress func(done, total int), put func([]Kept) ([]Kept, error)) (Sum, error) {
	var sum Sum
	if looked.twins == nil {
		return sum, errors.New("intake: import before a look")
	}
	if looked.Stops {
		return sum, fault.New(fault.Invalid, "intake.columns_open")
	}
	done := 0
	for batch, err := range ahead(f.batches(city, looked)) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return sum, err
		}
		kept, err := put(batch)
		if err != nil {
			return sum, err
		}
		for _, k := range kept {
			for n, i := range k.Issues { // the register knows no columns
				if i.Column == "" && i.Field != "" {
					k.Issues[n].Column = f.Head.column(i.Field)
				}
			}
			sum.count(k)
			if err := each(k); err != nil {
				return sum, err
			}
		}
		done += len(batch)
		progress(done, f.Lines)
	}
	return sum, nil
}

// batches reads the rows of a file that was looked through, as many at a time as go in
// by one act.
func (f *File) batches(city Reader, looked Looked) iter.Seq2[[]Kept, error] {
	r := f.ready(city)
	r.looked = looked.twins
	return func(yield func([]Kept, error) bool) {
		var batch []Kept
		for l, err := range f.rows() {
			if err != nil {
				yield(nil, err)
				return
			}
			if batch = append(batch, Kept{Row: r.Read(l)}); len(batch) == Chunk {
				if !yield(batch, nil) {
					return
				}
				batch = nil
			}
		}
		if len(batch) > 0 {
			yield(batch, nil)
		}
	}
}

func (s *Sum) count(k Kept) {
	s.add(k.Fate)
	switch k.Outcome {
	case registry.RowNew:
		s.New++
	case registry.RowChanged:
		s.Changed++
	case registry.RowSame:
		s.Same++
	}
	if len(k.Proposed) > 0 {
		s.Proposed++
	}
}

// putAll puts those of a batch that were taken, in one act, or tries them in one read. An
// act may run twice: it works on a copy.
func putAll(ctx context.Context, in func(context.Context, func(*db.Tx) error) error, desk Desk, list registry.List, batch []Kept) (out []Kept, err error) {
	err = in(ctx, func(tx *db.Tx) error {
		kept, err := putBatch(tx, desk, list, batch)
		out = kept
		return err
	})
	return out, err
}

func putBatch(tx *db.Tx, desk Desk, list registry.List, batch []Kept) ([]Kept, error) {
	out := append([]Kept(nil), batch...)
	var rows []registry.Incoming
	var at []int
	known, err := desk.look(tx, list, batch)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].Fate != Taken {
			continue
		}
		id, t := known.which(out[i].Row)
		if t != nil {
			out[i].doubt(*t)
			continue
		}
		rows = append(rows, registry.Incoming{Key: out[i].Key, Business: id, Set: out[i].Set})
		at = append(at, i)
	}
	if len(rows) == 0 {
		return out, nil
	}
	done, err := desk.Put(tx, list, rows)
	if err != nil {
		return nil, err
	}
	for n, i := range at {
		out[i].settle(done[n])
	}
	return out, nil
}

// known is what the register knows of the rows of a batch.
type known struct{ byNIB, byKey map[string][]db.ID }

// look asks for all rows of a batch at once.
func (d Desk) look(tx *db.Tx, list registry.List, batch []Kept) (k known, err error) {
	var nibs, keys []string
	for _, row := range batch {
		if row.Fate != Taken {
			continue
		}
		if nib := row.Set[registry.NIB]; nib != "" {
			nibs = append(nibs, nib)
		}
		keys = append(keys, row.Key)
	}
	if d.Find != nil {
		if k.byNIB, err = d.Find(tx, nibs); err != nil {
			return k, err
		}
	}
	if d.Came != nil {
		k.byKey, err = d.Came(tx, list.Source, keys)
	}
	return k, err
}

// which finds the business that a row is about: by its NIB, or as what the same row
// became in another list. Where several could be meant, or the row has neither NIB
// nor number to go by, it is asked.
func (k known) which(row Row) (db.ID, *Trouble) {
	all := k.byNIB[row.Set[registry.NIB]]
	if len(all) == 0 {
		all = k.byKey[row.Key]
		if len(all) > 0 && row.Loose && !leftOut("loose") {
			return 0, doubt("intake.row_known", "intake.mend_known")
		}
	}
	switch len(all) {
	case 0:
		return 0, nil
	case 1:
		return all[0], nil
	}
	return 0, doubt("intake.row_several", "intake.mend_several", len(all))
}

// doubt takes a row out of those that are taken.
func (k *Kept) doubt(t Trouble) {
	k.Fate, k.Issues, k.Set = Doubtful, append(append([]Issue(nil), k.Issues...), Issue{Trouble: t}), nil
}

// settle notes what the register did with a row.
func (k *Kept) settle(done registry.RowDone) {
	k.Outcome, k.Business, k.Proposed = done.Outcome, done.Business, done.Proposed
	if done.Outcome != registry.RowRefused {
		return
	}
	k.Fate, k.Set, k.Issues = Refused, nil, append([]Issue(nil), k.Issues...)
	f := fault.Of(done.Why)
	if f == nil {
		f = fault.New(fault.Invalid, "intake.row_refused")
	}
	if len(f.Fields) == 0 {
		k.Issues = append(k.Issues, Issue{Trouble: *refuse(f.Key, "intake.mend_as_said", f.Args...)})
	}
	for _, w := range f.Fields {
		k.Issues = append(k.Issues, Issue{Field: Field(w.Name), Trouble: *refuse(w.Key, "intake.mend_as_said", w.Args...)})
	}
}
