package lang

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// text writes a sentence back as a translator would.
func (s sentence) text() string {
	var b strings.Builder
	for _, p := range s {
		switch {
		case p.arg == 0:
			b.WriteString(strings.ReplaceAll(p.text, "{", "{{"))
		case p.choice:
			b.WriteString("{" + strconv.Itoa(p.arg) + "|" + p.one + "|" + p.other + "}")
		default:
			b.WriteString("{" + strconv.Itoa(p.arg) + "}")
		}
	}
	return b.String()
}

func FuzzCut(f *testing.F) {
	for _, seed := range []string{"{1} of {2|row|rows}", "{{1}", "{", "}", "{{{1}}}", "{9||s}", "空の{1}", "{1|a|b|c}", "⟦", " "} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := cut(text)
		if err != nil {
			if s != nil {
				t.Fatalf("a sentence came with %v", err)
			}
			return
		}
		if back := s.text(); back != text {
			t.Fatalf("%q was read as %q", text, back)
		}
		l := Lang{EN, map[string]sentence{"a.b": s}}
		_, known := s.places()
		if said := l.T("a.b"); strings.Contains(said, "⟦") != (known != 0) {
			t.Fatalf("%q without values says %q", text, said)
		}
	})
}

func TestAnyTextCanBeSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z {}|0-9\p{Han}]{0,20}[a-z]`).Draw(t, "text")
		s, err := cut(strings.ReplaceAll(text, "{", "{{"))
		if err != nil {
			t.Fatal(err)
		}
		if got := (Lang{ID, map[string]sentence{"a.b": s}}).T("a.b"); got != text {
			t.Fatalf("%q says %q", text, got)
		}
	})
}

func TestGroupingKeepsTheNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		tag := rapid.SampledFrom(All).Draw(t, "tag")
		shown := Whole(tag, n)
		sep := string(Separator(tag))
		if back, err := strconv.ParseInt(strings.ReplaceAll(shown, sep, ""), 10, 64); err != nil || back != n {
			t.Fatalf("%d shows as %q", n, shown)
		}
		groups := strings.Split(strings.TrimPrefix(shown, "-"), sep)
		for i, g := range groups {
			if len(g) > 3 || len(g) == 0 || i > 0 && len(g) != 3 {
				t.Fatalf("%d shows as %q", n, shown)
			}
		}
	})
}

func TestWhole(t *testing.T) {
	cases := map[int64]string{
		0: "0", 999: "999", 1000: "1.000", -999: "-999", -1000: "-1.000", 100000: "100.000",
		-1 << 63: "-9.223.372.036.854.775.808",
	}
	for n, want := range cases {
		if got := Whole(ID, n); got != want {
			t.Errorf("%d = %q, want %q", n, got, want)
		}
	}
	if got := Group(EN, "22997604757350036930"); got != "22,997,604,757,350,036,930" {
		t.Errorf("a figure beyond int64 = %q", got)
	}
}
