package planapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/plan"
)

// Round is the evaluation of a quarter.
type Round struct {
	Year     int    `json:"year" example:"2025" doc:"planapi.f_year"`
	Quarter  int    `json:"quarter" minimum:"1" maximum:"4" doc:"planapi.f_quarter"`
	State    string `json:"state" enum:"open,closed" doc:"planapi.f_round_state"`
	Deadline string `json:"deadline" format:"date" example:"2025-07-18" doc:"planapi.f_deadline"`
	Left     int    `json:"days_left" doc:"planapi.f_days_left"`
}

// RoundWhole is a round with the offices that the caller may see.
type RoundWhole struct {
	Round
	Offices []OfficeRound `json:"offices" doc:"planapi.f_round_offices"`
}

// OfficeRound is how far an office is in a round.
type OfficeRound struct {
	Slug      string     `json:"slug" example:"dpu" doc:"planapi.f_office"`
	Name      string     `json:"name" doc:"planapi.f_office_name"`
	State     string     `json:"state" enum:"belum,draf,terkirim,dikembalikan,terverifikasi,terkunci" doc:"planapi.f_submission_state"`
	FirstSent *time.Time `json:"first_sent_at" doc:"planapi.f_first_sent"`
	Late      int        `json:"days_late" doc:"planapi.f_late"`
	Rows      int        `json:"rows" doc:"planapi.f_rows_standing"`
	Missing   int        `json:"missing" doc:"planapi.f_missing"`
	Unread    int        `json:"unread" doc:"planapi.f_unread"`
	Faults    int        `json:"faults" doc:"planapi.f_open_faults"`
	Questions int        `json:"questions" doc:"planapi.f_open_questions"`
	Returned  int        `json:"returned" doc:"planapi.f_returned"`
}

// Sheet is what an office has filled in so far.
type Sheet struct {
	Year     int        `json:"year" doc:"planapi.f_year"`
	Quarter  int        `json:"quarter" doc:"planapi.f_quarter"`
	Office   string     `json:"office" doc:"planapi.f_office"`
	State    string     `json:"state" enum:"belum,draf,terkirim,dikembalikan,terverifikasi,terkunci" doc:"planapi.f_submission_state"`
	Ready    bool       `json:"ready" doc:"planapi.f_ready"`
	Rows     []SheetRow `json:"rows" doc:"planapi.f_sheet_rows"`
	Findings []Finding  `json:"findings" doc:"planapi.f_findings"`
	Missing  []Gap      `json:"missing" doc:"planapi.f_gaps"`
}

// SheetRow is a row as it was typed.
type SheetRow struct {
	ID       string            `json:"id" doc:"planapi.f_line_id"`
	Code     string            `json:"code" doc:"planapi.f_code"`
	Seq      int               `json:"seq" doc:"planapi.f_seq"`
	Removed  bool              `json:"removed" doc:"planapi.f_line_removed"`
	Cells    map[string]string `json:"cells" doc:"planapi.f_cells"`
	Remarks  []CellSay         `json:"remarks" doc:"planapi.f_remarks"`
	Returned []string          `json:"returned" doc:"planapi.f_returned_why"`
}

// CellSay is a sentence about a cell.
type CellSay struct {
	Field    string `json:"field" doc:"planapi.f_field"`
	Sentence string `json:"sentence" doc:"planapi.f_sentence"`
}

// Finding is what the rules say of a row before it is sent.
type Finding struct {
	Row       string `json:"row" doc:"planapi.f_line_id"`
	Rule      string `json:"rule" doc:"planapi.f_rule"`
	Kind      string `json:"kind" enum:"fault,question,watch" doc:"planapi.f_kind"`
	Field     string `json:"field" doc:"planapi.f_field"`
	Sentence  string `json:"sentence" doc:"planapi.f_sentence"`
	Explained string `json:"explained,omitempty" doc:"planapi.f_explained"`
}

// Gap is a cell that must be filled in before the sheet is sent.
type Gap struct {
	Row   string `json:"row" doc:"planapi.f_line_id"`
	Field string `json:"field" doc:"planapi.f_field"`
}

// RoundPath names the quarter: part of the input of operations on a round.
type RoundPath struct {
	Year    int `path:"year" minimum:"1900" maximum:"9999" example:"2025" doc:"planapi.p_year"`
	Quarter int `path:"quarter" minimum:"1" maximum:"4" example:"2" doc:"planapi.p_quarter"`
}

func (in RoundPath) at() date.Quarter { return date.Quarter{Year: in.Year, N: in.Quarter} }

// SheetPath names an office in a round.
type SheetPath struct {
	RoundPath
	Slug string `path:"slug" minLength:"1" maxLength:"80" example:"dpu" doc:"planapi.f_office"`
}

func (d Desk) rounds() {
	api.Get(d.api, api.Op{ID: "list-rounds", Path: "/rounds", Tag: "round", Say: "planapi.rounds", More: "planapi.rounds_more", Scope: ScopeRound,
		Example: api.Ask("/rounds")}, listRounds)
	api.Get(d.api, api.Op{ID: "get-round", Path: "/rounds/{year}/{quarter}", Tag: "round", Say: "planapi.round", Scope: ScopeRound, Example: aRound("")}, d.oneRound)
	api.Get(d.api, api.Op{ID: "get-sheet", Path: "/rounds/{year}/{quarter}/offices/{slug}", Tag: "round", Say: "planapi.sheet", More: "planapi.sheet_more",
		Scope: ScopeRound, Example: aRound("/offices/dpu")}, d.oneSheet)
	d.cells()
}

// mayWatch asks that the caller acts for somebody who works on evaluations.
func mayWatch(tx *db.Tx, r *api.Request) error {
	_, err := account.May(tx, r.Caller.For, plan.MayWatch, account.At{Any: true})
	return err
}

func listRounds(tx *db.Tx, r *api.Request, _ *struct{}) (api.List[Round], error) {
	out := api.List[Round]{Items: []Round{}}
	if err := mayWatch(tx, r); err != nil {
		return out, err
	}
	all, err := plan.Rounds(tx)
	for _, one := range all {
		out.Items = append(out.Items, roundOf(tx, one))
	}
	return out, err
}

func roundOf(tx *db.Tx, r plan.Round) Round {
	return Round{r.Quarter.Year, r.Quarter.N, r.State, r.Deadline.String(), r.Left(date.DayOf(tx.Now()))}
}

func (d Desk) oneRound(tx *db.Tx, r *api.Request, in *RoundPath) (RoundWhole, error) {
	if err := mayWatch(tx, r); err != nil {
		return RoundWhole{}, err
	}
	round, err := plan.FindRound(tx, in.at())
	if err != nil {
		return RoundWhole{}, err
	}
	all, err := d.Weigher.RoundState(tx, r.Caller.For, round)
	out := RoundWhole{roundOf(tx, round), []OfficeRound{}}
	for _, o := range all {
		out.Offices = append(out.Offices, OfficeRound{o.Office.Slug, o.Office.Name, string(o.Submission.State), instant(o.Submission.FirstSent), max(o.Late, 0),
			o.Lines, o.Missing, o.Unread, o.Faults, o.Questions, o.Returned})
	}
	return out, err
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func (in SheetPath) office(tx *db.Tx) (plan.OPD, error) { return plan.FindOPD(tx, in.Year, in.Slug) }

func (d Desk) oneSheet(tx *db.Tx, r *api.Request, in *SheetPath) (Sheet, error) {
	office, err := in.office(tx)
	if err != nil {
		return Sheet{}, err
	}
	s, err := d.Weigher.Sheet(tx, r.Caller.For, in.at(), office)
	if err != nil {
		return Sheet{}, err
	}
	c, err := d.Weigher.Check(tx, s)
	return d.sheetOf(r, s, c), err
}

func (d Desk) sheetOf(r *api.Request, s plan.Sheet, c plan.Checked) Sheet {
	out := Sheet{Year: s.Round.Quarter.Year, Quarter: s.Round.Quarter.N, Office: s.Office.Slug, State: string(s.Submission.State), Ready: c.Ready(),
		Rows: []SheetRow{}, Findings: []Finding{}, Missing: []Gap{}}
	for _, l := range s.Lines {
		out.Rows = append(out.Rows, d.sheetRow(r, l))
	}
	for _, f := range c.Findings {
		out.Findings = append(out.Findings, d.finding(r, f))
	}
	for _, g := range c.Missing {
		out.Missing = append(out.Missing, Gap{d.api.Code(g.Line), g.Field})
	}
	return out
}

func (d Desk) sheetRow(r *api.Request, l plan.SheetLine) SheetRow {
	row := SheetRow{ID: d.api.Code(l.ID), Code: l.Code, Seq: l.Seq, Removed: l.Removed, Cells: map[string]string{}, Remarks: []CellSay{}, Returned: []string{}}
	for i, field := range plan.Fields {
		row.Cells[field] = l.Cells[i]
	}
	for _, m := range l.Remarks {
		row.Remarks = append(row.Remarks, CellSay{m.Field, r.Lang.T(m.Key, m.Args...)})
	}
	for _, b := range l.Returned {
		row.Returned = append(row.Returned, b.Sentence)
	}
	return row
}

func (d Desk) finding(r *api.Request, f plan.Finding) Finding {
	key, args := f.Say()
	out := Finding{Row: d.api.Code(f.Line), Rule: f.Rule, Kind: string(f.Kind), Field: f.Field, Sentence: r.Lang.T(key, args...)}
	if f.Explained != nil {
		out.Explained = f.Explained.Sentence
	}
	return out
}

// aRound is a call about the newest round, or the form of one.
func aRound(behind string) func(tx *db.Tx) (api.Call, error) {
	return func(tx *db.Tx) (api.Call, error) {
		all, err := plan.Rounds(tx)
		if err != nil || len(all) == 0 {
			return api.Call{Path: path("rounds", 2025, 2) + behind, Form: true}, err
		}
		q := all[0].Quarter
		return api.Call{Path: path("rounds", q.Year, q.N) + behind}, nil
	}
}
