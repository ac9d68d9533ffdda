package lembar_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/letter"
	"alun/record/account/accounttest"
	"alun/record/registry/lembar"
)

func aPaper(t testing.TB) lembar.Paper {
	words, err := lang.Load(lembar.Files)
	if err != nil {
		t.Fatal(err)
	}
	ring := accounttest.Ring(t)
	return lembar.Paper{City: "Kota Balikpapan", Short: "Balikpapan", Words: words, Link: "https://alun.balikpapan.example", Code: func(id db.ID) string { return ring.Codec().Encode(int64(id)) }}
}

func someRows(n int) (all []lembar.Row) {
	for i := range n {
		r := lembar.Row{N: i + 1, Name: fmt.Sprintf("Warung Bu Siti %d", i+1), Trade: "Nasi kuning dan lauk"}
		if i%3 == 0 {
			r.Street = "Jl. Jenderal Sudirman No. 7"
		}
		if i%17 == 4 {
			r.Name = "Koperasi Serba Usaha Nelayan Manunggal Sejahtera Bersama Kelurahan Klandasan Ulu"
		}
		all = append(all, r)
	}
	return all
}

// A sheet is a PDF, the same each time; long ones go on on further pages.
func TestASheetIsAPaper(t *testing.T) {
	p := aPaper(t)
	at := lembar.Place{Kelurahan: "Klandasan Ulu", Kecamatan: "Balikpapan Kota"}
	made := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	sheets := []lembar.Whole{
		{Sheet: lembar.Sheet{ID: 7_000_001, RT: 12, Number: "3/LRT-64.71.05.1003/2026", Made: made}, Rows: someRows(32)},
		{Sheet: lembar.Sheet{ID: 7_000_002, RT: 13, Number: "4/LRT-64.71.05.1003/2026", Made: made}, Rows: nil},
	}
	for _, paper := range []letter.Paper{letter.F4, letter.A4} {
		var a, b bytes.Buffer
		for _, w := range []*bytes.Buffer{&a, &b} {
			if err := p.Write(w, paper, at, sheets); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) || !bytes.HasPrefix(a.Bytes(), []byte("%PDF-")) {
			t.Errorf("%s: %d bytes and %d", paper.Name, a.Len(), b.Len())
		}
		if out := os.Getenv("ALUN_TEST_KEEP"); out != "" {
			if err := os.WriteFile(out+paper.Name+".pdf", a.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
