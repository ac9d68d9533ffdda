package kurasi

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/account"
)

// A whole life: made, opened, entered, judged by three, decided, told.
func TestTheLifeOfACall(t *testing.T) {
	eachTown(t, func(w *town) {
		call, e := w.judged("Sari", "Rotan", "Amplang")
		for i, points := range [][]string{{"80", "70", "60"}, {"90", "90", "90"}, {"50", "50", "50"}} {
			for n, who := range w.judges[:3] {
				if n == 2 {
					points = slices.Clone(points)
					points[0] = "100"
				}
				w.sheet(who, e[i], points...)
			}
		}
		c := w.call(call)
		w.steps(call, w.desk.Decide)
		if c = w.call(call); c.State != Decided || c.Number != "1/BA-KURASI/2026" {
			t.Fatalf("%+v", c)
		}
		w.read(func(tx *db.Tx) error {
			same, err := Recount(tx, c)
			if !same {
				t.Error("counted again it is otherwise")
			}
			return err
		})
		w.told(call, 0, 0)
		w.steps(call, w.desk.Publish)
		chosen := w.told(call, 2, 0)
		if chosen[0].Name != "Ulap doyo Rotan" || chosen[0].Points != 9167 || len(chosen[0].Feedback) != 3 {
			t.Errorf("%+v", chosen[0])
		}
		w.must(func(tx *db.Tx) error { return w.desk.Consent(tx, w.owner.Session, e[1], false) })
		w.told(call, 1, 1)
		var badges []Badge
		w.read(func(tx *db.Tx) (err error) { badges, err = BadgesOf(tx, chosen[1].Business); return err })
		if len(badges) != 1 || badges[0].Year != 2026 || badges[0].Name != "Ulap doyo Sari" {
			t.Errorf("%+v", badges)
		}
		w.mine(e[2], "Ulap doyo Amplang")
		for fact, want := range map[string]int{"registry.kurasi_made": 1, "registry.kurasi_moved": 4, "registry.kurasi_entered": 3, "registry.kurasi_curator_named": 3, "registry.kurasi_declared": 9,
			"registry.kurasi_scored": 9, "registry.kurasi_chosen": 2, "registry.kurasi_told": 3, "registry.kurasi_consent": 1} {
			if got := w.facts(fact); got != want {
				t.Errorf("%d times %s, want %d", got, fact, want)
			}
		}
		w.minutes(call)
	})
}

// told gives what the public sees.
func (w *town) told(call db.ID, shown, hidden int) (all []Outcome) {
	w.Helper()
	var p Public
	w.read(func(tx *db.Tx) (err error) { p, err = Chosen(tx, w.callIn(tx, call), 0); return err })
	if len(p.Chosen) != shown || p.Hidden != hidden || p.All != shown+hidden {
		w.Errorf("%d are told and %d not of %d, want %d and %d", len(p.Chosen), p.Hidden, p.All, shown, hidden)
	}
	return p.Chosen
}

func (w *town) callIn(tx *db.Tx, id db.ID) Call {
	c, err := ByID(tx, id)
	if err != nil {
		w.Error(err)
	}
	return c
}

// mine is what the owner reads of an entry that was not chosen.
func (w *town) mine(entry db.ID, name string) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		c, err := ownCall(tx, entry)
		if err != nil {
			return err
		}
		all, err := MyOutcomes(tx, w.owner.Session, c)
		o, found := all[entry]
		if !found || o.Chosen || o.Name != name || len(o.Means) != 3 || o.Means[0] != 6667 || len(o.Feedback) != 3 {
			w.Errorf("%v %+v", found, o)
		}
		return err
	})
	w.read(func(tx *db.Tx) error {
		c, err := ownCall(tx, entry)
		if err != nil {
			return err
		}
		all, err := MyOutcomes(tx, w.other.Session, c)
		if len(all) > 0 {
			w.Errorf("somebody else reads it: %+v", all)
		}
		return err
	})
}

// ownCall is the call of an entry.
func ownCall(tx *db.Tx, entry db.ID) (Call, error) {
	_, c, err := entryByID(tx, entry)
	return c, err
}

// minutes are drawn twice as the same bytes.
func (w *town) minutes(call db.ID) {
	w.Helper()
	words, err := lang.Load(Files)
	if err != nil {
		w.Fatal(err)
	}
	var b Board
	w.read(func(tx *db.Tx) (err error) { b, err = w.desk.Minutes(tx, w.planner.Session, call); return err })
	paper := Paper{City: "Kota Balikpapan", Short: "Balikpapan", Words: words}
	var one, two bytes.Buffer
	if err := paper.Write(&one, b); err != nil {
		w.Fatal(err)
	}
	if err := paper.Write(&two, b); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) || one.Len() < 5000 {
		w.Errorf("%d bytes, then %d: %v", one.Len(), two.Len(), err)
	}
	if len(b.Outcomes) != 3 || len(b.Curators) != 3 || b.Curators[0].Sheets != 3 {
		w.Errorf("%+v", b)
	}
}

// Who has no right does nothing, and learns of a call what everybody learns.
func TestWhoMayDoWhat(t *testing.T) {
	eachTown(t, func(w *town) {
		draft := w.make(icon())
		call, e := w.judged("Sari")
		business, product := w.stall(w.other, "Lain")
		for name, act := range map[string]struct {
			do  func(tx *db.Tx, s string) error
			all []account.Who
		}{
			"make":    {func(tx *db.Tx, s string) error { _, err := w.desk.Make(tx, s, Product, icon()); return err }, w.noPlanner()},
			"change":  {func(tx *db.Tx, s string) error { return w.desk.Change(tx, s, Step{Call: draft}, icon()) }, w.noPlanner()},
			"open":    {func(tx *db.Tx, s string) error { return w.desk.Open(tx, s, Step{Call: draft}) }, w.noPlanner()},
			"judge":   {func(tx *db.Tx, s string) error { return w.desk.Judge(tx, s, Step{Call: draft}) }, w.noPlanner()},
			"decide":  {func(tx *db.Tx, s string) error { return w.desk.Decide(tx, s, Step{Call: call}) }, w.noPlanner()},
			"publish": {func(tx *db.Tx, s string) error { return w.desk.Publish(tx, s, Step{Call: call}) }, w.noPlanner()},
			"cancel":  {func(tx *db.Tx, s string) error { return w.desk.Cancel(tx, s, Step{Call: call, Reason: said}) }, w.noPlanner()},
			"name":    {func(tx *db.Tx, s string) error { return w.desk.Name(tx, s, Step{Call: draft}, "kurator0") }, w.noPlanner()},
			"release": {func(tx *db.Tx, s string) error {
				return w.desk.Release(tx, s, Step{Call: call}, w.judges[0].Person)
			}, w.noPlanner()},
			"see":     {func(tx *db.Tx, s string) error { _, err := w.desk.See(tx, s, call, 0); return err }, []account.Who{w.owner, w.other, w.officer, {}}},
			"minutes": {func(tx *db.Tx, s string) error { _, err := w.desk.Minutes(tx, s, call); return err }, []account.Who{w.owner, w.other, w.officer, {}}},
			"list":    {func(tx *db.Tx, s string) error { _, err := AllCalls(tx, s, 5); return err }, []account.Who{w.owner, w.other, w.officer, {}}},
			"enter": {func(tx *db.Tx, s string) error {
				_, err := w.desk.Enter(tx, s, Entering{Call: draft, Business: business, Subject: product, Statement: said})
				return err
			}, []account.Who{w.owner, w.helper, w.officer, w.planner, w.judges[0], {}}},
			"withdraw": {func(tx *db.Tx, s string) error { return w.desk.Withdraw(tx, s, e[0]) }, []account.Who{w.other, w.helper, w.officer, w.planner, w.judges[0], {}}},
			"consent":  {func(tx *db.Tx, s string) error { return w.desk.Consent(tx, s, e[0], false) }, []account.Who{w.other, w.helper, w.officer, w.planner, w.judges[0], {}}},
			"declare":  {func(tx *db.Tx, s string) error { return w.desk.Declare(tx, s, e[0], NoInterest) }, []account.Who{w.owner, w.other, w.planner, w.judges[3], {}}},
			"score": {func(tx *db.Tx, s string) error {
				return w.desk.Score(tx, s, Scoring{Entry: e[0], Points: []string{"1", "2", "3"}, Feedback: said})
			}, []account.Who{w.owner, w.other, w.planner, w.judges[3], {}}},
			"judgement": {func(tx *db.Tx, s string) error { _, err := w.desk.Judgement(tx, s, e[0]); return err }, []account.Who{w.owner, w.other, w.planner, w.judges[3], {}}},
		} {
			for _, who := range act.all {
				err := w.write(func(tx *db.Tx) error { return act.do(tx, who.Session) })
				if f := fault.Of(err); f == nil || f.Kind != fault.Denied && f.Kind != fault.NotFound && f.Kind != fault.Stranger {
					t.Errorf("%s by %s: %v", name, who.Actor(), err)
				}
			}
		}
	})
}

func (w *town) noPlanner() []account.Who {
	return []account.Who{w.owner, w.helper, w.officer, w.weak, w.judges[0], {}}
}

// What is typed wrong is told at its field, all at once.
func TestWhatIsTypedWrongIsTold(t *testing.T) {
	_, err := Read(Typed{Year: "26", Title: "x", Opens: "besok", Closes: "2026-01-01", Curators: "2", Quota: "-1", Criteria: []TypedCriterion{{"Mutu", "", "50"}, {"", "", "40"}}})
	var got []string
	if f := fault.Of(err); f != nil {
		for _, x := range f.Fields {
			got = append(got, x.Name)
		}
	}
	slices.Sort(got)
	if strings.Join(got, " ") != "bobot1 buka judul kriteria2 kuota kurator peserta tahun tujuan" {
		t.Errorf("told at %v", got)
	}
	if in, err := Read(icon()); err != nil || len(in.Criteria) != 3 || in.Criteria[2].N != 3 || !in.Opens.Equal(time.Date(2026, 3, 1, 1, 10, 0, 0, time.UTC)) {
		t.Errorf("%+v %v", in, err)
	}
	again, err := Read(func() Typed { in, _ := Read(icon()); return in.Typed() }())
	if in, _ := Read(icon()); err != nil || !again.Opens.Equal(in.Opens) || again.Title != in.Title || len(again.Criteria) != 3 {
		t.Errorf("what stands in the form is read as %+v %v", again, err)
	}
}

func FuzzReadInstant(f *testing.F) {
	for _, seed := range []string{"2026-12-01T08:00", "2026-12-01 08:00", "2026-12-01", "2026-02-30T08:00", "x", "9999-01-01T00:00", "2026-12-01T24:00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		var r reading
		at := r.instant("x", typed)
		if (r.bad == nil) == at.IsZero() {
			t.Fatalf("%q is %v and %v", typed, at, r.bad)
		}
		if r.bad == nil {
			var s reading
			if again := s.instant("x", (Rules{Opens: at, Closes: at}).Typed().Opens); s.bad != nil || !again.Equal(at.Truncate(time.Minute)) {
				t.Fatalf("%q is %v, then %v", typed, at, again)
			}
		}
	})
}

// An entry goes as it came, until the call closes; then it stays.
func TestAnEntryIsTakenBack(t *testing.T) {
	eachTown(t, func(w *town) {
		call := w.opened()
		business, product := w.stall(w.owner, "Sari")
		id, err := w.enters(w.owner, call, business, product)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.enters(w.owner, call, business, product); !fault.Is(err, fault.Conflict) {
			t.Errorf("entered twice: %v", err)
		}
		w.must(func(tx *db.Tx) error { return w.desk.Withdraw(tx, w.owner.Session, id) })
		w.must(func(tx *db.Tx) error { return w.desk.Withdraw(tx, w.owner.Session, id) })
		again, err := w.enters(w.owner, call, business, product)
		if err != nil || again == id {
			t.Fatalf("entered anew: %v", err)
		}
		w.at("2026-03-01T09:20")
		if err := w.write(func(tx *db.Tx) error { return w.desk.Withdraw(tx, w.owner.Session, again) }); !fault.Is(err, fault.Conflict) {
			t.Errorf("taken back late: %v", err)
		}
		w.read(func(tx *db.Tx) error {
			all, err := w.desk.Mine(tx, w.owner.Session)
			if len(all) != 2 || all[0].ID != again || !all[0].Withdrawn.IsZero() || all[1].Withdrawn.IsZero() {
				t.Errorf("%+v", all)
			}
			return err
		})
	})
}

// An interest that somebody finds late takes their sheet with it; another is named.
func TestAnInterestThatIsFoundLate(t *testing.T) {
	eachTown(t, func(w *town) {
		call, e := w.judged("Sari")
		for _, who := range w.judges[:3] {
			w.sheet(who, e[0], "80", "80", "80")
		}
		if err := w.declares(w.judges[1], e[0], Supplier); err != nil {
			t.Fatal(err)
		}
		if err := w.step(w.desk.Decide, call); !fault.Is(err, fault.Conflict) {
			t.Fatalf("decided with two sheets: %v", err)
		}
		w.name(call, "kurator3")
		w.sheet(w.judges[3], e[0], "60", "60", "60")
		w.steps(call, w.desk.Decide, w.desk.Publish)
		if all := w.told(call, 1, 0); all[0].Points != 7333 || all[0].Low != 6000 {
			t.Errorf("%+v", all[0])
		}
	})
}

// Who helps the owner with an account of their own stands aside too.
func TestWhoHelpsTheOwnerStandsAside(t *testing.T) {
	eachTown(t, func(w *town) {
		w.names["pembantu"] = w.helper.Person
		call, e := w.judged("Sari")
		w.name(call, "pembantu")
		if err := w.declares(w.helper, e[0], NoInterest); !fault.Is(err, fault.Invalid) {
			t.Errorf("declares nothing: %v", err)
		}
		if err := w.scores(w.helper, e[0], 0, "1", "2", "3"); !fault.Is(err, fault.Denied) {
			t.Errorf("scores: %v", err)
		}
		if err := w.declares(w.helper, e[0], Own); err != nil {
			t.Error(err)
		}
		for _, who := range w.judges[:3] {
			w.sheet(who, e[0], "80", "80", "80")
		}
		w.steps(call, w.desk.Decide)
	})
}
