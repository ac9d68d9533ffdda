package ganda

import (
	"strconv"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/twin"
)

// State is where a pair stands.
type State string

// The states.
const (
	Waiting   State = "waiting"
	Merged    State = "merged"
	Different State = "different"
)

// Desk is where pairs are found and decided.
type Desk struct {
	Book *registry.Book

	fault string // a guard that a test leaves out
}

// Pair is two entries that may be one business.
type Pair struct {
	A, B    db.ID // the smaller first
	Odds    twin.Milli
	Sure    bool
	Parts   []twin.Part // why: they add up to Odds; none where no finder found the pair
	State   State
	Found   time.Time // zero: nobody has kept it yet
	By      string    // actor who decided
	Decided time.Time
}

const pairSelect = `select p.a, p.b, p.odds, p.sure, p.parts, p.state, p.found_at, p.decided_by, p.decided_at from registry_ganda_pair p`

func scanPair(r *db.Row) Pair {
	return Pair{A: r.ID(), B: r.ID(), Odds: twin.Milli(r.Int64()), Sure: r.Bool(), Parts: readParts(r.Text()), State: State(r.Text()), Found: r.Time(), By: r.Text(), Decided: r.Time()}
}

// partsText is how reasons are kept: "twin.name 92 2300;twin.nib_same 900".
func partsText(all []twin.Part) string {
	var out []string
	for _, p := range all {
		words := []string{string(p.Say)}
		for _, a := range p.Args {
			if n, ok := a.(int); ok { // twin gives no other
				words = append(words, strconv.Itoa(n))
			}
		}
		out = append(out, strings.Join(append(words, strconv.FormatInt(int64(p.Milli), 10)), " "))
	}
	return strings.Join(out, ";")
}

func readParts(text string) (out []twin.Part) {
	for part := range strings.SplitSeq(text, ";") {
		words := strings.Fields(part)
		if len(words) < 2 {
			continue
		}
		p := twin.Part{Say: lang.Key(words[0])}
		for _, w := range words[1 : len(words)-1] {
			n, _ := strconv.Atoi(w) // written by partsText
			p.Args = append(p.Args, n)
		}
		n, _ := strconv.ParseInt(words[len(words)-1], 10, 64)
		p.Milli = twin.Milli(n)
		out = append(out, p)
	}
	return out
}

// Ordered is a pair with the smaller id first.
func Ordered(a, b db.ID) (db.ID, db.ID) { return min(a, b), max(a, b) }

// Filter chooses pairs; the zero value is all that wait.
type Filter struct {
	Area  string // one of them stands there
	State State  // "" is Waiting
	// After continues behind a pair of the list; nil is the beginning.
	After *Pair
}

// List lists pairs of an area, the surest first, for its officers. Of those that wait
// both must stand.
func (k *Desk) List(tx *db.Tx, session string, f Filter, limit int) ([]Pair, error) {
	if _, err := account.May(tx, session, registry.MayWatch, account.At{Area: f.Area}); err != nil {
		return nil, err
	}
	if f.State == "" {
		f.State = Waiting
	}
	after := Pair{Sure: true, Odds: 1 << 50}
	if f.After != nil {
		after = *f.After
	}
	return db.All(tx, scanPair, pairSelect+areaWhere+`
		and (p.sure < $5 or p.sure = $5 and (p.odds < $6 or p.odds = $6 and (p.a > $7 or p.a = $7 and p.b > $8)))
		order by p.sure desc, p.odds desc, p.a, p.b limit $9`,
		f.Area, f.Area+".", f.Area+"/", string(f.State), after.Sure, int64(after.Odds), after.A, after.B, limit)
}

// areaWhere chooses pairs of a state and an area.
const areaWhere = ` join registry_business a on a.id = p.a join registry_business b on b.id = p.b
	where ($1 = '' or a.kelurahan = $1 or b.kelurahan = $1 or a.kelurahan >= $2 and a.kelurahan < $3 or b.kelurahan >= $2 and b.kelurahan < $3)
	and p.state = $4 and (p.state <> 'waiting' or a.state not in ('closed', 'merged') and b.state not in ('closed', 'merged'))`

// Counts is how many pairs of an area wait, of how many of them the finder is sure,
// and how many were decided.
type Counts struct{ Waiting, Sure, Merged, Different int64 }

// Count counts pairs of an area for its officers.
func (k *Desk) Count(tx *db.Tx, session, area string) (c Counts, err error) {
	if _, err := account.May(tx, session, registry.MayWatch, account.At{Area: area}); err != nil {
		return c, err
	}
	for state, into := range map[State]*int64{Waiting: &c.Waiting, Merged: &c.Merged, Different: &c.Different} {
		err := db.Each(tx, func(r *db.Row) error {
			*into = r.Int64()
			if sure, some := r.Maybe(); some && state == Waiting {
				c.Sure = sure
			}
			return nil
		}, `select count(*), sum(case when p.sure then 1 else 0 end) from registry_ganda_pair p`+areaWhere, area, area+".", area+"/", string(state))
		if err != nil {
			return c, err
		}
	}
	return c, nil
}

// CountWaits counts the pairs of an area, "" the whole city, that wait: for who shows the
// number to the officers of the area alone.
func CountWaits(tx *db.Tx, area string) (int64, error) {
	n, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from registry_ganda_pair p`+areaWhere, area, area+".", area+"/", string(Waiting))
	return n, err
}

// ByBusinesses finds a pair, for officers of the area of one of them; found is false
// where nobody and nothing has thought of it.
func (k *Desk) ByBusinesses(tx *db.Tx, session string, a, b db.ID) (p Pair, found bool, err error) {
	a, b = Ordered(a, b)
	p = Pair{A: a, B: b, State: Waiting}
	if a == b {
		return p, false, fault.New(fault.NotFound, "registry.no_business")
	}
	var denied error
	may := false
	for _, id := range []db.ID{a, b} {
		one, err := registry.ByID(tx, id)
		if err != nil {
			return p, false, err
		}
		if _, err := account.May(tx, session, registry.MayWatch, account.At{Area: one.Facts[registry.Kelurahan]}); err != nil {
			denied = err
		} else {
			may = true
		}
	}
	if !may {
		return p, false, denied
	}
	kept, found, err := db.One(tx, scanPair, pairSelect+` where p.a = $1 and p.b = $2`, a, b)
	if found {
		p = kept
	}
	return p, found, err
}

// Of lists the pairs of a business, the surest first: for a page that shows it to who
// may see its inside.
func Of(tx *db.Tx, business db.ID) ([]Pair, error) {
	return db.All(tx, scanPair, pairSelect+` where p.a = $1 or p.b = $1 order by p.sure desc, p.odds desc, p.a, p.b`, business)
}
