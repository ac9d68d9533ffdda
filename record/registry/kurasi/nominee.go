package kurasi

import (
	"slices"

	"alun/ground/db"
)

// Nominee is a thing of a business, or the business with all it shows, that an association
// put forward for a call, and whose owner agreed to that.
type Nominee struct {
	Business, Subject db.ID // Subject 0: the business itself
	Asosiasi          db.ID
	Name              string // of the association
	Sentence          string // what the association says of it: for curators, not for everybody
	Open              bool   // the owner agreed that everybody sees who put it forward
}

// of tells whether an entry is what was put forward: the thing, or something of the business
// that was put forward, or the business of a thing that was.
func (n Nominee) of(e Entry) bool {
	return n.Business == e.Business && (n.Subject == 0 || n.Subject == e.Subject || e.Subject == e.Business)
}

// Suggested is what an association put forward for a call of what somebody may enter (own)
// and has not entered: the first. Its Subject is 0 where a business was put forward that
// shows several things.
func (d Desk) Suggested(tx *db.Tx, c Call, own []Holding) (n Nominee, found bool, err error) {
	if d.Nominees == nil {
		return n, false, nil
	}
	for _, h := range own {
		all, err := d.Nominees(tx, c.ID, h.Business)
		if err != nil {
			return n, false, err
		}
		entered, err := db.All(tx, (*db.Row).ID, `select subject from registry_kurasi_entry where business = $1 and call = $2 and withdrawn_at is null`, h.Business, c.ID)
		if err != nil {
			return n, false, err
		}
		for _, n := range all {
			if n.Subject, found = h.meant(c, n, entered); found {
				return n, true, nil
			}
		}
	}
	return n, false, nil
}

// meant is what of a business is to be entered by a nomination; found is false where it is
// not shown any more, or was entered already.
func (h Holding) meant(c Call, n Nominee, entered []db.ID) (subject db.ID, found bool) {
	if subject = n.Subject; c.Kind == Business {
		subject = h.Business
	} else if subject == 0 && len(h.Things) == 1 {
		subject = h.Things[0].ID
	}
	if subject == 0 {
		return 0, len(entered) == 0
	}
	shown := slices.ContainsFunc(h.Things, func(t Thing) bool { return t.ID == subject })
	return subject, shown && !slices.Contains(entered, subject)
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
