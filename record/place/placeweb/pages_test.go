package placeweb

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/geo"
	"alun/ground/lang"
	"alun/record/place"
)

// Every page in every language, on both engines: it is found, has no missing
// sentence, and every link into this room leads somewhere.
func TestPagesAndTheirLinks(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		s := serve(t, d)
		asked := map[string]bool{}
		for _, prefix := range []string{"", "/en", "/ja"} {
			for _, path := range []string{"/wilayah", "/wilayah/64.71.02", "/wilayah/64.71.05.1010", "/peta",
				"/wilayah/di", "/wilayah/di?lat=-1.24&lng=116.87", "/wilayah/di?lat=1&lng=2"} {
				res, body := get(t, s, prefix+path)
				if res.StatusCode != http.StatusOK || strings.Contains(body, "⟦") {
					t.Errorf("%s%s: status %d, missing %v", prefix, path, res.StatusCode, regexp.MustCompile(`⟦.*?⟧`).FindAllString(body, 3))
				}
				for _, m := range regexp.MustCompile(`(?:href|src|data-engine|data-worker|data-shapes)="(/[^"#]*)`).FindAllStringSubmatch(body, -1) {
					to := html.UnescapeString(m[1])
					if asked[to] || !strings.Contains(to, "/wilayah") && !strings.Contains(to, "/static/") && !strings.Contains(to, "/peta") {
						continue
					}
					asked[to] = true
					if res, _ := get(t, s, to); res.StatusCode != http.StatusOK {
						t.Errorf("%s%s links to %s: %d", prefix, path, to, res.StatusCode)
					}
				}
			}
		}
		if len(asked) < 60 {
			t.Errorf("only %d links were found", len(asked))
		}
	}, place.Files)
}

func TestTheCityPageSaysItsFigures(t *testing.T) {
	s := house(t)
	_, body := get(t, s, "/wilayah")
	for _, want := range []string{"6 kecamatan, 34 kelurahan", "757.418", "509,45", "746.804",
		"Balikpapan Tengah paling padat: 9.790 jiwa per km². Balikpapan Barat paling lengang: 511.",
		"dihitung dari batas", "jangan dikutip", "Penduduk menurut proyeksi BPS", "31 Maret 2015"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if n := strings.Count(body, `class="p3 batas"`); n != 4 {
		t.Errorf("%d areas of the densest class, want Tengah and Kota on both maps", n)
	}
	_, body = get(t, s, "/en/wilayah")
	if !strings.Contains(body, "757,418") || !strings.Contains(body, "6 districts, 34 wards") {
		t.Error("the English page does not speak English")
	}
}

func TestAnAreaPageFlagsAPrintedDensity(t *testing.T) {
	s := house(t)
	_, body := get(t, s, "/wilayah/64.71.03")
	for _, want := range []string{"Kepadatan tercetak 765 jiwa per km²", "191.341", "1.384", "belum diklarifikasi", "Graha Indah"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	// 83,412 people on the 179.95 km² of its own source are the 463.53 printed.
	if _, body = get(t, s, "/wilayah/64.71.02"); strings.Contains(body, "tercetak 463") {
		t.Error("a density was held against another source's area")
	}
	_, body = get(t, s, "/wilayah/64.71.05.1010")
	for _, want := range []string{"Sungai Nangka", "Sungainangka", "76114", `class="sini batas"`, "belum ditemukan"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page of the kelurahan does not say %q", want)
		}
	}
}

func TestAddressesThatAreNoArea(t *testing.T) {
	s := house(t)
	for _, path := range []string{"/wilayah/99", "/wilayah/64", "/wilayah/64.71.09", "/wilayah/%00", "/wilayah/..%2f"} {
		if res, _ := get(t, s, path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	if res, _ := get(t, s, "/en/wilayah/64.71"); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/en/wilayah" {
		t.Errorf("the city: %d %s", res.StatusCode, res.Header.Get("Location"))
	}
}

func TestWhereIsThisPoint(t *testing.T) {
	s := house(t)
	cases := []struct {
		query  string
		status int
		says   []string
	}{
		{"lat=-1.24918&lng=116.86505", 200, []string{"Kelurahan Damai Baru, Kecamatan Balikpapan Selatan", "76114", "#64.71.05.1011"}},
		{"lat=%E2%88%921%2C24918&lng=116%2C86505", 200, []string{"Kelurahan Damai Baru"}},
		{"lat=-1.24918%2C+116.86505", 200, []string{"Kelurahan Damai Baru"}},
		{"lat=-1%2C24918+116%2C86505", 200, []string{"Kelurahan Damai Baru"}},
		{"lat=1.24918&lng=116.86505", 200, []string{"Di luar wilayah Balikpapan", "tanda minus"}},
		{"lat=selatan&lng=timur", 422, []string{"Lintang ini bukan angka", "Bujur ini bukan angka", `value="selatan"`, `aria-invalid="true"`}},
		{"lat=116.86505&lng=-1.24918", 422, []string{"mungkin keduanya tertukar", `value="116.86505"`}},
		{"lat=-1.24918", 422, []string{"Bujur ini bukan angka"}},
		{"lat=NaN&lng=1e309", 422, []string{"Lintang ini bukan angka"}},
		{"lat=" + strings.Repeat("9", 500) + "&lng=1", 422, nil},
	}
	for _, c := range cases {
		res, body := get(t, s, "/wilayah/di?"+c.query)
		if res.StatusCode != c.status {
			t.Errorf("%s: status %d", c.query, res.StatusCode)
		}
		for _, want := range c.says {
			if !strings.Contains(body, want) {
				t.Errorf("%s: the page does not say %q", c.query, want)
			}
		}
	}
}

func TestWhereIsThisPointForPrograms(t *testing.T) {
	s := house(t)
	var got found
	_, body := get(t, s, "/wilayah/di?lat=-1.24918&lng=116.86505&format=json")
	if err := json.Unmarshal([]byte(body), &got); err != nil || !got.Inside || got.Kelurahan.Code != "64.71.05.1011" || got.Kecamatan.Name != "Balikpapan Selatan" {
		t.Errorf("%s %v", body, err)
	}
	got = found{}
	_, body = get(t, s, "/wilayah/di?lat=0&lng=0&format=json")
	if err := json.Unmarshal([]byte(body), &got); err != nil || got.Inside || got.Kelurahan != nil {
		t.Errorf("%s %v", body, err)
	}
	if res, _ := get(t, s, "/wilayah/di?lat=x&lng=0&format=json"); res.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("nonsense: %d", res.StatusCode)
	}
}

func TestShapes(t *testing.T) {
	s := house(t)
	res, body := get(t, s, "/wilayah/peta.geojson", "Accept-Encoding", "identity")
	c, err := geo.Read([]byte(body))
	if err != nil || len(c.Features) != 40 || res.Header.Get("Content-Type") != "application/geo+json" {
		t.Fatalf("%d features, %v, %v", len(c.Features), res.Header, err)
	}
	if f := c.Features[0]; f.Properties.Text("code") != "64.71.01" || f.Properties.Text("short") != "Timur" || f.Properties.Text("level") != "kecamatan" {
		t.Errorf("the first feature is %v", f.Properties)
	}
	packed, zipped := get(t, s, "/wilayah/peta.geojson", "Accept-Encoding", "br, gzip;q=1.0")
	z, err := gzip.NewReader(strings.NewReader(zipped))
	if err != nil || packed.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("%v %v", packed.Header, err)
	}
	if plain, err := io.ReadAll(z); err != nil || !bytes.Equal(plain, []byte(body)) || len(zipped) > 40_000 {
		t.Errorf("packed: %d bytes, %v", len(zipped), err)
	}
	for _, r := range []*http.Response{res, packed} {
		again, rest := get(t, s, "/wilayah/peta.geojson", "If-None-Match", r.Header.Get("ETag"), "Accept-Encoding", r.Request.Header.Get("Accept-Encoding"))
		if again.StatusCode != http.StatusNotModified || rest != "" {
			t.Errorf("with its tag: %d, %d bytes", again.StatusCode, len(rest))
		}
	}
	if other, _ := get(t, s, "/wilayah/peta.geojson", "If-None-Match", `"old"`, "Accept-Encoding", "gzip;q=0"); other.StatusCode != http.StatusOK || other.Header.Get("Content-Encoding") != "" {
		t.Errorf("with another tag: %d %v", other.StatusCode, other.Header)
	}
}

func TestFiles(t *testing.T) {
	s := house(t)
	_, body := get(t, s, "/wilayah?format=csv")
	lines := strings.Split(strings.TrimSpace(body), "\n")
	if len(lines) != 7 || !strings.Contains(lines[1], "119.16") || !strings.Contains(lines[1], "-1.17742") || !strings.Contains(lines[1], "104691") {
		t.Errorf("%d lines: %s", len(lines), body)
	}
	if _, body = get(t, s, "/wilayah/64.71.04?format=json"); strings.Count(body, "64.71.04.1") != 6 {
		t.Errorf("kelurahan: %s", body)
	}
	if res, _ := get(t, s, "/wilayah?format=xlsx"); !strings.Contains(res.Header.Get("Content-Disposition"), "wilayah.xlsx") {
		t.Errorf("%v", res.Header)
	}
}

func TestAnEmptyHouseStillAnswers(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, place.Files)
	s := bare(t, d)
	for _, path := range []string{"/wilayah", "/peta", "/wilayah/di", "/wilayah/peta.geojson"} {
		if res, body := get(t, s, path); res.StatusCode != http.StatusOK || strings.Contains(body, "⟦") {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
}

// A change of the profile is on the map with the next request.
func TestTheAtlasFollowsTheEdition(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, place.Files)
	s := bare(t, d)
	if _, body := get(t, s, "/wilayah/peta.geojson"); strings.Contains(body, "64.71") {
		t.Fatal("an empty house has shapes")
	}
	fill(t, d)
	if _, body := get(t, s, "/wilayah/peta.geojson"); !strings.Contains(body, "64.71.06.1005") {
		t.Error("the old atlas is still shown")
	}
}

func TestExamplesInEveryLanguage(t *testing.T) {
	c := words(t)
	for _, tag := range lang.All {
		for _, x := range Examples() {
			var out bytes.Buffer
			if err := x.Draw(c.In(tag)).Render(t.Context(), &out); err != nil {
				t.Errorf("%s in %s: %v", x.Name, tag, err)
			}
			text := out.String()
			if strings.Contains(text, "⟦") || strings.Contains(text, "NaN") || strings.Contains(text, " style=") || len(text) < 500 {
				t.Errorf("%s in %s: %v", x.Name, tag, regexp.MustCompile(`⟦.*?⟧`).FindAllString(text, 3))
			}
		}
	}
}
