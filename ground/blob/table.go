package blob

import (
	"archive/zip"
	"context"
	"io"
	"strings"

	"alun/ground/fault"
	"alun/ground/sheet"
)

// inspectTable reads a table to its end within the limits of ground/sheet. It is
// kept as it came; one with macros is refused.
func inspectTable(ctx context.Context, file io.ReaderAt, size int64, kind Kind) error {
	book, err := sheet.Open("upload", file, size, sheet.Default)
	if err != nil {
		return err
	}
	defer book.Close()
	if got := map[sheet.Kind]Kind{sheet.CSV: CSV, sheet.XLSX: XLSX}[book.Kind()]; got != kind {
		return fault.New(fault.Invalid, "blob.damaged_table")
	}
	if kind == XLSX {
		if err := refuseMacros(file, size); err != nil {
			return err
		}
	}
	for _, name := range book.Sheets() {
		for _, err := range book.Rows(name) {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func refuseMacros(file io.ReaderAt, size int64) error {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return fault.New(fault.Invalid, "blob.damaged_table").Because(err)
	}
	for _, f := range z.File {
		if name := strings.ToLower(f.Name); strings.HasSuffix(name, "vbaproject.bin") || strings.Contains(name, "embeddings/") {
			return fault.New(fault.Invalid, "blob.macros")
		}
	}
	return nil
}
