package blob_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
)

// room is a room that refers to files.
var room = fstest.MapFS{"migrations/20991231-01-tiny.sql": {Data: []byte(`
create table tiny_page (id bigint not null primary key, hash text not null references blob_file (hash));`)}}

// desk is a keeper with a clock that the test moves on.
type desk struct {
	testing.TB
	*blob.Keeper
	disk  disk
	clock *dbtest.Clock
}

func (d *desk) later(by time.Duration) { d.clock.MoveOn(by) }

func onDesks(t *testing.T, run func(d *desk)) {
	for engine, fresh := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) { run(newDesk(t, fresh(t))) })
	}
}

func newDesk(t testing.TB, at string) *desk {
	d := &desk{TB: t, clock: dbtest.NewClock(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))}
	s := folderShop(t)
	d.disk = s.raw.(disk)
	d.Keeper = blob.NewKeeper(dbtest.Open(t, at, db.Options{Now: d.clock.Now}, blob.Files, room), s.Store, nil)
	return d
}

var tables = blob.Policy{Kinds: []blob.Kind{blob.CSV}}

// bring receives a file.
func (d *desk) bring(content string) (blob.File, error) {
	return d.Receive(d.Context(), blob.Sent{Name: "a.csv", Content: strings.NewReader(content)}, tables)
}

// refer is the act of a room that refers to a file.
func (d *desk) refer(f blob.File) (id db.ID, err error) {
	err = d.DB.Write(d.Context(), func(tx *db.Tx) error {
		if err := blob.Keep(tx, f.Hash); err != nil {
			return err
		}
		id = tx.NewID()
		_, err := tx.Exec(`insert into tiny_page (id, hash) values ($1, $2)`, id, f.Hash)
		return err
	})
	return id, err
}

// keep is a whole upload.
func (d *desk) keep(content string) error {
	f, err := d.bring(content)
	if err == nil {
		_, err = d.refer(f)
	}
	return err
}

func (d *desk) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *desk) there(f blob.File) bool {
	d.Helper()
	_, found, err := d.Store.Stat(d.Context(), f.Hash)
	d.must(err)
	return found
}

// whole fails unless every file that a row refers to is there.
func (d *desk) whole() error {
	_, err := blob.Verify(d.Context(), d.DB, d.Store, func(f blob.Finding) error {
		if f.What == blob.Unknown {
			return nil
		}
		return fmt.Errorf("%s is %s", f.Hash, f.What)
	})
	return err
}

func TestOnlyWhatNobodyUsesForADayIsSwept(t *testing.T) {
	onDesks(t, func(d *desk) {
		unused, err := d.bring("a\n1\n")
		d.must(err)
		used, err := d.bring("a\n2\n")
		d.must(err)
		id, err := d.refer(used)
		d.must(err)
		sweep := func(want int) {
			d.Helper()
			if n, err := d.Sweep(d.Context()); err != nil || n != want {
				d.Errorf("swept %d, want %d: %v", n, want, err)
			}
		}
		d.later(blob.Unused)
		sweep(0)
		d.later(time.Microsecond)
		sweep(1)
		if d.there(unused) || !d.there(used) {
			d.Error("the wrong one is gone")
		}
		d.must(d.DB.Write(d.Context(), func(tx *db.Tx) error {
			if _, err := tx.Exec(`delete from tiny_page where id = $1`, id); err != nil {
				return err
			}
			return blob.Drop(tx, used.Hash)
		}))
		sweep(0)
		d.later(2 * blob.Unused)
		sweep(1)
		if d.there(used) {
			d.Error("what nobody uses any more is still there")
		}
		d.must(d.keep("a\n1\n"))
		d.must(d.whole())
	})
}

func TestUsesAreCounted(t *testing.T) {
	onDesks(t, func(d *desk) {
		f, err := d.bring("a\n1\n")
		d.must(err)
		_, err = d.refer(f)
		d.must(err)
		_, err = d.refer(f)
		d.must(err)
		drop := func(hash string) error {
			return d.DB.Write(d.Context(), func(tx *db.Tx) error { return blob.Drop(tx, hash) })
		}
		d.must(drop(f.Hash))
		d.later(2 * blob.Unused)
		if n, err := d.Sweep(d.Context()); n != 0 || err != nil {
			d.Errorf("swept %d, %v", n, err)
		}
		d.must(drop(f.Hash))
		if name, ok := db.Checked(drop(f.Hash)); !ok || name != "blob_file_uses_are_counted" {
			d.Errorf("fewer uses than none: %q", name)
		}
		if err := drop(strings.Repeat("0", 64)); err == nil || fault.Of(err) != nil {
			d.Errorf("a file that is in no table: %v", err)
		}
	})
}

// TestASweepThatLosesCountHarmsNothing: the room's foreign key is the second
// wall. The file stays, and the sweep says what is wrong.
func TestASweepThatLosesCountHarmsNothing(t *testing.T) {
	onDesks(t, func(d *desk) {
		d.must(d.keep("a\n1\n"))
		d.must(d.DB.Write(d.Context(), func(tx *db.Tx) error { _, err := tx.Exec(`update blob_file set uses = 0`); return err }))
		d.later(2 * blob.Unused)
		if n, err := d.Sweep(d.Context()); n != 0 || err == nil {
			d.Errorf("swept %d, %v", n, err)
		}
		d.must(d.DB.Write(d.Context(), func(tx *db.Tx) error { _, err := tx.Exec(`update blob_file set uses = 1`); return err }))
		d.must(d.whole())
	})
}

// TestAnUploadMeetsTheSweeper: the same content is sent again at each step of
// its deletion, and is there afterwards.
func TestAnUploadMeetsTheSweeper(t *testing.T) {
	for _, step := range []string{"listed", "doomed", "deleted"} {
		onDesks(t, func(d *desk) {
			if err := meet(d, step); err != nil {
				d.Errorf("%s: %v", step, err)
			}
		})
	}
}

// meet lets an upload begin at a step, and go on until it is done or waits.
func meet(d *desk, step string) error {
	_, err := d.bring("a\n1\n")
	d.must(err)
	d.later(2 * blob.Unused)
	done, waits := make(chan struct{}), make(chan struct{})
	var uploaded error
	var once sync.Once
	met := false
	d.Between(func(now string) {
		if now == "waits" {
			once.Do(func() { close(waits) })
		}
		if now != step || met {
			return
		}
		met = true
		go func() {
			defer close(done)
			uploaded = d.keep("a\n1\n")
		}()
		select {
		case <-done:
		case <-waits:
		}
	})
	if _, err := d.Sweep(d.Context()); err != nil {
		return err
	}
	if !met {
		return errors.New("the upload never met the sweeper")
	}
	<-done
	if uploaded != nil {
		return uploaded
	}
	return d.whole()
}

// TestASweepWithoutItsGuardsLosesFiles: the test above can fail.
func TestASweepWithoutItsGuardsLosesFiles(t *testing.T) {
	for guard, step := range map[string]string{"sweep what was listed": "listed", "ignore the doom": "doomed"} {
		d := newDesk(t, dbtest.SQLite(t))
		d.PlantInKeeper(guard)
		if err := meet(d, step); err == nil {
			t.Errorf("%s: nobody noticed", guard)
		}
	}
}

// TestASweepThatDiedIsFinished, by the next one after a while; until then an
// upload of the same content is asked to come back.
func TestASweepThatDiedIsFinished(t *testing.T) {
	onDesks(t, func(d *desk) {
		f, err := d.bring("a\n1\n")
		d.must(err)
		d.later(2 * blob.Unused)
		dying, die := context.WithCancel(d.Context())
		d.Between(func(step string) {
			if step == "doomed" {
				die()
			}
		})
		if _, err := d.Sweep(dying); !errors.Is(err, context.Canceled) {
			d.Fatalf("it did not die: %v", err)
		}
		d.Between(func(string) {})
		if !d.there(f) {
			d.Error("it was deleted by a sweeper whose time was over")
		}
		hurry, cancel := context.WithTimeout(d.Context(), time.Millisecond)
		defer cancel()
		if err := d.Claim(hurry, f); !fault.Is(err, fault.Busy) && !errors.Is(err, context.DeadlineExceeded) {
			d.Errorf("an upload meanwhile: %v", err)
		}
		if n, err := d.Sweep(d.Context()); n != 0 || err != nil || !d.there(f) {
			d.Errorf("taken over at once: %d, %v", n, err)
		}
		d.later(time.Hour)
		if _, err := d.Sweep(d.Context()); err != nil || d.there(f) {
			d.Errorf("not finished: %v", err)
		}
		d.must(d.keep("a\n1\n"))
		d.must(d.whole())
	})
}

// TestAnActThatComesTooLateIsRefused: its file was swept under its feet.
func TestAnActThatComesTooLateIsRefused(t *testing.T) {
	onDesks(t, func(d *desk) {
		f, err := d.bring("a\n1\n")
		d.must(err)
		d.later(2 * blob.Unused)
		if _, err := d.Sweep(d.Context()); err != nil {
			d.Error(err)
		}
		if _, err := d.refer(f); !fault.Is(err, fault.Busy) {
			d.Errorf("answered %v", err)
		}
	})
}

// TestUploadsAndSweepsTogether: few contents, sent again and again by many, with
// references that come and go, under a sweeper that never rests.
func TestUploadsAndSweepsTogether(t *testing.T) {
	onDesks(t, func(d *desk) {
		stop, swept := make(chan struct{}), make(chan error, 1)
		go func() {
			for {
				select {
				case <-stop:
					swept <- nil
					return
				default:
				}
				d.later(25 * time.Hour)
				if _, err := d.Sweep(d.Context()); err != nil {
					swept <- err
					return
				}
			}
		}()
		var all sync.WaitGroup
		errs := make([]error, 6)
		for i := range errs {
			all.Go(func() {
				for n := range 15 {
					f, err := d.bring(fmt.Sprintf("a\n%d\n", n%3))
					var id db.ID
					if err == nil {
						id, err = d.refer(f)
					}
					if fault.Is(err, fault.Busy) {
						continue // the clock jumps a day at a time: its own was over
					}
					if err == nil && !d.there(f) {
						err = errors.New("an acknowledged file is not there")
					}
					if err == nil {
						err = d.forget(id, f)
					}
					errs[i] = errors.Join(errs[i], err)
				}
			})
		}
		all.Wait()
		close(stop)
		d.must(errors.Join(append(errs, <-swept)...))
		d.must(d.keep("a\n1\n"))
		d.must(d.whole())
	})
}

func (d *desk) forget(id db.ID, f blob.File) error {
	return d.DB.Write(d.Context(), func(tx *db.Tx) error {
		if _, err := tx.Exec(`delete from tiny_page where id = $1`, id); err != nil {
			return err
		}
		return blob.Drop(tx, f.Hash)
	})
}

func TestVerifyNamesWhatIsWrong(t *testing.T) {
	onDesks(t, func(d *desk) {
		var all []blob.File
		for n := range 4 {
			f, err := d.bring(fmt.Sprintf("a\n%d\n", n))
			d.must(err)
			_, err = d.refer(f)
			d.must(err)
			all = append(all, f)
		}
		_, err := d.bring("a\nnot kept yet\n")
		d.must(err)
		stranger, hash := some(100)
		d.must(put(d.Context(), d.Store, stranger))
		d.must(d.disk.spoil(all[1].Hash, func(b []byte) []byte { b[0] ^= 4; return b }))
		d.must(d.Store.Delete(d.Context(), all[2].Hash))
		want := map[string]string{all[1].Hash: blob.Damaged, all[2].Hash: blob.Missing, hash: blob.Unknown}
		sound, err := blob.Verify(d.Context(), d.DB, d.Store, func(f blob.Finding) error {
			if want[f.Hash] != f.What {
				d.Errorf("%s is said to be %s", f.Hash, f.What)
			}
			delete(want, f.Hash)
			return nil
		})
		if err != nil || sound != 2 || len(want) != 0 {
			d.Errorf("%d sound, not found: %v, %v", sound, want, err)
		}
	})
}
