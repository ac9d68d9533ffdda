package registry_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// crowd has a maker write so many businesses down at once, each under a key of its own.
func (w *town) crowd(name string, n int) (ids []db.ID, errs []error) {
	ids, errs = make([]db.ID, n), make([]error, n)
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-start
			errs[i] = w.write(func(tx *db.Tx) error {
				id, err := w.book.RegisterAgain(tx, w.owner.Session, registry.Registering{Set: stall(), Source: "ponsel", Key: fmt.Sprint(name, i)})
				if err == nil {
					ids[i] = id
				}
				return err
			})
		})
	}
	close(start)
	all.Wait()
	return ids, errs
}

// A maker who sends 64 businesses at once is answered 64 times, once for each when they
// are sent again, and never gets more unfinished ones than anybody may have.
func TestManyAtOnceByOneMaker(t *testing.T) {
	eachTownWith(t, db.Options{}, func(w *town) {
		const many, most = 64, 100
		first, errs := w.crowd("a", many)
		for i, err := range errs {
			if err != nil {
				w.Errorf("%d: %v", i, err)
			}
		}
		if n := w.d.Stats().Retries; n > many*3/2 {
			w.Errorf("%d registrations ran %d times again", many, n)
		}
		if again, _ := w.crowd("a", many); !slices.Equal(first, again) {
			w.Error("sent again, they are other businesses")
		}
		_, errs = w.crowd("b", many)
		refused := 0
		for _, err := range errs {
			if f := fault.Of(err); f != nil && f.Key == "registry.many_drafts" {
				refused++
			} else if err != nil {
				w.Error(err)
			}
		}
		if refused != 2*many-most {
			w.Errorf("%d of %d more were refused", refused, many)
		}
		var n int
		w.read(func(tx *db.Tx) (err error) {
			n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_business`)
			return err
		})
		if n != most {
			w.Errorf("there are %d", n)
		}
	})
}

// Who writes a business down looks at no business of anybody else: on PostgreSQL, whose
// acts meet where they look, one who looks through all of them meets everybody.
func TestWhoRegistersLooksAtNoOther(t *testing.T) {
	eachTownWith(t, db.Options{}, func(w *town) {
		if w.d.Engine() != db.Postgres {
			return
		}
		w.crowd("a", 8)
		w.must(func(tx *db.Tx) error {
			if _, err := w.book.Register(tx, w.owner.Session, registry.Registering{Set: stall()}); err != nil {
				return err
			}
			n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from pg_locks where mode = 'SIReadLock' and pid = pg_backend_pid() and locktype = 'relation'
				and relation = 'registry_business'::regclass`)
			if n > 0 {
				w.Error("the whole register was looked through")
			}
			return err
		})
	})
}
