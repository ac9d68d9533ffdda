package e2e

import (
	"net/url"
	"strings"
	"testing"
)

// A maker who loses the signal in the middle of the steps loses nothing: what was typed
// stays on the phone, also when the page is closed, is sent when there is signal, and is
// laid beside what was saved meanwhile elsewhere. It goes when it was saved, and with the
// sign-out.
func TestAMakerLosesTheSignal(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	net := withSignal(t, s.home)
	b := newTab(t, net.URL)
	b.as(s.be(t, maker).token())
	b.width(phone)
	b.open("/usaha/daftar")
	b.ready()
	b.types("Nama usaha", "Kue Tanpa Sinyal")
	b.set("about_id", "jual kue basah")
	b.click(b.see("radio", "for a business", func(x thing) bool { return strings.HasPrefix(x.name, "Usaha") }))
	net.gone.Store(true)
	b.click(b.named("button", "Simpan dan lanjut"))
	b.says("Belum terkirim, disimpan di telepon ini")
	b.noViolations("not sent yet")
	b.narrow("not sent yet", phone)
	b.shot("maker-unsent")
	net.gone.Store(false)
	b.click(b.named("button", "Kirim sekarang"))
	b.at("of the codes", func(p string) bool { return strings.HasSuffix(p, "/kode") })
	if n := b.keptSteps(); n != 0 {
		t.Errorf("%d steps stay on the phone after they were saved", n)
	}
	code := script[string](b, `location.pathname.split("/").at(-2)`)
	b.open("/usaha/daftar/" + code + "/tempat")
	b.ready()
	b.set("kelurahan", fieldArea)
	b.set("rt", "7")
	b.set("address", "Jalan Kenanga 3")
	b.until("what was typed to be kept", func() bool { return b.keptSteps() == 1 })
	b.open("/usaha/daftar/" + code + "/tempat") // closed before it was sent
	b.says("dipulihkan dari telepon ini")
	b.ready()
	b.shot("maker-back")
	b.click(b.see("radio", "for a home", func(x thing) bool { return strings.HasPrefix(x.name, "Rumah") }))
	net.gone.Store(true)
	b.click(b.named("button", "Simpan dan lanjut"))
	b.says("Belum terkirim, disimpan di telepon ini")
	s.be(t, maker).done("/usaha/daftar/"+code+"/tempat", url.Values{"kelurahan": {fieldArea}, "rt": {"9"}, "di": {"rumah"}, "address": {"Jalan Kenanga 3"}})
	net.gone.Store(false)
	b.click(b.named("button", "Kirim sekarang"))
	b.says("Sementara itu ada yang tersimpan di tempat lain", "Yang Anda ketik", "Yang tersimpan sekarang")
	b.noViolations("both sides of a step")
	b.narrow("both sides of a step", phone)
	b.shot("maker-clash")
	b.click(b.see("radio", "of the book", func(x thing) bool { return strings.HasPrefix(x.name, "9 ") || strings.HasPrefix(x.name, "9") }))
	b.click(b.named("button", "Simpan pilihan saya"))
	b.at("of the contacts", func(p string) bool { return strings.HasSuffix(p, "/kontak") })
	if page := s.be(t, maker).page("/usaha/daftar/" + code + "/tempat"); !strings.Contains(page, `value="9"`) {
		t.Error("what was chosen is not kept")
	}
	b.leavesAStep()
	b.watch.forgive(away...)
}

// leavesAStep is told of what is wrong by the house's own page, and signs out over a step
// that was not saved: nothing of it stays.
func (b *tab) leavesAStep() {
	b.Helper()
	b.ready()
	b.set("wa", "bukan nomor")
	b.click(b.named("button", "Simpan dan lanjut")) // the house's own page says what is wrong
	b.says("bukan nomor")
	b.watch.forgive("422")
	b.ready()
	b.set("wa", "0812-5555-1234")
	b.until("what was typed to be kept", func() bool { return b.keptSteps() == 1 })
	script[bool](b, `(document.querySelector("form[action$='/keluar']").requestSubmit(), true)`)
	b.says("Keluar sekarang menghapusnya dari telepon ini")
	b.click(b.named("button", "Hapus dan keluar"))
	b.at("of the house", func(p string) bool { return !strings.Contains(p, "/daftar") })
	if n := b.keptSteps(); n != 0 {
		b.Errorf("%d steps stay on the phone after signing out", n)
	}
}

// What an account typed goes with its sign-out from whatever page. What others
// typed in that browser stays, and so does what an officer found outdoors.
func TestASignOutTakesTypedStepsAlong(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	b := newTab(t, s.home)
	b.as(s.be(t, maker).token())
	b.open("/usaha/daftar")
	b.ready()
	b.types("Nama usaha", "Kue Tertinggal")
	b.until("what was typed to be kept", func() bool { return b.keptSteps() == 1 })
	b.inBox("alun-daftar", `{ isian: { keyPath: "di" } }`, "isian", `{ di: "lain baru", who: "lain", isi: [], pada: Date.now() }`)
	b.inBox("alun-daftar", `{ isian: { keyPath: "di" } }`, "isian", `{ di: "tua baru", who: "tua", isi: [], pada: Date.now() - 15 * 24 * 3600_000 }`)
	b.inBox("alun-lapangan", `{ daftar: {}, antre: { keyPath: "kunci" } }`, "antre", `{ kunci: "k1", who: "petugas", pada: 1, state: "tunggu", isi: {} }`)
	b.open("/akun")
	script[bool](b, `(document.querySelector("form[data-keluar]").requestSubmit(), true)`)
	b.at("of the house", func(p string) bool { return !strings.Contains(p, "/akun") })
	if got := b.boxed("alun-daftar", "isian"); got != "lain baru" {
		t.Errorf("of the steps stay %q", got)
	}
	if got := b.boxed("alun-lapangan", "antre"); got != "k1" {
		t.Errorf("of what the officer found stays %q", got)
	}
}

// Another tab of the same account keeps nothing more when it has signed out in one.
func TestATabKeepsNothingAfterTheSignOutOfAnother(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	b := newTab(t, s.home)
	b.as(s.be(t, maker).token())
	b.open("/usaha/daftar")
	b.ready()
	signsOut := `(async (who) => { const c = new BroadcastChannel("alun-keluar"); c.postMessage(who); await new Promise((y) => setTimeout(y, 200)); return true })`
	script[bool](b, signsOut+`("lain")`)
	b.types("Nama usaha", "Kue Satu")
	b.until("what was typed to be kept", func() bool { return b.keptSteps() == 1 })
	script[bool](b, signsOut+`(document.querySelector("form[data-keluar]").dataset.keluar)`)
	b.says("Akun ini sudah keluar", "sudah dihapus dari telepon ini")
	if n := b.keptSteps(); n != 0 {
		t.Errorf("%d steps of an account stay that has signed out in another tab", n)
	}
	b.types("Nama usaha", "Kue Dua")
	script[bool](b, `(document.querySelector("form[data-simpan]").requestSubmit(), dispatchEvent(new Event("focus")), true)`)
	script[bool](b, `new Promise((y) => setTimeout(() => y(true), 300))`)
	if n := b.keptSteps(); n != 0 {
		t.Errorf("%d steps are kept of an account that has signed out", n)
	}
	if at := script[string](b, `location.pathname`); at != "/usaha/daftar" {
		t.Errorf("a step is sent of an account that has signed out: %s", at)
	}
}

// inBox puts a thing into a store of a database of the browser.
func (b *tab) inBox(name, stores, store, thing string) {
	b.Helper()
	script[bool](b, `new Promise((yes, no) => { const r = indexedDB.open("`+name+`", 1); r.onerror = () => no(r.error); r.onupgradeneeded = () => { for (const [s, o] of Object.entries(`+stores+`)) r.result.createObjectStore(s, o) };
		r.onsuccess = () => { const t = r.result.transaction("`+store+`", "readwrite"); t.objectStore("`+store+`").put(`+thing+`); t.oncomplete = () => { r.result.close(); yes(true) } } })`)
}

// boxed lists the keys in a store of a database of the browser.
func (b *tab) boxed(name, store string) string {
	b.Helper()
	return script[string](b, `new Promise((yes) => { const r = indexedDB.open("`+name+`", 1); r.onsuccess = () => { const q = r.result.transaction("`+store+`").objectStore("`+store+`").getAllKeys(); q.onsuccess = () => { r.result.close(); yes(q.result.join(" ")) } } })`)
}

// ready waits until the page's script keeps what is typed.
func (b *tab) ready() {
	b.Helper()
	b.until("the script to keep what is typed", func() bool {
		return script[bool](b, `document.querySelector("form[data-simpan]")?.dataset.siap === ""`)
	})
}

// keptSteps counts the steps that the browser keeps.
func (b *tab) keptSteps() int {
	b.Helper()
	return script[int](b, `new Promise((yes) => { const r = indexedDB.open("alun-daftar", 1); r.onupgradeneeded = () => r.result.createObjectStore("isian", { keyPath: "di" }); r.onsuccess = () => { const q = r.result.transaction("isian").objectStore("isian").count(); q.onsuccess = () => { r.result.close(); yes(q.result) } } })`)
}
