package madeup_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"alun/record/registry"
	"alun/record/registry/madeup"
)

// near fails when a share is further from what was said than chance explains.
func near(t *testing.T, what string, n, of int, want float64) {
	t.Helper()
	got, slack := float64(n)/float64(of), 4*math.Sqrt(want*(1-want)/float64(of))
	t.Logf("%s: %.2f %%, said %.2f %%", what, 100*got, 100*want)
	if math.Abs(got-want) > slack {
		t.Errorf("%s: %d of %d, further than %.4f from %.4f", what, n, of, slack, want)
	}
}

func TestTheProportionsAreThoseThatWereSaid(t *testing.T) {
	c := city(t, 1)
	var micro, nib, culinary, trade, utara, alone, person, women, n int
	for e := range c.Entries(madeup.Businesses) {
		n++
		if slices.Contains([]string{"omzet_60jt", "omzet_300jt", "omzet_1m", "omzet_2m"}, e.Facts[registry.Sales]) {
			micro++
		}
		if c.Truth(e.Number).First != e.Number {
			continue
		}
		alone++
		if e.Facts[registry.Kind] == registry.Perorangan {
			person++
		}
		if e.Owner.Woman {
			women++
		}
		if strings.HasPrefix(e.Facts[registry.Kelurahan], "64.71.03.") {
			utara++
		}
		if e.Facts[registry.NIB] != "" {
			nib++
		}
		if codes, _ := registry.ReadCodes(e.Facts[registry.KBLI]); len(codes) > 0 {
			switch codes[0].Code[:2] {
			case "10", "11", "56":
				culinary++
			case "45", "46", "47":
				trade++
			}
		}
	}
	if n != 93_000 || micro != 87_000 {
		t.Errorf("%d micro of %d, the city counted 87,000 of 93,000", micro, n)
	}
	usaha := alone - person
	near(t, "second entries", n-alone, n, 0.04)
	near(t, "persons without NIB", person, alone, 0.015*0.9355)
	near(t, "kecamatan Balikpapan Utara", utara, alone, 191341.0/746804)
	// Siblings mostly, branches always lack the owner's number; all but micro have it.
	t.Logf("with NIB: %.3f; culinary %.3f, trade %.3f of businesses; owned by women %.3f", float64(nib)/float64(usaha), float64(culinary)/float64(usaha),
		float64(trade)/float64(usaha), float64(women)/float64(alone))
	if share := float64(nib) / float64(usaha); share < 0.58 || share > 0.66 {
		t.Errorf("NIB: %.3f", share)
	}
	if share := float64(culinary) / float64(usaha); share < 0.385 || share > 0.415 {
		t.Errorf("culinary: %.3f", share)
	}
}

// Words are as many, and as unlike each other in number, as in real texts: many
// stand once, and the count falls with the rank as Zipf's law says.
func TestTheWordsHaveALongTail(t *testing.T) {
	c := city(t, 1)
	count := map[string]int{}
	for e := range c.Entries(madeup.Businesses) {
		texts := []string{e.Facts[registry.Name], strings.TrimSuffix(e.Facts[registry.AboutID], c.Mark("id"))}
		for _, p := range e.Products {
			texts = append(texts, p.Name, p.About)
		}
		for _, w := range strings.FieldsFunc(strings.ToLower(strings.Join(texts, " ")), func(r rune) bool { return !unicode.IsLetter(r) }) {
			count[w]++
		}
	}
	ranked, once := make([]int, 0, len(count)), 0
	for _, n := range count {
		ranked = append(ranked, n)
		if n == 1 {
			once++
		}
	}
	slices.Sort(ranked)
	slices.Reverse(ranked)
	slope, fit := line(ranked, 10, 20_000)
	t.Logf("%d words, %d stand once; count ~ rank^%.2f between rank 10 and 20,000, R² %.3f", len(count), once, slope, fit)
	t.Log(c.Entry(40).Facts, c.Entry(41).Facts[registry.AboutID], c.Entry(42).Facts[registry.AboutID], c.Entry(41).Products)
	if len(count) < 20_000 || once < len(count)/20 || slope > -0.8 || slope < -1.6 || fit < 0.95 {
		t.Error("that is no natural tail")
	}
	for _, forms := range []string{"masak memasak dimasak pemasakan masakan", "jual menjual dijual penjualan", "kirim mengirim dikirim pengiriman kirimkan", "anyam menganyam dianyam penganyaman anyaman", "kirim mengirimkan", "cat mengecat", "las pengelasan"} {
		missing := slices.DeleteFunc(strings.Fields(forms), func(w string) bool { return count[w] > 0 })
		if len(missing) > 1 {
			t.Errorf("affixed forms that never stand: %v", missing)
		}
	}
	for _, forms := range []string{"menjahit dijahit penjahitan jahitan", "mengelas dilas pengelasan", "memperbaiki diperbaiki perbaikan", "mengantar diantar pengantaran antaran", "menenun tenunan penenunan", "kebersihan dibersihkan pembersihan membersihkan"} {
		if missing := slices.DeleteFunc(strings.Fields(forms), func(w string) bool { return count[w] > 0 }); len(missing) > 0 {
			t.Errorf("affixed forms that never stand: %v", missing)
		}
	}
	if _, fit := line(slices.Repeat([]int{7}, 25_000), 10, 20_000); fit > 0.5 {
		t.Error("words that are all alike would pass")
	}
}

// line fits log(count) over log(rank) by least squares.
func line(ranked []int, from, to int) (slope, fit float64) {
	var n, sx, sy, sxx, sxy, syy float64
	for r := from; r < min(to, len(ranked)); r++ {
		x, y := math.Log(float64(r)), math.Log(float64(ranked[r]))
		n, sx, sy, sxx, sxy, syy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y, syy+y*y
	}
	vx, vy, xy := sxx-sx*sx/n, syy-sy*sy/n, sxy-sx*sy/n
	if vx == 0 || vy == 0 {
		return 0, 0
	}
	return xy / vx, xy * xy / vx / vy
}

// The truth is of a shape that a city may have, and the same of both entries of one
// business.
func TestTruth(t *testing.T) {
	c := city(t, 1)
	const n = 30_000
	var active, moved, twice int
	byYear := map[int][2]int{}
	for number := range int64(n) {
		truth, e := c.Truth(number), c.Entry(number)
		y := byYear[e.Listed]
		y[0]++
		if truth.Active {
			active++
			y[1]++
		}
		byYear[e.Listed] = y
		if !truth.Moved.IsZero() {
			moved++
		}
		if truth.First != number {
			twice++
			first := c.Truth(truth.First)
			if truth.First > number || first != truth {
				t.Fatalf("entry %d is said to be %+v, its first %+v", number, truth, first)
			}
		}
		if truth.Since.Start().After(madeup.Today.Start()) || truth.Moved.Start().After(madeup.Today.Start()) {
			t.Fatalf("entry %d: the future is told: %+v", number, truth)
		}
	}
	t.Logf("active %.3f, moved %.3f, entered twice %.3f; listed and active by year %v", float64(active)/n, float64(moved)/n, float64(twice)/n, byYear)
	if active < n*4/10 || active > n*8/10 || moved < n/20 {
		t.Error("no city is like this")
	}
}

func BenchmarkEntry(b *testing.B) {
	c := city(b, 1)
	for i := range b.N {
		_ = c.Entry(int64(i))
	}
}
