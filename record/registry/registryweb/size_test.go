package registryweb

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/ground/web/webtest"
	"alun/record/registry/size"

	"github.com/a-h/templ"
)

// sizeTables is the migration of the size classes alone.
func sizeTables(t testing.TB) fs.FS {
	t.Helper()
	const name = "migrations/20261125-04-registry.sql"
	data, err := os.ReadFile("../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{name: {Data: data}}
}

func sizeWords(t testing.TB) *lang.Catalogue {
	t.Helper()
	c, err := lang.Load(os.DirFS(".."), os.DirFS("."), parts.Files, web.Files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sizeSite is the page over the shipped rules.
func sizeSite(t *testing.T, d *db.DB) *httptest.Server {
	t.Helper()
	p, err := size.ReadProfile(os.DirFS("../../../city/balikpapan"))
	if err == nil {
		_, err = size.Load(t.Context(), d, p)
	}
	if err != nil {
		t.Fatal(err)
	}
	bare := func(_ *web.Request, p web.Page) templ.Component { return p.Body }
	refused := func(r *web.Request, f *fault.Fault, status int) web.Page {
		return web.Page{Body: parts.Catat(r.Lang, parts.Note{Text: r.Lang.T(f.Key, f.Args...)})}
	}
	site, err := web.New(web.Config{DB: d, Words: sizeWords(t), Routes: SizeRoutes(), Layout: bare, Fault: refused})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(site.Handler())
	t.Cleanup(s.Close)
	return s
}

// ask sends the form and gives the page's text.
func ask(t *testing.T, s *httptest.Server, path, form string) (status int, text, raw string) {
	t.Helper()
	values, err := url.ParseQuery(form)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Client().PostForm(s.URL+path, values)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("an answer may be kept: %q", got)
	}
	return r.StatusCode, webtest.Text(string(body)), string(body)
}

func TestSizePageAnswers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := sizeSite(t, d)
		for _, c := range []struct {
			path, form string
			want       []string
		}{
			{"/kelas-usaha", "stage=berjalan&sales=300+juta", []string{"Usaha Mikro", "hasil penjualan setahun Rp300.000.000, yaitu paling banyak Rp2 miliar (PP 7/2021 Pasal 35)", "Kelas berikutnya, Usaha Kecil", "Jaraknya Rp1,7 miliar", "Mikro langkah 2"}},
			{"/kelas-usaha", "stage=berjalan&sales=Rp2.000.000.000", []string{"Usaha Mikro", "tepat di batasnya"}},
			{"/kelas-usaha", "stage=berjalan&sales=2000000001", []string{"Usaha Kecil", "lebih dari Rp2 miliar sampai paling banyak Rp15 miliar"}},
			{"/kelas-usaha", "stage=didirikan&capital=6+M", []string{"Usaha Menengah", "modal usaha Rp6.000.000.000"}},
			{"/kelas-usaha", "stage=berjalan&sales=300+juta&day=2020-12-31", []string{"31 Desember 2020", "Usaha Mikro", "UU 20/2008 Pasal 6"}},
			{"/kelas-usaha", "stage=berjalan&sales=1&day=1999-01-01", []string{"Belum ada aturan untuk 1 Januari 1999", "4 Juli 2008"}},
			{"/kelas-usaha", "stage=didirikan&capital=1&day=2015-01-01", []string{"Kelasnya belum dapat disebut"}},
			{"/kelas-usaha", "stage=berjalan&sales=1&workers=5", []string{"Paling rendah Industri Kecil", "Belum disebut: nilai investasi"}},
			{"/en/kelas-usaha", "stage=berjalan&sales=60+billion", []string{"Large", "This is the uppermost class"}},
			{"/ja/kelas-usaha", "stage=berjalan&sales=3億", []string{"零細企業", "20億ルピア"}},
		} {
			status, text, raw := ask(t, s, c.path, c.form)
			for _, want := range c.want {
				if status != 200 || !strings.Contains(text, want) {
					t.Errorf("%s %s: %d lacks %q", c.path, c.form, status, want)
				}
			}
			if strings.Contains(raw, "⟦") || strings.Contains(raw, "style=") {
				t.Errorf("%s: a sentence is missing, or a style stands in the page", c.form)
			}
		}
	}, web.Files, sizeTables(t))
}

// Errors stand beside their fields, what was typed stays, nothing answers.
func TestSizePageRefuses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := sizeSite(t, d)
		for form, want := range map[string]string{
			"":                                      `id="f-stage-g"`,
			"stage=x&sales=1":                       `id="f-stage-g"`,
			"stage=berjalan":                        `id="f-sales-g"`,
			"stage=didirikan&sales=1":               `id="f-capital-g"`,
			"stage=berjalan&sales=%3Cbanyak":        `value="&lt;banyak"`,
			"stage=berjalan&sales=1&workers=0":      `id="f-workers-g"`,
			"stage=berjalan&sales=1&investment=-":   `id="f-investment-g"`,
			"stage=berjalan&sales=1&day=2021-02-30": `id="f-day-g"`,
			"stage=berjalan&sales=" + strings.Repeat("9", 61): `id="f-sales-g"`,
		} {
			status, _, raw := ask(t, s, "/kelas-usaha", form)
			if status != 422 || !strings.Contains(raw, want) || strings.Contains(raw, `id="jawaban"`) {
				t.Errorf("%q: %d, wanted %s", form, status, want)
			}
		}
	}, web.Files, sizeTables(t))
}

// What was asked stands in no table afterwards, with a key in the form or without.
func TestSizeQuestionIsNotKept(t *testing.T) {
	at := dbtest.SQLite(t)
	d := dbtest.Open(t, at, db.Options{}, web.Files, sizeTables(t))
	s := sizeSite(t, d)
	const sum = "7654321987"
	ask(t, s, "/kelas-usaha", "stage=berjalan&sales="+sum)
	ask(t, s, "/kelas-usaha", "stage=berjalan&sales="+sum+"&_key=aaaaaaaaaaaaaaaaaaaaaaaaaa")
	ask(t, s, "/kelas-usaha", "stage=berjalan&sales=8&_key=aaaaaaaaaaaaaaaaaaaaaaaaaa") // not even a hash tells them apart
	if err := d.Read(context.Background(), func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error {
			if row := r.Text(); strings.Contains(row, sum) {
				t.Errorf("kept: %s", row)
			}
			return nil
		}, `select sum || answer || key from web_answer`)
	}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{at, at + "-wal"} {
		if data, err := os.ReadFile(name); err == nil && strings.Contains(string(data), sum) {
			t.Errorf("%s holds what was asked", name)
		}
	}
	status, _, _ := ask(t, s, "/kelas-usaha", "stage=berjalan&sales=9&_key=aaaaaaaaaaaaaaaaaaaaaaaaaa")
	if status != http.StatusOK {
		t.Errorf("another question under the same key is %d", status)
	}
}

func TestSizeExamplesAreWhole(t *testing.T) {
	words := sizeWords(t)
	for _, tag := range lang.All {
		for _, sample := range SizeExamples() {
			var b strings.Builder
			if err := sample.Draw(words.In(tag)).Render(t.Context(), &b); err != nil || strings.Contains(b.String(), "⟦") || strings.Contains(b.String(), "NaN") {
				t.Errorf("%s %s: %v", tag, sample.Name, err)
			}
		}
	}
}
