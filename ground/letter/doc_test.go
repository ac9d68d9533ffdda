package letter_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/letter"
)

var made = time.Date(2026, 11, 22, 1, 2, 3, 0, time.UTC)

func setup(p letter.Paper) letter.Setup {
	return letter.Setup{Paper: p, Margins: letter.FormMargins, Title: "Contoh", Author: "Pemerintah Kota", Made: made,
		Foot: func(n, of int) (string, string) { return "Formulir", fmt.Sprintf("%d/%d", n, of) }}
}

// drawn is a document on A4.
func drawn(t testing.TB, draw func(*letter.Doc)) []byte { return drawnOn(t, setup(letter.A4), draw) }

func drawnOn(t testing.TB, s letter.Setup, draw func(*letter.Doc)) []byte {
	t.Helper()
	d := letter.New(s)
	draw(d)
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	keepPicture(t, b.Bytes())
	return b.Bytes()
}

// keepPicture leaves the document in a folder for whoever wants to look at it.
func keepPicture(t testing.TB, pdf []byte) {
	if folder := os.Getenv("ALUN_TEST_PICTURES"); folder != "" {
		os.WriteFile(filepath.Join(folder, regexp.MustCompile(`\W+`).ReplaceAllString(t.Name(), "-")+".pdf"), pdf, 0o600)
	}
}

// read is the text of a document as poppler, which others wrote, reads it: a page
// each.
func read(t testing.TB, pdf []byte) []string { return readAs(t, pdf, "-layout") }

// readAs reads as it is laid out, or "-raw", as it is written.
func readAs(t testing.TB, pdf []byte, how string) []string {
	t.Helper()
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed; tools/packages installs poppler-utils")
	}
	c := exec.CommandContext(t.Context(), program, how, "-", "-")
	c.Stdin = bytes.NewReader(pdf)
	text, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(string(text), "\f")
	return pages[:len(pages)-1]
}

// squeezed is a text without its spaces: a reader of PDF guesses those.
func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

func arms(t *testing.T) []byte {
	var b bytes.Buffer
	pic := image.NewGray(image.Rect(0, 0, 40, 50))
	if err := png.Encode(&b, pic); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// aLetter is a whole letter.
func aLetter(arms []byte) func(*letter.Doc) {
	return func(d *letter.Doc) {
		d.Head(letter.Letterhead{Arms: arms, Over: []string{"PEMERINTAH KOTA CONTOH"}, Name: "BADAN PERENCANAAN PEMBANGUNAN DAERAH",
			Address: []string{"Jalan Contoh Nomor 1, Telepon (0542) 000000", "Laman contoh.go.id, Pos-el bappeda@contoh.go.id"}})
		d.Open(letter.Opening{Names: 20, Day: "Contoh, 22 November 2026",
			Left: []letter.Pair{{Name: "Nomor", Text: "900.1.4/12/Bappeda"}, {Name: "Sifat", Text: "Biasa"}, {Name: "Lampiran", Text: "Satu berkas"},
				{Name: "Hal", Text: "Penyampaian hasil evaluasi Renja Triwulan II Tahun 2026"}},
			To: []string{"Yth. Kepala Dinas Contoh", "di", "Tempat"}})
		d.Lines("Menindaklanjuti evaluasi hasil Renja, bersama ini disampaikan Formulir E.81 yang telah diverifikasi — mohon ditandatangani dan dikembalikan.", 11, false, letter.Left)
		d.Space(8)
		d.Signatures(11, letter.Signature{Post: []string{"Kepala Badan,"}, Name: "NAMA CONTOH", Rank: "Pembina Utama Muda", NIP: "NIP 197000000000000000"})
	}
}

func TestALetterIsReadByOthers(t *testing.T) {
	s := setup(letter.F4)
	s.Margins = letter.LetterMargins
	pages := read(t, drawnOn(t, s, aLetter(arms(t))))
	if len(pages) != 1 {
		t.Fatalf("%d pages", len(pages))
	}
	for _, want := range []string{"BADAN PERENCANAAN PEMBANGUNAN DAERAH", "900.1.4/12/Bappeda", "Contoh, 22 November 2026", "Yth. Kepala Dinas Contoh",
		"diverifikasi — mohon", "NAMA CONTOH", "NIP 197000000000000000", "1/1"} {
		if !strings.Contains(squeezed(pages[0]), want) {
			t.Errorf("the page lacks %q:\n%s", want, pages[0])
		}
	}
	if strings.Contains(pages[0], "KONSEP") {
		t.Error("an issued letter says KONSEP")
	}
}

func TestADraftSaysSoOnEachPage(t *testing.T) {
	s := setup(letter.A3.Landscape())
	s.Draft = "KONSEP"
	pages := readAs(t, drawnOn(t, s, func(d *letter.Doc) { aTable(d, 300, "") }), "-raw")
	if len(pages) < 2 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, p := range pages {
		// Across the page, each letter is a line of its own to the reader.
		if !strings.Contains(strings.Join(strings.Fields(p), ""), "KONSEP") {
			t.Errorf("page %d says nothing of a draft:\n%.200s", i+1, p)
		}
	}
}

func TestADispositionSheet(t *testing.T) {
	pages := read(t, drawn(t, func(d *letter.Doc) {
		d.Head(letter.Letterhead{Over: []string{"PEMERINTAH KOTA CONTOH"}, Name: "DINAS CONTOH", Address: []string{"Jalan Contoh Nomor 2"}})
		d.Slip(letter.Slip{Title: "LEMBAR DISPOSISI",
			Facts: []letter.Pair{{Name: "Surat dari", Text: "Kepala Bappeda"}, {Name: "Diterima", Text: "22 November 2026"},
				{Name: "Nomor surat", Text: "900.1.4/12/Bappeda"}, {Name: "Nomor agenda", Text: "45"},
				{Name: "Tanggal surat", Text: "20 November 2026"}, {Name: "Sifat", Text: "Segera"},
				{Name: "Hal", Text: "Penyampaian hasil evaluasi Renja Triwulan II Tahun 2026 untuk ditandatangani"}},
			Lists: []letter.List{
				{Title: "Diteruskan kepada", Items: []letter.Item{{Text: "Sekretaris", On: true}, {Text: "Kepala Bidang Bina Marga"}, {Text: "Kepala Subbagian Program"}}},
				{Title: "Dengan hormat harap", Items: []letter.Item{{Text: "Tanggapan dan saran"}, {Text: "Proses lebih lanjut", On: true}, {Text: "Koordinasi/konfirmasi"}}}},
			Note: "Catatan:", Sign: letter.Signature{Post: []string{"Kepala Dinas,"}, Name: "NAMA CONTOH", NIP: "NIP 197000000000000000"}})
	}))
	for _, want := range []string{"LEMBAR DISPOSISI", "Nomor agenda : 45", "Kepala Bidang Bina Marga", "Proses lebih lanjut", "Catatan:"} {
		if !strings.Contains(squeezed(pages[0]), want) {
			t.Errorf("the sheet lacks %q:\n%s", want, pages[0])
		}
	}
}

// aTable is a table of so many rows with a head of two rows.
func aTable(d *letter.Doc, rows int, long string) {
	d.Table(letter.Table{Size: 8,
		Columns: []letter.Column{{Wide: 12, Align: letter.Center}, {Share: 2}, {Share: 1}, {Wide: 20, Align: letter.Right}, {Wide: 30, Align: letter.Right}},
		Head: [][]letter.HeadCell{{{Text: "No", Rows: 2}, {Text: "Uraian", Rows: 2}, {Text: "Indikator", Rows: 2}, {Text: "Target", Cols: 2}},
			{{Text: "K"}, {Text: "Rp"}}},
		Rows: func(yield func(letter.Row) bool) {
			if !yield(letter.Row{Bold: true, Keep: true, Tint: letter.Tint{R: 220, G: 230, B: 250}, Cells: []letter.Cell{{Text: "Dinas Contoh", Cols: 5, Align: letter.Left}}}) {
				return
			}
			for i := range rows {
				cells := []letter.Cell{{Text: fmt.Sprint(i + 1)}, {Text: fmt.Sprintf("Kegiatan nomor %d dengan nama yang panjang %s", i+1, long)}, {Text: "Jumlah dokumen"},
					{Text: "12,5"}, {Text: "1.234.567.890"}}
				if !yield(letter.Row{Cells: cells}) {
					return
				}
			}
		}})
}

func TestATableRepeatsItsHeadAndLosesNoRow(t *testing.T) {
	pages := read(t, drawnOn(t, setup(letter.A4.Landscape()), func(d *letter.Doc) { aTable(d, 200, "") }))
	all := ""
	for i, p := range pages {
		if !strings.Contains(p, "Uraian") || !strings.Contains(p, fmt.Sprintf("%d/%d", i+1, len(pages))) {
			t.Errorf("page %d has no head or no foot", i+1)
		}
		all += p
	}
	for i := range 200 {
		if strings.Count(squeezed(all), fmt.Sprintf("Kegiatan nomor %d dengan", i+1)) != 1 {
			t.Errorf("row %d is not there once", i+1)
		}
	}
}

func TestARowLongerThanAPageIsSplit(t *testing.T) {
	var words []string
	for i := range 3000 {
		words = append(words, fmt.Sprintf("kata%04d", i))
	}
	pages := read(t, drawn(t, func(d *letter.Doc) { aTable(d, 1, strings.Join(words, " ")) }))
	all := strings.Join(pages, " ")
	if len(pages) < 3 {
		t.Errorf("%d pages", len(pages))
	}
	for _, w := range words {
		if strings.Count(all, w) != 1 {
			t.Fatalf("%s is not there once", w)
		}
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	sum := func(at time.Time) [32]byte {
		s := setup(letter.A3.Landscape())
		s.Made = at
		return sha256.Sum256(drawnOn(t, s, func(d *letter.Doc) { aTable(d, 50, "é"); aLetter(arms(t))(d) }))
	}
	first := sum(made)
	for range 3 {
		if sum(made) != first {
			t.Fatal("the same document has other bytes")
		}
	}
	if sum(made.Add(time.Second)) == first {
		t.Error("the test cannot see a difference")
	}
}

func TestOurOwnDocumentsAreTakenIn(t *testing.T) {
	store, err := blob.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	k := blob.NewKeeper(dbtest.Open(t, dbtest.SQLite(t), db.Options{}, blob.Files), store, nil)
	for name, pdf := range map[string][]byte{
		"letter": drawn(t, aLetter(arms(t))),
		"table":  drawnOn(t, setup(letter.A3.Landscape()), func(d *letter.Doc) { aTable(d, 2000, "panjang") }),
	} {
		f, err := k.Receive(t.Context(), blob.Sent{Name: name + ".pdf", Type: "application/pdf", Content: bytes.NewReader(pdf)}, blob.Policy{Kinds: []blob.Kind{blob.PDF}})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if f.Bytes > 1<<20 {
			t.Errorf("%s has %d bytes", name, f.Bytes)
		}
	}
}

func TestTooManyPagesAreRefused(t *testing.T) {
	d := letter.New(setup(letter.A4))
	for range letter.MaxPages {
		d.NewPage()
	}
	d.Lines("satu lagi", 11, false, letter.Left)
	if err := d.Write(&bytes.Buffer{}); !fault.Is(err, fault.TooLarge) {
		t.Errorf("a document of too many pages: %v", err)
	}
}

func TestPapers(t *testing.T) {
	for _, p := range []letter.Paper{letter.A4, letter.F4, letter.A3} {
		if p.Landscape().Wide != p.High || p.Landscape().Landscape() != p.Landscape() {
			t.Errorf("%+v", p.Landscape())
		}
		pdf := drawnOn(t, setup(p.Landscape()), func(d *letter.Doc) { d.Lines("x", 9, false, letter.Center) })
		if want := fmt.Sprintf("/MediaBox [0 0 %.2f %.2f]", p.High/25.4*72, p.Wide/25.4*72); !bytes.Contains(pdf, []byte(want)) {
			t.Errorf("%s landscape lacks %s", p.Name, want)
		}
	}
}

func TestEverySentenceExists(t *testing.T) {
	if _, err := lang.Load(letter.Files); err != nil {
		t.Fatal(err)
	}
}
