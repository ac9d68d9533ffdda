package field_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/field"
)

func (w *town) proof(id db.ID, f registry.Fact) (text string, level registry.Level) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		v, err := w.book.See(tx, w.owner.Session, id)
		text, level = v.Facts[f], v.Proofs[f].Level
		return err
	})
	return text, level
}

// What stands is known as seen, what was wrong is corrected, and sent again it is the
// same check.
func TestACheckConfirmsAndCorrects(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		in := field.Checking{Business: id, Key: aKey, Version: 3, Found: field.Open, Set: registry.Values{registry.Opens: "Setiap hari 06.00-12.00", registry.Name: "Warung Bu Siti"},
			Stood: &field.Stood{At: geo.Point{Lat: -1_231_000, Lng: 116_831_000}, Accuracy: 12}, Here: true, Note: "Pindah meja ke depan.", Made: w.clock.Now().Add(-3 * time.Hour)}
		first, err := w.check(w.officer, in)
		if err != nil || len(first.Clashes) > 0 {
			t.Fatal(first, err)
		}
		again, err := w.check(w.officer, in)
		if err != nil || again.Check != first.Check {
			t.Errorf("again: %+v, %v", again, err)
		}
		for f, want := range map[registry.Fact]string{registry.Name: "Warung Bu Siti", registry.RT: "12", registry.Opens: "1-7 06:00-12:00", registry.Point: "-1.231000 116.831000 gps"} {
			if text, level := w.proof(id, f); text != want || level != registry.Seen {
				t.Errorf("%s is %q, level %v", f, text, level)
			}
		}
		if _, level := w.proof(id, registry.Phone); level != registry.Told {
			t.Error("a number that nobody saw is known as seen")
		}
		w.follow()
		if got := w.signals(id); slices.Index(got, "field_seen") < 0 || slices.Compact(slices.Sorted(slices.Values(got)))[0] == "" {
			t.Errorf("signals %v", got)
		}
		w.read(func(tx *db.Tx) error {
			at, _, err := db.One(tx, (*db.Row).Time, `select at from registry_signal where business = $1 and kind = 'field_seen'`, id)
			if !at.Equal(in.Made.Truncate(time.Microsecond)) {
				t.Errorf("the signal is of %v, the check of %v", at, in.Made)
			}
			all, err2 := w.desk.Checks(tx, w.officer.Session, id, 10)
			if len(all) != 1 || all[0].Note != in.Note || all[0].Accuracy != 12 || all[0].State != "selesai" {
				t.Errorf("%+v", all)
			}
			plain, _, err3 := db.One(tx, (*db.Row).Text, `select sealed from registry_check`)
			if plain == "" || slices.Contains([]string{in.Note, "-1.231000"}, plain) {
				t.Errorf("the note lies open: %s", plain)
			}
			return firstOf(err, err2, err3)
		})
		undo := field.LeaveOut("key")
		_, err = w.check(w.officer, in)
		undo()
		if !db.Unique(err) {
			t.Errorf("without the guard the table itself must refuse: %v", err)
		}
	})
}

func firstOf(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// Who was slower is told both sides; nothing of the check is kept until they chose.
func TestAFactThatChangedMeanwhileIsShown(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		in := field.Checking{Business: id, Key: aKey, Version: 3, Found: field.Open, Set: registry.Values{registry.Name: "Warung Siti"}}
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.owner.Session, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Dapur Bu Siti", registry.RT: "13"}})
			return err
		})
		out, err := w.check(w.officer, in)
		if err != nil || out.Check != 0 || len(out.Clashes) != 2 {
			t.Fatalf("%+v, %v", out, err)
		}
		if c := out.Clashes[0]; c.Fact != registry.Name || c.Yours != "Warung Siti" || c.There != "Dapur Bu Siti" {
			t.Errorf("%+v", c)
		}
		if c := out.Clashes[1]; c.Fact != registry.RT || c.Yours != "12" || c.There != "13" {
			t.Errorf("%+v", c)
		}
		w.follow()
		if slices.Contains(w.signals(id), "field_seen") {
			t.Error("a check that was not kept counts")
		}
		in.Version = out.Version // and the RT of the book is right
		if out, err = w.check(w.officer, in); err != nil || out.Check == 0 {
			t.Fatalf("%+v, %v", out, err)
		}
		if text, level := w.proof(id, registry.RT); text != "13" || level != registry.Seen {
			t.Errorf("RT %s, %v", text, level)
		}
		if text, _ := w.proof(id, registry.Name); text != "Warung Siti" {
			t.Errorf("name %s", text)
		}
	})
}

// A made-up business lets the photos of its checks go with all else of it.
func TestMadeUpBusinessesLetTheirPhotosGo(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		photo := strings.Repeat("ab", 32)
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into blob_file (hash, kind, bytes, width, height, uses, at, coming) values ($1, 'jpeg', 10, 1, 1, 0, $2, 0)`, photo, tx.Now())
			return err
		})
		for i, who := range []account.Who{w.officer, w.second} {
			if _, err := w.check(who, field.Checking{Business: id, Key: aKey, Found: []field.Found{field.Open, field.Closed}[i], Photo: photo}); err != nil {
				t.Fatal(err)
			}
		}
		uses := func() (n int) {
			w.read(func(tx *db.Tx) (err error) {
				n, _, err = db.One(tx, (*db.Row).Int, `select uses from blob_file where hash = $1`, photo)
				return err
			})
			return n
		}
		if uses() != 2 {
			t.Fatalf("%d uses", uses())
		}
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_business set demo = $1, version = version + 1 where id = $2`, true, id)
			return err
		})
		w.must(func(tx *db.Tx) error { _, err := registry.RemoveDemo(tx, 10, field.RemoveDemo); return err })
		if uses() != 0 {
			t.Errorf("%d uses are left", uses())
		}
	})
}

// The photo of a check is a file that is there, and stays while a check names it.
func TestAPhotoOfACheckIsThere(t *testing.T) {
	eachTown(t, func(w *town) {
		id, photo := w.opens(stall()), strings.Repeat("ab", 32)
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into blob_file (hash, kind, bytes, width, height, uses, at, coming) values ($1, 'jpeg', 10, 1, 1, 0, $2, 0)`, photo, tx.Now())
			return err
		})
		if _, err := w.check(w.officer, field.Checking{Business: id, Key: aKey, Found: field.Open, Photo: photo}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.check(w.second, field.Checking{Business: id, Key: aKey, Found: field.Open}); err != nil {
			t.Fatal(err)
		}
		for statement, name := range map[string]string{
			`update registry_check set photo = '` + strings.Repeat("cd", 32) + `' where photo = ''`: "registry_check_photo_is_there",
			`insert into registry_check (id, business, officer, key, found, facts, sealed, photo, made_at, at, state, decided_by) select 1, business, officer, 'lain', found, facts, sealed, '` +
				strings.Repeat("cd", 32) + `', made_at, at, state, decided_by from registry_check where photo = ''`: "registry_check_photo_is_there",
			`delete from blob_file`: "registry_check_photo_stays_there",
		} {
			err := w.write(func(tx *db.Tx) error { _, err := tx.Exec(statement); return err })
			if err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s: %v", name, err)
			}
		}
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(`update registry_check set photo = ''`); return err })
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(`delete from blob_file`); return err })
	})
}

// TestFoundClosedIsShown: by a photo, a point or a sentence. Of a check that was refused
// nothing is kept: under its key it comes again, mended.
func TestFoundClosedIsShown(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		bare := field.Checking{Business: id, Key: aKey, Found: field.Closed, Note: "Tutup.   "}
		if _, err := w.check(w.officer, bare); !fault.Is(err, fault.Invalid) || !told(err, "catatan", "field.closed_unshown") {
			t.Errorf("nothing shows it: %v", err)
		}
		for _, found := range []field.Found{field.Moved, field.Gone, field.Open} {
			if _, err := w.check(w.second, field.Checking{Business: id, Key: aKey + string(found), Found: found}); err != nil {
				t.Errorf("%s: %v", found, err)
			}
		}
		shown := bare
		shown.Stood = &field.Stood{Accuracy: 3000} // however unsure: the officer was there
		mended, err := w.check(w.officer, shown)
		if err != nil || mended.Again {
			t.Errorf("mended under its key: %v", err)
		}
		if again, err := w.check(w.officer, bare); err != nil || !again.Again || again.Check != mended.Check {
			t.Errorf("sent once more as it was: %v", err) // what is kept is kept
		}
		noted := field.Checking{Business: id, Key: aKey + "-2", Found: field.Closed, Note: "Kata tetangga."}
		if _, err := w.check(w.officer, noted); err != nil {
			t.Errorf("with a sentence: %v", err)
		}
		defer field.LeaveOut("shown")()
		if _, err := w.check(w.officer, field.Checking{Business: id, Key: aKey + "-3", Found: field.Closed}); err != nil {
			t.Errorf("the guard is not what refuses it: %v", err)
		}
	})
}

// told reports that a fault says something at a field.
func told(err error, name, key string) bool {
	f := fault.Of(err)
	if f == nil {
		return false
	}
	x, found := f.Field(name)
	return found && x.Key == key
}

// Found closed closes nothing until an officer says so, with the register's reason.
func TestFoundClosedWaits(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		out, err := w.check(w.officer, field.Checking{Business: id, Key: aKey, Found: field.Closed, Note: "Menurut tetangga tutup sejak Juni."})
		if err != nil {
			t.Fatal(err)
		}
		more, err := w.check(w.second, field.Checking{Business: id, Key: aKey, Found: field.Gone})
		if err != nil {
			t.Fatal(err)
		}
		state := func() (s registry.State) {
			w.read(func(tx *db.Tx) error { b, err := registry.ByID(tx, id); s = b.State; return err })
			return s
		}
		if state() != registry.Published {
			t.Fatal("a check closed a business by itself")
		}
		waits := func(who account.Who) (n int) {
			w.read(func(tx *db.Tx) error { all, err := w.desk.Waits(tx, who.Session, 10); n = len(all); return err })
			return n
		}
		if waits(w.officer) != 2 || waits(w.elsewhere) != 0 {
			t.Errorf("%d wait here, %d elsewhere", waits(w.officer), waits(w.elsewhere))
		}
		w.read(func(tx *db.Tx) error {
			all, err := w.desk.Waits(tx, w.officer.Session, 1)
			if b, _ := registry.ByID(tx, id); len(all) != 1 || all[0].ID != out.Check || all[0].Name == "" || all[0].Name != b.Facts[registry.Name] {
				t.Errorf("the oldest with its name is %+v", all)
			}
			return err
		})
		decide := func(who account.Who, in field.Deciding) error {
			return w.write(func(tx *db.Tx) error { return w.desk.Decide(tx, who.Session, in) })
		}
		if err := decide(w.elsewhere, field.Deciding{Check: out.Check}); !fault.Is(err, fault.Denied) {
			t.Errorf("an officer of another kecamatan: %v", err)
		}
		if err := decide(w.officer, field.Deciding{Check: out.Check, Close: true, Reason: "tutup"}); !fault.Is(err, fault.Invalid) || state() != registry.Published {
			t.Errorf("closed without a sentence: %v", err)
		}
		if err := decide(w.officer, field.Deciding{Check: more.Check}); err != nil || waits(w.officer) != 1 || state() != registry.Published {
			t.Errorf("it stays: %v", err)
		}
		if err := decide(w.officer, field.Deciding{Check: out.Check, Close: true, Reason: "tutup", Sentence: "Petugas mendapati usaha sudah tutup."}); err != nil || state() != registry.Closed {
			t.Errorf("closing: %v", err)
		}
		if err := decide(w.officer, field.Deciding{Check: out.Check}); !fault.Is(err, fault.Conflict) {
			t.Errorf("decided twice: %v", err)
		}
	})
}

func TestWhoMayNotCheckIsRefused(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		in := field.Checking{Business: id, Key: aKey, Found: field.Open}
		for name, who := range map[string]account.Who{"elsewhere": w.elsewhere, "planner": w.planner, "inspector": w.inspector, "owner": w.owner} {
			if _, err := w.check(who, in); !fault.Is(err, fault.Denied) {
				t.Errorf("%s: %v", name, err)
			}
		}
		w.must(func(tx *db.Tx) error { // the officer works there
			_, err := w.book.Agree(tx, w.officer.Session, id)
			return err
		})
		if _, err := w.check(w.officer, in); !fault.Is(err, fault.Denied) {
			t.Errorf("their own: %v", err)
		}
		undo := field.LeaveOut("own")
		_, err := w.check(w.officer, in)
		undo()
		if err != nil {
			t.Errorf("a guard that is left out is not seen: %v", err)
		}
		for field1, bad := range map[string]field.Checking{"found": {Found: "lupa"}, "kunci": {Key: "x"}, "nib": {Set: registry.Values{registry.NIB: "1"}}} {
			bad.Business = id
			if bad.Key == "" {
				bad.Key = "periksa-di-perangkat-2"
			}
			if bad.Found == "" {
				bad.Found = field.Open
			}
			_, err := w.check(w.second, bad)
			if _, told := fault.Of(err).Field(field1); !told {
				t.Errorf("%s: %v", field1, err)
			}
		}
	})
}

// Many who send the same check at once make one; two officers make two.
func TestChecksAtOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.opens(stall())
		var all sync.WaitGroup
		for i := range 12 {
			who := w.officer
			if i%2 == 1 {
				who = w.second
			}
			all.Go(func() {
				_, err := w.check(who, field.Checking{Business: id, Key: aKey, Found: field.Open, Set: registry.Values{registry.Name: "Warung Siti"}})
				if err != nil && !fault.Is(err, fault.Busy) && !fault.Is(err, fault.Conflict) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		w.read(func(tx *db.Tx) error {
			n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_check`)
			if n != 2 {
				t.Errorf("%d checks", n)
			}
			return err
		})
	})
}
