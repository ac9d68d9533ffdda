package kurasi

import (
	"fmt"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/record/account"
)

// series is in which series the minutes of a call are numbered: a made-up call has another
// one, so that the city's own has no gap where a demonstration was.
func (c Call) series() string {
	if c.Demo {
		return "kurasi peragaan"
	}
	return "kurasi"
}

// minutesForm is how the number of minutes is written.
func (c Call) minutesForm(year int) string {
	if c.Demo {
		return fmt.Sprintf("{n}/BA-KURASI/PERAGAAN/%d", year)
	}
	return fmt.Sprintf("{n}/BA-KURASI/%d", year)
}

// count works the result of a call out from its sheets.
func count(tx *db.Tx, c Call) ([]Placed, error) {
	all, err := entriesOf(tx, c.ID)
	if err != nil {
		return nil, err
	}
	sheets, err := sheetsOf(tx, ofCall, c.ID)
	if err != nil {
		return nil, err
	}
	in := make([]Judged, len(all))
	for i, e := range all {
		in[i] = Judged{Entry: e.ID, Entered: e.Entered}
		for _, s := range sheets[e.ID] {
			if len(s.Points) != len(c.Criteria) {
				return nil, fmt.Errorf("kurasi: a sheet of entry %d has %d scores for %d criteria", e.ID, len(s.Points), len(c.Criteria))
			}
			in[i].Sheets = append(in[i].Sheets, s.Points)
		}
	}
	return Rank(c.Rules, in), nil
}

func keepResult(tx *db.Tx, c Call) error {
	all, err := count(tx, c)
	if err != nil {
		return err
	}
	rows := make([][]any, len(all))
	for i, p := range all {
		rows[i] = []any{p.Entry, c.ID, p.Place, p.Points, p.Low, p.High, p.Sheets, p.Chosen}
	}
	for chunk := range slices.Chunk(rows, 100) {
		if err := db.Many(tx, `insert into registry_kurasi_result (entry, call, place, points, low, high, sheets, chosen) values `, ``, chunk); err != nil {
			return err
		}
	}
	return nil
}

// Recount works a decided call out again and tells whether it is as it was kept.
func Recount(tx *db.Tx, c Call) (same bool, err error) {
	kept, err := db.All(tx, scanPlaced, `select entry, place, points, low, high, sheets, chosen from registry_kurasi_result where call = $1 order by place`, c.ID)
	if err != nil {
		return false, err
	}
	again, err := count(tx, c)
	return slices.EqualFunc(kept, again, func(a, b Placed) bool {
		return a.Entry == b.Entry && a.Place == b.Place && a.Points == b.Points && a.Low == b.Low && a.High == b.High && a.Sheets == b.Sheets && a.Chosen == b.Chosen
	}), err
}

func scanPlaced(r *db.Row) Placed {
	return Placed{Entry: r.ID(), Place: r.Int(), Points: r.Int(), Low: r.Int(), High: r.Int(), Sheets: r.Int(), Chosen: r.Bool()}
}

// Outcome is an entry with what came out for it.
type Outcome struct {
	Entry
	Placed
	Feedback []string // in the order of the alphabet, so that it tells nobody who wrote which
}

const outcomeSelect = `select e.id, e.call, e.subject, e.business, e.name, e.holder, e.statement, e.consent, e.entered_at, e.withdrawn_at, r.entry, r.place, r.points, r.low, r.high, r.sheets, r.chosen
	from registry_kurasi_result r join registry_kurasi_entry e on e.id = r.entry`

func scanOutcome(r *db.Row) Outcome { return Outcome{Entry: scanEntry(r), Placed: scanPlaced(r)} }

// read adds what its sheets say.
func (o *Outcome) read(c Call, sheets []Sheet) {
	j := Judged{Entry: o.Entry.ID}
	for _, s := range sheets {
		o.Feedback = append(o.Feedback, s.Feedback)
		j.Sheets = append(j.Sheets, s.Points)
	}
	slices.SortFunc(o.Feedback, strings.Compare)
	o.Means = tally(c.Criteria, j).Means
}

// MostShown is how many entries or places stand on one page.
const MostShown = 50

// Public is a page of what everybody sees of a result.
type Public struct {
	Chosen []Outcome // whose owner agreed and whose business is public
	All    int       // chosen ones, of the whole call
	Hidden int       // of them, those that are not shown
	Next   db.ID     // the entry behind which the page after begins; 0: there is none
}

// shownChosen is the condition under which everybody sees an entry that was chosen.
func shownChosen() string {
	if leftOut("consent") {
		return ` and e.name <> ''`
	}
	return ` and e.name <> '' and e.consent and exists (select 1 from registry_business b where b.id = e.business and b.state = 'published')`
}

// Chosen is what the public sees of a result, a page behind one entry; 0 begins.
func Chosen(tx *db.Tx, c Call, after db.ID) (p Public, err error) {
	if c.State != Published {
		return p, nil
	}
	for where, n := range map[string]*int{``: &p.All, shownChosen(): &p.Hidden} {
		if *n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_kurasi_result r join registry_kurasi_entry e on e.id = r.entry where r.call = $1 and r.chosen`+where, c.ID); err != nil {
			return p, err
		}
	}
	p.Hidden = p.All - p.Hidden
	if p.Chosen, p.Next, err = outcomes(tx, c, after, ` and r.chosen`+shownChosen()); err != nil {
		return p, err
	}
	ids := make([]db.ID, len(p.Chosen))
	for i, o := range p.Chosen {
		ids[i] = o.Entry.ID
	}
	for list, args := range db.In(ids, 0) {
		sheets, err := sheetsOf(tx, `s.entry in `+list, args...)
		if err != nil {
			return p, err
		}
		for i := range p.Chosen {
			if found, read := sheets[p.Chosen[i].Entry.ID]; read {
				p.Chosen[i].read(c, found)
			}
		}
	}
	return p, nil
}

// outcomes are a page of places behind that of one entry; 0 begins. next is where the page
// after begins, 0 where there is none.
func outcomes(tx *db.Tx, c Call, after db.ID, where string) (all []Outcome, next db.ID, err error) {
	all, err = db.All(tx, scanOutcome, outcomeSelect+` where r.call = $1 and r.place > coalesce((select x.place from registry_kurasi_result x where x.entry = $2 and x.call = $1), 0)`+where+` order by r.place limit $3`,
		c.ID, after, MostShown+1)
	if len(all) > MostShown {
		all = all[:MostShown]
		next = all[MostShown-1].Entry.ID
	}
	return all, next, err
}

// MyOutcomes is what whoever is signed in reads of their entries in a call once its result
// is published, by entry: its own points by criterion and the feedback. Before, nothing.
func MyOutcomes(tx *db.Tx, session string, c Call) (map[db.ID]Outcome, error) {
	who, err := account.See(tx, session)
	if err != nil || c.State != Published && !leftOut("told early") {
		return nil, err
	}
	all, err := db.All(tx, scanOutcome, outcomeSelect+` where r.call = $1 and `+ownedNow, c.ID, who.Person)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	sheets, err := sheetsOf(tx, ofMine, c.ID, who.Person)
	out := map[db.ID]Outcome{}
	for _, o := range all {
		o.read(c, sheets[o.Entry.ID])
		out[o.Entry.ID] = o
	}
	return out, err
}

// ToldOf is whose an entry is and whether it was chosen, from when that is told; found is
// false before, and of an entry that is not there.
func ToldOf(tx *db.Tx, entry db.ID) (business db.ID, chosen, found bool, err error) {
	type told struct {
		business db.ID
		chosen   bool
	}
	t, found, err := db.One(tx, func(r *db.Row) told { return told{r.ID(), r.Bool()} }, `select e.business, r.chosen from registry_kurasi_result r join registry_kurasi_entry e on e.id = r.entry
		join registry_kurasi k on k.id = r.call and k.state = 'published' where r.entry = $1`, entry)
	return t.business, t.chosen, found, err
}

// CalledOff is whose an entry is whose call was cancelled; found is false of any other, and
// of one that was taken back before.
func CalledOff(tx *db.Tx, entry db.ID) (business db.ID, found bool, err error) {
	return db.One(tx, (*db.Row).ID, `select e.business from registry_kurasi_entry e join registry_kurasi k on k.id = e.call and k.state = 'cancelled' where e.id = $1 and e.withdrawn_at is null`, entry)
}

// Curator is somebody who judges a call, for officers.
type Curator struct {
	Person    db.ID
	Name      string
	Sheets    int
	Interests int // declared, other than none
}

// Board is a call as officers see it, a page of it: from when it is decided Outcomes stand
// there, before that Standings.
type Board struct {
	Call
	Counts
	Standings []Standing
	Curators  []Curator
	Outcomes  []Outcome
	Next      db.ID // the entry behind which the page after begins; 0: there is none
}

// See finds a call for officers, a page behind one entry; 0 begins. They see how far the
// judging is and no points before it is decided.
func (d Desk) See(tx *db.Tx, session string, call, after db.ID) (Board, error) {
	b, err := d.head(tx, session, call)
	if err != nil {
		return b, err
	}
	if !b.Decided.IsZero() {
		b.Outcomes, b.Next, err = outcomes(tx, b.Call, after, ``)
		return b, err
	}
	all, err := entriesBehind(tx, call, after)
	if len(all) > MostShown {
		all = all[:MostShown]
		b.Next = all[MostShown-1].ID
	}
	if err == nil {
		b.Standings, err = standings(tx, b.Call, all...)
	}
	return b, err
}

// Minutes is a decided call with all its places, read a page at a time: what is printed.
func (d Desk) Minutes(tx *db.Tx, session string, call db.ID) (Board, error) {
	b, err := d.head(tx, session, call)
	for more := err == nil && !b.Decided.IsZero(); more && err == nil; more = b.Next != 0 {
		var page []Outcome
		page, b.Next, err = outcomes(tx, b.Call, b.Next, ``)
		b.Outcomes = append(b.Outcomes, page...)
	}
	return b, err
}

// head is a call for officers without its entries.
func (d Desk) head(tx *db.Tx, session string, call db.ID) (b Board, err error) {
	if _, err := account.May(tx, session, MayWatch, account.At{}); err != nil {
		return b, err
	}
	if b.Call, err = ByID(tx, call); err != nil {
		return b, err
	}
	if b.Counts, err = CountsOf(tx, call); err != nil {
		return b, err
	}
	b.Curators, err = d.CuratorsOf(tx, b.Call)
	return b, err
}

// CuratorsOf lists who judges a call, by name.
func (d Desk) CuratorsOf(tx *db.Tx, c Call) ([]Curator, error) {
	all, err := db.All(tx, func(r *db.Row) Curator { return Curator{Person: r.ID(), Sheets: r.Int(), Interests: r.Int()} }, `select c.person,
		(select count(*) from registry_kurasi_sheet s join registry_kurasi_entry e on e.id = s.entry where e.call = c.call and s.person = c.person),
		(select count(*) from registry_kurasi_interest i join registry_kurasi_entry e on e.id = i.entry where e.call = c.call and i.person = c.person and i.kind <> 'none')
		from registry_kurasi_curator c where c.call = $1 and c.released_at is null order by c.named_at, c.person`, c.ID)
	for i := range all {
		if err == nil {
			all[i].Name, err = d.NameOf(tx, all[i].Person)
		}
	}
	return all, err
}

// Badge is a place of honour of a business: something of it was chosen.
type Badge struct {
	Call    db.ID
	Kind    string
	Year    int
	Subject db.ID
	Name    string
}

// BadgesOf lists what was chosen of a business and may be told, the newest first.
func BadgesOf(tx *db.Tx, business db.ID) ([]Badge, error) {
	return db.All(tx, func(r *db.Row) Badge { return Badge{r.ID(), r.Text(), r.Int(), r.ID(), r.Text()} }, `select k.id, k.kind, k.year, e.subject, e.name
		from registry_kurasi_entry e join registry_kurasi_result r on r.entry = e.id and r.chosen join registry_kurasi k on k.id = e.call and k.state = 'published'
		where e.business = $1 and e.consent and e.name <> '' order by k.id desc, r.place limit 5`, business)
}
