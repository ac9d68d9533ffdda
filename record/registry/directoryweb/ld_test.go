package directoryweb

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"image/png"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/record/registry"
)

func TestTheRefereeKnowsWhatIsWrong(t *testing.T) {
	whole := `{"@context":"https://schema.org","@type":"Bakery","@id":"https://a.id/1","url":"https://a.id/1","name":"A","image":["https://a.id/b.png"],"address":{"@type":"PostalAddress","addressLocality":"B","addressCountry":"ID"}%s}`
	for more, want := range map[string]string{"": "", `,"colour":"red"`: "which a Bakery has not", `,"geo":{"@type":"GeoCoordinates","latitude":-1.2}`: "lacks longitude", `,"sameAs":["toko.id"]`: "no URL",
		`,"openingHoursSpecification":[{"@type":"OpeningHoursSpecification","dayOfWeek":["Senin"],"opens":"07:00","closes":"24:00"}]`: "no DayOfWeek", `,"telephone":""`: "no Text",
		`,"price":"5000"`: "which a Bakery has not", `,"geo":{"@type":"Product","name":"A"}`: "is a Product, no GeoCoordinates", `,"foundingDate":"kemarin"`: "no Date", `,"servesCuisine":"Banjar"`: ""} {
		var v any
		if err := json.Unmarshal(fmt.Appendf(nil, whole, more), &v); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(referee("x", v), "; "); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q", more, got)
		}
	}
}

// dataOf is what a page says to programs.
func dataOf(t *testing.T, body string) map[string]any {
	t.Helper()
	m := ldBlock.FindStringSubmatch(body)
	if m == nil {
		t.Fatal("the page has no data")
	}
	out := map[string]any{}
	d := json.NewDecoder(strings.NewReader(m[1]))
	if err := d.Decode(&out); err != nil || d.More() {
		t.Fatalf("%v: %s", err, m[1])
	}
	return out
}

func TestWhatPagesSayToProgramsIsSound(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	ids := w.crowd(120)
	odd := w.put(false, stall(`</script><b>"Toko" & 'Kios'`, registry.Values{registry.Web: "https://toko.example/a?b=c", registry.Opens: "Setiap hari 24 jam", registry.Started: "2019-05", registry.OtherNames: "Kios Pojok\nToko Ujung"}))[0]
	w.desk.Products = func(*db.Tx, db.ID) ([]Product, error) {
		return []Product{{Name: "Kue <lapis>", About: "Legit", Photo: Photo{Address: "/berkas/abc", About: "kue"}}, {Name: "Teh"}}, nil
	}
	types := map[string]bool{}
	for _, id := range append(ids, odd) {
		for _, prefix := range []string{"", "/ja"} {
			data := dataOf(t, w.get(prefix+w.href(id)))
			for _, wrong := range referee("business", data) {
				t.Errorf("%s%s: %s", prefix, w.href(id), wrong)
			}
			types[data["@type"].(string)] = true
			if _, sealed := data["telephone"]; sealed && id == odd {
				t.Error("a number that is not shown is in the data")
			}
		}
	}
	if len(types) < 4 {
		t.Errorf("types %v", types)
	}
	data := dataOf(t, w.get(w.href(odd)))
	if data["name"] != `</script><b>"Toko" & 'Kios'` || data["foundingDate"] != "2019-05" || data["sameAs"].([]any)[0] != "https://toko.example/a?b=c" {
		t.Errorf("%v", data)
	}
	if hours := data["openingHoursSpecification"].([]any)[0].(map[string]any); hours["opens"] != "00:00" || hours["closes"] != "23:59" || len(hours["dayOfWeek"].([]any)) != 7 {
		t.Errorf("%v", hours)
	}
	for _, k := range ldTypes {
		if !schemaOrg().is(k.kind, "LocalBusiness") {
			t.Errorf("%s is no kind of business", k.kind)
		}
	}
}

var metaTag = regexp.MustCompile(`<meta property="(og:[^"]+)" content="([^"]*)"`)

// A preview gets an address, a text and a picture that is there; a new name has a new
// picture, and the old address leads to it.
func TestPreviews(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.put(true, stall("Kue Lapis & Teman", nil))[0]
		meta := func() map[string]string {
			out := map[string]string{}
			body := w.get(w.href(id))
			for _, m := range metaTag.FindAllStringSubmatch(body, -1) {
				out[m[1]] = html.UnescapeString(m[2])
			}
			if !strings.Contains(body, `name="robots" content="noindex`) {
				t.Error("a made-up business is left to search engines")
			}
			return out
		}
		before := meta()
		if before["og:title"] != "Kue Lapis & Teman" || before["og:url"] != "https://alun.example"+w.href(id) || before["og:locale"] != "id_ID" {
			t.Errorf("%v", before)
		}
		address := strings.TrimPrefix(before["og:image"], "https://alun.example")
		res, raw := w.ask(address)
		drawn, err := png.Decode(strings.NewReader(raw))
		if err != nil || drawn.Bounds().Dx() != pictureWide || drawn.Bounds().Dy() != pictureHigh || len(raw) > 200<<10 || res.Header.Get("Cache-Control") != "public, no-cache" {
			t.Fatalf("%v: %d bytes, %v", err, len(raw), res.Header)
		}
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.officer.Session, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Nama Lain"}, Level: registry.Document})
			return err
		})
		after := strings.TrimPrefix(meta()["og:image"], "https://alun.example")
		if after == address {
			t.Error("another name has the same picture")
		}
		for _, old := range []string{address, "/kartu/" + w.desk.Code(id) + "/gambar", "/ja" + address} {
			if res, _ := w.ask(old); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != after {
				t.Errorf("%s: %d to %s", old, res.StatusCode, res.Header.Get("Location"))
			}
		}
	})
}

// Any name can be drawn.
func FuzzPicture(f *testing.F) {
	for _, s := range []string{"Warung", "", strings.Repeat("Panjang ", 40), strings.Repeat("x", 300), "漢字の店", "a\u0301\u202e\x00", "Bu's \"Kue\""} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, name, trade string) {
		raw, err := drawPicture(caption{Name: name, Trade: trade, Area: "Sepinggan", Foot: "Alun", Cloth: "ombak", Mark: trade})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := png.Decode(bytes.NewReader(raw)); err != nil {
			t.Fatal(err)
		}
	})
}

// The card is a drawing that browsers take, its code says the page's address, and its
// file is a page of that size.
func TestTheCardForTheWindow(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	id := w.put(true, stall("Warung Sudut", nil))[0]
	body := w.get("/kartu/" + w.desk.Code(id))
	for _, s := range []string{"Warung Sudut", "Sepinggan, Balikpapan Selatan", "alun.example" + w.href(id), "07.00–17.00", "contoh", `aria-label="Kode QR ke https://alun.example` + w.href(id)} {
		if !strings.Contains(body, s) {
			t.Errorf("the card does not say %q", s)
		}
	}
	at, end := strings.Index(body, `<svg class="qr"`), 0
	if at >= 0 {
		end = at + strings.Index(body[at:], "</svg>") + len("</svg>")
	}
	if err := xml.Unmarshal([]byte(body[at:end]), new(struct{})); err != nil {
		t.Error(err)
	}
	s, err := newSquare("https://alun.example" + w.href(id))
	if err != nil || !strings.Contains(body, s.path()) {
		t.Errorf("%v: another code", err)
	}
	dark := 0
	s.runs(func(_, _, n int) { dark += n })
	if share := dark * 100 / (s.side * s.side); share < 35 || share > 65 {
		t.Errorf("%d in a hundred modules are dark", share)
	}
	for size, box := range map[string]string{"a6": "297.64 419.53", "a5": "419.53 595.28"} {
		res, raw := w.ask("/kartu/" + w.desk.Code(id) + "?format=pdf&ukuran=" + size)
		if !strings.HasPrefix(raw, "%PDF") || !strings.Contains(raw, box) || res.Header.Get("Content-Type") != "application/pdf" {
			t.Errorf("%s: no page of %s", size, box)
		}
	}
}

// The fonts of paper have no kanji: who reads Japanese gets the Indonesian card, not boxes;
// and a name that they lack gives way to another name of the business, where it has one.
func TestTheCardSaysNothingInBoxes(t *testing.T) {
	w := aTown(t, dbtest.SQLite(t))
	id := w.put(true, stall("Warung Sudut", nil))[0]
	at := "/kartu/" + w.desk.Code(id) + "?format=pdf"
	if w.get(at) != w.get("/ja"+at) {
		t.Error("the Japanese card is another file")
	}
	if w.get(at) == w.get("/en"+at) {
		t.Error("the English card is the Indonesian one: the comparison sees nothing")
	}
	for _, c := range []struct{ name, others, want string }{{"鰻屋", "うなぎ\nUnagiya", "Unagiya"}, {"鰻屋", "", "鰻屋"}, {"Café Sudut", "Sudut", "Café Sudut"}} {
		if got := drawnName(registry.Business{Facts: registry.Values{registry.Name: c.name, registry.OtherNames: c.others}}); got != c.want {
			t.Errorf("%s is drawn as %s", c.name, got)
		}
	}
	if got := drawable("鰻屋 Sudut", true); got != "□□ Sudut" {
		t.Errorf("what the fonts lack is drawn as %q", got)
	}
}
