package sheet

import (
	"bufio"
	"io"

	"alun/ground/fault"
)

// csvLines cuts UTF-8 text into lines and cells (RFC 4180), forgiving as Excel
// is: a quote inside a plain cell is a character, and text after a closing
// quote belongs to the cell. encoding/csv would hide blank lines and CR line
// ends, and would read a cell of any length before anybody could refuse it.
type csvLines struct {
	in        *bufio.Reader
	separator byte
	lim       Limits
	skip      int  // lines at the beginning that are no data
	guess     bool // the separator is only tried: what stands behind a quote says nothing yet

	read  int    // physical lines that have ended so far
	text  []byte // the cells of the line, one after another
	ends  []int  // where each cell ends in text
	start int    // where the cell being read begins in text
}

func (c *csvLines) close() error { return nil }

// after tells what ended a cell.
type after int

const (
	moreCells after = iota
	lineEnd
	fileEnd
)

func (c *csvLines) next() (Line, error) {
	for {
		line, err := c.line()
		if err != nil || c.skip == 0 {
			return line, err
		}
		c.skip--
	}
}

// line reads one line; its number is that of its first physical line.
func (c *csvLines) line() (Line, error) {
	c.text, c.ends = c.text[:0], c.ends[:0]
	line := Line{Number: c.read + 1}
	for {
		c.start = len(c.text)
		if err := c.lim.checkCell(line.Number, len(c.ends)+1, 0); err != nil {
			return line, err
		}
		end, err := c.cell()
		if err != nil {
			return line, err
		}
		c.ends = append(c.ends, len(c.text))
		switch {
		case end == moreCells:
			continue
		case end == fileEnd && len(c.ends) == 1 && len(c.text) == 0:
			return line, io.EOF
		}
		line.Cells = c.cut()
		return line, nil
	}
}

// cut makes the cells of a line share one string: one allocation, not thirty.
func (c *csvLines) cut() []string {
	all := string(c.text)
	cells := make([]string, len(c.ends))
	from := 0
	for i, to := range c.ends {
		cells[i] = unguard(all[from:to])
		from = to
	}
	return cells
}

// cell reads one cell and what ended it.
func (c *csvLines) cell() (after, error) {
	b, err := c.in.ReadByte()
	if err == nil && b == '"' {
		return c.quoted()
	}
	return c.plain(b, err)
}

// plain reads on from a first byte up to a separator or the line's end.
func (c *csvLines) plain(b byte, err error) (after, error) {
	for ; err == nil; b, err = c.in.ReadByte() {
		switch {
		case b == '\n' || b == '\r':
			c.endLine(b)
			return lineEnd, nil
		case b == c.separator && b != 0:
			return moreCells, nil
		}
		if err := c.put(b); err != nil {
			return 0, err
		}
	}
	if err == io.EOF {
		return fileEnd, nil
	}
	return 0, err
}

// quoted reads on after an opening quote. What goes wrong is told at the line where the
// quote opens: that is where somebody must look, however far it has swallowed the file.
func (c *csvLines) quoted() (after, error) {
	opened := c.read + 1
	for {
		b, err := c.in.ReadByte()
		switch {
		case err == io.EOF:
			return 0, fault.New(fault.Invalid, "sheet.open_quote", opened)
		case err != nil:
			return 0, err
		case b == '\n' || b == '\r' && !c.before('\n'):
			c.read++
		case b == '"':
			if b, err = c.in.ReadByte(); err != nil || b != '"' {
				return c.closed(opened, b, err)
			}
		}
		if err := c.put(b); err != nil {
			if c.read+1 > opened && fault.Of(err) != nil {
				err = fault.New(fault.TooLarge, "sheet.quote_too_long", opened, c.lim.CellBytes)
			}
			return 0, err
		}
	}
}

// closed reads on after a closing quote. One that ends a text of several lines in the
// midst of a cell is the opening quote of a later cell: the first was never closed, and
// the lines between would be lost.
func (c *csvLines) closed(opened int, b byte, err error) (after, error) {
	inside := err == nil && b != '\n' && b != '\r' && b != ' ' && b != c.separator
	if inside && c.read+1 > opened && !c.guess {
		return 0, fault.New(fault.Invalid, "sheet.quote_astray", opened, c.read+1)
	}
	return c.plain(b, err)
}

// put adds a byte to the cell, within its limit.
func (c *csvLines) put(b byte) error {
	c.text = append(c.text, b)
	if len(c.text)-c.start <= c.lim.CellBytes {
		return nil
	}
	return c.lim.checkCell(c.read+1, len(c.ends)+1, len(c.text)-c.start)
}

// endLine takes CR, LF or both as one line end.
func (c *csvLines) endLine(b byte) {
	c.read++
	if b == '\r' && c.before('\n') {
		_, _ = c.in.Discard(1) // it was just seen
	}
}

// before reports whether this byte comes next.
func (c *csvLines) before(b byte) bool {
	next, err := c.in.Peek(1)
	return err == nil && next[0] == b
}
