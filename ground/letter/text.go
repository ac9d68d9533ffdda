package letter

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// clean makes a text that the font can draw: composed, tabs and other spaces as
// one space, control characters gone, and a box for what the font lacks. Line
// ends stay.
func (f face) clean(text string) string {
	plain := true
	for _, r := range text {
		if _, ok := f.wide[r]; !ok {
			plain = false
			break
		}
	}
	if plain {
		return text
	}
	return strings.Map(func(r rune) rune {
		_, ok := f.wide[r]
		switch {
		case ok, r == '\n':
			return r
		case r == '\r', r == softHyphen, unicode.Is(unicode.Cf, r), unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return missing
	}, norm.NFC.String(text))
}

// wrap cuts a text into lines no wider than limit, in thousandths of the size. It
// breaks at spaces; in a word that is too long behind a sign that joins (so an
// amount breaks at its points), and else anywhere.
func (f face) wrap(text string, limit int) []string {
	var out []string
	for part := range strings.SplitSeq(f.clean(text), "\n") {
		out = append(out, f.paragraph(part, limit)...)
	}
	for len(out) > 1 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

func (f face) paragraph(text string, limit int) []string {
	if f.width(text) <= limit {
		return []string{strings.Trim(text, " ")}
	}
	var out []string
	line, wide, space := "", 0, f.wide[' ']
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' }) {
		w := f.width(word)
		if line != "" && wide+space+w <= limit {
			line, wide = line+" "+word, wide+space+w
			continue
		}
		if line != "" {
			out = append(out, line)
		}
		for w > limit {
			n := f.breakAt(word, limit)
			out = append(out, word[:n])
			word = word[n:]
			w = f.width(word)
		}
		line, wide = word, w
	}
	return append(out, line)
}

// breakAt is how many bytes of a word fit, at least one character.
func (f face) breakAt(word string, limit int) int {
	fits, joint, wide := 0, 0, 0
	for i, r := range word {
		wide += f.wide[r]
		end := i + len(string(r))
		if wide > limit && fits > 0 {
			break
		}
		fits = end
		if strings.ContainsRune("./-,;:_)&", r) && end < len(word) {
			joint = end
		}
		if wide > limit {
			break
		}
	}
	if joint > 0 {
		return joint
	}
	return fits
}
