package keys

import (
	"math"
	"math/bits"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func codec(t testing.TB) Codec { return open(t, put(t, head+line1, 0o600)).Codec() }

// Computed by another program from the description: ten Feistel rounds over
// AES-256, written in base 32. They must never change: they are printed.
func TestKnownCodes(t *testing.T) {
	one, two := codec(t), open(t, put(t, head+line2, 0o600)).Codec()
	cases := []struct {
		id       int64
		one, two string
	}{
		{0, "cxnczak1y831r", "ay9c75h974hpf"},
		{1, "er80j5fjq1h4b", "2harabbrsrxgh"},
		{2, "ef2ph1em0x0nc", "3e433sjpwe51t"},
		{1 << 62, "65qvxq4qj54ad", "bzy2vb7318w9q"},
		{math.MaxInt64, "31d0cmepmyn54", "e7cpyxv9xmwfp"},
		{199_353_600_000_000_001, "4gevx7r4r81rr", "4ranmsng06b1e"},
	}
	for _, c := range cases {
		if got := one.Encode(c.id); got != c.one {
			t.Errorf("%d = %s, want %s", c.id, got, c.one)
		}
		if got := two.Encode(c.id); got != c.two {
			t.Errorf("%d under another key = %s, want %s", c.id, got, c.two)
		}
	}
}

func TestCodesComeBack(t *testing.T) {
	c := codec(t)
	ids := rapid.OneOf(rapid.Int64Min(0), rapid.Int64Range(0, 1000))
	rapid.Check(t, func(t *rapid.T) {
		id := ids.Draw(t, "id")
		code := c.Encode(id)
		if len(code) != CodeLength || strings.Trim(code, alphabet) != "" {
			t.Fatalf("%d = %q", id, code)
		}
		if back, ok := c.Decode(code); !ok || back != id {
			t.Fatalf("%d = %s = %d %v", id, code, back, ok)
		}
		careless := strings.NewReplacer("1", rapid.SampledFrom([]string{"i", "I", "l", "L"}).Draw(t, "one"), "0", "O").Replace(strings.ToUpper(code))
		if back, ok := c.Decode(careless); !ok || back != id {
			t.Fatalf("%d = %s, read %s = %d %v", id, code, careless, back, ok)
		}
	})
}

// The network is a bijection of all 64-bit numbers, in both directions.
func TestMixIsAPermutation(t *testing.T) {
	c := codec(t)
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Uint64().Draw(t, "v")
		if c.unmix(c.mix(v)) != v || c.mix(c.unmix(v)) != v {
			t.Fatalf("%x is lost", v)
		}
	})
	seen := map[string]int64{}
	for id := range int64(20_000) {
		code := c.Encode(id)
		if other, twice := seen[code]; twice {
			t.Fatalf("%d and %d share %s", id, other, code)
		}
		seen[code] = id
	}
}

// Neighbours look unrelated. Of 64 bits, 32 change on average (the mean of 4,096
// pairs has a standard deviation of 0.06), each bit in half of the pairs (its
// share deviates by 0.8 points), and codes sort in no order. The key is fixed,
// so the test gives the same answer every time.
func TestNeighboursLookUnrelated(t *testing.T) {
	c := codec(t)
	const pairs = 4096
	const first = int64(199_353_600_000_000_000) // an id of 2026
	var changed, rises int
	var flips [64]int
	for id := first; id < first+pairs; id++ {
		diff := c.mix(uint64(id)) ^ c.mix(uint64(id+1))
		n := bits.OnesCount64(diff)
		if changed += n; n < 8 || n > 56 { // six deviations: 1 in 10^9 a pair
			t.Errorf("%d and its neighbour differ in %d bits", id, n)
		}
		for b := range flips {
			flips[b] += int(diff >> b & 1)
		}
		if c.Encode(id) < c.Encode(id+1) {
			rises++
		}
	}
	if mean := float64(changed) / pairs; mean < 31.7 || mean > 32.3 {
		t.Errorf("%.2f bits change on average", mean)
	}
	for b, n := range flips {
		if share := float64(n) / pairs; share < 0.46 || share > 0.54 {
			t.Errorf("bit %d changes in %.3f of the pairs", b, share)
		}
	}
	if share := float64(rises) / pairs; share < 0.46 || share > 0.54 {
		t.Errorf("%.3f of the codes sort as their ids do", share)
	}
}

func TestTwoKeysDiffer(t *testing.T) {
	one, two := codec(t), open(t, put(t, head+line2, 0o600)).Codec()
	same := 0
	for id := range int64(1000) {
		if back, ok := two.Decode(one.Encode(id)); ok && back == id {
			same++
		}
	}
	if same > 0 {
		t.Errorf("%d of 1,000 codes mean the same under another key", same)
	}
}

func TestDecodeRefuses(t *testing.T) {
	c := codec(t)
	good := c.Encode(1)
	for _, code := range []string{
		"", good[:12], good + "0", " " + good[1:], good[:12] + "u", good[:12] + "U", good[:12] + "-", good[:12] + "\x00",
		good[:11] + "é", "１" + good[3:],
		"g000000000000", "z" + good[1:], // bit 65
		"zzzzzzzzzzzzz",
		c.Encode(-1), c.Encode(math.MinInt64), // the 64th bit: no id
	} {
		if id, ok := c.Decode(code); ok || id != 0 {
			t.Errorf("%q = %d %v", code, id, ok)
		}
	}
}

// Of invented codes, half fail at bit 65 and half of the rest at the 64th.
func TestMostInventedCodesAreRefused(t *testing.T) {
	c := codec(t)
	ok := 0
	const tries = 10_000
	next := uint64(1)
	for range tries {
		var text [CodeLength]byte
		for i := range text {
			next = next*6364136223846793005 + 1442695040888963407 // Knuth's MMIX generator
			text[i] = alphabet[next>>59]
		}
		if _, found := c.Decode(string(text[:])); found {
			ok++
		}
	}
	if ok < tries*22/100 || ok > tries*28/100 {
		t.Errorf("%d of %d invented codes pass, expected a quarter", ok, tries)
	}
}

func FuzzDecode(f *testing.F) {
	c := codec(f)
	for _, seed := range []string{"", c.Encode(0), c.Encode(math.MaxInt64), "ILO0000000000", "zzzzzzzzzzzzz", "uuuuuuuuuuuuu"} {
		f.Add(seed)
	}
	plain := strings.NewReplacer("i", "1", "l", "1", "o", "0")
	f.Fuzz(func(t *testing.T, code string) {
		id, ok := c.Decode(code)
		if !ok {
			if id != 0 {
				t.Fatalf("%q is refused but means %d", code, id)
			}
			return
		}
		if want := plain.Replace(strings.ToLower(code)); id < 0 || c.Encode(id) != want {
			t.Fatalf("%q = %d = %q", code, id, c.Encode(id))
		}
	})
}

func TestEncodingAllocatesOnlyTheCode(t *testing.T) {
	c := codec(t)
	code := c.Encode(1)
	if n := testing.AllocsPerRun(1000, func() { _ = c.Encode(1) }); n > 1 {
		t.Errorf("Encode allocates %v times", n)
	}
	if n := testing.AllocsPerRun(1000, func() { c.Decode(code) }); n > 0 {
		t.Errorf("Decode allocates %v times", n)
	}
}

func BenchmarkEncode(b *testing.B) {
	c := codec(b)
	b.ReportAllocs()
	for i := int64(0); b.Loop(); i++ {
		_ = c.Encode(i)
	}
}

func BenchmarkDecode(b *testing.B) {
	c := codec(b)
	code := c.Encode(199_353_600_000_000_001)
	b.ReportAllocs()
	for b.Loop() {
		c.Decode(code)
	}
}
