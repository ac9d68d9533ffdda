package naikkelasweb

import (
	"context"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/ground/web/webtest"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/place/placetest"
	"alun/record/registry"
	"alun/record/registry/kbli"
	"alun/record/registry/naikkelas"
	"alun/record/registry/size"

	"github.com/a-h/templ"
)

var rooms = []fs.FS{web.Files, jobs.Files, diary.Files, account.Files, place.Files, blob.Files, registry.Files}

const damai = "64.71.05.1002"

// desk is a small house with the pages and one food stall.
type desk struct {
	webtest.Visitor
	d    *db.DB
	book *registry.Book
	code string
	id   db.ID
	door *naikkelas.Desk
	who  map[string]account.Who
}

func eachDesk(t *testing.T, run func(w *desk)) {
	dbtest.EachWith(t, db.Options{Rehearse: true}, func(t *testing.T, d *db.DB) { run(aDesk(t, d)) }, rooms...)
}

func aDesk(t *testing.T, d *db.DB) *desk {
	ring := accounttest.Ring(t)
	codec := ring.Codec()
	w := &desk{Visitor: webtest.New(t, nil), d: d, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, who: map[string]account.Who{}}
	w.loads()
	words, err := lang.Load(os.DirFS(".."), os.DirFS("../registryweb"), naikkelas.Files, Files, os.DirFS("../../account/accountweb"), parts.Files, web.Files, account.Files, sheet.Files)
	if err != nil {
		t.Fatal(err)
	}
	door := Door{Desk: &naikkelas.Desk{Book: w.book}, Code: func(id db.ID) string { return codec.Encode(int64(id)) },
		ID: func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok }}
	w.Site, err = web.New(web.Config{DB: d, Words: words, Routes: door.Routes(), SignIn: "/masuk",
		Layout: layout,
		Fault: func(r *web.Request, f *fault.Fault, _ int) web.Page {
			return web.Page{Title: "x", Body: parts.Galat(r.Lang, f)}
		}})
	if err != nil {
		t.Fatal(err)
	}
	sign := func(name string, r accounttest.Role) { w.who[name], w.Tokens[name] = accounttest.Sign(t, d, ring, r) }
	sign("maker", accounttest.Role{Role: account.Maker, Weak: true})
	sign("other", accounttest.Role{Role: account.Maker, Weak: true})
	sign("helper", accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.who["maker"].Person, Weak: true})
	sign("counter", accounttest.Role{Role: account.Counter, Area: "64.71.05"})
	sign("far", accounttest.Role{Role: account.Counter, Area: "64.71.03"})
	err = d.Write(context.Background(), func(tx *db.Tx) (err error) {
		w.id, err = w.book.Register(tx, w.who["maker"].Session, registry.Registering{Set: registry.Values{registry.Kind: "usaha", registry.Name: "Warung <Bu> Siti", registry.Kelurahan: damai,
			registry.KBLI: "2020:56102", registry.Sales: "omzet_300jt", registry.Opens: "Sen-Sab 06.00-11.00", registry.WA: "081234567890"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w.code, w.door = door.Code(w.id), door.Desk
	return w
}

// loads brings the city's rules and one kelurahan in.
func (w *desk) loads() {
	w.Helper()
	ctx, city := context.Background(), os.DirFS("../../../city/balikpapan")
	for _, load := range []func() error{
		func() error {
			p, err := kbli.ReadProfile(city)
			if err == nil {
				_, err = kbli.Load(ctx, w.d, p)
			}
			return err
		},
		func() error {
			p, err := size.ReadProfile(city)
			if err == nil {
				_, err = size.Load(ctx, w.d, p)
			}
			return err
		},
		func() error {
			p, err := naikkelas.ReadProfile(city)
			if err == nil {
				_, err = naikkelas.Load(ctx, w.d, p)
			}
			return err
		},
		func() error { return w.d.Write(ctx, areas) },
	} {
		if err := load(); err != nil {
			w.Fatal(err)
		}
	}
}

// layout draws a page without its frame.
var layout = func(_ *web.Request, p web.Page) templ.Component { return p.Body }

func areas(tx *db.Tx) error {
	return placetest.Draw(tx, "64.71.05", "Balikpapan Kota", damai, "Damai")
}

func (w *desk) own(end string) string { return "/usaha-saya/" + w.code + "/naik-kelas" + end }

// An owner answers in seven short parts, each kept as it is sent; the page then names
// one next step, and keeps readiness and proof apart.
func TestAnOwnerAnswersInSevenParts(t *testing.T) {
	eachDesk(t, func(w *desk) {
		if page := webtest.Text(w.Reads("maker", w.own(""))); !strings.Contains(page, "tidak ada kurasi yang dibuka") && !strings.Contains(page, "Mulai dari sini") {
			t.Errorf("the beginning: %s", page)
		}
		at := w.own("/legalitas")
		steps := 0
		for strings.Contains(at, "/naik-kelas/") {
			steps++
			var form []string
			for _, m := range regexp.MustCompile(`name="tanya" value="(\w+)"`).FindAllStringSubmatch(w.Reads("maker", at), -1) {
				form = append(form, "tanya", m[1], m[1], "belum", "lihat_"+m[1], "0")
			}
			again := w.Sends("maker", at, 303, form...)
			if once := w.Sends("maker", at, 303, form...); once != again {
				t.Errorf("sent twice it leads to %s, not %s", once, again)
			}
			at = again
		}
		if steps != 7 || !strings.HasSuffix(at, "?ya=simpan") {
			t.Errorf("%d parts, then %s", steps, at)
		}
		page := webtest.Text(w.Reads("maker", w.own("")+"?ya=simpan"))
		for _, want := range []string{"Jawaban tersimpan", "Langkah berikut yang paling berarti", "tidak ada kurasi yang dibuka untuk langkah ini", "NIB (nomor induk berusaha): layanan OSS", "Kesiapan", "Yang terbukti", "langkah Mikro langkah 2", "lebih dari Rp300 juta", "Sertifikat halal", "Belum tercatat"} {
			if !strings.Contains(page, want) {
				t.Errorf("the wheel does not say %q: %s", want, page)
			}
		}
		if strings.Contains(w.Reads("maker", w.own("")), "<Bu>") {
			t.Error("a name is drawn as a mark")
		}
		today := date.DayOf(time.Now())
		if page := webtest.Text(w.Reads("maker", w.own("?pada="+today.Next(-1).String()))); !strings.Contains(page, "Keadaan pada akhir") || !strings.Contains(page, "Belum ada aturan untuk hari itu") && !strings.Contains(page, "Belum ada jawaban") {
			t.Errorf("yesterday: %s", page)
		}
		for tag, want := range map[lang.Tag]string{lang.ID: "Keadaan pada akhir ", lang.EN: "As it stood at the end of ", lang.JA: ""} {
			path := w.own("?pada=" + today.Next(-1).String())
			if tag != lang.ID {
				path = "/" + string(tag) + path
			}
			if page := webtest.Text(w.Reads("maker", path)); !strings.Contains(page, want+today.Next(-1).In(tag)) {
				t.Errorf("%s: the day is not written as elsewhere: %s", tag, page)
			}
		}
		if page := webtest.Text(w.Reads("maker", w.own("?pada=kemarin"))); !strings.Contains(page, "Tanggal ini tidak ada") {
			t.Errorf("a wrong day: %s", page)
		}
	})
}

// Sales are drawn for the owner alone; who has no business here is refused.
func TestWhoSeesTheWheel(t *testing.T) {
	eachDesk(t, func(w *desk) {
		for _, who := range []string{"helper", "counter"} {
			page := webtest.Text(w.Reads(who, w.own("")))
			if strings.Contains(page, "Rp300 juta") || strings.Contains(page, "Mikro langkah") || strings.Contains(page, "Langkah kota menurut") {
				t.Errorf("%s sees the step of sales", who)
			}
		}
		if got := w.Get("", w.own("")); got.Code != http.StatusSeeOther || !strings.HasPrefix(got.Header().Get("Location"), "/masuk") {
			t.Errorf("a stranger: %d", got.Code)
		}
		for _, who := range []string{"other", "far"} {
			for _, end := range []string{"", "/mutu"} {
				if got := w.Get(who, w.own(end)); got.Code != http.StatusForbidden && got.Code != http.StatusNotFound {
					t.Errorf("%s reads %s: %d", who, end, got.Code)
				}
			}
			if got := w.Post(who, w.own("/mutu"), url.Values{"tanya": {"takaran"}, "takaran": {"ya"}}); got.Code != http.StatusForbidden && got.Code != http.StatusNotFound {
				t.Errorf("%s answers: %d", who, got.Code)
			}
		}
		w.Sends("maker", w.own("/mutu"), 403, "tanya", "takaran", "takaran", "ya", "level", "seen")
		w.Sends("maker", w.own("/mutu"), 422, "tanya", "takaran", "takaran", "mungkin")
		w.Sends("maker", w.own("/pajak"), 404, "tanya", "takaran", "takaran", "ya")
		if page := w.Reads("counter", w.own("/mutu")); !strings.Contains(page, `value="seen"`) {
			t.Error("an officer cannot say that they saw it")
		}
		w.Sends("counter", w.own("/mutu"), 303, "tanya", "takaran", "takaran", "ya", "lihat_takaran", "0", "level", "seen")
		if page := webtest.Text(w.Reads("maker", w.own("/mutu"))); !strings.Contains(page, "Jawaban sekarang") {
			t.Errorf("the owner does not see how well it is known: %s", page)
		}
		// What was typed stays where somebody was faster.
		page := w.Post("maker", w.own("/mutu"), url.Values{"tanya": {"takaran"}, "takaran": {"belum"}, "lihat_takaran": {"0"}})
		if page.Code != http.StatusConflict || !regexp.MustCompile(`value="belum"[^>]*checked`).MatchString(page.Body.String()) {
			t.Errorf("a clash: %d", page.Code)
		}
	})
}

// Everybody reads what the rules are and what they rest on, in three languages.
func TestRulesAndPermitsArePublic(t *testing.T) {
	eachDesk(t, func(w *desk) {
		for _, tag := range []string{"", "/en", "/ja"} {
			for _, path := range []string{"/naik-kelas", "/izin", "/izin/nib", "/izin/halal", "/izin/pirt", "/izin/bpom", "/izin/sni", "/izin/hki", "/izin/lingkungan"} {
				w.Reads("", tag+path)
			}
		}
		halal := webtest.Text(w.Reads("", "/izin/halal"))
		for _, want := range []string{"Wajib", "Paling lama 10 hari kerja", "UU 33/2014 Pasal 33A", "id.wikisource.org", "Sumber tingkat A", "Usulan, perlu diperiksa"} {
			if !strings.Contains(halal, want) {
				t.Errorf("halal does not say %q: %s", want, halal)
			}
		}
		rules := webtest.Text(w.Reads("", "/naik-kelas"))
		for _, want := range []string{"Bobot 16 dari 100", "M1", "M4", "Usulan, perlu diperiksa", "Berlaku sejak"} {
			if !strings.Contains(rules, want) {
				t.Errorf("the rules do not say %q", want)
			}
		}
		for tag, only := range map[string]string{"": "petugas kota hanya dapat mengubah batas langkah omzet M1 sampai M4", "/en": "can change only the bounds of the sales steps M1 to M4", "/ja": "売上の段階M1～M4の境だけ"} {
			if !strings.Contains(webtest.Text(w.Reads("", tag+"/naik-kelas")), only) {
				t.Errorf("%s does not say that the weights come with a release", tag)
			}
		}
		if got := w.Get("", "/izin/pajak"); got.Code != http.StatusNotFound {
			t.Errorf("no such permit: %d", got.Code)
		}
	})
}
