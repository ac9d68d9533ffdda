package place

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"alun/ground/fault"
	"alun/ground/lang"
)

// record is one line of a CSV file, read by column name.
type record struct {
	file  string
	line  int // as an editor counts
	cells []string
	at    map[string]int
}

func (r record) text(column string) string { return strings.TrimSpace(r.cells[r.at[column]]) }

// refuse says what is wrong with a column of this line.
func (r record) refuse(column string, why lang.Key) error {
	return refuse(r.file, r.line, r.text(column), why)
}

// eachLine reads a CSV file that has at least the given columns.
func eachLine(files fs.FS, name string, columns []string, take func(record) error) error {
	data, err := readFile(files, name)
	if err != nil {
		return err
	}
	lines := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	head, err := lines.Read()
	if err != nil {
		return fault.New(fault.Invalid, "place.csv_refused", name, 1).Because(err)
	}
	at := map[string]int{}
	for _, c := range columns {
		at[c] = slices.Index(head, c)
		if at[c] < 0 {
			return fault.New(fault.Invalid, "place.column_missing", name, c)
		}
	}
	for {
		cells, err := lines.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fault.New(fault.Invalid, "place.csv_refused", name, wrongLine(err)).Because(err)
		}
		line, _ := lines.FieldPos(0)
		if err := take(record{name, line, cells, at}); err != nil {
			return err
		}
	}
}

func wrongLine(err error) int {
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		return e.Line
	}
	return 0
}
