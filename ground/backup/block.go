package backup

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"alun/ground/fault"

	"github.com/klauspost/compress/zstd"
)

// blockHead is kind, length of the content, length as stored.
const blockHead = 1 + 4 + 4

// chain is the SHA-256 that runs through all blocks.
type chain [sha256.Size]byte

func (c *chain) next(head, stored []byte) []byte {
	h := sha256.New()
	h.Write(c[:])
	h.Write(head)
	h.Write(stored)
	h.Sum(c[:0])
	return c[:]
}

func (c *chain) String() string { return hex.EncodeToString(c[:]) }

// blockWriter writes blocks.
type blockWriter struct {
	w      io.Writer
	zip    *zstd.Encoder // nil: nothing is compressed
	sum    chain
	stored []byte
	size   int64
}

func newBlockWriter(w io.Writer, compress bool) (*blockWriter, error) {
	b := &blockWriter{w: w, sum: sha256.Sum256([]byte(magic))}
	if compress {
		var err error
		if b.zip, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(maxBlock)); err != nil {
			return nil, err
		}
	}
	return b, b.put([]byte(magic))
}

func (b *blockWriter) put(raw []byte) error {
	n, err := b.w.Write(raw)
	b.size += int64(n)
	return err
}

func (b *blockWriter) write(kind byte, content []byte) error {
	stored := content
	if b.zip != nil && kind != blockHeader {
		if b.stored = b.zip.EncodeAll(content, b.stored[:0]); len(b.stored) < len(content) {
			stored = b.stored
		}
	}
	var head [blockHead]byte
	head[0] = kind
	binary.BigEndian.PutUint32(head[1:], uint32(len(content)))
	binary.BigEndian.PutUint32(head[5:], uint32(len(stored)))
	return errors.Join(b.put(head[:]), b.put(stored), b.put(b.sum.next(head[:], stored)))
}

func (b *blockWriter) writeJSON(kind byte, v any) error {
	raw, err := json.Marshal(v)
	if err == nil && len(raw) > maxBlock {
		err = fmt.Errorf("backup: block %c is too long", kind)
	}
	if err != nil {
		return err
	}
	return b.write(kind, raw)
}

// blockReader reads blocks and believes none before its sum.
type blockReader struct {
	r       *bufio.Reader
	zip     *zstd.Decoder
	sum     chain
	head    [blockHead + sha256.Size]byte
	stored  []byte
	content []byte
	size    int64
	planted string // a guard to switch off, for this package's own proofs only
}

func newBlockReader(r io.Reader) (*blockReader, error) {
	b := &blockReader{r: bufio.NewReaderSize(r, 256<<10), sum: sha256.Sum256([]byte(magic)), size: int64(len(magic))}
	if err := begins(b.r); err != nil {
		return nil, err
	}
	var err error
	// The decoder refuses content that is longer than a block, whatever it claims.
	b.zip, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBlock), zstd.WithDecoderMaxWindow(maxBlock))
	return b, err
}

// begins tells a backup from a foreign file, and ours from a newer one.
func begins(r io.Reader) error {
	first := make([]byte, len(magic))
	n, err := io.ReadFull(r, first)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	name, _, _ := strings.Cut(magic, " ")
	switch {
	case string(first[:n]) == magic:
		return nil
	case bytes.HasPrefix(first, []byte(name+" ")):
		return fault.New(fault.Conflict, "backup.newer_format")
	}
	return fault.New(fault.Invalid, "backup.foreign")
}

// next reads one block; its content is good until the next call.
func (b *blockReader) next() (kind byte, content []byte, err error) {
	head := b.head[:blockHead]
	if _, err := io.ReadFull(b.r, head); err != nil {
		return 0, nil, cut(err)
	}
	long, stored := binary.BigEndian.Uint32(head[1:]), binary.BigEndian.Uint32(head[5:])
	if long > maxBlock || stored > long {
		return 0, nil, damaged(fmt.Errorf("a block of %d bytes, %d stored", long, stored))
	}
	if b.stored, err = b.take(int(stored)); err != nil {
		return 0, nil, err
	}
	had := b.head[blockHead:]
	if _, err := io.ReadFull(b.r, had); err != nil {
		return 0, nil, cut(err)
	}
	if !bytes.Equal(b.sum.next(head, b.stored), had) && b.planted != "believe any sum" {
		return 0, nil, damaged(errors.New("the sum of a block does not fit"))
	}
	b.size += int64(blockHead + len(b.stored) + len(had))
	if stored == long {
		return head[0], b.stored, nil
	}
	b.content, err = b.zip.DecodeAll(b.stored, b.content[:0])
	if err != nil || len(b.content) != int(long) {
		return 0, nil, damaged(errors.Join(err, errors.New("a block cannot be unpacked")))
	}
	return head[0], b.content, nil
}

func (b *blockReader) take(n int) ([]byte, error) {
	if cap(b.stored) < n {
		b.stored = make([]byte, n, maxBlock)
	}
	_, err := io.ReadFull(b.r, b.stored[:n])
	return b.stored[:n], cut(err)
}

// ends demands that nothing follows.
func (b *blockReader) ends() error {
	if _, err := b.r.ReadByte(); !errors.Is(err, io.EOF) {
		return damaged(errors.Join(err, errors.New("something follows the end")))
	}
	return nil
}

// cut turns the end of the file into damage: it must not end here.
func cut(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return damaged(errors.New("the file ends too early"))
	}
	return err
}

// readJSON demands a block of one kind.
func (b *blockReader) readJSON(want byte, v any) error {
	kind, content, err := b.next()
	if err != nil {
		return err
	}
	if kind != want {
		return damaged(fmt.Errorf("a block %q where %q belongs", kind, want))
	}
	return unpack(content, v)
}

func unpack(content []byte, v any) error {
	if err := json.Unmarshal(content, v); err != nil {
		return damaged(err)
	}
	return nil
}
