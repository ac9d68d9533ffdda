package find

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"slices"
)

// Why a file is refused. The index must then be built from its source.
var (
	ErrFormat  = errors.New("find: no index, or one of another format")
	ErrOther   = errors.New("find: an index of another configuration")
	ErrDamaged = errors.New("find: a damaged index")
)

// Mark says which state of its source an index holds.
type Mark struct {
	Incarnation string // of the source: another one means another history
	Position    int64  // up to where it was read
}

const (
	magic  = "ALUNFIND"
	format = 2 // raise it with every change of what is written, or of what it means
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// fingerprint tells configurations apart that would make other segments. How
// questions are read may change.
func (x *Index) fingerprint() [32]byte {
	c := &x.config
	h := sha256.New()
	fmt.Fprintf(h, "%g %q", c.K1, c.Facets)
	t := c.Words.Tables
	fmt.Fprintf(h, " %t %q %q", c.Words.Stem, slices.Sorted(maps.Keys(t.Stop)), slices.Sorted(maps.Keys(t.Keep)))
	for _, f := range c.Fields {
		fmt.Fprintf(h, " %q %g %g", f.Name, f.Weight, f.B)
	}
	// Words of all kinds show whether the rules of the analyzer are the same.
	x.every.Index("Perajin kerajinan mengolah masakan pengiriman penjualan berjualan kepiting menyewakan "+
		"dipasang pertokoan Jum'at es-krim foto copy kupu2 café 12.500 3in1 日本料理 ラーメン", func(term, surface string) {
		fmt.Fprintf(h, " %s=%s", surface, term)
	})
	return [32]byte(h.Sum(nil))
}

// Save writes the index as it is now; it may be changed and searched meanwhile.
// The caller sees to it that a file is whole or not there.
func (x *Index) Save(w io.Writer, m Mark) error {
	s := x.now.Load()
	o := &saver{w: bufio.NewWriterSize(w, chunkLen)}
	o.raw([]byte(magic))
	o.raw(binary.LittleEndian.AppendUint32(nil, format))
	print := x.fingerprint()
	list(o, print[:])
	list(o, []byte(m.Incarnation))
	list(o, []uint64{uint64(m.Position), uint64(len(s.parts))})
	for i := range s.parts {
		p := &s.parts[i]
		list(o, p.gone)
		o.segment(p.segment)
	}
	if o.err != nil {
		return fmt.Errorf("find: save: %w", o.err)
	}
	if err := o.w.Flush(); err != nil {
		return fmt.Errorf("find: save: %w", err)
	}
	return nil
}

// Load reads an index that Save wrote with the same configuration. A file that
// is anything else is refused with ErrFormat, ErrOther or ErrDamaged; what the
// reader itself fails with is passed on.
func Load(r io.Reader, c Config) (*Index, Mark, error) {
	x, err := New(c)
	if err != nil {
		return nil, Mark{}, err
	}
	o := &loader{r: r}
	head := o.raw(len(magic) + 4)
	if o.err == nil && (string(head[:len(magic)]) != magic || binary.LittleEndian.Uint32(head[len(magic):]) != format) {
		return nil, Mark{}, ErrFormat
	}
	print, own := read[byte](o), x.fingerprint()
	if o.err == nil && string(print) != string(own[:]) {
		return nil, Mark{}, ErrOther
	}
	m := Mark{Incarnation: string(read[byte](o))}
	numbers := read[uint64](o)
	if o.err == nil && len(numbers) != 2 {
		o.err = ErrDamaged
	}
	var parts []part
	for i := 0; o.err == nil && i < int(numbers[1]); i++ {
		parts = append(parts, o.part(&x.config))
	}
	if o.err == nil && !o.ended() {
		o.err = ErrDamaged
	}
	if o.err != nil {
		return nil, Mark{}, o.err
	}
	m.Position = int64(numbers[0])
	x.now.Store(x.config.tuned(parts))
	return x, m, nil
}
