package opendataweb

import (
	"encoding/csv"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/opendata"
)

// lines reads a file of a table as maps by its columns.
func (w *town) lines(path string) (out []map[string]string) {
	w.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.get(path), "\ufeff"))).ReadAll()
	if err != nil || len(rows) == 0 {
		w.Fatalf("%s: %v", path, err)
	}
	for _, row := range rows[1:] {
		one := map[string]string{}
		for i, name := range rows[0] {
			one[name] = row[i]
		}
		out = append(out, one)
	}
	return out
}

// askOf is the question of an address of the directory.
func askOf(t *testing.T, address string) directory.Ask {
	t.Helper()
	at, err := url.Parse(address)
	if err != nil || at.Path != "/usaha" {
		t.Fatalf("%q is no address of the directory", address)
	}
	v := at.Query()
	return directory.Ask{Areas: append(v["kecamatan"], v["kelurahan"]...), Subsectors: v["subsektor"], Divisions: v["bidang"], Holds: v["sertifikat"], Bare: true}
}

// TestEveryNumberOpensAsManyBusinesses: what a table tells of published businesses, the
// directory finds at the address beside it, to the unit.
func TestEveryNumberOpensAsManyBusinesses(t *testing.T) {
	eachTown(t, func(w *town) {
		w.crowd(700)
		w.caught()
		opened, hidden := 0, 0
		for _, row := range opendata.Dims {
			for _, col := range append([]opendata.Dim{""}, opendata.Dims...) {
				if !opendata.Goes(opendata.Shown, row, col) {
					continue
				}
				for _, x := range w.lines("/data/usaha?format=csv&baris=" + string(row) + "&kolom=" + string(col)) {
					if x["told"] == "no" {
						if hidden++; x["fictional"] != "yes" || x["number"] != "" || x["records"] != "" {
							t.Errorf("a hidden number tells: %v", x)
						}
						continue
					}
					n, err := strconv.Atoi(x["number"])
					if err != nil || n > 0 && n < opendata.K || x["fictional"] != "yes" {
						t.Errorf("told: %v", x)
					}
					if x["records"] == "" {
						continue
					}
					found, err := w.dir.Find(askOf(t, x["records"]))
					if err != nil || found.Total != n {
						t.Errorf("%s says %d, the directory finds %d (%v)", x["records"], n, found.Total, err)
					}
					opened++
				}
			}
		}
		if t.Logf("%d numbers opened, %d hidden", opened, hidden); opened < 300 || hidden < 100 {
			t.Errorf("%d numbers opened, %d hidden", opened, hidden)
		}
	})
}

// measured are all numbers of one dimension by its codes.
func (w *town) measured(path string) map[string]string {
	out := map[string]string{}
	for _, x := range w.lines(path) {
		out[x["row_dimension"]+" "+x["row_codes"]] = x["number"]
	}
	return out
}

// march is when the businesses of a month of the test came.
var march = time.Date(2026, 3, 10, 4, 0, 0, 0, time.UTC)

// came writes that so many handed in, by so many people.
func (w *town) came(ids []db.ID, number, people int, at time.Time) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		for i, id := range ids {
			if _, err := tx.Exec(`insert into registry_move (business, number, move, from_state, to_state, code, sealed, subject, by_actor, at) values ($1, $2, 'submit', 'draft', 'submitted', '', '', 1, $3, $4)`,
				id, number, "person:"+strconv.Itoa(i%people), at); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestAMonthThatHasPassedStays: businesses are counted in the month in which they were first handed
// in, from the next one on; whatever becomes of them then, the number is the same. Drafts are not
// counted, and what one person hands in is hidden.
func TestAMonthThatHasPassedStays(t *testing.T) {
	eachTown(t, func(w *town) {
		w.crowd(200)
		waits := w.put(false, drafts(60)...)
		w.came(waits[:12], 90, 12, march)
		w.came(waits[12:32], 90, 2, march.AddDate(0, 2, 0))
		const at = "/data/usaha?ukur=tercatat&format=csv"
		before := w.measured(at)
		if before["bulan 2026-03"] != "12" || before["bulan 2026-04"] != "0" || before["bulan 2026-05"] != "" || before["bulan 2026-10"] != "0" || before["bulan 2026-11"] != "" || before[" "] != "" {
			t.Fatalf("before: %v", before)
		}
		if _, there := before["bulan 2026-11"]; there {
			t.Error("the current month is counted")
		}
		w.came(waits[:3], 91, 3, noon) // handed in once more
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_business set state = 'closed', version = version + 1 where id = $1`, waits[3])
			return err
		})
		if after := w.measured(at); !maps.Equal(before, after) {
			t.Errorf("after one closed: %v, before %v", after, before)
		}
		w.clock.MoveOn(8 * 24 * time.Hour)
		next := w.measured(at)
		if next["bulan 2026-03"] != "12" || next["bulan 2026-11"] == "" || w.lines(at)[0]["as_of"] != "2026-12-01" {
			t.Errorf("in the next month: %v", next)
		}
		if body := w.get("/data/usaha?ukur=tercatat"); !strings.Contains(body, "Maret 2026") || !strings.Contains(body, "rahasia") {
			t.Error("the page names no month or hides none")
		}
	})
}

// drafts are businesses that wait.
func drafts(n int) (out []registry.Values) {
	for i := range n {
		out = append(out, registry.Values{registry.Kind: "usaha", registry.LegalForm: "perorangan", registry.Name: "Warung Tunggu " + strconv.Itoa(i), registry.Kelurahan: "64.71.05.1002", registry.WorkersM: "3", registry.WorkersF: "4"})
	}
	return out
}

// TestTwoReadingsGiveNothingPrivateAway: between two readings one business comes that many workers
// have. Of all numbers only those of published businesses change, by one.
func TestTwoReadingsGiveNothingPrivateAway(t *testing.T) {
	eachTown(t, func(w *town) {
		w.crowd(700)
		read := func() map[string]string {
			out := map[string]string{}
			for _, m := range opendata.Measures {
				for _, d := range m.Of() {
					for k, n := range w.measured("/data/usaha?format=csv&ukur=" + string(m) + "&baris=" + string(d)) {
						out[string(m)+" "+k] = n
					}
				}
			}
			return out
		}
		before := read()
		one := secret()[0]
		one[registry.WorkersM], one[registry.WorkersF] = "4000", "177"
		w.put(true, one)
		w.put(false, drafts(30)...)
		changed := 0
		for k, n := range read() {
			if n == before[k] {
				continue
			}
			was, _ := strconv.Atoi(before[k])
			if now, err := strconv.Atoi(n); err != nil || now != was+1 || !strings.HasPrefix(k, "terbit ") {
				t.Errorf("%s is %q, and was %q", k, n, before[k])
			}
			changed++
		}
		if changed == 0 {
			t.Error("nothing has changed: nothing was tried")
		}
		for _, at := range []string{"ukur=pekerja_l", "ukur=pekerja_p&baris=kecamatan", "baris=ukuran", "baris=kecamatan&kolom=ukuran", "ukur=tercatat&baris=kecamatan", "ukur=tercatat&baris=bulan&kolom=kecamatan", "baris=bulan"} {
			if res, _ := w.ask("/data/usaha?" + at); res.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", at, res.StatusCode)
			}
		}
	})
}

// secret is a home and a street vendor with all that nobody may take away.
func secret() []registry.Values {
	all := registry.Values{registry.Kind: "usaha", registry.LegalForm: "perorangan", registry.Kelurahan: "64.71.05.1002", registry.KBLI: "2020:56102", registry.AboutID: "Nasi kuning.",
		registry.Phone: "0812-7777-6666", registry.WA: "0812-7777-6655", registry.Mail: "rahasia.siti@contoh.id", registry.PhonePublic: "ya", registry.WAPublic: "ya", registry.MailPublic: "ya",
		registry.Web: "https://situs-rahasia.example", registry.Address: "Jl. Kenangasari 77", registry.RT: "47", registry.Point: "-1.270000 116.835000 gps", registry.Sales: "omzet_300jt",
		registry.WorkersM: "4177"}
	home, vendor := registry.Values{registry.Name: "Dapur Siti", registry.AtHome: "ya", registry.NIB: "9120001234567"}, registry.Values{registry.Name: "Gerobak Budi", registry.AtHome: "tidak", registry.StreetVendor: "ya"}
	for f, text := range all {
		home[f], vendor[f] = text, text
	}
	return []registry.Values{home, vendor}
}

// ownWorkers is the number of workers that secret names, by itself: among a thousand codes one
// may hold these figures.
var ownWorkers = regexp.MustCompile(`\b4177\b`)

// TestTheOpenDataHoldsWhatIsPublic: each published business once, with no contact, no home
// and no street vendor's place; with licence, meanings and the heads of the diary.
func TestTheOpenDataHoldsWhatIsPublic(t *testing.T) {
	eachTown(t, func(w *town) {
		ids := w.put(true, secret()...)
		ids = append(ids, w.crowd(1200)...) // more than are read at a time
		w.caught()
		res, text := w.ask("/data/usaha/terbitan.csv")
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
		if err != nil || len(rows)-1 != len(ids) {
			t.Fatalf("%d rows of %d businesses: %v", len(rows)-1, len(ids), err)
		}
		if name := res.Header.Get("Content-Disposition"); !strings.Contains(name, "usaha-terbit-2026-11-25-buku") {
			t.Errorf("the file is named %q", name)
		}
		var whole struct {
			Licence    string
			Fields     []map[string]string
			Before     map[string]any `json:"diary_before"`
			After      map[string]any `json:"diary_after"`
			Businesses []map[string]any
		}
		body := w.get("/data/usaha/terbitan.json")
		if err := json.Unmarshal([]byte(body), &whole); err != nil {
			t.Fatal(err)
		}
		if len(whole.Businesses) != len(ids) || len(whole.Fields) != len(opendata.Fields) || whole.Licence == "" || whole.Before["hash"] == "" || whole.Before["hash"] != whole.After["hash"] {
			t.Errorf("%d businesses, %d fields, licence %q, heads %v and %v", len(whole.Businesses), len(whole.Fields), whole.Licence, whole.Before, whole.After)
		}
		for _, where := range []string{text, body} {
			for _, trace := range []string{"81277776", "0812-7777", "rahasia.siti", "situs-rahasia", "Kenangasari", "omzet_300jt", "9120001234567", "-1.27,"} {
				if strings.Contains(where, trace) {
					t.Errorf("a file holds %q", trace)
				}
			}
			if found := ownWorkers.FindString(where); found != "" {
				t.Errorf("a file holds %q", found)
			}
		}
		codes := map[string]bool{}
		for _, row := range rows[1:] {
			codes[row[slices.Index(rows[0], "code")]] = true
			if name := row[slices.Index(rows[0], "name")]; (name == "Dapur Siti" || name == "Gerobak Budi") && (row[slices.Index(rows[0], "lat")] != "" || row[slices.Index(rows[0], "address")] != "" || row[slices.Index(rows[0], "kelurahan")] == "") {
				t.Errorf("%s: %v", name, row)
			}
		}
		degrees(t, rows)
		if len(codes) != len(ids) {
			t.Errorf("%d codes for %d businesses", len(codes), len(ids))
		}
	})
}

// degrees reads the coordinates of a file as a program does: as numbers in this city.
func degrees(t *testing.T, rows [][]string) {
	t.Helper()
	points := 0
	for _, row := range rows[1:] {
		for _, name := range []string{"lat", "lng"} {
			text := row[slices.Index(rows[0], name)]
			if text == "" {
				continue
			}
			points++
			if n, err := strconv.ParseFloat(text, 64); err != nil || name == "lat" && (n > -0.9 || n < -1.5) || name == "lng" && (n < 116 || n > 118) {
				t.Errorf("%s is %q: %v", name, text, err)
			}
		}
	}
	if points < 100 {
		t.Errorf("only %d degrees were read", points)
	}
}

// TestPagesOfNumbers: they are there in three languages, refuse what there is not, and a
// small town tells nothing.
func TestPagesOfNumbers(t *testing.T) {
	eachTown(t, func(w *town) {
		w.put(true, secret()...)
		if body := w.get("/data/usaha"); !strings.Contains(body, "Terlalu sedikit untuk dibuka") {
			t.Error("two businesses are told of")
		}
		w.crowd(700)
		for _, at := range []string{"/data/usaha", "/data/usaha?baris=kelurahan&kolom=bidang", "/data/usaha?ukur=tercatat",
			"/data/usaha?baris=subsektor&kolom=sertifikat", "/data/usaha?baris=tahun", "/data/usaha/kamus"} {
			for _, tongue := range []string{"", "/en", "/ja"} {
				if body := w.get(tongue + at); strings.Contains(body, "opendataweb.") {
					t.Errorf("%s%s shows a key", tongue, at)
				}
			}
		}
		if body := w.get("/data/usaha?baris=kelurahan&kolom=bidang"); !strings.Contains(body, "rahasia") || !strings.Contains(body, "href=\"/usaha?") {
			t.Error("a large table hides nothing or opens nothing")
		}
		for _, at := range []string{"/data/usaha?ukur=pajak", "/data/usaha?baris=x", "/data/usaha?kolom=kecamatan", "/data/usaha?ukur=tercatat&baris=bidang&kolom=tahun", "/data/usaha?format=exe", "/data/usaha?baris=%ff", "/data/usaha/kamus?format=exe"} {
			if res, _ := w.ask(at); res.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", at, res.StatusCode)
			}
		}
	})
}
