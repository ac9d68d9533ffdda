package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"alun/ground/fault"
	"alun/ground/quantity"
)

func workbook1(t *testing.T, tables ...Table) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteXLSX(&b, tables...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sheetXML is a sheet as the standard describes it, for encoding/xml.
type sheetXML struct {
	Pane struct {
		Split string `xml:"ySplit,attr"`
		State string `xml:"state,attr"`
	} `xml:"sheetViews>sheetView>pane"`
	Cols []struct {
		First int     `xml:"min,attr"`
		Width float64 `xml:"width,attr"`
	} `xml:"cols>col"`
	Rows []struct {
		Cells []struct {
			Ref     string    `xml:"r,attr"`
			Type    string    `xml:"t,attr"`
			Style   int       `xml:"s,attr"`
			Formula *struct{} `xml:"f"`
			Value   string    `xml:"v"`
			Text    string    `xml:"is>t"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
}

type stylesXML struct {
	Fonts []struct {
		Bold *struct{} `xml:"b"`
	} `xml:"fonts>font"`
	Cells []struct {
		Font   int `xml:"fontId,attr"`
		Format int `xml:"numFmtId,attr"`
	} `xml:"cellXfs>xf"`
}

func partOf(t *testing.T, file []byte, name string, into any) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	in, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(raw, into); err != nil {
		t.Fatal(err)
	}
}

// The referee is the XML itself: which cells are text, which are numbers, that
// nothing is a formula, and that the head is bold and frozen.
func TestWriteXLSX(t *testing.T) {
	file := workbook1(t, sample())
	var s sheetXML
	var looks stylesXML
	partOf(t, file, "xl/worksheets/sheet1.xml", &s)
	partOf(t, file, "xl/styles.xml", &looks)
	var got []string
	for _, row := range s.Rows {
		for _, c := range row.Cells {
			if c.Formula != nil {
				t.Errorf("%s is a formula", c.Ref)
			}
			got = append(got, strings.Join([]string{c.Ref, c.Type, c.Value + c.Text}, "|"))
			if format := looks.Cells[c.Style].Format; c.Type == "inlineStr" && format != 49 {
				t.Errorf("%s is text that turns into a number when it is edited: format %d", c.Ref, format)
			}
		}
	}
	want := []string{
		"A1|inlineStr|NIK", "B1|inlineStr|Nama Usaha", "C1|inlineStr|Jumlah", "D1|inlineStr|Capaian", "E1|inlineStr|anggaran",
		"A2|inlineStr|0471011234567890", `B2|inlineStr|Kerupuk "Ibu", Co`, "C2||-7", "D2||-3.5", "E2||1500000",
		"A3|inlineStr|6471011234567891", "B3|inlineStr|=HYPERLINK(\"x\")\r\nbaris dua", "C3|inlineStr|9223372036854775807", "D3|inlineStr|n/a", "E3|inlineStr|22997604757350036930",
		"A4|inlineStr|x",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if head := looks.Cells[s.Rows[0].Cells[0].Style]; looks.Fonts[head.Font].Bold == nil {
		t.Error("the head is not bold")
	}
	if s.Pane.State != "frozen" || s.Pane.Split != "1" {
		t.Errorf("the head is not frozen: %+v", s.Pane)
	}
}

func TestWidthsFollowTheText(t *testing.T) {
	rows := slices.Repeat([][]Cell{{Text("x"), Text("横浜横浜横浜"), Text(strings.Repeat("y", 500))}}, 150)
	var s sheetXML
	partOf(t, workbook1(t, Table{Head: []Column{{Name: "a"}, {Name: "b"}, {Name: "c"}}, Rows: slices.Values(rows)}), "xl/worksheets/sheet1.xml", &s)
	var got []float64
	for i, c := range s.Cols {
		if got = append(got, c.Width); c.First != i+1 {
			t.Errorf("column %d stands at place %d", c.First, i+1)
		}
	}
	if !slices.Equal(got, []float64{8, 14, 60}) {
		t.Errorf("widths %v", got)
	}
	if len(s.Rows) != 151 {
		t.Errorf("%d rows", len(s.Rows))
	}
}

// A caller may use one slice for all rows; rows that wait for the widths must
// not change under it.
func TestRowsMayShareTheirSlice(t *testing.T) {
	rows := func(yield func([]Cell) bool) {
		row := make([]Cell, 1)
		for _, text := range []string{"satu", "dua"} {
			if row[0] = Text(text); !yield(row) {
				return
			}
		}
	}
	_, lines := mustRead(t, string(workbook1(t, Table{Head: []Column{{Name: "a"}}, Rows: rows})))
	wantLines(t, lines, "1|a", "2|satu", "3|dua")
}

func TestNumbersComeBackAsTheyWent(t *testing.T) {
	var row []Cell
	var head []Column
	var want []string
	for i, n := range []string{"0", "-0.000001", "0.1", "4.1", "39.9", "999999999.999999", "123456789012345", "1500000000000000", "-9223372036854.775807", "1234567890.123456"} {
		q, err := quantity.Parse(n)
		if err != nil && n != "123456789012345" && n != "1500000000000000" {
			t.Fatal(n, err)
		}
		c := Decimal(q)
		switch n {
		case "123456789012345":
			c = Whole(123_456_789_012_345)
		case "1500000000000000":
			c = Whole(1_500_000_000_000_000)
		}
		row, want = append(row, c), append(want, n)
		head = append(head, Column{Name: string(rune('a' + i))})
	}
	_, lines := mustRead(t, string(workbook1(t, Table{Head: head, Rows: slices.Values([][]Cell{row})})))
	if diff := cmp.Diff(want, lines[1].Cells); diff != "" {
		t.Error(diff)
	}
}

func TestExcelKeepsFifteenDigits(t *testing.T) {
	for c, want := range map[Cell]bool{
		Whole(-999_999_999_999_999):                 true,
		Whole(1_234_567_890_123_456):                false,
		Whole(1_500_000_000_000_000_000):            true,
		Whole(0):                                    true,
		Decimal(quantity.Of(-1)):                    true,
		Decimal(quantity.Of(123_456_789_012_345)):   true,
		Decimal(quantity.Of(1_234_567_890_123_456)): false,
	} {
		if c.exactInExcel() != want {
			t.Errorf("%s: %v", c.text, !want)
		}
	}
}

func TestSheetNames(t *testing.T) {
	long := strings.Repeat("Rencana Kerja ", 4)
	var tables []Table
	for _, name := range []string{"Usaha", "usaha", "", "[a]:b*c?d/e\\f", "'kutip'", long, long, "History", "横浜𠮷" + strings.Repeat("𠮷", 20)} {
		tables = append(tables, Table{Name: name, Head: []Column{{Name: "a"}}, Rows: slices.Values([][]Cell{{Text(name + "x")}})})
	}
	file := workbook1(t, tables...)
	b, err := Open("x", bytes.NewReader(file), int64(len(file)), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Usaha", "usaha (2)", "Sheet3", "a b c d e f", "kutip", "Rencana Kerja Rencana Kerja Ren", "Rencana Kerja Rencana Kerja (2)",
		"History (2)", "横浜" + strings.Repeat("𠮷", 14),
	}
	if diff := cmp.Diff(want, b.Sheets()); diff != "" {
		t.Error(diff)
	}
	for i, name := range b.Sheets() {
		for line, err := range b.Rows(name) {
			if err != nil || line.Number == 2 && line.Cell(0) != tables[i].Name+"x" {
				t.Errorf("%s: %v %v", name, line, err)
			}
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Errorf("excelize sees other sheets: %s", diff)
	}
}

func TestWhatExcelCannotHoldIsRefusedBeforeTheFirstByte(t *testing.T) {
	head := []Column{{Name: "a"}}
	exact := Table{Head: head, Rows: slices.Values([][]Cell{{Text(strings.Repeat("é", excelize.TotalCellChars))}})}
	workbook1(t, exact)
	var out bytes.Buffer
	err := WriteXLSX(&out, Table{Head: head, Rows: slices.Values([][]Cell{{Text(strings.Repeat("é", excelize.TotalCellChars+1))}})})
	refused(t, err, fault.TooLarge, "sheet.xlsx_cell_too_long")
	many := func(yield func([]Cell) bool) {
		for row := []Cell{Empty()}; yield(row); {
		}
	}
	err = WriteXLSX(&out, Table{Head: head, Rows: many})
	refused(t, err, fault.TooLarge, "sheet.xlsx_too_many_rows")
	if WriteXLSX(&out) == nil {
		t.Error("a workbook without a table was written")
	}
	if out.Len() > 0 {
		t.Errorf("%d bytes were written", out.Len())
	}
}
