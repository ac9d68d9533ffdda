package registry_test

import (
	"fmt"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

func (w *town) marks(id db.ID) (all []registry.Mark) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		found, err := registry.MarksOf(tx, []db.ID{id})
		all = found[id]
		return err
	})
	return all
}

// TestALinkWithANumberIsNoWebsite: for nobody, and what stands there from before is not
// shown.
func TestALinkWithANumberIsNoWebsite(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		for _, link := range []string{"https://wa.me/6281234567890", "wa.me/6281234567890", "https://api.whatsapp.com/send?phone=6281234567890", "t.me/+6281234567890", "tel:081234567890", "https://contoh.id/0812-3456-7890"} {
			_, err := w.change(w.owner, id, registry.Values{registry.Web: link})
			f, told := fault.Of(err).Field(string(registry.Web))
			if !told || f.Key != "registry.web_contact" {
				w.Errorf("%s: %v", link, err)
			}
			done := registry.RowDone{}
			w.must(func(tx *db.Tx) error {
				all, err := w.book.PutAs(tx, "command", registry.List{Source: "uji", Level: registry.Register, Publish: true}, []registry.Incoming{{Key: link, Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko", registry.Kelurahan: klandasan, registry.Web: link}}})
				if err == nil {
					done = all[0]
				}
				return err
			})
			if done.Outcome != registry.RowRefused {
				w.Errorf("a list brings %s: %s", link, done.Outcome)
			}
		}
		w.must(func(tx *db.Tx) error { // as it may stand there from before
			_, err := tx.Exec(`update registry_business set web = 'https://wa.me/6281234567890', version = version + 1 where id = $1`, id)
			return err
		})
		if v, err := w.look("", id); err != nil || v.Facts[registry.Web] != "" {
			w.Errorf("the public sees %q, %v", v.Facts[registry.Web], err)
		}
		w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.Web: "www.warungsiti.id/menu"}})
		if v, _ := w.look("", id); v.Facts[registry.Web] != "https://www.warungsiti.id/menu" {
			w.Errorf("a website is shown as %q", v.Facts[registry.Web])
		}
		w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.Web: "bit.ly/warungsiti"}})
		if got := fmt.Sprint(w.marks(id)); got != "[{web [short]}]" {
			w.Errorf("a shortened link has the marks %s", got)
		}
	})
}

// TestAListBringsNoNumbersIntoTexts: a row with one is refused, at its field.
func TestAListBringsNoNumbersIntoTexts(t *testing.T) {
	eachTown(t, func(w *town) {
		for text, rule := range map[string]string{"Warung Siti 0812-3456-7890": "contact", "Siti 6471051203900001": "nik", "Slot gacor Siti": "judi", "Siti ０８１２３４５６７８９０": "contact"} {
			for _, f := range []registry.Fact{registry.Name, registry.OtherNames, registry.AboutID, registry.AboutEN, registry.AboutJA} {
				set := registry.Values{registry.Kind: "usaha", registry.Name: "Toko", registry.Kelurahan: klandasan}
				set[f] = text
				w.must(func(tx *db.Tx) error {
					done, err := w.book.PutAs(tx, "command", registry.List{Source: "uji", Level: registry.Register, Publish: true}, []registry.Incoming{{Key: string(f) + rule, Set: set}})
					if err != nil {
						return err
					}
					if x, told := fault.Of(done[0].Why).Field(string(f)); done[0].Outcome != registry.RowRefused || !told || x.Key != "saring.say_"+rule {
						w.Errorf("%s %q: %s, %v", f, text, done[0].Outcome, done[0].Why)
					}
					return nil
				})
			}
		}
		w.loaded("bersih", registry.Values{registry.Name: "TOKO SERBA 35000 CABANG 2"})
	})
}

// TestAnOfficerSeesWhyATextIsMarked, of their own area, until it is mended or found good.
func TestAnOfficerSeesWhyATextIsMarked(t *testing.T) {
	eachTown(t, func(w *town) {
		set := stall()
		set[registry.AboutID], set[registry.AboutEN] = "Bisa untuk bayar pinjol.", "Klik link untuk pesan."
		id := w.published(set)
		list := w.loaded("satu", registry.Values{registry.AboutID: strings.Repeat("PROMO BESAR SEKALI ", 5)})
		if got := fmt.Sprint(w.marks(id), w.marks(list)); got != "[{about_en [undian]} {about_id [pinjaman]}] [{about_id [repeat shout]}]" && got != "[{about_en [undian]} {about_id [pinjaman]}] [{about_id [shout]}]" {
			w.Errorf("the marks are %s", got)
		}
		marked := func(session, area string) (names string, err error) {
			err = w.d.Read(w.Context(), func(tx *db.Tx) error {
				all, err := w.book.Marked(tx, session, area, 0, 10)
				for _, m := range all {
					names += m.Facts[registry.Name] + fmt.Sprint(len(m.Marks)) + m.Facts[registry.Phone] + " "
				}
				return err
			})
			return names, err
		}
		if got, err := marked(w.officer.Session, selatan); got != "Warung Bu Siti2 Minuman satu1 " || err != nil {
			w.Errorf("an officer sees %q, %v", got, err)
		}
		if _, err := marked(w.stranger.Session, selatan); !fault.Is(err, fault.Denied) {
			w.Errorf("an officer of elsewhere: %v", err)
		}
		clear := func(session string, id db.ID, version int64) error {
			return w.write(func(tx *db.Tx) error { return w.book.ClearMarks(tx, session, id, version) })
		}
		w.refused("the owner clears", clear(w.owner.Session, id, 0), fault.Denied, "")
		w.refused("what was not looked at", clear(w.officer.Session, id, 1), fault.Conflict, "registry.moved")
		w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.AboutEN: "Order at the stall."}})
		if got := fmt.Sprint(w.marks(id)); got != "[{about_id [pinjaman]}]" {
			w.Errorf("after one text was mended: %s", got)
		}
		if err := clear(w.officer.Session, id, w.whole(id).Version); err != nil {
			w.Fatal(err)
		}
		w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.RT: "9", registry.AboutEN: "Order by word."}})
		if got := w.marks(id); len(got) != 0 {
			w.Errorf("what was found good is marked again: %v", got)
		}
		w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.AboutID: "Pinjol bisa dibayar di sini."}})
		if got := fmt.Sprint(w.marks(id)); got != "[{about_id [pinjaman]}]" {
			w.Errorf("what was written anew: %s", got)
		}
	})
}

// TestOldTextsAreFoundAndNotShownAnew: what stands there from before such texts were refused
// is neither handed in nor published; what is public already gets a mark, once.
func TestOldTextsAreFoundAndNotShownAnew(t *testing.T) {
	eachTown(t, func(w *town) {
		old := func(id db.ID) {
			w.must(func(tx *db.Tx) error {
				_, err := tx.Exec(`update registry_business set name = 'Warung Siti 0812-3456-7890', version = version + 1 where id = $1`, id)
				return err
			})
		}
		look := func(want int) {
			w.Helper()
			acts := w.d.Stats().Acts
			if n, err := w.book.MarkOld(w.Context(), w.d); n != want || err != nil {
				w.Errorf("%d are marked, want %d: %v", n, want, err)
			}
			if n := w.d.Stats().Acts - acts; n != int64(want) { // nothing to mark: nothing is written
				w.Errorf("%d acts to mark %d", n, want)
			}
		}
		draft, waiting, public, clean := w.register(w.owner, stall()), w.register(w.owner, stall()), w.published(stall()), w.published(stall())
		if err := w.step(w.owner, w.book.Submit, waiting); err != nil {
			t.Fatal(err)
		}
		look(0)
		for _, id := range []db.ID{draft, waiting, public} {
			old(id)
		}
		w.refused("handing it in", w.step(w.owner, w.book.Submit, draft), fault.Invalid, "registry.texts_unfit")
		err := w.step(w.officer, w.book.Publish, waiting)
		w.refused("publishing it", err, fault.Invalid, "registry.texts_unfit")
		if x, told := fault.Of(err).Field(string(registry.Name)); !told || x.Key != "saring.say_contact" {
			t.Errorf("%v", err)
		}
		look(1)
		look(0)
		if got := fmt.Sprint(w.marks(public), w.marks(clean), w.marks(draft)); got != "[{name [contact]}] [] []" {
			t.Error(got)
		}
		w.must(func(tx *db.Tx) error { return w.book.ClearMarks(tx, w.officer.Session, public, 0) })
		look(0) // an officer found it good
		old(clean)
		look(1) // beside it
		look(0)
		w.must(func(tx *db.Tx) error {
			return w.book.Suspend(tx, w.officer.Session, registry.Step{Business: public, Reason: "aduan", Sentence: "Ada aduan yang diperiksa."})
		})
		w.refused("resuming it", w.step(w.officer, w.book.Resume, public), fault.Invalid, "registry.texts_unfit")
		w.changed(w.owner, registry.Changing{Business: public, Set: registry.Values{registry.Name: "Warung Siti"}})
		if err := w.step(w.officer, w.book.Resume, public); err != nil {
			t.Error(err)
		}
	})
}
