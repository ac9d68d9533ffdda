package directory_test

import (
	"bufio"
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/kbli"
)

// judgedShop is a line of testdata/judged/businesses.csv.
type judgedShop struct {
	kinds, products   []string
	name, area, about string
}

// judgedKind is what a kind of business registers as.
type judgedKind struct{ code, subsector string }

// judgedQuery is a line of queries.csv or queriesfresh.csv, whose head says how they
// were judged: by kinds, before any index was asked.
type judgedQuery struct {
	text, place string
	grade       map[string]int // of a kind: 3 best, 2 good, 1 near
}

// judgedLines reads a file of testdata/judged, without its head.
func judgedLines(t testing.TB, name string, comma rune) [][]string {
	t.Helper()
	file, err := os.Open("testdata/judged/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(bufio.NewReader(file))
	r.Comment, r.Comma = '#', comma
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lines[1:]
}

func judgedQueries(t testing.TB, name string) (out []judgedQuery) {
	t.Helper()
	for _, l := range judgedLines(t, name, ',') {
		q := judgedQuery{l[1], l[2], map[string]int{}}
		for i, kinds := range l[3:6] {
			for kind := range strings.FieldsSeq(kinds) {
				q.grade[kind] = 3 - i
			}
		}
		out = append(out, q)
	}
	return out
}

func judgedShops(t testing.TB) (out []judgedShop) {
	t.Helper()
	for _, l := range judgedLines(t, "businesses.csv", '|') {
		s := judgedShop{kinds: strings.Fields(l[0]), name: l[1], area: l[2], about: l[4]}
		for p := range strings.SplitSeq(l[3], ";") {
			s.products = append(s.products, strings.TrimSpace(p))
		}
		out = append(out, s)
	}
	return out
}

func judgedKinds(t testing.TB) map[string]judgedKind {
	t.Helper()
	out := map[string]judgedKind{}
	for _, l := range judgedLines(t, "kinds.csv", ',') {
		out[l[0]] = judgedKind{l[1], l[2]}
	}
	return out
}

// of is what a business is worth to who asks: the best of its kinds. Who named a place
// means it, so a business elsewhere is worth two less.
func (q judgedQuery) of(s judgedShop) int {
	best := 0
	for _, kind := range s.kinds {
		best = max(best, q.grade[kind])
	}
	if q.place != "" && s.area != q.place && !strings.HasPrefix(s.area, q.place+".") {
		best -= 2
	}
	return max(best, 0)
}

// judgedTop is how many answers count: as many as a person looks through.
const judgedTop = 10

// ndcg is the normalised discounted cumulative gain of an answer: 1 when no other order
// of any businesses would serve the asker better.
func (q judgedQuery) ndcg(shops map[db.ID]judgedShop, answer []db.ID) float64 {
	gain := func(grades []int) (sum float64) {
		for i, g := range grades[:min(judgedTop, len(grades))] {
			sum += (math.Exp2(float64(g)) - 1) / math.Log2(float64(i)+2)
		}
		return sum
	}
	var got, ideal []int
	for _, id := range answer {
		got = append(got, q.of(shops[id]))
	}
	for _, s := range shops {
		ideal = append(ideal, q.of(s))
	}
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	return gain(got) / gain(ideal)
}

// judgedTown is a register of the made-up businesses, in the real areas and under the
// real titles of the KBLI.
type judgedTown struct {
	*town
	shops map[db.ID]judgedShop
}

func aJudgedTown(t *testing.T) *judgedTown {
	w := &judgedTown{bareTown(t, dbtest.SQLite(t)), map[db.ID]judgedShop{}}
	files := os.DirFS("../../../city/balikpapan")
	areas, err := place.ReadProfile(files)
	if err == nil {
		_, err = place.Load(t.Context(), w.d, areas)
	}
	codes, wrong := kbli.ReadProfile(files)
	if err == nil && wrong == nil {
		_, err = kbli.Load(t.Context(), w.d, codes)
	}
	if err != nil || wrong != nil {
		t.Fatal(err, wrong)
	}
	all, kinds := judgedShops(t), judgedKinds(t)
	rows := make([]registry.Values, len(all))
	for i, s := range all {
		k := kinds[s.kinds[0]]
		rows[i] = registry.Values{registry.Name: s.name, registry.Kelurahan: s.area, registry.AboutID: s.about, registry.KBLI: "2020:" + k.code}
		if k.subsector != "" {
			rows[i][registry.Subsectors] = k.subsector
		}
	}
	for i, id := range w.listed(rows...) {
		w.shops[id], w.more[id] = all[i], directory.More{Products: all[i].products}
	}
	w.seal()
	return w
}

// answers asks a directory that lacks some devices.
func (w *judgedTown) answers(lacks directory.Devices) func(q judgedQuery) float64 {
	w.Helper()
	dir := w.directory("")
	dir.Lack(lacks)
	if err := dir.Caught(w.Context()); err != nil {
		w.Fatal(err)
	}
	return func(q judgedQuery) float64 {
		f := findIn(w.T, dir, directory.Ask{Text: q.text, Limit: judgedTop})
		f.Hits = append(f.Hits, f.Others...) // as they stand on the page
		return q.ndcg(w.shops, idsOf(f))
	}
}

func judgedMean(queries []judgedQuery, score func(judgedQuery) float64) float64 {
	sum := 0.0
	for _, q := range queries {
		sum += score(q)
	}
	return sum / float64(len(queries))
}

// TestJudgedQueries measures how well everyday questions find businesses, and that each
// device helps: what does not help is not worth its code.
func TestJudgedQueries(t *testing.T) {
	w := aJudgedTown(t)
	known, fresh := judgedQueries(t, "queries.csv"), judgedQueries(t, "queriesfresh.csv")
	both := slices.Concat(known, fresh)
	with := w.answers(directory.Devices{})
	all := judgedMean(both, with)
	t.Logf("nDCG@%d over %d questions and %d businesses with everything: %.3f; the %d known ones %.3f, the %d fresh ones %.3f",
		judgedTop, len(both), len(w.shops), all, len(known), judgedMean(known, with), len(fresh), judgedMean(fresh, with))
	for _, off := range []struct {
		what  string
		lacks directory.Devices
	}{
		{"stemming", directory.Devices{Stem: true}},
		{"words of the same meaning", directory.Devices{Same: true}},
		{"mending of typos", directory.Devices{Typos: true}},
	} {
		lacking := w.answers(off.lacks)
		without := judgedMean(both, lacking)
		t.Logf("%.3f without %s; known %.3f, fresh %.3f", without, off.what, judgedMean(known, lacking), judgedMean(fresh, lacking))
		if without >= all {
			t.Errorf("%s does not help: %.4f with, %.4f without", off.what, all, without)
		}
	}
	bare := w.answers(directory.Devices{Stem: true, Same: true, Typos: true})
	t.Logf("%.3f without any; known %.3f, fresh %.3f", judgedMean(both, bare), judgedMean(known, bare), judgedMean(fresh, bare))
	if os.Getenv("ALUN_TEST_JUDGED") != "" { // the weakest of the known ones, for who mends
		for _, q := range known {
			if s := with(q); s < 0.7 {
				t.Logf("%.2f %s", s, q.text)
			}
		}
	}
	if got := judgedMean(known, with); got < knownFloor {
		t.Errorf("%.3f over the known questions; it was better than %.3f", got, knownFloor)
	}
	if got := judgedMean(fresh, with); got < freshFloor {
		t.Errorf("%.3f over the fresh questions; it was better than %.3f", got, freshFloor)
	}
}

// What may not be lost again: 0.699 and 0.738 are measured with Found.Others, where there
// were 0.509 and 0.485 before it, when stemming and the mending of typos did harm:
// who was understood to mean one business too few saw nothing else.
const (
	knownFloor = 0.68
	freshFloor = 0.71
)

// The lists are what their heads say, and the measure can fail.
func TestJudgedQueriesAreSound(t *testing.T) {
	queries, kinds, shops := slices.Concat(judgedQueries(t, "queries.csv"), judgedQueries(t, "queriesfresh.csv")), judgedKinds(t), judgedShops(t)
	if len(queries) < 110 || len(shops) < 300 {
		t.Errorf("%d questions over %d businesses", len(queries), len(shops))
	}
	seen, town := map[string]bool{}, map[db.ID]judgedShop{}
	for i, s := range shops {
		town[db.ID(i+1)] = s
		if seen[s.name] {
			t.Errorf("%q twice", s.name)
		}
		seen[s.name] = true
		for _, k := range s.kinds {
			if kinds[k].code == "" {
				t.Errorf("%q: there is no kind %s", s.name, k)
			}
		}
	}
	for _, q := range queries {
		if seen[q.text] {
			t.Errorf("%q twice", q.text)
		}
		seen[q.text] = true
		best := 0
		for k := range q.grade {
			if kinds[k].code == "" {
				t.Errorf("%q: there is no kind %s", q.text, k)
			}
		}
		for _, s := range shops {
			best = max(best, q.of(s))
		}
		if best != 3 {
			t.Errorf("%q: the best answer is worth %d", q.text, best)
		}
	}
	if got := judgedMean(queries, func(q judgedQuery) float64 { return q.ndcg(town, []db.ID{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}) }); got > 0.1 {
		t.Errorf("a directory that always says the same gets %f", got)
	}
	three := map[db.ID]judgedShop{1: {kinds: []string{"a"}, area: "1.1"}, 2: {kinds: []string{"b"}, area: "1.1"}, 3: {kinds: []string{"a"}, area: "1.2"}}
	q := judgedQuery{place: "1.1", grade: map[string]int{"a": 3, "b": 2}}
	for _, c := range []struct {
		answer   []db.ID
		from, to float64
	}{{[]db.ID{1, 2, 3}, 1, 1}, {[]db.ID{2, 1, 3}, 0.7, 0.9}, {[]db.ID{3}, 0.05, 0.15}, {[]db.ID{99}, 0, 0}, {nil, 0, 0}} {
		if got := q.ndcg(three, c.answer); got < c.from-1e-9 || got > c.to+1e-9 {
			t.Errorf("%v: %f, want %f to %f", c.answer, got, c.from, c.to)
		}
	}
}
