package planweb

import (
	"html"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/lang"
	letters "alun/ground/letter"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/plan"
	"alun/record/plan/check"
)

// town is the room's pages over the city's real reports, with people.
type town struct {
	*testing.T
	d    *db.DB
	ring *keys.Ring
	desk Desk
	site http.Handler
}

// eachTown runs a test in a town of each engine, both at once. What stands there
// before the test is brought in once, without rehearsal.
func eachTown(t *testing.T, run func(t *town)) {
	t.Helper()
	rooms := []fs.FS{jobs.Files, diary.Files, blob.Files, letters.Files, account.Files, plan.Files, mail.Files, wa.Files, web.Files}
	for engine, fresh := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			at := fresh(t)
			first := dbtest.Open(t, at, db.Options{}, rooms...)
			furnish(t, first)
			first.Close() // one process, and one opening, for a file of SQLite
			run(openTown(t, dbtest.Open(t, at, db.Options{Rehearse: true}, rooms...)))
		})
	}
}

func openTown(t *testing.T, d *db.DB) *town { return openTownWith(t, d, func(*Desk) {}) }

// openTownWith opens a town whose desk has more than others.
func openTownWith(t *testing.T, d *db.DB, more func(*Desk)) *town {
	t.Helper()
	w := &town{T: t, d: d, ring: accounttest.Ring(t)}
	words, err := lang.Load(plan.Files, Files, check.Files, account.Files, parts.Files, web.Files, mail.Files, wa.Files, blob.Files, letters.Files)
	must(t, err)
	codec := w.ring.Codec()
	people := account.NewPeople(w.ring)
	w.desk = Desk{Rules: check.Default(), Weigher: plan.NewWeigher(check.Default()), Finder: plan.NewFinder(), DB: d, People: people, Has: func(p string) bool { return p == "/orang" || p == "/tugas/catatan" },
		Code: func(id db.ID) string { return codec.Encode(int64(id)) },
		ID:   func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok },
		Bell: plan.Bell{People: people, Post: &mail.Post{DB: d, Keys: w.ring}, Box: wa.Box{Keys: w.ring}, Words: words, House: "Alun Contoh", Base: "http://alun.example"}}
	more(&w.desk)
	routes := w.desk.Routes()
	if w.desk.Files != nil {
		routes = append(routes, w.desk.Files.Route(plan.ShowsForm))
	}
	site, err := web.New(web.Config{DB: d, Words: words, Routes: routes, SignIn: "/masuk", Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
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
	w.site = site.Handler()
	return w
}

// visitor is a browser without scripts.
type visitor struct {
	*town
	token  string
	person account.Who
	office plan.OPD
}

// officeNamed finds an office by its short name in addresses.
func (w *town) officeNamed(slug string) (o plan.OPD) {
	w.Helper()
	if slug == "" {
		return o
	}
	w.read(func(tx *db.Tx) (err error) { o, _, err = plan.OPDBySlug(tx, 2024, slug); return err })
	if o.ID == 0 {
		w.Fatalf("no office %s", slug)
	}
	return o
}

func (w *town) read(read func(tx *db.Tx) error) {
	w.Helper()
	must(w.T, w.d.Read(w.Context(), read))
}

// signIn makes somebody with a role, signed in.
func (w *town) signIn(role account.Role, slug string) visitor { return w.signInAs(role, slug, false) }

func (w *town) signInAs(role account.Role, slug string, weak bool) visitor {
	w.Helper()
	o := w.officeNamed(slug)
	who, token := accounttest.Sign(w.T, w.d, w.ring, accounttest.Role{Role: role, Office: o.ID, Weak: weak})
	return visitor{w, token, who, o}
}

func (v visitor) ask(method, path string, form url.Values) seen {
	v.Helper()
	r := httptest.NewRequestWithContext(v.Context(), method, "http://alun.example"+path, strings.NewReader(form.Encode()))
	if v.token != "" {
		r.AddCookie(&http.Cookie{Name: "alun", Value: v.token})
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	v.site.ServeHTTP(w, r)
	s := seen{v.T, w.Code, w.Body.String(), html.UnescapeString(regexp.MustCompile(`\s+`).ReplaceAllString(w.Body.String(), " "))}
	if to := w.Header().Get("Location"); to != "" {
		s.raw, s.body = to, to
	}
	return s
}

func (v visitor) get(path string) seen { v.Helper(); return v.ask(http.MethodGet, path, nil) }

// post sends a form with a key of its own; pairs are names and values.
func (v visitor) post(path string, pairs ...string) seen {
	v.Helper()
	form := url.Values{web.KeyField: {web.NewKey()}}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return v.ask(http.MethodPost, path, form)
}

// follow opens the page that a form leads to.
func (v visitor) follow(s seen) seen {
	v.Helper()
	if s.status != http.StatusSeeOther {
		v.Fatalf("status %d, not a way on: %.600s", s.status, regexp.MustCompile(`<[^>]*>`).ReplaceAllString(s.body, ""))
	}
	return v.get(s.raw)
}

const tw2 = "/putaran/2024/2"

// openedRound opens the second quarter of 2024, whose rows are published: offices
// start from what is there.
func (w *town) openedRound() (planner visitor) {
	w.Helper()
	planner = w.signIn(account.Planner, "")
	planner.follow(planner.post("/putaran", "quarter", "2024-2", "deadline", date.DayOf(w.now()).Next(5).String(), "budget_version", "murni")).is(200).has("Putaran dibuka")
	return planner
}

// submission finds what an office hands in.
func (w *town) submission(o plan.OPD) (s plan.Submission) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		r, _, err := plan.RoundAt(tx, date.Quarter{Year: 2024, N: 2})
		if err == nil {
			s, _, err = plan.SubmissionOf(tx, r.ID, o.ID)
		}
		return err
	})
	return s
}

func (w *town) version(o plan.OPD) string { return strconv.FormatInt(w.submission(o).Version, 10) }

// checked reads what stands in the way of sending.
func (w *town) checked(o plan.OPD) (sheet plan.Sheet, c plan.Checked) {
	w.Helper()
	reader, _ := accounttest.Sign(w.T, w.d, w.ring, accounttest.Role{Role: account.Inspector})
	w.read(func(tx *db.Tx) (err error) {
		if sheet, err = plan.SheetOf(tx, reader.Session, date.Quarter{Year: 2024, N: 2}, o); err != nil {
			return err
		}
		c, err = sheet.Check(tx, w.desk.Rules)
		return err
	})
	return sheet, c
}

// cell is the fields of the desk's form for one cell.
func (w *town) cell(line plan.DraftLine, field, text string) []string {
	at := w.desk.Code(line.ID) + "." + field
	return []string{"s." + at, line.Cell(field), "t." + at, text}
}

// complete fills in what is empty, and explains the faults, over HTTP alone.
func (v visitor) complete() {
	v.Helper()
	at := tw2 + "/" + v.office.Slug
	sheet, c := v.checked(v.office)
	lines := map[db.ID]plan.DraftLine{}
	for _, l := range sheet.Lines {
		lines[l.ID] = l.DraftLine
	}
	var cells []string
	for _, m := range c.Missing {
		text := "0"
		if plan.TextField(m.Field) {
			text = "Terisi"
		}
		cells = append(cells, v.cell(lines[m.Line], m.Field, text)...)
	}
	for _, u := range c.Unread {
		cells = append(cells, v.cell(lines[u.Line], u.CellGap.Field, "0")...)
	}
	if len(cells) > 0 {
		v.post(at, cells...).is(303)
	}
	_, c = v.checked(v.office)
	for _, f := range c.Open(check.Fault) {
		v.post(at+"/jelas", "temuan", f.Key, "kalimat", "Angka ini sudah sesuai dengan dokumen di kantor kami.").is(303)
	}
	if _, c = v.checked(v.office); !c.Ready() {
		v.Fatalf("%s is not ready: %d missing, %d unread, %d misplaced, %d faults", v.office.Slug, len(c.Missing), len(c.Unread), len(c.Misplaced), len(c.Open(check.Fault)))
	}
}

// TestAWholeRoundWithoutScripts goes from opening to the public page with three
// offices, by plain forms alone.
func TestAWholeRoundWithoutScripts(t *testing.T) {
	eachTown(t, func(w *town) {
		planner := w.openedRound()
		planner.get("/tugas").is(200).has("Perangkat Daerah masih ditunggu")
		for _, slug := range []string{"inspektorat", "kesbangpol", "disnaker"} {
			w.wholeOffice(planner, slug)
		}
		planner.get(tw2+"?keadaan=terkunci").is(200).has("Terkunci", "3 Perangkat Daerah")
	})
}

// wholeOffice brings one office from its start to the public page.
func (w *town) wholeOffice(planner visitor, slug string) {
	w.Helper()
	operator, head := w.signIn(account.Operator, slug), w.signIn(account.Head, slug)
	at := tw2 + "/" + slug
	operator.get("/tugas").is(200).has("Mulai isian Triwulan II 2024", at)
	operator.post(at+"/mulai", "isi", "lanjut").is(303)
	operator.complete()
	operator.get("/tugas").is(200).has("minta kepala mengirimnya")
	operator.get(at + "/kirim").is(200).has("Hanya kepala yang mengirim").hasNot("Setujui dan kirim</button>")

	head.get("/tugas").is(200).has("Siap dikirim", at+"/kirim")
	head.get(at+"/kirim").is(200).has("Setujui dan kirim", "sudah dibelanjakan")
	head.follow(head.post(at+"/kirim", "version", w.version(head.office))).is(200).has("sudah dikirim", "Terkirim")
	head.get("/tugas").is(200).has("Sedang di tangan lain")

	// Bappeda gives a row back with a sentence, the office mends it and sends again.
	planner.get(at+"/periksa").is(200).has("Kembalikan baris ini", "Verifikasi")
	sheet, _ := w.checked(head.office)
	line := someRow(sheet)
	ask := "Periksa lagi uang triwulan kedua di baris ini."
	planner.follow(planner.post(at+"/periksa", "version", w.version(head.office), "langkah", "kembalikan", rowName(line), ask)).is(200).has("Isian dikembalikan", ask)
	head.get("/tugas").is(200).has("yang dikembalikan (1 baris)")
	head.get(at+"/kirim").is(200).has(ask, "Belum diubah")
	operator.post(at, w.cell(line, "note", "Sudah diperiksa ulang oleh "+slug)...).is(303)
	head.get(at+"/kirim").is(200).has("Sudah diubah", "menjadi Sudah diperiksa ulang oleh "+slug)
	head.follow(head.post(at+"/kirim", "version", w.version(head.office))).is(200).has("sudah dikirim")

	planner.get(at+"/periksa").is(200).has("1 baris berubah sejak terakhir dilihat", "menjadi Sudah diperiksa ulang oleh "+slug)
	planner.follow(planner.post(at+"/periksa", "version", w.version(head.office), "langkah", "verifikasi")).is(200).has("Isian diverifikasi", "Lanjut ke penguncian")
	planner.get(at+"/kunci").is(200).has("Yang akan terjadi", "Kunci isian")
	version := w.version(head.office)
	key := web.NewKey()
	for range 2 { // pressing twice locks once, and says so twice
		form := url.Values{web.KeyField: {key}, "version": {version}}
		planner.follow(planner.ask(http.MethodPost, at+"/kunci", form)).is(200).has("Isian dikunci", "Terkunci")
	}
	anybody := visitor{town: w}
	s := w.submission(head.office)
	anybody.get("/renja/2024/" + slug + "/" + line.Code + "?tw=2").is(200).has("Sudah diperiksa ulang oleh " + slug)
	anybody.get("/renja/2024/revisi/"+strconv.Itoa(s.Revision)+"?tw=2").is(200).has(head.office.Short, "Sudah diperiksa ulang oleh "+slug)
}

// someRow is a sub-activity that stands.
func someRow(s plan.Sheet) plan.DraftLine {
	for _, l := range s.Lines {
		if l.Level == 3 && l.Seq == 0 && !l.Removed {
			return l.DraftLine
		}
	}
	return plan.DraftLine{}
}

func (w *town) now() (out time.Time) {
	w.read(func(tx *db.Tx) error { out = tx.Now(); return nil })
	return out
}
