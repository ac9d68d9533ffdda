package directoryweb

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"alun/record/registry"
)

var (
	touched    = regexp.MustCompile(`class="lewat2" x="([0-9.-]+)" y="([0-9.-]+)" width="([0-9.]+)" height="([0-9.]+)"`)
	namedOnMap = regexp.MustCompile(`<text class="t2 tk halo" text-anchor="middle" x="([0-9.-]+)" y="([0-9.-]+)" aria-hidden="true">([^<]+)<`)
)

func fieldsOf(found [][]string) (out []field) {
	for _, m := range found {
		var of [4]float64
		for i := range of {
			of[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		out = append(out, field{of[0], of[1], of[2], of[3]})
	}
	return out
}

// On a phone of 360 pixels a unit of the map is 0.78 of one: everything that is pressed is
// 24 pixels wide at least, and no two places to press cover each other. Names cover nothing.
func TestAFingerFindsWhatIsOnTheMap(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	w.crowd(250)
	w.caught()
	const pixel = 328 / mapWide
	names, singles := 0, 0
	for _, path := range []string{"/usaha", "/usaha?q=nasi", "/usaha?kotak=-1.28,116.8,-1.2,116.9", "/usaha?kotak=-1.27,116.82,-1.24,116.86", "/usaha?kotak=-1.25,116.84,-1.235,116.86"} {
		body := w.get(path)
		alone, squares := fieldsOf(touched.FindAllStringSubmatch(body, -1)), fieldsOf(drawnSquare.FindAllStringSubmatch(body, -1))
		singles += len(alone)
		all := append(alone, squares...)
		for i, a := range all {
			if a.Wide*pixel < 24 || a.High*pixel < 24 {
				t.Errorf("%s: %v is too small for a finger", path, a)
			}
			for _, b := range all[:i] {
				if b.Wide -= .3; a.meets(field{b.X + .2, b.Y + .2, b.Wide, b.High - .4}) && a.X+.2 < b.X+b.Wide { // drawn to a tenth
					t.Errorf("%s: %v covers %v", path, a, b)
				}
			}
		}
		for _, m := range namedOnMap.FindAllStringSubmatch(body, -1) {
			x, _ := strconv.ParseFloat(m[1], 64)
			y, _ := strconv.ParseFloat(m[2], 64)
			names++
			for _, s := range squares {
				if (mapName{html.UnescapeString(m[3]), x, y - .1}).field().meets(field{s.X + .2, s.Y + .2, s.Wide - .4, s.High - .4}) {
					t.Errorf("%s: %s is covered by %v", path, m[3], s)
				}
			}
		}
	}
	if names < 5 || singles < 5 {
		t.Errorf("%d names and %d single businesses were drawn", names, singles)
	}
}

// A word that was mended is not said as if it had been found; each filter that empties the
// answer can be left by itself, before all of them.
func TestWhatWasFoundAndTheWaysOut(t *testing.T) {
	eachTown(t, func(w *town) {
		w.put(false, stall("Kerajinan Rotan", registry.Values{registry.Subsectors: "kriya"}), stall("Kerajinan Bambu", registry.Values{registry.Subsectors: "kriya"}), stall("Dapur Ayu", registry.Values{registry.Subsectors: "kuliner"}))
		w.caught()
		if page := told(w.get("/usaha?q=kerajinn")); !strings.Contains(page, "2 usaha untuk “kerajinan”") || strings.Contains(page, "untuk “kerajinn”") || !strings.Contains(page, "karena “kerajinn” tidak ditemukan") {
			t.Error("the heading says the word that was not found")
		}
		body := w.get("/usaha?subsektor=kriya&kecamatan=64.71.01&buka=kini")
		page := told(body)
		for _, want := range []string{"Belum ada yang cocok", "Tanpa Balikpapan Timur: 2 usaha", "Tanpa saringan: 3 usaha"} {
			if !strings.Contains(page, want) {
				t.Errorf("no %q in %s", want, page)
			}
		}
		if strings.Index(page, "Tanpa Balikpapan Timur") > strings.Index(page, "Tanpa saringan: 3") {
			t.Error("the widest way stands first")
		}
		for _, path := range []string{"/usaha?subsektor=kriya&sertifikat=halal", "/usaha?subsektor=kriya&kelurahan=64.71.01.1001&q=rotan"} {
			if page := told(w.get(path)); total(w.get(path)) != 0 || !strings.Contains(page, "Tanpa saringan: ") || strings.Contains(page, "Tanpa Kriya: 0") || !strings.Contains(page, ": 1 usaha") && !strings.Contains(page, ": 2 usaha") {
				t.Errorf("%s: %s", path, page)
			}
		}
		if got := strings.Count(told(w.get("/usaha?kecamatan=64.71.01")), "Tanpa "); got != 1 {
			t.Errorf("one filter has %d ways out", got)
		}
	})
}
