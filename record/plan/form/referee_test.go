package form_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"alun/ground/quantity"
	"alun/record/plan/form"

	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "write testdata/differences.txt anew")

// formColumns are the columns of the sheet by the names that the published rows
// have; the office stands in the last but one.
var formColumns = strings.Fields(`code name indicator unit renstra_target_k renstra_target_rp renstra_prev_k renstra_prev_rp target_k budget_rp
	q1_k q1_rp q2_k q2_rp q3_k q3_rp q4_k q4_rp real_k real_rp ach_k_pct ach_rp_pct renstra_cum_k renstra_cum_rp
	renstra_ach_k_pct renstra_ach_rp_pct department note`)

// sheetRows reads a form back as excelize shows it, which others wrote.
func sheetRows(t testing.TB, raw []byte) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func cell(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

// compared holds the sheet of a year against the published rows, cell by cell.
type compared struct {
	cells, figures int
	wrong          []string
}

func compare(t testing.TB, year int, rows [][]string) (c compared) {
	t.Helper()
	rest := rows[form.HeadRows:]
	next := func() []string {
		if len(rest) == 0 {
			return nil
		}
		row := rest[0]
		rest = rest[1:]
		return row
	}
	for len(rest) > 0 {
		office := cell(next(), 0)
		want := published()[year][office]
		if want == nil {
			break // the end of the table
		}
		for i, r := range want {
			got := next()
			r["department"] = office
			for n, name := range formColumns {
				c.hold(fmt.Sprintf("%d · %s · %s · %d · %s", year, office, r["code"], i, name), n, r[name], cell(got, n))
			}
		}
		next() // the office's average
		next() // and predicate
	}
	return c
}

func (c *compared) hold(place string, column int, want, got string) {
	c.cells++
	if number := column >= 4 && column < 26; number {
		got = strings.ReplaceAll(got, ",", "") // between groups of digits
		if want != "" {
			c.figures++
		}
	}
	if want != got {
		c.wrong = append(c.wrong, fmt.Sprintf("%s: %q, in the form %q", place, want, got))
	}
}

// averages are those that the city printed below its forms.
func averages(t testing.TB) []record {
	t.Helper()
	raw, err := os.ReadFile("testdata/averages.csv")
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []record
	for _, line := range all[1:] {
		r := record{}
		for i, name := range all[0] {
			r[name] = line[i]
		}
		out = append(out, r)
	}
	return out
}

var averageColumns = []string{"ach_k", "ach_rp", "plan_ach_k", "plan_ach_rp"}

// printedAverages holds our averages against those that the city printed.
func printedAverages(t testing.TB) (lines []string) {
	t.Helper()
	type tally struct{ same, all int }
	count := map[string]*tally{}
	var wrong []string
	for _, r := range averages(t) {
		year := must(strconv.Atoi(r["year"]))
		f, err := frame().Draft(quarter(year), planOffice(r["department"]), rowsOf(published()[year][r["department"]]), noTexts, noTime)
		if err != nil {
			t.Fatal(err)
		}
		of := strings.Replace(r["rows"], "semua", "all", 1)
		i := slices.IndexFunc(f.Averages(), func(a form.AverageRow) bool { return a.Of == of })
		for c, name := range averageColumns {
			if r[name] == "" {
				continue
			}
			key := fmt.Sprintf("%d %s", year, name)
			if count[key] == nil {
				count[key] = &tally{}
			}
			count[key].all++
			ours := f.Averages()[i].Columns[c].Percent
			if printed := must(quantity.Parse(r[name])); ours.Known && abs(ours.Micro-printed.Micro) <= 10_000 {
				count[key].same++
			} else if year == 2024 && c < 2 {
				wrong = append(wrong, fmt.Sprintf("%d · %s · %s · %s: %s, ours %s", year, r["department"], r["rows"], name, r[name], ours.Text))
			}
		}
	}
	for key, n := range count {
		lines = append(lines, fmt.Sprintf("%s: %d of %d", key, n.same, n.all))
	}
	slices.Sort(lines)
	return append(lines, wrong...)
}

func abs(n int64) int64 { return max(n, -n) }

// predicates holds the predicates that the city printed beside its own averages
// against the rule of their quarter.
func printedPredicates(t testing.TB) (seen int, wrong []string) {
	t.Helper()
	for _, r := range averages(t) {
		year := must(strconv.Atoi(r["year"]))
		for _, name := range averageColumns {
			printed := r[name+"_predicate"]
			if printed == "" {
				continue
			}
			seen++
			if ours := frame().Predicate(quarter(year), must(quantity.Parse(r[name]))); ours != printed {
				wrong = append(wrong, fmt.Sprintf("%d · %s · %s · %s %s: %s, ours %s", year, r["department"], r["rows"], name, r[name], printed, ours))
			}
		}
	}
	return seen, wrong
}

// TestTheFormIsThePublishedOne recreates the published reports from the imported
// data. What differs is written down, line by line.
func TestTheFormIsThePublishedOne(t *testing.T) {
	worlds(t, map[string]func(w world){"cells": func(w world) {
		var b strings.Builder
		for _, year := range []int{2023, 2024} {
			c := compare(w, year, sheetRows(w, written(w, w.whole(year), "xlsx")))
			fmt.Fprintf(&b, "%d: %d rows, %d cells, %d figures, %d cells differ\n", year, c.cells/len(formColumns), c.cells, c.figures, len(c.wrong))
			for _, line := range c.wrong {
				fmt.Fprintln(&b, line)
			}
		}
		fmt.Fprintln(&b, "\naverages that the city printed, and ours within 0.01:")
		for _, line := range printedAverages(w) {
			fmt.Fprintln(&b, line)
		}
		seen, wrong := printedPredicates(w)
		fmt.Fprintf(&b, "\npredicates that the city printed: %d, %d differ\n", seen, len(wrong))
		for _, line := range wrong {
			fmt.Fprintln(&b, line)
		}
		golden(w, "testdata/differences.txt", b.String())
	}})
}

func golden(t testing.TB, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is not what was found; run with -update and look at the difference:\n%s", path, got)
	}
}

// A figure that is changed in the sheet is seen.
func TestTheRefereeSeesAChangedFigure(t *testing.T) {
	office := "Dinas Perdagangan"
	rows := published()[2024][office]
	f := must(frame().Draft(quarter(2024), planOffice(office), rowsOf(rows), noTexts, noTime))
	sheet := sheetRows(t, written(t, f, "xlsx"))
	head := slices.Clone(sheet[:form.HeadRows])
	body := append(append(head, []string{office}), sheet[form.HeadRows:]...)
	if c := compare(t, 2024, body); c.figures < 500 || len(c.wrong) != 0 {
		t.Fatalf("%d figures, %q", c.figures, c.wrong)
	}
	for column := range formColumns {
		if n := slices.IndexFunc(body[form.HeadRows+1:form.HeadRows+1+len(rows)], func(r []string) bool { return cell(r, column) != "" }); n >= 0 {
			row := body[form.HeadRows+1+n]
			was := row[column]
			row[column] = was + "1"
			if c := compare(t, 2024, body); len(c.wrong) != 1 {
				t.Errorf("a change of %s is not seen: %q", formColumns[column], c.wrong)
			}
			row[column] = was
		}
	}
}
