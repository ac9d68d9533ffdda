package sheet

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// hard draws texts out of what is hard to carry: quotes, separators, line ends,
// formulas, apostrophes, XLSX escapes, wide and rare letters.
var hard = rapid.Custom(func(t *rapid.T) string {
	pieces := []string{"a", "B", " ", ",", ";", "\t", "|", `"`, `""`, "'", "=", "+", "-", "@", "＝", "\n", "\r", "\r\n", "\u00A0", "\uFEFF",
		"横", "𠮷", "é", "<", "&", "]]>", "_x0041_", "_x005F_", "_x000D_", "_x", "0", "1.5"}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 6).Draw(t, "pieces"), "")
})

func drawTable(t *rapid.T) (Table, [][]string) {
	width := rapid.IntRange(1, 4).Draw(t, "width")
	texts := rapid.SliceOfN(rapid.SliceOfN(hard, width, width), 0, 5).Draw(t, "texts")
	head := []Column{{Name: "no"}}
	for i := range width {
		head = append(head, Column{Name: string(rune('a' + i))})
	}
	var rows [][]Cell
	for i, row := range texts {
		texts[i] = append([]string{"1"}, row...) // no line is blank
		cells := []Cell{Whole(1)}
		for _, s := range row {
			cells = append(cells, Text(s))
		}
		rows = append(rows, cells)
	}
	return Table{Name: "x", Head: head, Rows: slices.Values(rows)}, texts
}

func cellsOf(lines []Line) [][]string {
	var all [][]string
	for _, l := range lines[1:] { // without the head
		all = append(all, l.Cells)
	}
	return all
}

func TestWhatWriteCSVWritesReadsBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table, want := drawTable(t)
		var b bytes.Buffer
		if err := WriteCSV(&b, table); err != nil {
			t.Fatal(err)
		}
		book, lines, err := read(b.String(), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if book.Separator() != ',' || book.Encoding() != "UTF-8" {
			t.Fatalf("detected %s %q", book.Encoding(), book.Separator())
		}
		if diff := cmp.Diff(want, cellsOf(lines), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
		refereed(t, b.String(), want)
	})
}

// refereed holds the file against encoding/csv, which reads every line end in a
// cell as LF, and knows nothing of our apostrophes.
func refereed(t *rapid.T, file string, want [][]string) {
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, markUTF8))).ReadAll()
	if err != nil {
		t.Fatalf("encoding/csv: %v", err)
	}
	if len(records) != len(want)+1 {
		t.Fatalf("encoding/csv reads %d records, want %d", len(records), len(want)+1)
	}
	for i, record := range records[1:] {
		for j, cell := range record {
			if text := strings.ReplaceAll(want[i][j], "\r\n", "\n"); j > 0 && unguard(cell) != text {
				t.Fatalf("encoding/csv reads %q, want %q", cell, text)
			}
			if j > 0 && runs(cell) {
				t.Fatalf("%q runs", cell)
			}
		}
	}
}

func TestWhatWriteXLSXWritesReadsBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table, want := drawTable(t)
		var b bytes.Buffer
		if err := WriteXLSX(&b, table); err != nil {
			t.Fatal(err)
		}
		_, lines, err := read(b.String(), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			for n := len(want[i]); want[i][n-1] == ""; n = len(want[i]) { // the first is "1"
				want[i] = want[i][:n-1]
			}
		}
		if diff := cmp.Diff(want, cellsOf(lines), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}
