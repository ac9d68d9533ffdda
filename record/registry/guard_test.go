package registry_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// guards are what keeps a promise of the register, each with a proof that it does.
var guards = map[string]func(w *town) error{
	// A helper says otherwise than a document.
	"lower level": func(w *town) error {
		id := w.published(stall())
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Depot Siti"}, Level: registry.Document})
		w.changed(w.helper, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Warung X"}})
		if got := w.whole(id).Facts[registry.Name]; got != "Depot Siti" {
			return fmt.Errorf("a document was written over: %q", got)
		}
		return nil
	},
	// A maker claims a document that nobody saw.
	"level": func(w *town) error {
		id := w.published(stall())
		_, err := w.changing(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.Web: "a.example"}, Level: registry.Register})
		if p := w.whole(id).Proofs[registry.Web]; p.Level > registry.Told || !fault.Is(err, fault.Denied) {
			return fmt.Errorf("a maker proves by saying so: %v %w", p, err)
		}
		return nil
	},
	// What was changed since is not taken back with what came before it.
	"later change": func(w *town) error {
		id := w.published(stall())
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Salah"}})
		bad := w.history(id)[0]
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Betul"}})
		_, err := w.takeBack(w.officer.Session, registry.TakingBack{Change: bad.ID})
		if got := w.whole(id).Facts[registry.Name]; got != "Betul" || !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("a later change was lost: %q %w", got, err)
		}
		return nil
	},
	// Nobody fills the register with what they never hand in.
	"drafts": func(w *town) error {
		for i := range 50 {
			w.register(w.owner, registry.Values{registry.Kind: "usaha", registry.Name: "Warung " + strconv.Itoa(i)})
		}
		err := w.write(func(tx *db.Tx) error {
			_, err := w.book.Register(tx, w.owner.Session, registry.Registering{Set: registry.Values{registry.Kind: "usaha", registry.Name: "Satu lagi"}})
			return err
		})
		if !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("one more was written down: %w", err)
		}
		return nil
	},
	// What was read through a link is told to its owner.
	"link trace": func(w *town) error {
		id, link := w.published(stall()), w.d.NewID()
		err := w.write(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into registry_passport (id, business, hash, purpose, shown, made_at, made_by, until, opened, revoked_at, revoked_by) values ($1, $2, $3, 'bank', 'phone', $4, $5, $6, 0, null, '')`,
				link, id, strings.Repeat("a", 64), tx.Now(), w.owner.Actor(), tx.Now().AddDate(0, 0, 1))
			if err == nil {
				err = w.book.ReadByLink(tx, id, link, []registry.Fact{registry.Phone})
			}
			return err
		})
		n := 0
		if err == nil {
			err = w.d.Read(w.Context(), func(tx *db.Tx) (err error) {
				n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_read where business = $1 and passport = $2 and purpose = 'paspor'`, id, link)
				return err
			})
		}
		if err == nil && n != 1 {
			err = fmt.Errorf("a reading through a link stands in %d lines", n)
		}
		return err
	},
	// Whoever has no right publishes nothing.
	"right": func(w *town) error {
		id := w.register(w.owner, stall())
		if err := w.step(w.owner, w.book.Submit, id); err != nil {
			return err
		}
		err := w.step(w.stranger, w.book.Publish, id)
		if b := w.whole(id); b.State != registry.Submitted || !fault.Is(err, fault.NotFound) {
			return fmt.Errorf("an officer of another kecamatan published it: %w", err)
		}
		return nil
	},
	// Who handed it in gets a sentence; the table would refuse it too.
	"four eyes": func(w *town) error {
		id := w.register(w.owner, stall())
		if err := w.step(w.officer, w.book.Submit, id); err != nil {
			return err
		}
		err := w.step(w.officer, w.book.Publish, id)
		if b := w.whole(id); b.State != registry.Submitted {
			return errors.New("it was published by who handed it in")
		}
		if !fault.Is(err, fault.Denied) {
			return fmt.Errorf("who handed it in is answered with %w", err)
		}
		return nil
	},
	// A draft that nobody handed in is not published.
	"state": func(w *town) error {
		id := w.register(w.owner, stall())
		err := w.step(w.officer, w.book.Publish, id)
		if b := w.whole(id); b.State != registry.Draft || !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("a draft is public: %w", err)
		}
		return nil
	},
	// A number that nobody looked at is proven by no document.
	"opened first": func(w *town) error {
		id := w.published(stall())
		err := w.confirms(w.officer, id, registry.Phone)
		if p := w.whole(id).Proofs[registry.Phone]; p.Level != registry.Told || !fault.Is(err, fault.Invalid) {
			return fmt.Errorf("what was never opened is known by %v: %w", p.Level, err)
		}
		return nil
	},
	// Two saw the same text.
	"compare": func(w *town) error {
		id := w.published(stall())
		seen := w.whole(id).Version
		w.changed(w.owner, registry.Changing{Business: id, Version: seen, Set: registry.Values{registry.Name: "Pertama"}})
		if _, err := w.changing(w.officer, registry.Changing{Business: id, Version: seen, Set: registry.Values{registry.Name: "Kedua"}}); err != nil {
			return err
		}
		if got := w.whole(id).Facts[registry.Name]; got != "Pertama" {
			return fmt.Errorf("what somebody else had said was written over: %q", got)
		}
		return nil
	},
	"street vendor": func(w *town) error {
		set := stall()
		set[registry.StreetVendor], set[registry.AtHome] = "ya", "tidak"
		if v, err := w.look("", w.published(set)); err != nil || v.Placed || v.Facts[registry.Point]+v.Facts[registry.Address]+v.Facts[registry.RT] != "" {
			return fmt.Errorf("where a street vendor stands is public: %v %q %w", v.Near, v.Facts[registry.Address], err)
		}
		return nil
	},
	"tidy": func(w *town) error {
		id := w.published(stall())
		_, err := w.changing(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.AboutID: "Pesan ke 0812-3456-7890, slot gacor"}})
		if got := w.whole(id).Facts[registry.AboutID]; strings.Contains(got, "0812") || !fault.Is(err, fault.Invalid) {
			return fmt.Errorf("a number and words of gambling stand in a description: %q, %w", got, err)
		}
		return nil
	},
	"trace": func(w *town) error {
		id := w.published(stall())
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Open(tx, w.officer.Session, registry.Asked{Business: id, Facts: []registry.Fact{registry.Phone}, Purpose: "layanan"})
			return err
		})
		var reads []registry.ReadOf
		w.read(func(tx *db.Tx) (err error) { reads, err = w.book.Reads(tx, w.owner.Session, id, 0, 10); return err })
		if len(reads) != 1 {
			return errors.New("a read left no trace")
		}
		return nil
	},
	"public": func(w *town) error {
		public, draft := w.published(stall()), w.register(w.owner, stall())
		err := w.merge(public, draft, "")
		if b := w.whole(public); b.State != registry.Published || !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("a public business went behind a draft: %s %w", b.State, err)
		}
		return nil
	},
	"follow": func(w *town) error {
		row := registry.Incoming{Key: "a", Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko Makmur", registry.Kelurahan: klandasan}}
		own := w.put(oss, row)[0].Business
		if err := w.merge(own, w.published(stall()), ""); err != nil {
			return err
		}
		row.Set = registry.Values{registry.Web: "makmur.example"}
		if done := w.put(oss, row)[0]; done.Outcome != registry.RowChanged {
			return fmt.Errorf("a row of a merged business: %w", done.Why)
		}
		return nil
	},
	"leave": func(w *town) error {
		id, into := w.published(stall()), w.nobodys(stall(), true)
		if err := errors.Join(w.merge(id, into, registry.OwnersAlong), w.step(w.officer, w.book.Unmerge, id)); err != nil {
			return err
		}
		if all := w.ownedBy(into); len(all) > 0 {
			return fmt.Errorf("whoever came along stays: %v", all)
		}
		return nil
	},
	"web": func(w *town) error {
		id := w.published(stall())
		_, err := w.change(w.owner, id, registry.Values{registry.Web: "https://wa.me/6281234567890"})
		if x, told := fault.Of(err).Field(string(registry.Web)); w.whole(id).Facts[registry.Web] != "" || !told || x.Key != "registry.web_contact" {
			return fmt.Errorf("a number is kept as a website, or nobody is told where it goes: %w", err)
		}
		return nil
	},
	"seemly": func(w *town) error {
		var done []registry.RowDone
		w.must(func(tx *db.Tx) (err error) {
			done, err = w.book.PutAs(tx, "command", registry.List{Source: "uji", Level: registry.Register, Publish: true},
				[]registry.Incoming{{Key: "a", Set: registry.Values{registry.Kind: "usaha", registry.Name: "Siti 6471051203900001", registry.Kelurahan: klandasan}}})
			return err
		})
		if done[0].Outcome != registry.RowRefused {
			return errors.New("a list brought the number of an identity card into a name")
		}
		return nil
	},
	"fit to show": func(w *town) error {
		id := w.register(w.owner, stall())
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_business set name = 'Siti 0812-3456-7890', version = version + 1 where id = $1`, id)
			return err
		})
		if err := w.step(w.owner, w.book.Submit, id); !fault.Is(err, fault.Invalid) {
			return fmt.Errorf("a number in an old name is handed in: %w", err)
		}
		return nil
	},
	"found good": func(w *town) error {
		id := w.published(stall())
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_business set name = 'Siti 0812-3456-7890', version = version + 1 where id = $1`, id)
			return err
		})
		_, err := w.book.MarkOld(w.Context(), w.d)
		if err == nil {
			err = w.write(func(tx *db.Tx) error { return w.book.ClearMarks(tx, w.officer.Session, id, 0) })
		}
		if err != nil {
			return err
		}
		if n, err := w.book.MarkOld(w.Context(), w.d); n != 0 || err != nil {
			return fmt.Errorf("what an officer found good is marked again: %w", err)
		}
		return nil
	},
	"lent state": func(w *town) error {
		id := w.register(w.owner, stall())
		var b registry.Business
		w.read(func(tx *db.Tx) (err error) { b, err = w.book.Lent(tx, id, []registry.Fact{registry.Phone}); return err })
		if len(b.Facts) > 0 {
			return fmt.Errorf("a draft is lent: %v", b.Facts)
		}
		return nil
	},
	"marks": func(w *town) error {
		set := stall()
		set[registry.AboutID] = "Bisa untuk bayar pinjol."
		if len(w.marks(w.published(set))) != 1 {
			return errors.New("a text to be looked at has no mark")
		}
		return nil
	},
	"vendor's code": func(w *town) error {
		if got := w.public(w.loaded("keliling", registry.Values{registry.KBLI: "2020:56104*"})); got != "" {
			return fmt.Errorf("where a vendor of a list stands is public: %s", got)
		}
		return nil
	},
	// Who has something shown is told what is needed; the act below and the table refuse it too.
	"owner opens": func(w *town) error {
		id := w.published(stall())
		_, err := w.change(w.officer, id, registry.Values{registry.AddressPublic: "ya"})
		if f := fault.Of(err); f == nil || f.Key != "registry.consent_needed" {
			return fmt.Errorf("an officer opens a home: %w", err)
		}
		return nil
	},
	"yes": func(w *town) error {
		id := w.published(stall())
		if _, err := w.change(w.owner, id, registry.Values{registry.PhonePublic: "ya"}); err != nil || len(w.yeses(id)) != 1 {
			return fmt.Errorf("the owner's yes is not kept: %w", err)
		}
		return nil
	},
	"nobody's": func(w *town) error {
		var owners []db.ID
		w.must(func(tx *db.Tx) error {
			id, err := w.book.Register(tx, w.owner.Session, registry.Registering{Nobody: true, Set: registry.Values{registry.Kind: "usaha", registry.Name: "Orang lain"}})
			if fault.Is(err, fault.Denied) { // a maker has no right to write for nobody
				return nil
			}
			if err == nil {
				owners, err = registry.OwnersOf(tx, id)
			}
			return err
		})
		if len(owners) > 0 {
			return errors.New("what was written down for somebody else is one's own")
		}
		return nil
	},
	// Of two changes of one permit the older is not taken back under the newer.
	"later row": func(w *town) error {
		id := w.published(stall())
		permit := w.proven(id, "ID-1")
		w.removed(permit, "dicabut")
		err := second(w.takeBack(w.officer.Session, registry.TakingBack{Change: w.past(w.officer, id)[1].ID}))
		if got := w.rowOf("registry_permit", permit); !strings.HasSuffix(got, "|dicabut") || !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("why it was taken out is lost: %s %w", got, err)
		}
		return nil
	},
	"officer's permit": func(w *town) error {
		id := w.published(stall())
		w.removed(w.proven(id, "ID-1"), "dicabut")
		if err := w.undo(w.owner, id); len(w.permits(id)) != 0 || !fault.Is(err, fault.Denied) {
			return fmt.Errorf("an owner brings back what an officer took out: %w", err)
		}
		return nil
	},
	"last owner": func(w *town) error {
		id := w.published(stall())
		if err := w.undo(w.owner, id); len(w.ownedBy(id)) != 1 || !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("nobody owns it any more: %w", err)
		}
		return nil
	},
	"erased person": func(w *town) error {
		id := w.published(stall())
		w.coOwned(id)
		for _, h := range w.book.Holdings() {
			if h.Erase != nil {
				w.must(func(tx *db.Tx) error { return h.Erase(tx, w.other.Person) })
			}
		}
		if err := w.undo(w.officer, id); len(w.ownedBy(id)) != 1 || !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("who was forgotten owns it again: %w", err)
		}
		return nil
	},
	"own leave": func(w *town) error {
		id := w.published(stall())
		w.coOwned(id)
		c := w.past(w.owner, id)[0]
		if err := w.ends(w.other, c.Row.Person.ID); err != nil {
			return err
		}
		if err := w.undo(w.owner, id); len(w.ownedBy(id)) != 1 || !fault.Is(err, fault.Denied) {
			return fmt.Errorf("who went is brought back: %w", err)
		}
		return nil
	},
	"key": func(w *town) error {
		if left := forgotten(w); len(left) > 0 {
			return fmt.Errorf("still readable: %v", left)
		}
		return nil
	},
}

// TestTheGuardsHold, and without each of them its proof fails.
func TestTheGuardsHold(t *testing.T) {
	for guard, proof := range guards {
		eachTown(t, func(w *town) {
			if err := proof(w); err != nil {
				w.Errorf("%s: %v", guard, err)
			}
		})
	}
}

// TestEachGuardIsNeeded runs alone: a guard is left out for all.
func TestEachGuardIsNeeded(t *testing.T) {
	for guard, proof := range guards {
		undo := registry.LeaveOut(guard)
		t.Run(guard, func(t *testing.T) {
			eachTown(t, func(w *town) {
				if proof(w) == nil {
					w.Errorf("nothing notices that the guard is left out")
				}
			})
		})
		undo()
	}
}
