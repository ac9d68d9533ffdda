package blob_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"io"
	"testing"

	"alun/ground/blob"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
)

// receive takes one file in on a fresh SQLite desk.
func (d *desk) receive(name string, content []byte, p blob.Policy) (blob.File, []byte, error) {
	f, err := d.Receive(d.Context(), blob.Sent{Name: name, Content: bytes.NewReader(content)}, p)
	if err != nil {
		return f, nil, err
	}
	kept, err := get(d.Context(), d.Store, f.Hash)
	return f, kept, err
}

func TestAPictureIsWrittenAnewUprightAndBare(t *testing.T) {
	d := newDesk(t, dbtest.SQLite(t))
	source := photo(60, 40)
	for o := 1; o <= 8; o++ {
		f, kept, err := d.receive("a.JPG", append(withEXIF(jpegOf(source), o), "MOTION PHOTO behind the end"...), blob.Printed)
		if err != nil {
			t.Fatal(o, err)
		}
		img, err := jpeg.Decode(bytes.NewReader(kept))
		if err != nil || f.Kind != blob.JPEG || f.Width != img.Bounds().Dx() || f.Height != img.Bounds().Dy() || f.Bytes != int64(len(kept)) || sumOf(kept) != f.Hash {
			t.Fatalf("%d: %+v, %v", o, f, err)
		}
		for _, word := range []string{"Exif", "GPS", "Kamera", "rumah", "MOTION"} {
			if bytes.Contains(kept, []byte(word)) {
				t.Errorf("%d: %q is still in it", o, word)
			}
		}
		if off := distance(img, mapped(source, o)); off > 12 {
			t.Errorf("orientation %d: a point is %d off", o, off)
		}
	}
}

// mapped turns a picture point by point, by the words of the standard: which
// side of what is seen row 0 and column 0 of the file are on.
func mapped(m image.Image, o int) image.Image {
	b := m.Bounds()
	w, h := b.Dx(), b.Dy()
	size := image.Rect(0, 0, w, h)
	if o > 4 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			to := map[int]image.Point{
				1: {x, y}, 2: {w - 1 - x, y}, 3: {w - 1 - x, h - 1 - y}, 4: {x, h - 1 - y}, // row 0: top, top, bottom, bottom
				5: {y, x}, 6: {h - 1 - y, x}, 7: {h - 1 - y, w - 1 - x}, 8: {y, w - 1 - x}, // row 0: left, right, right, left
			}[o]
			out.Set(to.X, to.Y, m.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	return out
}

// distance is how far the worst point is off, of 255; 999 for another size.
func distance(a, b image.Image) int {
	if a.Bounds().Size() != b.Bounds().Size() {
		return 999
	}
	worst := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r1, g1, b1, a1 := a.At(x, y).RGBA()
			r2, g2, b2, a2 := b.At(x, y).RGBA()
			for _, p := range [...][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}, {a1, a2}} {
				worst = max(worst, int(p[0]>>8)-int(p[1]>>8), int(p[1]>>8)-int(p[0]>>8))
			}
		}
	}
	return worst
}

// TestEveryPlaneIsTurned, whatever way a decoder lays a picture out in memory.
func TestEveryPlaneIsTurned(t *testing.T) {
	size := image.Rect(0, 0, 8, 6)
	source := photo(8, 6)
	to := func(m draw.Image) image.Image { draw.Draw(m, size, source, image.Point{}, draw.Src); return m }
	layouts := map[string]image.Image{
		"rgba": source, "nrgba": to(image.NewNRGBA(size)), "grey": to(image.NewGray(size)), "cmyk": to(image.NewCMYK(size)),
		"rgba64": to(image.NewRGBA64(size)), "grey16": to(image.NewGray16(size)),
		"palette": to(image.NewPaletted(size, color.Palette{color.White, color.Black, color.RGBA{200, 0, 0, 255}, color.RGBA{0, 200, 0, 255}})),
	}
	for _, r := range []image.YCbCrSubsampleRatio{image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411} {
		m := image.NewYCbCr(size, r)
		for i := range m.Y {
			m.Y[i] = byte(i * 5)
		}
		for i := range m.Cb {
			m.Cb[i], m.Cr[i] = byte(40*i), byte(255-30*i)
		}
		layouts[r.String()] = m
	}
	for name, m := range layouts {
		for o := 1; o <= 8; o++ {
			if off := distance(blob.Turned(m, o), mapped(m, o)); off > 1 {
				t.Errorf("%s, orientation %d: a point is %d off", name, o, off)
			}
		}
	}
	odd := image.NewYCbCr(image.Rect(0, 0, 7, 5), image.YCbCrSubsampleRatio420)
	for o := 1; o <= 8; o++ {
		if got := blob.Turned(odd, o).Bounds().Size(); got != mapped(odd, o).Bounds().Size() {
			t.Errorf("odd size, orientation %d: %v", o, got)
		}
	}
}

func TestEachKindOfPictureComesIn(t *testing.T) {
	d := newDesk(t, dbtest.SQLite(t))
	clear := image.NewNRGBA(image.Rect(0, 0, 5, 4))
	clear.Set(1, 1, color.NRGBA{200, 100, 0, 128})
	text := chunk("tEXt", []byte("Comment\x00rumah saya"))
	lying := bytes.Join([][]byte{pngOf(clear)[:33], text, chunk("eXIf", tiff(binary.BigEndian, 6)), pngOf(clear)[33:]}, nil)
	grey := image.NewGray16(image.Rect(0, 0, 5, 4))
	for _, c := range []struct {
		name    string
		content []byte
		kind    blob.Kind
		w, h    int
	}{
		{"a.png", pngOf(clear), blob.PNG, 5, 4}, {"lying.png", lying, blob.PNG, 4, 5}, {"grey.png", pngOf(grey), blob.PNG, 5, 4},
		{"a.jpeg", jpegOf(image.NewGray(image.Rect(0, 0, 9, 9))), blob.JPEG, 9, 9},
		{"passes.jfif", progressive(100, 50, 3, 2), blob.JPEG, 100, 50},
		{"a.webp", webpLossy, blob.JPEG, 1, 1}, {"b.webp", webpLossless, blob.PNG, 1, 1},
	} {
		f, kept, err := d.receive(c.name, c.content, blob.Printed)
		if err != nil || f.Kind != c.kind || f.Width != c.w || f.Height != c.h {
			t.Errorf("%s: %+v, %v", c.name, f, err)
			continue
		}
		if _, _, err := image.Decode(bytes.NewReader(kept)); err != nil || bytes.Contains(kept, []byte("rumah")) || bytes.Contains(kept, []byte("GPS")) {
			t.Errorf("%s: kept is %.60q, %v", c.name, kept, err)
		}
	}
	if got, _, err := d.receive("a.png", pngOf(clear), blob.Printed); err != nil || distance(clear, reread(t, d, got)) != 0 {
		t.Errorf("a PNG lost something: %v", err)
	}
}

func reread(t *testing.T, d *desk, f blob.File) image.Image {
	t.Helper()
	r, err := d.Store.Get(t.Context(), f.Hash)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	m, _, err := image.Decode(r)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestTheSameFileIsTheSameBlob: sending again takes no more room.
func TestTheSameFileIsTheSameBlob(t *testing.T) {
	d := newDesk(t, dbtest.SQLite(t))
	a, _, err1 := d.receive("a.jpg", jpegOf(photo(50, 30)), blob.Printed)
	b, _, err2 := d.receive("b.jpg", withEXIF(jpegOf(photo(50, 30)), 1), blob.Printed)
	if err1 != nil || err2 != nil || a != b {
		t.Errorf("%+v %v, %+v %v", a, err1, b, err2)
	}
}

// TestAHeaderTellsTheCost: what is refused by its header is never decoded.
func TestAHeaderTellsTheCost(t *testing.T) {
	area := func(w, h int) int64 { return int64(w) * int64(h) }
	for _, c := range []struct {
		name    string
		kind    blob.Kind
		content []byte
		most    int64 // bytes, about
		fits    bool
	}{
		{"a photograph of 12 megapixels", blob.JPEG, frame(0xc0, 4000, 3000, 0x22), area(4000, 3000) * 2, true},
		{"a photograph of 40 megapixels", blob.JPEG, frame(0xc0, 8000, 5000, 0x22), area(8000, 5000) * 2, true},
		{"40 megapixels of full colour", blob.JPEG, frame(0xc0, 8000, 5000, 0x11), area(8000, 5000) * 4, true},
		{"several passes, 12 megapixels", blob.JPEG, frame(0xc2, 4000, 3000, 0x22), area(4000, 3000) * 9, true},
		{"several passes, 40 megapixels", blob.JPEG, frame(0xc2, 8000, 5000, 0x22), area(8000, 5000) * 9, false},
		{"a PNG of 40 megapixels", blob.PNG, hugePNG(8000, 5000), area(8000, 5000) * 4, true},
	} {
		_, _, _, bytes, err := blob.ReadHeader(c.kind, c.content)
		if err != nil || bytes > c.most || bytes < c.most/2 || (bytes <= blob.DecodeBytes) != c.fits {
			t.Errorf("%s: %d MB of about %d, %v", c.name, bytes>>20, c.most>>20, err)
		}
	}
}

// frame is the head of a JPEG of three components, without its picture.
func frame(marker byte, w, h int, sampling byte) []byte {
	body := []byte{8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), 3, 1, sampling, 0, 2, 0x11, 0, 3, 0x11, 0}
	return append(append([]byte{0xff, 0xd8}, segment(marker, body)...), segment(0xda, nil)...)
}

func TestOrientationIsReadOrUpright(t *testing.T) {
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		for o := range 12 {
			want := o
			if o < 1 || o > 8 {
				want = 1
			}
			whole := tiff(order, o)
			if got := blob.Orientation(whole); got != want {
				t.Errorf("%v %d: %d", order, o, got)
			}
			for n := range whole {
				if got := blob.Orientation(whole[:n]); got != 1 && got != want {
					t.Errorf("%d bytes of it: %d", n, got)
				}
			}
		}
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add(tiff(binary.LittleEndian, 6))
	f.Add(tiff(binary.BigEndian, 8))
	f.Fuzz(func(t *testing.T, b []byte) {
		if o := blob.Orientation(b); o < 1 || o > 8 {
			t.Errorf("%d", o)
		}
	})
}

// FuzzPicture: whatever the bytes are, it is a file or a refusal.
func FuzzPicture(f *testing.F) {
	f.Add(withEXIF(jpegOf(photo(9, 7)), 6))
	f.Add(progressive(20, 20, 3, 2))
	f.Add(pngOf(photo(5, 5)))
	f.Add(webpLossy)
	f.Add(webpLossless)
	f.Add(riff(riffChunk("VP8X", make([]byte, 10)), webpLossless[12:]))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, kind := range []blob.Kind{blob.JPEG, blob.PNG, blob.WebP} {
			w, h, img, err := blob.Decode(kind, b)
			if err != nil && fault.Of(err) == nil {
				t.Errorf("%s: %v", kind, err)
			}
			if err == nil && img != nil && img.Bounds().Size() != (image.Point{X: w, Y: h}) {
				t.Errorf("%s: %v is not %d by %d", kind, img.Bounds(), w, h)
			}
		}
	})
}

// BenchmarkPhoto is a photograph of 12 megapixels that lies on its side.
func BenchmarkPhoto(b *testing.B) {
	d := newDesk(b, dbtest.SQLite(b))
	content := withEXIF(jpegOf(photo(4000, 3000)), 6)
	for b.Loop() {
		if _, err := d.Receive(b.Context(), blob.Sent{Name: "a.jpg", Content: io.NewSectionReader(bytes.NewReader(content), 0, int64(len(content)))}, blob.Printed); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(content))/1e6, "MB")
}
