package directoryweb

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"image/png"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

// vocabulary is the part of schema.org (release 29) that the pages speak: each type with
// its parent and the properties that belong to it, and of which type each value is.
var vocabulary = map[string]struct {
	parent string
	has    map[string]string
	needs  []string
}{
	"Thing": {"", map[string]string{"name": "Text", "url": "URL", "alternateName": "Text", "description": "Text", "disambiguatingDescription": "Text", "image": "URL", "sameAs": "URL",
		"identifier": "PropertyValue"}, nil},
	"Organization": {"Thing", map[string]string{"telephone": "Text", "email": "Text", "address": "PostalAddress", "foundingDate": "Date", "hasOfferCatalog": "OfferCatalog"}, nil},
	"LocalBusiness": {"Organization", map[string]string{"geo": "GeoCoordinates", "openingHoursSpecification": "OpeningHoursSpecification"},
		[]string{"@context", "@id", "name", "address", "image", "url"}},
	"PostalAddress": {"Thing", map[string]string{"streetAddress": "Text", "addressLocality": "Text", "addressRegion": "Text", "postalCode": "Text", "addressCountry": "Text"},
		[]string{"addressLocality", "addressCountry"}},
	"GeoCoordinates":            {"Thing", map[string]string{"latitude": "Number", "longitude": "Number"}, []string{"latitude", "longitude"}},
	"OpeningHoursSpecification": {"Thing", map[string]string{"dayOfWeek": "DayOfWeek", "opens": "Time", "closes": "Time"}, []string{"dayOfWeek", "opens", "closes"}},
	"OfferCatalog":              {"Thing", map[string]string{"itemListElement": "Offer"}, []string{"name", "itemListElement"}},
	"Offer":                     {"Thing", map[string]string{"itemOffered": "Product"}, []string{"itemOffered"}},
	"Product":                   {"Thing", nil, []string{"name"}},
	"PropertyValue":             {"Thing", map[string]string{"propertyID": "Text", "value": "Text"}, []string{"propertyID", "value"}},
}

// kinds are the types below LocalBusiness that the pages use, with their parents there.
var kinds = map[string]string{"FoodEstablishment": "LocalBusiness", "CafeOrCoffeeShop": "FoodEstablishment", "Restaurant": "FoodEstablishment", "Bakery": "FoodEstablishment", "Store": "LocalBusiness",
	"ClothingStore": "Store", "HardwareStore": "Store", "BookStore": "Store", "GroceryStore": "Store", "AutomotiveBusiness": "LocalBusiness", "AutoRepair": "AutomotiveBusiness",
	"DryCleaningOrLaundry": "LocalBusiness", "HealthAndBeautyBusiness": "LocalBusiness", "HairSalon": "HealthAndBeautyBusiness", "BeautySalon": "HealthAndBeautyBusiness",
	"LodgingBusiness": "LocalBusiness", "TravelAgency": "LocalBusiness"}

var (
	timeForm = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
	dateForm = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)
	ldBlock  = regexp.MustCompile(`(?s)<script[^>]*type="application/ld\+json"[^>]*>(.*?)</script>`)
)

// referee says what is wrong with a thing of the vocabulary.
func referee(at string, v any) (wrong []string) {
	thing, ok := v.(map[string]any)
	if !ok {
		return []string{at + " is no thing"}
	}
	kind, _ := thing["@type"].(string)
	base := kind
	for kinds[base] != "" {
		base = kinds[base]
	}
	def, known := vocabulary[base]
	if !known {
		return []string{at + " is of the unknown type " + kind}
	}
	for _, name := range def.needs {
		if _, there := thing[name]; !there {
			wrong = append(wrong, at+" lacks "+name)
		}
	}
	for name, value := range thing {
		if name == "@type" || name == "@id" || name == "@context" && value == "https://schema.org" {
			continue
		}
		wants := ""
		for of := base; of != "" && wants == ""; of = vocabulary[of].parent {
			wants = vocabulary[of].has[name]
		}
		if wants == "" {
			wrong = append(wrong, at+" has "+name+", which a "+kind+" has not")
			continue
		}
		all, many := value.([]any)
		if !many {
			all = []any{value}
		}
		for _, one := range all {
			wrong = append(wrong, judge(at+"."+name, wants, one)...)
		}
	}
	return wrong
}

func judge(at, wants string, v any) []string {
	text, isText := v.(string)
	number, isNumber := v.(float64)
	fits := false
	switch wants {
	case "Text":
		fits = isText && strings.TrimSpace(text) != ""
	case "URL":
		u, err := url.Parse(text)
		fits = isText && err == nil && u.IsAbs() && u.Host != ""
	case "Time":
		fits = timeForm.MatchString(text)
	case "Date":
		fits = dateForm.MatchString(text)
	case "DayOfWeek":
		fits = slices.Contains(ldDays[:], text)
	case "Number":
		fits = isNumber && number >= -180 && number <= 180
	default:
		return referee(at, v)
	}
	if !fits {
		return []string{fmt.Sprintf("%s is %v, no %s", at, v, wants)}
	}
	return nil
}

func TestTheRefereeKnowsWhatIsWrong(t *testing.T) {
	whole := `{"@context":"https://schema.org","@type":"Bakery","@id":"https://a.id/1","url":"https://a.id/1","name":"A","image":["https://a.id/b.png"],"address":{"@type":"PostalAddress","addressLocality":"B","addressCountry":"ID"}%s}`
	for more, want := range map[string]string{"": "", `,"colour":"red"`: "which a Bakery has not", `,"geo":{"@type":"GeoCoordinates","latitude":-1.2}`: "lacks longitude", `,"sameAs":["toko.id"]`: "no URL",
		`,"openingHoursSpecification":[{"@type":"OpeningHoursSpecification","dayOfWeek":["Senin"],"opens":"07:00","closes":"24:00"}]`: "no DayOfWeek", `,"telephone":""`: "no Text"} {
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
		if kinds[k.kind] == "" && k.kind != "LocalBusiness" {
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
