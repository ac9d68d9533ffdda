package intake

import (
	"bytes"
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/registry"
)

// opened opens a file of testdata.
func opened(t testing.TB, name string, m *Mapping) (*File, error) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return Open(context.Background(), name, bytes.NewReader(raw), int64(len(raw)), Choosing{Mapping: m})
}

// fates tells of each line what became of it: "3 taken", "5 doubtful ?name_two".
func fates(t testing.TB, f *File) (out []string, rows []Row) {
	t.Helper()
	looked, err := f.Look(context.Background(), city(t), func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	err = f.Each(context.Background(), city(t), looked, func(r Row) error {
		parts := []string{lang.Whole(lang.ID, int64(r.Line)), string(r.Fate)}
		if r.Fate == Skipped {
			parts = append(parts, strings.TrimPrefix(r.Why.Key, "intake.skip_"))
		}
		for _, i := range r.Issues {
			parts = append(parts, told(&i.Trouble))
		}
		out, rows = append(out, strings.Join(parts, " ")), append(rows, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, rows
}

func TestFilesThatOthersMade(t *testing.T) {
	usaha := func(m *Mapping) { m.All = map[Field]string{"kind": "usaha"} }
	for _, c := range []struct {
		file   string
		answer func(*Mapping)
		want   []string
	}{
		{"excel-indonesia.csv", nil, []string{"2 refused !nib_shortened !phone_shortened ?day_order", "3 taken", "4 refused !nib_nought_lost ?day_order", "5 doubtful ?name_two", "6 skipped total"}},
		{"excel-utf8.csv", nil, []string{"2 taken", "3 taken"}},
		{"excel-unicode.txt", nil, []string{"2 taken", "3 taken"}},
		{"excel-sep.csv", nil, []string{"3 taken"}},
		{"excel-mac.csv", nil, []string{"2 doubtful ?kind_open", "3 doubtful ?kind_open"}},
		{"excel-mac.csv", usaha, []string{"2 taken", "3 taken"}},
		{"google-sheets.csv", usaha, []string{"2 doubtful ?kbli_version", "3 doubtful ?kbli_version ?phone_two", "4 doubtful ?day_order"}},
		{"google-sheets.csv", func(m *Mapping) {
			usaha(m)
			m.Settings = Settings{Days: "dmy", KBLI: "2020"}
			m.Values = map[Field]map[string]string{"phone": {"081234567802, 081234567803": "081234567802"}}
		}, []string{"2 taken", "3 taken", "4 taken"}},
		{"google-forms.csv", usaha, []string{"2 taken", "3 taken"}},
		{"libreoffice.csv", nil, []string{"2 taken", "3 doubtful ?area_elsewhere"}},
		{"pandas.csv", usaha, []string{"2 taken", "3 taken", "4 taken"}},
		{"r.csv", usaha, []string{"2 refused !nib_shortened", "3 taken"}},
		{"kelurahan-excel.xlsx", nil, []string{"6 skipped numbers", "7 taken", "8 doubtful ?area_merged", "9 refused !cell_broken ?kind_open", "10 refused !nib_nought_lost", "11 skipped total",
			"13 skipped no_business", "14 skipped no_business", "15 skipped no_business"}},
		{"kelurahan-excel.xlsx", func(m *Mapping) {
			usaha(m)
			m.Settings = Settings{FillDown: []Field{"kelurahan", Kecamatan}, MayLack: []Field{"sales"}}
		}, []string{"6 skipped numbers", "7 taken", "8 taken", "9 taken !cell_broken", "10 refused !nib_nought_lost", "11 skipped total", "13 skipped no_business", "14 skipped no_business", "15 skipped no_business"}},
		{"oss-tableau.xlsx", nil, []string{"2 taken", "3 doubtful ?kbli_version", "4 doubtful ?kbli_nought", "5 doubtful ?kbli_version"}},
		{"oss-tableau.xlsx", func(m *Mapping) { m.Settings.KBLI = "2020" }, []string{"2 doubtful ?row_codes", "3 doubtful ?row_codes", "4 doubtful ?kbli_nought", "5 taken"}},
		{"oss-tableau.xlsx", func(m *Mapping) { m.Settings.KBLI, m.Settings.Codes = "2020", gather }, []string{"2 taken", "3 skipped gathered", "4 doubtful ?kbli_nought", "5 taken"}},
		{"asosiasi-openpyxl.xlsx", usaha, []string{"2 doubtful ?name_open", "3 refused !point_swapped ?name_open"}},
		{"asosiasi-openpyxl.xlsx", func(m *Mapping) {
			m.All = map[Field]string{"kind": "perorangan"}
			m.Columns[0].Is = "name"
		}, []string{"2 taken", "3 refused !point_swapped"}},
	} {
		f, err := opened(t, c.file, nil)
		if err == nil && c.answer != nil {
			c.answer(&f.Mapping)
			m, wrong := ReadMapping(f.Mapping.JSON())
			if wrong != nil {
				t.Fatalf("%s: %v", c.file, wrong)
			}
			f, err = opened(t, c.file, &m)
		}
		if err != nil {
			t.Fatalf("%s: %v", c.file, err)
		}
		if got, _ := fates(t, f); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n %s\nwant\n %s", c.file, strings.Join(got, "\n "), strings.Join(c.want, "\n "))
		}
	}
}

func TestWhatIsTakenIsWhatTheFileSays(t *testing.T) {
	f, err := opened(t, "kelurahan-excel.xlsx", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, rows := fates(t, f)
	want := registry.Values{registry.Kind: "usaha", registry.Name: "Warung Siti", registry.NIB: "1206220012401", registry.Kelurahan: "64.71.06.1005", registry.Phone: "6281234567901",
		registry.WorkersM: "1", registry.WorkersF: "2", registry.Sales: "omzet_1m", registry.Started: "2024-03-05"}
	if got := rows[1].Set; len(got) != len(want) {
		t.Errorf("%v, want %v", got, want)
	}
	for fact, text := range want {
		if got := rows[1].Set[fact]; got != text {
			t.Errorf("%s: %q, want %q", fact, got, text)
		}
	}
}

func TestFilesThatAreRefusedWhole(t *testing.T) {
	for name, key := range map[string]string{"cut-off.csv": "sheet.open_quote", "dua-lembar.xlsx": "intake.many_sheets"} {
		if _, err := opened(t, name, nil); fault.Of(err) == nil || fault.Of(err).Key != key {
			t.Errorf("%s: %v, want %s", name, err, key)
		}
	}
	for text, key := range map[string]string{"a,b\n1,2\n": "intake.no_head", "Nama Usaha,NIB\n": "intake.no_rows"} {
		if _, err := Open(context.Background(), "x.csv", strings.NewReader(text), int64(len(text)), Choosing{}); fault.Of(err) == nil || fault.Of(err).Key != key {
			t.Errorf("%q: %v, want %s", text, err, key)
		}
	}
}

// Nothing of a person is read but what the register keeps, and no list opens it.
func TestPrivateColumnsAreNeverRead(t *testing.T) {
	for _, name := range []string{"google-forms.csv", "kelurahan-excel.xlsx"} {
		f, err := opened(t, name, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Private()) != 2 {
			t.Errorf("%s: %v", name, f.Private())
		}
		l := speech(t).In(lang.ID)
		_, rows := fates(t, f)
		for _, r := range rows {
			said := saidOf(r.Set)
			for _, line := range Lines(l, Kept{Row: r}) {
				said += strings.Join(line, " ")
			}
			for _, secret := range []string{"6471054505800001", "6471050101800002", "Budi\x00", "Pemilik Siti"} {
				if strings.Contains(said, secret) {
					t.Errorf("%s line %d holds %q", name, r.Line, secret)
				}
			}
		}
	}
	for _, f := range Fields {
		if registry.Fact(f).Flag() {
			t.Errorf("a column may be %s", f)
		}
	}
}

// Every sentence that a report may say is there, in every language, with its values.
func TestReportsAreWholeInEveryLanguage(t *testing.T) {
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range files {
		if e.IsDir() {
			continue
		}
		f, err := opened(t, e.Name(), nil)
		if err != nil {
			continue
		}
		_, rows := fates(t, f)
		for _, tag := range lang.All {
			l := speech(t).In(tag)
			for _, r := range rows {
				for _, line := range Lines(l, Kept{Row: r, Outcome: registry.RowNew, Proposed: []registry.Fact{registry.Name}}) {
					if text := strings.Join(line, " "); strings.ContainsAny(text, "⟦⟧") || len(line) != len(reportColumns) {
						t.Errorf("%s %s: %s", e.Name(), tag, text)
					}
				}
			}
		}
	}
	for _, f := range append(slices.Clone(Fields), Never, "") {
		if l := speech(t).In(lang.JA); strings.ContainsAny(l.T(f.Label()), "⟦") {
			t.Errorf("no name for %q", f)
		}
	}
}
