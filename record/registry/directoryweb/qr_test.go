package directoryweb

import (
	"bytes"
	"compress/zlib"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// scanned is what a telephone reads from a drawing: by a decoder that others wrote.
func scanned(drawing image.Image) (string, error) {
	bits, err := gozxing.NewBinaryBitmapFromImage(drawing)
	if err != nil {
		return "", err
	}
	result, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}

// white is a page on which dark rectangles are drawn.
func white(wide, high int) *image.Gray {
	page := image.NewGray(image.Rect(0, 0, wide, high))
	draw.Draw(page, page.Bounds(), image.White, image.Point{}, draw.Src)
	return page
}

var (
	qrDrawing = regexp.MustCompile(`<svg class="qr"[^>]*viewBox="0 0 (\d+) \d+"[^>]*>(?s:.*?)<path fill="#000" d="([^"]+)"`)
	qrRun     = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`)
	pdfStream = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)
	pdfRect   = regexp.MustCompile(`(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re f`)
)

// fromPage draws the code that stands on a page, eight dots a module.
func fromPage(body string) (image.Image, error) {
	m := qrDrawing.FindStringSubmatch(body)
	if m == nil {
		return nil, errors.New("the page has no code")
	}
	const dots = 8
	side, err := strconv.Atoi(m[1])
	page, left := white(side*dots, side*dots), m[2]
	for _, run := range qrRun.FindAllStringSubmatch(m[2], -1) {
		left = strings.Replace(left, run[0], "", 1)
		var n [4]int
		for i := range n {
			n[i] = number(run[i+1])
		}
		if n[2] != n[3] {
			err = errors.Join(err, errors.New("a run does not close: "+run[0]))
		}
		draw.Draw(page, image.Rect(n[0]*dots, n[1]*dots, (n[0]+n[2])*dots, (n[1]+1)*dots), image.Black, image.Point{}, draw.Src)
	}
	if left != "" {
		err = errors.Join(err, errors.New("more than runs is drawn: "+left))
	}
	return page, err
}

// fromPDF draws all rectangles of a page that is so many points wide and high, four dots a
// point.
func fromPDF(raw string, wide, high float64) (image.Image, error) {
	const dots = 4
	page := white(int(wide*dots), int(high*dots))
	found := 0
	for _, m := range pdfStream.FindAllStringSubmatch(raw, -1) {
		z, err := zlib.NewReader(strings.NewReader(m[1]))
		if err != nil {
			continue // a font or a picture, packed otherwise
		}
		text, err := io.ReadAll(z)
		if err != nil || !bytes.Contains(text, []byte(" re f")) {
			continue
		}
		for _, r := range pdfRect.FindAllStringSubmatch(string(text), -1) {
			var n [4]float64
			for i := range n {
				if n[i], err = strconv.ParseFloat(r[i+1], 64); err != nil {
					return nil, err
				}
			}
			at := func(x float64) int { return int(math.Round(x * dots)) }
			y1, y2 := high-n[1], high-n[1]-n[3] // PDF counts from below
			draw.Draw(page, image.Rect(at(n[0]), at(min(y1, y2)), at(n[0]+n[2]), at(max(y1, y2))), image.NewUniform(color.Black), image.Point{}, draw.Src)
			found++
		}
	}
	if found < 100 {
		return nil, errors.New("the file draws " + strconv.Itoa(found) + " rectangles")
	}
	return page, nil
}

// A telephone reads the address from the page, and from the printed card in both sizes.
func TestATelephoneReadsTheCodes(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	id := w.put(true, stall("Warung Sudut", nil))[0]
	want := "https://alun.example" + w.href(id)
	for _, path := range []string{"", "/en", "/ja"} {
		drawing, err := fromPage(w.get(path + "/kartu/" + w.desk.Code(id)))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := scanned(drawing); err != nil || got != want {
			t.Errorf("the page in %q reads %q, %v; want %q", path, got, err, want)
		}
	}
	for size, box := range map[string][2]float64{"a6": {297.64, 419.53}, "a5": {419.53, 595.28}} {
		drawing, err := fromPDF(w.get("/kartu/"+w.desk.Code(id)+"?format=pdf&ukuran="+size), box[0], box[1])
		if err != nil {
			t.Fatal(size, err)
		}
		if got, err := scanned(drawing); err != nil || got != want {
			t.Errorf("the card in %s reads %q, %v; want %q", size, got, err, want)
		}
	}
	if got, err := scanned(white(300, 300)); err == nil {
		t.Errorf("an empty page reads %q", got)
	}
}
