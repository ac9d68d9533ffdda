package plan

import (
	"cmp"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// MayWriteForm lets an office write what stands below its form E.81, and the
// planner what stands below the city's.
var MayWriteForm = account.Right{Name: "plan.form_write", Roles: []account.Role{account.Operator, account.Head, account.Planner}}

// FormTexts is what an office says below its form: what drove and what hindered
// it, and what follows.
type FormTexts struct {
	Driving, Hindering, NextQuarter, NextPlan string
	Version                                   int // 0: nobody has written any
	By                                        string
	At                                        time.Time
}

// longestFormText is the longest of the texts, in characters.
const longestFormText = 2000

func scanFormTexts(r *db.Row) FormTexts {
	return FormTexts{r.Text(), r.Text(), r.Text(), r.Text(), r.Int(), r.Text(), r.Time()}
}

const formTextSelect = `select driving, hindering, next_quarter, next_plan, version, said_by, at from plan_form_text
	where year = $1 and quarter = $2 and coalesce(opd, 0) = $3`

// DraftFormTexts reads the newest texts of an office in a quarter; office 0 is the
// whole city.
func DraftFormTexts(tx *db.Tx, q date.Quarter, office db.ID) (FormTexts, error) {
	t, _, err := db.One(tx, scanFormTexts, formTextSelect+` order by version desc limit 1`, q.Year, q.N, office)
	return t, err
}

// FormTextsOf reads the texts that stand below the form in a view: those that were
// published with one of its revisions.
func FormTextsOf(tx *db.Tx, v View, office db.ID) (FormTexts, error) {
	t, _, err := db.One(tx, scanFormTexts, formTextSelect+` and revision <= $4 order by version desc limit 1`, v.Quarter.Year, v.Quarter.N, office, v.Revision)
	return t, err
}

// WriteFormTexts keeps new texts of an office in a quarter. t.Version is the
// version that was looked at: somebody who was faster is not written over.
func WriteFormTexts(tx *db.Tx, session string, q date.Quarter, office db.ID, t FormTexts) error {
	who, err := account.May(tx, session, MayWriteForm, account.At{Office: office})
	if err != nil {
		return err
	}
	if err := t.check(); err != nil {
		return err
	}
	if open, err := formTextsOpen(tx, who, q, office); err != nil || !open {
		return cmp.Or(err, error(fault.New(fault.Conflict, "plan.form_text_shut")))
	}
	now, err := DraftFormTexts(tx, q, office)
	if err != nil {
		return err
	}
	if now.Version != t.Version {
		return fault.New(fault.Conflict, "plan.form_text_moved")
	}
	id := tx.NewID()
	err = tx.ExecOr(fault.New(fault.Conflict, "plan.form_text_moved"),
		`insert into plan_form_text (id, year, quarter, opd, version, driving, hindering, next_quarter, next_plan, said_by, at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
		id, q.Year, q.N, db.Null(office, office != 0), t.Version+1, t.Driving, t.Hindering, t.NextQuarter, t.NextPlan, who.Actor(), tx.Now())
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.form_text_written", Kind: "plan_form_text", Subject: id,
		Data: map[string]any{"year": q.Year, "quarter": q.N, "office": office, "version": t.Version + 1}})
}

// formTextsOpen tells whether texts may change: an office's while it enters its
// rows, by the planner until these are locked.
func formTextsOpen(tx *db.Tx, who account.Who, q date.Quarter, office db.ID) (bool, error) {
	r, found, err := RoundAt(tx, q)
	if err != nil || !found {
		return who.Grant.Role == account.Planner, err
	}
	s, found, err := SubmissionOf(tx, r.ID, office)
	if err != nil || !found {
		return r.Open() || who.Grant.Role == account.Planner, err
	}
	if who.Grant.Role == account.Planner {
		return s.State != Terkunci, nil
	}
	return r.Open() && (s.State.CanEnter() || s.State == Belum), nil
}

func (t *FormTexts) check() error {
	f := fault.New(fault.Invalid, "plan.form_text_invalid")
	for _, x := range []struct {
		name string
		text *string
	}{{"driving", &t.Driving}, {"hindering", &t.Hindering}, {"next_quarter", &t.NextQuarter}, {"next_plan", &t.NextPlan}} {
		*x.text = strings.TrimSpace(*x.text)
		if n := utf8.RuneCountInString(*x.text); n > longestFormText {
			f.At(x.name, "plan.form_text_long", n, longestFormText)
		}
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// PublishFormTexts makes the newest texts of an office those of a revision: call
// it in the act that publishes the figures. Texts that are public already stay
// with the revision that they came with.
func PublishFormTexts(tx *db.Tx, q date.Quarter, office db.ID, revision int) error {
	_, err := tx.Exec(`update plan_form_text set revision = $4 where year = $1 and quarter = $2 and coalesce(opd, 0) = $3 and revision is null
		and version = (select max(t.version) from plan_form_text t where t.year = $1 and t.quarter = $2 and coalesce(t.opd, 0) = $3)`,
		q.Year, q.N, office, revision)
	return err
}
