package naikkelas

import (
	"context"
	"reflect"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/place"
	"alun/record/registry"
)

// What is recomputed for a past instant is what was shown then, after answers, facts,
// permits and the rules themselves have changed.
func TestAnOldScoreComesOutAsItWasShown(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall(nil)
		type shown struct {
			at    time.Time
			score Score
			held  []PermitStanding
		}
		var all []shown
		keep := func() {
			s := w.look(w.owner, id)
			all = append(all, shown{s.At, s.Score, s.Permits})
			w.clock.MoveOn(time.Minute)
		}
		keep()
		w.says(w.owner, id, "keuangan", 0, "pisah", Yes, "catat", Partly)
		keep()
		var permit db.ID
		w.must(func(tx *db.Tx) (err error) {
			permit, err = w.desk.Book.AddPermit(tx, w.officer.Session, registry.Permit{Business: id, Kind: "halal", Number: "ID1", Level: registry.Document})
			return err
		})
		keep()
		w.must(func(tx *db.Tx) error {
			_, err := w.desk.Book.Change(tx, w.owner.Session, registry.Changing{Business: id, Set: registry.Values{registry.NIB: "1234567890123", registry.WAPublic: registry.Yes, registry.Capacity: "200 bungkus/hari"}})
			return err
		})
		keep()
		w.says(w.owner, id, "keuangan", 0, "pisah", NotYet)
		w.must(func(tx *db.Tx) error {
			return w.desk.Book.RemovePermit(tx, w.officer.Session, permit, "dicabut")
		})
		keep()
		p, err := ReadProfile(changed(t, "legalitas,16", "legalitas,30"))
		if err == nil {
			_, err = Load(context.Background(), w.d, p)
		}
		if err != nil {
			t.Fatal(err)
		}
		w.clock.MoveOn(time.Second)
		keep()
		seen := map[[2]int64]bool{}
		for i, then := range all {
			again := w.lookAt(w.owner, id, then.at)
			if !reflect.DeepEqual(again.Score, then.score) || !reflect.DeepEqual(again.Permits, then.held) {
				t.Errorf("%d: %d/%d was shown, %d/%d is recomputed", i, then.score.Ready, then.score.Proven, again.Score.Ready, again.Score.Proven)
			}
			seen[[2]int64{then.score.Ready, then.score.Proven}] = true
		}
		if len(seen) != len(all) {
			t.Errorf("%d scores of %d looks: something that changed does not count", len(seen), len(all))
		}
	})
}

// Readiness and proof are two numbers: an owner's word raises the first alone, an
// officer's look the second alone.
func TestProofIsNotReadiness(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall(nil)
		before := w.look(w.owner, id).Score
		w.says(w.owner, id, "mutu", 0, "takaran", Yes, "keluhan", Yes)
		told := w.look(w.owner, id).Score
		if told.Ready <= before.Ready || told.Proven != before.Proven || told.Answered != before.Answered+2 {
			t.Errorf("told: %d/%d, before %d/%d", told.Ready, told.Proven, before.Ready, before.Proven)
		}
		if n := w.says(w.officer, id, "mutu", registry.Seen, "takaran", Yes); n != 1 {
			t.Errorf("%d answers raised", n)
		}
		seen := w.look(w.owner, id)
		if seen.Score.Ready != told.Ready || seen.Score.Proven <= told.Proven || w.question(seen, "takaran").Known.Level != registry.Seen {
			t.Errorf("seen: %d/%d, told %d/%d", seen.Score.Ready, seen.Score.Proven, told.Ready, told.Proven)
		}
		if n := w.says(w.owner, id, "mutu", 0, "takaran", Yes); n != 0 || w.look(w.owner, id).Score.Proven != seen.Score.Proven {
			t.Error("the same word again took the proof away")
		}
		w.says(w.owner, id, "mutu", 0, "takaran", Partly)
		if now := w.look(w.owner, id); w.question(now, "takaran").Known.Level != registry.Told || now.Score.Proven != told.Proven {
			t.Error("the owner's later word is still proven by the officer's look")
		}
		leaving(t, "proof", func() {
			if s := w.look(w.owner, id).Score; s.Proven == told.Proven {
				t.Error("a score that counts every word as proven would not be seen")
			}
		})
	})
}

// The register answers what it knows, at its level; of trades that do not need
// something it is not asked.
func TestTheRegisterAnswers(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall(registry.Values{registry.NIB: "1234567890123"})
		s := w.look(w.owner, id)
		if q := w.question(s, "nib"); q.Known.Value != Yes || q.Known.Level != registry.Told || q.Known.By != "fact:nib" {
			t.Errorf("nib: %+v", q.Known)
		}
		if q := w.question(s, "jam"); q.Known.Value != Yes {
			t.Errorf("hours: %+v", q.Known)
		}
		if q := w.question(s, "wa"); q.Known.Value != NotYet {
			t.Errorf("a number that nobody sees: %+v", q.Known)
		}
		if q := w.question(s, "halal"); q.Known.Value != "" {
			t.Errorf("halal is not answered: %+v", q.Known)
		}
		if _, err := w.answer(w.owner, Saying{Business: id, Axis: "legalitas", Answers: []Said{{"edar", Yes, 0}}}); err != nil {
			t.Errorf("a question that does not count may be answered: %v", err)
		}
		for _, a := range s.Score.Axes {
			for _, q := range a.Questions {
				if q.Question.Code == "edar" {
					t.Error("a stall is asked for P-IRT")
				}
			}
		}
		repair := w.stall(registry.Values{registry.Name: "Servis HP", registry.KBLI: "2020:95291"})
		for _, p := range w.look(w.owner, repair).Permits {
			if p.Rule.Subject == "halal" {
				t.Error("a repair shop is told to get halal")
			}
		}
		first := w.look(w.owner, id).Permits
		if len(first) == 0 || first[0].Rule.Subject != "nib" || !first[0].Held || first[1].Rule.Subject != "halal" || first[1].Held || first[1].Trade.Duty != "wajib" {
			t.Errorf("permits of a stall: %+v", first)
		}
	})
}

// A door to other rooms answers too.
func TestOtherRoomsAnswer(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall(nil)
		if q := w.question(w.look(w.owner, id), "foto"); q.Known.Value != "" {
			t.Errorf("photos without a room of them: %+v", q.Known)
		}
		w.desk.More = func(*db.Tx, db.ID, time.Time) (map[string]registry.Level, error) {
			return map[string]registry.Level{"photo": registry.Seen}, nil
		}
		w.desk.Offers = func(_ *db.Tx, business db.ID, step Question) ([]Offer, error) {
			if business != id || step.Code == "" {
				t.Errorf("asked for %q of %d", step.Code, business)
			}
			return []Offer{{Title: "Kelas foto"}}, nil
		}
		s := w.look(w.owner, id)
		if q := w.question(s, "foto"); q.Known.Level != registry.Seen {
			t.Errorf("photos: %+v", q.Known)
		}
		if len(s.Offers) != 1 {
			t.Errorf("offers: %+v", s.Offers)
		}
		if next, _ := s.Score.Next(); s.Service.Subject != next.Question.Permit || s.Counter.Level != place.Kecamatan {
			t.Errorf("the step %s is given by %q, helped at %+v", next.Question.Code, s.Service.Subject, s.Counter)
		}
	})
}

// Answers are their owner's: helpers and officers of the area see them, nobody else, and
// sales never answer anything nor show.
func TestWhoMaySeeAndAnswer(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall(nil)
		for name, who := range map[string]account.Who{"another maker": w.other, "an officer of elsewhere": w.far, "the planner": w.planner} {
			err := w.d.Read(context.Background(), func(tx *db.Tx) error { _, err := w.desk.Look(tx, who.Session, id); return err })
			if f := fault.Of(err); f == nil || f.Kind != fault.NotFound && f.Kind != fault.Denied {
				t.Errorf("%s looks: %v", name, err)
			}
			err = w.d.Read(context.Background(), func(tx *db.Tx) error { _, err := w.desk.LookAt(tx, who.Session, id, tx.Now()); return err })
			if f := fault.Of(err); f == nil || f.Kind != fault.NotFound && f.Kind != fault.Denied {
				t.Errorf("%s looks back: %v", name, err)
			}
			_, err = w.answer(who, Saying{Business: id, Axis: "mutu", Answers: []Said{{"takaran", Yes, 0}}})
			if f := fault.Of(err); f == nil || f.Kind != fault.NotFound && f.Kind != fault.Denied {
				t.Errorf("%s answers: %v", name, err)
			}
		}
		if s := w.look(w.owner, id); !s.Ladder.Known || len(s.Ladder.Steps) != 1 || s.Ladder.Steps[0].Code != "M2" || !s.Ladder.Above || s.Ladder.Next.Code != "M3" || s.Ladder.Law[0].Code != "mikro" {
			t.Errorf("the owner's step: %+v", s.Ladder)
		}
		own := w.look(w.owner, id).Score
		for name, who := range map[string]account.Who{"helper": w.helper, "officer": w.officer} {
			s := w.look(who, id)
			if s.Ladder.Known || s.View.Facts[registry.Sales] != "" {
				t.Errorf("%s sees sales: %+v", name, s.Ladder)
			}
			if !reflect.DeepEqual(s.Score, own) {
				t.Errorf("%s sees another score", name)
			}
		}
		_, err := w.answer(w.owner, Saying{Business: id, Axis: "mutu", Level: registry.Seen, Answers: []Said{{"takaran", Yes, 0}}})
		w.refused("an owner who has seen it", err, fault.Denied, "naikkelas.level_not_yours")
		_, err = w.answer(w.helper, Saying{Business: id, Axis: "mutu", Level: registry.Document, Answers: []Said{{"takaran", Yes, 0}}})
		w.refused("a helper with a document", err, fault.Denied, "naikkelas.level_not_yours")
		leaving(t, "level", func() {
			if _, err := w.answer(w.owner, Saying{Business: id, Axis: "mutu", Level: registry.Seen, Answers: []Said{{"takaran", Yes, 0}}}); err != nil {
				t.Errorf("an owner who proves their own word would not be seen: %v", err)
			}
		})
	})
}

// An officer who stands in a business says of it what anybody may, and has seen nothing.
func TestNobodyHasSeenTheirOwn(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall(nil)
		w.must(func(tx *db.Tx) error {
			_, err := w.desk.Book.AddPerson(tx, w.owner.Session, registry.Joining{Business: id, Person: w.officer.Person, Role: registry.Helper})
			return err
		})
		for _, level := range []registry.Level{registry.Seen, registry.Document} {
			_, err := w.answer(w.officer, Saying{Business: id, Axis: "mutu", Level: level, Answers: []Said{{"takaran", Yes, 0}}})
			w.refused(level.Code(), err, fault.Denied, "registry.not_your_own")
		}
		if n, err := w.answer(w.officer, Saying{Business: id, Axis: "mutu", Answers: []Said{{"takaran", Yes, 0}}}); n != 1 || err != nil {
			t.Errorf("as anybody: %d %v", n, err)
		}
	})
}

// Who was slower is told, nothing of theirs is kept; the same answer of both is no clash.
func TestTwoAnswerAtOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall(nil)
		both := func(value string) Saying {
			return Saying{Business: id, Axis: "mutu", Answers: []Said{{"takaran", value, 0}, {"periksa", Yes, 0}}}
		}
		if n, err := w.answer(w.helper, both(Yes)); n != 2 || err != nil {
			t.Fatalf("%d %v", n, err)
		}
		if n, err := w.answer(w.owner, both(Yes)); n != 0 || err != nil {
			t.Errorf("the same answer again: %d %v", n, err)
		}
		slow := both(NotYet)
		slow.Answers[1].Value = Partly
		_, err := w.answer(w.owner, slow)
		w.refused("a slower answer", err, fault.Conflict, "naikkelas.answers_clash")
		if f := fault.Of(err); len(f.Fields) != 2 || w.look(w.owner, id).Answers["periksa"].Value != Yes {
			t.Errorf("the clash: %+v", f)
		}
		leaving(t, "clash", func() {
			if _, err := w.answer(w.owner, slow); err != nil {
				t.Errorf("a lost clash would not be seen: %v", err)
			}
		})
		var entries int
		w.must(func(tx *db.Tx) (err error) {
			entries, _, err = db.One(tx, (*db.Row).Int, `select count(*) from diary_entry where fact = 'registry.readiness_answered'`)
			return err
		})
		if entries != 2 {
			t.Errorf("%d entries in the diary", entries)
		}
	})
}

// What cannot be answered is refused at its own question, whole.
func TestWrongAnswersAreRefused(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall(nil)
		for name, s := range map[string]Said{"no such value": {"takaran", "mungkin", 0}, "not a choice of it": {"takaran", Needless, 0}, "of another axis": {"pisah", Yes, 0}, "answered by the register": {"jam", Yes, 0}, "no question": {"x", Yes, 0}} {
			axis := "mutu"
			if s.Question == "jam" {
				axis = "pemasaran"
			}
			_, err := w.answer(w.owner, Saying{Business: id, Axis: axis, Answers: []Said{{"periksa", Yes, 0}, s}})
			w.refused(name, err, fault.Invalid, "naikkelas.answers_wrong")
		}
		if len(w.look(w.owner, id).Answers) != 0 {
			t.Error("something of a refused form was kept")
		}
		_, err := w.answer(w.owner, Saying{Business: id, Axis: "pajak"})
		w.refused("no axis", err, fault.NotFound, "naikkelas.no_axis")
		w.must(func(tx *db.Tx) error {
			return w.desk.Book.Close(tx, w.owner.Session, registry.Step{Business: id, Reason: "tutup"})
		})
		_, err = w.answer(w.owner, Saying{Business: id, Axis: "mutu", Answers: []Said{{"periksa", Yes, 0}}})
		w.refused("a closed business", err, fault.Conflict, "")
	})
}

// A permit that has run out does not count from the next day on.
func TestAPermitRunsOut(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall(nil)
		last := date.DayOf(w.clock.Now())
		w.must(func(tx *db.Tx) error {
			_, err := w.desk.Book.AddPermit(tx, w.officer.Session, registry.Permit{Business: id, Kind: "halal", Number: "ID1", Until: last, Level: registry.Document})
			return err
		})
		if q := w.question(w.look(w.owner, id), "halal"); q.Known.Level != registry.Document {
			t.Errorf("on its last day: %+v", q.Known)
		}
		w.clock.MoveOn(25 * time.Hour)
		var s stood
		w.must(func(tx *db.Tx) (err error) {
			s, err = w.desk.stoodAt(tx, registry.Business{ID: id}, tx.Now())
			return err
		})
		if _, held := s.level("permit:halal"); held {
			t.Error("it counts after its last day")
		}
	})
}

// leaving leaves a guard out for a while.
func leaving(t *testing.T, guard string, run func()) {
	t.Helper()
	omitted = guard
	defer func() { omitted = "" }()
	run()
}

// A person's copy has what was answered for their businesses, and for nobody else's.
func TestTheCopyOfAPersonHasTheirAnswers(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall(nil)
		w.says(w.owner, id, "mutu", 0, "takaran", Yes)
		w.says(w.officer, id, "mutu", registry.Seen, "takaran", Yes)
		for who, want := range map[db.ID]int{w.owner.Person: 2, w.other.Person: 0} {
			w.must(func(tx *db.Tx) error {
				got, err := Holdings()[0].Read(tx, who)
				if len(got) != want {
					t.Errorf("%d answers in the copy, want %d", len(got), want)
				}
				return err
			})
		}
	})
}

// Answers of a made-up business go with it; a real one's stay.
func TestMadeUpAnswersGo(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall(nil)
		w.says(w.owner, id, "mutu", 0, "takaran", Yes)
		if err := w.write(func(tx *db.Tx) error { return RemoveDemo(tx, []db.ID{id}) }); err == nil {
			t.Error("a real business's answers can be taken out")
		}
	})
}
