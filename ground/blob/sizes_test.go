package blob_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"testing"

	"alun/ground/blob"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
)

var (
	pictures = blob.Policy{Kinds: []blob.Kind{blob.JPEG, blob.PNG, blob.WebP}}
	edges    = []int{1600, 800, 320}
)

// phone is a photograph as a telephone makes it: EXIF with maker, orientation and a GPS
// directory with degrees (latitude 1°14'16"S), a thumbnail with EXIF of its own, and XMP.
func phone(w, h, o int) []byte {
	b := []byte("MM\x00*\x00\x00\x00\x08")
	put16 := func(v ...uint16) {
		for _, x := range v {
			b = binary.BigEndian.AppendUint16(b, x)
		}
	}
	put32 := func(v ...uint32) {
		for _, x := range v {
			b = binary.BigEndian.AppendUint32(b, x)
		}
	}
	put16(3)
	put16(0x010f, 2)
	put32(8, 50) // maker
	put16(0x0112, 3)
	put32(1)
	put16(uint16(o), 0)
	put16(0x8825, 4)
	put32(1, 58) // GPS directory
	put32(0)
	b = append(b, "PabrikX\x00"...) // at 50
	put16(2)
	put16(1, 2)
	put32(2)
	b = append(b, 'S', 0, 0, 0)
	put16(2, 5)
	put32(3, 88, 0)
	put32(1, 1, 14, 1, 16, 1)
	b = append(b, withEXIF(jpegOf(photo(16, 12)), 1)...)
	xmp := segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta><exif:GPSLatitude>1,14.26S</exif:GPSLatitude></x:xmpmeta>"))
	return append(after(jpegOf(photo(w, h)), segment(0xe1, append([]byte("Exif\x00\x00"), b...)), xmp, segment(0xfe, []byte("foto dari rumah saya"))), "MotionPhoto_Data ftypmp42"...)
}

// pictures takes one picture in, and gives what is kept of it.
func (d *desk) pictures(name string, content []byte) (all []blob.File, kept [][]byte, err error) {
	all, err = d.Pictures(d.Context(), blob.Sent{Name: name, Content: bytes.NewReader(content)}, pictures, edges...)
	for _, f := range all {
		one, err := get(d.Context(), d.Store, f.Hash)
		if err != nil {
			return nil, nil, err
		}
		kept = append(kept, one)
	}
	return all, kept, err
}

// A photograph is kept in its sizes, upright and bare; the one that came is not kept.
func TestAPhotographIsKeptInItsSizes(t *testing.T) {
	d := newDesk(t, dbtest.SQLite(t))
	content := phone(2400, 1800, 6)
	for _, word := range []string{"Exif", "PabrikX", "GPSLatitude", "rumah", "MotionPhoto"} {
		if !bytes.Contains(content, []byte(word)) {
			t.Fatalf("%s is not in what is sent: the test proves nothing", word)
		}
	}
	all, kept, err := d.pictures("IMG_2041.jpg", content)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][2]int{{1200, 1600}, {600, 800}, {240, 320}} {
		img, err := jpeg.Decode(bytes.NewReader(kept[i]))
		if err != nil {
			t.Fatal(err)
		}
		if s := img.Bounds().Size(); s != image.Pt(want[0], want[1]) || all[i].Width != want[0] || all[i].Height != want[1] || all[i].Kind != blob.JPEG {
			t.Errorf("%v, row %+v, want %v", s, all[i], want)
		}
		for _, word := range []string{"Exif", "PabrikX", "GPS", "rumah", "Motion", "xmp", "ns.adobe"} {
			if bytes.Contains(kept[i], []byte(word)) {
				t.Errorf("%q is still in size %d", word, i)
			}
		}
		// What is seen is the picture: points of a picture that was made small at once.
		if i == 2 {
			if off := distance(img, mapped(photo(320, 240), 6)); off > 40 {
				t.Errorf("a point is %d off", off)
			}
		}
	}
	if n := d.blobs(); n != 3 {
		t.Errorf("%d blobs are kept", n)
	}
}

// A small picture stays as it is, and is one file; one that hides nothing becomes a
// JPEG, one that can be seen through stays a PNG.
func TestASmallPictureIsOneFile(t *testing.T) {
	d := newDesk(t, dbtest.SQLite(t))
	all, _, err := d.pictures("a.png", pngOf(photo(300, 20)))
	if err != nil || all[0].Hash != all[1].Hash || all[1].Hash != all[2].Hash || all[0].Width != 300 || all[0].Kind != blob.JPEG || d.blobs() != 1 {
		t.Fatal(all, err)
	}
	glass := image.NewNRGBA(image.Rect(0, 0, 500, 1))
	glass.Set(3, 0, color.NRGBA{200, 0, 0, 100})
	var b bytes.Buffer
	must(png.Encode(&b, glass))
	all, _, err = d.pictures("a.png", b.Bytes())
	if err != nil || all[0].Kind != blob.PNG || all[2].Width != 320 || all[2].Height != 1 {
		t.Error(all, err)
	}
}

// Nothing hostile comes in this way either, and what is no picture is told.
func TestNoHostilePictureComesIn(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	d := newDesk(t, dbtest.SQLite(t))
	for _, c := range append(corpus(), bad("a document", "a.pdf", "application/pdf", page("")), bad("a text", "a.jpg", "image/jpeg", []byte("bukan foto"))) {
		s := c.sent
		s.Content = c.content()
		if all, err := d.Pictures(t.Context(), s, pictures, edges...); !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.TooLarge) && !errors.Is(err, errBroken) {
			t.Errorf("%s: %+v, %v", c.what, all, err)
		}
		if n := d.blobs(); n != 0 {
			t.Fatalf("%s: %d blobs are kept", c.what, n)
		}
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestFitKeepsTheShape(t *testing.T) {
	for _, c := range [][5]int{{4000, 3000, 1600, 1600, 1200}, {3000, 4000, 1600, 1200, 1600}, {100, 50, 320, 100, 50}, {10000, 1, 320, 320, 1}, {1601, 1600, 1600, 1600, 1599}} {
		if w, h := blob.Fit(c[0], c[1], c[2]); w != c[3] || h != c[4] {
			t.Errorf("%d by %d in %d is %d by %d", c[0], c[1], c[2], w, h)
		}
	}
}

// FuzzSmaller: whatever comes out of the decoders is made small without a panic, in the
// size that Fit says.
func FuzzSmaller(f *testing.F) {
	f.Add(withEXIF(jpegOf(photo(90, 70)), 6), uint16(20))
	f.Add(pngOf(photo(50, 5)), uint16(7))
	f.Add(progressive(40, 20, 4, 2), uint16(3))
	f.Add(webpLossy, uint16(1))
	f.Add(webpLossless, uint16(2))
	f.Fuzz(func(t *testing.T, b []byte, edge uint16) {
		for _, kind := range []blob.Kind{blob.JPEG, blob.PNG, blob.WebP} {
			_, _, img, err := blob.Decode(kind, b)
			if err != nil || img == nil || edge == 0 {
				continue
			}
			w, h := blob.Fit(img.Bounds().Dx(), img.Bounds().Dy(), int(edge))
			if got := blob.Smaller(img, int(edge)).Bounds().Size(); got != image.Pt(w, h) {
				t.Errorf("%v in %d is %v", img.Bounds(), edge, got)
			}
		}
	})
}

// BenchmarkPhotoInSizes is a photograph of 12 megapixels that lies on its side.
func BenchmarkPhotoInSizes(b *testing.B) {
	d := newDesk(b, dbtest.SQLite(b))
	content := phone(4000, 3000, 6)
	for b.Loop() {
		if _, err := d.Pictures(b.Context(), blob.Sent{Name: "a.jpg", Content: io.NewSectionReader(bytes.NewReader(content), 0, int64(len(content)))}, pictures, edges...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(content))/1e6, "MB")
}
