package accountweb_test

import (
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/web"
	"alun/record/account"
)

// hashes counts how often argon2id ran: each takes 46 MiB anew, and nothing else
// here takes a tenth of that. It says nothing of time.
func hashes(run func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return int((after.TotalAlloc - before.TotalAlloc) / (46 << 20))
}

// TestEverySignInCostsTheSame: a login that nobody has, one that was closed or has
// no secret yet, a wrong secret and the right one are each held against one hash.
func TestEverySignInCostsTheSame(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		admin.invite("belum@contoh.id", "operator", p.office(7))
		p.visitor().send(admin.invite("tutup@contoh.id", "operator", p.office(7)), "secret", password)
		p.run(`update account_person set state = 'ended' where id in (select max(id) from account_person)`)
		p.enrolled("Sari", "6281200000007")
		for who, c := range map[string][2]string{"right": {"siti@contoh.id", password}, "wrong": {"siti@contoh.id", "salah sekali"}, "nobody": {"tiada@contoh.id", password},
			"closed": {"tutup@contoh.id", password}, "invited": {"belum@contoh.id", password}, "a maker": {"081200000007", "381927"}, "no maker": {"081299999999", "381927"}} {
			if n := hashes(func() { p.visitor().send("/masuk", "login", c[0], "secret", c[1]) }); n != 1 {
				t.Errorf("%s: argon2id ran %d times, want once", who, n)
			}
		}
		if n := hashes(func() { p.visitor().send("/masuk", "login", "siti@contoh.id", "secret", "") }); n != 0 {
			t.Errorf("the proof is broken: %d hashes where none is made", n)
		}
	})
}

// foreign sends a form as a page of another site makes a browser send it.
func (b *guest) foreign(path, key string) int {
	r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "http://alun.example"+path, strings.NewReader(form(key)))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "https://jahat.example")
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.site.Handler().ServeHTTP(w, r)
	return w.Code
}

// TestNoFormOfTheAccountIsForged: of another site none is taken, and without a key
// none that changes anything for whoever is signed in.
func TestNoFormOfTheAccountIsForged(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		admin.invite("budi@contoh.id", "head", p.office(7))
		at := admin.get("/orang?peran=head").find(t, `href="(/orang/[0-9a-z]{13})"`)
		held := admin.get(at).find(t, `href="(`+at+`/peran/[0-9a-z]{13})"`)
		keyed := []string{"/akun/bahasa", "/akun/perangkat", "/akun/sandi", "/akun/kode", "/akun/kode/pasang", "/akun/kode/cadangan", "/orang/baru",
			at + "/tautan", at + "/faktor", at + "/keluar", at + "/tutup", at + "/peran", held + "/akhir", held + "/serah", "/loket/daftar", "/loket/pulih", "/akun/pembantu"}
		for _, path := range append(keyed, "/masuk", "/masuk/kode", "/keluar", "/orang/cari") {
			if got := admin.foreign(path, web.NewKey()); got != http.StatusForbidden {
				t.Errorf("%s from another site: %d", path, got)
			}
		}
		before := p.everything()
		for _, path := range keyed {
			if a := admin.send(path, "lang", "ja", "seen", "1", "old", password); a.Code < http.StatusBadRequest {
				t.Errorf("%s without a key: %d", path, a.Code)
			}
		}
		if after := p.everything(); strings.Count(after, "diary_entry") != strings.Count(before, "diary_entry") {
			t.Error("a form without a key was carried out")
		}
		admin.want(admin.post("/akun/bahasa", "lang", "ja"), http.StatusSeeOther, "/akun") // the proof: with a key it is
	})
}

// TestAPathIsNoWayOut: what stands in an address comes back in no header but as a
// code of the house.
func TestAPathIsNoWayOut(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		admin.invite("budi@contoh.id", "head", p.office(7))
		admin.invite("ani@contoh.id", "head", p.office(8))
		list := admin.get("/orang?peran=head&opd=dpu")
		budi := list.find(t, `href="(/orang/[0-9a-z]{13})"`)
		ani := admin.get("/orang?peran=head&opd=disdag").find(t, `href="(/orang/[0-9a-z]{13})"`)
		held := admin.get(ani).find(t, `href="`+ani+`(/peran/[0-9a-z]{13})"`)
		for _, code := range []string{"%0d%0aSet-Cookie:%20alun=x", "%2f%2fjahat.example", "..", "%00"} {
			for _, end := range []string{"/keluar", "/tutup", held + "/akhir", "/tautan"} {
				a := admin.post("/orang/"+code+end, "ended", "2026-11-23", "version", "1", "seen", "1")
				if a.Code == http.StatusSeeOther && !strings.HasPrefix(a.Header().Get("Location"), "/") || a.Code < 300 || len(a.Result().Cookies()) > 0 || strings.Contains(a.Header().Get("Location"), "jahat") {
					t.Errorf("%s%s: %d to %q", code, end, a.Code, a.Header().Get("Location"))
				}
			}
		}
		// A role is ended on its holder's page alone.
		admin.want(admin.post(budi+held+"/akhir", "ended", "2026-11-23"), http.StatusNotFound, "")
		admin.want(admin.post(ani+held+"/akhir", "ended", "2026-11-23"), http.StatusSeeOther, ani)
	})
}

// TestACounterLooksUpOnlySoMany: an officer who tries the numbers of a list learns
// of 60 an hour whether they are known here.
func TestACounterLooksUpOnlySoMany(t *testing.T) {
	eachPorch(t, func(p *porch) {
		b, who := p.officer()
		for i := range 60 {
			b.want(b.post("/loket/pulih", "login", "08128888"+itoa(1000+i), "document", "ktp"), http.StatusNotFound, "")
		}
		b.want(b.post("/loket/pulih", "login", "081288889999", "document", "ktp"), http.StatusTooManyRequests, "")
		other, _ := p.officer()
		other.want(other.post("/loket/pulih", "login", "081288889999", "document", "ktp"), http.StatusNotFound, "")
		if err := p.db.Write(t.Context(), func(tx *db.Tx) error { return p.people.CountCounter(tx, who.Session) }); err == nil {
			t.Error("the proof is broken: the page refuses, and the room does not")
		}
		if err := p.db.Write(t.Context(), func(tx *db.Tx) error { return p.people.CountCounter(tx, account.NewToken()) }); err == nil {
			t.Error("a stranger looks up numbers")
		}
	})
}
