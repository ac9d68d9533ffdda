package size_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/money"
	"alun/record/registry/size"
)

var balikpapan = os.DirFS("../../../city/balikpapan")

// tables is this package's migration alone: the room's others stand on rooms that
// these tests do not need.
func tables(t *testing.T) fs.FS {
	t.Helper()
	const name = "migrations/20261125-04-registry.sql"
	data, err := os.ReadFile("../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{name: {Data: data}}
}

// changed is the shipped classes with one replacement, everywhere.
func changed(t *testing.T, pairs ...string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range []string{size.ClassesFile, size.StepsFile} {
		data, err := fs.ReadFile(balikpapan, name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: []byte(strings.NewReplacer(pairs...).Replace(string(data)))}
	}
	return out
}

func loaded(t *testing.T, d *db.DB, files fs.FS) size.Counts {
	t.Helper()
	p, err := size.ReadProfile(files)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := size.Load(t.Context(), d, p)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func rules(t *testing.T, d *db.DB, read func(tx *db.Tx) (*size.Rules, error)) (out *size.Rules) {
	t.Helper()
	if err := d.Read(t.Context(), func(tx *db.Tx) (err error) { out, err = read(tx); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

func on(text string) date.Day {
	d, err := date.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

func selling(n money.Rupiah, day string) size.Facts {
	return size.Facts{Running: true, Sales: size.Rupiah(n), On: on(day)}
}

func TestLoadTwiceChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if got := loaded(t, d, balikpapan); got != (size.Counts{New: 6}) {
			t.Fatalf("first: %+v", got)
		}
		if got := loaded(t, d, balikpapan); got != (size.Counts{Same: 6}) {
			t.Fatalf("again: %+v", got)
		}
		all := rules(t, d, size.Read)
		got := all.Of(size.UMKM, selling(2*money.Miliar, "2026-11-22"))
		if !got.Known || got.Class.Code != "mikro" || got.Rule.Basis != "PP 7/2021 Pasal 35" || got.Rule.Grade != "A" || got.Version.By != "profile" {
			t.Errorf("from the tables: %+v", got)
		}
		old := all.Versions(size.UMKM)
		if len(old) != 2 || !old[0].Until.IsZero() || old[1].Until != on("2021-02-02") {
			t.Errorf("versions of umkm: %+v", old)
		}
	}, tables(t))
}

// A newer profile applies what differs, what stood before stays, and a decision
// of that time comes out as it did.
func TestNewerProfile(t *testing.T) {
	clock := dbtest.NewClock(time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC))
	dbtest.EachWith(t, db.Options{Rehearse: true, Now: clock.Now}, func(t *testing.T, d *db.DB) {
		loaded(t, d, balikpapan)
		before := clock.Now()
		clock.MoveOn(time.Hour)
		newer := changed(t, "0,1000000000,0,2000000000", "0,1000000000,0,3000000000", "1000000000,5000000000,2000000000", "1000000000,5000000000,3000000000")
		if got := loaded(t, d, newer); got != (size.Counts{Changed: 1, Same: 5}) {
			t.Fatalf("%+v", got)
		}
		three := selling(3*money.Miliar, "2026-11-22")
		if got := rules(t, d, size.Read).Of(size.UMKM, three); got.Class.Code != "mikro" {
			t.Errorf("now: %s", got.Class.Code)
		}
		then := func(tx *db.Tx) (*size.Rules, error) { return size.ReadAt(tx, before) }
		if got := rules(t, d, then).Of(size.UMKM, three); got.Class.Code != "kecil" {
			t.Errorf("as it was known then: %s", got.Class.Code)
		}
		_ = d.Read(t.Context(), func(tx *db.Tx) error {
			gone, err := size.Replaced(tx)
			if err != nil || len(gone) != 1 || gone[0].Replaced.IsZero() || gone[0].Rules[0].Bounds[0].High.At != 2_000_000_000 {
				t.Errorf("replaced: %+v %v", gone, err)
			}
			return nil
		})
		// a law that is withdrawn from the files is replaced by nothing
		without := strings.Split(string(changed(t)["msme_classes.csv"].Data), "\n")
		kept := without[:0:0]
		for _, line := range without {
			if !strings.Contains(line, "2008-07-04") {
				kept = append(kept, line)
			}
		}
		less := changed(t)
		less[size.ClassesFile] = &fstest.MapFile{Data: []byte(strings.Join(kept, "\n"))}
		if got := loaded(t, d, less); got != (size.Counts{Changed: 1, Same: 4, Ended: 1}) {
			t.Errorf("withdrawn: %+v", got)
		}
		if got := rules(t, d, size.Read).Of(size.UMKM, selling(1, "2019-05-01")); got.Known {
			t.Errorf("a class by a law that the files do not hold: %+v", got)
		}
	}, tables(t))
}
