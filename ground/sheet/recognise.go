package sheet

import (
	"bytes"
	"io"

	"alun/ground/fault"
)

// The first bytes of files that people take for tables. An .xls file and an
// encrypted .xlsx are both OLE containers (MS-CFB 2.2).
const (
	magicZip = "PK\x03\x04"
	magicOLE = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	magicPDF = "%PDF-"
)

// recognise tells by its first bytes what a file may be, and refuses the kinds
// of file that offices mistake for a table with advice for each.
func recognise(r io.ReaderAt, size int64) (Kind, error) {
	head := make([]byte, min(size, 512))
	if _, err := readFull(r, head, 0); err != nil {
		return "", err
	}
	switch {
	case bytes.HasPrefix(head, []byte(magicZip)):
		return XLSX, nil
	case bytes.HasPrefix(head, []byte(magicOLE)):
		return "", refuseOLE(r, size)
	case bytes.HasPrefix(head, []byte(magicPDF)):
		return "", fault.New(fault.Invalid, "sheet.pdf")
	case isMarkup(head):
		return "", fault.New(fault.Invalid, "sheet.markup")
	}
	return CSV, nil
}

// isMarkup sees web pages and old XML spreadsheets: many programs save them
// under the name .xls, and Excel opens them without a word.
func isMarkup(head []byte) bool {
	head = bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(head, []byte(markUTF8))))
	for _, start := range []string{"<!doctype", "<html", "<table", "<?xml", "<meta", "<style"} {
		if bytes.HasPrefix(head, []byte(start)) {
			return true
		}
	}
	return false
}

// refuseOLE tells a workbook with a password from an old one: the container of
// an encrypted one holds a stream of this name, in UTF-16 (MS-OFFCRYPTO 2.3.4).
func refuseOLE(r io.ReaderAt, size int64) error {
	mark := []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
	buf := make([]byte, 64<<10)
	step := int64(len(buf) - len(mark)) // chunks overlap, so a mark on an edge is seen
	for at := int64(0); at < size; at += step {
		n, err := readFull(r, buf[:min(int64(len(buf)), size-at)], at)
		if err != nil {
			return err
		}
		if bytes.Contains(buf[:n], mark) {
			return fault.New(fault.Invalid, "sheet.encrypted")
		}
	}
	return fault.New(fault.Invalid, "sheet.old_xls")
}

// readFull fills the buffer from a place in the file.
func readFull(r io.ReaderAt, buf []byte, at int64) (int, error) {
	n, err := r.ReadAt(buf, at)
	if n == len(buf) {
		return n, nil
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF // the file is shorter than the caller said
	}
	return n, err
}
