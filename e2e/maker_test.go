package e2e

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// A maker on a phone registers in four steps, with scripts and without: each step is
// kept as it is sent, going back loses nothing, and a home shows its kelurahan alone.
func TestAMakerRegisters(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	for name, open := range map[string]func(*testing.T, string) *tab{"plain": s.plainTab, "with scripts": s.phoneTab} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			open(t, maker).registers("Nasi Kuning " + name)
		})
	}
}

// phoneTab is a phone on which somebody is signed in.
func (s *demoHouse) phoneTab(t *testing.T, name string) *tab {
	t.Helper()
	b := s.tabOf(t, name)
	b.width(phone)
	return b
}

func (b *tab) types(label, text string) {
	b.Helper()
	b.click(b.named("textbox", label))
	b.press(text)
}

func (b *tab) registers(name string) {
	b.Helper()
	b.open("/usaha/daftar")
	b.says("Bukan untuk pajak, dan bukan untuk penertiban.")
	b.types("Nama usaha", name)
	b.click(b.named("button", "Simpan dan lanjut")) // too early: what was typed stays
	b.says("Pilih dahulu: usaha atau pelaku kreatif perorangan.")
	b.watch.forgive("422")
	b.types("Apa yang Anda jual", "jual nasi kuning")
	b.click(b.see("radio", "for a business", func(x thing) bool { return strings.HasPrefix(x.name, "Usaha") }))
	b.goesOn("/kode")
	b.says("Rumah/Warung Makan")
	b.click(b.see("checkbox", "of the code", func(x thing) bool { return strings.HasPrefix(x.name, "Rumah/Warung Makan") }))
	b.goesOn("/tempat")
	b.says("Alamat rumah hanya tampil kelurahannya")
	b.set("kelurahan", "64.71.02.1001")
	b.types("RT", "12")
	b.click(b.see("radio", "for a home", func(x thing) bool { return strings.HasPrefix(x.name, "Rumah") }))
	b.types("Alamat", "Jalan Melati 5")
	b.goesOn("/kontak")
	b.click(b.named("link", "Kembali"))
	b.at("of the place", func(p string) bool { return strings.HasSuffix(p, "/tempat") })
	b.goesOn("/kontak") // what was typed is there, and is kept once more
	b.types("Nomor WhatsApp", "081234567890")
	b.goesOn("/periksa")
	b.says(name, "Jalan Melati 5", "RT 12 Tidak tampil kepada umum", "0812-3456-7890 Tidak tampil kepada umum", "Sudah lengkap")
	b.narrow("the last step", phone)
	b.click(b.named("button", "Ajukan"))
	b.says("Sudah diajukan")
}

// goesOn sends a step and waits for the next one.
func (b *tab) goesOn(end string) {
	b.Helper()
	b.click(b.named("button", "Simpan dan lanjut"))
	b.at("of the next step", func(p string) bool { return strings.HasSuffix(p, end) })
}

// makersDraft leads to a draft that the maker has begun.
var makersDraft = regexp.MustCompile(`href="/usaha/daftar/([0-9a-z]{13})/periksa"`)

// draft is a step of the maker's draft, which is written down when it is not there.
func draft(step string) func(*tab) string {
	return func(b *tab) string {
		b.Helper()
		v := visitDemo(b.T).be(b.T, maker)
		for range 2 {
			if m := makersDraft.FindStringSubmatch(v.page("/usaha/daftar")); m != nil {
				return "/usaha/daftar/" + m[1] + "/" + step
			}
			at := strings.TrimSuffix(v.going("/usaha/daftar", url.Values{"kind": {"usaha"}, "name": {"Amplang Bu Sari"}, "about_id": {"jual amplang"}, "legal_form": {"perorangan"}, "draf": {"draf-dari-peragaan-1"}}), "kode")
			v.done(at+"kode", url.Values{"kbli": {"2020:10794"}})
			v.done(at+"tempat", url.Values{"kelurahan": {"64.71.02.1001"}, "rt": {"7"}, "di": {"rumah"}, "address": {"Jalan Kenanga 3"}})
		}
		b.Fatal("the maker has no draft")
		return ""
	}
}

// ownBusiness is a page of the business that the maker's draft is.
func ownBusiness(end string) func(*tab) string {
	return func(b *tab) string {
		return "/usaha-saya/" + strings.Split(draft("apa")(b), "/")[3] + end
	}
}

// makerKinds are the pages on which makers look after their businesses.
var makerKinds = []kind{
	{"register", "/usaha/daftar", busy(maker, fixed("/usaha/daftar"))},
	{"register: at a counter", "", busy(counter, fixed("/usaha/daftar"))},
	{"register: what", "/usaha/daftar/{code}/apa", busy(maker, draft("apa"))},
	{"register: code", "/usaha/daftar/{code}/kode", busy(maker, draft("kode"))},
	{"register: place", "/usaha/daftar/{code}/tempat", busy(maker, draft("tempat"))},
	{"register: contact", "/usaha/daftar/{code}/kontak", busy(maker, draft("kontak"))},
	{"register: check", "/usaha/daftar/{code}/periksa", busy(maker, draft("periksa"))},
	{"my business: all", "/usaha-saya", busy(maker, fixed("/usaha-saya"))},
	{"my business", "/usaha-saya/{code}", busy(maker, ownBusiness(""))},
	{"my business: a fact", "/usaha-saya/{code}/ubah/{fact}", busy(maker, ownBusiness("/ubah/other_names"))},
	{"my business: its numbers", "/usaha-saya/{code}/angka", busy(maker, ownBusiness("/angka"))},
	{"my business: its texts", "/usaha-saya/{code}/teks", busy(maker, ownBusiness("/teks"))},
	{"my business: its end", "/usaha-saya/{code}/tutup", busy(maker, ownBusiness("/tutup"))},
	{"my business: history", "/usaha-saya/{code}/riwayat", busy(maker, ownBusiness("/riwayat"))},
	{"naik kelas: the wheel", "/usaha-saya/{code}/naik-kelas", busy(maker, ownBusiness("/naik-kelas"))},
	{"naik kelas: an axis", "/usaha-saya/{code}/naik-kelas/{axis}", busy(maker, ownBusiness("/naik-kelas/legalitas"))},
	{"naik kelas: what the register knows", "/usaha-saya/{code}/naik-kelas/{axis}", busy(maker, ownBusiness("/naik-kelas/pemasaran"))},
}
