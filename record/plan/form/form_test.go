package form_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/quantity"
	"alun/record/plan"
	"alun/record/plan/e81"
	"alun/record/plan/form"

	"github.com/xuri/excelize/v2"
)

var (
	noTexts plan.FormTexts
	noTime  = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
)

func planOffice(name string) plan.OPD { return plan.OPD{ID: 1, Slug: "contoh", Name: name} }

// text is what poppler reads, a page each.
func text(t testing.TB, pdf []byte) []string {
	t.Helper()
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed; tools/packages installs poppler-utils")
	}
	c := exec.CommandContext(t.Context(), program, "-layout", "-", "-")
	c.Stdin = bytes.NewReader(pdf)
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(string(out), "\f")
	return pages[:len(pages)-1]
}

func TestFormsOfTheRecord(t *testing.T) {
	worlds(t, map[string]func(w world){
		"pdf":       pdfOfAnOffice,
		"city":      formOfTheCity,
		"same":      sameBytes,
		"signature": signatures,
	})
}

func pdfOfAnOffice(w world) {
	for _, as := range []string{"a3", "f4"} {
		f := w.of(2024, "dpu")
		pages := text(w, written(w, f, as))
		all := strings.Join(pages, "\n")
		for _, r := range f.Parts[0].Rows {
			if r.Level != e81.Subkegiatan && !strings.Contains(all, r.Code) {
				w.Errorf("%s lacks %s", as, r.Code)
			}
		}
		for _, want := range []string{"Formulir E.81", "Renja Perangkat Daerah Dinas Pekerjaan Umum", "Tahun 2024 - Triwulan II", "Revisi 1", "Sangat",
			"Kepala Dinas Pekerjaan Umum", "Kepala Badan Perencanaan", fmt.Sprintf("Halaman 1 dari %d", len(pages))} {
			if !strings.Contains(all, want) {
				w.Errorf("%s lacks %q", as, want)
			}
		}
		if strings.Contains(all, "KONSEP") {
			w.Error("a published form says KONSEP")
		}
	}
}

func formOfTheCity(w world) {
	f := w.whole(2024)
	if len(f.Parts) != 34 {
		w.Errorf("%d offices", len(f.Parts))
	}
	for _, as := range []string{"xlsx", "a3", "f4"} {
		start := time.Now()
		raw := written(w, f, as)
		w.Logf("%s: %d bytes in %v", as, len(raw), time.Since(start))
		if len(raw) > 6<<20 {
			w.Errorf("%s has %d bytes", as, len(raw))
		}
	}
}

func sameBytes(w world) {
	for _, as := range []string{"a3", "f4", "xlsx"} {
		one, two := sha256.Sum256(written(w, w.of(2024, "disporapar"), as)), sha256.Sum256(written(w, w.of(2024, "disporapar"), as))
		if one != two {
			w.Errorf("%s has other bytes each time", as)
		}
	}
}

func signatures(w world) {
	for slug, want := range map[string]string{"dpu": "Kepala Dinas Pekerjaan Umum", "inspektorat": "Inspektur", "kec-balikpapan-barat": "Camat Balikpapan Barat", "setwan": "Sekretaris DPRD"} {
		if got := w.of(2024, slug).Signatures; len(got) != 2 || got[0].Post[0] != want || got[0].Name != "" {
			w.Errorf("%s: %+v", slug, got)
		}
	}
	if got := w.whole(2023).Signatures; len(got) != 1 {
		w.Errorf("the city: %+v", got)
	}
}

func draft(t testing.TB) form.Form {
	office := "Dinas Perdagangan"
	f := must(frame().Draft(quarter(2024), planOffice(office), rowsOf(published()[2024][office]),
		plan.FormTexts{Driving: "Kerja sama dengan pedagang.", Hindering: "Lelang terlambat.", NextQuarter: "Mempercepat lelang.", NextPlan: "Menata target."}, noTime))
	f.Signatures[0].Name = "NAMA CONTOH"
	return f
}

func TestADraftSaysSo(t *testing.T) {
	f := draft(t)
	for _, as := range []string{"a3", "f4"} {
		all := strings.Join(text(t, written(t, f, as)), "\n")
		for _, want := range []string{"KONSEP: angka", "Kerja sama dengan pedagang.", "Menata target.", "NAMA CONTOH"} {
			if !strings.Contains(all, want) {
				t.Errorf("%s lacks %q", as, want)
			}
		}
	}
	rows := sheetRows(t, written(t, f, "xlsx"))
	if !strings.Contains(cell(rows[4], 0), "KONSEP") {
		t.Errorf("the sheet begins with %q", rows[:6])
	}
}

func TestOurOwnFormsAreTakenIn(t *testing.T) {
	store := must(blob.OpenFolder(t.TempDir()))
	defer store.Close()
	k := blob.NewKeeper(dbtest.Open(t, dbtest.SQLite(t), db.Options{}, blob.Files), store, nil)
	for _, as := range form.Kinds {
		_, err := k.Receive(t.Context(), blob.Sent{Name: "e81" + as.End, Type: as.Type, Content: bytes.NewReader(written(t, draft(t), as.Key))},
			blob.Policy{Kinds: []blob.Kind{blob.PDF, blob.XLSX}})
		if err != nil {
			t.Errorf("%s: %v", as.Key, err)
		}
	}
}

// What Excel gets is what a person may add up: numbers are numbers, and what is no
// plain number stays as it was published.
func TestNumbersAreNumbers(t *testing.T) {
	row := e81.Row{Code: "1.1.1.1", Level: e81.Subkegiatan, Name: "=1+1", Target: e81.Pair{K: must(quantity.Parse("12.50"))},
		Real: e81.Pair{K: must(quantity.Parse("0031"))}}
	f := must(frame().Draft(quarter(2024), planOffice("Dinas Contoh"), []e81.Row{row}, noTexts, noTime))
	x := must(excelize.OpenReader(bytes.NewReader(written(t, f, "xlsx"))))
	defer x.Close()
	sheet, n := x.GetSheetName(0), form.HeadRows+1
	for at, want := range map[string]struct {
		kind  excelize.CellType
		shown string
	}{
		fmt.Sprintf("I%d", n): {excelize.CellTypeUnset, "12.50"},
		fmt.Sprintf("S%d", n): {excelize.CellTypeInlineString, "0031"},
		fmt.Sprintf("B%d", n): {excelize.CellTypeInlineString, "=1+1"},
		fmt.Sprintf("K%d", n): {excelize.CellTypeUnset, ""},
	} {
		if kind, shown := must(x.GetCellType(sheet, at)), must(x.GetCellValue(sheet, at)); kind != want.kind || shown != want.shown {
			t.Errorf("%s is %v %q, want %v %q", at, kind, shown, want.kind, want.shown)
		}
	}
	pages := strings.Join(text(t, written(t, f, "a3")), "\n")
	if !strings.Contains(pages, "12,50") || !strings.Contains(pages, "0031") {
		t.Error("the PDF does not have the digits that were published")
	}
}

func TestAveragesAreTakenByTheRule(t *testing.T) {
	percent := func(texts ...string) []e81.Row {
		var out []e81.Row
		for i, s := range texts {
			s, extra := strings.CutSuffix(s, "+")
			out = append(out, e81.Row{Code: fmt.Sprintf("1.1.1.%d", i+1), Level: e81.Subkegiatan, Extra: extra, Ach: e81.Percents{K: must(quantity.Parse(s)), Rp: must(quantity.Parse(s))}})
		}
		return append(out, e81.Row{Code: "1", Level: e81.Sasaran, Ach: e81.Percents{K: must(quantity.Parse("999"))}})
	}
	for _, tt := range []struct {
		rows    []e81.Row
		k, rp   string
		n, nRp  int
		predict string
	}{
		{percent(), "", "", 0, 0, ""},
		{percent(""), "", "0", 0, 1, ""},
		{percent("50"), "50", "50", 1, 1, "Sangat Rendah"},
		{percent("50.01"), "50.01", "50.01", 1, 1, "Rendah"},
		{percent("100", "0", "", "50+"), "50", "37.5", 3, 4, "Sangat Rendah"},
		{percent("300", "100"), "200", "200", 2, 2, "Sangat Tinggi"},
		{percent("33.33", "33.33", "33.34"), "33.33", "33.33", 3, 3, "Sangat Rendah"},
		{percent("0.01", "0"), "0.01", "0.01", 2, 2, "Sangat Rendah"},
		{percent("-0.01", "0"), "-0.01", "-0.01", 2, 2, "Sangat Rendah"},
		{percent("9000000000000", "9000000000000"), "9000000000000", "9000000000000", 2, 2, "Sangat Tinggi"},
	} {
		f := must(frame().Draft(quarter(2024), planOffice("x"), tt.rows, noTexts, noTime))
		got := f.Averages()[0].Columns
		if got[0].Percent.Text != tt.k || got[0].Rows != tt.n || got[1].Percent.Text != tt.rp || got[1].Rows != tt.nRp || got[0].Predicate != tt.predict {
			t.Errorf("%d rows: %+v, want %+v", len(tt.rows)-1, got[:2], tt)
		}
	}
}

func TestARuleCanCutAtAHundred(t *testing.T) {
	raw := `{"rules": [{"from": "2017/1", "averages": {"levels": ["subkegiatan"], "most": "100"}, "predicates": [{"name": "x"}]}]}`
	fr := must(form.Load("Kota Contoh", []byte(raw)))
	rows := []e81.Row{{Code: "1.1.1.1", Level: e81.Subkegiatan, Ach: e81.Percents{K: must(quantity.Parse("300"))}},
		{Code: "1.1.1.2", Level: e81.Subkegiatan, Ach: e81.Percents{K: must(quantity.Parse("50"))}}}
	if got := must(fr.Draft(quarter(2026), planOffice("x"), rows, noTexts, noTime)).Averages()[0].Columns[0].Percent.Text; got != "75" {
		t.Errorf("the average is %s", got)
	}
}

func TestPredicatesHoldTheirBounds(t *testing.T) {
	def := must(form.Default("Kota Contoh"))
	for _, tt := range []struct {
		frame *form.Frame
		year  int
		text  string
		want  string
	}{
		{def, 2026, "91", "Sangat Tinggi"}, {def, 2026, "90.99", "Tinggi"}, {def, 2026, "76", "Tinggi"}, {def, 2026, "75.99", "Sedang"}, {def, 2026, "66", "Sedang"},
		{def, 2026, "65.99", "Rendah"}, {def, 2026, "51", "Rendah"}, {def, 2026, "50.99", "Sangat Rendah"}, {def, 2026, "-3", "Sangat Rendah"}, {def, 2026, "", ""},
		{frame(), 2023, "50.61", "Sangat Rendah"}, {frame(), 2023, "65.64", "Rendah"}, {frame(), 2016, "91", "Sangat Tinggi"},
		{frame(), 2024, "50.1", "Rendah"}, {frame(), 2024, "50", "Sangat Rendah"}, {frame(), 2026, "90.28", "Sangat Tinggi"}, {frame(), 2026, "90", "Tinggi"},
	} {
		if got := tt.frame.Predicate(quarter(tt.year), must(quantity.Parse(tt.text))); got != tt.want {
			t.Errorf("%d %s: %q, want %q", tt.year, tt.text, got, tt.want)
		}
	}
}

func TestAFrameThatIsNoneIsRefused(t *testing.T) {
	good := `{"from": "2024/1", "averages": {"levels": ["program"]}, "predicates": [{"name": "a", "from": "50"}, {"name": "b"}]}`
	for name, raw := range map[string]string{
		"nothing":       ``,
		"no rule":       `{"rules": []}`,
		"no order":      `{"rules": [` + good + `,` + strings.Replace(good, "2024", "2023", 1) + `]}`,
		"no quarter":    `{"rules": [` + strings.Replace(good, "2024/1", "x", 1) + `]}`,
		"no level":      `{"rules": [` + strings.Replace(good, `"program"`, `"x"`, 1) + `]}`,
		"no bound":      `{"rules": [` + strings.Replace(good, `"from": "50"`, `"from": ""`, 1) + `]}`,
		"two bounds":    `{"rules": [` + strings.Replace(good, `"from": "50"`, `"from": "5", "over": "0"`, 1) + `]}`,
		"no predicates": `{"rules": [{"from": "2024/1", "predicates": []}]}`,
	} {
		if _, err := form.Load("x", []byte(raw)); err == nil {
			t.Errorf("%s is a frame", name)
		}
	}
	if _, err := form.Load("x", []byte(`{"rules": [`+good+`]}`)); err != nil {
		t.Error(err)
	}
}

func TestKindsAreWritten(t *testing.T) {
	for _, k := range form.Kinds {
		raw := written(t, draft(t), k.Key)
		head := map[bool]string{true: "PK", false: "%PDF"}[k.Key == "xlsx"]
		if !bytes.HasPrefix(raw, []byte(head)) || !slices.Contains([]string{".xlsx", "-a3.pdf", "-f4.pdf"}, k.End) {
			t.Errorf("%+v is %.8q", k, raw)
		}
	}
}
