package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"
	"time"

	"alun/ground/fault"
)

// Store holds blobs by their hash: the SHA-256 of the content, 64 hex digits.
// It is for many goroutines and processes at once.
type Store interface {
	// Put keeps a blob. When it returns nil the blob is on disk. A content that
	// does not have this hash is refused. Putting a blob again is harmless and
	// mends a damaged one.
	Put(ctx context.Context, hash string, content io.ReadSeeker) error
	// Get opens a blob that has been checked whole: ErrMissing, ErrDamaged.
	Get(ctx context.Context, hash string) (io.ReadSeekCloser, error)
	// Stat tells of a blob without reading it; false: it is not there.
	Stat(ctx context.Context, hash string) (Info, bool, error)
	// Delete takes a blob away. One that is not there is no error.
	Delete(ctx context.Context, hash string) error
	// List hands over every blob, in no order; an error of each ends it.
	List(ctx context.Context, each func(Info) error) error
}

// Info is what a store knows of a blob without reading it.
type Info struct {
	Hash  string
	Bytes int64
	At    time.Time // when it was put last
}

// What Get may find.
var (
	ErrMissing = errors.New("blob: it is not in the store")
	ErrDamaged = errors.New("blob: its content does not have its hash")
)

// Valid reports whether a text is a hash as the store writes it.
func Valid(hash string) bool {
	return len(hash) == 2*sha256.Size && strings.Trim(hash, "0123456789abcdef") == ""
}

// Sum reads a content to its end and gives its hash and size in bytes.
func Sum(ctx context.Context, content io.Reader) (hash string, bytes int64, err error) {
	h := sha256.New()
	bytes, err = io.Copy(h, patient{ctx, content})
	return hex.EncodeToString(h.Sum(nil)), bytes, err
}

// checked tells whether a content has its hash, leaves it at its beginning and
// gives its size.
func checked(ctx context.Context, hash string, content io.ReadSeeker) (int64, error) {
	if !Valid(hash) {
		return 0, fmt.Errorf("blob: %q is no hash", hash)
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	got, bytes, err := Sum(ctx, content)
	if err != nil {
		return 0, err
	}
	if got != hash {
		return 0, fmt.Errorf("%w: %s", ErrDamaged, got)
	}
	_, err = content.Seek(0, io.SeekStart)
	return bytes, err
}

// place is where a blob lies: two levels of 256 folders, so that a folder of a
// million blobs holds about sixteen.
func place(hash string) string { return hash[:2] + "/" + hash[2:4] + "/" + hash }

// patient is a reader that gives up when its context ends.
type patient struct {
	ctx context.Context
	r   io.Reader
}

func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}

// roomless makes a full disk a fault that a person understands.
func roomless(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.New(fault.Full, "blob.full").Because(err)
	}
	return err
}
