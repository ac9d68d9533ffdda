package place

import (
	"testing"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/quantity"
)

func TestSeriesAreNeverMixed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		loaded(t, d, balikpapan)
		read(t, d, func(tx *db.Tx) error {
			series, err := Population(tx, "64.71")
			sizes := map[Basis]int{}
			for _, s := range series {
				sizes[s.Basis] = len(s.Figures)
				for i, f := range s.Figures {
					if f.Basis != s.Basis || f.Code != "64.71" {
						t.Errorf("a figure of %s %s in the series of %s", f.Code, f.Basis, s.Basis)
					}
					if i > 0 && newest(s.Figures[i-1], f) >= 0 {
						t.Errorf("%d %s before %d %s", s.Figures[i-1].Year, s.Figures[i-1].Period, f.Year, f.Period)
					}
				}
			}
			want := map[Basis]int{DKB: 3, Registration: 4, RegistrationRaw: 1, BPSProjection: 2, Unstated: 3}
			if len(sizes) != len(want) {
				t.Errorf("series %v", sizes)
			}
			for basis, n := range want {
				if sizes[basis] != n {
					t.Errorf("%s has %d figures, want %d", basis, sizes[basis], n)
				}
			}
			if top := series[0].Figures[0]; top.People != 757_418 || top.Period != "s2" || top.Grade != GradeA || !top.Firm() {
				t.Errorf("the newest figure is %+v", top)
			}
			return err
		})
	}, Files)
}

// Six kecamatan counted at one time add up to the city's own figure of that time.
func TestSplitAddsUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		loaded(t, d, balikpapan)
		read(t, d, func(tx *db.Tx) error {
			all, err := Split(tx, "64.71")
			var sum int64
			for _, f := range all {
				sum += f.People
				if f.Basis != DKB || f.Year != 2024 || f.Period != "s1" {
					t.Errorf("a part from another count: %+v", f)
				}
			}
			if len(all) != 6 || sum != 746_804 {
				t.Errorf("%d parts together have %d people", len(all), sum)
			}
			none, err2 := Split(tx, "64.71.03")
			if none != nil {
				t.Errorf("kelurahan figures out of nothing: %v", none)
			}
			return firstOf(err, err2)
		})
	}, Files)
}

// Without one of the six there is no whole, nor with one that is no fact.
func TestSplitNeedsAllParts(t *testing.T) {
	north := "2024,S1,191341,,,,138.24,765,1384.1,registration (DKB),\"inibalikpapan.com/pertumbuhan-penduduk-semakin-pesat-kecamatan-balikpapan-utara-bakal-dimekarkan dan kaltim.antaranews.com/berita/228490 (17 Des 2024; Disdukcapil DKB S1 2024, luas dari BPS)\","
	for name, change := range map[string][2]string{
		"of another year": {"Balikpapan Utara,2024,S1", "Balikpapan Utara,2023,S1"},
		"disputed":        {north + "B", north + "D"},
	} {
		dbtest.Each(t, func(t *testing.T, d *db.DB) {
			loaded(t, d, edited(t, populationFile, change[0], change[1]))
			read(t, d, func(tx *db.Tx) error {
				all, err := Split(tx, "64.71")
				if all != nil {
					t.Errorf("one part %s, and six were given out as the whole: %v", name, all)
				}
				return err
			})
		}, Files)
	}
}

func TestDensity(t *testing.T) {
	parse := func(s string) quantity.Quantity { q, _ := quantity.Parse(s); return q }
	cases := []struct {
		people int64
		size   string
		want   Count
	}{
		{191_341, "138.24", Count{1384, true}}, {106_021, "10.83", Count{9790, true}}, {85_518, "11.1", Count{7704, true}},
		{0, "5", Count{0, true}}, {5, "2", Count{3, true}}, {5, "", Count{}}, {5, "0", Count{}},
	}
	for _, c := range cases {
		if got := (Figure{People: c.people}).PerSquareKm(parse(c.size)); got != c.want {
			t.Errorf("%d on %s km²: %v, want %v", c.people, c.size, got, c.want)
		}
	}
}

func TestPeriodDay(t *testing.T) {
	p, ok := readPeriod("31 Mar")
	day, is := p.Day(2015)
	if !ok || !is || day != (date.Day{Year: 2015, Month: 3, Date: 31}) {
		t.Errorf("%v %v %v", p, day, is)
	}
	if _, is := Period("s1").Day(2024); is {
		t.Error("a semester is no day")
	}
}

// Looking a point up is for every business that is registered: it must be cheap.
func BenchmarkFinder(b *testing.B) {
	p, err := ReadProfile(balikpapan)
	if err != nil {
		b.Fatal(err)
	}
	f := NewFinder(boundariesOf(p, Kelurahan))
	at := p.areas[len(p.areas)-1].Label
	for b.Loop() {
		f.At(at)
	}
}
