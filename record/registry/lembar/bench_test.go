package lembar_test

import (
	"bytes"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/letter"
	"alun/record/registry/lembar"
)

// A kelurahan of 3,000 businesses in 60 RTs as one file.
func BenchmarkKelurahan(b *testing.B) {
	p := aPaper(b)
	var all []lembar.Whole
	for i := range 60 {
		all = append(all, lembar.Whole{Sheet: lembar.Sheet{ID: db.ID(7_000_000 + i), RT: i + 1, Number: "3/LRT-64.71.05.1003/2026", Made: time.Now()}, Rows: someRows(50)})
	}
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := p.Write(&out, letter.F4, lembar.Place{Kelurahan: "Klandasan Ulu", Kecamatan: "Balikpapan Kota"}, all); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out.Len()), "bytes")
	}
}
