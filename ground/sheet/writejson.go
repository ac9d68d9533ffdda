package sheet

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// WriteJSON writes a table as an array of objects, one a line, keyed by the
// machine names of the columns in their order. Numbers are JSON numbers with
// all their digits, and an empty cell is null.
func WriteJSON(w io.Writer, t Table) error {
	if err := t.checkHead(); err != nil {
		return err
	}
	keys := make([][]byte, len(t.Head))
	for i, c := range t.Head {
		key, err := json.Marshal(c.Name)
		if err != nil {
			return fmt.Errorf("sheet: column %q: %w", c.Name, err)
		}
		keys[i] = key
	}
	out := bufio.NewWriter(w)
	_ = out.WriteByte('[') // bufio keeps the first error for Flush
	err := t.each(func(number int, row []Cell) error {
		if number > 1 {
			_ = out.WriteByte(',')
		}
		return writeObject(out, keys, row)
	})
	if err != nil {
		return err
	}
	_, _ = out.WriteString("\n]\n")
	return out.Flush()
}

func writeObject(out *bufio.Writer, keys [][]byte, row []Cell) error {
	before := "\n{"
	for i, c := range row {
		_, _ = out.WriteString(before)
		_, _ = out.Write(keys[i])
		_ = out.WriteByte(':')
		switch {
		case c.kind == emptyCell:
			_, _ = out.WriteString("null")
		case c.number():
			_, _ = out.WriteString(c.text)
		default:
			text, err := json.Marshal(c.text)
			if err != nil {
				return fmt.Errorf("sheet: a text as JSON: %w", err)
			}
			_, _ = out.Write(text)
		}
		before = ","
	}
	return out.WriteByte('}')
}
