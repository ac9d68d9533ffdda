package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	roundPath = "/putaran/2025/3"
	setdaPath = roundPath + "/setda"
	asked     = "Mohon pagu baris ini dicocokkan lagi dengan DPA."
	because   = "Pagu bergeser ke subkegiatan ini pada bulan September."
)

// A quarter from its opening to the reader on the street: three offices enter,
// one of them in the browser and after a return, and their figures are public
// when they are locked.
func TestARoundWithThreeOffices(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	boss, writer, head := newTab(t, s.home), s.tabOf(t, operatorOf("Setda")), s.tabOf(t, headOf("Setda"))
	head.width(phone) // a head approves on the way
	boss.becomes(planner)
	boss.opensTheRound()
	writer.open("/tugas")
	writer.click(writer.linkTo("the office's desk", func(p string) bool { return p == setdaPath }))
	writer.named("radio", "Baris dari laporan terakhir")
	writer.click(writer.named("button", "Mulai mengisi"))
	writer.until("the sheet", func() bool { return script[bool](writer, `document.querySelector("[data-siap]") !== null`) })
	s.be(t, operatorOf("Setda")).fill(setdaPath, 3, "q3_k", "q3_rp")
	writer.entersTheQuarter(s.be(t, operatorOf("Setda")).sheet(setdaPath))
	leaf := writer.explainsAFault()
	head.sendsTheSheet()
	boss.returnsARow(leaf)
	writer.mendsTheRow(leaf)
	head.sendsTheSheet()
	boss.verifiesAndLocks("Setda", setdaPath)
	for _, o := range [][2]string{{"satpolpp", "Satpol PP"}, {"disdag", "Disdag"}} {
		s.hand(t, "2025/3", o[0], o[1], "terkunci")
	}
	boss.open(roundPath)
	boss.says("Terkunci 3", "3 dari 34 Perangkat Daerah sudah mengirim")
	isPublic(t, s, leaf)
	head.givesTheFormOut(s.be(t, headOf("Setda")))
	boss.printsTheList()
}

// becomes signs in as a made-up person, as a visitor of the demonstration does.
func (b *tab) becomes(name string) {
	b.Helper()
	b.open("/peragaan")
	b.click(b.see("button", "of "+name, func(x thing) bool { return x.name == name }))
	b.at("away from the door", func(p string) bool { return p != "/peragaan" })
}

// set gives a field of the page's forms a value, as a browser's own picker does.
func (b *tab) set(name, value string) {
	b.Helper()
	there := fmt.Sprintf(`document.querySelector('main [name=%q]') !== null`, name)
	b.until("the field "+name, func() bool { return script[bool](b, there) }) // a page that is drawn anew may say so before it stands
	if got := script[string](b, fmt.Sprintf(`(() => { const e = document.querySelector('main [name=%q]'); e.value = %q; e.dispatchEvent(new Event("change", { bubbles: true })); return e.value })()`, name, value)); got != value {
		b.Fatalf("%s took %q for %q", name, got, value)
	}
}

func (b *tab) opensTheRound() {
	b.Helper()
	b.open("/putaran")
	b.set("quarter", "2025-3")
	b.set("deadline", "2030-10-15")
	b.click(b.named("radio", "murni"))
	b.noViolations("the form of a round")
	b.click(b.named("button", "Buka putaran ini"))
	b.says("Putaran dibuka", "Belum mulai")
}

// entersTheQuarter types, pastes two hundred rows, takes back and does again, and
// meets what the rules ask while it types.
func (b *tab) entersTheQuarter(s sheetLines) {
	b.Helper()
	b.sheet(setdaPath)
	k, rp, budget := b.column("q3_k"), b.column("q3_rp"), b.column("budget_rp")
	b.goTo(3, k)
	b.press("7" + kb.Tab + "7.000.000" + kb.Enter)
	b.saved()
	if x, y := b.cell(3, k), b.cell(3, rp); x != "7|simpan" || y != "7.000.000|simpan" {
		b.Errorf("typed, and the cells hold %q and %q", x, y)
	}
	var rows []string
	for i := range 200 {
		money := "1"
		if i < len(s.Lines) {
			money = s.amount(s.Lines[i].Code, 10)
		}
		rows = append(rows, "10\t"+money)
	}
	b.goTo(0, k)
	b.paste(strings.Join(rows, "\r\n") + "\r\n")
	b.says("Tempel 200 baris × 2 kolom?", fmt.Sprintf("%d sel jatuh di bawah baris terakhir", 2*(200-len(s.Lines))))
	b.click(b.named("button", fmt.Sprintf("Tempel %d sel", 2*len(s.Lines))))
	b.saved()
	b.holds(3, k, "10")
	b.chord("z")
	b.holds(3, k, "7")
	b.chord("y")
	b.holds(3, k, "10")
	b.saved()

	b.goTo(3, k)
	b.press("sepuluh" + kb.Enter)
	b.saved()
	b.holds(3, k, "sepuluh")
	if !script[bool](b, `document.querySelector('.isi-kisi [aria-invalid="true"]') !== null`) {
		b.Error("a cell that nobody can read is not marked")
	}
	b.chord("z")
	b.holds(3, k, "10")

	b.goTo(3, budget)
	before := b.cell(3, budget)
	b.press("113.792.470.000.000" + kb.Enter)
	b.saved()
	b.goTo(3, budget)
	b.says("Apakah satuannya ribu?")
	b.click(b.named("button", "Pakai 113.792.470.000"))
	b.saved()
	b.holds(3, budget, "113.792.470.000")
	b.chord("z")
	b.holds(3, budget, "113.792.470.000.000")
	b.chord("z")
	b.holds(3, budget, strings.Split(before, "|")[0])
	b.saved()
}

// holds waits until a cell shows a text.
func (b *tab) holds(row, col int, text string) {
	b.Helper()
	b.until(fmt.Sprintf("%s in row %d", text, row), func() bool { return strings.HasPrefix(b.cell(row, col), text+"|") })
}

// explainsAFault changes a budget, so that the sums above no longer hold, and says
// why; it gives the code of the row.
func (b *tab) explainsAFault() (code string) {
	b.Helper()
	col := b.column("budget_rp")
	b.goTo(3, col)
	b.press("45.000.000" + kb.Enter)
	b.saved()
	code = script[string](b, `document.querySelector('.isi-kisi[aria-rowindex="6"] [role=rowheader], .isi-kisi[aria-rowindex="6"] [aria-colindex="1"]').textContent.trim()`)
	code, _, _ = strings.Cut(code, " ")
	for range 6 {
		if b.explained() == 0 {
			return code
		}
	}
	b.Error("there is always another fault to explain")
	return code
}

// explained answers the next fault of the sheet, and tells how many are left.
func (b *tab) explained() int {
	b.Helper()
	const faults = `Object.values((await (await fetch(document.querySelector("[data-putaran]").dataset.isi)).json()).notes).flat().filter((n) => n.must && !n.answer).length`
	left := script[int](b, `(async () => `+faults+`)()`)
	if left == 0 {
		return 0
	}
	const open = `(() => { const e = [...document.querySelectorAll(".sisi-lembar .temu.salah button")].find((x) => x.textContent === "Jelaskan"); e?.click(); return !!e })()`
	for range 60 { // questions come in between
		b.click(b.named("button", "Lihat berikutnya"))
		if script[bool](b, open) {
			break
		}
	}
	b.press(because)
	b.click(b.named("button", "Simpan penjelasan"))
	b.until("one fault less", func() bool { return script[int](b, `(async () => `+faults+`)()`) < left })
	return left - 1
}

func (b *tab) sendsTheSheet() {
	b.Helper()
	b.open(setdaPath + "/kirim")
	b.click(b.named("button", "Setujui dan kirim"))
	b.says("Isian Triwulan III 2025 sudah dikirim")
}

// returnsARow gives one row back with a sentence.
func (b *tab) returnsARow(code string) {
	b.Helper()
	b.open(setdaPath + "/periksa")
	b.says(because)
	b.givesBack(code, asked)
	b.says("Isian dikembalikan")
}

// givesBack writes the sentence at a row of which the rules say nothing: those are
// folded.
func (b *tab) givesBack(code, sentence string) {
	b.Helper()
	b.click(b.named("DisclosureTriangle", "baris tanpa catatan"))
	b.click(b.see("DisclosureTriangle", "of the row", func(x thing) bool { return x.name == "Kembalikan baris ini "+code }))
	b.click(b.see("combobox", "for the sentence", func(x thing) bool { return strings.HasSuffix(x.name, "baris "+code) }))
	b.press(sentence)
	b.click(b.see("button", "to return", func(x thing) bool { return x.name == "Kembalikan" }))
}

// mendsTheRow finds the sentence at the row and puts the old budget back.
func (b *tab) mendsTheRow(code string) {
	b.Helper()
	b.sheet(setdaPath)
	col := b.column("budget_rp")
	b.goTo(3, col)
	b.says("Dikembalikan Bappeda", asked)
	b.press("40.000.000" + kb.Enter)
	b.saved()
	if n := b.explained(); n != 0 {
		b.Errorf("%d faults are left when the row is mended", n)
	}
}

// verifiesAndLocks takes the city's two steps.
func (b *tab) verifiesAndLocks(short, path string) {
	b.Helper()
	b.open(path + "/periksa")
	b.click(b.see("button", "to verify", func(x thing) bool { return x.name == "Verifikasi" }))
	b.says("Isian diverifikasi")
	b.click(b.linkTo("the lock", func(p string) bool { return p == path+"/kunci" }))
	b.says("Mengunci membuat isian ini terbuka untuk umum")
	b.click(b.named("button", "Kunci isian "+short))
	b.says("Isian dikunci")
}

// givesTheFormOut gives form E.81 its number, fetches it and sends the signed one
// back.
func (b *tab) givesTheFormOut(v *visitor) {
	b.Helper()
	b.open(setdaPath + "/surat")
	b.click(b.named("button", "Beri nomor dan terbitkan"))
	b.says("Berkas yang ditandatangani", "Pindaian tanda tangan basah")
	b.narrow("the letter", phone)
	b.noViolations("the letter")
	file := b.see("link", "to the numbered form", func(x thing) bool { return strings.Contains(x.to, "unduh=asli") })
	pdf := v.page(file.to)
	if !strings.HasPrefix(pdf, "%PDF-") || len(pdf) < 10_000 {
		b.Errorf("%s is %d bytes that begin with %.8q", file.to, len(pdf), pdf)
	}
	b.click(b.named("radio", "Pindaian tanda tangan basah"))
	script[bool](b, `(() => { const d = new DataTransfer(); d.items.add(new File([`+signedPDF+`], "e81.pdf", { type: "application/pdf" }));
		document.querySelector("main input[type=file]").files = d.files; return true })()`)
	b.click(b.named("button", "Simpan berkas bertanda tangan"))
	b.says("PDF bertanda tangan")
}

// signedPDF is a small document, as a script writes it.
const signedPDF = "`%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n" +
	"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`"

// isPublic: whoever walks by reads the locked figures, and no other office's.
func isPublic(t *testing.T, s *demoHouse, code string) {
	t.Helper()
	b := newTab(t, s.home)
	b.open("/renja/2025/setda?tw=3")
	b.linkTo("the row", func(p string) bool { return strings.HasPrefix(p, "/renja/2025/setda/") })
	b.open("/renja/2025/setda/" + code + "?tw=3")
	b.says("Rp10.000.000", "Rp40 juta")
	if strings.Contains(b.text(), asked) {
		t.Error("the public reads what Bappeda asked of the office")
	}
	if status := b.visit(setdaPath); status != http.StatusOK || !strings.HasPrefix(b.path(), "/masuk") {
		t.Errorf("a stranger at the desk stands at %s (%d)", b.path(), status)
	}
}

// printsTheList: what a courier takes along has every office and nothing to press.
func (b *tab) printsTheList() {
	b.Helper()
	b.open(roundPath + "/daftar")
	b.says("Setwan")
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.must(err, "look at it as printed")
	if rest := script[string](b, `[...document.querySelectorAll("nav:not(.jejakan), button, .btn, input")].filter((e) => e.getClientRects().length).map((e) => e.outerHTML.slice(0, 80)).join()`); rest != "" {
		b.Errorf("on paper there is still %s", rest)
	}
	if !strings.Contains(b.text(), "Setwan") {
		b.Error("the list is not on the paper")
	}
	pdf, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69})
	b.must(err, "print")
	if len(pdf.Data) < 10_000 || !strings.HasPrefix(string(pdf.Data), "%PDF-") {
		b.Errorf("the print is %d bytes that begin with %.8q", len(pdf.Data), pdf.Data)
	}
}
