package product

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// A product's life: added, changed, hidden, put first, removed and brought back; each is
// in the history and in the diary.
func TestAProductsLife(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published()
		first := w.add(w.owner, id, kuning())
		second := w.add(w.helper, id, Typed{Name: "Soto banjar", Price: "mulai 20 ribu", Stock: Pesan, Days: "2 hari", Shown: true})
		if p := w.one(first); p.Price != (Price{Fixed, 15000, 0}) || p.Unit != "bungkus" || p.Version != 1 || !p.Shown {
			t.Errorf("%+v", p)
		}
		if p := w.one(second); p.Days != 2 || p.Price.Kind != From {
			t.Errorf("%+v", p)
		}
		in := kuning()
		in.Price, in.Unit = "15.000-20.000", "/bks"
		w.must(func(tx *db.Tx) error {
			return w.desk.Change(tx, w.officer.Session, Changing{Product: first, Version: 1, Set: in})
		})
		w.must(func(tx *db.Tx) error { // the same again is nothing, whatever version it was seen at
			return w.desk.Change(tx, w.owner.Session, Changing{Product: first, Version: 1, Set: withUnit(in)})
		})
		w.must(func(tx *db.Tx) error { return w.desk.Order(tx, w.owner.Session, second, true) })
		w.must(func(tx *db.Tx) error { return w.desk.Order(tx, w.owner.Session, second, true) })
		w.must(func(tx *db.Tx) error { return w.desk.Show(tx, w.owner.Session, first, false) })
		var names []string
		w.read(func(tx *db.Tx) error {
			all, err := w.desk.List(tx, w.officer.Session, id)
			for _, p := range all {
				names = append(names, fmt.Sprint(p.Name, p.Shown))
			}
			return err
		})
		if got := strings.Join(names, " "); got != "Soto banjartrue Nasi kuningfalse" {
			t.Errorf("they stand as %s", got)
		}
		w.must(func(tx *db.Tx) error { return w.desk.Remove(tx, w.owner.Session, first, w.version(tx, first)) })
		w.must(func(tx *db.Tx) error { return w.desk.Remove(tx, w.owner.Session, first, 1) }) // again
		all := w.history(id)
		if all[0].Kind != "removed" || all[0].Name() != "Nasi kuning" || all[len(all)-1].Kind != "added" || len(all) != 5 {
			t.Errorf("the history is %+v", all)
		}
		if err := w.takeBack(w.helper, id, all[0].ID); !fault.Is(err, fault.Denied) {
			t.Errorf("a helper takes back: %v", err)
		}
		if err := w.takeBack(w.owner, id, all[0].ID); err != nil {
			t.Fatal(err)
		}
		if p := w.one(first); !p.Removed.IsZero() || p.Price.Kind != Range || p.Shown {
			t.Errorf("brought back it is %+v", p)
		}
		if err := w.takeBack(w.owner, id, all[1].ID); !fault.Is(err, fault.Conflict) {
			t.Errorf("an older change is taken back over a newer one: %v", err)
		}
		for fact, want := range map[string]int{"registry.product_added": 2, "registry.product_changed": 4, "registry.product_removed": 1} {
			if got := w.facts(fact); got != want {
				t.Errorf("%d times %s, want %d", got, fact, want)
			}
		}
	})
}

func withUnit(in Typed) Typed { in.Unit = "bungkus"; in.Price = "Rp15.000–20rb"; return in }

func (w *town) version(tx *db.Tx, id db.ID) int64 {
	p, err := find(tx, id)
	if err != nil {
		w.Error(err)
	}
	return p.Version
}

func (w *town) history(business db.ID) (all []Change) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) {
		all, err = w.desk.History(tx, w.owner.Session, business, 0, 50)
		return err
	})
	return all
}

func (w *town) takeBack(who account.Who, business, change db.ID) error {
	return w.write(func(tx *db.Tx) error { return w.desk.TakeBack(tx, who.Session, business, change) })
}

// Everything that changes is refused to who has no right, and of what is closed.
func TestWhoMaySell(t *testing.T) {
	eachTown(t, func(w *town) {
		id, hidden := w.published(), w.draft()
		p, h := w.add(w.owner, id, kuning()), w.add(w.owner, hidden, kuning())
		x, off := w.photo(id, p, 1), w.off(w.photo(id, 0, 2))
		for name, act := range map[string]func(tx *db.Tx, session string, business, product db.ID) error{
			"add": func(tx *db.Tx, s string, b, _ db.ID) error { _, err := w.desk.Add(tx, s, b, kuning()); return err },
			"change": func(tx *db.Tx, s string, _, p db.ID) error {
				return w.desk.Change(tx, s, Changing{p, 1, Typed{Name: "Lain"}})
			},
			"show":   func(tx *db.Tx, s string, _, p db.ID) error { return w.desk.Show(tx, s, p, false) },
			"order":  func(tx *db.Tx, s string, _, p db.ID) error { return w.desk.Order(tx, s, p, true) },
			"remove": func(tx *db.Tx, s string, _, p db.ID) error { return w.desk.Remove(tx, s, p, 1) },
			"list":   func(tx *db.Tx, s string, b, _ db.ID) error { _, err := w.desk.List(tx, s, b); return err },
			"photos": func(tx *db.Tx, s string, b, _ db.ID) error { _, err := w.desk.Photos(tx, s, b); return err },
			"room":   func(tx *db.Tx, s string, b, p db.ID) error { return w.desk.CanAdd(tx, s, b, p) },
			"alt":    func(tx *db.Tx, s string, _, _ db.ID) error { return w.desk.Describe(tx, s, x.ID, "lain") },
			"first":  func(tx *db.Tx, s string, _, _ db.ID) error { return w.desk.First(tx, s, x.ID) },
			"off":    func(tx *db.Tx, s string, _, _ db.ID) error { return w.desk.TakeOff(tx, s, x.ID) },
			"back":   func(tx *db.Tx, s string, _, _ db.ID) error { return w.desk.PutBack(tx, s, off.ID) },
			"erase":  func(tx *db.Tx, s string, _, _ db.ID) error { return w.desk.ErasePhoto(tx, s, off.ID) },
			"offs":   func(tx *db.Tx, s string, b, _ db.ID) error { _, err := w.desk.Offs(tx, s, b); return err },
			"even":   func(tx *db.Tx, s string, _, _ db.ID) error { _, err := w.desk.EvenOff(tx, s, off.ID); return err },
			"clear":  func(tx *db.Tx, s string, _, p db.ID) error { return w.desk.Clear(tx, s, p, 1) },
			"tale":   func(tx *db.Tx, s string, b, _ db.ID) error { _, err := w.desk.History(tx, s, b, 0, 5); return err },
		} {
			for _, who := range []account.Who{w.other, w.far, {}} {
				for _, on := range [][2]db.ID{{id, p}, {hidden, h}} {
					err := w.write(func(tx *db.Tx) error { return act(tx, who.Session, on[0], on[1]) })
					if f := fault.Of(err); f == nil || f.Kind != fault.Denied && f.Kind != fault.NotFound && f.Kind != fault.Stranger {
						t.Errorf("%s by %s: %v", name, who.Actor(), err)
					}
				}
			}
		}
		w.must(func(tx *db.Tx) error {
			return w.book.Close(tx, w.owner.Session, registry.Step{Business: id, Reason: "tutup"})
		})
		err := w.write(func(tx *db.Tx) error { _, err := w.desk.Add(tx, w.owner.Session, id, kuning()); return err })
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("a closed business gets a product: %v", err)
		}
		if got := w.one(p); got.Version != 1 || len(got.Photos) != 1 {
			t.Errorf("somebody without a right changed it: %+v", got)
		}
	})
}

// Two who change one product at once: one is kept, the other is told.
func TestTwoChangeAtOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published()
		p := w.add(w.owner, id, kuning())
		var kept, told int
		var mu sync.Mutex
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				in := kuning()
				in.Name = fmt.Sprint("Nasi kuning ", i)
				err := w.write(func(tx *db.Tx) error {
					return w.desk.Change(tx, w.owner.Session, Changing{Product: p, Version: 1, Set: in})
				})
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					kept++
				case fault.Is(err, fault.Conflict):
					told++
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if kept != 1 || told != 7 || w.one(p).Version != 2 {
			t.Errorf("%d kept, %d told, version %d", kept, told, w.one(p).Version)
		}
	})
}

// guards are what keeps a promise, each with a proof that it does.
var guards = map[string]func(w *town) error{
	"right": func(w *town) error {
		id := w.published()
		err := w.write(func(tx *db.Tx) error { _, err := w.desk.Add(tx, w.other.Session, id, kuning()); return err })
		if !fault.Is(err, fault.Denied) {
			return fmt.Errorf("somebody else sells: %w", orNil(err))
		}
		return nil
	},
	"version": func(w *town) error {
		id := w.published()
		p := w.add(w.owner, id, kuning())
		w.must(func(tx *db.Tx) error { return w.desk.Show(tx, w.owner.Session, p, false) })
		in := kuning()
		in.Name = "Lain"
		err := w.write(func(tx *db.Tx) error {
			return w.desk.Change(tx, w.owner.Session, Changing{Product: p, Version: 1, Set: in})
		})
		if !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("an older look is written over: %w", orNil(err))
		}
		return nil
	},
	"photos": func(w *town) error {
		id := w.published()
		for n := range MostOfBusiness {
			w.photo(id, 0, n)
		}
		if _, err := w.adds(w.owner, id, 0, 99, ""); !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("a seventh photo: %w", orNil(err))
		}
		return nil
	},
	"state": func(w *town) error { return w.closedToAll(w.draft()) },
	"shown": func(w *town) error {
		id := w.published()
		p := w.add(w.owner, id, kuning())
		x := w.photo(id, p, 3)
		if !w.isPublic(x) {
			return nil // another proof tells this
		}
		w.must(func(tx *db.Tx) error { return w.desk.Show(tx, w.owner.Session, p, false) })
		if w.isPublic(x) {
			return errors.New("the photo of a hidden product is public")
		}
		return nil
	},
	"drop": func(w *town) error {
		id := w.published()
		x := w.photo(id, 0, 1)
		w.must(func(tx *db.Tx) error { return w.desk.TakeOff(tx, w.owner.Session, x.ID) })
		w.must(func(tx *db.Tx) error { return w.desk.ErasePhoto(tx, w.owner.Session, x.ID) })
		if n := w.uses(x); n != 0 {
			return fmt.Errorf("a photo that was erased is kept %d times", n)
		}
		return nil
	},
	"over": func(w *town) error {
		x := w.off(w.photo(w.published(), 0, 1))
		w.ages(x, OffFor)
		if err := w.putBack(w.owner, x); !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("a photo comes back after its time: %w", orNil(err))
		}
		return nil
	},
}

func orNil(err error) error {
	if err == nil {
		return errors.New("nothing")
	}
	return err
}

func TestGuards(t *testing.T) {
	for name, proof := range guards {
		t.Run(name, func(t *testing.T) {
			eachTown(t, func(w *town) {
				if err := proof(w); err != nil {
					t.Errorf("with the guard: %v", err)
				}
				omitted = name
				defer func() { omitted = "" }()
				if proof(w) == nil {
					t.Error("without the guard nothing is seen")
				}
			})
		})
	}
}

func (w *town) isPublic(x Photo) (shown bool) {
	w.Helper()
	for i, s := range []Size{x.Large, x.Medium, x.Small} {
		w.read(func(tx *db.Tx) error {
			ok, err := ShowsPhoto(tx, s.Hash)
			if i > 0 && ok != shown {
				w.Error("one size is public and another is not")
			}
			shown = ok
			return err
		})
	}
	return shown
}

func (w *town) closedToAll(id db.ID) error {
	p := w.add(w.owner, id, kuning())
	x, y := w.photo(id, p, 1), w.photo(id, 0, 2)
	if w.isPublic(x) || w.isPublic(y) {
		return errors.New("a photo of what is not published is public")
	}
	return nil
}

// uses counts the rows that refer to the files of a photo.
func (w *town) uses(x Photo) (n int) {
	w.read(func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, `select coalesce(sum(uses), 0) from blob_file where hash in ($1, $2, $3)`, x.Large.Hash, x.Medium.Hash, x.Small.Hash)
		return err
	})
	return n
}

// What is typed wrong is told at its field, all at once; what spams is told to mend, what
// an officer should look at is marked and shown.
func TestWhatIsTypedWrongIsTold(t *testing.T) {
	_, _, err := Read(Typed{Name: "x", About: "slot gacor", Price: "murah", Unit: "!!", Kind: "lain", Stock: "?", Days: "x"})
	f := fault.Of(err)
	if f == nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range f.Fields {
		got = append(got, x.Name)
	}
	slices.Sort(got)
	if strings.Join(got, " ") != "harga jenis nama satuan stok tentang" {
		t.Errorf("told at %v", got)
	}
	if _, _, err := Read(Typed{Name: "Kue", Stock: Pesan, Days: "400"}); fault.Of(err) == nil {
		t.Error("400 days are taken")
	}
	e, marks, err := Read(Typed{Name: "Jasa keuangan", About: "Bantu urus pinjol.", Shown: true})
	if err != nil || !slices.Equal(marks, []string{"pinjaman"}) || !e.Shown || e.Stock != Ada {
		t.Errorf("%+v %v %v", e, marks, err)
	}
}

func TestAnOfficerLooksAtMarks(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published()
		in := kuning()
		in.About = "Bisa untuk bayar pinjol."
		p := w.add(w.owner, id, in)
		w.add(w.owner, id, kuning())
		marked := func(who account.Who, area string) (n int) {
			w.read(func(tx *db.Tx) error {
				all, err := w.desk.Marked(tx, who.Session, area, 0, 10)
				n = len(all)
				if fault.Is(err, fault.Denied) {
					n, err = -1, nil
				}
				return err
			})
			return n
		}
		if got := []int{marked(w.officer, selatan), marked(w.officer, damai), marked(w.far, selatan), marked(w.owner, selatan), marked(w.far, barat)}; !slices.Equal(got, []int{1, 1, -1, -1, 0}) {
			t.Errorf("marked: %v", got)
		}
		w.read(func(tx *db.Tx) error {
			all, err := PublicOf(tx, []db.ID{id})
			if len(all[id]) != 2 || all[id][0].Marks != nil {
				t.Error("a mark hides or shows itself")
			}
			return err
		})
		w.must(func(tx *db.Tx) error {
			_, err := w.book.AddPerson(tx, w.owner.Session, registry.Joining{Business: id, Person: w.second.Person, Role: registry.Helper})
			return err
		})
		err := w.write(func(tx *db.Tx) error { return w.desk.Clear(tx, w.second.Session, p, 1) })
		if f := fault.Of(err); f == nil || f.Key != "registry.not_your_own" || marked(w.officer, selatan) != 1 {
			t.Errorf("clears their own: %v", err)
		}
		w.must(func(tx *db.Tx) error { return w.desk.Clear(tx, w.officer.Session, p, 1) })
		if marked(w.officer, selatan) != 0 {
			t.Error("what was looked at waits still")
		}
	})
}
