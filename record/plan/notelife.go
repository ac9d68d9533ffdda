package plan

import (
	"time"

	"alun/ground/date"
	"alun/ground/db"
)

// The states of a note.
const (
	Unclarified = "unclarified" // nobody has answered, or the answer came back
	Explained   = "explained"   // the office has answered
	Corrected   = "corrected"   // a later revision shows another figure
	Agreed      = "accepted"    // the planner accepts the answer
)

// Life is how a note comes to be public and is answered.
type Life struct {
	Office  db.ID
	Hidden  bool      // only its office, the planner and the inspector see it
	Told    date.Day  // when the office came to know it; zero: it was public from the beginning
	Opens   date.Day  // the day on which it becomes public without an answer; zero: as Told
	Public  time.Time // when it became public; zero: it is hidden, or was public from the beginning
	Changed time.Time // when the state changed last; zero: it never did
	Version int64     // counts changes of the state up from 1
}

func scanLife(r *db.Row) Life {
	return Life{Office: r.ID(), Hidden: r.Bool(), Told: dayOf(r.Text()), Opens: dayOf(r.Text()), Public: r.Time(), Changed: r.Time(), Version: r.Int64()}
}

// Unanswered tells that a note became public because its time was over.
func (n Note) Unanswered() bool { return !n.Hidden && !n.Told.IsZero() && n.State == Unclarified }

// dayOf reads a day as the tables keep it; "" is none.
func dayOf(text string) date.Day {
	d, _ := date.ParseDay(text) // a text that is no day is the zero day
	return d
}

// dayText writes a day as the tables keep it.
func dayText(d date.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// life is how new notes of this import begin: public at once, or hidden until
// the office has had its working days.
func (s *staging) life(tx *db.Tx) (Life, error) {
	if !s.opt.Fair {
		return Life{}, nil
	}
	l := Life{Hidden: true, Told: date.DayOf(tx.Now())}
	var err error
	l.Opens, err = opensOn(tx, l.Told)
	return l, err
}

// opensOn is the day on which what an office was told becomes public.
func opensOn(tx *db.Tx, told date.Day) (date.Day, error) {
	off, err := DaysOff(tx)
	if err != nil {
		return date.Day{}, err
	}
	term, err := TermOn(tx, told)
	return date.Workdays(told, term.Days, off), err
}

// reopen works out anew when hidden notes become public: the calendar changed.
func reopen(tx *db.Tx) error {
	all, err := db.All(tx, (*db.Row).Text, `select distinct told_on from plan_flag where hidden`)
	if err != nil {
		return err
	}
	for _, told := range all {
		opens, err := opensOn(tx, dayOf(told))
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`update plan_flag set open_on = $1 where hidden and told_on = $2 and open_on <> $1`, opens.String(), told); err != nil {
			return err
		}
	}
	return nil
}

// samePlace is what a note is about, whatever its figures: o is the note that
// revision $2 of report $1 ends, and plan_flag the one that comes in its place.
const samePlace = `plan_flag.report = $1 and plan_flag.since = $2 and o.report = $1 and o.until = $2
	and o.node = plan_flag.node and o.seq = plan_flag.seq and o.rule = plan_flag.rule and o.field = plan_flag.field`

// settling is what a new revision does to the lives of its report's notes, in
// this order.
var settling = []string{
	// What is grouped otherwise and says the same keeps its state.
	`update plan_flag set state = o.state, state_at = o.state_at, version = o.version from plan_flag o
		where ` + samePlace + ` and o.kind = plan_flag.kind and o.published = plan_flag.published and o.expected = plan_flag.expected
		and o.details = plan_flag.details`,
	// No clock starts a second time, and what was public stays so.
	`update plan_flag set told_on = o.told_on, open_on = o.open_on from plan_flag o where ` + samePlace + ` and plan_flag.hidden and o.hidden`,
	`update plan_flag set hidden = false, told_on = o.told_on, open_on = o.open_on, public_at = o.public_at from plan_flag o
		where ` + samePlace + ` and plan_flag.hidden and not o.hidden`,
	// What ended because its row has other figures is corrected, and public: the
	// correction is the office's answer.
	`update plan_flag set state = 'corrected', state_at = cast($3 as bigint), version = version + 1, hidden = false,
		public_at = case when hidden then cast($3 as bigint) else public_at end
		where report = $1 and until = $2 and not exists (select 1 from plan_flag n where n.report = $1 and n.since = $2
			and n.node = plan_flag.node and n.seq = plan_flag.seq and n.rule = plan_flag.rule and n.field = plan_flag.field)
		and exists (select 1 from plan_figure f where f.report = $1 and f.since = $2 and f.node = plan_flag.node and f.seq = plan_flag.seq)`,
}

// settleNotes runs in the act that publishes: until then the old revision is
// true.
func settleNotes(tx *db.Tx, report db.ID, revision int) error {
	_, ended, err := db.One(tx, (*db.Row).ID, `select id from plan_flag where report = $1 and until = $2 limit 1`, report, revision)
	if err != nil {
		return err
	}
	if ended {
		for i, statement := range settling {
			args := []any{report, revision, tx.Now()}
			if i < len(settling)-1 {
				args = args[:2]
			}
			if _, err := tx.Exec(statement, args...); err != nil {
				return err
			}
		}
	}
	return closeCases(tx, report, revision)
}

// closeCases counts anew how many notes of the cases of a revision are hidden.
func closeCases(tx *db.Tx, report db.ID, revision int) error {
	const hidden = `from plan_flag g where g.hidden and g.report = $1 and g.case_key = plan_case.case_key`
	const now = ` and g.since <= $2 and (g.until is null or g.until > $2)`
	_, err := tx.Exec(`update plan_case set closed = (select count(*) `+hidden+now+`), hidden = exists (select 1 `+hidden+now+` and g.node = plan_case.node)
		where report = $1 and since <= $2 and (until is null or until > $2) and (closed > 0 or exists (select 1 `+hidden+`))`, report, revision)
	return err
}
