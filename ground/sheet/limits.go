package sheet

import (
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/quantity"
)

// Limits say how much one file may ask of the machine. A zero field takes its
// value from Default.
type Limits struct {
	Bytes     int64 // size of the file as sent
	Rows      int   // lines with content in one sheet
	Columns   int   // cells in one line
	Cells     int64 // cells in one sheet, empty ones between others included
	CellBytes int   // UTF-8 bytes in one cell
	Entries   int   // XLSX: files inside the zip
	Unpacked  int64 // XLSX: bytes of all files inside the zip together
	Ratio     int64 // XLSX: unpacked bytes for one packed byte
}

// Default suits a table of every business in a large city: 20 MB, 250,000 rows.
// A cell may be as long as Excel's longest (32,767 characters) in any script.
var Default = Limits{
	Bytes:     20 << 20,
	Rows:      250_000,
	Columns:   1_000,
	Cells:     5_000_000,
	CellBytes: 4 * 32_767,
	Entries:   2_000,
	Unpacked:  200 << 20,
	Ratio:     100,
}

func (l Limits) orDefault() Limits {
	fill(&l.Bytes, Default.Bytes)
	fill(&l.Rows, Default.Rows)
	fill(&l.Columns, Default.Columns)
	fill(&l.Cells, Default.Cells)
	fill(&l.CellBytes, Default.CellBytes)
	fill(&l.Entries, Default.Entries)
	fill(&l.Unpacked, Default.Unpacked)
	fill(&l.Ratio, Default.Ratio)
	return l
}

func fill[N int | int64](field *N, value N) {
	if *field == 0 {
		*field = value
	}
}

// tally counts what one sheet has given so far.
type tally struct {
	lim   Limits
	rows  int
	cells int64
}

// add counts a line and refuses the one that goes beyond a limit.
func (t *tally) add(line Line) error {
	t.rows++
	t.cells += int64(len(line.Cells))
	if t.rows > t.lim.Rows {
		return fault.New(fault.TooLarge, "sheet.too_many_rows", t.lim.Rows)
	}
	if t.cells > t.lim.Cells {
		return fault.New(fault.TooLarge, "sheet.too_many_cells", t.lim.Cells, line.Number)
	}
	return nil
}

// checkCell refuses a cell that is too far right or too long. Readers call it
// as soon as they know, before the rest of the line takes memory.
func (l Limits) checkCell(line, column, bytes int) error {
	if column > l.Columns {
		return fault.New(fault.TooLarge, "sheet.too_many_columns", line, l.Columns)
	}
	if bytes > l.CellBytes {
		return fault.New(fault.TooLarge, "sheet.cell_too_long", line, column, l.CellBytes)
	}
	return nil
}

// size is a number of bytes that writes itself in MB (1,048,576 bytes).
type size int64

// In writes the size with at most one decimal: 20 MB · 12,4 MB.
func (s size) In(tag lang.Tag) string {
	const mb = 1 << 20
	micro := int64(s)/mb*quantity.One + int64(s)%mb*quantity.One/mb
	return quantity.Of(micro).Round(1).In(tag) + " MB"
}
