package form

import (
	"io"
	"unicode/utf8"

	"alun/ground/letter"
	"alun/ground/quantity"
	"alun/ground/sheet"
	"alun/record/plan/e81"
)

// HeadRows is how many rows stand above the first figure in XLSX: the lines of
// the title, one for the word of a draft, and the head.
const HeadRows = 4 + 1 + 4

// XLSX writes the form as a workbook with one sheet.
func (f Form) XLSX(w io.Writer) error {
	return sheet.WriteForm(w, sheet.Form{Name: f.words.Sheet, Widths: xlsxWidths(), Rows: f.xlsxRows, Frozen: HeadRows,
		Repeat: [2]int{HeadRows - 3, HeadRows}, Paper: sheet.PaperA3, Foot: f.foot(), Made: f.Made})
}

func xlsxWidths() []float64 {
	out := []float64{9, 34, 34, 13}
	for range pairs {
		out = append(out, 10, 19)
	}
	out[4+16], out[4+17], out[4+20], out[4+21] = 10, 10, 10, 10 // percentages
	return append(out, 26, 40)
}

// The looks of the sheet.
var (
	titleLook = sheet.Look{Bold: true, Align: "center", Size: 12}
	headLook  = sheet.Look{Bold: true, Align: "center", Middle: true, Ruled: true, Size: 9, Tint: "E8ECF1"}
	plainLook = sheet.Look{Ruled: true, Size: 9}
)

const blankTint = "D6D6D6"

func (f Form) xlsxRows(yield func(sheet.FormRow) bool) {
	more := true
	put := func(rows ...sheet.FormRow) {
		for _, r := range rows {
			more = more && yield(r)
		}
	}
	put(f.xlsxTitle()...)
	put(f.xlsxHead()...)
	for i := range f.Parts {
		p := &f.Parts[i]
		if f.City() {
			put(sheet.FormRow{Cells: []sheet.FormCell{{Cols: columns, Cell: sheet.Text(p.Office), Look: sheet.Look{Bold: true, Ruled: true, Size: 10, Tint: "E2E2E2"}}}})
		}
		for n := range p.Rows {
			if put(xlsxRow(&p.Rows[n], p.Office)); !more {
				return
			}
		}
		if f.City() {
			put(f.xlsxAverages(p.Office, f.Rule().averages(f.Parts[i : i+1])[:1])...)
		}
	}
	who := ""
	if f.City() {
		who = fill(f.words.WholeCity, "{city}", f.frame.City)
	}
	put(f.xlsxAverages(who, f.Averages())...)
	put(f.xlsxEnd()...)
}

func line(text string, look sheet.Look) sheet.FormRow {
	return sheet.FormRow{Cells: []sheet.FormCell{{Cols: columns, Cell: sheet.Text(text), Look: look}}}
}

func (f Form) xlsxTitle() []sheet.FormRow {
	var out []sheet.FormRow
	for _, text := range f.title() {
		out = append(out, line(text, titleLook))
	}
	draft := ""
	if f.Draft() {
		draft = f.words.DraftLine
	}
	return append(out, line(draft, titleLook))
}

// xlsxHead places the head's cells as the PDF does.
func (f Form) xlsxHead() []sheet.FormRow {
	taken := map[[2]int]bool{}
	var out []sheet.FormRow
	for r, cells := range f.head() {
		row := sheet.FormRow{High: []float64{30, 30, 14, 14}[r]}
		at := 0
		for _, c := range cells {
			for taken[[2]int{r, at}] {
				at++
			}
			cols, rows := max(c.Cols, 1), max(c.Rows, 1)
			row.Cells = append(row.Cells, sheet.FormCell{At: at, Cols: cols, Rows: rows, Cell: sheet.Text(c.Text), Look: headLook})
			for i := range rows {
				for k := range cols {
					taken[[2]int{r + i, at + k}] = true
				}
			}
		}
		for c := range columns { // what a cell from above covers needs its rules too
			if taken[[2]int{r, c}] && !holds(row, c) {
				row.Cells = append(row.Cells, sheet.FormCell{At: c, Look: headLook})
			}
		}
		out = append(out, row)
	}
	return out
}

func holds(row sheet.FormRow, column int) bool {
	for _, c := range row.Cells {
		if column >= c.At && column < c.At+max(c.Cols, 1) {
			return true
		}
	}
	return false
}

func xlsxRow(r *e81.Row, office string) sheet.FormRow {
	base := plainLook
	base.Bold = r.Level != e81.Subkegiatan
	if t := tints[r.Level]; t != (letter.Tint{}) {
		base.Tint = hex(t)
	}
	row := sheet.FormRow{Cells: make([]sheet.FormCell, 0, columns)}
	put := func(c sheet.Cell, look sheet.Look) {
		row.Cells = append(row.Cells, sheet.FormCell{At: len(row.Cells), Cell: c, Look: look})
	}
	center, right := base, base
	center.Align, right.Align = "center", "right"
	put(sheet.Text(r.Code), base)
	put(sheet.Text(r.Name), base)
	put(sheet.Text(r.Indicator), base)
	put(sheet.Text(r.Unit), center)
	for i, p := range pairsOf(r) {
		look := right
		if r.Level == e81.Subkegiatan && ofPlan(i) {
			look.Tint = blankTint
		}
		k, seen := quantityCell(p.k, look)
		put(k, seen)
		if p.share {
			put(quantityCell(p.percent, look))
			continue
		}
		amount := sheet.Money(p.rp)
		seen = look
		if amount != sheet.Empty() {
			seen.Tint = base.Tint
		}
		put(amount, seen)
	}
	put(sheet.Text(office), base)
	put(sheet.Text(r.Note), base)
	return row
}

// quantityCell is an output as a number with its published decimals, or as the
// text that was published. Where there is one, the cell is not grey.
func quantityCell(q quantity.Quantity, look sheet.Look) (sheet.Cell, sheet.Look) {
	if q.Text != "" && look.Tint == blankTint {
		look.Tint = ""
	}
	if !q.Known || !canonical(q.Text) {
		return sheet.Text(q.Text), look
	}
	look.Decimals = decimals(q)
	return sheet.Decimal(q), look
}

func hex(t letter.Tint) string {
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, 6)
	for _, b := range []uint8{t.R, t.G, t.B} {
		out = append(out, digits[b>>4], digits[b&15])
	}
	return string(out)
}

func (f Form) xlsxAverages(who string, all []AverageRow) []sheet.FormRow {
	bold := plainLook
	bold.Bold, bold.Align = true, "right"
	blank := plainLook
	blank.Tint = blankTint
	var out []sheet.FormRow
	for _, a := range all {
		for i, label := range f.words.Averages[a.Of] {
			if who != "" {
				label += " · " + who
			}
			row := sheet.FormRow{Cells: []sheet.FormCell{{Cols: 20, Cell: sheet.Text(label), Look: bold}}}
			at := 20
			put := func(c sheet.Cell, look sheet.Look) {
				row.Cells = append(row.Cells, sheet.FormCell{At: at, Cell: c, Look: look})
				at++
			}
			for c, x := range a.Columns {
				if c == 2 {
					put(sheet.Empty(), blank)
					put(sheet.Empty(), blank)
				}
				look := bold
				switch {
				case !x.Percent.Known:
					put(sheet.Empty(), blank)
				case i > 0:
					look.Align = "center"
					put(sheet.Text(x.Predicate), look)
				default:
					put(quantityCell(x.Percent, look))
				}
			}
			put(sheet.Empty(), blank)
			put(sheet.Empty(), blank)
			out = append(out, row)
		}
	}
	return out
}

// xlsxEnd is what stands below the table: what is averaged, the texts, the places
// to sign.
func (f Form) xlsxEnd() []sheet.FormRow {
	out := []sheet.FormRow{line(f.Rule().Note, sheet.Look{Size: 9}), {}}
	name := sheet.Look{Bold: true, Ruled: true, Size: 9}
	for _, p := range f.texts() {
		high := 13 * float64(1+utf8.RuneCountInString(p.Text)/230)
		out = append(out, sheet.FormRow{High: max(high, 26), Cells: []sheet.FormCell{{Cols: 3, Cell: sheet.Text(p.Name), Look: name},
			{At: 3, Cols: columns - 3, Cell: sheet.Text(p.Text), Look: plainLook}}})
	}
	out = append(out, sheet.FormRow{})
	return append(out, f.xlsxSignatures()...)
}

// xlsxSignatures writes the signatures beside each other, each over eight columns.
func (f Form) xlsxSignatures() []sheet.FormRow {
	var blocks [][]string
	most := 0
	for _, s := range f.Signatures {
		b := append([]string{s.Day}, s.Post...)
		blocks = append(blocks, b)
		most = max(most, len(b))
	}
	for i, s := range f.Signatures {
		for len(blocks[i]) < most+4 { // room for a hand
			blocks[i] = append(blocks[i], "")
		}
		blocks[i] = append(blocks[i], s.Name, s.Rank, s.NIP)
	}
	look := sheet.Look{Align: "center", Size: 10}
	out := make([]sheet.FormRow, most+7)
	for i, b := range blocks {
		at := 4 + (2-len(blocks)+i)*12
		for n, text := range b {
			out[n].Cells = append(out[n].Cells, sheet.FormCell{At: at, Cols: 8, Cell: sheet.Text(text), Look: look})
		}
	}
	return out
}
