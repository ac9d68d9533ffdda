package notice

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/lang"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	places "alun/record/place"
	"alun/record/registry"
)

// ownerTown is a town with an owner who signs in with a number, and an officer.
type ownerTown struct {
	*testing.T
	d        *db.DB
	o        Owners
	clock    *dbtest.Clock
	owner    db.ID
	officer  account.Who
	book     *registry.Book
	business db.ID
	seq      int64
}

func inOwnerTown(t *testing.T, run func(w *ownerTown)) {
	for name, fresh := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) {
			clock := dbtest.NewClock(noon)
			d := dbtest.Open(t, fresh(t), db.Options{Rehearse: true, Now: clock.Now}, append(slices.Clone(rooms), account.Files, places.Files, registry.Files)...)
			ring := accounttest.Ring(t)
			words, err := lang.Load(Files)
			if err != nil {
				t.Fatal(err)
			}
			w := &ownerTown{T: t, d: d, clock: clock, o: Owners{People: account.NewPeople(ring), Post: &mail.Post{DB: d, Keys: ring}, Box: wa.Box{Keys: ring}, Words: words,
				House: "Alun Balikpapan", Base: "https://alun.contoh.go.id"}}
			w.officer, _ = accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Counter, Area: "64.71.05"})
			book := &registry.Book{Box: diary.NewBox(ring), Ring: ring}
			w.book = book
			w.act(func(tx *db.Tx) (err error) {
				if _, err := tx.Exec(`insert into place_area (code, level, name, name_alt, parent_code, bps_code, postal_code, size_text, size_micro, drawn_text, drawn_micro, lat, lng, source, valid_from)
					values ('64.71.05.1002', 'kelurahan', 'Damai', '', null, '', '', '', null, '', null, null, null, 'uji', 1)`); err != nil {
					return err
				}
				w.owner, err = w.o.People.Enrol(tx, w.officer.Session, "64.71.05", "ktp", account.New{Name: "Siti", Login: account.Login{Way: "phone", Text: "6281234567890"}, Lang: "id"}, account.NewToken())
				if err != nil {
					return err
				}
				w.business, err = book.Register(tx, w.officer.Session, registry.Registering{Owner: w.owner,
					Set: registry.Values{registry.Kind: "usaha", registry.Name: "Warung Rahasia", registry.Kelurahan: "64.71.05.1002"}})
				return err
			})
			clock.MoveOn(time.Second)
			run(w)
		})
	}
}

func (w *ownerTown) act(do func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Write(w.Context(), do); err != nil {
		w.Fatal(err)
	}
}

// hears hands a fact over and gives all messages to the owner, the newest last.
func (w *ownerTown) hears(e diary.Sealed) (out []string) {
	w.Helper()
	w.act(func(tx *db.Tx) error { return w.o.Hear(tx, e) })
	w.clock.MoveOn(time.Second)
	w.act(func(tx *db.Tx) error {
		all, err := w.o.Box.About(tx, w.owner)
		out = nil
		for _, m := range all {
			out = append(out, m.Text)
		}
		return err
	})
	return out
}

func (w *ownerTown) fact(name string) diary.Sealed {
	w.seq++
	return diary.Sealed{Seq: w.seq, Entry: diary.Entry{At: w.clock.Now(), Actor: w.officer.Actor(), Fact: name, Kind: "registry_business", Subject: w.business}}
}

func TestOwnersAreToldWhatBecomesOfTheirBusiness(t *testing.T) {
	inOwnerTown(t, func(w *ownerTown) {
		n := 0
		for fact, page := range ownerFacts {
			e := w.fact(fact)
			if fact == "registry.proposed" {
				e = w.proposed("Warung Lain")
			}
			all := w.hears(e)
			if n++; len(all) != n {
				t.Fatalf("%s: %d messages, want %d", fact, len(all), n)
			}
			link := fmt.Sprintf("https://alun.contoh.go.id/usaha-saya/%s%s\n", w.o.People.Ring.Codec().Encode(int64(w.business)), page)
			if !slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, link) && strings.Contains(s, "Alun Balikpapan") }) {
				t.Errorf("%s: no message leads to %s: %q", fact, link, all)
			}
			if strings.Contains(strings.Join(all, ""), "Rahasia") {
				t.Error("a message names the business")
			}
			if got := len(w.hears(e)); got != n {
				t.Errorf("%s heard a second time: %d messages", fact, got)
			}
		}
		for what, e := range map[string]diary.Sealed{"what the owner did": w.fact("registry.closed"), "what a restore tells again": w.fact("registry.closed"),
			"what is old": w.fact("registry.closed"), "another fact": w.fact("registry.changed"), "a second reading in a day": w.fact("registry.read")} {
			switch what {
			case "what the owner did":
				e.Actor = account.Actor(w.owner)
			case "what a restore tells again":
				e.Again = true
			case "what is old":
				e.At = e.At.Add(-ownerNewsFor - time.Hour)
			}
			if got := len(w.hears(e)); got != n {
				t.Errorf("%s was told", what)
			}
		}
		w.clock.MoveOn(25 * time.Hour)
		if got := len(w.hears(w.fact("registry.read"))); got != n+1 {
			t.Errorf("a reading on another day: %d messages, want %d", got, n+1)
		}
	})
}

// proposed has a list say another name, and gives the fact that it is proposed.
func (w *ownerTown) proposed(name string) diary.Sealed {
	w.Helper()
	e := w.fact("registry.proposed")
	w.act(func(tx *db.Tx) error {
		done, err := w.book.PutAs(tx, "command", registry.List{Source: "uji", Level: registry.Document}, []registry.Incoming{{Key: name, Business: w.business, Set: registry.Values{registry.Name: name}, Sure: true}})
		if err == nil && (done[0].Why != nil || len(done[0].Proposed) != 1) {
			err = fmt.Errorf("nothing was proposed: %+v", done[0])
		}
		if err != nil {
			return err
		}
		id, _, err := db.One(tx, (*db.Row).Int64, `select max(id) from registry_proposal where state = 'open'`)
		e.Data = map[string]any{"proposal": json.Number(strconv.FormatInt(id, 10)), "fact": "name", "level": "document"}
		return err
	})
	return e
}

// TestOwnersAreToldOfWhatTheyDecide: once a day of all that a list says against their own
// word; neither of what an officer alone decides, nor of what was decided meanwhile.
func TestOwnersAreToldOfWhatTheyDecide(t *testing.T) {
	inOwnerTown(t, func(w *ownerTown) {
		over := w.proposed("Warung Lama")
		if all := w.hears(w.proposed("Warung Lain")); len(all) != 1 || !strings.Contains(all[0], "usulan") || strings.Contains(all[0], "Lain") {
			t.Fatalf("a proposal for the owner: %q", all)
		}
		if all := w.hears(w.proposed("Warung Lagi")); len(all) != 1 {
			t.Errorf("a second one on the same day: %q", all)
		}
		w.clock.MoveOn(25 * time.Hour)
		over.At = w.clock.Now()
		if all := w.hears(over); len(all) != 1 {
			t.Errorf("one that another took the place of: %q", all)
		}
		if all := w.hears(w.proposed("Warung Esok")); len(all) != 2 {
			t.Errorf("one on the next day: %q", all)
		}
		w.clock.MoveOn(25 * time.Hour)
		officer, _ := accounttest.Sign(w.T, w.d, w.o.People.Ring, accounttest.Role{Role: account.Counter, Area: "64.71.05"})
		w.act(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, officer.Session, registry.Changing{Business: w.business, Level: registry.Register, Confirm: []registry.Fact{registry.Name}})
			return err
		})
		if all := w.hears(w.proposed("Warung Negara")); len(all) != 2 {
			t.Errorf("one that an officer decides: %q", all)
		}
	})
}

func TestOwnersAreToldInTheirLanguage(t *testing.T) {
	inOwnerTown(t, func(w *ownerTown) {
		for tag, want := range map[string]string{"en": "/en/usaha-saya/", "ja": "/ja/usaha-saya/"} {
			w.act(func(tx *db.Tx) error {
				_, err := tx.Exec(`update account_person set lang = $2 where id = $1`, w.owner, tag)
				return err
			})
			if all := w.hears(w.fact("registry.returned")); !slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, want) && !strings.Contains(s, "⟦") }) {
				t.Errorf("%s: %q", tag, all)
			}
		}
	})
}

// TestOwnersAreNotWokenByMail: what happens at night is sent in the morning. A message for
// WhatsApp waits for an officer's hands anyway.
func TestOwnersAreNotWokenByMail(t *testing.T) {
	inOwnerTown(t, func(w *ownerTown) {
		w.o.Post.Server = &mail.Server{}
		var reader db.ID
		admin, _ := accounttest.Sign(t, w.d, w.o.People.Ring, accounttest.Role{Role: account.Administrator})
		w.act(func(tx *db.Tx) (err error) {
			reader, err = w.o.People.Invite(tx, admin.Session, account.New{Name: "Ani", Login: account.Login{Way: "mail", Text: "ani@contoh.id"}, Lang: "id"}, account.NewToken())
			return err
		})
		for _, c := range []struct{ now, sent time.Time }{
			{noon, noon},
			{time.Date(2026, 11, 22, 22, 30, 0, 0, date.WITA), time.Date(2026, 11, 23, 6, 0, 0, 0, date.WITA)},
			{time.Date(2026, 11, 23, 5, 59, 59, 0, date.WITA), time.Date(2026, 11, 23, 6, 0, 0, 0, date.WITA)},
			{time.Date(2026, 11, 23, 6, 0, 0, 0, date.WITA), time.Date(2026, 11, 23, 6, 0, 0, 0, date.WITA)},
		} {
			w.clock.MoveOn(c.now.Sub(w.clock.Now()))
			e, at := w.fact("registry.published"), time.Time{}
			w.act(func(tx *db.Tx) error {
				if err := w.o.tell(tx, news{"notice.owner_published_subject", "notice.owner_published", "notice.owner_why", "/x", fmt.Sprint(e.Seq)}, reader); err != nil {
					return err
				}
				var err error
				at, _, err = db.One(tx, (*db.Row).Time, `select run_at from jobs_job where kind = 'mail.send' order by id desc limit 1`)
				return err
			})
			if d := at.Sub(c.sent); d < 0 || d > time.Second {
				t.Errorf("what happens at %s is sent at %s", c.now, at.In(date.WITA))
			}
		}
	})
}

// Whose business another one was merged into, or parted from, is told too; who owns both
// hears of it once, and of a proposal once of both sides.
func TestOwnersOfBothSidesAreTold(t *testing.T) {
	inOwnerTown(t, func(w *ownerTown) {
		elsewhere := db.ID(77) // nobody's, for whom this is about the other side
		for fact, field := range survivors {
			e := w.fact(fact)
			e.Subject, e.Data = elsewhere, map[string]any{field: json.Number(strconv.FormatInt(int64(w.business), 10))}
			before := len(w.hears(w.fact("registry.changed")))
			all := w.hears(e)
			link := "/usaha-saya/" + w.o.People.Ring.Codec().Encode(int64(w.business))
			if len(all) != before+1 || !strings.Contains(strings.Join(all, ""), link) || strings.Contains(strings.Join(all, ""), "⟦") {
				t.Errorf("%s: %q", fact, all)
			}
			both := e
			both.Seq, both.Subject = e.Seq+1000, w.business
			if got := len(w.hears(both)); got != before+2 {
				t.Errorf("%s: who owns both is told %d times", fact, got-before-1)
			}
		}
		before := len(w.hears(w.fact("registry.changed")))
		for range 2 {
			e := w.fact("registry.twin_proposed")
			e.Data = map[string]any{"other": json.Number("77")}
			if got := len(w.hears(e)); got != before+1 {
				t.Errorf("a proposal is told %d times", got-before)
			}
		}
	})
}
