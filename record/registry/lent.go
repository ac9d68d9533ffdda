package registry

import (
	"time"

	"alun/ground/db"
	"alun/record/diary"
)

// Lent is a business as its owner lets somebody without an account see it: what
// everybody sees, and more facts, as far as they are known. Of one that is not
// published it is the state alone. The point is never lent, and of a street vendor
// nothing that says where they stand: a list of stalls helps a raid.
func (k *Book) Lent(tx *db.Tx, id db.ID, more []Fact) (Business, error) {
	b, err := ByID(tx, id)
	if err != nil {
		return b, err
	}
	if b.State != Published && !leftOut("lent state") {
		return Business{ID: b.ID, Version: b.Version, State: b.State, Facts: Values{}, Proofs: Proofs{}, Demo: b.Demo, Made: b.Made, MergedInto: b.MergedInto}, nil
	}
	whole, err := k.opened(tx, b)
	if err != nil {
		return b, err
	}
	out := Public.see(whole)
	proofs := levelsOnly(whole.Proofs, whole.Facts)
	for _, f := range more {
		if text := whole.Facts[f]; text != "" && whole.Facts.Lends(f) {
			out.Facts[f] = text
			if p, there := proofs[f]; there {
				out.Proofs[f] = p
			}
		}
	}
	return out, nil
}

// Lends tells whether a fact may be lent at all.
func (v Values) Lends(f Fact) bool {
	place := f == Address || f == RT
	return f != Point && !f.Flag() && (!place || !v.Vendor())
}

// ReadByLink keeps that private facts of a business were read through a link that its
// owner made: nobody is known who read them.
func (k *Book) ReadByLink(tx *db.Tx, business, passport db.ID, facts []Fact) error {
	if len(facts) == 0 || leftOut("link trace") {
		return nil
	}
	id := tx.NewID()
	if _, err := tx.Exec(`insert into registry_read (id, business, reader, held, passport, facts, purpose, at) values ($1, $2, null, null, $3, $4, 'paspor', $5)`,
		id, business, passport, factsText(facts), tx.Now()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: "public", Fact: "registry.read", Kind: "registry_business", Subject: business,
		Data: map[string]any{"read": id, "purpose": "paspor", "facts": facts}})
}

// Past is what the history of a business comes to, in numbers.
type Past struct {
	Changes   int       // change sets
	Checked   int       // those of them that an officer saw, or that rest on a document or a register
	Last      time.Time // the latest of them
	Published time.Time // for the first time; zero: never
}

// PastOf counts it.
func PastOf(tx *db.Tx, business db.ID) (Past, error) {
	p, _, err := db.One(tx, func(r *db.Row) Past { return Past{Changes: r.Int(), Checked: r.Int(), Last: r.Time()} },
		`select count(*), coalesce(sum(case when level >= $2 then 1 else 0 end), 0), max(at) from registry_change where business = $1`, business, int(Seen))
	if err == nil {
		p.Published, _, err = db.One(tx, (*db.Row).Time, `select min(at) from registry_move where business = $1 and to_state = 'published'`, business)
	}
	return p, err
}
