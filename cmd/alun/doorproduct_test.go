package main

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"strings"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/product"
)

// Words that stand for products and photos of the cast's maker.
const (
	productOne  = "PRODUKSATU" // of the published business, with a photo
	productGone = "PRODUKGUGUR"
	productBack = "PRODUKUBAH"   // the newest change of one
	creator     = "PENCIPTASATU" // a creative person, with a work
	photoOne    = "FOTOSATU"     // of the business itself
	photoOf     = "FOTOPRODUK"
	photoGone   = "FOTOHAPUS"
	photoHash   = "FOTOUMUM" // the file of one, which everybody may see
)

const sells = "/usaha-saya/" + ownOne

// productDoors are those of products and photos.
var productDoors = []door{
	{method: "GET", route: "/usaha-saya/{code}/produk", as: "maker", may: writers, examples: []string{sells + "/produk", sells + "/produk?ya=ubah", "/usaha-saya/" + draftTwo + "/produk", "/usaha-saya/" + ownShut + "/produk"},
		refused: []refusal{{"/usaha-saya/abc/produk", 404}, {sells + "/produk?ya=%ff", 422}, {"/usaha-saya/%00/produk", 404}}},
	{method: "GET", route: "/usaha-saya/{code}/produk/baru", as: "maker", may: writers, examples: []string{sells + "/produk/baru", "/usaha-saya/" + draftThree + "/produk/baru?isi=karya"}, refused: []refusal{{"/usaha-saya/abc/produk/baru", 404}, {sells + "/produk/baru?isi=%ff", 422}}},
	{method: "POST", route: "/usaha-saya/{code}/produk/baru", as: "maker", may: writers, forms: []sent{
		{sells + "/produk/baru", "nama=Kue+lapis&harga=15rb%2Fkotak&stok=pesan&hari=2&tampil=1", 303, 0},
		{sells + "/produk/baru", "", 422, 0},
		{sells + "/produk/baru", "nama=Kue&harga=15", 422, 0},
		{sells + "/produk/baru", "nama=Kue&tentang=slot+gacor&satuan=%21&jenis=x&stok=x&hari=x", 422, 0},
		{sells + "/produk/baru", "nama=%ff%00", 422, 0},
		{"/usaha-saya/" + draftThree + "/produk/baru", "isi=karya&nama=Lagu+Pesisir&karya=musik&tahun=2024&tautan=contoh.id%2Flagu&hki=registered&hki_jenis=hak_cipta&hki_nomor=000123456", 303, 0},
		{"/usaha-saya/" + draftThree + "/produk/baru", "isi=karya&nama=Lagu&karya=tari&tahun=24&tautan=javascript%3Ax&hki=x", 422, 0},
		{sells + "/produk/baru", "isi=karya&nama=Lagu+Pesisir&karya=musik&tahun=2024&hki=none", 409, 0},
		{"/usaha-saya/abc/produk/baru", "nama=Kue", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/produk/{product}", as: "maker", may: writers, examples: []string{sells + "/produk/" + productOne},
		refused: []refusal{{sells + "/produk/abc", 404}, {sells + "/produk/%00", 404}, {"/usaha-saya/" + draftTwo + "/produk/" + productOne, 404}}},
	{method: "POST", route: "/usaha-saya/{code}/produk/{product}", as: "maker", may: writers, forms: []sent{
		{sells + "/produk/" + productOne, "versi=1&nama=Soto+banjar&harga=20rb&stok=ada&tampil=1", 303, 0},
		{sells + "/produk/" + productOne, "versi=1&nama=Soto+lain&stok=ada", 409, 0},
		{sells + "/produk/" + productOne, "versi=x&nama=", 422, 0},
		{"/usaha-saya/" + draftTwo + "/produk/" + productOne, "nama=Soto", 404, 0},
		{sells + "/produk/abc", "nama=Soto", 404, 0}}},
	{method: "POST", route: "/usaha-saya/{code}/produk/{product}/tampil", as: "maker", may: writers, forms: []sent{
		{sells + "/produk/" + productOne + "/tampil", "langkah=sembunyi", 303, 0},
		{sells + "/produk/" + productOne + "/tampil", "langkah=tampil", 303, 0},
		{sells + "/produk/abc/tampil", "langkah=tampil", 404, 0}}},
	{method: "POST", route: "/usaha-saya/{code}/produk/{product}/urut", as: "maker", may: writers, forms: []sent{
		{sells + "/produk/" + productOne + "/urut", "langkah=turun", 303, 0},
		{sells + "/produk/" + productOne + "/urut", "langkah=naik", 303, 0},
		{sells + "/produk/abc/urut", "langkah=naik", 404, 0}}},
	{method: "POST", route: "/usaha-saya/{code}/produk/{product}/hki", as: "counter", may: []string{"counter"}, forms: []sent{
		{sells + "/produk/" + productOne + "/hki", "versi=1", 409, 0}, // it is no work
		{sells + "/produk/abc/hki", "versi=1", 404, 0}}},
	{method: "POST", route: "/usaha-saya/{code}/produk/{product}/foto", as: "maker", may: writers, forms: []sent{
		{sells + "/produk/" + productOne + "/foto", "alt=Soto", 422, 0},
		{sells + "/produk/abc/foto", "", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/foto", as: "maker", may: writers, examples: []string{sells + "/foto", "/usaha-saya/" + draftTwo + "/foto"}, refused: []refusal{{"/usaha-saya/abc/foto", 404}, {sells + "/foto?ya=%00", 422}}},
	{method: "POST", route: "/usaha-saya/{code}/foto", as: "maker", may: writers, forms: []sent{
		{sells + "/foto", "alt=Etalase", 422, 0},
		{"/usaha-saya/abc/foto", "", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/foto/{photo}/{size}", as: "maker", may: writers,
		examples: []string{sells + "/foto/" + photoOne + "/besar", sells + "/foto/" + photoOf + "/sedang", sells + "/foto/" + photoOf + "/kecil"},
		refused:  []refusal{{sells + "/foto/abc/besar", 404}, {sells + "/foto/" + photoOne + "/raksasa", 404}, {"/usaha-saya/" + draftTwo + "/foto/" + photoOne + "/besar", 404}}},
	{method: "POST", route: "/usaha-saya/{code}/foto/{photo}", as: "maker", may: writers, forms: []sent{
		{sells + "/foto/" + photoOne, "langkah=depan", 303, 0},
		{sells + "/foto/" + photoOne, "langkah=keterangan&alt_" + photoOne + "=Etalase", 303, 0},
		{sells + "/foto/" + photoOne, "langkah=keterangan&alt_" + photoOne + "=" + long, 422, 0},
		{sells + "/foto/" + photoGone, "langkah=hapus", 303, 0},
		{sells + "/foto/" + photoGone, "langkah=kembali", 303, 0},
		{sells + "/foto/" + photoGone, "langkah=hapus", 303, 0},
		{sells + "/foto/" + photoGone, "langkah=tuntas", 303, 0},
		{sells + "/foto/" + photoGone, "langkah=tuntas", 404, 0},
		{sells + "/foto/abc", "langkah=hapus", 404, 0}}},
	{method: "POST", route: "/usaha-saya/{code}/produk/{product}/hapus", as: "maker", may: writers, forms: []sent{
		{sells + "/produk/" + productGone + "/hapus", "versi=1", 303, 0},
		{sells + "/produk/" + productOne + "/hapus", "versi=1", 409, 0},
		{sells + "/produk/abc/hapus", "", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/riwayat-produk", as: "maker", may: writers, examples: []string{sells + "/riwayat-produk", "/usaha-saya/" + draftTwo + "/riwayat-produk"}, refused: []refusal{{"/usaha-saya/abc/riwayat-produk", 404}}},
	{method: "POST", route: "/usaha-saya/{code}/riwayat-produk/{change}", as: "maker", may: []string{"maker", "counter"}, forms: []sent{
		{sells + "/riwayat-produk/" + productBack, "", 303, 0},
		{sells + "/riwayat-produk/" + productBack, "", 409, 0},
		{sells + "/riwayat-produk/abc", "", 404, 0}}},
	{method: "GET", route: product.SamplePath + "{kind}/{seed}", examples: []string{product.SamplePath + "minuman/0badcafe"}, refused: []refusal{{product.SamplePath + "lain/0badcafe", 404}, {product.SamplePath + "minuman/%00", 404}}},
}

// sell gives the maker of the cast products and photos, in the published business.
func (v *visit) sell() {
	v.Helper()
	id, ok := v.house.keys.Codec().Decode(v.codes[ownOne])
	if !ok {
		v.Fatal("no business")
	}
	book, err := v.house.register(v.Context())
	if err != nil {
		v.Fatal(err)
	}
	desk, session, business := product.Desk{Book: book}, v.people["maker"].Session, db.ID(id)
	files := v.twoPictures()
	err = v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		ids := map[string]db.ID{}
		for _, x := range []struct{ word, name string }{{productOne, "Soto"}, {productGone, "Es teh"}, {productBack, "Kerupuk"}} {
			var err error
			if ids[x.word], err = desk.Add(tx, session, business, product.Typed{Name: x.name, Price: "15rb", Shown: true}); err != nil {
				return err
			}
		}
		changed := ids[productBack]
		err := desk.Show(tx, session, changed, false)
		if err != nil {
			return err
		}
		all, err := desk.History(tx, session, business, 0, 1)
		if err != nil {
			return err
		}
		ids[productBack] = all[0].ID
		if ids[photoOne], err = desk.AddPhoto(tx, session, product.AddingPhoto{Business: business, Sizes: files[0]}); err != nil {
			return err
		}
		if ids[photoGone], err = desk.AddPhoto(tx, session, product.AddingPhoto{Business: business, Product: ids[productOne], Sizes: files[0]}); err != nil {
			return err
		}
		ids[photoOf], err = desk.AddPhoto(tx, session, product.AddingPhoto{Business: business, Product: ids[productOne], Sizes: files[1], Alt: "Soto"})
		if err == nil {
			ids[creator], err = v.creates(tx, desk)
		}
		for word, id := range ids {
			v.codes[word] = v.house.keys.Codec().Encode(int64(id))
		}
		v.codes[photoHash] = files[0][0].Hash
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
}

// creates gives the maker a published entry of a creative person, with a work.
func (v *visit) creates(tx *db.Tx, desk product.Desk) (db.ID, error) {
	maker := v.people["maker"].Session
	id, err := desk.Book.Register(tx, maker, registry.Registering{Set: registry.Values{registry.Kind: registry.Perorangan, registry.Name: "Sari Pesisir", registry.Kelurahan: draftArea,
		registry.AboutID: "lagu daerah", registry.Subsectors: "musik", registry.AtHome: registry.Yes, registry.Address: "Jalan Kenanga 5", registry.Phone: "081234567892"}})
	if err == nil {
		_, err = desk.Add(tx, maker, id, product.Typed{Name: "Lagu Pesisir", Shown: true, Work: &product.TypedWork{Kind: "musik", Year: "2024", Link: "https://contoh.id/lagu", HKI: "none"}})
	}
	if err == nil {
		err = desk.Book.Submit(tx, maker, registry.Step{Business: id})
	}
	if err == nil {
		err = desk.Book.Publish(tx, v.people["counter"].Session, registry.Step{Business: id})
	}
	return id, err
}

// twoPictures takes two photos in.
func (v *visit) twoPictures() (out [][]blob.File) {
	v.Helper()
	for n := range 2 {
		files, err := v.house.files.Pictures(v.Context(), blob.Sent{Name: "a.jpg", Content: bytes.NewReader(smallPhoto(n))}, product.Photographs, product.Edges...)
		if err != nil {
			v.Fatal(err)
		}
		out = append(out, files)
	}
	return out
}

// smallPhoto is a photo of 40 by 30; n makes it another one.
func smallPhoto(n int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = byte(i * (n + 3))
	}
	img.Set(n%40, n/40%30, color.White)
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, nil) // memory takes all
	return b.Bytes()
}

// productActs are what can be done once with a product or photo: each has a business of
// its own.
func (w *twoFaces) productActs() map[string]act {
	type shop struct{ business, product, change, photo db.ID }
	press := func(path, body string, upload bool) act {
		return func(ctx context.Context, n int) error {
			book, err := w.house.register(ctx)
			if err != nil {
				return err
			}
			files, err := w.house.files.Pictures(ctx, blob.Sent{Name: "a.jpg", Content: bytes.NewReader(smallPhoto(n))}, product.Photographs, product.Edges...)
			if err != nil {
				return err
			}
			var at shop
			err = w.house.db.Write(ctx, func(tx *db.Tx) (err error) {
				at = shop{}
				session, desk := w.people["maker"].Session, product.Desk{Book: book}
				if at.business, err = book.Register(tx, session, registry.Registering{Set: wholeStall()}); err != nil {
					return err
				}
				if at.product, err = desk.Add(tx, session, at.business, product.Typed{Name: "Soto", Shown: true}); err != nil {
					return err
				}
				if _, err = desk.Add(tx, session, at.business, product.Typed{Name: "Es teh", Shown: true}); err != nil {
					return err
				}
				all, err := desk.History(tx, session, at.business, 0, 1)
				if err != nil {
					return err
				}
				at.change = all[0].ID
				at.photo, err = desk.AddPhoto(tx, session, product.AddingPhoto{Business: at.business, Sizes: files})
				return err
			})
			if err != nil {
				return err
			}
			to := strings.NewReplacer("{code}", w.code(at.business), "{product}", w.code(at.product), "{change}", w.code(at.change), "{photo}", w.code(at.photo)).Replace(path)
			if !upload {
				return w.formAs(ctx, "maker", w.site.Handler(), to, body, http.StatusSeeOther)
			}
			return w.uploadPhoto(ctx, to, smallPhoto(n+1))
		}
	}
	return map[string]act{
		"POST /usaha-saya/{code}/produk/baru":             press("/usaha-saya/{code}/produk/baru", "nama=Kue", false),
		"POST /usaha-saya/{code}/produk/{product}":        press("/usaha-saya/{code}/produk/{product}", "versi=1&nama=Soto+ayam", false),
		"POST /usaha-saya/{code}/produk/{product}/tampil": press("/usaha-saya/{code}/produk/{product}/tampil", "langkah=sembunyi", false),
		"POST /usaha-saya/{code}/produk/{product}/urut":   press("/usaha-saya/{code}/produk/{product}/urut", "langkah=turun", false),
		"POST /usaha-saya/{code}/produk/{product}/hapus":  press("/usaha-saya/{code}/produk/{product}/hapus", "versi=1", false),
		"POST /usaha-saya/{code}/produk/{product}/hki":    w.confirmsWork,
		"POST /usaha-saya/{code}/produk/{product}/foto":   press("/usaha-saya/{code}/produk/{product}/foto", "", true),
		"POST /usaha-saya/{code}/foto":                    press("/usaha-saya/{code}/foto", "", true),
		"POST /usaha-saya/{code}/foto/{photo}":            press("/usaha-saya/{code}/foto/{photo}", "langkah=hapus", false),
		"POST /usaha-saya/{code}/riwayat-produk/{change}": press("/usaha-saya/{code}/riwayat-produk/{change}", "", false),
	}
}

// letPhotoGo gives the work a photo that was taken off long ago.
func (w *twoFaces) letPhotoGo(ctx context.Context, n int) error {
	book, err := w.house.register(ctx)
	if err != nil {
		return err
	}
	files, err := w.house.files.Pictures(ctx, blob.Sent{Name: "a.jpg", Content: bytes.NewReader(smallPhoto(n))}, product.Photographs, product.Edges...)
	if err != nil {
		return err
	}
	var photo db.ID
	err = w.house.db.Write(ctx, func(tx *db.Tx) error {
		session, desk := w.people["maker"].Session, product.Desk{Book: book}
		id, err := book.Register(tx, session, registry.Registering{Set: wholeStall()})
		if err == nil {
			photo, err = desk.AddPhoto(tx, session, product.AddingPhoto{Business: id, Sizes: files})
		}
		if err == nil {
			err = desk.TakeOff(tx, session, photo)
		}
		if err == nil {
			_, err = tx.Exec(`update registry_photo_off set off_at = $1 where id = $2`, ago(2*product.OffFor), photo)
		}
		return err
	})
	if err != nil {
		return err
	}
	return w.clears(ctx, "photos", `select count(*) from registry_photo_off where id = $1`, photo)
}

// confirmsWork is an officer who saw the paper of a work's HKI.
func (w *twoFaces) confirmsWork(ctx context.Context, _ int) error {
	book, err := w.house.register(ctx)
	if err != nil {
		return err
	}
	var id, work db.ID
	err = w.house.db.Write(ctx, func(tx *db.Tx) (err error) {
		session, desk := w.people["maker"].Session, product.Desk{Book: book}
		if id, err = book.Register(tx, session, registry.Registering{Set: registry.Values{registry.Kind: registry.Perorangan, registry.Name: "Rina Sari", registry.Kelurahan: draftArea}}); err != nil {
			return err
		}
		work, err = desk.Add(tx, session, id, product.Typed{Name: "Lagu Pesisir", Shown: true, Work: &product.TypedWork{Kind: "musik", Year: "2024", HKI: product.Registered, HKIKind: "hak_cipta", HKINumber: "000123456"}})
		return err
	})
	if err != nil {
		return err
	}
	return w.formAs(ctx, "counter", w.site.Handler(), "/usaha-saya/"+w.code(id)+"/produk/"+w.code(work)+"/hki", "versi=1", http.StatusSeeOther)
}

// uploadPhoto sends a photo as the maker.
func (w *twoFaces) uploadPhoto(ctx context.Context, path string, content []byte) error {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	err := m.WriteField(web.KeyField, web.NewKey())
	if err == nil {
		part, e := m.CreateFormFile("foto", "a.jpg")
		if err = e; err == nil {
			_, err = part.Write(content)
		}
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		return err
	}
	_, err = w.knock(ctx, w.site.Handler(), call{http.MethodPost, path, b.Bytes(), map[string]string{"Content-Type": m.FormDataContentType(), "Cookie": "alun=" + w.tokens["maker"]}}, http.StatusSeeOther)
	return err
}
