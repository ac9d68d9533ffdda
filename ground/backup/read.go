package backup

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"alun/ground/fault"
)

// visitor is handed what a backup holds, in its order. What it leaves unread is
// read all the same, and checked.
type visitor struct {
	table func(t TableHead, next func() ([]any, error)) error
	file  func(hash string, size int64, content io.Reader) error
	// total, when it is not nil, is told the progress of the reading.
	progress Progress
	stage    string
}

// reading is a backup under way, read block by block.
type reading struct {
	b     *blockReader
	v     visitor
	rep   Report
	total int64
}

// newReading reads the header and nothing after it.
func newReading(r io.Reader) (_ *reading, err error) {
	b, err := newBlockReader(r)
	if err != nil {
		return nil, err
	}
	in := &reading{b: b}
	h := &in.rep.Header
	if err := b.readJSON(blockHeader, h); err != nil {
		return nil, err
	}
	for _, t := range h.Tables {
		if t.Rows < 0 || len(t.Columns) == 0 || len(t.Columns) > maxColumns {
			return nil, damaged(fmt.Errorf("table %q has %d columns and %d rows", t.Name, len(t.Columns), t.Rows))
		}
		in.total += t.Rows
	}
	return in, nil
}

// Check reads a whole backup and tells what it holds. Any damage is a fault.
func Check(r io.Reader, p Progress) (rep Report, err error) {
	defer fault.Op(&err, "backup: check")
	in, err := newReading(r)
	if err != nil {
		return rep, err
	}
	return in.walk(visitor{progress: p, stage: "check"})
}

// walk reads everything after the header.
func (in *reading) walk(v visitor) (Report, error) {
	in.v = v
	for _, t := range in.rep.Header.Tables {
		if err := in.table(t); err != nil {
			return in.rep, err
		}
	}
	for {
		kind, content, err := in.b.next()
		if err != nil {
			return in.rep, err
		}
		switch kind {
		case blockFile:
			err = in.file(content)
		case blockFooter:
			return in.rep, in.footer(content)
		default:
			err = damaged(fmt.Errorf("a block %q among files", kind))
		}
		if err != nil {
			return in.rep, err
		}
	}
}

func (in *reading) footer(content []byte) error {
	var f footer
	if err := unpack(content, &f); err != nil {
		return err
	}
	r := &in.rep
	r.Lost = f.Lost
	if f.Tables != len(r.Tables) || f.Rows != r.Rows || f.Files != r.Files || f.Bytes != r.FileBytes {
		return damaged(fmt.Errorf("the end tells of %+v", f))
	}
	r.Size, r.Digest = in.b.size, in.b.sum.String()
	return in.b.ends()
}

func (in *reading) table(t TableHead) error {
	var s tableStart
	if err := in.b.readJSON(blockTable, &s); err != nil {
		return err
	}
	if s.Name != t.Name {
		return damaged(fmt.Errorf("table %q where %q belongs", s.Name, t.Name))
	}
	rows := &rowReader{b: in.b, t: t, sum: sha256.New(), row: make([]any, len(t.Columns))}
	next := func() ([]any, error) {
		if rows.n%tick == 0 {
			in.v.progress.at(in.v.stage, in.rep.Rows+rows.n, in.total)
		}
		return rows.next()
	}
	if in.v.table != nil {
		if err := in.v.table(t, next); err != nil {
			return err
		}
	}
	for {
		if _, err := next(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
	}
	in.rep.Tables = append(in.rep.Tables, Proof{t.Name, rows.n, rows.digest})
	in.rep.Rows += rows.n
	in.v.progress.at(in.v.stage, in.rep.Rows, in.total)
	return nil
}

// rowReader takes rows out of a table's blocks.
type rowReader struct {
	b      *blockReader
	t      TableHead
	sum    hash.Hash
	buf    []byte // what is left of the block
	over   bool   // the table has ended
	n      int64
	row    []any
	digest string
	long   []byte // a value that reaches over blocks
}

// next gives a row, good until the next call, or io.EOF when the table has ended
// with as many rows as it should and the right digest.
func (r *rowReader) next() ([]any, error) {
	for len(r.buf) == 0 {
		if err := r.more(); err != nil {
			return nil, err
		}
	}
	for i, c := range r.t.Columns {
		mark, err := r.ReadByte()
		if err != nil {
			return nil, r.torn(err)
		}
		if !fits(c.Kind, mark) {
			return nil, damaged(fmt.Errorf("a value %d in %s.%s", mark, r.t.Name, c.Name))
		}
		if r.row[i], err = r.value(mark); err != nil {
			return nil, r.torn(err)
		}
	}
	r.n++
	return r.row, nil
}

// torn is a table that ends within a row.
func (r *rowReader) torn(err error) error {
	if errors.Is(err, io.EOF) {
		return damaged(fmt.Errorf("a row of %s is torn", r.t.Name))
	}
	return err
}

// more reads the next block of the table, or its end.
func (r *rowReader) more() error {
	if r.over {
		return io.EOF
	}
	kind, content, err := r.b.next()
	switch {
	case err != nil:
		return err
	case kind == blockRows:
		r.sum.Write(content)
		r.buf = content
		return nil
	case kind != blockEnd:
		return damaged(fmt.Errorf("a block %q among rows", kind))
	}
	var e end
	if err := unpack(content, &e); err != nil {
		return err
	}
	r.digest = hex.EncodeToString(r.sum.Sum(nil))
	if e.Rows != r.n || r.n != r.t.Rows || e.Digest != r.digest {
		return damaged(fmt.Errorf("table %s ends with %d rows of %d", r.t.Name, r.n, r.t.Rows))
	}
	r.over = true
	return io.EOF
}

// ReadByte reads on over the blocks' borders.
func (r *rowReader) ReadByte() (byte, error) {
	for len(r.buf) == 0 {
		if err := r.more(); err != nil {
			return 0, err
		}
	}
	c := r.buf[0]
	r.buf = r.buf[1:]
	return c, nil
}

func (r *rowReader) value(mark byte) (any, error) {
	switch mark {
	case markNull:
		return nil, nil
	case markWhole:
		return overflow(binary.ReadVarint(r))
	}
	n, err := overflow(binary.ReadUvarint(r))
	if err != nil {
		return nil, err
	}
	if n > maxValue {
		return nil, damaged(fmt.Errorf("a value of %d bytes", n))
	}
	raw, err := r.take(int(n))
	if err != nil {
		return nil, err
	}
	if mark == markText {
		return string(raw), nil
	}
	return append([]byte{}, raw...), nil
}

// overflow is a number that does not fit: damage, not an end.
func overflow[N int64 | uint64](n N, err error) (N, error) {
	if err != nil && fault.Of(err) == nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, damaged(err)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, io.EOF
	}
	return n, err
}

// take gives n bytes. Memory grows with what is there, not with what is claimed.
func (r *rowReader) take(n int) ([]byte, error) {
	if n <= len(r.buf) {
		out := r.buf[:n]
		r.buf = r.buf[n:]
		return out, nil
	}
	r.long = r.long[:0]
	for len(r.long) < n {
		for len(r.buf) == 0 {
			if err := r.more(); err != nil {
				return nil, err
			}
		}
		part := r.buf[:min(len(r.buf), n-len(r.long))]
		r.long = append(r.long, part...)
		r.buf = r.buf[len(part):]
	}
	return r.long, nil
}

// file reads one stored file.
func (in *reading) file(content []byte) error {
	var s fileStart
	if err := unpack(content, &s); err != nil {
		return err
	}
	data := &dataReader{b: in.b, left: s.Size, sum: sha256.New()}
	if in.v.file != nil {
		if err := in.v.file(s.Hash, s.Size, data); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, data); err != nil {
		return err
	}
	var e end
	if err := in.b.readJSON(blockEnd, &e); err != nil {
		return err
	}
	if is := hex.EncodeToString(data.sum.Sum(nil)); s.Size < 0 || is != s.Hash || is != e.Digest {
		return damaged(fmt.Errorf("file %s is %s", s.Hash, is))
	}
	in.rep.Files++
	in.rep.FileBytes += s.Size
	return nil
}

// dataReader gives the content of one file.
type dataReader struct {
	b    *blockReader
	left int64
	buf  []byte
	sum  hash.Hash
}

func (d *dataReader) Read(to []byte) (int, error) {
	if len(d.buf) == 0 {
		if d.left <= 0 {
			return 0, io.EOF
		}
		kind, content, err := d.b.next()
		if err != nil {
			return 0, err
		}
		if kind != blockData || int64(len(content)) > d.left || len(content) == 0 {
			return 0, damaged(fmt.Errorf("a block %q of %d bytes in a file", kind, len(content)))
		}
		d.sum.Write(content)
		d.buf, d.left = content, d.left-int64(len(content))
	}
	n := copy(to, d.buf)
	d.buf = d.buf[n:]
	return n, nil
}
