package plan

import (
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// Term is how many working days an office has to answer, from a day on.
type Term struct {
	From   date.Day // zero: from the beginning
	Days   int
	Source string // the decision; "" where nobody decided
	At     time.Time
}

// UsualTerm holds where nobody has decided.
var UsualTerm = Term{Days: 10}

const termSelect = `select from_day, days, source, at from plan_note_term`

func scanTerm(r *db.Row) Term { return Term{dayOf(r.Text()), r.Int(), r.Text(), r.Time()} }

// TermOn is the term for what an office is told on a day.
func TermOn(tx *db.Tx, day date.Day) (Term, error) {
	t, found, err := db.One(tx, scanTerm, termSelect+` where from_day <= $1 order by from_day desc, id desc limit 1`, day.String())
	if !found {
		t = UsualTerm
	}
	return t, err
}

// Terms lists what was decided, the newest first.
func Terms(tx *db.Tx) ([]Term, error) {
	return db.All(tx, scanTerm, termSelect+` order by from_day desc, id desc`)
}

func (t Term) check(today date.Day) error {
	f := fault.New(fault.Invalid, "plan.term_invalid")
	if t.Days < 1 || t.Days > 60 {
		f.At("days", "plan.term_days")
	}
	if t.From.IsZero() || t.From.Before(today) {
		f.At("from", "plan.term_from")
	}
	if n := utf8.RuneCountInString(t.Source); n < 5 || n > 300 {
		f.At("term_source", "plan.holiday_source", n)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// SetTerm decides how many working days offices have from a day on. What they
// were told before keeps its days.
func SetTerm(tx *db.Tx, session string, t Term) error {
	who, err := account.May(tx, session, MayKeepCalendar, account.At{})
	if err != nil {
		return err
	}
	t.Source = strings.TrimSpace(t.Source)
	if err := t.check(date.DayOf(tx.Now())); err != nil {
		return err
	}
	id := tx.NewID()
	if _, err := tx.Exec(`insert into plan_note_term (id, from_day, days, source, said_by, at) values ($1, $2, $3, $4, $5, $6)`,
		id, t.From.String(), t.Days, t.Source, who.Actor(), tx.Now()); err != nil {
		return err
	}
	if err := reopen(tx); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.term_set", Kind: "plan_note_term", Subject: id, Data: map[string]any{"days": t.Days}})
}
