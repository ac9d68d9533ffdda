package size

import (
	"math"
	"os"
	"slices"
	"testing"

	"alun/ground/date"
	"alun/ground/money"

	"pgregory.net/rapid"
)

// balikpapan is the shipped profile.
var balikpapan = os.DirFS("../../../city/balikpapan")

func shipped(t interface {
	Helper()
	Fatal(...any)
}) *Rules {
	t.Helper()
	p, err := ReadProfile(balikpapan)
	if err != nil {
		t.Fatal(err)
	}
	return arrange(slices.Clone(p.versions))
}

func day(text string) date.Day {
	d, err := date.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

var today = day("2026-11-22")

// Every bound of every scheme, to the rupiah and the person.
//
// long: a table of cases.
func TestEveryBound(t *testing.T) {
	const juta, miliar = int64(money.Juta), int64(money.Miliar)
	running := func(n int64) Facts { return Facts{Running: true, Sales: Figure{n, true}, On: today} }
	starting := func(n int64) Facts { return Facts{Capital: Figure{n, true}, On: today} }
	then := func(n int64, on string) Facts { f := running(n); f.On = day(on); return f }
	maker := func(workers, invest int64) Facts {
		return Facts{Running: true, Workers: People(workers), Investment: Figure{invest, true}, On: today}
	}
	survey := func(workers, sales, invest int64) Facts {
		return maker(workers, invest).With(Sales, Figure{sales, true})
	}
	for _, c := range []struct {
		scheme Scheme
		facts  Facts
		want   string
	}{
		{UMKM, running(0), "mikro"},
		{UMKM, running(300 * juta), "mikro"},
		{UMKM, running(2 * miliar), "mikro"},
		{UMKM, running(2*miliar + 1), "kecil"},
		{UMKM, running(15 * miliar), "kecil"},
		{UMKM, running(15*miliar + 1), "menengah"},
		{UMKM, running(50 * miliar), "menengah"},
		{UMKM, running(50*miliar + 1), "besar"},
		{UMKM, running(math.MaxInt64), "besar"},
		{UMKM, starting(0), "mikro"},
		{UMKM, starting(1 * miliar), "mikro"},
		{UMKM, starting(1*miliar + 1), "kecil"},
		{UMKM, starting(5 * miliar), "kecil"},
		{UMKM, starting(5*miliar + 1), "menengah"},
		{UMKM, starting(10 * miliar), "menengah"},
		{UMKM, starting(10*miliar + 1), "besar"},
		// the day on which PP 7/2021 took the place of UU 20/2008
		{UMKM, then(300*juta, "2021-02-01"), "mikro"},
		{UMKM, then(300*juta+1, "2021-02-01"), "kecil"},
		{UMKM, then(300*juta+1, "2021-02-02"), "mikro"},
		{UMKM, then(2500*juta, "2012-06-30"), "kecil"},
		{UMKM, then(2500*juta+1, "2012-06-30"), "menengah"},
		{UMKM, then(50*miliar+1, "2008-07-04"), "besar"},
		{UMKM, then(1, "2008-07-03"), ""},
		{Industri, maker(1, 0), "ik"},
		{Industri, maker(19, miliar-1), "ik"},
		{Industri, maker(19, miliar), "im"},
		{Industri, maker(19, 100*miliar), "im"},
		{Industri, maker(20, 0), "im"},
		{Industri, maker(20, 15*miliar), "im"},
		{Industri, maker(20, 15*miliar+1), "ib"},
		{BPS, survey(1, 0, 0), "imk-mikro"},
		{BPS, survey(4, 0, 0), "imk-mikro"},
		{BPS, survey(5, 0, 0), "imk-kecil"},
		{BPS, survey(19, 10*miliar, 5*miliar), "imk-kecil"},
		{BPS, survey(20, 0, 0), "ibs-sedang"},
		{BPS, survey(99, 0, 0), "ibs-sedang"},
		{BPS, survey(100, 0, 0), "ibs-besar"},
		{BPS, survey(3, 10*miliar+1, 0), "ibs-sedang"},
		{BPS, survey(3, 50*miliar, 0), "ibs-sedang"},
		{BPS, survey(3, 50*miliar+1, 0), "ibs-besar"},
		{BPS, survey(3, 0, 5*miliar+1), "ibs-sedang"},
		{BPS, survey(3, 0, 10*miliar), "ibs-sedang"},
		{BPS, survey(3, 0, 10*miliar+1), "ibs-besar"},
		{Steps, running(60 * juta), "M1"},
		{Steps, running(60*juta + 1), "M2"},
		{Steps, running(300 * juta), "M2"},
		{Steps, running(300*juta + 1), "M3"},
		{Steps, running(1 * miliar), "M3"},
		{Steps, running(1*miliar + 1), "M4"},
		{Steps, running(2 * miliar), "M4"},
		{Steps, running(2*miliar + 1), "K1"},
		{Steps, running(10*miliar + 1), "K2"},
		{Steps, running(15*miliar + 1), "N"},
		{Steps, running(50*miliar + 1), "B"},
		{CapitalBands, starting(50 * juta), "C1"},
		{CapitalBands, starting(200 * juta), "C2"},
		{CapitalBands, starting(200*juta + 1), "C3"},
		{CapitalBands, starting(1*miliar + 1), "C4"},
		{CapitalBands, starting(5*miliar + 1), "C5"},
		{CapitalBands, starting(10*miliar + 1), "C6"},
	} {
		got := shipped(t).Of(c.scheme, c.facts)
		if got.Class.Code != c.want || got.Known != (c.want != "") || c.want != "" && (len(got.Because) == 0 || got.Rule.Basis == "" || len(got.Missing) > 0) {
			t.Errorf("%s %+v = %+v, want %s", c.scheme, c.facts, got, c.want)
		}
	}
}

// What is not known is said.
func TestMissingFacts(t *testing.T) {
	rules := shipped(t)
	for _, c := range []struct {
		name    string
		scheme  Scheme
		facts   Facts
		class   string
		may     []string
		missing []Fact
	}{
		{"no sales", UMKM, Facts{Running: true, Capital: Rupiah(5)}, "", []string{"mikro", "kecil", "menengah", "besar"}, []Fact{Sales}},
		{"no capital", UMKM, Facts{Sales: Rupiah(5)}, "", []string{"mikro", "kecil", "menengah", "besar"}, []Fact{Capital}},
		{"few workers, no investment", Industri, Facts{Workers: People(5)}, "", []string{"ik", "im"}, []Fact{Investment}},
		{"many workers, no investment", Industri, Facts{Workers: People(25)}, "", []string{"im", "ib"}, []Fact{Investment}},
		{"middle investment settles it without workers", Industri, Facts{Investment: Rupiah(5 * money.Miliar)}, "im", []string{"im"}, nil},
		{"nothing of a maker", Industri, Facts{}, "", []string{"ik", "im", "ib"}, []Fact{Workers, Investment}},
		{"a survey by workers alone", BPS, Facts{Workers: People(3)}, "", []string{"imk-mikro", "ibs-sedang", "ibs-besar"}, []Fact{Sales, Investment}},
		{"one is enough for the largest", BPS, Facts{Workers: People(100)}, "ibs-besar", []string{"ibs-besar"}, nil},
	} {
		c.facts.On = today
		got := rules.Of(c.scheme, c.facts)
		var may []string
		for _, p := range got.Possible {
			may = append(may, p.Code)
		}
		if got.Known != (c.class != "") || got.Known && got.Class.Code != c.class || !slices.Equal(may, c.may) || !slices.Equal(got.Missing, c.missing) {
			t.Errorf("%s: known %v, class %s, may %v, missing %v", c.name, got.Known, got.Class.Code, may, got.Missing)
		}
	}
	// UU 20/2008 is held by its sales alone: of a business being established nothing is said
	got := rules.Of(UMKM, Facts{Capital: Rupiah(1), On: day("2015-01-01")})
	if got.Known || len(got.Possible) > 0 || len(got.Version.Rules) == 0 {
		t.Errorf("a class by a criterion that is not held: %+v", got)
	}
}

func TestNext(t *testing.T) {
	rules := shipped(t)
	got := rules.Of(UMKM, Facts{Running: true, Sales: Rupiah(300 * money.Juta), On: today})
	if len(got.Next) != 1 || got.Next[0].Class.Code != "kecil" || got.Next[0].Bound.Low != (End{At: 2_000_000_000, Set: true}) || got.Next[0].More != 1_700_000_001 {
		t.Errorf("next of mikro: %+v", got.Next)
	}
	got = rules.Of(Industri, Facts{Workers: People(19), Investment: Rupiah(900 * money.Juta), On: today})
	if len(got.Next) != 2 || got.Next[0].Bound != (Bound{Fact: Workers, Low: End{20, true, true}}) || got.Next[1].Bound != (Bound{Fact: Investment, Low: End{int64(money.Miliar), true, true}}) {
		t.Errorf("next of ik: %+v", got.Next)
	}
	if got = rules.Of(UMKM, Facts{Running: true, Sales: Rupiah(51 * money.Miliar), On: today}); got.Next != nil {
		t.Errorf("next of the largest: %+v", got.Next)
	}
}

// Every day, every business of which all is known has exactly one class, and one
// that grows never falls.
func TestTotalAndMonotone(t *testing.T) {
	rules := shipped(t)
	first := map[Scheme]date.Day{}
	for _, s := range Schemes {
		all := rules.Versions(s)
		first[s] = all[len(all)-1].From
	}
	rapid.Check(t, func(t *rapid.T) {
		amount := func(name string) int64 {
			near := rapid.SampledFrom([]int64{0, 6e7, 3e8, 1e9, 2e9, 25e8, 5e9, 1e10, 15e9, 5e10, 1e14}).Draw(t, name)
			return max(0, near+rapid.SampledFrom([]int64{-1, 0, 1, 12_345}).Draw(t, name+" by"))
		}
		f := Facts{Running: rapid.Bool().Draw(t, "running"), Sales: Figure{amount("sales"), true}, Capital: Figure{amount("capital"), true},
			Workers: People(rapid.Int64Range(1, 130).Draw(t, "workers")), Investment: Figure{amount("investment"), true},
			On: date.DayOf(day("2008-07-01").Start().AddDate(0, 0, rapid.IntRange(0, 8000).Draw(t, "day")))}
		s := rapid.SampledFrom(Schemes).Draw(t, "scheme")
		got := rules.Of(s, f)
		silent := f.On.Start().Before(first[s].Start()) || s == UMKM && !f.Running && f.On.Start().Before(day("2021-02-02").Start())
		if got.Known == silent {
			t.Fatalf("%s %+v: known %v", s, f, got.Known)
		}
		fact := rapid.SampledFrom(AllFacts).Draw(t, "grows")
		more := f.With(fact, Figure{f.Of(fact).N + rapid.Int64Range(0, 60_000_000_000).Draw(t, "by"), true})
		if grown := rules.Of(s, more); grown.Class.Rank < got.Class.Rank {
			t.Fatalf("%s: %+v is %s, but %+v is %s", s, f, got.Class.Code, more, grown.Class.Code)
		}
		for _, n := range got.Next {
			edge := f.With(n.Bound.Fact, Figure{f.Of(n.Bound.Fact).N + n.More, true})
			under := f.With(n.Bound.Fact, Figure{f.Of(n.Bound.Fact).N + n.More - 1, true})
			if a, b := rules.Of(s, edge), rules.Of(s, under); a.Class != n.Class || b.Class != got.Class {
				t.Fatalf("%s %+v: the next class %s begins elsewhere", s, f, n.Class.Code)
			}
		}
		// what is known less never says otherwise, only less
		hidden := f.With(rapid.SampledFrom(AllFacts).Draw(t, "hidden"), Figure{})
		if part := rules.Of(s, hidden); !silent && !slices.Contains(part.Possible, got.Class) {
			t.Fatalf("%s %+v is %s, but without a fact it could not be", s, f, got.Class.Code)
		}
	})
}

// Every bound of the other schemes is a band's bound too, so that a band that the
// registry keeps never lies in two classes.
func TestBandsLieInOneClass(t *testing.T) {
	rules := shipped(t)
	for bands, fact := range map[Scheme]Fact{Steps: Sales, CapitalBands: Capital} {
		all := rules.Bands(bands, today)
		ends := map[int64]bool{}
		for _, b := range all {
			ends[b.First()] = true
		}
		for _, s := range []Scheme{UMKM, Industri, BPS} {
			v, _ := rules.On(s, today)
			for _, r := range v.Rules {
				if b, ok := r.Bound(fact); ok && !ends[b.First()] {
					t.Errorf("%s begins at %s %d, and no band of %s does", r.Code, fact, b.First(), bands)
				}
			}
		}
		for _, b := range all {
			if got := rules.OfBand(UMKM, b.Bound, Facts{On: today}); len(got) != 1 {
				t.Errorf("band %s lies in %v", b.Code, got)
			}
		}
	}
	span := Bound{Fact: Sales, Low: End{At: 300_000_000, Set: true}, High: End{At: 3_000_000_000, Held: true, Set: true}}
	if got := rules.OfBand(UMKM, span, Facts{On: today}); len(got) != 2 || got[0].Code != "mikro" || got[1].Code != "kecil" {
		t.Errorf("a band over two classes lies in %v", got)
	}
	if got := rules.OfBand(UMKM, span, Facts{On: day("2000-01-01")}); got != nil {
		t.Errorf("a class before any rule: %v", got)
	}
}
