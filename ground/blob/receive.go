package blob

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"alun/ground/fault"
)

// Sent is a file as somebody sent it. Nothing of it is believed.
type Sent struct {
	Name    string // "IMG_2041.jpg"
	Type    string // media type, may be empty
	Content io.Reader
}

// File is a blob with what is known of it.
type File struct {
	Hash   string // of what is kept
	Kind   Kind
	Bytes  int64
	Width  int // of a picture, upright; else 0
	Height int
}

// receiveTime is how long one file may be looked at, once it is here.
const receiveTime = 30 * time.Second

// Receive takes a file in: it checks it under the policy, rewrites a picture,
// lets the scanner see it, claims its row, puts it into the store and notes that
// it is there. Call it from Prepare, and Keep the file in the act. What a person
// can mend is a *fault.Fault without a field: the form knows its field's name.
func (k *Keeper) Receive(ctx context.Context, s Sent, p Policy) (_ File, err error) {
	defer fault.Op(&err, "blob: receive")
	ctx, cancel := context.WithTimeout(ctx, receiveTime)
	defer cancel()
	raw, size, err := spool(ctx, s.Content, p.Bytes())
	if err != nil {
		return File{}, err
	}
	defer raw.Close()
	f, ready, err := k.inspect(ctx, raw, size, s, p)
	if err != nil {
		return File{}, late(ctx, err)
	}
	defer ready.Close()
	if f.Hash, f.Bytes, err = Sum(ctx, ready); err != nil {
		return File{}, late(ctx, err)
	}
	coming, err := k.claim(ctx, f)
	if err != nil {
		return File{}, err
	}
	k.between("claimed")
	if err := k.Store.Put(ctx, f.Hash, ready); err != nil {
		return File{}, err
	}
	k.between("put")
	return f, k.arrived(ctx, f.Hash, coming)
}

// spool writes a stream to a temporary file, never more than a limit.
func spool(ctx context.Context, from io.Reader, most int64) (_ scratch, size int64, err error) {
	file, err := newScratch()
	if err != nil {
		return file, 0, roomless(err)
	}
	size, err = io.Copy(file, io.LimitReader(patient{ctx, from}, most+1))
	switch {
	case err != nil:
		err = roomless(err)
	case size > most:
		err = tooLarge(most)
	case size == 0:
		err = fault.New(fault.Invalid, "blob.empty")
	}
	if err != nil {
		file.Close()
	}
	return file, size, err
}

func tooLarge(most int64) error {
	return fault.New(fault.TooLarge, "blob.too_large", most>>20)
}

// inspect refuses what may not come in and gives what will be kept, which is at
// its beginning. For what is kept as it came that is the file itself.
func (k *Keeper) inspect(ctx context.Context, raw scratch, size int64, s Sent, p Policy) (f File, ready io.ReadSeekCloser, err error) {
	if err := checkName(s.Name); err != nil {
		return f, nil, err
	}
	kind, known := recognise(raw, size)
	if !known || !slices.Contains(p.Kinds, kind) {
		return f, nil, fault.New(fault.Invalid, "blob.kind_not_taken", p.Names())
	}
	if size > kind.Bytes() {
		return f, nil, tooLarge(kind.Bytes())
	}
	if err := kind.agrees(s); err != nil {
		return f, nil, err
	}
	if err := k.scan(ctx, raw); err != nil {
		return f, nil, err
	}
	leave, err := k.sit(ctx)
	if err != nil {
		return f, nil, err
	}
	defer leave()
	f.Kind = kind
	switch {
	case kind.Picture():
		return k.picture(ctx, raw, size, kind, p)
	case kind == PDF:
		err = inspectPDF(ctx, raw, size)
	default:
		err = inspectTable(ctx, raw, size, kind)
	}
	if err == nil {
		_, err = raw.Seek(0, io.SeekStart)
	}
	return f, raw, err
}

// scan shows the file as it came to the scanner, if there is one.
func (k *Keeper) scan(ctx context.Context, raw scratch) error {
	if k.Scan == nil {
		return nil
	}
	if _, err := raw.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return k.Scan(ctx, raw)
}

// refuseArchive refuses a picture or document that is an archive too: programs
// that unpack look for the list at the end of a file and ignore what is before.
func refuseArchive(file io.ReaderAt, size int64) error {
	if _, err := zip.NewReader(file, size); err == nil || errors.Is(err, zip.ErrInsecurePath) {
		return fault.New(fault.Invalid, "blob.two_things")
	}
	return nil
}

// late turns the end of our own time into a sentence.
func late(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) && errors.Is(err, context.DeadlineExceeded) {
		return fault.New(fault.Busy, "blob.too_slow").Because(err)
	}
	return err
}
