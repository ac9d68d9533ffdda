package kbli_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry/kbli"
)

var (
	balikpapan = os.DirFS("../../../city/balikpapan")
	room       = os.DirFS("..") // the package of the room knows this one
)

func shipped(t testing.TB) kbli.Profile { return profileOf(t, balikpapan) }

func profileOf(t testing.TB, files fs.FS) kbli.Profile {
	t.Helper()
	p, err := kbli.ReadProfile(files)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// edited is the shipped profile with one text of a file replaced, once.
func edited(t testing.TB, name, old, new string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	for _, f := range []string{"kbli_versions.csv", "kbli2020.csv", "kbli2020_uraian.csv", "kbli2025_partial.csv", "kbli_sections.csv", "kbli_words.csv",
		"ekraf_subsectors.csv", "ekraf_kbli_proposed.csv"} {
		data, err := fs.ReadFile(balikpapan, f)
		if err != nil {
			t.Fatal(err)
		}
		if f == name {
			if !bytes.Contains(data, []byte(old)) {
				t.Fatalf("%s does not hold %q", name, old)
			}
			data = bytes.Replace(data, []byte(old), []byte(new), 1)
		}
		out[f] = &fstest.MapFile{Data: data}
	}
	return out
}

func each(t *testing.T, f func(t *testing.T, d *db.DB)) {
	dbtest.EachWith(t, db.Options{}, f, diary.Files, account.Files, place.Files, blob.Files, room)
}

func load(t testing.TB, d *db.DB, p kbli.Profile) kbli.Counts {
	t.Helper()
	c, err := kbli.Load(context.Background(), d, p)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func read[T any](t testing.TB, d *db.DB, f func(tx *db.Tx) (T, error)) (out T) {
	t.Helper()
	err := d.Read(context.Background(), func(tx *db.Tx) (err error) { out, err = f(tx); return err })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func count(t testing.TB, d *db.DB, query string) int {
	t.Helper()
	return read(t, d, func(tx *db.Tx) (int, error) { n, _, err := db.One(tx, (*db.Row).Int, query); return n, err })
}

func TestLoadingTwiceChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		first := load(t, d, shipped(t))
		if want := 2 + 2_711 + 1_520 + 22 + 430 + 17 + 91; first != (kbli.Counts{New: want}) {
			t.Errorf("a fresh load: %+v, not %d new", first, want)
		}
		edition := count(t, d, `select number from registry_kbli_edition`)
		if again := load(t, d, shipped(t)); again != (kbli.Counts{Same: first.New}) {
			t.Errorf("the same again: %+v after %+v", again, first)
		}
		if n := count(t, d, `select number from registry_kbli_edition`); n != edition || edition == 0 {
			t.Errorf("edition %d became %d", edition, n)
		}
		if n := count(t, d, `select count(*) from registry_kbli_revision`); n != 0 {
			t.Errorf("%d revisions", n)
		}
	})
}

// What a newer profile changes is applied, and what stood before is kept with
// its day; a book of the old edition is not used again.
func TestDifferencesAreDatedRevisions(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		load(t, d, shipped(t))
		shelf := kbli.NewShelf()
		before := read(t, d, shelf.Book)
		if again := read(t, d, shelf.Book); again != before {
			t.Error("a book is made twice of one edition")
		}
		for _, c := range []struct {
			name           string
			file, old, new string
			want           kbli.Counts // but for what is the same
			part           string
		}{
			{"a reworded title", "kbli2020.csv", "Aktivitas Penatu", "Aktivitas Binatu", kbli.Counts{Changed: 1}, "code"},
			{"another description", "kbli2020_uraian.csv", "pecel ayam", "pecel lele", kbli.Counts{Changed: 1}, "code"},
			{"more words", "kbli_words.csv", "lapak makanan", "lapak makanan; makanan malam", kbli.Counts{Changed: 1}, "word"},
			{"a version's state", "kbli_versions.csv", "2025,baru", "2025,berlaku", kbli.Counts{Changed: 1}, "version"},
			{"a subsector's name", "ekraf_subsectors.csv", "kuliner,Kuliner", "kuliner,Makanan dan Minuman", kbli.Counts{Changed: 1}, "subsector"},
			{"a code that left, mapped by nobody", "kbli2025_partial.csv", "01111,PERTANIAN JAGUNG,Pertanian Jagung,A,1,1\n", "", kbli.Counts{Ended: 1}, "code"},
		} {
			had := count(t, d, `select count(*) from registry_kbli_revision where part = '`+c.part+`'`)
			got := load(t, d, profileOf(t, edited(t, c.file, c.old, c.new)))
			if got.Same = 0; got != c.want {
				t.Errorf("%s: %+v", c.name, got)
			}
			if n := count(t, d, `select count(*) from registry_kbli_revision where part = '`+c.part+`'`); n != had+1 {
				t.Errorf("%s: %d revisions after %d", c.name, n, had)
			}
			if now := read(t, d, shelf.Book); now == before {
				t.Errorf("%s: the old book is still read", c.name)
			}
			if back := load(t, d, shipped(t)); back.Changed != 1 || back.New+back.Ended != 0 {
				t.Errorf("%s, taken back: %+v", c.name, back)
			}
		}
		was := read(t, d, func(tx *db.Tx) (string, error) {
			s, _, err := db.One(tx, (*db.Row).Text, `select before from registry_kbli_revision where code = '962' order by changed_at limit 1`)
			return s, err
		})
		if !strings.Contains(was, `"Shown":"Aktivitas Penatu"`) {
			t.Errorf("kept of 962: %s", was)
		}
	})
}

// A code that leaves the list takes its words and its place in a subsector along.
func TestACodeThatLeaves(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		files := edited(t, "kbli2020.csv", "13134,5,INDUSTRI BATIK,Industri Batik,C,1313\n", "").(fstest.MapFS)
		for name, line := range map[string]string{"kbli2020_uraian.csv": "13134,", "kbli_words.csv": "13134,", "ekraf_kbli_proposed.csv": "kriya,13134,"} {
			var kept []string
			for l := range strings.Lines(string(files[name].Data)) {
				if !strings.HasPrefix(l, line) {
					kept = append(kept, l)
				}
			}
			files[name] = &fstest.MapFile{Data: []byte(strings.Join(kept, ""))}
		}
		load(t, d, shipped(t))
		if c := load(t, d, profileOf(t, files)); c.Ended != 3 || c.New+c.Changed != 0 {
			t.Errorf("%+v", c)
		}
		if n := count(t, d, `select count(*) from registry_kbli_mapping where code = '13134' and valid_to is null`); n != 0 {
			t.Error("the code is still mapped")
		}
		book := read(t, d, kbli.NewShelf().Book)
		if _, there := book.Code(kbli.Key{Version: "2020", Code: "13134"}); there {
			t.Error("the code is still in the book")
		}
		if c := load(t, d, shipped(t)); c.New != 2 || c.Changed != 1 || c.Ended != 0 {
			t.Errorf("back again: %+v", c)
		}
	})
}

func TestPlantedFaultsAreRefused(t *testing.T) {
	const line = "kbli.line_refused"
	for _, c := range []struct{ name, file, old, new, key, why string }{
		{"a version without a year", "kbli_versions.csv", "\n2020,", "\nlama,", line, "kbli.why_version"},
		{"a version twice", "kbli_versions.csv", "\n2025,", "\n2020,", line, "kbli.why_twice"},
		{"no number of codes", "kbli_versions.csv", ",1790,", ",,", line, "kbli.why_count"},
		{"a state nobody knows", "kbli_versions.csv", ",berlaku,", ",sah,", line, "kbli.why_state"},
		{"no source", "kbli_versions.csv", "github.com/agusbsi/kbli (kbli.json); diperiksa secara acak terhadap lbh.co.id/kbli-2020", "", line, "kbli.why_origin"},
		{"a section of no version", "kbli_sections.csv", "2020,B,", "2021,B,", line, "kbli.why_version"},
		{"a section without title", "kbli_sections.csv", "2020,B,PERTAMBANGAN DAN PENGGALIAN,", "2020,B,,", line, "kbli.why_title"},
		{"a range of divisions", "kbli_sections.csv", "05-09", "5 sampai 9", line, "kbli.why_range"},
		{"a section renamed", "kbli2020.csv", "\nB,1,PERTAMBANGAN DAN PENGGALIAN,", "\nB,1,PERTAMBANGAN,", line, "kbli.why_section_differs"},
		{"a digit lost", "kbli2020.csv", "\n56102,5,", "\n5610,5,", line, "kbli.why_code"},
		{"a level in words", "kbli2020.csv", "\n56102,5,", "\n56102,lima,", line, "kbli.why_code"},
		{"a code twice", "kbli2020.csv", "\n56102,5,", "\n56101,5,", line, "kbli.why_twice"},
		{"a parent that is not above", "kbli2020.csv", "Rumah/Warung Makan,I,5610", "Rumah/Warung Makan,I,5621", line, "kbli.why_parent"},
		{"a parent of another section", "kbli2020.csv", "Rumah/Warung Makan,I,5610", "Rumah/Warung Makan,G,5610", line, "kbli.why_parent"},
		{"no title", "kbli2020.csv", "RUMAH/WARUNG MAKAN,Rumah/Warung Makan", ",", line, "kbli.why_title"},
		{"a text of nothing", "kbli2020_uraian.csv", "\n56102,", "\n56199,", line, "kbli.why_no_code"},
		{"a text twice", "kbli2020_uraian.csv", "\n56102,", "\n56101,", line, "kbli.why_twice"},
		{"a new code in a foreign section", "kbli2025_partial.csv", "Pertanian Jagung,A,", "Pertanian Jagung,B,", line, "kbli.why_section"},
		{"a new code without title", "kbli2025_partial.csv", "PERTANIAN JAGUNG,Pertanian Jagung", ",", line, "kbli.why_title"},
		{"words of nothing", "kbli_words.csv", "\n56102,2020,", "\n56199,2020,", line, "kbli.why_no_code"},
		{"words of a group", "kbli_words.csv", "\n56102,2020,", "\n5610,2020,", line, "kbli.why_no_code"},
		{"words twice", "kbli_words.csv", "\n56102,2020,", "\n56101,2020,", line, "kbli.why_twice"},
		{"too many words", "kbli_words.csv", "warteg", strings.Repeat("warteg; ", 80), line, "kbli.why_words"},
		{"a slug with a space", "ekraf_subsectors.csv", ",kuliner,", ",Kuliner Kota,", line, "kbli.why_slug"},
		{"a subsector twice", "ekraf_subsectors.csv", ",kuliner,", ",kriya,", line, "kbli.why_twice"},
		{"a number left out", "ekraf_subsectors.csv", "\n17,", "\n18,", line, "kbli.why_number"},
		{"a language left out", "ekraf_subsectors.csv", "食・料理", "", line, "kbli.why_languages"},
		{"a mapping to nothing", "ekraf_kbli_proposed.csv", "kriya,13134,", "kria,13134,", line, "kbli.why_no_subsector"},
		{"a mapping of nothing", "ekraf_kbli_proposed.csv", "kriya,13134,", "kriya,13199,", line, "kbli.why_no_code"},
		{"a mapping of another title", "ekraf_kbli_proposed.csv", "kriya,13134,Industri Batik", "kriya,13134,Batik", line, "kbli.why_title_differs"},
		{"a quotation mark too many", "kbli2020.csv", "Rumah/Warung Makan", `Rumah/"Warung Makan`, "sheet.record_line", ""},
		{"a column lost", "kbli_words.csv", "code,version,words", "code,version,kata", "sheet.record_column", ""},
	} {
		_, err := kbli.ReadProfile(edited(t, c.file, c.old, c.new))
		f := fault.Of(err)
		if f == nil || f.Key != c.key || c.why != "" && f.Args[3] != lang.Key(c.why) {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if f.Args[0] != c.file {
			t.Errorf("%s: blames %v", c.name, f.Args)
		}
	}
	_, err := kbli.ReadProfile(edited(t, "kbli2020.csv", "\n01111,5,", "\n0111,5,"))
	if f := fault.Of(err); f == nil || f.Args[1] != 6 {
		t.Errorf("the line is not the one that an editor shows: %v", err)
	}
}

// FuzzReadProfile: whatever the files hold, no panic, and what is refused is
// refused with a fault.
func FuzzReadProfile(f *testing.F) {
	f.Add("code,version,words\n56102,2020,warteg\n", "slug,kbli2020,kbli_title,basis\nkriya,13134,Industri Batik,x\n")
	f.Add("", "\"")
	base := edited(f, "", "", "").(fstest.MapFS)
	f.Fuzz(func(t *testing.T, words, mapping string) {
		files := fstest.MapFS{}
		for name, file := range base {
			files[name] = file
		}
		files["kbli_words.csv"], files["ekraf_kbli_proposed.csv"] = &fstest.MapFile{Data: []byte(words)}, &fstest.MapFile{Data: []byte(mapping)}
		if _, err := kbli.ReadProfile(files); err != nil && fault.Of(err) == nil {
			t.Fatalf("refused without a sentence: %v", err)
		}
	})
}
