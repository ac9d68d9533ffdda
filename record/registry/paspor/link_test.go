package paspor

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/registry"
)

// why tells why a link does not open; "" where it does.
func why(err error) string {
	if err == nil {
		return ""
	}
	text, is := Gone(fault.Of(err))
	if !is {
		return err.Error()
	}
	return text
}

// A link shows what was ticked and nothing else that is private; its owner reads in the
// log of reads what was opened.
func TestALinkShowsWhatWasTicked(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(nil)
		bare, _ := w.link(id)
		some, link := w.link(id, Class, Tick(registry.Phone))
		for _, token := range []string{bare, some, some} {
			if _, err := w.opens(token); err != nil {
				t.Fatal(err)
			}
		}
		s, err := w.reads(bare)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range append(facts(Ticks), registry.Point, registry.RT) {
			if s.Business.Facts[f] != "" {
				t.Errorf("%s is shown: %q", f, s.Business.Facts[f])
			}
		}
		if s.Business.Facts[registry.Name] != "Warung Bu Siti" || s.Business.Proofs[registry.Name].Level != registry.Told || s.Products != 3 || len(s.Class.Classes) > 0 || s.Past.Changes != 1 || s.Past.Published.IsZero() {
			t.Errorf("%+v", s)
		}
		if s, err = w.reads(some); err != nil {
			t.Fatal(err)
		}
		if s.Business.Facts[registry.Phone] != "6281234567890" || s.Business.Facts[registry.Sales] != "" || len(s.Class.Classes) != 1 || s.Class.Classes[0].Code != "mikro" || s.Class.Rule.Basis == "" {
			t.Errorf("%v %+v", s.Business.Facts, s.Class)
		}
		if p := s.Business.Proofs[registry.Phone]; p.Level != registry.Told || p.By != "" {
			t.Errorf("%+v", p)
		}
		var reads []registry.ReadOf
		w.read(func(tx *db.Tx) (err error) {
			reads, err = w.desk.Book.Reads(tx, w.owner.Session, id, 0, 9)
			return err
		})
		if len(reads) != 2 || reads[0].Reader != 0 || reads[0].Purpose != "paspor" || fmt.Sprint(reads[0].Facts) != "[sales phone]" {
			t.Errorf("%+v", reads)
		}
		w.read(func(tx *db.Tx) error {
			l, at, err := w.desk.One(tx, w.owner.Session, id, link, 9)
			if l.Opened != 2 || len(at) != 2 || !at[0].After(at[1]) {
				t.Errorf("%+v %v", l, at)
			}
			return err
		})
	})
}

// Nobody but an owner makes, lists or revokes links, and only of what is published.
func TestLinksAreTheOwnersAlone(t *testing.T) {
	eachTown(t, func(w *town) {
		id, draft := w.published(nil), w.stall(nil)
		w.must(func(tx *db.Tx) error { _, err := w.desk.Book.Agree(tx, w.other.Session, id); return err }) // works there
		_, link := w.link(id)
		for name, who := range map[string]account.Who{"helper": w.helper, "worker": w.other, "officer": w.officer} {
			_, _, err := w.makes(who, Making{Business: id, Purpose: "bank", Last: date.DayOf(w.clock.Now())})
			if !fault.Is(err, fault.Denied) {
				t.Errorf("%s makes a link: %v", name, err)
			}
			if err := w.revokes(who, id, link); !fault.Is(err, fault.Denied) {
				t.Errorf("%s revokes: %v", name, err)
			}
			err = w.d.Read(t.Context(), func(tx *db.Tx) error { _, err := w.desk.Links(tx, who.Session, id, 9); return err })
			if !fault.Is(err, fault.Denied) {
				t.Errorf("%s lists: %v", name, err)
			}
		}
		if _, _, err := w.makes(w.owner, Making{Business: draft, Purpose: "bank", Last: date.DayOf(w.clock.Now())}); !fault.Is(err, fault.Conflict) {
			t.Errorf("a draft has a link: %v", err)
		}
		if err := w.revokes(w.owner, draft, link); !fault.Is(err, fault.NotFound) {
			t.Errorf("a link is revoked through another business: %v", err)
		}
	})
}

// The time of a link is half-open, and at most 90 days.
func TestALinkEnds(t *testing.T) {
	eachTown(t, func(w *town) {
		w.again()
		id := w.published(nil)
		now := w.clock.Now()
		last := LastOf(now)
		if d := last.End().Sub(now); d > longest || last.Next(1).End().Sub(now) <= longest {
			t.Fatalf("%s is not the last day: %s", last, d)
		}
		for day, want := range map[date.Day]string{last: "", last.Next(1): "paspor.day_late", date.DayOf(now): "", date.DayOf(now).Next(-1): "paspor.day_over", {}: "paspor.day_missing"} {
			_, _, err := w.makes(w.owner, Making{Business: id, Purpose: "bank", Last: day})
			got, _ := fault.Of(err).Field("sampai")
			if got.Key != want || (err == nil) != (want == "") {
				t.Errorf("%s: %v", day, err)
			}
		}
		token, _ := w.link(id)
		end := date.DayOf(w.clock.Now()).Next(10).End() // about; the link says when
		w.read(func(tx *db.Tx) error {
			l, _, err := w.desk.Knock(tx, token)
			end = l.Until
			return err
		})
		w.clock.MoveOn(end.Add(-time.Microsecond).Sub(w.clock.Now()))
		if _, err := w.reads(token); err != nil {
			t.Errorf("it ends before its end: %v", err)
		}
		w.clock.MoveOn(time.Microsecond)
		if _, err := w.opens(token); why(err) != "ended" {
			t.Errorf("it goes on: %v", err)
		}
	})
}

// What a link may not be made of is told at its field.
// again sends the form of a link once more, when its answer is forgotten: it is one link.
func (w *town) again() {
	w.Helper()
	m := Making{Business: w.published(nil), Purpose: "bank", Last: LastOf(w.clock.Now()).Next(-80), Token: TokenOfForm(w.desk.Book.Ring, w.owner.Session, "formulir")}
	make := func() (id db.ID, err error) {
		err = w.write(func(tx *db.Tx) (err error) { id, err = w.desk.Make(tx, w.owner.Session, m); return err })
		return id, err
	}
	one, err := make()
	if two, again := make(); err != nil || again != nil || one != two {
		w.Errorf("a form twice is %d and %d: %v %v", one, two, err, again)
	}
}

func TestALinkIsMadeOfWhatIsOffered(t *testing.T) {
	eachTown(t, func(w *town) {
		home, vendor := w.published(nil), w.published(registry.Values{registry.StreetVendor: "ya"})
		shop := w.published(registry.Values{registry.AtHome: "tidak", registry.PhonePublic: "ya"})
		today := date.DayOf(w.clock.Now())
		offers := func(id db.ID) (all string) {
			w.read(func(tx *db.Tx) error {
				v, err := w.desk.Book.See(tx, w.owner.Session, id)
				all = ticksText(Offered(v.Business))
				return err
			})
			return all
		}
		if got := offers(home); got != "class sales capital workers_m workers_f address phone" {
			t.Errorf("of a home: %s", got)
		}
		if got := offers(vendor); got != "class sales capital workers_m workers_f phone" {
			t.Errorf("of a vendor: %s", got)
		}
		if got := offers(shop); got != "class sales capital workers_m workers_f" {
			t.Errorf("of a shop: %s", got)
		}
		for _, tick := range []Tick{Tick(registry.Address), Tick(registry.Point), Tick(registry.RT), "semua", ""} {
			if _, _, err := w.makes(w.owner, Making{Business: vendor, Purpose: "bank", Last: today, Shown: []Tick{tick}}); !fault.Is(err, fault.Invalid) {
				t.Errorf("%q is ticked: %v", tick, err)
			}
		}
		for _, purpose := range []string{"", "pajak", "penertiban"} {
			if _, _, err := w.makes(w.owner, Making{Business: home, Purpose: purpose, Last: today}); !fault.Is(err, fault.Invalid) {
				t.Errorf("for %q: %v", purpose, err)
			}
		}
		for range mostLinks {
			w.link(home)
		}
		if _, _, err := w.makes(w.owner, Making{Business: home, Purpose: "bank", Last: today}); !fault.Is(err, fault.Conflict) {
			t.Errorf("one more link: %v", err)
		}
	})
}

// A link that was revoked, whose maker owns nothing there any more, or whose business is
// not published, shows nothing.
func TestALinkThatIsGoneShowsNothing(t *testing.T) {
	eachTown(t, func(w *town) {
		step := func(do func(*db.Tx, string, registry.Step) error, who account.Who, id db.ID, reason string) {
			w.must(func(tx *db.Tx) error {
				return do(tx, who.Session, registry.Step{Business: id, Reason: reason, Sentence: "Untuk uji."})
			})
		}
		book, twin := w.desk.Book, w.published(nil)
		for want, end := range map[string]func(id, link db.ID){
			"revoked": func(id, link db.ID) {
				w.must(func(tx *db.Tx) error { return w.desk.Revoke(tx, w.owner.Session, id, link) })
			},
			"suspended": func(id, _ db.ID) { step(book.Suspend, w.officer, id, registry.SuspendReasons[0]) },
			"closed":    func(id, _ db.ID) { step(book.Close, w.owner, id, "tutup") },
			"merged": func(id, _ db.ID) {
				w.must(func(tx *db.Tx) error {
					return book.Merge(tx, w.officer.Session, registry.Step{Business: id}, twin)
				})
			},
		} {
			id := w.published(nil)
			token, link := w.link(id, Tick(registry.Phone))
			end(id, link)
			_, err := w.opens(token)
			s, err2 := w.reads(token)
			if why(err) != want || why(err2) != want || len(s.Business.Facts) > 0 {
				t.Errorf("%s: %v %v %v", want, err, err2, s.Business.Facts)
			}
			var b registry.Business
			w.read(func(tx *db.Tx) (err error) { b, err = book.Lent(tx, id, facts(Ticks)); return err })
			if want != "revoked" && len(b.Facts)+len(b.Proofs) > 0 {
				t.Errorf("%s lends %v", want, b.Facts)
			}
		}
		for _, token := range []string{"", "x", strings.Repeat("a", tokenLong), strings.Repeat("a", tokenLong+1)} {
			_, err := w.opens(token)
			if f := fault.Of(err); f == nil || f.Key != "paspor.no_link" {
				t.Errorf("%q: %v", token, err)
			}
		}
	})
}

// Who leaves a business takes their links along.
func TestALinkGoesWithItsMaker(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(nil)
		token, _ := w.link(id)
		var row db.ID
		w.must(func(tx *db.Tx) error {
			_, err := w.desk.Book.AddPerson(tx, w.owner.Session, registry.Joining{Business: id, Person: w.other.Person, Role: registry.Owner})
			return err
		})
		w.read(func(tx *db.Tx) error {
			all, err := w.desk.Book.People(tx, w.owner.Session, id)
			for _, p := range all {
				if p.Person == w.owner.Person {
					row = p.ID
				}
			}
			return err
		})
		if _, err := w.opens(token); err != nil {
			t.Fatal(err)
		}
		w.must(func(tx *db.Tx) error {
			return w.desk.Book.EndPerson(tx, w.owner.Session, row, date.DayOf(tx.Now()))
		})
		if _, err := w.opens(token); why(err) != "revoked" {
			t.Errorf("it stays open: %v", err)
		}
	})
}

// One link is opened so often in an hour, and the table counts along.
func TestALinkIsOpenedSoOften(t *testing.T) {
	eachTown(t, func(w *town) {
		token, _ := w.link(w.published(nil))
		for range mostAnHour {
			if _, err := w.opens(token); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := w.opens(token); !fault.Is(err, fault.TooMany) {
			t.Errorf("once more: %v", err)
		}
		w.clock.MoveOn(time.Hour)
		if l, err := w.opens(token); err != nil || l.Opened != mostAnHour+1 {
			t.Errorf("an hour later: %v %d", err, l.Opened)
		}
	})
}

// Of who is forgotten no link opens, and what they made is in their copy.
func TestAForgottenPersonSharesNothing(t *testing.T) {
	eachTown(t, func(w *town) {
		token, _ := w.link(w.published(nil), Class)
		h := w.desk.Holdings()[0]
		w.read(func(tx *db.Tx) error {
			all, err := h.Read(tx, w.owner.Person)
			if len(all) != 1 || all[0].Value != "bank" || all[0].Note != "class" {
				t.Errorf("%+v", all)
			}
			return err
		})
		w.must(func(tx *db.Tx) error { return h.Erase(tx, w.owner.Person) })
		if _, err := w.opens(token); why(err) != "revoked" {
			t.Errorf("it opens: %v", err)
		}
	})
}

var errHeld = errors.New("kept")

// What is made up goes with its links; of what is real the database keeps them.
func TestLinksOfTheDemonstrationGo(t *testing.T) {
	eachTown(t, func(w *town) {
		real, made := w.published(nil), w.published(nil)
		for _, id := range []db.ID{real, made} {
			token, _ := w.link(id, Class)
			if _, err := w.opens(token); err != nil {
				t.Fatal(err)
			}
		}
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_business set demo = $2, version = version + 1 where id = $1`, made, true)
			return err
		})
		w.must(func(tx *db.Tx) error { return RemoveDemo(tx, []db.ID{made}) })
		err := w.write(func(tx *db.Tx) error {
			if err := RemoveDemo(tx, []db.ID{real}); err != nil {
				return errors.Join(errHeld, err)
			}
			return nil
		})
		if !errors.Is(err, errHeld) {
			t.Errorf("what is real went: %v", err)
		}
	})
}

// FuzzReadToken: what is read as a token is one, in one form, and of a known length.
func FuzzReadToken(f *testing.F) {
	for _, seed := range []string{"", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "222222222222222222222222227", "abcdefghijklmnopqrstuvwxy1", "Kbcdefghijklmnopqrstuvwx", "abcdefghijklmnopqrstuvwx%0", "abcdefghijklmnopqrstuvwxy\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		token, ok := ReadToken(text)
		if !ok {
			if token != "" && len(token) == tokenLong {
				t.Errorf("%q is none and gives %q", text, token)
			}
			return
		}
		again, still := ReadToken(token)
		if len(token) != tokenLong || again != token || !still || !strings.EqualFold(token, text) || strings.Trim(token, alphabet) != "" || len(hashOf(token)) != 64 {
			t.Errorf("%q gives %q", text, token)
		}
	})
}

// A token has 130 bits of a keyed hash: it is the same for one form, and another for each
// other one, for each who sends it and in each house.
func TestATokenOfAForm(t *testing.T) {
	ring := accounttest.Ring(t)
	one := TokenOfForm(ring, "a", "kunci")
	if _, ok := ReadToken(one); !ok || one != TokenOfForm(ring, "a", "kunci") || one == TokenOfForm(ring, "b", "kunci") || one == TokenOfForm(ring, "a", "lain") {
		t.Error(one)
	}
	seen := map[byte]bool{}
	for i := range 2000 {
		token := TokenOfForm(ring, "a", fmt.Sprint(i))
		seen[token[tokenLong-1]] = true
	}
	if len(seen) != 32 {
		t.Errorf("the last sign takes %d values", len(seen))
	}
}
