package opendataweb

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"alun/record/registry"
)

// begun are businesses that began in a year; "" where nobody knows.
func begun(year string, n int) (out []registry.Values) {
	for i := range n {
		out = append(out, registry.Values{registry.Kind: "usaha", registry.LegalForm: "perorangan", registry.Name: fmt.Sprint("Warung ", year, " ", i), registry.Kelurahan: "64.71.05.1002", registry.Started: year})
	}
	return out
}

// barName is the name of a bar.
var barName = regexp.MustCompile(`<b>([^<]+)</b>`)

// TestYearsFollowOneAnother: a period is called by the years that it holds, beside which no year
// stands again; only neighbours are told together; and bars, table and file have them in their order.
func TestYearsFollowOneAnother(t *testing.T) {
	eachTown(t, func(w *town) {
		for year, n := range map[string]int{"1994": 4, "2003": 30, "2012": 40, "2016": 15, "2017": 12, "2018": 50, "2024": 60, "2025": 3, "": 20} {
			w.put(true, begun(year, n)...)
		}
		want := [][2]string{{"1990-1999 2000-2009", "1990–2009"}, {"2010-2016", "2010–2016"}, {"2017", "2017"}, {"2018", "2018"}, {"2024 2025", "2024–2025"}, {"?", "Belum diketahui"}}
		numbers := []string{"34", "55", "12", "50", "63", "20"}
		rows := w.lines("/data/usaha?baris=tahun&format=csv")
		if len(rows) != len(want)+1 {
			t.Fatalf("%d lines: %v", len(rows), rows)
		}
		for i, x := range want {
			if rows[i]["row_codes"] != x[0] || rows[i]["row_name"] != x[1] || rows[i]["number"] != numbers[i] {
				t.Errorf("line %d is %q, %q, %s", i, rows[i]["row_codes"], rows[i]["row_name"], rows[i]["number"])
			}
		}
		body := w.get("/data/usaha?baris=tahun")
		_, body, _ = strings.Cut(body, `id="angka"`)
		body, table, _ := strings.Cut(body, "<table")
		table, _, _ = strings.Cut(table, "</table>")
		at := -1
		for i, x := range want {
			next := strings.Index(body, "<b>"+x[1]+"</b>")
			if next <= at {
				t.Errorf("bar %d, %s, is not in its place: %v", i, x[1], barName.FindAllString(body, -1))
			}
			at = next
		}
		if strings.Index(table, "1990–2009") > strings.Index(table, "2024–2025") || strings.Contains(table, "Gabungan") {
			t.Error("the table is not in the order of years")
		}
	})
}
