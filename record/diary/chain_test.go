package diary

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/ground/seal"
)

// Computed by another program, in another language, from doc.go.
func TestKnownChain(t *testing.T) {
	micro := func(n int64) time.Time { return time.UnixMicro(n).UTC() }
	entries := []raw{
		{251658240000000000, micro(1795305599000000), "command", "plan.published", "plan_report", 7, `{"rows":3}`},
		{251658240000000001, micro(1795305599500000), "public", "plan.erratum_told", "plan_erratum", 251658240000000002, `null`},
	}
	links := linked(mark{hash: seal.Start(chainName)}, micro(1795305600000000), entries)
	for i, want := range []string{"de6bda56094f0e917118bd5c17fc16fba758e10d5e61dffd56b6056f4cea9f41", "8a2685abc99a875c2494c26f960ed2a230104b69820094b8ed0a80b863c1780c"} {
		if links[i].seq != int64(i)+1 || links[i].hash != want {
			t.Errorf("link %d is %d %s", i, links[i].seq, links[i].hash)
		}
	}
	h := Head{Day: yesterday(), Seq: 2, Hash: links[1].hash, At: links[1].at}
	const want = "db0005456323856a8a08865bd3a9f3fb9c867275db9dea36587f32b6140c6723" +
		"1c7c67e0f5d50c0bb86047d7b9643f5f0a5d9629aa8f5f8cfb865b1b62ca5a04"
	if by := signer(t).Sign(h.Form()); by.Text != want || by.Key != "e0038ed8" {
		t.Errorf("the head is signed %v", by)
	}
}

// referee chains what is in the tables a second time, by hand, from doc.go.
func referee(t *testing.T, d *db.DB) []string {
	t.Helper()
	type row struct {
		seq, sealed, id, at, subject int64
		actor, fact, kind, data      string
	}
	rows := read(t, d, func(tx *db.Tx) ([]row, error) {
		return db.All(tx, func(r *db.Row) row {
			return row{seq: r.Int64(), sealed: r.Int64(), id: r.Int64(), at: r.Int64(), subject: r.Int64(), actor: r.Text(), fact: r.Text(), kind: r.Text(), data: r.Text()}
		}, `select s.seq, s.at, e.id, e.at, e.subject, e.actor, e.fact, e.kind, e.data
			from diary_seal s join diary_entry e on e.id = s.entry order by s.seq`)
	})
	text := func(s string) []byte {
		out := []byte{'t', 0, 0, 0, 0}
		binary.BigEndian.PutUint32(out[1:], uint32(len(s)))
		return append(out, s...)
	}
	whole := func(n int64) []byte {
		out := make([]byte, 9)
		out[0] = 'i'
		binary.BigEndian.PutUint64(out[1:], uint64(n))
		return out
	}
	before := sha256.Sum256(text("alun diary 1"))
	var hashes []string
	for _, r := range rows {
		before = sha256.Sum256(slices.Concat(text("alun diary 1"), before[:], whole(r.seq), whole(r.sealed), whole(r.id), whole(r.at),
			text(r.actor), text(r.fact), text(r.kind), whole(r.subject), text(r.data)))
		hashes = append(hashes, hex.EncodeToString(before[:]))
	}
	return hashes
}

func TestEveryEntryIsSealedOnceAndInOrder(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		s := signer(t)
		if n := sealAll(t, d, s); n != 0 {
			t.Fatalf("%d sealed of nothing", n)
		}
		for _, n := range []int{1, 3, sealBatch + 7} {
			fill(t, d, n)
			clock.MoveOn(time.Second)
			if got := sealAll(t, d, s); got != n {
				t.Errorf("%d of %d sealed", got, n)
			}
		}
		all := read(t, d, func(tx *db.Tx) ([]Sealed, error) { return After(tx, 0, 10_000) })
		for i, e := range all {
			if e.Seq != int64(i)+1 || i > 0 && e.ID <= all[i-1].ID {
				t.Fatalf("seal %d has seq %d, id %d", i, e.Seq, e.ID)
			}
		}
		hashes := referee(t, d)
		tip := read(t, d, func(tx *db.Tx) (Head, error) { h, _, err := Newest(tx); return h, err })
		if len(all) != sealBatch+11 || tip.Seq != int64(len(all)) || tip.Hash != hashes[len(hashes)-1] || !s.Signed(tip.Form(), tip.By) {
			t.Errorf("%d sealed, the head is %+v", len(all), tip)
		}
		if found, v := checked(t, d, Check{Sign: s}); found != nil || v.Sealed != int64(len(all)) || v.Waiting != 0 || v.Newest.Hash != tip.Hash {
			t.Errorf("a clean diary: %q %+v", found, v)
		}
		refused(t, d, `update diary_seal set hash = 'x'`, `delete from diary_seal`)
	})
}

func refused(t *testing.T, d *db.DB, changes ...string) {
	t.Helper()
	for _, change := range changes {
		if err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(change); return err }); err == nil {
			t.Errorf("%s was allowed", change)
		}
	}
}

// An entry whose transaction commits late has a smaller id than entries that are
// sealed already; one from a clock astray is far away. Neither is forgotten.
func TestStragglersAreSealed(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		s := &Sealer{DB: d, Sign: signer(t)}
		fill(t, d, 3)
		if err := s.turn(t.Context()); err != nil {
			t.Fatal(err)
		}
		top := read(t, d, recent)
		put := func(id db.ID) {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(`insert into diary_entry (id, at, actor, fact, kind, subject, data)
					values ($1, $2, 'system', 'plan.published', 'plan_report', 1, 'null')`, id, tx.Now())
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		put(top + 1)                                          // a moment ago: inside the window
		put(top - 60_000<<idShift)                            // a minute before: found by the next sweep
		put(top + db.ID(6*time.Hour.Milliseconds()<<idShift)) // far ahead
		if err := s.turn(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left := read(t, d, unsealed); left != 1 {
			t.Errorf("%d wait after a turn", left)
		}
		fill(t, d, 2) // now far behind the newest
		clock.MoveOn(sweepEvery)
		if err := s.turn(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left := read(t, d, unsealed); left != 0 {
			t.Errorf("%d wait after a sweep", left)
		}
	})
}

// Two processes that seal at once, without a lease and with all their might:
// the chain stays one.
func TestConcurrentSealersCannotForkTheChain(t *testing.T) {
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			url, sign := at(t), signer(t)
			nodes := []*db.DB{dbtest.Open(t, url, db.Options{}, Files, jobs.Files)}
			if engine == "postgres" {
				for range 3 {
					nodes = append(nodes, dbtest.Open(t, url, db.Options{}, Files, jobs.Files))
				}
			} else {
				nodes = append(nodes, nodes[0], nodes[0])
			}
			var all sync.WaitGroup
			for i, d := range nodes {
				if err := d.Join(t.Context()); err != nil {
					t.Fatal(err)
				}
				all.Go(func() {
					for range 25 {
						fill(t, d, 1+i)
						sealAll(t, d, sign)
					}
				})
			}
			all.Wait()
			want := int64(25 * (len(nodes) * (len(nodes) + 1) / 2))
			if found, v := checked(t, nodes[0], Check{Sign: sign}); found != nil || v.Sealed != want || v.Waiting != 0 {
				t.Errorf("%q %+v, want %d", found, v, want)
			}
			if h := referee(t, nodes[0]); int64(len(h)) != want {
				t.Errorf("the referee chains %d", len(h))
			}
		})
	}
}

// A sealer that has been overtaken writes nothing.
func TestAnOvertakenSealerWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ *dbtest.Clock) {
		s := &Sealer{DB: d, Sign: signer(t)}
		fill(t, d, 2)
		from := read(t, d, last)
		entries := read(t, d, func(tx *db.Tx) ([]raw, error) { return pending(tx, 0, 9) })
		sealAll(t, d, s.Sign)
		err := d.Write(t.Context(), func(tx *db.Tx) error { return s.chain(tx, from, entries) })
		if !errors.Is(err, errOvertaken) {
			t.Errorf("chained behind an old end: %v", err)
		}
		// The same entries behind the new end: the constraint alone refuses.
		end := read(t, d, last)
		err = d.Write(t.Context(), func(tx *db.Tx) error { return s.chain(tx, end, entries) })
		if !errors.Is(err, errOvertaken) {
			t.Errorf("sealed twice: %v", err)
		}
		lost := jobs.Lease{}
		s.lease = &lost
		err = d.Write(t.Context(), func(tx *db.Tx) error { return s.chain(tx, end, entries) })
		if !errors.Is(err, jobs.ErrLost) {
			t.Errorf("sealed without the lease: %v", err)
		}
	})
}

func TestEachDayThatEndedHasItsHead(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		s := &Sealer{DB: d, Sign: signer(t)}
		turn := func() {
			t.Helper()
			if err := s.turn(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		heads := func() (out []string) {
			for _, h := range read(t, d, func(tx *db.Tx) ([]Head, error) { return Heads(tx, 99) }) {
				if !s.Sign.Signed(h.Form(), h.By) {
					t.Errorf("%s is not signed", h.Day)
				}
				out = append(out, fmt.Sprint(h.Day, " ", h.Seq))
			}
			return out
		}
		turn()
		clock.MoveOn(24 * time.Hour)
		turn()
		if got := heads(); got != nil {
			t.Errorf("heads of nothing: %q", got)
		}
		fill(t, d, 2) // on the 23rd
		turn()
		clock.MoveOn(14*time.Hour + 59*time.Minute) // 23.59 WITA
		turn()
		fill(t, d, 1)
		turn()
		clock.MoveOn(2 * time.Minute) // 00.01 on the 24th
		turn()
		turn()
		if got := heads(); !slices.Equal(got, []string{"2026-11-23 3"}) {
			t.Errorf("at midnight: %q", got)
		}
		fill(t, d, 4)
		turn()
		clock.MoveOn(72 * time.Hour) // on the 27th, after three days off
		turn()
		if got := heads(); !slices.Equal(got, []string{"2026-11-26 7", "2026-11-25 7", "2026-11-24 7", "2026-11-23 3"}) {
			t.Errorf("after days off: %q", got)
		}
		refused(t, d, `update diary_head set hash = 'x'`, `delete from diary_head`)
		if found, v := checked(t, d, Check{Sign: s.Sign}); found != nil || v.Heads != 5 {
			t.Errorf("a clean diary: %q %+v", found, v)
		}
	})
}

func TestTheTimeOfSealingNeverGoesBack(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		s := signer(t)
		fill(t, d, 1)
		sealAll(t, d, s)
		clock.MoveOn(-time.Minute)
		fill(t, d, 1)
		sealAll(t, d, s)
		if found, _ := checked(t, d, Check{Sign: s}); found != nil {
			t.Errorf("a clock that went back: %q", found)
		}
	})
}

// The sealer of a running house: it leads, seals and stops.
func TestTheSealerRuns(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, stop := context.WithCancel(t.Context())
		s := &Sealer{DB: d, Sign: signer(t)}
		fill(t, d, 5)
		done := make(chan struct{})
		go func() { defer close(done); s.Run(ctx, quiet) }()
		until(t, func() bool { return read(t, d, unsealed) == 0 })
		fill(t, d, 5)
		until(t, func() bool { return read(t, d, unsealed) == 0 })
		stop()
		<-done
	}, Files, jobs.Files)
}
