package plan_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
	"alun/record/plan"
)

const why = "Di halaman 72 memang tercetak 210; sudah kami betulkan."

// telling keeps an erratum, with a page when letter is not 0.
func (w *world) telling(letter rune) (id db.ID, page string) {
	w.Helper()
	node := w.node(2024, "disporapar", "5.2.1.1")
	w.write(func(tx *db.Tx) (err error) {
		page = ""
		if letter != 0 {
			if page, err = aPage(tx, letter); err != nil {
				return err
			}
		}
		id, err = plan.Tell(tx, plan.Erratum{Node: node, Field: "target", Message: "Tercetak 210, bukan 150.", Page: page})
		return err
	})
	return id, page
}

func (w *world) decide(id db.ID, d plan.Decision) error {
	return w.d.Write(w.Context(), func(tx *db.Tx) error { return plan.Decide(tx, id, d) })
}

func (w *world) release(id db.ID, version int64) error {
	return w.d.Write(w.Context(), func(tx *db.Tx) error { return plan.Release(tx, id, "command", version) })
}

func (w *world) erratum(id db.ID) (e plan.Told) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { e, _, err = plan.ErratumByID(tx, id); return err })
	return e
}

func (w *world) shown(hash string) (open bool) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { open, err = plan.ShowsScan(tx, hash); return err })
	return open
}

func TestAnErratumIsAnsweredOnce(t *testing.T) {
	full(t, func(w *world) {
		for _, state := range []string{plan.Accepted, plan.Declined} {
			id, _ := w.telling(0)
			if err := w.decide(id, plan.Decision{State: state, Sentence: "  " + why + " \n", By: "command"}); err != nil {
				w.Fatal(err)
			}
			e := w.erratum(id)
			if e.State != state || e.Version != 2 || e.Reply.Sentence != why || e.Reply.By != "command" || e.Reply.At.IsZero() || e.Code != "5.2.1.1" || e.Slug != "disporapar" || e.Year != 2024 {
				w.Errorf("kept %+v", e)
			}
			w.read(func(tx *db.Tx) error {
				entries, err := diary.About(tx, "plan_erratum", id, 9)
				if len(entries) != 2 || entries[0].Fact != "plan.erratum_answered" || entries[0].Actor != "command" || entries[0].Data["state"] != state {
					w.Errorf("the diary has %+v", entries)
				}
				return err
			})
			for _, again := range []string{plan.Accepted, plan.Declined} {
				if err := w.decide(id, plan.Decision{State: again, Sentence: why, By: "command"}); !fault.Is(err, fault.Conflict) {
					w.Errorf("answered again: %v", err)
				}
			}
		}
	})
}

func TestABadAnswerIsRefused(t *testing.T) {
	full(t, func(w *world) {
		id, _ := w.telling(0)
		for _, c := range []struct {
			d     plan.Decision
			kind  fault.Kind
			field string
		}{
			{plan.Decision{State: plan.StateNew, Sentence: why}, fault.Invalid, "state"},
			{plan.Decision{State: "", Sentence: why}, fault.Invalid, "state"},
			{plan.Decision{State: plan.Accepted, Sentence: "  tidak   "}, fault.Invalid, "sentence"},
			{plan.Decision{State: plan.Accepted, Sentence: strings.Repeat("x", 501)}, fault.Invalid, "sentence"},
			{plan.Decision{State: plan.Accepted, Sentence: why, Version: 2}, fault.Conflict, ""},
		} {
			c.d.By = "command"
			err := w.decide(id, c.d)
			if _, told := fault.Of(err).Field(c.field); !fault.Is(err, c.kind) || c.field != "" && !told {
				w.Errorf("%+v: %v", c.d, err)
			}
		}
		if err := w.decide(-1, plan.Decision{State: plan.Accepted, Sentence: why, By: "command"}); !fault.Is(err, fault.NotFound) {
			w.Errorf("an erratum that is not there: %v", err)
		}
		if e := w.erratum(id); e.State != plan.StateNew || e.Version != 1 {
			w.Errorf("a refusal changed it: %+v", e)
		}
	})
}

// TestOfTwoAnswersOneIsKept, whoever is first.
func TestOfTwoAnswersOneIsKept(t *testing.T) {
	fullWith(t, db.Options{}, func(w *world) {
		for range 5 {
			id, _ := w.telling(0)
			errs := make([]error, 6)
			var all sync.WaitGroup
			for i := range errs {
				all.Go(func() {
					errs[i] = w.decide(id, plan.Decision{State: []string{plan.Accepted, plan.Declined}[i%2], Sentence: why, By: "command", Version: 1})
				})
			}
			all.Wait()
			kept := slices.IndexFunc(errs, func(err error) bool { return err == nil })
			for i, err := range errs {
				if i != kept && !fault.Is(err, fault.Conflict) {
					w.Errorf("answered with %v", err)
				}
			}
			if e := w.erratum(id); kept < 0 || e.State != []string{plan.Accepted, plan.Declined}[kept%2] || e.Version != 2 {
				w.Errorf("the %d. was told that it is kept: %+v", kept, e)
			}
		}
	})
}

// TestAPageIsPrivateUntilItIsReleased, and only an accepted erratum's can be.
func TestAPageIsPrivateUntilItIsReleased(t *testing.T) {
	full(t, func(w *world) {
		good, page := w.telling('b')
		bad, other := w.telling('c')
		none, _ := w.telling(0)
		if err := w.release(good, 0); !fault.Is(err, fault.Conflict) {
			w.Errorf("released before it was answered: %v", err)
		}
		for id, state := range map[db.ID]string{good: plan.Accepted, bad: plan.Declined, none: plan.Accepted} {
			if err := w.decide(id, plan.Decision{State: state, Sentence: why, By: "command"}); err != nil {
				w.Fatal(err)
			}
		}
		if w.shown(page) || w.shown(other) || w.erratum(good).Scan.Public() {
			w.Error("a page is public because its erratum was answered")
		}
		for id, kind := range map[db.ID]fault.Kind{bad: fault.Conflict, none: fault.NotFound, -1: fault.NotFound} {
			if err := w.release(id, 0); !fault.Is(err, kind) {
				w.Errorf("released: %v", err)
			}
		}
		if err := w.release(good, 1); !fault.Is(err, fault.Conflict) {
			w.Errorf("released by somebody who saw an older state: %v", err)
		}
		if err := w.release(good, 2); err != nil {
			w.Fatal(err)
		}
		if err := w.release(good, 0); !fault.Is(err, fault.Conflict) {
			w.Errorf("released twice: %v", err)
		}
		if e := w.erratum(good); !w.shown(page) || w.shown(other) || !e.Scan.Public() || e.Version != 3 {
			w.Errorf("released: %+v", e)
		}
	})
}

// TestAPageThatWasNeverReceivedIsRefused: nothing is kept of its erratum.
func TestAPageThatWasNeverReceivedIsRefused(t *testing.T) {
	full(t, func(w *world) {
		node := w.node(2024, "disporapar", "5.2.1.1")
		err := w.d.Write(w.Context(), func(tx *db.Tx) error {
			_, err := plan.Tell(tx, plan.Erratum{Node: node, Field: "target", Message: "Tercetak 210.", Page: strings.Repeat("d", 64)})
			return err
		})
		if errata, entries := w.told(); !fault.Is(err, fault.Busy) || errata+entries != 0 {
			w.Errorf("%v; %d errata, %d entries", err, errata, entries)
		}
		no := errors.New("no")
		err = w.d.Write(w.Context(), func(tx *db.Tx) error {
			page, err := aPage(tx, 'e')
			if err == nil {
				_, err = plan.Tell(tx, plan.Erratum{Node: node, Field: "target", Message: "Tercetak 210.", Page: page})
			}
			return errors.Join(no, err)
		})
		w.read(func(tx *db.Tx) error {
			_, found, e := blob.FileOf(tx, strings.Repeat("e", 64))
			if found || !errors.Is(err, no) {
				w.Errorf("a refusal kept a file: %v", err)
			}
			return e
		})
	})
}

func TestErrataAreListed(t *testing.T) {
	full(t, func(w *world) {
		first, _ := w.telling(0)
		second, _ := w.telling('f')
		third, _ := w.telling(0)
		for id, state := range map[db.ID]string{second: plan.Accepted, third: plan.Declined} {
			if err := w.decide(id, plan.Decision{State: state, Sentence: why, By: "command"}); err != nil {
				w.Fatal(err)
			}
		}
		ids := func(all []plan.Told) (out []db.ID) {
			for _, e := range all {
				out = append(out, e.ID)
			}
			return out
		}
		w.read(func(tx *db.Tx) error {
			for state, want := range map[string][]db.ID{"": {first, second, third}, plan.StateNew: {first}, plan.Accepted: {second}, plan.Declined: {third}} {
				all, err := plan.Errata(tx, state, 9)
				if err != nil || !slices.Equal(ids(all), want) {
					w.Errorf("%q: %v, want %v, %v", state, ids(all), want, err)
				}
			}
			answered, err := plan.AnsweredAbout(tx, w.node(2024, "disporapar", "5.2.1.1"))
			if got := ids(answered); len(got) != 2 || slices.Contains(got, first) {
				w.Errorf("answered %v", got)
			}
			elsewhere, err2 := plan.AnsweredAbout(tx, w.node(2024, "disporapar", "5.2.1.2"))
			if len(elsewhere) != 0 {
				w.Errorf("another row has %v", ids(elsewhere))
			}
			return errors.Join(err, err2)
		})
	})
}
