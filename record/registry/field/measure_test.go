package field_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/alive"
	"alun/record/registry/field"
	"alun/record/registry/madeup"
)

// A made-up city of some hundreds goes the whole way: its businesses are registered by
// the register's own act, people write the diary as years go by, the follower makes
// signals, the pass weighs, and what then stands in the table is held against the
// hidden truth. What was seen comes about as in package alive's tests, in short.
type entry struct {
	at   time.Time
	who  int
	fact string
	data map[string]any
	make bool
}

type resident struct {
	id    db.ID
	truth madeup.Truth
	entry madeup.Entry
}

func TestTheWholeWayBeatsTheBaseRate(t *testing.T) {
	if testing.Short() {
		t.Skip("a city of several years")
	}
	const n = 700
	city, err := madeup.Open(os.DirFS("../../../city/balikpapan"), 7)
	if err != nil {
		t.Fatal(err)
	}
	w := aTown(t, dbtest.SQLite(t), db.Options{}, time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))
	people, events := lives(city, n)
	for len(events) > 0 {
		// A month at a time, as the clock of the database goes.
		until := events[0].at.AddDate(0, 1, 0)
		k := slices.IndexFunc(events, func(e entry) bool { return e.at.After(until) })
		if k < 0 {
			k = len(events)
		}
		w.clock.MoveOn(max(time.Second, events[0].at.Sub(w.clock.Now())))
		w.happens(people, events[:k])
		events = events[k:]
	}
	w.clock.MoveOn(max(time.Second, madeup.Today.Start().Sub(w.clock.Now())))
	w.follow()
	w.pass()
	odds := w.weighedOdds()
	ours, flat, mean := 0.0, 0.0, 0.0
	for _, p := range people {
		mean += so(p) / float64(len(people))
	}
	var placed []alive.Place
	for _, p := range people {
		o, known := odds[p.id]
		if !known {
			t.Fatalf("%d has no score", p.id)
		}
		ours, flat = ours+square(alive.Chance(o)-so(p)), flat+square(mean-so(p))
		placed = append(placed, alive.Place{ID: int64(p.id), Odds: o})
	}
	t.Logf("%d businesses, %.2f active: Brier %.4f, of the base rate %.4f, %.2f of it", len(people), mean, ours/n, flat/n, ours/flat)
	if ours > 0.9*flat {
		t.Errorf("%.3f of the base rate's", ours/flat)
	}
	w.visitsTell(t, people, odds, placed)
}

func so(p resident) float64 {
	if p.truth.Active {
		return 1
	}
	return 0
}

func square(x float64) float64 { return x * x }

// visitsTell lets officers go to those that the worklist names, and elsewhere to as
// many at random, and asks what the table says after each.
func (w *town) visitsTell(t *testing.T, people []resident, odds map[db.ID]alive.Milli, placed []alive.Place) {
	t.Helper()
	by := map[db.ID]resident{}
	for _, p := range people {
		by[p.id] = p
	}
	const visits = 120
	list := w.desk.Rules.Worklist(placed, alive.Trip{Minutes: visits, Each: 1})
	r := rand.New(rand.NewPCG(3, 3))
	var chosen, random []db.ID
	for _, v := range list {
		chosen = append(chosen, db.ID(v.ID))
	}
	for _, i := range r.Perm(len(people))[:visits] {
		random = append(random, people[i].id)
	}
	gain := func(ids []db.ID) float64 {
		before, after := 0.0, 0.0
		now := odds
		for _, id := range ids {
			p := by[id]
			found := "tidak_ada"
			switch {
			case p.truth.Active && r.Float64() < 0.9, !p.truth.Active && r.Float64() < 0.04:
				found = "buka"
			case !p.truth.Active && r.Float64() < 0.6:
				found = "tutup"
			}
			w.tell("registry.checked", id, w.officer.Actor(), map[string]any{"found": found})
			before += square(alive.Chance(now[id]) - so(p))
		}
		w.follow()
		now = w.weighedOdds()
		for _, id := range ids {
			after += square(alive.Chance(now[id]) - so(by[id]))
		}
		return before - after
	}
	// Those that both name are visited once: the random ones first, which helps them.
	elsewhere := gain(random)
	chosen = slices.DeleteFunc(chosen, func(id db.ID) bool { return slices.Contains(random, id) })
	here := gain(chosen) / float64(len(chosen)) * visits
	t.Logf("%d visits lower the sum of squares by %.1f in the order of the list, by %.1f at random: %.2f times as much", visits, here, elsewhere, here/elsewhere)
	if here < 1.2*elsewhere {
		t.Errorf("the list gains %.2f of random", here/elsewhere)
	}
}

func (w *town) weighedOdds() map[db.ID]alive.Milli {
	w.Helper()
	out := map[db.ID]alive.Milli{}
	w.read(func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error { out[r.ID()] = alive.Milli(r.Int64()); return nil }, `select business, odds from registry_keaktifan`)
	})
	return out
}

// lives tells what happens to businesses and is written down, by time.
func lives(city *madeup.City, n int64) (people []resident, events []entry) {
	for e := range city.Entries(n * 2) {
		truth := city.Truth(e.Number)
		if truth.First != e.Number || len(people) == int(n) {
			continue
		}
		who := len(people)
		people = append(people, resident{truth: truth, entry: e})
		r := rand.New(rand.NewPCG(11, uint64(e.Number)))
		from := time.Date(e.Listed, 7, 1, 0, 0, 0, 0, time.UTC)
		works := func(at time.Time) bool { return truth.Active || at.Before(truth.Since.Start()) }
		events = append(events, entry{at: from, who: who, make: true})
		say := func(at time.Time, fact string, data map[string]any) {
			if at.After(from) && at.Before(madeup.Today.Start()) {
				events = append(events, entry{at: at, who: who, fact: fact, data: data})
			}
		}
		for _, year := range []int{2024, 2025} {
			at := time.Date(year, time.Month(3+r.IntN(6)), 10, 0, 0, 0, 0, time.UTC)
			switch known := r.Float64() < 0.3; {
			case known && works(at):
				say(at, "registry.ticked", map[string]any{"tick": "masih"})
			case known && r.Float64() < 0.75:
				say(at, "registry.ticked", map[string]any{"tick": "tutup"})
			}
		}
		lively := 0.3 * r.ExpFloat64()
		for at := from; at.Before(madeup.Today.Start()); {
			at = at.Add(time.Duration(min(50, r.ExpFloat64()/max(0.02, lively)) * 365 * 24 * float64(time.Hour)))
			if works(at) {
				say(at, "registry.changed", map[string]any{"level": "told"})
			}
		}
	}
	slices.SortStableFunc(events, func(a, b entry) int { return a.at.Compare(b.at) })
	return people, events
}

// happens lets a month pass.
func (w *town) happens(people []resident, events []entry) {
	w.Helper()
	list := registry.List{Source: "uji", Level: registry.Through, Publish: true}
	for chunk := range slices.Chunk(events, 200) {
		w.must(func(tx *db.Tx) error {
			for _, e := range chunk {
				p := &people[e.who]
				if e.make {
					set := registry.Values{registry.Kind: "usaha", registry.Name: p.entry.Facts[registry.Name], registry.Kelurahan: klandasan, registry.KBLI: "2020:56102", registry.AtHome: "ya"}
					done, err := w.book.PutAs(tx, "command", list, []registry.Incoming{{Key: fmt.Sprint(e.who), Set: set}})
					if err != nil || done[0].Why != nil {
						return firstOf(err, done[0].Why)
					}
					p.id = done[0].Business
					continue
				}
				if err := diary.Write(tx, diary.Entry{Actor: "person:1", Fact: e.fact, Kind: "registry_business", Subject: p.id, Data: e.data}); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// A pass of the whole city, and the choice of a day in it. It is measured, not judged:
// run it with ALUN_MEASURE=1.
func TestMeasureAWholeCity(t *testing.T) {
	if os.Getenv("ALUN_MEASURE") == "" {
		t.Skip("a measure")
	}
	at := dbtest.SQLite(t)
	if os.Getenv("ALUN_MEASURE") == "postgres" {
		at = dbtest.Postgres(t)
	}
	w := aTown(t, at, db.Options{}, dbtest.Morning())
	const n = 93_000
	list := registry.List{Source: "uji", Level: registry.Through, Publish: true}
	for from := 0; from < n; from += 300 {
		rows := make([]registry.Incoming, 0, 300)
		for i := from; i < min(n, from+300); i++ {
			rows = append(rows, registry.Incoming{Key: fmt.Sprint(i), Set: registry.Values{registry.Kind: "usaha", registry.Name: fmt.Sprint("Warung ", i), registry.Kelurahan: []string{klandasan, damai, baruIlir}[i%3],
				registry.RT: fmt.Sprint(1 + i%60), registry.KBLI: "2020:56102", registry.AtHome: "ya"}})
		}
		w.must(func(tx *db.Tx) error {
			for some := range slices.Chunk(rows, 50) {
				if _, err := w.book.PutAs(tx, "command", list, some); err != nil {
					return err
				}
			}
			return nil
		})
	}
	w.must(func(tx *db.Tx) error { // five signals each, as in package alive's process
		_, err := tx.Exec(`insert into registry_signal (entry, business, kind, at) select b.id * 8 + k.i, b.id, 'rt_active', b.made_at - k.n * 86400000000 from registry_business b, (select 1 as n, 0 as i union select 60, 1 union select 200, 2 union select 400, 3 union select 700, 4) k`)
		return err
	})
	took := func(what string, do func()) { start := time.Now(); do(); t.Logf("%s: %v", what, time.Since(start)) }
	took("first pass of 93,000", w.pass)
	took("one day's choice among 62,000", func() {
		_, err := w.choose(w.officer.Session, field.Ask{Minutes: 180, Mode: field.Motor, Area: klandasan})
		if err != nil {
			t.Error(err)
		}
	})
	took("the numbers of the city, not counted yet", func() { w.sums() })
	took("the count of the city", w.count)
	took("the numbers of the city, counted", func() { w.sums() })
	w.clock.MoveOn(24 * time.Hour)
	took("the next day", w.pass)
	var rows int
	w.read(func(tx *db.Tx) (err error) {
		rows, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_keaktifan where at > $1`, w.clock.Now().Add(-time.Hour))
		return err
	})
	t.Logf("%d rows were written anew", rows)
	w.clock.MoveOn(30 * 24 * time.Hour)
	took("a month later", w.pass)
}
