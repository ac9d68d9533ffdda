package e81_test

import (
	"testing"

	"alun/record/plan/e81"
)

// FuzzParse: whatever a cell holds, Parse answers without panic, a row without
// problems is one that the form can hold, and what is unknown is not zero.
func FuzzParse(f *testing.F) {
	f.Add("2024", "2", "5.2.1.1", "subkegiatan", "150", "300000000", "Sertifikasi")
	f.Add("x", "-1", "5..", "", "0058", "22997604757350036930", "\xff")
	f.Add("", "", "9.9.9.9.9", "program", "-3.23", "-", "\x00")
	f.Fuzz(func(t *testing.T, year, quarter, code, level, number, money, text string) {
		record := map[string]string{"year": year, "quarter": quarter, "code": code, "level": level, "department": text,
			"target_k": number, "q2_k": number, "ach_k_pct": number, "budget_rp": money, "real_rp": money, "note": text}
		row, problems, _ := e81.Parse(func(c string) string { return record[c] }, 2)
		if len(problems) > 0 {
			return
		}
		if row.Level != e81.LevelOf(row.Code) || row.Year < 1945 || row.Quarter < 1 || row.Quarter > 4 || row.OPD == "" {
			t.Errorf("accepted: %+v", row)
		}
		if k := row.Target.K; !k.Known && (k.Micro != 0 || k.Text != "") {
			t.Errorf("an unknown output has a value: %+v", k)
		}
		if rp := row.Target.Rp; !rp.Known && rp.Rupiah != 0 || rp.Known && rp.Text != "" {
			t.Errorf("an unknown amount has a value: %+v", rp)
		}
	})
}
