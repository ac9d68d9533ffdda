package directory

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/find"
)

// Sieve is a question that was answered once, to be held against businesses as they are
// read: for a file of more than anybody wants to hold in memory. It is as long good as
// the index that answered.
type Sieve struct {
	Total int  // how many it found
	Any   bool // no business has all the words: these have some
	h     *holding
	asked find.Query
}

// Sieve answers a question as Find does, and shows none.
func (d *Directory) Sieve(a Ask) (s Sieve, err error) {
	defer fault.Op(&err, "directory: sieve")
	h, err := d.answerable(a)
	if err != nil {
		return s, err
	}
	a.Skip, a.Limit, a.Explain = 0, 0, false
	r, asked, err := h.try(h.query(a), d.lacks)
	return Sieve{r.Total, asked.Any && r.Total > 0, h, asked}, err
}

// Keep leaves of businesses those that the question finds, in their order. What it reads
// the words as does not change from one call to the next.
func (s Sieve) Keep(ids []db.ID) (out []db.ID, err error) {
	defer fault.Op(&err, "directory: sieve")
	allow := make([]int64, len(ids))
	for i, id := range ids {
		allow[i] = int64(id)
	}
	q := s.asked
	q.Allow, q.Limit, q.Sort = find.NewSet(allow), len(ids), find.ByRelevance
	r, err := s.h.index.Search(q)
	if err != nil {
		return nil, err
	}
	kept := make(map[db.ID]bool, len(r.Hits))
	for _, hit := range r.Hits {
		kept[db.ID(hit.ID)] = true
	}
	for _, id := range ids {
		if kept[id] {
			out = append(out, id)
		}
	}
	return out, nil
}
