package findtest_test

import (
	"strings"
	"testing"

	"alun/ground/find/findtest"
)

func TestShopsAreBelievable(t *testing.T) {
	const shops = 30_000
	town := findtest.NewTown(7)
	count, trades := map[string]int{}, map[string]int{}
	words := 0
	for id := range int64(shops) {
		s := town.Shop(id)
		if s.Name == "" || s.Product == "" || s.Description == "" || s.Area == "" {
			t.Fatalf("shop %d lacks something: %+v", id, s)
		}
		trades[s.Trade]++
		for _, w := range strings.FieldsFunc(strings.ToLower(strings.Join(s.Texts(), " ")), func(r rune) bool { return r == ' ' || r == ',' || r == '.' }) {
			count[w]++
			words++
		}
	}
	once := 0
	for _, n := range count {
		if n == 1 {
			once++
		}
	}
	t.Logf("%d words, %d distinct, %d of them once; 47: %d, 56: %d", words, len(count), once, trades["47"], trades["56"])
	t.Log(town.Shop(1), town.Shop(2), town.Shop(3))
	switch {
	case len(count) < 20_000:
		t.Errorf("%d distinct words", len(count))
	case words/shops < 25 || words/shops > 36:
		t.Errorf("%d words a shop", words/shops)
	case once < len(count)/20:
		t.Errorf("%d of %d words stand once: no long tail", once, len(count))
	case count["masak"] == 0 || count["memasak"] == 0 || count["masakan"] == 0 || count["pengiriman"] == 0:
		t.Error("no affixed forms")
	case trades["47"] < shops*35/100 || trades["47"] > shops*45/100:
		t.Errorf("%d of %d in retail", trades["47"], shops)
	}
}

// A shop depends on seed and number alone: what is measured today can be
// measured again.
func TestShopsStayTheSame(t *testing.T) {
	a, b := findtest.NewTown(3), findtest.NewTown(3)
	for _, id := range []int64{0, 9, 123_456_789} {
		x, y := a.Shop(id), b.Shop(id)
		if strings.Join(x.Texts(), "|") != strings.Join(y.Texts(), "|") || x.Area != y.Area || x.Lat != y.Lat {
			t.Errorf("shop %d: %v and %v", id, x, y)
		}
	}
	if a.Shop(1).Description == findtest.NewTown(4).Shop(1).Description {
		t.Error("another seed, the same shop")
	}
}

func BenchmarkShop(b *testing.B) {
	town := findtest.NewTown(1)
	for i := range b.N {
		_ = town.Shop(int64(i))
	}
}
