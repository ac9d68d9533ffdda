package intake

import (
	"bytes"
	"context"
	"fmt"
	"testing"
)

// BenchmarkLook reads a list as large as the city's: each row with a place, a code, a
// day, an amount and two numbers.
func BenchmarkLook(b *testing.B) {
	var table bytes.Buffer
	table.WriteString("Nama Usaha;NIB;Kelurahan;No HP;Tgl Berdiri;Badan Usaha;KBLI;Omzet per Tahun\n")
	for i := range 99_999 {
		fmt.Fprintf(&table, "Toko %d;12062200%05d;Kel. Sepinggan Raya, Balikpapan Selatan;0812345%05d;13 Februari 2020;PT;56102 - Rumah/Warung Makan;Rp %d.500.000,-\n", i+1, i+1, i+1, i%90+1)
	}
	r := city(b)
	b.ResetTimer()
	for b.Loop() {
		f, err := Open(context.Background(), "x.csv", bytes.NewReader(table.Bytes()), int64(table.Len()), Choosing{})
		if err != nil {
			b.Fatal(err)
		}
		looked, err := f.Look(context.Background(), r, func(int, int) {})
		if err != nil || looked.Doubtful+looked.Refused > 0 {
			b.Fatal(err, looked.Sum)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/100_000, "µs/row")
}
