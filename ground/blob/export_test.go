package blob

import (
	"bytes"
	"context"
	"image"
	"io"
	"os"
)

// What only this package's own tests may do.

// Plant switches a guard of a store off.
func Plant(s Store, guard string) Store {
	switch s := s.(type) {
	case *Folder:
		s.planted = guard
	case *S3:
		s.planted = guard
	}
	return s
}

// OnSync lets a test see, or fail, what a folder syncs.
func (f *Folder) OnSync(sync func(*os.File) error) { f.sync = sync }

// Between lets a test act between two steps of the sweeper or of Receive.
func (k *Keeper) Between(f func(step string)) { k.between = f }

// PlantInKeeper switches a guard of the keeper off.
func (k *Keeper) PlantInKeeper(guard string) { k.planted = guard }

// For the tests of single parts.
var (
	CheckPDF    = checkPDF
	Orientation = orientation
	Turned      = turned
	Place       = place
)

// ReadHeader is what a picture says it would take, in bytes.
func ReadHeader(kind Kind, data []byte) (w, h, turn int, bytes int64, err error) {
	x, err := readHeader(kind, data)
	return x.width, x.height, x.turn, x.bytes, err
}

// DecodeBytes is the most that it may take.
const DecodeBytes = decodeBytes

// Claim claims a row as Receive does.
func (k *Keeper) Claim(ctx context.Context, f File) error {
	_, err := k.claim(ctx, f)
	return err
}

// Decode decodes a picture as picture does, but without a keeper; one of more
// than 100,000 points is left at its header, which fuzzing would wait for.
func Decode(kind Kind, data []byte) (w, h int, img image.Image, err error) {
	x, err := readHeader(kind, data)
	if err != nil || x.area() > 100_000 || x.bytes > decodeBytes {
		return 0, 0, nil, err
	}
	if img, err = decoders[kind](bytes.NewReader(data)); err != nil {
		return 0, 0, nil, damaged()
	}
	w, h = img.Bounds().Dx(), img.Bounds().Dy()
	if img = turned(img, x.turn); x.turn > 4 {
		w, h = h, w
	}
	return w, h, img, encode(io.Discard, img, PNG)
}

var Smaller = smaller
