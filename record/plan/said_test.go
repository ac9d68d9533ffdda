package plan_test

import (
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/plan"
)

// spoken is a plan of which people have said something: an answer that was sent
// back and given again, one that was accepted, errata with and without an answer.
func (w *world) spoken() {
	w.Helper()
	people := w.people()
	var notes []plan.Note
	w.read(func(tx *db.Tx) (err error) {
		notes, err = plan.NotesToAnswer(tx, []db.ID{w.office("disporapar")})
		return err
	})
	if len(notes) < 3 {
		w.Fatalf("%d notes to answer", len(notes))
	}
	answer := func(n plan.Note, v int64) {
		w.write(func(tx *db.Tx) error { return plan.AnswerNote(tx, people["head"].Session, n.ID, because, v) })
	}
	answer(notes[0], 1)
	w.write(func(tx *db.Tx) error {
		return plan.SendBackNote(tx, people["planner"].Session, notes[0].ID, because, 2)
	})
	answer(notes[0], 3)
	answer(notes[1], 1)
	w.write(func(tx *db.Tx) error { return plan.AcceptNote(tx, people["planner"].Session, notes[1].ID, 2) })
	w.telling(0)
	id, _ := w.telling(0)
	if err := w.decide(id, plan.Decision{State: plan.Accepted, Sentence: why, By: "command"}); err != nil {
		w.Fatal(err)
	}
}

// hearsay are changes of what was said, each with a finding that it must cause.
var hearsay = []struct{ name, table, do, finding string }{
	{"an answer's words", "plan_note_answer", `update plan_note_answer set sentence = sentence || '.' where id = (select min(id) from plan_note_answer)`, "plan.found_said"},
	{"who answered", "plan_note_answer", `update plan_note_answer set said_by = 'command' where id = (select max(id) from plan_note_answer)`, "plan.found_said"},
	{"an answer moved to another note", "plan_note_answer", `update plan_note_answer set flag = (select max(id) from plan_flag) where id = (select min(id) from plan_note_answer)`, "plan.found_said"},
	{"an answer taken away", "plan_note_answer", `delete from plan_note_answer where id = (select min(id) from plan_note_answer)`, "plan.found_said_gone"},
	{"an answer made up", "plan_note_answer", `insert into plan_note_answer (id, flag, act, sentence, said_by, at) select 1, min(id), 'explained', 'Semua sudah benar.', 'command', 1 from plan_flag`, "plan.found_said"},
	{"all said of a note undone", "plan_note_answer", `delete from plan_note_answer`, "plan.found_said_gone"},
	{"a note said to be accepted", "plan_flag", `update plan_flag set state = 'accepted' where id = (select min(flag) from plan_note_answer)`, "plan.found_standing"},
	{"a note that nobody answered", "plan_flag", `update plan_flag set state = 'explained' where id = (select max(id) from plan_flag)`, "plan.found_standing"},
	{"an answered note hidden", "plan_flag", `update plan_flag set hidden = not hidden, open_on = '2099-01-01', public_at = null where id = (select min(flag) from plan_note_answer)`, "plan.found_standing"},
	{"a note shown before its time", "plan_flag", `update plan_flag set told_on = '2026-01-01', open_on = '2026-01-15', public_at = 7 where id = (select max(id) from plan_flag)`, "plan.found_standing"},
	{"an erratum's words", "plan_erratum", `update plan_erratum set message = message || '.' where id = (select min(id) from plan_erratum)`, "plan.found_said"},
	{"an erratum's salt", "plan_erratum", `update plan_erratum set salt = 'ffffffffffffffffffffffffffffffff' where id = (select min(id) from plan_erratum)`, "plan.found_said"},
	{"an answer without its salt", "plan_note_answer", `update plan_note_answer set salt = '' where id = (select min(id) from plan_note_answer)`, "plan.found_said"},
	{"the salt of an answer to an erratum", "plan_erratum_answer", `update plan_erratum_answer set salt = ''`, "plan.found_said"},
	{"an erratum said to be answered", "plan_erratum", `update plan_erratum set state = 'mended' where id = (select min(id) from plan_erratum)`, "plan.found_standing"},
	{"an erratum taken away", "plan_erratum", `delete from plan_erratum where id = (select min(id) from plan_erratum)`, "plan.found_said_gone"},
	{"an answer to an erratum", "plan_erratum_answer", `update plan_erratum_answer set sentence = sentence || '.'`, "plan.found_said"},
	{"an answer to an erratum turned round", "plan_erratum_answer", `update plan_erratum_answer set state = 'as_printed'`, "plan.found_said"},
	{"an answer to an erratum taken away", "plan_erratum_answer", `delete from plan_erratum_answer`, "plan.found_said_gone"},
}

// TestWhatWasSaidIsHeldAgainstTheDiary on both engines, with the check left out
// as the proof.
func TestWhatWasSaidIsHeldAgainstTheDiary(t *testing.T) {
	bare(t, db.Options{Rehearse: true}, func(w *world) {
		w.take(reports().only(func(cell func(string) string) bool { return strings.HasPrefix(cell("department"), "Dinas Pemuda") }).read())
		w.spoken()
		if found, v := w.verified(); found != nil || v.Said != 8 {
			t.Fatalf("as it was said: %q %+v", found, v)
		}
		b := w.burgle()
		for _, k := range hearsay {
			for _, skip := range []string{"", "said"} {
				found := b.found(burglary{k.name, k.table, func(b *burglar) []string { b.do(k.do); return nil }}, skip)
				has := slices.ContainsFunc(found, func(f string) bool { return strings.Contains(f, " "+k.finding+" ") })
				if has != (skip == "") {
					t.Errorf("%s, without %q: %q", k.name, skip, found)
				}
			}
		}
		if found, _ := w.verified(); found != nil {
			t.Errorf("a clean plan: %q", found)
		}
	})
}

func (b *burglar) found(k burglary, skip string) []string {
	_, found := b.commit(k, skip)
	return found
}
