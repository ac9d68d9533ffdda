package kurasi

import (
	"fmt"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/record/account"
)

// minutesForm is how the number of minutes is written.
func minutesForm(year int) string { return fmt.Sprintf("{n}/BA-KURASI/%d", year) }

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

// Chosen lists what the public sees of the result: the chosen whose owner agreed and
// whose business is public. hidden counts the other chosen ones.
func Chosen(tx *db.Tx, c Call) (out []Outcome, hidden int, err error) {
	if c.State != Published {
		return nil, 0, nil
	}
	all, err := db.All(tx, func(r *db.Row) Outcome {
		o := scanOutcome(r)
		if !r.Bool() {
			o.Name = ""
		}
		return o
	}, strings.Replace(outcomeSelect, "r.chosen", "r.chosen, exists (select 1 from registry_business b where b.id = e.business and b.state = 'published')", 1)+
		` where r.call = $1 and r.chosen order by r.place`, c.ID)
	if err != nil {
		return nil, 0, err
	}
	sheets, err := sheetsOf(tx, ofChosen, c.ID)
	for _, o := range all {
		if o.Name == "" || !o.Consent && !leftOut("consent") {
			hidden++
			continue
		}
		o.read(c, sheets[o.Entry.ID])
		out = append(out, o)
	}
	return out, hidden, err
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

// Curator is somebody who judges a call, for officers.
type Curator struct {
	Person    db.ID
	Name      string
	Sheets    int
	Interests int // declared, other than none
}

// Board is a call as officers see it. Outcomes stand there from when it is decided.
type Board struct {
	Call
	Standings []Standing
	Curators  []Curator
	Outcomes  []Outcome
}

// See finds a call for officers. They see how far the judging is and no points before it
// is decided.
func (d Desk) See(tx *db.Tx, session string, call db.ID) (Board, error) {
	if _, err := account.May(tx, session, MayWatch, account.At{}); err != nil {
		return Board{}, err
	}
	c, err := ByID(tx, call)
	if err != nil {
		return Board{}, err
	}
	b := Board{Call: c}
	if b.Curators, err = d.CuratorsOf(tx, c); err != nil {
		return b, err
	}
	all, err := entriesOf(tx, c.ID)
	if err == nil {
		b.Standings, err = standings(tx, c, all...)
	}
	if err == nil {
		b.Outcomes, err = db.All(tx, scanOutcome, outcomeSelect+` where r.call = $1 order by r.place`, c.ID)
	}
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
