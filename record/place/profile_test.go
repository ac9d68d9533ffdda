package place

import (
	"bytes"
	"io/fs"
	"math"
	"testing"
	"testing/fstest"

	"alun/ground/fault"
	"alun/ground/geo"
)

func shipped(t *testing.T) Profile {
	t.Helper()
	p, err := ReadProfile(balikpapan)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Each of the 34 kelurahan holds its own label point and no other; so do the
// six kecamatan.
func TestLabelPointsLieInTheirOwnArea(t *testing.T) {
	p := shipped(t)
	for level, want := range map[Level]int{Kecamatan: 6, Kelurahan: 34} {
		f, asked := NewFinder(boundariesOf(p, level)), 0
		for _, a := range p.areas {
			if a.Level != level {
				continue
			}
			asked++
			if got, found := f.At(a.Label); !found || got != a.Code {
				t.Errorf("the label of %s %s lies in %q", a.Code, a.Name, got)
			}
		}
		if asked != want {
			t.Errorf("%d labels of %s", asked, level)
		}
	}
}

func boundariesOf(p Profile, level Level) (out []Boundary) {
	levels := map[string]Level{}
	for _, a := range p.areas {
		levels[a.Code] = a.Level
	}
	for _, b := range p.boundaries {
		if levels[b.Code] == level {
			out = append(out, b)
		}
	}
	return out
}

// The boundaries cover what the Badan Informasi Geospasial publishes: 509.45
// km², and the same ground on both levels.
func TestAreasAddUpToTheCity(t *testing.T) {
	p := shipped(t)
	for _, level := range []Level{Kecamatan, Kelurahan} {
		sum := 0.0
		for _, b := range boundariesOf(p, level) {
			sum += b.Region.Area() / 1e6
		}
		if math.Abs(sum-509.72) > 0.01 {
			t.Errorf("%s together have %.3f km²", level, sum)
		}
	}
}

// A grid of 12,000 points over the city: each lies in at most one kelurahan, and
// in a kelurahan exactly when in its kecamatan.
func TestKelurahanAndKecamatanAgree(t *testing.T) {
	p := shipped(t)
	wards, districts := boundariesOf(p, Kelurahan), NewFinder(boundariesOf(p, Kecamatan))
	inside, astray := 0, 0
	for lat := int64(-1_300_000); lat < -950_000; lat += 3_001 {
		for lng := int64(116_700_000); lng < 117_030_000; lng += 3_001 {
			at := geo.Point{Lat: lat, Lng: lng}
			var homes []string
			for _, b := range wards {
				if b.Region.Contains(at) {
					homes = append(homes, b.Code)
				}
			}
			if len(homes) > 1 {
				t.Fatalf("%v lies in %v", at, homes)
			}
			district, found := districts.At(at)
			if len(homes) == 1 {
				inside++
			}
			if found != (len(homes) == 1) || found && homes[0][:8] != district {
				astray++
			}
		}
	}
	if inside < 4_000 {
		t.Errorf("only %d points lie in the city", inside)
	}
	// Two islets under 2,000 m² were dropped from the kecamatan by the makers of
	// the file; none of the grid's points falls on one.
	if astray != 0 {
		t.Errorf("%d points lie in a kelurahan and in another kecamatan", astray)
	}
}

func TestPointsOutsideTheCity(t *testing.T) {
	f := NewFinder(boundariesOf(shipped(t), Kelurahan))
	for name, at := range map[string]geo.Point{
		"Penajam": {Lat: -1_330_000, Lng: 116_700_000}, "the bay": {Lat: -1_230_000, Lng: 116_760_000},
		"Yokohama": {Lat: 35_443_700, Lng: 139_638_000}, "nowhere": {},
	} {
		if code, found := f.At(at); found {
			t.Errorf("%s lies in %s", name, code)
		}
	}
}

func TestPlantedFaultsAreRefused(t *testing.T) {
	const line = "place.line_refused"
	cases := []struct{ name, file, old, new, key, why string }{
		{"a level nobody knows", areasFile, ",kelurahan,Manggar,", ",desa,Manggar,", line, "place.why_level"},
		{"a code of another form", areasFile, "64.71.01.1001", "64.71.01.01", line, "place.why_code"},
		{"a village's code", areasFile, "64.71.01.1001", "64.71.01.2001", line, "place.why_code"},
		{"an area twice", areasFile, "64.71.01.1002,", "64.71.01.1001,", line, "place.why_twice"},
		{"a parent that is not above", areasFile, "Manggar,,64.71.01,", "Manggar,,64.71.02,", line, "place.why_parent"},
		{"a parent that is not listed", areasFile, "64.71,city", "64.72,city", line, "place.why_parent"},
		{"no name", areasFile, ",kelurahan,Lamaru,", ",kelurahan,,", line, "place.why_name"},
		{"a BPS code cut short", areasFile, "6471020003", "647102000", line, "place.why_bps"},
		{"a postal code with a letter", areasFile, "76117", "7611O", line, "place.why_postal"},
		{"a negative area", areasFile, "119.16,", "-119.16,", line, "place.why_size"},
		{"a decimal comma", areasFile, "33.308", `"33,308"`, line, "place.why_size"},
		{"half a label point", areasFile, "33.308,-1.21529,116.93626", "33.308,-1.21529,", line, "place.why_point"},
		{"latitude and longitude exchanged", areasFile, "-1.21529,116.93626", "116.93626,-1.21529", line, "place.why_range"},
		{"no source", areasFile, ",,,,Kode dan nama: Kepmendagri 300.2.2-2430/2025 melalui github.com/cahyadsn/wilayah (MIT); kode BPS: github.com/JfrAziz/indonesia-district (2023)", ",,,,", line, "place.why_origin"},
		{"a label in the neighbour", areasFile, "33.308,-1.21529,116.93626", "33.308,-1.16478,116.94822", line, "place.why_label_outside"},
		{"an area ten times too large", areasFile, "33.308", "333.08", line, "place.why_size_differs"},
		{"a column lost", areasFile, "bps_code", "bps", "sheet.record_column", ""},
		{"a quotation mark too many", areasFile, "Lamaru", `La"maru`, "sheet.record_line", ""},
		{"a cell too many", areasFile, "Lamaru", "Lamaru,", "sheet.record_line", ""},
		{"a boundary of nothing", kelurahanFile, `"code":"64.71.01.1001"`, `"code":"64.71.01.1009"`, line, "place.why_no_area"},
		{"a kecamatan among kelurahan", kelurahanFile, `"code":"64.71.01.1001"`, `"code":"64.71.01"`, line, "place.why_no_area"},
		{"two boundaries exchanged", kelurahanFile, `"code":"64.71.01.1001"`, `"code":"64.71.01.1002"`, line, "place.why_label_outside"},
		{"a ring that is not closed", kelurahanFile, "[[[[116.95641,-1.19166]", "[[[[116.95642,-1.19166]", "place.geojson_refused", "place.why_shape"},
		{"a longitude of 1,169 degrees", kelurahanFile, "116.95746", "1169.5746", "place.geojson_refused", "place.why_range"},
		{"a file cut off", kecamatanFile, `"type":"FeatureCollection"`, `"type":`, "place.geojson_refused", "place.why_not_geojson"},
		{"no source of boundaries", kecamatanFile, `"source":`, `"from":`, "place.geojson_refused", "place.why_origin"},
		{"no grade of boundaries", kecamatanFile, `"grade":"A-"`, `"grade":"good"`, "place.geojson_refused", "place.why_origin"},
		{"people of nowhere", populationFile, "64.71.03,Balikpapan Utara", "64.71.07,Balikpapan Utara", line, "place.why_no_area"},
		{"a year lost", populationFile, "Balikpapan Utara,2024", "Balikpapan Utara,202", line, "place.why_year"},
		{"a third semester", populationFile, "2024,S1,191341", "2024,S3,191341", line, "place.why_period"},
		{"another way of counting", populationFile, "registration (DKB)", "estimate", line, "place.why_basis"},
		{"no grade", populationFile, `dari BPS)",B,`, `dari BPS)",,`, line, "place.why_grade"},
		{"no people", populationFile, "S1,191341,", "S1,,", line, "place.why_people"},
		{"half a person", populationFile, "S1,191341,", "S1,191341.5,", line, "place.why_people"},
		{"fewer than none", populationFile, "S1,191341,", "S1,-191341,", line, "place.why_people"},
		{"sexes that do not add up", populationFile, "757418,387112", "757418,387113", line, "place.why_sexes"},
		{"an area of nothing", populationFile, ",,138.24,765,", ",,0,765,", line, "place.why_size"},
		{"a density in words", populationFile, ",138.24,765,", ",138.24,high,", line, "place.why_density"},
		{"a figure twice", populationFile, "64.71,Kota Balikpapan,2024,S2,757418", "64.71,Kota Balikpapan,2024,S1,757418", line, "place.why_figure_twice"},
	}
	for _, c := range cases {
		wantKey(t, c.name, edited(t, c.file, c.old, c.new), c.key, c.why)
	}
}

func TestMissingFilesAndBoundaries(t *testing.T) {
	for name, key := range map[string]string{areasFile: "sheet.record_file", populationFile: "sheet.record_file",
		kecamatanFile: "place.file_missing", kelurahanFile: "place.file_missing"} {
		files := edited(t, areasFile, "Lamaru", "Lamaru").(fstest.MapFS)
		delete(files, name)
		wantKey(t, "without "+name, files, key, "")
	}
	files := edited(t, areasFile, "Lamaru", "Lamaru").(fstest.MapFS)
	files[kecamatanFile] = &fstest.MapFile{Data: []byte(`{"type":"FeatureCollection","source":"x","grade":"A","features":[]}`)}
	wantKey(t, "no boundaries", files, "place.boundary_missing", "")
	files[areasFile] = &fstest.MapFile{}
	wantKey(t, "an empty code list", files, "sheet.record_line", "")
}

// The line that a refusal names is the one that an editor shows.
func TestARefusalNamesTheLine(t *testing.T) {
	_, err := ReadProfile(edited(t, areasFile, "76117", "7611O"))
	f := fault.Of(err)
	if f == nil || f.Args[0] != areasFile || f.Args[1] != 6 || f.Args[2] != "7611O" {
		t.Errorf("%v", err)
	}
}

// FuzzReadProfile: whatever the CSV files hold, no panic, and what is refused is
// refused with a fault.
func FuzzReadProfile(f *testing.F) {
	head := func(name string, lines int) []byte {
		data, err := fs.ReadFile(balikpapan, name)
		if err != nil {
			f.Fatal(err)
		}
		return bytes.Join(bytes.SplitAfterN(data, []byte("\n"), lines+1)[:lines], nil)
	}
	f.Add(head(areasFile, 3), head(populationFile, 1))
	f.Add(head(areasFile, 3), append(head(populationFile, 1), "64.71,Kota,2024,S2,3,1,2,,509.45,,1486.7,SP2020,x,A,\n"...))
	f.Add([]byte("code,level\n64,province\n"), []byte(""))
	none := &fstest.MapFile{Data: []byte(`{"type":"FeatureCollection","source":"x","grade":"A","features":[]}`)}
	f.Fuzz(func(t *testing.T, areas, population []byte) {
		files := fstest.MapFS{areasFile: {Data: areas}, populationFile: {Data: population}, kecamatanFile: none, kelurahanFile: none}
		if _, err := ReadProfile(files); err != nil && fault.Of(err) == nil {
			t.Fatalf("refused without a sentence: %v", err)
		}
	})
}
