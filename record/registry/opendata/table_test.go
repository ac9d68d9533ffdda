package opendata

import (
	"slices"
	"testing"
	"time"
)

// recount counts again, one business after the other, by nothing but the values themselves.
func recount(e *Edition, m Measure, row, col Dim, g, h Group) (n int64) {
	above := map[string]string{}
	for _, b := range e.tree {
		for _, leaf := range b.leaves {
			above[leaf] = b.code
		}
	}
	has := func(u *unit, d Dim, g Group) (found bool) {
		if d == "" {
			return true
		}
		e.places(map[bool]Dim{true: Kelurahan, false: d}[d == Kecamatan], u, func(code string) {
			if d == Kecamatan {
				code = above[code]
			}
			found = found || slices.Contains(g.Codes, code)
		})
		return found
	}
	for i := range e.units {
		if u := &e.units[i]; has(u, row, g) && has(u, col, h) {
			if x, counts := layersOf(m)[0].in(u); counts {
				n += x
			}
		}
	}
	return n
}

// TestWhatIsToldIsRight: every number of every table equals a recount to the unit, and none
// tells of fewer than K businesses.
func TestWhatIsToldIsRight(t *testing.T) {
	told, hidden := 0, 0
	for seed := range uint64(12) {
		e := someCity(seed)
		for _, m := range []Measure{Shown} {
			for _, row := range Dims {
				for _, col := range append([]Dim{""}, Dims...) {
					table, err := e.Table(m, row, col)
					if (err == nil) != Goes(m, row, col) {
						t.Fatalf("%s by %s and %s: %v", m, row, col, err)
					}
					if err != nil {
						continue
					}
					check := func(c Cell, row, col Dim, g, h Group) {
						n := recount(e, m, row, col, g, h)
						switch {
						case !c.Told:
							hidden++
						case c.N != n:
							t.Errorf("city %d: %s by %s %v and %s %v: %d, counted %d", seed, m, row, g.Codes, col, h.Codes, c.N, n)
						case n > 0 && n < K:
							t.Errorf("city %d: %s by %s %v and %s %v tells of %d", seed, m, row, g.Codes, col, h.Codes, n)
						default:
							told++
						}
					}
					for i, g := range table.Rows {
						check(table.RowTotals[i], row, "", g, Group{})
						for j, h := range table.Cols {
							check(table.Cells[i][j], row, col, g, h)
						}
					}
					for j, h := range table.Cols {
						check(table.ColTotals[j], "", col, Group{}, h)
					}
				}
			}
		}
	}
	t.Logf("%d numbers told, %d hidden", told, hidden)
	if told < hidden/2 {
		t.Error("more is hidden than can be of use")
	}
}

// TestTheSameNumberInEveryTable: what one table tells of a value, all others tell too.
func TestTheSameNumberInEveryTable(t *testing.T) {
	e := someCity(3)
	for _, m := range []Measure{Shown} {
		for _, d := range m.Of() {
			one, err := e.Table(m, d, "")
			if err != nil {
				t.Fatal(err)
			}
			for _, other := range Dims {
				if !Goes(m, d, other) {
					continue
				}
				two, err := e.Table(m, d, other)
				if err != nil {
					t.Fatal(err)
				}
				turn, err := e.Table(m, other, d)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(one.RowTotals, two.RowTotals) || !slices.Equal(one.RowTotals, turn.ColTotals) {
					t.Errorf("%s by %s alone and with %s differ", m, d, other)
				}
				for i := range two.Cells {
					for j := range two.Cells[i] {
						if two.Cells[i][j] != turn.Cells[j][i] {
							t.Errorf("%s by %s and %s: another number the other way round", m, d, other)
						}
					}
				}
			}
		}
	}
}

// TestNothingPrivateIsOffered by an edition: no table of workers, of the class by workers or of who waits, by
// whatever dimension; how many came in only by month.
func TestNothingPrivateIsOffered(t *testing.T) {
	all := append([]Dim{"", Month, "ukuran"}, Dims...)
	for _, m := range []Measure{Shown, Known, "pekerja_l", "pekerja_p"} {
		for _, row := range all {
			for _, col := range all {
				want := m == Shown && slices.Contains(Dims, row) && (col == "" || slices.Contains(Dims, col) && row != col && !(row.Area() && col.Area())) ||
					m == Known && row == Month && col == ""
				if _, err := someCity(1).Table(m, row, col); (err == nil) != want {
					t.Errorf("%s by %q and %q: %v", m, row, col, err)
				}
			}
		}
	}
}

// TestFewInAMonthAreNotTold: a month in which few came, or that few people filled, is hidden, one in
// which nobody came is not; and no sum of all lets it be worked out.
func TestFewInAMonthAreNotTold(t *testing.T) {
	table := monthly([]arrivals{{"2026-06", 30, 30}, {"2026-07", 9, 9}, {"2026-08", 0, 0}, {"2026-09", 12, 3}, {"2026-10", 10, 10}})
	want := []Cell{{10, true}, {}, {0, true}, {}, {30, true}}
	if !slices.Equal(table.RowTotals, want) || table.All.Told || table.Rows[0].Codes[0] != "2026-10" {
		t.Errorf("%+v", table)
	}
}

// TestATownOfFewTellsNothing: where all are fewer than K, no number is told at all.
func TestATownOfFewTellsNothing(t *testing.T) {
	e := someCity(1)
	e.units = e.units[:7]
	for _, m := range Measures {
		for _, d := range m.Of() {
			table, err := e.Table(m, d, "")
			if err != nil || table.All.Told || len(table.Rows) > 0 {
				t.Errorf("%s by %s of seven businesses: %+v, %v", m, d, table, err)
			}
		}
	}
}

// TestALargeRegisterRests: it is not counted again within a minute, but on another day; a
// small one always is.
func TestALargeRegisterRests(t *testing.T) {
	at := time.Date(2026, 11, 25, 15, 59, 30, 0, time.UTC) // half a minute before the city's midnight
	many, few := &Edition{Census: &Census{At: at, units: make([]unit, large)}}, &Edition{Census: &Census{At: at, units: make([]unit, large-1)}}
	for after, want := range map[time.Duration]bool{20 * time.Second: true, 40 * time.Second: false, 2 * time.Minute: false} {
		if got := many.rests(at.Add(after)); got != want || few.rests(at.Add(after)) {
			t.Errorf("after %v it rests: %v", after, got)
		}
	}
	if !(&Edition{Census: &Census{At: at.Add(-time.Hour), units: many.units}}).rests(at.Add(-time.Hour + 59*time.Second)) {
		t.Error("it does not rest for a minute")
	}
}
