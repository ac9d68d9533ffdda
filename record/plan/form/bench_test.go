package form_test

import (
	"io"
	"testing"

	"alun/record/plan/form"
)

// BenchmarkWholeCity writes the form of all offices of 2024: 2,433 rows.
func BenchmarkWholeCity(b *testing.B) {
	f := wholeDraft()
	for _, k := range form.Kinds {
		b.Run(k.Key, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.Write(io.Discard, k.Key); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// wholeDraft is the form of all offices without a database.
func wholeDraft() form.Form {
	f := must(frame().Draft(quarter(2024), planOffice(""), nil, noTexts, noTime))
	f.Parts, f.Office.ID = nil, 0
	for office, rows := range published()[2024] {
		f.Parts = append(f.Parts, form.Part{Office: office, Rows: rowsOf(rows)})
	}
	return f
}
