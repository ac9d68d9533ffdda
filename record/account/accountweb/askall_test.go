package accountweb_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/account"
)

// told lists the fields that a page marks, in the order in which it asks.
func told(a page) (out []string) {
	for _, m := range regexp.MustCompile(`class="galat" id="f-([a-z]+)-g"`).FindAllStringSubmatch(a.text, -1) {
		out = append(out, m[1])
	}
	return out
}

// summed lists the fields that the summary above a form leads to.
func summed(a page) (out []string) {
	for _, m := range regexp.MustCompile(`class="lega" href="#f-([a-z]+)"`).FindAllStringSubmatch(a.text, -1) {
		out = append(out, m[1])
	}
	return out
}

// TestAllThatIsWrongIsToldAtOnce, beside its field and above the form in the order
// of the page: nobody mends one thing to be sent back for the next.
func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		admin.invite("budi@contoh.id", "head", p.office(7))
		at := admin.get("/orang?peran=head").find(t, `href="(/orang/[0-9a-z]{13})"`)
		held := admin.get(at).find(t, `href="(`+at+`/peran/[0-9a-z]{13})"`)
		officer, _ := p.officer()
		maker := p.maker()
		for name, c := range map[string]struct {
			got  page
			want string
		}{
			"invitation":         {admin.post("/orang/baru"), "name login role standing decree signed from lang"},
			"operator, nowhere":  {admin.post("/orang/baru", "name", "Ani", "login", "x", "role", "operator", "standing", "plt", "decree", "1", "signed", "2026-02-30", "from", "2026-11-01", "lang", "id"), "login office decree signed until"},
			"role":               {admin.post(at + "/peran"), "role standing decree signed from"},
			"hand over":          {admin.post(held + "/serah"), "to last standing decree signed"},
			"new maker":          {officer.post("/loket/daftar"), "name login document"},
			"too long":           {officer.post("/loket/daftar", "name", strings.Repeat("a", 101), "login", "0542 123456"), "name login document"},
			"lost PIN":           {officer.post("/loket/pulih", "document", "kk"), "login document"},
			"helper":             {maker.post("/akun/pembantu", "login", "0899"), "login until"},
			"helper, no day":     {maker.post("/akun/pembantu", "login", "tel:x", "until", "kemarin"), "login until"},
			"two in one summary": {officer.post("/loket/daftar", "name", "S", "document", "ktp"), "name login"},
		} {
			fields := strings.Fields(c.want)
			if got := told(c.got); c.got.Code != 422 || !slices.Equal(got, fields) {
				t.Errorf("%s: %d, beside fields %v, want %v", name, c.got.Code, got, fields)
			}
			if got := summed(c.got); !slices.Equal(got, fields) {
				t.Errorf("%s: above the form %v, want %v", name, got, fields)
			}
		}
	})
}

// TestTheFirstAdministratorTypesOnce: what was typed stays, but for the secret, and
// the page says that this is to be typed again.
func TestTheFirstAdministratorTypesOnce(t *testing.T) {
	eachPorch(t, func(p *porch) {
		b, token := p.visitor(), account.NewToken()
		if err := p.db.Write(p.Context(), func(tx *db.Tx) error { _, err := account.OfferSetUp(tx, token); return err }); err != nil {
			t.Fatal(err)
		}
		a := b.want(b.send("/atur/"+token, "name", "Siti", "login", "siti", "decree", "800/1", "signed", "", "about", strings.Repeat("x", 201), "secret", password), 422, `value="siti"`)
		if got := told(a); !slices.Equal(got, []string{"login", "signed", "about", "secret"}) || !strings.Contains(a.text, "Ketik sekali lagi") || strings.Contains(a.text, password) {
			t.Errorf("told %v", got)
		}
	})
}

// TestNumbersAsPeopleTypeThem are one number, and what is none says what one is.
func TestNumbersAsPeopleTypeThem(t *testing.T) {
	eachPorch(t, func(p *porch) {
		officer, _ := p.officer()
		first := []string{"name", "Siti", "document", "ktp", "login", "0812-3456-7890"}
		officer.want(officer.post("/loket/daftar", first...), 200, "kartu-orang")
		for _, typed := range []string{"0812-3456-7890", "+62 812 3456 7890", "62812.3456.7890", "(0812) 3456 7890", "812 3456 7890", "０８１２３４５６７８９０", "0812\u00a03456\u00a07890", "+62 0812 3456 7890", " 081234567890 ", "0812–3456–7890"} {
			a := officer.post("/loket/daftar", "name", "Siti", "document", "ktp", "login", typed)
			officer.want(a, 409, "sudah dipakai akun lain")
		}
		for _, typed := range []string{"0542 123456", "0812 345", "081234567890123", "tel:+6281234567890", "siti@contoh.id", "nomor saya", "'; --"} {
			a := officer.want(officer.post("/loket/daftar", "name", "Siti", "document", "ktp", "login", typed), 422, "diawali 08 dan terdiri dari 10 sampai 13 angka")
			if !slices.Equal(told(a), []string{"login"}) {
				t.Errorf("%q: %v", typed, told(a))
			}
		}
	})
}

// TestACardComesWithTheAccount: the counter prints it at once, it knows the way to
// the page where the PIN is asked for, and the link that opens the account is not
// on the paper.
func TestACardComesWithTheAccount(t *testing.T) {
	eachPorch(t, func(p *porch) {
		officer, _ := p.officer()
		a := officer.want(officer.post("/loket/daftar", "name", "Siti", "document", "ktp", "login", "0812-3456-7890"), 200, "alun.contoh.id/masuk")
		_, card, found := strings.Cut(a.text, `class="papan kartu-orang`)
		if !found || !strings.Contains(card, ">Siti<") || strings.Contains(card, "/undangan/") {
			t.Errorf("the card: %.400s", card)
		}
		screen := strings.Index(a.text, `class="layar"`)
		if link := strings.Index(a.text, "tautan-serah"); screen < 0 || link < screen {
			t.Error("the link that is good once would be printed")
		}
	})
}

// TestALinkThatWasUsedLeadsOn: whoever opens the message again only wants to get in.
func TestALinkThatWasUsedLeadsOn(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		path := admin.invite("budi@contoh.id", "operator", p.office(7))
		b := p.visitor()
		b.want(b.send(path, "secret", password), 303, "/akun")
		again := p.visitor()
		for _, a := range []page{again.get(path), again.send(path, "secret", "lima kapal hijau berlabuh"), again.get("/sandi/" + account.NewToken()), again.get("/atur/" + account.NewToken())} {
			again.want(a, 404, `href="/masuk"`)
		}
	})
}

// TestAMakerFindsCardAndHelpers from their own page, and who helps finds the way out;
// staff are not shown what they have not got.
func TestAMakerFindsCardAndHelpers(t *testing.T) {
	eachPorch(t, func(p *porch) {
		p.enrolled("Rahmawati", "6281200000007")
		b := p.maker()
		a := b.want(b.get("/akun"), 200, `href="/akun/kartu"`)
		b.want(a, 200, `href="/akun/pembantu"`)
		if strings.Contains(a.text, "Nomor SK") {
			t.Error("a maker's role comes from no decree")
		}
		admin, _, _ := p.setUp()
		if a := admin.get("/akun"); strings.Contains(a.text, "/akun/kartu") || !strings.Contains(a.text, "Nomor SK") {
			t.Error("an administrator is shown a maker's page")
		}
	})
}
