package sheet

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// sheetRows reads the rows of one sheet, element by element.
type sheetRows struct {
	part   *part
	shared []string
	lim    Limits
	row    int  // number of the last row
	column int  // number of the last cell in it, empty ones too
	past   bool // the table has ended; what follows is looks and settings
}

// The largest row and column that Excel knows.
const (
	maxRow    = 1 << 20
	maxColumn = 1 << 14
)

func (s *sheetRows) close() error { return s.part.close() }

// next reads on to the next row. After the last one it reads the rest of the
// part too: only there does the checksum tell that nothing is missing.
func (s *sheetRows) next() (Line, error) {
	for {
		t, err := s.part.next()
		if err == io.EOF && !s.past {
			err = damaged(io.ErrUnexpectedEOF)
		}
		if err != nil {
			return Line{Number: s.row}, err
		}
		switch t := t.(type) {
		case xml.EndElement:
			s.past = s.past || t.Name.Local == "sheetData"
		case xml.StartElement:
			if t.Name.Local == "row" && !s.past {
				return s.read(t)
			}
		}
	}
}

// read reads a row that has just begun.
func (s *sheetRows) read(start xml.StartElement) (Line, error) {
	number, err := position(attr(start, "r"), s.row, maxRow)
	line := Line{Number: number}
	if err != nil {
		return line, err
	}
	s.row, s.column = number, 0
	for {
		t, err := s.part.next()
		if err != nil {
			return line, unexpected(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			return line, nil
		case xml.StartElement:
			if err := s.element(t, &line); err != nil {
				return line, err
			}
		}
	}
}

// position reads a row's number, or counts on where none is given. Numbers that
// do not ascend are refused: no reading of such a file is the right one.
func position(given string, last, most int) (int, error) {
	n := last + 1
	if given != "" {
		var err error
		if n, err = strconv.Atoi(given); err != nil {
			return last, damaged(err)
		}
	}
	if n <= last || n > most {
		return last, damaged(fmt.Errorf("%d comes after %d", n, last))
	}
	return n, nil
}

// element reads one element of a row: a cell, or something to pass over. An
// empty cell adds nothing to the line: Excel stores a border as one, and whole
// rows of them, up to the last column.
func (s *sheetRows) element(start xml.StartElement, line *Line) error {
	if start.Name.Local != "c" {
		return s.part.skip()
	}
	var err error
	if s.column, err = columnOf(attr(start, "r"), s.row, s.column); err != nil {
		return err
	}
	text, err := s.cell(attr(start, "t"))
	if err == errLong {
		return s.lim.checkCell(s.row, s.column, s.lim.CellBytes+1)
	}
	if err != nil || text == "" {
		return err
	}
	if err := s.lim.checkCell(s.row, s.column, len(text)); err != nil {
		return err
	}
	for len(line.Cells) < s.column-1 {
		line.Cells = append(line.Cells, "")
	}
	line.Cells = append(line.Cells, text)
	return nil
}

// columnOf reads the column of a reference such as AB12, counted from 1, or
// counts on from the last cell where none is given.
func columnOf(ref string, row, last int) (int, error) {
	if ref == "" {
		return position("", last, maxColumn)
	}
	letters := strings.TrimRight(ref, "0123456789")
	n := 0
	for _, c := range strings.ToUpper(letters) {
		if n = n*26 + int(c-'A') + 1; c < 'A' || c > 'Z' || n > maxColumn {
			return 0, damaged(fmt.Errorf("no cell is called %q", ref))
		}
	}
	if ref[len(letters):] != strconv.Itoa(row) {
		return 0, damaged(fmt.Errorf("cell %q stands in row %d", ref, row))
	}
	return position(strconv.Itoa(n), last, maxColumn)
}

// cell reads a cell that has just begun and gives its text.
func (s *sheetRows) cell(kind string) (string, error) {
	var value, formula string
	computed := false // a formula stands here
	for {
		t, err := s.part.next()
		if err != nil {
			return "", unexpected(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			if value == "" && computed {
				return "=" + formula, nil
			}
			return s.text(kind, value)
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				value, err = s.part.chars(s.lim)
			case "is":
				value, err = s.part.richText(s.lim)
			case "f":
				computed = true
				formula, err = s.part.chars(s.lim)
			default:
				err = s.part.skip()
			}
			if err != nil {
				return "", err
			}
		}
	}
}

// text is what a cell of a kind says (ST_CellType, ECMA-376 part 1, 18.18.11).
func (s *sheetRows) text(kind, value string) (string, error) {
	switch {
	case value == "":
		return "", nil
	case kind == "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(s.shared) {
			return "", damaged(errors.New("no shared text " + value))
		}
		return s.shared[n], nil
	case kind == "b" && (value == "1" || value == "true"):
		return "TRUE", nil
	case kind == "b" && (value == "0" || value == "false"):
		return "FALSE", nil
	case kind == "" || kind == "n":
		return plain(value), nil
	case kind == "str":
		return unescape(value), nil
	}
	return value, nil // inlineStr is unescaped already; e and d are as they are
}

// plain writes a number in plain digits. Excel stores 4.1 as 4.0999999999999996
// and a 16-digit number as 6.4710112345678901E+15: what the person saw are the
// 15 digits that Excel works with, or the whole number. Whole digits stay as
// they are, whatever their length; so does what is no number, and what would
// take more than 21 digits before or 15 after the point.
func plain(value string) string {
	whole := strings.Trim(value, "-0123456789") == ""
	number := strings.Trim(value, "+-.0123456789eE") == ""
	if whole || !number || len(value) <= 15 && !strings.ContainsAny(value, "eE") {
		return value
	}
	f, err := strconv.ParseFloat(value, 64)
	if size := math.Abs(f); err != nil || size >= 1e21 || size < 1e-15 && size > 0 {
		return value
	}
	if f != float64(int64(f)) {
		f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'e', 14, 64), 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
