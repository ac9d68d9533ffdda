package sheet

import (
	"bytes"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
)

// What a column offers stands in the file, on its rows and on no other column.
func TestAColumnOffersChoices(t *testing.T) {
	rows := [][]Cell{{Text("satu"), Empty(), Empty()}, {Text("dua"), Text("Sesuai"), Empty()}}
	var b bytes.Buffer
	err := WriteXLSX(&b, Table{Name: "kertas", Head: []Column{{Name: "baris"}, {Name: "simpulan", Choices: []string{"Sesuai", "Perlu klarifikasi"}}, {Name: "batas", Day: true}},
		Rows: slices.Values(rows)})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := f.GetDataValidations("kertas")
	if err != nil || len(all) != 2 {
		t.Fatalf("validations %v, %v", all, err)
	}
	if all[0].Sqref != "B2:B3" || all[0].Formula1 != `"Sesuai,Perlu klarifikasi"` || all[0].Type != "list" {
		t.Errorf("list %+v", all[0])
	}
	if all[1].Sqref != "C2:C3" || all[1].Type != "date" {
		t.Errorf("days %+v", all[1])
	}
	if got, _ := f.GetCellValue("kertas", "B3"); got != "Sesuai" {
		t.Errorf("B3 %q", got)
	}
}
