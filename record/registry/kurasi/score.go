package kurasi

import (
	"strconv"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// Sheet is what one curator says of one entry.
type Sheet struct {
	Entry, Person db.ID
	Version       int64 // 0: there is none yet
	Points        []int // for each criterion, in their order, 0 to 100
	Feedback      string
	At            time.Time
}

// Scoring is a sheet as it was typed. Version is the one that was looked at.
type Scoring struct {
	Entry    db.ID
	Version  int64
	Points   []string
	Feedback string
}

// Fields of a sheet; a criterion's number stands behind FieldPoints.
const (
	FieldPoints   = "nilai"
	FieldFeedback = "catatan"
)

// MostFeedback is the longest feedback, in letters.
const MostFeedback = 600

// Score keeps the points of a curator for an entry, or what they say otherwise now.
func (d Desk) Score(tx *db.Tx, session string, in Scoring) error {
	who, e, c, err := judging(tx, session, in.Entry)
	if err != nil {
		return err
	}
	if err := maySheet(tx, who, e, c); err != nil {
		return err
	}
	points, feedback, err := readSheet(in, c.Criteria)
	if err != nil {
		return err
	}
	if err := putSheet(tx, who.Person, in, feedback); err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from registry_kurasi_score where entry = $1 and person = $2`, e.ID, who.Person); err != nil {
		return err
	}
	rows := make([][]any, len(points))
	for i, p := range points {
		rows[i] = []any{e.ID, who.Person, c.Criteria[i].N, p}
	}
	if err := db.Many(tx, `insert into registry_kurasi_score (entry, person, n, points) values `, ``, rows); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_scored", Kind: "registry_kurasi", Subject: c.ID, Data: map[string]any{"entry": e.ID}})
}

// maySheet tells why a curator does not score an entry now, or nil.
func maySheet(tx *db.Tx, who account.Viewer, e Entry, c Call) error {
	if c.State != Judging && !leftOut("judging") {
		return fault.New(fault.Conflict, "kurasi.is_"+string(c.State))
	}
	in, err := insider(tx, who, e)
	if err != nil {
		return err
	}
	if in && !leftOut("insider") {
		return fault.New(fault.Denied, "kurasi.insider")
	}
	kind, declared, err := interestOf(tx, e.ID, who.Person)
	switch {
	case err != nil:
		return err
	case !declared && !leftOut("declared"):
		return fault.New(fault.Conflict, "kurasi.declare_first")
	case declared && kind != NoInterest && !leftOut("interest"):
		return fault.New(fault.Denied, "kurasi.interested")
	}
	stand, err := standingOf(tx, c, e)
	if err == nil && stand.Complete() && !leftOut("all in") {
		err = fault.New(fault.Conflict, "kurasi.all_in")
	}
	return err
}

func interestOf(tx *db.Tx, entry, person db.ID) (string, bool, error) {
	return db.One(tx, (*db.Row).Text, `select kind from registry_kurasi_interest where entry = $1 and person = $2`, entry, person)
}

// readSheet reads what a curator typed. Each refusal names its criterion: several stand
// together above the form.
func readSheet(in Scoring, criteria []Criterion) (points []int, feedback string, err error) {
	var r reading
	for i, c := range criteria {
		typed := ""
		if i < len(in.Points) {
			typed = in.Points[i]
		}
		n, ok := wholeIn(typed, 0, 100)
		if !ok {
			r.wrong(FieldPoints+strconv.Itoa(i+1), "kurasi.points_between", c.Title, 0, 100)
		}
		points = append(points, n)
	}
	feedback = r.text(FieldFeedback, in.Feedback, 10, MostFeedback)
	return points, feedback, r.err()
}

// putSheet puts a sheet in, or over the one that was looked at.
func putSheet(tx *db.Tx, person db.ID, in Scoring, feedback string) error {
	if leftOut("sheet version") {
		_, err := tx.Exec(`insert into registry_kurasi_sheet (entry, person, version, feedback, scored_at) values ($1, $2, 1, $3, $4) on conflict (entry, person)
			do update set version = registry_kurasi_sheet.version + 1, feedback = $3, scored_at = $4`, in.Entry, person, feedback, tx.Now())
		return err
	}
	if in.Version != 0 {
		return tx.ExecOr(moved(), `update registry_kurasi_sheet set version = version + 1, feedback = $4, scored_at = $5 where entry = $1 and person = $2 and version = $3`, in.Entry, person, in.Version, feedback, tx.Now())
	}
	return tx.ExecOr(moved(), `insert into registry_kurasi_sheet (entry, person, version, feedback, scored_at) values ($1, $2, 1, $3, $4) on conflict (entry, person) do nothing`, in.Entry, person, feedback, tx.Now())
}

// What sheets are read: the places of sheetsOf.
const (
	ofEntry = `s.entry = $1`
	ofCall  = `s.entry in (select e.id from registry_kurasi_entry e where e.call = $1)`
	ofMine  = `s.entry in (select e.id from registry_kurasi_entry e where e.call = $1 and ` + ownedNow + `)`
)

// sheetsOf reads sheets by entry, in one go. Only where they may be seen.
func sheetsOf(tx *db.Tx, where string, args ...any) (map[db.ID][]Sheet, error) {
	out := map[db.ID][]Sheet{}
	err := db.Each(tx, func(r *db.Row) error {
		s := Sheet{Entry: r.ID(), Person: r.ID(), Version: r.Int64(), Feedback: r.Text(), At: r.Time()}
		points, all := r.Int(), out[s.Entry]
		if n := len(all); n == 0 || all[n-1].Person != s.Person {
			all = append(all, s)
		}
		last := &all[len(all)-1]
		last.Points = append(last.Points, points)
		out[s.Entry] = all
		return nil
	}, `select s.entry, s.person, s.version, s.feedback, s.scored_at, p.points from registry_kurasi_sheet s join registry_kurasi_score p on p.entry = s.entry and p.person = s.person
		where `+where+` order by s.entry, s.person, p.n`, args...)
	return out, err
}

// leaveOut takes out the sheets of who came to stand in a business of the call after they
// scored: they would count for nothing, and what is kept is what was counted.
func leaveOut(tx *db.Tx, who account.Who, c Call) error {
	if leftOut("left out") {
		return nil
	}
	const theirs = `entry in (select e.id from registry_kurasi_entry e where e.call = $1) and person in ` + insiders
	entries, err := db.All(tx, (*db.Row).ID, `select entry from registry_kurasi_sheet where `+theirs+` order by entry, person`, c.ID)
	for _, statement := range []string{`delete from registry_kurasi_score where ` + theirs, `delete from registry_kurasi_sheet where ` + theirs} {
		if err == nil {
			_, err = tx.Exec(statement, c.ID)
		}
	}
	for _, e := range entries {
		if err == nil {
			err = diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_left_out", Kind: "registry_kurasi", Subject: c.ID, Data: map[string]any{"entry": e}})
		}
	}
	return err
}

// Standing is how far the judging of an entry is.
type Standing struct {
	Entry
	In      int // sheets that count
	Aside   int // curators with an interest, or of a business of the call
	Waiting int // curators of whom nothing is in yet
	Needed  int // the fewest sheets
}

// Complete tells that all are in, and enough of them.
func (s Standing) Complete() bool { return s.Waiting == 0 && s.In >= s.Needed }

// standings counts what is in of entries of one call, without looking at what it says: of
// a page of them, or of all.
func standings(tx *db.Tx, c Call, all ...Entry) ([]Standing, error) {
	out, at := make([]Standing, len(all)), map[db.ID]int{}
	for i, e := range all {
		out[i], at[e.ID] = Standing{Entry: e, Needed: c.Curators}, i
	}
	one, args := ``, []any{c.ID}
	if len(all) <= MostShown {
		ids := make([]db.ID, len(all))
		for i, e := range all {
			ids[i] = e.ID
		}
		for list, values := range db.In(ids, 1) {
			one, args = ` and e.id in `+list, append([]any{c.ID}, values...)
		}
	}
	err := db.Each(tx, func(r *db.Row) error {
		id, in, aside, waiting := r.ID(), r.Int(), r.Int(), r.Int()
		if i, asked := at[id]; asked {
			out[i].In, out[i].Aside, out[i].Waiting = in, aside, waiting
		}
		return nil
	}, `select y.entry, sum(case when y.sheet and not y.aside then 1 else 0 end), sum(case when y.aside then 1 else 0 end), sum(case when y.sheet or y.aside then 0 else 1 end)
		from (select e.id as entry, exists (select 1 from registry_kurasi_sheet s where s.entry = e.id and s.person = c.person) as sheet,
			exists (select 1 from registry_kurasi_interest i where i.entry = e.id and i.person = c.person and i.kind <> 'none') or c.person in `+insiders+` as aside
			from registry_kurasi_entry e join registry_kurasi_curator c on c.call = e.call and c.released_at is null where e.call = $1 and e.withdrawn_at is null`+one+`) y group by y.entry`, args...)
	return out, err
}

// standingOf is that of one entry.
func standingOf(tx *db.Tx, c Call, e Entry) (Standing, error) {
	all, err := standings(tx, c, e)
	return all[0], err
}

// unfinished counts the entries of a call of which not all are in.
func unfinished(tx *db.Tx, c Call) (n int, err error) {
	all, err := entriesOf(tx, c.ID)
	if err != nil {
		return 0, err
	}
	each, err := standings(tx, c, all...)
	for _, s := range each {
		if !s.Complete() {
			n++
		}
	}
	return n, err
}
