package product

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
	"alun/record/registry"
)

// The areas of the tests: a kelurahan, its kecamatan and another one.
const (
	damai   = "64.71.05.1002"
	selatan = "64.71.05"
	barat   = "64.71.03"
)

// town is a small house with a register and products.
type town struct {
	*testing.T
	d      *db.DB
	clock  *dbtest.Clock
	book   *registry.Book
	desk   Desk
	keeper *blob.Keeper

	owner, other, helper, officer, second, far account.Who
}

func eachTown(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t), db.Options{Rehearse: true})) })
	}
}

func aTown(t *testing.T, at string, o db.Options) *town {
	clock := dbtest.NewClock(dbtest.Morning())
	o.Now = clock.Now
	d := dbtest.Open(t, at, o, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
	store, err := blob.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	ring := accounttest.Ring(t)
	w := &town{T: t, d: d, clock: clock, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, keeper: blob.NewKeeper(d, store, nil)}
	w.desk = Desk{Book: w.book}
	w.must(areas)
	sign := func(r accounttest.Role) account.Who { who, _ := accounttest.Sign(t, d, ring, r); return who }
	w.owner, w.other = sign(accounttest.Role{Role: account.Maker, Weak: true}), sign(accounttest.Role{Role: account.Maker, Weak: true})
	w.helper = sign(accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.owner.Person, Weak: true})
	w.officer, w.second = sign(accounttest.Role{Role: account.Counter, Area: selatan}), sign(accounttest.Role{Role: account.Counter, Area: selatan})
	w.far = sign(accounttest.Role{Role: account.Counter, Area: barat})
	clock.MoveOn(time.Second)
	return w
}

func areas(tx *db.Tx) error {
	if err := placetest.Draw(tx, selatan, "Balikpapan Kota", barat, "Balikpapan Barat", damai, "Damai"); err != nil {
		return err
	}
	if _, err := tx.Exec(`insert into registry_kbli_version (version, regulation, state, official, source, source_date, grade, licence, note, valid_from)
		values ('2020', 'uji', 'berlaku', 3, 'uji', '', 'A', '', '', $1)`, tx.Now()); err != nil {
		return err
	}
	for _, c := range [][3]string{{"I", "1", ""}, {"56", "2", "I"}, {"561", "3", "56"}, {"5610", "4", "561"}, {"56102", "5", "5610"}} {
		if _, err := tx.Exec(`insert into registry_kbli_code (version, code, level, parent, section, title, shown, description, valid_from) values ('2020', $1, $2, $3, 'I', 'X', 'X', '', $4)`,
			c[0], int(c[1][0]-'0'), db.Null(c[2], c[2] != ""), tx.Now()); err != nil {
			return err
		}
	}
	return nil
}

func (w *town) write(act func(tx *db.Tx) error) error { return w.d.Write(context.Background(), act) }

func (w *town) must(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.write(act); err != nil {
		w.Fatal(err)
	}
	w.clock.MoveOn(time.Millisecond)
}

func (w *town) read(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Read(context.Background(), act); err != nil {
		w.Fatal(err)
	}
}

// draft is a business of the owner that nobody has checked.
func (w *town) draft() (id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, w.owner.Session, registry.Registering{Set: registry.Values{registry.Kind: "usaha", registry.Name: "Warung Bu Siti", registry.LegalForm: "perorangan", registry.Kelurahan: damai,
			registry.RT: "12", registry.Address: "Jl. Melati 7", registry.AtHome: "ya", registry.Phone: "0812-3456-7890", registry.AboutID: "Nasi kuning.", registry.KBLI: "2020:56102", registry.Opens: "Sen-Sab 06.00-11.00"}})
		return err
	})
	return id
}

// published is a business of the owner that everybody sees.
func (w *town) published() db.ID {
	w.Helper()
	id := w.draft()
	w.must(func(tx *db.Tx) error { return w.book.Submit(tx, w.owner.Session, registry.Step{Business: id}) })
	w.must(func(tx *db.Tx) error { return w.book.Publish(tx, w.officer.Session, registry.Step{Business: id}) })
	return id
}

// kuning is what is said of a product.
func kuning() Typed {
	return Typed{Name: "Nasi kuning", About: "Dengan ayam suwir.", Price: "15rb/bungkus", Stock: Ada, Shown: true}
}

func (w *town) add(who account.Who, business db.ID, in Typed) (id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) { id, err = w.desk.Add(tx, who.Session, business, in); return err })
	return id
}

func (w *town) one(id db.ID) (p Product) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { p, err = w.desk.One(tx, w.owner.Session, id); return err })
	return p
}

// picture takes a small photo in; n makes it another one.
func (w *town) picture(n int) []blob.File {
	w.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for i := range img.Pix {
		img.Pix[i] = byte(i*7 + n*31)
	}
	img.Set(n, n, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		w.Fatal(err)
	}
	files, err := w.keeper.Pictures(context.Background(), blob.Sent{Name: "IMG.jpg", Content: &b}, Photographs, Edges...)
	if err != nil {
		w.Fatal(err)
	}
	return files
}

func (w *town) adds(who account.Who, business, product db.ID, n int, alt string) (id db.ID, err error) {
	w.Helper()
	files := w.picture(n)
	err = w.write(func(tx *db.Tx) (err error) {
		id, err = w.desk.AddPhoto(tx, who.Session, AddingPhoto{Business: business, Product: product, Sizes: files, Alt: alt})
		return err
	})
	return id, err
}

func (w *town) photo(business, product db.ID, n int) Photo {
	w.Helper()
	id, err := w.adds(w.owner, business, product, n, "Nasi kuning di piring")
	if err != nil {
		w.Fatal(err)
	}
	var x Photo
	w.read(func(tx *db.Tx) (err error) { x, err = w.desk.PhotoOf(tx, w.owner.Session, id); return err })
	return x
}

// facts counts what the diary holds.
func (w *town) facts(fact string) (n int) {
	w.read(func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from diary_entry where fact = $1`, fact)
		return err
	})
	return n
}
