package db_test

import (
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
)

// TestInCutsValuesIntoLists holds lists to what they promise: every value once and in
// order, places behind those that are taken, few lengths, the end filled with the last.
func TestInCutsValuesIntoLists(t *testing.T) {
	lengths := map[int]bool{}
	for n := range 330 {
		values := make([]int, n)
		for i := range values {
			values[i] = i
		}
		var got []int
		for list, args := range db.In(values, 2) {
			lengths[len(args)] = true
			if want := strings.Count(list, "$"); want != len(args) || !strings.HasPrefix(list, "($3") {
				t.Fatalf("%d values: %s has %d arguments", n, list, len(args))
			}
			for _, a := range args {
				got = append(got, a.(int))
			}
		}
		if once := slices.Compact(slices.Clone(got)); !slices.Equal(once, values) {
			t.Fatalf("%d values: %v", n, got)
		}
	}
	if len(lengths) > 4 {
		t.Errorf("lists of %d lengths: a database keeps a statement for each", len(lengths))
	}
	for list := range db.In([]string(nil), 0) {
		t.Errorf("no values made %s", list)
	}
}
