package aturan

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/naikkelas"
	"alun/record/registry/size"
)

var balikpapan = os.DirFS("../../../city/balikpapan")

// town is a small house with the city's rules.
type town struct {
	*testing.T
	d     *db.DB
	clock *dbtest.Clock
	book  *registry.Book

	planner, second, officer, maker account.Who
}

func eachTown(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) {
			clock := dbtest.NewClock(time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC))
			d := dbtest.Open(t, at(t), db.Options{Rehearse: true, Now: clock.Now}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
			w := &town{T: t, d: d, clock: clock}
			w.load()
			ring := accounttest.Ring(t)
			w.book = &registry.Book{Box: diary.NewBox(ring), Ring: ring}
			sign := func(r accounttest.Role) account.Who { who, _ := accounttest.Sign(t, d, ring, r); return who }
			w.planner, w.second = sign(accounttest.Role{Role: account.Planner}), sign(accounttest.Role{Role: account.Planner, Weak: true})
			w.officer, w.maker = sign(accounttest.Role{Role: account.Counter, Area: "64.71.05"}), sign(accounttest.Role{Role: account.Maker, Weak: true})
			clock.MoveOn(time.Second)
			run(w)
		})
	}
}

// load brings the city's files in, as every start of the program does.
func (w *town) load() (c size.Counts) {
	w.Helper()
	p, err := size.ReadProfile(balikpapan)
	if err == nil {
		c, err = size.Load(context.Background(), w.d, p)
	}
	if err != nil {
		w.Fatal(err)
	}
	return c
}

func (w *town) write(act func(tx *db.Tx) error) error { return w.d.Write(context.Background(), act) }

func (w *town) rules() (out *size.Rules) {
	w.Helper()
	if err := w.d.Read(context.Background(), func(tx *db.Tx) (err error) { out, err = size.Read(tx); return err }); err != nil {
		w.Fatal(err)
	}
	return out
}

func day(text string) date.Day {
	d, err := date.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

func good() Typed {
	return Typed{Ends: []string{"100 juta", "300 juta", "1 miliar"}, From: "2027-01-01", Number: "Keputusan Uji 1/2026", Why: "Batas pertama dinaikkan.", Lang: lang.ID}
}

func (w *town) publish(who account.Who, t Typed, seen db.ID) (id db.ID, err error) {
	err = w.write(func(tx *db.Tx) (err error) {
		id, err = Publish(tx, who.Session, Publishing{Typed: t, Seen: seen})
		return err
	})
	return id, err
}

// stepOf is the step of a business that sold so much, on a day.
func stepOf(r *size.Rules, sold int64, on string) string {
	return r.Of(size.Steps, size.Facts{Running: true, Sales: size.Figure{N: sold, Known: true}, On: day(on)}).Class.Code
}

func TestAVersionHoldsFromItsDay(t *testing.T) {
	eachTown(t, func(w *town) {
		before, at := w.rules(), w.clock.Now()
		band, _ := registry.BandOf("omzet_300jt")
		old := naikkelas.LadderOf(before, band, day("2026-11-22"))
		w.clock.MoveOn(time.Minute)
		id, err := w.publish(w.planner, good(), before.Newest(size.Steps).ID)
		if err != nil {
			t.Fatal(err)
		}
		now := w.rules()
		for _, c := range []struct {
			on   string
			sold int64
			want string
		}{{"2026-12-31", 80_000_000, "M2"}, {"2027-01-01", 80_000_000, "M1"}, {"2027-01-01", 100_000_001, "M2"}, {"2027-06-01", 1_999_999_999, "M4"}, {"2027-01-01", 2_000_000_001, "K1"}, {"2027-01-01", 60_000_000_000, "B"}} {
			if got := stepOf(now, c.sold, c.on); got != c.want {
				t.Errorf("%d on %s is %s, want %s", c.sold, c.on, got, c.want)
			}
		}
		v, _ := now.On(size.Steps, day("2027-03-01"))
		if v.ID != id || v.By != size.ByCity || v.Rules[0].Basis != "Keputusan Uji 1/2026" || v.Rules[0].Note.ID != "Batas pertama dinaikkan." || v.Rules[2].Note.ID == v.Rules[0].Note.ID || v.Rules[4].Basis == v.Rules[0].Basis {
			t.Errorf("%+v", v)
		}
		if w := v.Check(); w != nil {
			t.Errorf("what was published is wrong: %+v", w)
		}
		var then *size.Rules
		if err := w.d.Read(t.Context(), func(tx *db.Tx) (err error) { then, err = size.ReadAt(tx, at); return err }); err != nil {
			t.Fatal(err)
		}
		if l := naikkelas.LadderOf(then, band, day("2026-11-22")); !slices.Equal(l.Steps, old.Steps) || l.Note != old.Note || l.Next.Code != old.Next.Code {
			t.Errorf("an old ladder came out otherwise: %+v, was %+v", l, old)
		}
		if got := stepOf(then, 80_000_000, "2027-01-01"); got != "M2" {
			t.Errorf("by the rules of that time it is %s", got)
		}
		if c := w.load(); c.Ended != 0 || c.New != 0 || c.Changed != 0 || stepOf(w.rules(), 80_000_000, "2027-01-01") != "M1" {
			t.Errorf("loading the profile again: %+v", c)
		}
		w.told("registry.size_published", 1)
		w.withdrawn(id)
	})
}

func (w *town) withdrawn(id db.ID) {
	w.Helper()
	back := func(who account.Who) error {
		return w.write(func(tx *db.Tx) error { return Withdraw(tx, who.Session, id) })
	}
	if err := back(w.officer); !fault.Is(err, fault.Denied) {
		w.Errorf("an officer withdraws: %v", err)
	}
	if err := back(w.planner); err != nil {
		w.Fatal(err)
	}
	if err := back(w.planner); !fault.Is(err, fault.Conflict) {
		w.Errorf("twice: %v", err)
	}
	if got := stepOf(w.rules(), 80_000_000, "2027-01-01"); got != "M2" {
		w.Errorf("withdrawn, and still %s", got)
	}
	w.told("registry.size_withdrawn", 1)
	again, err := w.publish(w.planner, good(), w.rules().Newest(size.Steps).ID) // the day is free again
	if err != nil {
		w.Fatal(err)
	}
	w.clock.MoveOn(60 * 24 * time.Hour)
	if err := w.write(func(tx *db.Tx) error { return Withdraw(tx, w.planner.Session, again) }); err == nil {
		w.Error("a version that holds was withdrawn")
	}
}

func (w *town) told(what string, want int64) {
	w.Helper()
	err := w.d.Read(context.Background(), func(tx *db.Tx) error {
		n, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from diary_entry where fact = $1`, what)
		if n != want {
			w.Errorf("%d entries of %s", n, what)
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
}

func TestWhatIsWrongIsToldAtItsField(t *testing.T) {
	eachTown(t, func(w *town) {
		rules := w.rules()
		for what, c := range map[string]struct {
			change func(*Typed)
			field  string
		}{
			"no amount":          {func(t *Typed) { t.Ends[0] = "banyak" }, "batas_1"},
			"crossed":            {func(t *Typed) { t.Ends[1] = "90 juta" }, "batas_2"},
			"equal":              {func(t *Typed) { t.Ends[1] = "100 juta" }, "batas_2"},
			"above the law's":    {func(t *Typed) { t.Ends[2] = "3 miliar" }, "batas_3"},
			"at the law's":       {func(t *Typed) { t.Ends[2] = "2 miliar" }, "batas_3"},
			"no day":             {func(t *Typed) { t.From = "besok" }, "mulai"},
			"a day that is over": {func(t *Typed) { t.From = "2026-11-21" }, "mulai"},
			"no decree":          {func(t *Typed) { t.Number = "" }, "keputusan"},
			"no reason":          {func(t *Typed) { t.Why = "-" }, "alasan"},
		} {
			in := good()
			c.change(&in)
			_, err := Read(rules, in, day("2026-11-22"))
			f := fault.Of(err)
			if f == nil {
				t.Errorf("%s: %v", what, err)
				continue
			}
			if _, at := f.Field(c.field); !at || f.Kind != fault.Invalid {
				t.Errorf("%s: %+v", what, f)
			}
		}
		same := good()
		same.Ends[0] = "60 juta"
		if _, err := Read(rules, same, day("2026-11-22")); !fault.Is(err, fault.Invalid) {
			t.Errorf("nothing new: %v", err)
		}
		few := good()
		few.Ends = few.Ends[:2]
		if _, err := Read(rules, few, day("2026-11-22")); !fault.Is(err, fault.Conflict) {
			t.Errorf("other steps: %v", err)
		}
		taken := good()
		taken.From = "2026-12-01"
		if _, err := w.publish(w.planner, taken, rules.Newest(size.Steps).ID); err != nil {
			t.Fatal(err)
		}
		taken.Ends[0] = "120 juta"
		if _, err := Read(w.rules(), taken, day("2026-11-22")); !fault.Is(err, fault.Invalid) {
			t.Errorf("a day on which another begins: %v", err)
		}
	})
}

func TestWhoMayPublish(t *testing.T) {
	eachTown(t, func(w *town) {
		seen := w.rules().Newest(size.Steps).ID
		for name, who := range map[string]account.Who{"officer": w.officer, "maker": w.maker, "planner without second factor": w.second} {
			if _, err := w.publish(who, good(), seen); !fault.Is(err, fault.Denied) {
				t.Errorf("%s: %v", name, err)
			}
			err := w.d.Read(t.Context(), func(tx *db.Tx) error { _, err := Try(tx, who.Session, w.book, Draft{}, 1); return err })
			if !fault.Is(err, fault.Denied) {
				t.Errorf("%s tries: %v", name, err)
			}
			if err := w.write(func(tx *db.Tx) error { _, err := Tally(tx, who.Session, w.book); return err }); !fault.Is(err, fault.Denied) {
				t.Errorf("%s counts: %v", name, err)
			}
		}
		if _, err := w.publish(account.Who{}, good(), seen); !fault.Is(err, fault.Stranger) {
			t.Errorf("a stranger: %v", err)
		}
		if _, err := w.publish(w.planner, good(), seen); err != nil {
			t.Fatal(err)
		}
		late := good()
		late.From, late.Ends = "2027-02-01", []string{"90 juta", "300 juta", "1 miliar"}
		if _, err := w.publish(w.planner, late, seen); !fault.Is(err, fault.Conflict) {
			t.Errorf("who was slower: %v", err)
		}
	})
}

func profileRules(t *testing.T) *size.Rules {
	p, err := size.ReadProfile(balikpapan)
	if err != nil {
		t.Fatal(err)
	}
	r := size.Rules(p)
	return &r
}

// Every guard, left out, lets through what it stands against.
func TestPlantedFaults(t *testing.T) {
	eachTown(t, func(w *town) {
		seen, past, crossed := w.rules().Newest(size.Steps).ID, good(), good()
		past.From, crossed.Ends[1] = "2026-11-01", "90 juta"
		for guard, lets := range map[string]func() bool{
			"right":     func() bool { _, err := w.try(w.officer, good(), seen); return err == nil },
			"backwards": func() bool { _, err := w.try(w.planner, past, seen); return err == nil },
			"check":     func() bool { _, err := w.try(w.planner, crossed, seen); return !fault.Is(err, fault.Invalid) },
			"seen":      func() bool { _, err := w.try(w.planner, good(), 77); return err == nil },
			"few":       func() bool { return teller{byBand: map[string]int64{"": 3}}.tell([]string{""}).Told },
		} {
			if lets() {
				t.Errorf("%s: let through with the guard", guard)
			}
			omitted = guard
			if !lets() {
				t.Errorf("%s: without the guard nothing is let through, so no test of it can fail", guard)
			}
			omitted = ""
		}
	})
}

// try publishes and takes it back at once.
func (w *town) try(who account.Who, t Typed, seen db.ID) (id db.ID, err error) {
	enough := fault.New(fault.Busy, "aturan.wrong")
	err = w.write(func(tx *db.Tx) error {
		if id, err = Publish(tx, who.Session, Publishing{Typed: t, Seen: seen}); err != nil {
			return err
		}
		return enough
	})
	if fault.Is(err, fault.Busy) {
		err = nil
	}
	return id, err
}
