package opendataweb

import (
	"html"
	"strconv"
	"strings"
	"testing"
	"time"

	"alun/ground/lang"
	"alun/record/registry/opendata"
)

// shortAndTable are what a phone reads first, the table folded below it, and the names of the
// lines of which nothing is told.
func shortAndTable(t *testing.T, body string) (short, table, silent string) {
	t.Helper()
	_, after, found := strings.Cut(body, `"sempit layar`)
	short, after, folded := strings.Cut(after, `"angka-tabel lipat"`)
	table, after, ends := strings.Cut(after, "</table>")
	silent, _, listed := strings.Cut(after, "<ul")
	if !found || !folded || !ends || !listed {
		t.Fatal("the page has no short form with the table folded below it")
	}
	return short, table, silent
}

// TestAPhoneReadsWhatIsTold: bars of what is told, the names of what is not, and how much
// that is, are those of the file. The table has the lines of which something is told, on a wide
// screen too, and leaves out nothing of them.
func TestAPhoneReadsWhatIsTold(t *testing.T) {
	eachTown(t, func(w *town) {
		w.crowd(900)
		w.waiting()
		w.keep()
		lines, silent := 0, 0
		for _, s := range opendata.AllSeries {
			path := "/data/usaha/bulanan?seri=" + string(s)
			short, table, names := shortAndTable(w.T, w.get(path))
			all, hiddenOf, hidden := map[string]bool{}, map[string]int{}, 0
			for _, x := range w.lines(path + "&format=csv") {
				name, sum, cells := x["row_name"], x["row_codes"] == "", 1
				if s == opendata.Workers {
					if x["row_codes"] != "" {
						continue
					}
					name, sum, cells = x["column_name"], x["column_codes"] == "", 3
				}
				told := x["told"] == "yes"
				if sum {
					hidden += map[bool]int{false: cells}[told]
					continue
				}
				hiddenOf[name] += map[bool]int{false: cells}[told]
				all[name] = all[name] || told
				for _, field := range []string{"businesses", "men", "women"} {
					if n, err := strconv.ParseInt(x[field], 10, 64); err == nil && !strings.Contains(short, lang.Whole(lang.ID, n)) {
						w.Errorf("%s: a phone is not told %s of %s", s, x[field], name)
					}
				}
			}
			for name, told := range all {
				lines++
				if !told {
					silent++
				}
				text := html.EscapeString(name)
				if strings.Contains(short, "<b>"+text+"</b>") != told || strings.Contains(table, text) != told || strings.Contains(names, text) == told {
					w.Errorf("%s: %s, told %t: %s, %s", s, name, told, short, names)
				}
				if told {
					hidden += hiddenOf[name]
				}
			}
			if got := strings.Count(table, "rahasia"); got != hidden {
				w.Errorf("%s: the table has %d hidden cells, the file %d", s, got, hidden)
			}
		}
		if silent == 0 || silent > lines/2+lines/4 {
			t.Errorf("%d of %d lines tell nothing: the proof is weak", silent, lines)
		}
	})
}

// TestTheHeadingSaysWhatTheMonthSays: the sum, how much is told, and since when it is so.
func TestTheHeadingSaysWhatTheMonthSays(t *testing.T) {
	eachTown(t, func(w *town) {
		w.crowd(900)
		w.waiting()
		w.keep()
		kept := w.kept("2026-11")
		work, sizes := kept[[3]string{"pekerja", "", ""}], kept[[3]string{"ukuran", "", ""}]
		told := 0
		for at := range kept {
			if at[0] == "ukuran" && at[1] != "" && at[2] != "" {
				told++
			}
		}
		whole := func(n int64) string { return lang.Whole(lang.ID, n) }
		for path, want := range map[string][]string{
			"?seri=pekerja": {"Hanya yang dibuka: " + whole(work.Men+work.Women) + " pekerja, " + whole(work.Women) + " di antaranya perempuan", "Jumlah ini dari bulan ke bulan"},
			"?seri=ukuran":  {"Hanya yang dibuka: " + whole(sizes.Businesses) + " usaha tampil", strconv.Itoa(told) + " dari 24 angka dibuka, selebihnya rahasia: ini bukan jumlah seluruhnya", "Versi 3:"},
			"":              {"Versi aturan", "pada hari hitungan pertama dapat dibuat"},
		} {
			body := w.get("/data/usaha/bulanan" + path)
			for _, x := range want {
				if !strings.Contains(body, x) {
					t.Errorf("%s does not say %q", path, x)
				}
			}
			if strings.Contains(body, "belum berubah sejak") {
				t.Errorf("%s: the first month is said to be an old one", path)
			}
		}
		if body := w.get("/data/usaha"); !strings.Contains(body, "Pekerja usaha tercatat: hanya yang dibuka") || !strings.Contains(body, strconv.Itoa(told)+" dari 24 angka dibuka; ini bukan jumlah seluruhnya") {
			t.Error("the page of all numbers gives parts as sums of the city")
		}
		w.clock.MoveOn(31 * 24 * time.Hour)
		w.keep()
		if body := w.get("/data/usaha/bulanan?seri=ukuran"); !strings.Contains(body, "Jumlah ini belum berubah sejak November 2026") {
			t.Error("a sum that is repeated is not said to be an old one")
		}
	})
}
