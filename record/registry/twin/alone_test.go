package twin

import "testing"

// What an officer is asked at once: the same words in another order are the same name, a slip
// is nearly the same, and a trade alone makes nobody a twin.
func TestNamesAlikeAreThoseAPersonWouldConfuse(t *testing.T) {
	for _, x := range []struct {
		a, b        string
		least, most int
	}{
		{"Warung Bu Siti", "Warung Bu Siti", 100, 100},
		{"Sari Rasa", "Rasa Sari", 100, 100},
		{"Amplang Mustika", "Amplang Mustka", 90, 99},
		{"Amplang Mustika", "Bengkel Jaya", 0, 30},
		{"Amplang Mustika", "Amplang Cendana", 30, 75},
		{"", "Amplang", 0, 0}, {"?!", "?!", 0, 0},
	} {
		one, other := NamesAlike([]string{x.a}, []string{x.b}), NamesAlike([]string{x.b}, []string{x.a})
		if one < x.least || one > x.most {
			t.Errorf("%q and %q are alike by %d, want %d to %d", x.a, x.b, one, x.least, x.most)
		}
		if one != other {
			t.Errorf("%q and %q: %d one way and %d the other", x.a, x.b, one, other)
		}
	}
}

func FuzzNamesAlike(f *testing.F) {
	f.Add("Warung Bu Siti", "Bu Siti")
	f.Add("a a a a", "aa aaa")
	f.Fuzz(func(t *testing.T, a, b string) {
		if n := NamesAlike([]string{a, b}, []string{b}); n < 0 || n > 100 {
			t.Fatalf("%q and %q: %d", a, b, n)
		}
		if n := NamesAlike([]string{a}, []string{a}); n != 0 && n != 100 {
			t.Fatalf("%q is like itself by %d", a, n)
		}
	})
}
