package naikkelasweb

import (
	"strings"
	"testing"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/web/webtest"
	"alun/record/registry/naikkelas"
)

// What is open for the next step is told with what it looks at; where nothing is, the page
// says who sits where and helps. Either way the permit's service is named.
func TestThePageSaysWhatHelps(t *testing.T) {
	eachDesk(t, func(w *desk) {
		page := w.Reads("maker", w.own(""))
		if !strings.Contains(page, "loket Kecamatan Balikpapan Kota") || !strings.Contains(page, "tidak ada kurasi yang dibuka") {
			w.Errorf("nobody is named who helps: %s", page)
		}
		if strings.Contains(page, "Belum ada program") {
			w.Error("a dead end")
		}
		until, _ := date.ParseDay("2026-12-31")
		w.door.Offers = func(_ *db.Tx, business db.ID, _ naikkelas.Question) ([]naikkelas.Offer, error) {
			if business != w.id {
				t.Errorf("asked for %d", business)
			}
			return []naikkelas.Offer{{Title: "Kurasi Produk Ikon", Path: "/kurasi/abc/ikut", Until: until, Judged: []string{"Rasa", "Kemasan"}, Lacks: true}}, nil
		}
		raw := w.Get("maker", "/en"+w.own("")).Body.String()
		page = webtest.Text(raw)
		for _, piece := range []string{"Kurasi Produk Ikon", "looks at: Rasa, Kemasan", "show one product first", "counter of Kecamatan"} {
			if !strings.Contains(page, piece) {
				w.Errorf("the page does not say %q: %s", piece, page)
			}
		}
		if !strings.Contains(raw, `href="/en/kurasi/abc/ikut"`) {
			w.Error("the offer leads out of the language")
		}
	})
}
