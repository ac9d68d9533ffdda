package sheet

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"alun/ground/money"
	"alun/ground/quantity"
)

// sample has every kind of cell, and text that is hard to carry.
func sample() Table {
	rupiah, _ := money.Parse("1500000")
	huge, _ := money.Parse("22997604757350036930")
	half, _ := quantity.Parse("-3.50")
	unknown := quantity.Quantity{Text: "n/a"}
	return Table{
		Name: "Usaha",
		Head: []Column{
			{Name: "nik", Title: "NIK"}, {Name: "nama", Title: "Nama Usaha"}, {Name: "jumlah", Title: "Jumlah"},
			{Name: "capaian", Title: "Capaian"}, {Name: "anggaran"},
		},
		Rows: slices.Values([][]Cell{
			{Text("0471011234567890"), Text(`Kerupuk "Ibu", Co`), Whole(-7), Decimal(half), Money(rupiah)},
			{Text("6471011234567891"), Text("=HYPERLINK(\"x\")\r\nbaris dua"), Whole(9_223_372_036_854_775_807), Decimal(unknown), Money(huge)},
			{Text("x"), Empty(), Cell{}, Decimal(quantity.Quantity{}), Money(money.Printed{})},
		}),
	}
}

func TestWriteCSV(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, sample()); err != nil {
		t.Fatal(err)
	}
	want := markUTF8 + "nik,nama,jumlah,capaian,anggaran\r\n" +
		"0471011234567890,\"Kerupuk \"\"Ibu\"\", Co\",-7,-3.5,1500000\r\n" +
		"6471011234567891,\"'=HYPERLINK(\"\"x\"\")\r\nbaris dua\",9223372036854775807,n/a,22997604757350036930\r\n" +
		"x,,,,\r\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), markUTF8))).ReadAll()
	if err != nil || len(records) != 4 {
		t.Errorf("encoding/csv reads %d records: %v", len(records), err)
	}
}

func TestWriteCSVOfOneColumnHasNoBlankLines(t *testing.T) {
	var b bytes.Buffer
	err := WriteCSV(&b, Table{Head: []Column{{Name: "a"}}, Rows: slices.Values([][]Cell{{Text("1")}, {Empty()}, {Text("2")}})})
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil || len(records) != 4 {
		t.Errorf("encoding/csv reads %q: %v", records, err)
	}
}

func TestWriteJSON(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, sample()); err != nil {
		t.Fatal(err)
	}
	want := `[
{"nik":"0471011234567890","nama":"Kerupuk \"Ibu\", Co","jumlah":-7,"capaian":-3.5,"anggaran":1500000},
{"nik":"6471011234567891","nama":"=HYPERLINK(\"x\")\r\nbaris dua","jumlah":9223372036854775807,"capaian":"n/a","anggaran":"22997604757350036930"},
{"nik":"x","nama":null,"jumlah":null,"capaian":null,"anggaran":null}
]
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	if !json.Valid(b.Bytes()) {
		t.Error("this is no JSON")
	}
	b.Reset()
	if err := WriteJSON(&b, Table{Head: []Column{{Name: "a"}}, Rows: slices.Values([][]Cell{})}); err != nil || !json.Valid(b.Bytes()) {
		t.Errorf("an empty table: %q %v", b.String(), err)
	}
}

func TestATableThatDoesNotFitItsHeadIsAnError(t *testing.T) {
	a, b := Column{Name: "a"}, Column{Name: "b"}
	for name, bad := range map[string]Table{
		"a short row":        {Head: []Column{a, b}, Rows: slices.Values([][]Cell{{Text("1")}})},
		"a long row":         {Head: []Column{a}, Rows: slices.Values([][]Cell{{Text("1"), Text("2")}})},
		"one name twice":     {Head: []Column{a, a}, Rows: slices.Values([][]Cell{})},
		"a column, no name":  {Head: []Column{{Title: "A"}}, Rows: slices.Values([][]Cell{})},
		"no columns":         {Rows: slices.Values([][]Cell{})},
		"a late short row":   {Head: []Column{a, b}, Rows: slices.Values(append(slices.Repeat([][]Cell{{Text("1"), Text("2")}}, 200), []Cell{}))},
		"an early short row": {Head: []Column{a, b}, Rows: slices.Values(append([][]Cell{{Whole(1)}}, slices.Repeat([][]Cell{{Text("1"), Text("2")}}, 200)...))},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if WriteCSV(&out, bad) == nil || WriteJSON(&out, bad) == nil {
				t.Error("it was written")
			}
			if out.Reset(); WriteXLSX(&out, bad) == nil || out.Len() > 0 {
				t.Errorf("%d bytes of a workbook were written", out.Len())
			}
		})
	}
}

// gone is a reader who left: the export must not draw all rows for nobody.
type gone struct{}

var errGone = errors.New("nobody is there")

func (gone) Write([]byte) (int, error) { return 0, errGone }

func TestAnExportEndsWhenNobodyReads(t *testing.T) {
	drawn := 0
	rows := func(yield func([]Cell) bool) {
		for drawn < 1_000_000 && yield([]Cell{Text("some text")}) {
			drawn++
		}
	}
	for name, write := range map[string]func() error{
		"CSV":  func() error { return WriteCSV(gone{}, Table{Head: []Column{{Name: "a"}}, Rows: rows}) },
		"JSON": func() error { return WriteJSON(gone{}, Table{Head: []Column{{Name: "a"}}, Rows: rows}) },
	} {
		if drawn = 0; !errors.Is(write(), errGone) || drawn > 10_000 {
			t.Errorf("%s: %d rows were drawn", name, drawn)
		}
	}
	if err := WriteXLSX(gone{}, sample()); !errors.Is(err, errGone) {
		t.Errorf("XLSX: %v", err)
	}
}
