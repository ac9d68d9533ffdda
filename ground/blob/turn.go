package blob

import (
	"image"
	"image/draw"
)

// turned gives the picture as it should be looked at, for an orientation of 1 to
// 8: 2 mirrored, 3 upside down, 4 mirrored and upside down, 5 to 8 lying on a
// side. It copies planes, not pixels through an interface: a photograph of 12
// megapixels takes a tenth of a second.
func turned(img image.Image, o int) image.Image {
	if o == upright {
		return img
	}
	b := img.Bounds()
	size := image.Rect(0, 0, b.Dx(), b.Dy())
	if o > 4 {
		size = image.Rect(0, 0, b.Dy(), b.Dx())
	}
	switch m := img.(type) {
	case *image.YCbCr:
		if out, ok := turnedYCbCr(m, o, size); ok {
			return out
		}
	case *image.Gray:
		p, stride := plane{m.Pix, m.Stride, b.Dx(), b.Dy(), 1}.turn(o)
		return &image.Gray{Pix: p, Stride: stride, Rect: size}
	case *image.Paletted:
		p, stride := plane{m.Pix, m.Stride, b.Dx(), b.Dy(), 1}.turn(o)
		return &image.Paletted{Pix: p, Stride: stride, Rect: size, Palette: m.Palette}
	case *image.NRGBA:
		p, stride := plane{m.Pix, m.Stride, b.Dx(), b.Dy(), 4}.turn(o)
		return &image.NRGBA{Pix: p, Stride: stride, Rect: size}
	case *image.RGBA:
		p, stride := plane{m.Pix, m.Stride, b.Dx(), b.Dy(), 4}.turn(o)
		return &image.RGBA{Pix: p, Stride: stride, Rect: size}
	}
	flat := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(flat, flat.Rect, img, b.Min, draw.Src)
	return turned(flat, o)
}

// ratios are the ways of thinning out colour that turn into one another.
var ratios = map[image.YCbCrSubsampleRatio]image.YCbCrSubsampleRatio{
	image.YCbCrSubsampleRatio444: image.YCbCrSubsampleRatio444,
	image.YCbCrSubsampleRatio420: image.YCbCrSubsampleRatio420,
	image.YCbCrSubsampleRatio422: image.YCbCrSubsampleRatio440,
	image.YCbCrSubsampleRatio440: image.YCbCrSubsampleRatio422,
}

func turnedYCbCr(m *image.YCbCr, o int, size image.Rectangle) (*image.YCbCr, bool) {
	ratio := m.SubsampleRatio
	lies, known := ratios[ratio]
	if !known || m.Rect.Min != (image.Point{}) {
		return nil, false
	}
	if o > 4 {
		ratio = lies
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	cw, ch := thinned(m.SubsampleRatio, w, h)
	out := &image.YCbCr{SubsampleRatio: ratio, Rect: size}
	out.Y, out.YStride = plane{m.Y, m.YStride, w, h, 1}.turn(o)
	out.Cb, out.CStride = plane{m.Cb, m.CStride, cw, ch, 1}.turn(o)
	out.Cr, _ = plane{m.Cr, m.CStride, cw, ch, 1}.turn(o)
	return out, true
}

// thinned is the size of the colour planes.
func thinned(r image.YCbCrSubsampleRatio, w, h int) (int, int) {
	if r == image.YCbCrSubsampleRatio422 || r == image.YCbCrSubsampleRatio420 {
		w = (w + 1) / 2
	}
	if r == image.YCbCrSubsampleRatio440 || r == image.YCbCrSubsampleRatio420 {
		h = (h + 1) / 2
	}
	return w, h
}

// plane is a rectangle of samples of n bytes.
type plane struct {
	pix        []byte
	stride     int
	w, h, deep int
}

// turn copies the plane; stride is that of the copy.
func (p plane) turn(o int) (out []byte, stride int) {
	w, h := p.w, p.h
	if o > 4 {
		w, h = h, w
	}
	stride = w * p.deep
	out = make([]byte, h*stride)
	for y := range h {
		from, step := p.row(o, y)
		row := out[y*stride : (y+1)*stride]
		if p.deep == 1 {
			for x := range row {
				row[x] = p.pix[from]
				from += step
			}
			continue
		}
		for x := 0; x < len(row); x += p.deep {
			copy(row[x:x+p.deep], p.pix[from:from+p.deep])
			from += step
		}
	}
	return out, stride
}

// row tells where the samples of a row of the copy come from: the first, and how
// far it is to the next.
func (p plane) row(o, y int) (from, step int) {
	right, bottom := p.w-1, p.h-1
	x, dx, dy := 0, 1, 0
	switch o {
	case 2:
		x, dx = right, -1
	case 3:
		x, y, dx = right, bottom-y, -1
	case 4:
		y = bottom - y
	case 5:
		x, y, dx, dy = y, 0, 0, 1
	case 6:
		x, y, dx, dy = y, bottom, 0, -1
	case 7:
		x, y, dx, dy = right-y, bottom, 0, -1
	case 8:
		x, y, dx, dy = right-y, 0, 0, 1
	}
	return y*p.stride + x*p.deep, dy*p.stride + dx*p.deep
}
