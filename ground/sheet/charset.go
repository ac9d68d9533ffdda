package sheet

import (
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"alun/ground/fault"
)

// The byte order marks (Unicode 23.8).
const (
	markUTF8    = "\xEF\xBB\xBF"
	markUTF16LE = "\xFF\xFE"
	markUTF16BE = "\xFE\xFF"
)

// charset is how the bytes of a text file become characters.
type charset struct {
	name    string            // IANA
	mark    string            // the byte order mark in front, or ""
	decoder encoding.Encoding // nil for UTF-8
	high    int               // UTF-16: which byte of a unit is the high one
}

var (
	utf8Plain   = charset{name: "UTF-8"}
	utf8Marked  = charset{name: "UTF-8", mark: markUTF8}
	utf16LE     = charset{"UTF-16LE", markUTF16LE, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 1}
	utf16BE     = charset{"UTF-16BE", markUTF16BE, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 0}
	windows1252 = charset{name: "windows-1252", decoder: charmap.Windows1252}
)

// census counts the kinds of bytes in a text file: enough to tell its encoding
// and to tell text from junk.
type census struct {
	bytes    int64
	controls int64 // other than tab, line ends and form feed
	visible  int64 // anything but spaces and controls
	multi    int64 // well-formed UTF-8 sequences of more than one byte
	broken   int64 // bytes that are no UTF-8
	foreign  int64 // bytes that Windows-1252 does not define
	nul      bool
}

// fewHigh is how many bytes beyond ASCII say nothing about a script: a short list may well
// hold accented letters alone.
const fewHigh = 64

// charsetOf reads the whole file once: a single letter é at its very end
// decides between UTF-8 and Windows-1252.
func charsetOf(r io.ReaderAt, size int64) (charset, error) {
	head := make([]byte, min(size, 3))
	if _, err := readFull(r, head, 0); err != nil {
		return charset{}, err
	}
	for _, c := range []charset{utf8Marked, utf16LE, utf16BE} {
		if n := len(c.mark); len(head) >= n && string(head[:n]) == c.mark {
			return c.verify(r, size)
		}
	}
	return utf8Plain.verify(r, size)
}

// verify takes the census and says what the text really is.
func (c charset) verify(r io.ReaderAt, size int64) (charset, error) {
	var n census
	count := n.utf8
	if c.decoder != nil {
		count = func(chunk []byte, last bool) int { return n.utf16(chunk, last, c.high) }
	}
	if err := chunks(io.NewSectionReader(r, 0, size), int64(len(c.mark)), size, count); err != nil {
		return c, err
	}
	switch {
	case n.nul, n.controls*100 > n.bytes:
		return c, fault.New(fault.Invalid, "sheet.not_a_table")
	case n.visible == 0:
		return c, fault.New(fault.Invalid, "sheet.empty")
	case n.broken == 0:
		return c, nil
	case c.mark != "", n.foreign > 0, n.multi > n.broken, n.broken > fewHigh && n.broken*3 > n.visible:
		// Not what its mark says, mixed, or of a script of its own (Big5, Cyrillic):
		// Windows-1252 would be a guess that turns every letter into a wrong one.
		return c, fault.New(fault.Invalid, "sheet.unknown_encoding")
	}
	return windows1252, nil
}

// chunks hands a file to count piece by piece. Count says how many bytes it
// used: the rest, an unfinished character, comes again with the next piece.
func chunks(r io.ReaderAt, at, size int64, count func(chunk []byte, last bool) (used int)) error {
	buf := make([]byte, 64<<10)
	for at < size {
		n, err := readFull(r, buf[:min(int64(len(buf)), size-at)], at)
		if err != nil {
			return err
		}
		at += int64(count(buf[:n], at+int64(n) == size))
	}
	return nil
}

func (n *census) utf8(chunk []byte, last bool) int {
	i := 0
	for i < len(chunk) {
		if b := chunk[i]; b < utf8.RuneSelf {
			n.ascii(b)
			i++
			continue
		}
		if !last && !utf8.FullRune(chunk[i:]) {
			break
		}
		r, width := utf8.DecodeRune(chunk[i:])
		if r == utf8.RuneError && width == 1 {
			n.broken++
		} else {
			n.multi++
		}
		for _, b := range chunk[i : i+width] {
			if b == 0x81 || b == 0x8D || b == 0x8F || b == 0x90 || b == 0x9D {
				n.foreign++
			}
		}
		n.visible++
		i += width
	}
	n.bytes += int64(i)
	return i
}

// utf16 counts units; an odd last byte and a half surrogate pair are broken.
func (n *census) utf16(chunk []byte, last bool, high int) int {
	i := 0
	for ; i+1 < len(chunk); i += 2 {
		unit := uint16(chunk[i+high])<<8 | uint16(chunk[i+1-high])
		switch {
		case unit < utf8.RuneSelf:
			n.ascii(byte(unit))
		case unit&0xFC00 == 0xD800: // the first half of a pair
			if i+3 >= len(chunk) && !last {
				n.bytes += int64(i)
				return i
			}
			if i+3 >= len(chunk) || chunk[i+2+high]&0xFC != 0xDC {
				n.broken++
				continue
			}
			n.visible++
			i += 2
		case unit&0xFC00 == 0xDC00:
			n.broken++
		default:
			n.visible++
		}
	}
	if last && i < len(chunk) {
		n.broken++
		i++
	}
	n.bytes += int64(i)
	return i
}

func (n *census) ascii(b byte) {
	switch {
	case b > ' ' && b < 0x7F:
		n.visible++
	case b == ' ', b == '\t', b == '\n', b == '\r', b == '\f':
	case b == 0:
		n.nul = true
	default:
		n.controls++
	}
}
