package planweb

import (
	"encoding/json"
	"fmt"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/plan"
)

// saveBytes is the most that a form with cells may hold: 5,000 cells with notes.
const saveBytes = 4 << 20

// cellsIn is what a browser sends: cells of one desk, and who typed them.
type cellsIn struct {
	quarter date.Quarter
	slug    string
	who     string // the code of the person who typed; "": whoever is signed in
	session string
	cells   []plan.CellChange
}

// cellsOut is what became of them, in codes: it is kept for a day.
type cellsOut struct {
	Cells []cellOut
	Kept  int
}

type cellOut struct {
	Outcome string
	Key     string
	Args    []string
}

func (d Desk) saveCells() web.Form[cellsIn, cellsOut] {
	return web.Form[cellsIn, cellsOut]{Bytes: saveBytes, Prepare: d.prepareCells, Act: d.actCells, Draw: d.drawCells}
}

// prepareCells reads cells that a script sends: [[line, column, seen, text], …].
func (d Desk) prepareCells(r *web.Request) (cellsIn, error) {
	in, err := d.cellsFrom(r)
	if err != nil {
		return in, err
	}
	var sent [][4]string
	if err := json.Unmarshal([]byte(r.PostForm.Get("sel")), &sent); err != nil {
		return in, fault.New(fault.Invalid, "planweb.cells_unreadable").Because(err)
	}
	for _, c := range sent {
		id, _ := d.ID(c[0]) // no line is refused cell by cell, after it was asked who sends it
		in.cells = append(in.cells, plan.CellChange{Line: id, Field: c[1], Saw: c[2], Text: c[3]})
	}
	if len(in.cells) == 0 {
		return in, fault.New(fault.Invalid, "planweb.cells_none")
	}
	return in, nil
}

// cellsFrom reads what all forms with cells share.
func (d Desk) cellsFrom(r *web.Request) (cellsIn, error) {
	v := r.Values()
	in := cellsIn{slug: r.PathValue("opd"), who: v.Line("siapa", 40), session: r.Session()}
	var err error
	if in.quarter, err = quarterAt(r); err == nil {
		err = v.Err()
	}
	return in, err
}

func (d Desk) actCells(tx *db.Tx, in cellsIn) (cellsOut, error) {
	id, err := d.submission(tx, in)
	if err != nil {
		return cellsOut{}, err
	}
	saved, err := plan.SaveCells(tx, in.session, plan.Saving{Submission: id, Cells: in.cells})
	out := cellsOut{Kept: saved.Kept}
	for _, c := range saved.Cells {
		o := cellOut{Outcome: string(c.Outcome), Key: c.Key}
		for _, a := range c.Args {
			o.Args = append(o.Args, fmt.Sprint(a))
		}
		out.Cells = append(out.Cells, o)
	}
	return out, err
}

// place is a round and an office in it.
type place struct{ round, office db.ID }

// roundAndOffice finds where a form is for, for the person who filled it in: what
// one typed is never saved under the name of another who signed in meanwhile.
func (d Desk) roundAndOffice(tx *db.Tx, in cellsIn) (place, error) {
	v, err := account.See(tx, in.session)
	if err != nil {
		return place{}, err
	}
	if in.who != "" && in.who != d.Code(v.Person) {
		return place{}, fault.New(fault.Denied, "planweb.other_person")
	}
	office, err := plan.FindOPD(tx, in.quarter.Year, in.slug)
	if err != nil {
		return place{}, err
	}
	r, err := plan.FindRound(tx, in.quarter)
	return place{r.ID, office.ID}, err
}

func (d Desk) submission(tx *db.Tx, in cellsIn) (db.ID, error) {
	at, err := d.roundAndOffice(tx, in)
	if err != nil {
		return 0, err
	}
	s, err := plan.FindSubmission(tx, at.round, at.office)
	return s.ID, err
}

// cellsData answers a script: each cell's fate, and what the checks say now.
type cellsData struct {
	Cells []cellData             `json:"cells"`
	Notes map[string][]sheetNote `json:"notes"`
	Count []string               `json:"count"`
	At    string                 `json:"at"`
}

type cellData struct {
	Line  string `json:"line"`
	Col   string `json:"col"`
	State string `json:"state"`
	Text  string `json:"text"` // what stands there now
	Say   string `json:"say,omitempty"`
}

// refusedData says to a script why nothing was done.
type refusedData struct {
	Say string `json:"say"`
}

// scriptStates are the outcomes in the words of the script.
var scriptStates = map[string]string{"saved": "simpan", "conflict": "beda", "refused": "tolak"}

func (d Desk) drawCells(tx *db.Tx, r *web.Request, in cellsIn, out cellsOut, no *fault.Fault) (web.Reply, error) {
	if no != nil {
		return web.Reply{Data: refusedData{said(r, no)}}, nil
	}
	s, err := d.judged(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	lines, changed := map[db.ID]plan.SheetLine{}, map[db.ID]bool{}
	for _, l := range s.sheet.Lines {
		lines[l.ID] = l
	}
	data := cellsData{Count: s.counted(), At: clock(tx)}
	for i, c := range in.cells {
		changed[c.Line] = true
		o := out.Cells[i]
		x := cellData{Line: d.Code(c.Line), Col: c.Field, State: scriptStates[o.Outcome]}
		if l, there := lines[c.Line]; there {
			x.Text = l.Cell(c.Field)
		}
		if o.Key != "" {
			x.Say = r.Lang.T(o.Key, values(o.Args)...)
		}
		data.Cells = append(data.Cells, x)
	}
	data.Notes = s.noted(s.around(changed))
	return web.Reply{Data: data}, nil
}

// said is a refusal as one sentence: that of the whole, or of its only field.
func said(r *web.Request, no *fault.Fault) string {
	if len(no.Fields) > 0 {
		return r.Lang.T(no.Fields[0].Key, no.Fields[0].Args...)
	}
	return r.Lang.T(no.Key, no.Args...)
}

func values(args []string) []any {
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = a
	}
	return out
}
