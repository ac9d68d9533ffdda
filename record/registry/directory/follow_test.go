package directory_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/seal"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/directory"
)

// patient bounds every wait for what another goroutine or process does.
const patient = 2 * time.Minute

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(patient); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

// runs lets directories and the sealer run until the test ends, or stop is called.
func (w *town) runs(all ...*directory.Directory) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	log := slog.New(slog.DiscardHandler)
	running.Go(func() { (&diary.Sealer{DB: w.d, Sign: seal.NewSigner(w.ring, diary.SealPurpose)}).Run(ctx, log) })
	for _, d := range all {
		running.Go(func() { d.Run(ctx) })
	}
	stop = sync.OnceFunc(func() { cancel(); running.Wait() })
	w.Cleanup(stop)
	return stop
}

func has(d *directory.Directory, a directory.Ask, n int) func() bool {
	return func() bool {
		f, err := d.Find(a)
		return err == nil && f.Total == n
	}
}

func TestItFollowsTheDiary(t *testing.T) {
	eachTown(t, func(w *town) {
		w.some(0, 100)
		stop := w.runs(w.dir)
		until(w.T, "ready", has(w.dir, directory.Ask{}, 100))
		id := w.published(registry.Values{registry.Name: "Warung Bu Siti"})
		until(w.T, "published", has(w.dir, directory.Ask{Text: "siti"}, 1))
		w.change(id, registry.Values{registry.Name: "Depot Bu Rahayu"})
		until(w.T, "renamed", has(w.dir, directory.Ask{Text: "rahayu"}, 1))
		w.step(w.officer, w.book.Suspend, id)
		until(w.T, "suspended", has(w.dir, directory.Ask{}, 100))
		w.some(100, 300)
		until(w.T, "a list that was loaded", has(w.dir, directory.Ask{Bare: true}, 400))
		until(w.T, "nothing is left to read", func() bool { return w.dir.State().Behind == 0 })
		stop()
		fresh := w.directory("")
		if err := fresh.Caught(w.Context()); err != nil {
			w.Fatal(err)
		}
		alike(w.T, w.dir, fresh)
	})
}

// TestItSaysHowFarBehindItIs: in entries, and how long the oldest of them has waited, also
// while somebody holds the index; and no more once it has read them.
func TestItSaysHowFarBehindItIs(t *testing.T) {
	eachTown(t, func(w *town) {
		w.some(0, 10)
		w.caught()
		look := func() directory.State {
			w.Helper()
			if err := w.dir.Look(w.Context()); err != nil {
				w.Fatal(err)
			}
			return w.dir.State()
		}
		if s := look(); s.Behind != 0 || s.Late != 0 {
			w.Errorf("with nothing to read: %+v", s)
		}
		give := w.dir.Hold()
		w.some(10, 20)
		first := look()
		w.clock.MoveOn(40 * time.Second)
		w.some(20, 30)
		if s := look(); first.Behind == 0 || first.Late != 0 || s.Behind <= first.Behind || s.Late < 40*time.Second || s.Late > 45*time.Second {
			w.Errorf("behind: %+v, later %+v", first, s)
		}
		give()
		w.caught()
		if s := look(); s.Behind != 0 || s.Late != 0 {
			w.Errorf("caught up: %+v", s)
		}
	})
}

// TestABuildTakesNothingBack: while the index is built anew over and over, what was
// seen to be gone does not come again, and what was seen stays.
func TestABuildTakesNothingBack(t *testing.T) {
	eachTown(t, func(w *town) {
		w.some(0, 200)
		stop := w.runs(w.dir)
		until(w.T, "ready", has(w.dir, directory.Ask{}, 200))
		ctx, cancel := context.WithCancel(context.Background())
		var building sync.WaitGroup
		building.Go(func() {
			for ctx.Err() == nil {
				if err := w.dir.Rebuild(ctx); err != nil && ctx.Err() == nil {
					w.Error(err)
				}
			}
		})
		var seen int64
		building.Go(func() {
			for ctx.Err() == nil {
				if at := w.dir.State().At.Seq; at < seen {
					w.Errorf("it went back from %d to %d", seen, at)
				} else {
					seen = at
				}
			}
		})
		for i := range 6 {
			name := fmt.Sprintf("Warung Nomor%c", 'a'+i)
			id := w.published(registry.Values{registry.Name: name})
			until(w.T, "published", has(w.dir, directory.Ask{Text: name}, 1))
			w.step(w.officer, w.book.Suspend, id)
			until(w.T, "suspended", has(w.dir, directory.Ask{Text: `"` + name + `"`}, 0))
			for range 20 {
				if !has(w.dir, directory.Ask{Text: `"` + name + `"`}, 0)() {
					w.Errorf("%s came back", name)
				}
				time.Sleep(time.Millisecond)
			}
		}
		cancel()
		building.Wait()
		stop()
		if w.dir.Built() < 3 {
			w.Errorf("built %d times: the proof proves nothing", w.dir.Built())
		}
	})
}

// TestABuildLosesNoEarlyChange: the index that serves reads the register after each
// entry, and may so have seen a change before its own entry is sealed. One that is built
// meanwhile has not, and must not bring back what people saw go.
func TestABuildLosesNoEarlyChange(t *testing.T) {
	for _, guard := range []string{"", "level"} {
		eachTown(t, func(w *town) {
			directory.Omit(guard)
			defer directory.Omit("")
			if came := w.early(); came != (guard != "") {
				w.Errorf("without the guard %q it came back: %v", guard, came)
			}
		})
	}
}

// early suspends a business just after the building index read it, and lets the serving
// one notice by an earlier entry; it reports whether the business came back.
func (w *town) early() bool {
	w.Helper()
	id := w.published(registry.Values{registry.Name: "Warung Dini"})
	w.caught()
	gone := has(w.dir, directory.Ask{Text: `"Warung Dini"`}, 0)
	steps := []func(){
		func() { w.change(id, registry.Values{registry.AboutID: "Nasi kuning pagi."}); w.seal() }, // while all are read
		func() { // while that change is read
			w.step(w.officer, w.book.Suspend, id)
			if err := w.dir.Caught(w.Context()); err != nil || !gone() {
				w.Fatalf("the index that serves did not notice early: %v", err)
			}
		},
	}
	w.between = func() {
		if len(steps) > 0 {
			step := steps[0]
			steps = steps[1:]
			step()
		}
	}
	if err := w.dir.Rebuild(w.Context()); err != nil || len(steps) > 0 {
		w.Fatalf("%d steps were not taken: %v", len(steps), err)
	}
	return !gone()
}

// TestTwoDirectoriesAgree after the same entries, whatever happened, with one that is
// built in the end: what was followed is what is there.
func TestTwoDirectoriesAgree(t *testing.T) {
	eachTown(t, func(w *town) {
		other := w.directory("")
		w.some(0, 60)
		w.caught()
		var ids []db.ID
		for i := range 8 {
			ids = append(ids, w.published(registry.Values{registry.Name: fmt.Sprintf("Warung Bu Siti %c", 'a'+i), registry.Kelurahan: []string{klandasan, damai}[i%2]}))
			if i == 4 {
				w.seal()
				if err := other.Caught(w.Context()); err != nil {
					w.Fatal(err)
				}
			}
		}
		w.change(ids[0], registry.Values{registry.AboutID: "Nasi kuning satu.", registry.Kelurahan: damai})
		w.step(w.officer, w.book.Suspend, ids[1])
		w.step(w.owner, w.book.Close, ids[2])
		w.change(ids[3], registry.Values{registry.AddressPublic: registry.Yes})
		w.caught()
		if err := other.Caught(w.Context()); err != nil {
			w.Fatal(err)
		}
		fresh := w.directory("")
		if err := fresh.Caught(w.Context()); err != nil {
			w.Fatal(err)
		}
		alike(w.T, w.dir, other)
		alike(w.T, w.dir, fresh)
		if w.dir.Built() != 1 || other.Built() != 1 {
			w.Error("they did not follow")
		}
	})
}
