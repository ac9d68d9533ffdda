package directory_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/geo"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/seal"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/kbli"
)

// The areas of the tests: two kelurahan of one kecamatan, one of another.
const (
	klandasan = "64.71.05.1003"
	damai     = "64.71.05.1002"
	baruIlir  = "64.71.03.1001"
	kota      = "64.71.05"
	barat     = "64.71.03"
)

// town is a small register with its directory.
type town struct {
	*testing.T
	d       *db.DB
	at      string // its address
	keys    string // its key file
	ring    *keys.Ring
	clock   *dbtest.Clock
	book    *registry.Book
	dir     *directory.Directory
	more    map[db.ID]directory.More
	between func() // in the middle of each read of businesses

	owner, officer account.Who
}

func eachTown(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t))) })
	}
}

func aTown(t *testing.T, at string) *town {
	w := bareTown(t, at)
	w.must(grounds)
	return w
}

// bareTown is one without areas and codes.
func bareTown(t *testing.T, at string) *town {
	w := &town{T: t, at: at, clock: dbtest.NewClock(dbtest.Morning()), more: map[db.ID]directory.More{}}
	w.d = dbtest.Open(t, at, db.Options{Rehearse: true, Now: w.clock.Now}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
	w.keys = filepath.Join(t.TempDir(), "keys")
	var err error
	if w.ring, err = keys.Open(w.keys); err != nil {
		t.Fatal(err)
	}
	w.book = &registry.Book{Box: diary.NewBox(w.ring), Ring: w.ring}
	w.owner, _ = accounttest.Sign(t, w.d, w.ring, accounttest.Role{Role: account.Maker, Weak: true})
	w.officer, _ = accounttest.Sign(t, w.d, w.ring, accounttest.Role{Role: account.Counter, Area: kota})
	w.clock.MoveOn(time.Second)
	w.dir = w.directory("")
	return w
}

// directory opens one more over the same register.
func (w *town) directory(path string) *directory.Directory {
	w.Helper()
	d, err := directory.New(directory.Config{DB: w.d, Book: w.book, Shelf: kbli.NewShelf(), Path: path,
		More: func(_ *db.Tx, ids []db.ID) (map[db.ID]directory.More, error) {
			if w.between != nil {
				w.between() // the businesses of this read are known by now
			}
			return w.more, nil
		}})
	if err != nil {
		w.Fatal(err)
	}
	return d
}

// grounds are areas and codes, as the city's profile would load them.
func grounds(tx *db.Tx) error {
	if err := placetest.Draw(tx, kota, "Balikpapan Kota", barat, "Balikpapan Barat", klandasan, "Klandasan Ulu", damai, "Damai", baruIlir, "Baru Ilir"); err != nil {
		return err
	}
	for _, v := range []string{"2020", "2025"} {
		if _, err := tx.Exec(`insert into registry_kbli_version (version, regulation, state, official, source, source_date, grade, licence, note, valid_from)
			values ($1, 'uji', $2, 3, 'uji', '', 'A', '', '', $3)`, v, map[string]string{"2020": "berlaku", "2025": "baru"}[v], tx.Now()); err != nil {
			return err
		}
	}
	for _, c := range [][4]string{{"2020", "I", "", "Akomodasi"}, {"2020", "56", "I", "Penyediaan makan minum"}, {"2020", "561", "56", "X"}, {"2020", "5610", "561", "X"},
		{"2020", "56102", "5610", "Rumah makan dan warung"}, {"2020", "S", "", "Jasa lain"}, {"2020", "96", "S", "Jasa perorangan"}, {"2020", "962", "96", "X"}, {"2020", "9620", "962", "X"},
		{"2020", "96200", "9620", "Aktivitas penatu"}, {"2025", "I", "", "Akomodasi"}, {"2025", "56", "I", "Penyediaan Makan Minum"}, {"2025", "561", "56", "X"}, {"2025", "5611", "561", "X"},
		{"2025", "56111", "5611", "Restoran"}, {"2025", "T", "", "Jasa lain"}, {"2025", "96", "T", "Reparasi"}, {"2025", "962", "96", "X"}, {"2025", "9621", "962", "X"}, {"2025", "96210", "9621", "Reparasi sepatu"}} {
		level := len(c[1])
		if c[1] >= "A" {
			level = 1
		}
		if _, err := tx.Exec(`insert into registry_kbli_code (version, code, level, parent, section, title, shown, description, valid_from) values ($1, $2, $3, $4, 'I', $5, $5, '', $6)`,
			c[0], c[1], level, db.Null(c[2], c[2] != ""), c[3], tx.Now()); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`insert into registry_kbli_subsector (slug, position, name_id, name_en, name_ja, about_id, about_en, about_ja, valid_from)
		values ('kriya', 1, 'Kriya', 'Crafts', '工芸', '', '', '', $1), ('kuliner', 2, 'Kuliner', 'Food', '食', '', '', '', $1)`, tx.Now())
	return err
}

func (w *town) must(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Write(context.Background(), act); err != nil {
		w.Fatal(err)
	}
}

// listed writes published businesses down as a list would, each by its key.
func (w *town) listed(rows ...registry.Values) (ids []db.ID) {
	w.Helper()
	const most = 50
	if len(rows) > most {
		return append(w.listed(rows[:most]...), w.listed(rows[most:]...)...)
	}
	in := make([]registry.Incoming, len(rows))
	for i, set := range rows {
		all := registry.Values{registry.Kind: "usaha", registry.Kelurahan: klandasan, registry.LegalForm: "perorangan", registry.KBLI: "2020:56102", registry.AtHome: "tidak",
			registry.Address: "Jl. Contoh 1", registry.Phone: "0812-3456-7890", registry.AboutID: "Usaha contoh."}
		for f, v := range set {
			all[f] = v
		}
		in[i] = registry.Incoming{Key: w.d.NewID().Time().String() + all[registry.Name], Set: all, Sure: true}
	}
	w.must(func(tx *db.Tx) error {
		done, err := w.book.PutAs(tx, "command", registry.List{Source: "uji", Level: registry.Document, Publish: true}, in)
		ids = nil
		for _, one := range done {
			if one.Why != nil {
				return one.Why
			}
			ids = append(ids, one.Business)
		}
		return err
	})
	w.clock.MoveOn(time.Second)
	return ids
}

// published is a business of the owner that went the whole way.
func (w *town) published(set registry.Values) (id db.ID) {
	w.Helper()
	all := registry.Values{registry.Kind: "usaha", registry.Kelurahan: klandasan, registry.LegalForm: "perorangan", registry.KBLI: "2020:56102", registry.AtHome: "ya",
		registry.Address: "Jl. Rahasia Melati 7", registry.Point: "-1.230123 116.830456 gps", registry.Phone: "0812-3456-7890", registry.AboutID: "Nasi kuning dan lauk."}
	for f, v := range set {
		all[f] = v
	}
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, w.owner.Session, registry.Registering{Set: all, Sure: true})
		return err
	})
	w.step(w.owner, w.book.Submit, id)
	w.step(w.officer, w.book.Publish, id)
	return id
}

func (w *town) step(who account.Who, act func(tx *db.Tx, session string, in registry.Step) error, id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		reason := "tutup"
		if b, err := registry.ByID(tx, id); err == nil && b.State == registry.Published {
			reason = "aduan"
		}
		err := act(tx, who.Session, registry.Step{Business: id, Reason: reason, Sentence: "Mohon alamatnya dilengkapi."})
		if err != nil {
			err = act(tx, who.Session, registry.Step{Business: id, Reason: "tutup", Sentence: "Mohon alamatnya dilengkapi."})
		}
		return err
	})
	w.clock.MoveOn(time.Second)
}

func (w *town) change(id db.ID, set registry.Values) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		_, err := w.book.Change(tx, w.owner.Session, registry.Changing{Business: id, Set: set, Sure: true})
		return err
	})
	w.clock.MoveOn(time.Second)
}

func (w *town) seal() {
	w.Helper()
	if _, err := diary.Seal(w.Context(), w.d, seal.NewSigner(w.ring, diary.SealPurpose)); err != nil {
		w.Fatal(err)
	}
}

// caught seals what there is and waits for the directory.
func (w *town) caught() {
	w.Helper()
	w.seal()
	if err := w.dir.Caught(w.Context()); err != nil {
		w.Fatal(err)
	}
}

func (w *town) find(a directory.Ask) directory.Found {
	w.Helper()
	return findIn(w.T, w.dir, a)
}

func findIn(t *testing.T, dir *directory.Directory, a directory.Ask) directory.Found {
	t.Helper()
	if a.Limit == 0 {
		a.Limit = 100
	}
	f, err := dir.Find(a)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func idsOf(f directory.Found) (out []db.ID) {
	for _, h := range f.Hits {
		out = append(out, h.ID)
	}
	return out
}

// finds asks and compares the businesses, in whatever order.
func (w *town) finds(what string, a directory.Ask, want ...db.ID) {
	w.Helper()
	f := w.find(a)
	got := idsOf(f)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) || f.Total != len(want) {
		w.Errorf("%s: found %v (%d), want %v", what, got, f.Total, want)
	}
}

// city is a box around all that the tests know.
var city = geo.Box{Min: geo.Point{Lat: -2_000_000, Lng: 116_000_000}, Max: geo.Point{Lat: 0, Lng: 118_000_000}}
