package plan_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"

	"alun/record/plan"
)

// table is a file of records that a test may change.
type table struct {
	head []string
	rows [][]string
}

// reports is the city's file of both years.
func reports() table { return tableOf("programmes.csv") }

func tableOf(name string) table {
	raw, err := fs.ReadFile(cityFiles(), name)
	orPanic(err)
	return parse(raw)
}

func parse(raw []byte) table {
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")))).ReadAll()
	orPanic(err)
	return table{all[0], all[1:]}
}

// only keeps the rows that keep says.
func (f table) only(keep func(cell func(string) string) bool) table {
	out := table{head: f.head}
	for i := range f.rows {
		if keep(func(column string) string { return f.at(i, column) }) {
			out.rows = append(out.rows, f.rows[i])
		}
	}
	return out
}

func (f table) year(year string) table {
	return f.only(func(cell func(string) string) bool { return cell("year") == year })
}

func (f table) office(year, name string) table {
	return f.only(func(cell func(string) string) bool { return cell("year") == year && cell("department") == name })
}

func (f table) column(name string) int { return slices.Index(f.head, name) }

func (f table) at(row int, column string) string { return f.rows[row][f.column(column)] }

// set changes one cell.
func (f *table) set(row int, column, text string) {
	f.rows[row] = slices.Clone(f.rows[row])
	f.rows[row][f.column(column)] = text
}

// find gives the place of a main row.
func (f table) find(year, office, code string) int {
	i := slices.IndexFunc(f.rows, func(r []string) bool {
		return r[f.column("year")] == year && r[f.column("department")] == office && r[f.column("code")] == code && r[f.column("extra_indicator")] == "0"
	})
	if i < 0 {
		panic(fmt.Sprintf("no row %s %s %s", year, office, code))
	}
	return i
}

func (f table) bytes(separator rune) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = separator
	orPanic(w.Write(f.head))
	orPanic(w.WriteAll(f.rows))
	return b.Bytes()
}

func (f table) read() plan.Incoming { return incoming("rows.csv", f.bytes(',')) }

func incoming(name string, raw []byte) plan.Incoming {
	in, err := plan.ReadFile(name, bytes.NewReader(raw), int64(len(raw)))
	orPanic(err)
	return in
}

func realFile() plan.Incoming {
	raw, err := fs.ReadFile(cityFiles(), "programmes.csv")
	orPanic(err)
	return incoming("programmes.csv", raw)
}

const disporapar = "Dinas Pemuda, Olah Raga dan Pariwisata"
