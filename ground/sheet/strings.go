package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"alun/ground/fault"
)

// sharedPart bounds the texts of a workbook to this part of what it may unpack
// to. They must be in memory while its sheets are read: sheets name them by
// number, in any order.
const sharedPart = 4

// errLong is a text beyond the limit; who asked for it knows its place.
var errLong = errors.New("sheet: a text is too long")

// sharedStrings reads the texts that the cells of a workbook share.
func (a *archive) sharedStrings(name string, lim Limits) ([]string, error) {
	p, ok, err := a.open(name)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, damaged(errors.New("no part " + name))
	}
	defer p.close() // read to its end below, where errors show
	all := []string{}
	for left := lim.Unpacked / sharedPart; ; {
		t, err := p.next()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if e, ok := t.(xml.StartElement); !ok || e.Name.Local != "si" {
			continue
		}
		text, err := p.richText(lim)
		if err == errLong {
			err = fault.New(fault.TooLarge, "sheet.text_too_long", lim.CellBytes)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, text)
		if left -= int64(len(text)); left < 0 || int64(len(all)) > lim.Cells {
			return nil, fault.New(fault.TooLarge, "sheet.unpacks_too_large", size(lim.Unpacked/sharedPart))
		}
	}
}

// richText reads an si or is element that has just begun: one text, or runs of
// text in different type. Furigana (rPh) is a reading of the text, not a part
// of it: 横浜 is not 横浜ヨコハマ.
func (p *part) richText(lim Limits) (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		t, err := p.next()
		if err != nil {
			return "", unexpected(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			switch t.Name.Local {
			case "r":
				depth++
			case "t":
				s, err := p.chars(lim)
				if err != nil {
					return "", err
				}
				b.WriteString(s)
			default:
				if err := p.skip(); err != nil {
					return "", err
				}
			}
		}
		if b.Len() > lim.CellBytes {
			return "", errLong
		}
	}
	return unescape(b.String()), nil
}

// chars reads the text of an element that has just begun, up to its end.
func (p *part) chars(lim Limits) (string, error) {
	for p.text = p.text[:0]; ; {
		t, err := p.next()
		if err != nil {
			return "", unexpected(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			return string(p.text), nil
		case xml.CharData: // one piece, but for comments and CDATA between
			p.text = append(p.text, t...)
		case xml.StartElement:
			if err := p.skip(); err != nil {
				return "", err
			}
		}
		if len(p.text) > lim.CellBytes {
			return "", errLong
		}
	}
}

// unescape turns _x000D_ into the character that XML could not hold (ST_Xstring,
// ECMA-376 part 1, 22.9.2.19). NUL has no place in a text.
func unescape(s string) string {
	at := strings.Index(s, "_x")
	if at < 0 {
		return s
	}
	var b strings.Builder
	var half rune // first half of a surrogate pair, or 0
	for ; at >= 0; at = strings.Index(s, "_x") {
		unit, ok := escaped(s[at:])
		if half != 0 && (at > 0 || !ok) {
			b.WriteRune(utf8.RuneError)
			half = 0
		}
		if !ok {
			b.WriteString(s[:at+1])
			s = s[at+1:]
			continue
		}
		b.WriteString(s[:at])
		s = s[at+len("_x0000_"):]
		switch {
		case half != 0:
			b.WriteRune(utf16.DecodeRune(half, unit))
			half = 0
		case utf16.IsSurrogate(unit):
			half = unit
		case unit == 0:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(unit)
		}
	}
	if half != 0 {
		b.WriteRune(utf8.RuneError)
	}
	b.WriteString(s)
	return b.String()
}

// escaped reads one _xHHHH_ at the beginning.
func escaped(s string) (rune, bool) {
	if len(s) < len("_x0000_") || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(n), err == nil
}
