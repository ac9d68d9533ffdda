package registry_test

import (
	"slices"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
	"alun/record/registry"
)

// long: one way through all states, in order.
func TestABusinessGoesItsWay(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.register(w.owner, registry.Values{registry.Kind: "usaha", registry.Name: "  Warung   Bu Siti "})
		b := w.whole(id)
		if b.State != registry.Draft || b.Version != 1 || b.Facts[registry.Name] != "Warung Bu Siti" || b.Proofs[registry.Name].Level != registry.Told {
			t.Fatalf("%+v", b)
		}
		err := w.step(w.owner, w.book.Submit, id)
		w.refused("half of it", err, fault.Invalid, "registry.incomplete")
		for _, f := range []registry.Fact{registry.LegalForm, registry.Kelurahan, registry.Address, registry.AtHome, registry.Phone, registry.AboutID, registry.KBLI} {
			if _, told := fault.Of(err).Field(string(f)); !told {
				w.Errorf("%s is not asked for", f)
			}
		}
		if s := w.changed(w.owner, registry.Changing{Business: id, Version: 1, Set: stall()}); s.Version != 2 || len(s.Changed) != 11 {
			w.Errorf("%+v", s)
		}
		if s := w.changed(w.owner, registry.Changing{Business: id, Version: 2, Set: stall()}); s.Version != 2 || len(s.Changed) != 0 {
			w.Errorf("the same again: %+v", s)
		}
		if err := w.step(w.owner, w.book.Submit, id); err != nil {
			t.Fatal(err)
		}
		w.refused("the owner publishes", w.step(w.owner, w.book.Publish, id), fault.Denied, "")
		w.refused("another area", w.step(w.stranger, w.book.Publish, id), fault.NotFound, "registry.no_business")
		if err := w.step(w.officer, w.book.Return, id); err != nil {
			t.Fatal(err)
		}
		if err := w.step(w.officer, w.book.Submit, id); err != nil {
			t.Fatal(err)
		}
		w.refused("who handed it in", w.step(w.officer, w.book.Publish, id), fault.Denied, "registry.four_eyes")
		if err := w.step(w.second, w.book.Publish, id); err != nil {
			t.Fatal(err)
		}
		w.refused("a name that is taken away", second(w.change(w.owner, id, registry.Values{registry.Phone: ""})), fault.Invalid, "registry.incomplete")
		w.must(func(tx *db.Tx) error {
			return w.book.Suspend(tx, w.second.Session, registry.Step{Business: id, Reason: "aduan", Sentence: "Ada aduan yang diperiksa."})
		})
		if err := w.step(w.officer, w.book.Resume, id); err != nil {
			t.Fatal(err)
		}
		if err := w.step(w.owner, w.book.Close, id); err != nil {
			t.Fatal(err)
		}
		w.refused("a closed one", second(w.change(w.owner, id, registry.Values{registry.Name: "Lain"})), fault.Conflict, "registry.is_closed")
		if err := w.step(w.owner, w.book.Reopen, id); err != nil {
			t.Fatal(err)
		}
		var moves []registry.Moved
		var told []diary.Entry
		w.read(func(tx *db.Tx) (err error) {
			if moves, err = w.book.Moves(tx, w.owner.Session, id); err == nil {
				told, err = diary.About(tx, "registry_business", id, 100)
			}
			return err
		})
		if len(moves) != 9 || moves[6].Move != registry.Returning || moves[6].Sentence != "Mohon alamatnya dilengkapi." {
			w.Errorf("%d moves: %+v", len(moves), moves)
		}
		if len(told) != 10 {
			w.Errorf("%d entries in the diary", len(told))
		}
	})
}

func second[A any](_ A, err error) error { return err }

func TestALowerLevelProposes(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Warung Siti Jaya", registry.NIB: "9120 0012 3456 7"}, Level: registry.Document})
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.LegalForm: "cv"}, Level: registry.Register})
		// A helper says otherwise: a proposal.
		s := w.changed(w.helper, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Warung Siti"}})
		if len(s.Changed) != 0 || !slices.Equal(s.Proposed, []registry.Fact{registry.Name}) {
			w.Fatalf("%+v", s)
		}
		w.changed(w.helper, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Warung Siti"}}) // again: nothing
		// The owner says otherwise: taken, and the proof is out of date.
		w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Depot Siti"}})
		b := w.whole(id)
		if p := b.Proofs[registry.Name]; b.Facts[registry.Name] != "Depot Siti" || p.Level != registry.Told || p.Over != registry.Document {
			w.Errorf("%q %+v", b.Facts[registry.Name], p)
		}
		// A register is beyond the owner's word.
		if s := w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.LegalForm: "pt"}}); !slices.Equal(s.Proposed, []registry.Fact{registry.LegalForm}) {
			w.Errorf("%+v", s)
		}
		waiting := w.proposals(id)
		if len(waiting) != 2 || waiting[0].Value != "Warung Siti" || waiting[0].There != "Depot Siti" || waiting[1].Value != "pt" {
			w.Fatalf("%+v", waiting)
		}
		w.refused("one's own", w.decide(w.owner, waiting[1].ID, true), fault.Denied, "registry.proposal_is_yours")
		w.refused("another area", w.decide(w.stranger, waiting[1].ID, true), fault.Denied, "")
		if err := w.decide(w.owner, waiting[0].ID, false); err != nil {
			w.Error(err)
		}
		if err := w.decide(w.officer, waiting[1].ID, true); err != nil {
			w.Error(err)
		}
		w.refused("twice", w.decide(w.officer, waiting[1].ID, true), fault.Conflict, "registry.proposal_over")
		if b = w.whole(id); b.Facts[registry.LegalForm] != "pt" || b.Proofs[registry.LegalForm].Over != registry.Register {
			w.Errorf("%q %+v", b.Facts[registry.LegalForm], b.Proofs[registry.LegalForm])
		}
		// An officer confirms what the owner says: seen, and nothing is out of date.
		w.changed(w.officer, registry.Changing{Business: id, Confirm: []registry.Fact{registry.Name, registry.Web}, Level: registry.Document})
		if p := w.whole(id).Proofs[registry.Name]; p.Level != registry.Document || p.Over != 0 {
			w.Errorf("%+v", p)
		}
		w.refused("a level that is not theirs", second(w.changing(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.Name: "X1"}, Level: registry.Seen})), fault.Denied, "registry.level_not_yours")
	})
}

func (w *town) proposals(id db.ID) (all []registry.Proposal) {
	w.read(func(tx *db.Tx) (err error) { all, err = w.book.Proposals(tx, w.owner.Session, id); return err })
	return all
}

func (w *town) decide(who interface{ Actor() string }, id db.ID, yes bool) error {
	session := ""
	for _, a := range w.cast() {
		if a.Actor() == who.Actor() {
			session = a.Session
		}
	}
	defer w.clock.MoveOn(time.Second)
	return w.write(func(tx *db.Tx) error {
		_, err := w.book.Decide(tx, session, registry.Deciding{Proposal: id, Accept: yes})
		return err
	})
}

func TestAnEndedProofYields(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		yesterday := dayOf(w.clock.Now().AddDate(0, 0, -1))
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.Web: "warung.example"}, Level: registry.Document, Until: yesterday})
		if s := w.changed(w.helper, registry.Changing{Business: id, Set: registry.Values{registry.Web: "https://siti.example"}}); len(s.Changed) != 1 {
			w.Errorf("a proof whose time is over still holds: %+v", s)
		}
	})
}

func TestTwoAtOnceSeeBothSides(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		seen := w.whole(id).Version
		w.changed(w.owner, registry.Changing{Business: id, Version: seen, Set: registry.Values{registry.Name: "Depot Siti", registry.Web: "siti.example"}})
		s, err := w.changing(w.officer, registry.Changing{Business: id, Version: seen, Set: registry.Values{registry.Name: "Kedai Siti", registry.AboutEN: "Yellow rice."}, Level: registry.Seen})
		if err != nil || len(s.Clashes) != 1 || s.Clashes[0].Yours != "Kedai Siti" || s.Clashes[0].There != "Depot Siti" || s.Clashes[0].By != w.owner.Actor() {
			w.Fatalf("%+v %v", s, err)
		}
		if b := w.whole(id); b.Facts[registry.AboutEN] != "" || b.Version != seen+1 {
			w.Error("a part of what clashed was kept")
		}
		// What an officer saw on the spot is not what the owner says since.
		s, err = w.changing(w.officer, registry.Changing{Business: id, Version: seen, Confirm: []registry.Fact{registry.Name, registry.RT}, Level: registry.Seen})
		if err != nil || len(s.Clashes) != 1 || s.Clashes[0].Yours != "Warung Bu Siti" || w.whole(id).Proofs[registry.RT].Level != registry.Told {
			w.Errorf("a confirmation of what stood there before: %+v %v", s, err)
		}
		// Another fact does not clash, and the same text neither.
		w.changed(w.officer, registry.Changing{Business: id, Version: seen, Set: registry.Values{registry.AboutEN: "Yellow rice.", registry.Web: "siti.example"}, Level: registry.Seen})
	})
}

func TestOneFasterThanTheOther(t *testing.T) {
	eachTownWith(t, db.Options{}, func(w *town) {
		id := w.published(stall())
		seen := w.whole(id).Version
		type answer struct {
			s   registry.Saved
			err error
		}
		const many = 6
		out := make(chan answer)
		for i := range many {
			go func() {
				s, err := w.changing(w.owner, registry.Changing{Business: id, Version: seen, Set: registry.Values{registry.Name: "Warung " + string(rune('A'+i))}})
				out <- answer{s, err}
			}()
		}
		won := 0
		for range many {
			a := <-out
			if a.err == nil && len(a.s.Clashes) == 0 {
				won++
			}
			if a.err != nil && fault.Of(a.err) == nil {
				w.Error(a.err)
			}
		}
		if b := w.whole(id); won != 1 || b.Version != seen+1 {
			w.Errorf("%d of %d were kept over one another, version %d after %d", won, many, b.Version, seen)
		}
	})
}

func TestTakingBack(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.published(stall())
		w.changed(w.officer, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Salah", registry.RT: "3", registry.Phone: "0811 222 3333"}, Level: registry.Seen})
		bad := w.history(id)[0]
		w.changed(w.owner, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Depot Siti"}})
		w.refused("over a later change", second(w.takeBack(w.owner.Session, registry.TakingBack{Change: bad.ID})), fault.Conflict, "registry.touched_later")
		w.refused("a helper", second(w.takeBack(w.helper.Session, registry.TakingBack{Change: bad.ID, Only: []registry.Fact{registry.RT}})), fault.Denied, "")
		w.refused("the first", second(w.takeBack(w.owner.Session, registry.TakingBack{Change: w.history(id)[2].ID})), fault.Conflict, "registry.first_stays")
		w.refused("a fact of another", second(w.takeBack(w.owner.Session, registry.TakingBack{Change: bad.ID, Only: []registry.Fact{registry.Web}})), fault.Invalid, "registry.not_in_change")
		if _, err := w.takeBack(w.owner.Session, registry.TakingBack{Change: bad.ID, Only: []registry.Fact{registry.RT, registry.Phone}}); err != nil {
			t.Fatal(err)
		}
		b := w.whole(id)
		if b.Facts[registry.RT] != "12" || b.Facts[registry.Phone] != "6281234567890" || b.Facts[registry.Name] != "Depot Siti" {
			w.Errorf("%v", b.Facts)
		}
		if p := b.Proofs[registry.RT]; p.Level != registry.Told || p.Over != registry.Seen {
			w.Errorf("%+v", p)
		}
		// What was taken back can be taken back.
		if _, err := w.takeBack(w.officer.Session, registry.TakingBack{Change: w.history(id)[0].ID, Why: "Nomor itu sudah benar."}); err != nil {
			t.Fatal(err)
		}
		if b = w.whole(id); b.Facts[registry.RT] != "3" || b.Proofs[registry.RT].Level != registry.Seen {
			w.Errorf("%v %+v", b.Facts, b.Proofs[registry.RT])
		}
	})
}

func (w *town) takeBack(session string, in registry.TakingBack) (s registry.Saved, err error) {
	err = w.write(func(tx *db.Tx) (err error) { s, err = w.book.TakeBack(tx, session, in); return err })
	w.clock.MoveOn(time.Second)
	return s, err
}
