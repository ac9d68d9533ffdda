package main

import (
	"context"
	"os"
	"strconv"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/registry/alive"
	"alun/record/registry/field"
	"alun/record/registry/madeup"
)

// What the demonstration says of which businesses work is held against its hidden truth, as
// its tables have it after loading: better than the base rate, which knows how many work and
// not which, and nearly as many as work.
func TestTheDemonstrationKnowsWhoWorks(t *testing.T) {
	t.Parallel()
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			at := fresh(t)
			must(t, append([]string{"demo", "--load-only", "--businesses", "1500"}, atPlace(t, at)...)...)
			said := saidAlive(t, at)
			ours, works, chances := 0.0, 0.0, 0.0
			city, err := madeup.Open(os.DirFS("../../city/balikpapan"), demoSeed)
			if err != nil {
				t.Fatal(err)
			}
			for number, chance := range said {
				so := 0.0
				if city.Truth(number).Active {
					so = 1
				}
				ours, works, chances = ours+(chance-so)*(chance-so), works+so, chances+chance
			}
			n := float64(len(said))
			ours, works, chances = ours/n, works/n, chances/n
			flat := works * (1 - works) // the Brier score of who says the same of all
			t.Logf("%d businesses, %.3f of them work, %.3f are said to: Brier %.4f, of the base rate %.4f, %.2f of it", len(said), works, chances, ours, flat, ours/flat)
			if len(said) < 1200 || ours > 0.95*flat {
				t.Errorf("%.3f of the base rate's", ours/flat)
			}
			if chances < works-0.1 || chances > works+0.1 {
				t.Errorf("%.3f are said to work, and %.3f do", chances, works)
			}
		})
	}
}

// saidAlive are the chances of made-up businesses by their numbers, as they were on the day of
// the truth.
func saidAlive(t *testing.T, at string) map[int64]float64 {
	t.Helper()
	d, err := db.Open(t.Context(), at, db.Options{Now: func() time.Time { return madeup.Today.Start().Add(12 * time.Hour) }})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	desk, err := field.New(d, nil, os.DirFS("../../city/balikpapan"))
	if err == nil {
		err = desk.Pass(context.Background(), func(*db.Tx) error { return nil })
	}
	if err != nil {
		t.Fatal(err)
	}
	out := map[int64]float64{}
	reads(t, at, func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error {
			number, err := strconv.ParseInt(r.Text(), 10, 64)
			if odds := r.Int64(); err == nil { // the stories have names
				out[number] = alive.Chance(alive.Milli(odds))
			}
			return nil
		}, `select s.key, k.odds from registry_keaktifan k join registry_source_row s on s.business = k.business`)
	})
	return out
}
