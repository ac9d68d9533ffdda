package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// handsIn lets the maker hand a business in; it is found by its code.
func (s *demoHouse) handsIn(t testing.TB, name string) (code string) {
	t.Helper()
	v := s.be(t, maker)
	at := strings.TrimSuffix(v.going("/usaha/daftar", url.Values{"kind": {"usaha"}, "name": {name}, "about_id": {"jual soto banjar"}, "legal_form": {"perorangan"},
		"draf": {strings.ReplaceAll(fmt.Sprintf("%-24.24s", "petugas-"+name), " ", "-")}}), "kode")
	v.done(at+"kode", url.Values{"kbli": {"2020:56102"}})
	v.done(at+"tempat", url.Values{"kelurahan": {"64.71.02.1001"}, "rt": {"12"}, "di": {"rumah"}, "address": {"Jalan Melati 5"}})
	v.done(at+"kontak", url.Values{"izin": {"1"}, "wa": {"081234567890"}})
	v.done(at+"periksa", url.Values{})
	return strings.Split(at, "/")[3]
}

// An officer on a phone finds what waits, sends one business back with a sentence that
// was ready, publishes another, opens its private facts for a purpose, and suspends it;
// with scripts and without.
func TestAnOfficerChecksBusinesses(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	for name, open := range map[string]func(*testing.T, string) *tab{"plain": s.plainTab, "with scripts": s.phoneTab} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			back, up := s.handsIn(t, "Soto Kembali "+name), s.handsIn(t, "Soto Terbit "+name)
			b := open(t, counter)
			b.open("/petugas/usaha?q=" + url.QueryEscape("Soto Kembali "+name))
			b.click(b.named("link", "Soto Kembali "+name))
			b.says("Menunggu pemeriksaan", "Ada, dibuka untuk keperluan")
			b.narrow("a business", phone)
			b.click(b.named("link", "Kembalikan"))
			b.says("Contoh kalimat")
			b.types("Kalimat untuk pemilik", "Bu Sari yang baik,")
			b.click(b.named("button", "Mohon tulis apa yang dijual atau dikerjakan, satu kalimat cukup."))
			b.until("with the sentence", func() bool {
				return script[bool](b, `/Bu Sari yang baik,\nMohon tulis apa/.test(document.querySelector("textarea")?.value)`)
			})
			b.click(b.named("button", "Kembalikan dengan kalimat ini"))
			b.says("Sudah dikembalikan", "Mohon tulis apa yang dijual")
			b.open("/petugas/usaha/" + back + "/langkah/publish")
			b.says("Tidak dapat dilakukan sekarang", "dikembalikan untuk diperbaiki")

			b.open("/petugas/usaha/" + up)
			b.click(b.named("link", "Terbitkan"))
			b.says("yang tampil hanya kelurahannya")
			b.click(b.named("button", "Terbitkan sekarang"))
			b.says("Sudah terbit", "Kembali ke daftar")
			b.click(b.see("radio", "for the counter", func(x thing) bool { return strings.HasPrefix(x.name, "Melayani pemilik di loket") }))
			b.click(b.named("button", "Buka dan catat"))
			b.says("Data yang dibuka", "0812-3456-7890", "Jalan Melati 5")
			b.narrow("private facts", phone)
			b.open("/petugas/usaha/" + up + "/langkah/suspend")
			b.click(b.named("button", "Tangguhkan sekarang")) // too early
			b.says("Pilih salah satu alasan")
			b.watch.forgive("422")
			b.click(b.named("radio", "Ada aduan"))
			b.types("Kalimat untuk pemilik", "Ada aduan yang sedang kami periksa.")
			b.click(b.named("button", "Tangguhkan sekarang"))
			b.says("Sudah ditangguhkan", "Ada aduan yang sedang kami periksa.")
		})
	}
}

// shownOffice are two businesses that pages of the desk show.
var shownOffice struct {
	once sync.Once
	a, b string
}

// atDesk is a page of the desk about the first of them.
func atDesk(end string) func(*tab) string {
	return func(b *tab) string {
		b.Helper()
		b.officeStands()
		return "/petugas/usaha/" + shownOffice.a + end
	}
}

func (b *tab) officeStands() {
	b.Helper()
	shownOffice.once.Do(func() {
		s := visitDemo(b.T)
		shownOffice.a, shownOffice.b = s.handsIn(b.T, "Depot Sarinten Embunpagi"), s.handsIn(b.T, "Dpt Sarinten Embunpagi")
	})
}

// officerKinds are the pages of officers who look after the register.
var officerKinds = []kind{
	{"office: the queue", "/petugas/usaha", busy(counter, fixed("/petugas/usaha"))},
	{"office: nothing found", "", busy(counter, fixed("/petugas/usaha?q=zzqqxx"))},
	{"office: a business", "/petugas/usaha/{code}", busy(counter, atDesk(""))},
	{"office: publish", "/petugas/usaha/{code}/langkah/{move}", busy(counter, atDesk("/langkah/publish"))},
	{"office: send back", "", busy(counter, atDesk("/langkah/return"))},
	{"office: not now", "", busy(counter, atDesk("/langkah/resume"))},
	{"office: history", "/petugas/usaha/{code}/riwayat", busy(counter, atDesk("/riwayat"))},
	{"office: private facts", "/petugas/usaha/{code}/pribadi/{read}", busy(counter, func(b *tab) string {
		b.Helper()
		at := atDesk("/pribadi")(b)
		return visitDemo(b.T).be(b.T, counter).going(at, url.Values{"keperluan": {"layanan"}})
	})},
	{"office: doubles", "/petugas/usaha/ganda", busy(counter, fixed("/petugas/usaha/ganda"))},
	{"office: two sides", "/petugas/usaha/ganda/{a}/dengan/{b}", busy(counter, func(b *tab) string {
		b.Helper()
		b.officeStands()
		return "/petugas/usaha/ganda/" + shownOffice.a + "/dengan/" + shownOffice.b
	})},
}
