package e2e

import "testing"

// What an officer found waits for them: whoever signs in on that phone meanwhile sends none of
// it in their own name, and sees none of it.
func TestWhatWaitsIsSentByItsOfficerAlone(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	letGo := holdsTheDay(t)
	stop := s.goesOut(t, 1, hasHours)[0]
	net := withSignal(t, s.home)
	b := newTab(t, net.URL)
	b.width(phone)
	b.as(s.be(t, counter).token())
	b.open("/petugas/lapangan/jalan")
	b.says("Siap dibawa tanpa sinyal", stop.Nama)
	letGo()
	net.gone.Store(true)
	b.checks(stop.Nama, "Buka, usahanya berjalan", "")
	b.says("1 menunggu dikirim", "Tidak ada sinyal")
	b.as(s.be(t, maker).token())
	net.gone.Store(false)
	b.says("Anda sudah keluar", "Tidak ada yang hilang") // the next try, in the other one's name
	if n := b.waitsHere(); n != 1 {
		t.Errorf("%d things wait for their officer", n)
	}
	b.open("/akun")
	b.until("the officer's list to go", func() bool { return b.boxed("alun-lapangan", "daftar") == "" })
	if script[bool](b, `caches.has("alun-lapangan")`) {
		t.Error("the officer's page stays for who comes next")
	}
	b.as(s.be(t, counter).token())
	b.open("/petugas/lapangan/jalan")
	b.says("Semua sudah terkirim")
	b.watch.forgive(away...)
	b.watch.forgive("403")
}

// A sign-out from whatever page takes the day's list along, and leaves what waits; in another
// tab the day is gone from the page too.
func TestAnOfficersListGoesWithTheSignOut(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	letGo := holdsTheDay(t)
	stop := s.goesOut(t, 1, hasHours)[0]
	b := newTab(t, s.home)
	b.width(phone)
	b.as(s.be(t, counter).token())
	b.open("/petugas/lapangan/jalan")
	b.says("Siap dibawa tanpa sinyal", stop.Nama)
	letGo()
	who := script[string](b, `document.querySelector("form[data-keluar]").dataset.keluar`)
	b.inBox("alun-lapangan", `{}`, "antre", `{ kunci: "k1", who: "`+who+`", pada: 1, state: "tolak", say: "", nama: "x", isi: {} }`)
	b.inBox("alun-lapangan", `{}`, "antre", `{ kunci: "k2", who: "petugas lain", pada: 1, state: "tolak", say: "", nama: "x", isi: {} }`)
	script[bool](b, `(new BroadcastChannel("alun-keluar").postMessage("`+who+`"), true)`)
	b.says("Anda sudah keluar")
	if script[bool](b, `document.body.textContent.includes("`+stop.Nama+`")`) {
		t.Error("the day stands in another tab after signing out")
	}
	b.open("/akun")
	if script[string](b, `indexedDB.databases().then((all) => all.map((x) => x.name).join(" "))`) == "" || b.boxed("alun-lapangan", "daftar") != "daftar" {
		t.Error("the list goes while its officer is signed in")
	}
	script[bool](b, `(document.querySelector("form[data-keluar]").requestSubmit(), true)`)
	b.at("of the house", func(p string) bool { return p != "/akun" })
	if got := b.boxed("alun-lapangan", "daftar"); got != "" || script[bool](b, `caches.has("alun-lapangan")`) {
		t.Errorf("of the day stays %q", got)
	}
	if got := b.boxed("alun-lapangan", "antre"); got != "k1 k2" {
		t.Errorf("of what waits stays %q", got)
	}
	b.as(s.be(t, counter).token())
	b.open("/petugas/lapangan/jalan")
	b.says("1 menunggu dikirim") // and not two
	script[bool](b, `(document.querySelector("form[data-keluar]").requestSubmit(), true)`)
	b.click(b.named("button", "Hapus dan keluar"))
	b.at("of the house", func(p string) bool { return p != "/petugas/lapangan/jalan" })
	if got := b.boxed("alun-lapangan", "antre"); got != "k2" {
		t.Errorf("who signs out on the page takes along, of all that waits, all but %q", got)
	}
	b.watch.forgive(away...)
}
