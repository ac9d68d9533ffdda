package madeup_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"alun/record/registry"
	"alun/record/registry/madeup"
)

// numbers are the forms of permits' numbers, each with what no office gives: province or
// place 99, packaging 9 of a PIRT (there are 1 to 8), year 99, the 999th certifier, and a
// mark far behind the last.
var numbers = map[string]*regexp.Regexp{
	"halal":      regexp.MustCompile(`^ID99110\d{8}(0[1-9]|1[0-2])\d\d$`),
	"pirt":       regexp.MustCompile(`^P-IRT 9(0[1-9]|1[0-5])9999\d{6}-\d\d$`),
	"bpom":       regexp.MustCompile(`^(MD 9999\d{8}|NA 99\d{9}|TR 99\d{7})$`),
	"sni":        regexp.MustCompile(`^LSPro-999-IDN/\d{6}$`),
	"hki":        regexp.MustCompile(`^IDM999\d{6}$`),
	"lingkungan": regexp.MustCompile(`^PKPLH-9999\d{9}$`),
	"lain":       regexp.MustCompile(`^SLHS-9999-\d{8}$`),
}

// holders counts who holds what, of first entries.
type holders struct {
	of, with map[string]int
}

func (h *holders) add(group string, held []madeup.Permit) {
	h.of[group]++
	for _, p := range held {
		h.with[group+" "+p.Kind]++
	}
}

// groupsOf says in which groups an entry is counted.
func groupsOf(e madeup.Entry) (out []string) {
	size := "larger"
	if slices.Contains([]string{"omzet_60jt", "omzet_300jt", "omzet_1m", "omzet_2m"}, e.Facts[registry.Sales]) {
		size = "micro"
	}
	codes, _ := registry.ReadCodes(e.Facts[registry.KBLI])
	if len(codes) == 0 {
		return nil
	}
	switch codes[0].Code[:2] {
	case "10", "11":
		out = append(out, size+" food", size+" producer")
	case "56":
		out = append(out, size+" food")
	case "13", "15", "16", "32":
		out = append(out, size+" craft")
	case "47":
		out = append(out, size+" shop")
	}
	return out
}

// TestPermitsAreInProportion: about as many as permits.csv says, in all that make or serve
// food and in crafts; shops hold nothing.
func TestPermitsAreInProportion(t *testing.T) {
	c, h := city(t, 1), holders{map[string]int{}, map[string]int{}}
	for e := range c.Entries(madeup.Businesses) {
		if c.Truth(e.Number).First != e.Number {
			continue
		}
		for _, group := range groupsOf(e) {
			h.add(group, c.Permits(e.Number))
		}
	}
	for _, x := range []struct {
		group, kind string
		least, most float64
	}{
		{"micro food", "halal", 0.05, 0.065}, {"micro food", "pirt", 0.035, 0.045}, {"micro food", "bpom", 0.0005, 0.004},
		{"larger food", "halal", 0.17, 0.26}, {"micro producer", "pirt", 0.07, 0.11}, {"larger producer", "pirt", 0.15, 0.3},
		{"micro craft", "hki", 0.007, 0.013}, {"larger craft", "hki", 0.04, 0.14}, {"micro craft", "sni", 0, 0.002},
		{"micro food", "lingkungan", 0, 0.003}, {"larger food", "lingkungan", 0.05, 0.15}, {"micro food", "lain", 0.003, 0.012},
		{"micro shop", "halal", 0, 0}, {"larger shop", "pirt", 0, 0},
	} {
		got := float64(h.with[x.group+" "+x.kind]) / float64(h.of[x.group])
		t.Logf("%s with %s: %d of %d, %.4f", x.group, x.kind, h.with[x.group+" "+x.kind], h.of[x.group], got)
		if h.of[x.group] == 0 || got < x.least || got > x.most {
			t.Errorf("%s with %s: %.4f is not from %.4f to %.4f", x.group, x.kind, got, x.least, x.most)
		}
	}
}

// TestPermitsFitTheTruth: none is issued before the business or after it closed, some are
// over, a second entry tells nothing that the first does not, and no number is anybody's.
func TestPermitsFitTheTruth(t *testing.T) {
	c := city(t, 1)
	var all, over, endless, closed, second, less int
	seen := map[string]int64{}
	for number := range int64(40_000) {
		truth := c.Truth(number)
		held := c.Permits(number)
		if truth.First != number {
			of := c.Permits(truth.First)
			second, less = second+len(held), less+len(of)-len(held)
			for _, p := range held {
				if !slices.Contains(of, p) {
					t.Fatalf("entry %d tells of %+v, the first does not", number, p)
				}
			}
			continue
		}
		for _, p := range held {
			all++
			form := numbers[p.Kind]
			if form == nil || !form.MatchString(p.Number) || !slices.Contains(registry.PermitKinds, p.Kind) || p.Issuer == "" {
				t.Fatalf("entry %d: %+v", number, p)
			}
			if was, twice := seen[p.Kind+p.Number]; twice {
				t.Errorf("entries %d and %d have one %s", was, number, p.Number)
			}
			seen[p.Kind+p.Number] = number
			end := madeup.Today
			if !truth.Active {
				closed, end = closed+1, truth.Since
			}
			if !p.Issued.Before(end) || truth.Active && p.Issued.Before(truth.Since) {
				t.Fatalf("entry %d, %+v: %+v", number, truth, p)
			}
			switch {
			case p.Until.IsZero():
				endless++
			case p.Until.Before(p.Issued):
				t.Fatalf("entry %d: %+v", number, p)
			case p.Until.Before(madeup.Today):
				over++
			}
		}
	}
	t.Logf("%d permits, %d over, %d without end, %d of closed businesses; second entries tell %d and leave %d out", all, over, endless, closed, second, less)
	if all < 1000 || over < all/50 || over > all/2 || endless < all/10 || closed == 0 || second == 0 || less == 0 {
		t.Error("no city is like this")
	}
}

// TestPermitsAreAlwaysTheSame: of one seed, whatever was made before; another seed gives
// others.
func TestPermitsAreAlwaysTheSame(t *testing.T) {
	one, same, other := city(t, 1), city(t, 1), city(t, 2)
	var there, here, elsewhere []string
	for n := range int64(3000) {
		there, elsewhere = append(there, fmt.Sprint(one.Permits(n))), append(elsewhere, fmt.Sprint(other.Permits(n)))
	}
	for n := int64(2999); n >= 0; n-- {
		_ = same.Entry(n)
		here = append(here, fmt.Sprint(same.Permits(n)))
	}
	slices.Reverse(here)
	if !slices.Equal(there, here) || slices.Equal(there, elsewhere) {
		t.Error("permits depend on more than the seed, or not on it")
	}
	small, err := madeup.Open(hamlet, 1)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for number := range int64(3000) {
		n += len(small.Permits(number))
	}
	if n == 0 {
		t.Error("a city of other words has no permits")
	}
}

func BenchmarkPermits(b *testing.B) {
	c := city(b, 1)
	for i := range b.N {
		_ = c.Permits(int64(i))
	}
}
