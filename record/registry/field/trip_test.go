package field_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/record/registry"
	"alun/record/registry/field"
)

func (w *town) choose(session string, a field.Ask) (ids []db.ID, err error) {
	err = w.d.Read(w.Context(), func(tx *db.Tx) (err error) { ids, err = w.desk.Choose(tx, session, a); return err })
	return ids, err
}

// A day goes where a visit tells most, on a way that does not wander, and not again
// where somebody was.
func TestATripIsChosenAndKept(t *testing.T) {
	eachTown(t, func(w *town) {
		var all []db.ID
		for i := range 12 {
			all = append(all, w.opens(with(stall(), registry.Values{registry.Name: fmt.Sprint("Warung ", i), registry.RT: fmt.Sprint(1 + i/4), registry.AtHome: "tidak",
				registry.Point: fmt.Sprintf("-1.23%d000, 116.83%d000 gps", i%9, (i*5)%9)})))
		}
		far := w.opens(with(stall(), registry.Values{registry.Kelurahan: damai, registry.Point: ""}))
		w.follow()
		ask := field.Ask{Minutes: 120, Mode: field.Foot, Area: klandasan}
		ids, err := w.choose(w.officer.Session, ask)
		if err != nil || len(ids) < 5 || len(ids) > 10 {
			t.Fatalf("%d stops, %v", len(ids), err)
		}
		w.must(func(tx *db.Tx) error { return w.desk.Keep(tx, w.officer.Session, ask, ids) })
		w.must(func(tx *db.Tx) error { return w.desk.Keep(tx, w.officer.Session, ask, ids) }) // again: the same
		var trip field.Trip
		current := func(session string) (found bool) {
			w.read(func(tx *db.Tx) (err error) { trip, found, err = w.desk.Current(tx, session); return err })
			return found
		}
		if current(w.second.Session) {
			t.Error("somebody else's day is shown")
		}
		if !current(w.officer.Session) || len(trip.Stops) != len(ids) {
			t.Fatalf("%+v", trip)
		}
		if m, minutes := trip.Takes(); m == 0 || minutes > 120 {
			t.Errorf("%d m, %d minutes", m, minutes)
		}
		for i, s := range trip.Stops {
			if s.ID != ids[i] || s.Rough {
				t.Errorf("stop %d: %+v", i, s.At)
			}
		}
		if _, err := w.check(w.officer, field.Checking{Business: ids[0], Key: aKey, Found: field.Open}); err != nil {
			t.Fatal(err)
		}
		w.follow()
		next, err := w.choose(w.officer.Session, field.Ask{Minutes: 600, Mode: field.Motor, Area: klandasan})
		if err != nil || len(next) != 12 {
			t.Errorf("%d stops with a motorbike, %v", len(next), err)
		}
		seen := fmt.Sprint(next)
		if strings.Contains(seen, fmt.Sprint(ids[0])) || !strings.Contains(seen, fmt.Sprint(far)) {
			t.Errorf("%v: without %d, with %d", next, ids[0], far)
		}
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_trip set made_at = $1`, tx.Now().Add(-48*time.Hour))
			return err
		})
		if current(w.officer.Session) {
			t.Error("the day before yesterday is shown")
		}
		if len(all) != 12 {
			t.Fatal(len(all))
		}
	})
}

// Neither a home nor a street vendor stands on the way at its place, and nothing was
// opened to draw it.
func TestATripOpensNothing(t *testing.T) {
	eachTown(t, func(w *town) {
		shop := registry.Values{registry.AtHome: "tidak"}
		homes := map[db.ID]bool{
			w.opens(stall()): true,
			w.opens(with(stall(), registry.Values{registry.AtHome: "tidak", registry.StreetVendor: "ya"})): true,
			w.opens(with(stall(), shop)): false,
		}
		w.follow()
		ask := field.Ask{Minutes: 120, Mode: field.Foot, Area: klandasan, From: geo.Point{Lat: -1_231_000, Lng: 116_831_000}, Placed: true}
		ids, err := w.choose(w.officer.Session, ask)
		if err != nil || len(ids) != 3 {
			t.Fatal(ids, err)
		}
		w.must(func(tx *db.Tx) error { return w.desk.Keep(tx, w.officer.Session, ask, ids) })
		w.read(func(tx *db.Tx) error {
			trip, _, err := w.desk.Current(tx, w.officer.Session)
			for _, s := range trip.Stops {
				if exact := s.At == (geo.Point{Lat: -1_230_123, Lng: 116_830_456}); s.Rough != homes[s.ID] || exact == s.Rough {
					t.Errorf("%s at %v, rough %v", s.Facts, s.At, s.Rough)
				}
				if homes[s.ID] && (s.Facts[registry.Address] != "" || s.Facts[registry.Point] != "") || s.Facts[registry.Phone] != "" {
					t.Errorf("private facts on the way: %v", s.Facts)
				}
			}
			n, _, err2 := db.One(tx, (*db.Row).Int, `select count(*) from registry_read`)
			if n != 0 {
				t.Errorf("%d reads", n)
			}
			return firstOf(err, err2)
		})
	})
}

func TestWhatIsAskedOfADayIsChecked(t *testing.T) {
	eachTown(t, func(w *town) {
		for name, ask := range map[string]field.Ask{"waktu": {Minutes: 5, Mode: field.Foot, Area: klandasan}, "cara": {Minutes: 60, Mode: "terbang", Area: klandasan}, "mulai": {Minutes: 60, Mode: field.Foot, Area: baruIlir}} {
			_, err := w.choose(w.officer.Session, ask)
			if _, told := fault.Of(err).Field(name); !told {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, session := range []string{w.planner.Session, w.inspector.Session, w.owner.Session} {
			if _, err := w.choose(session, field.Ask{Minutes: 60, Mode: field.Foot, Area: klandasan}); !fault.Is(err, fault.Denied) {
				t.Errorf("%v", err)
			}
		}
		if ids, err := w.choose(w.officer.Session, field.Ask{Minutes: 60, Mode: field.Foot, Area: klandasan}); err != nil || len(ids) != 0 {
			t.Errorf("in an empty area: %v, %v", ids, err)
		}
	})
}
