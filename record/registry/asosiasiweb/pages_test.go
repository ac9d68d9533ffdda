package asosiasiweb

import (
	"net/url"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/product"
)

// private is what no page of an association says: what only the owner reads, and the
// contact that everybody finds on the page of the business alone.
var private = []string{"6281234567890", "6281234567891", "rahasia.example", "Melati", "omzet", "RT 12"}

// An association invites, the owner reads and agrees, shows it, and leaves again.
func TestAnInvitationAndItsAnswer(t *testing.T) {
	eachHouse(t, func(w *house) {
		_, code := w.stall("Amplang Bu Siti")
		desk, own := "/asosiasi-saya/"+w.code(w.one), "/usaha-saya/"+code+"/asosiasi"
		w.Says(w.reads("chair", "/asosiasi-saya"), "Paguyuban Perajin Amplang", "Diakui")
		w.Says(w.reads("other", "/asosiasi-saya"), "Anda tidak tercatat sebagai pengurus")
		w.Says(w.Sends("chair", desk+"/undang", 422, "usaha", "abc"), "Tidak ada usaha dengan kode ini", `value="abc"`)
		w.Says(w.reads("chair", w.Sends("chair", desk+"/undang", 303, "usaha", "https://alun.example/en/usaha/"+code+"?x=1")), "Undangan dikirim", "1 undangan menunggu jawaban pemilik", "Amplang Bu Siti", "Kuliner · Damai")
		page := w.reads("maker", own)
		w.Says(page, "1 undangan", "Paguyuban Perajin Amplang", "Asosiasi melihat yang dilihat umum")
		w.Hushed(page, `checked`)
		one := w.First(page, `action="(`+own+`/[0-9a-z]{13})"`)
		w.Says(w.Sends("maker", one, 422, "langkah", "setuju", "versi", "1", "naskah", "1"), "Centang bahwa Anda setuju", `id="f-setuju"`)
		w.Sends("maker", one, 422, "langkah", "nanti")
		w.Sends("maker", one, 409, "langkah", "setuju", "versi", "9", "naskah", "1", "setuju", "1")
		w.Says(w.reads("maker", w.Sends("maker", one, 303, "langkah", "setuju", "versi", "1", "naskah", "1", "setuju", "1")), "Persetujuan Anda tersimpan", "Dibenarkan kedua pihak sejak", "Tidak tampil kepada umum", "naskah persetujuan 1")
		w.Says(w.reads("", "/asosiasi/"+w.code(w.one)), "Belum ada anggota yang menampilkan diri", "Kurang dari 10 anggota", "sekretariat@amplang.example")
		w.Says(w.reads("maker", w.Sends("maker", one, 303, "langkah", "tampil")), "Keanggotaan sekarang tampil")
		shown := w.reads("", "/asosiasi/"+w.code(w.one))
		w.Says(shown, "Amplang Bu Siti", "/usaha/"+code)
		w.Hushed(shown, private...)
		w.Sends("maker", one, 303, "langkah", "sembunyi")
		w.Hushed(w.reads("", "/asosiasi/"+w.code(w.one)), "Amplang Bu Siti")
		w.Says(w.reads("maker", w.Sends("maker", one, 303, "langkah", "akhiri")), "Sudah diakhiri", "belum menjadi anggota")
		w.Says(w.Sends("chair", desk+"/undang", 409, "usaha", code), "90 hari sesudahnya")
	})
}

// The owner asks, the association confirms and puts a product forward, the owner agrees.
func TestAWishAndANomination(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, code := w.stall("Amplang Bu Siti")
		var p db.ID
		w.must(func(tx *db.Tx) (err error) {
			p, err = product.Desk{Book: w.book}.Add(tx, w.who["maker"].Session, id, product.Typed{Name: "Amplang tenggiri", Stock: product.Ada, Shown: true})
			return err
		})
		desk, own := "/asosiasi-saya/"+w.code(w.one), "/usaha-saya/"+code+"/asosiasi"
		w.Says(w.reads("maker", own), "Minta menjadi anggota", "Paguyuban Perajin Amplang")
		w.Says(w.Sends("maker", own, 422, "asosiasi", "abc", "setuju", "1", "naskah", "1"), "Pilih asosiasi dari daftar")
		w.Says(w.Sends("maker", own, 422, "asosiasi", w.code(w.one)), "Centang bahwa Anda setuju")
		w.Says(w.reads("maker", w.Sends("maker", own, 303, "asosiasi", w.code(w.one), "setuju", "1", "naskah", "1")), "1 permintaan menunggu asosiasi", "Tidak ada asosiasi lain")
		page := w.reads("chair", desk)
		w.Says(page, "1 usaha meminta menjadi anggota", "Benarkan")
		member := w.First(page, `action="(`+desk+`/anggota/[0-9a-z]{13})"`)
		w.Sends("chair", member, 422, "langkah", "nanti")
		w.Says(w.reads("chair", w.Sends("chair", member, 303, "langkah", "benarkan", "versi", "1")), "Usaha ini sekarang anggota", "1 anggota")
		w.Says(w.reads("chair", member), "Nominasikan anggota ini", "Amplang tenggiri", "Produk ikon kota")
		w.Says(w.Sends("chair", member+"/nominasi", 422, "untuk", "pajak", "kalimat", "Bagus"), "Pilih untuk apa", "Tulis satu kalimat", "Bagus")
		w.Says(w.reads("chair", w.Sends("chair", member+"/nominasi", 303, "untuk", "ikon", "kalimat", "Resepnya turun tiga generasi.", "produk", w.code(p))), "Tunggu jawabannya", "Amplang tenggiri dari Amplang Bu Siti", "Menunggu jawaban pemilik")
		page = w.reads("maker", own)
		w.Says(page, "1 nominasi menunggu jawaban Anda", "Resepnya turun tiga generasi.", "Produk ikon kota", "Paguyuban Perajin Amplang")
		n := w.First(page, `action="(`+own+`/nominasi/[0-9a-z]{13})"`)
		w.Says(w.Sends("maker", n, 422, "langkah", "setuju", "naskah", "2"), "Centang bahwa Anda setuju")
		w.Sends("maker", n, 422, "langkah", "nanti")
		w.Says(w.reads("maker", w.Sends("maker", n, 303, "langkah", "setuju", "naskah", "2", "setuju", "1")), "1 nominasi yang Anda setujui")
		w.Says(w.reads("chair", desk), "Disetujui pemilik")
		w.Says(w.reads("maker", w.Sends("maker", n, 303, "langkah", "tarik")), "Sudah ditarik")
		w.Sends("chair", desk+"/nominasi/"+w.First(n, `([0-9a-z]{13})$`), 303)
		w.Sends("chair", desk+"/nominasi/abc", 404)
		w.Says(w.reads("chair", w.Sends("chair", member, 303, "langkah", "akhiri")), "Sudah diakhiri", "0 anggota")
		w.Says(w.reads("maker", own), "Diakhiri", "oleh asosiasi")
	})
}

// No page of an association says what is private: also not to an officer of the area who
// speaks for it; of a member that is not public it says nothing at all.
func TestPagesOfAnAssociationSayNothingPrivate(t *testing.T) {
	eachHouse(t, func(w *house) {
		id, code := w.stall("Amplang Bu Siti")
		desk, own := "/asosiasi-saya/"+w.code(w.one), "/usaha-saya/"+code+"/asosiasi"
		w.Sends("maker", own, 303, "asosiasi", w.code(w.one), "setuju", "1", "naskah", "1")
		member := w.First(w.reads("chair", desk), `action="(`+desk+`/anggota/[0-9a-z]{13})"`)
		w.Sends("officer", member, 303, "langkah", "benarkan", "versi", "1")
		for _, who := range []string{"chair", "officer"} {
			for _, path := range []string{desk, member} {
				page := w.reads(who, path)
				w.Says(page, "Amplang Bu Siti", "Damai")
				w.Hushed(page, private...)
				w.Hushed(page, "csv", "xlsx", "tel:", "wa.me")
			}
		}
		head, rest, _ := strings.Cut(w.reads("chair", member), "</h1>")
		w.Says(head, "Amplang Bu Siti")
		w.Says(rest, "/usaha/"+code)
		w.Hushed(rest, "Amplang Bu Siti")                               // the heading is not said again below it
		if got := w.Get("chair", desk+"?format=csv").Code; got != 200 { // what is not declared is not read
			t.Errorf("%d", got)
		}
		w.must(func(tx *db.Tx) error {
			return w.book.Suspend(tx, w.who["counter"].Session, registry.Step{Business: id, Reason: "aduan", Sentence: "Ada aduan yang diperiksa."})
		})
		for _, path := range []string{desk, member} {
			page := w.reads("officer", path)
			w.Says(page, "Usaha yang tidak tampil")
			w.Hushed(page, "Amplang Bu Siti", "Damai")
		}
		_, rest, _ = strings.Cut(w.reads("officer", member), "</h1>")
		w.Says(rest, "sedang tidak tampil untuk umum")
		w.Hushed(rest, "Usaha yang tidak tampil", "/usaha/"+code)
	})
}

// Who has no part in it learns nothing: of a desk, of an owner's page, of the planner's list.
func TestWhoIsShutOut(t *testing.T) {
	eachHouse(t, func(w *house) {
		_, code := w.stall("Amplang Bu Siti")
		desk, own, kept := "/asosiasi-saya/"+w.code(w.one), "/usaha-saya/"+code+"/asosiasi", "/petugas/asosiasi/"+w.code(w.one)
		w.Sends("chair", desk+"/undang", 303, "usaha", code)
		m := w.First(w.reads("maker", own), `action="`+own+`/([0-9a-z]{13})"`)
		post := func(who, path string) int {
			return w.Post(who, path, url.Values{web.KeyField: {web.NewKey()}, "langkah": {"akhiri"}}).Code
		}
		for path, all := range map[string][]string{desk: {"maker", "other", "helper", "counter", "planner"}, desk + "/anggota/" + m: {"maker", "other", "counter", "planner"},
			own: {"chair", "other", "helper", "counter", "officer", "planner"}, "/petugas/asosiasi": {"maker", "chair", "counter"}, kept: {"maker", "chair", "counter"}} {
			for _, who := range all {
				if got := w.Get(who, path).Code; got != 403 && got != 404 {
					t.Errorf("%s gets %s as %d", who, path, got)
				}
			}
			if got := w.Get("", path).Code; got != 303 {
				t.Errorf("a stranger gets %s as %d", path, got)
			}
		}
		for path, all := range map[string][]string{desk + "/undang": {"maker", "other", "counter", "planner"}, desk + "/anggota/" + m: {"maker", "other", "planner"}, desk + "/anggota/" + m + "/nominasi": {"maker", "planner"},
			desk + "/nominasi/" + m: {"maker"}, desk + "/berhenti": {"maker", "planner"}, own: {"helper", "counter", "chair"}, own + "/" + m: {"helper", "counter", "chair", "other"}, own + "/nominasi/" + m: {"helper", "chair"},
			"/petugas/asosiasi": {"chair", "counter"}, kept: {"chair"}, kept + "/keadaan": {"chair"}, kept + "/pengurus": {"chair", "maker"}, kept + "/pengurus/" + m: {"chair"}} {
			for _, who := range all {
				if got := post(who, path); got != 403 && got != 404 {
					t.Errorf("%s sends %s and gets %d", who, path, got)
				}
			}
			if got := post("", path); got != 401 {
				t.Errorf("a stranger sends %s and gets %d", path, got)
			}
		}
		for _, path := range []string{"/asosiasi/abc", "/asosiasi-saya/abc", "/usaha-saya/abc/asosiasi", "/petugas/asosiasi/abc", desk + "/anggota/abc"} {
			if got := w.Get(map[bool]string{true: "planner", false: "chair"}[path == "/petugas/asosiasi/abc"], path).Code; got != 404 {
				t.Errorf("%s is %d", path, got)
			}
		}
	})
}

// The planner writes an association down, names who speaks for it, recognises it and ends it.
func TestThePlannerKeepsTheList(t *testing.T) {
	eachHouse(t, func(w *house) {
		w.Says(w.reads("planner", "/petugas/asosiasi"), "Paguyuban Perajin Amplang", "Catat asosiasi", "Kuliner")
		page := w.Sends("planner", "/petugas/asosiasi", 422, "name", "Himpunan Rotan", "mail", "bukan", "short", "HR")
		w.Says(page, "Tulis untuk siapa asosiasi ini", `value="Himpunan Rotan"`, `value="HR"`)
		w.Sends("planner", "/petugas/asosiasi", 409, "name", "Paguyuban perajin amplang", "about_id", "Sama.", "mail", "a@b.example")
		at := w.Sends("planner", "/petugas/asosiasi", 303, "name", "Himpunan Rotan", "about_id", "Perajin rotan.", "mail", "a@rotan.example", "subsectors", "kuliner", "started", "2012")
		w.Says(w.reads("planner", at), "Asosiasi dicatat", "Diusulkan", "0 pengurus", "2012")
		at = w.First(at, `^([^?]*)`)
		code := w.First(at, `([0-9a-z]{13})$`)
		if got := w.Get("", "/asosiasi/"+code).Code; got != 404 {
			t.Errorf("what is only proposed is %d", got)
		}
		w.Says(w.Sends("planner", at+"/keadaan", 409, "langkah", "akui", "versi", "1"), "Catat dulu paling sedikit satu pengurus")
		w.Says(w.Sends("planner", at+"/pengurus", 422, "login", "tiada@contoh.id"), "Tidak ada akun dengan alamat ini", `value="tiada@contoh.id"`)
		w.Says(w.Sends("planner", at+"/pengurus", 422, "login", "baru@contoh.id", "last", "kapan"), "Tulis tanggal seperti")
		w.Says(w.reads("planner", w.Sends("planner", at+"/pengurus", 303, "login", "baru@contoh.id", "last", "2199-12-31")), "Pengurus dicatat", "1 pengurus", "Ani Lestari", "31 Desember 2199")
		w.Says(w.reads("new", "/asosiasi-saya"), "Himpunan Rotan", "belum diakui")
		w.Says(w.Sends("planner", at, 422, "langkah", "ubah", "name", "", "about_id", "Perajin.", "mail", "a@rotan.example"), "Tulis nama resmi", "open")
		w.Says(w.reads("planner", w.Sends("planner", at, 303, "langkah", "ubah", "versi", "1", "name", "Himpunan Perajin Rotan", "about_id", "Perajin rotan.", "mail", "a@rotan.example")), "Perubahan disimpan", "Himpunan Perajin Rotan")
		w.Sends("planner", at+"/keadaan", 409, "langkah", "akui", "versi", "1")
		w.Says(w.reads("planner", w.Sends("planner", at+"/keadaan", 303, "langkah", "akui", "versi", "2")), "Asosiasi diakui")
		w.Says(w.reads("", "/asosiasi"), "Himpunan Perajin Rotan")
		row := w.First(w.reads("planner", at), `action="(`+at+`/pengurus/[0-9a-z]{13})"`)
		w.Says(w.Sends("planner", row, 409), "Ini pengurus terakhir")
		w.Says(w.Sends("new", "/asosiasi-saya/"+code+"/berhenti", 409), "Ini pengurus terakhir")
		w.Sends("planner", at+"/keadaan", 422, "langkah", "nanti")
		w.Says(w.reads("planner", w.Sends("planner", at+"/keadaan", 303, "langkah", "akhiri", "versi", "3")), "Asosiasi sudah diakhiri")
		if got := w.Get("", "/asosiasi/"+code); got.Code != 410 {
			t.Errorf("what has ended is %d", got.Code)
		}
		w.Sends("planner", at+"/keadaan", 409, "langkah", "akui")
		if to := w.Sends("officer", "/asosiasi-saya/"+w.code(w.one)+"/berhenti", 303); to != "/asosiasi-saya" {
			t.Errorf("who stops is led to %s", to)
		}
	})
}

func TestACodeIsReadAsItIsCopied(t *testing.T) {
	for typed, want := range map[string]string{"abc": "abc", " ABC ": "abc", "https://alun.example/usaha/abc": "abc", "alun.example/en/usaha/abc/?q=1": "abc", "/kartu/abc/": "abc", "": "", "/": ""} {
		if got := readBusiness(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}
