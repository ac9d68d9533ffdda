package registry_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
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
		const many, most = 32, 50
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

// Nobody owns more unfinished businesses than anybody may, made up or not, however they
// come to be unfinished; an officer's writing down for somebody is not counted.
func TestUnfinishedBusinessesAreFew(t *testing.T) {
	eachTownWith(t, db.Options{}, func(w *town) {
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update account_person set demo = true`)
			return err
		})
		many := func(err error) bool { f := fault.Of(err); return f != nil && f.Key == "registry.many_drafts" }
		one := func(who account.Who, owner db.ID) error {
			return w.write(func(tx *db.Tx) error {
				_, err := w.book.Register(tx, who.Session, registry.Registering{Owner: owner, Set: registry.Values{registry.Kind: "usaha", registry.Name: "Warung", registry.Kelurahan: klandasan}})
				return err
			})
		}
		closed := w.register(w.owner, stall())
		if err := w.step(w.owner, w.book.Close, closed); err != nil {
			w.Fatal(err)
		}
		handed := w.register(w.owner, stall())
		if err := w.step(w.owner, w.book.Submit, handed); err != nil {
			w.Fatal(err)
		}
		for i := range 50 {
			if err := one(w.owner, 0); err != nil {
				w.Fatalf("after %d: %v", i, err)
			}
		}
		if err := one(w.owner, 0); !many(err) {
			w.Errorf("one more: %v", err)
		}
		if err := one(w.helper, w.owner.Person); !many(err) {
			w.Errorf("one more, by a helper: %v", err)
		}
		if err := w.step(w.owner, w.book.Reopen, closed); !many(err) {
			w.Errorf("one more, that was closed: %v", err)
		}
		if err := one(w.other, 0); err != nil {
			w.Errorf("somebody else's first: %v", err)
		}
		if err := one(w.officer, w.owner.Person); err != nil {
			w.Errorf("an officer for the same owner: %v", err)
		}
		w.read(func(tx *db.Tx) error {
			page, all, err := registry.OwnedPage(tx, w.owner.Person, 0, 60)
			if err != nil || all != 53 || len(page) != 53 {
				w.Errorf("%d of %d, %v", len(page), all, err)
			}
			return nil
		})
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
