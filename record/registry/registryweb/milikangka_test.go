package registryweb

import (
	"strings"
	"testing"

	"alun/ground/web/webtest"
	"alun/record/registry"
)

// All numbers are said on one page, in one change: who sees them stands above, a counter
// leaves what it does not see as it is, and a helper is not asked for sales and capital.
func TestTheNumbersAreSaidTogether(t *testing.T) {
	eachDesk(t, func(w *desk) {
		code := w.begins("maker", "angka-usaha-sekaligus", "kelurahan", damai)
		at := "/usaha-saya/" + code
		before := w.stands(code).Version
		w.Sends("maker", at+"/angka", 303, "versi", w.version("maker", at+"/angka"), "workers_m", "2", "workers_f", "3", "capacity", "500 kg/bulan", "sales", "omzet_300jt")
		v := w.stands(code)
		if v.Facts[registry.WorkersM] != "2" || v.Facts[registry.WorkersF] != "3" || v.Facts[registry.Sales] != "omzet_300jt" || v.Facts[registry.Capacity] == "" || v.Version != before+1 {
			w.Errorf("after one change: %v, version %d of %d", v.Facts, v.Version, before)
		}
		page := w.Reads("maker", at+"/angka")
		for _, piece := range []string{"Omzet dan modal: Anda saja", "Bukan untuk pajak"} {
			if !strings.Contains(webtest.Text(page), piece) {
				w.Errorf("the page does not say %q", piece)
			}
		}
		if page := w.Sends("maker", at+"/angka", 422, "workers_m", "banyak", "workers_f", "4"); !strings.Contains(page, `value="banyak"`) || !strings.Contains(page, `value="4"`) {
			w.Error("what was typed is lost")
		}
		if page := w.Reads("counter", at+"/angka"); strings.Contains(page, "omzet_300jt\" selected") || !strings.Contains(webtest.Text(page), "Tetap seperti tercatat") {
			w.Error("a counter reads sales, or is not told that they stay")
		}
		w.Sends("counter", at+"/angka", 303, "workers_m", "2", "workers_f", "5", "capacity", "500 kg/bulan", "sales", "")
		if page := w.Reads("helper", at+"/angka"); strings.Contains(page, `name="sales"`) {
			w.Error("a helper is asked for sales")
		}
		w.Sends("helper", at+"/angka", 303, "workers_m", "1", "workers_f", "5", "capacity", "500 kg/bulan", "sales", "", "capital", "")
		if v := w.stands(code).Facts; v[registry.Sales] != "omzet_300jt" || v[registry.WorkersF] != "5" || v[registry.WorkersM] != "1" {
			w.Errorf("after the counter and the helper: %v", v)
		}
		if got := w.Get("other", at+"/angka").Code; got != 404 {
			w.Errorf("another maker reads the numbers: %d", got)
		}
		w.Sends("maker", at+"/ubah/sales", 404, "isi", "")
	})
}

// The description is written in three languages side by side, with what a reader sees where
// one is missing.
func TestTheTextsAreWrittenSideBySide(t *testing.T) {
	eachDesk(t, func(w *desk) {
		code := w.begins("maker", "tiga-bahasa-sekaligus")
		at := "/usaha-saya/" + code
		if page := webtest.Text(w.Reads("maker", at+"/teks")); !strings.Contains(page, "pengunjung halaman bahasa Inggris melihat teks Indonesia") || !strings.Contains(page, "jual nasi kuning") {
			w.Errorf("the page does not say who reads what: %s", page)
		}
		w.Sends("maker", at+"/teks", 303, "about_id", "jual nasi kuning", "about_en", "Yellow rice for breakfast", "about_ja", "朝食のナシクニン")
		if v := w.stands(code).Facts; v[registry.AboutEN] != "Yellow rice for breakfast" || v[registry.AboutJA] != "朝食のナシクニン" || v[registry.AboutID] != "jual nasi kuning" {
			w.Errorf("the texts are %v", v)
		}
		if page := w.Reads("maker", "/en"+at+"/teks"); !strings.Contains(page, `lang="ja"`) {
			w.Error("a text is not marked with its language")
		}
	})
}
