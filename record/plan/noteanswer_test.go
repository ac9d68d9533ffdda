package plan_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/plan"
)

// staff are people with their sessions, by what they are.
type staff map[string]account.Who

// people signs in one of each role that could have to do with notes.
func (w *world) people() staff {
	w.Helper()
	ring := accounttest.Ring(w.T)
	own, other := w.office("disporapar"), w.office("dpu")
	out := staff{"nobody": {}}
	for name, r := range map[string]accounttest.Role{
		"operator": {Role: account.Operator, Office: own}, "head": {Role: account.Head, Office: own},
		"operator elsewhere": {Role: account.Operator, Office: other}, "head elsewhere": {Role: account.Head, Office: other},
		"planner": {Role: account.Planner}, "weak planner": {Role: account.Planner, Weak: true}, "inspector": {Role: account.Inspector},
		"administrator": {Role: account.Administrator}, "privacy": {Role: account.Privacy}, "counter": {Role: account.Counter, Area: "64.71.05"}, "maker": {Role: account.Maker},
	} {
		who, _ := accounttest.Sign(w.T, w.d, ring, r)
		out[name] = who
	}
	return out
}

func (w *world) office(slug string) (id db.ID) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		o, found, err := plan.OPDBySlug(tx, 2024, slug)
		if err == nil && !found {
			err = errors.New("no office " + slug)
		}
		id = o.ID
		return err
	})
	return id
}

// says is the key of what an act was refused with; "" when it was kept.
func (w *world) says(act func(tx *db.Tx) error) string {
	w.Helper()
	err := w.d.Write(w.Context(), act)
	if f := fault.Of(err); f != nil {
		return f.Key
	}
	if err != nil {
		w.Error(err)
	}
	return ""
}

const because = "Dihitung dari laporan semester, bukan dari jumlah triwulan."

// TestWhoMayDoWhatWithNotes tries each act as everybody.
// long: a table of cases.
func TestWhoMayDoWhatWithNotes(t *testing.T) {
	acts := []struct {
		name string
		may  []string
		do   func(tx *db.Tx, session string, n plan.Note) error
	}{
		{"answer", []string{"operator", "head"}, func(tx *db.Tx, s string, n plan.Note) error { return plan.AnswerNote(tx, s, n.ID, because, n.Version) }},
		{"answer alike", []string{"operator", "head"}, func(tx *db.Tx, s string, n plan.Note) error {
			_, err := plan.AnswerAlike(tx, s, n.ID, because, n.Version)
			return err
		}},
		{"accept", []string{"planner"}, func(tx *db.Tx, s string, n plan.Note) error { return plan.AcceptNote(tx, s, n.ID, n.Version) }},
		{"send back", []string{"planner"}, func(tx *db.Tx, s string, n plan.Note) error {
			return plan.SendBackNote(tx, s, n.ID, because, n.Version)
		}},
		{"add a holiday", []string{"planner"}, func(tx *db.Tx, s string, _ plan.Note) error {
			_, err := plan.AddHoliday(tx, s, plan.Holiday{Day: "2026-03-20", Name: "Hari uji", Kind: "daerah", Source: "Surat uji"})
			return err
		}},
		{"remove a holiday", []string{"planner"}, func(tx *db.Tx, s string, _ plan.Note) error {
			all, err := plan.Holidays(tx)
			if err != nil {
				return err
			}
			return plan.RemoveHoliday(tx, s, all[0].ID, because)
		}},
		{"set the term", []string{"planner"}, func(tx *db.Tx, s string, _ plan.Note) error {
			return plan.SetTerm(tx, s, plan.Term{From: today(tx), Days: 7, Source: "Surat uji"})
		}},
	}
	full(t, func(w *world) {
		w.takeFair(locked("130"))
		people, n := w.people(), w.hidden()[0]
		for _, a := range acts {
			if a.name == "accept" || a.name == "send back" {
				w.says(func(tx *db.Tx) error {
					return plan.AnswerNote(tx, people["operator"].Session, n.ID, because, w.version(tx, n.ID))
				})
			}
			for name, who := range people {
				undone := errors.New("tried")
				err := w.d.Write(w.Context(), func(tx *db.Tx) error {
					n.Version = w.version(tx, n.ID)
					if err := a.do(tx, who.Session, n); err != nil {
						return err
					}
					return undone
				})
				want := "account.not_yours"
				switch {
				case name == "nobody":
					want = "account.stranger"
				case name == "weak planner" && a.may[0] == "planner":
					want = "account.second_needed"
				case strings.Contains(" "+strings.Join(a.may, "  ")+" ", " "+name+" "):
					want = ""
				}
				got := ""
				if f := fault.Of(err); f != nil {
					got = f.Key
				} else if !errors.Is(err, undone) {
					w.Errorf("%s as %s: %v", a.name, name, err)
				}
				if got != want {
					w.Errorf("%s as %s: %q, want %q", a.name, name, got, want)
				}
			}
		}
	})
}

func (w *world) version(tx *db.Tx, id db.ID) int64 {
	n, _, err := plan.NoteByID(tx, id)
	if err != nil {
		w.Error(err)
	}
	return n.Version
}

// TestAnAnswerMakesANotePublic, and what follows is kept in order.
// long: one journey.
func TestAnAnswerMakesANotePublic(t *testing.T) {
	full(t, func(w *world) {
		w.takeFair(locked("130"))
		people, n := w.people(), w.hidden()[0]
		v := w.view(2024, 0)
		state := func(want string, said ...string) {
			w.Helper()
			n = w.note(n.ID)
			if n.State != want || n.Hidden {
				w.Errorf("state %s, hidden %v, want %s", n.State, n.Hidden, want)
			}
			w.read(func(tx *db.Tx) error {
				all, err := plan.AnswersAbout(tx, v.ID, n.Node)
				var got []string
				for _, a := range all[n.Place()] {
					got = append(got, a.Act)
				}
				if fmt.Sprint(got) != fmt.Sprint(said) {
					w.Errorf("said %v, want %v", got, said)
				}
				byCase, err2 := plan.AnswersTo(tx, v.ID, n.Case)
				if len(byCase[n.Place()]) != len(said) {
					w.Errorf("by its case: %v", byCase)
				}
				return errors.Join(err, err2)
			})
		}
		answer := func(sentence string) func(*db.Tx) error {
			return func(tx *db.Tx) error {
				return plan.AnswerNote(tx, people["operator"].Session, n.ID, sentence, n.Version)
			}
		}
		back := func(tx *db.Tx) error {
			return plan.SendBackNote(tx, people["planner"].Session, n.ID, because, n.Version)
		}
		accept := func(tx *db.Tx) error { return plan.AcceptNote(tx, people["planner"].Session, n.ID, n.Version) }
		for _, bad := range []string{"", "pendek", "         x         ", strings.Repeat("a", 1001)} {
			if got := w.says(answer(bad)); got != "plan.note_unanswered" {
				w.Errorf("%.20q was answered with %q", bad, got)
			}
		}
		if got := w.says(accept); got != "plan.note_not_explained" {
			w.Errorf("accepted before it was answered: %q", got)
		}
		if !w.note(n.ID).Hidden {
			w.Error("a refused answer opened the note")
		}
		w.write(answer(because))
		state(plan.Explained, "explained")
		w.write(answer(because + " Lihat lampiran."))
		state(plan.Explained, "explained", "explained")
		said := []string{"explained", "explained"}
		for range 3 {
			w.write(back)
			said = append(said, "returned")
			state(plan.Unclarified, said...)
			w.write(answer(because))
			said = append(said, "explained")
			state(plan.Explained, said...)
		}
		if got := w.says(back); got != "plan.note_returned_enough" {
			w.Errorf("sent back a fourth time: %q", got)
		}
		w.write(accept)
		said = append(said, "accepted")
		state(plan.Agreed, said...)
		if got := w.says(answer(because)); got != "plan.note_agreed_already" {
			w.Errorf("answered after it was accepted: %q", got)
		}
		if w.counted("plan.note_answered") != 5 || w.counted("plan.note_returned") != 3 || w.counted("plan.note_accepted") != 1 {
			w.Error("the diary does not tell of each act")
		}
		// Judged again, also by a printed file, the same note keeps all that.
		w.take(corrected2())
		state(plan.Agreed, said...)
		// With another figure it comes back; what was said stays with it.
		w.takeFair(locked("140"))
		w.read(func(tx *db.Tx) error {
			now, err := plan.NotesOf(tx, w.view2(tx), n.Node)
			for _, x := range now {
				if x.Place() == n.Place() {
					all, err := plan.AnswersAbout(tx, v.ID, n.Node)
					if x.State != plan.Unclarified || x.Hidden || len(all[x.Place()]) != len(said) {
						w.Errorf("it came back as %s with %d answers", x.State, len(all[x.Place()]))
					}
					return err
				}
			}
			w.Error("it did not come back")
			return err
		})
	})
}

// corrected2 is the locked file with a figure of another row changed.
func corrected2() plan.Incoming {
	f := reports().office("2024", disporapar)
	f.set(f.find("2024", disporapar, "5.2.1.1"), "real_k", "130")
	f.set(f.find("2024", disporapar, "5.2.1.3"), "budget_rp", "400000001")
	return f.read()
}

func (w *world) view2(tx *db.Tx) plan.View {
	v, _, err := plan.At(tx, quarter(2024), 0)
	if err != nil {
		w.Error(err)
	}
	return v
}

// TestNobodyAcceptsTheirOwnAnswer: a person may hold two roles.
func TestNobodyAcceptsTheirOwnAnswer(t *testing.T) {
	full(t, func(w *world) {
		w.takeFair(locked("130"))
		people, n := w.people(), w.hidden()[0]
		w.write(func(tx *db.Tx) error { // the planner is also acting head of the office
			_, err := tx.Exec(`update account_role set role = 'planner', office = null where person = $1`, people["operator"].Person)
			return err
		})
		w.write(func(tx *db.Tx) error {
			_, err := plan.CarryAnswers(tx, n.Report, w.view2(tx).Revision, n.Office,
				[]plan.Given{{Code: n.Code, Seq: n.Seq, Rule: n.Rule, Field: n.Field, Sentence: because, By: people["operator"].Actor()}})
			return err
		})
		n = w.note(n.ID)
		for name, want := range map[string]string{"operator": "plan.note_own_answer", "planner": ""} {
			err := w.d.Write(w.Context(), func(tx *db.Tx) error {
				if err := plan.AcceptNote(tx, people[name].Session, n.ID, n.Version); err != nil {
					return err
				}
				return errors.New("taken back")
			})
			if f := fault.Of(err); (f == nil) != (want == "") || f != nil && f.Key != want {
				w.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestTwoAnswerAtOnce: of many who looked at the same note, one wins.
func TestTwoAnswerAtOnce(t *testing.T) {
	fullWith(t, db.Options{}, func(w *world) {
		w.takeFair(locked("130"))
		people, n := w.people(), w.hidden()[0]
		var all sync.WaitGroup
		got := make([]string, 8)
		for i := range got {
			who := people[[]string{"operator", "head"}[i%2]]
			all.Go(func() {
				got[i] = w.says(func(tx *db.Tx) error {
					return plan.AnswerNote(tx, who.Session, n.ID, fmt.Sprint(because, i), n.Version)
				})
			})
		}
		all.Wait()
		kept := 0
		for _, g := range got {
			switch g {
			case "":
				kept++
			case "plan.note_moved":
			default:
				w.Errorf("answered with %q", g)
			}
		}
		if kept != 1 || w.counted("plan.note_answered") != 1 {
			w.Errorf("%d answers were kept: %q", kept, got)
		}
	})
}

// TestOneAnswerForAllAlike: the other notes of the office in the case, and no
// others.
func TestOneAnswerForAllAlike(t *testing.T) {
	full(t, func(w *world) {
		people := w.people()
		var waiting []plan.Note
		w.read(func(tx *db.Tx) (err error) {
			waiting, err = plan.NotesToAnswer(tx, []db.ID{w.office("disporapar")})
			return err
		})
		byCase := map[string]int{}
		for _, n := range waiting {
			byCase[fmt.Sprint(n.Report, n.Case)]++
		}
		for _, n := range waiting {
			want := byCase[fmt.Sprint(n.Report, n.Case)]
			if want < 2 {
				continue
			}
			w.write(func(tx *db.Tx) error {
				count, err := plan.AnswerAlike(tx, people["head"].Session, n.ID, because, n.Version)
				if count != want {
					w.Errorf("%d notes were answered, want %d", count, want)
				}
				return err
			})
			var left []plan.Note
			w.read(func(tx *db.Tx) (err error) {
				left, err = plan.NotesToAnswer(tx, []db.ID{w.office("disporapar")})
				return err
			})
			if len(left) != len(waiting)-want {
				w.Errorf("%d of %d are left", len(left), len(waiting))
			}
			return
		}
		w.Fatal("no case has two notes of the office")
	})
}

// TestAnswersOfADraftAreCarried: what the office explained before it sent is
// public with the note at once; what it did not explain is not.
func TestAnswersOfADraftAreCarried(t *testing.T) {
	still(t, func(w *world, clock *dbtest.Clock) {
		w.takeFair(locked("130"))
		hidden := w.hidden()
		n := hidden[0]
		v := w.view(2024, 0)
		g := plan.Given{Code: n.Code, Seq: n.Seq, Rule: n.Rule, Field: n.Field, Published: n.Published, Expected: n.Expected,
			Sentence: because, By: "person:7", At: clock.Now().AddDate(0, 0, -1)}
		other := g
		other.Published = "7" // it was about another figure
		carry := func(revision int, office db.ID, given ...plan.Given) (count int) {
			w.Helper()
			w.write(func(tx *db.Tx) (err error) {
				count, err = plan.CarryAnswers(tx, v.ID, revision, office, given)
				return err
			})
			return count
		}
		if a, b, c := carry(v.Revision, n.Office, other), carry(v.Revision-1, n.Office, g), carry(v.Revision, w.office("dpu"), g); a+b+c != 0 {
			w.Errorf("carried to what it is not about: %d, %d, %d", a, b, c)
		}
		if carry(v.Revision, n.Office, other, g) != 1 || carry(v.Revision, n.Office, g) != 0 {
			w.Error("it was not carried once")
		}
		if got := w.note(n.ID); got.Hidden || got.State != plan.Explained || len(w.hidden()) != len(hidden)-1 {
			w.Errorf("carried: %+v, %d hidden", got.Life, len(w.hidden()))
		}
	})
}
