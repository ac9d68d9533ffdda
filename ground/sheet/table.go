package sheet

import (
	"fmt"
	"iter"
	"strconv"
	"strings"

	"alun/ground/money"
	"alun/ground/quantity"
)

// Table is what goes out: rows are drawn one at a time while it is written.
// Every row has as many cells as Head has columns.
type Table struct {
	Name string // of the sheet in XLSX
	Head []Column
	Rows iter.Seq[[]Cell]
}

// Cell is one value of a table. The zero Cell is empty: unknown, not zero.
type Cell struct {
	kind cellKind
	text string // of a number: plain digits with a point
}

type cellKind int

const (
	emptyCell cellKind = iota
	textCell
	numberCell
	moneyCell
)

// Empty is a cell without a value: nothing in CSV and XLSX, null in JSON.
func Empty() Cell { return Cell{} }

// Text is a cell of text. Digits that nobody adds up (NIK, NIB, KBLI, telephone
// numbers) are Text too: a spreadsheet would round them or cut leading zeros.
func Text(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{textCell, s}
}

// Whole is a cell with a whole number.
func Whole(n int64) Cell { return Cell{numberCell, strconv.FormatInt(n, 10)} }

// Decimal is a cell with a quantity, exact to the millionth. One that is
// unknown is the text that was published, or empty.
func Decimal(q quantity.Quantity) Cell {
	if !q.Known {
		return Text(q.Text)
	}
	return Cell{numberCell, quantity.Of(q.Micro).Text}
}

// Money is a cell with an amount in whole rupiah. One that was printed and
// cannot be held is the text that was printed; an absent one is empty.
func Money(p money.Printed) Cell {
	if !p.Known {
		return Text(p.Text)
	}
	return Cell{moneyCell, strconv.FormatInt(int64(p.Rupiah), 10)}
}

func (c Cell) number() bool { return c.kind == numberCell || c.kind == moneyCell }

// exactInExcel reports a number that a spreadsheet keeps: it has 15 digits.
func (c Cell) exactInExcel() bool {
	return len(strings.Trim(strings.Replace(c.text, ".", "", 1), "-0")) <= 15
}

// each draws the rows and refuses one whose cells are not those of the head: a
// value in the wrong column is worse than no file. Rows are counted from 1.
func (t Table) each(write func(number int, row []Cell) error) error {
	number := 0
	for row := range t.Rows {
		if number++; len(row) != len(t.Head) {
			return fmt.Errorf("sheet: table %q: row %d has %d cells for %d columns", t.Name, number, len(row), len(t.Head))
		}
		if err := write(number, row); err != nil {
			return err
		}
	}
	return nil
}

func (t Table) checkHead() error {
	seen := map[string]bool{}
	for i, c := range t.Head {
		if c.Name == "" || seen[c.Name] {
			return fmt.Errorf("sheet: table %q: column %d needs a name of its own", t.Name, i+1)
		}
		seen[c.Name] = true
	}
	if len(t.Head) == 0 {
		return fmt.Errorf("sheet: table %q has no columns", t.Name)
	}
	return nil
}
