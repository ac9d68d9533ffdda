package kurasi

import (
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/letter"
	"alun/record/account"
	"alun/record/diary"
)

// State is where a call stands.
type State string

// The states.
const (
	Draft     State = "draft"
	Open      State = "open"    // its rules stand; entries come in from its first instant
	Judging   State = "judging" // curators declare and score
	Decided   State = "decided" // counted and numbered, not told yet
	Published State = "published"
	Cancelled State = "cancelled"
)

// States lists the states, in the order of a call's life.
var States = []State{Draft, Open, Judging, Decided, Published, Cancelled}

// Word is the key of its name.
func (s State) Word() string { return "kurasi.state_" + string(s) }

// ways says which state follows on which; the table knows the same. There is no other.
var ways = map[State][]State{
	Draft:   {Open, Cancelled},
	Open:    {Judging, Cancelled},
	Judging: {Decided, Cancelled},
	Decided: {Published, Cancelled},
}

// Can tells whether a state follows on another: for a button that is shown or not.
func (s State) Can(to State) bool { return slices.Contains(ways[s], to) }

// Step is what somebody asks of a call.
type Step struct {
	Call    db.ID
	Version int64  // that was looked at; 0: whatever it is now
	Reason  string // of a cancellation, for everybody to read
}

// move brings a call to another state, if it is still as it was looked at.
func move(tx *db.Tx, who account.Who, c Call, to State, set string, args ...any) error {
	if !c.State.Can(to) && !leftOut("state") {
		return fault.New(fault.Conflict, "kurasi.is_"+string(c.State))
	}
	err := tx.ExecOr(moved(), `update registry_kurasi set state = $3, version = version + 1`+set+` where id = $1 and version = $2`, append([]any{c.ID, c.Version, string(to)}, args...)...)
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_moved", Kind: "registry_kurasi", Subject: c.ID, Data: map[string]any{"state": string(to)}})
}

// Open lets a call stand in public, with the rules that it has.
func (d Desk) Open(tx *db.Tx, session string, step Step) error {
	who, c, err := d.on(tx, session, step)
	if err != nil {
		return err
	}
	if c.State == Draft && !tx.Now().Before(c.Closes) {
		return fault.New(fault.Conflict, "kurasi.closes_before_now")
	}
	return move(tx, who, c, Open, `, opened_at = $4`, tx.Now())
}

// Judge hands the entries to the curators, once the call is closed.
func (d Desk) Judge(tx *db.Tx, session string, step Step) error {
	who, c, err := d.on(tx, session, step)
	if err != nil {
		return err
	}
	if c.State == Open {
		n, err := CountsOf(tx, c.ID)
		switch {
		case err != nil:
			return err
		case tx.Now().Before(c.Closes) && !leftOut("early"):
			return fault.New(fault.Conflict, "kurasi.still_open")
		case n.Entries == 0:
			return fault.New(fault.Conflict, "kurasi.no_entries")
		case n.Curators < c.Curators:
			return fault.New(fault.Conflict, "kurasi.few_curators", n.Curators, c.Curators)
		}
	}
	return move(tx, who, c, Judging, ``)
}

// Decide counts the sheets, once all are in, and numbers the minutes.
func (d Desk) Decide(tx *db.Tx, session string, step Step) error {
	who, c, err := d.on(tx, session, step)
	if err != nil {
		return err
	}
	if c.State == Judging {
		open, err := unfinished(tx, c)
		if err != nil {
			return err
		}
		if open > 0 && !leftOut("complete") {
			return fault.New(fault.Conflict, "kurasi.not_all_in", open, c.Curators)
		}
		if err := leaveOut(tx, who, c); err != nil {
			return err
		}
		if err := keepResult(tx, c); err != nil {
			return err
		}
	}
	number := letter.Number{Text: c.Number}
	if c.State.Can(Decided) {
		year := date.DayOf(tx.Now()).Year
		if number, err = letter.Take(tx, c.series(), year, c.minutesForm(year), letter.Deed{Kind: "registry_kurasi", Subject: c.ID, By: who.Actor()}); err != nil {
			return err
		}
	}
	return move(tx, who, c, Decided, `, number = $4, decided_at = $5, decided_by = $6`, number.Text, tx.Now(), who.Actor())
}

// Publish tells the result.
func (d Desk) Publish(tx *db.Tx, session string, step Step) error {
	who, c, err := d.on(tx, session, step)
	if err != nil {
		return err
	}
	if err := move(tx, who, c, Published, `, published_at = $4`, tx.Now()); err != nil {
		return err
	}
	chosen, err := db.All(tx, (*db.Row).ID, `select e.business from registry_kurasi_result r join registry_kurasi_entry e on e.id = r.entry where r.call = $1 and r.chosen and e.consent order by r.place`, c.ID)
	for _, business := range chosen {
		if err == nil {
			err = diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_chosen", Kind: "registry_business", Subject: business, Data: map[string]any{"call": c.ID}})
		}
	}
	if err != nil {
		return err
	}
	return tell(tx, who, c)
}

// tell says of each entry that its owner reads now what came out: how it came out stands
// in the result alone, which nobody else reads of who was not chosen.
func tell(tx *db.Tx, who account.Who, c Call) error {
	all, err := db.All(tx, (*db.Row).ID, `select r.entry from registry_kurasi_result r where r.call = $1 order by r.place`, c.ID)
	told := make([]diary.Entry, len(all))
	for i, e := range all {
		told[i] = diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_told", Kind: "registry_kurasi", Subject: c.ID, Data: map[string]any{"entry": e}}
	}
	if err != nil {
		return err
	}
	return diary.WriteAll(tx, told)
}

// Cancel ends a call without a result, for a reason that everybody reads. Who has an entry in
// it is told.
func (d Desk) Cancel(tx *db.Tx, session string, step Step) error {
	who, c, err := d.on(tx, session, step)
	if err != nil {
		return err
	}
	var r reading
	reason := r.text("alasan", step.Reason, 10, 500)
	if err := r.err(); err != nil && c.State.Can(Cancelled) {
		return err
	}
	if err := move(tx, who, c, Cancelled, `, reason = $4`, reason); err != nil {
		return err
	}
	all, err := entriesOf(tx, c.ID)
	if err != nil || leftOut("called off") {
		return err
	}
	off := make([]diary.Entry, len(all))
	for i, e := range all {
		off[i] = diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_called_off", Kind: "registry_kurasi", Subject: c.ID, Data: map[string]any{"entry": e.ID}}
	}
	return diary.WriteAll(tx, off)
}
