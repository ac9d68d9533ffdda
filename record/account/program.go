package account

import (
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// A program may act for a person, as an office's own software does when it fills in
// the evaluation, or a maker's till that says what is sold out. It gets a sign-in of its own, which never
// has a second factor: whatever decides, approves or opens personal data stays
// with the person. Only roles that the person held when it was let count for it.
// It is in the person's list of sign-ins and ends there.
//
// One exception is lent, for the hours of one working day: an officer of an area or a
// planner who has given the second factor a moment ago may let a program decide as well. It may then use
// the rights that say so (Right.Lent), and none besides. It still has no second factor:
// it opens nobody's data, and what asks for a fresh one is refused to it.
const (
	// DecidingTime is the longest that a program may decide: as a session of the staff
	// lasts. The table holds it.
	DecidingTime = staffWhole
	// ProgramDays is the longest that a program may act, in days.
	ProgramDays = 90
	// MostPrograms is how many may act for one person at the same time.
	MostPrograms = 5
)

// Program is what a person lets act for them.
type Program struct {
	Sign string   // the hash under which its sign-in is known; it must be new
	Old  Kept     // the person's own secret, as it was when they gave it
	Name string   // what the person calls it
	Last date.Day // the last day
	// Decides lets it decide where a right is lent, and makes it end after DecidingTime.
	Decides bool
}

// Until is when a program ends that is let at an instant.
func (p Program) Until(now time.Time) time.Time {
	last := p.Last.End()
	if most := now.Add(DecidingTime); p.Decides && most.Before(last) {
		return most
	}
	return last
}

func (p Program) check(today date.Day) error {
	f := fault.New(fault.Invalid, "account.program_invalid")
	if n := utf8.RuneCountInString(p.Name); n < 3 || n > 60 {
		f.At("name", "account.program_name")
	}
	if most := today.Next(ProgramDays); p.Last.IsZero() || p.Last.Before(today) || most.Before(p.Last) {
		f.At("until", "account.program_until", today, most)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// PastPrograms lists the programs that acted for a person and are over, the newest first,
// at most limit: what they decided still names their keys.
func PastPrograms(tx *db.Tx, person db.ID, limit int) ([]Session, error) {
	return db.All(tx, scanSession, sessionSelect+` where s.person = $1 and s.program and (s.ended_at is not null or s.until <= $2) order by s.made_at desc, s.hash limit $3`, person, tx.Now(), limit)
}

// letsPrograms asks that it is the person who lets a program, and not whoever
// found their browser open. To let one decide, no secret stands in for the second factor.
func letsPrograms(tx *db.Tx, v Viewer, p Program) error {
	if p.Decides {
		if !v.Lends() {
			return fault.New(fault.Denied, "account.program_decides_who")
		}
		return v.Freshly(tx, FreshSecond)
	}
	second, err := HasSecond(tx, v.Person)
	if err != nil {
		return err
	}
	if second {
		return v.Freshly(tx, FreshSecond)
	}
	now, err := SecretOf(tx, v.Person)
	if err == nil && now != p.Old {
		err = fault.New(fault.Conflict, "account.secret_moved")
	}
	return err
}

// LetProgram signs a program in for a person; no program lets another. Who has a second
// factor has given it a short while ago; who has none has given their own secret.
func LetProgram(tx *db.Tx, session string, p Program) error {
	v, err := See(tx, session)
	if err != nil {
		return err
	}
	if v.program {
		return fault.New(fault.Denied, "account.program_person")
	}
	if err := letsPrograms(tx, v, p); err != nil {
		return err
	}
	p.Name = strings.TrimSpace(p.Name)
	if err := p.check(date.DayOf(tx.Now())); err != nil {
		return err
	}
	now := tx.Now()
	until := p.Until(now)
	s := Session{Hash: p.Sign, Person: v.Person, Kind: v.Kind, Made: now, Until: until, Device: p.Name, program: true, Decides: p.Decides,
		idle: until.Sub(now) + time.Second} // as long as it may live: a program may be used once a quarter
	if err := keepSession(tx, s); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: v.Actor(), Fact: "account.program_let", Kind: "account_person", Subject: v.Person,
		Data: map[string]any{"until": date.DayOf(until.Add(-time.Microsecond)).String(), "decides": p.Decides}})
}
