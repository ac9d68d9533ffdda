package kurasi

import "alun/ground/db"

// Nominee is a thing of a business, or the business with all it shows, that an association
// put forward for a call, and whose owner agreed to that.
type Nominee struct {
	Business, Subject db.ID // Subject 0: the business itself
	Asosiasi          db.ID
	Name              string // of the association
	Sentence          string // what the association says of it: for curators, not for everybody
	Open              bool   // the owner agreed that everybody sees who put it forward
}

// of tells whether an entry is what was put forward.
func (n Nominee) of(e Entry) bool {
	return n.Business == e.Business && (n.Subject == 0 || n.Subject == e.Subject)
}

// NominatedBy lists who put an entry forward: for who judges it, and who looks after it.
func (d Desk) NominatedBy(tx *db.Tx, e Entry) (out []Nominee, err error) {
	if d.Nominees == nil || e.Name == "" {
		return nil, nil
	}
	all, err := d.Nominees(tx, e.Call, e.Business)
	for _, n := range all {
		if n.of(e) {
			out = append(out, n)
		}
	}
	return out, err
}

// Nominated lists by entry who put the entries of a page forward.
func (d Desk) Nominated(tx *db.Tx, call db.ID, all []Entry) (map[db.ID][]Nominee, error) {
	if d.Nominees == nil || len(all) == 0 {
		return nil, nil
	}
	some, err := d.Nominees(tx, call, 0)
	out := map[db.ID][]Nominee{}
	for _, e := range all {
		for _, n := range some {
			if n.of(e) && e.Name != "" {
				out[e.ID] = append(out[e.ID], n)
			}
		}
	}
	return out, err
}

// OpenNominees lists by entry what everybody sees of that: the name of an association,
// where the owner agreed to it, of entries whose result is told.
func (d Desk) OpenNominees(tx *db.Tx, c Call, all []Outcome) (map[db.ID][]Nominee, error) {
	if c.State != Published {
		return nil, nil
	}
	told := make([]Entry, 0, len(all))
	for _, o := range all {
		if o.Consent && o.Chosen {
			told = append(told, o.Entry)
		}
	}
	found, err := d.Nominated(tx, c.ID, told)
	out := map[db.ID][]Nominee{}
	for entry, some := range found {
		for _, n := range some {
			if n.Open || leftOut("open nominee") {
				n.Sentence = ""
				out[entry] = append(out[entry], n)
			}
		}
	}
	return out, err
}
