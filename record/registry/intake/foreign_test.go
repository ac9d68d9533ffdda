package intake_test

import (
	"slices"
	"strings"
	"testing"

	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/registry"
	"alun/record/registry/intake"
)

// columns tells what each column of a table is taken for.
func columns(t *testing.T, table string) (out []string, f *intake.File) {
	t.Helper()
	f, err := intake.Open(t.Context(), "a.csv", strings.NewReader(table), int64(len(table)), intake.Choosing{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range f.Head.Columns {
		out = append(out, string(c.Is))
	}
	return out, f
}

// Heads as other offices write them: two brackets in one name, a person beside a stroke,
// telephone and fax in one, what is known to be no fact.
func TestHeadsOfOtherOffices(t *testing.T) {
	for table, want := range map[string][]string{
		"NO;NAMA PERUSAHAAN;NAMA PEMILIK/ KONTAK PERSON;JENIS KELAMIN(L/P);DESA/ KELURAHAN;TELP/ FAX;TENAGA KERJA (ORANG) (L);TENAGA KERJA (ORANG)(P)\n1;Las Bintang;Seseorang;L;Damai;0542737373;1;2\n": {"", "name", "never", "never", "kelurahan", "phone", "workers_m", "workers_f"},
		"Nama Usaha;Kelurahan/Desa;Kabupaten/Kota;Nomor Telpon;Telepon Penanggung Jawab Usaha\nToko Satu;Damai;Balikpapan;0542737373;081200000001\n":                                                     {"name", "kelurahan", "city", "phone", "never"},
		"NO;USAHA;;PEMILIK;;\n;NAMA USAHA;KELURAHAN;NAMA;TELEPON;EMAIL\n1;Toko Satu;Damai;Seseorang;081200000001;a@b.id\n":                                                                               {"", "name", "kelurahan", "never", "never", "never"},
		"NO;NAMA PERUSAHAAN;KELURAHAN;NOMOR;KBLI\n;;;KBLI;\n1;Tahu Satu;Damai;10392;INDUSTRI TAHU KEDELAI\n":                                                                                             {"", "name", "kelurahan", "", ""}, // asked which
		"Nama Hotel,Lokasi,Kota\nPenginapan Satu,Damai,Balikpapan\n":                                                                                                                                     {"name", "", "city"},
		"Nama Industri,Komoditi,No Telp\nTahu Satu,Pangan,0542737373\n":                                                                                                                                  {"name", "", "phone"},
	} {
		if got, f := columns(t, table); !slices.Equal(got, want) {
			t.Errorf("%v, want %v, of\n%s", got, want, table)
		} else if aside := f.Aside(); len(aside) > 0 && aside[0].Title != "NO" {
			t.Errorf("left aside: %+v", aside)
		}
	}
}

// A table that names places and numbers and no business says in which line a name lacks;
// one that names nothing says that there is no head. Neither repeats a cell.
func TestAHeadWithoutANameIsTold(t *testing.T) {
	for table, want := range map[string]string{
		"Daftar\n\nMerek Dagang Orang,Kelurahan,Alamat\nSatu,Damai,Jl. Melati\n": "intake.no_name",
		"Provinsi,Jumlah,PDRB\nSatu,2,3\n":                                       "intake.no_head",
		"1,Tahu,Buah\n2,Tempe,Buah\n":                                            "intake.no_head",
	} {
		_, err := intake.Open(t.Context(), "a.csv", strings.NewReader(table), int64(len(table)), intake.Choosing{})
		f := fault.Of(err)
		if f == nil || f.Key != want || want == "intake.no_name" && f.Args[0] != 3 {
			t.Errorf("%v, want %s, of\n%s", err, want, table)
		}
	}
}

// A kelurahan of another city may be called as one here: where the file names the city, a
// row of another one stays out, and one whose city is only misspelt is asked about.
func TestARowOfAnotherCityStaysOut(t *testing.T) {
	const table = "Nama Usaha;NIB;Kelurahan;Kab/Kota\nToko Satu;1206220012345;Mekar Sari;Kota Balikpapan\nToko Dua;1206220012346;Mekarsari;Kota Depok\nToko Tiga;1206220012347;Damai;BALIKPAPN\nToko Empat;1206220012348;Damai;\n"
	each(t, func(o *office) {
		sum, rows, err := o.bring(o.Context(), "a.csv", table, nil)
		o.must(err)
		if sum.New != 2 || sum.Refused != 1 || sum.Doubtful != 1 || rows[1].Issues[0].Why.Key != "intake.city_other" || rows[1].Issues[0].Column != "D Kab/Kota" || len(rows[2].Issues) != 1 {
			o.Fatalf("%+v %+v", sum, rows)
		}
		answered, _, err := o.bring(o.Context(), "a.csv", table, func(m *intake.Mapping) {
			m.Values = map[intake.Field]map[string]string{intake.InCity: {"balikpapn": "balikpapan"}}
		})
		o.must(err)
		if answered.New != 1 || answered.Same != 2 || answered.Refused != 1 {
			o.Errorf("answered: %+v", answered)
		}
		o.list.Source = "lain"
		defer intake.LeaveOut("city")()
		if wrong, _, err := o.bring(o.Context(), "b.csv", table, nil); err == nil && wrong.Refused > 0 {
			o.Errorf("a city that nobody looks at is not noticed: %+v", wrong)
		}
	})
}

// What only a number says of a capacity or of all workers is left out and told, with the
// number, and the row goes in; a unit in a column of its own is no second capacity.
func TestBareNumbersAreLeftOutAndTold(t *testing.T) {
	const table = "Nama Industri;NIB;Kelurahan;Kapasitas Produksi;Satuan Produksi;Tenaga Kerja\nTahu Satu;1206220012345;Damai;1.200;Buah;7\nTahu Dua;1206220012346;Damai;500 kg/bulan;;\n"
	each(t, func(o *office) {
		sum, rows, err := o.bring(o.Context(), "a.csv", table, nil)
		o.must(err)
		if len(rows[0].Issues) != 2 || rows[0].Issues[0].Column != "F Tenaga Kerja" || rows[0].Issues[1].Column != "D Kapasitas Produksi" {
			o.Fatalf("%+v", rows[0].Issues)
		}
		if sum.New != 2 || len(rows[1].Issues) != 0 || rows[0].Set["capacity"] != "" || rows[1].Set["capacity"] == "" {
			o.Fatalf("%+v %+v", sum, rows)
		}
		words, err := lang.Load(intake.Files, registry.Files)
		o.must(err)
		for _, tag := range lang.All {
			said := ""
			for _, line := range intake.Lines(words.In(tag), rows[0]) {
				said += strings.Join(line, " ") + "\n"
			}
			if strings.Contains(said, "⟦") || !strings.Contains(said, "1.200") || strings.Count(said, "7") < 2 {
				o.Errorf("%s: %s", tag, said)
			}
		}
	})
}

// An answer is asked for once, with the rows that wait for it; and a name whose column is
// not settled is neither empty nor no business.
func TestWhatIsAskedIsAskedOnce(t *testing.T) {
	each(t, func(o *office) {
		looked := func(table string) (intake.Looked, []intake.Row) {
			f, err := intake.Open(o.Context(), "a.csv", strings.NewReader(table), int64(len(table)), intake.Choosing{})
			o.must(err)
			l, err := f.Look(o.Context(), o.city, func(int, int) {})
			o.must(err)
			var rows []intake.Row
			o.must(f.Each(o.Context(), o.city, l, func(r intake.Row) error { rows = append(rows, r); return nil }))
			return l, rows
		}
		l, rows := looked("nama,kategori,alamat\nKios Satu,Dagang,Jl. Terong\nKios Dua,Jasa,\n")
		asked := map[string]int{}
		for _, q := range l.Questions {
			asked[q.Answer+" "+q.Name] += q.Rows
		}
		if len(l.Questions) != 3 || asked["columns name"] != 2 || asked["all kelurahan"] != 2 || asked["all kind"] != 2 {
			o.Errorf("%+v", l.Questions)
		}
		for _, r := range rows {
			if r.Fate != intake.Doubtful || r.Issues[0].Why.Key != "intake.name_open" {
				o.Errorf("line %d: %+v", r.Line, r)
			}
		}
		l, _ = looked("Nama Usaha,NIB,Kelurahan,Kecamatan\nToko Satu,1206220012345,Damai,Balikpapan Selatan\nToko Dua,1206220012346,Klandasan Ulu,Balikpapan Selatan\nToko Tiga,1206220012347,Sepinggan,Balikpapan Selatan\n")
		if len(l.Questions) != 1 || l.Questions[0].Answer != "columns" || l.Questions[0].Name != "kecamatan" || l.Questions[0].Rows != 2 || l.Taken != 1 {
			o.Errorf("%+v", l.Questions)
		}
	})
}
