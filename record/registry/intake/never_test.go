package intake

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"alun/ground/sheet"
	"alun/record/registry"
)

// pool are texts of one field: such as can be taken, such as must be asked about, such
// as must be refused.
type pool struct {
	field               Field
	good, doubt, refuse []string
}

var pools = []pool{
	{"name", []string{"Toko Berkah", "CV. Maju & Jaya", "Warung 24 Jam"}, []string{"Toko A / Toko B", "Toko A; Toko B", "1. Toko A 2. Toko B"}, []string{"", "12"}},
	{"nib", []string{"1206220012345", "'0220001234567", "1206220012346.0"}, []string{"9120010000000", "1206220012345 / 1206220012346"}, []string{"9.12001E+12", "220001234567", "6471051234560001"}},
	{"kelurahan", []string{"Damai", "Kel. Sepinggan Raya", "gn. bahagia, Bpn Selatan"}, []string{"", "Kelandasan Ilir", "Damai / Manggar", "Damai Balikpapan Utara"}, []string{"Samarinda", "#REF!"}},
	{"phone", []string{"", "-", "0812-3456-7890", "(0542) 421234"}, []string{"081234567890; 081398765432", "081234567890/081398765432"}, []string{"8.12E+10", "123", "=A1"}},
	{"started", []string{"", "2024-03-05", "5 Maret 2024", "5-Mar-24", "45356", "2019"}, []string{"05/03/2024", "5-3-24"}, []string{"31/02/2024", "5 Maret 2099", "dulu"}},
	{"sales", []string{"", "Rp 1.500.000,-", "1,5 jt", "nihil"}, []string{"10 - 100 juta", "150", "1,500", "± 5 juta"}, []string{"banyak", "-5 juta"}},
	{"kbli", []string{"", "2020:56102", "56102 - Rumah/Warung Makan"}, []string{"56102", "1111", "56102; 47111"}, []string{"561", "99999"}},
	{"workers_m", []string{"", "3", "3 orang"}, []string{"2-3", "±5"}, []string{"tiga"}},
	{"at_home", []string{"", "ya", "tidak"}, []string{"x"}, []string{"mungkin"}},
	{"mail", []string{"", "a@b.co.id"}, []string{"a@b.com; c@d.com"}, []string{"ini bukan surel"}},
}

// Of rows put together by chance, those that hold anything doubtful or refused are
// never taken, and those that hold neither are.
func TestNothingDoubtfulIsEverTaken(t *testing.T) {
	if err := byChance(t); err != nil {
		t.Error(err)
	}
	omitted = "doubt"
	defer func() { omitted = "" }()
	if byChance(t) == nil {
		t.Error("doubtful rows that are taken are not noticed")
	}
}

func byChance(t *testing.T) error {
	head := Head{}
	for _, p := range pools {
		head.Columns = append(head.Columns, Column{Title: string(p.field), Is: p.field})
	}
	f := &File{Head: head, epoch: epoch1900}
	r := f.ready(city(t))
	chance := rand.New(rand.NewPCG(5, 2026))
	got := map[Fate]int{}
	for range 20_000 {
		want, cells := Taken, []string(nil)
		for _, p := range pools {
			all := p.good
			switch n := chance.IntN(40); {
			case n == 0:
				all, want = p.refuse, Refused
			case n <= 2:
				if all = p.doubt; want == Taken {
					want = Doubtful
				}
			}
			cells = append(cells, all[chance.IntN(len(all))])
		}
		r.seen = map[string]seen{}
		row := r.Read(sheet.Line{Number: 2, Cells: cells})
		got[row.Fate]++
		if row.Fate != want {
			return fmt.Errorf("%q: %s, want %s: %+v", cells, row.Fate, want, row.Issues)
		}
		if (row.Fate == Taken) != (row.Set != nil) {
			return fmt.Errorf("%q: %s with %v", cells, row.Fate, row.Set)
		}
	}
	for _, fate := range []Fate{Taken, Doubtful, Refused} {
		if got[fate] < 1000 {
			return fmt.Errorf("only %d rows %s", got[fate], fate)
		}
	}
	return nil
}

// Two texts of one value give one value: what somebody mends by hand changes nothing.
func TestOtherSpellingsAreTheSameRow(t *testing.T) {
	f := &File{Head: Head{Columns: []Column{{Title: "Nama Usaha", Is: "name"}, {Title: "Kelurahan", Is: "kelurahan"}, {Title: "HP", Is: "phone"}, {Title: "Bentuk", Is: "legal_form"}}}}
	key := ""
	for _, cells := range [][]string{
		{"Toko Berkah", "Sepinggan Raya", "0812-3456-7890", "CV"}, {"TOKO  BERKAH", "kel. sepinggan raya, balikpapan selatan", "+62 812 3456 7890", "cv."},
		{"Toko Berkah.", "64.71.05.1009", "81234567890", "CV"},
	} {
		row := f.ready(city(t)).Read(sheet.Line{Number: 2, Cells: cells})
		if row.Fate != Taken || key != "" && row.Key != key {
			t.Errorf("%q: %s %s, want %s", cells, row.Fate, row.Key, key)
		}
		key = row.Key
	}
	if strings.Contains(key, "81234567890") || len(key) != 32 {
		t.Errorf("the key tells what it is made of: %s", key)
	}
}

func TestATotalThatDoesNotAgreeIsAsked(t *testing.T) {
	f := &File{Head: Head{Columns: []Column{{Title: "Nama Usaha", Is: "name"}, {Title: "Kelurahan", Is: "kelurahan"}, {Title: "Bentuk", Is: "legal_form"},
		{Title: "L", Is: "workers_m"}, {Title: "P", Is: "workers_f"}, {Title: "Jumlah", Is: Workers}}}}
	for _, c := range []struct {
		cells [3]string
		want  Fate
		men   string
	}{{[3]string{"1", "2", "3"}, Taken, "1"}, {[3]string{"1", "2", "4"}, Doubtful, ""}, {[3]string{"", "", "4"}, Taken, ""}, {[3]string{"", "", "3 L 1 P"}, Taken, "3"}} {
		row := f.ready(city(t)).Read(sheet.Line{Number: 2, Cells: append([]string{"Toko Berkah", "Damai", "PT"}, c.cells[:]...)})
		if row.Fate != c.want || row.Set[registry.WorkersM] != c.men {
			t.Errorf("%q: %s %v", c.cells, row.Fate, row.Set)
		}
	}
}
