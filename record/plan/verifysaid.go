package plan

import (
	"fmt"
	"time"

	"alun/ground/db"
	"alun/record/diary"
)

// told is what the diary says of notes and errata.
type told struct {
	sums  map[string]bool    // of the texts that were said
	old   map[db.ID]int      // entries that an older program wrote without a sum, by subject
	times map[time.Time]bool // at which notes became public
	names map[string]db.ID   // of which subject each sum is
}

// said holds answers to notes, errata, answers to these, and where notes stand
// against the diary.
func (c *checking) said(tx *db.Tx) error {
	if c.make != nil || c.skip == "said" {
		return nil
	}
	t, err := toldOf(tx)
	if err != nil {
		return err
	}
	places, err := c.places(tx)
	if err != nil {
		return err
	}
	stands := map[db.ID]string{}
	if err := c.answers(tx, t, places, stands); err != nil {
		return err
	}
	if err := c.errata(tx, t); err != nil {
		return err
	}
	if err := c.standing(tx, t, places, stands); err != nil {
		return err
	}
	for sum, subject := range t.names { // what is left has no row
		if t.sums[sum] {
			place := places[subject]
			if place == "" {
				place = erratumPlace(subject)
			}
			c.found(place, "plan.found_said_gone")
		}
	}
	return nil
}

func erratumPlace(id db.ID) string { return fmt.Sprintf("plan_erratum %d", int64(id)) }

// toldOf reads what the diary says.
func toldOf(tx *db.Tx) (told, error) {
	t := told{map[string]bool{}, map[db.ID]int{}, map[time.Time]bool{}, map[string]db.ID{}}
	each := func(e diary.Entry) error {
		switch e.Fact {
		case "plan.note_opened", "plan.published":
			t.times[e.At] = true
		case "plan.note_answered", "plan.note_accepted", "plan.note_returned", "plan.erratum_told", "plan.erratum_answered":
			t.times[e.At] = t.times[e.At] || e.Fact == "plan.note_answered"
			if sum, ok := e.Data["sum"].(string); ok {
				t.sums[sum], t.names[sum] = true, e.Subject
			} else {
				t.old[e.Subject]++
			}
		}
		return nil
	}
	for _, kind := range []string{"plan_flag", "plan_erratum", "plan_report"} {
		if err := diary.OfKind(tx, kind, each); err != nil {
			return t, err
		}
	}
	return t, nil
}

// hold tells whether the diary has told of a text; a sum is spent once.
func (t told) hold(sum string, subject db.ID) bool {
	if t.sums[sum] {
		t.sums[sum] = false
		return true
	}
	if t.old[subject] > 0 {
		t.old[subject]--
		return true
	}
	return false
}

// answers checks what was said to notes, and learns what the last word was.
func (c *checking) answers(tx *db.Tx, t told, places map[db.ID]string, stands map[db.ID]string) error {
	return db.Each(tx, func(r *db.Row) error {
		id := r.ID()
		a := Answer{r.ID(), r.Text(), r.Text(), r.Text(), r.Time()}
		c.v.Said++
		stands[a.Note] = map[string]string{saidExplained: Explained, saidAccepted: Agreed, saidReturned: Unclarified}[a.Act]
		if !t.hold(a.sum(id, r.Text()), a.Note) {
			c.found(places[a.Note], "plan.found_said")
		}
		return nil
	}, `select id, flag, act, sentence, said_by, at, salt from plan_note_answer order by id`)
}

// errata checks what readers told of misread figures, and the answers.
func (c *checking) errata(tx *db.Tx, t told) error {
	err := db.Each(tx, func(r *db.Row) error {
		id := r.ID()
		node, field, message, at := r.ID(), r.Text(), r.Text(), r.Time()
		state, answer, salt := r.Text(), r.Text(), r.Text()
		c.v.Said++
		if !t.hold(erratumSum(id, node, field, message, at, salt), id) {
			c.found(erratumPlace(id), "plan.found_said")
		} else if state != answer {
			c.found(erratumPlace(id), "plan.found_standing")
		}
		return nil
	}, `select e.id, e.node, e.field, e.message, e.at, e.state, coalesce(a.state, 'new'), e.salt from plan_erratum e left join plan_erratum_answer a on a.erratum = e.id order by e.id`)
	if err != nil {
		return err
	}
	return db.Each(tx, func(r *db.Row) error {
		id, state, sentence, by, at, salt := r.ID(), r.Text(), r.Text(), r.Text(), r.Time(), r.Text()
		c.v.Said++
		if !t.hold(decisionSum(id, state, sentence, by, at, salt), id) {
			c.found(erratumPlace(id), "plan.found_said")
		}
		return nil
	}, `select erratum, state, sentence, said_by, at, salt from plan_erratum_answer order by erratum`)
}

// standing checks that each note stands where the last word about it has brought
// it, its own or that of the note in whose place it came, and that nothing became
// public without a reason.
func (c *checking) standing(tx *db.Tx, t told, places map[db.ID]string, stands map[db.ID]string) error {
	type spot struct {
		report db.ID
		NotePlace
		until int
	}
	ended := map[spot]string{}
	return db.Each(tx, func(r *db.Row) error {
		id := r.ID()
		s := spot{report: r.ID(), NotePlace: NotePlace{r.ID(), r.Int(), r.Text(), r.Text()}}
		since, state, hidden, fair, public := r.Int(), r.Text(), r.Bool(), r.Bool(), r.Time()
		until, ends := r.Maybe()
		if since > c.shown[s.report] {
			return nil
		}
		want, said := stands[id]
		s.until = since
		before, came := ended[s]
		right := state == want || !said && (state == Unclarified || came && state == before) || ends && state == Corrected
		right = right && !(hidden && said)
		if fair && !hidden {
			right = right && t.times[public]
		}
		if !right {
			c.found(places[id], "plan.found_standing")
		}
		if ends {
			s.until = int(until)
			ended[s] = state
		}
		return nil
	}, `select id, report, node, seq, rule, field, since, state, hidden, told_on <> '', public_at, until from plan_flag order by report, since, id`)
}
