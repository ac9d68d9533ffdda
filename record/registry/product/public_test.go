package product

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/registry"
)

// Of a published business everybody sees its photos and shown products; of a draft, a
// suspended or closed one nothing, and after a resumption again. Of a merged one the other
// one shows them, until they are parted.
func TestWhatThePublicSees(t *testing.T) {
	eachTown(t, func(w *town) {
		id, into := w.published(), w.published()
		step := func(do func(*db.Tx, string, registry.Step) error, session string, s registry.Step) {
			t.Helper()
			s.Business = id
			w.must(func(tx *db.Tx) error { return do(tx, session, s) })
		}
		theirs, shown := w.add(w.owner, into, kuning()), w.add(w.owner, id, kuning())
		hidden := kuning()
		hidden.Shown = false
		w.add(w.owner, id, hidden)
		own, of := w.photo(id, 0, 1), w.photo(id, shown, 2)
		sees := func(when string, want bool) {
			t.Helper()
			w.read(func(tx *db.Tx) error {
				products, err := PublicOf(tx, []db.ID{id, into, 12345})
				photos, err2 := PhotosOf(tx, []db.ID{id, into})
				texts, err3 := TextsOf(tx, []db.ID{into, id})
				got := len(products[id]) == 1 && len(products[id][0].Photos) == 1 && products[id][0].Photos[0].Large == of.Large && len(photos[id]) == 1 && texts[id].Photo == own.Medium.Hash &&
					slices.Equal(texts[id].Products, []string{"Nasi kuning", "Dengan ayam suwir."})
				none := len(products[id])+len(photos[id])+len(texts[id].Products)+len(texts[id].Photo) == 0
				if want && !got || !want && !none {
					t.Errorf("%s: %+v %+v %+v", when, products[id], photos[id], texts[id])
				}
				return errors.Join(err, err2, err3)
			})
			if w.isPublic(own) != want || w.isPublic(of) != want {
				t.Errorf("%s: the photos are public %v, %v", when, w.isPublic(own), w.isPublic(of))
			}
		}
		sees("published", true)
		step(w.book.Suspend, w.officer.Session, registry.Step{Reason: "aduan", Sentence: "Ada aduan."})
		sees("suspended", false)
		step(w.book.Resume, w.officer.Session, registry.Step{Sentence: "Sudah beres."})
		sees("resumed", true)
		w.must(func(tx *db.Tx) error { return w.book.Merge(tx, w.officer.Session, registry.Step{Business: id}, into) })
		w.read(func(tx *db.Tx) error { // the other one shows them now, behind its own
			products, err := PublicOf(tx, []db.ID{into})
			photos, err2 := PhotosOf(tx, []db.ID{into})
			texts, err3 := TextsOf(tx, []db.ID{into, id})
			if len(products[into]) != 2 || products[into][0].ID != theirs || products[into][1].ID != shown || len(photos[into]) != 1 || len(texts[id].Products) != 0 || len(texts[into].Products) != 4 || texts[into].Photo != own.Medium.Hash {
				t.Errorf("merged: %+v %+v %+v", products, photos, texts)
			}
			return errors.Join(err, err2, err3)
		})
		if !w.isPublic(own) || !w.isPublic(of) {
			t.Error("merged: the photos are hidden")
		}
		step(w.book.Unmerge, w.officer.Session, registry.Step{})
		sees("unmerged", true)
		step(w.book.Close, w.owner.Session, registry.Step{Reason: "tutup"})
		sees("closed", false)
		step(w.book.Reopen, w.owner.Session, registry.Step{})
		sees("a draft again", false)
	})
}

// Photos: so many and no more, in their order, described, and gone at once with what they
// were of.
func TestPhotos(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published()
		p := w.add(w.owner, id, kuning())
		var last Photo
		for n := range MostOfProduct {
			last = w.photo(id, p, n)
		}
		if _, err := w.adds(w.owner, id, p, 9, ""); !fault.Is(err, fault.Conflict) {
			t.Errorf("a fifth photo: %v", err)
		}
		if _, err := w.adds(w.owner, id, 0, 9, strings.Repeat("a", MostAlt+1)); !fault.Is(err, fault.Invalid) {
			t.Errorf("a long text: %v", err)
		}
		w.must(func(tx *db.Tx) error { return w.desk.First(tx, w.helper.Session, last.ID) })
		w.must(func(tx *db.Tx) error { return w.desk.Describe(tx, w.officer.Session, last.ID, "  Nasi  dalam daun ") })
		if face, _ := w.one(p).Face(); face.ID != last.ID || face.Alt != "Nasi dalam daun" || face.Large.Width != 400 || face.Small.Width != 320 || face.Small.Height != 240 {
			t.Errorf("the face is %+v", face)
		}
		if w.uses(last) != 3 {
			t.Errorf("its files are used %d times", w.uses(last))
		}
		w.must(func(tx *db.Tx) error { return w.desk.Remove(tx, w.owner.Session, p, 1) })
		if len(w.one(p).Photos) != 0 || w.isPublic(last) {
			t.Error("the photos of a removed product are there")
		}
		if got := w.facts("registry.photo_added"); got != MostOfProduct {
			t.Errorf("the diary was told of %d photos", got)
		}
		// A photo of one business is not put at the product of another.
		if _, err := w.adds(w.owner, w.published(), p, 3, ""); !fault.Is(err, fault.NotFound) {
			t.Errorf("at another business: %v", err)
		}
	})
}

// With its owner, what a stall sold is forgotten: texts, photos and history.
func TestForgettingTakesProductsAlong(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published()
		p := w.add(w.owner, id, kuning())
		x, off := w.photo(id, p, 1), w.off(w.photo(id, p, 2))
		var out []string
		w.must(func(tx *db.Tx) error {
			out = nil
			for _, h := range append(w.book.Holdings(), w.desk.Holdings()...) {
				if h.Read != nil {
					all, err := h.Read(tx, w.owner.Person)
					if err != nil {
						return err
					}
					for _, held := range all {
						out = append(out, held.What+"="+held.Value)
					}
				}
			}
			return nil
		})
		if all := strings.Join(out, "\n"); !strings.Contains(all, "registry_product.name=Nasi kuning") || !strings.Contains(all, "registry_photo.alt=Nasi kuning di piring") || !strings.Contains(all, "registry_photo_off.alt=Nasi kuning di piring") {
			t.Errorf("the copy has not what is kept: %s", all)
		}
		w.must(func(tx *db.Tx) error {
			for _, h := range append(w.book.Holdings(), w.desk.Holdings()...) {
				if h.Erase != nil {
					if err := h.Erase(tx, w.owner.Person); err != nil {
						return err
					}
				}
			}
			return nil
		})
		w.read(func(tx *db.Tx) error {
			got, err := find(tx, p)
			if err != nil {
				return err
			}
			if got.Name != "" || got.About != "" || got.Removed.IsZero() {
				t.Errorf("what is left: %+v", got)
			}
			c, found, err2 := db.One(tx, scanChange, changeSelect+` where c.product = $1`, p)
			if c, err = w.desk.reveal(tx, c); !found || !c.Gone || c.Before != nil || c.After != nil {
				t.Errorf("the history tells still: %+v", c)
			}
			return errors.Join(err, err2)
		})
		if w.uses(x)+w.uses(off) != 0 || w.standing(off) != "" {
			t.Error("a photo is left")
		}
	})
}

// Made-up products come and go with their businesses; a real one gets none.
func TestMadeUpProducts(t *testing.T) {
	eachTown(t, func(w *town) {
		real := w.published()
		if err := w.write(func(tx *db.Tx) error { return PutDemo(tx, map[db.ID][]Entry{real: {{Name: "Kue"}}}) }); err == nil {
			t.Error("a real business gets made-up products")
		}
		var id db.ID
		w.must(func(tx *db.Tx) error {
			done, err := w.book.PutAs(tx, "command", registry.List{Source: "peraga", Level: registry.Seen, Publish: true, Demo: true}, []registry.Incoming{{Key: "1",
				Set: registry.Values{registry.Kind: "usaha", registry.Name: "Warung Contoh", registry.LegalForm: "perorangan", registry.Kelurahan: damai, registry.KBLI: "2020:56102"}}})
			if err == nil {
				id = done[0].Business
				err = PutDemo(tx, map[db.ID][]Entry{id: {{Name: "Soto", Price: Price{Fixed, 15000, 0}, Kind: "makanan_siap"}, {Name: "Es teh", Kind: "minuman"}}})
			}
			return err
		})
		w.read(func(tx *db.Tx) error {
			all, err := PublicOf(tx, []db.ID{id})
			if got := all[id]; len(got) != 2 || got[0].Name != "Soto" || !strings.HasPrefix(got[0].Sample, SamplePath+"makanan_siap/") || got[1].Stock != Ada {
				t.Errorf("%+v", got)
			}
			return err
		})
		for n := range 2 {
			x, err := w.adds(w.officer, id, 0, n, "")
			if err == nil && n > 0 {
				err = w.write(func(tx *db.Tx) error { return w.desk.TakeOff(tx, w.officer.Session, x) })
			}
			if err != nil {
				t.Fatal(err, x)
			}
		}
		w.must(func(tx *db.Tx) error {
			if err := RemoveDemo(tx, []db.ID{id}); err != nil {
				return err
			}
			_, err := registry.RemoveDemo(tx, 10)
			return err
		})
		w.read(func(tx *db.Tx) error {
			n, _, err := db.One(tx, (*db.Row).Int, `select (select count(*) from registry_product) + (select count(*) from registry_photo) + (select count(*) from registry_photo_off) + (select coalesce(sum(uses), 0) from blob_file)`)
			if n != 0 {
				t.Errorf("%d rows are left", n)
			}
			return err
		})
	})
}

// broken are the promises of the tables, each with a statement that breaks it.
var broken = map[string]string{
	"registry_product_price_is_known":        `update registry_product set price = 'lupa', low = null`,
	"registry_product_price_has_its_amounts": `update registry_product set low = null`,
	"registry_product_price_is_positive":     `update registry_product set low = 0`,
	"registry_product_stock_is_known":        `update registry_product set stock = 'lupa'`,
	"registry_product_days_are_of_an_order":  `update registry_product set days = 3`,
	"registry_product_shown_has_a_name":      `update registry_product set name = ''`,
	"registry_product_removed_is_not_shown":  `update registry_product set removed_at = 1`,
	"registry_product_change_is_one":         `insert into registry_product_change (id, product, business, version, kind, at, by_actor, fields, subject, sealed) select 1, product, business, version, kind, at, by_actor, fields, subject, sealed from registry_product_change`,
	"registry_product_change_kind_is_known":  `insert into registry_product_change (id, product, business, version, kind, at, by_actor, fields, subject, sealed) select 1, product, business, 9, 'lupa', at, by_actor, fields, subject, sealed from registry_product_change`,
	"registry_product_change_takes_one_back": `insert into registry_product_change (id, product, business, version, kind, at, by_actor, fields, subject, sealed) select 1, product, business, 9, 'taken_back', at, by_actor, fields, subject, sealed from registry_product_change`,
	"registry_product_change_stays":          `update registry_product_change set fields = 'x'`,
	"registry_product_change_is_kept":        `delete from registry_product_change`,
	"registry_photo_has_a_size":              `update registry_photo set width = 0`,
	"registry_photo_names_its_files":         `update registry_photo set small = 'x'`,
}

// files are promises about the files of photos: SQLite names no foreign key that is broken.
var files = map[string]string{
	"registry_photo_large_is_there":  `update registry_photo set large = '` + nobodys + `'`,
	"registry_photo_medium_is_there": `update registry_photo set medium = '` + nobodys + `'`,
	"registry_photo_small_is_there":  `update registry_photo set small = '` + nobodys + `'`,
	"a file that a photo names":      `delete from blob_file where hash in (select large from registry_photo)`,
}

// nobodys is the hash of no file.
const nobodys = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestThePromisesOfTheTablesHold(t *testing.T) {
	text, err := registry.Files.ReadFile("migrations/20261126-05-registry.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`constraint (registry_\w+)|raise\(abort, '(\w+)'\)`).FindAllStringSubmatch(string(text), -1) {
		if broken[m[1]+m[2]] == "" {
			t.Errorf("no statement breaks %s", m[1]+m[2])
		}
	}
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			w := aTown(t, at(t), db.Options{})
			id := w.published()
			w.photo(id, w.add(w.owner, id, kuning()), 1)
			undo := errors.New("undo")
			for name, statement := range files {
				err := w.write(func(tx *db.Tx) error { _, err := tx.Exec(statement); return err })
				if err == nil || !strings.Contains(strings.ToLower(err.Error()), "foreign key") {
					t.Errorf("%s: %v", name, err)
				}
			}
			for name, statement := range broken {
				err := w.write(func(tx *db.Tx) error {
					if _, err := tx.Exec(statement); err != nil {
						return err
					}
					return undo
				})
				if check, is := db.Checked(err); errors.Is(err, undo) || is && check != name || !is && !db.Unique(err) && !strings.Contains(fmt.Sprint(err), name) {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
}

// Every kind has a name in each language and a picture, which is one whole SVG without
// script and says that it is made up.
func TestKindsAndTheirPictures(t *testing.T) {
	words, err := lang.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	if Source == "" || Grade != "D" {
		t.Errorf("the list of kinds is from %q, grade %q", Source, Grade)
	}
	for _, k := range Kinds {
		for _, tag := range lang.All {
			if !words.In(tag).Has(k.Word()) {
				t.Errorf("%s has no name in %s", k.Code, tag)
			}
		}
		raw, ok := Sample(k.Code, "0badcafe", "contoh <b>")
		again, _ := Sample(k.Code, "0badcafe", "contoh <b>")
		other, _ := Sample(k.Code, "1badcafe", "contoh <b>")
		if !ok || !bytes.Equal(raw, again) || bytes.Equal(raw, other) || !bytes.Contains(raw, []byte("contoh &lt;b&gt;")) || bytes.Contains(raw, []byte("script")) || len(raw) > 4000 {
			t.Errorf("%s is drawn as %s", k.Code, raw)
		}
		for d := xml.NewDecoder(bytes.NewReader(raw)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", k.Code, err)
				break
			}
		}
	}
	for width, height := range map[int]int{1200: 384, 300: 112, 150: 112, 138: 112} { // the cards that cut a picture
		scale := max(float64(width)/SampleWidth, float64(height)/SampleHeight)
		cut := (SampleHeight - float64(height)/scale) / 2
		if bandTop < cut || bandTop+bandHeight > SampleHeight-cut || markSize*scale < 11 || float64(width)/scale < 290 {
			t.Errorf("the mark is cut, or too small to read, on %d by %d: %.2f", width, height, scale)
		}
	}
	for _, bad := range [][2]string{{"lupa", "0badcafe"}, {"minuman", "zz"}, {"minuman", "0badcafeff"}, {"", ""}} {
		if _, ok := Sample(bad[0], bad[1], ""); ok {
			t.Errorf("%v is drawn", bad)
		}
	}
	for codes, want := range map[string]string{"56102": "makanan_siap", "56303": "minuman", "10794": "makanan_kemasan", "01463": "tanaman_hewan", "01131": "bahan_segar", "99999": ""} {
		if got := KindOf([]registry.Code{{Version: "2020", Code: "47111"}, {Version: "2020", Code: codes, Main: true}}); got != want {
			t.Errorf("%s is %q, want %q", codes, got, want)
		}
	}
}
