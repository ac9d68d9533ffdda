package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"alun/ground/fault"
)

// Record is one line of a data file that ships with the program, read by column
// name. Files that people send go through Open instead.
type Record struct {
	File  string
	Line  int // as an editor counts
	cells []string
	at    map[string]int
}

// Text is a cell without the spaces around it; a column that was not asked for
// is empty.
func (r Record) Text(column string) string {
	if i, ok := r.at[column]; ok {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

// Whole is a cell with a whole number; an empty cell is 0.
func (r Record) Whole(column string) (int, error) {
	s := r.Text(column)
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, r.Refuse(column).Because(err)
	}
	return n, nil
}

// Refuse says that a cell of this line cannot be right.
func (r Record) Refuse(column string) *fault.Fault {
	return fault.New(fault.Invalid, "sheet.record_cell", r.File, r.Line, column, r.Text(column))
}

// EachRecord reads a CSV file (UTF-8, comma) that has at least these columns.
func EachRecord(files fs.FS, name string, columns []string, take func(Record) error) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return fault.New(fault.NotFound, "sheet.record_file", name).Because(err)
	}
	lines := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	head, err := lines.Read()
	if err != nil {
		return fault.New(fault.Invalid, "sheet.record_line", name, 1).Because(err)
	}
	at := map[string]int{}
	for _, c := range columns {
		if at[c] = slices.Index(head, c); at[c] < 0 {
			return fault.New(fault.Invalid, "sheet.record_column", name, c)
		}
	}
	for {
		cells, err := lines.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fault.New(fault.Invalid, "sheet.record_line", name, wrongLine(err)).Because(err)
		}
		line, _ := lines.FieldPos(0)
		if err := take(Record{name, line, cells, at}); err != nil {
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
