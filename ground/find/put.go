package find

import (
	"context"
	"fmt"
)

// mostDocs is how many documents an index may have: enough that no number in a
// segment can pass 32 bits with documents of a few hundred words.
const mostDocs = 1 << 24

// Put adds documents, or replaces those of the same id. They are found from the
// moment it returns. Either all are taken or none.
func (x *Index) Put(docs ...Doc) error {
	if len(docs) == 0 {
		return nil
	}
	d := newDraft(&x.config, x.every)
	last := make(map[int64]int, len(docs))
	for i := range docs {
		last[docs[i].ID] = i
	}
	for i := range docs {
		if last[docs[i].ID] != i {
			continue // replaced by a later one
		}
		if err := d.add(&docs[i]); err != nil {
			return err
		}
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	parts := x.removed(d.columns.ids)
	length := (&state{parts}).length()
	n := (&state{parts}).docs()
	if n+len(last) > mostDocs {
		return fmt.Errorf("find: more than %d documents", mostDocs)
	}
	cols := d.end()
	for f, n := range d.length() {
		length[f] += n
	}
	s, err := assemble(context.Background(), &x.config, length.means(n+len(last)), source{columns: cols})
	if err != nil {
		return err
	}
	parts, err = x.fold(append(parts, newPart(s)))
	if err != nil {
		return err
	}
	x.now.Store(x.config.tuned(parts))
	return nil
}

// length is how many words the fields of a draft have, stop words apart.
func (d *draft) length() lengths {
	var sum lengths
	c := &d.columns
	for doc := range c.ids {
		c.eachWord(uint32(doc), len(d.config.Fields), func(field int, word uint32) {
			if !c.lex.stop.has(word) {
				sum[field]++
			}
		})
	}
	return sum
}

// Small parts are folded as they come, eight of a size into one of the next, so
// that a document is written anew only three times on its way to foldMost
// documents. What is larger is left to Merge.
const (
	foldAt   = 8
	foldMost = 512
)

// fold joins the last parts if there are many small ones. Those on which Merge
// works are left alone.
func (x *Index) fold(parts []part) ([]part, error) {
	for size := foldAt; size <= foldMost; size *= foldAt {
		from, n := len(parts), 0
		for from > x.merge && parts[from-1].len() < size {
			from--
			n += parts[from].live
		}
		if len(parts)-from < foldAt {
			continue
		}
		joined, err := x.join(context.Background(), parts[from:], parts)
		if err != nil {
			return nil, err
		}
		parts = append(parts[:from:from], joined...)
	}
	return parts, nil
}

// join makes one part of some, or none if nothing in them is live. Means are
// taken over all.
func (x *Index) join(ctx context.Context, some, all []part) ([]part, error) {
	from := make([]source, len(some))
	n := 0
	for i := range some {
		from[i] = source{&some[i].columns, some[i].gone}
		n += some[i].live
	}
	if n == 0 {
		return nil, nil
	}
	whole := &state{all}
	length := whole.length()
	s, err := assemble(ctx, &x.config, length.means(whole.docs()), from...)
	if err != nil {
		return nil, err
	}
	return []part{newPart(s)}, nil
}
