package registryweb

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"alun/ground/web/webtest"
	"alun/record/registry"
)

// scripted sends a step as the page's script does.
func (w *desk) scripted(who, path string, form url.Values) (out stepHeard, status int) {
	w.Helper()
	r := httptest.NewRequestWithContext(w.Context(), http.MethodPost, "http://alun.example"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	r.AddCookie(&http.Cookie{Name: "alun", Value: w.Tokens[who]})
	got := httptest.NewRecorder()
	w.Site.Handler().ServeHTTP(got, r)
	if got.Code == http.StatusOK {
		if err := json.Unmarshal(got.Body.Bytes(), &out); err != nil {
			w.Fatalf("%s: %v", webtest.Text(got.Body.String()), err)
		}
	}
	return out, got.Code
}

// What waited in a browser is kept once however often it comes; what was saved meanwhile
// elsewhere, also by the same account, is laid beside it, and nothing is replaced until
// somebody has chosen.
func TestAStepThatWaitedInABrowser(t *testing.T) {
	eachDesk(t, func(w *desk) {
		first := url.Values{"draf": {"draf-yang-lama-menunggu-1"}, "kind": {"usaha"}, "name": {"Kue Bu Sari"}, "about_id": {"jual kue"}, "legal_form": {"perorangan"}}
		a, _ := w.scripted("maker", "/usaha/daftar", first)
		if b, _ := w.scripted("maker", "/usaha/daftar", first); a.State != "simpan" || a.To != b.To {
			w.Fatalf("%+v, again %+v", a, b)
		}
		if bad, _ := w.scripted("maker", "/usaha/daftar", url.Values{"draf": {"draf-yang-lama-menunggu-2"}, "kind": {"usaha"}}); bad.State != "tolak" {
			w.Errorf("without a name: %+v", bad)
		}
		code := strings.Split(a.To, "/")[3]
		at := "/usaha/daftar/" + code
		old := w.version("maker", at+"/tempat")
		w.Sends("maker", at+"/tempat", 303, "kelurahan", damai, "rt", "9", "di", "rumah", "address", "Jalan Melati 5") // on another device
		late := url.Values{"versi": {old}, "tertunda": {"1"}, "kelurahan": {damai}, "rt": {"7"}, "di": {"rumah"}, "address": {"Jalan Melati 6"}}
		got, _ := w.scripted("maker", at+"/tempat", late)
		if got.State != "beda" || len(got.Clashes) != 2 || got.Clashes[0] != (stepClash{"rt", "RT", "7", "9"}) || got.Clashes[1].There != "Jalan Melati 5" {
			w.Fatalf("%+v", got)
		}
		if v := w.stands(code); v.Facts[registry.RT] != "9" {
			w.Error("something was replaced")
		}
		late.Set("versi", old) // still the old one: the choice alone says what is right
		late.Set("pilih_rt", "buku")
		late.Set("pilih_address", "buku")
		if got, _ = w.scripted("maker", at+"/tempat", late); got.State != "simpan" || got.To != at+"/kontak" {
			w.Fatalf("%+v", got)
		}
		if v := w.stands(code); v.Facts[registry.RT] != "9" || v.Facts[registry.Address] != "Jalan Melati 5" {
			w.Errorf("the choice is not kept: %v", v.Facts)
		}
		late.Set("pilih_rt", "saya")
		late.Set("pilih_address", "saya")
		late.Set("versi", w.version("maker", at+"/tempat"))
		if got, _ = w.scripted("maker", at+"/tempat", late); got.State != "simpan" || w.stands(code).Facts[registry.RT] != "7" {
			w.Errorf("one's own word is not kept: %+v", got)
		}
	})
}

// A helper at a counter has the same form, and nobody else hears anything of a step.
func TestAStepThatWaitedIsItsOwn(t *testing.T) {
	eachDesk(t, func(w *desk) {
		code := w.begins("helper", "draf-seorang-pembantu-1")
		at := "/usaha/daftar/" + code + "/kontak"
		if page := w.Reads("helper", at); !strings.Contains(page, `data-siapa="`+w.code(w.viewers["helper"].Person)+`"`) || !strings.Contains(page, `data-simpan="`+code+`/kontak"`) {
			w.Error("the form does not say whose it is")
		}
		if got, _ := w.scripted("helper", at, url.Values{"tertunda": {"1"}, "wa": {"0812 3456 7890"}}); got.State != "simpan" {
			w.Errorf("%+v", got)
		}
		mine := w.code(w.viewers["helper"].Person)
		if got, _ := w.scripted("helper", at, url.Values{"siapa": {mine}, "wa": {"0812 3456 7890"}}); got.State != "simpan" {
			w.Errorf("under one's own name: %+v", got)
		}
		// Somebody else is signed in where the page still stands open: nothing is theirs.
		first := url.Values{"draf": {"draf-seorang-pembantu-2"}, "kind": {"usaha"}, "name": {"Kue Orang Lain"}, "about_id": {"jual kue"}, "legal_form": {"perorangan"}, "siapa": {mine}}
		if _, status := w.scripted("maker", "/usaha/daftar", first); status != http.StatusUnauthorized {
			w.Errorf("a step of somebody else is taken: %d", status)
		}
		if _, status := w.scripted("helper", at, url.Values{"siapa": {w.code(w.viewers["maker"].Person)}, "wa": {"0812 3456 7899"}}); status != http.StatusUnauthorized {
			w.Errorf("a further step of somebody else is taken: %d", status)
		}
		for _, who := range []string{"other", "far"} {
			if _, status := w.scripted(who, at, url.Values{"wa": {"0812 3456 7891"}}); status == http.StatusOK {
				w.Errorf("%s is heard", who)
			}
		}
	})
}
