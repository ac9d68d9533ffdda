package planweb

import (
	"bytes"
	"encoding/csv"
	"html"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"alun/city"
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/lang"
	letters "alun/ground/letter"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/diary"
	"alun/record/plan"
	"alun/record/plan/check"
)

// seen is a page as a reader without scripts gets it.
type seen struct {
	*testing.T
	status int
	raw    string // as sent
	body   string // with single spaces and without escapes
}

// TestSearchPage draws the page over the city's real reports.
func TestSearchPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		furnish(t, d)
		site := house(t, d)
		for name, look := range map[string]func(t *testing.T, get func(string) seen){
			"keeps what was asked": keepsWhatWasAsked, "offers what is there": offersWhatIsThere, "filters alone": filtersAlone,
			"refuses kindly": refusesKindly, "says what it found": saysWhatItFound, "nothing found": nothingFoundLeadsOn, "files": filesHoldTheFilter, "pages": pagesHoldTheFilter,
		} {
			t.Run(name, func(t *testing.T) {
				look(t, func(path string) seen { return open(t, site, path) })
			})
		}
	}, plan.Files, diary.Files, blob.Files, letters.Files)
}

// TestSearchPageWithoutReports: the first day of a house.
func TestSearchPageWithoutReports(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		site := house(t, d)
		open(t, site, "/cari").is(200).has("Cari di rencana kerja")
		open(t, site, "/cari?q=pasar").is(200).has("Tidak ada baris yang memuat “pasar”", "Coba kata lain")
		open(t, site, "/cari?q=pasar&tingkat=program").is(200).has(`<option value="program" selected>Program (0)</option>`)
		open(t, site, "/cari?q=pasar&opd=disdag").is(422).has(`value="pasar"`)
	}, plan.Files, diary.Files, blob.Files, letters.Files)
}

func furnish(t *testing.T, d *db.DB) {
	t.Helper()
	files, err := city.Profile("balikpapan")
	must(t, err)
	p, err := plan.ReadProfile(files)
	must(t, err)
	must(t, d.Write(t.Context(), p.Load))
	raw, err := fs.ReadFile(files, "programmes.csv")
	must(t, err)
	in, err := plan.ReadFile("programmes.csv", bytes.NewReader(raw), int64(len(raw)))
	must(t, err)
	_, err = plan.Import(t.Context(), d, in, plan.ImportOptions{Actor: "test", Rules: check.Default()})
	must(t, err)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// house is a site of this room's pages alone.
func house(t *testing.T, d *db.DB) http.Handler {
	t.Helper()
	words, err := lang.Load(plan.Files, check.Files, parts.Files, web.Files)
	must(t, err)
	site, err := web.New(web.Config{DB: d, Words: words, Routes: Desk{Finder: plan.NewFinder(), Shops: func(*db.Tx, string) (int, error) { return 19, nil }}.Routes(),
		Layout: func(r *web.Request, p web.Page) templ.Component {
			f := parts.Frame{Home: r.Href("/"), Title: p.Title, Body: p.Body}
			for _, tag := range lang.All {
				f.Tongues = append(f.Tongues, parts.Tongue{Tag: tag, Href: r.Here(tag)})
			}
			return parts.Layout(r.Lang, f)
		},
		Fault: func(r *web.Request, f *fault.Fault, _ int) web.Page {
			return web.Page{Title: r.Lang.T(f.Key, f.Args...), Body: parts.Galat(r.Lang, f)}
		}})
	must(t, err)
	return site.Handler()
}

func open(t *testing.T, site http.Handler, path string) seen {
	t.Helper()
	w := httptest.NewRecorder()
	site.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://alun.example"+path, nil))
	return seen{t, w.Code, w.Body.String(), html.UnescapeString(regexp.MustCompile(`\s+`).ReplaceAllString(w.Body.String(), " "))}
}

func (s seen) is(status int) seen {
	s.Helper()
	if s.status != status {
		s.Errorf("status %d, not %d", s.status, status)
	}
	return s
}

func (s seen) has(texts ...string) seen {
	s.Helper()
	for _, text := range texts {
		if !strings.Contains(s.body, text) {
			s.Errorf("no %q in the page", text)
		}
	}
	return s
}

func (s seen) hasNot(texts ...string) seen {
	s.Helper()
	for _, text := range texts {
		if strings.Contains(s.body, text) {
			s.Errorf("%q in the page", text)
		}
	}
	return s
}

// links are the addresses of links whose text begins so.
func (s seen) links(text string) (out []string) {
	for _, m := range regexp.MustCompile(`<a class="[^"]*" href="([^"]*)"[^>]*>(?:<svg.*?</svg>)? ?([^<]*)`).FindAllStringSubmatch(s.body, -1) {
		if strings.HasPrefix(m[2], text) {
			out = append(out, m[1])
		}
	}
	return out
}

func (s seen) leads(text string, to ...string) {
	s.Helper()
	if got := s.links(text); !slices.Equal(got, to) {
		s.Errorf("%q leads to %q, not to %q", text, got, to)
	}
}

func keepsWhatWasAsked(t *testing.T, get func(string) seen) {
	s := get("/cari?opd=disdag&q=pasar&tahun=2024&tingkat=subkegiatan").is(200)
	s.has("<h1 class=\"\">9 baris memuat “pasar”", "Triwulan II 2024\u00a0· Disdag\u00a0· Subkegiatan", `value="pasar"`,
		`<option value="disdag" selected>Disdag (9)`, `<option value="subkegiatan" selected>Subkegiatan (9)`,
		`<input type="hidden" name="tahun" value="2024"`, `/renja/2024/disdag/4.1.1.2`)
	s.hasNot("/renja/2024/disnaker/", "/renja/2024/disdag/3.1.2\"", `id="galat"`)
	s.leads("Disdag", "/cari?q=pasar&tahun=2024&tingkat=subkegiatan")
	s.leads("Subkegiatan", "/cari?opd=disdag&q=pasar&tahun=2024")
	s.leads("Hapus semua saringan", "/cari?q=pasar&tahun=2024")
	s.leads("Triwulan II 2023", "/cari?opd=disdag&q=pasar&tahun=2023&tingkat=subkegiatan")
	s.leads("EN", "/en/cari?opd=disdag&q=pasar&tahun=2024&tingkat=subkegiatan")
	s = get("/ja/cari?q=pasar&opd=disdag").is(200).has("Disdag（13）", "すべての階層")
	s.leads("Disdag", "/ja/cari?q=pasar")
	get("/cari?q=pasar").hasNot(`name="tahun"`, "Hapus semua saringan")
}

func offersWhatIsThere(t *testing.T, get func(string) seen) {
	s := get("/cari?q=pasar").has("Disdag (13)", "Disnaker (2)", "DKUMKMP (1)", "DPU (0)", "Subkegiatan (11)", "Sasaran (1)")
	if n := strings.Count(s.body, "<option"); n != 1+34+1+4 {
		t.Errorf("%d choices in 2024", n)
	}
	s = get("/cari?tahun=2023&q=usaha").hasNot(`<option value="disdukcapil"`)
	if n := strings.Count(s.body, "<option"); n != 1+7+1+4 {
		t.Errorf("%d choices in 2023", n)
	}
	// Counts beside one filter hold the other.
	get("/cari?q=pasar&tingkat=subkegiatan").has("Disdag (9)", "Disnaker (1)", "Subkegiatan (11)")
}

func filtersAlone(t *testing.T, get func(string) seen) {
	get("/cari").is(200).has("Contoh kata", "Semua perangkat daerah", "Semua tingkat").hasNot("<table")
	get("/cari?q=+&opd=&tingkat=").is(200).has("Contoh kata")
	get("/cari?opd=disdag&tingkat=sasaran").is(200).has("6 baris rencana kerja", "/renja/2024/disdag/4\"").hasNot("/renja/2024/disdag/4.1", "/renja/2024/dpu/")
	get("/en/cari?tingkat=program").is(200).has("rows of the work plan", "Programme 1.1")
}

func refusesKindly(t *testing.T, get func(string) seen) {
	s := get("/cari?q=pasar&opd=disnaga&tingkat=program&tahun=2023").is(422)
	s.has("Tidak ada perangkat daerah “disnaga” di laporan mana pun", `href="#f-opd"`, `aria-invalid="true"`, `value="pasar"`,
		`<option value="program" selected>Program<`, `<input type="hidden" name="tahun" value="2023"`, `<details class="saringan" open>`).hasNot("<table")
	s.leads("disnaga", "/cari?q=pasar&tahun=2023&tingkat=program")
	s.leads("Triwulan II 2024", "/cari?q=pasar&tahun=2024&tingkat=program")
	if s := get("/cari?q=%3Cb%3E1&opd=%3Cb%3E2").is(422); strings.Contains(s.raw, "<b>1") || strings.Contains(s.raw, "<b>2") {
		t.Error("what was typed is taken for the page's own")
	}
	get("/cari?q=pasar&opd=x&tingkat=y").is(422).has(`href="#f-opd"`, `href="#f-tingkat"`)
	get("/en/cari?tingkat=Program").is(422).has("The plan has no level “Program”")
	get("/ja/cari?opd=x").is(422).has("「x」という部局はどの報告にもありません")
	get("/cari?q=pasar&tahun=1900&opd=disdag").is(404).has("Belum ada laporan untuk 1900", `value="pasar"`, `<option value="disdag" selected>`).
		leads("Triwulan II 2023", "/cari?opd=disdag&q=pasar&tahun=2023")
	get("/cari?q=pasar&dari=-1").is(422).has(`value="pasar"`, `id="galat"`)
	long := strings.Repeat("a", 100_000)
	s = get("/cari?opd=disdag&q="+long).is(422).has(long, "terlalu panjang")
	s.leads("Triwulan II 2023", "/cari?opd=disdag&tahun=2023")
}

func nothingFoundLeadsOn(t *testing.T, get func(string) seen) {
	s := get("/cari?q=pasar&opd=dpu&tingkat=subkegiatan").is(200).has("Tidak ada baris yang memuat “pasar”", "Ada di dekat sini", "Tanpa “DPU” <span class=\"hitung\">11<")
	s.leads("Tanpa “DPU”", "/cari?q=pasar&tahun=2024&tingkat=subkegiatan")
	s.leads("Tanpa “Subkegiatan”")
	// An office that only another year's report has is no mistake.
	s = get("/cari?opd=disdukcapil&tahun=2023").is(200).has("Tidak ada baris yang cocok", `<option value="disdukcapil" selected>Disdukcapil (0)`)
	if got := s.links("Triwulan II 2024"); len(got) != 2 || got[1] != "/cari?opd=disdukcapil&tahun=2024" {
		t.Errorf("the way to the other year: %q", got)
	}
	get("/cari?q=pasar&opd=dpu&tahun=2023").leads("Triwulan II 2024, tanpa saringan", "/cari?q=pasar&tahun=2024")
	get("/cari?q=zzqqxx&opd=dpu").has("Coba kata lain", "Contoh kata").hasNot("Ada di dekat sini")
	for _, way := range get("/cari?q=pasar&opd=dpu&tingkat=program").links("Tanpa") {
		get(way).is(200).has("<table")
	}
}

// saysWhatItFound: words of the same meaning are not passed off as the word itself.
func saysWhatItFound(t *testing.T, get func(string) seen) {
	get("/cari?q=kopi").is(200).has("Tidak ada baris dengan kata “kopi”", "19 baris ini memuat kata yang searti: minum", "<table", "19 usaha").hasNot("memuat “kopi”", "memuat kata itu")
	get("/en/cari?q=kopi").is(200).has("No row has the word “kopi”", "19 rows here hold a word of the same meaning: minum")
	get("/ja/cari?q=kopi").is(200).has("「kopi」そのものを含む行はありません")
	get("/cari?q=kopi").leads("19 usaha untuk “kopi”", "/usaha?q=kopi")
	get("/cari?q=zzqqxx").is(200).leads("19 usaha untuk “zzqqxx”", "/usaha?q=zzqqxx")
	for _, path := range []string{"/cari", "/cari?opd=disdag", "/cari?q=" + strings.Repeat("a", 300)} {
		get(path).hasNot("19 usaha")
	}
}

func filesHoldTheFilter(t *testing.T, get func(string) seen) {
	get("/cari?q=pasar&opd=disdag&tingkat=subkegiatan").leads("CSV", "/cari?format=csv&opd=disdag&q=pasar&tingkat=subkegiatan")
	get("/cari?opd=x&format=csv").is(422).has("Ada saringan yang tidak dikenal")
	for _, format := range []string{"xlsx", "json"} {
		get("/cari?q=pasar&opd=disdag&format=" + format).is(200)
	}
	get("/cari?q=zzqqxx&format=csv").is(200)
	rows, err := csv.NewReader(strings.NewReader(get("/cari?opd=disdag&tingkat=sasaran&dari=3&format=csv").is(200).raw)).ReadAll()
	if err != nil || len(rows) != 1+6 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		if row[2] != "disdag" || row[4] != "sasaran" {
			t.Errorf("row %q", row)
		}
	}
}

func pagesHoldTheFilter(t *testing.T, get func(string) seen) {
	s := get("/cari?tingkat=program&opd=").is(200)
	s.leads("Berikutnya", "/cari?dari=25&tahun=2024&tingkat=program")
	s = get(s.links("Berikutnya")[0]).is(200).has("Baris 26–50 dari")
	s.leads("Sebelumnya", "/cari?tahun=2024&tingkat=program")
	if first := get("/cari?tingkat=program"); first.links("Triwulan")[0] != "/cari?tahun=2024&tingkat=program" {
		t.Errorf("a link keeps the page: %q", first.links("Triwulan"))
	}
	get("/cari?tingkat=program&dari=9999").is(200).has("Baris 1–25 dari")
}
