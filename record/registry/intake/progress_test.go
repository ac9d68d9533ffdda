package intake_test

import (
	"bytes"
	"slices"
	"testing"

	"alun/record/registry/intake"
)

// Whoever waits is told how many lines are done, of how many: after each act, with the
// lines that never get into the register, and at the end that all are.
func TestAnImportTellsHowFarItIs(t *testing.T) {
	each(t, func(o *office) {
		const businesses, broken = 120, 7
		raw := []byte(many(businesses))
		for range broken {
			raw = append(raw, "Toko Rusak;123;Damai;;;\n"...)
		}
		f, err := intake.Open(t.Context(), "a.csv", bytes.NewReader(raw), int64(len(raw)), intake.Choosing{})
		o.must(err)
		defer f.Close()
		var told [][2]int
		hear := func(done, total int) { told = append(told, [2]int{done, total}) }
		looked, err := f.Look(t.Context(), o.city, hear)
		o.must(err)
		if want := [][2]int{{100, 127}, {127, 127}}; !slices.Equal(told, want) {
			t.Errorf("the look tells %v, not %v", told, want)
		}
		told = nil
		lines := 0
		_, err = f.Import(t.Context(), o.d, o.city, o.desk, o.list, looked, func(intake.Kept) error { lines++; return nil }, func(done, total int) {
			if done != lines {
				t.Errorf("%d lines are said to be done, and %d were told", done, lines)
			}
			if n := o.count("registry_business"); done > businesses && n != businesses || done <= businesses && n != int64(done) {
				t.Errorf("%d lines are said to be done, and %d businesses are in", done, n)
			}
			hear(done, total)
		})
		o.must(err)
		if want := [][2]int{{intake.Chunk, 127}, {2 * intake.Chunk, 127}, {127, 127}}; !slices.Equal(told, want) {
			t.Errorf("the import tells %v, not %v", told, want)
		}
		told = nil
		_, err = f.Preview(t.Context(), o.d, o.city, o.desk, o.list, looked, func(intake.Kept) error { return nil }, hear)
		o.must(err)
		if len(told) != 3 || told[2] != [2]int{127, 127} {
			t.Errorf("the preview tells %v", told)
		}
	})
}
