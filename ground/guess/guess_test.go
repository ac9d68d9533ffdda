package guess

import (
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"runtime"
	"strings"
	"testing"

	zxcvbn "github.com/ccojocar/zxcvbn-go"
	"github.com/ccojocar/zxcvbn-go/data"
)

// pieces are what people make passwords of.
var pieces = []string{"password", "Dragon", "balikpapan", "smith", "MARIA", "qwerty", "asdfgh", "7410", "aaaa", "abcd", "9876", "1990", "17081945", "17-8-1945",
	"p4ssw0rd", "m0nk3y", "$", "x7", "Q!", "zu", "hujan", "pasir", "k9", "-", " ", "4321", "l0v3", "thx1138", "#", "Kq"}

func madeUp(r *rand.Rand) string {
	var s strings.Builder
	for range 1 + r.IntN(5) {
		s.WriteString(pieces[r.IntN(len(pieces))])
	}
	return s.String()[:min(s.Len(), 40)]
}

// dated are passwords with something like a date, of which the module's own entry
// believes that it is one sign longer than it is.
var dated = regexp.MustCompile(`\d{4}|\d\W\d`)

// Nothing that the module's own entry finds easy is found harder here.
func TestNothingIsJudgedMoreKindlyThanByTheModule(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	own := []string{"balikpapan", "hujan"}
	same, scores := 0, map[int]int{}
	many := 0
	for range 400 {
		p := madeUp(r)
		if dated.MatchString(p) {
			continue
		}
		many++
		ours, theirs := Score(p, own), zxcvbn.PasswordStrength(p, own).Score
		if scores[ours]++; ours > theirs {
			t.Errorf("%q is %d, by the module %d", p, ours, theirs)
		}
		if ours == theirs {
			same++
		}
	}
	if many < 100 || same < many*9/10 || len(scores) < 5 {
		t.Errorf("%d of %d are judged alike; scores %v", same, many, scores)
	}
}

func TestWhatIsGuessedAtOnce(t *testing.T) {
	for p, most := range map[string]int{"": 0, "a": 0, "password": 0, "P4ssw0rd": 0, "qwertyuiop": 1, "aaaaaaaaaaaa": 0, "abcdefghijkl": 0, "17081945": 0,
		"balikpapan": 0, "b4l1kp4p4n": 0, "hujan17-8-1945": 2, "hujan17081945": 2} {
		if got := Score(p, []string{"balikpapan", "hujan"}); got > most {
			t.Errorf("%q is %d, at most %d is right", p, got, most)
		}
	}
	for _, p := range []string{"kelapa-mesin ketik 7 payung", "hujan turun di atas pasir", "Vq7#tLz0&wMx"} {
		if got := Score(p, nil); got != 4 {
			t.Errorf("%q is %d", p, got)
		}
	}
}

// Signs that stand for letters must not multiply the work.
func TestSignsTakeNoLongerThanLetters(t *testing.T) {
	signs := strings.Repeat("4@8({[<369!1|0$5+7%2", 3) + "4@8("
	if got := testing.AllocsPerRun(1, func() { Score(signs, nil) }); got > 5000 {
		t.Errorf("%.0f allocations", got)
	}
}

func TestListsAreReadAsTheyAre(t *testing.T) {
	for _, name := range lists {
		raw, err := data.Asset("data/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var list struct{ List []string }
		if err := json.Unmarshal(raw, &list); err != nil {
			t.Fatal(err)
		}
		n := 0
		each(raw, func(word []byte, rank int) {
			if n++; rank != n || n > len(list.List) || string(word) != list.List[n-1] || lower(string(word)) != string(word) {
				t.Fatalf("%s: word %d is %q", name, rank, word)
			}
		})
		if n != len(list.List) || n < 1000 {
			t.Errorf("%s: %d words of %d", name, n, len(list.List))
		}
	}
}

// A password is judged, and nothing stays.
func TestNothingIsKept(t *testing.T) {
	Score("hujan turun", nil)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	Score("di atas pasir", nil)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if after.HeapAlloc > before.HeapAlloc+1<<20 {
		t.Errorf("%d bytes stay", after.HeapAlloc-before.HeapAlloc)
	}
}

func FuzzScore(f *testing.F) {
	for _, p := range append(pieces, "", "é", "ÏÏÏ", "İstanbul1990", "\xff\xfe", "日本語のパスワード", "1-1-99") {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, p string) {
		if got := Score(p[:min(len(p), 64)], []string{"balikpapan", p}); got < 0 || got > 4 {
			t.Error(got)
		}
	})
}

func BenchmarkScore(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Score("hujan-turun-di-atas-pasir-92", nil)
	}
}
