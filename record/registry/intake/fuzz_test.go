package intake

import (
	"bytes"
	"context"
	"os"
	"testing"
	"unicode/utf8"

	"alun/record/registry"
)

// kept asks that what a reader of a cell gives is what the register keeps, whole.
func kept(t *testing.T, fact registry.Fact, typed, text string, x *Trouble) {
	t.Helper()
	if x != nil {
		if text != "" || x.Why.Key == "" || x.Mend.Key == "" {
			t.Fatalf("%q: %q with %+v", typed, text, x)
		}
		return
	}
	set, err := registry.Read(registry.Values{fact: text})
	if err != nil || set[fact] == "" {
		t.Fatalf("%q: %q is not kept: %v", typed, text, err)
	}
}

func FuzzDay(f *testing.F) {
	for _, s := range []string{"2024-03-05", "05/03/2024", "5 Maret 2024", "5-Mar-24", "45356", "Selasa, 5 Maret 2024", "2019", "3/2019", "th. 2019", "5.3.24 00:00", "1-1-1", "2015.0"} {
		f.Add(s, "dmy")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, s, order string) {
		if order != "dmy" && order != "mdy" {
			order = ""
		}
		text, x := readDay(s, order, epoch1900, today)
		kept(t, registry.Started, s, text, x)
	})
}

func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"9120001234567", "9.12E+12", "'0220001234567", "081234567890; 0813", "NIB: 1206220012345", "(0542) 421234", "1e9", "1206220012345.0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, x := readNIB(s)
		kept(t, registry.NIB, s, text, x)
		text, x = readPhone(s, true)
		kept(t, registry.WA, s, text, x)
		if text, x = readPhone(s, false); x == nil && len(digitsOf(text)) > 15 && len(phones(text)) > 1 {
			t.Fatalf("%q: two numbers are one: %q", s, text)
		}
		if text, x = readCount(s); x == nil && len(text) < 6 {
			kept(t, registry.WorkersM, s, text, x)
		}
		_, _, _, _ = readWorkers(s)
	})
}

func FuzzMoney(f *testing.F) {
	for _, s := range []string{"Rp 1.500.000,-", "1,5 jt", "50 - 100 juta", "< 300 juta", "> 60 miliar", "150", "1.5E+07", "-5", "10 s/d 20 jt", "±1", "-", "--", "< -", "9999999999999999 triliun"} {
		f.Add(s, "juta")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, s, unit string) {
		if unit != "ribu" && unit != "juta" {
			unit = ""
		}
		text, x := readBand(s, unit, 12, registry.SalesBands)
		kept(t, registry.Sales, s, text, x)
	})
}

func FuzzArea(f *testing.F) {
	r := city(f)
	for _, s := range []string{"Klandasan Ilir", "Kel. Sepinggan Raya", "sepinggan raya, Balikpapan Selatan", "Kec. Kota", "64.71.05.1009", "6471010011", "gn", "kec", "kota balikpapan kota", "Bpp"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, x := r.Areas.Read(s)
		if x == nil && p.Kelurahan == "" && p.Kecamatan == "" || p.Kelurahan != "" && r.Areas.names[p.Kelurahan] == "" {
			t.Fatalf("%q: %+v %v", s, p, x)
		}
		if x == nil && p.Kelurahan != "" && p.Kecamatan != "" && r.Areas.parent[p.Kelurahan] != p.Kecamatan {
			t.Fatalf("%q: %+v do not belong together", s, p)
		}
		_, _ = r.Areas.Kecamatan(s)
	})
}

func FuzzClass(f *testing.F) {
	r := city(f)
	for _, s := range []string{"56102", "56.10.2", "56102 - Rumah makan", "2020:56102", "1111", "56102; 10794", "kbli", "KBLI: 47111 x", "5.6102E+04"} {
		f.Add(s, "rumah makan")
	}
	f.Fuzz(func(t *testing.T, s, title string) {
		c := classReading{classes: r.Classes, versions: r.Versions, title: title}
		text, x := c.read(s)
		kept(t, registry.KBLI, s, text, x)
	})
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"Toko A / Toko B", "1. A 2. B", "Toko A\nToko B", "Roti & Kue", "d/a", "/", ";;", "Warung Siti dan Toko Budi"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, x := readName(s)
		if x == nil && !utf8.ValidString(text) || x == nil && len(severalNames(s)) > 1 {
			t.Fatalf("%q: %q", s, text)
		}
		_, _ = readForm(s)
		_, _ = readTruth(s)
		_, _ = readRT(s)
		if lat, lon, ok := splitPoint(s); ok {
			p, x := readPoint(lat, lon)
			kept(t, registry.Point, s, p, x)
		}
		_ = SourceOf("", s)
	})
}

func FuzzMapping(f *testing.F) {
	if file, err := opened(f, "kelurahan-excel.xlsx", nil); err == nil {
		f.Add(file.Mapping.JSON())
	}
	f.Add([]byte(`{"version":1,"values":{"name":{"A / B":""}},"settings":{"days":"dmy","fill_down":["rt"]}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := ReadMapping(raw)
		if err != nil {
			return
		}
		again, err := ReadMapping(m.JSON())
		if err != nil || !bytes.Equal(again.JSON(), m.JSON()) {
			t.Fatalf("%v\n%s\n%s", err, m.JSON(), again.JSON())
		}
	})
}

// FuzzFile reads whole files: nothing panics, and nothing with an open trouble is taken.
func FuzzFile(f *testing.F) {
	all, err := os.ReadDir("testdata")
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range all {
		if raw, err := os.ReadFile("testdata/" + e.Name()); err == nil {
			f.Add(raw)
		}
	}
	r := city(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, err := Open(context.Background(), "x", bytes.NewReader(raw), int64(len(raw)), Choosing{})
		if err != nil {
			return
		}
		if _, err := ReadMapping(file.Mapping.JSON()); err != nil {
			t.Fatalf("its own mapping: %v", err)
		}
		looked, err := file.Look(context.Background(), r, func(int, int) {})
		if err != nil {
			return
		}
		_ = file.Each(context.Background(), r, looked, func(row Row) error {
			for _, i := range row.Issues {
				if row.Fate == Taken && !i.Left || row.Fate == Taken && i.Doubt {
					t.Fatalf("line %d is taken with %+v", row.Line, i)
				}
			}
			if row.Fate == Taken && (row.Key == "" || row.Set[registry.Name] == "" || row.Set[registry.Kelurahan] == "") {
				t.Fatalf("line %d is taken without a name: %v", row.Line, row.Set)
			}
			return nil
		})
	})
}
