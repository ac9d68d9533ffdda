package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"alun/city"
	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/plan"

	"github.com/prometheus/client_golang/prometheus"
)

// What is kept must be what would be drawn. These tests open the whole house
// with two faces over one database, one that keeps pages and one that draws each
// anew, and hold every example of every page against each other while all acts
// of the program happen.

// twoFaces is a house whose own site keeps pages.
type twoFaces struct {
	*visit
	drawn *web.Site
	blind atomic.Pointer[map[string]bool] // the tables whose changes go unnoticed; planted
	turns atomic.Int64

	office  *office // the administrator's pages
	works   []work  // what serve does beside
	key     string  // of a program that may do everything
	imports *api.Op
	lone    sync.Mutex
	touched sync.Map // the tables that have changed
}

// alone makes acts take turns that refuse each other while they run.
func (w *twoFaces) alone(do act) act {
	return func(ctx context.Context, n int) error {
		w.lone.Lock()
		defer w.lone.Unlock()
		return do(ctx, n)
	}
}

func openTwoFaces(t *testing.T, at string) *twoFaces {
	t.Helper()
	words, err := sentences()
	if err != nil {
		t.Fatal(err)
	}
	w := &twoFaces{}
	w.blind.Store(&map[string]bool{})
	h := &house{words: words}
	if h.profile, err = city.Profile("balikpapan"); err != nil {
		t.Fatal(err)
	}
	if h.rules, err = rulesOf(h.profile); err != nil {
		t.Fatal(err)
	}
	h.db, err = db.Open(t.Context(), at, db.Options{Now: atNoon(), Blind: func(table string) bool {
		w.touched.Store(table, true)
		return (*w.blind.Load())[table]
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.db.Close() })
	dir := t.TempDir()
	cfg := &Config{Database: at, Files: filepath.Join(dir, "files"), City: "balikpapan", Dev: true, CacheMiB: 64, Operate: "127.0.0.1:0",
		BackupTo: filepath.Join(dir, "backups"), BackupEvery: time.Hour, BackupKeep: "1d", MailURL: "smtp://127.0.0.1:1?tls=none", MailFrom: "alun@contoh.id"}
	if err := h.ready(t.Context(), filepath.Join(dir, "key")); err != nil {
		t.Fatal(err)
	}
	if h.files, err = h.keeper(cfg); err != nil {
		t.Fatal(err)
	}
	w.visit = visitIn(t, h, cfg)
	h.figures = nil // two sites do not count in one
	plain := *cfg
	plain.CacheMiB = 0
	if w.drawn, err = h.site(t.Context(), &plain); err != nil {
		t.Fatal(err)
	}
	w.openBack(cfg)
	return w
}

// openBack opens what is behind the pages: the administrator's, the other
// programs' and the works.
func (w *twoFaces) openBack(cfg *Config) {
	w.Helper()
	h := w.house
	h.figures, h.log = prometheus.NewRegistry(), slog.New(slog.NewTextHandler(w.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
	var err error
	if h.backups, err = h.schedule(cfg); err == nil {
		w.office, err = h.openOffice(cfg, w.site)
	}
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { w.office.at.Close() })
	w.works = append(h.works(cfg), w.office.works(h)...)
	others := w.programs()
	w.key, w.imports = others.key, others.op("import-report")
}

// atNoon is a clock on which it is the next noon in the city: digests are not
// written at night.
func atNoon() func() time.Time {
	local := time.Now().In(date.WITA)
	off := (36*time.Hour - local.Sub(time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, date.WITA))) % (24 * time.Hour)
	return func() time.Time { return time.Now().Add(off) }
}

// ownKey is the key of a form, which differs in every drawing.
var ownKey = regexp.MustCompile(`<input[^>]*name="` + web.KeyField + `"[^>]*>`)

// page1 is what a face answers, but for the keys of forms.
func page1(s *web.Site, path string) (int, string) {
	r := httptest.NewRequest(http.MethodGet, "http://alun.example"+path, nil)
	out := httptest.NewRecorder()
	s.Handler().ServeHTTP(out, r)
	if out.Code != http.StatusOK {
		return out.Code, "" // a refusal names the request
	}
	return out.Code, ownKey.ReplaceAllString(out.Body.String(), "")
}

// wholeForm is the form of the whole city, a file of a second: the form of one
// office reads the same tables, and stands for it.
const wholeForm = "/renja/{year}/e81"

// keptByNobody are routes that are made anew each time: forms and files of everything, and
// what one sender may ask for so often only.
var keptByNobody = []string{wholeForm, passportLink, "/data/usaha/terbitan.csv", "/data/usaha/terbitan.json"}

// addresses are the examples of all pages, in a language.
func (w *twoFaces) addresses(tag lang.Tag, each int) []string {
	var out []string
	for _, d := range doors {
		if d.method != http.MethodGet || d.as != stranger || strings.HasSuffix(d.route, ".geojson") || slices.Contains(keptByNobody, d.route) {
			continue
		}
		for i, path := range slices.Concat(d.examples, moreQueries[d.route]) {
			if i < each && !strings.Contains(path, "bentuk=") { // a file that is made anew each time
				out = append(out, inLanguage(tag, w.path(path)))
			}
		}
	}
	return out
}

// differ lists the addresses where the kept page is not the one that is drawn.
func (w *twoFaces) differ(all []string) []string {
	var wrong []string
	for _, path := range all {
		code, kept := page1(w.site, path)
		want, fresh := page1(w.drawn, path)
		if code != want || kept != fresh {
			wrong = append(wrong, path)
		}
	}
	return wrong
}

// warm has every page kept: filters must be asked for twice. On PostgreSQL
// nothing is kept before the first news from the other nodes.
func (w *twoFaces) warm(all []string) {
	w.Helper()
	for end := time.Now().Add(10 * time.Second); !w.fresh(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			w.Fatal("nothing is ever kept")
		}
	}
	for range 3 {
		for _, path := range all {
			page1(w.site, path)
		}
	}
}

func (w *twoFaces) fresh() (yes bool) {
	if err := w.house.db.Read(w.Context(), func(tx *db.Tx) error { yes = tx.Seen().Fresh(); return nil }); err != nil {
		w.Fatal(err)
	}
	return yes
}

// answerErratum tells of an erratum, answers it and shows the page to everybody.
func (w *twoFaces) answerErratum(ctx context.Context, n int) error {
	page := w.codes[publicPage]
	return w.house.db.Write(ctx, func(tx *db.Tx) error {
		node, err := plan.NodeID(tx, 2024, "disporapar", "5.2.1.1")
		if err != nil {
			return err
		}
		id, err := plan.Tell(tx, plan.Erratum{Node: node, Field: "output", Message: fmt.Sprint("Di halaman itu tertulis ", n), Page: page})
		if err == nil {
			err = plan.Decide(tx, id, plan.Decision{State: plan.Accepted, Sentence: fmt.Sprint("Memang tercetak ", n), By: byCommand})
		}
		if err == nil {
			err = plan.Release(tx, id, byCommand, 0)
		}
		return err
	})
}

// importChanged brings the whole report in with another name of one row, and a
// percentage that the checks find wrong.
func (w *twoFaces) importChanged(ctx context.Context, n int) error {
	raw, err := fs.ReadFile(w.house.profile, "programmes.csv")
	if err != nil {
		return err
	}
	raw = bytes.ReplaceAll(raw, []byte("Ekonomi Kreatif Tingkat Dasar,"), []byte(fmt.Sprintf("Ekonomi Kreatif Tingkat Dasar %d,", n)))
	raw = bytes.Replace(raw, []byte(",38.01,1.036,"), []byte(fmt.Sprintf(",%d.01,1.036,", 40+n%50)), 1)
	in, err := plan.ReadFile("programmes.csv", bytes.NewReader(raw), int64(len(raw)))
	if err == nil {
		_, err = plan.Import(ctx, w.house.db, in, plan.ImportOptions{Actor: "command", Rules: w.house.rules})
	}
	return err
}

// loadChanged loads a profile where offices, areas, people and promises differ.
func (w *twoFaces) loadChanged(ctx context.Context, n int) error {
	other := fstest.MapFS{}
	err := fs.WalkDir(w.house.profile, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(w.house.profile, name)
		other[name] = &fstest.MapFile{Data: raw}
		return err
	})
	if err != nil {
		return err
	}
	for file, change := range map[string][2]string{
		"opd.csv":          {",Disporapar,", fmt.Sprintf(",Disporapar%d,", n)},
		"promises.csv":     {"memperkuat program-program", fmt.Sprintf("memperkuat %d program", n)},
		"population.csv":   {",191341,", fmt.Sprintf(",19%d,", 1000+n)},
		"msme_classes.csv": {"UU 20/2008 Pasal 6", fmt.Sprintf("UU 20/2008 Pasal 6.%d", n)},
		"kbli_words.csv":   {"amplang; kerupuk;", fmt.Sprintf("amplang%d; kerupuk;", n)},
		"permit_kinds.csv": {",NIB (nomor induk", fmt.Sprintf(",NIB %d (nomor induk", n)},
		"permit_steps.csv": {",Cari kode KBLI usaha", fmt.Sprintf(",Cari %d kode KBLI usaha", n)},
		"areas.csv":        {",Balikpapan Utara,", fmt.Sprintf(",Balikpapan Utara %d,", n)},

		"readiness_axes.csv":           {",Produk dan mutu,", fmt.Sprintf(",Produk dan mutu %d,", n)},
		"readiness_questions.csv":      {",Apakah usaha ini punya NIB", fmt.Sprintf(",Apakah %d usaha ini punya NIB", n)},
		"permit_trades.csv":            {",Setiap usaha.", fmt.Sprintf(",Setiap %d usaha.", n)},
		"ekraf_subsectors.csv":         {",Kriya,", fmt.Sprintf(",Kriya %d,", n)},
		"boundaries_kecamatan.geojson": {"[116.96863,-1.22669]", fmt.Sprintf("[116.968%02d,-1.22669]", n%60)},
	} {
		old := other[file].Data
		other[file] = &fstest.MapFile{Data: bytes.ReplaceAll(old, []byte(change[0]), []byte(change[1]))}
		if bytes.Equal(old, other[file].Data) {
			return fmt.Errorf("%s has no %q", file, change[0])
		}
	}
	changed := *w.house
	changed.profile = other
	return changed.loadProfile(ctx)
}

// TestKeptPagesAreWhatWouldBeDrawn: all acts, in any order and a few at a time,
// while readers walk about. When they have been answered, every kept page is the
// one that a fresh drawing gives.
func TestKeptPagesAreWhatWouldBeDrawn(t *testing.T) {
	t.Parallel()
	for engine, at := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			w := openTwoFaces(t, at(t))
			seed := uint64(time.Now().UnixNano())
			t.Logf("seed %d", seed)
			w.everyAct(rand.New(rand.NewPCG(seed, 0)))
		})
	}
}

// atOnce is how many acts happen together.
const atOnce = 5

func (w *twoFaces) everyAct(r *rand.Rand) {
	acts := w.acts()
	for _, name := range withoutAct(w.site.Addresses(), w.office.site.Addresses(), w.works, acts) {
		w.Errorf("%q changes the house: which act of this test stands for it?", name)
	}
	w.touched.Clear()
	names := slices.Sorted(maps.Keys(acts))
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	private := ofDesks()
	open := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return private[name] })
	desks := slices.DeleteFunc(names, func(name string) bool { return !private[name] })
	for _, group := range slices.Concat(slices.Collect(slices.Chunk(open, atOnce)), slices.Collect(slices.Chunk(desks, atDesks))) {
		tag := lang.All[r.IntN(len(lang.All))]
		pages := w.addresses(tag, 99)
		w.warm(pages)
		w.together(group, acts, pages)
		for _, path := range w.differ(pages) {
			w.Errorf("after %v: %s is not what would be drawn", group, path)
		}
	}
	for _, table := range shownTables {
		if _, changed := w.touched.Load(table); !changed {
			w.Errorf("pages show %s, and no act changes it", table)
		}
	}
	for _, tag := range lang.All {
		for _, path := range w.differ(w.addresses(tag, 99)) {
			w.Errorf("in the end %s is not what would be drawn", path)
		}
	}
}

// atDesks is how many acts of people who are signed in happen between two looks
// at all pages: there are many, and few of them change a page that is kept.
const atDesks = 25

// ofDesks are the forms that only people with a role may send. Of two that meet
// here, one may have ended what the other needs; that each of them succeeds,
// TestDoors shows.
func ofDesks() map[string]bool {
	all := map[string]bool{}
	for _, d := range doors {
		if d.as != stranger {
			all[d.method+" "+d.route] = true
		}
	}
	return all
}

// saysNo knows an answer that says no and changes nothing.
var saysNo = regexp.MustCompile(`: (401|403|404|409|422|429) `)

// together runs acts at once while readers walk through pages.
func (w *twoFaces) together(names []string, acts map[string]func(context.Context, int) error, pages []string) {
	ctx, stop := context.WithCancel(w.Context())
	var readers, writers sync.WaitGroup
	private := ofDesks()
	for range 2 {
		readers.Go(func() {
			for ctx.Err() == nil {
				page1(w.site, pages[rand.IntN(len(pages))])
			}
		})
	}
	for _, name := range names {
		writers.Go(func() {
			err := acts[name](w.Context(), int(w.turns.Add(1)))
			if err != nil && !(private[name] && saysNo.MatchString(err.Error())) {
				w.Errorf("%s: %v", name, err)
			}
		})
	}
	writers.Wait()
	stop()
	readers.Wait()
}
