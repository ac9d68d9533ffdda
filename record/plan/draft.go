package plan

import (
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan/e81"
)

// Fields are the cells of a line that people fill in, in the order of the form;
// their names are columns of e81.Header.
var Fields = e81.Header[7:33]

// fieldAt finds the place of a cell by its name.
var fieldAt = func() map[string]int {
	at := map[string]int{}
	for i, f := range Fields {
		at[f] = i
	}
	return at
}()

// MoneyField, PercentField and TextField tell what a cell holds; all others hold
// an output.
func MoneyField(field string) bool { return strings.HasSuffix(field, "_rp") }

// PercentField tells an achievement cell.
func PercentField(field string) bool { return strings.HasSuffix(field, "_pct") }

// TextField tells a cell of words.
func TextField(field string) bool {
	return field == "name" || field == "indicator" || field == "unit" || field == "note"
}

// DraftLine is a row of a submission, with its cells as typed.
type DraftLine struct {
	ID          db.ID
	Submission  db.ID
	Code        string
	Seq         int // 0 is the main indicator
	Level       e81.Level
	Form        string // number of the form within the report
	Version     int64  // counts changes up
	Removed     bool   // taken out after it had been sent once
	Direction   string // more, less, unknown
	Aggregation string // sum, latest, average, final, unknown
	Cells       []string
}

// Cell is the text of a cell; "" for a field that is not one of Fields.
func (l DraftLine) Cell(field string) string {
	if i, ok := fieldAt[field]; ok {
		return l.Cells[i]
	}
	return ""
}

// CellRemark says what is odd about the text of one cell. The text stays as it
// was typed until somebody changes it.
type CellRemark struct {
	Field   string
	Key     string // sentence
	Args    []any
	Choices []string // texts that would be understood, when it can be read in two ways
}

// Row reads the line as a row of the form. A cell that cannot be read, or can be
// read in two ways, is unknown in the row and has a remark.
func (l DraftLine) Row(r Round, office OPD) (e81.Row, []CellRemark) {
	t := typist{line: l}
	row := e81.Row{Year: r.Quarter.Year, Quarter: r.Quarter.N, OPD: office.Name, Form: l.Form, Code: l.Code, Level: l.Level, Extra: l.Seq > 0,
		Name: l.Cell("name"), Indicator: l.Cell("indicator"), Unit: l.Cell("unit"), Note: l.Cell("note")}
	for i, p := range pairs(&row) {
		p.K, p.Rp = t.quantity(quantityColumn(i)), t.money(moneyColumn(i))
	}
	for i, name := range []string{"ach", "renstra_ach"} {
		p := percents(&row)[i]
		p.K, p.Rp = t.quantity(name+"_k_pct"), t.quantity(name+"_rp_pct")
	}
	return row, t.remarks
}

const lineHead = `l.id, l.submission, l.code, l.seq, l.level, l.form, l.version, l.removed_at, l.direction, l.aggregation`

var lineSelect = `select ` + lineHead + `, l.` + strings.Join(Fields, `, l.`) + ` from plan_line l`

func scanDraft(r *db.Row) DraftLine {
	l := DraftLine{ID: r.ID(), Submission: r.ID(), Code: r.Text(), Seq: r.Int(), Level: e81.Level(r.Int()), Form: r.Text(), Version: r.Int64()}
	_, l.Removed = r.Maybe()
	l.Direction, l.Aggregation = r.Text(), r.Text()
	l.Cells = make([]string, len(Fields))
	for i := range l.Cells {
		l.Cells[i] = r.Text()
	}
	return l
}

// Drafts lists the lines of a submission as printed, also those that were taken
// out after it had been sent.
func Drafts(tx *db.Tx, submission db.ID) ([]DraftLine, error) {
	return db.All(tx, scanDraft, lineSelect+` where l.submission = $1 order by l.code_order, l.seq, l.id`, submission)
}

func draftByID(tx *db.Tx, id db.ID) (DraftLine, error) {
	l, found, err := db.One(tx, scanDraft, lineSelect+` where l.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_line")
	}
	return l, err
}

// standingLines leaves out the lines that were taken out.
func standingLines(all []DraftLine) []DraftLine {
	var out []DraftLine
	for _, l := range all {
		if !l.Removed {
			out = append(out, l)
		}
	}
	return out
}

var insertLine = `insert into plan_line (id, submission, code, code_order, seq, level, form, version, direction, aggregation, ` +
	strings.Join(Fields, `, `) + `) values (` + placeholders(10+len(Fields)) + `)`

// put writes a new line.
func (l DraftLine) put(tx *db.Tx) error {
	args := []any{l.ID, l.Submission, l.Code, codeOrder(l.Code), l.Seq, int(l.Level), l.Form, 1, l.Direction, l.Aggregation}
	for _, c := range l.Cells {
		args = append(args, c)
	}
	_, err := tx.Exec(insertLine, args...)
	return err
}
