package plan_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/quantity"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan"
)

// long: every way of a record.

// proof is an indicator of disporapar, of which the office chose what counts.
type proof struct {
	*desk
	node db.ID
	roll plan.Roll
}

var may2024 = date.Day{Year: 2024, Month: time.May, Date: 6}

func (d *desk) proof(kinds ...string) *proof {
	d.Helper()
	p := &proof{desk: d, roll: plan.Roll{Box: diary.NewBox(d.ring), Ring: d.ring}}
	d.read(func(tx *db.Tx) (err error) { p.node, err = plan.NodeID(tx, 2024, d.office.Slug, "5.2.1.1"); return err })
	for _, k := range kinds {
		d.write(func(tx *db.Tx) error { return plan.Support(tx, d.operator.Session, plan.Feed{Node: p.node, Kind: k}) })
	}
	return p
}

func (p *proof) attaching(n int64) plan.Attaching {
	return plan.Attaching{Node: p.node, Until: p.round.Quarter, Kind: "orang", Micro: n * quantity.One, Happened: may2024, Title: "Pelatihan barista angkatan 3"}
}

func (p *proof) attach(in plan.Attaching) (id db.ID, err error) {
	err = p.d.Write(p.Context(), func(tx *db.Tx) (err error) { id, err = plan.Attach(tx, p.operator.Session, in); return err })
	return id, err
}

func (p *proof) now() (b plan.Backed) {
	p.Helper()
	p.read(func(tx *db.Tx) (err error) { b, err = plan.Supported(tx, p.node, 0, p.round.Quarter); return err })
	return b
}

// counts expects so much counted and disputed, of the whole unit.
func (p *proof) counts(counted, disputed int64, records int) {
	p.Helper()
	b := p.now()
	if b.Counted() != counted*quantity.One || b.Disputed() != disputed*quantity.One || b.Records() != records {
		p.Errorf("%d counted, %d disputed, %d records; want %d, %d, %d", b.Counted()/quantity.One, b.Disputed()/quantity.One, b.Records(), counted, disputed, records)
	}
}

func (p *proof) do(act func(tx *db.Tx) error) error { return p.d.Write(p.Context(), act) }

const doubt = "Daftar hadir memuat nama yang sama."

func (p *proof) dispute(id db.ID, who account.Who) error {
	return p.do(func(tx *db.Tx) error { return plan.Dispute(tx, who.Session, id, doubt) })
}

func (p *proof) settle(id db.ID, upheld bool) error {
	return p.do(func(tx *db.Tx) error {
		return plan.Settle(tx, p.planner.Session, id, upheld, "Sudah diperiksa di lapangan.")
	})
}

func (p *proof) withdraw(id db.ID) error {
	return p.do(func(tx *db.Tx) error {
		return plan.Withdraw(tx, p.operator.Session, id, "Salah lampiran, diganti nanti.")
	})
}

// TestTheLifeOfEvidence: attached, disputed, settled either way, withdrawn.
func TestTheLifeOfEvidence(t *testing.T) {
	full(t, func(w *world) {
		p := aRound(w).desk("disporapar").proof()
		if p.now().Fed() {
			t.Error("evidence is shown where nothing feeds it")
		}
		_, err := p.attach(p.attaching(20))
		p.answered(err, fault.Invalid, "plan.evidence_invalid") // nothing is declared
		p = p.desk.proof("orang", "dokumen")
		if !p.now().Fed() {
			t.Error("what is declared does not feed")
		}
		one, err := p.attach(p.attaching(20))
		p.must(err)
		two, err := p.attach(p.attaching(15))
		p.must(err)
		p.counts(35, 0, 2)
		p.must(p.dispute(one, p.inspector))
		p.counts(15, 20, 1)
		p.answered(p.dispute(one, p.planner), fault.Conflict, "plan.evidence_not_counted")
		p.must(p.settle(one, false))
		p.counts(35, 0, 2)
		p.must(p.dispute(one, p.planner))
		p.must(p.settle(one, true))
		p.counts(15, 0, 1)
		p.answered(p.settle(one, true), fault.Conflict, "plan.evidence_not_disputed")
		p.answered(p.withdraw(one), fault.Conflict, "plan.evidence_already_withdrawn")
		err = p.do(func(tx *db.Tx) error {
			return plan.Unsupport(tx, p.operator.Session, plan.Feed{Node: p.node, Kind: "orang"})
		})
		p.answered(err, fault.Conflict, "plan.evidence_still_counts")
		p.must(p.withdraw(two))
		p.counts(0, 0, 0)
		for _, k := range []string{"orang", "dokumen"} {
			p.must(p.do(func(tx *db.Tx) error {
				return plan.Unsupport(tx, p.operator.Session, plan.Feed{Node: p.node, Kind: k})
			}))
		}
		if p.now().Fed() {
			t.Error("what was taken back still feeds")
		}
		p.read(func(tx *db.Tx) error {
			said, err := plan.EvidenceWords(tx, p.node, 0)
			if len(said[one]) != 4 || said[one][0].Sentence != doubt || len(said[two]) != 1 {
				t.Errorf("said: %+v", said)
			}
			return err
		})
	})
}

// TestWhatCannotCount is refused beside its field.
func TestWhatCannotCount(t *testing.T) {
	full(t, func(w *world) {
		p := aRound(w).desk("disporapar").proof("orang")
		for field, spoil := range map[string]func(a *plan.Attaching){
			"quantity": func(a *plan.Attaching) { a.Micro = 0 },
			"title":    func(a *plan.Attaching) { a.Title = "x" },
			"kind":     func(a *plan.Attaching) { a.Kind = "lapak" },
			"happened": func(a *plan.Attaching) { a.Happened.Month = time.October },
		} {
			in := p.attaching(1)
			spoil(&in)
			_, err := p.attach(in)
			if f := fault.Of(err); f == nil || len(f.Fields) != 1 || f.Fields[0].Name != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		err := p.do(func(tx *db.Tx) error {
			above, err := plan.NodeID(tx, 2024, "disporapar", "5.2.1")
			if err != nil {
				return err
			}
			return plan.Support(tx, p.operator.Session, plan.Feed{Node: above, Kind: "orang"})
		})
		p.answered(err, fault.Invalid, "plan.evidence_only_subs")
		p.counts(0, 0, 0)
	})
}

// TestAFileCountsOnceForAnIndicator, and its uses are counted.
func TestAFileCountsOnceForAnIndicator(t *testing.T) {
	full(t, func(w *world) {
		p := aRound(w).desk("disporapar").proof("orang")
		hash := ""
		w.write(func(tx *db.Tx) (err error) { hash, err = aPage(tx, 'b'); return err })
		in := p.attaching(12)
		in.File = hash
		id, err := p.attach(in)
		p.must(err)
		_, err = p.attach(in)
		if f := fault.Of(err); f == nil || f.Kind != fault.Conflict || f.Fields[0].Key != "plan.evidence_same_file" {
			t.Errorf("the same file again: %v", err)
		}
		uses := func() (n int) {
			w.read(func(tx *db.Tx) (err error) {
				n, _, err = db.One(tx, (*db.Row).Int, `select uses from blob_file where hash = $1`, hash)
				return err
			})
			return n
		}
		see := func(who account.Who) error {
			return w.d.Read(w.Context(), func(tx *db.Tx) error { _, err := plan.EvidenceFile(tx, who.Session, id, hash); return err })
		}
		if b := p.now(); uses() != 1 || b.Groups[0].Level != plan.EvidenceDocument {
			t.Errorf("%d uses, %+v", uses(), b.Groups)
		}
		for _, who := range []account.Who{p.operator, p.head, p.planner, p.inspector} {
			p.must(see(who))
		}
		for _, who := range []account.Who{p.admin, p.sign(account.Operator, p.season.desk("dpu").office.ID)} {
			if err := see(who); !fault.Is(err, fault.Denied) {
				t.Errorf("a file is open to others: %v", err)
			}
		}
		p.must(p.withdraw(id))
		if uses() != 0 {
			t.Error("a withdrawn file is still in use")
		}
		again, err := p.attach(in)
		p.must(err)
		if again != id || uses() != 1 {
			t.Error("a file that was withdrawn does not come back as what it was")
		}
		p.counts(12, 0, 1)
	})
}

// told is a record of a room that a test stands for.
func (p *proof) told(record db.ID) plan.Evidence {
	return plan.Evidence{Node: p.node, Kind: "sertifikat", Micro: quantity.One, Subject: 7, Happened: may2024, Title: "Sertifikat", Room: "skill", Record: record,
		Level: plan.EvidenceTraded, By: "command"}
}

func (p *proof) declare() *proof {
	p.Helper()
	p.must(p.do(func(tx *db.Tx) error {
		return plan.Declare(tx, "command", plan.Feed{Node: p.node, Kind: "sertifikat", Room: "skill"})
	}))
	return p
}

// TestARecordIsReversedWithItsEvidence: both or neither.
func TestARecordIsReversedWithItsEvidence(t *testing.T) {
	full(t, func(w *world) {
		p := aRound(w).desk("disporapar").proof()
		e := p.told(41)
		err := p.do(func(tx *db.Tx) error { _, err := plan.Record(tx, e); return err })
		p.answered(err, fault.Invalid, "plan.evidence_invalid") // the room has not declared
		p.declare()
		tell := func() { p.must(p.do(func(tx *db.Tx) error { _, err := plan.Record(tx, e); return err })) }
		tell()
		p.counts(1, 0, 1)
		reverse := func(then error) error {
			return p.do(func(tx *db.Tx) error {
				n, err := plan.WithdrawRecord(tx, "command", "skill", "sertifikat", 41, "revoked")
				if err == nil && n != 1 {
					err = fmt.Errorf("%d withdrawn", n)
				}
				return errors.Join(err, then)
			})
		}
		if reverse(errors.New("the reversal itself fails")) == nil {
			t.Fatal("no error")
		}
		p.counts(1, 0, 1)
		p.must(reverse(nil))
		p.counts(0, 0, 0)
		tell() // issued anew
		p.counts(1, 0, 1)
		var all []plan.Evidence
		p.read(func(tx *db.Tx) (err error) { all, err = plan.EvidenceOf(tx, p.node, 0, p.round.Quarter); return err })
		p.answered(p.withdraw(all[0].ID), fault.Denied, "plan.evidence_of_room")
		p.must(p.dispute(all[0].ID, p.inspector))
		p.must(p.settle(all[0].ID, true))
		tell() // what a dispute has decided does not come back by being told
		p.counts(0, 0, 0)
	})
}

// evidenceGuards each have a proof that they hold.
var evidenceGuards = map[string]func(p *proof) error{
	// Eight tell the same record at once, and then once more.
	"evidence once": func(p *proof) error {
		p.declare()
		var wait sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			wait.Go(func() {
				errs[i] = p.do(func(tx *db.Tx) error { _, err := plan.Record(tx, p.told(99)); return err })
			})
		}
		wait.Wait()
		p.must(errors.Join(errs...))
		if b := p.now(); b.Counted() != quantity.One || b.Records() != 1 {
			return fmt.Errorf("one record counts %d times", b.Records())
		}
		return nil
	},
	"ten people": func(p *proof) error {
		_, _ = p.attach(p.attaching(7))
		if b := p.now().Public("Orang"); b.Counted != 0 || !b.Fewer || !b.Kinds[0].Few || b.Kinds[0].Records != 0 {
			return fmt.Errorf("fewer than ten people are told: %+v", b)
		}
		return nil
	},
	// A person of one list is not counted again by the next.
	"person once": func(p *proof) error {
		p.must(p.count(p.list(may2024, "Siti Aminah\t6471024505900001", "Budi\t6471020505900002")))
		err := p.count(p.list(may2024, "Siti A.\t6471024505900001", "Rahmat\t6471020505900003"))
		if err != nil || p.now().Counted() != 3*quantity.One {
			return fmt.Errorf("%d counted: %w", p.now().Counted()/quantity.One, err)
		}
		return nil
	},
}

func TestTheGuardsOfEvidenceHold(t *testing.T) {
	for guard, holds := range evidenceGuards {
		fullWith(t, db.Options{}, func(w *world) {
			if err := holds(aRound(w).desk("disporapar").proof("orang")); err != nil {
				w.Errorf("%s: %v", guard, err)
			}
		})
	}
}

// TestEachGuardOfEvidenceIsNeeded runs alone: a guard is left out for all.
func TestEachGuardOfEvidenceIsNeeded(t *testing.T) {
	for guard, holds := range evidenceGuards {
		undo := plan.LeaveOut(guard)
		t.Run(guard, func(t *testing.T) {
			fullWith(t, db.Options{}, func(w *world) {
				if holds(aRound(w).desk("disporapar").proof("orang")) == nil {
					w.Errorf("nothing notices that the guard is left out")
				}
			})
		})
		undo()
	}
}

// TestQuartersDoNotTellOfFewPeople: what came in one quarter is not the difference
// of two published numbers while it is fewer than ten.
func TestQuartersDoNotTellOfFewPeople(t *testing.T) {
	group := func(q int, state string, n int64) plan.BackedGroup {
		return plan.BackedGroup{Quarter: q, Kind: "orang", Level: plan.EvidenceStated, State: state, Records: 1, Micro: n * quantity.One}
	}
	c, x := plan.EvidenceCounted, plan.EvidenceDisputed
	for _, k := range []struct {
		groups    []plan.BackedGroup
		counted   int64
		fewer     bool
		disputed  int64
		fewInside bool
	}{
		{nil, 0, false, 0, false},
		{[]plan.BackedGroup{group(1, c, 9)}, 0, true, 0, false},
		{[]plan.BackedGroup{group(1, c, 10)}, 10, false, 0, false},
		{[]plan.BackedGroup{group(1, c, 12), group(2, c, 3)}, 12, true, 0, false},
		{[]plan.BackedGroup{group(1, c, 12), group(2, c, 3), group(3, c, 8)}, 23, false, 0, false},
		{[]plan.BackedGroup{group(1, c, 4), group(2, c, 6), group(4, x, 3)}, 10, false, 0, true},
		{[]plan.BackedGroup{group(2, x, 11)}, 0, false, 11, false},
	} {
		b := plan.Backed{Feeds: []plan.Feed{{Kind: "orang"}}, Groups: k.groups}.Public("kelas")
		if b.Counted != k.counted*quantity.One || b.Fewer != k.fewer || b.Disputed != k.disputed*quantity.One || b.FewDisputed != k.fewInside {
			t.Errorf("%v: %+v", k.groups, b)
		}
	}
	b := plan.Backed{Feeds: []plan.Feed{{Kind: "dokumen"}}, Groups: []plan.BackedGroup{{Quarter: 1, Kind: "dokumen", State: c, Records: 3, Micro: 3 * quantity.One}}}
	if got := b.Public("Dokumen"); got.Counted != 3*quantity.One || got.Kinds[0].Records != 3 || got.People {
		t.Errorf("documents: %+v", got)
	}
	if got := b.Public("Pelaku Usaha/Orang"); got.Counted != 0 || !got.Fewer {
		t.Errorf("a document about people: %+v", got)
	}
}

// TestWhoMayTouchEvidence tries every act as every role.
func TestWhoMayTouchEvidence(t *testing.T) {
	full(t, func(w *world) {
		p := aRound(w).desk("disporapar").proof("orang")
		other := p.season.desk("dpu")
		id, err := p.attach(p.attaching(30))
		p.must(err)
		list := p.list(may2024, "Siti Aminah")
		who := map[string]account.Who{"operator": p.operator, "head": p.head, "planner": p.planner, "inspector": p.inspector, "admin": p.admin,
			"other operator": other.operator, "other head": other.head, "privacy": p.sign(account.Privacy, 0), "maker": p.sign(account.Maker, 0)}
		feed := plan.Feed{Node: p.node, Kind: "foto"}
		for act, c := range map[string]struct {
			do  func(tx *db.Tx, session string) error
			may []string
		}{
			"support":   {func(tx *db.Tx, s string) error { return plan.Support(tx, s, feed) }, []string{"operator", "head"}},
			"unsupport": {func(tx *db.Tx, s string) error { return plan.Unsupport(tx, s, feed) }, []string{"operator", "head"}},
			"attach":    {func(tx *db.Tx, s string) error { _, err := plan.Attach(tx, s, p.attaching(1)); return err }, []string{"operator", "head"}},
			"list":      {func(tx *db.Tx, s string) error { _, err := plan.AttachList(tx, s, list); return err }, []string{"operator", "head"}},
			"withdraw":  {func(tx *db.Tx, s string) error { return plan.Withdraw(tx, s, id, doubt) }, []string{"operator", "head"}},
			"dispute":   {func(tx *db.Tx, s string) error { return plan.Dispute(tx, s, id, doubt) }, []string{"planner", "inspector"}},
			"see": {func(tx *db.Tx, s string) error {
				_, err := plan.EvidenceDeskOf(tx, s, p.round.Quarter, p.office)
				return err
			},
				[]string{"operator", "head", "planner", "inspector"}},
		} {
			for name, x := range who {
				err := w.d.Write(w.Context(), func(tx *db.Tx) error {
					if err := c.do(tx, x.Session); err != nil {
						return err
					}
					return errUndo
				})
				if may := has(c.may, name); may != errors.Is(err, errUndo) || !may && !fault.Is(err, fault.Denied) {
					t.Errorf("%s as %s: %v", act, name, err)
				}
			}
			if err := w.d.Write(w.Context(), func(tx *db.Tx) error { return c.do(tx, "") }); !fault.Is(err, fault.Stranger) {
				t.Errorf("%s as a stranger: %v", act, err)
			}
		}
	})
}

var errUndo = errors.New("undone")

func has(all []string, one string) bool {
	for _, a := range all {
		if a == one {
			return true
		}
	}
	return false
}
