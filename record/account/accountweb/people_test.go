package accountweb_test

import (
	"strings"
	"testing"
	"time"

	"alun/ground/date"
)

// TestOnesOwnAccount: devices, language and the secret.
func TestOnesOwnAccount(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		path := admin.invite("budi@contoh.id", "operator", p.office(7))
		here, there := p.visitor(), p.visitor()
		here.send(path, "secret", password)
		there.send("/masuk", "login", "budi@contoh.id", "secret", password)
		a := here.want(here.get("/akun"), 200, "Chrome · Android")
		if strings.Count(a.text, "Chrome · Android") != 2 || strings.Contains(a.text, `"id="f-code`) {
			t.Error("the list of devices")
		}
		here.want(here.post("/akun/perangkat", "session", a.find(t, `name="session" value="([0-9a-f]{64})"`)), 303, "/akun?ya=perangkat")
		there.want(there.get("/akun"), 303, "/masuk")
		here.want(here.post("/akun/bahasa", "lang", "ja"), 303, "/akun?ya=bahasa")
		here.want(here.get("/akun?ya=bahasa"), 200, `value="ja" checked`)
		here.want(here.post("/akun/bahasa", "lang", "xx"), 422, "")

		until := date.DayOf(p.clock.Now()).Next(7).String()
		here.want(here.get("/akun/program"), 200, `name="old"`)
		here.want(here.post("/akun/program", "name", "Aplikasi dinas", "until", until, "old", "salah"), 422, "f-old-g")
		here.want(here.post("/akun/program", "name", "Aplikasi dinas", "until", until, "old", password), 200, "alun_")
		acts := here.want(here.get("/akun/program"), 200, "Nomor kunci ")
		if strings.Contains(acts.text, "Sudah berakhir") {
			t.Error("none is over yet")
		}
		here.want(here.post("/akun/perangkat", "session", acts.find(t, `name="session" value="([0-9a-f]{64})"`)), 303, "/akun?ya=perangkat")
		here.want(here.get("/akun/program"), 200, "Sudah berakhir (1)")

		there.send("/masuk", "login", "budi@contoh.id", "secret", password)
		here.want(here.post("/akun/sandi", "old", "salah", "secret", "lima kapal hijau berlabuh"), 422, "f-old-g")
		here.want(here.post("/akun/sandi", "old", password, "secret", password), 422, "f-secret-g")
		here.want(here.post("/akun/sandi", "old", password, "secret", "balikpapan"), 422, "f-secret-g")
		here.want(here.post("/akun/sandi", "old", password, "secret", "lima kapal hijau berlabuh"), 303, "/akun?ya=sandi")
		here.want(here.get("/akun?ya=sandi"), 200, "role=\"status\"")
		there.want(there.get("/akun"), 303, "/masuk")
		there.want(there.send("/masuk", "login", "budi@contoh.id", "secret", "lima kapal hijau berlabuh"), 303, "/akun")
		here.want(here.send("/keluar", "semua", "1"), 303, "/")
		there.want(there.get("/akun"), 303, "/masuk")
	})
}

// TestAnAdministratorAtWork: every form of the pages about people.
// long: one journey.
func TestAnAdministratorAtWork(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, secret, _ := p.setUp()
		admin.want(admin.post("/orang/baru", "name", "B", "login", "bukan", "role", "head", "standing", "plt", "lang", "id", "from", "kemarin", "decree", "x"), 422, `value="bukan"`)
		path := admin.invite("budi@contoh.id", "head", p.office(7))
		admin.want(admin.post("/orang/baru", "name", "Budi Lain", "login", "BUDI@contoh.id", "lang", "id", "role", "planner", "standing", "definitif", "decree", "800/3", "signed", "2026-11-20", "from", "2026-11-01"), 409, "f-login-g")
		budi := p.visitor()
		budi.send(path, "secret", password)

		list := admin.want(admin.get("/orang?peran=head&opd=dpu"), 200, "b•••@c•••.id")
		at := list.find(t, `href="(/orang/[0-9a-z]{13})"`)
		if strings.Contains(list.text, "budi@contoh.id") || strings.Contains(list.text, "Siti Aminah") {
			t.Error("the list shows a login, or somebody who does not fit")
		}
		admin.want(admin.get("/orang?peran=head&opd=disdag"), 200, "utuh")
		admin.want(admin.get("/orang?peran=raja"), 422, "")
		admin.want(admin.send("/orang/cari", "login", "Budi@Contoh.id"), 303, at)
		admin.want(admin.send("/orang/cari", "login", "tiada@contoh.id"), 422, "f-login-g")
		admin.want(admin.get(at), 200, "Budi Hartono")

		// A second role, then one that is one too many.
		admin.want(admin.post(at+"/peran", "role", "operator", "standing", "definitif", "office", p.office(8), "decree", "800/4", "signed", "2026-11-20", "from", "2026-11-23"), 303, at+"?ya=peran")
		admin.want(admin.post(at+"/peran", "role", "head", "standing", "plt", "office", p.office(7), "decree", "800/5", "signed", "2026-11-20", "from", "2026-11-23", "until", "2026-12-31"), 409, "f-office-g")

		// Handed over to another, then ended.
		admin.invite("ani@contoh.id", "operator", p.office(7), "name", "Ani")
		admin.clockTick()
		held := admin.get(at).find(t, `href="(`+at+`/peran/[0-9a-z]{13})">Kepala`)
		form := admin.want(admin.get(held), 200, "Ani")
		ani := form.find(t, `<option value="([0-9a-z]{13})">Ani`)
		admin.want(admin.post(held+"/serah", "to", "", "last", "2026-11-30", "standing", "definitif", "decree", "800/6", "signed", "2026-11-20"), 422, "f-to-g")
		admin.want(admin.post(held+"/serah", "to", ani, "last", "2026-11-30", "standing", "definitif", "decree", "800/6", "signed", "2026-11-20"), 303, at+"?ya=serah")
		admin.want(admin.get("/orang/"+ani), 200, "1 Desember 2026")
		operator := admin.get(at).find(t, `href="(`+at+`/peran/[0-9a-z]{13})">Operator`)
		admin.want(admin.post(operator+"/akhir", "ended", "2026-11-23"), 303, at+"?ya=akhir")
		admin.want(admin.post(operator+"/akhir", "ended", ""), 422, "f-ended-g")

		// A forgotten password, a lost phone, a lost device.
		admin.want(admin.post(at+"/tautan"), 422, "f-seen-g")
		reset := admin.want(admin.post(at+"/tautan", "seen", "1"), 200, "/sandi/")
		again := strings.TrimPrefix(reset.find(t, `tautan-serah"><code>([^<]+)<`), "https://alun.contoh.id")
		fresh := p.visitor()
		fresh.want(fresh.send(again, "secret", "lima kapal hijau berlabuh"), 303, "/akun/kode")
		budi.want(budi.get("/akun"), 303, "/masuk")
		fresh.post("/akun/kode", "old", "lima kapal hijau berlabuh")
		theirs := fresh.get("/akun/kode").find(t, `kunci-ketik"><code>([A-Z2-7 ]+)<`)
		fresh.want(fresh.post("/akun/kode/pasang", "code", p.codeNow(theirs)), 200, "")
		admin.want(admin.post(at+"/faktor", "code", "000000"), 422, "f-code-g")
		admin.want(admin.post(at+"/faktor", "code", p.codeNow(secret)), 303, at+"?ya=faktor")
		fresh.want(fresh.get("/akun"), 303, "/masuk")
		fresh.want(fresh.send("/masuk", "login", "budi@contoh.id", "secret", "lima kapal hijau berlabuh"), 303, "/akun/kode")
		admin.want(admin.post(at+"/keluar"), 303, at+"?ya=keluar")
		fresh.want(fresh.get("/akun"), 303, "/masuk")

		// Closed; from then on the name is masked.
		version := admin.get(at).find(t, `name="version" value="(\d+)"`)
		admin.want(admin.post(at+"/tutup", "version", version), 422, "f-sure-g")
		admin.want(admin.post(at+"/tutup", "version", "0", "sure", "1"), 409, "")
		admin.want(admin.post(at+"/tutup", "version", version, "sure", "1"), 303, at+"?ya=tutup")
		closed := admin.want(admin.get(at), 200, "B•••")
		if strings.Contains(closed.text, "Budi Hartono") {
			t.Error("who holds no role any more is shown by name")
		}
		fresh.want(fresh.send("/masuk", "login", "budi@contoh.id", "secret", "lima kapal hijau berlabuh"), 422, "")
	})
}

// clockTick lets a code of the app be another one.
func (b *guest) clockTick() { b.clock.MoveOn(time.Minute) }

// TestTheListIsPaged in steps that miss nobody and show nobody twice.
func TestTheListIsPaged(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		for i := range 30 {
			admin.invite("orang"+itoa(i)+"@contoh.id", "planner", "", "name", "Orang "+itoa(i+100))
		}
		seen := map[string]int{}
		for at := "/orang"; at != ""; {
			a := admin.want(admin.get(at), 200, "")
			for i := range 30 {
				seen[itoa(i+100)] += strings.Count(a.text, ">Orang "+itoa(i+100)+"<")
			}
			if !strings.Contains(a.text, "dari=") {
				break
			}
			at = a.find(t, `href="(/orang\?[^"]*dari=[^"]*)"`)
		}
		for who, n := range seen {
			if n != 1 {
				t.Errorf("person %s is shown %d times", who, n)
			}
		}
	})
}

// TestEveryPageInEveryLanguage has all its sentences.
func TestEveryPageInEveryLanguage(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		path := admin.invite("budi@contoh.id", "head", p.office(7))
		at := admin.get("/orang?peran=head").find(t, `href="(/orang/[0-9a-z]{13})"`)
		held := admin.get(at).find(t, `href="(`+at+`/peran/[0-9a-z]{13})"`)
		for _, to := range []string{"/masuk", "/masuk/lupa", "/masuk/kode", path, "/akun", "/akun?ya=bahasa", "/akun/sandi", "/akun/kode", "/orang", "/orang/baru", at, at + "/peran", held} {
			for _, tongue := range []string{"", "/en", "/ja"} {
				b := admin
				if strings.HasPrefix(to, "/masuk") {
					b = p.visitor()
				}
				a := b.want(b.get(tongue+to), 200, "<h1")
				if strings.ContainsAny(a.text, "⟦⟧") {
					t.Errorf("%s%s lacks a sentence: %.200s", tongue, to, a.text[strings.IndexAny(a.text+"⟦", "⟦"):])
				}
			}
		}
	})
}
