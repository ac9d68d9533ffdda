package e2e

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"alun/ground/web"
)

// goesUp hands a business in and has an officer publish it.
func (s *demoHouse) goesUp(t testing.TB, name string) (at string) {
	t.Helper()
	code := s.handsIn(t, name)
	s.be(t, counter).done("/petugas/usaha/"+code+"/langkah/publish", url.Values{})
	return "/usaha-saya/" + code
}

// An owner on a phone looks at the passport, makes a link that shows one private fact,
// somebody without an account opens it, and the owner sees that and revokes it: with
// scripts and without.
func TestAnOwnerSharesAPassport(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	for name, open := range map[string]func(*testing.T, string) *tab{"plain": s.plainTab, "with scripts": s.phoneTab} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := s.goesUp(t, "Soto Paspor "+name)
			b, c := open(t, maker), newTab(t, s.home) // who has no account
			c.width(phone)
			if name == "plain" {
				c.noScripts()
			}
			link := b.sharesThePassport(at)
			b.readsThePassport(c, link, "Soto Paspor "+name)
			b.revokesTheLink(at, link)
		})
	}
}

func (b *tab) sharesThePassport(at string) (link string) {
	b.Helper()
	b.open(at)
	b.click(b.named("link", "Paspor usaha"))
	b.says("Kata pemilik", "0812-3456-7890", "Yang biasanya diminta")
	b.narrow("a passport", phone)
	b.click(b.named("link", "Bagikan lewat tautan"))
	b.says("Data pribadi yang ikut dibuka")
	b.narrow("the form of a link", phone)
	b.click(b.named("button", "Buat tautan")) // without saying for whom
	b.says("Pilih untuk siapa tautan ini.")
	b.watch.forgive("422")
	b.click(b.see("radio", "for a bank", func(x thing) bool { return strings.HasPrefix(x.name, "Bank atau") }))
	b.click(b.see("checkbox", "for WhatsApp", func(x thing) bool { return strings.HasPrefix(x.name, "WhatsApp") }))
	b.click(b.named("button", "Buat tautan"))
	b.says("Tautan ini hanya ditampilkan sekali", "Yang dilihat umum, ditambah: WhatsApp")
	b.narrow("a link that is made", phone)
	m := regexp.MustCompile(`/paspor/[a-z2-7]{26}`).FindString(b.text())
	if m == "" {
		b.Fatal("no link is shown")
	}
	return m
}

func (b *tab) readsThePassport(c *tab, link, name string) {
	b.Helper()
	c.open(link)
	c.says(name, "Dibagikan oleh", "Keperluan: Bank")
	c.narrow("a link", phone)
	c.click(c.named("button", "Buka paspor"))
	c.says(name, "Dibaca", "0812-3456-7890", "Yang tidak ada di sini")
	if strings.Contains(c.text(), "Jalan Melati") {
		c.Error("the address of a home is shown, which nobody ticked")
	}
	c.narrow("a passport by link", phone)
}

func (b *tab) revokesTheLink(at, link string) {
	b.Helper()
	b.open(at + "/paspor/tautan")
	b.says("1 kali dibuka")
	b.click(b.see("link", "to the link", func(x thing) bool { return strings.HasPrefix(x.name, "Untuk Bank") }))
	b.says("Yang ditampilkan", "1 kali dibuka")
	b.narrow("a link and its openings", phone)
	b.click(b.named("button", "Cabut tautan"))
	b.says("Tautan dicabut")
	if status := b.visit(link); status != http.StatusGone {
		b.Errorf("what was revoked answers %d", status)
	}
	b.says("Pemilik sudah mencabut tautan ini.")
	b.watch.forgive("410")
	b.open(at + "/riwayat")
	b.says("Siapa pun yang memegang tautan paspor")
}

// sharedOne is a published business with a link.
var sharedOne struct {
	once     sync.Once
	at, link string
}

func sharing(pick func(b *tab, at, link string) string) func(*tab) string {
	return func(b *tab) string {
		b.Helper()
		s := visitDemo(b.T)
		sharedOne.once.Do(func() {
			at, v := s.goesUp(b.T, "Sanggar Paspor Sari"), s.be(b.T, maker)
			v.done(at+"/izin", url.Values{"kind": {"halal"}, "number": {"ID6411000998"}, "issuer": {"BPJPH"}, "until": {"2029-12-31"}})
			v.done(at+"/angka", url.Values{"sales": {"omzet_300jt"}})
			till := regexp.MustCompile(`name="sampai"[^>]* value="([0-9-]+)"|value="([0-9-]+)"[^>]* name="sampai"`).FindStringSubmatch(v.page(at + "/paspor/tautan"))
			if till == nil {
				b.Fatal("the form names no day")
			}
			form := url.Values{web.KeyField: {web.NewKey()}, "untuk": {"bank"}, "sampai": {till[1] + till[2]}, "buka": {"wa", "class"}}
			res, err := v.PostForm(v.home+at+"/paspor/tautan", form)
			sharedOne.at, sharedOne.link = at, regexp.MustCompile(`/paspor/[a-z2-7]{26}`).FindString(v.read(at, res, err, http.StatusOK))
			res, err = v.PostForm(v.home+sharedOne.link, url.Values{})
			v.read(sharedOne.link, res, err, http.StatusOK)
		})
		return pick(b, sharedOne.at, sharedOne.link)
	}
}

// pasporKinds are the pages of passports.
var pasporKinds = []kind{
	{"my business: its passport", "/usaha-saya/{code}/paspor", busy(maker, sharing(func(_ *tab, at, _ string) string { return at + "/paspor" }))},
	{"my business: links", "/usaha-saya/{code}/paspor/tautan", busy(maker, sharing(func(_ *tab, at, _ string) string { return at + "/paspor/tautan" }))},
	{"my business: a link", "/usaha-saya/{code}/paspor/tautan/{link}", busy(maker, sharing(func(b *tab, at, _ string) string {
		page := visitDemo(b.T).be(b.T, maker).page(at + "/paspor/tautan")
		return regexp.MustCompile(at + `/paspor/tautan/[0-9a-z]{13}`).FindString(page)
	}))},
	{"a passport by link", "/paspor/{token}", busy("", sharing(func(_ *tab, _, link string) string { return link }))},
}
