package directoryweb

import (
	"strconv"
	"strings"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// quiet is the white edge around a QR code, in modules (ISO/IEC 18004).
const quiet = 4

// square is a QR code: its modules, and how many stand in a row.
type square struct {
	code barcode.Barcode
	side int
}

func newSquare(text string) (square, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return square{}, err
	}
	return square{code, code.Bounds().Dx()}, nil
}

// runs gives the dark modules, each row in pieces that hang together.
func (s square) runs(yield func(x, y, n int)) {
	for y := range s.side {
		for x := 0; x < s.side; {
			n := 0
			for x+n < s.side && s.dark(x+n, y) {
				n++
			}
			if n > 0 {
				yield(x, y, n)
			}
			x += max(n, 1)
		}
	}
}

func (s square) dark(x, y int) bool {
	r, _, _, _ := s.code.At(x, y).RGBA()
	return r == 0
}

// box and path are the code as a drawing of its own: crisp at any size.
func (s square) box() string {
	whole := strconv.Itoa(s.side + 2*quiet)
	return "0 0 " + whole + " " + whole
}

func (s square) path() string {
	var b strings.Builder
	s.runs(func(x, y, n int) {
		b.WriteString("M" + strconv.Itoa(x+quiet) + " " + strconv.Itoa(y+quiet) + "h" + strconv.Itoa(n) + "v1h-" + strconv.Itoa(n) + "z")
	})
	return b.String()
}
