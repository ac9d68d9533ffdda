package blob_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
)

// Originals are made here, never fetched.

// photo is a picture in which no two corners look alike.
func photo(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.RGBA{uint8(255 * x / w), uint8(255 * y / h), uint8(255 * (x + y) / (w + h)), 255})
		}
	}
	return m
}

func jpegOf(m image.Image) []byte {
	var b bytes.Buffer
	must(jpeg.Encode(&b, m, &jpeg.Options{Quality: 90}))
	return b.Bytes()
}

func pngOf(m image.Image) []byte {
	var b bytes.Buffer
	must((&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, m))
	return b.Bytes()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// segment is a marker segment of a JPEG.
func segment(marker byte, body []byte) []byte {
	return append([]byte{0xff, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
}

// after puts segments behind the first marker of a JPEG.
func after(picture []byte, segments ...[]byte) []byte {
	return bytes.Join(append([][]byte{picture[:2]}, append(segments, picture[2:])...), nil)
}

// tiff is EXIF's structure with an orientation, and a place on earth behind it.
func tiff(order binary.ByteOrder, o int) []byte {
	b := []byte("II*\x00")
	if order == binary.BigEndian {
		b = []byte("MM\x00*")
	}
	entry := func(tag, kind uint16, count, value uint32) {
		b = append(b, make([]byte, 12)...)
		e := b[len(b)-12:]
		order.PutUint16(e, tag)
		order.PutUint16(e[2:], kind)
		order.PutUint32(e[4:], count)
		if order.PutUint32(e[8:], value); kind == 3 {
			order.PutUint16(e[8:], uint16(value))
		}
	}
	b = append(b, 0, 0, 0, 0, 0, 0)
	order.PutUint32(b[4:], 8)
	order.PutUint16(b[8:], 3)
	entry(0x010f, 2, 8, 50)
	entry(0x0112, 3, 1, uint32(o))
	entry(0x8825, 4, 1, 60)
	return append(b, "\x00\x00\x00\x00Kamera\x00\x00GPS-1.2379,116.8529 rumah saya"...)
}

func withEXIF(picture []byte, o int) []byte {
	return after(picture, segment(0xe1, append([]byte("Exif\x00\x00"), tiff(binary.LittleEndian, o)...)))
}

// progressive is a grey JPEG of several passes with as many components as are
// asked for; all its blocks are empty, so it is small in the file.
func progressive(w, h, parts, scans int) []byte {
	out := []byte{0xff, 0xd8}
	frame := []byte{8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), byte(parts)}
	scan := []byte{byte(parts)}
	for i := range parts {
		frame = append(frame, byte(i+1), 0x11, 0)
		scan = append(scan, byte(i+1), 0)
	}
	out = append(out, segment(0xdb, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...))...)
	out = append(out, segment(0xc2, frame)...)
	table := append([]byte{0x00, 1}, make([]byte, 15)...)
	out = append(out, segment(0xc4, append(table, 0))...) // the code 0 says: no difference
	blocks := ((w + 7) / 8) * ((h + 7) / 8) * parts
	for i := range scans {
		low := byte(1)
		if i > 0 {
			low = 0x10
		}
		out = append(out, segment(0xda, append(bytes.Clone(scan), 0, 0, low))...)
		out = append(out, make([]byte, (blocks+7)/8)...)
	}
	return append(out, 0xff, 0xd9)
}

// chunk is a chunk of a PNG.
func chunk(name string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, name...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// hugePNG says that it is as large as it likes.
func hugePNG(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	out := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, 8, 6, 0, 0, 0))...)
	return append(append(out, chunk("IDAT", deflated(make([]byte, 1000)))...), chunk("IEND", nil)...)
}

func deflated(b []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	_, err := z.Write(b)
	must(err)
	must(z.Close())
	return out.Bytes()
}

// The smallest WebP pictures: one point, with and without loss.
var (
	webpLossy    = decoded("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	webpLossless = decoded("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
)

func decoded(s string) []byte {
	b, err := base64.StdEncoding.DecodeString(s)
	must(err)
	return b
}

// riff is a WebP of chunks.
func riff(chunks ...[]byte) []byte {
	body := append([]byte("WEBP"), bytes.Join(chunks, nil)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func riffChunk(name string, body []byte) []byte {
	out := append(binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body))), body...)
	if len(body)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

// zipped is an archive.
func zipped(files map[string]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range files {
		w, err := z.Create(name)
		must(err)
		_, err = w.Write([]byte(content))
		must(err)
	}
	must(z.Close())
	return b.Bytes()
}

// pdf is a document of objects, whole and readable.
func pdf(objects ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return []byte(b.String())
}

// page is a document of one page with some words, and more objects behind it.
func page(catalogue string, more ...string) []byte {
	words := "BT /F1 12 Tf 72 720 Td (Renja 2024 \\(E.81\\), halaman 72) Tj ET"
	return pdf(append([]string{
		"<< /Type /Catalog /Pages 2 0 R " + catalogue + " >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(words), words),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}, more...)...)
}

// packed is an object stream with one object in it.
func packed(dict, object string) string {
	body := deflated([]byte("9 0 " + object))
	return fmt.Sprintf("<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d %s >>\nstream\n%s\nendstream", len(body), dict, body)
}
