package e2e

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"alun/ground/web"
)

// busyPath is a round in which every state of a submission is to be seen; DPU's
// sheet is a draft with faults.
const busyPath = "/putaran/2025/1"

// staffKinds are the kinds of page in the demonstration: of those who are signed
// in, and the door by which one becomes a made-up person.
var staffKinds = []kind{
	{"made-up people", "/peragaan", busy("", fixed("/peragaan"))},
	{"account", "/akun", busy(planner, fixed("/akun"))},
	{"account: data", "/akun/data", busy(operatorOf("DPU"), fixed("/akun/data"))},
	{"account: a request", "/akun/data/minta", busy(planner, fixed("/akun/data/minta"))},
	{"account: a copy", "/akun/data/salinan", busy(planner, fixed("/akun/data/salinan"))},
	{"account: card", "/akun/kartu", busy(maker, fixed("/akun/kartu"))},
	{"account: second factor", "/akun/kode", busy(planner, fixed("/akun/kode"))},
	{"account: helper", "/akun/pembantu", busy(maker, fixed("/akun/pembantu"))},
	{"account: programs", "/akun/program", busy(operatorOf("DPU"), fixed("/akun/program"))},
	{"account: password", "/akun/sandi", busy(planner, fixed("/akun/sandi"))},
	{"tasks of the planner", "/tugas", busy(planner, fixed("/tugas"))},
	{"tasks of an operator", "/tugas", busy(operatorOf("DPU"), fixed("/tugas"))},
	{"rounds", "/putaran", busy(planner, fixed("/putaran"))},
	{"round", "/putaran/{year}/{quarter}", busy(planner, fixed(busyPath))},
	{"round: list to print", "/putaran/{year}/{quarter}/daftar", busy(planner, fixed(busyPath+"/daftar"))},
	{"round: letter of the city", "/putaran/{year}/{quarter}/surat", busy(planner, fixed(busyPath+"/surat"))},
	{"round: sheet", "/putaran/{year}/{quarter}/{opd}", busy(operatorOf("DPU"), fixed(busyPath+"/dpu"))},
	{"round: upload", "/putaran/{year}/{quarter}/{opd}/unggah", busy(operatorOf("DPU"), fixed(busyPath+"/dpu/unggah"))},
	{"round: rows", "/putaran/{year}/{quarter}/{opd}/baris", busy(operatorOf("DPU"), fixed(busyPath+"/dpu/baris"))},
	{"round: one row", "/putaran/{year}/{quarter}/{opd}/baris/{baris}", busy(operatorOf("DPU"), rowOfTheSheet)},
	{"round: indicators", "/putaran/{year}/{quarter}/{opd}/indikator", busy(operatorOf("DPU"), fixed(busyPath+"/dpu/indikator"))},
	{"round: budget", "/putaran/{year}/{quarter}/{opd}/anggaran", busy(operatorOf("DPU"), fixed(busyPath+"/dpu/anggaran"))},
	{"round: words of the form", "/putaran/{year}/{quarter}/{opd}/formulir", busy(operatorOf("DPU"), fixed(busyPath+"/dpu/formulir"))},
	{"round: send", "/putaran/{year}/{quarter}/{opd}/kirim", busy(headOf("DPU"), fixed(busyPath+"/dpu/kirim"))},
	{"round: review", "/putaran/{year}/{quarter}/{opd}/periksa", busy(planner, fixed(busyPath+"/satpolpp/periksa"))},
	{"round: lock", "/putaran/{year}/{quarter}/{opd}/kunci", busy(planner, fixed(busyPath+"/inspektorat/kunci"))},
	{"round: reopen", "/putaran/{year}/{quarter}/{opd}/buka", busy(planner, fixed(busyPath+"/setwan/buka"))},
	{"round: letter of an office", "/putaran/{year}/{quarter}/{opd}/surat", busy(headOf("DPU"), fixed(busyPath+"/dpu/surat"))},
	{"evidence", "/putaran/{year}/{quarter}/{opd}/dukung", busy(operatorOf("Setwan"), fixed(busyPath+"/setwan/dukung?semua=1"))},
	{"evidence of a row", "/putaran/{year}/{quarter}/{opd}/dukung/{row}", busy(operatorOf("Setwan"), first(busyPath+"/setwan/dukung?semua=1", func(p string) bool {
		return strings.HasPrefix(p, busyPath+"/setwan/dukung/")
	}))},
	{"evidence: a list of names", "/putaran/{year}/{quarter}/{opd}/dukung/{row}/daftar/{list}", busy(operatorOf("Setwan"), func(*tab) string { return demo.names })},
	{"people", "/orang", busy(admin, fixed("/orang"))},
	{"people: sought", "/orang/cari", busy(admin, fixed("/orang/cari"))},
	{"people: invitation", "/orang/baru", busy(admin, fixed("/orang/baru"))},
	{"person", "/orang/{code}", busy(admin, personPath(""))},
	{"person: opened", "/orang/{code}/buka", busy(admin, personPath("/buka"))},
	{"person: a role", "/orang/{code}/peran", busy(admin, personPath("/peran"))},
	{"person: a role held", "/orang/{code}/peran/{grant}", busy(admin, func(b *tab) string {
		return first(personPath("")(b), func(p string) bool { return strings.Contains(p, "/peran/") })(b)
	})},
	{"personal data", "/pribadi", busy(privacy, fixed("/pribadi"))},
	{"personal data: a request", "/pribadi/{code}", busy(privacy, first("/pribadi", below("/pribadi/", 1)))},
	{"personal data: by card", "/pribadi/ktp", busy(privacy, fixed("/pribadi/ktp"))},
	{"personal data: one by card", "/pribadi/ktp/{code}", busy(privacy, first("/pribadi/ktp", below("/pribadi/ktp/", 1)))},
	{"personal data: breaches", "/pribadi/kebocoran", busy(privacy, fixed("/pribadi/kebocoran"))},
	{"personal data: a breach", "/pribadi/kebocoran/{code}", busy(privacy, breachPath)},
	{"personal data: its letter", "/pribadi/kebocoran/{code}/surat", busy(privacy, func(b *tab) string { return breachPath(b) + "/surat" })},
	{"letters of assignment", "/surat-tugas", busy(inspector, fixed("/surat-tugas"))},
	{"counter", "/loket", busy(counter, fixed("/loket"))},
	{"counter: enrol", "/loket/daftar", busy(counter, fixed("/loket/daftar"))},
	{"days off", "/hari-libur", busy(planner, fixed("/hari-libur"))},
	{"days off: the term", "/hari-libur/masa", busy(planner, fixed("/hari-libur/masa"))},
	{"days off: one goes", "/hari-libur/{id}/hapus", busy(planner, first("/hari-libur", func(p string) bool { return strings.HasSuffix(p, "/hapus") }))},
	{"notes to answer", "/tugas/catatan", busy(operatorOf("DPU"), fixed("/tugas/catatan"))},
	{"note to answer", "/tugas/catatan/{note}", busy(operatorOf("DPU"), first("/tugas/catatan", isNoteTask))},
	{"reconciliations", "/rekonsiliasi", busy(operatorOf("DPU"), fixed("/rekonsiliasi"))},
	{"reconciliation", "/rekonsiliasi/{id}", busy(operatorOf("DPU"), first("/rekonsiliasi", below("/rekonsiliasi/", 1)))},
	{"reconciliation: a row", "/rekonsiliasi/{id}/{row}", busy(operatorOf("DPU"), func(b *tab) string {
		return first(first("/rekonsiliasi", below("/rekonsiliasi/", 1))(b), below("/rekonsiliasi/", 2))(b)
	})},
	{"inspections", "/inspeksi", busy(inspector, fixed("/inspeksi"))},
	{"inspections: draw", "/inspeksi/baru", busy(inspector, fixed("/inspeksi/baru"))},
	{"inspection", "/inspeksi/{id}", busy(inspector, first("/inspeksi", isSample))},
	{"inspection: follow-up", "/inspeksi/{id}/{followup}", busy(inspector, func(b *tab) string {
		return first(first("/inspeksi", isSample)(b), below("/inspeksi/", 2))(b)
	})},
}

// busy lets somebody look at a page of the demonstration in which much goes on.
func busy(who string, path func(*tab) string) func(*tab) string {
	return func(b *tab) string {
		b.Helper()
		s := visitDemo(b.T)
		s.makeBusy(b.T)
		if who != "" {
			b.as(s.be(b.T, who).token())
		}
		return path(b)
	}
}

// rowOfTheSheet is the page of the fourth row of DPU's sheet.
func rowOfTheSheet(b *tab) string {
	b.Helper()
	return busyPath + "/dpu/baris/" + visitDemo(b.T).be(b.T, operatorOf("DPU")).sheet(busyPath + "/dpu").Lines[3].ID
}

func personPath(under string) func(*tab) string {
	return func(b *tab) string { return "/orang/" + demo.cast[operatorOf("Kesbangpol")] + under }
}

func breachPath(b *tab) string {
	return strings.TrimSuffix(first("/pribadi/kebocoran", below("/pribadi/kebocoran/", 1))(b), "/surat")
}

func isSample(path string) bool { return below("/inspeksi/", 1)(path) && path != "/inspeksi/baru" }

// below knows addresses so many steps below another; an address of a person has
// thirteen letters, a word of the house fewer.
func below(at string, steps int) func(string) bool {
	return func(path string) bool {
		path, _, _ = strings.Cut(path, "?")
		rest, ok := strings.CutPrefix(path, at)
		return ok && strings.Count(rest, "/") == steps-1 && coded.MatchString(rest)
	}
}

var coded = regexp.MustCompile(`(^|/)[0-9a-z]{13}$`)

// offices is who takes part in a round, as its overview links them.
var officeLink = regexp.MustCompile(`href="` + busyPath + `/([a-z0-9-]+)"[^>]*>([^<]+)<`)

// makeBusy brings, once, something of everything into the demonstration.
func (s *demoHouse) makeBusy(t *testing.T) {
	t.Helper()
	s.quarters(t)
	demo.busy.Do(func() {
		s.moveOffices(t)
		s.askAboutData(t)
		s.inspect(t)
		s.attach(t)
	})
}

// ready are offices whose sheet has no fault when its figures are in order, with
// how far each comes.
var ready = map[string]string{"satpolpp": "terkirim", "disdag": "terkirim", "disperkim": "terkirim", "inspektorat": "terverifikasi", "diskominfo": "terverifikasi",
	"setwan": "terkunci", "kec-balikpapan-kota": "terkunci", "kec-balikpapan-barat": "terkunci", "setda": "isi", "dlh": "isi", "dp3": "terkirim"}

func (s *demoHouse) moveOffices(t *testing.T) {
	t.Helper()
	done := map[string]bool{}
	for i, m := range officeLink.FindAllStringSubmatch(s.be(t, planner).page(busyPath), -1) {
		short := strings.TrimSpace(m[2])
		if done[m[1]] || s.cast[operatorOf(short)] == "" {
			continue
		}
		done[m[1]] = true
		switch state := ready[m[1]]; {
		case state != "":
			s.hand(t, "2025/1", m[1], short, state)
		case m[1] == "dpu" || i%3 > 0:
			s.hand(t, "2025/1", m[1], short, "isi")
		}
	}
	if len(done) < 30 {
		t.Fatalf("only %d offices are in the round", len(done))
	}
	s.be(t, planner).step(busyPath+"/dp3/periksa", url.Values{"langkah": {"kembalikan"}, "row-1.1.1.1": {"Mohon angkanya dicocokkan dengan lampiran DPA."}})
}

// askAboutData makes a request, a breach and somebody who reads.
func (s *demoHouse) askAboutData(t *testing.T) {
	t.Helper()
	s.be(t, maker).done("/akun/data/minta", url.Values{"kind": {"restrict"}})
	s.be(t, privacy).done("/pribadi/kebocoran", url.Values{"found": {"2026-01-02T08:00"}, "what": {"nama orang"}, "how": {"akun dipakai orang lain"}, "done": {"akun ditutup"}, "contact": {"Diskominfo"}})
	s.be(t, admin).send("/orang/"+s.cast[operatorOf("DPU")]+"/buka", url.Values{"purpose": {"bantuan_akun"}, "isi_name": {"1"}}, http.StatusOK)
	s.be(t, inspector).done("/surat-tugas", url.Values{"number": {"700/12/ST"}, "from": {"2150-01-01"}, "until": {"2150-01-31"}})
}

// inspect holds a file of SIPD against a report, draws a sample and asks for
// something to be done.
func (s *demoHouse) inspect(t *testing.T) {
	t.Helper()
	s.be(t, operatorOf("DPU")).upload("/rekonsiliasi", "realisasi.csv", []byte("Uraian,Realisasi\nTidak ada di laporan,7\n"), map[string]string{"laporan": "2024-2", "opd": "dpu"})
	v := s.be(t, inspector)
	v.done("/inspeksi/baru", url.Values{"assignment": {"700/12/ST"}, "from": {"2020-01-01"}, "until": {"2150-01-01"}, "laporan": {"2024-2"}, "level": {"subkegiatan"}, "size": {"3"}, "rule": {"chance"}, "opd": {"dpu"}})
	sample := regexp.MustCompile(`href="(/inspeksi/[0-9a-z]{13})"`).FindStringSubmatch(v.page("/inspeksi"))
	if sample == nil {
		t.Fatal("no sample was drawn")
	}
	v.upload(sample[1], "kertas.xlsx", concluded(t, []byte(v.page(sample[1]+"?format=xlsx"))), nil)
}

// attach brings evidence of each state to an indicator, and a list of names on its
// way.
func (s *demoHouse) attach(t *testing.T) {
	t.Helper()
	v := s.be(t, operatorOf("Setwan"))
	row := regexp.MustCompile(`href="(` + busyPath + `/setwan/dukung/[^"/?]+)"`).FindStringSubmatch(v.page(busyPath + "/setwan/dukung?semua=1"))
	if row == nil {
		t.Fatal("no indicator takes evidence")
	}
	at := row[1]
	v.done(at, url.Values{"langkah": {"pilih"}, "feed": {"orang"}})
	for _, title := range []string{"Bimbingan teknis", "Kunjungan kerja"} {
		v.done(at, url.Values{"langkah": {"lampir"}, "kind": {"orang"}, "quantity": {"12"}, "happened": {"2025-02-06"}, "title": {title}})
	}
	id := regexp.MustCompile(`name="evidence" value="([0-9a-z]{13})"`).FindStringSubmatch(v.page(at))
	if id == nil {
		t.Fatal("what was attached is not there")
	}
	s.be(t, inspector).done(at, url.Values{"langkah": {"sanggah"}, "evidence": {id[1]}, "sentence-sanggah-" + id[1]: {"Daftar hadirnya belum ada."}})
	names := "Nama\tNIK\nSiti Aminah\t6471024505900001\nBudi\t6471020505900002\nSiti A\t6471024505900001\n\t1"
	s.names = v.going(at, url.Values{"langkah": {"daftar"}, "list_kind": {"orang"}, "list_happened": {"2025-02-07"}, "list_title": {"Pelatihan pemandu"}, "names": {names}})
	s.be(t, admin).done("/pribadi/ktp", url.Values{"kind": {"erase"}, "nik": {"6471024505900001"}, "seen": {"1"}})
}

// upload sends a file as a form's only file.
func (v *visitor) upload(path, name string, raw []byte, fields map[string]string) {
	v.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	m.WriteField(web.KeyField, web.NewKey())
	for k, text := range fields {
		m.WriteField(k, text)
	}
	part, err := m.CreateFormFile("berkas", name)
	if err == nil {
		_, err = part.Write(raw)
	}
	if err != nil || m.Close() != nil {
		v.Fatal(err)
	}
	res, err := v.Post(v.home+path, m.FormDataContentType(), &b)
	v.read(path, res, err, http.StatusSeeOther)
}

// concluded is a working paper whose first row has a conclusion and something to
// do.
func concluded(t *testing.T, raw []byte) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	name := f.GetSheetName(0)
	lists, err := f.GetDataValidations(name)
	if err != nil || len(lists) != 2 {
		t.Fatalf("%d lists in the paper: %v", len(lists), err)
	}
	column := func(i int) string { return strings.TrimRight(strings.Split(lists[i].Sqref, ":")[0], "0123456789") }
	f.SetCellStr(name, column(0)+"3", strings.Split(strings.Trim(lists[0].Formula1, `"`), ",")[2])
	f.SetCellStr(name, "P3", "Dilihat di kantor")
	f.SetCellStr(name, "S3", "Lengkapi kuitansi hotel")
	f.SetCellInt(name, column(1)+"3", 91312) // a day in 2150
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Every state of a submission is on the page that the checks look at.
func TestTheBusyRoundHasEveryState(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	s.makeBusy(t)
	page := plainText(s.be(t, planner).page(busyPath + "?urut=kosong"))
	all := s.be(t, planner).page(busyPath)
	for _, state := range []string{"Belum mulai", "Draf", "Terkirim", "Dikembalikan", "Terverifikasi", "Terkunci"} {
		if !strings.Contains(all, state) {
			t.Errorf("nobody is %s:\n%s", state, page)
		}
	}
	kindsOf := []string{}
	for _, k := range staffKinds {
		kindsOf = append(kindsOf, k.name)
	}
	slices.Sort(kindsOf)
	if n := len(slices.Compact(kindsOf)); n != len(staffKinds) {
		t.Error(fmt.Sprint(len(staffKinds)-n, " kinds have the name of another"))
	}
}
