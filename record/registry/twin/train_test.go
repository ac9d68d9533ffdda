package twin

import (
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"alun/record/registry"
	"alun/record/registry/madeup"
)

var count = flag.Bool("count", false, "count weights.csv anew on the seeds for counting")

// The seeds by which weights are counted, and those by which they are judged.
var (
	countSeeds = []uint64{201, 202, 203}
	judgeSeeds = []uint64{31, 32, 33}
)

// town is the entries of a demonstration city, as the register would give them, and
// which of them are the same business.
func town(t testing.TB, seed uint64, n int64) (sides []Side, first map[int64]int64) {
	t.Helper()
	c, err := madeup.Open(os.DirFS("../../../city/balikpapan"), seed)
	if err != nil {
		t.Fatal(err)
	}
	first = map[int64]int64{}
	for e := range c.Entries(n) {
		v := e.Facts
		s := Side{ID: e.Number, Names: append([]string{v[registry.Name]}, strings.Split(v[registry.OtherNames], "\n")...), NIB: v[registry.NIB], Kelurahan: v[registry.Kelurahan]}
		_, _ = fmt.Sscan(v[registry.RT], &s.RT)
		_, _ = fmt.Sscanf(v[registry.Started], "%4d", &s.Began)
		if e.Number*7919%10 >= 3 { // three lists in ten do not name the owner
			s.Owners = []string{"blind " + strings.ToLower(e.Owner.Name)}
		}
		for _, f := range []registry.Fact{registry.Phone, registry.WA, registry.Mail} {
			if v[f] != "" {
				s.Keys = append(s.Keys, "blind "+v[f])
			}
		}
		if at, there := registry.ReadPoint(v[registry.Point]); there {
			s.Lat, s.Lng, s.Placed = at.Lat, at.Lng, true
		}
		if codes, _ := registry.ReadCodes(v[registry.KBLI]); len(codes) > 0 {
			s.Code = codes[0].Code
		}
		sides = append(sides, s)
		first[e.Number] = c.Truth(e.Number).First
	}
	return sides, first
}

// planted counts the pairs that are in truth one business.
func planted(first map[int64]int64) (n int) {
	group := map[int64]int{}
	for _, f := range first {
		n += group[f]
		group[f]++
	}
	return n
}

// sample is a candidate with its levels.
type sample struct {
	levels [respects]int
	twin   bool
}

// TestWeights counts weights.csv when it is asked to (-count): how often each level
// stands among twins and among candidates that are none, on seeds that nothing is
// judged by; then the weights are brought into agreement with each other, since
// respects are not quite independent, by climbing the likelihood (logistic
// regression) from there.
func TestWeights(t *testing.T) {
	r, err := DefaultRules()
	if err != nil {
		t.Fatal(err)
	}
	if !*count {
		return
	}
	r.look, r.bestName = math.MinInt32, 0
	var all []sample
	missed, pairs := 0, 0
	for _, seed := range countSeeds {
		sides, first := town(t, seed, madeup.Businesses)
		x := New(r, sides)
		found := 0
		for _, p := range x.All() {
			a, b := &x.all[x.byID[p.A]], &x.all[x.byID[p.B]]
			l := around(a, b)
			x.named(&l, a, b)
			s := sample{l.codes, first[p.A] == first[p.B]}
			if s.twin {
				found++
			}
			all = append(all, s)
		}
		missed, pairs = missed+planted(first)-found, pairs+planted(first)
	}
	t.Logf("%d candidates; of %d planted pairs %d are not among them", len(all), pairs, missed)
	counted(t, &r, all)
	climb(&r, all)
	bounds(t, &r, all, pairs)
	write(t, r, all)
}

func (s sample) odds(r *Rules) (sum Milli) {
	sum = r.prior
	for i, l := range s.levels {
		sum += r.weights[i][l]
	}
	return sum
}

func counted(t *testing.T, r *Rules, all []sample) {
	var twins, others [respects][]float64
	for i := range twins {
		twins[i], others[i] = make([]float64, len(levelNames[i])), make([]float64, len(levelNames[i]))
	}
	m, u := 0.0, 0.0
	for _, s := range all {
		into := &others
		if s.twin {
			into = &twins
			m++
		} else {
			u++
		}
		for i, l := range s.levels {
			into[i][l]++
		}
	}
	r.prior = Milli(1000 * math.Log(m/u))
	for i := range twins {
		for l := range twins[i] {
			r.weights[i][l] = Milli(1000 * math.Log((twins[i][l]+0.5)/(m+1)/((others[i][l]+0.5)/(u+1))))
		}
	}
	t.Logf("%.0f twins among %.0f others", m, u)
}

// climb brings the weights into agreement by gradient, each step divided by how often
// a level stands.
func climb(r *Rules, all []sample) {
	var often [respects][]float64
	for i := range often {
		often[i] = make([]float64, len(levelNames[i]))
	}
	type kind struct {
		levels [respects]int
	}
	type total struct{ n, twins float64 }
	sums := map[kind]*total{}
	for _, s := range all {
		k := kind{s.levels}
		if sums[k] == nil {
			sums[k] = &total{}
		}
		sums[k].n++
		if s.twin {
			sums[k].twins++
		}
	}
	w, prior := [respects][]float64{}, float64(r.prior)/1000
	for i := range w {
		w[i] = make([]float64, len(r.weights[i]))
		for l := range w[i] {
			w[i][l] = float64(r.weights[i][l]) / 1000
		}
	}
	for range 400 {
		var pull, weight [respects][]float64
		for i := range pull {
			pull[i], weight[i] = make([]float64, len(w[i])), make([]float64, len(w[i]))
		}
		for k, s := range sums {
			odds := prior
			for i, l := range k.levels {
				odds += w[i][l]
			}
			p := 1 / (1 + math.Exp(-odds))
			for i, l := range k.levels {
				pull[i][l] += s.twins - s.n*p
				weight[i][l] += s.n * p * (1 - p)
			}
		}
		for i := range w {
			for l := range w[i] {
				w[i][l] += (pull[i][l] - 0.05*w[i][l]) / (5*weight[i][l] + 1)
			}
		}
	}
	for i := range w {
		for l := range w[i] {
			r.weights[i][l] = Milli(math.Round(1000 * w[i][l]))
		}
	}
}

// bounds chooses where pairs are sure, precision 0.986 on these seeds, and where a
// person looks: one in ten is a twin.
func bounds(t *testing.T, r *Rules, all []sample, pairs int) {
	slices.SortFunc(all, func(a, b sample) int { return int(b.odds(r) - a.odds(r)) })
	right, recent := 0, 0
	for i, s := range all {
		if s.twin {
			right++
			recent++
		}
		if float64(right) >= 0.986*float64(i+1) {
			r.sure = s.odds(r)
		}
		if i >= 300 && all[i-300].twin {
			recent--
		}
		if recent >= 30 {
			r.look = s.odds(r)
		}
	}
	t.Logf("sure from %d, looked at from %d, of %d planted", r.sure, r.look, pairs)
}

func write(t *testing.T, r Rules, all []sample) {
	var twins, others [respects][]int
	for i := range twins {
		twins[i], others[i] = make([]int, len(levelNames[i])), make([]int, len(levelNames[i]))
	}
	for _, s := range all {
		for i, l := range s.levels {
			if s.twin {
				twins[i][l]++
			} else {
				others[i][l]++
			}
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "respect,level,milli,twins,others\nprior,,%d,,\nlook,,%d,,\nsure,,%d,,\n", r.prior, r.look, r.sure)
	for i := range r.weights {
		for l, w := range r.weights[i] {
			fmt.Fprintf(&out, "%s,%s,%d,%d,%d\n", respectNames[i], levelNames[i][l], w, twins[i][l], others[i][l])
		}
	}
	if err := os.WriteFile("weights.csv", []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
