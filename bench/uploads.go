package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"syscall"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
)

const (
	uploadRounds = 7
	photoWidth   = 4000 // pixels: a telephone's photograph of 12 megapixels
	photoHeight  = 3000
	photoQuality = 88 // as the house keeps pictures
)

// uploads measures a photograph that is received, written anew, claimed and kept
// against decoding and encoding it alone, in turns and by processor time.
func (b *bench) uploads(ctx context.Context) ([]figure, error) {
	d, err := b.rowsBase(ctx, "uploads.db", blob.Files)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	store, err := blob.OpenFolder(b.at("uploads"))
	if err != nil {
		return nil, err
	}
	keeper := blob.NewKeeper(d, store, nil)
	var received, bare []cost
	size := 0
	for round := range min(b.rounds, uploadRounds) + 1 {
		tell(fmt.Sprintf("uploads, round %d of %d", round, min(b.rounds, uploadRounds)))
		photo, err := photograph(round)
		if err != nil {
			return nil, err
		}
		size = len(photo)
		r, err := own(func() error { return receive(ctx, keeper, photo) })
		if err != nil {
			return nil, err
		}
		n, err := own(func() error { return recode(photo) })
		if err != nil {
			return nil, err
		}
		if round > 0 { // the first one warms up
			received, bare = append(received, r), append(bare, n)
		}
	}
	return []figure{{
		What: fmt.Sprintf("upload of a photograph of %d megapixels, %s, checked, written anew and kept",
			photoWidth*photoHeight/1_000_000, megabytes(int64(size))),
		Measured: millis(median(cpuOf(received))) + " CPU",
		Beside: fmt.Sprintf("decoding and encoding it alone %s: %.2f times; by the clock %s against %s",
			millis(median(cpuOf(bare))), ratio(cpuOf(received), cpuOf(bare)), millis(median(wallOf(received))), millis(median(wallOf(bare)))),
	}}, nil
}

// photograph draws a picture with the grain of a real one; each is another.
func photograph(n int) ([]byte, error) {
	img := image.NewRGBA(image.Rect(0, 0, photoWidth, photoHeight))
	grain := uint32(n)*2654435761 + 1
	for y := range photoHeight {
		for x := range photoWidth {
			grain = grain*1664525 + 1013904223
			g := uint8(grain >> 28)
			img.SetRGBA(x, y, color.RGBA{uint8(x>>4) + g, uint8(y>>4) + g, uint8((x+y)>>5) + g, 255})
		}
	}
	var out bytes.Buffer
	err := jpeg.Encode(&out, img, &jpeg.Options{Quality: photoQuality})
	return out.Bytes(), err
}

// receive takes a photograph in and refers to it, as a room's form does.
func receive(ctx context.Context, k *blob.Keeper, photo []byte) error {
	f, err := k.Receive(ctx, blob.Sent{Name: "foto.jpg", Content: bytes.NewReader(photo)}, blob.Printed)
	if err != nil {
		return err
	}
	return k.DB.Write(ctx, func(tx *db.Tx) error { return blob.Keep(tx, f.Hash) })
}

func recode(photo []byte) error {
	img, err := jpeg.Decode(bytes.NewReader(photo))
	if err != nil {
		return err
	}
	return jpeg.Encode(new(bytes.Buffer), img, &jpeg.Options{Quality: photoQuality})
}

// own is what work takes in this process.
func own(work func() error) (cost, error) {
	var before, after syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &before); err != nil {
		return cost{}, err
	}
	wall, err := clocked(work)
	if err == nil {
		err = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
	}
	spent := after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano()
	return cost{time.Duration(spent), wall}, err
}
