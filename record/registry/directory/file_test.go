package directory_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/record/registry"
	"alun/record/registry/directory"
)

// questions are what two directories must answer alike.
var questions = []directory.Ask{{}, {Text: "warung"}, {Text: "nasi kuning"}, {Text: "bu siti"}, {Areas: []string{kota}}, {Subsectors: []string{"kuliner"}}, {Text: "warung", Areas: []string{damai}},
	{Divisions: []string{"56"}}, {Box: &city}, {Near: &there, Within: 50_000}, {Text: "satu", Explain: true}, {Text: "xqzwvyk"}}

func alike(t *testing.T, a, b *directory.Directory) {
	t.Helper()
	for _, q := range questions {
		q.Limit = 1000
		x, y := findIn(t, a, q), findIn(t, b, q)
		if !reflect.DeepEqual(x, y) {
			t.Errorf("%+v: %d and %d found, or otherwise\n%+v\n%+v", q, x.Total, y.Total, x, y)
		}
	}
}

// some are listed businesses in many places.
func (w *town) some(from, n int) []db.ID {
	w.Helper()
	var rows []registry.Values
	for i := range n {
		rows = append(rows, registry.Values{registry.Name: fmt.Sprintf("Warung %c%c satu", 'A'+(from+i)%26, 'a'+(from+i)/26%26), registry.Subsectors: []string{"", "kuliner", "kriya"}[i%3],
			registry.Kelurahan: []string{klandasan, damai, baruIlir}[i%3], registry.Point: fmt.Sprintf("-1.24%04d 116.83%04d gps", i, i), registry.AboutID: "Nasi kuning enak."})
	}
	return w.listed(rows...)
}

func TestTheFileIsReadAndFollowedOn(t *testing.T) {
	eachTown(t, func(w *town) {
		path := filepath.Join(w.TempDir(), "x.directory")
		ids := w.some(0, 60)
		first := w.directory(path)
		w.dir = first
		w.caught()
		first.End()
		if first.State().Saved.IsZero() {
			w.Error("not saved")
		}
		w.some(60, 10)
		w.published(registry.Values{registry.Name: "Warung Bu Siti"})
		w.caught()

		second := w.directory(path)
		w.dir = second
		w.caught()
		if first.Built() != 1 || second.Built() != 0 {
			w.Errorf("built %d and %d times", first.Built(), second.Built())
		}
		alike(w.T, first, second)
		w.finds("what came later", directory.Ask{Text: "bu siti"}, idsOf(w.find(directory.Ask{Text: "siti"}))...)
		second.End()
		left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
		if err != nil || len(left) != 1 {
			w.Errorf("files left: %v %v", left, err)
		}
		if len(ids) != 60 {
			w.Error(ids)
		}
	})
}

// TestABadFileIsBuiltAnew: whatever is wrong with it, it is not believed, and the
// answers are those of the register.
func TestABadFileIsBuiltAnew(t *testing.T) {
	w := aTown(t, dbtest.SQLite(t))
	w.some(0, 40)
	folder := w.TempDir()
	good := filepath.Join(folder, "good")
	w.dir = w.directory(good)
	w.caught()
	w.dir.End()
	raw, err := os.ReadFile(good)
	if err != nil {
		w.Fatal(err)
	}
	spoil := func(change func(raw []byte) []byte) string {
		path := filepath.Join(w.TempDir(), "bad")
		if err := os.WriteFile(path, change(append([]byte(nil), raw...)), 0o600); err != nil {
			w.Fatal(err)
		}
		return path
	}
	for what, path := range map[string]string{
		"damaged":    spoil(func(b []byte) []byte { b[len(b)/2] ^= 1; return b }),
		"cut":        spoil(func(b []byte) []byte { return b[:len(b)/2] }),
		"empty":      spoil(func(b []byte) []byte { return nil }),
		"foreign":    spoil(func(b []byte) []byte { return []byte("SQLite format 3\x00 and so on, and on, and on") }),
		"a folder":   w.TempDir(),
		"of no life": spoil(func(b []byte) []byte { b[12+4+8] ^= 1; return b }),
	} {
		bad := w.directory(path)
		if err := bad.Caught(w.Context()); err != nil || bad.Built() != 1 {
			w.Errorf("%s: built %d times, %v", what, bad.Built(), err)
		}
		alike(w.T, w.dir, bad)
		bad.End() // a folder cannot be written over: it is said in the log
	}
	again := w.directory(good)
	if err := again.Caught(w.Context()); err != nil || again.Built() != 0 {
		w.Errorf("the good one: built %d times, %v: the proof proves nothing", again.Built(), err)
	}
}

// TestAFileOfAnotherStateIsBuiltAnew: of another life, another lore, a later state of
// the diary, or with rows that came or went without a word.
func TestAFileOfAnotherStateIsBuiltAnew(t *testing.T) {
	for what, change := range map[string]func(w *town){
		"another life": func(w *town) {
			w.must(func(tx *db.Tx) error { return db.SetFact(tx, "incarnation", "anew") })
		},
		"another name of an area": func(w *town) {
			w.must(func(tx *db.Tx) error {
				_, err := tx.Exec(`update place_area set name = 'Damai Baru' where code = $1`, damai)
				return err
			})
		},
		"a later state": func(w *town) {
			w.must(func(tx *db.Tx) error { return backInTime(tx) })
		},
		"rows that went": func(w *town) {
			w.must(func(tx *db.Tx) error {
				_, err := tx.Exec(`update registry_business set state = 'closed', version = version + 1 where name like '%Aa%'`)
				return err
			})
		},
		"another day, before": func(w *town) { w.clock.MoveOn(-48 * time.Hour) },
	} {
		w := aTown(t, dbtest.SQLite(t))
		w.some(0, 40)
		path := filepath.Join(w.TempDir(), "x")
		w.dir = w.directory(path)
		w.caught()
		w.dir.End()
		change(w)
		other := w.directory(path)
		if err := other.Caught(w.Context()); err != nil || other.Built() != 1 {
			w.Errorf("%s: built %d times, %v", what, other.Built(), err)
		}
		fresh := w.directory("")
		if err := fresh.Caught(w.Context()); err != nil {
			w.Fatal(err)
		}
		alike(w.T, fresh, other)
	}
}

// backInTime takes the last seals away, as a copy of an older file would.
func backInTime(tx *db.Tx) error {
	for _, statement := range []string{`drop trigger if exists diary_seal_stays`, `drop trigger if exists diary_seal_is_for_ever`} {
		if _, err := tx.Exec(statement); err != nil {
			return err
		}
	}
	triggers, err := db.All(tx, (*db.Row).Text, `select name from sqlite_master where type = 'trigger' and tbl_name = 'diary_seal'`)
	for _, name := range triggers {
		if err == nil {
			_, err = tx.Exec(`drop trigger ` + name)
		}
	}
	if err == nil {
		_, err = tx.Exec(`delete from diary_seal where seq > (select max(seq) - 3 from diary_seal)`)
	}
	return err
}

// TestARunningDirectoryNotices another life, rows that went, and a day on which a
// permit ended.
func TestARunningDirectoryNotices(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.some(0, 30)
		permit := registry.Permit{Business: ids[0], Kind: "halal", Number: "ID1", Until: date.DayOf(w.clock.Now())}
		w.must(func(tx *db.Tx) error {
			_, err := w.book.AddPermit(tx, w.officer.Session, permit)
			return err
		})
		w.caught()
		held := directory.Ask{Holds: []string{"halal"}}
		w.finds("on its last day", held, ids[0])
		w.clock.MoveOn(24 * time.Hour)
		if err := w.dir.Look(context.Background()); err != nil {
			w.Error(err)
		}
		w.finds("on the next one", held)

		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_business set state = 'closed', version = version + 1 where id = $1`, ids[3])
			return err
		})
		w.caught()
		if n := w.dir.State().Documents; n != 30 {
			w.Errorf("%d documents: somebody told", n)
		}
		if err := w.dir.Count(context.Background()); err != nil {
			w.Error(err)
		}
		if n := w.dir.State().Documents; n != 29 {
			w.Errorf("%d documents", n)
		}
		built := w.dir.Built()
		w.must(func(tx *db.Tx) error { return db.SetFact(tx, "incarnation", "anew") })
		w.caught()
		if w.dir.Built() != built+1 || w.dir.State().At.Incarnation != "anew" {
			w.Errorf("%+v", w.dir.State())
		}
	})
}
