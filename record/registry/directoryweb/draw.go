package directoryweb

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"
	"sync"

	"alun/ground/letter"
	"alun/record/registry"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// The measures that previews ask for.
const (
	pictureWide = 1200
	pictureHigh = 630
	pictureEdge = 72
)

// Colours of the look: the bay, paper, honey.
var (
	bay   = color.RGBA{0x0a, 0x36, 0x40, 0xff}
	paper = color.RGBA{0xf3, 0xf6, 0xf3, 0xff}
	mist  = color.RGBA{0xb4, 0xcc, 0xcb, 0xff}
	honey = color.RGBA{0xf0, 0xaa, 0x14, 0xff}
)

// clothColours are the ground and the thread of each pattern.
var clothColours = map[string][2]color.RGBA{"anyam": {{0xc9, 0x9a, 0x4e, 0xff}, {0x8a, 0x56, 0x30, 0xff}}, "ikan": {{0x2f, 0x5d, 0x4a, 0xff}, {0xf4, 0xe6, 0xc8, 0xff}},
	"kepiting": {{0x8e, 0x2f, 0x2a, 0xff}, {0xf4, 0xe6, 0xc8, 0xff}}, "ombak": {{0x1f, 0x3a, 0x5f, 0xff}, {0xe8, 0xb6, 0x4a, 0xff}}, "sisik": {{0x8a, 0x56, 0x30, 0xff}, {0xf4, 0xe6, 0xc8, 0xff}}}

// fonts are read once; a face is made for each picture, because it is not for two at a
// time.
var fonts = sync.OnceValues(func() (all [2]*opentype.Font, err error) {
	for i, bold := range []bool{false, true} {
		if all[i], err = opentype.Parse(letter.Font(bold)); err != nil {
			return all, fmt.Errorf("directoryweb: font: %w", err)
		}
	}
	return all, nil
})

// easel is a picture that is being drawn.
type easel struct {
	*image.RGBA
	fonts [2]*opentype.Font
	err   error
}

func drawPicture(c caption) ([]byte, error) {
	e := easel{RGBA: image.NewRGBA(image.Rect(0, 0, pictureWide, pictureHigh))}
	if e.fonts, e.err = fonts(); e.err != nil {
		return nil, e.err
	}
	e.fill(e.Bounds(), bay)
	e.cloth(image.Rect(0, 0, pictureWide, 120), c.Cloth)
	e.house(image.Rect(pictureEdge, pictureHigh-112, pictureEdge+64, pictureHigh-48))
	lines, size := e.fit(c.Name)
	y := 190 + size*4/5
	for _, line := range lines {
		e.write(line, pictureEdge, y, size, true, paper)
		y += size * 11 / 10
	}
	for _, line := range e.wrap(c.Trade, 34, false, 2) {
		e.write(line, pictureEdge, y+4, 34, false, mist)
		y += 44
	}
	e.write(c.Area, pictureEdge, y+16, 34, true, honey)
	e.write(c.Foot, pictureEdge+88, pictureHigh-66, 30, false, paper)
	if c.Mark != "" {
		wide := e.width(c.Mark, 28, true)
		e.fill(image.Rect(pictureWide-pictureEdge-wide-40, pictureHigh-112, pictureWide-pictureEdge, pictureHigh-52), honey)
		e.write(c.Mark, pictureWide-pictureEdge-wide-20, pictureHigh-72, 28, true, bay)
	}
	if e.err != nil {
		return nil, e.err
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, e.RGBA); err != nil {
		return nil, fmt.Errorf("directoryweb: picture: %w", err)
	}
	return out.Bytes(), nil
}

func (e *easel) fill(r image.Rectangle, c color.Color) {
	draw.Draw(e.RGBA, r, image.NewUniform(c), image.Point{}, draw.Src)
}

// cloth is a band of diamonds in the colours of the pattern.
func (e *easel) cloth(r image.Rectangle, name string) {
	colours, known := clothColours[name]
	if !known {
		colours = clothColours["ombak"]
	}
	const step = 40
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			dx, dy := x%step-step/2, (y-r.Min.Y)%step-step/2
			c := colours[0]
			if far := max(dx, -dx) + max(dy, -dy); far < 5 || far > 10 && far < 14 {
				c = colours[1]
			}
			e.SetRGBA(x, y, c)
		}
	}
}

// house is the sign of the house: a deck on four posts.
func (e *easel) house(r image.Rectangle) {
	e.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+r.Dy()*6/10), honey)
	for i := range 4 {
		x := r.Min.X + 6 + i*(r.Dx()-18)/3
		e.fill(image.Rect(x, r.Min.Y+r.Dy()*6/10, x+6, r.Max.Y), honey)
	}
	for i := range 2 {
		y := r.Min.Y + r.Dy()*(2+i*2)/10
		e.fill(image.Rect(r.Min.X, y, r.Max.X, y+4), bay)
	}
}

// fit breaks a name into three lines at most, as large as they fit.
func (e *easel) fit(name string) (lines []string, size int) {
	for _, size = range []int{92, 76, 64, 52} {
		if lines = e.wrap(name, size, true, 9); len(lines) == 1 || len(lines) == 2 && size <= 76 || len(lines) == 3 && size <= 64 {
			return lines, size
		}
	}
	return e.wrap(name, size, true, 3), size
}

// wrap breaks a text into lines; what does not fit into the last one is cut.
func (e *easel) wrap(text string, size int, bold bool, most int) (lines []string) {
	const wide = pictureWide - 2*pictureEdge
	line := ""
	for word := range strings.FieldsSeq(text) {
		for e.width(word, size, bold) > wide && e.err == nil {
			word = string([]rune(word)[:len([]rune(word))*3/4])
		}
		next := strings.TrimSpace(line + " " + word)
		if e.width(next, size, bold) <= wide {
			line = next
			continue
		}
		if len(lines) == most-1 {
			return append(lines, line+" …")
		}
		lines, line = append(lines, line), word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

func (e *easel) face(size int, bold bool) font.Face {
	of := e.fonts[0]
	if bold {
		of = e.fonts[1]
	}
	face, err := opentype.NewFace(of, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		e.err = err
	}
	return face
}

func (e *easel) width(text string, size int, bold bool) int {
	face := e.face(size, bold)
	if e.err != nil {
		return 0
	}
	return font.MeasureString(face, drawable(text, bold)).Ceil()
}

func (e *easel) write(text string, x, y, size int, bold bool, c color.Color) {
	face := e.face(size, bold)
	if e.err != nil {
		return
	}
	pen := font.Drawer{Dst: e.RGBA, Src: image.NewUniform(c), Face: face, Dot: fixed.P(x, y)}
	pen.DrawString(drawable(text, bold))
}

// drawnName is what a business is called where letters are drawn: its name, or where the
// fonts lack some of that (kana, kanji) another name of its own that they have. Nothing is
// transliterated: nobody but the owner knows how a name is read.
func drawnName(b registry.Business) string {
	for _, name := range append([]string{b.Facts[registry.Name]}, b.OtherNames()...) {
		if drawable(name, true) == name {
			return name
		}
	}
	return b.Facts[registry.Name]
}

// drawable puts a box for what the fonts do not have, such as kana; fonts that cannot be
// read were refused before.
func drawable(text string, bold bool) string {
	out, err := letter.Drawable(text, bold)
	if err != nil {
		return ""
	}
	return out
}
