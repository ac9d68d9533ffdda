package find

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math"
)

// A file is a row of lists. A list is its length and the size of its members,
// the members in little-endian order, and a checksum over both.

// element is what lists are made of.
type element interface {
	~uint8 | ~uint16 | ~uint32 | ~int64 | ~uint64
}

const (
	chunkLen = 1 << 18
	listHead = 9
)

// saver writes lists until the first error, which stays.
type saver struct {
	w   *bufio.Writer
	buf []byte
	err error
}

func (o *saver) raw(b []byte) {
	if o.err == nil {
		_, o.err = o.w.Write(b)
	}
}

// list writes a list.
func list[T element](o *saver, all []T) {
	size := sizeOf[T]()
	head := append(binary.LittleEndian.AppendUint64(nil, uint64(len(all))), byte(size))
	sum := crc32.Update(0, castagnoli, head)
	o.raw(head)
	if o.buf == nil {
		o.buf = make([]byte, 0, chunkLen)
	}
	for len(all) > 0 && o.err == nil {
		n := min(len(all), chunkLen/size)
		o.buf = appendAll(o.buf[:0], all[:n], size)
		sum = crc32.Update(sum, castagnoli, o.buf)
		o.raw(o.buf)
		all = all[n:]
	}
	o.raw(binary.LittleEndian.AppendUint32(nil, sum))
}

func sizeOf[T element]() int {
	var t T
	return binary.Size(t)
}

func appendAll[T element](b []byte, all []T, size int) []byte {
	b = b[:len(all)*size]
	switch size {
	case 1:
		for i, v := range all {
			b[i] = byte(v)
		}
	case 2:
		for i, v := range all {
			binary.LittleEndian.PutUint16(b[2*i:], uint16(v))
		}
	case 4:
		for i, v := range all {
			binary.LittleEndian.PutUint32(b[4*i:], uint32(v))
		}
	default:
		for i, v := range all {
			binary.LittleEndian.PutUint64(b[8*i:], uint64(v))
		}
	}
	return b
}

// loader reads lists until the first error, which stays.
type loader struct {
	r   io.Reader
	buf []byte
	err error
}

// raw reads some bytes, into the loader's buffer.
func (o *loader) raw(n int) []byte {
	if o.buf == nil {
		o.buf = make([]byte, chunkLen)
	}
	if o.err == nil {
		if _, err := io.ReadFull(o.r, o.buf[:n]); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			o.err = ErrDamaged
		} else {
			o.err = err
		}
	}
	return o.buf[:n]
}

// ended says whether nothing follows.
func (o *loader) ended() bool {
	var one [1]byte
	_, err := io.ReadFull(o.r, one[:])
	return errors.Is(err, io.EOF)
}

// read reads a list. Memory is taken as it is filled: a length that a damaged
// file claims costs at most eight times what was read.
func read[T element](o *loader) []T {
	size := sizeOf[T]()
	head := o.raw(listHead)
	if o.err != nil {
		return nil
	}
	length := binary.LittleEndian.Uint64(head)
	if int(head[8]) != size || length > math.MaxUint32*2 {
		o.err = ErrDamaged
		return nil
	}
	sum := crc32.Update(0, castagnoli, head)
	all := make([]T, 0, min(length, chunkLen))
	for left := int(length); left > 0; {
		n := min(left, chunkLen/size)
		b := o.raw(n * size)
		if o.err != nil {
			return nil
		}
		sum = crc32.Update(sum, castagnoli, b)
		if len(all)+n > cap(all) {
			more := make([]T, len(all), min(int(length), 8*cap(all)))
			copy(more, all)
			all = more
		}
		all = all[:len(all)+n]
		decode(all[len(all)-n:], b, size)
		left -= n
	}
	if b := o.raw(4); o.err == nil && binary.LittleEndian.Uint32(b) != sum {
		o.err = ErrDamaged
	}
	return all
}

// decode reads members of a list. The short ones make the longest lists: together they are
// read some twenty and three times as fast as one after the other.
func decode[T element](to []T, b []byte, size int) {
	switch all := any(to).(type) {
	case []uint8:
		copy(all, b)
		return
	case []uint16:
		decodeFours(all, b)
		return
	}
	for i := range to {
		if size == 4 {
			to[i] = T(binary.LittleEndian.Uint32(b[4*i:]))
		} else {
			to[i] = T(binary.LittleEndian.Uint64(b[8*i:]))
		}
	}
}

// decodeFours decodes four numbers at a time.
func decodeFours(to []uint16, b []byte) {
	for ; len(to) >= 4 && len(b) >= 8; to, b = to[4:], b[8:] {
		four := binary.LittleEndian.Uint64(b)
		to[0], to[1], to[2], to[3] = uint16(four), uint16(four>>16), uint16(four>>32), uint16(four>>48)
	}
	for i := range to {
		to[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
}
