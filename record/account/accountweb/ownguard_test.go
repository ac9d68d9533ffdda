package accountweb_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/account/accounttest"
)

// enrolled is a maker whom a counter let in.
func (p *porch) enrolled(name, phone string) {
	p.Helper()
	officer, _ := accounttest.Sign(p.T, p.db, p.ring, accounttest.Role{Role: account.Counter, Area: "64.71.02"})
	link := account.NewToken()
	if err := p.db.Write(p.Context(), func(tx *db.Tx) error {
		_, err := p.people.Enrol(tx, officer.Session, "64.71.02", "ktp", account.New{Name: name, Login: account.Login{Way: "phone", Text: phone}, Lang: "id"}, link)
		return err
	}); err != nil {
		p.Fatal(err)
	}
}

// maker is a browser of a maker who is signed in.
func (p *porch) maker() *guest {
	_, token := accounttest.Sign(p.T, p.db, p.ring, accounttest.Role{Role: account.Maker})
	b := p.visitor()
	b.cookies["alun"] = token
	return b
}

// formKeys are what differs from form to form.
var formKeys = regexp.MustCompile(`name="_key" value="[^"]*"`)

// TestANumberTellsNoName: whoever names a helper sees the number that they typed,
// masked, and no name. Numbers that nobody has and numbers of staff are answered
// alike, and only so many are answered in a day.
func TestANumberTellsNoName(t *testing.T) {
	eachPorch(t, func(p *porch) {
		p.enrolled("Rahmawati Diplanted", "6281200000007")
		b := p.maker()
		last := p.clock.Now().AddDate(0, 1, 0).Format(time.DateOnly)
		ask := func(number string) page { return b.post("/akun/pembantu", "login", number, "until", last) }
		b.want(ask("081200000007"), 303, "/akun/pembantu?ya=baru")
		list := b.want(b.get("/akun/pembantu"), 200, account.Login{Way: "phone", Text: "6281200000007"}.Hint())
		if strings.Contains(list.text, "Rahmawati") {
			t.Error("a typed number tells a stranger's name")
		}
		admin, _, _ := p.setUp()
		admin.invite("081277777777", "operator", p.office(7))
		unknown := b.want(ask("081299999999"), 404, "Belum ada akun pelaku usaha dengan nomor ini")
		staff := b.want(ask("081277777777"), 404, "")
		plain := func(a page) string {
			return formKeys.ReplaceAllString(strings.ReplaceAll(main(a.text), "081277777777", "081299999999"), "")
		}
		if plain(staff) != plain(unknown) {
			t.Error("a number of staff is answered otherwise than one that nobody has")
		}
		for range 7 {
			b.want(ask("081299999998"), 404, "")
		}
		b.want(ask("081200000007"), 429, "")
		other := p.maker() // has a day of their own
		other.want(other.post("/akun/pembantu", "login", "081299999998", "until", last), 404, "")
		p.clock.MoveOn(23 * time.Hour)
		b.want(ask("081200000007"), 429, "")
		p.clock.MoveOn(2 * time.Hour)
		if err := p.db.Write(p.Context(), func(tx *db.Tx) error { // a maker stays in for longer than the cast
			_, err := tx.Exec(`update account_session set seen_at = $1, until = $2`, tx.Now(), tx.Now().Add(time.Hour))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		b.want(ask("081200000007"), 303, "")
	})
}

// TestTheCodeIsAskedOnceMore of who is in, where something wants it fresh; without
// an address to go on to, or just after a code, nobody is asked.
func TestTheCodeIsAskedOnceMore(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, secret, _ := p.setUp()
		fresh := func() (ok bool) {
			err := p.db.Read(p.Context(), func(tx *db.Tx) error {
				n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from account_session where second_at > $1`, tx.Now().Add(-account.FreshSecond))
				ok = n > 0
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		p.clock.MoveOn(20 * time.Minute)
		if fresh() {
			t.Fatal("the code is still fresh")
		}
		admin.want(admin.get("/masuk/kode"), 303, "/akun")
		form := admin.want(admin.get("/masuk/kode?ke=%2Forang"), 200, "Anda sudah masuk")
		if strings.Contains(main(form.text), "Batalkan dan keluar") {
			t.Error("who is in is offered to sign out")
		}
		admin.want(admin.send("/masuk/kode", "code", "000000", "ke", "/orang"), 422, "Anda sudah masuk")
		admin.want(admin.send("/masuk/kode", "code", p.codeNow(secret), "ke", "/orang"), 303, "/orang")
		if !fresh() {
			t.Error("the code was given and is not fresh")
		}
		admin.want(admin.get("/masuk/kode?ke=%2Forang"), 303, "/orang")
		maker := p.maker() // has no second factor to give
		maker.want(maker.get("/masuk/kode?ke=%2Fakun"), 303, "/akun")
	})
}
