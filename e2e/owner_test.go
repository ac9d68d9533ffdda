package e2e

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// A maker on a phone writes a permit down, sets the point of the business and writes down
// who works there, with scripts and without: what was typed stays when something is wrong
// with it, and a point is kept by no button but the one that says so.
func TestAnOwnerLooksAfterTheRest(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	for name, open := range map[string]func(*testing.T, string) *tab{"plain": s.plainTab, "with scripts": s.phoneTab} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := "/usaha-saya/" + s.handsIn(t, "Rotan "+name)
			b := open(t, maker)
			b.writesAPermit(at)
			b.setsThePoint(at, name != "plain")
			b.writesWorkersDown(at)
		})
	}
}

func (b *tab) writesAPermit(at string) {
	b.Helper()
	b.open(at)
	b.click(b.named("link", "Izin dan sertifikat"))
	b.says("Belum ada izin yang ditulis")
	b.types("Nomor", "ID6411000123")
	b.click(b.named("button", "Tambahkan")) // without its kind
	b.says("Jenis izin: pilih dari daftar.")
	b.watch.forgive("422")
	b.set("kind", "halal")
	b.click(b.named("button", "Tambahkan"))
	b.says("Izin ditambahkan", "Sertifikat halal", "ID6411000123", "Tanpa batas waktu", "Kata pemilik")
	b.narrow("permits", phone)
	b.click(b.see("link", "to take it out", func(x thing) bool { return strings.HasPrefix(x.name, "Keluarkan dari daftar") }))
	b.click(b.see("radio", "for a slip", func(x thing) bool { return strings.HasPrefix(x.name, "Keliru menulis") }))
	b.narrow("taking a permit out", phone)
	b.click(b.named("button", "Keluarkan dari daftar"))
	b.says("Izin dikeluarkan dari daftar", "Belum ada izin yang ditulis")
}

func (b *tab) setsThePoint(at string, scripts bool) {
	b.Helper()
	b.open(at + "/titik")
	b.says("umum hanya melihat kelurahannya, Baru Ilir", "Belum ada titik")
	b.click(b.see("button", "to press the drawing", func(x thing) bool { return strings.HasPrefix(x.name, "Gambar kelurahan Baru Ilir") }))
	b.says("Kembali ke seluruh kelurahan")
	b.watch.forgive("422") // the middle of the drawing may lie in the next one
	b.until("the two numbers", func() bool {
		return strings.HasPrefix(script[string](b, `document.querySelector("input[name=point]")?.value ?? ""`), "-1.")
	})
	b.narrow("a press on the drawing", phone)
	b.open(at + "/titik")
	b.types("Lintang dan bujur", "-1.21529, 116.93626")
	b.click(b.named("button", "Lihat dulu di peta"))
	b.says("berada di kelurahan Manggar", "Titiknya memang di sini")
	b.watch.forgive("422")
	b.narrow("a point elsewhere", phone)
	if scripts {
		script[bool](b, `(navigator.geolocation.getCurrentPosition = (yes) => yes({ coords: { latitude: -1.23577, longitude: 116.82775, accuracy: 12 } }), true)`)
		b.click(b.named("button", "Pakai lokasi ponsel ini"))
		b.says("Lokasi ditemukan, ketelitian sekitar 12 meter")
	} else {
		if !script[bool](b, `document.getElementById("titik-gps").hidden`) {
			b.Error("without scripts a button is shown that does nothing")
		}
		b.set("point", "-1.23577, 116.82775")
	}
	b.click(b.named("button", "Lihat dulu di peta"))
	b.says("Belum disimpan.")
	b.click(b.named("button", "Simpan titik"))
	b.says("Titik disimpan.", "Titik usaha berada di kelurahan Baru Ilir.", map[bool]string{true: "dari ponsel di tempat", false: "ditunjuk di peta"}[scripts])
	b.narrow("a point", phone)
}

func (b *tab) writesWorkersDown(at string) {
	b.Helper()
	b.open(at + "/orang")
	b.types("Nomor telepon pelaku usaha", "0812-0000-0000")
	b.click(b.named("button", "Ajak menjadi pemilik"))
	b.says("Tidak ada pelaku usaha dengan nomor ini")
	b.watch.forgive("422")
	b.narrow("asking another owner", phone)
	b.open(at + "/orang")
	b.types("Nama", "Rahmat Hidayat")
	b.click(b.named("button", "Tambahkan orang")) // without the role
	b.says("Pilih peran")
	b.watch.forgive("422")
	b.click(b.see("radio", "for workers", func(x thing) bool { return strings.HasPrefix(x.name, "Pekerja") }))
	b.set("name", "Rahmat Hidayat") // of a name nothing is kept, but what was typed stands there
	b.click(b.named("button", "Tambahkan orang"))
	b.says("Orang ditambahkan", "Rahmat Hidayat", "Ditulis dengan nama, tanpa akun")
	b.narrow("people", phone)
	b.click(b.see("link", "to end it", func(x thing) bool { return strings.HasPrefix(x.name, "Akhiri: Rahmat") }))
	b.says("Hari terakhir")
	b.narrow("the end of somebody", phone)
	b.click(b.named("button", "Akhiri"))
	b.says("Sudah diakhiri", "1 orang yang dulu")
}

// ownedOne is a business with a permit, a proposal and somebody who works there.
var ownedOne struct {
	once sync.Once
	at   string
}

func owned(end string, form string) func(*tab) string {
	return func(b *tab) string {
		b.Helper()
		s := visitDemo(b.T)
		ownedOne.once.Do(func() {
			code := s.handsIn(b.T, "Sanggar Rotan Sari")
			at, v, officer := "/usaha-saya/"+code, s.be(b.T, maker), s.be(b.T, counter)
			v.done(at+"/izin", url.Values{"kind": {"halal"}, "number": {"ID6411000999"}, "issuer": {"BPJPH"}, "until": {"2026-12-31"}})
			v.done(at+"/orang", url.Values{"name": {"Rahmat Hidayat"}, "role": {"worker"}})
			v.done(at+"/titik", url.Values{"langkah": {"simpan"}, "point": {"-1.23577, 116.82775"}})
			v.done(at+"/ubah/web", url.Values{"isi": {"rotan.example"}})
			officer.done("/petugas/usaha/"+code+"/periksa", url.Values{"fakta": {"web"}, "dasar": {"document"}})
			officer.done(at+"/ubah/web", url.Values{"isi": {"sanggar.example"}})
			ownedOne.at = at
		})
		if form == "" {
			return ownedOne.at + end
		}
		m := regexp.MustCompile(form).FindStringSubmatch(s.be(b.T, maker).page(ownedOne.at + end))
		if m == nil {
			b.Fatalf("%s has no %s", ownedOne.at+end, form)
		}
		return m[1]
	}
}

// published is a business that everybody sees.
func published(b *tab) string {
	b.Helper()
	m := regexp.MustCompile(`href="/usaha/([0-9a-z]{13})"`).FindStringSubmatch(visitDemo(b.T).be(b.T, maker).page("/usaha"))
	if m == nil {
		b.Fatal("nothing is published")
	}
	return "/usaha-saya/" + m[1] + "/bekerja"
}

// ownerKinds are the pages of what belongs to a business beside its facts.
var ownerKinds = []kind{
	{"my business: permits", "/usaha-saya/{code}/izin", busy(maker, owned("/izin", ""))},
	{"my business: a permit's end", "/usaha-saya/{code}/izin/{permit}", busy(maker, owned("/izin", `href="(/usaha-saya/[0-9a-z]{13}/izin/[0-9a-z]{13})"`))},
	{"my business: proposals", "/usaha-saya/{code}/usulan", busy(maker, owned("/usulan", ""))},
	{"my business: its point", "/usaha-saya/{code}/titik", busy(maker, owned("/titik", ""))},
	{"my business: its people", "/usaha-saya/{code}/orang", busy(maker, owned("/orang", ""))},
	{"my business: somebody's end", "/usaha-saya/{code}/orang/{row}", busy(maker, owned("/orang", `href="(/usaha-saya/[0-9a-z]{13}/orang/[0-9a-z]{13})"`))},
	{"my business: invitations", "/usaha-saya/ajakan", busy(maker, fixed("/usaha-saya/ajakan"))},
	{"my business: who works there", "/usaha-saya/{code}/bekerja", busy(maker, published)},
}
