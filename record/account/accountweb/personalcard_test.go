package accountweb_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
)

const sitiCard = "6471024505900001"

// lists are names that a room above keeps, under one number.
func (v *town) lists() (forgotten *bool) {
	forgotten = new(bool)
	v.desk.Keepers = []account.Keeper{{Table: "plan_participant",
		Read: func(tx *db.Tx, nik string) ([]account.Held, error) {
			if nik != sitiCard || *forgotten {
				return nil, nil
			}
			return []account.Held{{What: "plan_participant.name", Value: sitiName, Note: "Pelatihan batik", From: tx.Now()}}, nil
		},
		Forget: func(_ *db.Tx, _, nik string) (int, error) { *forgotten = nik == sitiCard; return 1, nil }}}
	return forgotten
}

// TestDrillByCard: a copy in one minute, an erasure in one of each officer.
func TestDrillByCard(t *testing.T) {
	eachTown(t, func(v *town) {
		forgotten := v.lists()
		b := v.browser(v.privacy)
		b.get("/pribadi/ktp").shows("Permohonan dengan KTP")
		b.post("/pribadi/ktp", "kind", "copy", "nik", sitiCard, "seen", "1").shows(sitiName, "Pelatihan batik", "Nama dalam daftar peserta", "data:application/json;base64,")
		b.within(minuteRequests, minuteTyped)
		b = v.browser(v.privacy)
		b.post("/pribadi/ktp", "kind", "copy", "nik", "6471020505900002", "seen", "1").shows("Salinan data untuk pemohon").hides(sitiName)

		b = v.browser(v.privacy)
		b.get("/pribadi/ktp")
		b.post("/pribadi/ktp", "kind", "erase", "nik", sitiCard).shows("Cocokkan dulu identitas", sitiCard)
		b.post("/pribadi/ktp", "kind", "erase", "nik", sitiCard, "seen", "1").shows("Anda sendiri yang mencatat").hides(sitiCard, "Hapus untuk selamanya")
		b.within(minuteRequests, minuteTyped)
		at := v.addresses[len(v.addresses)-1]

		b = v.browser(v.admin)
		if link := b.get("/pribadi/ktp").link(`href="(/pribadi/ktp/[0-9a-z]{13})"`); link != at {
			t.Errorf("listed as %s, is at %s", link, at)
		}
		b.get(at).shows("Hapus untuk selamanya").hides(sitiCard)
		b.post(at, "nik", "6471020505900002", "seen", "1").shows("bukan NIK permohonan")
		if *forgotten {
			t.Error("forgotten under another number")
		}
		b.post(at, "nik", sitiCard, "seen", "1").shows("Permohonan dilaksanakan")
		b.within(minuteRequests, minuteTyped)
		if !*forgotten {
			t.Error("not forgotten")
		}
		v.browser(v.privacy).get(at).shows("Selesai")
	})
}

// TestACardAddsToAnAccount: who has an account and shows the card gets both, and
// is taken out of both.
func TestACardAddsToAnAccount(t *testing.T) {
	eachTown(t, func(v *town) {
		forgotten := v.lists()
		b := v.browser(v.privacy)
		b.post("/pribadi", "login", sitiMail, "kind", "copy")
		at := v.addresses[len(v.addresses)-1]
		b.get(at).shows("NIK")
		b.post(at, "seen", "1", "nik", "12").shows("16 angka")
		b.post(at, "seen", "1", "nik", sitiCard).shows(sitiMail, "Pelatihan batik")
		b.within(minuteRequests, minuteTyped)

		v.browser(v.own).post("/akun/data/minta", "kind", "erase")
		b = v.browser(v.privacy)
		at = b.get("/pribadi").link(requestLink)
		b.post(at, "seen", "1", "nik", sitiCard).shows("Anda sendiri yang mencatat")
		b.within(minuteRequests, minuteTyped)
		at = v.addresses[len(v.addresses)-1]
		if *forgotten || !strings.HasPrefix(at, "/pribadi/ktp/") {
			t.Errorf("led to %s, forgotten %v", at, *forgotten)
		}
		v.browser(v.admin).post(at, "nik", sitiCard, "seen", "1").shows("Permohonan dilaksanakan")
		if !*forgotten {
			t.Error("not forgotten")
		}
	})
}

// TestNoFormLooksCardsUpWithoutEnd: on each of the three forms that take a number,
// the 61st of an hour is refused though all before found nothing, and a refusal
// tells nothing of the number.
func TestNoFormLooksCardsUpWithoutEnd(t *testing.T) {
	eachTown(t, func(v *town) {
		v.lists()
		v.browser(v.admin).post("/pribadi/ktp", "kind", "erase", "nik", sitiCard, "seen", "1")
		card := v.addresses[len(v.addresses)-1]
		v.browser(v.own).post("/akun/data/minta", "kind", "erase")
		person := v.browser(v.privacy).get("/pribadi").link(requestLink)
		for _, form := range []struct {
			path string
			miss int // what a number that finds nothing is answered with
			more []string
		}{
			{"/pribadi/ktp", http.StatusUnprocessableEntity, []string{"kind", "erase"}},
			{card, http.StatusUnprocessableEntity, nil},
			{person, http.StatusUnprocessableEntity, []string{"seen", "0"}},
		} {
			b := v.browser(v.privacy)
			try := func(nik string) int {
				b.post(form.path, append([]string{"nik", nik, "seen", "1"}, form.more...)...)
				return b.status
			}
			try("12") // is no number, and finds nobody
			for i := range 60 {
				if status := try(fmt.Sprintf("64710205059%05d", i)); status != form.miss {
					t.Fatalf("%s: number %d: %d, want %d", form.path, i+1, status, form.miss)
				}
			}
			for _, nik := range []string{"6471020505900060", sitiCard} {
				if status := try(nik); status != http.StatusTooManyRequests {
					t.Errorf("%s: %s after 60: %d", form.path, nik, status)
				}
			}
			b.shows("Terlalu banyak percobaan")
			v.must(func(tx *db.Tx) error { // the proof: the act alone knows no end of misses
				_, err := v.desk.AskByCard(tx, web.SessionHash(v.privacy), account.AskErase, "6471020505900060", true)
				if f := fault.Of(err); f == nil || f.Key != "account.card_nothing" {
					t.Errorf("%s: the act: %v", form.path, err)
				}
				return nil
			})
			v.clock.MoveOn(time.Hour + time.Second)
			v.must(func(tx *db.Tx) error { // all stay signed in
				_, err := tx.Exec(`update account_session set seen_at = $1, until = $2`, tx.Now(), tx.Now().AddDate(1, 0, 0))
				return err
			})
		}
		v.must(func(tx *db.Tx) error {
			n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from account_try`)
			if err == nil && n != 1+3*60 { // one found something
				t.Errorf("%d tries are on record, want 181", n)
			}
			return err
		})
	})
}

// TestPagesOfCards speak, shut the others out, and keep no number.
func TestPagesOfCards(t *testing.T) {
	eachTown(t, func(v *town) {
		v.lists()
		v.browser(v.privacy).post("/pribadi/ktp", "kind", "erase", "nik", sitiCard, "seen", "1")
		at := v.addresses[len(v.addresses)-1]
		for _, path := range []string{"/pribadi/ktp", at} {
			for _, tag := range []lang.Tag{lang.EN, lang.JA} {
				v.browser(v.privacy).get("/" + string(tag) + path).shows()
			}
			for token, want := range map[string]int{"": 303, v.own: 403, v.planner: 403} {
				b := v.browser(token)
				if b.send("GET", path, nil); b.status != want {
					t.Errorf("%s: %d, want %d", path, b.status, want)
				}
				if b.post(path, "nik", sitiCard, "seen", "1", "kind", "copy"); b.status == 200 || strings.Contains(b.page, sitiName) {
					t.Errorf("posted to %s: %d", path, b.status)
				}
			}
		}
		v.browser(v.privacy).post(at, "do", "tolak", "why", "not_identified").shows("Penolakan dicatat")
		v.must(func(tx *db.Tx) error {
			tables, err := db.Tables(tx)
			for _, table := range tables {
				if err == nil {
					err = table.Each(tx, func(row []any) error {
						for _, cell := range row {
							if s, ok := cell.(string); ok && strings.Contains(s, sitiCard) {
								t.Errorf("%s keeps the number", table.Name)
							}
						}
						return nil
					})
				}
			}
			return err
		})
		if strings.Contains(v.log.String(), sitiCard) {
			t.Error("the log has the number")
		}
	})
}

// TestTheDeskLooksAddressesUpWithAnEnd: a request for somebody who is not here is
// refused and leaves nothing behind, so the look-ups count by themselves.
func TestTheDeskLooksAddressesUpWithAnEnd(t *testing.T) {
	eachTown(t, func(v *town) {
		b := v.browser(v.privacy)
		for i := range 61 {
			b.post("/pribadi", "login", fmt.Sprintf("tiada%d@contoh.id", i), "kind", "copy")
			if late := b.status == http.StatusTooManyRequests; late != (i == 60) {
				t.Fatalf("address %d: %d", i+1, b.status)
			}
		}
	})
}
