package check

import (
	"encoding/csv"
	"os"
	"sync"
	"testing"

	"alun/record/plan/e81"
)

const city = "../../../city/balikpapan/"

// records reads a data file of the city: its lines as cells by column.
func records(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(city + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, line := range lines[1:] {
		cells := map[string]string{}
		for i, name := range lines[0] {
			cells[name] = line[i]
		}
		out = append(out, cells)
	}
	return out
}

var (
	once   sync.Once
	parsed []e81.Row
)

// reports are the two published reports. Tests copy them before they change them.
func reports(t testing.TB) []e81.Row {
	t.Helper()
	once.Do(func() {
		for n, cells := range records(t, "programmes.csv") {
			row, problems, _ := e81.Parse(func(c string) string { return cells[c] }, n+2)
			if len(problems) > 0 {
				t.Fatalf("line %d: %v", n+2, problems)
			}
			parsed = append(parsed, row)
		}
	})
	if len(parsed) != 3056 {
		t.Fatalf("%d rows", len(parsed))
	}
	return parsed
}

// document is doc/checks.md.
func document(t testing.TB) string {
	t.Helper()
	raw, err := os.ReadFile("../../../doc/checks.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
