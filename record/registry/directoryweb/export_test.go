package directoryweb

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/letter"
	"alun/record/registry"
)

// A file says what is held today, each kind once.
func TestFilesSayWhatIsHeldToday(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.put(false, stall("Warung Sertifikat", nil))[0]
		past, ahead := date.DayOf(noon.AddDate(0, 0, -2)), date.DayOf(noon.AddDate(1, 0, 0))
		for _, x := range []registry.Permit{{Kind: "halal", Number: "ID1", Until: past}, {Kind: "pirt", Number: "P1", Until: ahead}, {Kind: "pirt", Number: "P2"}, {Kind: "sni", Number: "S1", Until: past}, {Kind: "sni", Number: "S2", Until: ahead}} {
			x.Business = id
			w.must(func(tx *db.Tx) error { _, err := w.book.AddPermit(tx, w.officer.Session, x); return err })
		}
		w.caught()
		_, body := w.ask("/usaha?format=csv")
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%v: %d rows", err, len(rows))
		}
		if got := rows[1][slices.Index(rows[0], "holds")]; got != "pirt sni" {
			t.Errorf("holds %q", got)
		}
	})
}

// TestFilesLeadToNoContact: a website stands on the page of a business, and in no file.
func TestFilesLeadToNoContact(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.put(false, stall("Toko Situs", registry.Values{registry.Web: "https://toko-situs.example"}))[0]
		w.caught()
		for _, format := range formats {
			if _, body := w.ask("/usaha?format=" + format); strings.Contains(body, "toko-situs") || strings.Contains(body, "website") {
				t.Errorf("%s: a file holds a website", format)
			}
		}
		if page := w.get(w.href(id)); !strings.Contains(page, "https://toko-situs.example") {
			t.Error("the page has no website")
		}
	})
}

// A file holds all that was found, each once, however many there are: of the whole register
// and of a question, whose words are read alike in each piece.
func TestFilesAreWhole(t *testing.T) {
	defer func(n int) { mostSorted = n }(mostSorted)
	eachTown(t, func(w *town) {
		w.crowd(pieceRows + 150) // more than one piece
		w.put(false, stall("Zamrud Pertama", nil))
		w.caught()
		for _, path := range []string{"/usaha", "/usaha?q=warung", "/usaha?q=warung+xqzwvyk", "/usaha?kecamatan=64.71.05", "/usaha?q=zamrud&urut=nama"} {
			n := total(w.get(path))
			if n == 0 {
				t.Fatalf("%s finds nothing", path)
			}
			for _, mostSorted = range []int{n, n - 1} { // in order, and piece by piece
				to := path + "?format=csv"
				if strings.Contains(path, "?") {
					to = path + "&format=csv"
				}
				_, body := w.ask(to)
				rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
				codes, some := map[string]bool{}, "no"
				if strings.Contains(path, "xqzwvyk") { // nobody has both words
					some = "yes"
				}
				for _, row := range rows[1:] {
					codes[row[0]] = true
					if got := row[slices.Index(rows[0], "some_words")]; got != some {
						t.Fatalf("%s: only some of the words: %q", path, got)
					}
				}
				if err != nil || len(rows)-1 != n || len(codes) != n {
					t.Errorf("%s finds %d; its file has %d rows, %d businesses (%v)", path, n, len(rows)-1, len(codes), err)
				}
			}
		}
	})
}

// A place in a file is two numbers: a minus is no formula.
func TestFilesGivePlacesAsNumbers(t *testing.T) {
	eachTown(t, func(w *town) {
		w.put(false, stall("Warung Titik", registry.Values{registry.Point: "-1.270000 116.835000 gps"}))
		w.caught()
		_, body := w.ask("/usaha?format=csv")
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%v: %d rows", err, len(rows))
		}
		for name, want := range map[string]float64{"lat": -1.27, "lng": 116.835} {
			if got, err := strconv.ParseFloat(rows[1][slices.Index(rows[0], name)], 64); err != nil || got != want {
				t.Errorf("%s: %v, %v", name, got, err)
			}
		}
	})
}

// The link to the numbers is there where there is such a page, and else not.
func TestTheLinkToTheNumbersIsADoor(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	w.put(false, stall("Warung Angka", nil))
	w.caught()
	if strings.Contains(w.get("/usaha"), "/data/usaha") {
		t.Error("it leads to a page that is not there")
	}
	w.open()
	w.desk.Numbers = "/data/usaha"
	w.caught()
	if !strings.Contains(w.get("/usaha"), `href="/data/usaha"`) {
		t.Error("it is not there")
	}
}

// Where all places are taken, one is told so and comes again; pages go on.
func TestAFullPressSaysSo(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	id := w.put(false, stall("Warung Ramai", nil))[0]
	w.caught()
	w.desk.Press, w.desk.Cards = letter.NewPress(1, 0, time.Minute), letter.NewPress(1, 0, time.Minute)
	paths := map[*letter.Press][]string{w.desk.Press: {"/usaha?format=csv", "/usaha?format=xlsx", "/usaha?format=json"}, w.desk.Cards: {"/kartu/" + w.desk.Code(id) + "?format=pdf"}}
	for press, all := range paths {
		for _, path := range all {
			if err := press.Do(func() error {
				if res, body := w.ask(path); res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, w.desk.Words.In("id").T("letter.press_busy")) {
					t.Errorf("%s: %d %.300q", path, res.StatusCode, body)
				}
				w.get("/usaha")
				return nil
			}); err != nil {
				t.Error(err)
			}
			w.get(path)
		}
	}
}
