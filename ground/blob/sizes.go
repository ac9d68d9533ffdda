package blob

import (
	"context"
	"image"
	"io"

	"alun/ground/fault"

	"golang.org/x/image/draw"
)

// Fit gives the size of a picture whose longer side is at most edge; a smaller one stays
// as it is.
func Fit(width, height, edge int) (int, int) {
	long := max(width, height)
	if long <= edge {
		return width, height
	}
	scaled := func(n int) int { return max(1, (n*edge+long/2)/long) }
	return scaled(width), scaled(height)
}

// Pictures takes a picture in as Receive does, and keeps it in several sizes instead of
// its own: the longer side of each is at most its edge, the largest first. A picture of
// twelve megapixels is never kept whole. Call it from Prepare, and Keep each file in the
// act; where a picture is small, two sizes may be one file.
func (k *Keeper) Pictures(ctx context.Context, s Sent, p Policy, edges ...int) (_ []File, err error) {
	defer fault.Op(&err, "blob: pictures")
	ctx, cancel := context.WithTimeout(ctx, receiveTime)
	defer cancel()
	raw, size, err := spool(ctx, s.Content, p.Bytes())
	if err != nil {
		return nil, err
	}
	defer raw.Close()
	ready, err := k.shrink(ctx, raw, size, s, p, edges)
	defer func() {
		for _, one := range ready {
			one.content.Close()
		}
	}()
	if err != nil {
		return nil, late(ctx, err)
	}
	out := make([]File, len(ready))
	for i, one := range ready {
		if out[i], err = k.keepOne(ctx, one); err != nil {
			return nil, late(ctx, err)
		}
	}
	return out, nil
}

// sized is a picture in one size, written down.
type sized struct {
	file    File
	content io.ReadSeekCloser
}

// keepOne claims the row of a file and puts it into the store.
func (k *Keeper) keepOne(ctx context.Context, one sized) (f File, err error) {
	f = one.file
	if f.Hash, f.Bytes, err = Sum(ctx, one.content); err != nil {
		return f, err
	}
	if _, err := one.content.Seek(0, io.SeekStart); err != nil {
		return f, err
	}
	coming, err := k.claim(ctx, f)
	if err != nil {
		return f, err
	}
	if err := k.Store.Put(ctx, f.Hash, one.content); err != nil {
		return f, err
	}
	return f, k.arrived(ctx, f.Hash, coming)
}

// shrink checks a picture and writes it anew in each size.
func (k *Keeper) shrink(ctx context.Context, raw scratch, size int64, s Sent, p Policy, edges []int) (out []sized, err error) {
	if err := checkName(s.Name); err != nil {
		return nil, err
	}
	kind, known := recognise(raw, size)
	switch {
	case !known || !kind.Picture():
		return nil, fault.New(fault.Invalid, "blob.kind_not_taken", p.Names())
	case size > kind.Bytes():
		return nil, tooLarge(kind.Bytes())
	}
	if err := kind.agrees(s); err != nil {
		return nil, err
	}
	if err := k.scan(ctx, raw); err != nil {
		return nil, err
	}
	leave, err := k.sit(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	if err := refuseArchive(raw, size); err != nil {
		return nil, err
	}
	img, h, err := decodePicture(ctx, raw, size, kind, p)
	if err != nil {
		return nil, err
	}
	// The largest first, so that only it is made from the whole picture; turned when it is
	// small, because turning takes a copy.
	for _, edge := range edges {
		img = smaller(img, edge)
		one, err := writeDown(ctx, turned(img, h.turn), h.lossy || opaque(img))
		if err != nil {
			return out, err
		}
		out = append(out, one)
	}
	return out, nil
}

// smaller scales a picture down so that its longer side is at most edge: whole points are
// averaged first, so that no thin line falls between two, and what remains is less than
// half. It takes no copy of the large picture.
func smaller(img image.Image, edge int) image.Image {
	b := img.Bounds()
	w, h := Fit(b.Dx(), b.Dy(), edge)
	if w == b.Dx() && h == b.Dy() {
		return img
	}
	if by := min(b.Dx()/w, b.Dy()/h); by > 1 {
		img = averaged(img, by)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.ApproxBiLinear.Scale(out, out.Bounds(), img, img.Bounds(), draw.Src, nil)
	return out
}

// averaged gives a picture of which each point is the mean of by times by.
func averaged(img image.Image, by int) image.Image {
	b := img.Bounds()
	w, h := b.Dx()/by, b.Dy()/by
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	rows := image.NewRGBA(image.Rect(0, 0, w*by, by))
	for y := range h {
		draw.Draw(rows, rows.Rect, img, image.Pt(b.Min.X, b.Min.Y+y*by), draw.Src)
		for x := range w {
			mean(out.Pix[y*out.Stride+4*x:], rows, x*by, by)
		}
	}
	return out
}

// mean writes the mean of a square of points.
func mean(to []byte, from *image.RGBA, x, by int) {
	var sum [4]int
	for y := range by {
		row := from.Pix[y*from.Stride+4*x:][:4*by]
		for i, v := range row {
			sum[i&3] += int(v)
		}
	}
	for i := range sum {
		to[i] = byte((sum[i] + by*by/2) / (by * by))
	}
}

// opaque reports a picture that hides what is behind it: as a photograph it takes a tenth
// of the room.
func opaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

func writeDown(ctx context.Context, img image.Image, lossy bool) (sized, error) {
	kind := PNG
	if lossy {
		kind = JPEG
	}
	out, err := newScratch()
	if err != nil {
		return sized{}, roomless(err)
	}
	if err = encode(&tight{ctx, out, grown * kind.Bytes()}, img, kind); err == nil {
		_, err = out.Seek(0, io.SeekStart)
	}
	if err != nil {
		out.Close()
		return sized{}, roomless(err)
	}
	return sized{File{Kind: kind, Width: img.Bounds().Dx(), Height: img.Bounds().Dy()}, out}, nil
}
