package sheet

import (
	"bufio"
	"io"
	"strings"
)

// WriteCSV writes a table as RFC 4180: commas, CRLF, quotes where needed, the
// machine names of the columns first; in UTF-8 with a byte order mark, without
// which Excel would read it in the office's old encoding. Text that would run
// as a formula gets an apostrophe in front; numbers never do.
func WriteCSV(w io.Writer, t Table) error {
	if err := t.checkHead(); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	_, _ = out.WriteString(markUTF8) // bufio keeps the first error for Flush
	head := make([]Cell, len(t.Head))
	for i, c := range t.Head {
		head[i] = Text(c.Name)
	}
	writeRecord(out, head)
	err := t.each(func(_ int, row []Cell) error {
		writeRecord(out, row)
		_, err := out.Write(nil) // a reader who has left ends the export early
		return err
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func writeRecord(out *bufio.Writer, row []Cell) {
	for i, c := range row {
		if i > 0 {
			_ = out.WriteByte(',')
		}
		text := c.text
		if c.kind == textCell {
			text = guard(text)
		}
		switch {
		case strings.ContainsAny(text, ",\"\r\n"), text == "" && len(row) == 1: // not a blank line
			_ = out.WriteByte('"')
			_, _ = out.WriteString(strings.ReplaceAll(text, `"`, `""`))
			_ = out.WriteByte('"')
		default:
			_, _ = out.WriteString(text)
		}
	}
	_, _ = out.WriteString("\r\n")
}
