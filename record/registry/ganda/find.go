package ganda

import (
	"context"
	"time"

	"alun/ground/db"
	"alun/ground/jobs"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/twin"
)

const (
	readStep = 200 // businesses in one read
	keepStep = 100 // pairs in one act
)

// The rest between two looks: a twentieth of the time at most is spent looking, and a
// day never passes without.
const (
	leastRest = time.Hour
	mostRest  = 24 * time.Hour
	restTimes = 20
)

// Sum is what a look at the register found.
type Sum struct {
	Entries int `json:"businesses"`
	Pairs   int `json:"pairs"` // that wait now or were decided
	Sure    int `json:"sure"`
	New     int `json:"new"`
	Gone    int `json:"gone"` // were found before and are not any more
}

// Turn looks at the register where it is time: a turn of jobs.Lead.
func (k *Desk) Turn(ctx context.Context, d *db.DB) error {
	due := false
	if err := d.Read(ctx, func(tx *db.Tx) (err error) { due, err = isDue(tx); return err }); err != nil || !due {
		return err
	}
	_, err := k.Find(ctx, d, jobs.Held(ctx).Hold, nil)
	return err
}

// lastRun is when doubles were looked for last.
type lastRun struct {
	change       db.ID
	began, ended time.Time
}

func isDue(tx *db.Tx) (bool, error) {
	last, found, err := db.One(tx, func(r *db.Row) lastRun { return lastRun{r.ID(), r.Time(), r.Time()} }, `select change, began_at, ended_at from registry_ganda_run`)
	if err != nil {
		return false, err
	}
	newest, err := newestChange(tx)
	if err != nil || !found {
		return newest != 0, err
	}
	rest := tx.Now().Sub(last.ended)
	return rest >= mostRest || newest != last.change && rest >= max(leastRest, restTimes*last.ended.Sub(last.began)), nil
}

func newestChange(tx *db.Tx) (db.ID, error) {
	id, _, err := db.One(tx, (*db.Row).ID, `select coalesce(max(id), 0) from registry_change`)
	return id, err
}

// Find looks at the whole register and keeps what it found. hold begins every act: the
// lease of who leads, or nil where nobody else can be at it. progress hears how far it
// is; it may be nil.
func (k *Desk) Find(ctx context.Context, d *db.DB, hold func(*db.Tx) error, progress func(done, total int)) (sum Sum, err error) {
	if hold == nil {
		hold = func(*db.Tx) error { return nil }
	}
	rules, err := twin.DefaultRules()
	if err != nil {
		return sum, err
	}
	var began time.Time
	var change db.ID
	err = d.Read(ctx, func(tx *db.Tx) (err error) {
		began = tx.Now()
		change, err = newestChange(tx)
		return err
	})
	if err != nil {
		return sum, err
	}
	sides, err := k.sides(ctx, d, progress)
	if err != nil {
		return sum, err
	}
	sum.Entries = len(sides)
	found := twin.New(rules, sides).All()
	if err := k.keep(ctx, d, hold, found, &sum); err != nil {
		return sum, err
	}
	return sum, d.Write(ctx, func(tx *db.Tx) error {
		if err := hold(tx); err != nil {
			return err
		}
		_, err := tx.Exec(`insert into registry_ganda_run (id, change, began_at, ended_at, entries) values (1, $1, $2, $3, $4)
			on conflict (id) do update set change = excluded.change, began_at = excluded.began_at, ended_at = excluded.ended_at, entries = excluded.entries`,
			change, began, tx.Now(), sum.Entries)
		return err
	})
}

// sides reads the register in short steps: nobody waits for it.
func (k *Desk) sides(ctx context.Context, d *db.DB, progress func(done, total int)) ([]twin.Side, error) {
	total := 0
	err := d.Read(ctx, func(tx *db.Tx) (err error) {
		total, _, err = db.One(tx, (*db.Row).Int, `select count(*) from registry_business where state not in ('closed', 'merged')`)
		return err
	})
	out := make([]twin.Side, 0, total)
	same := map[string]string{} // one text of a kelurahan or a code for all that have it
	once := func(s string) string {
		if _, there := same[s]; !there {
			same[s] = s
		}
		return same[s]
	}
	for after := db.ID(0); err == nil; {
		var all []registry.Likeness
		err = d.Read(ctx, func(tx *db.Tx) (err error) { all, err = k.Book.Likenesses(tx, after, readStep); return err })
		if err != nil || len(all) == 0 {
			break
		}
		for _, l := range all {
			l.Kelurahan, l.Code = once(l.Kelurahan), once(l.Code)
			out = append(out, sideOf(l))
		}
		after = all[len(all)-1].ID
		if progress != nil {
			progress(len(out), max(total, len(out)))
		}
	}
	return out, err
}

func sideOf(l registry.Likeness) twin.Side {
	return twin.Side{ID: int64(l.ID), Names: l.Names, NIB: l.NIB, Keys: l.Contacts, Owners: l.Owners, Kelurahan: l.Kelurahan, RT: l.RT,
		Lat: l.At.Lat, Lng: l.At.Lng, Placed: l.Placed, Code: l.Code, Began: l.Began}
}

// kept is a pair as it stands in the table.
type kept struct {
	state State
	odds  twin.Milli
	sure  bool
}

// keep writes down what is new or otherwise than it was, and takes away what is not
// found any more. What people decided it leaves as it is.
func (k *Desk) keep(ctx context.Context, d *db.DB, hold func(*db.Tx) error, found []twin.Pair, sum *Sum) error {
	there := map[[2]db.ID]kept{}
	err := d.Read(ctx, func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error {
			there[[2]db.ID{r.ID(), r.ID()}] = kept{State(r.Text()), twin.Milli(r.Int64()), r.Bool()}
			return nil
		}, `select a, b, state, odds, sure from registry_ganda_pair`)
	})
	if err != nil {
		return err
	}
	var fresh []proposal
	for _, p := range found {
		at := [2]db.ID{db.ID(p.A), db.ID(p.B)}
		old, known := there[at]
		delete(there, at)
		if sum.Pairs++; p.Sure {
			sum.Sure++
		}
		if !known {
			sum.New++
		}
		if !known || old.odds != p.Odds && old.state == Waiting {
			fresh = append(fresh, proposal{p, p.Sure && !old.sure})
		}
	}
	var gone [][2]db.ID
	for at, old := range there {
		if old.state == Waiting {
			gone = append(gone, at)
		}
	}
	sum.Gone = len(gone)
	err = inSteps(ctx, d, hold, fresh, put)
	if err != nil {
		return err
	}
	return inSteps(ctx, d, hold, gone, func(tx *db.Tx, at [2]db.ID) error {
		_, err := tx.Exec(`delete from registry_ganda_pair where a = $1 and b = $2 and state = 'waiting'`, at[0], at[1])
		return err
	})
}

// proposal is a pair to be kept; news: that it is to be merged was not said before.
type proposal struct {
	twin.Pair
	news bool
}

// put keeps a pair. Owners of one that is proposed to be merged are told, through the
// diary: they may know that these are two.
func put(tx *db.Tx, p proposal) error {
	n, err := tx.Exec(`insert into registry_ganda_pair (a, b, odds, sure, parts, state, found_at, decided_by, decided_at) values ($1, $2, $3, $4, $5, 'waiting', $6, '', null)
		on conflict (a, b) do update set odds = excluded.odds, sure = excluded.sure, parts = excluded.parts where registry_ganda_pair.state = 'waiting'`,
		p.A, p.B, int64(p.Odds), p.Sure, partsText(p.Parts), tx.Now())
	for _, side := range [][2]db.ID{{db.ID(p.A), db.ID(p.B)}, {db.ID(p.B), db.ID(p.A)}} {
		if err != nil || n == 0 || !p.news {
			return err
		}
		var owners []db.ID
		if owners, err = registry.OwnersOf(tx, side[0]); err == nil && len(owners) > 0 {
			err = diary.Write(tx, diary.Entry{Actor: "system", Fact: "registry.twin_proposed", Kind: "registry_business", Subject: side[0], Data: map[string]any{"other": side[1]}})
		}
	}
	return err
}

// inSteps does something with each in short acts.
func inSteps[T any](ctx context.Context, d *db.DB, hold func(*db.Tx) error, all []T, do func(*db.Tx, T) error) error {
	for from := 0; from < len(all); from += keepStep {
		some := all[from:min(len(all), from+keepStep)]
		err := d.Write(ctx, func(tx *db.Tx) error {
			if err := hold(tx); err != nil {
				return err
			}
			for _, one := range some {
				if err := do(tx, one); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
