package place

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/sheet"
)

// balikpapan is the shipped profile.
var balikpapan = os.DirFS("../../city/balikpapan")

// edited is the shipped profile with one replacement in one file.
func edited(t *testing.T, file, old, new string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range []string{areasFile, populationFile, kecamatanFile, kelurahanFile} {
		data, err := fs.ReadFile(balikpapan, name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		if name == file {
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %q to replace", name, old)
			}
			text = strings.Replace(text, old, new, 1)
		}
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// loaded brings a database to a profile.
func loaded(t *testing.T, d *db.DB, files fs.FS) Counts {
	t.Helper()
	p, err := ReadProfile(files)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := Load(t.Context(), d, p)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// read runs f in a read and ends the test on an error.
func read(t *testing.T, d *db.DB, f func(tx *db.Tx) error) {
	t.Helper()
	if err := d.Read(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func TestWords(t *testing.T) {
	if _, err := lang.Load(Files); err != nil {
		t.Fatal(err)
	}
}

func TestLoadIsIdempotent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if got, want := loaded(t, d, balikpapan), (Counts{New: 42 + 40 + 24}); got != want {
			t.Errorf("first load %+v, want %+v", got, want)
		}
		var before int64
		read(t, d, func(tx *db.Tx) (err error) { before, err = Edition(tx); return err })
		if got, want := loaded(t, d, balikpapan), (Counts{Same: 42 + 40 + 24}); got != want {
			t.Errorf("second load %+v, want %+v", got, want)
		}
		read(t, d, func(tx *db.Tx) error {
			after, err := Edition(tx)
			if after != before || before == 0 {
				t.Errorf("edition went from %d to %d", before, after)
			}
			n, _, err2 := db.One(tx, (*db.Row).Int, `select count(*) from place_revision`)
			if n != 0 {
				t.Errorf("%d revisions of nothing", n)
			}
			return firstOf(err, err2)
		})
	}, Files)
}

func firstOf(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestTheCityHasSixKecamatanAnd34Kelurahan(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		loaded(t, d, balikpapan)
		read(t, d, func(tx *db.Tx) error {
			for level, want := range map[Level]int{Province: 1, City: 1, Kecamatan: 6, Kelurahan: 34} {
				all, err := OfLevel(tx, level)
				if err != nil || len(all) != want {
					t.Errorf("%d of %s, want %d: %v", len(all), level, want, err)
				}
			}
			north, err := Children(tx, "64.71.03")
			if len(north) != 6 || north[0].Name != "Batu Ampar" || north[0].Parent != "64.71.03" {
				t.Errorf("Utara has %+v: %v", north, err)
			}
			a, found, err := ByCode(tx, "64.71.05.1010")
			if !found || a.Called() != "Sungai Nangka" || a.Postal != "76114" || a.BPS != "6471010010" || !a.HasLabel {
				t.Errorf("%+v %v %v", a, found, err)
			}
			size, official := a.Best()
			if official || size.Text != "3.201" || size.Micro != 3_201_000 {
				t.Errorf("size %+v %v", size, official)
			}
			if _, found, err = ByCode(tx, "64.71.09"); found || err != nil {
				t.Errorf("found what is not there: %v", err)
			}
			return nil
		})
	}, Files)
}

func TestPath(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		loaded(t, d, balikpapan)
		read(t, d, func(tx *db.Tx) error {
			for code, want := range map[string]string{
				"64.71.03.1006": "64 64.71 64.71.03 64.71.03.1006", "64.71": "64 64.71", "64": "64",
				"64.71.03.9999": "", "64.7": "", "": "", "x.y.z.u.v": "",
			} {
				path, err := Path(tx, code)
				var got []string
				for _, a := range path {
					got = append(got, a.Code)
				}
				if err != nil || strings.Join(got, " ") != want {
					t.Errorf("path of %q is %v, want %s: %v", code, got, want, err)
				}
			}
			return nil
		})
	}, Files)
}

// A changed profile applies its differences and keeps what stood before.
func TestAChangedProfileAppliesDifferences(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		loaded(t, d, balikpapan)
		renamed := edited(t, areasFile, "Batu Ampar,,64.71.03,6471030003,76136", "Batu Ampar,Batuampar,64.71.03,6471030003,76137")
		if got, want := loaded(t, d, renamed), (Counts{Changed: 1, Same: 105}); got != want {
			t.Errorf("renamed: %+v, want %+v", got, want)
		}
		recounted := edited(t, populationFile, "S1,191341,", "S1,191342,")
		if got, want := loaded(t, d, recounted), (Counts{Changed: 2, Same: 104}); got != want {
			t.Errorf("recounted, and the name back: %+v, want %+v", got, want)
		}
		redrawn := edited(t, kelurahanFile, "[116.95641,-1.19166],[116.95746,-1.19081]", "[116.95641,-1.19166],[116.9569,-1.19124],[116.95746,-1.19081]")
		if got, want := loaded(t, d, redrawn), (Counts{Changed: 2, Same: 104}); got != want {
			t.Errorf("redrawn, and the count back: %+v, want %+v", got, want)
		}
		read(t, d, func(tx *db.Tx) error {
			before, err := db.All(tx, (*db.Row).Text, `select before from place_revision where part = 'population' order by id`)
			if len(before) != 2 || !strings.Contains(before[0], "191341") || !strings.Contains(before[1], "191342") {
				t.Errorf("revisions %v", before)
			}
			return err
		})
	}, Files)
}

// An area that left the list has an end; it comes back when it is listed again.
func TestAnAreaThatLeftTheListEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		loaded(t, d, balikpapan)
		whole, err := ReadProfile(balikpapan)
		if err != nil {
			t.Fatal(err)
		}
		gone := whole.areas[len(whole.areas)-1]
		fewer := Profile{areas: whole.areas[:len(whole.areas)-1], figures: whole.figures[1:]}
		c, err := Load(t.Context(), d, fewer)
		if err != nil || c.Ended != 2 {
			t.Fatalf("%+v %v", c, err)
		}
		read(t, d, func(tx *db.Tx) error {
			_, found, err := ByCode(tx, gone.Code)
			drawn, err2 := Boundaries(tx, Kelurahan)
			kept, _, err3 := db.One(tx, (*db.Row).Int, `select count(*) from place_area where code = $1`, gone.Code)
			if found || len(drawn) != 33 || kept != 1 {
				t.Errorf("%s: found %v, %d boundaries, %d rows", gone.Code, found, len(drawn), kept)
			}
			return firstOf(err, err2, err3)
		})
		if got, want := loaded(t, d, balikpapan), (Counts{New: 1, Changed: 1, Same: 104}); got != want {
			t.Errorf("back again: %+v, want %+v", got, want)
		}
	}, Files)
}

// Edition must tell a changed room from an unchanged one.
func TestEditionGrows(t *testing.T) {
	clock := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	o := db.Options{Now: func() time.Time { clock = clock.Add(time.Millisecond); return clock }}
	dbtest.EachWith(t, o, func(t *testing.T, d *db.DB) {
		var last int64
		for i, files := range []fs.FS{balikpapan, edited(t, populationFile, "S1,191341,", "S1,191342,"), balikpapan} {
			loaded(t, d, files)
			read(t, d, func(tx *db.Tx) error {
				at, err := Edition(tx)
				if at <= last {
					t.Errorf("load %d: edition %d after %d", i, at, last)
				}
				last = at
				return err
			})
		}
	}, Files)
}

// The database itself refuses what the reader would not let through.
func TestTheDatabaseRefusesNonsense(t *testing.T) {
	good := map[string]string{"code": "'64.71.77'", "level": "'kecamatan'", "name": "'X'", "parent_code": "'64.71'",
		"size_micro": "1", "lat": "0", "lng": "0", "valid_to": "null"}
	bad := []map[string]string{
		{"level": "'rt'"}, {"name": "''"}, {"parent_code": "'64.72'"}, {"parent_code": "'64.71.01'"}, {"code": "'64.71'"},
		{"size_micro": "0"}, {"lat": "null"}, {"lat": "90000001"}, {"valid_to": "1"},
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		loaded(t, d, balikpapan)
		insert := func(over map[string]string) error {
			v := maps.Clone(good)
			maps.Copy(v, over)
			return d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(`insert into place_area (code, level, name, name_alt, parent_code, bps_code, postal_code,
					size_text, size_micro, drawn_text, lat, lng, source, valid_from, valid_to) values (` + v["code"] + `, ` +
					v["level"] + `, ` + v["name"] + `, '', ` + v["parent_code"] + `, '', '', '', ` + v["size_micro"] + `, '', ` +
					v["lat"] + `, ` + v["lng"] + `, 'x', 2, ` + v["valid_to"] + `)`)
				return err
			})
		}
		for _, over := range bad {
			if insert(over) == nil {
				t.Errorf("the database took %v", over)
			}
		}
		if err := insert(nil); err != nil {
			t.Errorf("the database refused a good row: %v", err)
		}
	}, Files)
}

// wantKey reads a profile that must be refused, with a sentence in each language.
func wantKey(t *testing.T, name string, files fs.FS, key, why string) {
	t.Helper()
	words, err := lang.Load(Files, sheet.Files)
	if err != nil {
		t.Fatal(err)
	}
	_, err = ReadProfile(files)
	f := fault.Of(err)
	if f == nil || f.Key != key {
		t.Errorf("%s: %v, want %s", name, err, key)
		return
	}
	if last := f.Args[len(f.Args)-1]; why != "" && last != lang.Key(why) {
		t.Errorf("%s: refused because of %v, want %s", name, last, why)
	}
	for _, tag := range lang.All {
		if said := words.In(tag).T(f.Key, f.Args...); strings.Contains(said, "⟦") {
			t.Errorf("%s in %s: %s", name, tag, said)
		}
	}
}
