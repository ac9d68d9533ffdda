package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"alun/ground/fault"
	"alun/ground/sheet"
	"alun/record/plan/e81"
)

// ReadFile reads a file of form E.81 (CSV or XLSX, with the columns of
// e81.Header in any order). Rows that cannot be kept are answered one by one; a
// file that is no such table at all is refused as a whole.
func ReadFile(name string, r io.ReaderAt, size int64) (in Incoming, err error) {
	defer fault.Op(&err, "plan: read %s", name)
	in = Incoming{File: filepath.Base(name), Remarks: map[int][]Detail{}}
	if in.Sum, err = sumOf(r, size); err != nil {
		return in, err
	}
	book, err := sheet.Open(name, r, size, sheet.Default)
	if err != nil {
		return in, err
	}
	defer book.Close()
	return in, in.readRows(book)
}

// sumOf is the SHA-256 of the file, hex.
func sumOf(r io.ReaderAt, size int64) (string, error) {
	h := sha256.New()
	_, err := io.Copy(h, io.NewSectionReader(r, 0, size))
	return hex.EncodeToString(h.Sum(nil)), err
}

func (in *Incoming) readRows(book *sheet.Book) error {
	var places map[string]int
	for line, err := range book.Rows("") {
		if err != nil {
			return err
		}
		if places == nil {
			if places, err = columnsOf(line.Cells); err != nil {
				return err
			}
			continue
		}
		in.take(line, places)
	}
	return nil
}

func columnsOf(head []string) (map[string]int, error) {
	want := make([]sheet.Column, len(e81.Header))
	for i, name := range e81.Header {
		want[i] = sheet.Column{Name: name}
	}
	at, err := sheet.Columns(head, want...)
	if err != nil {
		return nil, err
	}
	places := map[string]int{}
	for i, name := range e81.Header {
		places[name] = at[i]
	}
	return places, nil
}

// take parses one line of the file.
func (in *Incoming) take(line sheet.Line, places map[string]int) {
	cell := func(column string) string { return line.Cell(places[column]) }
	row, problems, remarks := e81.Parse(cell, line.Number)
	if len(problems) > 0 {
		place := shown(cell("year")) + " · " + shown(cell("department")) + " · " + shown(cell("code"))
		in.Refused = append(in.Refused, Outcome{line.Number, place, "refused", details(problems)})
		return
	}
	in.Rows = append(in.Rows, row)
	if len(remarks) > 0 {
		in.Remarks[line.Number] = details(remarks)
	}
}

// shown is what an answer repeats of a cell that may hold anything: one line of
// text that every database can hold, of a length that a sentence can carry.
func shown(cell string) string {
	text := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(cell, "\uFFFD"))
	const most = 100
	if utf8.RuneCountInString(text) > most {
		return string([]rune(text)[:most]) + "…"
	}
	return strings.TrimSpace(text)
}

func details(problems []e81.Problem) []Detail {
	out := make([]Detail, len(problems))
	for i, p := range problems {
		out[i] = Detail{Column: p.Column, Key: p.Key}
		for _, a := range p.Args {
			out[i].Args = append(out[i].Args, fmt.Sprint(a))
		}
	}
	return out
}
