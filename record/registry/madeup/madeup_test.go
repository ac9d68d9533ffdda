package madeup_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"alun/ground/geo"
	"alun/record/registry"
	"alun/record/registry/madeup"
)

var balikpapan = os.DirFS("../../../city/balikpapan")

func city(t testing.TB, seed uint64) *madeup.City {
	t.Helper()
	c, err := madeup.Open(balikpapan, seed)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sum is a checksum over the first entries and their truths.
func sum(t *testing.T, c *madeup.City, n int64) string {
	t.Helper()
	h := sha256.New()
	for e := range c.Entries(n) {
		raw, err := json.Marshal([]any{e, c.Truth(e.Number)})
		if err != nil {
			t.Fatal(err)
		}
		h.Write(raw)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// hamlet is a profile of its own, so that a better list of words in the city's
// profile does not look like other dice.
var hamlet = fstest.MapFS{
	"areas.csv":      {Data: []byte("code,level,name,name_alt,parent_code\n1.01,kecamatan,A,,1\n1.01.1001,kelurahan,Rawa,,1.01\n1.01.1002,kelurahan,Bukit,,1.01\n")},
	"population.csv": {Data: []byte("area_code,year,population,reliability\n1.01,2024,9000,B\n1.01.1002,2024,6000,A\n1.01.1002,2025,1,D\n")},
	"boundaries_kelurahan.geojson": {Data: []byte(`{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"1.01.1001"},"geometry":{"type":"Polygon","coordinates":[[[116.8,-1.2],[116.82,-1.2],[116.8,-1.18],[116.8,-1.2]]]}},
{"type":"Feature","properties":{"code":"1.01.1002"},"geometry":{"type":"Polygon","coordinates":[[[116.9,-1.2],[116.92,-1.2],[116.92,-1.18],[116.9,-1.18],[116.9,-1.2]]]}}]}`)},
	"ekraf_kbli_proposed.csv": {Data: []byte("slug,kbli2020\nkuliner,56102\nkriya,16291\n")},
	"kbli_words.csv":          {Data: []byte(strings.Join(append([]string{"code,version,words"}, hamletWords()...), "\n"))},
}

// hamletWords gives each division of the lists one code.
func hamletWords() (out []string) {
	raw, _ := os.ReadFile("lists/trades.csv")
	for line := range strings.Lines(string(raw)) {
		if division, _, _ := strings.Cut(line, ","); division != "division" {
			out = append(out, division+"102,2020,warung "+division+"; nasi kuning; jual kue; gojek")
		}
	}
	return append(out, "16291,2020,anyaman rotan", "56102,2025,of another version")
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	const known = "35604aee1e33ab01e17757ceb52bcfc3c933331f039fd8866c75cdaafec6ecb5"
	small, err := madeup.Open(hamlet, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := sum(t, small, 1000); got != known {
		t.Errorf("the first 1,000 entries of seed 1 are %s, were %s: whoever measured with them must measure again", got, known)
	}
	got := sum(t, city(t, 1), 1000)
	if got != sum(t, city(t, 1), 1000) {
		t.Error("the same seed gives another city")
	}
	if sum(t, city(t, 2), 1000) == got {
		t.Error("another seed gives the same city")
	}
	whole, alone := city(t, 1), city(t, 1)
	for e := range whole.Entries(300) {
		if one := alone.Entry(e.Number); fmt.Sprint(one) != fmt.Sprint(e) {
			t.Fatalf("entry %d depends on those before it", e.Number)
		}
	}
}

// How long it takes is printed, and measured by BenchmarkEntry: a busy machine must
// not fail a test. 93,000 are to be made in ten seconds.
func TestAllEntriesAreMade(t *testing.T) {
	c := city(t, 1)
	start, n := time.Now(), int64(0)
	for e := range c.Entries(madeup.Businesses) {
		if e.Number != n {
			t.Fatalf("entry %d stands where %d should", e.Number, n)
		}
		n++
	}
	t.Logf("%d entries in %s", n, time.Since(start).Round(time.Millisecond))
	if n != madeup.Businesses {
		t.Errorf("%d entries", n)
	}
	for range c.Entries(madeup.Businesses) {
		return // who has seen enough may stop
	}
}

// Each entry is in the form in which the register keeps facts, complete enough to be
// handed in, and bears its mark.
func TestEntriesAreInTheRegistersForm(t *testing.T) {
	c := city(t, 3)
	missing := map[registry.Fact]int{}
	const n = 6000
	for e := range c.Entries(n) {
		kept, err := registry.Read(e.Facts)
		if err != nil {
			t.Fatalf("entry %d: %v: %v", e.Number, err, e.Facts)
		}
		if !maps.Equal(kept, e.Facts) {
			for f := range kept {
				if kept[f] != e.Facts[f] {
					t.Errorf("entry %d: %s is %q, kept %q", e.Number, f, e.Facts[f], kept[f])
				}
			}
			t.FailNow()
		}
		for _, l := range registry.Missing(e.Facts) {
			missing[l.Fact]++
		}
		for f, language := range map[registry.Fact]string{registry.AboutID: "id", registry.AboutEN: "en", registry.AboutJA: "ja"} {
			if text := e.Facts[f]; text != "" && !strings.HasSuffix(text, c.Mark(language)) {
				t.Errorf("entry %d: %q does not say that it is no business", e.Number, text)
			}
		}
		if e.Facts[registry.AboutID] == "" || len(e.Products) == 0 || e.Owner.Name == "" || e.Listed < 2018 {
			t.Errorf("entry %d lacks something: %+v", e.Number, e)
		}
	}
	t.Logf("what would have to be asked before they are handed in, of %d: %v", n, missing)
	for f, lack := range missing {
		if lack > n/4 {
			t.Errorf("%d of %d lack %s", lack, n, f)
		}
	}
}

// Nothing in it can belong to anybody: see doc.go.
func TestNothingIsAnybodys(t *testing.T) {
	c := city(t, 4)
	phones, nibs := map[string]int64{}, map[string]int64{}
	for e := range c.Entries(30_000) {
		v := e.Facts
		for _, f := range []registry.Fact{registry.Phone, registry.WA} {
			if v[f] != "" && !strings.HasPrefix(v[f], "62840") {
				t.Fatalf("%s is %s", f, v[f])
			}
		}
		if v[registry.NIB] != "" && !strings.HasPrefix(v[registry.NIB], "9999") {
			t.Fatalf("NIB %s", v[registry.NIB])
		}
		for f, end := range map[registry.Fact]string{registry.Mail: "@contoh.example.org", registry.Web: ".contoh.example.org"} {
			if v[f] != "" && !strings.HasSuffix(v[f], end) {
				t.Fatalf("%s is %s", f, v[f])
			}
		}
		if v[registry.Address] != "" && !strings.Contains(v[registry.Address], " Contoh ") {
			t.Fatalf("address %s", v[registry.Address])
		}
		for _, brand := range []string{"gojek", "indomaret", "shopee", "tupperware"} {
			if strings.Contains(strings.ToLower(v[registry.Name]+v[registry.AboutID]), brand) {
				t.Errorf("%s: a real company's name", v[registry.Name])
			}
		}
		first := c.Truth(e.Number).First
		for all, f := range map[*map[string]int64]registry.Fact{&phones: registry.Phone, &nibs: registry.NIB} {
			if was, twice := (*all)[v[f]]; v[f] != "" && twice && was != e.Owner.Number && first == e.Number {
				t.Errorf("owners %d and %d have one %s", was, e.Owner.Number, f)
			}
			if first == e.Number {
				(*all)[v[f]] = e.Owner.Number
			}
		}
	}
}

func TestPointsLieInTheirKelurahan(t *testing.T) {
	data, err := os.ReadFile("../../../city/balikpapan/boundaries_kelurahan.geojson")
	if err != nil {
		t.Fatal(err)
	}
	all, err := geo.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	regions := map[string]geo.Region{}
	for _, f := range all.Features {
		regions[f.Properties.Text("code")] = f.Region
	}
	c, placed := city(t, 5), 0
	for e := range c.Entries(20_000) {
		truth := c.Truth(e.Number)
		if !regions[truth.Kelurahan].Contains(truth.At) {
			t.Fatalf("entry %d is in truth outside %s", e.Number, truth.Kelurahan)
		}
		at, there := registry.ReadPoint(e.Facts[registry.Point])
		if !there {
			continue
		}
		placed++
		if !regions[e.Facts[registry.Kelurahan]].Contains(at.Point) {
			t.Fatalf("entry %d lies outside %s", e.Number, e.Facts[registry.Kelurahan])
		}
	}
	if placed < 15_000 {
		t.Errorf("%d of 20,000 have a point", placed)
	}
}
