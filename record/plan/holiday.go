package plan

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// HolidayKinds are the kinds of days off, in the order of pages.
var HolidayKinds = []string{"nasional", "cuti_bersama", "daerah"}

// Holiday is a day on which no office works.
type Holiday struct {
	ID      db.ID
	Day     string // "2026-08-17", or "--08-17" for every year
	Name    string
	Kind    string // one of HolidayKinds
	Source  string // the decree or letter that says so
	Grade   string // of a shipped one, how sure its source is; "" otherwise
	Added   time.Time
	Removed time.Time // zero: it counts
	Reason  string    // why it was removed
}

// Yearly tells that the day comes every year.
func (h Holiday) Yearly() bool { return strings.HasPrefix(h.Day, "--") }

// On is the day; of a yearly one, in a year.
func (h Holiday) On(year int) date.Day {
	d := dayOf(h.Day)
	if h.Yearly() {
		d = dayOf("2000" + h.Day[1:])
		d.Year = year
	}
	return d
}

const holidaySelect = `select id, day, name, kind, source, grade, added_at, removed_at, reason from plan_holiday`

func scanHoliday(r *db.Row) Holiday {
	return Holiday{r.ID(), r.Text(), r.Text(), r.Text(), r.Text(), r.Text(), r.Time(), r.Time(), r.Text()}
}

// Holidays lists the days off that count: those of every year first, then the
// others from the newest on.
func Holidays(tx *db.Tx) ([]Holiday, error) {
	all, err := db.All(tx, scanHoliday, holidaySelect+` where removed_at is null order by day desc`)
	slices.SortStableFunc(all, func(a, b Holiday) int {
		if a.Yearly() && b.Yearly() {
			return strings.Compare(a.Day, b.Day)
		}
		return rank(b.Yearly()) - rank(a.Yearly())
	})
	return all, err
}

func rank(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// RemovedHolidays lists the days off that were taken out, the newest removal first.
func RemovedHolidays(tx *db.Tx) ([]Holiday, error) {
	return db.All(tx, scanHoliday, holidaySelect+` where removed_at is not null order by removed_at desc, id`)
}

// DaysOff tells the days off that count.
func DaysOff(tx *db.Tx) (date.Off, error) {
	set := map[string]bool{}
	err := db.Each(tx, func(r *db.Row) error { set[r.Text()] = true; return nil }, `select day from plan_holiday where removed_at is null`)
	return func(d date.Day) bool { return set[d.String()] || set["-"+d.String()[4:]] }, err
}

// check tells what is wrong with a day off.
func (h Holiday) check() error {
	f := fault.New(fault.Invalid, "plan.holiday_invalid")
	if !goodDay(h.Day) {
		f.At("day", "plan.holiday_day")
	}
	if n := utf8.RuneCountInString(h.Name); n < 3 || n > 120 {
		f.At("name", "plan.holiday_name", n)
	}
	if !slices.Contains(HolidayKinds, h.Kind) {
		f.At("kind", "plan.holiday_kind")
	}
	if n := utf8.RuneCountInString(h.Source); n < 5 || n > 300 {
		f.At("source", "plan.holiday_source", n)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

var yearly = regexp.MustCompile(`^--\d\d-\d\d$`)

// goodDay reports whether a text is a day, or a day of every year.
func goodDay(text string) bool {
	if yearly.MatchString(text) {
		text = "2000" + text[1:] // a leap year: 29 February may be meant
	}
	_, err := date.ParseDay(text)
	return err == nil && len(text) == len(time.DateOnly)
}

// AddHoliday writes a day off into the calendar. Hidden notes then have their
// day anew.
func AddHoliday(tx *db.Tx, session string, h Holiday) (db.ID, error) {
	who, err := account.May(tx, session, MayKeepCalendar, account.At{})
	if err != nil {
		return 0, err
	}
	h.Day, h.Name, h.Source = strings.TrimSpace(h.Day), strings.TrimSpace(h.Name), strings.TrimSpace(h.Source)
	if err := h.check(); err != nil {
		return 0, err
	}
	id := tx.NewID()
	n, err := putHoliday(tx, id, h, who.Actor())
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "plan.holiday_invalid").At("day", "plan.holiday_known")
	}
	if err == nil {
		err = reopen(tx)
	}
	if err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.holiday_added", Kind: "plan_holiday", Subject: id, Data: map[string]any{"kind": h.Kind}})
}

func putHoliday(tx *db.Tx, id db.ID, h Holiday, actor string) (int64, error) {
	return tx.Exec(`insert into plan_holiday (id, day, name, kind, source, grade, added_by, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
		on conflict (day) where removed_at is null do nothing`, id, h.Day, h.Name, h.Kind, h.Source, h.Grade, actor, tx.Now())
}

// RemoveHoliday takes a day off out of the calendar; it stays to be read with
// the reason.
func RemoveHoliday(tx *db.Tx, session string, id db.ID, reason string) error {
	who, err := account.May(tx, session, MayKeepCalendar, account.At{})
	if err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n < 10 || n > 500 {
		return fault.New(fault.Invalid, "plan.holiday_unmoved").At("reason", "plan.holiday_reason", n)
	}
	err = tx.ExecOr(fault.New(fault.Conflict, "plan.holiday_gone"),
		`update plan_holiday set removed_at = $2, removed_by = $3, reason = $4 where id = $1 and removed_at is null`, id, tx.Now(), who.Actor(), reason)
	if err == nil {
		err = reopen(tx)
	}
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.holiday_removed", Kind: "plan_holiday", Subject: id})
}

// HolidayByID finds a day off that counts.
func HolidayByID(tx *db.Tx, id db.ID) (Holiday, bool, error) {
	return db.One(tx, scanHoliday, holidaySelect+` where id = $1 and removed_at is null`, id)
}

// loadHolidays brings the profile's days off in. One that was removed stays so.
func loadHolidays(tx *db.Tx, all []Holiday) error {
	for _, h := range all {
		_, known, err := db.One(tx, (*db.Row).ID, `select id from plan_holiday where day = $1 limit 1`, h.Day)
		if err == nil && !known {
			_, err = putHoliday(tx, tx.NewID(), h, "profile")
		}
		if err != nil {
			return err
		}
	}
	return nil
}
