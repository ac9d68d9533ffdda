package plan

import (
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// The states of a round.
const (
	RoundIsOpen   = "open"
	RoundIsClosed = "closed"
)

// Round is the evaluation of one quarter, in which every office hands in.
type Round struct {
	ID            db.ID
	Quarter       date.Quarter
	Deadline      date.Day // the last day on which nothing is late
	BudgetVersion string   // murni, pergeseran, perubahan, tidak_disebut
	State         string   // RoundIsOpen, RoundIsClosed
	Opened        time.Time
	OpenedBy      db.ID
	Closed        time.Time // zero: it is open
	Version       int64
}

// Open tells whether offices can still hand in.
func (r Round) Open() bool { return r.State == RoundIsOpen }

// Left is how many days are left until the deadline, seen from a day: 0 on the
// day itself, below zero when it has passed.
func (r Round) Left(from date.Day) int {
	return int(r.Deadline.Start().Sub(from.Start()) / (24 * time.Hour)) // WITA has no summer time
}

// Opening is what a planner says of a new round.
type Opening struct {
	Quarter       date.Quarter
	Deadline      date.Day
	BudgetVersion string
}

// budgetVersions are the budgets that a form can show.
var budgetVersions = map[string]bool{"murni": true, "pergeseran": true, "perubahan": true, "tidak_disebut": true}

func (o Opening) check() error {
	f := fault.New(fault.Invalid, "plan.round_invalid")
	if o.Quarter.Year < 2000 || o.Quarter.Year > 2200 || o.Quarter.N < 1 || o.Quarter.N > 4 {
		f.At("quarter", "plan.round_quarter")
	} else if o.Deadline.IsZero() || !o.Deadline.Start().After(o.Quarter.Start()) {
		f.At("deadline", "plan.round_deadline")
	}
	if !budgetVersions[o.BudgetVersion] {
		f.At("budget_version", "plan.round_budget")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

const roundColumns = `id, year, quarter, deadline, budget_version, state, opened_at, opened_by, closed_at, version`

func scanRound(r *db.Row) Round {
	o := Round{ID: r.ID(), Quarter: date.Quarter{Year: r.Int(), N: r.Int()}}
	o.Deadline, _ = date.ParseDay(r.Text()) // written by OpenRound
	o.BudgetVersion, o.State, o.Opened, o.OpenedBy, o.Closed, o.Version = r.Text(), r.Text(), r.Time(), r.ID(), r.Time(), r.Int64()
	return o
}

// Rounds lists all rounds, the newest quarter first.
func Rounds(tx *db.Tx) ([]Round, error) {
	return db.All(tx, scanRound, `select `+roundColumns+` from plan_round order by year desc, quarter desc`)
}

// RoundAt finds the round of a quarter.
func RoundAt(tx *db.Tx, q date.Quarter) (Round, bool, error) {
	return db.One(tx, scanRound, `select `+roundColumns+` from plan_round where year = $1 and quarter = $2`, q.Year, q.N)
}

// FindRound is RoundAt for who names a quarter: there being none is a fault of
// kind NotFound.
func FindRound(tx *db.Tx, q date.Quarter) (Round, error) {
	r, found, err := RoundAt(tx, q)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_round")
	}
	return r, err
}

func roundByID(tx *db.Tx, id db.ID) (Round, error) {
	r, found, err := db.One(tx, scanRound, `select `+roundColumns+` from plan_round where id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_round")
	}
	return r, err
}

// OpenRound opens a quarter for all offices of its year, or opens a closed one
// again with a new deadline.
func OpenRound(tx *db.Tx, session string, o Opening) (db.ID, error) {
	who, err := account.May(tx, session, MayOpenRound, account.At{})
	if err != nil {
		return 0, err
	}
	if err := o.check(); err != nil {
		return 0, err
	}
	old, found, err := RoundAt(tx, o.Quarter)
	switch {
	case err != nil:
		return 0, err
	case found && old.Open():
		return 0, fault.New(fault.Conflict, "plan.round_exists", old.Quarter)
	case found:
		return old.ID, reopenRound(tx, who, old, o)
	}
	id := tx.NewID()
	err = tx.ExecOr(fault.New(fault.Conflict, "plan.round_exists", o.Quarter),
		`insert into plan_round (id, year, quarter, deadline, budget_version, state, opened_at, opened_by, closed_at, version)
		values ($1, $2, $3, $4, $5, 'open', $6, $7, null, 1) on conflict (year, quarter) do nothing`,
		id, o.Quarter.Year, o.Quarter.N, o.Deadline.String(), o.BudgetVersion, tx.Now(), who.Person)
	if err != nil {
		return 0, err
	}
	if err := awaitOffices(tx, id, o.Quarter.Year); err != nil {
		return 0, err
	}
	return id, tellOpened(tx, who, id, o)
}

// awaitOffices makes a submission, not started yet, for every office of the year.
func awaitOffices(tx *db.Tx, round db.ID, year int) error {
	offices, err := OPDs(tx, year)
	if err == nil && len(offices) == 0 {
		err = fault.New(fault.Invalid, "plan.round_no_offices", strconv.Itoa(year))
	}
	for _, o := range offices {
		if err == nil {
			err = await(tx, round, o.ID)
		}
	}
	return err
}

func await(tx *db.Tx, round, office db.ID) error {
	_, err := tx.Exec(`insert into plan_submission (id, round, opd, state, version, carried) values ($1, $2, $3, 'belum', 1, '')
		on conflict (round, opd) do nothing`, tx.NewID(), round, office)
	return err
}

func reopenRound(tx *db.Tx, who account.Who, old Round, o Opening) error {
	err := tx.ExecOr(roundMoved(), `update plan_round set state = 'open', closed_at = null, deadline = $3, budget_version = $4, version = version + 1
		where id = $1 and version = $2 and state = 'closed'`, old.ID, old.Version, o.Deadline.String(), o.BudgetVersion)
	if err != nil {
		return err
	}
	return tellOpened(tx, who, old.ID, o)
}

func tellOpened(tx *db.Tx, who account.Who, round db.ID, o Opening) error {
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.round_opened", Kind: "plan_round", Subject: round,
		Data: map[string]any{"year": o.Quarter.Year, "quarter": o.Quarter.N, "deadline": o.Deadline.String(), "budget_version": o.BudgetVersion}})
}

// CloseRound ends a round: nothing more is entered or sent in it. What is locked
// stays public.
func CloseRound(tx *db.Tx, session string, round db.ID, version int64) error {
	who, err := account.May(tx, session, MayCloseRound, account.At{})
	if err != nil {
		return err
	}
	r, err := roundByID(tx, round)
	if err != nil {
		return err
	}
	if !r.Open() {
		return fault.New(fault.Conflict, "plan.round_closed", r.Quarter)
	}
	if err := tx.ExecOr(roundMoved(), `update plan_round set state = 'closed', closed_at = $3, version = version + 1
		where id = $1 and version = $2 and state = 'open'`, round, version, tx.Now()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.round_closed", Kind: "plan_round", Subject: round,
		Data: map[string]any{"year": r.Quarter.Year, "quarter": r.Quarter.N}})
}

// ChangeDeadline gives the offices another last day.
func ChangeDeadline(tx *db.Tx, session string, round db.ID, version int64, deadline date.Day) error {
	who, err := account.May(tx, session, MayOpenRound, account.At{})
	if err != nil {
		return err
	}
	r, err := roundByID(tx, round)
	if err != nil {
		return err
	}
	o := Opening{r.Quarter, deadline, r.BudgetVersion}
	if err := o.check(); err != nil {
		return err
	}
	if !r.Open() {
		return fault.New(fault.Conflict, "plan.round_closed", r.Quarter)
	}
	if err := tx.ExecOr(roundMoved(), `update plan_round set deadline = $3, version = version + 1 where id = $1 and version = $2 and state = 'open'`,
		round, version, deadline.String()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.round_deadline_changed", Kind: "plan_round", Subject: round,
		Data: map[string]any{"year": o.Quarter.Year, "quarter": o.Quarter.N, "deadline": deadline.String()}})
}

// roundMoved tells that another act was first.
func roundMoved() error { return fault.New(fault.Conflict, "plan.round_moved") }
