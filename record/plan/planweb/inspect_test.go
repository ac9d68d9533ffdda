package planweb

import (
	"bytes"
	"fmt"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/xuri/excelize/v2"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/lang"
	letters "alun/ground/letter"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/plan"
	"alun/record/plan/check"
)

// hall is a site with people of several roles; the office is disporapar.
type hall struct {
	*testing.T
	site   http.Handler
	db     *db.DB
	ring   *keys.Ring
	tokens map[string]string
	last   *httptest.ResponseRecorder
}

func openHall(t *testing.T, d *db.DB) *hall {
	furnish(t, d)
	h := &hall{T: t, db: d, ring: accounttest.Ring(t), tokens: map[string]string{}}
	offices := map[string]db.ID{}
	must(t, d.Read(t.Context(), func(tx *db.Tx) error {
		all, err := plan.OPDs(tx, 2024)
		for _, o := range all {
			offices[o.Slug] = o.ID
		}
		return err
	}))
	for name, r := range map[string]accounttest.Role{"planner": {Role: account.Planner}, "inspector": {Role: account.Inspector}, "weak": {Role: account.Inspector, Weak: true},
		"operator": {Role: account.Operator, Office: offices["disporapar"]}, "other": {Role: account.Operator, Office: offices["dpu"]}, "maker": {Role: account.Maker}} {
		_, h.tokens[name] = accounttest.Sign(t, d, h.ring, r)
	}
	words, err := lang.Load(plan.Files, Files, check.Files, parts.Files, web.Files, account.Files, sheet.Files)
	must(t, err)
	codec := h.ring.Codec()
	desk := Desk{DB: d, People: account.NewPeople(h.ring), Words: words, Code: func(id db.ID) string { return codec.Encode(int64(id)) },
		ID: func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok }}
	site, err := web.New(web.Config{DB: d, Words: words, Routes: desk.Routes(), SignIn: "/masuk",
		Layout: func(r *web.Request, p web.Page) templ.Component {
			f := parts.Frame{Home: r.Href("/"), Title: p.Title, Body: p.Body, Site: "Alun", Styles: []string{web.Asset("alun.css")}}
			for _, tag := range lang.All {
				f.Tongues = append(f.Tongues, parts.Tongue{Tag: tag, Href: r.Here(tag)})
			}
			return parts.Layout(r.Lang, f)
		},
		Fault: func(r *web.Request, f *fault.Fault, _ int) web.Page {
			return web.Page{Title: r.Lang.T(f.Key, f.Args...), Body: parts.Galat(r.Lang, f)}
		}})
	must(t, err)
	h.site = site.Handler()
	return h
}

func (h *hall) send(who string, r *http.Request) seen {
	h.Helper()
	if token := h.tokens[who]; token != "" {
		r.AddCookie(&http.Cookie{Name: "alun", Value: token})
	}
	h.last = httptest.NewRecorder()
	h.site.ServeHTTP(h.last, r)
	body := h.last.Body.String()
	if strings.Contains(body, "⟦") {
		h.Errorf("%s lacks a sentence: %s", r.URL, regexp.MustCompile("⟦[^⟧]*⟧").FindString(body))
	}
	return seen{h.T, h.last.Code, body, html.UnescapeString(regexp.MustCompile(`\s+`).ReplaceAllString(body, " "))}
}

func (h *hall) get(who, path string) seen {
	h.Helper()
	return h.send(who, httptest.NewRequestWithContext(h.Context(), http.MethodGet, "http://alun.example"+path, nil))
}

func (h *hall) post(who, path string, fields url.Values) seen {
	h.Helper()
	fields.Set(web.KeyField, web.NewKey())
	r := httptest.NewRequestWithContext(h.Context(), http.MethodPost, "http://alun.example"+path, strings.NewReader(fields.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return h.send(who, r)
}

func (h *hall) upload(who, path, name string, raw []byte, fields map[string]string) seen {
	h.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	must(h.T, m.WriteField(web.KeyField, web.NewKey()))
	for k, v := range fields {
		must(h.T, m.WriteField(k, v))
	}
	if raw != nil {
		part, err := m.CreateFormFile(paperPart, name)
		must(h.T, err)
		_, err = part.Write(raw)
		must(h.T, err)
	}
	must(h.T, m.Close())
	r := httptest.NewRequestWithContext(h.Context(), http.MethodPost, "http://alun.example"+path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return h.send(who, r)
}

// to is where the last answer leads.
func (h *hall) to() string { return h.last.Header().Get("Location") }

// realised is a file of SIPD of one office: every row as the report has it, but
// the first sub-activity has more, and the second is missing.
func (h *hall) realised(head string) []byte {
	h.Helper()
	var b strings.Builder
	b.WriteString(head + "\n")
	must(h.T, h.db.Read(h.Context(), func(tx *db.Tx) error {
		v, _, err := plan.Latest(tx, 2024)
		if err != nil {
			return err
		}
		o, _, err := plan.OPDBySlug(tx, 2024, "disporapar")
		if err != nil {
			return err
		}
		all, err := plan.OfficeFigures(tx, v, o.ID)
		n := 0
		for _, f := range all {
			if f.Seq != 0 || f.Level == 0 || !f.Real.Rp.Known {
				continue
			}
			spent := int64(f.Real.Rp.Rupiah)
			if f.Level == 3 {
				n++
				if n == 2 {
					continue
				}
				if n == 1 {
					spent += 1_500_000
				}
			}
			fmt.Fprintf(&b, "%s;%q;Rp%d;Rp%d,00\n", f.Level, f.Name, f.Target.Rp.Rupiah, spent)
		}
		return err
	}))
	return []byte(b.String())
}

func inHall(t *testing.T, run func(h *hall)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { run(openHall(t, d)) }, jobs.Files, account.Files, plan.Files, diary.Files, blob.Files, letters.Files, web.Files)
}

func TestReconcilingOverTheWeb(t *testing.T) {
	inHall(t, func(h *hall) {
		h.get("", "/rekonsiliasi").is(303)
		if !strings.HasPrefix(h.to(), "/masuk?") {
			t.Errorf("a stranger is led to %s", h.to())
		}
		h.get("maker", "/rekonsiliasi").is(403)
		h.get("operator", "/rekonsiliasi").is(200).has("Belum ada berkas yang dicocokkan", "Disporapar").hasNot("Dishub", "Seluruh kota")
		h.get("planner", "/rekonsiliasi").is(200).has("Seluruh kota", "Dishub")
		h.get("inspector", "/rekonsiliasi").is(200).hasNot("Cocokkan berkas baru")
		fields := map[string]string{"laporan": "2024-2", "opd": "disporapar"}
		h.upload("operator", "/rekonsiliasi", "x.csv", nil, fields).is(422).has("Pilih berkasnya dulu.")
		h.upload("operator", "/rekonsiliasi", "x.pdf", []byte("%PDF-1.7"), fields).is(422).has("Berkas ini belum dicocokkan")
		h.upload("operator", "/rekonsiliasi", "x.csv", []byte("a"), map[string]string{"laporan": "2024-9", "opd": "disporapar"}).is(422)
		h.upload("other", "/rekonsiliasi", "x.csv", []byte("a"), fields).is(403)
		h.upload("", "/rekonsiliasi", "x.csv", []byte("a"), fields).is(401)
		raw := h.realised("Tingkat;Uraian;Pagu (Rp);Realisasi (Rp)")
		h.upload("operator", "/rekonsiliasi", "realisasi <b>.csv", raw, fields).is(303)
		run := h.to()
		page := h.get("operator", run).is(200).has("SIPD lebih besar Rp1.500.000", "Hanya di laporan", "Berbeda", "realisasi <b>.csv")
		if strings.Contains(page.raw, "<b>.csv") {
			t.Error("the file's name is not escaped")
		}
		h.get("operator", run+"?keadaan=different").is(200).has("SIPD lebih besar").hasNot("Hanya di laporan</td>")
		h.get("operator", run+"?keadaan=x").is(422)
		h.get("other", run).is(404)
		h.get("", run).is(303)
		h.get("inspector", "/en"+run).is(200).has("SIPD has IDR 1,500,000 more")
		h.get("planner", "/ja"+run).is(200).has("SIPDが")
		if got := h.get("planner", run+"?format=csv&keadaan=different").is(200).raw; strings.Count(got, "\n") != 2 || !strings.Contains(got, "1500000") {
			t.Errorf("the file of what differs: %s", got)
		}
		h.upload("operator", "/rekonsiliasi", "lagi.csv", raw, fields).is(303)
		if h.to() != run+"?kabar=sama" {
			t.Errorf("the same file leads to %s, not %s", h.to(), run)
		}
		row := regexp.MustCompile(regexp.QuoteMeta(run) + `/[0-9a-z]{13}`).FindString(h.get("operator", run+"?keadaan=different").raw)
		h.get("operator", row).is(200).has("Simpan penjelasan", "Rp1.500.000")
		h.get("planner", row).is(200).hasNot("Simpan penjelasan")
		h.post("operator", row, url.Values{"sentence": {"pendek"}}).is(422).has("pendek", "10 sampai 500")
		h.post("planner", row, url.Values{"sentence": {"SP2D akhir Juni belum tercatat."}}).is(403)
		h.post("operator", row, url.Values{"sentence": {"SP2D akhir Juni belum tercatat."}}).is(303)
		h.get("planner", row).is(200).has("SP2D akhir Juni belum tercatat.")
	})
}

func TestNamingColumnsOverTheWeb(t *testing.T) {
	inHall(t, func(h *hall) {
		raw := h.realised("T;Nama panjang;P;R")
		h.upload("operator", "/rekonsiliasi", "x.csv", raw, map[string]string{"laporan": "2024-2", "opd": "disporapar"}).is(303)
		run := h.to()
		h.get("operator", run).is(200).has("Kolom mana berisi apa?", "Kolom B: Nama panjang")
		h.get("planner", run).is(404)
		h.post("operator", run, url.Values{"name": {"1"}}).is(422).has("tanpa ini baris tidak dapat dicocokkan")
		h.post("operator", run, url.Values{"name": {"1"}, "spent": {"99"}}).is(422).has("tidak ada di berkas")
		h.post("planner", run, url.Values{"name": {"1"}, "spent": {"3"}}).is(404)
		h.post("operator", run, url.Values{"name": {"1"}, "spent": {"3"}, "budget": {"2"}, "level": {"0"}}).is(303)
		h.get("operator", h.to()).is(200).has("Kolom sudah dipilih", "SIPD lebih besar Rp1.500.000")
	})
}

func TestInspectingOverTheWeb(t *testing.T) {
	inHall(t, func(h *hall) {
		h.get("", "/inspeksi").is(303)
		h.get("maker", "/inspeksi").is(403)
		h.get("weak", "/inspeksi").is(200).has("kode kedua").hasNot("/inspeksi/baru")
		h.get("weak", "/inspeksi/baru").is(403)
		h.get("inspector", "/inspeksi/baru").is(200).has("Bilangan awal", "Dishub")
		today := date.DayOf(h.now())
		ask := url.Values{"assignment": {"700/12/ST/Itko/2026"}, "from": {today.String()}, "until": {today.String()}, "laporan": {"2024-2"}, "rule": {"largest"},
			"level": {"subkegiatan"}, "size": {"4"}, "opd": {"disporapar"}}
		h.post("planner", "/inspeksi/baru", ask).is(403)
		late := url.Values{"assignment": {"700/12"}, "from": {"2020-01-01"}, "until": {"2020-01-02"}, "laporan": {"2024-2"}, "rule": {"chance"}, "level": {"subkegiatan"}, "size": {"4"}}
		h.post("inspector", "/inspeksi/baru", late).is(422).has("di luar masa itu", `value="700/12"`)
		h.post("inspector", "/inspeksi/baru", ask).is(303)
		sample, _, _ := strings.Cut(h.to(), "?")
		h.get("inspector", sample).is(200).has("Contoh untuk surat tugas 700/12/ST/Itko/2026", "4 baris dalam contoh ini", "revisi 1").hasNot("emuan")
		h.get("operator", sample).is(404)
		h.get("operator", sample+"?format=xlsx").is(404)
		chance := url.Values{"assignment": {"700/13"}, "from": ask["from"], "until": ask["until"], "laporan": {"2024-2"}, "rule": {"chance"}, "level": {"subkegiatan"}, "size": {"4"}}
		h.post("inspector", "/inspeksi/baru", chance).is(303)
		drawn, _, _ := strings.Cut(h.to(), "?")
		h.get("inspector", drawn).is(200).has("Bilangan awal", "SHA-256")

		for _, tongue := range []string{"", "/en", "/ja"} { // a paper of any language comes back
			paper := h.filled(tongue+sample, tongue)
			h.upload("weak", sample, "kertas.xlsx", paper, nil).is(403)
			h.upload("inspector", drawn, "kertas.xlsx", paper, nil).is(422).has("milik contoh lain")
			h.upload("inspector", sample, "kertas.xlsx", paper, nil).is(303)
			if !strings.Contains(h.to(), "kabar=kertas") {
				t.Errorf("a paper in %q: %s", tongue, h.to())
			}
			h.get("inspector", h.to()).is(200).has("Kertas kerja dibaca")
			h.upload("inspector", sample, "kertas.xlsx", paper, nil).is(303)
			if !strings.HasSuffix(h.to(), "?kabar=tetap") {
				t.Errorf("the same paper again: %s", h.to())
			}
		}
		h.upload("inspector", sample, "x.csv", []byte("a,b\n1,2\n"), nil).is(422).has("Kertas kerja ini belum dibaca")
		h.followed(sample)
	})
}

// followed answers and closes a follow-up.
func (h *hall) followed(sample string) {
	h.Helper()
	h.get("other", sample).is(404)
	page := h.get("operator", sample).is(200).has("Lengkapi kuitansi hotel").hasNot("Unduh kertas kerja", "emuan")
	task := regexp.MustCompile(regexp.QuoteMeta(sample) + `/[0-9a-z]{13}`).FindString(page.raw)
	h.get("operator", "/inspeksi").is(200).has(task).hasNot("Contoh yang sudah ditarik")
	h.get("other", task).is(404)
	h.get("operator", task).is(200).has("Kirim jawaban").hasNot("Nyatakan selesai")
	h.get("planner", task).is(200).hasNot("Kirim jawaban", "Nyatakan selesai")
	step := func(who, act, version string) seen {
		return h.post(who, task, url.Values{"act": {act}, "version": {version}, "sentence": {"Kuitansi hotel terlampir dan diperiksa."}})
	}
	h.post("operator", task, url.Values{"act": {"answered"}, "version": {"1"}, "sentence": {"ya"}}).is(422).has("10 sampai 1.000")
	step("operator", "closed", "1").is(403)
	step("operator", "answered", "1").is(303)
	step("operator", "answered", "1").is(409).has("sudah berubah")
	h.get("inspector", task).is(200).has("Nyatakan selesai", "Kembalikan", "Kuitansi hotel terlampir")
	step("inspector", "closed", "2").is(303)
	h.get("operator", task).is(200).has("selesai").hasNot("Kirim jawaban")
}

func (h *hall) now() (at time.Time) {
	must(h.T, h.db.Read(h.Context(), func(tx *db.Tx) error { at = tx.Now(); return nil }))
	return at
}

// filled is a sample's working paper as an inspector sends it back: the second
// row concluded from the list, with a follow-up.
func (h *hall) filled(sample, tongue string) []byte {
	h.Helper()
	raw := h.get("inspector", sample+"?format=xlsx").is(200).raw
	f, err := excelize.OpenReader(strings.NewReader(raw))
	must(h.T, err)
	defer f.Close()
	name := f.GetSheetName(0)
	lists, err := f.GetDataValidations(name)
	must(h.T, err)
	if len(lists) != 2 {
		h.Fatalf("%d lists in the paper", len(lists))
	}
	choice := strings.Split(strings.Trim(lists[0].Formula1, `"`), ",")[2]
	column := strings.TrimRight(strings.Split(lists[0].Sqref, ":")[0], "0123456789")
	due := strings.TrimRight(strings.Split(lists[1].Sqref, ":")[0], "0123456789")
	for cell, text := range map[string]string{column + "3": choice, "P3": "Dilihat di kantor " + tongue, "S3": "Lengkapi kuitansi hotel " + tongue} {
		must(h.T, f.SetCellStr(name, cell, text))
	}
	must(h.T, f.SetCellInt(name, due+"3", 46357))
	b, err := f.WriteToBuffer()
	must(h.T, err)
	return b.Bytes()
}
