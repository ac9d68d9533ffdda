package sheet

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// planFile is like the city's plan report: 3,056 lines, 35 columns, 1 MB.
func planFile() string {
	var b strings.Builder
	for i := range 3_056 {
		for j := range 35 {
			if j > 0 {
				b.WriteByte(',')
			}
			switch {
			case j == 2:
				fmt.Fprintf(&b, "\"Penyediaan %d, tahap \"\"%d\"\"\"", i, j)
			case j < 6:
				fmt.Fprintf(&b, "%d.%02d.%02d", i%9, j, i%77)
			default:
				fmt.Fprintf(&b, "%d", i*j*977)
			}
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

func BenchmarkReadCSV(b *testing.B) {
	file := planFile()
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if _, lines, err := read(file, Limits{}); err != nil || len(lines) != 3_056 {
			b.Fatal(len(lines), err)
		}
	}
}

func planTable() Table {
	head := make([]Column, 35)
	for i := range head {
		head[i] = Column{Name: fmt.Sprintf("kolom_%d", i)}
	}
	return Table{Name: "Rencana", Head: head, Rows: func(yield func([]Cell) bool) {
		for i := range int64(3_056) {
			row := make([]Cell, 35)
			for j := range row {
				if row[j] = Whole(i * int64(j) * 977); j < 6 {
					row[j] = Text(fmt.Sprintf("Penyediaan %d.%02d", i, j))
				}
			}
			if !yield(row) {
				return
			}
		}
	}}
}

func BenchmarkReadXLSX(b *testing.B) {
	var file bytes.Buffer
	if err := WriteXLSX(&file, planTable()); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, lines, err := read(file.String(), Limits{}); err != nil || len(lines) != 3_057 {
			b.Fatal(len(lines), err)
		}
	}
}

func BenchmarkWriteCSV(b *testing.B) {
	for b.Loop() {
		if err := WriteCSV(io.Discard, planTable()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteXLSX(b *testing.B) {
	for b.Loop() {
		if err := WriteXLSX(io.Discard, planTable()); err != nil {
			b.Fatal(err)
		}
	}
}
