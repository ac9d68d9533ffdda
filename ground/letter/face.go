package letter

import (
	_ "embed"
	"fmt"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed font/naskah-regular.ttf
var regularFile []byte

//go:embed font/naskah-bold.ttf
var boldFile []byte

// missing stands for a character that the fonts lack.
const missing = '□'

// face knows how wide each character of a font is.
type face struct {
	wide map[rune]int // in thousandths of the font's size; a rune without an entry is not in the font
}

// softHyphen is drawn by no font where it does not break a word.
const softHyphen = '\u00ad'

// lastRune is behind every character that the fonts have.
const lastRune = 0x2600

// faces are the two fonts: regular, bold. They are measured once.
var faces = sync.OnceValues(func() ([2]face, error) {
	var all [2]face
	for i, raw := range [][]byte{regularFile, boldFile} {
		f, err := measure(raw)
		if err != nil {
			return all, fmt.Errorf("letter: font %d: %w", i, err)
		}
		all[i] = f
	}
	return all, nil
})

func measure(raw []byte) (face, error) {
	f, err := sfnt.Parse(raw)
	if err != nil {
		return face{}, err
	}
	out := face{map[rune]int{}}
	var buf sfnt.Buffer
	for r := rune(' '); r < lastRune; r++ {
		glyph, err := f.GlyphIndex(&buf, r)
		if err != nil {
			return face{}, err
		}
		if glyph == 0 || r == softHyphen {
			continue
		}
		wide, err := f.GlyphAdvance(&buf, glyph, fixed.I(1000), font.HintingNone)
		if err != nil {
			return face{}, err
		}
		out.wide[r] = wide.Round()
	}
	return out, nil
}

// width is how wide a text is in thousandths of the font's size.
func (f face) width(text string) int {
	n := 0
	for _, r := range text {
		n += f.wide[r]
	}
	return n
}

// millimetres are in a point.
const millimetres = 25.4 / 72

// Width is how wide a line of text is, in millimetres, at a size in points.
func Width(text string, size float64, bold bool) (float64, error) {
	all, err := faces()
	if err != nil {
		return 0, err
	}
	f := all[weight(bold)]
	return float64(f.width(f.clean(text))) * size * millimetres / 1000, nil
}

func weight(bold bool) int {
	if bold {
		return 1
	}
	return 0
}
