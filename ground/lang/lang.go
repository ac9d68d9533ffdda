package lang

import (
	"fmt"
	"reflect"
	"strings"
	"time"
)

// Tag is one of the three languages, in BCP 47 form.
type Tag string

// The languages of the house. Indonesian is the source.
const (
	ID Tag = "id"
	EN Tag = "en"
	JA Tag = "ja"
)

// All lists the languages, the source first.
var All = []Tag{ID, EN, JA}

// Parse finds a language by its tag.
func Parse(s string) (Tag, bool) {
	for _, t := range All {
		if string(t) == s {
			return t, true
		}
	}
	return "", false
}

// Local is a value that writes itself in a language.
type Local interface{ In(Tag) string }

// Key is a value that is itself a sentence of the catalogue.
type Key string

// Lang is one language with its sentences: what a page is drawn with.
type Lang struct {
	tag   Tag
	words map[string]sentence
}

// Tag tells which language this is.
func (l Lang) Tag() Tag { return l.tag }

// T says the sentence of a key with its values. A missing key shows as ⟦key⟧, a
// missing value as ⟦1⟧: tests look for these marks on every page.
func (l Lang) T(key string, args ...any) string {
	s, ok := l.words[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	return l.fill(s, args)
}

// Has reports whether the catalogue knows the key.
func (l Lang) Has(key string) bool {
	_, ok := l.words[key]
	return ok
}

func (l Lang) fill(s sentence, args []any) string {
	if len(s) == 1 && s[0].arg == 0 {
		return s[0].text
	}
	var b strings.Builder
	for _, p := range s {
		switch {
		case p.arg == 0:
			b.WriteString(p.text)
		case p.arg > len(args):
			fmt.Fprintf(&b, "⟦%d⟧", p.arg)
		case p.choice:
			b.WriteString(p.choose(l.Show(args[p.arg-1])))
		default:
			b.WriteString(l.Show(args[p.arg-1]))
		}
	}
	return b.String()
}

// choose takes the form for a value as it is shown, so that a quantity counts
// like an int: every language of the house writes one as "1".
func (p piece) choose(shown string) string {
	if shown == "1" {
		return p.one
	}
	return p.other
}

// Show writes one value as this language writes it. A value without a form in
// which people read it (an error, a float, a bare instant, nil) shows as the
// mark of its type, because its own text would be internal.
func (l Lang) Show(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case Key:
		return l.T(string(v))
	case Local:
		return v.In(l.tag)
	case int:
		return Whole(l.tag, int64(v))
	case time.Time, time.Duration, error:
		return mark(v)
	case fmt.Stringer:
		return v.String()
	}
	switch r := reflect.ValueOf(v); {
	case r.CanInt():
		return Whole(l.tag, r.Int())
	case r.CanUint():
		return Group(l.tag, fmt.Sprint(r.Uint()))
	case r.Kind() == reflect.String:
		return r.String()
	}
	return mark(v)
}

func mark(v any) string { return fmt.Sprintf("⟦%T⟧", v) }
