package main

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/outlook/notice"
	"alun/record/account"
	"alun/record/plan"

	"github.com/prometheus/client_golang/prometheus"
)

// long: the table of doors.

var update = flag.Bool("update", false, "write testdata/doors.txt anew")

// door is one address of the house with requests that try it: examples, which
// are answered 200 and drawn in every language, and what must be refused.
type door struct {
	method, route string
	examples      []string
	refused       []refusal
	forms         []sent // what is posted, in this order

	// Of a door that is not for everybody: who sends all these requests, and all
	// who may. Everybody else of the cast is tried and must be refused. See cast.
	as  string
	may []string
}

type refusal struct {
	path   string
	status int
}

// sent is a form with the answer that it must get.
type sent struct {
	path, body string
	status     int
	times      int // 0 is once
}

// Words that stand for something that the house makes anew in each database.
const (
	caseOfMany = "KASUS"   // the code of a case with several notes
	caseOfOne  = "TUNGGAL" // the code of a case with one note
	publicPage = "LEMBAR"  // the hash of a picture that everybody may see
	askToken   = "SETUJU"  // the token of somebody who wants to follow
)

var long = strings.Repeat("a", 201)

const certified = "/renja/2024/disporapar/5.2.1.1"

// doors lists every address with its examples. A new route gets its line here:
// TestEveryRouteHasAnExample says so.
var doors = slices.Concat(cityDoors, noteDoors, sheetDoors, roundDoors, formDoors, letterDoors, personalDoors, peopleDoors, inspectDoors, evidenceDoors, fieldDoors, makerDoors, shopDoors, deskDoors, productDoors, ownerDoors, asosiasiDoors, pasporDoors, coownerDoors, kurasiDoors, lembarDoors, naikKelasDoors, aturanDoors, openDataDoors)

// cityDoors are those of what everybody reads.
var cityDoors = []door{
	{method: "GET", route: "/", examples: []string{"/"},
		refused: []refusal{{"/?x=%ff", 422}, {"/tidak-ada", 404}, {"/%00", 404}}},
	{method: "GET", route: "/tentang", examples: []string{"/tentang"}, refused: []refusal{{"/tentang?x=%zz", 422}}},
	{method: "GET", route: "/rupa", examples: []string{"/rupa", "/rupa?rupa=gelap"}, refused: []refusal{{"/rupa?rupa=%00", 422}}},
	{method: "GET", route: "/cari",
		examples: []string{"/cari", "/cari?q=sertifikasi", "/cari?q=zzqqxx", "/cari?q=usaha&dari=25", "/cari?q=usaha&dari=9999", "/cari?q=%22%27%25_%3Cb%3E", "/cari?q=pasar&tahun=2023",
			"/cari?opd=disporapar", "/cari?tingkat=program&dari=25", "/cari?q=pasar&opd=disdag&tingkat=subkegiatan", "/cari?q=zzqqxx&opd=disdag&tahun=2023", "/cari?q=pasar&opd=dpu&tahun=2023"},
		refused: []refusal{{"/cari?q=" + long, 422}, {"/cari?q=%00", 422}, {"/cari?q=%ff", 422}, {"/cari?tahun=1900", 404}, {"/cari?tahun=abc", 422},
			{"/cari?q=usaha&dari=-1", 422}, {"/cari?q=usaha&format=exe", 422},
			{"/cari?q=pasar&opd=tiada", 422}, {"/cari?tingkat=Program", 422}, {"/cari?opd=%27%22&tingkat=" + long, 422}, {"/cari?q=pasar&opd=tiada&format=csv", 422}}},
	{method: "GET", route: "/renja", examples: []string{"/renja"}, refused: []refusal{{"/renja?x=%00", 422}}},
	{method: "GET", route: "/renja/{year}", examples: []string{"/renja/2024", "/renja/2023", "/renja/2024?tw=2&revisi=1"},
		refused: []refusal{{"/renja/1900", 404}, {"/renja/abc", 404}, {"/renja/02024", 404}, {"/renja/2024%00", 404}, {"/renja/" + long, 404},
			{"/renja/2024?tw=99999999999", 422}, {"/renja/2024?tw=4", 404}, {"/renja/2024?revisi=-1", 422}, {"/renja/2024?revisi=99", 404}, {"/renja/2024?format=xml", 422}}},
	{method: "GET", route: "/renja/{year}/revisi/{number}", examples: []string{"/renja/2024/revisi/1", "/renja/2023/revisi/1?tw=2"},
		refused: []refusal{{"/renja/2024/revisi/99", 404}, {"/renja/2024/revisi/x", 404}, {"/renja/2024/revisi/-1", 404}, {"/renja/1900/revisi/1", 404}}},
	{method: "GET", route: "/renja/{year}/{opd}",
		examples: []string{"/renja/2024/dpu", "/renja/2024/disdikbud", "/renja/2024/disporapar", "/renja/2023/disporapar", "/renja/2024/dkumkmp", "/renja/2024/kec-balikpapan-barat"},
		refused: []refusal{{"/renja/2024/tiada", 404}, {"/renja/2024/%27%22", 404}, {"/renja/2024/%00", 404}, {"/renja/1900/dpu", 404}, {"/renja/2024/" + long, 404},
			{"/renja/2024/dpu?revisi=-1", 422}, {"/renja/2024/dpu?format=xml", 422}}},
	{method: "GET", route: "/renja/{year}/{opd}/{code}",
		// All four levels; several indicators, an amount beyond 64 bits, a
		// negative output, spending a hundredfold, a budget a thousandfold.
		examples: []string{"/renja/2024/disporapar/5", "/renja/2024/disporapar/5.2", "/renja/2024/disporapar/5.2.1", certified, certified + "?tw=2&revisi=1",
			"/renja/2023/disporapar/5.2.1.1", "/renja/2024/dpu/7.1.7.2", "/renja/2024/bkpsdm/1.1.1", "/renja/2024/bkpsdm/1.1", "/renja/2024/disdikbud/1.1.1.2",
			"/renja/2024/dpu/4.1.1.1", "/renja/2024/dlh/4.1.1.4"},
		refused: []refusal{{"/renja/2024/dpu/9.9", 404}, {"/renja/2024/dpu/%00", 404}, {"/renja/2024/dpu/%27%22", 404}, {"/renja/2024/dpu/" + long, 404},
			{certified + "?tw=99999999999", 422}, {certified + "?revisi=-1", 422}, {certified + "?format=xml", 422}}},
	{method: "GET", route: "/renja/{year}/{opd}/{code}/koreksi", examples: []string{certified + "/koreksi", certified + "/koreksi?terima=1"},
		refused: []refusal{{"/renja/2024/dpu/9.9/koreksi", 404}, {"/renja/2024/tiada/1/koreksi", 404}, {"/renja/x/dpu/1/koreksi", 404}}},
	{method: "POST", route: "/renja/{year}/{opd}/{code}/koreksi", forms: []sent{
		{certified + "/koreksi", "field=output&message=Di+halaman+72+tertulis+121.", 303, 0},
		{certified + "/koreksi", "", 422, 0},
		{certified + "/koreksi", "_key=&field=output&message=Di+halaman+72+tertulis+121.", 422, 0},
		{certified + "/koreksi", "field=output&message=pendek", 422, 0},
		{certified + "/koreksi", "field=bukan&message=Di+halaman+72+tertulis+121.", 422, 0},
		{certified + "/koreksi", "field=output&message=" + strings.Repeat("a", 1001), 422, 0},
		{certified + "/koreksi", "field=output&message=%ff%00", 422, 0},
		{"/renja/2024/dpu/9.9/koreksi", "field=output&message=Di+halaman+72+tertulis+121.", 404, 0},
		{"/renja/9999999999/dpu/1/koreksi", "field=output&message=Di+halaman+72+tertulis+121.", 404, 0},
		{certified + "/koreksi", "field=output&message=" + strings.Repeat("a", 1<<20), 413, 0},
		{certified + "/koreksi", "field=output&message=Satu+lagi+untuk+baris+ini.", 303, 49},
		{certified + "/koreksi", "field=output&message=Sudah+terlalu+banyak.", 429, 0}}},
	{method: "GET", route: "/api", examples: []string{"/api"}, refused: []refusal{{"/api?x=%00", 422}}},
	{method: "GET", route: "/berkas/{hash}", examples: []string{"/berkas/" + publicPage},
		refused: []refusal{{"/berkas/abc", 404}, {"/berkas/" + strings.Repeat("0", 64), 404}, {"/berkas/%00", 404}, {"/berkas/..%2f..%2falun.key", 404}, {"/berkas/" + long, 404}}},
	{method: "GET", route: "/buku", examples: []string{"/buku"}, refused: []refusal{{"/buku?format=xml", 422}, {"/buku?x=%00", 422}}},
	{method: "GET", route: "/catatan",
		examples: []string{"/catatan", "/catatan?tahun=2024&jenis=question&opd=dpu", "/catatan?opd=disdag&tahun=2023&jenis=fault", "/catatan?dari=30", "/catatan?dari=99999", "/catatan?aturan=decimal_point_lost"},
		refused: []refusal{{"/catatan?tahun=1900", 404}, {"/catatan?tahun=99999999999", 422}, {"/catatan?jenis=x", 422}, {"/catatan?opd=tiada", 422}, {"/catatan?aturan=%27", 422},
			{"/catatan?dari=-1", 422}, {"/catatan?format=xml", 422}}},
	{method: "GET", route: "/catatan/aturan", examples: []string{"/catatan/aturan"}, refused: []refusal{{"/catatan/aturan?x=%00", 422}}},
	{method: "GET", route: "/catatan/{case}", examples: []string{"/catatan/" + caseOfMany, "/catatan/" + caseOfOne},
		refused: []refusal{{"/catatan/abc", 404}, {"/catatan/%00", 404}, {"/catatan/0000000000000", 404}, {"/catatan/" + long, 404}, {"/catatan/" + caseOfMany + "?format=xml", 422}}},
	{method: "GET", route: "/ikuti", examples: []string{"/ikuti", "/ikuti?apa=office:dpu", "/ikuti?apa=promise:1", "/ikuti?apa=tiada"}, refused: []refusal{{"/ikuti?apa=%00", 422}, {"/ikuti?apa=" + long, 422}}},
	{method: "POST", route: "/ikuti", forms: []sent{
		{"/ikuti", "apa=plan&alamat=pembaca@contoh.id&kerap=day", 303, 0},
		{"/ikuti", "apa=office:dpu&alamat=0812-3456-7890&kerap=hour", 303, 0},
		{"/ikuti", "", 422, 0},
		{"/ikuti", "apa=plan&alamat=bukan&kerap=day", 422, 0},
		{"/ikuti", "apa=office:tiada&alamat=pembaca@contoh.id&kerap=day", 422, 0},
		{"/ikuti", "apa=plan&alamat=a@b.id%0d%0aBcc:x@y.id&kerap=day", 422, 0},
		{"/ikuti", "apa=plan&alamat=" + long + "@contoh.id&kerap=day", 422, 0},
		{"/ikuti", "apa=plan&alamat=pembaca@contoh.id&kerap=terus", 422, 0}}},
	{method: "GET", route: "/ikuti/periksa", examples: []string{"/ikuti/periksa", "/ikuti/periksa?lewat=wa", "/ikuti/periksa?lewat=mail"}, refused: []refusal{{"/ikuti/periksa?lewat=%00", 422}}},
	{method: "GET", route: "/ikuti/setuju/{token}", examples: []string{"/ikuti/setuju/" + askToken}, refused: []refusal{{"/ikuti/setuju/x", 404}, {"/ikuti/setuju/%00", 404}, {"/ikuti/setuju/" + long, 404}}},
	{method: "POST", route: "/ikuti/setuju/{token}", forms: []sent{{"/ikuti/setuju/x", "", 404, 0}, {"/ikuti/setuju/%00", "", 404, 0}}},
	{method: "GET", route: "/ikuti/terima", examples: []string{"/ikuti/terima"}},
	{method: "GET", route: "/ikuti/berhenti/{token}", examples: []string{"/ikuti/berhenti/x"}},
	{method: "POST", route: "/ikuti/berhenti/{token}", forms: []sent{{"/ikuti/berhenti/x", "", 404, 0}, {"/ikuti/berhenti/x", "_key=&List-Unsubscribe=One-Click", 404, 0}, {"/ikuti/berhenti/%00", "", 404, 0}}},
	{method: "GET", route: "/ikuti/selesai", examples: []string{"/ikuti/selesai"}},
	{method: "GET", route: "/loket", as: "counter", may: counters, examples: []string{"/loket", "/loket?ya=dilihat"}, refused: []refusal{{"/loket?ya=%00", 422}}},
	{method: "GET", route: "/loket/daftar", as: "counter", may: counters, examples: []string{"/loket/daftar"}},
	{method: "POST", route: "/loket/daftar", as: "counter", may: counters, forms: []sent{
		{"/loket/daftar", "name=Siti+Aminah&login=0812-7777-0001&document=ktp", 200, 0},
		{"/loket/daftar", "name=Siti+Aminah&login=0812-7777-0001&document=ktp", 409, 0},
		{"/loket/daftar", "name=S&login=0812-7777-0002&document=ktp", 422, 0},
		{"/loket/daftar", "name=Siti&login=siti@contoh.id&document=ktp", 422, 0},
		{"/loket/daftar", "name=Siti&login=0812-7777-0002&document=kartu", 422, 0},
		{"/loket/daftar", "", 422, 0}}},
	{method: "POST", route: "/loket/pulih", as: "counter", may: counters, forms: []sent{
		{"/loket/pulih", "login=" + makerPhone + "&document=ktp", 303, 0},
		{"/loket/pulih", "login=0812-0000-0000&document=ktp", 404, 0},
		{"/loket/pulih", "login=" + makerPhone + "&document=", 422, 0},
		{"/loket/pulih", "", 422, 0}}},
	{method: "POST", route: "/loket/pulih/{recovery}/setuju", as: "counter", may: []string{"counter"}, forms: []sent{
		{"/loket/pulih/" + recovery + "/setuju", "", 200, 0},
		{"/loket/pulih/" + recovery + "/setuju", "", 409, 0},
		{"/loket/pulih/abc/setuju", "", 404, 0}}},
	{method: "POST", route: "/loket/pulih/{recovery}/tolak", as: "counter", may: []string{"counter"}, forms: []sent{
		{"/loket/pulih/" + recoveryToo + "/tolak", "", 303, 0},
		{"/loket/pulih/" + recoveryToo + "/tolak", "", 409, 0},
		{"/loket/pulih/%00/tolak", "", 404, 0}}},
	{method: "GET", route: "/akun/kartu", as: "maker", may: makers, examples: []string{"/akun/kartu"}},
	{method: "GET", route: "/akun/pembantu", as: "maker", may: makers, examples: []string{"/akun/pembantu"}},
	{method: "POST", route: "/akun/pembantu", as: "maker", may: makers, forms: []sent{
		{"/akun/pembantu", "login=" + makerPhone + "&until=" + soon, 303, 0},
		{"/akun/pembantu", "login=" + makerPhone + "&until=2020-01-01", 422, 0},
		{"/akun/pembantu", "login=0812-0000-0000&until=" + soon, 404, 0},
		{"/akun/pembantu", "", 422, 0}}},
	{method: "POST", route: "/akun/pembantu/{grant}/akhir", as: "maker", may: []string{"maker", "helper"}, forms: []sent{
		{"/akun/pembantu/" + helperGrant + "/akhir", "", 303, 0},
		{"/akun/pembantu/" + helperGrant + "/akhir", "", 409, 0},
		{"/akun/pembantu/x/akhir", "", 404, 0}}},
	{method: "GET", route: "/janji", examples: []string{"/janji"}, refused: []refusal{{"/janji?format=xml", 422}}},
	{method: "GET", route: "/janji/{id}", examples: []string{"/janji/1", "/janji/2"},
		refused: []refusal{{"/janji/999", 404}, {"/janji/x", 404}, {"/janji/-1", 404}, {"/janji/01", 404}, {"/janji/99999999999999999999", 404}, {"/janji/1?format=xml", 422}}},
	{method: "GET", route: "/kbli",
		examples: []string{"/kbli", "/kbli?versi=2025", "/kbli?q=jual+nasi+kuning", "/kbli?q=kopi&kategori=I", "/kbli?q=kopi&dari=10", "/kbli?q=kopi&dari=9999", "/kbli?q=kopi&versi=2025",
			"/kbli?q=zzqqxx", "/kbli?q=561", "/kbli?q=%22%27%25_%3Cb%3E"},
		refused: []refusal{{"/kbli?q=" + long, 422}, {"/kbli?q=%00", 422}, {"/kbli?q=%ff", 422}, {"/kbli?versi=1999", 404}, {"/kbli?kategori=Z", 422}, {"/kbli?q=kopi&dari=-1", 422},
			{"/kbli?dari=abc", 422}, {"/kbli?format=exe", 422}}},
	{method: "GET", route: "/kbli/{version}/{code}", examples: []string{"/kbli/2020/56102", "/kbli/2020/10391", "/kbli/2020/I", "/kbli/2020/151", "/kbli/2025/56102", "/kbli/2025/I"},
		refused: []refusal{{"/kbli/2020/99999", 404}, {"/kbli/1999/56102", 404}, {"/kbli/2020/%00", 404}, {"/kbli/2020/" + long, 404}, {"/kbli/2020/56102?format=xml", 422}}},
	{method: "GET", route: "/kbli/ekraf", examples: []string{"/kbli/ekraf"}, refused: []refusal{{"/kbli/ekraf?format=xml", 422}, {"/kbli/ekraf?x=%00", 422}}},
	{method: "GET", route: "/kbli/ekraf/{slug}", examples: []string{"/kbli/ekraf/kriya", "/kbli/ekraf/kuliner"}, refused: []refusal{{"/kbli/ekraf/tiada", 404}, {"/kbli/ekraf/%00", 404}, {"/kbli/ekraf/" + long, 404}, {"/kbli/ekraf/kriya?format=xml", 422}}},
	{method: "POST", route: "/kbli/ekraf/{slug}/masuk", as: "planner", may: []string{"planner"}, forms: []sent{
		{"/kbli/ekraf/kriya/masuk", "version=2020&code=14120&why=Diputuskan+dalam+rapat.", 303, 0},
		{"/kbli/ekraf/kriya/masuk", "version=2020&code=14120&why=Diputuskan+dalam+rapat.", 409, 0},
		{"/kbli/ekraf/kriya/masuk", "version=2020&code=99999&why=Diputuskan+dalam+rapat.", 422, 0},
		{"/kbli/ekraf/kriya/masuk", "version=2020&code=14111&why=ya", 422, 0},
		{"/kbli/ekraf/kriya/masuk", "", 422, 0},
		{"/kbli/ekraf/tiada/masuk", "version=2020&code=14111&why=Diputuskan+dalam+rapat.", 404, 0}}},
	{method: "POST", route: "/kbli/ekraf/{slug}/keluar", as: "planner", may: []string{"planner"}, forms: []sent{
		{"/kbli/ekraf/kriya/keluar", "out_code=2020-13134&out_why=Diputuskan+dalam+rapat.", 303, 0},
		{"/kbli/ekraf/kriya/keluar", "out_code=2020-13134&out_why=Diputuskan+dalam+rapat.", 409, 0},
		{"/kbli/ekraf/kriya/keluar", "out_code=2020-13122&out_why=ya", 422, 0},
		{"/kbli/ekraf/kriya/keluar", "", 409, 0}}},
	{method: "GET", route: "/kelas-usaha", examples: []string{"/kelas-usaha"}, refused: []refusal{{"/kelas-usaha?x=%ff", 422}}},
	{method: "POST", route: "/kelas-usaha", forms: []sent{
		{"/kelas-usaha", "stage=berjalan&sales=300+juta", 200, 0},
		{"/kelas-usaha", "stage=didirikan&capital=1,5+M&workers=12&investment=20000000&day=2022-01-31", 200, 0},
		{"/kelas-usaha", "", 422, 0},
		{"/kelas-usaha", "stage=berjalan&sales=banyak", 422, 0},
		{"/kelas-usaha", "stage=berjalan&sales=1&day=2021-02-30", 422, 0},
		{"/kelas-usaha", "stage=berjalan&sales=" + long, 422, 0},
		{"/kelas-usaha", "stage=%ff&sales=%00", 422, 0}}},
	{method: "GET", route: "/wilayah", examples: []string{"/wilayah"}, refused: []refusal{{"/wilayah?x=%ff", 422}}},
	{method: "GET", route: "/wilayah/di", examples: []string{"/wilayah/di", "/wilayah/di?lat=-1.24&lng=116.87", "/wilayah/di?lat=1&lng=2"},
		refused: []refusal{{"/wilayah/di?lat=abc&lng=1", 422}, {"/wilayah/di?lat=1e999&lng=0", 422}}},
	{method: "GET", route: "/wilayah/peta.geojson", examples: []string{"/wilayah/peta.geojson"}},
	{method: "GET", route: "/wilayah/{code}", examples: []string{"/wilayah/64.71.05", "/wilayah/64.71.05.1010"},
		refused: []refusal{{"/wilayah/abc", 404}, {"/wilayah/%00", 404}, {"/wilayah/" + long, 404}}},
	{method: "GET", route: "/peta", examples: []string{"/peta"}, refused: []refusal{{"/peta?x=%00", 422}}},
}

// visit is the whole house over the city's real reports.
type visit struct {
	*testing.T
	house  *house
	at     string // the database
	site   *web.Site
	public []web.Address // those of a house that is not under development
	codes  map[string]string
	tokens map[string]string      // of the cast
	people map[string]account.Who // the cast
}

// visitHouse opens the house in a fresh database and imports what the city's
// profile ships, as "alun demo" does.
func visitHouse(t *testing.T) *visit {
	t.Helper()
	return visitHouseAt(t, withRooms()["sqlite"](t))
}

// lone is a house with nothing in the folder of the program: the key and files of a house
// on PostgreSQL would lie there, those of one on SQLite lie beside its file.
func lone(t *testing.T, at string) *Config {
	c := &Config{Database: at, City: "balikpapan", Dev: true, Public: "https://alun.contoh.go.id"} // cards are made
	if db.IsPostgres(at) {
		dir := t.TempDir()
		c.Key, c.Files = filepath.Join(dir, "alun.key"), filepath.Join(dir, "files")
	}
	return c
}

func visitHouseAt(t *testing.T, at string) *visit {
	t.Helper()
	words, err := sentences()
	if err != nil {
		t.Fatal(err)
	}
	cfg := lone(t, at)
	h, err := open(t.Context(), cfg, &desk{words.In(lang.ID), words, streams{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.db.Close() })
	return visitIn(t, h, cfg)
}

// visitIn fills an open house and builds its sites.
func visitIn(t *testing.T, h *house, cfg *Config) *visit {
	t.Helper()
	if _, err := h.importProfile(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	page := answeredWithPage(t, h)
	if err := h.sealDiary(t.Context()); err != nil {
		t.Fatal(err)
	}
	v := &visit{T: t, house: h, at: cfg.Database, codes: map[string]string{}}
	public, err := h.site(t.Context(), &Config{})
	if err != nil {
		t.Fatal(err)
	}
	h.figures = prometheus.NewRegistry() // two sites do not count in one
	if v.site, err = h.site(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	v.public = public.Addresses()
	v.findCases()
	v.codes[publicPage] = page
	v.offer()
	v.gather()
	v.employ()
	v.answerSome()
	v.inspectSome()
	v.openSheets()
	v.sendForms()
	v.attachSome()
	v.askAboutThemselves()
	v.writeDown()
	v.sell()
	v.cutSteps()
	v.own()
	v.associate()
	v.sitAtDesk()
	v.printSheets()
	v.goOut()
	v.curate()
	v.lend()
	v.askOwners()
	v.codes[askToken] = "ttttttttttttttttttttttttt2"
	err = h.db.Write(t.Context(), func(tx *db.Tx) error {
		return h.notice.Follow(tx, notice.Ask{Topic: notice.Topic{What: "plan"}, Way: "mail", Address: "siti@contoh.id", Pace: "day", Lang: lang.ID, Token: v.codes[askToken]})
	})
	if err != nil {
		t.Fatal(err)
	}
	v.indexed()
	v.looksIn()
	return v
}

func (v *visit) findCases() {
	v.Helper()
	err := v.house.db.Read(v.Context(), func(tx *db.Tx) error {
		all, err := plan.Cases(tx, plan.CaseFilter{})
		for _, c := range all {
			code := v.house.keys.Codec().Encode(int64(c.ID))
			if c.Flags > 1 {
				v.codes[caseOfMany] = code
			} else {
				v.codes[caseOfOne] = code
			}
		}
		return err
	})
	if err != nil || len(v.codes) != 2 {
		v.Fatalf("cases %v, %v", v.codes, err)
	}
}

// path fills the codes of this database in.
func (v *visit) path(p string) string {
	for word, code := range v.codes {
		p = strings.ReplaceAll(p, word, code)
	}
	return p
}

// ask sends one request through the whole site, as anybody from outside.
func (v *visit) ask(method, path, body string) *httptest.ResponseRecorder {
	return v.askAs(stranger, method, path, body)
}

// askAs sends one request as somebody of the cast.
func (v *visit) askAs(who, method, path, body string) *httptest.ResponseRecorder {
	v.Helper()
	if method == http.MethodPost && !strings.HasPrefix(body, web.KeyField) {
		body = web.KeyField + "=" + web.NewKey() + "&" + body
	}
	r := httptest.NewRequestWithContext(v.Context(), method, "http://alun.example"+path, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	v.signed(r, who)
	r.RemoteAddr = network(who)
	w := httptest.NewRecorder()
	v.site.Handler().ServeHTTP(w, r)
	return w
}

// facts counts the diary's entries by what they tell of.
func (v *visit) facts() map[string]int {
	v.Helper()
	out := map[string]int{}
	err := v.house.db.Read(v.Context(), func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error { out[r.Text()] = r.Int(); return nil }, `select fact, count(*) from diary_entry group by fact`)
	})
	if err != nil {
		v.Fatal(err)
	}
	return out
}

// TestDoors holds every door of the house against testdata/doors.txt: who may
// use it, what it can answer, and what it writes in the diary. All of it is
// observed, not declared: the statuses come from the requests in doors, sent by
// nobody in particular.
func TestDoors(t *testing.T) {
	t.Parallel()
	for engine, at := range withRooms() {
		t.Run(engine, func(t *testing.T) { visitHouseAt(t, at(t)).tableOfDoors() })
	}
}

// tableOfDoors knocks at every door and holds what came of it against the kept table.
func (v *visit) tableOfDoors() {
	v.Helper()
	var got bytes.Buffer
	fmt.Fprintln(&got, "# method route | who may | statuses | diary")
	others := v.programs()
	for _, a := range v.site.Addresses() {
		if strings.HasPrefix(a.Pattern, api.Prefix) {
			fmt.Fprintln(&got, others.line(a))
			continue
		}
		i := slices.IndexFunc(doors, func(d door) bool { return d.method == a.Method && d.route == a.Pattern })
		if i < 0 {
			continue // TestEveryRouteHasAnExample says so
		}
		fmt.Fprintln(&got, v.line(doors[i]))
	}
	const golden = "testdata/doors.txt"
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			v.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		v.Fatal(err)
	}
	if got.String() != string(want) {
		v.Errorf("the doors changed; if that is right, run the test with -update\ngot:\n%swant:\n%s", got.String(), want)
	}
}

// line knocks at a door with all its requests and writes what came of it.
func (v *visit) line(d door) string {
	before, statuses, open := v.facts(), map[string]bool{}, false
	v.keptOut(d)
	knock := func(path, body string, want, times int) {
		for range max(1, times) {
			got := v.askAs(d.as, d.method, v.path(path), body).Code
			if got != want {
				v.Errorf("%s %.80s: status %d, want %d", d.method, path, got, want)
			}
			statuses[strconv.Itoa(got)] = true
			open = open || got < 400
		}
	}
	for _, path := range d.examples {
		knock(path, "", http.StatusOK, 1)
	}
	for _, f := range d.forms {
		knock(f.path, v.path(f.body), f.status, f.times)
	}
	for _, x := range d.refused {
		knock(x.path, "", x.status, 1)
	}
	if d.method == http.MethodPost {
		statuses[strconv.Itoa(v.fromElsewhere(d.forms[0]))] = true
	}
	who := "nobody"
	switch {
	case d.as == stranger && open && !slices.Contains(v.public, web.Address{Method: d.method, Pattern: d.route}):
		who = "anyone, with --dev only"
	case d.as != stranger:
		if who = strings.Join(d.may, ", "); len(d.may) == len(cast) {
			who = "whoever is signed in"
		}
	case open:
		who = "anyone"
	}
	return fmt.Sprintf("%s %s | %s | %s | %s", d.method, d.route, who, strings.Join(slices.Sorted(maps.Keys(statuses)), " "), grown(before, v.facts()))
}

// fromElsewhere sends a form as another site's page would make a browser send it.
func (v *visit) fromElsewhere(f sent) int {
	r := httptest.NewRequestWithContext(v.Context(), http.MethodPost, "http://alun.example"+f.path, strings.NewReader(f.body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	v.site.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		v.Errorf("POST %s from another site: status %d", f.path, w.Code)
	}
	return w.Code
}

// grown names what the diary has more of.
func grown(before, after map[string]int) string {
	var out []string
	for _, fact := range slices.Sorted(maps.Keys(after)) {
		if after[fact] > before[fact] {
			out = append(out, fact)
		}
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, " ")
}

func TestGrownSeesWhatTheDiaryHasMoreOf(t *testing.T) {
	if got := grown(map[string]int{"plan.published": 2}, map[string]int{"plan.published": 2, "plan.erratum_told": 1}); got != "plan.erratum_told" {
		t.Errorf("grown %q", got)
	}
	if got := grown(map[string]int{"plan.published": 2}, map[string]int{"plan.published": 2}); got != "-" {
		t.Errorf("grown %q", got)
	}
}
