package parts

import "github.com/a-h/templ"

// Table is rows of facts. The first column names the row.
type Table struct {
	ID      string
	Caption string // what the table shows, always said to screen readers
	Shown   bool   // the caption is also seen: where no heading stands above
	Columns []Column
	Rows    []Row
	Foot    []Cell // sums; may be nil
	Dense   bool   // less air: many rows of figures
	Cards   bool   // on a phone each row becomes a card: registers, worklists
	Halves  bool   // cards of two cells abreast: bars, words rather than figures
	Empty   string // what to say when there is no row
}

// Column heads a column.
type Column struct {
	Label  string
	Number bool   // right-aligned
	Full   bool   // in a card: a line of its own, without its label
	Desk   bool   // left out on phones: only what is said elsewhere too
	Href   string // sorts by this column
	Sorted string // "ascending" or "descending" when the table is sorted by it
}

// Row is one line of a table.
type Row struct {
	ID    string // target of links; may be empty
	Here  bool   // this page's own row
	Head  bool   // heads the rows below it
	Desk  bool   // left out on phones: only where the whole list is a link away
	Cells []Cell
}

// Cell is one fact. An unknown one says so in Text ("–", "belum lapor").
type Cell struct {
	Text string
	Lang string // language of the text when it is not the page's: "id"
	Href string
	Note string          // small line below
	Code string          // small code before
	Part templ.Component // instead of, or after, the text: stamps, proof, buttons
}

// Cells makes cells of plain texts.
func Cells(texts ...string) []Cell {
	out := make([]Cell, len(texts))
	for i, t := range texts {
		out[i].Text = t
	}
	return out
}

// at finds a row's cell: a short row has empty cells at its end.
func at(cells []Cell, i int) Cell {
	if i < len(cells) {
		return cells[i]
	}
	return Cell{}
}

// label is what a card writes above the cell.
func (c Column) label() string {
	if c.Full {
		return ""
	}
	return c.Label
}
