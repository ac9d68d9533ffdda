package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// deskIsOvertaken is a colleague who adds a row while somebody explains a figure and
// writes in a cell, and one who takes a row out into which somebody typed: nothing
// that was typed goes without a word.
func deskIsOvertaken(t *testing.T, o *workplace) {
	for i, width := range []int64{desk, phone} {
		b, c := deskTab(t, o, o.operator), deskTab(t, o, o.colleague)
		b.width(width)
		b.sheet(deskPath)
		b.asksWhy()
		b.click(b.named("button", "Jelaskan"))
		sentence := fmt.Sprintf("Pekerjaan bergeser ke triwulan berikutnya, lebar %d.", width)
		b.press(sentence)
		rows := b.rows()
		code := fmt.Sprintf("1.1.1.%d", 80+i)
		c.addsARow(code)
		b.comesBack()
		b.says("Orang lain mengubah susunan baris", "Muat ulang halaman")
		b.noViolations("rows that changed elsewhere")
		if n := b.overflow(); n > 0 {
			t.Errorf("at %d the notice is %d px too wide", width, n)
		}
		if got := script[string](b, `document.querySelector("[data-putaran] form textarea")?.value ?? "gone"`); got != sentence {
			t.Errorf("at %d the sentence is %q", width, got)
		}
		b.comesBack() // told once
		if n := len(b.all("button", func(x thing) bool { return x.name == "Muat ulang halaman" })); n != 1 {
			t.Errorf("%d buttons to load the page again", n)
		}
		if !script[bool](b, leavingWarns) {
			t.Error("leaving does not warn of the explanation")
		}
		b.click(b.named("button", "Simpan penjelasan"))
		b.says("Penjelasan: " + sentence)
		b.loadsAgain()
		if got := b.rows(); got != rows+1 {
			t.Errorf("at %d there are %d rows after %d", width, got, rows)
		}
		if width == desk {
			b.typesIntoARowThatGoes(t, c, code)
		}
	}
}

// typesIntoARowThatGoes writes into a row which the colleague takes out meanwhile.
func (b *tab) typesIntoARowThatGoes(t *testing.T, c *tab, code string) {
	b.Helper()
	row := script[int](b, fmt.Sprintf(`fetch(document.querySelector("[data-putaran]").dataset.isi).then((r) => r.json()).then((d) => d.lines.findIndex((l) => l.code === %q))`, code))
	col := b.column("q2_k")
	b.goTo(0, col)
	for range row {
		b.press(kb.ArrowDown)
	}
	b.press("4")
	c.click(c.named("link", "Kode, keluarkan, riwayat"))
	c.says("Mengapa baris ini dikeluarkan?")
	c.set("why", "Baris ini ternyata ganda.")
	c.click(c.named("button", "Keluarkan baris ini"))
	c.says("Baris " + code + " dikeluarkan")
	b.comesBack()
	b.says("Orang lain mengubah susunan baris")
	b.press("2" + kb.Enter)
	b.until("the refusal", func() bool { return b.cell(row, col) == "42|tolak" })
	b.loadsAgain()
	for range 2 { // until it was read, it is shown
		b.says("Isian Anda pada baris yang sudah tidak ada", "Baris "+code+", Kinerja triwulan II", "42")
		b.noViolations("what was typed into a row that is gone")
		b.sheet(deskPath)
	}
	b.click(b.named("button", "Sudah saya catat, tutup"))
	b.sheet(deskPath)
	if text := b.text(); strings.Contains(text, "yang sudah tidak ada") {
		t.Error("what was read is shown again")
	}
	if kept := script[int](b, `Object.keys(localStorage).filter((k) => k.startsWith("alun:putaran:")).length`); kept != 0 {
		t.Errorf("%d snapshots are left", kept)
	}
}

// leavingWarns tells whether the page would ask before it is left.
const leavingWarns = `!dispatchEvent(new Event("beforeunload", { cancelable: true }))`

// asksWhy goes from question to question until one can be explained.
func (b *tab) asksWhy() {
	b.Helper()
	if !script[bool](b, `(() => { const d = document; const there = () => [...d.querySelectorAll(".sisi-lembar button, .kartu-baris button")].some((x) => x.textContent === "Jelaskan");
		for (let i = 0; i < 300 && !there(); i++) d.querySelector(".bilah .btn").click(); return there() })()`) {
		b.Fatal("nothing is to be explained")
	}
}

// comesBack tells the page that its window is looked at again, and waits until it
// has asked what became of the sheet.
func (b *tab) comesBack() {
	b.Helper()
	asked := script[int](b, `performance.getEntriesByType("resource").filter((r) => r.name.endsWith("/isi")).length`)
	script[bool](b, `dispatchEvent(new Event("focus"))`)
	b.until("the sheet to be asked for", func() bool {
		return script[int](b, `performance.getEntriesByType("resource").filter((r) => r.name.endsWith("/isi")).length`) > asked
	})
}

// rows counts the rows of the sheet that is shown.
func (b *tab) rows() int {
	b.Helper()
	return script[int](b, `+(document.querySelector("[role=grid]")?.getAttribute("aria-rowcount") - 2 || document.querySelector(".jalan-kartu span").textContent.split(" ").at(-1))`)
}

// loadsAgain presses the notice's button and waits for the new page.
func (b *tab) loadsAgain() {
	b.Helper()
	script[bool](b, `document.querySelector("[data-putaran]").dataset.lama = "ya"; true`)
	b.click(b.named("button", "Muat ulang halaman"))
	b.until("the page to be loaded again", func() bool { return script[bool](b, `document.querySelector("[data-siap]:not([data-lama])") !== null`) })
}

// addsARow puts a row into the sheet and stands at it.
func (b *tab) addsARow(code string) {
	b.Helper()
	b.open(deskPath + "/baris")
	for name, text := range map[string]string{"code": code, "name": "Pemeliharaan dermaga kayu", "indicator": "Jumlah dermaga", "unit": "unit"} {
		b.set(name, text)
	}
	b.click(b.named("button", "Tambah baris ini"))
	b.says("Baris " + code + " ditambahkan")
}
