package paspor

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/record/registry"
)

// guards are what keeps a promise, each with a proof that it does.
var guards = map[string]func(w *town) error{
	"right": func(w *town) error {
		if _, _, err := w.makes(w.helper, Making{Business: w.published(nil), Purpose: "bank", Last: date.DayOf(w.clock.Now())}); err == nil {
			return errors.New("a helper hands out what is the owner's")
		}
		return nil
	},
	"offered": func(w *town) error {
		if _, _, err := w.makes(w.owner, Making{Business: w.published(nil), Purpose: "bank", Last: date.DayOf(w.clock.Now()), Shown: []Tick{Tick(registry.Point)}}); err == nil {
			return errors.New("a point is ticked")
		}
		return nil
	},
	"revoked": func(w *town) error {
		id := w.published(nil)
		token, link := w.link(id)
		if err := w.revokes(w.owner, id, link); err != nil {
			return err
		}
		if _, err := w.reads(token); err == nil {
			return errors.New("what was revoked is read")
		}
		return nil
	},
	"ended": func(w *town) error {
		token, _ := w.link(w.published(nil))
		w.clock.MoveOn(longest)
		if _, err := w.reads(token); err == nil {
			return errors.New("what has ended is read")
		}
		return nil
	},
	"owner": func(w *town) error {
		id := w.published(nil)
		token, _ := w.link(id)
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_business_person set until = since, ended_by = 'uji' where business = $1`, id)
			return err
		})
		if _, err := w.reads(token); err == nil {
			return errors.New("a link outlives what its maker owned")
		}
		return nil
	},
	"hour": func(w *town) error {
		token, _ := w.link(w.published(nil))
		for range mostAnHour + 1 {
			if _, err := w.opens(token); err != nil {
				return nil
			}
		}
		return errors.New("a link is opened without end")
	},
	"count": revokedBesideOpening,
}

// revokedBesideOpening lets five open a link without end while its owner revokes it: after
// the owner was answered nobody opens it, and as many openings stand there as were made.
func revokedBesideOpening(w *town) error {
	id := w.published(nil)
	token, link := w.link(id, Tick(registry.Phone))
	var revoked atomic.Bool
	var opened, late, began atomic.Int64
	var all sync.WaitGroup
	var broken atomic.Value
	for range 5 {
		all.Go(func() {
			for range mostAnHour {
				after := revoked.Load() // before this opening begins
				_, err := w.opens(token)
				began.Add(1)
				if err == nil {
					opened.Add(1)
					if after {
						late.Add(1)
					}
				} else if why(err) == "revoked" {
					if after {
						return
					}
				} else if opened.Load() < mostAnHour {
					broken.Store(err)
					return
				}
			}
		})
	}
	for began.Load() < 7 && broken.Load() == nil { // some were first
	}
	err := w.revokes(w.owner, id, link)
	revoked.Store(true)
	all.Wait()
	if err != nil {
		return err
	}
	if bad := broken.Load(); bad != nil {
		return bad.(error)
	}
	var listed, counted int
	w.read(func(tx *db.Tx) error {
		l, at, err := w.desk.One(tx, w.owner.Session, id, link, 1000)
		counted, listed = l.Opened, len(at)
		return err
	})
	if late.Load() > 0 || int64(listed) != opened.Load() || listed != counted {
		return fmt.Errorf("%d opened after it was revoked, %d opened, %d are listed, %d are counted", late.Load(), opened.Load(), listed, counted)
	}
	return nil
}

// Each guard keeps its promise, and without it the proof fails.
func TestGuards(t *testing.T) {
	for name, proof := range guards {
		for engine, at := range dbtest.URLs() {
			t.Run(name+" on "+engine, func(t *testing.T) {
				if err := proof(aTown(t, at(t), db.Options{})); err != nil {
					t.Errorf("the guard lets it pass: %v", err)
				}
				omitted = name
				defer func() { omitted = "" }()
				if err := proof(aTown(t, at(t), db.Options{})); err == nil {
					t.Error("without the guard nothing is noticed")
				}
			})
		}
	}
}
