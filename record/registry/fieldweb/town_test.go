package fieldweb

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"mime/multipart"
	"net/http"
	"os"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/ground/web/webtest"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
	"alun/record/registry"
	"alun/record/registry/field"
	"alun/record/registry/ganda"
	"alun/record/registry/kbli"
	"alun/record/registry/saring"

	"github.com/a-h/templ"
)

const (
	selatan = "64.71.05"
	damai   = "64.71.05.1002"
)

// town is a small house with the pages of officers outdoors, and a public business.
type town struct {
	webtest.Visitor
	d     *db.DB
	desk  *field.Desk
	store blob.Store
	code  func(db.ID) string
	who   map[string]account.Who
	shop  db.ID
}

func eachTown(t *testing.T, run func(w *town)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTown(t, at(t))) })
	}
}

func aTown(t *testing.T, at string) *town {
	clock := dbtest.NewClock(dbtest.Morning())
	d := dbtest.Open(t, at, db.Options{Rehearse: true, Now: clock.Now}, jobs.Files, web.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
	ring := accounttest.Ring(t)
	codec := ring.Codec()
	book := &registry.Book{Box: diary.NewBox(ring), Ring: ring}
	w := &town{Visitor: webtest.New(t, func() { clock.MoveOn(time.Second) }), d: d, who: map[string]account.Who{}, code: func(id db.ID) string { return codec.Encode(int64(id)) }}
	words, err := lang.Load(registry.Files, field.Files, ganda.Files, saring.Files, Files, parts.Files, web.Files, account.Files, blob.Files, db.Files, place.Files)
	if err == nil {
		w.desk, err = field.New(d, book, os.DirFS("../../../city/balikpapan"))
	}
	if err == nil {
		w.store, err = blob.OpenFolder(t.TempDir())
	}
	if err != nil {
		t.Fatal(err)
	}
	files, err := Static()
	if err != nil {
		t.Fatal(err)
	}
	pages := Desk{Field: w.desk, Twins: &ganda.Desk{Book: book}, Shelf: kbli.NewShelf(), Files: blob.NewKeeper(d, w.store, nil), Code: w.code,
		ID:     func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok },
		NameOf: func(*db.Tx, db.ID) (string, error) { return "Rahmat", nil }}
	w.Site, err = web.New(web.Config{Log: webtest.Log(), DB: d, Words: words, Routes: pages.Routes(), SignIn: "/masuk", Static: []fs.FS{files},
		Layout: func(_ *web.Request, p web.Page) templ.Component { return p.Body },
		Fault: func(r *web.Request, f *fault.Fault, _ int) web.Page {
			return web.Page{Title: "x", Body: parts.Galat(r.Lang, f)}
		}})
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]accounttest.Role{"maker": {Role: account.Maker, Weak: true}, "officer": {Role: account.Counter, Area: selatan}, "second": {Role: account.Counter, Area: selatan}} {
		w.who[name], w.Tokens[name] = accounttest.Sign(t, d, ring, r)
	}
	w.open()
	return w
}

// open brings a business to its publication: a shop, whose point everybody may see.
func (w *town) open() {
	w.Helper()
	book := w.desk.Book
	w.must(func(tx *db.Tx) (err error) {
		if err = placetest.Draw(tx, selatan, "Balikpapan Kota", damai, "Damai"); err != nil {
			return err
		}
		if _, err = tx.Exec(`insert into registry_kbli_subsector (slug, position, name_id, name_en, name_ja, about_id, about_en, about_ja, valid_from) values ('kriya', 1, 'Kriya', 'Crafts', '工芸', '', '', '', $1)`, tx.Now()); err != nil {
			return err
		}
		w.shop, err = book.Register(tx, w.who["maker"].Session, registry.Registering{Set: registry.Values{registry.Kind: registry.Perorangan, registry.Name: "Anyaman Siti", registry.Kelurahan: damai, registry.RT: "12",
			registry.Address: "Jl. Contoh 1", registry.AtHome: registry.No, registry.Phone: "0812-3456-7890", registry.AboutID: "Menganyam rotan.", registry.Subsectors: "kriya", registry.Opens: "Sen-Sab 07.00-17.00"}})
		if err != nil {
			return err
		}
		if err = book.Submit(tx, w.who["maker"].Session, registry.Step{Business: w.shop}); err != nil {
			return err
		}
		return book.Publish(tx, w.who["second"].Session, registry.Step{Business: w.shop})
	})
	w.After()
}

func (w *town) must(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Write(context.Background(), act); err != nil {
		w.Fatal(err)
	}
}

// checks are those of the shop, the newest first, with what its owner reads of it.
func (w *town) checks() (all []field.Past, b registry.Business) {
	w.Helper()
	err := w.d.Read(context.Background(), func(tx *db.Tx) (err error) {
		if all, err = w.desk.Checks(tx, w.who["officer"].Session, w.shop, 10); err == nil {
			var v registry.View
			v, err = w.desk.Book.See(tx, w.who["maker"].Session, w.shop)
			b = v.Business
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return all, b
}

// uploads sends a form with a photo, as a browser does; nil is a form without one.
func (w *town) uploads(path string, want int, photo []byte, pairs ...string) string {
	w.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		_ = m.WriteField(pairs[i], pairs[i+1])
	}
	if photo != nil {
		f, err := m.CreateFormFile("foto", "foto.jpg")
		if err == nil {
			_, err = f.Write(photo)
		}
		if err != nil {
			w.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		w.Fatal(err)
	}
	return w.Answered("officer", path, w.Send("officer", http.MethodPost, path, m.FormDataContentType(), &b), want)
}

// aside is what a phone writes into a photo beside its picture.
const aside = "GPS-1.2379,116.8529 rumah saya"

// aPhoto is a picture of a phone, with where it was taken.
func aPhoto(n uint8) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 160, 90))
	for x := range 160 {
		for y := range 90 {
			img.Set(x, y, color.RGBA{n, uint8(x), uint8(y), 255})
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, nil) // into memory
	raw := b.Bytes()
	comment := append([]byte{0xff, 0xfe, 0, byte(len(aside) + 2)}, aside...)
	return append(append(append([]byte{}, raw[:2]...), comment...), raw[2:]...)
}
