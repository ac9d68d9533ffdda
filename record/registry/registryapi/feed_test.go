package registryapi

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/api"
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/lang"
	"alun/ground/seal"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	areas "alun/record/place"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/kbli"
	"alun/record/registry/product"
)

// feed is a register of which programs ask what became of it.
type feed struct {
	*testing.T
	d     *db.DB
	clock *dbtest.Clock
	ring  *keys.Ring
	book  *registry.Book
	from  int64
	most  int // entries of a page
	page  int // businesses of a page; 0: 200
}

func eachFeed(t *testing.T, run func(f *feed)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) {
			f := &feed{T: t, most: mostRead, clock: dbtest.NewClock(dbtest.Morning())}
			f.d = dbtest.Open(t, at(t), db.Options{Readers: 1, Now: f.clock.Now}, jobs.Files, diary.Files, account.Files, areas.Files, blob.Files, registry.Files)
			var err error
			if f.ring, err = keys.Open(filepath.Join(t.TempDir(), "keys")); err != nil {
				t.Fatal(err)
			}
			f.book = &registry.Book{Box: diary.NewBox(f.ring), Ring: f.ring}
			city := os.DirFS("../../../city/balikpapan")
			profile, err := areas.ReadProfile(city)
			if err == nil {
				_, err = areas.Load(t.Context(), f.d, profile)
			}
			if err != nil {
				t.Fatal(err)
			}
			codes, err := kbli.ReadProfile(city)
			if err == nil {
				_, err = kbli.Load(t.Context(), f.d, codes)
			}
			if err != nil {
				t.Fatal(err)
			}
			run(f)
		})
	}
}

func (f *feed) must(act func(tx *db.Tx) error) {
	f.Helper()
	f.clock.MoveOn(time.Second)
	if err := f.d.Write(context.Background(), act); err != nil {
		f.Fatal(err)
	}
}

// put writes a business down, as a row of a list.
func (f *feed) put(name string, publish bool, more registry.Values) (id db.ID) {
	f.Helper()
	set := registry.Values{registry.Kind: "usaha", registry.Name: name, registry.LegalForm: "perorangan", registry.Kelurahan: "64.71.05.1002", registry.Address: "Jl. Contoh 1",
		registry.AtHome: "tidak", registry.StreetVendor: "tidak", registry.KBLI: "2020:56102", registry.AboutID: "Menjual barang contoh."}
	for fact, text := range more {
		set[fact] = text
	}
	f.must(func(tx *db.Tx) error {
		done, err := f.book.PutAs(tx, "command", registry.List{Source: "uji", Level: registry.Document, Publish: publish}, []registry.Incoming{{Key: name, Set: set, Sure: true}})
		if err == nil {
			id, err = done[0].Business, done[0].Why
		}
		return err
	})
	return id
}

// tell writes in the diary what happened to a business.
func (f *feed) tell(id db.ID, fact string, data map[string]any) (at time.Time) {
	f.Helper()
	f.must(func(tx *db.Tx) error {
		at = tx.Now()
		return diary.Write(tx, diary.Entry{Actor: "command", Fact: fact, Kind: "registry_business", Subject: id, Data: data})
	})
	return at
}

// move brings a business to a state, as an officer would.
func (f *feed) move(id db.ID, move registry.Move, fact string, from, to registry.State) (at time.Time) {
	f.Helper()
	f.must(func(tx *db.Tx) error {
		at = tx.Now()
		if _, err := tx.Exec(`update registry_business set state = $2, version = version + 1, submitted_by = 'person:1', published_by = 'person:2' where id = $1`, id, string(to)); err != nil {
			return err
		}
		if _, err := tx.Exec(`insert into registry_move (business, number, move, from_state, to_state, code, sealed, subject, by_actor, at)
			select id, version, $2, $3, $4, '', 'x', subject, 'person:1', $5 from registry_business where id = $1`, id, string(move), string(from), string(to), at); err != nil {
			return err
		}
		return diary.Write(tx, diary.Entry{Actor: "command", Fact: fact, Kind: "registry_business", Subject: id})
	})
	return at
}

// heard compares what the feed tells since the last time.
func (f *feed) heard(want ...BusinessChange) {
	f.Helper()
	f.read(func(got []BusinessChange) {
		f.Helper()
		if !slices.EqualFunc(got, want, func(a, b BusinessChange) bool { return a.Code == b.Code && a.Change == b.Change && a.At.Equal(b.At) }) {
			f.Errorf("it tells %v, want %v", got, want)
		}
	})
}

// read gives what the feed tells since the last time.
func (f *feed) read(judge func(got []BusinessChange)) {
	f.Helper()
	if _, err := diary.Seal(f.Context(), f.d, seal.NewSigner(f.ring, diary.SealPurpose)); err != nil {
		f.Fatal(err)
	}
	var got []BusinessChange
	err := f.d.Read(f.Context(), func(tx *db.Tx) error {
		entries, err := diary.After(tx, f.from, f.most)
		if err != nil {
			return err
		}
		all, to := newsOf(entries, f.from, cmp.Or(f.page, 200))
		s, err := sightOf(tx, all)
		for _, n := range all {
			if change, at := s.tells(n); change != "" {
				got = append(got, BusinessChange{n.business.Time().String(), change, at.UTC()})
			}
		}
		f.from = to
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	judge(got)
}

func shown(id db.ID, at time.Time) BusinessChange {
	return BusinessChange{id.Time().String(), "shown", at}
}

func gone(id db.ID, at time.Time) BusinessChange {
	return BusinessChange{id.Time().String(), "gone", at}
}

func facts(all ...string) map[string]any { return map[string]any{"facts": all} }

// Nothing is told of what nobody sees: of hidden facts, of a place that is not public.
func TestTheFeedTellsNoHiddenFacts(t *testing.T) {
	eachFeed(t, func(f *feed) {
		stall := f.put("Kios", true, nil)
		stallAt := f.clock.Now()
		home := f.put("Rumah", true, registry.Values{registry.AtHome: "ya"})
		homeAt := f.clock.Now()
		cart := f.put("Gerobak", true, registry.Values{registry.StreetVendor: "ya"})
		f.heard(shown(stall, stallAt), shown(home, homeAt), shown(cart, f.clock.Now()))
		for _, id := range []db.ID{stall, home, cart} {
			for _, hidden := range []string{"nib", "phone_public", "phone", "sales"} {
				f.tell(id, "registry.changed", facts(hidden))
			}
		}
		f.heard()
		for _, opens := range []string{"at_home", "address_public"} { // a copy of the address must go
			f.heard(shown(home, f.tell(home, "registry.changed", facts(opens))))
		}
		for _, place := range []string{"address", "point", "rt"} {
			f.tell(home, "registry.changed", facts(place))
			f.tell(cart, "registry.accepted", facts(place, "nib"))
			f.heard()
			f.heard(shown(stall, f.tell(stall, "registry.changed", facts(place))))
		}
		at := f.tell(home, "registry.changed", facts("point", "name"))
		f.tell(home, "registry.changed", facts("point"))
		f.heard(shown(home, at))
	})
}

// Nor of the time before a business was public, of that in which it was away, and when
// it left is not when something else happened to it.
func TestTheFeedTellsOfThePublicLifeAlone(t *testing.T) {
	eachFeed(t, func(f *feed) {
		id := f.put("Warung", false, nil)
		f.tell(id, "registry.changed", facts("name"))
		f.move(id, registry.Submitting, "registry.submitted", registry.Draft, registry.Submitted)
		early := f.from
		f.heard()
		at := f.move(id, registry.Publishing, "registry.published", registry.Submitted, registry.Published)
		f.heard(shown(id, at))
		f.from, f.most = early, 2 // registered and changed as a draft, read when it is shown
		f.heard()
		f.from, f.most = early, mostRead
		f.heard(shown(id, at))
		left := f.move(id, registry.Suspending, "registry.suspended", registry.Published, registry.Suspended)
		f.tell(id, "registry.changed", facts("name"))
		before := f.from
		f.move(id, registry.Closing, "registry.closed", registry.Suspended, registry.Closed)
		f.heard(gone(id, left))
		f.from = before + 1 // what came after it had left
		f.heard()
	})
}

// sealed is how far the diary is sealed now.
func (f *feed) sealed() int64 {
	f.read(func([]BusinessChange) {})
	return f.from
}

// A product that is not shown is nobody's news, nor that an officer looked at one.
func TestTheFeedTellsOfShownProducts(t *testing.T) {
	eachFeed(t, func(f *feed) {
		id := f.put("Warung", true, nil)
		f.heard(shown(id, f.clock.Now()))
		seen, hidden := f.product(id, true), f.product(id, false)
		f.tell(id, "registry.product_added", map[string]any{"product": hidden, "fields": "name"})
		f.tell(id, "registry.product_changed", map[string]any{"product": seen, "fields": "marks"})
		f.heard()
		at := f.tell(id, "registry.product_changed", map[string]any{"product": seen, "fields": "price"})
		f.tell(id, "registry.product_removed", map[string]any{"product": hidden, "fields": "removed"})
		f.heard(shown(id, at))
	})
}

// A product that the public no longer sees is news, as often as it goes: who keeps a copy
// must take it out. What happens to it while it is hidden is not.
func TestTheFeedTellsThatAProductLeft(t *testing.T) {
	eachFeed(t, func(f *feed) {
		officer, _ := accounttest.Sign(t, f.d, f.ring, accounttest.Role{Role: account.Counter, Area: "64.71.05"})
		desk, id := product.Desk{Book: f.book}, f.put("Warung", true, nil)
		f.heard(shown(id, f.clock.Now()))
		var dish db.ID
		does := func(act func(tx *db.Tx, p product.Product) error) BusinessChange {
			f.Helper()
			f.must(func(tx *db.Tx) error {
				p, err := product.Product{}, error(nil)
				if dish != 0 {
					p, err = desk.One(tx, officer.Session, dish)
				}
				if err == nil {
					err = act(tx, p)
				}
				return err
			})
			return shown(id, f.clock.Now())
		}
		add := func(in product.Typed) BusinessChange {
			dish = 0
			return does(func(tx *db.Tx, _ product.Product) (err error) {
				dish, err = desk.Add(tx, officer.Session, id, in)
				return err
			})
		}
		show := func(yes bool) BusinessChange {
			return does(func(tx *db.Tx, _ product.Product) error { return desk.Show(tx, officer.Session, dish, yes) })
		}
		costs := func(price string) BusinessChange {
			return does(func(tx *db.Tx, p product.Product) error {
				in := p.Typed()
				in.Price = price
				return desk.Change(tx, officer.Session, product.Changing{Product: dish, Version: p.Version, Set: in})
			})
		}
		remove := func() BusinessChange {
			return does(func(tx *db.Tx, p product.Product) error { return desk.Remove(tx, officer.Session, dish, p.Version) })
		}
		f.heard(add(product.Typed{Name: "Nasi kuning", Price: "15000", Shown: true}))
		f.heard(costs("16000"))
		f.heard(show(false)) // it left
		costs("17000")
		f.heard()
		f.heard(show(true))
		f.heard(remove()) // and left again
		before := f.from
		add(product.Typed{Name: "Rahasia", Price: "1000"}) // never shown
		costs("2000")
		remove()
		f.heard()
		f.from = 0 // all at once, as a new copy reads it: the last that was to be seen
		var last BusinessChange
		f.read(func(got []BusinessChange) { last = got[0] })
		if f.from < before || last.Code != id.Time().String() || !last.At.Before(f.clock.Now().Add(-2*time.Second)) {
			f.Errorf("read from the beginning: %+v", last)
		}
	})
}

// A photo of the business or of a shown product is news when it comes and when it goes.
func TestTheFeedTellsOfPhotos(t *testing.T) {
	eachFeed(t, func(f *feed) {
		id := f.put("Warung", true, nil)
		f.heard(shown(id, f.clock.Now()))
		seen, hidden := f.product(id, true), f.product(id, false)
		for _, what := range []string{"registry.photo_added", "registry.photo_changed", "registry.photo_removed", "registry.photo_returned"} {
			f.heard(shown(id, f.tell(id, what, map[string]any{"photo": 1, "product": 0})))
			f.heard(shown(id, f.tell(id, what, map[string]any{"photo": 1, "product": seen})))
			f.tell(id, what, map[string]any{"photo": 1, "product": hidden})
			f.heard()
		}
	})
}

func (f *feed) product(business db.ID, shown bool) (id db.ID) {
	f.Helper()
	f.must(func(tx *db.Tx) error {
		id = tx.NewID()
		_, err := tx.Exec(`insert into registry_product (id, business, version, position, name, about, price, unit, kind, stock, shown, marks, made_at, changed_at)
			values ($1, $2, 1, 1, 'Nasi', '', 'none', '', '', 'ada', $3, '', $4, $4)`, id, business, shown, tx.Now())
		return err
	})
	return id
}

// Suggestions are read by the reader that their request holds: with one reader alone,
// a second would never come.
func TestSuggestionsTakeNoSecondReader(t *testing.T) {
	eachFeed(t, func(f *feed) {
		f.put("Warung Bu Siti", true, nil)
		dir, err := directory.New(directory.Config{DB: f.d, Book: f.book, Shelf: kbli.NewShelf()})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { dir.Run(ctx); close(ended) }()
		for end := time.Now().Add(20 * time.Second); !dir.State().Ready && time.Now().Before(end); {
			time.Sleep(5 * time.Millisecond)
		}
		stop()
		<-ended
		words, err := lang.Load(os.DirFS("../directory"))
		if err != nil {
			t.Fatal(err)
		}
		programs, err := api.New(api.Config{DB: f.d, Ring: f.ring, Words: words})
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		err = f.d.Read(t.Context(), func(tx *db.Tx) error {
			out, err := Businesses{Directory: dir, Book: f.book, API: programs}.suggest(tx, nil, &suggestIn{Text: "warung bu", Limit: 8})
			for _, s := range out.Items {
				if texts = append(texts, s.Kind+" "+s.Text); (s.Kind == "business") != (s.Demo != nil) {
					t.Errorf("%s %s says whether it is made up: %v", s.Kind, s.Text, s.Demo != nil)
				}
			}
			return err
		})
		if err != nil || !slices.Contains(texts, "business Warung Bu Siti") {
			t.Errorf("%v: %s", err, strings.Join(texts, ", "))
		}
	})
}

// Ten thousand are promised, and the last page ends there: the row behind it, by which a
// page knows that there is more, is not counted.
func TestPagesGoAsDeepAsIsPromised(t *testing.T) {
	for _, c := range []struct{ from, limit, want int }{{0, 50, 50}, {deepest - 50, 50, 50}, {deepest - 40, 60, 40}, {deepest - 1, 200, 1}} {
		if got, err := (place{N: c.from}).page(api.Paging{Limit: c.limit}); err != nil || got.Limit != c.want {
			t.Errorf("from %d by %d: %d, %v; want %d", c.from, c.limit, got.Limit, err, c.want)
		}
	}
	if _, err := (place{N: deepest}).page(api.Paging{Limit: 1}); !fault.Is(err, fault.Invalid) {
		t.Errorf("behind the last: %v", err)
	}
}
