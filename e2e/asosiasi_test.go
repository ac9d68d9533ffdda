package e2e

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// group is a recognised association, for which two operators speak; it gives its code.
func (s *demoHouse) group(t testing.TB, name string) (code string) {
	t.Helper()
	v := s.be(t, planner)
	at := strings.SplitN(v.going("/petugas/asosiasi", url.Values{"name": {name}, "short": {"PPA"}, "about_id": {"Perajin amplang dan olahan ikan di Balikpapan; belanja bahan bersama."},
		"mail": {"sekretariat@amplang.example"}, "subsectors": {"kuliner"}, "started": {"2015"}, "legal": {"AHU-0001234.AH.01.07"}}), "?", 2)[0]
	for _, who := range []string{operatorOf("DPU"), operatorOf("Setwan")} {
		v.done(at+"/pengurus", url.Values{"login": {who}, "last": {"2199-12-31"}})
	}
	v.done(at+"/keadaan", url.Values{"langkah": {"akui"}})
	return at[strings.LastIndex(at, "/")+1:]
}

// up is a business of the maker that everybody sees.
func (s *demoHouse) up(t testing.TB, name string) (code string) {
	t.Helper()
	code = s.handsIn(t, name)
	s.be(t, counter).done("/petugas/usaha/"+code+"/langkah/publish", url.Values{})
	return code
}

// An association invites a business, its owner reads and agrees on a phone and shows it;
// the association puts it forward, the owner agrees, and leaves in the end; with scripts
// and without.
func TestAnAssociationAndItsMember(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	for name, open := range map[string]func(*testing.T, string) *tab{"plain": s.plainTab, "with scripts": s.phoneTab} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			called, stall := "Paguyuban "+name, "Amplang Rina "+name
			group, code := s.group(t, called), s.up(t, stall)
			desk, own := "/asosiasi-saya/"+group, "/usaha-saya/"+code+"/asosiasi"
			m := open(t, operatorOf("DPU"))
			m.invites(desk, stall, code)
			b := open(t, maker)
			b.agrees(own, called)
			m.open("/usaha/" + code)
			m.says("Anggota PPA", "dikonfirmasi kedua pihak sejak")
			m.narrow("a business with a badge", phone)
			m.putsForward(desk, stall)
			b.answers(own, called)
		})
	}
}

func (b *tab) invites(desk, stall, code string) {
	b.Helper()
	b.open(desk)
	b.click(b.named("button", "Kirim undangan")) // without a code
	b.says("Tidak ada usaha dengan kode ini")
	b.watch.forgive("422")
	b.types("Kode usaha atau alamat halamannya", "http://alun.example/usaha/"+code)
	b.click(b.named("button", "Kirim undangan"))
	b.says("Undangan dikirim", "1 undangan menunggu jawaban pemilik", stall)
	b.narrow("the desk of an association", phone)
}

func (b *tab) agrees(own, called string) {
	b.Helper()
	b.open(strings.TrimSuffix(own, "/asosiasi"))
	b.click(b.named("link", "Asosiasi"))
	b.says("1 undangan", called, "Asosiasi melihat yang dilihat umum")
	b.narrow("an invitation", phone)
	b.click(b.named("button", "Setuju: "+called)) // without the tick
	b.says("Centang bahwa Anda setuju")
	b.watch.forgive("422")
	b.click(b.see("checkbox", "for the consent", func(x thing) bool { return strings.HasPrefix(x.name, "Saya setuju") }))
	b.click(b.named("button", "Setuju: "+called))
	b.says("Persetujuan Anda tersimpan", "Tidak tampil kepada umum")
	b.click(b.named("button", "Tampilkan keanggotaan di "+called))
	b.says("Keanggotaan sekarang tampil")
	b.narrow("memberships", phone)
}

func (b *tab) putsForward(desk, stall string) {
	b.Helper()
	b.open(desk)
	b.click(b.named("link", stall))
	b.says("Nominasikan anggota ini", "Anggota sejak")
	b.set("untuk", "ikon")
	b.types("Mengapa layak?", "Resepnya turun tiga generasi.")
	b.narrow("a nomination", phone)
	b.click(b.named("button", "Kirim kepada pemilik"))
	b.says("Tunggu jawabannya", "Menunggu jawaban pemilik")
}

func (b *tab) answers(own, called string) {
	b.Helper()
	b.open(own)
	b.says("1 nominasi menunggu jawaban Anda", "Resepnya turun tiga generasi.")
	b.narrow("a nomination to answer", phone)
	b.click(b.see("checkbox", "for the consent", func(x thing) bool { return strings.HasPrefix(x.name, "Saya setuju") }))
	b.click(b.named("button", "Setuju: Produk ikon kota"))
	b.says("1 nominasi yang Anda setujui")
	b.click(b.named("button", "Keluar dari "+called))
	b.says("Sudah diakhiri", "belum menjadi anggota")
}

// associated is an association with all that its pages show.
var associated struct {
	once             sync.Once
	group, code, own string
}

func inGroup(path string, form string) func(*tab) string {
	return func(b *tab) string {
		b.Helper()
		s := visitDemo(b.T)
		associated.once.Do(func() {
			g := s.group(b.T, "Paguyuban Perajin Amplang Balikpapan")
			code, second, third := s.up(b.T, "Amplang Bu Rina"), s.up(b.T, "Dapur Tenggiri"), s.up(b.T, "Kerupuk Manggar")
			head, v := s.be(b.T, operatorOf("DPU")), s.be(b.T, maker)
			desk, yes := "/asosiasi-saya/"+g, func(more url.Values) url.Values {
				more.Set("setuju", "1")
				more.Set("naskah", "1")
				return more
			}
			for _, x := range []string{code, second} {
				v.done("/usaha-saya/"+x+"/asosiasi", yes(url.Values{"asosiasi": {g}}))
			}
			member := regexp.MustCompile(`(?s)Amplang Bu Rina.*?action="(` + desk + `/anggota/[0-9a-z]{13})"`).FindStringSubmatch(head.page(desk))[1]
			head.done(member, url.Values{"langkah": {"benarkan"}, "versi": {"1"}})
			head.done(desk+"/undang", url.Values{"usaha": {third}})
			head.done(member+"/nominasi", url.Values{"untuk": {"ikon"}, "kalimat": {"Resepnya turun tiga generasi."}})
			own := "/usaha-saya/" + code + "/asosiasi"
			one := regexp.MustCompile(`action="(` + own + `/[0-9a-z]{13})"`).FindStringSubmatch(v.page(own))[1]
			v.done(one, url.Values{"langkah": {"tampil"}})
			associated.group, associated.code, associated.own = g, code, "/usaha-saya/"+third+"/asosiasi"
		})
		path := strings.NewReplacer("{group}", associated.group, "{code}", associated.code, "{invited}", associated.own).Replace(path)
		if form == "" {
			return path
		}
		return regexp.MustCompile(strings.ReplaceAll(form, "{path}", path)).FindStringSubmatch(s.be(b.T, operatorOf("DPU")).page(path))[1]
	}
}

// asosiasiKinds are the pages of associations.
var asosiasiKinds = []kind{
	{"associations", "/asosiasi", busy("", inGroup("/asosiasi", ""))},
	{"association", "/asosiasi/{code}", busy("", inGroup("/asosiasi/{group}", ""))},
	{"association: a business with its badge", "/usaha/{code}", busy("", inGroup("/usaha/{code}", ""))},
	{"association: mine", "/asosiasi-saya", busy(operatorOf("DPU"), inGroup("/asosiasi-saya", ""))},
	{"association: the desk", "/asosiasi-saya/{code}", busy(operatorOf("DPU"), inGroup("/asosiasi-saya/{group}", ""))},
	{"association: a member", "/asosiasi-saya/{code}/anggota/{member}", busy(operatorOf("DPU"), inGroup("/asosiasi-saya/{group}", `href="({path}/anggota/[0-9a-z]{13})"`))},
	{"my business: associations", "/usaha-saya/{code}/asosiasi", busy(maker, inGroup("/usaha-saya/{code}/asosiasi", ""))},
	{"my business: an invitation", "/usaha-saya/{code}/asosiasi", busy(maker, inGroup("{invited}", ""))},
	{"associations: the planner's list", "/petugas/asosiasi", busy(planner, inGroup("/petugas/asosiasi", ""))},
	{"associations: one for the planner", "/petugas/asosiasi/{code}", busy(planner, inGroup("/petugas/asosiasi/{group}", ""))},
}
