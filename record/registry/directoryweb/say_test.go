package directoryweb

import (
	"encoding/csv"
	"encoding/json"

	"net/http"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db/dbtest"
	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/registry"
)

func dbSQLite(t testing.TB) string { return dbtest.SQLite(t) }

// A word that stands nowhere, and one that was read as another, are said; an empty
// answer leads to one that is not.
func TestWhatWasNotFoundIsSaid(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	w.put(false, stall("Amplang Bahari", registry.Values{registry.AboutID: "Kerupuk ikan tenggiri."}), stall("Kopi Teluk", registry.Values{registry.Kelurahan: "64.71.03.1001", registry.AboutID: "Kopi dan roti."}))
	w.caught()
	for path, want := range map[string][]string{
		"/usaha?q=amplnag":                    {"Menampilkan hasil untuk “amplang”", "Amplang Bahari"},
		"/usaha?q=zzqqxx":                     {"Kata “zzqqxx” tidak ada pada satu usaha pun", "Belum ada yang cocok", "Coba cari"},
		"/usaha?q=amplang&kecamatan=64.71.03": {"Belum ada yang cocok", "Tanpa saringan: 1 usaha"},
		"/usaha?q=amplang+zzqqxx":             {"yang memuat sebagian", "Tanpa kata “zzqqxx”: 1 usaha", "Amplang Bahari"},
		"/usaha?kecamatan=64.71.01":           {"Belum ada yang cocok", "Tanpa saringan: 2 usaha"},
		"/en/usaha?q=zzqqxx":                  {"No business has the word “zzqqxx”"},
		"/usaha":                              {"2 usaha tampil untuk umum", "Catatan terakhir berubah 25 November 2026"},
	} {
		body := told(w.get(path))
		for _, s := range want {
			if !strings.Contains(body, s) {
				t.Errorf("%s does not say %q", path, s)
			}
		}
	}
}

// Signs alone are no words: the page says so, finds nothing for them and leads on.
func TestSignsAloneAreSaidToBeNone(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	w.put(false, stall("Amplang Bahari", registry.Values{registry.AboutID: "Kerupuk ikan tenggiri."}))
	w.caught()
	for path, want := range map[string][]string{
		"/usaha?q=%F0%9F%98%80":                             {"Tidak ada yang dapat dicari dari “😀”", "Isinya hanya tanda", "Lihat semua usaha", "nasi kuning"},
		"/usaha?q=%25":                                      {"Tidak ada yang dapat dicari dari “%”"},
		"/usaha?q=%22&kecamatan=64.71.01":                   {"Isinya hanya tanda"},
		"/en/usaha?q=%F0%9F%98%80":                          {"Nothing in “😀” can be looked for", "See all businesses"},
		"/ja/usaha?q=%F0%9F%98%80":                          {"「😀」には検索できる言葉がありません"},
		"/usaha?q=%25&kotak=-1.3,116.7,-1.1,117.0":          {"Isinya hanya tanda"},
		"/usaha?q=%F0%9F%98%80&dekat=-1.24,116.83":          {"Isinya hanya tanda"},
		"/usaha?q=%F0%9F%98%80&urut=nama&dari=20&buka=kini": {"Isinya hanya tanda"},
	} {
		body := told(w.get(path))
		for _, s := range want {
			if !strings.Contains(body, s) {
				t.Errorf("%s does not say %q", path, s)
			}
		}
		for _, s := range []string{"Amplang Bahari", "usaha untuk", "for “", "Belum ada yang cocok"} {
			if strings.Contains(body, s) {
				t.Errorf("%s says %q", path, s)
			}
		}
	}
}

func TestOpenNowAndNearMe(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	w.put(false, stall("Siang", nil), stall("Malam", registry.Values{registry.Opens: "Setiap hari 18.00-02.00", registry.Point: "-1.170000, 116.900000 gps"}), stall("Entah", registry.Values{registry.Opens: ""}))
	w.caught()
	if body := w.get("/usaha?buka=kini"); total(body) != 1 || !strings.Contains(body, "Siang") || !strings.Contains(body, "Buka sampai 17.00") {
		t.Errorf("open at noon: %d", total(body))
	}
	w.clock.MoveOn(8 * time.Hour) // 20.00
	if body := w.get("/usaha?buka=kini"); total(body) != 1 || !strings.Contains(body, "Malam") || !strings.Contains(body, "Buka sampai 02.00") {
		t.Errorf("open at eight: %d", total(body))
	}
	near := told(w.get("/usaha?dekat=-1.171,116.9&urut=jarak"))
	if !strings.Contains(near, "110 m") || strings.Index(near, "Malam") > strings.Index(near, "Siang") {
		t.Error("the nearest is not the first")
	}
	if total(w.get("/usaha?dekat=-1.171,116.9&jarak=1000")) != 1 {
		t.Error("what is far away is near")
	}
}

func TestHoursAreSaidAsPeopleDo(t *testing.T) {
	l := wordsOf(t).In(lang.ID)
	at := func(hours string, day, hour, minute int) string {
		b := registry.Business{Facts: registry.Values{registry.Opens: hours}}
		return openingOf(b, time.Date(2026, 11, 22+day, hour, minute, 0, 0, date.WITA)).say(l) // the 22nd is a Sunday
	}
	for _, c := range []struct {
		hours             string
		day, hour, minute int
		want              string
	}{
		{"1-6 07:00-17:00; 7 x", 1, 7, 0, "Buka sampai 17.00"}, {"1-6 07:00-17:00; 7 x", 1, 17, 0, "Tutup, buka besok 07.00"}, {"1-6 07:00-17:00; 7 x", 1, 6, 59, "Tutup, buka 07.00"},
		{"1-6 07:00-17:00; 7 x", 6, 18, 0, "Tutup, buka Senin 07.00"}, {"1-7 00:00-24:00", 3, 3, 0, "Buka 24 jam"}, {"1-7 18:00-02:00", 2, 1, 0, "Buka sampai 02.00"},
		{"1-5 08:00-12:00+13:00-17:00; 6-7 x", 2, 12, 30, "Tutup, buka 13.00"}, {"3 08:00-12:00; 1-2 x; 4-7 x", 4, 9, 0, "Tutup, buka Rabu 08.00"}, {"", 1, 9, 0, "Jam buka belum diketahui"},
		{"1 10:00-24:00; 2 00:00-03:00; 3-7 x", 1, 12, 0, "Buka sampai 03.00"},
	} {
		if got := at(c.hours, c.day, c.hour, c.minute); got != c.want {
			t.Errorf("%q on day %d at %d.%02d: %q, want %q", c.hours, c.day, c.hour, c.minute, got, c.want)
		}
	}
}

func wordsOf(t testing.TB) *lang.Catalogue {
	t.Helper()
	words, err := lang.Load(registry.Files, Files, parts.Files)
	if err != nil {
		t.Fatal(err)
	}
	return words
}

// The files hold what the list holds, and of contacts no column.
func TestFilesHoldWhatWasFound(t *testing.T) {
	eachTown(t, func(w *town) {
		w.crowd(60)
		w.put(false, stall("=Warung;Rumus", nil))
		w.caught()
		want := total(w.get("/usaha"))
		res, body := w.ask("/usaha?format=csv")
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
		if err != nil || len(rows) != want+1 || !strings.Contains(res.Header.Get("Content-Disposition"), "usaha.csv") {
			t.Fatalf("%v: %d rows, want %d", err, len(rows), want)
		}
		if head := strings.Join(rows[0], " "); strings.Contains(head, "phone") || strings.Contains(head, "wa") && strings.Contains(head, " wa ") || strings.Contains(head, "mail") || strings.Contains(head, "nib") || !strings.Contains(head, "fictional") {
			t.Errorf("columns %s", head)
		}
		_, body = w.ask("/usaha?format=json&q=warung")
		var all []map[string]any
		if err := json.Unmarshal([]byte(body), &all); err != nil {
			var wrapped map[string]any
			if err2 := json.Unmarshal([]byte(body), &wrapped); err2 != nil {
				t.Fatalf("%v: %.200s", err, body)
			}
		}
		if res, body = w.ask("/usaha?format=xlsx"); !strings.HasPrefix(body, "PK") || res.StatusCode != http.StatusOK {
			t.Error("no workbook")
		}
	})
}

// A suggestion adds to the question: the filters in use go on. An area takes the place of
// the place that was asked for, and of nothing else.
func TestSuggestionsKeepTheFilters(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	w.put(false, stall("Amplang Bahari", nil))
	w.caught()
	const used = "kecamatan=64.71.05&subsektor=kuliner&buka=kini&dekat=-1.275,116.84&jarak=3000&kotak=-1.3,116.8,-1.2,116.9&urut=jarak&dari=20"
	for asked, wanted := range map[string]string{
		"q=ampl&" + used:                      "/usaha?buka=kini&dekat=-1.27500%2C116.84000&jarak=3000&kecamatan=64.71.05&kotak=-1.30000%2C116.80000%2C-1.20000%2C116.90000&q=amplang&subsektor=kuliner&urut=jarak",
		"q=gunung+s&" + used:                  "/usaha?buka=kini&dekat=-1.27500%2C116.84000&kelurahan=64.71.03.1002&subsektor=kuliner&urut=jarak",
		"q=ampl&kelurahan=a%22b&sertifikat=x": "/usaha?kelurahan=a%22b&q=amplang&sertifikat=x",
	} {
		if _, part := w.ask("/usaha/saran?"+asked, "HX-Request: true"); !strings.Contains(part, `href="`+strings.ReplaceAll(wanted, "&", "&amp;")+`"`) {
			t.Errorf("%s leads not to %s: %s", asked, wanted, part)
		}
	}
	for tongue, words := range map[string]string{"": "Cari “zzqqxx”", "/en": "Search “zzqqxx”", "/ja": "「zzqqxx」で検索する"} {
		body := w.get(tongue + "/usaha/saran?q=zzqqxx&kecamatan=64.71.05&buka=kini")
		for _, part := range []string{words, `href="` + tongue + `/usaha?buka=kini&amp;kecamatan=64.71.05&amp;q=zzqqxx"`, `value="zzqqxx"`,
			`<input type="hidden" name="kecamatan" value="64.71.05">`, `<input type="hidden" name="buka" value="kini">`} {
			if !strings.Contains(body, part) {
				t.Errorf("%s: without %s: %s", tongue, part, told(body))
			}
		}
	}
	if body := w.get("/en/usaha/saran?buka=kini"); !strings.Contains(body, "Type a word first.") || !strings.Contains(body, `name="buka" value="kini"`) {
		t.Errorf("nothing was typed: %s", told(body))
	}
	if reply, body := w.ask("/en/usaha/saran?q=ampl&kotak=here"); reply.StatusCode != 422 || !strings.Contains(body, "map section") {
		t.Errorf("what cannot be read: %d", reply.StatusCode)
	}
}

// As one types, a part; without script, a page.
func TestSuggestions(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	ids := w.put(false, stall("Amplang Bahari", nil))
	w.caught()
	_, part := w.ask("/usaha/saran?q=ampl", "HX-Request: true")
	if !strings.Contains(part, `href="`+w.href(ids[0])+`"`) || !strings.Contains(part, `href="/usaha?q=amplang"`) || strings.Contains(part, "<html") {
		t.Errorf("%.400s", part)
	}
	if body := w.get("/usaha/saran?q=ampl"); !strings.Contains(body, "<html") || !strings.Contains(body, "Amplang Bahari") {
		t.Error("without script there is no page")
	}
	if _, part := w.ask("/usaha/saran?q=gunung+s", "HX-Request: true"); !strings.Contains(part, "kelurahan=64.71.") {
		t.Errorf("no area is suggested: %s", part)
	}
	for _, q := range []string{"", "%3Cscript%3E", "zzqqxx"} {
		if _, part := w.ask("/usaha/saran?q="+q, "HX-Request: true"); strings.Contains(part, "<script>") {
			t.Errorf("%s: %s", q, part)
		}
	}
}

// Until the index is ready the page says so, and keeps the question.
func TestThePageWhileTheIndexIsMade(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	w.put(false, stall("Satu", nil))
	idle := *w
	idle.openIdle()
	res, body := idle.ask("/usaha?q=kopi")
	if res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "sedang disiapkan") || !strings.Contains(body, "/usaha?q=kopi") {
		t.Errorf("%d", res.StatusCode)
	}

}
