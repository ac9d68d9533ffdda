package accountweb_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/web"
	"alun/record/account"
)

// TestACopyIsNotHandedOutAgain: the form that was kept draws it for two minutes, and
// the person is told that everything was read.
func TestACopyIsNotHandedOutAgain(t *testing.T) {
	eachTown(t, func(v *town) {
		b := v.browser(v.privacy)
		b.post("/pribadi", "login", sitiMail, "kind", "copy")
		at, key := v.addresses[len(v.addresses)-1], web.NewKey()
		again := func() *browser { return b.post(at, "seen", "1", web.KeyField, key) }
		again().shows(sitiMail)
		again().shows(sitiMail)
		v.clock.MoveOn(25 * time.Minute)
		for range 3 {
			if again().shows("hanya ditampilkan sebentar").hides(sitiMail, sitiName); b.status != http.StatusOK {
				t.Errorf("25 minutes later: %d", b.status)
			}
		}
		v.browser(v.own).get("/akun/data").shows("Seluruh salinan data")
		v.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_session set ended_at = $1, ended_how = 'self' where ended_at is null`, tx.Now())
			return err
		})
		if again().hides(sitiMail, sitiName); !strings.HasPrefix(b.addresses[len(b.addresses)-1], "/masuk?") {
			t.Errorf("whose session has ended: %d %s", b.status, b.addresses[len(b.addresses)-1])
		}
	})
}

// TestAStaleSecondFactorLeadsToItsForm, and from there back to what was refused.
func TestAStaleSecondFactorLeadsToItsForm(t *testing.T) {
	eachTown(t, func(v *town) {
		v.browser(v.own).post("/akun/data/minta", "kind", "erase")
		b := v.browser(v.privacy)
		at := b.get("/pribadi").link(requestLink)
		v.clock.MoveOn(11 * time.Minute)
		b.post(at, "seen", "1").shows("masukkan sekali lagi kode")
		b.link(`href="(/masuk/kode\?ke=%2Fpribadi%2F[0-9a-z]{13})"`)
	})
}

// TestWhoWroteItDownIsToldThatAnotherDoesIt.
func TestWhoWroteItDownIsToldThatAnotherDoesIt(t *testing.T) {
	eachTown(t, func(v *town) {
		b := v.browser(v.privacy)
		b.post("/pribadi", "login", sitiMail, "kind", "erase").shows("Dilaksanakan oleh petugas lain").hides("Hapus untuk selamanya")
		at := v.addresses[len(v.addresses)-1]
		if b.post(at, "seen", "1").shows("oleh petugas lain"); b.status != http.StatusForbidden {
			t.Errorf("one officer alone: %d", b.status)
		}
		v.browser(v.admin).get(at).shows("Hapus untuk selamanya")
		v.browser(v.admin).post(at, "seen", "1").shows("Permohonan dilaksanakan")
	})
}

// TestAPageReadsNoDiary: what a page does not show it does not read, and a reader's
// name is read once.
func TestAPageReadsNoDiary(t *testing.T) {
	eachTown(t, func(v *town) {
		asked := 0
		for i, h := range v.desk.Holdings {
			if h.Table == "diary_entry" {
				v.desk.Holdings[i].Read = func(*db.Tx, db.ID) ([]account.Held, error) { asked++; return nil, nil }
			}
		}
		v.browser(v.own).get("/akun/data").shows(sitiMail)
		if asked != 0 {
			t.Error("the page reads the diary and throws it away")
		}
		v.browser(v.own).get("/akun/data/salinan").shows(sitiMail)
		if asked == 0 {
			t.Error("the copy lacks the diary")
		}
	})
}

// TestAnAdministratorSeesNoMakersName: a number that was told leads to the account
// and not to the name.
func TestAnAdministratorSeesNoMakersName(t *testing.T) {
	eachPorch(t, func(p *porch) {
		admin, _, _ := p.setUp()
		p.enrolled("Rahmawati Diplanted", "6281200000007")
		a := admin.send("/orang/cari", "login", "081200000007")
		at := a.Header().Get("Location")
		page := admin.want(admin.get(at), 200, "R•••")
		if strings.Contains(page.text, "Rahmawati") {
			t.Error("a maker's name is shown in full")
		}
		admin.invite("budi@contoh.id", "operator", p.office(7))
		admin.want(admin.get("/orang"), 200, "Budi Hartono") // staff are
	})
}
