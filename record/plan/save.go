package plan

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// CellChange is one cell that somebody changed: the text that they saw in it and
// the text that they put in.
type CellChange struct {
	Line  db.ID
	Field string
	Saw   string
	Text  string
}

// Saving is what an editor sends: one cell while typing, or thousands of a paste.
type Saving struct {
	Submission db.ID
	Cells      []CellChange
}

// mostCells is how many cells one saving may have: a paste of 200 rows.
const mostCells = 5000

// CellOutcome says what became of a cell.
type CellOutcome string

// The outcomes.
const (
	CellSaved    CellOutcome = "saved"
	CellConflict CellOutcome = "conflict" // another text stands there: nothing of the cell was kept
	CellRefused  CellOutcome = "refused"  // it can never be kept; Key says why
)

// SavedCell answers for one cell.
type SavedCell struct {
	Line    db.ID
	Field   string
	Outcome CellOutcome
	Text    string      // what stands there now
	Key     string      // of a refusal: the sentence
	Args    []any       // its values
	Remark  *CellRemark // of a saved cell: it was kept, and cannot be read
}

// Saved answers for all cells of a saving, in their order.
type Saved struct {
	Cells []SavedCell
	Kept  int // how many of them changed something
}

// SaveCells keeps what was typed, cell by cell: a cell that cannot be kept never
// keeps another from being kept. A cell is kept only if it still holds the text
// that was seen; one that already holds the new text counts as saved, so that
// what was not answered can be sent again.
func SaveCells(tx *db.Tx, session string, in Saving) (Saved, error) {
	who, s, r, err := entering(tx, session, in.Submission)
	if err != nil {
		return Saved{}, err
	}
	if len(in.Cells) > mostCells {
		return Saved{}, fault.New(fault.TooLarge, "plan.cells_many", mostCells)
	}
	lines, err := linesOf(tx, s.ID, in.Cells)
	if err != nil {
		return Saved{}, err
	}
	w := saver{round: r, lines: lines, touched: map[db.ID]bool{}}
	for _, c := range in.Cells {
		w.out.Cells = append(w.out.Cells, w.take(c))
	}
	w.out.Kept = len(w.changes)
	return w.out, w.keep(tx, who, s.ID, "cells")
}

// entering begins an act in which an office fills in its submission.
func entering(tx *db.Tx, session string, submission db.ID) (who account.Who, s Submission, r Round, err error) {
	if who, s, r, err = mayOn(tx, session, MayEnter, submission); err != nil {
		return who, s, r, err
	}
	return who, s, r, canEnter(s, r)
}

func canEnter(s Submission, r Round) error {
	switch {
	case !s.State.CanEnter():
		return fault.New(fault.Conflict, standing[s.State])
	case !r.Open():
		return fault.New(fault.Conflict, "plan.round_closed", r.Quarter)
	}
	return nil
}

// fewLines is up to how many lines are read one by one.
const fewLines = 4

// linesOf reads the lines that are to be changed.
func linesOf(tx *db.Tx, submission db.ID, cells []CellChange) (map[db.ID]*DraftLine, error) {
	lines := map[db.ID]*DraftLine{}
	for _, c := range cells {
		lines[c.Line] = nil
	}
	if len(lines) > fewLines {
		all, err := Drafts(tx, submission)
		for i := range all {
			lines[all[i].ID] = &all[i]
		}
		return lines, err
	}
	for id := range lines {
		l, found, err := db.One(tx, scanDraft, lineSelect+` where l.id = $1`, id)
		if err != nil {
			return nil, err
		}
		if found && l.Submission == submission {
			lines[id] = &l
		}
	}
	return lines, nil
}
