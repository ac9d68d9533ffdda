package parts

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alun/ground/lang"
	"github.com/a-h/templ"
)

func words(t *testing.T) *lang.Catalogue {
	t.Helper()
	c, err := lang.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func draw(t *testing.T, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestEveryExampleInEveryLanguage draws each sample alone: no missing sentence,
// nothing the content policy refuses, sound HTML.
func TestEveryExampleInEveryLanguage(t *testing.T) {
	c := words(t)
	for _, tag := range lang.All {
		for _, s := range Examples() {
			t.Run(string(tag)+"/"+s.Name, func(t *testing.T) {
				for _, wrong := range inspect(draw(t, s.Draw(c.In(tag)))) {
					t.Error(wrong)
				}
			})
		}
	}
}

// TestEveryPageInEveryLanguage draws whole documents: the layout around the
// gallery, so that ids are unique across all samples.
func TestEveryPageInEveryLanguage(t *testing.T) {
	c := words(t)
	for _, tag := range lang.All {
		l := c.In(tag)
		for _, wrong := range inspect(draw(t, Layout(l, sampleFrame(l, "terang")))) {
			t.Errorf("%s: %s", tag, wrong)
		}
	}
}

// sampleFrame is a whole page around the gallery.
func sampleFrame(l lang.Lang, theme string) Frame {
	f := Frame{
		Title: l.T("parts.gallery"), Description: l.T("parts.gallery_lead"), Site: "Alun", City: "Kota Contoh",
		Home: "#home", Canonical: "https://alun.example/rupa", Current: "usaha", Theme: theme, Unlisted: true,
		Styles: []string{"static/alun.css"}, Icon: "static/img/lambang.svg", Font: "static/font/plus-jakarta-sans-alun.woff2",
		HX:     `{"includeIndicatorStyles":false}`,
		Body:   Gallery(l, View{Theme: theme, Light: "#terang", Dark: "#gelap"}),
		Ribbon: &Ribbon{Text: say(l, "Halaman contoh: semua usaha di sini rekaan.", "Sample page: all businesses here are invented.", "見本ページ：ここにある事業者はすべて架空です。"), Link: Link{Label: say(l, "Apa artinya?", "What does this mean?", "詳しく見る"), Href: "#arti"}},
		Corner: []Entry{{"masuk", say(l, "Masuk", "Sign in", "ログイン"), "#masuk"}}, Leave: &Leave{Action: "#keluar", Label: say(l, "Keluar", "Sign out", "ログアウト")},
		Nav: []Entry{
			{"uang", say(l, "Uang & hasil", "Money & results", "お金と成果"), "#uang"}, {"usaha", say(l, "Usaha", "Businesses", "事業者"), "#usaha"},
			{"sentra", say(l, "Sentra", "Market centres", "市場センター"), "#sentra"}, {"ruang", say(l, "Ruang & acara", "Venues & events", "会場と催し"), "#ruang"},
		},
		Footer: []Footer{
			{say(l, "Butuh bantuan?", "Need help?", "お困りですか"), say(l, "Datang ke loket, Senin sampai Jumat, 08.00–15.30 WITA. Petugas mengisi bersama Anda.", "Come to the counter, Monday to Friday, 08:00–15:30 WITA. An officer fills in the form with you.", "窓口へお越しください。月曜～金曜、8:00～15:30（WITA）。職員が一緒に記入します。"), []Link{{Label: say(l, "Cara membaca halaman ini", "How to read this page", "このページの読み方"), Href: "#cara"}}},
			{say(l, "Data terbuka", "Open data", "オープンデータ"), "", []Link{{Label: "CSV", Href: "#csv"}, {Label: "API", Href: "#api"}}},
		},
	}
	for _, tag := range lang.All {
		f.Tongues = append(f.Tongues, Tongue{tag, "rupa-" + string(tag) + ".html", "https://alun.example/" + string(tag) + "/rupa"})
	}
	return f
}

// TestGalleryForPictures writes the gallery in all languages and both themes to
// the folder named by ALUN_GALLERY_OUT, for a look at it in a browser. Without
// the name it checks that the pages can be written at all.
func TestGalleryForPictures(t *testing.T) {
	out := os.Getenv("ALUN_GALLERY_OUT")
	if out == "" {
		out = t.TempDir()
	}
	c := words(t)
	for _, tag := range lang.All {
		l := c.In(tag)
		for _, theme := range []string{"terang", "gelap"} {
			page := draw(t, Layout(l, sampleFrame(l, theme)))
			name := filepath.Join(out, "rupa-"+string(tag)+"-"+theme+".html")
			if err := os.WriteFile(name, []byte(page), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
