package registry

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// Change is one change set of a business, or (see Past) a change of a permit or a person in it.
type Change struct {
	ID       db.ID
	Business db.ID
	Version  int64  // the one that it made; the one before is smaller by one
	Kind     string // registered, changed, accepted, taken_back; of a row one of RowKinds or taken_back
	At       time.Time
	By       string // actor
	Source   string // of a list
	Level    Level
	Facts    []Fact
	Values   map[Fact]Pair // before and after; of what the reader may not see, nothing
	Why      string
	Gone     bool       // a part was forgotten
	Of       db.ID      // the change that it takes back
	Row      *RowChange // the permit or the person that it is of; nil: it is of facts

	before, after Proofs
	subject       db.ID
	plain, sealed string
}

// Returns reports whether a change is one that may be taken back, as far as it says itself.
func (c Change) Returns() bool {
	return c.Kind != "registered" && !c.Gone && (c.Row == nil || !c.Row.Stays)
}

const changeSelect = `select c.id, c.business, c.version, c.kind, c.at, c.by_actor, c.source, c.level, c.facts, c.plain, c.sealed, c.subject,
	c.proof_before, c.proof_after, c.of_change from registry_change c`

func scanChange(r *db.Row) Change {
	c := Change{ID: r.ID(), Business: r.ID(), Version: r.Int64(), Kind: r.Text(), At: r.Time(), By: r.Text(), Source: r.Text(), Level: Level(r.Int())}
	for _, f := range fields(r.Text()) {
		c.Facts = append(c.Facts, Fact(f))
	}
	c.plain, c.sealed, c.subject, c.before, c.after, c.Of = r.Text(), r.Text(), r.ID(), readProofs(r.Text()), readProofs(r.Text()), r.ID()
	return c
}

// change finds a change set, opened.
func (k *Book) change(tx *db.Tx, id db.ID) (Change, error) {
	c, found, err := db.One(tx, scanChange, changeSelect+` where c.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "registry.no_change")
	}
	if err != nil {
		return c, err
	}
	return k.reveal(tx, c)
}

func (k *Book) reveal(tx *db.Tx, c Change) (Change, error) {
	values, err := readBoth(c.plain)
	if err != nil {
		return c, err
	}
	personal, gone, err := k.readTold(tx, c.subject, c.ID, c.sealed)
	for f, pair := range personal.Facts {
		values[f] = pair
	}
	c.Values, c.Why, c.Gone = values, personal.Why, gone
	return c, err
}

// History lists the change sets of a business, the newest first, at most limit older
// than a version (0: from the newest): for its people and officers. Facts that an
// officer opens for a purpose only are named without their values.
func (k *Book) History(tx *db.Tx, session string, business db.ID, before int64, limit int) ([]Change, error) {
	who, err := k.insider(tx, session, business)
	if err != nil {
		return nil, err
	}
	if before == 0 {
		before = 1<<63 - 1
	}
	all, err := db.All(tx, scanChange, changeSelect+` where c.business = $1 and c.version < $2 order by c.version desc limit $3`, business, before, limit)
	if err != nil {
		return nil, err
	}
	return k.seen(tx, who, all)
}

// seen opens change sets as far as somebody may see them.
func (k *Book) seen(tx *db.Tx, who account.Who, all []Change) (_ []Change, err error) {
	eye := eyeOf(who)
	for i := range all {
		if all[i], err = k.reveal(tx, all[i]); err != nil {
			return nil, err
		}
		for f := range all[i].Values {
			if eye.shut(f, true) { // it may have been a home or a vendor's then
				delete(all[i].Values, f)
			}
		}
	}
	return all, nil
}

// AsOf tells how a business stood at an instant, from its history: for its people and
// officers. found is false before it was there. Of a person who was forgotten since,
// what was personal is gone.
func (k *Book) AsOf(tx *db.Tx, session string, business db.ID, at time.Time) (b Business, found bool, err error) {
	who, err := k.insider(tx, session, business)
	if err != nil {
		return b, false, err
	}
	now, err := ByID(tx, business)
	if err != nil {
		return b, false, err
	}
	if b, found, err = k.replay(tx, now, at); err != nil || !found {
		return b, found, err
	}
	return eyeOf(who).see(b), true, nil
}

// replay makes a business from its history, up to an instant.
func (k *Book) replay(tx *db.Tx, now Business, at time.Time) (b Business, found bool, err error) {
	b = Business{ID: now.ID, Facts: Values{}, Proofs: Proofs{}, Demo: now.Demo, Made: now.Made, MadeBy: now.MadeBy, subject: now.subject}
	all, err := db.All(tx, scanChange, changeSelect+` where c.business = $1 and c.at <= $2 order by c.version`, now.ID, at)
	for _, c := range all {
		if err != nil {
			return b, false, err
		}
		if c, err = k.reveal(tx, c); err != nil {
			return b, false, err
		}
		b.Version = c.Version
		for _, f := range c.Facts {
			b.Facts = b.Facts.with(Values{f: c.Values[f][1]})
			delete(b.Proofs, f)
			if p, ok := c.after[f]; ok {
				b.Proofs[f] = p
			}
		}
	}
	if err != nil || len(all) == 0 {
		return b, false, err
	}
	type stood struct {
		number int64
		state  State
	}
	last, _, err := db.One(tx, func(r *db.Row) stood { return stood{r.Int64(), State(r.Text())} },
		`select number, to_state from registry_move where business = $1 and at <= $2 order by number desc limit 1`, now.ID, at)
	b.State, b.Version = last.state, max(b.Version, last.number)
	if p, placed := b.Point(); placed {
		b.Placed, b.Near = true, p.Point
		if b.Facts.home() {
			b.Near = coarse(p.Point)
		}
	}
	return b, true, err
}
