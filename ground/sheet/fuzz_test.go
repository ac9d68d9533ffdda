package sheet

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"alun/ground/fault"
)

var small = Limits{Bytes: 1 << 20, Rows: 50, Columns: 20, Cells: 300, CellBytes: 100, Entries: 20, Unpacked: 1 << 20, Ratio: 100}

// keepsPromises reads a file under small limits. Whatever it is: errors are
// faults, lines ascend, and no line goes beyond a limit.
func keepsPromises(t *testing.T, file string) (*Book, []Line, error) {
	b, lines, err := read(file, small)
	if err != nil && fault.Of(err) == nil {
		t.Fatalf("the machine is blamed: %v", err)
	}
	last, cells := 0, 0
	for _, l := range lines {
		if l.Number <= last {
			t.Fatalf("line %d comes after %d", l.Number, last)
		}
		last = l.Number
		cells += len(l.Cells)
		long := slices.ContainsFunc(l.Cells, func(c string) bool { return len(c) > small.CellBytes })
		if l.blank() || long || len(l.Cells) > small.Columns {
			t.Fatalf("line %d should not be here: %q", l.Number, l.Cells)
		}
	}
	if len(lines) > small.Rows || int64(cells) > small.Cells {
		t.Fatalf("%d lines, %d cells", len(lines), cells)
	}
	return b, lines, err
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "sep=;\r\na;b\r\n", "\"a\",\"b\"\"c\n\"\r\n1,\"2\"", "a\tb\r1\t2\r", markUTF8 + "a|b\n", "Caf\xE9;1\n",
		markUTF16LE + "a\x00,\x00b\x00", markUTF16BE + "\x00a\xD8\x42\xDF\xB7", "'=1,'a\n", "\"", magicOLE, workbookOf(`<row><c><v>1</v></c></row>`, ""),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		b, lines, err := keepsPromises(t, string(file))
		if err != nil || b.Encoding() != "UTF-8" || b.Separator() != ',' || b.text.declared || strings.Contains(string(file), "\r") {
			return
		}
		// Where encoding/csv, which is stricter, can read the file, both agree.
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(file), markUTF8)))
		r.FieldsPerRecord = -1
		records, err := r.ReadAll()
		if err != nil {
			return
		}
		records = slices.DeleteFunc(records, func(cells []string) bool { return Line{Cells: cells}.blank() })
		for i, record := range records {
			for j := range record {
				record[j] = unguard(record[j])
			}
			if i >= len(lines) || !slices.Equal(record, lines[i].Cells) {
				t.Fatalf("record %d: encoding/csv reads %q", i, record)
			}
		}
		if len(lines) != len(records) {
			t.Fatalf("%d lines, encoding/csv reads %d", len(lines), len(records))
		}
	})
}

func FuzzXLSX(f *testing.F) {
	for _, seed := range [][2]string{
		{sheetHead + `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"><f>1+1</f><v>4.0999999999999996</v></c></row>` + sheetTail, `<sst><si><t>_x0041_</t></si></sst>`},
		{sheetHead + `<row><c t="inlineStr"><is><r><t>a</t></r><rPh><t>b</t></rPh></is></c></row>` + sheetTail, `<sst/>`},
		{sheetHead + `<row r="2"><c r="XFD2" t="b"><v>1</v></c></row><row r="1"/>` + sheetTail, ``},
		{sheetHead + `<row r="1048576"><c r="A1048576"><v>1E+300</v></c></row>` + sheetTail, `<sst><si>`},
		{sheetHead + `<row><c t="s"><v>-1</v></c></row>` + sheetTail, `<!DOCTYPE x>`},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, sheet, shared string) {
		_, _, _ = keepsPromises(t, zipOf(workbookParts(sheet, shared)...))
	})
}
