package product

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// hasRoom names the promise of the table when an error breaks it; SQLite tells it in the
// text of the error alone.
func hasRoom(err error) bool {
	name, is := db.Checked(err)
	return is && name == "registry_photo_has_room" || !is && strings.Contains(fmt.Sprint(err), "registry_photo_has_room")
}

// Many who send the last photo at once: one is kept, and the others read why not. Without
// the question that is asked before, the table itself refuses them.
func TestTheLastPlaceForAPhotoIsTakenOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		defer func() { omitted = "" }()
		for _, guard := range []string{"", "photos"} {
			id := w.published()
			p := w.add(w.owner, id, kuning())
			for of, most := range map[db.ID]int{0: MostOfBusiness, p: MostOfProduct} {
				for n := range most - 1 {
					w.photo(id, of, n)
				}
				omitted = guard
				kept := 0
				var lock sync.Mutex
				var all sync.WaitGroup
				for n := range 4 {
					all.Go(func() {
						_, err := w.adds(w.owner, id, of, 20+n, "")
						lock.Lock()
						defer lock.Unlock()
						switch {
						case err == nil:
							kept++
						case guard == "" && !fault.Is(err, fault.Conflict), guard != "" && !hasRoom(err):
							t.Errorf("without %q: %v", guard, err)
						}
					})
				}
				all.Wait()
				omitted = ""
				if got := w.standingOf(id, of); kept != 1 || got != most {
					t.Errorf("without %q: %d of the last are kept, %d photos stand, want %d", guard, kept, got, most)
				}
			}
		}
	})
}

// What was taken off does not count, and comes back only where there is room: also by the
// table alone.
func TestAPhotoComesBackOnlyWhereThereIsRoom(t *testing.T) {
	eachTown(t, func(w *town) {
		defer func() { omitted = "" }()
		id := w.published()
		p := w.add(w.owner, id, kuning())
		for of, most := range map[db.ID]int{0: MostOfBusiness, p: MostOfProduct} {
			off := w.off(w.photo(id, of, 9))
			for n := range most {
				w.photo(id, of, n)
			}
			if err := w.putBack(w.owner, off); !fault.Is(err, fault.Conflict) {
				t.Errorf("it comes back beside %d: %v", most, err)
			}
			omitted = "photos"
			if err := w.putBack(w.owner, off); !hasRoom(err) {
				t.Errorf("the table lets it back beside %d: %v", most, err)
			}
			omitted = ""
			if w.standing(off) != "off" {
				t.Error("a refusal moved it")
			}
		}
		p = w.add(w.owner, id, kuning())
		for n := range MostOfProduct {
			w.photo(id, p, n)
		}
		w.must(func(tx *db.Tx) error { return w.desk.Remove(tx, w.owner.Session, p, w.version(tx, p)) })
		if err := w.takeBack(w.owner, id, w.history(id)[0].ID); err != nil {
			t.Fatal(err)
		}
		if got := w.standingOf(id, p); got != MostOfProduct {
			t.Errorf("a product comes back with %d photos", got)
		}
	})
}

// Merging moves no photo: two full businesses become one that shows twelve, and part again.
func TestMergingKeepsAllPhotos(t *testing.T) {
	eachTown(t, func(w *town) {
		id, into := w.published(), w.published()
		for n := range MostOfBusiness {
			w.photo(id, 0, n)
			w.photo(into, 0, 10+n)
		}
		w.must(func(tx *db.Tx) error { return w.book.Merge(tx, w.officer.Session, registry.Step{Business: id}, into) })
		if got := len(w.photosOf(into)); got != 2*MostOfBusiness {
			t.Errorf("%d photos stand together", got)
		}
		if err := w.write(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_photo set business = $1 where business = $2`, into, id)
			return err
		}); !strings.Contains(fmt.Sprint(err), "registry_photo_stays") {
			t.Errorf("a photo moves to another business: %v", err)
		}
		w.must(func(tx *db.Tx) error { return w.book.Unmerge(tx, w.officer.Session, registry.Step{Business: id}) })
		if a, b := w.standingOf(id, 0), w.standingOf(into, 0); a != MostOfBusiness || b != MostOfBusiness {
			t.Errorf("parted, they have %d and %d", a, b)
		}
	})
}

// standingOf counts the photos of a business itself, or of one of its products.
func (w *town) standingOf(business, product db.ID) (n int) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_photo where business = $1 and coalesce(product, 0) = $2`, business, product)
		return err
	})
	return n
}
