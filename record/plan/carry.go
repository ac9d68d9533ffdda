package plan

import (
	"fmt"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan/e81"
)

// Start is how an office begins its submission.
type Start struct {
	Round  db.ID
	Office db.ID
	Empty  bool // with no rows, though an earlier report has some
}

// StartSubmission opens an office's sheet. Its rows come from the latest published
// report: of the same year with targets, budgets and the quarters before, this
// quarter left empty; of this very quarter as it stands, to be corrected; of the
// year before with names, indicators, units and targets of the plan alone.
func StartSubmission(tx *db.Tx, session string, in Start) (Submission, error) {
	who, err := account.May(tx, session, MayEnter, account.At{Office: in.Office})
	if err != nil {
		return Submission{}, err
	}
	r, err := roundByID(tx, in.Round)
	if err != nil {
		return Submission{}, err
	}
	if !r.Open() {
		return Submission{}, fault.New(fault.Conflict, "plan.round_closed", r.Quarter)
	}
	if _, err := officeIn(tx, r.Quarter.Year, in.Office); err != nil {
		return Submission{}, err
	}
	if err := await(tx, r.ID, in.Office); err != nil {
		return Submission{}, err
	}
	s, _, err := SubmissionOf(tx, r.ID, in.Office)
	if err != nil {
		return s, err
	}
	from, lines, err := carried(tx, r, s, in.Empty)
	if err != nil {
		return s, err
	}
	if err := s.move(tx, who, step{move: Starting}); err != nil {
		return s, err
	}
	if err := begin(tx, who, s, from, lines); err != nil {
		return s, err
	}
	if err := diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.submission_started", Kind: "plan_submission", Subject: s.ID,
		Data: map[string]any{"office": int64(s.Office), "lines": len(lines), "from": from}}); err != nil {
		return s, err
	}
	s, _, err = SubmissionByID(tx, s.ID)
	return s, err
}

func begin(tx *db.Tx, who account.Who, s Submission, from string, lines []DraftLine) error {
	if _, err := tx.Exec(`update plan_submission set carried = $2 where id = $1`, s.ID, from); err != nil {
		return err
	}
	for _, l := range lines {
		if err := l.put(tx); err != nil {
			return err
		}
	}
	return putChange(tx, who, s.ID, changeSet{kind: "started", changes: []cellChanged{{0, "from", "", from}}})
}

// carried gives the rows that a submission begins with, and where they come from.
func carried(tx *db.Tx, r Round, s Submission, empty bool) (from string, lines []DraftLine, err error) {
	v, rows, err := source(tx, r, s.Office)
	if err != nil || empty || len(rows) == 0 {
		return "empty", nil, err
	}
	said, err := indicatorsOf(tx, v.Quarter.Year, s.Office)
	if err != nil {
		return "", nil, err
	}
	for _, f := range rows {
		l := DraftLine{ID: tx.NewID(), Submission: s.ID, Code: f.Code, Seq: f.Seq, Level: f.Level, Form: f.Form, Direction: "unknown", Aggregation: "unknown",
			Cells: carriedCells(f.Row, v.Quarter, r.Quarter)}
		if i, ok := said[indicatorKey{f.Node, f.Seq}]; ok {
			l.Direction, l.Aggregation = i.Direction, i.Aggregation
		}
		lines = append(lines, l)
	}
	return fmt.Sprintf("%d-%d", v.Quarter.Year, v.Quarter.N), lines, nil
}

// source finds the latest published report, up to the round's quarter, that has
// rows of the office: of this year or of the one before.
func source(tx *db.Tx, r Round, office db.ID) (View, []Figure, error) {
	all, err := Reports(tx) // the newest first
	if err != nil {
		return View{}, nil, err
	}
	for _, rep := range all {
		q := rep.Quarter
		if q.Year > r.Quarter.Year || q.Year == r.Quarter.Year && q.N > r.Quarter.N || q.Year < r.Quarter.Year-1 {
			continue
		}
		v := View{rep, rep.Revision}
		rows, err := OfficeFigures(tx, v, office)
		if err != nil || len(rows) > 0 {
			return v, rows, err
		}
	}
	return View{}, nil, nil
}

// carriedCells writes the cells that one quarter takes over from another.
func carriedCells(row e81.Row, from, to date.Quarter) []string {
	cells := make([]string, len(Fields))
	for field, text := range cellTexts(row) {
		if carries(field, from, to) {
			cells[fieldAt[field]] = text
		}
	}
	return cells
}

// carries tells whether a cell is taken over.
func carries(field string, from, to date.Quarter) bool {
	switch {
	case from == to:
		return true
	case field == "name" || field == "indicator" || field == "unit" || strings.HasPrefix(field, "renstra_target_"):
		return true
	case from.Year != to.Year:
		return false
	case quarterOf(field) > 0:
		return quarterOf(field) < to.N && quarterOf(field) <= from.N
	}
	return strings.HasPrefix(field, "renstra_prev_") || field == "target_k" || field == "budget_rp"
}

// cellTexts writes a row of the form as people type it.
func cellTexts(row e81.Row) map[string]string {
	out := map[string]string{"name": row.Name, "indicator": row.Indicator, "unit": row.Unit, "note": row.Note}
	for i, p := range pairs(&row) {
		out[quantityColumn(i)], out[moneyColumn(i)] = typedQuantity(p.K), typedMoney(p.Rp)
	}
	for i, name := range []string{"ach", "renstra_ach"} {
		p := percents(&row)[i]
		out[name+"_k_pct"], out[name+"_rp_pct"] = typedQuantity(p.K), typedQuantity(p.Rp)
	}
	for column, text := range out {
		out[column] = oneLine.Replace(text)
	}
	return out
}

type indicatorKey struct {
	node db.ID
	seq  int
}

// indicatorsOf reads what people have said of an office's indicators of a year.
func indicatorsOf(tx *db.Tx, year int, office db.ID) (map[indicatorKey]Indicator, error) {
	out := map[indicatorKey]Indicator{}
	err := db.Each(tx, func(r *db.Row) error {
		node := r.ID()
		i := Indicator{r.Int(), r.Text(), r.Text()}
		out[indicatorKey{node, i.Seq}] = i
		return nil
	}, `select i.node, i.seq, i.direction, i.aggregation from plan_indicator i join plan_node n on n.id = i.node where n.year = $1 and n.opd = $2`, year, office)
	return out, err
}
