package e2e

import (
	"fmt"
	"testing"
)

// deskRows is a row that comes, is looked for in the sheet, is taken out with a
// reason and put back: with script on a desk, without on a phone.
func deskRows(t *testing.T, o *workplace) {
	for i, width := range []int64{desk, phone} {
		b := deskTab(t, o, o.operator)
		b.width(width)
		code := fmt.Sprintf("1.1.1.%d", 98+i)
		if width == phone {
			b.noScripts()
			b.open(deskPath)
		} else {
			b.sheet(deskPath)
		}
		b.click(b.named("link", "Tambah baris"))
		b.says("baris induk ditemukan")
		b.stands("the page of a new row", width == desk)
		for name, text := range map[string]string{"code": "1..1", "name": "Pemeliharaan jembatan kayu", "indicator": "Jumlah jembatan", "unit": "unit"} {
			b.set(name, text)
		}
		b.click(b.named("button", "Tambah baris ini"))
		b.says("1..1")
		b.watch.forgive("422")
		b.set("code", code)
		b.click(b.named("button", "Tambah baris ini"))
		b.says("Baris "+code+" ditambahkan", "Berada di bawah 1.1.1")
		if width == desk {
			b.until("the sheet", func() bool { return script[bool](b, `document.querySelector("[data-siap]") !== null`) })
			if at := script[string](b, `document.querySelector(".isi-kisi .di")?.closest(".isi-kisi").querySelector(".b0").firstChild.textContent ?? "nowhere"`); at != code {
				t.Errorf("the sheet stands at %s", at)
			}
			b.click(b.named("link", "Kode, keluarkan, riwayat"))
		} else {
			b.click(b.named("link", "Kode dan riwayat "+code))
		}
		b.says("Baris "+code+" ditambahkan", "Mengapa baris ini dikeluarkan?")
		b.stands("the page of a row", width == desk)
		b.set("why", "Jembatan itu sudah dibongkar.")
		b.click(b.named("button", "Keluarkan baris ini"))
		b.says("Baris "+code+" dikeluarkan", "baris dikeluarkan")
		b.click(b.named("link", "Lihat baris "+code))
		b.says("“Jembatan itu sudah dibongkar.”")
		b.stands("a row that is out", width == desk)
		b.click(b.named("button", "Masukkan kembali "+code))
		b.says("Baris " + code + " dimasukkan kembali")
	}
}

// stands looks whether a page is sound and as wide as its screen.
func (b *tab) stands(what string, scripts bool) {
	b.Helper()
	if scripts { // the one who looks for faults is one
		b.noViolations(what)
	}
	if n := b.overflow(); n > 0 {
		b.Errorf("%s: %d px too wide", what, n)
	}
}
