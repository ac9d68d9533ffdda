package parts

import (
	"strconv"
	"strings"
)

// px writes a coordinate with at most one decimal.
func px(f float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0")
}

// wave is a line of water from x to x+wide: half waves of the given length.
func wave(x, y, wide, half, swell float64) string {
	var b strings.Builder
	b.WriteString("M" + px(x) + " " + px(y) + "q" + fine(half/2) + " " + fine(-swell) + " " + fine(half) + " 0")
	for at := half; at+half <= wide+.01; at += half {
		b.WriteString("t" + fine(half) + " 0")
	}
	return b.String()
}

// fine keeps two decimals, so that many small steps do not drift apart.
func fine(f float64) string {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// textWide guesses how many px a line takes at a type size, a little too many
// rather than too few: the server does not know the reader's fonts.
func textWide(s string, size float64) float64 {
	var em float64
	for _, r := range s {
		switch {
		case r >= 0x2E80: // kana, kanji and full-width signs
			em += 1
		case strings.ContainsRune("iljI.,:;'|!()[] ", r):
			em += .32
		case strings.ContainsRune("mwMW%@", r):
			em += .92
		case r >= 'A' && r <= 'Z':
			em += .74
		default:
			em += .6
		}
	}
	return em * size
}

// wrap breaks a label at spaces (or anywhere in Japanese) into lines no wider
// than given; ok is false when it takes more lines than there are.
func wrap(s string, size, wide float64, lines int) (out []string, ok bool) {
	line := ""
	for _, word := range breaks(s) {
		switch {
		case textWide(strings.TrimSpace(word), size) > wide:
			return nil, false
		case textWide(strings.TrimSpace(line+word), size) <= wide:
			line += word
		default:
			out = append(out, strings.TrimSpace(line))
			line = word
		}
	}
	out = append(out, strings.TrimSpace(line))
	return out, len(out) <= lines
}

// breaks cuts a label where a line may end: after a space, and after each
// kana or kanji.
func breaks(s string) []string {
	var out []string
	start := 0
	for i, r := range s {
		if r == ' ' || r >= 0x3040 && r <= 0x9FFF {
			end := i + len(string(r))
			out = append(out, s[start:end])
			start = end
		}
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}
