package kurasi

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// Call is one kurasi, with its rules.
type Call struct {
	ID      db.ID
	Version int64 // rises by one with each change
	State   State
	Kind    string // of what can be entered
	Demo    bool   // a made-up person made it
	Rules
	Number    string    // of the minutes; "" until it is decided
	Reason    string    // why it was cancelled
	Opened    time.Time // zero: never; then it is not public
	Decided   time.Time
	DecidedBy string // actor
	Published time.Time
}

// Rules is what is told before anybody enters.
type Rules struct {
	Year          int
	Title         string
	Purpose       string    // what for
	Entrants      string    // who may enter
	Opens, Closes time.Time // half-open
	Quota         int       // how many are chosen at most; 0: as many as reach the threshold
	Threshold     int       // whole points that a chosen one reaches; 0: none
	Curators      int       // at least so many judge each entry
	NamesPublic   bool      // the curators are named in public; else only counted
	Criteria      []Criterion
}

// Criterion is what is judged.
type Criterion struct {
	N      int // from 1
	Title  string
	About  string
	Weight int // of 100
}

// Takes tells whether entries come in at an instant.
func (c Call) Takes(at time.Time) bool {
	return c.State == Open && !at.Before(c.Opens) && at.Before(c.Closes)
}

// Phase is where a call stands for the public, as the end of a key: soon, open, closed,
// judging, published, cancelled.
func (c Call) Phase(at time.Time) string {
	switch {
	case c.State == Open && at.Before(c.Opens):
		return "soon"
	case c.State == Open && !at.Before(c.Closes):
		return "closed"
	case c.State == Decided: // not told before it is published
		return string(Judging)
	}
	return string(c.State)
}

const callSelect = `select k.id, k.version, k.state, k.kind, k.year, k.title, k.purpose, k.entrants, k.opens_at, k.closes_at, coalesce(k.quota, 0), coalesce(k.threshold, 0),
	k.curators, k.names_public, k.number, k.reason, k.opened_at, k.decided_at, k.decided_by, k.published_at, k.demo from registry_kurasi k`

func scanCall(r *db.Row) Call {
	c := Call{ID: r.ID(), Version: r.Int64(), State: State(r.Text()), Kind: r.Text()}
	c.Year, c.Title, c.Purpose, c.Entrants = r.Int(), r.Text(), r.Text(), r.Text()
	c.Opens, c.Closes, c.Quota, c.Threshold = r.Time(), r.Time(), r.Int(), r.Int()
	c.Curators, c.NamesPublic = r.Int(), r.Bool()
	c.Number, c.Reason, c.Opened, c.Decided, c.DecidedBy, c.Published = r.Text(), r.Text(), r.Time(), r.Time(), r.Text(), r.Time()
	c.Demo = r.Bool()
	return c
}

// ByID finds a call with its criteria.
func ByID(tx *db.Tx, id db.ID) (Call, error) {
	c, found, err := db.One(tx, scanCall, callSelect+` where k.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "kurasi.none")
	}
	if err != nil {
		return c, err
	}
	c.Criteria, err = db.All(tx, func(r *db.Row) Criterion { return Criterion{r.Int(), r.Text(), r.Text(), r.Int()} },
		`select n, title, about, weight from registry_kurasi_criterion where call = $1 order by n`, id)
	return c, err
}

// Shown finds a call that everybody may see: any that was opened.
func Shown(tx *db.Tx, id db.ID) (Call, error) {
	c, err := ByID(tx, id)
	if err == nil && c.Opened.IsZero() && !(leftOut("opened") && c.State != Draft) {
		err = fault.New(fault.NotFound, "kurasi.none")
	}
	return c, err
}

// Calls lists the newest calls that everybody may see, without criteria.
func Calls(tx *db.Tx, limit int) ([]Call, error) {
	return db.All(tx, scanCall, callSelect+` where k.opened_at is not null order by k.closes_at desc, k.id desc limit $1`, limit)
}

// AllCalls lists the newest calls, drafts too: for officers.
func AllCalls(tx *db.Tx, session string, limit int) ([]Call, error) {
	if _, err := account.May(tx, session, MayWatch, account.At{}); err != nil {
		return nil, err
	}
	return db.All(tx, scanCall, callSelect+` order by k.id desc limit $1`, limit)
}

// Counts is how much a call has of each.
type Counts struct{ Entries, Curators int }

// EntriesOf counts the entries that stand of some calls.
func EntriesOf(tx *db.Tx, calls []Call) (map[db.ID]int, error) {
	out, ids := map[db.ID]int{}, make([]db.ID, len(calls))
	for i, c := range calls {
		ids[i] = c.ID
	}
	for list, args := range db.In(ids, 0) {
		if err := db.Each(tx, func(r *db.Row) error { out[r.ID()] = r.Int(); return nil }, `select call, count(*) from registry_kurasi_entry where withdrawn_at is null and call in `+list+` group by call`, args...); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// CountsOf counts the entries that stand and the curators of a call.
func CountsOf(tx *db.Tx, call db.ID) (Counts, error) {
	n, _, err := db.One(tx, func(r *db.Row) Counts { return Counts{r.Int(), r.Int()} }, `select
		(select count(*) from registry_kurasi_entry where call = $1 and withdrawn_at is null), (select count(*) from registry_kurasi_curator where call = $1 and released_at is null)`, call)
	return n, err
}
