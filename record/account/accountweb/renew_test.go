package accountweb_test

import (
	"maps"
	"net/http"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/web"
)

// head is somebody who has to have a code app, before it is set up.
func (p *porch) head(admin *guest) *guest {
	p.Helper()
	b := p.visitor()
	b.want(b.send(admin.invite("budi@contoh.id", "head", p.office(7)), "secret", password), http.StatusSeeOther, "/akun/kode")
	return b
}

// twin is a browser with the cookies that another has now: whoever copied them.
func (b *guest) twin() *guest {
	return &guest{porch: b.porch, cookies: maps.Clone(b.cookies), from: b.from}
}

// run runs SQL on the house.
func (p *porch) run(query string, args ...any) {
	p.Helper()
	if err := p.db.Write(p.Context(), func(tx *db.Tx) error { _, err := tx.Exec(query, args...); return err }); err != nil {
		p.Fatal(err)
	}
}

// resurrect is the planted fault: sessions that gave a code go on under both tokens.
func (p *porch) resurrect() {
	p.Helper()
	p.run(`update account_session set ended_at = null, ended_how = '', half = $1 where ended_how = 'renewed'`, false)
}

// TestANewTokenAfterTheCode: whoever saw or planted the token of before the second
// factor has nothing.
func TestANewTokenAfterTheCode(t *testing.T) {
	eachPorch(t, func(p *porch) {
		_, secret, _ := p.setUp()
		b := p.visitor()
		b.want(b.send("/masuk", "login", "siti@contoh.id", "secret", password), http.StatusSeeOther, "/masuk/kode")
		thief := b.twin()
		b.want(b.send("/masuk/kode", "code", "000000"), http.StatusUnprocessableEntity, "f-code-g")
		if b.cookies["alun"] != thief.cookies["alun"] {
			t.Error("a wrong code brings a new token")
		}
		a := b.want(b.send("/masuk/kode", "code", p.codeNow(secret)), http.StatusSeeOther, "/akun")
		if b.cookies["alun"] == thief.cookies["alun"] || a.Result().Cookies()[0].MaxAge != 0 {
			t.Error("the session goes on under the token of before the code, or outlives the browser")
		}
		b.want(b.get("/orang"), http.StatusOK, "Siti Aminah")
		thief.want(thief.get("/akun"), http.StatusSeeOther, "/masuk")
		thief.want(thief.get("/masuk/kode"), http.StatusOK, "Tidak ada yang menunggu kode")
		thief.want(thief.send("/masuk/kode", "code", p.codeNow(secret)), http.StatusUnauthorized, "")
		p.resurrect()
		thief.want(thief.get("/akun"), http.StatusOK, "Siti Aminah") // the proof: it was dead because it was renewed
	})
}

// TestANewTokenAfterTheAppIsSet, and after a code is given once more.
func TestANewTokenAfterTheAppIsSet(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, secret, _ := p.setUp()
		head := p.head(admin)
		head.post("/akun/kode", "old", password)
		theirs := head.get("/akun/kode").find(t, `kunci-ketik"><code>([A-Z2-7 ]+)<`)
		thief := head.twin()
		head.want(head.post("/akun/kode/pasang", "code", p.codeNow(theirs)), http.StatusOK, "kode-cadangan")
		head.want(head.get("/akun/kode"), http.StatusOK, "terpasang")
		thief.want(thief.get("/akun"), http.StatusSeeOther, "/masuk")

		p.clock.MoveOn(20 * time.Minute)
		copied := admin.twin()
		admin.want(admin.send("/masuk/kode", "code", p.codeNow(secret), "ke", "/orang"), http.StatusSeeOther, "/orang")
		copied.want(copied.get("/orang"), http.StatusSeeOther, "/masuk")
		admin.want(admin.get("/orang"), http.StatusOK, "")
		p.resurrect()
		thief.want(thief.get("/akun"), http.StatusOK, "")
		copied.want(copied.get("/orang"), http.StatusOK, "")
	})
}

// TestTheCodeSentTwice is one code: a finger that trembles, and a page that is
// loaded once more, come in and see the recovery codes that were kept.
func TestTheCodeSentTwice(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, secret, _ := p.setUp()
		b := p.visitor()
		b.send("/masuk", "login", "siti@contoh.id", "secret", password)
		body := form(web.NewKey(), "code", p.codeNow(secret))
		trembling, stolen := b.twin(), b.twin()
		send := func(b *guest) page { return b.ask(http.MethodPost, "/masuk/kode", body) }
		b.want(send(b), http.StatusSeeOther, "/akun")
		b.want(send(b), http.StatusSeeOther, "/akun")
		trembling.want(send(trembling), http.StatusSeeOther, "/akun")
		trembling.want(trembling.get("/akun"), http.StatusOK, "Siti Aminah")
		if b.cookies["alun"] != trembling.cookies["alun"] {
			t.Error("one code has begun two sessions")
		}
		p.clock.MoveOn(2 * time.Minute)
		stolen.want(send(stolen), http.StatusUnauthorized, "")

		head := p.head(admin)
		head.post("/akun/kode", "old", password)
		theirs := head.get("/akun/kode").find(t, `kunci-ketik"><code>([A-Z2-7 ]+)<`)
		body = form(web.NewKey(), "code", p.codeNow(theirs))
		trembling = head.twin()
		code := func(b *guest) string {
			return b.want(b.ask(http.MethodPost, "/akun/kode/pasang", body), http.StatusOK, "kode-cadangan").find(t, `<li><code>([^<]+)</code>`)
		}
		if one, two, three := code(head), code(trembling), code(head); one != two || one != three {
			t.Errorf("recovery codes %s, %s, %s", one, two, three)
		}
	})
}

// TestTheSecretIsAskedBeforeTheApp: whoever has only the session cannot make an app
// of their own the one that is asked for. What is shown to be scanned is good in
// that session, for a quarter of an hour.
func TestTheSecretIsAskedBeforeTheApp(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		head := p.head(admin)
		head.want(head.get("/akun/kode"), http.StatusOK, `name="old"`)
		for _, old := range []string{"", "salah sekali", password + "!"} {
			head.want(head.post("/akun/kode", "old", old), http.StatusUnprocessableEntity, "f-old-g")
		}
		scan := `kunci-ketik"><code>([A-Z2-7 ]+)<`
		head.want(head.post("/akun/kode", "old", password), http.StatusSeeOther, "/akun/kode")
		seed := head.get("/akun/kode").find(t, scan)

		thief := p.visitor()
		thief.send("/masuk", "login", "budi@contoh.id", "secret", password)
		thief.want(thief.get("/akun/kode"), http.StatusOK, `name="old"`) // no picture, and the question
		thief.want(thief.post("/akun/kode/pasang", "code", p.codeNow(seed)), http.StatusConflict, "Mulai lagi")
		p.clock.MoveOn(15 * time.Minute)
		head.want(head.post("/akun/kode/pasang", "code", p.codeNow(seed)), http.StatusConflict, "Mulai lagi")
		p.run(`update account_totp set made_at = $1`, p.clock.Now()) // the proof: it was too late
		p.run(`update account_totp set offered_in = $1`, web.SessionHash(thief.cookies["alun"]))
		thief.want(thief.post("/akun/kode/pasang", "code", p.codeNow(seed)), http.StatusOK, "kode-cadangan")

		guesser := p.maker()
		for range 10 {
			guesser.want(guesser.post("/akun/kode", "old", "000000"), http.StatusUnprocessableEntity, "f-old-g")
		}
		guesser.want(guesser.post("/akun/kode", "old", "000000"), http.StatusTooManyRequests, "")
	})
}
