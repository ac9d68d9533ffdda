package accountweb_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
)

// TestASecretFieldIsForManagersToo: it hides what is typed, takes as much as they
// put there, and tells them which secret is meant. Scripts of the page let what is
// pasted pass: the policy allows no others.
func TestASecretFieldIsForManagersToo(t *testing.T) {
	field := regexp.MustCompile(`<input[^>]*name="(?:secret|old)"[^>]*>`)
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		path := admin.invite("budi@contoh.id", "operator", p.office(7))
		for at, autos := range map[string][]string{"/masuk": {"current-password"}, path: {"new-password"}, "/akun/sandi": {"current-password", "new-password"}} {
			b := admin
			if at != "/akun/sandi" {
				b = p.visitor()
			}
			all := field.FindAllString(b.get(at).text, -1)
			if len(all) != len(autos) {
				t.Fatalf("%s has %d fields for a secret", at, len(all))
			}
			for i, one := range all {
				if !strings.Contains(one, `type="password"`) || !strings.Contains(one, `autocomplete="`+autos[i]+`"`) || regexp.MustCompile(`maxlength|pattern=|readonly|onpaste`).MatchString(one) {
					t.Errorf("%s: %s", at, one)
				}
			}
		}
	})
}

// TestAPasswordIsTakenAsItWasTyped: to its last sign, in its case, with its spaces.
// Two ways of writing one letter are one, as on all pages: what a keyboard sends
// is not what its owner sees.
func TestAPasswordIsTakenAsItWasTyped(t *testing.T) {
	const ends = " Tujuh layar \u00e9mas <b>& 'petang' di \u30c0\u30ea " // composed
	long := ends + strings.Repeat("x", 128-len([]rune(ends))-1) + "y"
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		path := admin.invite("budi@contoh.id", "operator", p.office(7))
		b := p.visitor()
		b.want(b.send(path, "secret", long+"z"), 422, "f-secret-g") // one too many is said, and not cut
		b.want(b.send(path, "secret", long), 303, "/akun")
		for name, typed := range map[string]string{"without its last sign": strings.TrimSuffix(long, "y"), "another last sign": strings.TrimSuffix(long, "y") + "z", "without a space before": strings.TrimSpace(long), "in capitals": strings.ToUpper(long), "64 of it": string([]rune(long)[:64])} {
			v := p.visitor()
			v.from = "198.51.100." + itoa(len(name)) + ":1"
			if a := v.send("/masuk", "login", "budi@contoh.id", "secret", typed); a.Code != 422 {
				t.Errorf("%s: %d", name, a.Code)
			}
		}
		for name, typed := range map[string]string{"as it is": long, "decomposed": strings.NewReplacer("\u00e9", "e\u0301", "\u30c0", "\u30bf\u3099").Replace(long)} {
			v := p.visitor()
			if a := v.send("/masuk", "login", "budi@contoh.id", "secret", typed); a.Code != 303 {
				t.Errorf("%s: %d", name, a.Code)
			}
		}
	})
}

// TestEverySignInIsLogged, and every page that was refused: a line of the log says
// when, which factor and how it went, the diary who came in.
func TestEverySignInIsLogged(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, secret, _ := p.setUp()
		path := admin.invite("budi@contoh.id", "operator", p.office(7))
		budi := p.visitor()
		budi.send(path, "secret", password)
		logged := func(what, line string, ask func() page, status int) {
			t.Helper()
			p.log.Reset()
			a := ask()
			text := p.log.String()
			if a.Code != status || !strings.Contains(text, line) || !strings.Contains(text, `"status":`+itoa(status)) || !strings.Contains(text, `"time":`) {
				t.Errorf("%s: %d, logged %s", what, a.Code, text)
			}
			if strings.Contains(text, "contoh.id") || strings.Contains(text, "192.0.2.1") {
				t.Errorf("%s: the log says who: %s", what, text)
			}
		}
		siti := p.visitor()
		in := func(secret string) func() page {
			return func() page { return siti.send("/masuk", "login", "siti@contoh.id", "secret", secret) }
		}
		logged("a wrong password", `"route":"/masuk"`, in("salah sekali"), 422)
		before := p.signedIn()
		logged("the right one", `"route":"/masuk"`, in(password), 303)
		if got := p.signedIn(); got != before+1 {
			t.Errorf("the diary has %d sign-ins more", got-before)
		}
		logged("a wrong code", `"route":"/masuk/kode"`, func() page { return siti.send("/masuk/kode", "code", "000000") }, 422)
		p.clock.MoveOn(time.Minute)
		logged("the right one", `"route":"/masuk/kode"`, func() page { return siti.send("/masuk/kode", "code", p.codeNow(secret)) }, 303)
		logged("a page of administrators", `"route":"/orang"`, func() page { return budi.get("/orang") }, 403)
		logged("a page of whoever is in", `"route":"/akun"`, func() page { return p.visitor().get("/akun") }, 303)
		logged("signing out", `"route":"/keluar"`, func() page { return siti.send("/keluar") }, 303)
		for range 5 {
			siti.send("/masuk", "login", "siti@contoh.id", "secret", "salah sekali")
		}
		siti.from = "198.51.100.7:9"
		for range 5 {
			siti.send("/masuk", "login", "budi@contoh.id", "secret", "salah sekali")
		}
		logged("one try too many", `"route":"/masuk"`, func() page { return siti.send("/masuk", "login", "budi@contoh.id", "secret", "salah sekali") }, 429)
	})
}

// signedIn counts the sign-ins that the diary knows.
func (p *porch) signedIn() (n int) {
	p.Helper()
	err := p.db.Read(p.Context(), func(tx *db.Tx) error {
		var err error
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from diary_entry where fact = 'account.signed_in' and actor like 'person:%'`)
		return err
	})
	if err != nil {
		p.Fatal(err)
	}
	return n
}

// TestOpeningALinkSignsNobodyIn: mail scanners and messengers open links too.
func TestOpeningALinkSignsNobodyIn(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		path := admin.invite("budi@contoh.id", "operator", p.office(7))
		before := p.signedIn()
		b := p.visitor()
		for _, at := range []string{path, path, "/masuk", "/masuk/kode", "/masuk/lupa"} {
			b.want(b.get(at), 200, "")
		}
		if len(b.cookies) != 0 || p.signedIn() != before {
			t.Errorf("opening pages keeps %v", b.cookies)
		}
		b.want(b.get("/akun"), 303, "/masuk")
		b.want(b.send(path, "secret", password), 303, "/akun") // the link is good still
		if len(b.cookies) == 0 || p.signedIn() != before+1 {
			t.Error("the proof is broken: nobody was signed in by choosing a password")
		}
	})
}
