package kbli

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// shippedBook is made once: no test changes it.
var shippedBook = sync.OnceValues(func() (*Book, error) {
	p, err := ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err != nil {
		return nil, err
	}
	return NewBook(p.versions, p.codes)
})

func book(t testing.TB) *Book {
	t.Helper()
	b, err := shippedBook()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What the pages invite to tap, and what the issue names, has a right code in
// the first lines.
func TestTheFirstLinesAreRight(t *testing.T) {
	f := book(t).Finder
	for text, right := range map[string]string{
		"jual nasi kuning": "56102 56103", "bengkel las": "25920 25111", "tukang jahit": "14120", "warung kopi": "56303 56304", "cuci motor": "45407",
		"sewa tenda": "77291", "amplang": "10794", "laundry": "96200", "jualan online": "47912 47914 47911", "servis HP": "95120", "salon": "96112",
		"56102": "56102", "saya mau buka usaha bengkel las": "25920 25111", "bikin amplang": "10794", "jual amplang": "47249", "toko helm": "47736",
		"JUAL PULSA!!": "61994", "tukang cukur": "96111", "kos-kosan": "55900", "nasi kunig": "56102 56103",
	} {
		found, err := f.Search(Ask{Text: text, Version: "2020", Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range found.Matches {
			got = append(got, m.Code.Code)
		}
		if len(got) == 0 || !strings.Contains(right, got[0]) {
			t.Errorf("%q finds %v, not %s", text, got, right)
		}
	}
}

func TestASearchKeepsToVersionAndSection(t *testing.T) {
	f := book(t).Finder
	all, err := f.Search(Ask{Text: "kopi", Version: "2020", Limit: 200})
	if err != nil || all.Total < 8 || len(all.Matches) != all.Total {
		t.Fatalf("%d of %d, %v", len(all.Matches), all.Total, err)
	}
	sum := 0
	for _, s := range all.Sections {
		part, err := f.Search(Ask{Text: "kopi", Version: "2020", Section: s.Value, Limit: 200})
		if err != nil || part.Total != s.N {
			t.Errorf("section %s: %d, said %d, %v", s.Value, part.Total, s.N, err)
		}
		for _, m := range part.Matches {
			if m.Code.Section != s.Value || m.Code.Version != "2020" {
				t.Errorf("%v in section %s", m.Code.Key(), s.Value)
			}
		}
		sum += part.Total
	}
	if sum != all.Total {
		t.Errorf("the sections have %d, all %d", sum, all.Total)
	}
	next, err := f.Search(Ask{Text: "kopi", Version: "2020", Skip: 3, Limit: 2})
	if err != nil || len(next.Matches) != 2 || next.Matches[0].Code.Code != all.Matches[3].Code.Code {
		t.Errorf("the next lines: %v, %v", next.Matches, err)
	}
	if new, err := f.Search(Ask{Text: "kopi", Version: "2025", Limit: 9}); err != nil || new.Total == 0 || new.Matches[0].Code.Version != "2025" {
		t.Errorf("2025: %+v, %v", new, err)
	}
	for _, nothing := range []string{"", "   ", "qqqqzzzz", "!!!", "99999", strings.Repeat("x", 5000)} {
		if got, err := f.Search(Ask{Text: nothing, Version: "2020", Limit: 5}); err != nil || got.Total != 0 {
			t.Errorf("%.20q finds %d, %v", nothing, got.Total, err)
		}
	}
}

// FuzzSearch: whatever is typed, there is an answer, and what is marked is the
// text itself.
func FuzzSearch(f *testing.F) {
	b := book(f)
	for _, s := range []string{"jual nasi kuning", `"las`, "-x", "a OR", "kopi*", "寿司", "561", "\x00\xff", "es es es"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found, err := b.Finder.Search(Ask{Text: text, Version: "2020", Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range found.Matches {
			for _, s := range []string{m.Code.Shown, b.Finder.Quote(m)} {
				var back strings.Builder
				for _, p := range b.Finder.Mark(s, m.Terms) {
					back.WriteString(p.Text)
				}
				if back.String() != s {
					t.Fatalf("%q became %q", s, back.String())
				}
			}
		}
	})
}

func TestAMatchShowsWhy(t *testing.T) {
	f := book(t).Finder
	found, err := f.Search(Ask{Text: "cuci motor", Version: "2020", Limit: 1})
	if err != nil || len(found.Matches) != 1 {
		t.Fatal(found, err)
	}
	m := found.Matches[0]
	var marked []string
	for _, p := range f.Mark(f.Quote(m), m.Terms) {
		if p.Hit {
			marked = append(marked, p.Text)
		}
	}
	if !slices.Contains(marked, "pencucian") || !slices.Contains(marked, "motor") {
		t.Errorf("marked %q in %q", marked, f.Quote(m))
	}
	if said := f.Said(m, 3); len(said) == 0 || said[0] != "cuci motor" {
		t.Errorf("said %q", said)
	}
	long := strings.Repeat("aaaa bbbb ", 60)
	if got := Clip([]Piece{{Text: long}, {"motor", true}, {Text: long}}); len(got) != 3 || !strings.HasPrefix(got[0].Text, "… ") || !strings.HasSuffix(got[2].Text, " …") || len(got[0].Text)+len(got[2].Text) > 300 {
		t.Errorf("clipped to %+v", got)
	}
}

func TestDescriptionsAreSplit(t *testing.T) {
	for text, want := range map[string]Parts{
		"": {},
		"Kelompok ini mencakup tempe. Usaha tempe selain kedelai dimasukkan dalam kelompok 10393.":                             {What: []string{"Kelompok ini mencakup tempe."}, Not: []string{"Usaha tempe selain kedelai dimasukkan dalam kelompok 10393."}},
		"Kelompok ini mencakup ikan dll.Kelompok ini tidak mencakup penangkapan. Termasuk kegiatan pembibitan.":                {What: []string{"Kelompok ini mencakup ikan dll."}, Not: []string{"Kelompok ini tidak mencakup penangkapan."}, With: []string{"Termasuk kegiatan pembibitan."}},
		"Kelompok ini mencakup industri lainnya yang tidak termasuk dalam subgolongan 1101 s.d 1105, seperti nira.":            {What: []string{"Kelompok ini mencakup industri lainnya yang tidak termasuk dalam subgolongan 1101 s.d 1105, seperti nira."}},
		"Kelompok ini mencakup usaha yang belum tercakup dalam kelompok 77291 s.d. 77295, seperti televisi. Tidak termasuk X.": {What: []string{"Kelompok ini mencakup usaha yang belum tercakup dalam kelompok 77291 s.d. 77295, seperti televisi."}, Not: []string{"Tidak termasuk X."}},
	} {
		got := Split(text)
		if !slices.Equal(got.What, want.What) || !slices.Equal(got.With, want.With) || !slices.Equal(got.Not, want.Not) {
			t.Errorf("%q\n is %q\nnot %q", text, got, want)
		}
	}
}

// No word of an official text is lost by cutting it.
func TestSplittingLosesNothing(t *testing.T) {
	with := 0
	for _, c := range book(t).Classes("2020", "") {
		p := Split(c.Description)
		n := 0
		for _, s := range slices.Concat(p.What, p.With, p.Not) {
			n += len(strings.Join(strings.Fields(s), ""))
		}
		if want := len(strings.Join(strings.Fields(c.Description), "")); n != want {
			t.Errorf("%s: %d letters of %d", c.Code, n, want)
		}
		if len(p.What) == 0 {
			t.Errorf("%s covers nothing: %q", c.Code, c.Description)
		}
		if len(p.Not) > 0 {
			with++
		}
	}
	if with < 60 || with > 400 {
		t.Errorf("%d codes say what does not belong", with)
	}
}

func TestFatesInTheOtherVersion(t *testing.T) {
	b := book(t)
	fate := func(version, code string) Fate {
		c, found := b.Code(Key{version, code})
		if !found {
			t.Fatalf("no %s %s", version, code)
		}
		return b.Fates(c)[0]
	}
	if f := fate("2020", "01111"); !f.There || !f.SameName {
		t.Errorf("01111: %+v", f)
	}
	if f := fate("2020", "56102"); !f.There || f.SameName || f.Number.Shown == "" {
		t.Errorf("56102: %+v", f)
	}
	same, other := 0, 0
	for _, c := range b.Classes("2025", "") {
		switch f := b.Fates(c)[0]; {
		case f.SameName:
			same++
		case f.There:
			other++
		}
	}
	// 1,030 numbers are in both lists. Letter by letter, signs and capitals
	// included, 610 of them have another title.
	if same != 453 || other != 577 {
		t.Errorf("%d numbers have the same title, %d another", same, other)
	}
}

func TestABookKnowsItsTree(t *testing.T) {
	b := book(t)
	if v := b.InForce(); v.Version != "2020" || !v.Whole() || v.Held != 1_790 {
		t.Errorf("in force: %+v", v)
	}
	if v, _ := b.Version("2025"); v.Whole() || v.Held != 1_520 || v.Official != 1_559 {
		t.Errorf("2025: %+v", v)
	}
	c, _ := b.Code(Key{"2020", "56102"})
	var way []string
	for _, up := range b.Path(c) {
		way = append(way, up.Code)
	}
	if strings.Join(way, " ") != "I 56 561 5610" || len(b.Below(Key{"2020", "5610"})) != 5 || len(b.Beside(c)) != 4 {
		t.Errorf("56102 hangs below %v, beside %v", way, b.Beside(c))
	}
	if len(b.Sections("2020")) != 21 || len(b.Sections("2025")) != 22 {
		t.Errorf("%d and %d sections", len(b.Sections("2020")), len(b.Sections("2025")))
	}
	if n, _ := b.Code(Key{"2020", "151"}); n.Named() {
		t.Error("the source has no title for 151")
	}
}
