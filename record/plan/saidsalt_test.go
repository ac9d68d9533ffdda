package plan_test

import (
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/seal"
	"alun/record/diary"
	"alun/record/plan"
)

// utterance is an erratum as its row has it.
type utterance struct {
	id, node       db.ID
	field, message string
	at             time.Time
	salt           string
}

func (w *world) uttered(id db.ID) (u utterance) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) {
		u, _, err = db.One(tx, func(r *db.Row) utterance {
			return utterance{r.ID(), r.ID(), r.Text(), r.Text(), r.Time(), r.Text()}
		}, `select id, node, field, message, at, salt from plan_erratum where id = $1`, id)
		return err
	})
	return u
}

// guess is the hash of an erratum without a salt, as older programs made it, or
// with one.
func (u utterance) guess(salt string) string {
	f := seal.Form(nil).Text("erratum").Whole(int64(u.id)).Whole(int64(u.node)).Text(u.field).Text(u.message).Whole(u.at.UnixMicro())
	if salt != "" {
		f = f.Text(salt)
	}
	return seal.Link("plan said 1", seal.Start("plan said 1"), f).String()
}

// saidSums are the hashes that the diary has for an erratum, the newest first.
func (w *world) saidSums(id db.ID) (out []string) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		entries, err := diary.About(tx, "plan_erratum", id, 99)
		for _, e := range entries {
			if sum, ok := e.Data["sum"].(string); ok {
				out = append(out, sum)
			}
		}
		return err
	})
	return out
}

// TestTheDiaryConfirmsNoGuess: who knows all of a text but its salt cannot hold it
// against the diary, and the salt stands nowhere else.
func TestTheDiaryConfirmsNoGuess(t *testing.T) {
	full(t, func(w *world) {
		id, _ := w.telling(0)
		u := w.uttered(id)
		sums := w.saidSums(id)
		if len(u.salt) != 32 || len(sums) != 1 || sums[0] == u.guess("") {
			w.Fatalf("a guess is confirmed: %+v, %q", u, sums)
		}
		if sums[0] != u.guess(u.salt) { // the guess is right but for the salt
			w.Errorf("with its salt: %s, not %s", sums[0], u.guess(u.salt))
		}
		w.read(func(tx *db.Tx) error {
			n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from diary_entry where data like '%' || $1 || '%'`, u.salt)
			if n != 0 {
				w.Errorf("%d entries of the diary hold the salt", n)
			}
			return err
		})
	})
}

// TestEachTextHasItsOwnSalt: the same words, of errata, of their answers and of
// answers to notes.
func TestEachTextHasItsOwnSalt(t *testing.T) {
	full(t, func(w *world) {
		w.spoken()
		id, _ := w.telling(0)
		if err := w.decide(id, plan.Decision{State: plan.Accepted, Sentence: why, By: "command"}); err != nil {
			w.Fatal(err)
		}
		w.read(func(tx *db.Tx) error {
			salts, err := db.All(tx, (*db.Row).Text, `select salt from plan_erratum union all select salt from plan_erratum_answer union all select salt from plan_note_answer`)
			seen := map[string]bool{}
			for _, s := range salts {
				if len(s) != 32 || seen[s] {
					w.Errorf("the salt %q", s)
				}
				seen[s] = true
			}
			if len(salts) != 10 {
				w.Errorf("%d texts, want 10", len(salts))
			}
			return err
		})
		if found, v := w.verified(); found != nil || v.Said != 10 {
			w.Errorf("%q %+v", found, v)
		}
	})
}

// TestWhatWasSaidBeforeSaltsHolds: a row and an entry of an older program.
func TestWhatWasSaidBeforeSaltsHolds(t *testing.T) {
	full(t, func(w *world) {
		u := utterance{id: 77, node: w.node(2024, "disporapar", "5.2.1.1"), field: "target", message: "Tercetak 210, bukan 150.", at: time.UnixMicro(1760000000000000).UTC()}
		w.write(func(tx *db.Tx) error {
			if _, err := tx.Exec(`insert into plan_erratum (id, node, field, message, at, state) values ($1, $2, $3, $4, $5, 'new')`, u.id, u.node, u.field, u.message, u.at); err != nil {
				return err
			}
			return diary.Write(tx, diary.Entry{Actor: "public", Fact: "plan.erratum_told", Kind: "plan_erratum", Subject: u.id, Data: map[string]any{"sum": u.guess("")}})
		})
		if found, v := w.verified(); found != nil || v.Said != 1 {
			w.Errorf("%q %+v", found, v)
		}
		w.write(func(tx *db.Tx) error {
			_, err := tx.Exec(`update plan_erratum set message = message || '.' where id = $1`, u.id)
			return err
		})
		if found, _ := w.verified(); len(found) == 0 {
			w.Error("a changed text without a salt is not found")
		}
	})
}
