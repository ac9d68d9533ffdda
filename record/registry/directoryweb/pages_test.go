package directoryweb

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

var (
	missing = regexp.MustCompile(`⟦[^⟧]*⟧`)
	hrefs   = regexp.MustCompile(`href="(/[^"#]*)`)
	markup  = regexp.MustCompile(`(?s)<script.*?</script>|<[^>]*>`)
	spaces  = regexp.MustCompile(`\s+`)
	headed  = regexp.MustCompile(`<h2 id="daftar">([\d.]+)`)
	faceted = regexp.MustCompile(`(?s)<a class="usaha-faset( dipakai)?" href="([^"]+)".*?<i>([\d.]+)</i>`)
	squares = regexp.MustCompile(`(?s)<svg class="qr".*?</svg>`)
	celled  = regexp.MustCompile(`<a href="([^"]+)" aria-label="([\d.]+) usaha di sekitar sini`)
)

// told is what a page says, without its markup.
func told(body string) string {
	return spaces.ReplaceAllString(html.UnescapeString(markup.ReplaceAllString(body, " ")), " ")
}

func number(text string) int {
	n, _ := strconv.Atoi(strings.ReplaceAll(text, ".", ""))
	return n
}

// total is how many businesses a list says it found.
func total(body string) int {
	m := headed.FindStringSubmatch(body)
	if m == nil {
		return -1
	}
	return number(m[1])
}

// Every kind of page in every language, on both engines; every link leads somewhere.
func TestPagesAndTheirLinks(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.crowd(90)
		w.caught()
		asked := map[string]bool{}
		for _, prefix := range []string{"", "/en", "/ja"} {
			for _, path := range []string{"/usaha", "/usaha?q=nasi", "/usaha?q=nasi&urut=nama&dari=20", "/usaha?kecamatan=64.71.03&kelurahan=64.71.05.1002", "/usaha?buka=kini", "/usaha?q=zzqqxx",
				"/usaha?q=zzqqxx&kecamatan=64.71.03", "/usaha?dekat=-1.24,116.85&jarak=3000&urut=jarak", "/usaha?kotak=-1.28,116.8,-1.2,116.9", "/usaha?subsektor=kuliner&sertifikat=halal", "/usaha?bidang=56",
				w.href(ids[0]), w.href(ids[1]), w.href(ids[2]), "/kartu/" + w.desk.Code(ids[0]), "/kartu/" + w.desk.Code(ids[1]) + "?ukuran=a5", "/usaha/saran?q=na"} {
				body := w.get(prefix + path)
				if strings.Contains(body, " style=") || missing.MatchString(body) {
					t.Errorf("%s%s: missing %v", prefix, path, missing.FindAllString(body, 3))
				}
				for _, m := range hrefs.FindAllStringSubmatch(body, -1) {
					to := html.UnescapeString(m[1])
					if asked[to] || !strings.Contains(to, "/usaha") && !strings.Contains(to, "/kartu") || strings.Contains(to, "/usaha-saya") || strings.Contains(to, "/usaha/daftar") || len(asked) > 250 {
						continue
					}
					asked[to] = true
					if res, _ := w.ask(to); res.StatusCode != http.StatusOK {
						t.Errorf("%s%s links to %s: %d", prefix, path, to, res.StatusCode)
					}
				}
			}
		}
		if len(asked) < 150 {
			t.Errorf("only %d links were found", len(asked))
		}
	})
}

// Each count beside a filter is what following it finds, also with filters and words in
// use; taking one out again leads back.
func TestEveryCountIsWhatIsFound(t *testing.T) {
	eachTown(t, func(w *town) {
		w.crowd(150)
		w.caught()
		tried := 0
		for _, path := range []string{"/usaha", "/usaha?q=nasi", "/usaha?kecamatan=64.71.03", "/usaha?kecamatan=64.71.03&kecamatan=64.71.05&subsektor=kuliner"} {
			body := w.get(path)
			if strings.Count(body, `usaha-faset dipakai`) != strings.Count(path, "=64")+strings.Count(path, "=kuliner") {
				t.Errorf("%s shows %d filters in use", path, strings.Count(body, `usaha-faset dipakai`))
			}
			for i, m := range faceted.FindAllStringSubmatch(body, -1) {
				to := html.UnescapeString(m[2])
				name, _, _ := strings.Cut(strings.SplitAfter(to, "?")[len(strings.SplitAfter(to, "?"))-1], "=")
				if m[1] != "" || i > 24 {
					continue
				}
				before, after := mustQuery(t, path), mustQuery(t, to)
				added := addedTo(before, after)
				if len(before[added]) > 0 || added == "kelurahan" || added == "kecamatan" && len(before["kelurahan"]) > 0 {
					continue // an alternative more: the count is its own, the list has both
				}
				tried++
				if got := total(w.get(to)); got != number(m[3]) {
					t.Errorf("%s: %s (%s) says %s, and finds %d", path, to, name, m[3], got)
				}
			}
		}
		if tried < 25 {
			t.Errorf("only %d counts were tried", tried)
		}
	})
}

func mustQuery(t *testing.T, path string) url.Values {
	t.Helper()
	u, err := url.Parse(path)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query()
}

func addedTo(before, after url.Values) string {
	for name, all := range after {
		if len(all) > len(before[name]) {
			return name
		}
	}
	return ""
}

var drawnSquare = regexp.MustCompile(`class="sel" x="([0-9.-]+)" y="([0-9.-]+)" width="([0-9.]+)" height="([0-9.]+)"`)

// apart sees that no square of a map covers a part of another, nor its number.
func apart(t *testing.T, path, body string) {
	t.Helper()
	var all [][4]float64
	for _, m := range drawnSquare.FindAllStringSubmatch(body, -1) {
		var of [4]float64
		for i := range of {
			of[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		all = append(all, of)
	}
	if len(all) == 0 {
		t.Errorf("%s: no squares", path)
	}
	for i, a := range all {
		for _, b := range all[:i] {
			if a[0] < b[0]+b[2] && b[0] < a[0]+a[2] && a[1] < b[1]+b[3] && b[1] < a[1]+a[3] {
				t.Errorf("%s: %v covers %v", path, a, b)
			}
		}
	}
}

// What the public may not see stands on no page and in no file: planted first, so that
// the look for it is known to find it.
func TestWhatIsNotPublicIsNowhere(t *testing.T) {
	eachTown(t, func(w *town) {
		home := w.put(false, stall("Kue Bu Melati", registry.Values{registry.AtHome: "ya", registry.Address: "Jalan Rahasia Anggrek 77", registry.RT: "88", registry.Point: "-1.234567, 116.876543 gps", registry.NIB: "9120304050607"}))[0]
		cart := w.put(false, stall("Gerobak Pak Jati", registry.Values{registry.StreetVendor: "ya", registry.AtHome: "tidak", registry.Address: "Simpang Gerobak Jati 5", registry.RT: "77", registry.Point: "-1.231111, 116.871111 gps"}))[0]
		shop := w.put(true, stall("Toko Buka", registry.Values{registry.WAPublic: "ya", registry.Point: "-1.232222, 116.872222 gps"}))[0]
		w.caught()
		secrets := []string{"Rahasia Anggrek", "RT 88", "Simpang Gerobak", "RT 77", "1.234567", "1.23457", "116.876543", "116.87654", "9120304050607", "1.23111", "116.87111", "toko@contoh.example"}
		contacts := []string{"6281234567890", "0812-3456-7890", "081234567890"}
		look := func(path, body string, all []string) {
			for _, s := range all {
				if strings.Contains(body, s) {
					t.Errorf("%s says %q", path, s)
				}
			}
		}
		for _, path := range []string{"/usaha", "/usaha?q=kue", "/usaha?format=csv", "/usaha?format=json", w.href(home), w.href(cart), "/kartu/" + w.desk.Code(home), "/kartu/" + w.desk.Code(cart)} {
			look(path, w.get(path), append(contacts, secrets...))
		}
		w.noVendors(cart)
		body := w.get(w.href(shop))
		look(w.href(shop), body, secrets)
		if !strings.Contains(body, "https://wa.me/6281234567890") || !strings.Contains(body, `rel="ugc nofollow noopener"`) || strings.Contains(body, "tel:") {
			t.Error("the contact that its owner shows is not there as it should be")
		}
		if !strings.Contains(body, "geo:-1.23222,116.87222") || !strings.Contains(w.get("/usaha?format=csv"), "-1.23222") {
			t.Error("the shop's own place is not shown: the look at places shows nothing")
		}
		if !strings.Contains(told(w.get(w.href(home))), "hanya kelurahannya") || !strings.Contains(told(w.get(w.href(cart))), "hanya kelurahannya") {
			t.Error("why a place is not shown is not said")
		}
	})
}

// noVendors holds a street vendor's pages against those of a business at home that is the
// same in all else: who reads them one after the other must not be able to tell them apart.
func (w *town) noVendors(cart db.ID) {
	w.Helper()
	name := "Gerobak Pak Jati"
	twin := w.put(false, stall(name, registry.Values{registry.AtHome: "ya"}))[0]
	w.caught()
	alike := func(path func(id db.ID) string) {
		w.Helper()
		var pages [2]string
		for i, id := range []db.ID{cart, twin} {
			pages[i] = squares.ReplaceAllString(strings.ReplaceAll(w.get(path(id)), w.desk.Code(id), "X"), "")
		}
		if pages[0] != pages[1] {
			w.Errorf("%s tells a street vendor from a home", path(cart))
		}
	}
	alike(w.href)
	alike(func(id db.ID) string { return "/en" + w.href(id) })
	alike(func(id db.ID) string { return "/kartu/" + w.desk.Code(id) })
	for _, path := range []string{"/usaha?q=gerobak", "/en/usaha?q=gerobak", "/ja/usaha?q=gerobak"} {
		var cards []string
		for _, part := range strings.Split(w.get(path), "<article")[1:] {
			if card, _, _ := strings.Cut(part, "</article>"); strings.Contains(card, name) {
				cards = append(cards, strings.NewReplacer(w.desk.Code(cart), "X", w.desk.Code(twin), "X").Replace(card))
			}
		}
		if len(cards) != 2 || cards[0] != cards[1] {
			w.Errorf("%s: cards tell a street vendor from a home: %q", path, cards)
		}
	}
	if body := w.get("/usaha?format=csv&q=gerobak"); strings.Contains(body, "vendor") || strings.Contains(body, "keliling") {
		w.Error("the file tells who sells in the street")
	}
}

// What is not public is not there; what was, says what became of it.
func TestWhatBecameOfABusiness(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.put(false, stall("Satu", nil), stall("Dua", nil), stall("Tiga", nil), stall("Empat", nil), stall("Lima", nil))
		var draft db.ID
		w.must(func(tx *db.Tx) (err error) {
			draft, err = w.book.Register(tx, w.owner.Session, registry.Registering{Set: registry.Values{registry.Kind: "usaha", registry.Name: "Draf"}})
			return err
		})
		step := func(act func(tx *db.Tx, session string, in registry.Step) error, in registry.Step) {
			t.Helper()
			w.must(func(tx *db.Tx) error { return act(tx, w.officer.Session, in) })
		}
		step(w.book.Suspend, registry.Step{Business: ids[1], Reason: "aduan", Sentence: "Ada aduan yang diperiksa."})
		step(w.book.Close, registry.Step{Business: ids[2], Reason: "tutup", Sentence: "Tokonya sudah kosong."})
		w.must(func(tx *db.Tx) error {
			return w.book.Merge(tx, w.officer.Session, registry.Step{Business: ids[3]}, ids[0])
		})
		w.must(func(tx *db.Tx) error {
			return w.book.Merge(tx, w.officer.Session, registry.Step{Business: ids[4]}, ids[0])
		})
		for _, c := range []struct {
			id     db.ID
			status int
			to     string
		}{{ids[0], 200, ""}, {ids[1], 404, ""}, {ids[2], 410, ""}, {ids[3], 301, w.href(ids[0])}, {ids[4], 301, w.href(ids[0])}, {draft, 404, ""}} {
			res, body := w.ask(w.href(c.id))
			if res.StatusCode != c.status || res.Header.Get("Location") != c.to {
				t.Errorf("%d: status %d to %q, want %d to %q", c.id, res.StatusCode, res.Header.Get("Location"), c.status, c.to)
			}
			if c.status == 410 && (!strings.Contains(body, "sudah tutup") || strings.Contains(body, "Tiga")) {
				t.Error("what closed does not say so, or still has its name")
			}
		}
		for code, status := range map[string]int{"/usaha/abc": 404, "/kartu/abc": 404, "/kartu/abc/gambar": 404, "/kartu/" + w.desk.Code(ids[1]): 404, "/kartu/" + w.desk.Code(ids[2]): 303, "/kartu/" + w.desk.Code(ids[3]): 301,
			"/kartu/" + w.desk.Code(ids[2]) + "/gambar": 404, "/usaha?q=" + strings.Repeat("a", 121): 422, "/usaha?dekat=x": 422, "/usaha?kotak=1,1,0,0": 422, "/usaha?jarak=-1": 422, "/usaha?kecamatan=99": 422,
			"/usaha?sertifikat=pajak": 422, "/usaha?format=exe": 422, "/usaha?dari=abc": 422} {
			if res, _ := w.ask(code); res.StatusCode != status {
				t.Errorf("%s: status %d, want %d", code, res.StatusCode, status)
			}
		}
	})
}

// A page that is kept is never older than what was answered.
func TestAChangeIsSeenAtOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.put(false, stall("Zamrud Lama", nil))[0]
		w.caught()
		for range 3 {
			w.get(w.href(id))
			w.get("/usaha")
			w.get("/usaha?q=zamrud")
		}
		w.must(func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.officer.Session, registry.Changing{Business: id, Set: registry.Values{registry.Name: "Depot Baru"}, Level: registry.Document})
			return err
		})
		for _, path := range []string{w.href(id), "/usaha", "/kartu/" + w.desk.Code(id)} {
			if body := w.get(path); !strings.Contains(body, "Depot Baru") || strings.Contains(body, "Zamrud Lama") {
				t.Errorf("%s still has the old name", path)
			}
		}
		w.caught()
		if total(w.get("/usaha?q=depot")) != 1 || total(w.get("/usaha?q=zamrud")) != 0 {
			t.Error("the new name is not found, or the old one is")
		}
		w.must(func(tx *db.Tx) error {
			return w.book.Suspend(tx, w.officer.Session, registry.Step{Business: id, Reason: "aduan", Sentence: "Diperiksa dahulu."})
		})
		if body := w.get("/usaha"); strings.Contains(body, "Depot Baru") {
			t.Error("what is suspended still stands in the list")
		}
		if res, _ := w.ask(w.href(id)); res.StatusCode != http.StatusNotFound {
			t.Errorf("what is suspended is still there: %d", res.StatusCode)
		}
	})
}

// Without a script, and for who shares no place: distances from the middle of a kelurahan,
// with the rest of the question as it was; and suggestions by a button of the form.
func TestNearAndSuggestionsWithoutScript(t *testing.T) {
	eachTown(t, func(w *town) {
		near := w.put(false, stall("Kopi Damai", registry.Values{registry.Point: "-1.275000, 116.840000 gps"}))[0]
		far := w.put(false, stall("Kopi Manggar", registry.Values{registry.Kelurahan: "64.71.01.1001", registry.Point: "-1.215000, 116.930000 gps"}))[0]
		w.caught()
		body := w.get("/en/usaha?q=kopi&buka=kini")
		form, _, _ := strings.Cut(body[strings.Index(body, `id="dekat-kelurahan"`):], "</form>")
		for _, part := range []string{`name="q" value="kopi"`, `name="buka" value="kini"`, `name="urut" value="jarak"`, `<select id="f-dekat"`, "Choose a kelurahan"} {
			if !strings.Contains(form, part) {
				t.Errorf("the form has no %s: %s", part, form)
			}
		}
		options := originOption.FindAllStringSubmatch(form, -1)
		if len(options) != 34 {
			t.Fatalf("%d kelurahan", len(options))
		}
		for name, first := range map[string]db.ID{"Damai": near, "Manggar": far} {
			at := slices.IndexFunc(options, func(o []string) bool { return o[2] == name })
			whole := w.get("/en/usaha?q=kopi&urut=jarak&dekat=" + url.QueryEscape(options[at][1]))
			body := whole[strings.Index(whole, `id="daftar"`):] // behind the map
			one, other := strings.Index(body, w.href(first)), strings.Index(body, w.href(near+far-first))
			if one < 0 || other < one || !strings.Contains(whole, "Near "+name) || strings.Contains(whole, "Near you") || strings.Contains(whole, `id="dekat-kelurahan"`) {
				t.Errorf("near %s: the first stands at %d, the other at %d", name, one, other)
			}
		}
		if body := w.get("/usaha?dekat=-1.24,116.85&urut=jarak"); !strings.Contains(body, "Dekat Anda") {
			t.Error("a place of one's own is taken for a kelurahan")
		}
		if !strings.Contains(body, `<noscript><button class="btn garis" type="submit" formaction="/en/usaha/saran">See suggestions</button></noscript>`) {
			t.Error("who has no script finds no suggestions")
		}
		if body := w.get("/en/usaha/saran?q=kop&buka=kini"); !strings.Contains(body, `"/en/usaha?buka=kini&amp;q=kopi"`) {
			t.Errorf("the page of suggestions: %s", told(body))
		}
	})
}

var originOption = regexp.MustCompile(`<option value="(-?[\d.]+,[\d.]+)">([^<]+)</option>`)
