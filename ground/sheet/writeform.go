package sheet

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"alun/ground/fault"
)

// Form is a sheet as it is printed and signed: placed cells with looks, heads that
// span, a paper. What a program reads again is a Table; a Form is for people.
type Form struct {
	Name   string
	Widths []float64 // of the columns, in characters
	Rows   iter.Seq[FormRow]
	Frozen int    // so many rows stay in sight
	Repeat [2]int // these rows stand on each printed page; zero: none
	Paper  Paper
	Foot   string    // left below each printed page
	Made   time.Time // the instant in the file: the same input, the same cells
}

// Paper is Excel's number of a sheet of paper.
type Paper int

// The papers of offices; Excel knows F4 as Folio.
const (
	PaperA3 Paper = 8
	PaperA4 Paper = 9
	PaperF4 Paper = 14
)

// FormRow is one row; High is in points, 0 lets the program find it.
type FormRow struct {
	High  float64
	Cells []FormCell
}

// FormCell is a cell in its place. Zero columns or rows are one.
type FormCell struct {
	At         int // column, from 0
	Cols, Rows int
	Cell       Cell
	Look       Look
}

// Look is how a cell looks.
type Look struct {
	Bold, Ruled bool
	Align       string // left, center, right; "" as Excel does it
	Middle      bool   // in the middle of its height; else at the top
	Tint        string // "E8ECF1"; "": none
	Size        float64
	Decimals    int // of a number, as it was published
}

// WriteForm writes a workbook with one sheet, in landscape, as wide as one page.
func WriteForm(w io.Writer, form Form) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	x := &formSheet{file: f, looks: map[Look]int{}, form: form}
	if err := x.write(sheetName(form.Name, 1, map[string]bool{})); err != nil {
		return err
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("sheet: write form: %w", err)
	}
	return nil
}

type formSheet struct {
	file  *excelize.File
	out   *excelize.StreamWriter
	looks map[Look]int
	form  Form
	row   int // last row written
}

func (x *formSheet) write(name string) error {
	made := x.form.Made.UTC().Format(time.RFC3339)
	if err := x.file.SetDocProps(&excelize.DocProperties{Creator: "Alun", Created: made, Modified: made}); err != nil {
		return err
	}
	fit := true // before the stream is begun, which writes it at once
	err := errors.Join(x.file.SetSheetName(x.file.GetSheetName(0), name), x.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	if err != nil {
		return fmt.Errorf("sheet: form %q: %w", name, err)
	}
	if x.out, err = x.file.NewStreamWriter(name); err != nil {
		return fmt.Errorf("sheet: form %q: %w", name, err)
	}
	if err := x.page(name); err != nil {
		return err
	}
	for row := range x.form.Rows {
		if err := x.put(row); err != nil {
			return err
		}
	}
	return x.out.Flush()
}

// page sets the paper, the widths and what repeats.
func (x *formSheet) page(name string) error {
	paper, wide, high, landscape := int(x.form.Paper), 1, 0, "landscape"
	margin, foot := 0.3, 0.5
	errs := []error{
		x.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}),
		x.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &foot, Footer: &margin}),
		x.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L&8" + strings.ReplaceAll(x.form.Foot, "&", "&&") + "&R&8&P / &N"}),
	}
	if x.form.Repeat != [2]int{} {
		errs = append(errs, x.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: name,
			RefersTo: fmt.Sprintf("'%s'!$%d:$%d", strings.ReplaceAll(name, "'", "''"), x.form.Repeat[0], x.form.Repeat[1])}))
	}
	for i := len(x.form.Widths) - 1; i >= 0; i-- { // excelize puts each width before the others
		errs = append(errs, x.out.SetColWidth(i+1, i+1, x.form.Widths[i]))
	}
	if n := x.form.Frozen; n > 0 {
		errs = append(errs, x.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: n, TopLeftCell: "A" + strconv.Itoa(n+1), ActivePane: "bottomLeft"}))
	}
	return errors.Join(errs...)
}

// put writes one row, with the borders of cells that span.
func (x *formSheet) put(row FormRow) error {
	if x.row++; x.row > maxRow {
		return fault.New(fault.TooLarge, "sheet.xlsx_too_many_rows", maxRow)
	}
	values := make([]any, len(x.form.Widths))
	for _, c := range row.Cells {
		v, err := x.value(c)
		if err != nil {
			return err
		}
		cols, rows := max(c.Cols, 1), max(c.Rows, 1)
		for i := c.At; i < c.At+cols; i++ {
			values[i] = excelize.Cell{StyleID: v.StyleID}
		}
		values[c.At] = v
		if cols == 1 && rows == 1 {
			continue
		}
		from, err1 := excelize.CoordinatesToCellName(c.At+1, x.row)
		to, err2 := excelize.CoordinatesToCellName(c.At+cols, x.row+rows-1)
		if err := errors.Join(err1, err2, x.out.MergeCell(from, to)); err != nil {
			return err
		}
	}
	var opts []excelize.RowOpts
	if row.High > 0 {
		opts = append(opts, excelize.RowOpts{Height: row.High})
	}
	if err := x.out.SetRow("A"+strconv.Itoa(x.row), values, opts...); err != nil {
		return fmt.Errorf("sheet: row %d: %w", x.row, err)
	}
	return nil
}

// value is a cell in excelize's terms. A number that Excel would change is text.
func (x *formSheet) value(c FormCell) (excelize.Cell, error) {
	if tooLong(c.Cell.text) {
		column, err := excelize.ColumnNumberToName(c.At + 1)
		return excelize.Cell{}, errors.Join(fault.New(fault.TooLarge, "sheet.xlsx_cell_too_long", x.row, column, excelize.TotalCellChars), err)
	}
	number := c.Cell.number() && c.Cell.exactInExcel()
	style, err := x.style(c.Look, number)
	v := excelize.Cell{StyleID: style}
	switch {
	case c.Cell.kind == emptyCell:
	case number:
		n, bad := strconv.ParseFloat(c.Cell.text, 64) // 15 digits come out as they went in
		v.Value, err = n, errors.Join(err, bad)
	default:
		v.Value = c.Cell.text
	}
	return v, err
}

// style finds or makes the style of a look.
func (x *formSheet) style(l Look, number bool) (int, error) {
	if !number {
		l.Decimals = -1
	}
	if id, ok := x.looks[l]; ok {
		return id, nil
	}
	s := &excelize.Style{
		Font:      &excelize.Font{Bold: l.Bold, Size: l.Size, Family: "Arial"},
		Alignment: &excelize.Alignment{Horizontal: l.Align, Vertical: "top", WrapText: !number},
		NumFmt:    49, // text, also after somebody has edited it
	}
	if l.Middle {
		s.Alignment.Vertical = "center"
	}
	if number {
		format := "#,##0"
		if l.Decimals > 0 {
			format += "." + strings.Repeat("0", l.Decimals)
		}
		s.NumFmt, s.CustomNumFmt = 0, &format
	}
	if l.Tint != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.Tint}}
	}
	if l.Ruled {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	id, err := x.file.NewStyle(s)
	x.looks[l] = id
	return id, err
}
