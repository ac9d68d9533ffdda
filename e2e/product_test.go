package e2e

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/chromedp"
)

// A maker on a phone writes down what she sells, with a photo, with scripts and without:
// the words are kept first, what was typed stays when something is wrong with it, the
// photo stands on the list in its size, and comes back when it was taken off by mistake.
func TestAMakerShowsWhatSheSells(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	for name, open := range map[string]func(*testing.T, string) *tab{"plain": s.plainTab, "with scripts": s.phoneTab} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := open(t, maker)
			b.sells("Amplang "+name, ownBusiness("")(b))
		})
	}
}

func (b *tab) sells(name, at string) {
	b.Helper()
	b.open(at)
	b.click(b.named("link", "Produk dan jasa"))
	b.click(b.named("link", "Tambah produk"))
	b.types("Nama produk atau jasa", name)
	b.types("Harga", "15")
	b.click(b.named("button", "Simpan"))
	b.says("Rp15 atau Rp15.000? Tulis lengkap")
	b.watch.forgive("422")
	b.types("Harga", "rb/bks") // behind what stands there
	b.click(b.named("button", "Simpan"))
	b.says("Produk disimpan", "Belum ada foto")
	b.narrow("a product", phone)
	b.types("Apa yang terlihat di foto?", "Amplang dalam toples")
	b.chooses("Foto", aPhotoFile(b.T, name))
	b.click(b.named("button", "Kirim foto"))
	b.says("Foto disimpan", "Foto (1 dari 4)")
	b.click(b.named("heading", "Foto (1 dari 4)")) // the picture is fetched when it comes near
	b.until("the photo to be drawn", func() bool {
		return strings.HasPrefix(script[string](b, `(i => i.alt + " " + i.naturalWidth)(document.querySelector("img[loading=lazy]"))`), "Amplang dalam toples 800")
	})
	b.narrow("a product with its photo", phone)
	b.click(b.named("button", "Hapus foto 1")) // by mistake
	b.says("Foto dihapus dan langsung tidak tampil lagi", "Baru dihapus")
	b.narrow("a product whose photo was taken off", phone)
	b.click(b.named("button", "Kembalikan foto 1 yang dihapus"))
	b.says("Foto dikembalikan ke tempatnya semula", "Foto (1 dari 4)")
	b.open(at + "/produk")
	b.says(name, "Rp15.000 per bungkus", "Tampil")
	b.narrow("the list of products", phone)
}

// chooses puts a file into a field, as the window of the system does.
func (b *tab) chooses(field, file string) {
	b.Helper()
	x := b.see("button", "for a file", func(x thing) bool { return strings.Contains(x.name, field) })
	_, err := chromedp.Call(b.ctx, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{file}, BackendNodeID: x.node})
	b.must(err, "choose a file")
}

// aPhotoFile is a photograph on this machine's disk: coloured fields, with a mark of whose
// it is.
func aPhotoFile(t *testing.T, mark string) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 1600, 1200))
	for y := range 1200 {
		for x := range 1600 {
			dx, dy := x-800, y-600
			switch r := dx*dx + dy*dy; {
			case r < 300*300:
				img.SetRGBA(x, y, color.RGBA{214, 158, 46, 255})
			case r < 420*420:
				img.SetRGBA(x, y, color.RGBA{250, 246, 235, 255})
			default:
				img.SetRGBA(x, y, color.RGBA{byte(90 + y/20), 120, 96, 255})
			}
		}
	}
	for i, c := range []byte(mark) {
		img.SetRGBA(i, 0, color.RGBA{c, c, c, 255})
		img.SetRGBA(0, i, color.RGBA{c, 255, c, 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(t.TempDir(), "IMG_2041.jpg")
	if err := os.WriteFile(at, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return at
}

var productLink = regexp.MustCompile(`href="(/usaha-saya/[0-9a-z]{13}/produk/[0-9a-z]{13})"`)

// soldThing is the page of a product of the maker, which is written down when there is
// none.
func soldThing(b *tab) string {
	b.Helper()
	at := ownBusiness("/produk")(b)
	v := visitDemo(b.T).be(b.T, maker)
	if m := productLink.FindStringSubmatch(v.page(at)); m != nil {
		return m[1]
	}
	return strings.SplitN(v.going(at+"/baru", url.Values{"nama": {"Amplang ikan tenggiri"}, "harga": {"15.000-25.000"}, "satuan": {"bungkus"}, "stok": {"pesan"}, "hari": {"2"}, "tampil": {"1"}, "tentang": {"Renyah, 250 gram."}}), "?", 2)[0]
}

// productKinds are the pages of products and photos.
var productKinds = []kind{
	{"products: the list", "/usaha-saya/{code}/produk", busy(maker, func(b *tab) string { soldThing(b); return ownBusiness("/produk")(b) })},
	{"products: a new one", "/usaha-saya/{code}/produk/baru", busy(maker, ownBusiness("/produk/baru"))},
	{"products: one", "/usaha-saya/{code}/produk/{product}", busy(maker, soldThing)},
	{"products: photos of the business", "/usaha-saya/{code}/foto", busy(maker, ownBusiness("/foto"))},
	{"products: history", "/usaha-saya/{code}/riwayat-produk", busy(maker, ownBusiness("/riwayat-produk"))},
}
