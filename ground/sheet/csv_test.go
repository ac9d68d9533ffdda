package sheet

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"alun/ground/fault"
)

func TestLinesAndCells(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"LF":                       {"a,b\n1,2\n", []string{"1|a|b", "2|1|2"}},
		"CRLF":                     {"a,b\r\n1,2\r\n", []string{"1|a|b", "2|1|2"}},
		"CR":                       {"a,b\r1,2\r", []string{"1|a|b", "2|1|2"}},
		"no end at the end":        {"a,b\n1,2", []string{"1|a|b", "2|1|2"}},
		"an empty last cell":       {"a,b\n1,", []string{"1|a|b", "2|1|"}},
		"ragged":                   {"a,b\n1\n1,2,3\n", []string{"1|a|b", "2|1", "3|1|2|3"}},
		"blank lines":              {"\n\na,b\n\n , \n1,2\n\n", []string{"3|a|b", "6|1|2"}},
		"quotes":                   {"a,b\n\"x,\"\"y\"\"\",\"\"\n", []string{"1|a|b", "2|x,\"y\"|"}},
		"a line end in quotes":     {"a,b\n\"x\ny\r\nz\rw\",1\n3,4\n", []string{"1|a|b", "2|x\ny\r\nz\rw|1", "6|3|4"}},
		"a quote inside":           {"a,b\npipa 5\",x\"y\"\n", []string{"1|a|b", "2|pipa 5\"|x\"y\""}},
		"text after the quote":     {"a,b\n\"x\"y,\"\"z\n", []string{"1|a|b", "2|xy|z"}},
		"spaces stay":              {"a,b\n x , y\n", []string{"1|a|b", "2| x | y"}},
		"the declaration is eaten": {"sep=;\r\na;b\r\n1;2\r\n", []string{"2|a|b", "3|1|2"}},
		"in capitals, too":         {"SEP=;\r\na;b\r\n1;2\r\n", []string{"2|a|b", "3|1|2"}},
		"one column":               {"a\n\"1\n2\"\n", []string{"1|a", "2|1\n2"}},
		"quotes end with the file": {"a,b\n1,\"2\"", []string{"1|a|b", "2|1|2"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, lines := mustRead(t, c.file)
			wantLines(t, lines, c.want...)
			wide := markUTF16BE + utf16Bytes(binary.BigEndian, c.file)
			_, lines = mustRead(t, wide)
			wantLines(t, lines, c.want...)
		})
	}
}

func TestALineAnswersForCellsItLacks(t *testing.T) {
	l := Line{Cells: []string{"a"}}
	if l.Cell(0) != "a" || l.Cell(1) != "" || l.Cell(-1) != "" {
		t.Error("a cell is not where it should be")
	}
}

func TestRowsCanBeReadAgainAndLeftEarly(t *testing.T) {
	const file = "a,b\n1,2\n3,4\n"
	b, err := Open("dir/usaha.2024.csv", strings.NewReader(file), int64(len(file)), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for line := range b.Rows("usaha.2024") {
		wantLines(t, []Line{line}, "1|a|b")
		break
	}
	n := 0
	for _, err := range b.Rows("") {
		if n++; err != nil {
			t.Fatal(err)
		}
	}
	if n != 3 {
		t.Errorf("%d lines the second time", n)
	}
	for _, err := range b.Rows("lain") {
		refused(t, err, fault.NotFound, "sheet.no_sheet")
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	for _, err := range b.Rows("") {
		if !errors.Is(err, errClosed) {
			t.Errorf("after Close: %v", err)
		}
	}
}

func TestLimitsOfText(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		lim  Limits
		key  string
		line int
	}{
		"bytes":             {"a,b\n1,2\n", Limits{Bytes: 7}, "sheet.too_many_bytes", 0},
		"rows":              {"a,b\n\n1,2\n3,4\n", Limits{Rows: 2}, "sheet.too_many_rows", 4},
		"columns":           {"a,b\n1,2,3\n", Limits{Columns: 2}, "sheet.too_many_columns", 2},
		"cells":             {"a,b\n1,2\n3,4\n", Limits{Cells: 5}, "sheet.too_many_cells", 3},
		"a cell":            {"a,b\n1,234567\n", Limits{CellBytes: 5}, "sheet.cell_too_long", 2},
		"a cell in quotes":  {"a,b\n1,\"23\n67\"\n", Limits{CellBytes: 4}, "sheet.quote_too_long", 2},
		"a cell in letters": {"a,b\n1,横浜\n", Limits{CellBytes: 5}, "sheet.cell_too_long", 2},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := read(c.file, c.lim)
			refused(t, err, fault.TooLarge, c.key)
			if b, err := Open("x", strings.NewReader(c.file), int64(len(c.file)), c.lim); err == nil {
				for line, err := range b.Rows("") {
					if err != nil && line.Number != c.line {
						t.Errorf("line %d, want %d", line.Number, c.line)
					}
				}
			}
		})
	}
	exact := Limits{Bytes: 8, Rows: 2, Columns: 2, Cells: 4, CellBytes: 1}
	if _, lines, err := read("a,b\n1,2\n", exact); err != nil || len(lines) != 2 {
		t.Errorf("the limits themselves are refused: %v", err)
	}
}

func TestAnOpenQuoteIsFoundWhereItOpens(t *testing.T) {
	_, lines, err := read("a,b\n\"1\n2\",3\n4,\"5\n6,7\n", Limits{})
	refused(t, err, fault.Invalid, "sheet.open_quote")
	if f := fault.Of(err); len(lines) != 2 || f.Args[0] != 4 {
		t.Errorf("after %d lines: %v", len(lines), f)
	}
}

// However far an open quote reaches, and whatever ends it, its own line is named.
func TestAnOpenQuoteIsNamedByItsOwnLine(t *testing.T) {
	long := strings.Repeat("Toko,Damai\n", 20_000)
	for name, c := range map[string]struct{ file, key string }{
		"a long file":                  {"a,b\n1,2\n\"3,4\n" + long, "sheet.quote_too_long"},
		"a long file of CR":            {"a,b\r1,2\r\"3,4\r" + strings.ReplaceAll(long, "\n", "\r"), "sheet.quote_too_long"},
		"a short file":                 {"a,b\n1,2\n\"3,4\n5,6\n", "sheet.open_quote"},
		"behind a cell of two lines":   {"a,b\n\"1\",2\n\"3,4\n5,\"6\n7\"\n", "sheet.quote_astray"},
		"another cell is quoted later": {"a,b\n1,2\n3,\"4\n5,6\n\"7\",8\n9,10\n", "sheet.quote_astray"},
		"two later, which would hide":  {"a,b\n1,2\n3,\"4\n5,\"6\"\n\"7\",8\n", "sheet.quote_astray"},
	} {
		_, lines, err := read(c.file, Limits{})
		if f := fault.Of(err); f == nil || f.Key != c.key || len(lines) != 2 || f.Args[0] != 3 {
			t.Errorf("%s: %d lines, then %v", name, len(lines), err)
		}
	}
	_, lines, err := read("a,b\n\"1\n2\" ,3\n\"4\n5\"\n", Limits{})
	if err != nil || len(lines) != 3 {
		t.Errorf("cells of several lines that do close: %d lines, %v", len(lines), err)
	}
}

// brokenDisk gives an error from a certain byte on.
type brokenDisk struct {
	io.ReaderAt
	from int64
}

var errDisk = errors.New("the disk does not answer")

func (d brokenDisk) ReadAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > d.from {
		return 0, errDisk
	}
	return d.ReaderAt.ReadAt(p, at)
}

// An error of the machine must not be shown to a person as their mistake.
func TestADiskErrorIsNoFault(t *testing.T) {
	csv := "a,b\n" + strings.Repeat("1,2\n", 100_000)
	for _, file := range []string{csv, workbookOf(strings.Repeat(`<row><c><v>1</v></c></row>`, 100), "")} {
		for from := int64(0); from < int64(len(file)); from += int64(len(file)/40) + 1 {
			b, err := Open("x", brokenDisk{strings.NewReader(file), from}, int64(len(file)), Limits{})
			if err == nil {
				for _, e := range b.Rows("") {
					err = e
				}
			}
			if !errors.Is(err, errDisk) || fault.Of(err) != nil {
				t.Fatalf("from byte %d: %v", from, err)
			}
		}
	}
	if _, err := Open("x", strings.NewReader("a,b\n"), 100, Limits{}); !errors.Is(err, io.ErrUnexpectedEOF) || fault.Of(err) != nil {
		t.Errorf("a file shorter than said: %v", err)
	}
}
