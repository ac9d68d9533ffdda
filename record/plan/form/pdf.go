package form

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"alun/ground/letter"
	"alun/record/plan/e81"
)

// looks is how the form is set on a paper.
type looks struct {
	size  float64 // of the text, in points
	least float64 // of the width, what is left for words
}

var looksOn = map[string]looks{"A3": {6, 0.36}, "F4": {4.9, 0.36}}

// PDF writes the form in landscape.
func (f Form) PDF(w io.Writer, paper letter.Paper) error {
	l, ok := looksOn[paper.Name]
	if !ok {
		l = looksOn["F4"]
	}
	setup := letter.Setup{Paper: paper.Landscape(), Margins: letter.FormMargins, Title: f.foot(), Author: f.frame.City, Made: f.Made,
		Foot: func(n, of int) (string, string) {
			return f.foot(), fill(f.words.Page, "{n}", strconv.Itoa(n), "{of}", strconv.Itoa(of))
		}}
	if f.Draft() {
		setup.Draft = f.words.Draft
	}
	d := letter.New(setup)
	for _, line := range f.title() {
		d.Lines(line, l.size+2.5, true, letter.Center)
	}
	if f.Draft() {
		d.Lines(f.words.DraftLine, l.size+1.5, true, letter.Center)
	}
	d.Space(2.5)
	table, err := f.table(setup, l)
	if err != nil {
		return err
	}
	d.Table(table)
	d.Space(1.5)
	d.Lines(f.Rule().Note, l.size, false, letter.Left)
	d.Space(2)
	d.Table(f.textTable(l.size + 1))
	d.Space(6)
	d.Signatures(l.size+3, f.Signatures...)
	return d.Write(w)
}

// table is the form's table on a paper.
func (f Form) table(s letter.Setup, l looks) (letter.Table, error) {
	wide := s.Paper.Wide - s.Margins.Left - s.Margins.Right
	t := letter.Table{Size: l.size, Head: f.head(), Rows: f.rows}
	t.Columns = f.wordColumns()
	sum := 0.0
	for i := range t.Columns {
		if t.Columns[i].Share == 0 {
			most, err := f.widest(i, l.size)
			if err != nil {
				return t, err
			}
			t.Columns[i] = letter.Column{Wide: most, Align: letter.Right}
			sum += most
		}
	}
	t.Columns[0].Align = letter.Center
	if limit := wide * (1 - l.least); sum > limit { // numbers wrap rather than words vanish
		for i := range t.Columns {
			t.Columns[i].Wide *= limit / sum
		}
	}
	return t, nil
}

// wordColumns are the columns of the table with the shares of those that hold
// words. Notes take room where there are some.
func (f Form) wordColumns() []letter.Column {
	notes := 0.45
	for _, p := range f.Parts {
		if slices.ContainsFunc(p.Rows, func(r e81.Row) bool { return r.Note != "" }) {
			notes = 1.1
		}
	}
	out := make([]letter.Column, columns)
	out[1].Share, out[2].Share, out[3].Share, out[columns-2].Share, out[columns-1].Share = 1.25, 1.25, 0.5, 0.6, notes
	out[3].Align = letter.Center
	return out
}

// widest is how wide a column of codes or numbers must be. One number in two
// hundred may be wider and wrap: a slip of the pen with 20 digits must not take
// the room of all words.
func (f Form) widest(column int, size float64) (float64, error) {
	wide := []float64{}
	for _, p := range f.Parts {
		for i := range p.Rows {
			text := cellText(&p.Rows[i], "", column)
			if text == "" {
				continue
			}
			w, err := letter.Width(text, size, p.Rows[i].Level != e81.Subkegiatan)
			if err != nil {
				return 0, err
			}
			wide = append(wide, w)
		}
	}
	slices.Sort(wide)
	pad, least := 0.25*size, 0.85*size
	if i := (column - 4) / 2; column >= 4 && (i == 8 || i == 10) {
		name, err := f.longestName(size)
		if err != nil {
			return 0, err
		}
		least = name + pad
	}
	if len(wide) == 0 {
		return least, nil
	}
	return max(wide[len(wide)-1-len(wide)/200]+pad, least), nil
}

// longestName is how wide the longest word of a predicate is.
func (f Form) longestName(size float64) (wide float64, err error) {
	for _, p := range f.Rule().Predicates {
		for word := range strings.FieldsSeq(p.Name) {
			w, err := letter.Width(word, size, true)
			if err != nil {
				return 0, err
			}
			wide = max(wide, w)
		}
	}
	return wide, nil
}

// cellText is what stands in a column of a row.
func cellText(r *e81.Row, office string, column int) string {
	switch column {
	case 0:
		return r.Code
	case 1:
		return r.Name
	case 2:
		return r.Indicator
	case 3:
		return r.Unit
	case columns - 2:
		return office
	case columns - 1:
		return r.Note
	}
	p := pairsOf(r)[(column-4)/2]
	if column%2 == 0 {
		return quantityText(p.k)
	}
	return p.secondText()
}

// head is the head of the table: words, K and Rp, the numbers of the columns.
func (f Form) head() [][]letter.HeadCell {
	whole := func(text string) letter.HeadCell { return letter.HeadCell{Text: text, Rows: 3} }
	first := []letter.HeadCell{whole(f.words.Number), whole(f.words.Name), whole(f.words.Indicator), whole(f.words.Unit)}
	var quarters, kinds []letter.HeadCell
	for i := range pairs {
		switch {
		case i == 3:
			first = append(first, letter.HeadCell{Text: f.words.Quarters, Cols: 8})
			fallthrough
		case i > 3 && i < 7:
			quarters = append(quarters, letter.HeadCell{Text: f.heading(i), Cols: 2})
		default:
			first = append(first, letter.HeadCell{Text: f.heading(i), Cols: 2, Rows: 2})
		}
		kinds = append(kinds, letter.HeadCell{Text: f.words.Output}, letter.HeadCell{Text: f.words.Money})
	}
	first = append(first, whole(f.words.Office), whole(f.words.Note))
	var numbers []letter.HeadCell
	for i := range 4 + pairs + 2 {
		c := letter.HeadCell{Text: strconv.Itoa(i + 1)}
		if i >= 4 && i < 4+pairs {
			c.Cols = 2
		}
		numbers = append(numbers, c)
	}
	return [][]letter.HeadCell{first, quarters, kinds, numbers}
}

// rows draws the rows of all parts with their averages.
func (f Form) rows(yield func(letter.Row) bool) {
	for i := range f.Parts {
		p := &f.Parts[i]
		if f.City() && !yield(letter.Row{Bold: true, Keep: true, Tint: letter.Tint{R: 226, G: 226, B: 226},
			Cells: []letter.Cell{{Text: p.Office, Cols: columns, Align: letter.Left}}}) {
			return
		}
		for n := range p.Rows {
			if !yield(pdfRow(&p.Rows[n], p.Office)) {
				return
			}
		}
		if f.City() {
			for _, r := range f.averageRows(p.Office, f.Rule().averages(f.Parts[i : i+1])[:1]) {
				if !yield(r) {
					return
				}
			}
		}
	}
	who := ""
	if f.City() {
		who = fill(f.words.WholeCity, "{city}", f.frame.City)
	}
	for _, r := range f.averageRows(who, f.Averages()) {
		if !yield(r) {
			return
		}
	}
}

func pdfRow(r *e81.Row, office string) letter.Row {
	out := letter.Row{Bold: r.Level != e81.Subkegiatan, Tint: tints[r.Level], Keep: r.Level == e81.Sasaran || r.Level == e81.Program}
	for c := range columns {
		cell := letter.Cell{Text: cellText(r, office, c)}
		if r.Level == e81.Subkegiatan && cell.Text == "" && c >= 4 && c < 4+2*pairs && ofPlan((c-4)/2) {
			cell.Tint = letter.Blank
		}
		out.Cells = append(out.Cells, cell)
	}
	return out
}

// averageRows are two rows for each average: the percentage and its predicate.
func (f Form) averageRows(who string, all []AverageRow) []letter.Row {
	var out []letter.Row
	for _, a := range all {
		for i, label := range f.words.Averages[a.Of] {
			if who != "" {
				label += " · " + who
			}
			row := letter.Row{Bold: true, Keep: i == 0, Cells: []letter.Cell{{Text: label, Cols: 4 + 2*8, Align: letter.Right}}}
			for c, x := range a.Columns {
				if c == 2 {
					row.Cells = append(row.Cells, letter.Cell{Tint: letter.Blank}, letter.Cell{Tint: letter.Blank})
				}
				cell := letter.Cell{Text: quantityText(x.Percent), Align: letter.Right}
				if i > 0 {
					cell = letter.Cell{Text: x.Predicate, Align: letter.Center}
				}
				if !x.Percent.Known {
					cell.Tint = letter.Blank
				}
				row.Cells = append(row.Cells, cell)
			}
			row.Cells = append(row.Cells, letter.Cell{Tint: letter.Blank}, letter.Cell{Tint: letter.Blank})
			out = append(out, row)
		}
	}
	return out
}

// textTable is the four texts below the form, with room to write by hand.
func (f Form) textTable(size float64) letter.Table {
	return letter.Table{Size: size, Columns: []letter.Column{{Share: 1}, {Share: 3}}, Rows: func(yield func(letter.Row) bool) {
		for _, p := range f.texts() {
			text := p.Text
			if text == "" {
				text = "\n "
			}
			if !yield(letter.Row{Cells: []letter.Cell{{Text: p.Name, Bold: true}, {Text: text}}}) {
				return
			}
		}
	}}
}
