package lembar_test

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/letter"
	"alun/record/account/accounttest"
	"alun/record/registry"
	"alun/record/registry/lembar"
	"alun/record/registry/madeup"
)

func aPaper(t testing.TB) lembar.Paper {
	words, err := lang.Load(lembar.Files)
	if err != nil {
		t.Fatal(err)
	}
	ring := accounttest.Ring(t)
	return lembar.Paper{City: "Kota Balikpapan", Short: "Balikpapan", Words: words, Link: "https://alun.balikpapan.example", Code: func(id db.ID) string { return ring.Codec().Encode(int64(id)) }}
}

func someRows(n int) (all []lembar.Row) {
	for i := range n {
		r := lembar.Row{N: i + 1, Name: fmt.Sprintf("Warung Bu Siti %d", i+1), Trade: "Nasi kuning dan lauk"}
		if i%3 == 0 {
			r.Street = "Jl. Jenderal Sudirman No. 7"
		}
		if i%17 == 4 {
			r.Name = "Koperasi Serba Usaha Nelayan Manunggal Sejahtera Bersama Kelurahan Klandasan Ulu"
		}
		all = append(all, r)
	}
	return all
}

// A sheet is a PDF, the same each time; long ones go on on further pages.
func TestASheetIsAPaper(t *testing.T) {
	p := aPaper(t)
	at := lembar.Place{Kelurahan: "Klandasan Ulu", Kecamatan: "Balikpapan Kota"}
	made := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	sheets := []lembar.Whole{
		{Sheet: lembar.Sheet{ID: 7_000_001, RT: 12, Number: "3/LRT-64.71.05.1003/2026", Made: made}, Rows: someRows(32)},
		{Sheet: lembar.Sheet{ID: 7_000_002, RT: 13, Number: "4/LRT-64.71.05.1003/2026", Made: made}, Rows: nil},
	}
	for _, paper := range []letter.Paper{letter.F4, letter.A4} {
		var a, b bytes.Buffer
		for _, w := range []*bytes.Buffer{&a, &b} {
			if err := p.Write(w, paper, at, sheets); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) || !bytes.HasPrefix(a.Bytes(), []byte("%PDF-")) {
			t.Errorf("%s: %d bytes and %d", paper.Name, a.Len(), b.Len())
		}
		if out := os.Getenv("ALUN_TEST_KEEP"); out != "" {
			if err := os.WriteFile(out+paper.Name+".pdf", a.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// madeupRTs are the RTs of the demonstration city with all that would be printed, the
// smallest first.
func madeupRTs(t *testing.T) [][]lembar.Row {
	city, err := madeup.Open(os.DirFS("../../../city/balikpapan"), 1)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]lembar.Row{}
	for e := range city.Entries(madeup.Businesses) {
		f, about := e.Facts, ""
		about, _, _ = strings.Cut(f[registry.AboutID], ". ")
		r := lembar.Row{Name: lembar.Printable(f[registry.Name], 80), Trade: lembar.Printable(about, 70)}
		if f[registry.AtHome] == registry.No && f[registry.StreetVendor] == registry.No {
			r.Street = lembar.Printable(f[registry.Address], 80)
		}
		at := f[registry.Kelurahan] + " RT " + f[registry.RT]
		r.N = len(all[at]) + 1
		all[at] = append(all[at], r)
	}
	out := make([][]lembar.Row, 0, len(all))
	for _, rows := range all {
		out = append(out, rows)
	}
	slices.SortFunc(out, func(a, b []lembar.Row) int {
		return cmp.Or(len(a)-len(b), strings.Compare(a[0].Name, b[0].Name))
	})
	return out
}

// poppler runs a program of that reader, which others wrote, over a document.
func poppler(t *testing.T, pdf []byte, name string, args ...string) []byte {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		t.Skip(name + " is not installed; tools/packages installs poppler-utils")
	}
	c := exec.CommandContext(t.Context(), program, args...)
	c.Stdin = bytes.NewReader(pdf)
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// readPages is the text of a document, a page each.
func readPages(t *testing.T, pdf []byte) []string {
	t.Helper()
	pages := strings.Split(string(poppler(t, pdf, "pdftotext", "-layout", "-", "-")), "\f")
	return pages[:len(pages)-1]
}

// scanned is what a telephone reads at the top right of a page.
func scanned(t *testing.T, pdf []byte, page int) string {
	t.Helper()
	n := fmt.Sprint(page)
	drawn, err := png.Decode(bytes.NewReader(poppler(t, pdf, "pdftoppm", "-r", "200", "-gray", "-png", "-f", n, "-l", n, "-")))
	if err != nil {
		t.Fatal(err)
	}
	part := image.NewGray(image.Rect(0, 0, 300, 300))
	draw.Draw(part, part.Bounds(), drawn, image.Pt(drawn.Bounds().Dx()-300, 0), draw.Src)
	bits, err := gozxing.NewBinaryBitmapFromImage(part)
	if err != nil {
		t.Fatal(err)
	}
	got, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Errorf("page %d: its code cannot be read: %v", page, err)
		return ""
	}
	return got.GetText()
}

// pageSays is what stands at the foot of each page.
var pageSays = regexp.MustCompile(`baris (\d+)–(\d+) · halaman (\d) dari (\d)`)

// The normal RT of the demonstration city stands on one page: three of four on A4, and
// ninety-five of a hundred on F4, the paper of offices. The largest says on each page
// which rows are on it.
func TestTheNormalRTStandsOnOnePage(t *testing.T) {
	p, rts := aPaper(t), madeupRTs(t)
	rows := func(percent int) []lembar.Row { return rts[min(len(rts)-1, len(rts)*percent/100)] }
	t.Logf("%d RTs have %d rows, %d in the middle, %d at 75 %%, %d at 90 %%, %d at 95 %%, %d at most", len(rts), len(rows(0)), len(rows(50)), len(rows(75)), len(rows(90)), len(rows(95)), len(rows(100)))
	for _, c := range []struct {
		percent int
		paper   letter.Paper
		pages   int
	}{{0, letter.A4, 1}, {50, letter.A4, 1}, {75, letter.A4, 1}, {95, letter.F4, 1}, {100, letter.A4, 2}, {100, letter.F4, 2}} {
		all := rows(c.percent)
		s := lembar.Whole{Sheet: lembar.Sheet{ID: 7_000_001, RT: 12, Number: "3/LRT-64.71.05.1003/2026", Made: time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)}, Rows: all}
		var b bytes.Buffer
		if err := p.Write(&b, c.paper, lembar.Place{Kelurahan: "Klandasan Ulu", Kecamatan: "Balikpapan Kota"}, []lembar.Whole{s}); err != nil {
			t.Fatal(err)
		}
		if out := os.Getenv("ALUN_TEST_KEEP"); out != "" {
			if err := os.WriteFile(fmt.Sprintf("%s%s-%d.pdf", out, c.paper.Name, c.percent), b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		pages := readPages(t, b.Bytes())
		if len(pages) != c.pages {
			t.Errorf("%d rows take %d pages of %s, want %d", len(all), len(pages), c.paper.Name, c.pages)
		}
		follow(t, p, b.Bytes(), len(all))
	}
}

// follow fails unless the pages of a sheet follow each other and each can be entered alone.
func follow(t *testing.T, p lembar.Paper, pdf []byte, rows int) {
	t.Helper()
	next, pages := 1, readPages(t, pdf)
	for i, text := range pages {
		text = strings.Join(strings.Fields(text), " ")
		m := pageSays.FindStringSubmatch(text)
		blank := m == nil && next == rows+1 && i == len(pages)-1 && strings.Contains(text, fmt.Sprintf("halaman %d dari %d", i+1, len(pages)))
		if blank {
			m = []string{"", fmt.Sprint(next), fmt.Sprint(rows), fmt.Sprint(i + 1), fmt.Sprint(len(pages))} // only lines for who is not on it
		}
		if m == nil || m[1] != fmt.Sprint(next) || m[3] != fmt.Sprint(i+1) || m[4] != fmt.Sprint(len(pages)) {
			t.Errorf("page %d says %q, want row %d", i+1, m, next)
			return
		}
		if !strings.Contains(text, "Lembar Usaha RT 12") || !strings.Contains(strings.ReplaceAll(text, " ", ""), p.Code(7_000_001)) {
			t.Errorf("page %d does not say of which sheet it is", i+1)
		}
		leads := p.Address(7_000_001)
		if i > 0 && !blank {
			leads += "#" + lembar.RowID(m[1])
		}
		if got := scanned(t, pdf, i+1); got != leads {
			t.Errorf("the code of page %d leads to %q, not %q", i+1, got, leads)
		}
		fmt.Sscan(m[2], &next)
		next++
	}
	if next != rows+1 {
		t.Errorf("the last row is %d of %d", next-1, rows)
	}
}
