package sheet

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/width"

	"alun/ground/fault"
)

// WriteXLSX writes one sheet for each table: the titles of the columns in bold
// in a first row that stays in sight, numbers as numbers, text as text cells,
// which no spreadsheet runs, not even after somebody has edited one. A number
// of more than 15 digits goes in as text, because Excel would change it.
//
// A table that Excel cannot hold (rows, or characters in a cell) is refused
// with a fault of kind TooLarge before the first byte is written.
func WriteXLSX(w io.Writer, tables ...Table) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	if len(tables) == 0 {
		return errors.New("sheet: a workbook needs a table")
	}
	s, err := newStyles(f)
	if err != nil {
		return fmt.Errorf("sheet: styles: %w", err)
	}
	taken := map[string]bool{"history": true} // Excel keeps this name for itself
	for i, t := range tables {
		if err := writeSheet(f, s, t, sheetName(t.Name, i+1, taken), i == 0); err != nil {
			return err
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("sheet: write workbook: %w", err)
	}
	return nil
}

// styles are the numbers of the styles in one workbook.
type styles struct{ head, text, money, day int }

func newStyles(f *excelize.File) (styles, error) {
	// 49 is "@", text: a cell stays text when somebody edits it. 3 is "#,##0",
	// which each Excel shows with its own signs: 1.500.000 in an Indonesian one.
	head, err1 := f.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true},
		NumFmt:    49,
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
	})
	text, err2 := f.NewStyle(&excelize.Style{NumFmt: 49})
	money, err3 := f.NewStyle(&excelize.Style{NumFmt: 3})
	day, err4 := f.NewStyle(&excelize.Style{NumFmt: 14}) // as the reader's Excel writes days
	err5 := f.SetDocProps(&excelize.DocProperties{Creator: "Alun"})
	return styles{head, text, money, day}, errors.Join(err1, err2, err3, err4, err5)
}

// xlsxSheet is one sheet while it is written. Widths must stand before the rows
// in the file, so the first rows wait until they have been measured.
type xlsxSheet struct {
	out     *excelize.StreamWriter
	styles  styles
	table   Table
	waiting [][]Cell
	started bool
	row     int // last row written
}

// measured is how many rows decide about the widths.
const measured = 100

func writeSheet(f *excelize.File, s styles, t Table, name string, first bool) error {
	if err := t.checkHead(); err != nil {
		return err
	}
	out, err := newStream(f, name, first)
	if err != nil {
		return fmt.Errorf("sheet: sheet %q: %w", name, err)
	}
	x := &xlsxSheet{out: out, styles: s, table: t}
	err = t.each(func(number int, row []Cell) error {
		if number >= maxRow { // the head takes one
			return fault.New(fault.TooLarge, "sheet.xlsx_too_many_rows", maxRow-1)
		}
		if x.started {
			return x.write(row)
		}
		x.waiting = append(x.waiting, slices.Clone(row))
		if len(x.waiting) < measured {
			return nil
		}
		return x.start()
	})
	if err == nil && !x.started {
		err = x.start()
	}
	if err == nil {
		err = offer(f, name, t.Head, x.row)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// offer lets people choose in the cells of columns that they fill in. It stands
// in the file behind the rows.
func offer(f *excelize.File, sheet string, head []Column, last int) error {
	for i, c := range head {
		if len(c.Choices) == 0 && !c.Day {
			continue
		}
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		v := excelize.NewDataValidation(true)
		v.SetSqref(fmt.Sprintf("%s2:%s%d", column, column, max(last, 2)))
		if c.Day {
			// The days of this century, as Excel counts them.
			err = v.SetRange(36526, 73050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
		} else {
			err = v.SetDropList(c.Choices)
		}
		if err == nil {
			err = f.AddDataValidation(sheet, v)
		}
		if err != nil {
			return fmt.Errorf("sheet: choices of %q: %w", c.Name, err)
		}
	}
	return nil
}

func newStream(f *excelize.File, name string, first bool) (*excelize.StreamWriter, error) {
	if first { // a new file has one sheet
		if err := f.SetSheetName(f.GetSheetName(0), name); err != nil {
			return nil, err
		}
	} else if _, err := f.NewSheet(name); err != nil {
		return nil, err
	}
	return f.NewStreamWriter(name)
}

// start writes the widths, the head and the rows that waited.
func (x *xlsxSheet) start() error {
	x.started = true
	// From the last to the first: excelize puts each new width before the others,
	// and the standard wants them from left to right.
	for i, c := range slices.Backward(x.table.Head) {
		widest := cells(c.title())
		for _, row := range x.waiting {
			widest = max(widest, cells(row[i].text))
		}
		if err := x.out.SetColWidth(i+1, i+1, float64(min(max(widest+2, 8), 60))); err != nil {
			return err
		}
	}
	err := x.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	if err != nil {
		return err
	}
	if err := x.head(); err != nil {
		return err
	}
	for _, row := range x.waiting {
		if err := x.write(row); err != nil {
			return err
		}
	}
	x.waiting = nil
	return nil
}

// cells is the width of a text in half-width characters: 横 takes two.
func cells(s string) int {
	n := 0
	for _, r := range s {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

func (x *xlsxSheet) head() error {
	values := make([]any, len(x.table.Head))
	for i, c := range x.table.Head {
		values[i] = excelize.Cell{StyleID: x.styles.head, Value: c.title()}
	}
	return x.set(values)
}

func (x *xlsxSheet) write(row []Cell) error {
	values := make([]any, len(row))
	for i, c := range row {
		v, err := x.value(c)
		if err != nil {
			return err
		}
		if v == nil && x.table.Head[i].Day {
			v = excelize.Cell{StyleID: x.styles.day}
		}
		if tooLong(c.text) {
			return fault.New(fault.TooLarge, "sheet.xlsx_cell_too_long", x.row+1, names{x.table.Head[i]}, excelize.TotalCellChars)
		}
		values[i] = v
	}
	return x.set(values)
}

// value is a cell in excelize's terms: a string there is always a text cell.
func (x *xlsxSheet) value(c Cell) (any, error) {
	switch {
	case c.kind == emptyCell:
		return nil, nil
	case !c.number() || !c.exactInExcel():
		return excelize.Cell{StyleID: x.styles.text, Value: c.text}, nil
	}
	n, err := strconv.ParseFloat(c.text, 64) // 15 digits come out as they went in
	if err != nil {
		return nil, fmt.Errorf("sheet: number %q: %w", c.text, err)
	}
	if c.kind == moneyCell {
		return excelize.Cell{StyleID: x.styles.money, Value: n}, nil
	}
	return n, nil
}

func (x *xlsxSheet) set(values []any) error {
	x.row++
	if err := x.out.SetRow("A"+strconv.Itoa(x.row), values); err != nil {
		return fmt.Errorf("sheet: row %d: %w", x.row, err)
	}
	return nil
}

// tooLong reports text that Excel would cut; it counts UTF-16 units.
func tooLong(s string) bool {
	return len(s) > excelize.TotalCellChars && len(utf16.Encode([]rune(s))) > excelize.TotalCellChars
}

// sheetName makes a name that Excel accepts: at most 31 units, none of
// []:*?/\, no apostrophe at the ends, and not the name of another sheet.
func sheetName(name string, number int, taken map[string]bool) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' || r == utf8.RuneError {
			return ' '
		}
		return r
	}, name)
	name = cutTo(strings.Join(strings.Fields(name), " "), 31)
	if name == "" {
		name = "Sheet" + strconv.Itoa(number)
	}
	for try, base := 2, name; taken[strings.ToLower(name)]; try++ {
		suffix := " (" + strconv.Itoa(try) + ")"
		name = cutTo(base, 31-len(suffix)) + suffix
	}
	taken[strings.ToLower(name)] = true
	return name
}

// cutTo keeps so many UTF-16 units, without a space or apostrophe at the ends.
func cutTo(s string, units int) string {
	for len(utf16.Encode([]rune(s))) > units {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return strings.Trim(s, "' ")
}
