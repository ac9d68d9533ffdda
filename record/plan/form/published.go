package form

import (
	"time"

	"alun/ground/db"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// Of is the form of an office as a view published it.
func (f *Frame) Of(tx *db.Tx, v plan.View, office plan.OPD) (Form, error) {
	rows, err := plan.OfficeFigures(tx, v, office.ID)
	if err != nil {
		return Form{}, err
	}
	return f.published(tx, v, office, []Part{{office.Name, bare(rows)}})
}

// Whole is the form of all offices as a view published them.
func (f *Frame) Whole(tx *db.Tx, v plan.View) (Form, error) {
	rows, err := plan.Figures(tx, v)
	if err != nil {
		return Form{}, err
	}
	var parts []Part
	for from, i := 0, 1; i <= len(rows); i++ {
		if i == len(rows) || rows[i].Office != rows[from].Office {
			parts = append(parts, Part{rows[from].OPD, bare(rows[from:i])})
			from = i
		}
	}
	return f.published(tx, v, plan.OPD{}, parts)
}

func bare(figures []plan.Figure) []e81.Row {
	out := make([]e81.Row, len(figures))
	for i := range figures {
		out[i] = figures[i].Row
	}
	return out
}

func (f *Frame) published(tx *db.Tx, v plan.View, office plan.OPD, parts []Part) (Form, error) {
	x, err := f.new(v.Quarter, office)
	if err != nil {
		return x, err
	}
	x.Parts, x.Revision = parts, v.Revision
	if x.Made, err = publishedAt(tx, v); err != nil {
		return x, err
	}
	x.Texts, err = plan.FormTextsOf(tx, v, office.ID)
	x.Signatures = x.signatures()
	return x, err
}

// publishedAt is when a view became public: the instant in its files, so that
// they are the same whenever they are made.
func publishedAt(tx *db.Tx, v plan.View) (time.Time, error) {
	all, err := plan.Revisions(tx, v.Report)
	for _, r := range all {
		if r.Number == v.Revision {
			return r.At, err
		}
	}
	return time.Time{}, err
}
