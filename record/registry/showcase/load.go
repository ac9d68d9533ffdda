package showcase

import (
	"context"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/kurasi"
	"alun/record/registry/madeup"
)

// Show is a demonstration and where it goes.
type Show struct {
	DB     *db.DB
	Book   *registry.Book
	City   *madeup.City
	People *account.People
	Area   string // of the made-up counter: where the stories are
	// The desks at which associations and calls come to life; nil: there are none.
	Asosiasi *asosiasi.Desk
	Kurasi   *kurasi.Desk
	// Hold is a door: it refuses when another process has the right to load; nil: there
	// is no other.
	Hold func(tx *db.Tx) error
	// With is a door: what other parts of the register keep of entries that have just
	// come in; nil: nothing.
	With func(tx *db.Tx, come map[db.ID]madeup.Entry) error
	// Parts are doors: each takes out what it keeps of businesses that go.
	Parts []func(tx *db.Tx, businesses []db.ID) error
}

// The names of the lists, and who loads them.
const (
	ofState = "peragaan_oss"
	told    = "peragaan_loket"
	actor   = "profile"
)

// rowsAct is how many entries go in by one act: about 20 ms.
const rowsAct = 50

// lists are the two lists, and each again for what stays a draft.
var lists = [4]registry.List{
	{Source: ofState, Level: registry.Register, Publish: true, Demo: true},
	{Source: told, Level: registry.Through, Publish: true, Demo: true},
	{Source: ofState, Level: registry.Register, Demo: true},
	{Source: told, Level: registry.Through, Demo: true},
}

// Refuse refuses a demonstration beside a real business.
func Refuse(tx *db.Tx) error {
	real, err := registry.HasReal(tx)
	if err == nil && real {
		err = fault.New(fault.Denied, "registry.demo_among_real")
	}
	return err
}

// Load brings in the stories and the first n entries, and tells how many are there.
func (s Show) Load(ctx context.Context, n int64, progress func(done, total int)) error {
	if err := s.DB.Read(ctx, Refuse); err != nil {
		return err
	}
	if err := s.stories(ctx); err != nil {
		return err
	}
	if err := s.pageant(ctx); err != nil {
		return err
	}
	return s.fill(ctx, n, progress)
}

// act is one act, while this process may load.
func (s Show) act(ctx context.Context, do func(tx *db.Tx) error) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if s.Hold != nil {
			if err := s.Hold(tx); err != nil {
				return err
			}
		}
		return do(tx)
	})
}

// batch is what goes in by one act.
type batch struct {
	list    registry.List
	rows    []registry.Incoming
	entries []madeup.Entry
}

// fill brings the entries in that are not there. They are made while others are
// written. One act at a time: two at once look at each other's lists, and PostgreSQL
// would let neither of them through.
func (s Show) fill(ctx context.Context, n int64, progress func(done, total int)) error {
	there, err := s.there(ctx)
	if err != nil {
		return err
	}
	had := 0
	for key := range there {
		if number, err := strconv.ParseInt(key, 10, 64); err == nil && number < n {
			had++
		}
	}
	if progress(had, int(n)); int64(had) == n {
		return nil
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	made := make(chan batch, 4)
	go s.make(ctx, n, there, made)
	done := had
	for b := range made {
		if err := s.put(ctx, b); err != nil {
			return err
		}
		done += len(b.rows)
		progress(done, int(n))
	}
	return ctx.Err()
}

// there are the numbers of the entries that came before.
func (s Show) there(ctx context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		for _, source := range []string{ofState, told} {
			keys, err := registry.KeysOf(tx, source)
			if err != nil {
				return err
			}
			for _, key := range keys {
				out[key] = true
			}
		}
		return nil
	})
	return out, err
}

// make makes batches of the entries that are not there. Those that are count too:
// their numbers are taken.
func (s Show) make(ctx context.Context, n int64, there map[string]bool, made chan<- batch) {
	defer close(made)
	var waiting [len(lists)]batch
	taken := map[string]bool{}
	send := func(i int) bool {
		b := waiting[i]
		b.list, waiting[i] = lists[i], batch{}
		select {
		case made <- b:
			return true
		case <-ctx.Done():
			return false
		}
	}
	for e := range s.City.Entries(n) {
		key, nib := strconv.FormatInt(e.Number, 10), e.Facts[registry.NIB]
		i := listOf(nib, taken[nib])
		taken[nib] = nib != ""
		if there[key] {
			continue
		}
		w := &waiting[i]
		w.rows, w.entries = append(w.rows, registry.Incoming{Key: key, Set: e.Facts, Sure: true, Listed: strconv.Itoa(e.Listed)}), append(w.entries, e)
		if len(w.rows) == rowsAct && !send(i) {
			return
		}
	}
	for i := range waiting {
		if len(waiting[i].rows) > 0 && !send(i) {
			return
		}
	}
}

// listOf finds the list of an entry by its number, and whether another bears it.
func listOf(nib string, taken bool) int {
	switch {
	case nib == "":
		return 1
	case taken:
		return 2
	}
	return 0
}

// put writes a batch. An entry that is refused is a fault of the program: madeup
// promises what the register takes.
func (s Show) put(ctx context.Context, b batch) error {
	return s.act(ctx, func(tx *db.Tx) error {
		done, err := s.Book.PutAs(tx, actor, b.list, b.rows)
		come, held := map[db.ID]madeup.Entry{}, []registry.Permit{}
		for i, d := range done {
			if err == nil {
				err = d.Why
			}
			if d.Outcome == registry.RowNew {
				come[d.Business] = b.entries[i]
				held = append(held, s.permits(d.Business, b.entries[i])...)
			}
		}
		if err == nil {
			err = registry.PutDemoPermits(tx, held)
		}
		if err == nil && s.With != nil {
			err = s.With(tx, come)
		}
		return err
	})
}

// Unload takes out all that is made up, and tells how many are gone.
func (s Show) Unload(ctx context.Context, progress func(done, total int)) error {
	total := 0
	if err := s.DB.Read(ctx, func(tx *db.Tx) (err error) { total, err = registry.Demos(tx); return err }); err != nil {
		return err
	}
	for done := 0; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := 0
		err := s.act(ctx, func(tx *db.Tx) (err error) { n, err = registry.RemoveDemo(tx, rowsAct, s.Parts...); return err })
		if err != nil || n == 0 {
			return err
		}
		done += n
		progress(done, max(total, done))
	}
}
