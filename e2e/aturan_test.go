package e2e

import (
	"net/url"
	"strings"
	"sync"
	"testing"
)

// newSteps is the address of a trial of other steps.
const newSteps = "/petugas/aturan/langkah?coba=1&batas_1=60+juta&batas_2=500+juta&batas_3=1+miliar&mulai=2090-01-01&keputusan=Keputusan+Uji+1%2F2089&alasan=Batas+kedua+dinaikkan."

// A planner on a phone tries other steps inside micro, sees which businesses would move,
// publishes them and takes them back, with scripts and without.
func TestAPlannerCutsTheSteps(t *testing.T) {
	s := visitDemo(t)
	for name, open := range map[string]func(*testing.T, string) *tab{"plain": s.plainTab, "with scripts": s.phoneTab} {
		t.Run(name, func(t *testing.T) {
			b := open(t, planner)
			b.open("/petugas/aturan")
			b.says("Langkah kota di dalam kelas mikro", "PP 7/2021")
			b.narrow("the rules", phone)
			b.click(b.named("link", "Buat versi baru"))
			b.types("Nomor keputusan", "Keputusan Uji 1/2089")
			b.click(b.named("button", "Coba pada daftar usaha"))
			b.says("Tulis hari pertama berlakunya", "Tulis alasannya dalam satu kalimat")
			b.watch.forgive("422")
			b.narrow("a draft that is wrong", phone)
			b.open(newSteps)
			b.says("Hasil percobaan", "Belum dihitung", "Rp500 juta")
			b.narrow("a draft that was not counted", phone)
			b.click(b.named("button", "Hitung pada daftar usaha"))
			b.says("Usaha yang berpindah langkah", "Dihitung dari")
			b.narrow("a trial", phone)
			b.click(b.named("button", "Terbitkan mulai 1 Januari 2090"))
			b.says("Langkah baru sudah terbit", "akan berlaku", "Keputusan Uji 1/2089")
			b.narrow("the rules with one that comes", phone)
			b.click(b.named("button", "Tarik versi mulai 1 Januari 2090"))
			b.says("sudah ditarik kembali")
		})
	}
}

// sellsMarked lets the maker sell something whose text bears a mark, in a business of the
// counter's area that is public; the page of it at the officer's desk ends with its code.
func (s *demoHouse) sellsMarked(t testing.TB, name string) (shop string) {
	t.Helper()
	shop = s.handsIn(t, "Toko "+name)
	s.be(t, counter).done("/petugas/usaha/"+shop+"/langkah/publish", url.Values{"versi": {"5"}})
	s.be(t, maker).done("/usaha-saya/"+shop+"/produk/baru", url.Values{"nama": {"Jasa " + name}, "tentang": {"Bisa untuk bayar pinjol."}, "stok": {"ada"}, "tampil": {"1"}})
	return shop
}

// An officer on a phone sees why a text is marked and gives it back with a sentence; its
// maker reads the sentence beside the form, mends the text and shows it again.
func TestAnOfficerGivesATextBack(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	for name, open := range map[string]func(*testing.T, string) *tab{"plain": s.plainTab, "with scripts": s.phoneTab} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shop := s.sellsMarked(t, "Bertanda "+name)
			b := open(t, counter)
			b.open("/petugas/tanda")
			b.says("Jasa Bertanda "+name, "Ada kata yang sering dipakai penawaran pinjaman cepat.")
			b.narrow("marked texts", phone)
			b.click(b.named("link", "Jasa Bertanda "+name))
			b.says("Tanda ini dari daftar kata")
			b.types("Kalimat untuk pemilik", "Tulis jasanya tanpa kata pinjol.")
			b.click(b.named("button", "Kembalikan dengan kalimat ini"))
			b.says("Produk sudah dikembalikan", "menunggu pemilik")

			c := open(t, maker)
			c.open("/usaha-saya/" + shop + "/produk")
			c.click(c.see("link", "of the product", func(x thing) bool { return strings.HasPrefix(x.name, "Jasa Bertanda") }))
			c.says("Petugas meminta teksnya diubah", "Tulis jasanya tanpa kata pinjol.")
			c.narrow("a product that was given back", phone)
		})
	}
}

// shownMark is a product whose text bears a mark, for the pages that show one.
var shownMark struct {
	once sync.Once
	at   string
}

func (b *tab) markStands() string {
	b.Helper()
	shownMark.once.Do(func() {
		s := visitDemo(b.T)
		s.sellsMarked(b.T, "Contoh Tanda")
		page := s.be(b.T, counter).page("/petugas/tanda")
		_, rest, _ := strings.Cut(page, `href="/petugas/tanda/`)
		code, _, _ := strings.Cut(rest, `"`)
		shownMark.at = "/petugas/tanda/" + code
	})
	return shownMark.at
}

// rulesKinds are the pages of the planner's rules, and of marked texts.
var rulesKinds = []kind{
	{"rules of size", "/petugas/aturan", busy(planner, fixed("/petugas/aturan"))},
	{"rules of size: steps", "/petugas/aturan/langkah", busy(planner, fixed("/petugas/aturan/langkah"))},
	{"rules of size: a trial", "", busy(planner, fixed(newSteps))},
	{"rules of size: a wrong draft", "", busy(planner, fixed("/petugas/aturan/langkah?coba=1&batas_1=banyak"))},
	{"marked texts", "/petugas/tanda", busy(counter, func(b *tab) string { b.markStands(); return "/petugas/tanda" })},
	{"marked text", "/petugas/tanda/{product}", busy(counter, (*tab).markStands)},
}
