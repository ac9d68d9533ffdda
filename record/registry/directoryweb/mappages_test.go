package directoryweb

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/record/registry"
)

// A cell of the map leads to its part of the city, with at least what the cell counted;
// the closest ones lead to the businesses themselves.
func TestACellLeadsToItsPartOfTheMap(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	w.crowd(200)
	w.caught()
	path, steps := "/usaha", 0
	for {
		body := w.get(path)
		all := celled.FindAllStringSubmatch(body, -1)
		if len(all) == 0 {
			if !strings.Contains(body, `class="satu"`) {
				t.Errorf("%s: nothing is on the map", path)
			}
			break
		}
		apart(t, path, body)
		slices.SortFunc(all, func(a, b []string) int { return number(b[2]) - number(a[2]) })
		to := html.UnescapeString(all[0][1])
		if got := total(w.get(to)); got < number(all[0][2]) {
			t.Errorf("a cell of %s leads to %s with %d", all[0][2], to, got)
		}
		path = to
		if steps++; steps > 8 {
			break
		}
	}
	if steps < 2 {
		t.Errorf("the map was entered %d times", steps)
	}
	for _, word := range []string{"Perkecil", "Seluruh kota", "Utara"} {
		if !strings.Contains(w.get("/usaha?kotak=-1.28,116.8,-1.2,116.9"), word) {
			t.Errorf("the map has no way %s", word)
		}
	}
}

var closerWay = regexp.MustCompile(`href="([^"]+)"[^>]*>\s*Perbesar`)

// Zooming in leads to where the businesses are: never to an empty map, and at the first
// step to no less than a map of the middle would have.
func TestZoomingInFindsSomething(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	w.crowd(250)
	w.put(true, stall("Zamrud Pojok", registry.Values{registry.Point: "-1.157000, 116.993000 gps"}), stall("Zamrud Seberang", registry.Values{registry.Point: "-1.273000, 116.822000 gps"}))
	w.caught()
	steps := 0
	for _, path := range []string{"/usaha", "/usaha?q=nasi", "/usaha?q=kopi", "/usaha?q=zamrud", "/usaha?q=pojok", "/usaha?kecamatan=64.71.01", "/usaha?kelurahan=64.71.05.1002",
		"/usaha?q=nasi&kecamatan=64.71.05&buka=kini", "/usaha?subsektor=kriya", "/usaha?kotak=-1.28,116.8,-1.2,116.9", "/usaha?kotak=-1.17,116.98,-1.15,117"} {
		for n := 0; ; n++ {
			to := closerWay.FindStringSubmatch(w.get(path))
			if to == nil {
				break
			}
			if path = html.UnescapeString(to[1]); total(w.get(path)) < 1 {
				t.Fatalf("zooming in leads to nothing: %s", path)
			}
			if steps++; n > 12 {
				t.Fatalf("no end of zooming in: %s", path)
			}
		}
	}
	if steps < 20 {
		t.Errorf("only %d steps closer", steps)
	}
	if body := w.get("/usaha?kotak=-1.10,116.70,-1.09,116.71"); closerWay.MatchString(body) {
		t.Error("an empty map can be entered")
	}
}
