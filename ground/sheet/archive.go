package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"alun/ground/fault"
)

// archive is the zip around an XLSX file. What its directory claims is checked
// on opening, and each part is held to that claim while it is unpacked.
type archive struct {
	parts map[string]*zip.File // by lower-case path: Excel does not mind the case
}

const (
	// directoryBytes is what reading the directory may cost: 2,000 entries with
	// long names. Go counts entries by reading them all, so bytes are the bound.
	directoryBytes = 4 << 20
	// ratioFrom is the unpacked size below which no ratio is looked at: a small
	// part of many equal cells packs better than 100:1 and harms nobody.
	ratioFrom = 1 << 20
	// tokenBytes bounds one tag or one run of text, which the decoder keeps in
	// memory whole. Excel's longest cell takes 200 KB with every character escaped.
	tokenBytes = 2 << 20
	// depthMost bounds elements within elements, which the decoder remembers.
	depthMost = 100
)

// errDirectory stops the reading of a directory that does not end.
var errDirectory = errors.New("sheet: the zip directory is too long")

// diskError marks an error of the machine, so that the file is not blamed.
type diskError struct{ error }

func (d diskError) Unwrap() error { return d.error }

// metered passes on reads and counts their bytes down while a bound is set.
type metered struct {
	r     io.ReaderAt
	bound bool
	left  int64
}

func (m *metered) ReadAt(p []byte, at int64) (int, error) {
	if m.bound {
		if m.left -= int64(len(p)); m.left < 0 {
			return 0, errDirectory
		}
	}
	n, err := m.r.ReadAt(p, at)
	if err != nil && err != io.EOF {
		err = diskError{err}
	}
	return n, err
}

func openArchive(r io.ReaderAt, size int64, lim Limits) (*archive, error) {
	m := &metered{r: r, bound: true, left: directoryBytes}
	z, err := zip.NewReader(m, size)
	switch {
	case errors.Is(err, errDirectory):
		return nil, fault.New(fault.TooLarge, "sheet.too_many_entries", lim.Entries)
	case err != nil:
		return nil, damaged(err)
	case len(z.File) > lim.Entries:
		return nil, fault.New(fault.TooLarge, "sheet.too_many_entries", lim.Entries)
	}
	m.bound = false
	a := &archive{parts: make(map[string]*zip.File, len(z.File))}
	return a, a.check(z.File, lim)
}

// check holds the directory against the limits. Two parts of one name are
// refused: programs differ on which one they would show.
func (a *archive) check(files []*zip.File, lim Limits) error {
	left := uint64(lim.Unpacked)
	for _, f := range files {
		const encrypted = 1 // general purpose flag, APPNOTE 4.4.4
		switch name := partName(f.Name); {
		case f.Flags&encrypted != 0:
			return fault.New(fault.Invalid, "sheet.encrypted")
		case a.parts[name] != nil:
			return damaged(fmt.Errorf("two parts are called %q", f.Name))
		default:
			a.parts[name] = f
		}
		if f.UncompressedSize64 > left {
			return fault.New(fault.TooLarge, "sheet.unpacks_too_large", size(lim.Unpacked))
		}
		left -= f.UncompressedSize64
		if f.UncompressedSize64 > ratioFrom && f.UncompressedSize64/uint64(lim.Ratio) > f.CompressedSize64 {
			return fault.New(fault.TooLarge, "sheet.unpacks_too_large", size(lim.Unpacked))
		}
	}
	return nil
}

// partName makes paths comparable: some writers use backslashes or another case.
func partName(path string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(path, `\`, "/"), "/"))
}

// damaged blames the file, unless the disk or a limit is behind the error.
func damaged(err error) error {
	if _, disk := errors.AsType[diskError](err); disk || fault.Of(err) != nil {
		return err
	}
	return fault.New(fault.Invalid, "sheet.damaged").Because(err)
}

// part is one file of the archive while it is read as XML.
type part struct {
	*xml.Decoder
	in    *bufio.Reader
	raw   io.Closer
	left  uint64 // bytes that the directory still promises
	token int    // bytes that the current token may still take
	depth int    // elements that are open
	text  []byte // what chars collects, kept for its room
}

// open begins to read a part; ok is false if the archive has none of this name.
func (a *archive) open(name string) (p *part, ok bool, err error) {
	f := a.parts[partName(name)]
	if f == nil {
		return nil, false, nil
	}
	raw, err := f.Open()
	if err != nil {
		return nil, true, damaged(err)
	}
	p = &part{in: bufio.NewReaderSize(raw, 32<<10), raw: raw, left: f.UncompressedSize64}
	p.Decoder = xml.NewDecoder(p)
	return p, true, nil
}

// next gives the next token, and io.EOF after the last one.
func (p *part) next() (xml.Token, error) {
	p.token = tokenBytes
	t, err := p.Token()
	switch t.(type) {
	case xml.StartElement:
		p.depth++
	case xml.EndElement:
		p.depth--
	}
	if p.depth > depthMost {
		err = errors.New("too many elements within elements")
	}
	if err != nil && err != io.EOF {
		err = damaged(err)
	}
	return t, err
}

// ReadByte serves the decoder, which then reads no byte ahead: so the bounds
// are exact. The directory's word is checked against the real bytes here.
func (p *part) ReadByte() (byte, error) {
	b, err := p.in.ReadByte()
	if err != nil {
		return 0, err
	}
	if p.left == 0 {
		return 0, errors.New("a part is longer than the directory says")
	}
	if p.token == 0 {
		return 0, errors.New("a tag or text has no end")
	}
	p.left--
	p.token--
	return b, nil
}

// Read makes a part an io.Reader for xml.NewDecoder, which uses ReadByte.
func (p *part) Read(buf []byte) (int, error) {
	if len(buf) == 0 {
		return 0, nil
	}
	b, err := p.ReadByte()
	if err != nil {
		return 0, err
	}
	buf[0] = b
	return 1, nil
}

// skip passes over the element that has just begun.
func (p *part) skip() error {
	for depth := 1; depth > 0; {
		t, err := p.next()
		if err != nil {
			return unexpected(err)
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// unexpected is an end of file inside an element.
func unexpected(err error) error {
	if err == io.EOF {
		return damaged(io.ErrUnexpectedEOF)
	}
	return err
}

func (p *part) close() error { return p.raw.Close() }
