package sheet

import (
	"fmt"
	"io"
)

// MediaType is what a file of a format is called when it is sent; "" for a format
// that Write does not know.
func MediaType(format string) string {
	switch format {
	case "csv":
		return "text/csv; charset=utf-8"
	case "xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case "json":
		return "application/json"
	}
	return ""
}

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
