package registry

import (
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/account"
)

// Unopened lists, of facts of a business, those that are shut for an officer and that who
// asks has not opened for a purpose since they say what they say: nobody can tell that such
// a one is right. It is for who may check the business; the answer is in the order of
// forms.
func (k *Book) Unopened(tx *db.Tx, session string, business db.ID, facts []Fact) ([]Fact, error) {
	who, b, err := k.checking(tx, session, Step{Business: business})
	if err != nil {
		return nil, err
	}
	return k.unopened(tx, who, b, facts)
}

// opensFirst asks that an officer has read what they say is right. The reading stands in
// the log that the owner sees, so that a proof of something private is never without it.
func (k *Book) opensFirst(tx *db.Tx, who account.Who, b Business, confirm []Fact) error {
	if !officer(who) || leftOut("opened first") {
		return nil
	}
	all, err := k.unopened(tx, who, b, confirm)
	if err != nil || len(all) == 0 {
		return err
	}
	f := fault.New(fault.Invalid, "registry.unopened")
	for _, fact := range all {
		f.At(string(fact), "registry.unopened_fact", lang.Key(fact.Label()))
	}
	return f
}

func (k *Book) unopened(tx *db.Tx, who account.Who, b Business, facts []Fact) ([]Fact, error) {
	seen := Officer.see(b).Facts
	var shut []Fact
	for _, f := range Facts {
		_, there := b.Proofs[f]
		if _, open := seen[f]; slices.Contains(facts, f) && there && !open && Officer.shut(f, true) {
			shut = append(shut, f)
		}
	}
	if len(shut) == 0 {
		return nil, nil
	}
	reads, err := readAt(tx, b.ID, who.Person)
	if err == nil {
		err = k.forgetOlder(tx, b.ID, shut, reads)
	}
	return slices.DeleteFunc(shut, func(f Fact) bool { _, read := reads[f]; return read }), err
}

// readAt finds when somebody last opened which facts of a business.
func readAt(tx *db.Tx, business, reader db.ID) (map[Fact]time.Time, error) {
	out := map[Fact]time.Time{}
	return out, db.Each(tx, func(r *db.Row) error {
		facts, at := r.Text(), r.Time()
		for _, f := range fields(facts) {
			out[Fact(f)] = at
		}
		return nil
	}, `select facts, at from registry_read where business = $1 and reader = $2 order by id`, business, reader)
}

// forgetOlder leaves of readings those of what nobody has said otherwise since. What was
// only proven again says the same.
func (k *Book) forgetOlder(tx *db.Tx, business db.ID, facts []Fact, reads map[Fact]time.Time) error {
	var first time.Time
	for _, f := range facts {
		if at, read := reads[f]; read && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	if first.IsZero() {
		return nil
	}
	all, err := db.All(tx, scanChange, changeSelect+` where c.business = $1 and c.at >= $2 order by c.version`, business, first)
	for _, c := range all {
		if err == nil {
			c, err = k.reveal(tx, c)
		}
		if err != nil {
			return err
		}
		for _, f := range c.Facts {
			if at, read := reads[f]; read && !c.At.Before(at) && (c.Gone || c.Values[f][0] != c.Values[f][1]) {
				delete(reads, f)
			}
		}
	}
	return err
}
