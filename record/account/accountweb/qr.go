package accountweb

import (
	"strconv"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quiet is the white edge around a QR code, in modules (ISO/IEC 18004).
const quiet = 4

// square is a QR code as one path of an SVG drawing: crisp at any size, and in
// the page itself, so that the secret in it is in no file of its own.
type square struct {
	Box  string // viewBox
	Path string
	Text string // what it says
}

func drawQR(text string) (square, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return square{}, err
	}
	side := code.Bounds().Dx()
	var b strings.Builder
	for y := range side {
		for x := 0; x < side; {
			n := 0
			for x+n < side && dark(code.At(x+n, y)) {
				n++
			}
			if n > 0 {
				b.WriteString("M" + strconv.Itoa(x+quiet) + " " + strconv.Itoa(y+quiet) + "h" + strconv.Itoa(n) + "v1h-" + strconv.Itoa(n) + "z")
			}
			x += max(n, 1)
		}
	}
	whole := strconv.Itoa(side + 2*quiet)
	return square{"0 0 " + whole + " " + whole, b.String(), text}, nil
}

func dark(c interface{ RGBA() (r, g, b, a uint32) }) bool {
	r, _, _, _ := c.RGBA()
	return r == 0
}
