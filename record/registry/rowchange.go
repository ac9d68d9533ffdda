package registry

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
)

// The kinds of changes of a permit and of a person, beside those of facts: ChangeWord.
const (
	PermitAdded   = "permit_added"
	PermitRemoved = "permit_removed"
	PersonAdded   = "person_added"
	PersonEnded   = "person_ended"
)

// RowKinds lists them.
var RowKinds = []string{PermitAdded, PermitRemoved, PersonAdded, PersonEnded}

// RowChange is what a change of the history tells of a permit or of a person.
type RowChange struct {
	Permit Permit // ID 0: it is a person
	Person Person // the name for the owner alone; the days are those of now
	Stands bool   // after the change
	Stays  bool   // cannot be taken back as things are: the last owner, or one who came with a merger
	Why    string // one of PermitReasons, of a permit that was taken out

	number    int64
	before    string // how its end stood, as kept; of the first change nothing
	after     string
	withMerge bool // it came with a merger, and goes with it
}

// rowEnd is how a row ended, as the history keeps it; "" is one that stands.
type rowEnd struct {
	At    int64  `json:"at,omitempty"`    // of a permit: microseconds
	Until string `json:"until,omitempty"` // of a person: the last day
	By    string `json:"by"`
	Why   string `json:"why,omitempty"`
}

func (e rowEnd) text() string {
	raw, _ := json.Marshal(e) // texts and a number
	return string(raw)
}

func readEnd(text string) (e rowEnd, err error) {
	if text != "" {
		err = json.Unmarshal([]byte(text), &e)
	}
	return e, err
}

// turning is one change of a row on its way into the history.
type turning struct {
	id               db.ID // 0: a new one
	business         db.ID // of the row
	permit, person   db.ID // one of them
	kind             string
	by               string
	level            Level
	after            string
	sealed           string
	ofChange         db.ID
	beginsWithTheRow bool
}

// turnRow writes a change of a row into the history, after the last one of that row.
func turnRow(tx *db.Tx, t turning) error {
	var number int64 = 1
	var before any
	if !t.beginsWithTheRow {
		type last struct {
			number int64
			after  string
		}
		l, _, err := db.One(tx, func(r *db.Row) last { return last{r.Int64(), r.Text()} },
			`select number, ended_after from registry_row_change where permit = $1 or person = $2 order by number desc limit 1`, db.Null(t.permit, t.permit != 0), db.Null(t.person, t.person != 0))
		if err != nil {
			return err
		}
		number, before = l.number+1, l.after
	}
	if t.id == 0 {
		t.id = tx.NewID()
	}
	_, err := tx.Exec(`insert into registry_row_change (id, business, permit, person, number, kind, at, by_actor, level, ended_before, ended_after, sealed, subject, of_change)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, (select b.subject from registry_business b where b.id = $2), $13)`,
		t.id, t.business, db.Null(t.permit, t.permit != 0), db.Null(t.person, t.person != 0), number, t.kind, tx.Now(), t.by, int(t.level), before, t.after, t.sealed, db.Null(t.ofChange, t.ofChange != 0))
	return err
}

// spoken is the level on which somebody says what became of a row: an owner, or whoever it
// is about, by their own word; others through it.
func spoken(themselves bool) Level {
	if themselves {
		return Told
	}
	return Through
}

const rowChangeSelect = `select c.id, c.business, c.number, c.kind, c.at, c.by_actor, c.level, c.ended_before, c.ended_after, c.sealed, c.subject, c.of_change, c.permit, c.person from registry_row_change c`

func scanRowChange(r *db.Row) Change {
	c := Change{ID: r.ID(), Business: r.ID(), Row: &RowChange{}}
	c.Row.number, c.Kind, c.At, c.By, c.Level = r.Int64(), r.Text(), r.Time(), r.Text(), Level(r.Int())
	c.Row.before, c.Row.after, c.sealed, c.subject, c.Of = r.Text(), r.Text(), r.Text(), r.ID(), r.ID()
	c.Row.Permit.ID, c.Row.Person.ID = r.ID(), r.ID()
	c.Row.Stands = c.Row.after == ""
	c.Kind = c.Row.kind(c.Kind)
	return c
}

// kind names a change of a row as the history tells it.
func (x RowChange) kind(kept string) string {
	switch {
	case kept == "taken_back":
		return kept
	case x.Permit.ID != 0 && kept == "added":
		return PermitAdded
	case x.Permit.ID != 0:
		return PermitRemoved
	case kept == "added":
		return PersonAdded
	}
	return PersonEnded
}

// rowChanges lists changes of rows with what the rows say.
func (k *Book) rowChanges(tx *db.Tx, names bool, tail string, args ...any) ([]Change, error) {
	all, err := db.All(tx, scanRowChange, rowChangeSelect+tail, args...)
	if err != nil {
		return nil, err
	}
	var permits, people []db.ID
	for _, c := range all {
		if c.Row.Permit.ID != 0 {
			permits = append(permits, c.Row.Permit.ID)
		} else {
			people = append(people, c.Row.Person.ID)
		}
	}
	held, err := db.Among(tx, scanPermit, permitSelect+` where p.id in `, ``, permits)
	if err != nil {
		return nil, err
	}
	in, err := db.Among(tx, scanPersonRow, personRowSelect+` where p.id in `, ``, people)
	for i := range all {
		if err == nil {
			err = k.fill(tx, &all[i], held, in, names)
		}
	}
	return all, err
}

// fill says in a change what its row says.
func (k *Book) fill(tx *db.Tx, c *Change, held []Permit, in []personRow, names bool) (err error) {
	end, err := readEnd(c.Row.after)
	if err != nil {
		return err
	}
	c.Row.Why = end.Why
	if i := slices.IndexFunc(held, func(p Permit) bool { return p.ID == c.Row.Permit.ID }); i >= 0 {
		c.Row.Permit = held[i]
	}
	if i := slices.IndexFunc(in, func(p personRow) bool { return p.ID == c.Row.Person.ID }); i >= 0 {
		c.Row.Person, c.Row.withMerge = in[i].Person, in[i].ofMerge != 0
		if names {
			c.Row.Person.Name, err = k.heard(tx, in[i].ID, personPlace(in[i].ID), in[i].sealed)
		}
	}
	if err == nil {
		c.Why, err = k.heard(tx, c.subject, rowChangePlace(c.ID), c.sealed)
	}
	return err
}

func rowChangePlace(id db.ID) string { return fmt.Sprint("registry_row_change.sealed ", int64(id)) }

// personRow is a person in a business with what the table alone needs.
type personRow struct {
	Person
	business db.ID
	ofMerge  db.ID
}

const personRowSelect = `select p.id, p.business, coalesce(p.person, 0), p.role, p.sealed, p.since, p.until, p.agreed_at, coalesce(p.of_merge, 0) from registry_business_person p`

func scanPersonRow(r *db.Row) personRow {
	p := personRow{Person: Person{ID: r.ID()}, business: r.ID()}
	p.Person.Person, p.Role, p.sealed = r.ID(), r.Text(), r.Text()
	p.Since, _ = date.ParseDay(r.Text())
	p.Until, _ = date.ParseDay(r.Text())
	p.Agreed, p.ofMerge = r.Time(), r.ID()
	return p
}

// Past lists all changes of a business, the newest first, at most limit older than one
// (0: from the newest): of its facts, as History tells them, of its people, and of what it
// holds, with the permits of those that were merged into it. For its people and officers.
func (k *Book) Past(tx *db.Tx, session string, business, before db.ID, limit int) ([]Change, error) {
	who, err := k.insider(tx, session, business)
	if err != nil {
		return nil, err
	}
	if before == 0 {
		before = 1<<63 - 1
	}
	facts, err := db.All(tx, scanChange, changeSelect+` where c.business = $1 and c.id < $2 order by c.id desc limit $3`, business, before, limit)
	if err == nil {
		facts, err = k.seen(tx, who, facts)
	}
	if err != nil {
		return nil, err
	}
	rows, err := k.rowChanges(tx, eyeOf(who) == Owning, ` where c.id < $2 and (c.business = $1 or c.permit is not null and c.business in (
		select m.id from registry_business m where m.merged_into = $1 and m.merged_state = 'published' and m.forgotten_at is null)) order by c.id desc limit $3`, business, before, limit)
	if err != nil {
		return nil, err
	}
	owners, err := OwnersOf(tx, business)
	for _, c := range rows {
		p := c.Row.Person
		c.Row.Stays = c.Row.withMerge || c.Row.Stands && p.Role == Owner && p.Person != 0 && len(owners) == 1
	}
	all := append(facts, rows...)
	slices.SortStableFunc(all, func(a, b Change) int { return cmp.Compare(b.ID, a.ID) })
	return all[:min(limit, len(all))], err
}

// permitsAt says which permits stood at an instant, from the history.
const permitsAt = ` where p.business = $1 and (select c.ended_after from registry_row_change c where c.permit = p.id and c.at <= $2 order by c.number desc limit 1) = '' order by p.kind, p.id`

// PermitsAt lists what a business held as it was written down at an instant: with what
// was added since left out, and what was taken out since still in.
func PermitsAt(tx *db.Tx, business db.ID, at time.Time) ([]Permit, error) {
	return db.All(tx, scanPermit, permitSelect+permitsAt, business, at)
}
