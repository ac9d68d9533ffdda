package lang

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// words makes one language from pairs of key and sentence.
func words(t *testing.T, tag Tag, pairs ...string) Lang {
	t.Helper()
	l := Lang{tag, map[string]sentence{}}
	for i := 0; i < len(pairs); i += 2 {
		s, err := cut(pairs[i+1])
		if err != nil {
			t.Fatal(err)
		}
		l.words[pairs[i]] = s
	}
	return l
}

// half writes itself, like a quantity does.
type half struct{}

func (half) In(tag Tag) string { return "0" + string(Point(tag)) + "5" }

// level has a word of its own; code is a plain name.
type level int

func (level) String() string { return "program" }

type code string

func TestSentences(t *testing.T) {
	l := words(t, EN,
		"a.plain", "Saved.",
		"a.turn", "{2} before {1}",
		"a.rows", "{1} {1|row|rows}",
		"a.twice", "{1}, again {1}",
		"a.brace", "{{1}} is {1}",
	)
	cases := []struct {
		want string
		key  string
		args []any
	}{
		{"Saved.", "a.plain", nil},
		{"Saved.", "a.plain", []any{"too many"}},
		{"b before a", "a.turn", []any{"a", "b"}},
		{"1 row", "a.rows", []any{1}},
		{"1 row", "a.rows", []any{int64(1)}},
		{"0 rows", "a.rows", []any{0}},
		{"2 rows", "a.rows", []any{uint8(2)}},
		{"-1 rows", "a.rows", []any{-1}},
		{"1,001 rows", "a.rows", []any{1001}},
		{"0.5 rows", "a.rows", []any{half{}}},
		{"x, again x", "a.twice", []any{"x"}},
		{"{1}} is x", "a.brace", []any{"x"}},
		{"⟦2⟧ before a", "a.turn", []any{"a"}},
		{"⟦1⟧ ⟦1⟧", "a.rows", nil},
		{"⟦a.none⟧", "a.none", []any{"x"}},
		{"Saved., again Saved.", "a.twice", []any{Key("a.plain")}},
		{"⟦a.none⟧, again ⟦a.none⟧", "a.twice", []any{Key("a.none")}},
	}
	for _, c := range cases {
		if got := l.T(c.key, c.args...); got != c.want {
			t.Errorf("%s%v = %q, want %q", c.key, c.args, got, c.want)
		}
	}
}

func TestShow(t *testing.T) {
	cases := []struct {
		value      any
		id, en, ja string
	}{
		{"as it is", "as it is", "as it is", "as it is"},
		{1234567, "1.234.567", "1,234,567", "1,234,567"},
		{int64(-1000), "-1.000", "-1,000", "-1,000"},
		{uint64(1<<64 - 1), "18.446.744.073.709.551.615", "18,446,744,073,709,551,615", "18,446,744,073,709,551,615"},
		{int32(1500), "1.500", "1,500", "1,500"},
		{half{}, "0,5", "0.5", "0.5"},
		{level(1), "program", "program", "program"},
		{code("5.2.1.1"), "5.2.1.1", "5.2.1.1", "5.2.1.1"},
		{time.March, "March", "March", "March"},
		{nil, "⟦<nil>⟧", "⟦<nil>⟧", "⟦<nil>⟧"},
		{0.5, "⟦float64⟧", "⟦float64⟧", "⟦float64⟧"},
		{true, "⟦bool⟧", "⟦bool⟧", "⟦bool⟧"},
		{errors.New("pq: secret"), "⟦*errors.errorString⟧", "⟦*errors.errorString⟧", "⟦*errors.errorString⟧"},
		{time.Time{}, "⟦time.Time⟧", "⟦time.Time⟧", "⟦time.Time⟧"},
	}
	for _, c := range cases {
		for tag, want := range map[Tag]string{ID: c.id, EN: c.en, JA: c.ja} {
			if got := (Lang{tag: tag}).Show(c.value); got != want {
				t.Errorf("%T %v in %s = %q, want %q", c.value, c.value, tag, got, want)
			}
		}
	}
}

func TestParse(t *testing.T) {
	for _, tag := range All {
		if got, ok := Parse(string(tag)); !ok || got != tag {
			t.Errorf("Parse(%q) = %q %v", tag, got, ok)
		}
	}
	for _, s := range []string{"", "ID", "id-ID", "fr"} {
		if got, ok := Parse(s); ok || got != "" {
			t.Errorf("Parse(%q) = %q %v", s, got, ok)
		}
	}
}

func TestAccept(t *testing.T) {
	cases := map[string]Tag{
		"":                                    ID,
		"*":                                   ID,
		"ja":                                  JA,
		"JA-jp":                               JA,
		"ja-JP,en;q=0.5":                      JA,
		"en-GB,en;q=0.9":                      EN,
		"en-ID":                               EN,
		"id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7": ID,
		"in":                                  ID, // Indonesian's old tag
		"id;q=0.1, en;q=0.9":                  EN, // weight counts, not order
		"fr, ja;q=0.1":                        JA, // the first that the house speaks
		"fr-FR,fr;q=0.9":                      ID,
		"zh-CN,zh;q=0.9":                      ID,
		"en;q=0":                              ID, // q=0: not this one
		"en;q=0, ja;q=0.1":                    JA,
		"xx-broken-!!, ja":                    JA, // one damaged entry does not spoil the rest
		"en;q=high, ja;q=0.2":                 JA,
		";;;,,,":                              ID,
		strings.Repeat("ja,", maxHeader/3):    JA,
		strings.Repeat("ja,", maxHeader/3+1):  ID, // no browser sends that much
	}
	for header, want := range cases {
		if got := Accept(header); got != want {
			t.Errorf("Accept(%.40q) = %s, want %s", header, got, want)
		}
	}
}
