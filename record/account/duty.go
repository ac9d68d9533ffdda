package account

import (
	"regexp"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// Duty is a letter of assignment (surat tugas) of an inspector, for a time. The
// inspector writes down number and days; each person whose values they read for
// it sees the number.
type Duty struct {
	ID     db.ID
	Person db.ID
	Number string
	From   time.Time
	Until  time.Time
	Made   time.Time
}

// InForce reports whether values may be read for it.
func (d Duty) InForce(at time.Time) bool { return !at.Before(d.From) && at.Before(d.Until) }

// MayDuty is the right to write down one's letters of assignment.
var MayDuty = Right{Name: "account.duty", Roles: []Role{Inspector}, Second: true}

// dutyDays is the longest that a letter counts for: a quarter. A longer
// assignment is written down again.
const dutyDays = 92

// dutyForm is a number of a letter: no spaces, so that no name fits.
var dutyForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z./_-]{2,59}$`)

const dutySelect = `select id, person, number, from_at, until_at, made_at from account_duty`

func scanDuty(r *db.Row) Duty {
	return Duty{r.ID(), r.ID(), r.Text(), r.Time(), r.Time(), r.Time()}
}

// WriteDuty keeps a letter of assignment, from the first to the last day.
func WriteDuty(tx *db.Tx, session, number string, first, last date.Day) (db.ID, error) {
	who, err := May(tx, session, MayDuty, At{Any: true})
	if err != nil {
		return 0, err
	}
	number = strings.TrimSpace(number)
	if err := checkDuty(tx, number, first, last); err != nil {
		return 0, err
	}
	id := tx.NewID()
	n, err := tx.Exec(`insert into account_duty (id, person, number, from_at, until_at, made_at) values ($1, $2, $3, $4, $5, $6)
		on conflict (person, number) do nothing`, id, who.Person, number, first.Start(), last.End(), tx.Now())
	if err != nil {
		return 0, err
	}
	if n == 0 {
		return 0, fault.New(fault.Conflict, "account.duty_known").At("number", "account.duty_known")
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.duty_written", Kind: "account_person", Subject: who.Person, Data: map[string]any{"duty": id}})
}

func checkDuty(tx *db.Tx, number string, first, last date.Day) error {
	f := fault.New(fault.Invalid, "account.grant_invalid")
	if !dutyForm.MatchString(number) || !strings.ContainsAny(number, "0123456789") {
		f.At("number", "account.duty_number")
	}
	switch {
	case first.IsZero():
		f.At("from", "account.day_needed")
	case last.IsZero():
		f.At("until", "account.day_needed")
	case last.End().Before(first.End()):
		f.At("until", "account.until_before")
	case last.End().Sub(first.Start()) > dutyDays*24*time.Hour:
		f.At("until", "account.duty_long", dutyDays)
	case !tx.Now().Before(last.End()):
		f.At("until", "account.duty_over")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// Duties lists the letters of a person, the newest first.
func Duties(tx *db.Tx, person db.ID) ([]Duty, error) {
	return db.All(tx, scanDuty, dutySelect+` where person = $1 order by id desc`, person)
}
