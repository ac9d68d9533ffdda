package registryweb

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"html"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry/kbli"

	"github.com/a-h/templ"
)

// kbliSite is the pages over the shipped classification.
func kbliSite(t testing.TB, d *db.DB, fill bool) *httptest.Server {
	t.Helper()
	if fill {
		p, err := kbli.ReadProfile(os.DirFS("../../../city/balikpapan"))
		if err == nil {
			_, err = kbli.Load(context.Background(), d, p)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	words, err := lang.Load(os.DirFS(".."), os.DirFS("."), parts.Files, web.Files, account.Files, sheet.Files)
	if err != nil {
		t.Fatal(err)
	}
	files, err := Static()
	if err != nil {
		t.Fatal(err)
	}
	layout := func(r *web.Request, p web.Page) templ.Component {
		return parts.Layout(r.Lang, parts.Frame{Site: "Alun", Home: r.Href("/"), Title: p.Title, Description: p.Description, Body: p.Body})
	}
	refused := func(r *web.Request, f *fault.Fault, _ int) web.Page {
		return web.Page{Title: "x", Body: parts.Galat(r.Lang, f)}
	}
	site, err := web.New(web.Config{DB: d, Words: words, Routes: KBLI{Shelf: kbli.NewShelf()}.Routes(), Layout: layout, Fault: refused, Static: []fs.FS{files},
		SignIn: "/masuk", Cache: 8 << 20})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(site.Handler())
	t.Cleanup(s.Close)
	return s
}

var kbliRooms = []fs.FS{web.Files, diary.Files, account.Files, place.Files, blob.Files, os.DirFS("..")}

func get(t testing.TB, s *httptest.Server, path string) (int, string) {
	t.Helper()
	res, err := http.Get(s.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

var (
	missing = regexp.MustCompile(`⟦.*?⟧`)
	hrefs   = regexp.MustCompile(`(?:href|action)="(/[^"#]*)`)
	markup  = regexp.MustCompile(`<[^>]*>`)
	spaces  = regexp.MustCompile(`\s+`)
)

// said is what a page says, without its markup.
func said(body string) string {
	return spaces.ReplaceAllString(html.UnescapeString(markup.ReplaceAllString(body, "")), " ")
}

// Every kind of page in every language, on both engines; every link into these
// pages leads somewhere.
func TestKBLIPagesAndTheirLinks(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		s := kbliSite(t, d, true)
		asked := map[string]bool{}
		for _, prefix := range []string{"", "/en", "/ja"} {
			for _, path := range []string{"/kbli", "/kbli?q=jual+nasi+kuning", "/kbli?q=kopi&kategori=I", "/kbli?q=kopi&dari=10", "/kbli?q=kopi&versi=2025", "/kbli?versi=2025",
				"/kbli?q=qqqqzzzz", "/kbli?q=561", "/kbli/2020/I", "/kbli/2020/56", "/kbli/2020/151", "/kbli/2020/56102", "/kbli/2020/10391", "/kbli/2025/56102", "/kbli/2025/I",
				"/kbli/ekraf", "/kbli/ekraf/kuliner", "/kbli/ekraf/gim"} {
				status, body := get(t, s, prefix+path)
				if status != http.StatusOK || strings.Contains(body, "⟦") || strings.Contains(body, " style=") {
					t.Errorf("%s%s: status %d, missing %v", prefix, path, status, missing.FindAllString(body, 3))
				}
				for _, m := range hrefs.FindAllStringSubmatch(body, -1) {
					to := html.UnescapeString(m[1])
					if asked[to] || !strings.Contains(to, "/kbli") || len(asked) > 400 {
						continue
					}
					asked[to] = true
					if status, _ := get(t, s, to); status != http.StatusOK {
						t.Errorf("%s%s links to %s: %d", prefix, path, to, status)
					}
				}
			}
		}
		if len(asked) < 200 {
			t.Errorf("only %d links were found", len(asked))
		}
	}, kbliRooms...)
}

// What the first page invites to tap has its code in the first lines, with the
// words that were found in it.
func TestTheTriesReallyWork(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, kbliRooms...)
	s := kbliSite(t, d, true)
	want := map[string]string{"jual nasi kuning": "56102", "warung kopi": "56303", "tukang jahit": "14120", "bengkel las": "25920", "cuci motor": "45407", "amplang": "10794",
		"laundry": "96200", "jualan online": "47912", "sewa tenda": "77291", "servis HP": "95120"}
	_, first := get(t, s, "/kbli")
	for _, text := range tries {
		if !strings.Contains(first, "/kbli?q="+url.QueryEscape(text)+`"`) {
			t.Errorf("the first page does not offer %q", text)
		}
		_, body := get(t, s, "/kbli?q="+url.QueryEscape(text))
		at := strings.Index(body, `<b>`+want[text]+`</b>`)
		if at < 0 || strings.Count(body[:at], `class="kbli-kode"`) > 2 || !strings.Contains(body, "<mark>") {
			t.Errorf("%q: %s is not in the first lines", text, want[text])
		}
	}
}

// The number in the heading is the one of the list below it: what fits best and what
// perhaps fits are counted apart, and together they are all.
func TestTheHeadingCountsWhatIsThere(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, kbliRooms...)
	s := kbliSite(t, d, true)
	both := regexp.MustCompile(`(\d+) kode paling cocok untuk “[^”]*”, (\d+) mungkin juga`)
	rows := regexp.MustCompile(`Baris \d+–\d+ dari (\d+)`)
	seen := 0
	for _, text := range append(slices.Clone(tries), "nasi kuning", "kopi", "bengkel") {
		_, body := get(t, s, "/kbli?q="+url.QueryEscape(text))
		page := said(body)
		if m := both.FindStringSubmatch(page); m != nil {
			seen++
			best, _ := strconv.Atoi(m[1])
			perhaps, _ := strconv.Atoi(m[2])
			if all := rows.FindStringSubmatch(page); all == nil || all[1] != strconv.Itoa(best+perhaps) {
				t.Errorf("%q: %s, and of the list %q", text, m[0], all)
			}
		}
	}
	if seen == 0 {
		t.Error("no question had both kinds")
	}
	_, body := get(t, s, "/kbli")
	if chip := regexp.MustCompile(`KBLI 2020\s*<span class="hitung">berlaku</span>`); !chip.MatchString(body) || strings.Contains(body, `class="cap selesai"`) {
		t.Error("which version is in force is not said in its own chip")
	}
}

func TestACodePageSaysWhatItMust(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, kbliRooms...)
	s := kbliSite(t, d, true)
	for path, says := range map[string][]string{
		"/kbli/2020/56102": {"Rumah/Warung Makan", "RUMAH/WARUNG MAKAN", "tidak berpindah-pindah", "warteg", "Kedai Makanan", "Awas: 56102 dalam KBLI 2025 judulnya lain",
			"Peraturan BPS Nomor 2 Tahun 2020", "keandalan A-", "Kuliner", "usulan awal kami, bukan pemetaan resmi"},
		"/kbli/2020/10391":    {"Tidak termasuk", "dimasukkan dalam kelompok 10393"},
		"/kbli/2020/01111":    {"01111 tetap ada dalam KBLI 2025"},
		"/kbli/2025/01111":    {"Uraian KBLI 2025 belum ada", "1.520 dari 1.559 kode", "39 kode belum ditemukan"},
		"/kbli/2020/151":      {"(judul tidak ada dalam sumber)"},
		"/kbli/2020/I":        {"Kategori dengan 22 kode lima angka", "Penyediaan Makanan dan Minuman"},
		"/kbli/ekraf":         {"Usulan, bukan pemetaan resmi", "Kuliner"},
		"/kbli/ekraf/kuliner": {"usulan kami", "56102"},
		"/en/kbli/2020/56102": {"Mind: 56102 has another title in KBLI 2025", "Rumah/Warung Makan"},
		"/ja/kbli/2020/56102": {"56102 は KBLI 2025 では別の題名です"},
	} {
		_, body := get(t, s, path)
		for _, want := range says {
			if !strings.Contains(said(body), want) {
				t.Errorf("%s does not say %q", path, want)
			}
		}
	}
	if _, body := get(t, s, "/en/kbli/2020/56102"); !regexp.MustCompile(`<h1 class="t3" lang="id">Rumah/Warung Makan`).MatchString(body) {
		t.Error("the official title is not marked as Indonesian")
	}
	if _, body := get(t, s, "/kbli/2020/10391"); !strings.Contains(body, `<a href="/kbli/2020/10393">10393</a>`) {
		t.Error("a number in the description leads nowhere")
	}
}

func TestWhatIsNotThere(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, kbliRooms...)
	s := kbliSite(t, d, true)
	for path, want := range map[string]int{"/kbli/2020/99999": 404, "/kbli/2021/56102": 404, "/kbli/2020/%00": 404, "/kbli/ekraf/tiada": 404, "/kbli?versi=1999": 404,
		"/kbli?kategori=Z": 422, "/kbli?q=kopi&dari=-1": 422, "/kbli?q=kopi&dari=x": 422, "/kbli?format=exe": 422, "/kbli/2020/56102?format=pdf": 422,
		"/kbli?q=" + strings.Repeat("a", 121): 422, "/kbli?q=kopi&dari=99990": 200, "/kbli?q=%22%27%25_%3Cb%3Ex1": 200} {
		if status, body := get(t, s, path); status != want || strings.Contains(body, "<b>x1") {
			t.Errorf("%.60s: %d", path, status)
		}
	}
	if _, body := get(t, s, "/kbli?q="+strings.Repeat("a", 121)); !strings.Contains(body, strings.Repeat("a", 121)) {
		t.Error("what was typed is lost")
	}
}

func TestAnEmptyHouseStillAnswersKBLI(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, kbliRooms...)
	s := kbliSite(t, d, false)
	for _, path := range []string{"/kbli", "/kbli?q=kopi", "/kbli/ekraf"} {
		if status, body := get(t, s, path); status != http.StatusOK || !strings.Contains(body, "belum dimuat") {
			t.Errorf("%s: %d", path, status)
		}
	}
}

// A page that is kept follows a change of the profile at once.
func TestPagesFollowTheProfile(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, kbliRooms...)
	s := kbliSite(t, d, false)
	for range 3 {
		get(t, s, "/kbli?q=kopi")
		get(t, s, "/kbli/ekraf")
	}
	kbliSite(t, d, true) // loads the profile; its own pages are not asked
	for _, path := range []string{"/kbli?q=kopi", "/kbli/ekraf"} {
		if _, body := get(t, s, path); strings.Contains(body, "belum dimuat") {
			t.Errorf("%s shows what was before", path)
		}
	}
}

func TestKBLIFiles(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, kbliRooms...)
	s := kbliSite(t, d, true)
	for path, rows := range map[string]int{"/kbli?format=csv": 1790, "/kbli?versi=2025&format=csv": 1520, "/kbli?kategori=I&format=csv": 22, "/kbli/2020/5610?format=csv": 6,
		"/kbli/ekraf?format=csv": 91} {
		_, body := get(t, s, path)
		all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
		if err != nil || len(all) != rows+1 {
			t.Errorf("%s: %d rows, %v", path, len(all)-1, err)
		}
	}
	var found []map[string]any
	if _, body := get(t, s, "/kbli?q=tukang+jahit&format=json"); json.Unmarshal([]byte(body), &found) != nil || len(found) == 0 || found[0]["code"] != "14120" {
		t.Errorf("json: %.200s", body)
	}
	if status, _ := get(t, s, "/kbli/ekraf/kuliner?format=xlsx"); status != http.StatusOK {
		t.Errorf("xlsx: %d", status)
	}
}

// The planner maps by the forms of the page; nobody else sees or uses them.
// long: one journey.
func TestThePlannerMaps(t *testing.T) {
	dbtest.EachWith(t, db.Options{}, func(t *testing.T, d *db.DB) {
		s := kbliSite(t, d, true)
		ring := accounttest.Ring(t)
		_, planner := accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Planner})
		_, weak := accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Planner, Weak: true})
		_, inspector := accounttest.Sign(t, d, ring, accounttest.Role{Role: account.Inspector})
		ask := func(token, path string, form url.Values) (int, string) {
			t.Helper()
			r, err := http.NewRequest(http.MethodGet, s.URL+path, nil)
			if form != nil {
				form.Set(web.KeyField, web.NewKey())
				r, err = http.NewRequest(http.MethodPost, s.URL+path, strings.NewReader(form.Encode()))
			}
			if err != nil {
				t.Fatal(err)
			}
			if form != nil {
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			if token != "" {
				r.AddCookie(&http.Cookie{Name: "alun", Value: token})
			}
			client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			res, err := client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body, _ := io.ReadAll(res.Body)
			return res.StatusCode, string(body)
		}
		const page, because = "/kbli/ekraf/kriya", "Diputuskan dalam rapat 3 November."
		for who, sees := range map[string]string{"": "", inspector: "", weak: "Kode kedua dulu", planner: `name="out_why"`} {
			_, body := ask(who, page, nil)
			if form := strings.Contains(body, `name="out_why"`); form != (who == planner) || !strings.Contains(body, sees) {
				t.Errorf("the page of %.5q", who)
			}
		}
		in := func(code, why string) url.Values {
			return url.Values{"version": {"2020"}, "code": {code}, "why": {why}}
		}
		for _, c := range []struct {
			who, path string
			form      url.Values
			status    int
			says      string
		}{
			{"", page + "/masuk", in("14120", because), 401, ""},
			{inspector, page + "/masuk", in("14120", because), 403, ""},
			{weak, page + "/masuk", in("14120", because), 403, ""},
			{planner, page + "/masuk", in("99999", because), 422, "Tidak ada kode lima angka ini dalam KBLI 2020"},
			{planner, page + "/masuk", in("14120", "ya"), 422, "Tulis alasannya dengan 10 sampai 500 huruf"},
			{planner, page + "/masuk", in("13134", because), 409, "sudah ada dalam subsektor ini"},
			{planner, "/kbli/ekraf/tiada/masuk", in("14120", because), 404, ""},
			{planner, page + "/masuk", in(" 14 120 ", because), 303, ""},
			{planner, page + "/keluar", url.Values{"out_code": {"2020-14120"}, "out_why": {"x"}}, 422, "Tulis alasannya"},
			{planner, page + "/keluar", url.Values{"out_code": {""}, "out_why": {because}}, 409, "tidak ada dalam subsektor ini"},
			{planner, page + "/keluar", url.Values{"out_code": {"2020-14120"}, "out_why": {because}}, 303, ""},
		} {
			status, body := ask(c.who, c.path, c.form)
			if status != c.status || !strings.Contains(said(body), c.says) {
				t.Errorf("%s %v: %d, want %d and %q", c.path, c.form, status, c.status, c.says)
			}
			if status == 422 && !strings.Contains(body, `aria-invalid="true"`) {
				t.Errorf("%v: no field is marked", c.form)
			}
		}
		_, body := ask("", page, nil)
		if !strings.Contains(body, "Diputuskan dalam rapat") || !strings.Contains(said(body), "Diputuskan dalam rapat 3 November. ") || !strings.Contains(said(body), "kode pernah di sini") {
			t.Error("what was is not to be read")
		}
		if strings.Contains(body, "person:") {
			t.Error("the page names who decided by an id")
		}
	}, kbliRooms...)
}
