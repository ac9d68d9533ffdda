package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestTheDeskOfARound is what an office does in a quarter, on its desk and on a
// phone, with a good line and without.
func TestTheDeskOfARound(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for _, c := range []struct {
		name string
		test func(*testing.T, *workplace)
	}{
		{"keyboard", deskByKeyboard}, {"suspicion", deskAsksAtOnce}, {"a bad cell", deskOverABadCell},
		{"paste of 200 rows", deskTakesAPaste}, {"offline", deskOffline}, {"left and come back", deskLeftBehind},
		{"conflict", deskConflict}, {"signed out", deskSignedOut}, {"without script", deskWithoutScript}, {"phone", deskOnAPhone},
		{"rows", deskRows}, {"rows change elsewhere", deskIsOvertaken}, {"explained", deskExplained}, {"file", deskTakesAFile}, {"sound", deskIsSound}, {"five hundred rows", deskOfFiveHundredRows},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, o) })
	}
}

func deskTab(t *testing.T, o *workplace, token string) *tab {
	b := newTab(t, o.home)
	b.as(token)
	return b
}

// Arrows, Home, End, typing over, F2, Escape, Enter, Tab, undo and redo; and Escape
// then Tab leads out.
func deskByKeyboard(t *testing.T, o *workplace) {
	b := deskTab(t, o, o.operator)
	b.sheet(deskPath)
	k := b.column("q2_k")
	b.goTo(3, k)
	b.press("41" + kb.Enter)
	b.press("42" + kb.Tab + "1.000" + kb.Enter)
	for i, want := range []struct {
		row, col int
		text     string
	}{{3, k, "41"}, {4, k, "42"}, {4, k + 1, "1.000"}} {
		if got := b.cell(want.row, want.col); !strings.HasPrefix(got, want.text+"|") {
			t.Errorf("%d: %q, want %q", i, got, want.text)
		}
	}
	b.saved()
	if got := b.cell(3, k); got != "41|simpan" {
		t.Errorf("%q", got)
	}
	b.goTo(3, k)
	b.press(kb.F2 + "9" + kb.Escape)
	if got := b.cell(3, k); got != "41|simpan" {
		t.Errorf("Escape kept %q", got)
	}
	b.chord("z")
	b.chord("z")
	if a, c := b.cell(4, k+1), b.cell(4, k); strings.HasPrefix(a, "1.000") || strings.HasPrefix(c, "42") {
		t.Errorf("undo left %q and %q", a, c)
	}
	b.chord("y")
	if got := b.cell(4, k); !strings.HasPrefix(got, "42|") {
		t.Errorf("redo gave %q", got)
	}
	b.saved()
	b.press(kb.Home)
	b.press(kb.ArrowDown + kb.ArrowRight)
	b.chord("End")
	at := script[string](b, `document.activeElement.closest("[role=row]").getAttribute("aria-rowindex") + "/" + document.querySelector("[role=grid]").getAttribute("aria-rowcount")`)
	if row, count, _ := strings.Cut(at, "/"); row != count {
		t.Errorf("Ctrl+End stands at %s", at)
	}
	b.chord("Home")
	b.press(kb.Escape + kb.Tab)
	if inside := script[bool](b, `document.activeElement.closest("[role=grid]") !== null`); inside {
		t.Error("Tab after Escape stays in the sheet")
	}
}

// Rp113.792.470.000.000 is asked about as soon as it is saved, with one button to
// take what is suspected.
func deskAsksAtOnce(t *testing.T, o *workplace) {
	b := deskTab(t, o, o.operator)
	b.sheet(deskPath)
	col := b.column("budget_rp")
	b.goTo(7, col)
	b.press("113.792.470.000.000" + kb.Enter)
	b.saved()
	b.goTo(7, col)
	b.says("Apakah satuannya ribu? Mungkin maksud Anda Rp113.792.470.000.")
	b.click(b.named("button", "Pakai 113.792.470.000"))
	b.saved()
	if got := b.cell(7, col); got != "113.792.470.000|simpan" {
		t.Errorf("%q", got)
	}
	b.chord("z")
	b.chord("z")
	b.saved()
}

// A cell that cannot be read keeps its text, is marked and explained, and the
// others are saved.
func deskOverABadCell(t *testing.T, o *workplace) {
	b := deskTab(t, o, o.operator)
	b.sheet(deskPath)
	col := b.column("q2_k")
	b.goTo(5, col)
	b.paste("dua belas\r\n33")
	b.click(b.named("button", "Tempel 2 sel"))
	b.saved()
	if x, y := b.cell(5, col), b.cell(6, col); x != "dua belas|simpan" || y != "33|simpan" {
		t.Errorf("%q and %q", x, y)
	}
	if !script[bool](b, `document.querySelector('.isi-kisi [aria-invalid="true"][data-s=simpan]') !== null`) {
		t.Error("the bad cell is not marked")
	}
	b.says("dua belas")
	b.goTo(5, col)
	b.chord("z")
	b.saved()
}

// Two hundred rows of Excel fall on a sheet of fewer: what falls where is shown
// before, and one undo takes all of it back.
func deskTakesAPaste(t *testing.T, o *workplace) {
	b := deskTab(t, o, o.elsewhere)
	b.sheet(manyPath)
	col := b.column("q3_k")
	var rows []string
	for i := range 200 {
		rows = append(rows, fmt.Sprintf("%d\t\"%d.000\"\t", i+1000, i+1))
	}
	b.goTo(0, col)
	b.paste(strings.Join(rows, "\r\n") + "\r\n")
	b.says("Tempel 200 baris × 3 kolom?", "400 sel berubah pada 200 baris", "Kinerja triwulan III, Belanja triwulan III")
	b.noViolations("the preview of a paste")
	b.click(b.named("button", "Tempel 400 sel"))
	b.saved()
	if x, y := b.cell(0, col), b.cell(1, col+1); x != "1000|simpan" || y != "2.000|simpan" {
		t.Errorf("%q and %q", x, y)
	}
	b.open(manyPath)
	b.sheet(manyPath)
	if got := b.cell(0, col); got != "1000|" {
		t.Errorf("after opening again %q", got)
	}
	b.goTo(0, col)
	b.paste("7\t8\r\n9\t10")
	b.click(b.named("button", "Tempel 4 sel"))
	b.saved()
	b.chord("z")
	b.until("the undo to be saved", func() bool {
		return b.cell(0, col) == "1000|simpan" && b.line() != "" && strings.HasPrefix(b.line(), "Semua")
	})
	if got := b.cell(0, col); got != "1000|simpan" {
		t.Errorf("after undo %q", got)
	}
	b.chord("End")
	b.paste("1\t2\r\n3\t4")
	b.says("jatuh di bawah baris terakhir", "jatuh di kanan kolom terakhir")
	b.click(b.named("button", "Batal"))
}

// Without a line what was typed is kept, said and sent when the line is back.
func deskOffline(t *testing.T, o *workplace) {
	b := deskTab(t, o, o.operator)
	b.sheet(deskPath)
	col := b.column("q2_k")
	b.goTo(8, col)
	b.offline(true)
	b.press("81" + kb.Enter)
	b.until("the line to say so", func() bool { return strings.Contains(b.line(), "1 sel belum terkirim") })
	if got := b.cell(8, col); got != "81|kirim" && got != "81|belum" {
		t.Errorf("%q", got)
	}
	if kept := script[string](b, `Object.entries(localStorage).filter(([k]) => k.startsWith("alun:putaran:")).map(([, v]) => v).join()`); !strings.Contains(kept, `"81"`) {
		t.Errorf("the browser keeps %q", kept)
	}
	b.offline(false) // the browser tells the page, and it sends by itself
	b.saved()
	b.watch.forgive("ERR_INTERNET_DISCONNECTED")
	if kept := script[int](b, `Object.keys(localStorage).filter((k) => k.startsWith("alun:putaran:")).length`); kept != 0 {
		t.Errorf("%d snapshots are left", kept)
	}
}

// A page that is closed without a line leaves what was typed in the browser; the
// next visit sends it.
func deskLeftBehind(t *testing.T, o *workplace) {
	b := deskTab(t, o, o.operator)
	b.sheet(deskPath)
	col := b.column("q2_k")
	b.goTo(9, col)
	b.offline(true)
	b.press("91" + kb.Enter)
	b.until("the line to say so", func() bool { return strings.Contains(b.line(), "1 sel belum terkirim") })
	if !script[bool](b, `!dispatchEvent(new Event("beforeunload", { cancelable: true }))`) {
		t.Error("leaving does not warn")
	}
	left := script[string](b, `JSON.stringify(Object.entries(localStorage).filter(([k]) => k.startsWith("alun:putaran:"))[0])`)
	b.offline(false)
	// The tab is gone; another one finds what it left.
	b.watch.forgive("ERR_INTERNET_DISCONNECTED")
	c := deskTab(t, o, o.operator)
	c.open("/tentang")
	script[bool](c, fmt.Sprintf(`(() => { const [k, v] = JSON.parse(%q); localStorage.setItem(k, v); return true })()`, left))
	c.sheet(deskPath)
	c.saved()
	if got := c.cell(9, col); got != "91|simpan" {
		t.Errorf("%q", got)
	}
	b.saved() // the first sends the same batch under the same key: done once, answered alike
	if got := b.cell(9, col); got != "91|simpan" {
		t.Errorf("the first tab: %q", got)
	}
}

// Two write in one cell: the second sees both texts and chooses; nothing is lost
// silently.
func deskConflict(t *testing.T, o *workplace) {
	b, c := deskTab(t, o, o.operator), deskTab(t, o, o.colleague)
	b.sheet(deskPath)
	c.sheet(deskPath)
	col := b.column("q2_k")
	b.goTo(10, col)
	b.press("101" + kb.Enter)
	b.saved()
	c.goTo(10, col)
	c.press("202" + kb.Enter)
	c.until("the conflict", func() bool { return c.cell(10, col) == "202|beda" })
	c.goTo(10, col)
	c.says("Orang lain mengubah sel ini lebih dulu", "202", "101")
	c.noViolations("a conflict")
	c.click(c.named("button", "Pakai isian saya"))
	c.saved()
	if got := c.cell(10, col); got != "202|simpan" {
		t.Errorf("%q", got)
	}
}

// Who was signed out meanwhile is told, keeps what was typed, signs in again and
// goes on; somebody else's session does not take it.
func deskSignedOut(t *testing.T, o *workplace) {
	b := deskTab(t, o, o.operator)
	b.sheet(deskPath)
	col := b.column("q2_k")
	b.goTo(11, col)
	b.as("")
	b.press("111" + kb.Enter)
	b.says("Sesi Anda berakhir", "Masuk di tab baru")
	b.noViolations("signed out")
	b.as(o.colleague)
	b.click(b.named("button", "Coba sekarang"))
	b.until("the refusal", func() bool { return strings.Contains(b.line(), "orang lain") })
	b.as(o.operator)
	b.click(b.named("button", "Coba sekarang"))
	b.saved()
	b.watch.forgive("401", "403")
	if got := b.cell(11, col); got != "111|simpan" {
		t.Errorf("%q", got)
	}
}

// Without script the desk is a form.
func deskWithoutScript(t *testing.T, o *workplace) {
	b := deskTab(t, o, o.operator)
	b.noScripts()
	for _, width := range []int64{desk, phone} {
		b.width(width)
		b.open(deskPath)
		if n := b.overflow(); n > 0 {
			t.Errorf("at %d the form is %d px too wide", width, n)
		}
		field := b.see("textbox", "for a figure", func(x thing) bool { return strings.HasPrefix(x.name, "Kinerja triwulan II") })
		b.click(field)
		b.press(kb.End + fmt.Sprint(width))
		b.click(b.named("button", "Simpan halaman ini"))
		b.says("1 sel tersimpan")
	}
	b.open(deskPath + "?dari=20")
	b.click(b.see("link", "of one row", func(x thing) bool { return strings.HasPrefix(x.name, "Semua sel baris") }))
	b.says("Target akhir Renstra", "Semua baris")
}

// On a phone one row at a time, this quarter's cells first.
func deskOnAPhone(t *testing.T, o *workplace) {
	b := deskTab(t, o, o.operator)
	b.width(phone)
	b.sheet(deskPath)
	b.click(b.named("button", "Berikutnya"))
	b.says("Baris 2 dari")
	field := b.named("textbox", "Kinerja triwulan II")
	b.click(field)
	b.press("22" + kb.Tab)
	b.saved()
	b.says("tersimpan")
	b.noViolations("the card")
	if n := b.overflow(); n > 0 {
		t.Errorf("%d px too wide", n)
	}
}

// A fault that is explained asks no more.
func deskExplained(t *testing.T, o *workplace) {
	b := deskTab(t, o, o.operator)
	b.sheet(deskPath)
	script[bool](b, `(() => { const d = document; for (let i = 0; i < 200 && ![...d.querySelectorAll(".sisi-lembar button")].some((x) => x.textContent === "Jelaskan"); i++) d.querySelector(".bilah .btn").click(); return true })()`)
	before := script[string](b, `document.querySelector(".hitungan").textContent`)
	b.click(b.named("button", "Jelaskan"))
	b.press("pendek")
	b.click(b.named("button", "Simpan penjelasan"))
	b.until("the sentence beside the field", func() bool { return script[bool](b, `document.querySelector(".temu .galat:not([hidden])") !== null`) })
	b.watch.forgive("422")
	b.press(", karena pekerjaan bergeser ke triwulan berikutnya.")
	b.click(b.named("button", "Simpan penjelasan"))
	b.says("Sudah dijelaskan")
	if after := script[string](b, `document.querySelector(".hitungan").textContent`); after == before {
		t.Errorf("the count is still %q", after)
	}
}

// A file is shown first, put in as one change, and taken back.
func deskTakesAFile(t *testing.T, o *workplace) {
	b := deskTab(t, o, o.operator)
	b.open(deskPath + "/unggah")
	b.noViolations("the upload")
	script[bool](b, `(() => { const d = new DataTransfer(); d.items.add(new File(["Kode;Uraian;TW II K;TW II Rp\n1.1.1.1;x;5;Rp 1.000.000,00\n9.9.9.9;y;1;1\n1.1.1.2;z;lima;\n"], "tw2.csv", { type: "text/csv" }));
		document.querySelector("input[type=file]").files = d.files; return true })()`)
	b.click(b.named("button", "Baca berkas"))
	b.says("tw2.csv", "Kode 9.9.9.9 tidak ada di lembar ini", "lima")
	for _, width := range []int64{phone, desk} {
		b.width(width)
		b.noViolations("what a file would do")
		if n := b.overflow(); n > 0 {
			t.Errorf("at %d the preview is %d px too wide", width, n)
		}
	}
	b.click(b.see("button", "to put it in", func(x thing) bool { return strings.HasPrefix(x.name, "Masukkan ") }))
	b.says("dimasukkan dan tersimpan")
	b.noViolations("what was put in")
	b.click(b.see("button", "to take it back", func(x thing) bool { return strings.HasPrefix(x.name, "Batalkan, kembalikan") }))
	b.says("dimasukkan dan tersimpan")
}

// In three languages, on both screens and in both colours; a language changes none.
func deskIsSound(t *testing.T, o *workplace) {
	for _, prefix := range []string{"", "/en", "/ja"} {
		for _, width := range []int64{desk, phone} {
			b := deskTab(t, o, o.operator)
			b.width(width)
			b.sheet(prefix + deskPath)
			if b.missingWords() {
				t.Errorf("%s: a sentence is missing", prefix)
			}
			if n := b.overflow(); n > 0 {
				t.Errorf("%s at %d: %d px too wide", prefix, width, n)
			}
			where := fmt.Sprintf("%s, %d px", prefix+deskPath, width)
			if prefix != "" {
				b.noneOf(noColours, where)
				continue
			}
			b.noViolations(where)
			b.colours("dark")
			b.noneOf(theColours, where+", dark")
		}
	}
}
