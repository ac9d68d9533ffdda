package plan

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// cellChanged is one change of a cell, as the history keeps it.
type cellChanged struct {
	Line  db.ID  `json:"l"`
	Field string `json:"f"`
	Old   string `json:"o"`
	New   string `json:"n"`
}

// saver puts changes into lines.
type saver struct {
	round   Round
	lines   map[db.ID]*DraftLine
	order   []db.ID // of the lines that change
	touched map[db.ID]bool
	changes []cellChanged
	out     Saved
}

// take puts one change into its line, or says why not.
func (w *saver) take(c CellChange) SavedCell {
	out := SavedCell{Line: c.Line, Field: c.Field, Outcome: CellRefused}
	l := w.lines[c.Line]
	if l == nil {
		out.Key = "plan.no_line"
		return out
	}
	out.Text = l.Cell(c.Field)
	if out.Key = barred(w.round, *l, c.Field); out.Key != "" {
		return out
	}
	text, key, args := cellText(c.Text)
	if key != "" {
		out.Key, out.Args = key, args
		return out
	}
	if out.Text != text {
		if !unmoved(out.Text, c.Saw) {
			out.Outcome = CellConflict
			return out
		}
		w.set(l, c.Field, text)
		out.Text = text
	}
	out.Outcome, out.Remark = CellSaved, remarkOf(c.Field, text)
	return out
}

// unmoved tells that a cell still holds what was seen.
func unmoved(now, saw string) bool { return now == saw || leftOut("seen cell") }

func (w *saver) set(l *DraftLine, field, text string) {
	w.changes = append(w.changes, cellChanged{l.ID, field, l.Cell(field), text})
	l.Cells[fieldAt[field]] = text
	if !w.touched[l.ID] {
		w.touched[l.ID] = true
		w.order = append(w.order, l.ID)
	}
}

// longestCell is the longest text of a cell in bytes, as e81 reads files.
const longestCell = 8000

// cellText is the text as it is kept, or the sentence that refuses it.
func cellText(s string) (text, key string, args []any) {
	if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
		return "", "e81.broken_text", nil
	}
	text = norm.NFC.String(strings.TrimSpace(oneLine.Replace(s)))
	if len(text) > longestCell {
		return "", "e81.long_text", []any{len(text), longestCell}
	}
	return text, "", nil
}

// oneLine writes line breaks as spaces: a cell of the form is one line, and a
// browser's field for one would leave breaks out and so change what nobody touched.
var oneLine = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\u2028", " ", "\u2029", " ")

var updateLine = `update plan_line set version = version + 1, ` + assignments(Fields, 3) + ` where id = $1 and version = $2`

func assignments(columns []string, from int) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = c + ` = $` + strconv.Itoa(from+i)
	}
	return strings.Join(parts, ", ")
}

// keep writes the lines that changed, and the history of it. Writing all cells of
// a line costs what writing one costs, and is one statement for all.
func (w *saver) keep(tx *db.Tx, who account.Who, submission db.ID, kind string) error {
	for _, id := range w.order {
		l := w.lines[id]
		args := []any{l.ID, l.Version}
		for _, c := range l.Cells {
			args = append(args, c)
		}
		err := tx.ExecOr(fault.New(fault.Conflict, "plan.line_moved", l.Code), updateLine, args...)
		if err != nil {
			return err
		}
	}
	return putChange(tx, who, submission, changeSet{kind: kind, changes: w.changes})
}

// changeSet is what one act changed in the lines of a submission.
type changeSet struct {
	kind    string
	why     string // the reason, where an act asks for one
	changes []cellChanged
}

// putChange keeps one change set.
func putChange(tx *db.Tx, who account.Who, submission db.ID, c changeSet) error {
	if len(c.changes) == 0 {
		return nil
	}
	data, err := json.Marshal(c.changes)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`insert into plan_line_change (id, submission, kind, by_person, at, cells, changes, why) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		tx.NewID(), submission, c.kind, who.Person, tx.Now(), len(c.changes), string(data), c.why)
	return err
}
