package productweb

// long: a small house, and a maker's way through it.

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
	"regexp"
	"strings"
	"testing"

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
	"alun/record/registry/kbli"
	"alun/record/registry/product"
	"alun/record/registry/saring"

	"github.com/a-h/templ"
)

const damai = "64.71.05.1002"

// desk is a small house with the pages of products.
type desk struct {
	webtest.Visitor
	d     *db.DB
	book  *registry.Book
	codec func(db.ID) string
	who   map[string]account.Who
}

func eachDesk(t *testing.T, run func(w *desk)) {
	dbtest.EachWith(t, db.Options{Rehearse: true}, func(t *testing.T, d *db.DB) { run(aDesk(t, d)) }, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files, web.Files)
}

func aDesk(t *testing.T, d *db.DB) *desk {
	ring := accounttest.Ring(t)
	codec := ring.Codec()
	w := &desk{Visitor: webtest.New(t, nil), d: d, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, who: map[string]account.Who{},
		codec: func(id db.ID) string { return codec.Encode(int64(id)) }}
	p, err := kbli.ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err == nil {
		_, err = kbli.Load(context.Background(), d, p)
	}
	if err == nil {
		err = d.Write(context.Background(), areas)
	}
	if err != nil {
		t.Fatal(err)
	}
	words, err := lang.Load(registry.Files, product.Files, saring.Files, Files, parts.Files, web.Files, account.Files, blob.Files, db.Files)
	if err != nil {
		t.Fatal(err)
	}
	store, err := blob.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	keeper := blob.NewKeeper(d, store, nil)
	files, err := Static()
	if err != nil {
		t.Fatal(err)
	}
	pages := Desk{Desk: product.Desk{Book: w.book}, DB: d, Files: keeper, Code: w.codec, ID: func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok }}
	w.Site, err = web.New(web.Config{DB: d, Words: words, Routes: append(pages.Routes(), keeper.Route(product.ShowsPhoto)), SignIn: "/masuk", Static: []fs.FS{files},
		Layout: func(_ *web.Request, p web.Page) templ.Component { return p.Body },
		Fault: func(r *web.Request, f *fault.Fault, _ int) web.Page {
			return web.Page{Title: "x", Body: parts.Galat(r.Lang, f)}
		}})
	if err != nil {
		t.Fatal(err)
	}
	sign := func(name string, r accounttest.Role) { w.who[name], w.Tokens[name] = accounttest.Sign(t, d, ring, r) }
	sign("maker", accounttest.Role{Role: account.Maker, Weak: true})
	sign("other", accounttest.Role{Role: account.Maker, Weak: true})
	sign("helper", accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.who["maker"].Person, Weak: true})
	sign("counter", accounttest.Role{Role: account.Counter, Area: "64.71.05"})
	sign("far", accounttest.Role{Role: account.Counter, Area: "64.71.03"})
	return w
}

func areas(tx *db.Tx) error {
	return placetest.Draw(tx, "64.71.05", "Balikpapan Kota", damai, "Damai")
}

// draft is a business of the maker.
func (w *desk) draft() (id db.ID, at string) {
	w.Helper()
	err := w.d.Write(context.Background(), func(tx *db.Tx) (err error) {
		id, err = w.book.Register(tx, w.who["maker"].Session, registry.Registering{Set: registry.Values{registry.Kind: "usaha", registry.Name: "Warung Bu Siti", registry.LegalForm: "perorangan",
			registry.Kelurahan: damai, registry.RT: "1", registry.Address: "Jl. Melati 7", registry.AtHome: "ya", registry.Phone: "081234567890", registry.AboutID: "Nasi kuning.", registry.KBLI: "2020:56102", registry.Opens: "Sen-Sab 06.00-11.00"}})
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return id, "/usaha-saya/" + w.codec(id)
}

func (w *desk) publish(id db.ID) {
	w.Helper()
	for _, step := range []func(tx *db.Tx) error{
		func(tx *db.Tx) error { return w.book.Submit(tx, w.who["maker"].Session, registry.Step{Business: id}) },
		func(tx *db.Tx) error {
			return w.book.Publish(tx, w.who["counter"].Session, registry.Step{Business: id})
		},
	} {
		if err := w.d.Write(context.Background(), step); err != nil {
			w.Fatal(err)
		}
	}
}

// uploads sends a file.
func (w *desk) uploads(who, path string, want int, name string, content []byte, alt string) string {
	w.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField(web.KeyField, web.NewKey())
	_ = m.WriteField("alt", alt)
	if name != "" {
		f, err := m.CreateFormFile("foto", name)
		if err == nil {
			_, err = f.Write(content)
		}
		if err != nil {
			w.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		w.Fatal(err)
	}
	return w.Answered(who, path, w.Send(who, http.MethodPost, path, m.FormDataContentType(), &b), want)
}

func aPhoto(n int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 1000, 500))
	for i := range img.Pix {
		img.Pix[i] = byte(i / 997 * (n + 3))
	}
	img.Set(n, n, color.White)
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, nil)
	return b.Bytes()
}

// productAt finds the first product on the list.
var productAt = regexp.MustCompile(`href="(/usaha-saya/[0-9a-z]{13}/produk/[0-9a-z]{13})"`)

var photoAt = regexp.MustCompile(`src="(/usaha-saya/[0-9a-z]{13}/foto/[0-9a-z]{13})/(kecil|sedang)" width="(\d+)" height="(\d+)" alt="([^"]*)" loading="lazy"`)

// A maker's way: the words first, then a photo, then what buyers see.
func TestAMakerSellsSomething(t *testing.T) {
	eachDesk(t, func(w *desk) {
		id, at := w.draft()
		if page := webtest.Text(w.Reads("maker", at+"/produk")); !strings.Contains(page, "Belum ada produk") || !strings.Contains(page, "belum tampil kepada umum") {
			t.Errorf("an empty list says %s", page)
		}
		if page := w.Reads("maker", at+"/produk/baru"); !strings.Contains(page, `value="makanan_siap" selected`) {
			t.Error("the kind is not that of the code")
		}
		page := w.Sends("maker", at+"/produk/baru", 422, "nama", "Nasi kuning", "harga", "15", "stok", "ada", "tentang", "Hubungi 0812 3456 7890")
		for _, want := range []string{"Rp15 atau Rp15.000?", "Nomor telepon", "Nasi kuning", "Hubungi 0812 3456 7890"} {
			if !strings.Contains(webtest.Text(page)+page, want) {
				t.Errorf("the form does not say %q: %s", want, webtest.Text(page))
			}
		}
		to := w.Sends("maker", at+"/produk/baru", 303, "nama", "Nasi kuning", "harga", "15rb/bks", "stok", "ada", "tampil", "1")
		one := strings.Split(to, "?")[0]
		if page := webtest.Text(w.Reads("maker", one)); !strings.Contains(page, "Belum ada foto. Satu foto") {
			t.Errorf("the page of a product says %s", page)
		}
		if page := webtest.Text(w.uploads("maker", one+"/foto", 422, "catatan.jpg", []byte("bukan foto"), "Nasi")); !strings.Contains(page, "JPG") {
			t.Errorf("what is no picture is told as %s", page)
		}
		if page := w.uploads("maker", one+"/foto", 422, "", nil, "Nasi dalam daun"); !strings.Contains(webtest.Text(page), "Pilih atau ambil fotonya dulu") || !strings.Contains(page, `value="Nasi dalam daun"`) {
			t.Error("a missing photo is not told, or its words are lost")
		}
		w.uploads("maker", one+"/foto", 303, "IMG.jpg", aPhoto(1), "Nasi dalam daun")
		m := photoAt.FindStringSubmatch(w.Reads("maker", one))
		if m == nil || m[3] != "800" || m[4] != "400" || m[5] != "Nasi dalam daun" {
			t.Fatalf("the photo stands as %v", m)
		}
		w.privatePhoto(m[1], id, at)
		list := w.Reads("counter", at+"/produk")
		if got := productAt.FindStringSubmatch(list); got == nil || got[1] != one || !strings.Contains(webtest.Text(list), "Rp15.000 per bungkus") || !strings.Contains(list, `width="320" height="160"`) {
			t.Errorf("the list: %s", webtest.Text(list))
		}
		w.Sends("helper", one+"/tampil", 303, "langkah", "sembunyi")
		if page := webtest.Text(w.Reads("maker", at+"/produk")); !strings.Contains(page, "Disembunyikan") {
			t.Error("it is not hidden")
		}
		w.Sends("maker", m[1], 303, "langkah", "hapus")
		public := "/berkas/" + strings.Trim(w.Get("maker", m[1]+"/besar").Header().Get("Etag"), `"`)
		w.Sends("maker", m[1], 303, "langkah", "tuntas")
		for _, path := range []string{m[1] + "/besar", public} {
			if got := w.Get("maker", path).Code; got != 404 {
				t.Errorf("a photo that is gone is answered %d", got)
			}
		}
	})
}

// privatePhoto: a draft's photo is its people's, and no cache keeps it; published, it is
// everybody's, and kept for long.
func (w *desk) privatePhoto(photo string, id db.ID, at string) {
	w.Helper()
	for who, want := range map[string]int{"maker": 200, "helper": 200, "counter": 200, "other": 404, "far": 404, "": 303} {
		for _, size := range []string{"besar", "sedang", "kecil"} {
			if got := w.Get(who, photo+"/"+size).Code; got != want {
				w.Errorf("%q gets a draft's photo as %d", who, got)
			}
		}
	}
	got := w.Get("maker", photo+"/besar")
	if got.Header().Get("Cache-Control") != "no-store" || got.Header().Get("Content-Type") != "image/jpeg" {
		w.Errorf("a draft's photo is sent with %v", got.Header())
	}
	public := "/berkas/" + strings.Trim(got.Header().Get("Etag"), `"`)
	if got := w.Get("", public).Code; got != 404 {
		w.Errorf("a draft's photo is public: %d", got)
	}
	w.publish(id)
	if got := w.Get("", public); got.Code != 200 || got.Header().Get("Cache-Control") != "public, no-cache" || got.Header().Get("X-Content-Type-Options") != "nosniff" {
		w.Errorf("a published photo: %d %v", got.Code, got.Header())
	}
	if err := w.d.Write(context.Background(), func(tx *db.Tx) error {
		return w.book.Suspend(tx, w.who["counter"].Session, registry.Step{Business: id, Reason: "aduan", Sentence: "Ada aduan."})
	}); err != nil {
		w.Fatal(err)
	}
	if got := w.Get("", public).Code; got != 404 {
		w.Errorf("a suspended business's photo is public: %d", got)
	}
	if got := w.Get("maker", photo+"/besar").Code; got != 200 {
		w.Errorf("its people get it as %d", got)
	}
	if err := w.d.Write(context.Background(), func(tx *db.Tx) error {
		return w.book.Resume(tx, w.who["counter"].Session, registry.Step{Business: id, Sentence: "Sudah beres sekarang."})
	}); err != nil {
		w.Fatal(err)
	}
	if page := webtest.Text(w.Reads("maker", at+"/produk")); strings.Contains(page, "belum tampil kepada umum") {
		w.Error("a published business is said to be not public")
	}
}

// Who was slower sees what stands and keeps what they typed; the history tells, and takes
// back.
func TestWhoIsSlowerSeesWhatStands(t *testing.T) {
	eachDesk(t, func(w *desk) {
		_, at := w.draft()
		one := strings.Split(w.Sends("maker", at+"/produk/baru", 303, "nama", "Soto", "stok", "ada", "tampil", "1"), "?")[0]
		w.Sends("helper", one, 303, "versi", "1", "nama", "Soto banjar", "harga", "20rb", "stok", "ada", "tampil", "1")
		page := w.Sends("maker", one, 409, "versi", "1", "nama", "Soto ayam", "harga", "18rb", "stok", "ada", "tampil", "1")
		if !strings.Contains(page, `value="Soto ayam"`) || !strings.Contains(webtest.Text(page), "Soto banjar") || !strings.Contains(webtest.Text(page), "Rp20.000") {
			t.Errorf("both sides are not shown: %s", webtest.Text(page))
		}
		if m := regexp.MustCompile(`name="versi" value="(\d+)"`).FindStringSubmatch(page); m == nil || m[1] != "2" {
			t.Error("the page that shows what stands does not name it")
		}
		w.Sends("maker", one, 303, "versi", "2", "nama", "Soto ayam", "harga", "18rb", "stok", "pesan", "hari", "2", "tampil", "1")
		page = w.Reads("maker", at+"/riwayat-produk")
		if got := webtest.Text(page); !strings.Contains(got, "Soto banjar → Soto ayam") || !strings.Contains(got, "Dibuat menurut pesanan, 2 hari") {
			t.Errorf("the history tells %s", got)
		}
		if page := w.Reads("helper", at+"/riwayat-produk"); strings.Contains(page, "<form") {
			t.Error("a helper is offered to take back")
		}
		m := regexp.MustCompile(`action="(/usaha-saya/[0-9a-z]+/riwayat-produk/[0-9a-z]+)"`).FindAllStringSubmatch(page, -1)
		if len(m) != 1 {
			t.Fatalf("%d changes can be taken back", len(m))
		}
		w.Sends("helper", m[0][1], 403)
		w.Sends("maker", m[0][1], 303)
		if page := webtest.Text(w.Reads("maker", at+"/produk")); !strings.Contains(page, "Soto banjar") {
			t.Error("it was not taken back")
		}
		w.Sends("maker", one+"/hapus", 409, "versi", "1")
		w.Sends("maker", one+"/hapus", 303, "versi", "4")
		if page := webtest.Text(w.Reads("maker", at+"/produk")); !strings.Contains(page, "Belum ada produk") {
			t.Error("it was not removed")
		}
		if page := webtest.Text(w.Reads("maker", at+"/riwayat-produk")); !strings.Contains(page, "Produk dihapus") {
			t.Error("the removal is not told")
		}
		for who, want := range map[string]int{"other": 404, "far": 404, "": 303} {
			for _, end := range []string{"/produk", "/produk/baru", "/foto", "/riwayat-produk"} {
				if got := w.Get(who, at+end).Code; got != want {
					t.Errorf("%q gets %s as %d", who, end, got)
				}
			}
		}
	})
}

// A business that is closed shows its products to nobody and offers no form, but what was
// typed before somebody closed it stays on the page that refuses it.
func TestAClosedBusinessOffersNoForm(t *testing.T) {
	eachDesk(t, func(w *desk) {
		id, at := w.draft()
		one := strings.Split(w.Sends("maker", at+"/produk/baru", 303, "nama", "Soto", "stok", "ada", "tampil", "1"), "?")[0]
		if err := w.d.Write(context.Background(), func(tx *db.Tx) error {
			return w.book.Close(tx, w.who["maker"].Session, registry.Step{Business: id, Reason: "tutup"})
		}); err != nil {
			t.Fatal(err)
		}
		for _, page := range []string{at + "/produk/baru", one} {
			if main, _, _ := strings.Cut(w.Reads("maker", page), "</main>"); strings.Contains(main, `name="nama"`) || strings.Contains(main, `type="file"`) || strings.Contains(main, "/hapus") {
				t.Errorf("%s offers a form", page)
			}
		}
		if text := webtest.Text(w.Reads("maker", at+"/produk")); strings.Contains(text, "Tampil") || !strings.Contains(text, "Disembunyikan") {
			t.Errorf("its products are said to be shown: %s", text)
		}
		if page := w.Sends("maker", one, 409, "versi", "1", "nama", "Soto banjar", "stok", "ada", "tampil", "1"); !strings.Contains(page, `value="Soto banjar"`) {
			t.Error("what was typed is lost")
		}
	})
}

// The photos of the business itself: six and no more, the first is the face.
func TestPhotosOfTheBusiness(t *testing.T) {
	eachDesk(t, func(w *desk) {
		_, at := w.draft()
		if page := webtest.Text(w.Reads("maker", at+"/foto")); !strings.Contains(page, "Belum ada foto usaha") {
			t.Errorf("an empty page says %s", page)
		}
		for n := range product.MostOfBusiness {
			w.uploads("maker", at+"/foto", 303, "IMG.jpg", aPhoto(n), "")
		}
		if page := w.Reads("maker", at+"/foto"); strings.Contains(page, `type="file"`) {
			t.Error("a seventh photo is asked for")
		}
		w.uploads("maker", at+"/foto", 409, "IMG.jpg", aPhoto(9), "")
		all := photoAt.FindAllStringSubmatch(w.Reads("maker", at+"/foto"), -1)
		if len(all) != product.MostOfBusiness || all[0][5] != "Foto Warung Bu Siti" {
			t.Fatalf("%d photos: %v", len(all), all)
		}
		last := all[len(all)-1][1]
		w.Sends("maker", last, 303, "langkah", "depan")
		w.Sends("maker", last, 303, "langkah", "keterangan", "alt_"+last[len(last)-13:], "Etalase depan")
		if now := photoAt.FindStringSubmatch(w.Reads("maker", at+"/foto")); now[1] != last || now[5] != "Etalase depan" {
			t.Errorf("the face is %v", now)
		}
		w.Sends("other", last, 404, "langkah", "hapus")
		w.Sends("maker", last, 303, "langkah", "hapus")
		if shown, _, _ := strings.Cut(w.Reads("maker", at+"/foto"), "baru-dihapus"); len(photoAt.FindAllString(shown, -1)) != product.MostOfBusiness-1 {
			t.Errorf("left are %s", webtest.Text(shown))
		}
	})
}

// A photo that was taken off stands below, for the people of the business alone, until
// they give it back or say once more that they want it gone.
func TestAPhotoComesBackFromThePage(t *testing.T) {
	eachDesk(t, func(w *desk) {
		id, at := w.draft()
		one := strings.Split(w.Sends("maker", at+"/produk/baru", 303, "nama", "Soto", "stok", "ada", "tampil", "1"), "?")[0]
		w.publish(id)
		w.uploads("maker", at+"/foto", 303, "IMG.jpg", aPhoto(1), "Etalase")
		w.uploads("maker", one+"/foto", 303, "IMG.jpg", aPhoto(2), "Semangkuk soto")
		face, soto := photoAt.FindStringSubmatch(w.Reads("maker", at+"/foto"))[1], photoAt.FindStringSubmatch(w.Reads("maker", one))[1]
		public := "/berkas/" + strings.Trim(w.Get("maker", face+"/besar").Header().Get("Etag"), `"`)
		if page := w.Reads("maker", at+"/foto"); strings.Contains(page, "baru-dihapus") {
			t.Error("nothing was taken off, and a list stands there")
		}
		if text := webtest.Text(w.Reads("maker", w.Sends("maker", face, 303, "langkah", "hapus"))); !strings.Contains(text, "Selama 7 hari Anda bisa mengembalikannya") || !strings.Contains(text, "Baru dihapus") || !strings.Contains(text, "Bisa dikembalikan sampai") || !strings.Contains(text, "Hapus sekarang") {
			t.Errorf("taken off: %s", text)
		}
		for who, want := range map[string]int{"maker": 200, "helper": 200, "counter": 200, "other": 403, "far": 403, "": 303} {
			got := w.Get(who, face+"/kecil")
			if got.Code != want || want == 200 && got.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%q gets a photo that is off as %d %v", who, got.Code, got.Header())
			}
		}
		if got := w.Get("", public).Code; got != 404 {
			t.Errorf("by its address it is answered %d", got)
		}
		w.Sends("other", face, 403, "langkah", "kembali")
		w.Sends("far", face, 403, "langkah", "tuntas")
		if text := webtest.Text(w.Reads("helper", w.Sends("helper", face, 303, "langkah", "kembali"))); !strings.Contains(text, "Foto dikembalikan ke tempatnya semula") || strings.Contains(text, "Baru dihapus") {
			t.Errorf("given back: %s", text)
		}
		w.Sends("maker", face, 303, "langkah", "kembali") // again, from another page
		if got := w.Get("", public).Code; got != 200 {
			t.Errorf("given back, by its address it is answered %d", got)
		}
		w.Sends("maker", soto, 303, "langkah", "hapus")
		for page, want := range map[string]bool{one: true, at + "/foto": true} {
			if text := webtest.Text(w.Reads("maker", page)); strings.Contains(text, "Baru dihapus") != want || !strings.Contains(text, "Soto") {
				t.Errorf("%s lists it: %s", page, text)
			}
		}
		w.Sends("maker", one+"/hapus", 303, "versi", "1")
		if page := w.Reads("maker", at+"/foto"); !strings.Contains(page, "sesudah produknya dikembalikan") || strings.Contains(page, `value="kembali"`) {
			t.Errorf("of a product that is removed: %s", webtest.Text(page))
		}
		if text := webtest.Text(w.Sends("maker", soto, 409, "langkah", "kembali")); !strings.Contains(text, "Kembalikan dulu produknya") {
			t.Errorf("it says %s", text)
		}
		if text := webtest.Text(w.Reads("maker", w.Sends("maker", soto, 303, "langkah", "tuntas"))); !strings.Contains(text, "Foto dihapus untuk seterusnya") || strings.Contains(text, "Baru dihapus") {
			t.Errorf("gone: %s", text)
		}
		w.Sends("maker", soto, 404, "langkah", "kembali")
	})
}

func TestASampleIsDrawn(t *testing.T) {
	w := aDesk(t, dbtest.Open(t, dbtest.SQLite(t), db.Options{}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files, web.Files))
	for path, want := range map[string]string{product.SampleAddress("minuman", "Es teh"): "CONTOH", "/en" + product.SampleAddress("minuman", "Es teh"): "SAMPLE"} {
		got := w.Get("", path)
		if got.Code != 200 || got.Header().Get("Content-Type") != "image/svg+xml" || !strings.Contains(got.Body.String(), want) {
			t.Errorf("%s: %d %v", path, got.Code, got.Header())
		}
	}
	if got := w.Get("", "/gambar-contoh/minuman/x").Code; got != 404 {
		t.Errorf("a strange sample is answered %d", got)
	}
}
