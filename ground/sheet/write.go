package sheet

import (
	"fmt"
	"io"
)

// Write writes a table in a format named "csv", "xlsx" or "json".
func Write(w io.Writer, format string, t Table) error {
	switch format {
	case "csv":
		return WriteCSV(w, t)
	case "xlsx":
		return WriteXLSX(w, t)
	case "json":
		return WriteJSON(w, t)
	}
	return fmt.Errorf("sheet: there is no format %q", format)
}
