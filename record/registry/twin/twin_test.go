package twin

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

func ruled(t testing.TB) Rules {
	t.Helper()
	r, err := DefaultRules()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The likeness that the literature prints for these pairs.
func TestAlikeAsPublished(t *testing.T) {
	for _, c := range []struct {
		a, b       string
		jaro, like float64
	}{
		{"martha", "marhta", 0.944, 0.961}, {"dwayne", "duane", 0.822, 0.840}, {"dixon", "dicksonx", 0.767, 0.813},
		{"jellyfish", "smellyfish", 0.896, 0.896}, {"abc", "abc", 1, 1}, {"abc", "xyz", 0, 0}, {"", "a", 0, 0},
	} {
		if got := alike(c.a, c.b); math.Abs(got-c.like) > 0.001 {
			t.Errorf("%s and %s: %.3f, published %.3f", c.a, c.b, got, c.like)
		}
		if c.a != c.b && c.a != "" {
			if got := jaro(c.a, c.b); math.Abs(got-c.jaro) > 0.001 {
				t.Errorf("%s and %s: Jaro %.3f, published %.3f", c.a, c.b, got, c.jaro)
			}
		}
	}
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ names, want string }{
		{"Warung Amplang Bu Sarini", "amplang sarini"},
		{"WR. AMPLANG IBU SARINI", "amplang sarini"},
		{"Toko", "toko"},
		{"Café D'Laut | Cafe Laut", "cafe dlaut laut"},
		{"", ""}, {"!!!", ""}, {"\xff\xfe", ""},
		{"寿司 まつ", "寿司 まつ"},
	} {
		if got := strings.Join(tokens(strings.Split(c.names, " | ")), " "); got != c.want {
			t.Errorf("%q: %q, not %q", c.names, got, c.want)
		}
	}
}

// crowd is a city beside which rare words are rare.
func crowd(t *testing.T) []Side {
	sides, _ := town(t, 77, 4000)
	return sides
}

func TestPairsThatWereThoughtOf(t *testing.T) {
	first := Side{ID: -1, Names: []string{"Warung Amplang Bu Sarinten Ombakjingga"}, NIB: "9999000000001", Keys: []string{"k1"}, Owners: []string{"o1"},
		Kelurahan: "64.71.05.1008", RT: 12, Lat: -1_240_890, Lng: 116_896_160, Placed: true, Code: "10794", Began: 2019}
	with := func(change func(*Side)) Side {
		s := first
		s.ID = -2
		change(&s)
		return s
	}
	for _, c := range []struct {
		name        string
		other       Side
		found, sure bool
	}{
		{"the same", with(func(s *Side) {}), true, true},
		{"shortened, another phone, no NIB", with(func(s *Side) {
			s.Names, s.NIB, s.Keys, s.Lat = []string{"WR. AMPLANG IBU SARINTEN OMBAKJINGA"}, "", []string{"k2"}, s.Lat+300
		}), true, true},
		{"only phone and owner are the same", with(func(s *Side) {
			s.Names, s.NIB, s.Code, s.Kelurahan, s.RT, s.Lat, s.Began = []string{"Bengkel Las Rodiman"}, "", "25111", "64.71.03.1001", 3, s.Lat+40_000, 2010
		}), false, false},
		{"another business of the owner, at the same place", with(func(s *Side) {
			s.Names, s.NIB, s.Code, s.Began = []string{"Laundry Cahaya Wangi"}, "", "96200", 2023
		}), false, false},
		{"a branch: the name, nothing else", with(func(s *Side) {
			s.NIB, s.Keys, s.Owners, s.Kelurahan, s.RT, s.Lat = "", []string{"k9"}, nil, "64.71.03.1001", 3, s.Lat+40_000
		}), true, false},
	} {
		x := New(ruled(t), append(crowd(t), first))
		pairs := x.Against(c.other)
		i := slices.IndexFunc(pairs, func(p Pair) bool { return p.A == -2 && p.B == -1 })
		sure := i >= 0 && pairs[i].Sure
		if (i >= 0) != c.found && !(c.name == "a branch: the name, nothing else") || sure != c.sure {
			t.Errorf("%s: found %v, sure %v: %v", c.name, i >= 0, sure, pairs)
		}
	}
}

// A name that joins two businesses is a twin of neither by the name alone; with a second
// evidence, the same number or the same RT, a person looks at it, and it is never sure.
func TestANameOfTwoBusinessesIsNoTwinOfEither(t *testing.T) {
	side := func(id int64, name, key string, rt int) Side {
		s := Side{ID: id, Names: []string{name}, Kelurahan: "64.71.05.1008", RT: rt}
		if key != "" {
			s.Keys = []string{key}
		}
		return s
	}
	for _, c := range []struct {
		name, key string
		rt, looks int
	}{{"Jahit Rina dan Pangkas Doni", "", 0, 0}, {"JAHIT RINA & PANGKAS DONI", "k9", 3, 0}, {"Pangkas Doni dan Jahit Rina", "k1", 12, 2}} {
		x := New(ruled(t), append(crowd(t), side(-1, "Jahit Rina", "k1", 12), side(-2, "Pangkas Doni", "k2", 12)))
		pairs := x.Against(side(-3, c.name, c.key, c.rt))
		if len(pairs) != c.looks || slices.ContainsFunc(pairs, func(p Pair) bool { return p.Sure }) {
			t.Errorf("%s, number %q, RT %d: %+v", c.name, c.key, c.rt, pairs)
		}
	}
	for _, one := range []string{"Jahit Rina", "Pangkas Doni", "Pangkas Rambut Doni"} {
		if n := NamesAlike([]string{one}, []string{"Jahit Rina dan Pangkas Doni"}); n >= 80 {
			t.Errorf("%s is like both by %d: an officer would be asked", one, n)
		}
	}
}

// All, Against and Add tell the same; parts add up; a pair is the same both ways; each
// reason has its sentence.
func TestAllAndAgainstAgree(t *testing.T) {
	r := ruled(t)
	sides, _ := town(t, 78, 12_000)
	x := New(r, sides)
	words := sentences(t)
	all := map[[2]int64]Pair{}
	for _, p := range x.All() {
		all[[2]int64{p.A, p.B}] = p
		sum := Milli(0)
		for _, part := range p.Parts {
			sum += part.Milli
			for language, w := range words {
				if w[string(part.Say)] == "" {
					t.Fatalf("%s has no sentence in %s", part.Say, language)
				}
			}
		}
		if sum != p.Odds || p.A >= p.B || p.Sure != (p.Odds >= r.sure) {
			t.Fatalf("%+v: parts make %d", p, sum)
		}
	}
	seen := 0
	for _, s := range sides {
		for _, p := range x.Against(s) {
			if was, there := all[[2]int64{p.A, p.B}]; !there || fmt.Sprint(was) != fmt.Sprint(p) {
				t.Fatalf("against finds %+v, all %+v", p, was)
			}
			seen++
		}
	}
	if seen != 2*len(all) || len(all) < 100 {
		t.Errorf("all finds %d pairs, against %d, which should be twice as many", len(all), seen)
	}
	half := New(r, sides[:6000])
	for _, s := range sides[6000:] {
		half.Add(s)
		half.Add(s) // once is enough
	}
	found, together := 0, half.All()
	for _, p := range together {
		if was, there := all[[2]int64{p.A, p.B}]; there && was.Odds == p.Odds {
			found++
		}
	}
	t.Logf("%d pairs, %d where half was added later, %d of them the same", len(all), len(together), found)
	// Which words are rare is told when an entry comes: a pair at the edge may differ.
	if half.Len() != len(sides) || found < len(all)*99/100 {
		t.Errorf("what is added later is found otherwise: %d of %d", found, len(all))
	}
}

// However few candidates are held at once, the same pairs are found, each once.
func TestAFewCandidatesAtOnceFindTheSame(t *testing.T) {
	sides, _ := town(t, 79, 3000)
	x := New(ruled(t), sides)
	whole := x.All()
	for _, atOnce := range []int{1, 50, 4000} {
		if few := x.pairs(atOnce); len(whole) < 50 || fmt.Sprint(few) != fmt.Sprint(whole) {
			t.Errorf("%d at once find %d pairs, all at once %d", atOnce, len(few), len(whole))
		}
	}
}

func sentences(t *testing.T) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, language := range []string{"id", "en", "ja"} {
		raw, err := os.ReadFile("../words/" + language + ".json")
		if err != nil {
			t.Fatal(err)
		}
		out[language] = map[string]string{}
		words := out[language]
		if err := json.Unmarshal(raw, &words); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// Whatever somebody writes as a name: no panic, the same both ways, and most alike to
// itself.
func FuzzNames(f *testing.F) {
	for _, seed := range [][2]string{{"Warung Bu Sari", "WR. SARI"}, {"", "!"}, {"\xff", "a\x00b"}, {"寿司", "すし"}, {"a a a", "İ ß ﬁ"}, {strings.Repeat("kata ", 99), strings.Repeat("z", 999)}} {
		f.Add(seed[0], seed[1])
	}
	rules, err := DefaultRules()
	if err != nil {
		f.Fatal(err)
	}
	rules.look = -1_000_000
	rules.bestName = 0
	f.Fuzz(func(t *testing.T, one, two string) {
		a := Side{ID: 1, Names: []string{one}, Keys: []string{"k"}, Code: one, NIB: two}
		b := Side{ID: 2, Names: []string{two}, Keys: []string{"k"}, Code: two, NIB: two}
		x := New(rules, []Side{a, b})
		p, q := x.Against(a), New(rules, []Side{b, a}).Against(b)
		if len(p) != 1 || len(q) != 1 {
			t.Fatalf("%v and %v", p, q)
		}
		first, second := x.entry(&a, false), x.entry(&b, false)
		l1, r1 := x.names(&first, &first)
		l2, r2 := x.names(&first, &second)
		if math.IsNaN(l2) || math.IsNaN(r2) || l2 < 0 || l2 > 1 || l2 > l1+1e-9 && len(first.words) > 0 || r1 < 0 || r2 < 0 {
			t.Fatalf("%f %f %f %f", l1, r1, l2, r2)
		}
	})
}

func BenchmarkAll(b *testing.B) {
	r := ruled(b)
	sides, _ := town(b, 79, 93_000)
	b.Run("93,000 compared", func(b *testing.B) {
		for range b.N {
			_ = New(r, sides).All()
		}
	})
	x := New(r, sides)
	b.Run("one against 93,000", func(b *testing.B) {
		for i := range b.N {
			_ = x.Against(sides[i%len(sides)])
		}
	})
	b.Run("one added and compared", func(b *testing.B) {
		y := New(r, sides)
		b.ResetTimer()
		for i := range b.N {
			s := sides[i%len(sides)]
			s.ID = int64(1_000_000 + i)
			_ = y.Against(s)
			y.Add(s)
		}
	})
}
