package blob

import (
	"bytes"
	"context"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"runtime/debug"

	"alun/ground/fault"

	"golang.org/x/image/webp"
)

// decodeBytes is the memory that decoding and turning one picture may take.
// 40 megapixels of an ordinary photograph take 70 to 140 MB; what takes more is
// refused by its header.
const decodeBytes = 176 << 20

// quality of the JPEG that is kept: small print stays readable.
const quality = 88

// grown bounds what is kept of a picture, in sizes of what may be sent.
const grown = 3

// picture decodes a picture whole and writes it anew, upright and bare.
func (k *Keeper) picture(ctx context.Context, raw scratch, size int64, kind Kind, p Policy) (f File, _ io.ReadSeekCloser, err error) {
	defer raw.Close()
	if err := refuseArchive(raw, size); err != nil {
		return f, nil, err
	}
	img, h, err := decodePicture(ctx, raw, size, kind, p)
	if err != nil {
		return f, nil, err
	}
	img = turned(img, h.turn)
	f = File{Kind: PNG, Width: img.Bounds().Dx(), Height: img.Bounds().Dy()}
	if h.lossy {
		f.Kind = JPEG
	}
	out, err := newScratch()
	if err != nil {
		return f, nil, roomless(err)
	}
	if err = encode(&tight{ctx, out, grown * kind.Bytes()}, img, f.Kind); err == nil {
		_, err = out.Seek(0, io.SeekStart)
	}
	if err != nil {
		out.Close()
		return f, nil, roomless(err)
	}
	return f, out, nil
}

// sit waits for the one place at the desk. Files are looked at one at a time,
// because each may take decodeBytes; whoever leaves gives the memory back, for
// the collector would otherwise let twice as much gather before it looks.
func (k *Keeper) sit(ctx context.Context) (leave func(), err error) {
	select {
	case k.desk <- struct{}{}:
		return func() { debug.FreeOSMemory(); <-k.desk }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// decodePicture reads a picture after its header has promised to be small enough.
func decodePicture(ctx context.Context, raw scratch, size int64, kind Kind, p Policy) (image.Image, header, error) {
	data := make([]byte, size)
	if _, err := raw.ReadAt(data, 0); err != nil {
		return nil, header{}, err
	}
	if bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return nil, header{}, fault.New(fault.Invalid, "blob.two_things") // PDF readers look that far for their mark
	}
	h, err := readHeader(kind, data)
	if err != nil {
		return nil, h, err
	}
	if h.turn != upright {
		h.bytes += h.copied
	}
	if h.area() > p.pixels() || h.bytes > decodeBytes {
		return nil, h, fault.New(fault.TooLarge, "blob.too_many_pixels", h.width, h.height, p.pixels()/1_000_000)
	}
	img, err := decoders[kind](patient{ctx, bytes.NewReader(data)})
	if ctx.Err() != nil {
		return nil, h, ctx.Err()
	}
	if err != nil {
		return nil, h, fault.New(fault.Invalid, "blob.damaged_picture").Because(err)
	}
	if b := img.Bounds(); b.Dx() != h.width || b.Dy() != h.height {
		return nil, h, damaged()
	}
	return img, h, nil
}

var decoders = map[Kind]func(io.Reader) (image.Image, error){JPEG: jpeg.Decode, PNG: png.Decode, WebP: webp.Decode}

// encode writes pixels and nothing else.
func encode(w io.Writer, img image.Image, kind Kind) error {
	if kind == PNG {
		return png.Encode(w, img)
	}
	if c, ok := img.(*image.CMYK); ok { // the encoder would look at each pixel through an interface
		rgb := image.NewRGBA(c.Bounds())
		draw.Draw(rgb, rgb.Bounds(), c, c.Bounds().Min, draw.Src)
		img = rgb
	}
	return jpeg.Encode(w, img, &jpeg.Options{Quality: quality})
}

// tight is a writer with an end: of time, and of bytes.
type tight struct {
	ctx  context.Context
	w    io.Writer
	left int64
}

func (t *tight) Write(b []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	if t.left -= int64(len(b)); t.left < 0 {
		return 0, fault.New(fault.TooLarge, "blob.too_detailed")
	}
	return t.w.Write(b)
}
