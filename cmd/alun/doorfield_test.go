package main

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"net/http"
	"net/url"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/field"
)

// Words that stand for the field work of the cast's counter.
const (
	fieldOne   = "LAPANGSATU"  // a business that was found closed
	fieldNext  = "PERIKSADUA"  // the check that says so
	fieldCheck = "PERIKSASATU" // a check of another one, with a photo
)

// Who sees the numbers of the city.
var citySums = []string{"planner", "planner without second factor", "inspector", "counter"}

const (
	fieldPage = "/petugas/lapangan/usaha/" + fieldOne
	fieldSays = "kalimat=Petugas+mendapati+usaha+sudah+tutup.&alasan=tutup&putusan=tutup"
)

// fieldDoors are those of officers outdoors.
var fieldDoors = []door{
	{method: "GET", route: "/petugas/lapangan", as: "counter", may: counters, examples: []string{"/petugas/lapangan", "/petugas/lapangan?ya=periksa"}, refused: []refusal{{"/petugas/lapangan?ya=%00", 422}}},
	{method: "POST", route: "/petugas/lapangan", as: "counter", may: counters, forms: []sent{
		{"/petugas/lapangan", "waktu=120&cara=kaki&mulai=" + draftArea, 303, 0},
		{"/petugas/lapangan", "waktu=120&cara=motor&mulai=" + draftArea + "&lat=-1.24&lng=116.83&akurasi=12", 303, 0},
		{"/petugas/lapangan", "waktu=120&cara=motor&mulai=" + draftArea + "&lat=x&lng=999&akurasi=-1", 303, 0}, // a device that says nonsense says nothing
		{"/petugas/lapangan", "waktu=5&cara=terbang&mulai=bukan", 422, 0},
		{"/petugas/lapangan", "waktu=120&cara=kaki&mulai=64.71.03.1001", 422, 0}, // not theirs
		{"/petugas/lapangan", "waktu=%ff&cara=%00", 422, 0}}},
	{method: "GET", route: "/petugas/lapangan/usaha/{code}", as: "counter", may: []string{"counter"}, examples: []string{fieldPage, fieldPage + "?ya=putus"},
		refused: []refusal{{"/petugas/lapangan/usaha/abc", 404}, {"/petugas/lapangan/usaha/%00", 404}, {"/petugas/lapangan/usaha/" + long, 404}, {fieldPage + "?ya=%ff", 422}}},
	{method: "POST", route: "/petugas/lapangan/usaha/{code}", as: "counter", may: []string{"counter"}, forms: []sent{
		{fieldPage, "kunci=aaaaaaaaaaaaaaaaaaaa&found=buka&name=Nasi+Kuning+Sari&hours=Sen-Sab+7-11&rt=12&about_id=", 303, 0},
		{fieldPage, "kunci=aaaaaaaaaaaaaaaaaaaa&found=buka&name=Nasi+Kuning+Sari", 303, 0}, // again: the same check
		{fieldPage, "kunci=aaaaaaaaaaaaaaaaaaab&found=buka&lat=-1.24&lng=116.83&akurasi=9&di_sini=1&pada=1", 303, 0},
		{fieldPage, "kunci=aaaaaaaaaaaaaaaaaaac&versi=1&found=buka&name=Nasi+Kuning", 200, 0}, // changed meanwhile: both sides are told
		{fieldPage, "kunci=aaaaaaaaaaaaaaaaaaad&found=lupa&rt=nol", 422, 0},
		{fieldPage, "kunci=aaaaaaaaaaaaaaaaaaad&found=buka&rt=nol&hours=pagi", 422, 0},
		{fieldPage, "kunci=x&found=buka", 422, 0},
		{fieldPage, "found=%ff%00", 422, 0},
		{fieldPage, "kunci=aaaaaaaaaaaaaaaaaaae&found=buka&catatan=" + long + long + long, 422, 0},
		{"/petugas/lapangan/usaha/abc", "kunci=aaaaaaaaaaaaaaaaaaaf&found=buka", 404, 0}}},
	{method: "GET", route: "/petugas/lapangan/periksa/{check}/foto", as: "counter", may: []string{"counter"}, examples: []string{"/petugas/lapangan/periksa/" + fieldCheck + "/foto"},
		refused: []refusal{{"/petugas/lapangan/periksa/abc/foto", 404}, {"/petugas/lapangan/periksa/" + fieldNext + "/foto", 404}, {"/petugas/lapangan/periksa/%00/foto", 404}}},
	{method: "POST", route: "/petugas/lapangan/periksa/{check}/putus", as: "counter", may: []string{"counter"}, forms: []sent{
		{"/petugas/lapangan/periksa/" + fieldNext + "/putus", "putusan=tetap", 303, 0},
		{"/petugas/lapangan/periksa/" + fieldNext + "/putus", "putusan=tetap", 409, 0},
		{"/petugas/lapangan/periksa/" + fieldCheck + "/putus", "putusan=tutup&alasan=tutup&kalimat=", 422, 0},
		{"/petugas/lapangan/periksa/" + fieldCheck + "/putus", "putusan=tutup&alasan=sepi&kalimat=Petugas+mendapati+usaha+tutup.", 422, 0}, // how active it seems is no reason
		{"/petugas/lapangan/periksa/" + fieldCheck + "/putus", fieldSays, 303, 0},
		{"/petugas/lapangan/periksa/abc/putus", fieldSays, 404, 0}}},
	{method: "GET", route: "/petugas/lapangan/kota", as: "planner", may: also(citySums, counters), examples: []string{"/petugas/lapangan/kota"}, refused: []refusal{{"/petugas/lapangan/kota?x=%00", 422}}},
	{method: "GET", route: "/petugas/lapangan/jalan", as: "counter", may: counters, examples: []string{"/petugas/lapangan/jalan"}, refused: []refusal{{"/petugas/lapangan/jalan?x=%00", 422}}},
	{method: "GET", route: "/petugas/lapangan/bawa", as: "counter", may: counters, examples: []string{"/petugas/lapangan/bawa"}, refused: []refusal{{"/petugas/lapangan/bawa?x=%00", 422}}},
	{method: "POST", route: "/petugas/lapangan/kirim", as: "counter", may: []string{"counter"}, forms: []sent{
		{"/petugas/lapangan/kirim", "jenis=periksa&usaha=" + fieldOne + "&kunci=baaaaaaaaaaaaaaaaaaa&found=buka", 200, 0},
		{"/petugas/lapangan/kirim", "jenis=baru&kunci=baaaaaaaaaaaaaaaaaab&name=Kios+Jaya&kelurahan=" + draftArea + "&di=tempat&address=Jalan+Mawar+1", 200, 0},
		{"/petugas/lapangan/kirim", "jenis=baru&kunci=baaaaaaaaaaaaaaaaaab&name=Kios+Jaya&kelurahan=" + draftArea + "&di=tempat&address=Jalan+Mawar+1", 200, 0},
		{"/petugas/lapangan/kirim", "jenis=baru&kunci=baaaaaaaaaaaaaaaaaac&name=Kios+Jaya&kelurahan=64.71.03.1001&di=rumah", 403, 0},
		{"/petugas/lapangan/kirim", "siapa=aaaaaaaaaaaaa&jenis=baru&kunci=baaaaaaaaaaaaaaaaaaf&name=Kios+Lain&kelurahan=" + draftArea + "&di=tempat", 401, 0}, // what waited for somebody else
		{"/petugas/lapangan/kirim", "jenis=baru&name=&kelurahan=", 200, 0},                                                                                    // refused, as the page's script reads it
		{"/petugas/lapangan/kirim", "jenis=periksa&usaha=abc&kunci=baaaaaaaaaaaaaaaaaad&found=buka", 200, 0},                                                  // the same
		{"/petugas/lapangan/kirim", "jenis=periksa&usaha=" + fieldOne + "&kunci=baaaaaaaaaaaaaaaaaae&found=", 200, 0},                                         // the same
		{"/petugas/lapangan/kirim", "jenis=%ff", 422, 0}}},
	{method: "GET", route: "/petugas/penjaga-lapangan.js", examples: []string{"/petugas/penjaga-lapangan.js"}},
}

// goOut gives the counter of the cast a business that was found closed, and weighs all.
func (v *visit) goOut() {
	v.Helper()
	id, checks, err := v.foundClosed(v.Context())
	if err != nil {
		v.Fatal(err)
	}
	_, others, err := v.foundClosed(v.Context())
	if err != nil {
		v.Fatal(err)
	}
	code := func(id db.ID) string { return v.house.keys.Codec().Encode(int64(id)) }
	v.codes[fieldOne], v.codes[fieldCheck], v.codes[fieldNext] = code(id), code(others[0]), code(checks[1])
	desk, err := v.house.fieldDesk(nil)
	if err == nil {
		err = desk.Pass(v.Context(), func(*db.Tx) error { return nil })
	}
	if err != nil {
		v.Fatal(err)
	}
}

// foundClosed is a business of the maker's that the counter found closed, twice.
func (v *visit) foundClosed(ctx context.Context) (id db.ID, checks [2]db.ID, err error) {
	book, err := v.house.register(ctx)
	if err != nil {
		return id, checks, err
	}
	desk, err := v.house.fieldDesk(book)
	if err != nil {
		return id, checks, err
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		return id, checks, err
	}
	photo, err := v.house.files.Receive(ctx, blob.Sent{Name: "foto.png", Type: "image/png", Content: &picture}, blob.Policy{Kinds: []blob.Kind{blob.PNG}})
	if err != nil {
		return id, checks, err
	}
	err = v.house.db.Write(ctx, func(tx *db.Tx) error {
		maker, officer := v.people["maker"].Session, v.people["counter"].Session
		var err error
		if id, err = book.Register(tx, maker, registry.Registering{Set: wholeStall()}); err != nil {
			return err
		}
		if err := book.Submit(tx, maker, registry.Step{Business: id}); err != nil {
			return err
		}
		if err := book.Publish(tx, officer, registry.Step{Business: id}); err != nil {
			return err
		}
		for i := range checks {
			in := field.Checking{Business: id, Key: web.NewKey(), Found: field.Closed, Note: "Menurut tetangga."}
			if i == 0 {
				in.Photo = photo.Hash
			}
			done, err := desk.Check(tx, officer, in)
			if err != nil {
				return err
			}
			checks[i] = done.Check
		}
		return nil
	})
	return id, checks, err
}

// fieldActs are what can be done once with a check: each has one of its own.
func (w *twoFaces) fieldActs() map[string]act {
	return map[string]act{
		"POST /petugas/lapangan/periksa/{check}/putus": func(ctx context.Context, _ int) error {
			_, checks, err := w.foundClosed(ctx)
			if err != nil {
				return err
			}
			body := url.Values{"putusan": {"tetap"}}
			return w.formAs(ctx, "counter", w.site.Handler(), "/petugas/lapangan/periksa/"+w.house.keys.Codec().Encode(int64(checks[0]))+"/putus", body.Encode(), http.StatusSeeOther)
		},
	}
}

// weighedAll reports whether the pass of today is done.
func (w *twoFaces) weighedAll(ctx context.Context) (done bool, err error) {
	err = w.house.db.Read(ctx, func(tx *db.Tx) error {
		done, _, err = db.One(tx, (*db.Row).Bool, `select done from registry_keaktifan_pass`)
		return err
	})
	return done, err
}
