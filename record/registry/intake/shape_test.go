package intake_test

import (
	"bytes"
	"strings"
	"testing"

	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/registry"
	"alun/record/registry/intake"
)

// A row with more cells than the head names is told, with its line and the cell, and stays
// out: a separator inside a text may have moved all its cells. Empty ones say nothing.
func TestCellsBeyondTheHeadAreTold(t *testing.T) {
	const table = "Nama Usaha,NIB,Kelurahan,Alamat,,\nToko Satu,1206220012345,Damai,Jl. Melati 5,,\nToko Dua,1206220012346,Damai,Jl. Melati 5, RT 081234567890\nToko Tiga,1206220012347,Damai,Jl. Mawar,,,,lebih\nToko Empat,1206220012348,Damai,\"Jl. Mawar, RT 3\",-,,,,\n"
	words, err := lang.Load(intake.Files, registry.Files)
	if err != nil {
		t.Fatal(err)
	}
	each(t, func(o *office) {
		sum, rows, err := o.bring(o.Context(), "a.csv", table, nil)
		o.must(err)
		if sum.New != 2 || sum.Refused != 2 || rows[0].Outcome != "new" || rows[3].Outcome != "new" {
			o.Fatalf("%+v", sum)
		}
		for i, want := range map[int][]string{1: {"3", "E", "RT ••••••••••••"}, 2: {"4", "H", "lebih"}} {
			if len(rows[i].Issues) != 1 || rows[i].Issues[0].Column != want[1] {
				o.Errorf("line %d: %+v", rows[i].Line, rows[i].Issues)
				continue
			}
			for _, tag := range []lang.Tag{lang.ID, lang.EN, lang.JA} {
				l := words.In(tag)
				said := rows[i].Issues[0].Why.In(l)
				for _, w := range want {
					if !strings.Contains(said, w) {
						o.Errorf("%s: %q does not name %q", tag, said, w)
					}
				}
				if mend := rows[i].Issues[0].Mend.In(l); !strings.Contains(mend, want[1]) || strings.Contains(mend, "⟦") {
					o.Errorf("%s: %q", tag, mend)
				}
			}
		}
		o.list.Source = "lain"
		defer intake.LeaveOut("beyond")()
		if sum, _, err := o.bring(o.Context(), "b.csv", table, nil); err == nil && sum.Refused != 0 {
			o.Errorf("cells that are dropped are not noticed: %+v", sum)
		}
	})
}

// A column without a name that holds something is told, one that holds nothing is not.
func TestAColumnWithoutANameIsTold(t *testing.T) {
	const table = "Nama Usaha,,NIB,,Kelurahan\nToko Satu,,1206220012345,catatan,Damai\n"
	f, err := intake.Open(t.Context(), "a.csv", strings.NewReader(table), int64(len(table)), intake.Choosing{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if u := f.Unknown(); len(u) != 1 || u[0].At != "D" {
		t.Errorf("%+v", u)
	}
}

// A quote that never closes is named by the line in which it opens, and nothing of the file
// goes in.
func TestAnOpenQuoteIsNamedWhereItOpens(t *testing.T) {
	for name, end := range map[string]string{"a few lines": many(40), "more than a cell may hold": many(5000), "another quote later": many(20) + "\"Toko Lain\";1206220099999;Damai;;13/02/2020;PT\n"} {
		text := strings.Replace(many(60), "\nToko 7;", "\n\"Toko 7;", 1) + end
		raw := []byte(text)
		_, err := intake.Open(t.Context(), "a.csv", bytes.NewReader(raw), int64(len(raw)), intake.Choosing{})
		f := fault.Of(err)
		if f == nil || !strings.HasPrefix(f.Key, "sheet.") || len(f.Args) == 0 || f.Args[0] != 8 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A name that joins two businesses is asked about and not guessed: neither is it taken for
// one of the two, nor does it touch them. Each on a row of its own they are two businesses.
func TestANameOfTwoBusinessesIsNeitherOfThem(t *testing.T) {
	const head = "Nama Usaha;Kelurahan;No HP;Badan Usaha\n"
	each(t, func(o *office) {
		two, _, err := o.bring(o.Context(), "a.csv", head+"Jahit Rina;Damai;081234500001;UD\nPangkas Doni;Damai;081234500002;UD\n", nil)
		o.must(err)
		if two.New != 2 {
			o.Fatalf("%+v", two)
		}
		changes := o.count("registry_change")
		const both = head + "Jahit Rina dan Pangkas Doni;Damai;081234500001;UD\n"
		asked, rows, err := o.bring(o.Context(), "a.csv", both, nil)
		o.must(err)
		if asked.Doubtful != 1 || rows[0].Issues[0].Why.Key != "intake.name_two" || len(rows[0].Issues[0].Choices) != 3 || o.count("registry_change") != changes {
			o.Fatalf("%+v %+v", asked, rows)
		}
		answer := func(means string) func(*intake.Mapping) {
			return func(m *intake.Mapping) {
				m.Values = map[intake.Field]map[string]string{"name": {"jahit rina dan pangkas doni": means}}
			}
		}
		one, _, err := o.bring(o.Context(), "a.csv", both, answer("Jahit Rina")) // it is that row, which is known
		o.must(err)
		if one.Same != 1 || o.count("registry_change") != changes {
			o.Errorf("answered as one of them: %+v", one)
		}
		third, _, err := o.bring(o.Context(), "a.csv", both, answer("Jahit Rina dan Pangkas Doni"))
		o.must(err)
		if third.New != 1 || third.Changed+third.Same+third.Proposed != 0 || o.count("registry_business") != 3 {
			o.Errorf("answered as a business of its own: %+v", third)
		}
	})
}
