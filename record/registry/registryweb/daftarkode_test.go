package registryweb

import (
	"strings"
	"testing"

	"alun/ground/web/webtest"
	"alun/record/registry"
)

// A business may have several codes: choosing one more takes none away, only a tick that
// is gone does, and of each version one is the main one.
func TestABusinessHoldsSeveralCodes(t *testing.T) {
	eachDesk(t, func(w *desk) {
		code := w.begins("maker", "beberapa-kode-sekaligus")
		at := "/usaha/daftar/" + code + "/kode"
		kbli := func(want string) {
			w.Helper()
			if got := w.stands(code).Facts[registry.KBLI]; got != want {
				w.Errorf("the codes are %q, want %q", got, want)
			}
		}
		w.Sends("maker", at, 303, "kbli", "2020:56102")
		w.Sends("maker", at, 303, "kbli", "2020:10794") // found by another search; the first one was not on that page
		kbli("2020:56102* 2020:10794")
		page := w.Reads("maker", at)
		for _, piece := range []string{`name="ada" value="2020:56102"`, `value="2020:10794" checked`, `value="2020:56102" checked`, `<option value="2020:56102" selected`} {
			if !strings.Contains(page, piece) {
				w.Errorf("the page does not show %q: %s", piece, page)
			}
		}
		w.Sends("maker", at, 303, "ada", "2020:56102", "ada", "2020:10794", "kbli", "2020:56102", "kbli", "2020:10794", "utama", "2020:10794")
		kbli("2020:10794* 2020:56102")
		if page := w.Sends("maker", at, 422, "ada", "2020:56102", "ada", "2020:10794", "kbli", "2020:56102", "kbli", "2020:10794", "utama", "2020:47111"); !strings.Contains(webtest.Text(page), "belum dicentang") {
			w.Errorf("a main code without a tick: %s", webtest.Text(page))
		}
		w.Sends("maker", at, 303, "ada", "2020:56102", "ada", "2020:10794", "kbli", "2020:56102", "utama", "2020:10794")
		kbli("2020:56102*")
		w.Sends("maker", at, 303, "q", "kopi")
		kbli("2020:56102*")
		w.Sends("maker", at, 422, "kbli", "2020:99999")
		w.Sends("maker", at, 422, "kbli", "bukan kode")
		var many []string
		for _, c := range []string{"10710", "10792", "10793", "10794", "10799", "47111", "47112", "56101", "56103", "56104"} {
			many = append(many, "kbli", "2020:"+c)
		}
		if page := w.Sends("maker", at, 422, many...); !strings.Contains(webtest.Text(page), "Paling banyak 10 kode") || !strings.Contains(page, `value="2020:56104" checked`) {
			w.Errorf("too many codes: %s", webtest.Text(page))
		}
		w.Sends("maker", at, 303, "ada", "2020:56102")
		kbli("")
	})
}

// A business of any kind chooses its subsectors, with what the mapping proposes for its
// codes; after it was handed in the page leads back to it.
func TestABusinessCorrectsItsSubsectors(t *testing.T) {
	eachDesk(t, func(w *desk) {
		code := w.begins("maker", "subsektor-usaha-biasa", "kelurahan", damai)
		at := "/usaha/daftar/" + code
		if page := webtest.Text(w.Reads("maker", "/usaha-saya/"+code)); !strings.Contains(page, "Belum ada kode KBLI dan subsektor") || !strings.Contains(page, "Ubah jenisnya") {
			w.Errorf("the page of the business leads to no code: %s", page)
		}
		w.Sends("maker", at+"/kode", 303, "kbli", "2020:56102", "jenis", "usaha")
		page := w.Reads("maker", at+"/kode")
		if !strings.Contains(page, `value="kuliner"`) || !strings.Contains(webtest.Text(page), "Sesuai kode") || strings.Contains(page, `value="kuliner" checked`) {
			w.Errorf("no subsector is proposed: %s", webtest.Text(page))
		}
		w.Sends("maker", at+"/kode", 422, "jenis", "usaha", "subsectors", "kuliner", "subsectors", "bukan-subsektor")
		w.Sends("maker", at+"/kode", 303, "jenis", "usaha", "subsectors", "kuliner")
		if got := w.stands(code).Facts; got[registry.Subsectors] != "kuliner" || got[registry.KBLI] != "2020:56102*" {
			w.Errorf("it stands as %v", got)
		}
		w.Sends("maker", at+"/tempat", 303, "kelurahan", damai, "di", "rumah", "address", "Jalan Melati 5")
		w.Sends("maker", at+"/kontak", 303, "izin", "1", "wa", "081234567890", "hours", "Sen-Sab 6-10")
		w.Sends("maker", at+"/periksa", 303, "_key", "kunci-untuk-mengajukan-sekali")
		if to := w.Sends("maker", at+"/kode", 303, "jenis", "usaha"); to != "/usaha-saya/"+code+"?ya=ubah" {
			w.Errorf("it leads to %s", to)
		}
		if got := w.stands(code).Facts[registry.Subsectors]; got != "" {
			w.Errorf("the subsectors are %q", got)
		}
	})
}
