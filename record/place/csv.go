package place

import (
	"io/fs"

	"alun/ground/lang"
	"alun/ground/sheet"
)

// record is one line of a profile's CSV file; its refusals say why in this
// room's words.
type record struct{ sheet.Record }

// refuse says what is wrong with a column of this line.
func (r record) refuse(column string, why lang.Key) error {
	return refuse(r.File, r.Line, r.Text(column), why)
}

// eachLine reads a CSV file that has at least the given columns.
func eachLine(files fs.FS, name string, columns []string, take func(record) error) error {
	return sheet.EachRecord(files, name, columns, func(r sheet.Record) error { return take(record{r}) })
}
