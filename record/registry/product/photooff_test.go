package product

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// off takes a photo off.
func (w *town) off(x Photo) Photo {
	w.Helper()
	w.must(func(tx *db.Tx) error { return w.desk.TakeOff(tx, w.owner.Session, x.ID) })
	return x
}

func (w *town) putBack(who account.Who, x Photo) error {
	return w.write(func(tx *db.Tx) error { return w.desk.PutBack(tx, who.Session, x.ID) })
}

// ages lets a photo be off for so much longer, and its product be removed as long: a
// session would not outlive that.
func (w *town) ages(x Photo, by time.Duration) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		if _, err := tx.Exec(`update registry_product set removed_at = removed_at - $2 where id = $1`, x.Product, by.Microseconds()); err != nil {
			return err
		}
		return tx.ExecOr(noPhoto(), `update registry_photo_off set off_at = off_at - $2 where id = $1`, x.ID, by.Microseconds())
	})
}

// standing says in which table a photo is: "on", "off", "on off" or "".
func (w *town) standing(x Photo) string {
	w.Helper()
	var out []string
	w.read(func(tx *db.Tx) error {
		out = nil
		for name, query := range map[string]string{"on": `select id from registry_photo where id = $1`, "off": `select id from registry_photo_off where id = $1`} {
			_, found, err := db.One(tx, (*db.Row).ID, query, x.ID)
			if err != nil {
				return err
			}
			if found {
				out = append(out, name)
			}
		}
		return nil
	})
	return strings.Join(out, " ")
}

// sound fails unless a photo counts its files once where it is in a table, not at all
// where it is in none, and the files are in the store.
func (w *town) sound(x Photo) {
	w.Helper()
	at, want := w.standing(x), 0
	if at != "" {
		want = 3
	}
	if n := w.uses(x); at == "on off" || n != want {
		w.Errorf("a photo is %q, and its files are used %d times", at, n)
	}
	_, err := blob.Verify(w.Context(), w.d, w.keeper.Store, func(f blob.Finding) error {
		if f.What == blob.Unknown {
			return nil
		}
		return fmt.Errorf("%s is %s", f.Hash, f.What)
	})
	if err != nil {
		w.Error(err)
	}
}

func (w *town) offs(who account.Who, business db.ID) (all []Off) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = w.desk.Offs(tx, who.Session, business); return err })
	return all
}

func (w *town) letGo() (n int) {
	w.Helper()
	n, err := LetGo(w.Context(), w.d)
	if err != nil {
		w.Fatal(err)
	}
	return n
}

// A photo that is taken off is seen by its people alone, comes back to the place that it
// had, once, and is gone for good after its time or when they say so.
func TestAPhotoIsGivenBack(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published()
		first, second := w.photo(id, 0, 1), w.photo(id, 0, 2)
		w.off(first)
		if w.isPublic(first) || !w.isPublic(second) || w.standing(first) != "off" {
			t.Error("it is shown still")
		}
		if all := w.offs(w.helper, id); len(all) != 1 || all[0].ID != first.ID || all[0].Alt != "Nasi kuning di piring" || all[0].Small != first.Small || all[0].Until().Sub(all[0].At) != OffFor {
			t.Errorf("what can be given back: %+v", all)
		}
		w.read(func(tx *db.Tx) error {
			x, err := w.desk.EvenOff(tx, w.officer.Session, first.ID)
			if x.Large != first.Large {
				t.Errorf("an officer finds %+v", x)
			}
			return err
		})
		w.ages(first, OffFor-time.Minute)
		if n := w.letGo(); n != 0 {
			t.Errorf("%d photos went too early", n)
		}
		for range 2 { // the second one finds it there
			if err := w.putBack(w.helper, first); err != nil {
				t.Fatal(err)
			}
		}
		if all := w.photosOf(id); len(all) != 2 || all[0].ID != first.ID || all[0].Alt != first.Alt || !w.isPublic(first) || len(w.offs(w.owner, id)) != 0 {
			t.Errorf("given back: %+v", all)
		}
		w.sound(first)
		w.ages(w.off(first), OffFor)
		if len(w.offs(w.owner, id)) != 0 {
			t.Error("what nobody can give back is listed")
		}
		if n, again := w.letGo(), w.letGo(); n != 1 || again != 0 || w.uses(first) != 0 {
			t.Errorf("let go %d and %d, its files are used %d times", n, again, w.uses(first))
		}
		w.off(second)
		w.must(func(tx *db.Tx) error { return w.desk.ErasePhoto(tx, w.owner.Session, second.ID) })
		w.sound(second)
		for _, err := range []error{w.putBack(w.owner, first), w.putBack(w.owner, second), w.write(func(tx *db.Tx) error { return w.desk.ErasePhoto(tx, w.owner.Session, second.ID) })} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("what is gone for good: %v", err)
			}
		}
		for fact, want := range map[string]int{"registry.photo_removed": 3, "registry.photo_returned": 1, "registry.photo_erased": 1} {
			if got := w.facts(fact); got != want {
				t.Errorf("%d times %s, want %d", got, fact, want)
			}
		}
	})
}

func (w *town) photosOf(business db.ID) (all []Photo) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = w.desk.Photos(tx, w.owner.Session, business); return err })
	return all
}

// Its files wait as long as it does, and go a day after it.
func TestFilesWaitForAPhotoThatIsOff(t *testing.T) {
	eachTown(t, func(w *town) {
		x := w.off(w.photo(w.published(), 0, 1))
		sweep := func(want int) {
			t.Helper()
			if n, err := w.keeper.Sweep(t.Context()); err != nil || n != want {
				t.Errorf("swept %d, want %d: %v", n, want, err)
			}
		}
		w.clock.MoveOn(OffFor + blob.Unused)
		sweep(0)
		w.letGo()
		sweep(0)
		w.clock.MoveOn(2 * blob.Unused)
		sweep(2) // two of its sizes are one picture
		if w.standing(x) != "" {
			t.Error("it is there still")
		}
	})
}

// Where there is no room it waits, with a sentence.
func TestAPhotoComesBackWhereThereIsRoom(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published()
		p := w.add(w.owner, id, kuning())
		for _, x := range []struct {
			product db.ID
			most    int
		}{{0, MostOfBusiness}, {p, MostOfProduct}} {
			other := x.most * 10 // its own pictures, so that files are counted apart
			off := w.off(w.photo(id, x.product, other))
			var last Photo
			for n := range x.most {
				last = w.photo(id, x.product, other+1+n)
			}
			if f := fault.Of(w.putBack(w.owner, off)); f == nil || f.Kind != fault.Conflict || f.Key != "product.photo_back_many" {
				t.Errorf("one too many comes back: %v", f)
			}
			w.off(last)
			if err := w.putBack(w.owner, off); err != nil {
				t.Error(err)
			}
			w.sound(off)
		}
	})
}

// Who puts photos on and takes them off in turn keeps the newest of them, and their files alone.
func TestOldPhotosThatAreOffMakeRoom(t *testing.T) {
	eachTown(t, func(w *town) {
		id, other := w.published(), w.published()
		stays := w.off(w.photo(other, 0, 1))
		var all []Photo
		for n := range MostOff + 2 {
			all = append(all, w.off(w.photo(id, 0, 2+n)))
			w.clock.MoveOn(time.Minute)
		}
		for n, x := range all {
			if want := map[bool]string{true: "", false: "off"}[n < 2]; w.standing(x) != want {
				t.Errorf("photo %d of %d stands %q", n+1, len(all), w.standing(x))
			}
			if n < 3 || n == len(all)-1 {
				w.sound(x)
			}
		}
		if w.standing(stays) != "off" {
			t.Error("a photo of another business went")
		}
	})
}

// With a product that is removed and stands again, those photos come that went with it; one
// that was taken off before waits for its product, and for who wants it.
func TestPhotosComeBackWithTheirProduct(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published()
		p := w.add(w.owner, id, kuning())
		before, with := w.off(w.photo(id, p, 1)), w.photo(id, p, 2)
		w.must(func(tx *db.Tx) error { return w.desk.Remove(tx, w.owner.Session, p, 1) })
		if all := w.offs(w.owner, id); len(all) != 2 || !all[0].Parted || all[0].ID != with.ID || all[0].Of != "Nasi kuning" {
			t.Errorf("removed: %+v", all)
		}
		if f := fault.Of(w.putBack(w.owner, before)); f == nil || f.Key != "product.photo_parted" {
			t.Errorf("a photo of what is removed: %v", f)
		}
		if err := w.takeBack(w.owner, id, w.history(id)[0].ID); err != nil {
			t.Fatal(err)
		}
		if got := w.one(p); len(got.Photos) != 1 || got.Photos[0].ID != with.ID || !w.isPublic(with) {
			t.Errorf("stands again with %+v", got.Photos)
		}
		if err := w.putBack(w.owner, before); err != nil || len(w.one(p).Photos) != 2 || w.one(p).Photos[0].ID != before.ID {
			t.Errorf("%v: %+v", err, w.one(p).Photos)
		}
		w.sound(before)
		w.sound(with)
		w.must(func(tx *db.Tx) error { return w.desk.Remove(tx, w.owner.Session, p, w.version(tx, p)) })
		w.ages(with, OffFor)
		if err := w.takeBack(w.owner, id, w.history(id)[0].ID); err != nil || len(w.one(p).Photos) != 0 {
			t.Errorf("after their time: %v, %+v", err, w.one(p).Photos)
		}
	})
}

// What came by a merger and was taken off is the survivor's to give back, until they are
// parted; then it is with its own people.
func TestAPhotoThatIsOffFollowsItsBusiness(t *testing.T) {
	eachTown(t, func(w *town) {
		id, into := w.published(), w.published()
		one, two := w.off(w.photo(id, 0, 1)), w.photo(id, 0, 2)
		w.must(func(tx *db.Tx) error { return w.book.Merge(tx, w.officer.Session, registry.Step{Business: id}, into) })
		w.off(two)
		if all := w.offs(w.owner, into); len(all) != 2 || !all[0].On(into) && all[0].Business != id {
			t.Errorf("merged: %+v", all)
		}
		if err := w.putBack(w.owner, one); err != nil || !w.isPublic(one) || one.Business != id {
			t.Errorf("%v", err)
		}
		w.must(func(tx *db.Tx) error { return w.book.Unmerge(tx, w.officer.Session, registry.Step{Business: id}) })
		if all := w.offs(w.owner, into); len(all) != 0 {
			t.Errorf("parted, the other one still has %+v", all)
		}
		if err := w.putBack(w.owner, two); err != nil || len(w.photosOf(id)) != 2 {
			t.Errorf("parted: %v, %+v", err, w.photosOf(id))
		}
		w.sound(one)
		w.sound(two)
	})
}

// Several who decide of one photo at once, and the work that lets it go: it ends on, off or
// gone, never two of them, and no file that it needs is lost.
func TestManyDecideOfAPhotoAtOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published()
		for round := range 6 {
			x := w.off(w.photo(id, 0, round))
			late := round%2 == 1
			if late {
				w.ages(x, OffFor)
			}
			acts := []func() error{
				func() error { return w.putBack(w.owner, x) }, func() error { return w.putBack(w.helper, x) }, func() error { return w.putBack(w.officer, x) },
				func() error { _, err := LetGo(w.Context(), w.d); return err }, func() error { _, err := LetGo(w.Context(), w.d); return err },
			}
			if round > 3 {
				acts = append(acts, func() error {
					return w.write(func(tx *db.Tx) error { return w.desk.ErasePhoto(tx, w.owner.Session, x.ID) })
				})
			}
			var all sync.WaitGroup
			for _, act := range acts {
				all.Go(func() {
					if err := act(); err != nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Conflict) {
						t.Error(err)
					}
				})
			}
			all.Wait()
			w.sound(x)
			if at := w.standing(x); late && at != "" || !late && round < 4 && at != "on" {
				t.Errorf("round %d: it is %q", round, at)
			}
			if w.standing(x) == "on" {
				w.off(x)
				w.must(func(tx *db.Tx) error { return w.desk.ErasePhoto(tx, w.owner.Session, x.ID) })
			}
		}
	})
}

// brokenOff are the promises of the table of photos that are off, each with a statement
// that breaks it. SQLite names no foreign key that is broken.
var brokenOff = map[string]string{
	"registry_photo_off_has_a_size":      `update registry_photo_off set width = 0`,
	"registry_photo_off_names_its_files": `update registry_photo_off set small = 'x'`,
	"registry_photo_off_names_who":       `update registry_photo_off set off_by = ''`,
	"registry_photo_off_large_is_there":  `update registry_photo_off set large = '` + nobodys + `'`,
	"registry_photo_off_medium_is_there": `update registry_photo_off set medium = '` + nobodys + `'`,
	"registry_photo_off_small_is_there":  `update registry_photo_off set small = '` + nobodys + `'`,
	"registry_photo_is_not_off": `insert into registry_photo (id, business, product, position, alt, large, medium, small, width, height, added_at, added_by)
		select id, business, product, position, alt, large, medium, small, width, height, added_at, added_by from registry_photo_off`,
	"registry_photo_off_is_not_on": `insert into registry_photo_off (id, business, product, position, alt, large, medium, small, width, height, added_at, added_by, off_at, off_by)
		select id, business, product, position, alt, large, medium, small, width, height, added_at, added_by, 1, 'x' from registry_photo`,
	"a file that it names": `delete from blob_file where hash in (select large from registry_photo_off)`,
}

func TestThePromisesOfWhatIsOffHold(t *testing.T) {
	text, err := registry.Files.ReadFile("migrations/20261202-10-registry.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`constraint (registry_\w+) |raise\(abort, '(\w+)'\)`).FindAllStringSubmatch(string(text), -1) {
		if brokenOff[m[1]+m[2]] == "" {
			t.Errorf("no statement breaks %s", m[1]+m[2])
		}
	}
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			w := aTown(t, at(t), db.Options{})
			id := w.published()
			w.photo(id, 0, 1)
			w.off(w.photo(id, 0, 2))
			undo := errors.New("undo")
			for name, statement := range brokenOff {
				err := w.write(func(tx *db.Tx) error {
					if _, err := tx.Exec(statement); err != nil {
						return err
					}
					return undo
				})
				check, is := db.Checked(err)
				if is && check != name || !is && !strings.Contains(fmt.Sprint(err), name) && !strings.Contains(strings.ToLower(fmt.Sprint(err)), "foreign key") {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
}
