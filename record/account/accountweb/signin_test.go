package accountweb_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"alun/ground/web"
)

// TestTheWholeWayIn: an empty house is set up, a head of office is invited,
// chooses a password, sets up the second factor and comes back with it.
func TestTheWholeWayIn(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, codes := p.setUp()
		if len(codes) != 10 {
			t.Fatalf("%d recovery codes", len(codes))
		}
		admin.want(admin.get("/orang"), 200, "Siti Aminah")
		path := admin.invite("0812-3456-7890", "head", p.office(7))
		if !strings.HasPrefix(path, "/undangan/") {
			t.Fatal(path)
		}
		head := p.visitor()
		head.want(head.get(path), 200, "+62 8••• ••90")
		head.want(head.send(path, "secret", "pendek"), 422, "f-secret-g")
		head.want(head.send(path, "secret", "Budi Hartono 081234567890"), 422, "f-secret-g")
		head.want(head.send(path, "secret", password), 303, "/akun/kode")
		head.want(head.get("/akun"), 200, "Dinas Pekerjaan Umum")
		head.want(head.send(path, "secret", password), 404, "") // once
		head.post("/akun/kode", "old", password)
		secret := head.get("/akun/kode").find(t, `kunci-ketik"><code>([A-Z2-7 ]+)<`)
		head.want(head.post("/akun/kode/pasang", "code", "000000"), 422, "f-code-g")
		head.want(head.post("/akun/kode/pasang", "code", p.codeNow(secret)), 200, "kode-cadangan")
		head.want(head.send("/keluar"), 303, "/")
		head.want(head.get("/akun"), 303, "/masuk?ke=%2Fakun")

		p.clock.MoveOn(time.Minute)
		head.want(head.send("/masuk", "login", "+62 812 3456 7890", "secret", password, "ke", "/akun/sandi"), 303, "/masuk/kode?ke=%2Fakun%2Fsandi")
		head.want(head.get("/akun"), 303, "/masuk") // half is nothing
		head.want(head.get("/masuk/kode?ke=/akun/sandi"), 200, `value="/akun/sandi"`)
		head.want(head.send("/masuk/kode", "code", "123456", "ke", "/akun/sandi"), 422, "f-code-g")
		head.want(head.send("/masuk/kode", "code", p.codeNow(secret), "ke", "/akun/sandi"), 303, "/akun/sandi")
		head.want(head.get("/akun/sandi"), 200, `name="old"`)
		head.want(head.get("/orang"), 403, "")
	})
}

func TestTheCookieIsTheHousesAlone(t *testing.T) {
	eachPorch(t, func(p *porch) {
		p.setUp()
		b := p.visitor()
		b.cookies["alun"] = web.NewKey() // somebody planted it
		planted := b.cookies["alun"]
		a := b.send("/masuk", "login", "siti@contoh.id", "secret", password)
		b.want(a, 303, "/masuk/kode")
		for _, c := range a.Result().Cookies() {
			if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.Secure {
				t.Errorf("%s", c)
			}
			if c.Name == "alun" && (c.MaxAge != 0 || c.Value == planted) {
				t.Errorf("the session of staff outlives the browser, or is the one that was planted: %s", c)
			}
		}
		if got := a.Header().Get("Cache-Control"); got != "no-store" {
			t.Errorf("a sign-in says %q", got)
		}
	})
}

// TestWhoSignsInStaysInTheHouse: no address that was sent leads out of it.
func TestWhoSignsInStaysInTheHouse(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		path := admin.invite("budi@contoh.id", "operator", p.office(7))
		first := p.visitor()
		first.want(first.send(path, "secret", password), 303, "/akun")
		for to, want := range map[string]string{"/renja/2024?tw=2": "/renja/2024?tw=2", "//evil.example": "/akun", "https://evil.example/": "/akun", `/\evil.example`: "/akun", "/\t/evil.example": "/akun",
			"javascript:alert(1)": "/akun", "": "/akun", "/" + strings.Repeat("a", 990): "/" + strings.Repeat("a", 990)} {
			b := p.visitor()
			a := b.send("/masuk", "login", "budi@contoh.id", "secret", password, "ke", to)
			if got := a.Header().Get("Location"); a.Code != 303 || got != want && got != strings.ReplaceAll(to, "\t", " ") {
				t.Errorf("%q leads to %q (%d)", to, got, a.Code)
			}
		}
	})
}

// TestWrongIsWrong: a login that nobody has and a wrong secret get the same page.
func TestWrongIsWrong(t *testing.T) {
	eachPorch(t, func(p *porch) {
		p.setUp()
		var seen []string
		for _, login := range []string{"siti@contoh.id", "tiada@contoh.id"} {
			b := p.visitor()
			a := b.send("/masuk", "login", login, "secret", "bukan kata sandinya")
			b.want(a, 422, "f-secret-g")
			if len(b.cookies) > 0 {
				t.Errorf("a refusal sets %v", b.cookies)
			}
			if strings.Contains(a.text, "bukan kata") {
				t.Error("the page says the secret again")
			}
			b.want(a, 422, `value="`+login+`"`) // what was typed stays
			seen = append(seen, strings.ReplaceAll(a.text, login, "LOGIN"))
		}
		if seen[0] != seen[1] {
			t.Error("the page tells whether somebody has this login")
		}
		b := p.visitor()
		b.want(b.send("/masuk", "login", "", "secret", ""), 422, "f-login-g")
		b.want(b.send("/masuk", "login", "siti@contoh.id", "secret", ""), 422, "f-secret-g")
		b.want(b.send("/masuk", "login", strings.Repeat("a", 300), "secret", "x"), 422, "f-login-g")
	})
}

func TestTooManyTriesSayWhen(t *testing.T) {
	eachPorch(t, func(p *porch) {
		p.setUp()
		b := p.visitor()
		for range 5 {
			b.want(b.send("/masuk", "login", "siti@contoh.id", "secret", "salah sekali"), 422, "")
		}
		a := b.send("/masuk", "login", "siti@contoh.id", "secret", password)
		b.want(a, 429, "15")
		if wait := a.Header().Get("Retry-After"); wait == "" {
			t.Error("429 without Retry-After")
		}
		other := p.visitor()
		other.from = "198.51.100.7:999"
		other.want(other.send("/masuk", "login", "siti@contoh.id", "secret", password), 303, "/masuk/kode")
		p.clock.MoveOn(15 * time.Minute)
		b.want(b.send("/masuk", "login", "siti@contoh.id", "secret", password), 303, "/masuk/kode")
	})
}

// TestNoSecretIsKept: neither in the log nor in any table stands what lets
// somebody in.
func TestNoSecretIsKept(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, secret, codes := p.setUp()
		path := admin.invite("budi@contoh.id", "operator", p.office(7))
		b := p.visitor()
		b.send(path, "secret", "pendek sekali")
		b.send(path, "secret", password)
		b.send("/masuk", "login", "budi@contoh.id", "secret", "hampir "+password)
		b.post("/akun/sandi", "old", password, "secret", "lima kapal hijau berlabuh")
		admin.post("/akun/kode/cadangan", "code", p.codeNow(secret))
		kept := p.everything() + p.log.String()
		_, link, _ := strings.Cut(path[1:], "/")
		for what, text := range map[string]string{"password": password, "typed password": "pendek sekali", "new password": "lima kapal hijau", "link": link, "recovery code": codes[0], "its plain form": strings.ReplaceAll(codes[0], "-", ""),
			"app secret": strings.ReplaceAll(secret, " ", ""), "session": admin.cookies["alun"], "device": admin.cookies["alun-kenal"], "login": "budi@contoh.id", "name": "Budi Hartono"} {
			if text == "" || strings.Contains(kept, text) {
				t.Errorf("the %s %q is kept", what, text)
			}
		}
		if !strings.Contains(kept, "web_answer") || !strings.Contains(kept, `"route":"/masuk"`) {
			t.Error("the proof is broken: nothing was kept, or nothing logged")
		}
	})
}

// TestPressingTwice shows the same link and the same codes: those that were kept.
func TestPressingTwice(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, secret, _ := p.setUp()
		body := form(web.NewKey(), "name", "Budi Hartono", "login", "budi@contoh.id", "lang", "id", "role", "planner", "standing", "definitif", "decree", "800/2/SK", "signed", "2026-11-20", "from", "2026-11-01")
		one, two := admin.ask("POST", "/orang/baru", body), admin.ask("POST", "/orang/baru", body)
		link := one.find(t, `tautan-serah"><code>([^<]+)<`)
		if again := two.find(t, `tautan-serah"><code>([^<]+)<`); again != link {
			t.Errorf("%s, then %s", link, again)
		}
		admin.want(admin.get(strings.TrimPrefix(link, "https://alun.contoh.id")), 200, "f-secret")

		body = form(web.NewKey(), "code", p.codeNow(secret))
		one, two = admin.ask("POST", "/akun/kode/cadangan", body), admin.ask("POST", "/akun/kode/cadangan", body)
		code := one.find(t, `<li><code>([^<]+)</code>`)
		if again := two.find(t, `<li><code>([^<]+)</code>`); again != code {
			t.Errorf("%s, then %s", code, again)
		}
		p.clock.MoveOn(time.Minute)
		b := p.visitor()
		b.send("/masuk", "login", "siti@contoh.id", "secret", password)
		b.want(b.send("/masuk/kode", "code", code), 303, "/akun")
	})
}
