package showcase_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/kbli"
	"alun/record/registry/madeup"
	"alun/record/registry/showcase"
)

const (
	barat = "64.71.02"
	many  = 300
)

var balikpapan = os.DirFS("../../../city/balikpapan")

// theatre is a small house with the city's areas and codes, and made-up people.
type theatre struct {
	*testing.T
	d    *db.DB
	show showcase.Show
}

func each(t *testing.T, run func(w *theatre)) {
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) { run(aTheatre(t, at(t), accounttest.Ring(t))) })
	}
}

func aTheatre(t *testing.T, at string, ring *keys.Ring) *theatre {
	d := dbtest.Open(t, at, db.Options{}, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files)
	w := &theatre{T: t, d: d, show: showOf(t, d, ring)}
	w.grounds()
	w.must(func(tx *db.Tx) error { return w.show.People.AddDemo(tx, nil, barat) })
	return w
}

func showOf(t *testing.T, d *db.DB, ring *keys.Ring) showcase.Show {
	city, err := madeup.Open(balikpapan, 1)
	if err != nil {
		t.Fatal(err)
	}
	people := account.NewPeople(ring)
	people.Demo = true
	return showcase.Show{DB: d, Book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, City: city, People: people, Area: barat}
}

func (w *theatre) grounds() {
	areas, err := place.ReadProfile(balikpapan)
	if err == nil {
		_, err = place.Load(w.Context(), w.d, areas)
	}
	codes, wrong := kbli.ReadProfile(balikpapan)
	if err = errors.Join(err, wrong); err == nil {
		_, err = kbli.Load(w.Context(), w.d, codes)
	}
	if err != nil {
		w.Fatal(err)
	}
}

func (w *theatre) must(act func(tx *db.Tx) error) {
	w.Helper()
	if err := w.d.Write(context.Background(), act); err != nil {
		w.Fatal(err)
	}
}

func (w *theatre) load(n int64) {
	w.Helper()
	if err := w.show.Load(w.Context(), n, func(int, int) {}); err != nil {
		w.Fatal(err)
	}
}

func (w *theatre) texts(query string, args ...any) (all []string) {
	w.Helper()
	err := w.d.Read(context.Background(), func(tx *db.Tx) (err error) { all, err = db.All(tx, (*db.Row).Text, query, args...); return err })
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// all is every made-up business with what is open of it, whatever its ids are.
func (w *theatre) all() []string {
	return w.texts(`select s.source || ' ' || s.key || ' ' || b.state || ' ' || b.name || ' ' || coalesce(b.nib, '-') || ' ' || b.kbli || ' ' || b.about_id || ' ' || s.digest
		from registry_source_row s join registry_business b on b.id = s.business where s.source in ('peragaan_oss', 'peragaan_loket') order by s.source, s.key`)
}

func (w *theatre) count(from string) int {
	return len(w.texts(`select 'x' from ` + from))
}

func TestTheCityIsThereOnce(t *testing.T) {
	each(t, func(w *theatre) {
		w.load(many)
		once, entries := w.all(), w.count("diary_entry")
		if len(once) != many+1 { // and the row of a list that speaks of a story
			w.Errorf("%d entries", len(once))
		}
		if n := w.count("registry_business where not demo"); n != 0 {
			w.Errorf("%d are not marked", n)
		}
		w.load(many)
		if again := w.all(); !slices.Equal(once, again) || w.count("diary_entry") != entries {
			w.Errorf("loaded twice: %d entries, %d in the diary, %d before", len(again), w.count("diary_entry"), entries)
		}
		w.load(many + 40) // more of it may come later
		if n := len(w.all()); n != many+41 {
			w.Errorf("%d entries", n)
		}
	})
}

// A number that two entries bear is the first one's: the second stays a draft.
func TestASecondEntryOfANumberStaysADraft(t *testing.T) {
	each(t, func(w *theatre) {
		w.load(3000)
		numbers := map[string]int{}
		for _, line := range w.texts(`select nib || ' ' || state from registry_business where nib is not null and state in ('draft', 'published') order by id`) {
			nib, state, _ := strings.Cut(line, " ")
			if state == "published" {
				numbers[nib]++
			} else if numbers[nib] != 1 {
				numbers[nib] += 2
			}
		}
		for nib, n := range numbers {
			if n > 2 {
				w.Errorf("%s is borne by %d", nib, n)
			}
		}
		if n := w.count(`registry_business b where state = 'draft' and exists (select 1 from registry_business o where o.nib = b.nib and o.state = 'published')`); n == 0 {
			w.Error("there is no second entry: the test shows nothing")
		}
	})
}

// Every page has something to show: the maker's businesses are in every state, and
// the counter has work.
func TestTheStories(t *testing.T) {
	each(t, func(w *theatre) {
		w.load(0)
		mine := w.texts(`select b.state from registry_business b join registry_business_person p on p.business = b.id
			join account_person a on a.id = p.person where a.made_by = 'command' order by b.state`)
		if want := []string{"closed", "draft", "published", "published", "published", "returned", "submitted", "suspended"}; !slices.Equal(mine, want) {
			w.Errorf("the maker has %q", mine)
		}
		if n := w.count("registry_business where state = 'submitted' and kelurahan like '" + barat + ".%'"); n < 40 {
			w.Errorf("%d wait at the counter", n)
		}
		if n := w.count("registry_proposal where state = 'open'"); n != 2 {
			w.Errorf("%d proposals", n)
		}
		if n := w.count("registry_read"); n != 1 {
			w.Errorf("%d reads", n)
		}
		if n := w.count("account_session where ended_at is null"); n != 0 {
			w.Errorf("%d sessions are left open", n)
		}
	})
}

func TestRealOnesKeepADemonstrationOut(t *testing.T) {
	each(t, func(w *theatre) {
		w.must(func(tx *db.Tx) error {
			_, err := w.show.Book.PutAs(tx, "command", registry.List{Source: "oss", Level: registry.Register},
				[]registry.Incoming{{Key: "1", Set: registry.Values{registry.Kind: "usaha", registry.Name: "Toko Sungguhan"}}})
			return err
		})
		err := w.show.Load(w.Context(), many, func(int, int) {})
		if f := fault.Of(err); f == nil || f.Kind != fault.Denied || f.Key != "registry.demo_among_real" {
			w.Errorf("%v", err)
		}
		if n := w.count("registry_business"); n != 1 {
			w.Errorf("%d businesses", n)
		}
	})
}

// What is taken out leaves nothing but ids in the diary.
func TestTheCityGoesAgain(t *testing.T) {
	each(t, func(w *theatre) {
		w.load(many)
		before := w.count("diary_person")
		far := 0
		if err := w.show.Unload(w.Context(), func(done, total int) {
			if total < many || done <= far || done > total {
				w.Errorf("%d of %d behind %d", done, total, far)
			}
			far = done
		}); err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"registry_business", "registry_business_kbli", "registry_business_contact", "registry_business_person", "registry_change", "registry_move",
			"registry_proposal", "registry_read", "registry_permit", "registry_row_change", "registry_source_row"} {
			if n := w.count(table); n != 0 {
				w.Errorf("%s has %d rows", table, n)
			}
		}
		if n := w.count("diary_person"); n >= before || n > w.count("account_person") {
			w.Errorf("%d keys are left of %d", n, before)
		}
		if told := w.count("diary_entry where fact = 'registry.removed'"); told != far {
			w.Errorf("%d went and %d are told", far, told)
		}
		w.load(60)
		if n := len(w.all()); n != 61 {
			w.Errorf("%d entries come again", n)
		}
	})
}

// childOf says where a load that is to be killed takes place.
const childOf = "ALUN_SHOWCASE_CHILD"

// TestAKilledLoadGoesOnToTheSameEnd kills a process that loads, several times.
func TestAKilledLoadGoesOnToTheSameEnd(t *testing.T) {
	if at := os.Getenv(childOf); at != "" {
		loadUntilKilled(t, at)
		return
	}
	for name, at := range dbtest.URLs() {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "house.key")
			ring, err := keys.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			address := at(t)
			w := aTheatre(t, address, ring)
			w.d.Close()
			for i := range 3 {
				killed(t, address, file, 100+i*250)
			}
			w.d = opened(t, address)
			w.show.DB = w.d
			w.load(1500)
			straight := aTheatre(t, at(t), ring)
			straight.load(1500)
			if got, want := w.all(), straight.all(); !slices.Equal(got, want) {
				t.Errorf("%d entries, not %d as without a kill", len(got), len(want))
			}
			for _, table := range []string{"registry_business", "registry_change", "registry_move", "registry_business_person", "registry_proposal", "diary_entry where fact like 'registry.%'"} {
				if got, want := w.count(table), straight.count(table); got != want {
					t.Errorf("%s: %d rows, not %d", table, got, want)
				}
			}
		})
	}
}

// killed starts a load in a process of its own and kills it when so many are in.
func killed(t *testing.T, address, key string, after int) {
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestAKilledLoadGoesOnToTheSameEnd$")
	c.Env = append(os.Environ(), childOf+"="+address, childOf+"_KEY="+key)
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	heard := ""
	for piece := make([]byte, 4096); ; {
		n, err := out.Read(piece)
		heard += string(piece[:n])
		done := 0
		if i := strings.LastIndex(heard, "there "); i >= 0 {
			_, _ = fmt.Sscanf(heard[i:], "there %d\n", &done)
		}
		if done >= after {
			break
		}
		if err != nil {
			t.Fatalf("it ended by itself: %s", heard)
		}
	}
	_ = c.Process.Kill()
	_ = c.Wait() // killed
}

func loadUntilKilled(t *testing.T, address string) {
	ring, err := keys.Open(os.Getenv(childOf + "_KEY"))
	if err != nil {
		t.Fatal(err)
	}
	err = showOf(t, opened(t, address), ring).Load(t.Context(), 100_000, func(done, _ int) { fmt.Printf("there %d\n", done) })
	t.Fatal("nobody killed it", err, time.Now())
}

// opened opens a database that is there, as another process would.
func opened(t *testing.T, at string) *db.DB {
	d, err := db.Open(t.Context(), at, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	if err := d.Join(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d
}

// What businesses hold comes with them, once, with its history and no entry of the diary:
// proven where the state's list tells of it, and as many as the city says.
func TestPermitsComeWithTheCity(t *testing.T) {
	each(t, func(w *theatre) {
		w.load(1000)
		want := map[string]int{}
		for number := range int64(1000) {
			for _, p := range w.show.City.Permits(number) {
				want[p.Kind+" "+p.Number+" "+p.Issued.String()]++
			}
		}
		got := map[string]int{}
		for _, line := range w.texts(`select p.kind || ' ' || p.number || ' ' || p.issued from registry_permit p
			join registry_source_row s on s.business = p.business where s.source in ('peragaan_oss', 'peragaan_loket') and s.key <> 'usul'`) {
			got[line]++
		}
		if len(want) < 15 || !maps.Equal(got, want) {
			w.Errorf("%d permits, not %d: %v", len(got), len(want), got)
		}
		all := w.count(`registry_permit`)
		proven, told := w.count(`registry_permit where level = 6`), w.count(`registry_permit where level = 2`)
		if shown := w.count(`registry_permit where level = 5`); proven == 0 || told == 0 || shown != 1 || proven+told+shown != all {
			w.Errorf("%d permits: %d proven, %d shown, %d told", all, proven, shown, told)
		}
		if n := w.count(`registry_permit p join registry_business b on b.id = p.business where p.level = 6 and b.nib is null`); n != 0 {
			w.Errorf("%d are proven of businesses without a number", n)
		}
		if n := w.count(`registry_row_change c join registry_permit p on p.id = c.permit and p.business = c.business and p.added_at = c.at and p.added_by = c.by_actor
			join registry_business b on b.id = p.business and b.subject = c.subject where c.kind = 'added' and c.ended_after = ''`); n != all {
			w.Errorf("the history has %d of %d", n, all)
		}
		if n := w.count(`diary_entry where fact like 'registry.permit%'`); n != 1 {
			w.Errorf("the diary tells of %d, not of the one that an officer was shown", n)
		}
		w.load(1000)
		if n := w.count(`registry_permit`); n != all {
			w.Errorf("loaded twice: %d permits, not %d", n, all)
		}
	})
}

// A proven permit is a signal of the day on which it was issued, never after the business
// closed.
func TestASignalOfAPermitFitsTheTruth(t *testing.T) {
	city, err := madeup.Open(balikpapan, 1)
	if err != nil {
		t.Fatal(err)
	}
	show, signs := showcase.Show{City: city}, 0
	for e := range city.Entries(20_000) {
		truth := city.Truth(e.Number)
		for _, s := range show.Signs(e) {
			if s.Kind != "permit_renewed" {
				continue
			}
			signs++
			if s.At.After(madeup.Today.Start()) || !truth.Active && !s.At.Before(truth.Since.Start()) || e.Facts[registry.NIB] == "" {
				t.Fatalf("entry %d, %+v: renewed on %v", e.Number, truth, s.At)
			}
		}
	}
	if signs < 50 || signs > 1000 {
		t.Errorf("%d of 20,000 have renewed", signs)
	}
}
