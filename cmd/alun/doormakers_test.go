package main

import (
	"context"
	"net/http"
	"strings"

	"alun/ground/db"
	"alun/record/registry"
)

// Words that stand for businesses of the cast's maker.
const (
	draftOne   = "DRAFSATU"     // says all that is needed
	draftTwo   = "DRAFDUA"      // has a kind and a name
	draftThree = "DRAFTIGA"     // of a creative worker
	ownOne     = "USAHASATU"    // published, with a change and a read of private facts
	ownEnds    = "USAHAAKHIR"   // will be closed
	ownShut    = "USAHATUTUP"   // closed
	changeOne  = "UBAHSATU"     // a change of the published one
	makerCode  = "PELAKUUSAHA1" // the maker
)

// Who writes businesses down: makers, those who help them, and the counter of the area.
var writers = []string{"maker", "helper", "counter"}

// makerDoors are those of makers' own businesses.
var makerDoors = []door{
	{method: "GET", route: "/usaha/daftar", as: "maker", may: also(writers, makers, counters), examples: []string{"/usaha/daftar"}, refused: []refusal{{"/usaha/daftar?x=%00", 422}}},
	{method: "POST", route: "/usaha/daftar", as: "maker", may: also(writers, makers, counters), forms: []sent{
		{"/usaha/daftar", "draf=aaaaaaaaaaaaaaaaaaaa&kind=usaha&name=Amplang+Bu+Sari&about_id=jual+amplang&legal_form=perorangan", 303, 0},
		{"/usaha/daftar", "draf=aaaaaaaaaaaaaaaaaaaa&kind=usaha&name=Amplang+Bu+Sari&about_id=jual+amplang&legal_form=perorangan", 303, 0}, // again: the same business
		{"/usaha/daftar", "owner=" + makerCode + "&kind=perorangan&name=Sanggar+Sari", 303, 0},
		{"/usaha/daftar", "owner=bukan&kind=usaha&name=Sari", 422, 0},
		{"/usaha/daftar", "", 422, 0},
		{"/usaha/daftar", "kind=lain&name=%21&nib=12", 422, 0},
		{"/usaha/daftar", "kind=usaha&name=" + long, 422, 0},
		{"/usaha/daftar", "kind=%ff&name=%00", 422, 0}}},
	{method: "GET", route: "/usaha/daftar/{code}/apa", as: "maker", may: writers, examples: []string{"/usaha/daftar/" + draftOne + "/apa", "/usaha/daftar/" + draftThree + "/apa"}, refused: notDrafts("/apa")},
	{method: "POST", route: "/usaha/daftar/{code}/apa", as: "maker", may: writers, forms: []sent{
		{"/usaha/daftar/" + draftTwo + "/apa", "kind=usaha&name=Kopi+Pagi&about_id=warung+kopi&legal_form=perorangan", 303, 0},
		{"/usaha/daftar/" + draftTwo + "/apa", "kind=usaha&name=", 422, 0},
		{"/usaha/daftar/" + draftTwo + "/apa", "kind=usaha&name=Kopi&nib=123", 422, 0},
		{"/usaha/daftar/abc/apa", "kind=usaha&name=Kopi", 404, 0}}},
	{method: "GET", route: "/usaha/daftar/{code}/kode", as: "maker", may: writers,
		examples: []string{"/usaha/daftar/" + draftOne + "/kode", "/usaha/daftar/" + draftTwo + "/kode", "/usaha/daftar/" + draftOne + "/kode?q=bengkel+las", "/usaha/daftar/" + draftOne + "/kode?q=zzqqxx", "/usaha/daftar/" + draftThree + "/kode"},
		refused:  append(notDrafts("/kode"), refusal{"/usaha/daftar/" + draftOne + "/kode?q=%ff", 422})},
	{method: "POST", route: "/usaha/daftar/{code}/kode", as: "maker", may: writers, forms: []sent{
		{"/usaha/daftar/" + draftTwo + "/kode", "kbli=2020:56303", 303, 0},
		{"/usaha/daftar/" + draftTwo + "/kode", "", 303, 0}, // chosen later
		{"/usaha/daftar/" + draftThree + "/kode", "jenis=perorangan&subsectors=kriya&subsectors=musik", 303, 0},
		{"/usaha/daftar/" + draftTwo + "/kode", "kbli=2020:99999", 422, 0},
		{"/usaha/daftar/" + draftTwo + "/kode", "kbli=nasi", 422, 0},
		{"/usaha/daftar/abc/kode", "", 404, 0}}},
	{method: "GET", route: "/usaha/daftar/{code}/tempat", as: "maker", may: writers, examples: []string{"/usaha/daftar/" + draftOne + "/tempat", "/usaha/daftar/" + draftTwo + "/tempat"}, refused: notDrafts("/tempat")},
	{method: "POST", route: "/usaha/daftar/{code}/tempat", as: "maker", may: writers, forms: []sent{
		{"/usaha/daftar/" + draftTwo + "/tempat", "kelurahan=" + draftArea + "&rt=12&di=rumah&address=Jalan+Melati+5", 303, 0},
		{"/usaha/daftar/" + draftTwo + "/tempat", "kelurahan=" + draftArea + "&rt=12&di=keliling&address=", 303, 0},
		{"/usaha/daftar/" + draftTwo + "/tempat", "kelurahan=64.71.99.9999&rt=1", 422, 0},
		{"/usaha/daftar/" + draftTwo + "/tempat", "kelurahan=bukan&rt=nol&address=" + long, 422, 0},
		{"/usaha/daftar/abc/tempat", "", 404, 0}}},
	{method: "GET", route: "/usaha/daftar/{code}/kontak", as: "maker", may: writers, examples: []string{"/usaha/daftar/" + draftOne + "/kontak", "/usaha/daftar/" + draftTwo + "/kontak"}, refused: notDrafts("/kontak")},
	{method: "POST", route: "/usaha/daftar/{code}/kontak", as: "maker", may: writers, forms: []sent{
		{"/usaha/daftar/" + draftTwo + "/kontak", "izin=1&wa=0812-7000-1234&wa_public=1&hours=Sen-Sab+6-10", 303, 0},
		{"/usaha/daftar/" + draftTwo + "/kontak", "wa=bukan&phone=12&mail=x&hours=pagi", 422, 0},
		{"/usaha/daftar/abc/kontak", "", 404, 0}}},
	{method: "GET", route: "/usaha/daftar/{code}/periksa", as: "maker", may: writers, examples: []string{"/usaha/daftar/" + draftOne + "/periksa", "/usaha/daftar/" + draftTwo + "/periksa", "/usaha/daftar/" + draftThree + "/periksa"}, refused: notDrafts("/periksa")},
	{method: "POST", route: "/usaha/daftar/{code}/periksa", as: "maker", may: []string{"maker", "counter"}, forms: []sent{
		{"/usaha/daftar/" + draftOne + "/periksa", "", 303, 0},
		{"/usaha/daftar/" + draftOne + "/periksa", "", 409, 0},
		{"/usaha/daftar/" + draftThree + "/periksa", "", 422, 0},
		{"/usaha/daftar/abc/periksa", "", 404, 0}}},
	{method: "GET", route: "/usaha-saya", as: "maker", may: also(writers, makers, counters), examples: []string{"/usaha-saya", "/usaha-saya?sesudah=abc"}, refused: []refusal{{"/usaha-saya?x=%00", 422}}},
	{method: "GET", route: "/usaha-saya/{code}", as: "maker", may: writers,
		examples: []string{"/usaha-saya/" + ownOne, "/usaha-saya/" + ownOne + "?ya=ubah", "/usaha-saya/" + draftTwo, "/usaha-saya/" + ownShut},
		refused:  []refusal{{"/usaha-saya/abc", 404}, {"/usaha-saya/%00", 404}, {"/usaha-saya/" + long, 404}, {"/usaha-saya/" + ownOne + "?ya=%ff", 422}}},
	{method: "POST", route: "/usaha-saya/{code}/alamat", as: "maker", may: []string{"maker", "counter"}, forms: []sent{
		{"/usaha-saya/" + ownOne + "/alamat", "isi=1", 303, 0},
		{"/usaha-saya/" + ownOne + "/alamat", "", 303, 0},
		{"/usaha-saya/" + ownShut + "/alamat", "isi=1", 409, 0},
		{"/usaha-saya/abc/alamat", "isi=1", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/ubah/{fact}", as: "maker", may: writers,
		examples: []string{"/usaha-saya/" + ownOne + "/ubah/web", "/usaha-saya/" + ownOne + "/ubah/other_names"},
		refused:  []refusal{{"/usaha-saya/abc/ubah/web", 404}, {"/usaha-saya/" + ownOne + "/ubah/nik", 404}, {"/usaha-saya/" + ownOne + "/ubah/%00", 404}}},
	{method: "POST", route: "/usaha-saya/{code}/ubah/{fact}", as: "maker", may: writers, forms: []sent{
		{"/usaha-saya/" + ownOne + "/ubah/web", "isi=contoh.id", 303, 0},
		{"/usaha-saya/" + ownOne + "/ubah/other_names", "isi=%ff%00", 422, 0},
		{"/usaha-saya/" + ownOne + "/ubah/sales", "isi=omzet_300jt", 404, 0}, // is said with the other numbers
		{"/usaha-saya/" + ownOne + "/ubah/nik", "isi=1", 404, 0},
		{"/usaha-saya/abc/ubah/web", "isi=x", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/angka", as: "maker", may: writers, examples: []string{"/usaha-saya/" + ownOne + "/angka"}, refused: []refusal{{"/usaha-saya/abc/angka", 404}}},
	{method: "POST", route: "/usaha-saya/{code}/angka", as: "maker", may: writers, forms: []sent{
		{"/usaha-saya/" + ownOne + "/angka", "workers_m=2&workers_f=3&capacity=500+kg%2Fbulan&sales=omzet_300jt", 303, 0},
		{"/usaha-saya/" + ownOne + "/angka", "workers_f=banyak", 422, 0},
		{"/usaha-saya/" + ownOne + "/angka", "sales=pajak", 422, 0},
		{"/usaha-saya/" + ownShut + "/angka", "workers_f=3", 409, 0},
		{"/usaha-saya/abc/angka", "workers_f=3", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/teks", as: "maker", may: writers, examples: []string{"/usaha-saya/" + ownOne + "/teks"}, refused: []refusal{{"/usaha-saya/abc/teks", 404}}},
	{method: "POST", route: "/usaha-saya/{code}/teks", as: "maker", may: writers, forms: []sent{
		{"/usaha-saya/" + ownOne + "/teks", "about_id=jual+amplang&about_en=Fish+crackers", 303, 0},
		{"/usaha-saya/" + ownOne + "/teks", "about_en=%ff%00", 422, 0},
		{"/usaha-saya/abc/teks", "about_id=x", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/tutup", as: "maker", may: []string{"maker"}, examples: []string{"/usaha-saya/" + ownOne + "/tutup"}, refused: []refusal{{"/usaha-saya/abc/tutup", 404}}},
	{method: "POST", route: "/usaha-saya/{code}/tutup", as: "maker", may: []string{"maker"}, forms: []sent{
		{"/usaha-saya/" + ownEnds + "/tutup", "alasan=tutup", 303, 0},
		{"/usaha-saya/" + ownEnds + "/tutup", "alasan=tutup", 409, 0},
		{"/usaha-saya/" + ownOne + "/tutup", "alasan=pajak", 422, 0},
		{"/usaha-saya/abc/tutup", "alasan=tutup", 404, 0}}},
	{method: "POST", route: "/usaha-saya/{code}/buka", as: "maker", may: []string{"maker", "counter"}, forms: []sent{
		{"/usaha-saya/" + ownShut + "/buka", "", 303, 0},
		{"/usaha-saya/" + ownShut + "/buka", "", 409, 0},
		{"/usaha-saya/abc/buka", "", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/riwayat", as: "maker", may: writers, examples: []string{"/usaha-saya/" + ownOne + "/riwayat", "/usaha-saya/" + ownShut + "/riwayat"}, refused: []refusal{{"/usaha-saya/abc/riwayat", 404}}},
	{method: "POST", route: "/usaha-saya/{code}/riwayat/{change}", as: "maker", may: []string{"maker", "counter"}, forms: []sent{
		{"/usaha-saya/" + ownOne + "/riwayat/" + changeOne, "", 303, 0},
		{"/usaha-saya/" + ownOne + "/riwayat/" + changeOne, "", 409, 0},
		{"/usaha-saya/" + ownOne + "/riwayat/abc", "", 404, 0},
		{"/usaha-saya/" + draftOne + "/riwayat/" + changeOne, "", 404, 0},
		{"/usaha-saya/abc/riwayat/" + changeOne, "", 404, 0}}},
}

const draftArea = "64.71.02.1001"

func notDrafts(end string) []refusal {
	return []refusal{{"/usaha/daftar/abc" + end, 404}, {"/usaha/daftar/%00" + end, 404}, {"/usaha/daftar/" + long + end, 404}}
}

// writeDown gives the maker of the cast three drafts.
func (v *visit) writeDown() {
	v.Helper()
	code := func(id db.ID) string { return v.house.keys.Codec().Encode(int64(id)) }
	v.codes[makerCode] = code(v.people["maker"].Person)
	book, err := v.house.register(v.Context())
	if err != nil {
		v.Fatal(err)
	}
	ids := map[string]db.ID{}
	err = v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		for word, set := range map[string]registry.Values{
			draftOne:   wholeStall(),
			draftTwo:   {registry.Kind: registry.Usaha, registry.Name: "Kopi Pagi", registry.Kelurahan: draftArea},
			draftThree: {registry.Kind: registry.Perorangan, registry.Name: "Anyaman Sari", registry.Kelurahan: draftArea},
			ownOne: {registry.Kind: registry.Usaha, registry.Name: "Warung Sari", registry.AboutID: "jual soto", registry.LegalForm: "perorangan", registry.KBLI: "2020:56102", registry.Kelurahan: draftArea,
				registry.RT: "7", registry.AtHome: registry.Yes, registry.StreetVendor: registry.No, registry.Address: "Jalan Kenanga 3", registry.WA: "081234567891"},
			ownEnds: {registry.Kind: registry.Usaha, registry.Name: "Kios Baru", registry.Kelurahan: draftArea},
			ownShut: {registry.Kind: registry.Usaha, registry.Name: "Kios Lama", registry.Kelurahan: draftArea},
		} {
			id, err := book.Register(tx, v.people["maker"].Session, registry.Registering{Set: set})
			if err != nil {
				return err
			}
			ids[word] = id
		}
		return v.liveOn(tx, book, ids)
	})
	if err != nil {
		v.Fatal(err)
	}
	for word, id := range ids {
		v.codes[word] = code(id)
	}
}

// liveOn brings one business to its publication, with a change and a read of private
// facts, and closes another.
func (v *visit) liveOn(tx *db.Tx, book *registry.Book, ids map[string]db.ID) error {
	maker, officer := v.people["maker"].Session, v.people["counter"].Session
	one := ids[ownOne]
	if _, err := book.Change(tx, maker, registry.Changing{Business: one, Set: registry.Values{registry.AboutJA: "ソトの店"}}); err != nil {
		return err
	}
	all, err := book.History(tx, maker, one, 0, 1)
	if err != nil {
		return err
	}
	v.codes[changeOne] = v.house.keys.Codec().Encode(int64(all[0].ID))
	if err := book.Submit(tx, maker, registry.Step{Business: one}); err != nil {
		return err
	}
	if err := book.Publish(tx, officer, registry.Step{Business: one}); err != nil {
		return err
	}
	if _, err := book.Open(tx, officer, registry.Asked{Business: one, Facts: []registry.Fact{registry.WA}, Purpose: "layanan"}); err != nil {
		return err
	}
	return book.Close(tx, maker, registry.Step{Business: ids[ownShut], Reason: "salah_daftar"})
}

// makerActs are what can be done once with a business: each has one of its own, which
// says all that is needed.
func (w *twoFaces) makerActs() map[string]act {
	press := func(end, body string, ready func(tx *db.Tx, book *registry.Book, id db.ID) (string, error)) act {
		return func(ctx context.Context, _ int) error {
			book, err := w.house.register(ctx)
			if err != nil {
				return err
			}
			var id db.ID
			var more string
			err = w.house.db.Write(ctx, func(tx *db.Tx) error {
				var err error
				if id, err = book.Register(tx, w.people["maker"].Session, registry.Registering{Set: wholeStall()}); err == nil && ready != nil {
					more, err = ready(tx, book, id)
				}
				return err
			})
			if err != nil {
				return err
			}
			path := strings.ReplaceAll(end, "{code}", w.house.keys.Codec().Encode(int64(id)))
			return w.formAs(ctx, "maker", w.site.Handler(), path+more, body, http.StatusSeeOther)
		}
	}
	return map[string]act{
		"POST /usaha/daftar/{code}/periksa": press("/usaha/daftar/{code}/periksa", "", nil),
		"POST /usaha-saya/{code}/tutup":     press("/usaha-saya/{code}/tutup", "alasan=tutup", nil),
		"POST /usaha-saya/{code}/buka": press("/usaha-saya/{code}/buka", "", func(tx *db.Tx, book *registry.Book, id db.ID) (string, error) {
			return "", book.Close(tx, w.people["maker"].Session, registry.Step{Business: id, Reason: "tutup"})
		}),
		"POST /usaha-saya/{code}/riwayat/{change}": press("/usaha-saya/{code}/riwayat/", "", func(tx *db.Tx, book *registry.Book, id db.ID) (string, error) {
			session := w.people["maker"].Session
			if _, err := book.Change(tx, session, registry.Changing{Business: id, Set: registry.Values{registry.AboutJA: "店"}}); err != nil {
				return "", err
			}
			all, err := book.History(tx, session, id, 0, 1)
			if err != nil {
				return "", err
			}
			return w.house.keys.Codec().Encode(int64(all[0].ID)), nil
		}),
	}
}

// wholeStall says all that is needed to be handed in.
func wholeStall() registry.Values {
	return registry.Values{registry.Kind: registry.Usaha, registry.Name: "Nasi Kuning Bu Sari", registry.AboutID: "jual nasi kuning", registry.LegalForm: "perorangan", registry.KBLI: "2020:56102", registry.Kelurahan: draftArea,
		registry.RT: "12", registry.AtHome: registry.Yes, registry.StreetVendor: registry.No, registry.Address: "Jalan Melati 5", registry.WA: "081234567890", registry.Opens: "Sen-Sab 6-10"}
}
