package field_test

import (
	"context"
	"errors"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/field"
)

// sums are the numbers of all kecamatan, and the moment that was counted.
func (w *town) sums() (out map[string][]int, at time.Time) {
	w.Helper()
	out = map[string][]int{}
	w.read(func(tx *db.Tx) error {
		all, counted, err := w.desk.Sums(tx, w.planner.Session)
		for _, s := range all {
			out[s.Area.Code] = s.Count
		}
		at = counted
		return err
	})
	return out, at
}

// slowly counts the businesses of all kecamatan one by one, by their chance.
func (w *town) slowly() map[string][]int {
	w.Helper()
	out := map[string][]int{kota: make([]int, len(field.Bands)), barat: make([]int, len(field.Bands))}
	w.read(func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error {
			odds, kelurahan, state := r.Int64(), r.Text(), registry.State(r.Text())
			if slices.Contains([]registry.State{registry.Submitted, registry.Published, registry.Suspended}, state) {
				chance := 1 / (1 + math.Exp(-float64(odds)/1000))
				out[kelurahan[:strings.LastIndexByte(kelurahan, '.')]][field.BandOf(chance)]++
			}
			return nil
		}, `select k.odds, b.kelurahan, b.state from registry_keaktifan k join registry_business b on b.id = k.business`)
	})
	return out
}

// TestTheCityIsCountedByAWork: what the page reads is what a slow count finds at the moment
// that is told, whatever has come since; before the first count it counts itself.
func TestTheCityIsCountedByAWork(t *testing.T) {
	same := func(a, b map[string][]int) bool { return maps.EqualFunc(a, b, slices.Equal) }
	eachTown(t, func(w *town) {
		defer field.LeaveOut("k")() // the numbers themselves
		grow := func(odds ...int64) {
			for i, n := range odds {
				id := w.opens(with(stall(), registry.Values{registry.Kelurahan: klandasan}))
				if i%2 == 1 { // the point of a stall says where it is, and here it is moved without one
					w.must(func(tx *db.Tx) error {
						_, err := tx.Exec(`update registry_business set kelurahan = $2, version = version + 1 where id = $1`, id, baruIlir)
						return err
					})
				}
				w.must(func(tx *db.Tx) error {
					_, err := tx.Exec(`insert into registry_keaktifan (business, odds, at, rules) values ($1, $2, $3, 'x')`, id, n, tx.Now())
					return err
				})
			}
		}
		if err := w.desk.Count(context.Background(), func(*db.Tx) error { return errUndo }); !errors.Is(err, errUndo) {
			t.Error("counted without its lease: ", err)
		}
		grow(2197, 2198, 2197, 2198, 847, 848, 847, 848, -847, -848, -847, -848)
		before, at := w.sums()
		if !same(before, w.slowly()) || !at.Equal(w.clock.Now().Truncate(time.Microsecond)) {
			t.Errorf("before the first count %v at %v, want %v", before, at, w.slowly())
		}
		counted := w.clock.Now().Truncate(time.Microsecond)
		w.count()
		grow(5000, -5000, 0)
		if got, at := w.sums(); !same(got, before) || !at.Equal(counted) {
			t.Errorf("since the count %v at %v, want %v at %v", got, at, before, counted)
		}
		if same(before, w.slowly()) {
			t.Error("nothing came since: the test shows nothing")
		}
		counted = w.clock.Now().Truncate(time.Microsecond)
		w.count()
		if got, at := w.sums(); !same(got, w.slowly()) || !at.Equal(counted) {
			t.Errorf("counted again %v at %v, want %v at %v", got, at, w.slowly(), counted)
		}
	})
}
