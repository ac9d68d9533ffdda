package operate_test

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/backup"
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/lang"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/outlook/operate"
	"alun/record/diary"

	"github.com/prometheus/client_golang/prometheus"
)

var rooms = []fs.FS{jobs.Files, mail.Files, wa.Files, blob.Files, web.Files, diary.Files}

// house is an administrator's listener over a database.
type house struct {
	*testing.T
	db   *db.DB
	desk *operate.Desk
	http http.Handler
	keys *keys.Ring
}

func each(t *testing.T, run func(h *house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { run(open(t, d)) }, rooms...)
}

func open(t *testing.T, d *db.DB) *house {
	t.Helper()
	words, err := lang.Load(db.Files, backup.Files, jobs.Files, keys.Files, mail.Files, wa.Files, blob.Files, web.Files, parts.Files, diary.Files, operate.Files)
	if err != nil {
		t.Fatal(err)
	}
	ring, err := keys.Open(filepath.Join(t.TempDir(), "keys"))
	if err != nil {
		t.Fatal(err)
	}
	codec := ring.Codec()
	desk := &operate.Desk{DB: d, Figures: prometheus.NewRegistry(), Post: &mail.Post{DB: d, Keys: ring}, Box: wa.Box{Keys: ring},
		Requests: func() (int64, int64) { return 100, 0 }, About: operate.About{Version: "9.9", KeyID: "kunci-1", Started: time.Now().Add(-3 * time.Hour)},
		City: map[lang.Tag]string{lang.ID: "Kota", lang.EN: "City", lang.JA: "市"},
		Now:  time.Now,
		Code: func(id db.ID) string { return codec.Encode(int64(id)) },
		ID:   func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok }}
	if err := desk.Register(); err != nil {
		t.Fatal(err)
	}
	slips, err := wa.Static()
	if err != nil {
		t.Fatal(err)
	}
	site, err := web.New(web.Config{DB: d, Words: words, Routes: desk.Routes(), Layout: desk.Layout, Fault: desk.Fault, Actor: operate.Actor,
		Static: []fs.FS{slips}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return &house{t, d, desk, operate.Guard("", site.Handler()), ring}
}

// ask sends a request as a browser on this machine does.
func (h *house) ask(method, path string, form url.Values, heads ...string) (int, string) {
	h.Helper()
	r := httptest.NewRequest(method, "http://localhost:9100"+path, strings.NewReader(form.Encode()))
	r.RemoteAddr = "127.0.0.1:5000"
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for i := 0; i < len(heads); i += 2 {
		r.Header.Set(heads[i], heads[i+1])
		if heads[i] == "Host" {
			r.Host = heads[i+1]
		}
	}
	w := httptest.NewRecorder()
	h.http.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func (h *house) want(method, path string, form url.Values, code int, texts ...string) string {
	h.Helper()
	got, body := h.ask(method, path, form)
	if got != code {
		h.Fatalf("%s %s: %d, want %d\n%s", method, path, got, code, body)
	}
	for _, text := range texts {
		if !strings.Contains(body, text) {
			h.Errorf("%s %s does not say %q", method, path, text)
		}
	}
	return body
}

func (h *house) write(act func(tx *db.Tx) error) {
	h.Helper()
	if err := h.db.Write(h.Context(), act); err != nil {
		h.Fatal(err)
	}
}

func fresh() url.Values { return url.Values{web.KeyField: {web.NewKey()}} }

// facts lists what the diary has.
func (h *house) facts() (out []string) {
	h.Helper()
	err := h.db.Read(h.Context(), func(tx *db.Tx) (err error) {
		out, err = db.All(tx, (*db.Row).Text, `select fact from diary_entry order by id`)
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
	return out
}

// missing marks a sentence that is not there, or an error that reached a page.
var missing = regexp.MustCompile("[⟦⟧]")

func TestEveryPageIsDrawnInThreeLanguages(t *testing.T) {
	each(t, func(h *house) {
		h.fill()
		for _, path := range []string{"/", "/pekerjaan", "/pekerjaan?keadaan=mati&diulang=2", "/wa", "/wa?tercatat=1", "/surat", "/cadangan"} {
			for _, tag := range []string{"", "/en", "/ja"} {
				body := h.want("GET", strings.TrimSuffix(tag+path, "/")+map[bool]string{true: "/"}[tag+path == "/"], nil, 200, "<h1", "noindex")
				if m := missing.FindStringIndex(body); m != nil {
					h.Errorf("%s%s: %s", tag, path, body[max(0, m[0]-80):m[1]+80])
				}
			}
		}
	})
}

// fill puts one of everything in.
func (h *house) fill() {
	h.write(func(tx *db.Tx) error {
		if _, err := jobs.Put(tx, jobs.Job{Kind: "x.waiting", Key: "1"}); err != nil {
			return err
		}
		if _, err := h.desk.Post.Put(tx, mail.Message{Key: "1", Kind: "x.y", To: "siti@contoh.id", Subject: "Rahasia", Text: "Rahasia"}); err != nil {
			return err
		}
		_, err := h.desk.Box.Put(tx, wa.Message{Key: "1", Kind: "x.y", Number: "0812-3456-7890", Text: "Rahasia surat WA"})
		return err
	})
	h.kill("x.dead")
}

// kill leaves a job that was given up.
func (h *house) kill(kind string) {
	h.write(func(tx *db.Tx) error {
		if _, err := jobs.Put(tx, jobs.Job{Kind: kind, Key: kind}); err != nil {
			return err
		}
		_, err := tx.Exec(`update jobs_job set state = 'dead', error = 'mail: 550', ended_at = $2 where kind = $1`, kind, tx.Now())
		return err
	})
}

func TestNoListShowsWhomAndWhat(t *testing.T) {
	each(t, func(h *house) {
		h.fill()
		for _, path := range []string{"/", "/pekerjaan", "/wa", "/surat", "/metrics"} {
			body := h.want("GET", path, nil, 200)
			for _, private := range []string{"siti@", "3456", "Rahasia", "6281"} {
				if strings.Contains(body, private) {
					h.Errorf("%s shows %q", path, private)
				}
			}
		}
	})
}

var (
	action = regexp.MustCompile(`action="([^"]+)"`)
	keyOf  = regexp.MustCompile(`name="_key" value="([^"]+)"`)
)

func TestAJobIsSentAgainOnceAndSaidInTheDiary(t *testing.T) {
	each(t, func(h *house) {
		h.kill("x.a")
		body := h.want("GET", "/pekerjaan?keadaan=mati", nil, 200, "mail: 550")
		to := action.FindStringSubmatch(body)[1]
		form := url.Values{web.KeyField: {keyOf.FindStringSubmatch(body)[1]}}
		for range 3 { // pressed three times
			h.want("POST", to, form, 303)
		}
		if got := h.facts(); !slices.Equal(got, []string{"operate.job_sent_again"}) {
			h.Errorf("the diary says %q", got)
		}
		h.want("POST", to, fresh(), 404)
		h.want("POST", "/pekerjaan/x/ulang", fresh(), 404)
		h.kill("x.b")
		h.kill("x.c")
		h.want("POST", "/pekerjaan/ulang", fresh(), 303)
		h.want("POST", "/pekerjaan/ulang", fresh(), 303) // none is left: nothing to say
		if got := h.facts(); !slices.Equal(got, []string{"operate.job_sent_again", "operate.jobs_sent_again"}) {
			h.Errorf("the diary says %q", got)
		}
	})
}

func TestAWhatsAppMessageIsOpenedSentAndForgotten(t *testing.T) {
	each(t, func(h *house) {
		h.fill()
		to := action.FindStringSubmatch(h.want("GET", "/wa", nil, 200))[1]
		h.want("POST", to, fresh(), 200, "https://wa.me/6281234567890?text=Rahasia%20surat%20WA", "Rahasia surat WA")
		base := strings.TrimSuffix(to, "buka")
		h.want("POST", base+"lembar", fresh(), 200, "Rahasia surat WA", "slip.")
		h.want("POST", base+"tidak", fresh(), 422, "Rahasia surat WA")
		h.kept("select count(*) from wa_opening", 2)
		h.kept("select count(*) from web_answer where answer like '%Rahasia%' or answer like '%6281%'", 0)
		h.want("POST", base+"tidak", url.Values{web.KeyField: {web.NewKey()}, "reason": {"declined"}}, 303)
		h.want("POST", base+"terkirim", fresh(), 409)
		h.kept("select count(*) from wa_message where sealed <> ''", 0)
		h.want("GET", "/wa", nil, 200, "+62 8••• ••90")
		if got := h.facts(); !slices.Equal(got, []string{"operate.wa_not_sent"}) {
			h.Errorf("the diary says %q", got)
		}
	})
}

func (h *house) kept(query string, want int64) {
	h.Helper()
	err := h.db.Read(h.Context(), func(tx *db.Tx) error {
		n, _, err := db.One(tx, (*db.Row).Int64, query)
		if n != want {
			h.Errorf("%s: %d, want %d", query, n, want)
		}
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
}

func TestOnlyThisMachineByItsOwnName(t *testing.T) {
	h := open(t, dbtest.Open(t, dbtest.SQLite(t), db.Options{}, rooms...))
	for host, code := range map[string]int{"localhost": 200, "localhost:9100": 200, "LOCALHOST.:1": 200, "127.0.0.1:9100": 200, "[::1]:9100": 200, "127.9.9.9": 200,
		"evil.example": 421, "localhost.evil.example:9100": 421, "192.168.1.5": 421, "0.0.0.0": 421, "": 421, "[::ffff:10.0.0.1]": 421, "meja.kota.id": 421} {
		if got, _ := h.ask("GET", "/", nil, "Host", host); got != code {
			t.Errorf("Host %q: %d, want %d", host, got, code)
		}
	}
	named := operate.Guard("meja.kota.id", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }))
	r := httptest.NewRequest("GET", "/", nil)
	r.Host = "Meja.kota.id:443"
	w := httptest.NewRecorder()
	if named.ServeHTTP(w, r); w.Code != 204 {
		t.Errorf("the name that was given: %d", w.Code)
	}
	for from, code := range map[string]int{"127.0.0.1:5000": 204, "[::1]:5000": 204, "192.0.2.7:5000": 421, "": 421} {
		r.Host, r.RemoteAddr = "localhost:9100", from
		w = httptest.NewRecorder()
		if named.ServeHTTP(w, r); w.Code != code {
			t.Errorf("as localhost from %q: %d, want %d", from, w.Code, code)
		}
	}
	h.kill("x.a")
	for _, heads := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "", "Origin", "http://evil.example"}, {"Sec-Fetch-Site", "same-site"}} {
		if got, _ := h.ask("POST", "/pekerjaan/ulang", fresh(), heads...); got != 403 {
			t.Errorf("%q: %d, want 403", heads, got)
		}
	}
	h.kept("select count(*) from jobs_job where state = 'dead'", 1)
}

func TestAnAddressThatOthersReachNeedsAName(t *testing.T) {
	for addr, refused := range map[string]bool{"localhost:9100": false, "127.0.0.1:0": false, "[::1]:9100": false,
		":9100": true, "0.0.0.0:9100": true, "[::]:9100": true, "10.0.0.5:9100": true, "alun.kota.id:9100": true} {
		if got := fault.Of(operate.Reachable(addr, "")) != nil; got != refused {
			t.Errorf("%s: refused %v", addr, got)
		}
		if operate.Reachable(addr, "meja.kota.id") != nil {
			t.Errorf("%s is refused though a name is given", addr)
		}
	}
}

// The status page must say that the database is gone, which no page that reads
// it could.
func TestTheStatusPageStandsWithoutADatabase(t *testing.T) {
	each(t, func(h *house) {
		if err := h.db.Close(); err != nil {
			t.Fatal(err)
		}
		h.want("GET", "/en", nil, 200, "Act now", "does not answer", "9.9", "unknown")
		body := h.want("GET", "/metrics", nil, 200, "alun_db_up 0", `alun_light{name="database"} 2`)
		if strings.Contains(body, "alun_diary_sealed") {
			h.Error("a figure that nobody knows is told")
		}
	})
}

func TestWorkEndsWithItsContext(t *testing.T) {
	h := open(t, dbtest.Open(t, dbtest.SQLite(t), db.Options{}, rooms...))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { h.desk.Work(ctx); close(done) }()
	stop()
	<-done
}
