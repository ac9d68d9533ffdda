package kurasi

import (
	"strconv"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// MostCriteria is how many criteria a call has at most.
const MostCriteria = 8

// The longest texts, in letters.
const (
	MostTitle = 120
	MostText  = 1000
)

// Typed is a call as somebody typed it. Opens and Closes are "2026-12-01T08:00" in WITA.
type Typed struct {
	Year, Title, Purpose, Entrants string
	Opens, Closes                  string
	Quota, Threshold, Curators     string
	NamesPublic                    bool
	Criteria                       []TypedCriterion
}

// TypedCriterion is a criterion as it was typed; one without title and weight is none.
type TypedCriterion struct{ Title, About, Weight string }

// Fields of a form, as Read names them. A criterion's are FieldCriterion with its number
// behind, its weight's FieldWeight.
const (
	FieldKind      = "jenis"
	FieldYear      = "tahun"
	FieldTitle     = "judul"
	FieldPurpose   = "tujuan"
	FieldEntrants  = "peserta"
	FieldOpens     = "buka"
	FieldCloses    = "tutup"
	FieldQuota     = "kuota"
	FieldThreshold = "ambang"
	FieldCurators  = "kurator"
	FieldCriterion = "kriteria"
	FieldWeight    = "bobot"
)

// moment is how an instant stands in a form, in the city's time.
const moment = "2006-01-02T15:04"

// Typed is a call as it stands in a form.
func (r Rules) Typed() Typed {
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	t := Typed{Year: number(r.Year), Title: r.Title, Purpose: r.Purpose, Entrants: r.Entrants, Opens: r.Opens.In(date.WITA).Format(moment), Closes: r.Closes.In(date.WITA).Format(moment),
		Quota: number(r.Quota), Threshold: number(r.Threshold), Curators: number(r.Curators), NamesPublic: r.NamesPublic}
	for _, c := range r.Criteria {
		t.Criteria = append(t.Criteria, TypedCriterion{c.Title, c.About, number(c.Weight)})
	}
	return t
}

// reading gathers what is wrong with what was typed.
type reading struct{ bad *fault.Fault }

func (r *reading) wrong(field, key string, args ...any) {
	if r.bad == nil {
		r.bad = fault.New(fault.Invalid, "kurasi.invalid")
	}
	if _, told := r.bad.Field(field); !told {
		r.bad = r.bad.At(field, key, args...)
	}
}

func (r *reading) err() error {
	if r.bad == nil {
		return nil
	}
	return r.bad
}

// text reads a text of so many letters.
func (r *reading) text(field, typed string, least, most int) string {
	text := strings.TrimSpace(typed)
	if n := len([]rune(text)); n < least {
		r.wrong(field, "kurasi.text_short", least)
	} else if n > most {
		r.wrong(field, "kurasi.text_long", most)
	}
	return text
}

// whole reads a whole number between two ends; "" is 0 where that may be.
func (r *reading) whole(field, typed string, least, most int, optional bool) int {
	if optional && strings.TrimSpace(typed) == "" {
		return 0
	}
	n, ok := wholeIn(typed, least, most)
	if !ok {
		r.wrong(field, "kurasi.whole_between", least, most)
	}
	return n
}

// wholeIn is a whole number between two ends, as it is typed; 0 and false for another.
func wholeIn(typed string, least, most int) (int, bool) {
	text := strings.TrimSpace(typed)
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most || len(text) > 1 && text[0] < '1' {
		return 0, false
	}
	return n, true
}

// instant reads an instant in the city's time; a day alone begins at midnight.
func (r *reading) instant(field, typed string) time.Time {
	text := strings.Replace(strings.TrimSpace(typed), " ", "T", 1)
	for _, form := range []string{moment, "2006-01-02T15:04:05", "2006-01-02"} {
		if at, err := time.ParseInLocation(form, text, date.WITA); err == nil && at.Year() >= 2020 && at.Year() <= 2100 {
			return at.UTC()
		}
	}
	r.wrong(field, "kurasi.instant_unread")
	return time.Time{}
}

// Read brings what was typed into the form in which it is kept. All that is wrong is told
// at once, each at its own field.
func Read(t Typed) (Rules, error) {
	var r reading
	out := Rules{Year: r.whole(FieldYear, t.Year, 2020, 2100, false), Title: r.text(FieldTitle, strings.Join(strings.Fields(t.Title), " "), 5, MostTitle),
		Purpose: r.text(FieldPurpose, t.Purpose, 10, MostText), Entrants: r.text(FieldEntrants, t.Entrants, 10, MostText), Opens: r.instant(FieldOpens, t.Opens), Closes: r.instant(FieldCloses, t.Closes),
		Quota: r.whole(FieldQuota, t.Quota, 1, 100, true), Threshold: r.whole(FieldThreshold, t.Threshold, 1, 100, true), Curators: r.whole(FieldCurators, t.Curators, 3, 15, false), NamesPublic: t.NamesPublic}
	if !out.Closes.IsZero() && !out.Opens.Before(out.Closes) {
		r.wrong(FieldCloses, "kurasi.closes_later")
	}
	if out.Quota == 0 && out.Threshold == 0 {
		r.wrong(FieldQuota, "kurasi.rule_needed")
	}
	out.Criteria = r.criteria(t.Criteria)
	return out, r.err()
}

func (r *reading) criteria(typed []TypedCriterion) (out []Criterion) {
	sum := 0
	for i, c := range typed {
		if i >= MostCriteria || strings.TrimSpace(c.Title+c.About+c.Weight) == "" {
			continue
		}
		at := strconv.Itoa(i + 1)
		one := Criterion{N: len(out) + 1, Title: r.text(FieldCriterion+at, strings.Join(strings.Fields(c.Title), " "), 3, MostTitle), About: r.text("ket"+at, c.About, 0, 300),
			Weight: r.whole(FieldWeight+at, c.Weight, 1, 100, false)}
		sum += one.Weight
		out = append(out, one)
	}
	if len(out) == 0 {
		r.wrong(FieldCriterion+"1", "kurasi.criterion_needed")
	} else if sum != 100 {
		r.wrong(FieldWeight+"1", "kurasi.weights_sum", sum)
	}
	return out
}

// Make keeps a new call as a draft.
func (d Desk) Make(tx *db.Tx, session, kind string, t Typed) (db.ID, error) {
	who, err := account.May(tx, session, MayCall, account.At{})
	if err != nil {
		return 0, err
	}
	in, err := Read(t)
	if d.Shown[kind] == nil {
		err = both(fault.New(fault.Invalid, "kurasi.invalid").At(FieldKind, "kurasi.kind_unknown"), err)
	}
	if err != nil {
		return 0, err
	}
	maker, err := account.PersonByID(tx, who.Person)
	if err != nil {
		return 0, err
	}
	id := tx.NewID()
	args := append([]any{id, kind, tx.Now(), who.Actor(), maker.Demo}, in.columns()...)
	if _, err := tx.Exec(`insert into registry_kurasi (id, version, state, kind, made_at, made_by, demo, number, reason, decided_by, year, title, purpose, entrants, opens_at, closes_at, quota, threshold, curators, names_public)
		values ($1, 1, 'draft', $2, $3, $4, $5, '', '', '', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`, args...); err != nil {
		return 0, err
	}
	if err := in.keepCriteria(tx, id); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_made", Kind: "registry_kurasi", Subject: id})
}

func (r Rules) columns() []any {
	return []any{r.Year, r.Title, r.Purpose, r.Entrants, r.Opens, r.Closes, db.Null(r.Quota, r.Quota != 0), db.Null(r.Threshold, r.Threshold != 0), r.Curators, r.NamesPublic}
}

func (r Rules) keepCriteria(tx *db.Tx, call db.ID) error {
	rows := make([][]any, len(r.Criteria))
	for i, c := range r.Criteria {
		rows[i] = []any{call, c.N, c.Title, c.About, c.Weight}
	}
	return db.Many(tx, `insert into registry_kurasi_criterion (call, n, title, about, weight) values `, ``, rows)
}

// Change says a draft anew.
func (d Desk) Change(tx *db.Tx, session string, step Step, t Typed) error {
	who, c, err := d.on(tx, session, step)
	if err != nil {
		return err
	}
	if c.State != Draft {
		return fault.New(fault.Conflict, "kurasi.rules_stand")
	}
	in, err := Read(t)
	if err != nil {
		return err
	}
	args := append([]any{c.ID, c.Version}, in.columns()...)
	if err := tx.ExecOr(moved(), `update registry_kurasi set version = version + 1, year = $3, title = $4, purpose = $5, entrants = $6, opens_at = $7, closes_at = $8, quota = $9, threshold = $10,
		curators = $11, names_public = $12 where id = $1 and version = $2`, args...); err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from registry_kurasi_criterion where call = $1`, c.ID); err != nil {
		return err
	}
	if err := in.keepCriteria(tx, c.ID); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_changed", Kind: "registry_kurasi", Subject: c.ID})
}
