package sheet

import (
	"errors"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"alun/ground/fault"
	"alun/ground/lang"
)

// Kind is the form of a table's file.
type Kind string

// The forms that Open reads.
const (
	CSV  Kind = "csv"
	XLSX Kind = "xlsx"
)

// Book is one opened file of tables. It is for one goroutine at a time; the
// file behind it stays the caller's and must outlive it.
type Book struct {
	kind Kind
	name string // of the file
	lim  Limits
	text *text     // when CSV
	work *workbook // when XLSX
}

// Line is one line of a CSV file or one row of a sheet.
type Line struct {
	Number int      // in the file as a person counts it: the first is 1
	Cells  []string // as many as the line has; safe to keep
}

// Cell is the text of a cell, counted from 0, or "" beyond the line's end:
// lines of people's tables differ in length.
func (l Line) Cell(at int) string {
	if at < 0 || at >= len(l.Cells) {
		return ""
	}
	return l.Cells[at]
}

func (l Line) blank() bool {
	for _, c := range l.Cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// errClosed is given by Rows after Close.
var errClosed = errors.New("sheet: the book is closed")

// Open looks at a file of size bytes and prepares to read it. The name only
// serves to name things. A file that is no table, or a larger one than the
// limits allow, is refused with a *fault.Fault of kind Invalid or TooLarge.
func Open(name string, file io.ReaderAt, bytes int64, lim Limits) (_ *Book, err error) {
	defer fault.Op(&err, "sheet: open %q", name)
	lim = lim.orDefault()
	switch {
	case bytes > lim.Bytes:
		return nil, fault.New(fault.TooLarge, "sheet.too_many_bytes", size(bytes), size(lim.Bytes))
	case bytes <= 0:
		return nil, fault.New(fault.Invalid, "sheet.empty")
	}
	b := &Book{name: name, lim: lim}
	r := io.NewSectionReader(file, 0, bytes) // a zip may point outside of its file
	if b.kind, err = recognise(r, bytes); err != nil {
		return nil, err
	}
	if b.kind == XLSX {
		b.work, err = openWorkbook(r, bytes, lim)
	} else {
		b.text, err = openText(r, bytes)
	}
	if err != nil {
		return nil, err
	}
	return b, nil
}

// Kind is the form that was recognised.
func (b *Book) Kind() Kind { return b.kind }

// Encoding is the IANA name of a CSV file's encoding: UTF-8, UTF-16LE,
// UTF-16BE or windows-1252. It is "" for XLSX.
func (b *Book) Encoding() string {
	if b.text == nil {
		return ""
	}
	return b.text.charset.name
}

// Separator is the character between the cells of a CSV file. It is 0 for
// XLSX, and for a CSV file of one column, where none was found.
func (b *Book) Separator() rune {
	if b.text == nil {
		return 0
	}
	return rune(b.text.separator)
}

// SeparatorName is the key of the separator's name, because a page cannot show
// a tab; "" when there is none.
func (b *Book) SeparatorName() lang.Key {
	switch b.Separator() {
	case 0:
		return ""
	case ',':
		return "sheet.separator_comma"
	case ';':
		return "sheet.separator_semicolon"
	case '\t':
		return "sheet.separator_tab"
	case '|':
		return "sheet.separator_pipe"
	}
	return "sheet.separator_other"
}

// Sheets names the sheets that a person sees, in their order; a CSV file has
// one, named like the file. Hidden sheets are left out.
func (b *Book) Sheets() []string {
	if b.work != nil {
		return b.work.names()
	}
	base := filepath.Base(b.name)
	return []string{strings.TrimSuffix(base, filepath.Ext(base))}
}

// lines gives one line after another, and io.EOF after the last.
type lines interface {
	next() (Line, error)
	close() error
}

// Rows reads a sheet from its beginning; "" is the first sheet. It may be
// called again. An error comes last, with the number of the line it is about
// (0 if none): a *fault.Fault if the file is to blame. Keep nothing for good
// before the last line was read: only a file's end shows that it is whole.
func (b *Book) Rows(sheet string) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		in, err := b.open(sheet)
		if err != nil {
			fault.Op(&err, "sheet: rows of %q", b.name)
			yield(Line{}, err)
			return
		}
		defer in.close() // only read: nothing that closing could lose
		for count := (tally{lim: b.lim}); ; {
			line, err := in.next()
			if err == io.EOF {
				return
			}
			if err == nil && line.blank() {
				continue
			}
			if err == nil {
				err = count.add(line)
			}
			if err != nil {
				fault.Op(&err, "sheet: rows of %q", b.name)
				yield(Line{Number: line.Number}, err)
				return
			}
			if !yield(line, nil) {
				return
			}
		}
	}
}

func (b *Book) open(sheet string) (lines, error) {
	if b.text == nil && b.work == nil {
		return nil, errClosed
	}
	at := 0
	if sheet != "" {
		at = slices.Index(b.Sheets(), sheet)
	}
	switch {
	case at < 0:
		return nil, fault.New(fault.NotFound, "sheet.no_sheet", sheet)
	case b.work != nil:
		return b.work.rows(at, b.lim)
	}
	return b.text.lines(b.lim), nil
}

// Close lets go of the file and of what was read from it; Rows gives an error
// from then on.
func (b *Book) Close() error {
	b.text, b.work = nil, nil
	return nil
}
