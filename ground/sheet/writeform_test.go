package sheet_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/fault"
	"alun/ground/quantity"
	"alun/ground/sheet"

	"github.com/xuri/excelize/v2"
)

// aForm is a small form: a head over two rows, a row with a number, a text below.
func aForm(long string) sheet.Form {
	ruled := sheet.Look{Ruled: true, Size: 9}
	number := sheet.Look{Ruled: true, Size: 9, Align: "right", Decimals: 2}
	half, _ := quantity.Parse("12.50")
	return sheet.Form{Name: "Formulir", Widths: []float64{8, 30, 12}, Frozen: 2, Repeat: [2]int{1, 2}, Paper: sheet.PaperF4,
		Foot: "Dinas A & B", Made: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Rows: slices.Values([]sheet.FormRow{
			{High: 20, Cells: []sheet.FormCell{{Rows: 2, Cell: sheet.Text("No"), Look: ruled}, {At: 1, Cols: 2, Cell: sheet.Text("Target"), Look: ruled}}},
			{Cells: []sheet.FormCell{{At: 1, Cell: sheet.Text("K"), Look: ruled}, {At: 2, Cell: sheet.Text("Rp"), Look: ruled}}},
			{Cells: []sheet.FormCell{{Cell: sheet.Text("=1+1"), Look: ruled}, {At: 1, Cell: sheet.Decimal(half), Look: number}, {At: 2, Cell: sheet.Text("1234567890123456"), Look: number}}},
			{Cells: []sheet.FormCell{{Cols: 3, Cell: sheet.Text("Catatan" + long), Look: sheet.Look{Bold: true}}}},
		})}
}

func writtenForm(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := sheet.WriteForm(&b, aForm("")); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAFormIsWrittenAsItIsPrinted(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(writtenForm(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A1": "No", "B1": "Target", "C2": "Rp", "A3": "=1+1", "B3": "12.50", "C3": "1234567890123456", "A4": "Catatan"} {
		if got, err := f.GetCellValue("Formulir", cell); got != want || err != nil {
			t.Errorf("%s holds %q, %v; want %q", cell, got, err, want)
		}
	}
	merged, err := f.GetMergeCells("Formulir")
	var places []string
	for _, m := range merged {
		places = append(places, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	if slices.Sort(places); err != nil || strings.Join(places, " ") != "A1:A2 A4:C4 B1:C1" {
		t.Errorf("merged %q, %v", places, err)
	}
	page, err := f.GetPageLayout("Formulir")
	if err != nil || *page.Size != 14 || *page.Orientation != "landscape" {
		t.Errorf("the page is %+v, %v", page, err)
	}
	if props, err := f.GetSheetProps("Formulir"); err != nil || props.FitToPage == nil || !*props.FitToPage {
		t.Errorf("the sheet is %+v, %v", props, err)
	}
	if names := f.GetDefinedName(); len(names) != 1 || names[0].RefersTo != "'Formulir'!$1:$2" {
		t.Errorf("what repeats is %+v", names)
	}
	if panes, err := f.GetPanes("Formulir"); err != nil || panes.YSplit != 2 {
		t.Errorf("what stays in sight is %+v, %v", panes, err)
	}
	if foot, err := f.GetHeaderFooter("Formulir"); err != nil || !strings.Contains(foot.OddFooter, "Dinas A && B") {
		t.Errorf("the foot is %+v, %v", foot, err)
	}
}

func TestTheSameFormIsTheSameFile(t *testing.T) {
	if !bytes.Equal(writtenForm(t), writtenForm(t)) {
		t.Error("the same form has other bytes")
	}
}

func TestAFormThatExcelCannotHoldIsRefused(t *testing.T) {
	if err := sheet.WriteForm(io.Discard, aForm(strings.Repeat("a", 32768))); !fault.Is(err, fault.TooLarge) {
		t.Errorf("a cell too long: %v", err)
	}
	if err := sheet.WriteForm(failing{}, aForm("")); err == nil {
		t.Error("a disk that is full is not told of")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("full") }
