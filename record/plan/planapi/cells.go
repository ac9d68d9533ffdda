package planapi

import (
	"fmt"

	"alun/ground/api"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/plan"
)

// CellIn is a cell to be filled in: the text that the program saw in it, and the
// one to put there.
type CellIn struct {
	Row   string `json:"row" minLength:"13" maxLength:"13" doc:"planapi.f_line_id"`
	Field string `json:"field" maxLength:"40" example:"q2_rp" doc:"planapi.f_field"`
	Saw   string `json:"saw" maxLength:"8000" doc:"planapi.f_saw"`
	Text  string `json:"text" maxLength:"8000" example:"1.500.000" doc:"planapi.f_text"`
}

// CellOut says what became of a cell.
type CellOut struct {
	Row      string `json:"row" doc:"planapi.f_line_id"`
	Field    string `json:"field" doc:"planapi.f_field"`
	Outcome  string `json:"outcome" enum:"saved,conflict,refused" doc:"planapi.f_cell_outcome"`
	Text     string `json:"text" doc:"planapi.f_stands"`
	Sentence string `json:"sentence,omitempty" doc:"planapi.f_cell_why"`
}

// CellsOut answers for all cells, in their order.
type CellsOut struct {
	Kept  int       `json:"kept" doc:"planapi.f_kept"`
	Cells []CellOut `json:"cells" doc:"planapi.f_cells_out"`
}

type cellsIn struct {
	api.Keyed
	SheetPath
	Body struct {
		Cells []CellIn `json:"cells" minItems:"1" maxItems:"1000" doc:"planapi.f_cells_in"`
	}
}

// cellKept is a cell's outcome as it is kept for a day.
type cellKept struct {
	Line                      db.ID
	Field, Outcome, Text, Key string
	Args                      []string
}

// cellsKept is the answer to a saving as it is kept for a day.
type cellsKept struct {
	Kept  int
	Cells []cellKept
}

type startIn struct {
	api.Keyed
	SheetPath
	Body struct {
		Empty bool `json:"empty,omitempty" doc:"planapi.f_empty"`
	}
}

func (d Desk) cells() {
	api.Post(d.api, api.Op{ID: "start-sheet", Path: "/rounds/{year}/{quarter}/offices/{slug}/start", Tag: "round", Say: "planapi.start", More: "planapi.start_more",
		Scope: ScopeRound, Made: true, Faults: []int{409}, Example: aSave("/start", map[string]any{})}, api.Act[startIn, string, Sheet]{Act: d.start,
		Draw: func(tx *db.Tx, r *api.Request, in *startIn, _ string) (Sheet, error) {
			return d.oneSheet(tx, r, &in.SheetPath)
		}})
	api.Post(d.api, api.Op{ID: "save-cells", Path: "/rounds/{year}/{quarter}/offices/{slug}/cells", Tag: "round", Say: "planapi.save", More: "planapi.save_more",
		Scope: ScopeRound, Faults: []int{409}, Example: aSave("/cells", map[string]any{"cells": []CellIn{{Row: "0000000000000", Field: "q2_rp", Text: "1.500.000"}}})},
		api.Act[cellsIn, cellsKept, CellsOut]{Act: d.save, Draw: d.saved})
}

func (d Desk) start(tx *db.Tx, who api.Caller, in *startIn) (string, error) {
	office, err := in.office(tx)
	if err != nil {
		return "", err
	}
	s, err := plan.SheetOf(tx, who.For, in.at(), office)
	if err != nil {
		return "", err
	}
	started, err := plan.StartSubmission(tx, who.For, plan.Start{Round: s.Round.ID, Office: s.Office.ID, Empty: in.Body.Empty})
	return string(started.State), err
}

// save keeps the cells that still hold what the program saw.
func (d Desk) save(tx *db.Tx, who api.Caller, in *cellsIn) (cellsKept, error) {
	office, err := in.office(tx)
	if err != nil {
		return cellsKept{}, err
	}
	if _, err := account.May(tx, who.For, plan.MayEnter, account.At{Office: office.ID}); err != nil {
		return cellsKept{}, err
	}
	round, err := plan.FindRound(tx, in.at())
	if err != nil {
		return cellsKept{}, err
	}
	s, err := plan.FindSubmission(tx, round.ID, office.ID)
	if err != nil {
		return cellsKept{}, err
	}
	saving := plan.Saving{Submission: s.ID}
	for _, c := range in.Body.Cells {
		line, _ := d.api.ID(c.Row) // a code that is none names no line, which the answer says
		saving.Cells = append(saving.Cells, plan.CellChange{Line: line, Field: c.Field, Saw: c.Saw, Text: c.Text})
	}
	done, err := plan.SaveCells(tx, who.For, saving)
	return keptOf(done), err
}

func keptOf(s plan.Saved) cellsKept {
	out := cellsKept{Kept: s.Kept}
	for _, c := range s.Cells {
		k := cellKept{Line: c.Line, Field: c.Field, Outcome: string(c.Outcome), Text: c.Text, Key: c.Key}
		if c.Remark != nil {
			k.Key, c.Args = c.Remark.Key, c.Remark.Args
		}
		for _, a := range c.Args {
			k.Args = append(k.Args, fmt.Sprint(a))
		}
		out.Cells = append(out.Cells, k)
	}
	return out
}

// saved answers also when the same is sent again: whose program it is may not be
// let any more.
func (d Desk) saved(tx *db.Tx, r *api.Request, in *cellsIn, kept cellsKept) (CellsOut, error) {
	out := CellsOut{Kept: kept.Kept, Cells: []CellOut{}}
	if err := mayWatch(tx, r); err != nil {
		return out, err
	}
	for i, c := range kept.Cells {
		o := CellOut{Row: in.Body.Cells[i].Row, Field: c.Field, Outcome: c.Outcome, Text: c.Text}
		if c.Key != "" {
			args := make([]any, len(c.Args))
			for j, a := range c.Args {
				args[j] = a
			}
			o.Sentence = r.Lang.T(c.Key, args...)
		}
		out.Cells = append(out.Cells, o)
	}
	return out, nil
}

// aSave shows the form of a call alone: what a program may fill in, its person may.
func aSave(behind string, body any) func(*db.Tx) (api.Call, error) {
	return func(tx *db.Tx) (api.Call, error) {
		call, err := aRound("/offices/none" + behind)(tx)
		call.Body, call.Form = body, true
		return call, err
	}
}
