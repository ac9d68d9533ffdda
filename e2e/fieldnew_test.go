package e2e

import (
	"html"
	"path/filepath"
	"strings"
	"testing"
)

// An officer without signal writes a new business down with all that its owner is asked,
// puts the phone away in the middle, and finds it all again; it is sent when there is
// signal, and nothing of it stays in the browser.
func TestAnOfficerMeetsABusinessWithoutSignal(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	net, b := s.outdoorsTab(t)
	net.gone.Store(true)
	name := "Zulkarnain Ukir Kelapa"
	b.meets()
	b.click(b.named("button", "Simpan")) // too early
	b.says("Isi nama usaha.", "Pilih kelurahan.")
	b.noViolations("what is missing")
	b.set("name", name)
	b.set("about_id", "ukiran dari batok kelapa")
	b.set("kelurahan", fieldArea)
	b.set("rt", "7")
	b.set("wa", "0812-7777-1234")
	b.set("nib", "12")
	b.set("workers_f", "3")
	b.set("sales", "omzet_60jt")
	b.shot("meet-form")
	b.click(b.named("button", "Simpan"))
	b.says("NIB terdiri atas 13 angka; yang diketik 2 angka.")
	b.open("/petugas/lapangan/jalan") // the phone was put away, and nothing was saved
	b.says("Isian yang belum disimpan masih ada di perangkat ini.")
	b.meets()
	if got := script[string](b, `["name", "about_id", "rt", "wa", "workers_f"].map((n) => document.querySelector("[data-baru] [name=" + n + "]").value).join("|")`); got != name+"|ukiran dari batok kelapa|7|0812-7777-1234|3" {
		t.Errorf("typed before: %s", got)
	}
	b.set("nib", "")
	b.set("hours", "kapan saja suka") // only the house can tell
	b.narrow("the form of a new one", phone)
	b.click(b.named("button", "Simpan"))
	b.says("1 menunggu dikirim")
	net.gone.Store(false)
	b.click(b.named("button", "Kirim sekarang"))
	b.says(name+" belum diterima", "kapan saja suka")
	b.click(b.named("button", "Betulkan"))
	b.says("Yang belum diterima, dengan semua isian Anda.")
	b.set("hours", "Sen-Sab 8-17")
	b.shot("meet-mend")
	b.noViolations("what is mended")
	b.click(b.named("button", "Simpan"))
	b.says("Semua sudah terkirim", "sudah terkirim sebagai draf", "Pilih kode KBLI dari keterangannya")
	b.narrow("what was sent", phone)
	b.shot("meet-sent")
	b.keepsNothingOf("7777", "batok")
	page := html.UnescapeString(s.be(t, counter).page(script[string](b, `document.querySelector("a[href*='/petugas/usaha/']").getAttribute("href")`)))
	for _, want := range []string{name, "ukiran dari batok kelapa", "Draf"} {
		if !strings.Contains(page, want) {
			t.Errorf("the draft does not say %q", want)
		}
	}
	b.watch.forgive(away...)
}

// What is written down outdoors and the register knows already is shown beside it at once:
// as the same it becomes a check of that one, as another one it stays a draft.
func TestAnOfficerSeesBothSidesAtOnce(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	letGo := holdsTheDay(t)
	known := s.goesOut(t, 1, hasHours)[0]
	_, b := s.outdoorsTab(t)
	letGo()
	for _, answer := range []string{"Usaha lain", "Sama dengan"} {
		b.meets()
		b.set("name", known.Nama)
		b.set("about_id", "yang dilihat petugas: "+answer)
		b.set("kelurahan", known.area(b))
		b.set("rt", known.Fakta["rt"])
		b.click(b.named("button", "Simpan"))
		b.says("mungkin sudah terdata", "Yang Anda tulis", "Yang sudah terdata", "nama mirip")
		b.narrow("both sides", phone)
		b.noViolations("both sides")
		if !script[bool](b, `(() => { const r = document.querySelector("form.catat h2").getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight })()`) {
			t.Error("the two sides are not on the screen")
		}
		b.shot("alike-" + strings.ReplaceAll(answer, " ", "-"))
		b.click(b.named("button", "Kirim pilihan saya")) // too early
		b.says("Pilih dahulu: sama, atau usaha lain.")
		value := map[string]string{"Usaha lain": "-", "Sama dengan": known.Kode}[answer]
		script[bool](b, `(document.querySelector("form.catat [value='`+value+`']").click(), true)`)
		b.click(b.named("button", "Kirim pilihan saya"))
		if answer == "Usaha lain" {
			b.says("Semua sudah terkirim", "sudah terkirim sebagai draf")
			continue
		}
		b.says(known.Nama+": pilih yang benar", "Yang Anda lihat")
		b.shot("alike-choose")
		b.click(b.named("button", "Kirim pilihan saya"))
	}
	b.says("Semua sudah terkirim")
	page := html.UnescapeString(s.be(t, counter).page("/petugas/lapangan/usaha/" + known.Kode))
	if n := strings.Count(page, "<b>Buka, usahanya berjalan</b>"); n != 1 {
		t.Errorf("it was checked %d times", n)
	}
	// What is better proven than by sight stays, and the officer's word is a proposal.
	if page += html.UnescapeString(s.be(t, counter).page("/petugas/usaha/" + known.Kode)); !strings.Contains(page, "yang dilihat petugas: Sama dengan") {
		t.Error("what was typed is lost")
	}
	b.watch.forgive(away...)
}

// outdoorsTab is a phone that has taken the officer's day along, behind a network that can be
// gone.
func (s *demoHouse) outdoorsTab(t *testing.T) (*signal, *tab) {
	t.Helper()
	net := withSignal(t, s.home)
	b := newTab(t, net.URL)
	b.as(s.be(t, counter).token())
	b.width(phone)
	b.open("/petugas/lapangan/jalan")
	b.says("Siap dibawa tanpa sinyal")
	return net, b
}

// meets opens the form of a new business.
func (b *tab) meets() {
	b.Helper()
	b.click(b.named("button", "Catat usaha baru"))
	b.until("the form of a new business", func() bool { return script[bool](b, `!!document.querySelector("[data-baru]")`) })
}

// area is the kelurahan in which a stop is, as the form of a new one names it.
func (x fieldStop) area(b *tab) string {
	b.Helper()
	return script[string](b, `(() => { const where = [...document.querySelectorAll(".henti-jalan")].find((x) => x.textContent.includes(`+"`"+x.Nama+"`"+`)).querySelector(".kecil").textContent;
		return [...document.querySelectorAll("[data-baru] [name=kelurahan] option")].find((o) => o.value && where.includes(o.textContent)).value })()`)
}

// keepsNothingOf looks through all that the browser keeps for what was typed.
func (b *tab) keepsNothingOf(pieces ...string) {
	b.Helper()
	kept := script[string](b, `(async () => { const r = indexedDB.open("alun-lapangan", 1); const db = await new Promise((yes) => (r.onsuccess = () => yes(r.result)));
		const all = []; for (const name of ["daftar", "antre"]) { const q = db.transaction(name).objectStore(name).getAll(); all.push(await new Promise((yes) => (q.onsuccess = () => yes(q.result)))); } db.close();
		for (const x of all[0]) delete x.tanya; return JSON.stringify(all) })()`)
	for _, piece := range pieces {
		if strings.Contains(kept, piece) {
			b.Errorf("the browser keeps %q", piece)
		}
	}
}

// shot takes a picture where pictures are asked for, to be looked at.
func (b *tab) shot(name string) {
	b.Helper()
	if *pictures != "" {
		b.shoot(filepath.Join(*pictures, name+"-360.png"))
	}
}
