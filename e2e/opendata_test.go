package e2e

import (
	"regexp"
	"strings"
	"testing"
)

// openDataKinds are the numbers of the register and its open data.
var openDataKinds = []kind{
	{"numbers", "/data/usaha", fixed("/data/usaha")},
	{"numbers: two ways", "/data/usaha", fixed("/data/usaha?baris=kelurahan&kolom=bidang")},
	{"numbers: by month", "/data/usaha", fixed("/data/usaha?ukur=tercatat")},
	{"numbers: kept months", "/data/usaha/bulanan", fixed("/data/usaha/bulanan")},
	{"numbers: kept months, by size", "/data/usaha/bulanan", fixed("/data/usaha/bulanan?seri=ukuran")},
	{"open data", "/data/usaha/kamus", fixed("/data/usaha/kamus")},
}

// lastNumber ends the name of a bar.
var lastNumber = regexp.MustCompile(`[0-9.]+$`)

// onPhones does something on a phone at the demonstration's public pages, with scripts and
// without.
func onPhones(t *testing.T, do func(*tab)) {
	t.Helper()
	t.Parallel()
	s := visitDemo(t)
	s.directoryReady(t)
	for name, plain := range map[string]bool{"plain": true, "with scripts": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newTab(t, s.home)
			if plain {
				b.noScripts()
			}
			b.width(phone)
			do(b)
		})
	}
}

// A citizen on a phone reads how many businesses there are, and opens the list behind a
// number: it is as long as the number says, with scripts and without.
func TestACitizenOpensANumber(t *testing.T) {
	onPhones(t, func(b *tab) {
		b.open("/data/usaha")
		b.says("Cara membaca angka ini", "Usaha yang tampil menurut Kecamatan", "Semuanya rekaan")
		b.narrow("numbers", phone)
		b.click(b.named("link", "Bidang (KBLI)"))
		b.at("by trade", func(p string) bool { return strings.Contains(p, "baris=bidang") })
		b.narrow("numbers by trade", phone)
		bar := b.linkTo("a trade", func(p string) bool { return strings.HasPrefix(p, "/usaha?bidang=") })
		number := lastNumber.FindString(bar.name)
		b.click(bar)
		b.at("of the directory", func(p string) bool { return strings.HasPrefix(p, "/usaha?bidang=") })
		b.says(number + " usaha")
	})
}

// A student on a phone reads what a month says before anything that is hidden, and opens the
// names and the whole table where they want them, with scripts and without.
func TestAStudentReadsAMonthOnAPhone(t *testing.T) {
	onPhones(t, func(b *tab) {
		b.open("/data/usaha/bulanan")
		b.says("di antaranya perempuan", "angka dibuka, selebihnya rahasia", "Bukan ekonomi kreatif", "Jumlah ini dari bulan ke bulan")
		if high := script[int](b, `document.documentElement.scrollHeight`); high > 3500 {
			b.Errorf("the page is %d px long", high)
		}
		if text := b.text(); strings.Contains(text, "Televisi dan Radio") || strings.Contains(text, "Semua yang dibuka") {
			b.Errorf("what is folded is read: %s", text)
		}
		b.click(b.see("DisclosureTriangle", "of what is hidden", func(x thing) bool { return strings.HasSuffix(x.name, "semua angkanya rahasia") }))
		b.says("Televisi dan Radio")
		b.click(b.see("DisclosureTriangle", "to the table of what is told", func(x thing) bool { return strings.HasPrefix(x.name, "Lihat sebagai tabel (") }))
		b.says("Semua yang dibuka")
		b.narrow("a month, unfolded", phone)
		b.click(b.named("link", "Jumlah ini dari bulan ke bulan"))
		b.says("Terakhir berubah")
	})
}
