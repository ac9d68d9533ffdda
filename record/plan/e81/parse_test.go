package e81_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"alun/ground/lang"
	"alun/record/plan/check"
	"alun/record/plan/e81"
)

// records reads the city's reports: the first line and the lines under it.
func records(t *testing.T) (head []string, lines [][]string) {
	t.Helper()
	f, err := os.Open("../../../city/balikpapan/programmes.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[0], all[1:]
}

func cells(head, line []string) func(string) string {
	return func(column string) string {
		if i := slices.Index(head, column); i >= 0 {
			return line[i]
		}
		return ""
	}
}

func TestTheRealReportsAreReadWhole(t *testing.T) {
	head, lines := records(t)
	if !slices.Equal(head, e81.Header) {
		t.Fatalf("columns of the file: %q", head)
	}
	held := map[string]int{}
	for n, line := range lines {
		row, problems, remarks := e81.Parse(cells(head, line), n+2)
		if len(problems) > 0 {
			t.Errorf("line %d: %v", n+2, problems)
		}
		for _, r := range remarks {
			held[r.Key]++
		}
		if row.Line != n+2 || row.Level != e81.LevelOf(row.Code) {
			t.Errorf("line %d: %+v", n+2, row)
		}
	}
	// Two amounts, and most leading zeros, are two figures glued in one cell.
	if len(lines) != 3056 || held["e81.amount_too_large"] != 2 || held["e81.leading_zero"] != 21 {
		t.Errorf("%d lines, remarks %v", len(lines), held)
	}
}

func TestARowKeepsWhatIsPrinted(t *testing.T) {
	head, lines := records(t)
	row, _, remarks := e81.Parse(cells(head, lines[2446-2]), 2446)
	if got := row.PlanTarget.Rp; got.Known || got.Text != "22997604757350036930" {
		t.Errorf("the amount that no 64-bit number holds: %+v", got)
	}
	if !slices.ContainsFunc(remarks, func(r e81.Problem) bool {
		return r.Key == "e81.amount_too_large" && r.Column == "renstra_target_rp"
	}) {
		t.Errorf("no remark on it: %v", remarks)
	}
	if row.Real.Rp.Rupiah != 81308580 || !row.Extra || row.Target.K.Text != "100100" || row.Quarters[0].K.Micro != 2525_000000 {
		t.Errorf("row = %+v", row)
	}
	row, _, _ = e81.Parse(cells(head, lines[1349-2]), 1349)
	if row.Quarters[0].K.Text != "0031" || row.Ach.K.Micro != 390_910000 {
		t.Errorf("printed text is lost: %+v", row.Quarters[0].K)
	}
	if q := row.Quarters[2]; q.K.Known || q.K.Text != "" || !q.Rp.Known {
		t.Errorf("an empty output became %+v", q)
	}
}

// good is a record that Parse accepts.
func good() map[string]string {
	return map[string]string{"year": "2024", "quarter": "2", "department": "Dinas Contoh", "form": "1", "code": "5.2.1.1",
		"level": "subkegiatan", "extra_indicator": "0", "name": "Sertifikasi", "indicator": "Jumlah orang", "unit": "Orang",
		"target_k": "150", "budget_rp": "300000000", "real_k": "120", "real_rp": "122500000", "page": "7"}
}

func TestProblemsNameTheCell(t *testing.T) {
	tests := []struct{ column, text, key string }{
		{"year", "", "e81.empty"},
		{"year", "24", "e81.not_whole"},
		{"year", "+2024", "e81.not_whole"},
		{"quarter", "5", "e81.not_whole"},
		{"quarter", "II", "e81.not_whole"},
		{"department", " ", "e81.empty"},
		{"department", "Dinas\x00", "e81.broken_text"},
		{"name", "\xff", "e81.broken_text"},
		{"note", strings.Repeat("a", 8001), "e81.long_text"},
		{"code", "5..1", "e81.not_a_code"},
		{"code", "5.2.1.1.1", "e81.not_a_code"},
		{"code", "V.2", "e81.not_a_code"},
		{"level", "subprogram", "e81.unknown_level"},
		{"level", "kegiatan", "e81.level_differs"},
		{"level", "", "e81.empty"},
		{"extra_indicator", "ya", "e81.not_zero_or_one"},
		{"target_k", "150 orang", "e81.not_a_number"},
		{"target_k", "1,5", "e81.not_a_number"},
		{"target_k", "0.1234567", "e81.number_out_of_range"},
		{"target_k", "99999999999999", "e81.number_out_of_range"},
		{"ach_rp_pct", "40%", "e81.not_a_number"},
		{"budget_rp", "Rp300.000.000", "e81.not_money"},
		{"budget_rp", "1.5", "e81.not_money"},
		{"budget_rp", "+5", "e81.not_money"},
		{"budget_rp", "-", "e81.not_money"},
		{"q3_rp", "x", "e81.not_money"},
		{"page", "0", "e81.not_whole"},
	}
	for _, tt := range tests {
		record := good()
		record[tt.column] = tt.text
		_, problems, remarks := e81.Parse(func(c string) string { return record[c] }, 9)
		if len(problems) != 1 || problems[0].Column != tt.column || problems[0].Key != tt.key || len(remarks) > 0 {
			t.Errorf("%s %.20q: problems %v, remarks %v", tt.column, tt.text, problems, remarks)
		}
	}
}

func TestAllProblemsOfARowAreFound(t *testing.T) {
	record := map[string]string{"year": "x", "quarter": "9", "code": "a", "level": "b", "target_k": "c", "real_rp": "d"}
	_, problems, _ := e81.Parse(func(c string) string { return record[c] }, 2)
	var columns []string
	for _, p := range problems {
		columns = append(columns, p.Column)
	}
	slices.Sort(columns)
	want := []string{"code", "department", "level", "quarter", "real_rp", "target_k", "year"}
	if !slices.Equal(columns, want) {
		t.Errorf("problems on %q", columns)
	}
}

func TestARowIsAccepted(t *testing.T) {
	tests := []struct{ column, text string }{
		{"page", ""}, {"name", ""}, {"unit", ""}, {"target_k", ""}, {"budget_rp", ""}, {"q1_k", "-3.23"},
		{"extra_indicator", ""}, {"note", "satu\ndua"}, {"budget_rp", "99999999999999999999"}, {"q1_k", "0058"},
	}
	for _, tt := range tests {
		record := good()
		record[tt.column] = tt.text
		row, problems, _ := e81.Parse(func(c string) string { return record[c] }, 9)
		if len(problems) > 0 || row.OPD != "Dinas Contoh" {
			t.Errorf("%s %q: %v", tt.column, tt.text, problems)
		}
	}
}

func TestTwoSpellingsOfOneNameAreOneName(t *testing.T) {
	record := good()
	record["name"] = " Cafe\u0301 "
	row, _, _ := e81.Parse(func(c string) string { return record[c] }, 9)
	if row.Name != "Café" {
		t.Errorf("name = %q", row.Name)
	}
}

func TestMissingNamesTheColumns(t *testing.T) {
	if got := e81.Missing(append([]string{"own column"}, e81.Header...)); got != nil {
		t.Errorf("missing %q in a full header", got)
	}
	if got := e81.Missing(e81.Header[2:]); !slices.Equal(got, []string{"year", "quarter"}) {
		t.Errorf("missing = %q", got)
	}
}

func TestEverySentenceExists(t *testing.T) {
	words, err := lang.Load(check.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, column := range e81.Header {
		if l := words.In(lang.ID); !l.Has("check.column." + column) {
			t.Errorf("column %s has no name", column)
		}
	}
	for _, record := range []map[string]string{
		{}, {"year": "x", "department": "\xff", "note": strings.Repeat("a", 9000), "extra_indicator": "2", "code": "a",
			"level": "b", "target_k": "c", "real_k": "0.1234567", "budget_rp": "d", "real_rp": "99999999999999999999", "q1_k": "01"},
		{"code": "1", "level": "program"},
	} {
		_, problems, remarks := e81.Parse(func(c string) string { return record[c] }, 2)
		for _, p := range append(problems, remarks...) {
			for _, tag := range lang.All {
				if s := words.In(tag).T(p.Key, p.Args...); strings.ContainsAny(s, "⟦⟧") {
					t.Errorf("%s in %s: %s", p.Key, tag, s)
				}
			}
		}
	}
}
