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

// A citizen on a phone reads how many businesses there are, and opens the list behind a
// number: it is as long as the number says, with scripts and without.
func TestACitizenOpensANumber(t *testing.T) {
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
			b.open("/data/usaha")
			b.says("Cara membaca angka ini", "Usaha yang tampil menurut Kecamatan", "usaha rekaan")
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
}
