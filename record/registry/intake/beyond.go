package intake

import "alun/ground/sheet"

// beyond tells a cell to the right of the last column that the head names. Nobody knows
// what it is; where a separator inside a text has cut a cell in two, all cells behind it
// stand in a wrong column. A report repeats no number of it: it may be somebody's.
func (x *reading) beyond(l sheet.Line) {
	if leftOut("beyond") {
		return
	}
	for j := x.wide; j < len(l.Cells); j++ {
		text := oneLine(l.Cells[j])
		if text == "" || text == "-" {
			continue
		}
		text = masked(clip(text))
		x.row.Issues = append(x.row.Issues, Issue{Column: letters(j), Value: text,
			Trouble: *refuse("intake.row_beyond", "intake.mend_beyond", l.Number, letters(j), text)})
		return
	}
}
