package lang

import (
	"fmt"
	"strconv"
	"strings"
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

// T says the sentence of a key with its values. A missing key shows as ⟦key⟧:
// tests look for that mark on every page.
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
			if isOne(args[p.arg-1]) {
				b.WriteString(p.one)
			} else {
				b.WriteString(p.other)
			}
		default:
			b.WriteString(l.Show(args[p.arg-1]))
		}
	}
	return b.String()
}

// Show writes one value as this language writes it.
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
	case int64:
		return Whole(l.tag, v)
	}
	return fmt.Sprint(v)
}

func isOne(v any) bool {
	switch v := v.(type) {
	case int:
		return v == 1
	case int64:
		return v == 1
	}
	return false
}

// Whole groups the digits of a whole number: 1.234.567 in Indonesian,
// 1,234,567 in English and Japanese.
func Whole(tag Tag, n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	return sign + group(digits, Separator(tag))
}

// Separator is the sign between groups of three digits.
func Separator(tag Tag) byte {
	if tag == ID {
		return '.'
	}
	return ','
}

// Point is the decimal sign.
func Point(tag Tag) byte {
	if tag == ID {
		return ','
	}
	return '.'
}

func group(digits string, sep byte) string {
	if len(digits) <= 3 {
		return digits
	}
	out := make([]byte, 0, len(digits)+len(digits)/3)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out = append(out, sep)
		}
		out = append(out, digits[i])
	}
	return string(out)
}
