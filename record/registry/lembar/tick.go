package lembar

import (
	"slices"
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

func yearOf(t time.Time) int { return date.DayOf(t).Year }

// Said is what somebody enters of one row. Saw is what stood there when they looked.
type Said struct {
	N         int
	Saw, Tick Tick
}

// Met is a row on which somebody else entered otherwise meanwhile.
type Met struct {
	N           int
	Name        string
	Yours, Said Tick // yours, and what stands there
	By          string
	At          time.Time
}

// Kept is what became of rows.
type Kept struct {
	Rows int   // that say something else now
	Met  []Met // nothing is kept where there are some
}

// Tick enters rows of a sheet. A row that another changed since it was looked at, to
// something else, is told with both sides, and then nothing of the call is kept. A row
// stands in a call once, and nobody ticks a business in which they stand.
// Sending the same again changes nothing.
func (d Desk) Tick(tx *db.Tx, session string, sheet db.ID, all []Said) (Kept, error) {
	who, s, err := seen(tx, session, MayEnter, sheet)
	if err != nil {
		return Kept{}, err
	}
	if s.State == Void {
		return Kept{}, fault.New(fault.Conflict, "lembar.is_void", s.Number)
	}
	var out Kept
	var take []Row
	for i, in := range all {
		if slices.ContainsFunc(all[:i], func(x Said) bool { return x.N == in.N }) && !leftOut("twice") {
			return Kept{}, fault.New(fault.Invalid, "lembar.row_twice", in.N)
		}
		r, found, err := db.One(tx, scanRow, rowSelect+` where r.sheet = $1 and r.n = $2`, sheet, in.N)
		if err != nil {
			return Kept{}, err
		}
		if !found {
			return Kept{}, fault.New(fault.Invalid, "lembar.no_row", in.N)
		}
		if !in.Tick.Known() {
			return Kept{}, fault.New(fault.Invalid, "lembar.no_tick", in.N, strconv.Itoa(int(in.Tick)))
		}
		switch {
		case r.Tick == in.Tick:
		case r.Tick != in.Saw && !leftOut("compare"):
			out.Met = append(out.Met, Met{r.N, r.Name, in.Tick, r.Tick, r.By, r.At})
		default:
			if err := notOwn(tx, who, r.Business); err != nil {
				return Kept{}, err
			}
			r.Tick = in.Tick
			take = append(take, r)
		}
	}
	if len(out.Met) > 0 {
		return out, nil
	}
	out.Rows = len(take)
	for _, r := range take {
		if err := d.keep(tx, who, session, s, r); err != nil {
			return Kept{}, err
		}
	}
	return out, nil
}

// keep writes a tick down. Of a sheet that is finished it counts at once.
func (d Desk) keep(tx *db.Tx, who account.Who, session string, s Sheet, r Row) error {
	if err := tx.ExecOr(fault.New(fault.Conflict, "lembar.moved"), `update registry_lembar_row set tick = $3, tick_at = $4, tick_by = $5 where sheet = $1 and n = $2`,
		s.ID, r.N, int(r.Tick), tx.Now(), who.Actor()); err != nil {
		return err
	}
	if s.State != Entered {
		return nil
	}
	return d.count(tx, who, session, s, r)
}
