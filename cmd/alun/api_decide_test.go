package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/lembar"
)

const toldOwner = `"sentence":"Tempatnya sudah kosong sejak lama."`

// deciding is a key by which a program decides for the cast's counter.
func (w *twoFaces) deciding(ctx context.Context) (register, error) {
	r, session := register{w, api.Secret()}, web.SessionHash(web.NewKey())
	return r, w.house.db.Write(ctx, func(tx *db.Tx) error {
		if err := letsDecide(tx, w.people["counter"].Session, session); err != nil {
			return err
		}
		_, err := keysThatDecide.Make(tx, byCommand, r.secret, api.Key{Name: "counter", Scopes: keysThatDecide.Scopes, For: session})
		return err
	})
}

// handedIn is a business of the maker that waits for an officer, at version 2.
func (w *twoFaces) handedIn(ctx context.Context) (code string, err error) {
	maker, err := w.as(ctx, "maker")
	if err != nil {
		return "", err
	}
	begun, _, err := maker.send(ctx, "POST", "/businesses", wholeDraft(), http.StatusCreated)
	if code, _ = begun["code"].(string); err == nil {
		_, _, err = maker.send(ctx, "POST", "/businesses/"+code+"/submit", []byte(`{}`), http.StatusOK)
	}
	return code, err
}

// deed is a call by which an officer's program decides about {code}; {other} is another
// published business, {id} what the deed before made.
type deed struct {
	path, body string
	want       int
}

// decideActs are what an officer's program decides: each about a business of its own,
// the last deed being the act.
func (w *twoFaces) decideActs() map[string]act {
	const b, checks, goods = "/businesses/{code}", "/businesses/{code}/record/checks", "/businesses/{code}/record/products"
	publish, suspend := deed{b + "/publish", `{"version":2}`, 200}, deed{b + "/suspend", `{"version":3,"reason":"aduan",` + toldOwner + `}`, 200}
	merge, check := deed{b + "/merge", `{"version":3,"into":"{other}","into_version":3}`, 200}, deed{checks, `{"found":"tutup","note":"Menurut tetangga."}`, 201}
	out := map[string]act{"POST " + api.Prefix + "/sheets/{id}/rows/{n}/decide": w.decidesTick, "POST " + api.Prefix + goods + "/{id}/confirm-hki": w.confirmsHKI}
	for path, deeds := range map[string][]deed{
		publish.path: {publish}, b + "/return": {{b + "/return", `{"version":2,` + toldOwner + `}`, 200}},
		suspend.path: {publish, suspend}, b + "/resume": {publish, suspend, {b + "/resume", `{"version":4,` + toldOwner + `}`, 200}},
		merge.path: {publish, merge}, b + "/unmerge": {publish, merge, {b + "/unmerge", `{"version":4}`, 200}},
		"/businesses/twins/decide": {publish, {"/businesses/twins/decide", `{"a":"{code}","b":"{other}","version_a":3,"version_b":3,"state":"different"}`, 200}},
		check.path:                 {publish, check}, checks + "/{id}/settle": {publish, check, {checks + "/{id}/settle", `{"version":3,"close":false}`, 200}},
		checks + "/{id}/photo":    {publish, check, {checks + "/{id}/photo", "jpeg", 200}},
		b + "/record/consents":    {publish, {b + "/record/consents", `{"version":3,"how":"counter","shows":["wa_public"]}`, 200}},
		b + "/record/marks/clear": {publish, {b + "/record/marks/clear", `{"version":3}`, 200}},
		goods + "/{id}/clear":     {publish, {goods, `{"name":"Sambal","about":"Untung pasti bagi kakak semua."}`, 201}, {goods + "/{id}/clear", `{"version":1}`, 200}},
		goods + "/{id}/give-back": {publish, {goods, `{"name":"Sambal","about":"Untung pasti bagi kakak semua."}`, 201}, {goods + "/{id}/give-back", `{"version":1,` + toldOwner + `}`, 200}},
		"/field/trip":             {{"/field/trip", `{"area":"` + draftArea + `","mode":"foot","minutes":180}`, 200}},
		"/field/businesses":       {{"/field/businesses", `{"name":"Warung Bu Tini","kelurahan":"` + draftArea + `","place":"shop"}`, 201}},
	} {
		out["POST "+api.Prefix+path] = func(ctx context.Context, _ int) error { return w.does(ctx, deeds) }
	}
	return out
}

func (w *twoFaces) does(ctx context.Context, deeds []deed) error {
	r, err := w.deciding(ctx)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, name := range []string{"{code}", "{other}"} {
		if names[name], err = w.handedIn(ctx); err != nil {
			return err
		}
	}
	if _, _, err := r.send(ctx, "POST", "/businesses/"+names["{other}"]+"/publish", []byte(`{"version":2}`), 200); err != nil {
		return err
	}
	for _, d := range deeds {
		put := func(text string) string {
			for from, to := range names {
				text = strings.ReplaceAll(text, from, to)
			}
			return text
		}
		body, headers := []byte(put(d.body)), []string(nil)
		if d.body == "jpeg" {
			body, headers = aPicture(), []string{"Content-Type: image/jpeg"}
		}
		done, _, err := r.send(ctx, "POST", put(d.path), body, d.want, headers...)
		if err != nil {
			return err
		}
		names["{id}"] = fmt.Sprint(done["id"])
	}
	return nil
}

func (w *twoFaces) decidesTick(ctx context.Context, _ int) error {
	s, err := w.sheetOf(ctx, 100+int(sheetRT.Add(1))%190, lembar.Moved, "Depot Ana")
	if err != nil {
		return err
	}
	r, err := w.deciding(ctx)
	if err == nil {
		_, _, err = r.send(ctx, "POST", "/sheets/"+w.code(s.ID)+"/rows/1/decide", []byte(`{"close":false}`), 200)
	}
	return err
}

// confirmsHKI says that the cast's counter saw the paper of a work of the maker.
func (w *twoFaces) confirmsHKI(ctx context.Context, _ int) error {
	set := wholeStall()
	set[registry.Kind], set[registry.Subsectors] = registry.Perorangan, "kuliner"
	delete(set, registry.KBLI)
	delete(set, registry.LegalForm)
	raw, err := json.Marshal(set)
	if err != nil {
		return err
	}
	maker, err := w.as(ctx, "maker")
	if err != nil {
		return err
	}
	begun, _, err := maker.send(ctx, "POST", "/businesses", raw, 201)
	at := fmt.Sprint("/businesses/", begun["code"])
	goods := at + "/record/products"
	var work map[string]any
	if err == nil {
		work, _, err = maker.send(ctx, "POST", goods, []byte(`{"name":"Lagu Teluk","work":{"kind":"musik","year":"2024","hki":"registered","hki_kind":"hak_cipta","hki_number":"EC00202612345"}}`), 201)
	}
	if err == nil {
		_, _, err = maker.send(ctx, "POST", at+"/submit", []byte(`{}`), 200)
	}
	if err != nil {
		return err
	}
	r, err := w.deciding(ctx)
	if err == nil {
		_, _, err = r.send(ctx, "POST", fmt.Sprint(goods, "/", work["id"], "/confirm-hki"), []byte(`{"version":1}`), 200)
	}
	return err
}

// TestADecidingKeyIsMadeOnThePage: by an officer, who sees that it may decide and until
// which hour, and by nobody else; revoked there, it is worth nothing.
func TestADecidingKeyIsMadeOnThePage(t *testing.T) {
	p := visitPrograms(t)
	ask := func(who, method, path string, form url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), method, "http://alun.example"+path, strings.NewReader(form.Encode()))
		if method == http.MethodPost {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		p.signed(r, who)
		w := httptest.NewRecorder()
		p.site.Handler().ServeHTTP(w, r)
		return w
	}
	form := func() url.Values {
		return url.Values{web.KeyField: {web.NewKey()}, "name": {"Aplikasi loket"}, "until": {date.DayOf(time.Now()).Next(30).String()}, "decides": {"1"}}
	}
	if w := ask("operator", "POST", "/akun/program", form()); w.Code != http.StatusForbidden || keyShown.MatchString(w.Body.String()) {
		t.Errorf("an operator: %d", w.Code)
	}
	if strings.Contains(ask("operator", "GET", "/akun/program", nil).Body.String(), `name="decides"`) || !strings.Contains(ask("counter", "GET", "/akun/program", nil).Body.String(), `name="decides"`) {
		t.Error("who may let a program decide is asked so, and nobody else")
	}
	key := keyShown.FindString(ask("counter", "POST", "/akun/program", form()).Body.String())
	list := ask("counter", "GET", "/akun/program", nil).Body.String()
	if key == "" || !strings.Contains(list, "Boleh memutuskan") || !strings.Contains(list, "WITA") {
		t.Fatalf("%q: %s", key, list)
	}
	made, _ := p.ask("POST", "/businesses", string(wholeDraft()), http.StatusCreated, "Authorization: Bearer "+p.keyOf("maker"))
	at := "/businesses/" + made["code"].(string)
	p.ask("POST", at+"/submit", `{}`, http.StatusOK, "Authorization: Bearer "+p.keyOf("maker"))
	back := `{"version":2,` + toldOwner + `}`
	if done, _ := p.ask("POST", at+"/return", back, http.StatusOK, "Authorization: Bearer "+key); done["state"] != "returned" {
		t.Errorf("%v", done)
	}
	number := keyNumber.FindString(list)
	for who, page := range map[string]string{"maker": "/usaha-saya/", "counter": "/petugas/usaha/"} {
		if text := ask(who, "GET", page+made["code"].(string)+"/riwayat", nil).Body.String(); number == "" || !strings.Contains(text, "lewat program, "+number) {
			t.Errorf("%s does not read that a program decided by %q", who, number)
		}
	}
	_, row, _ := strings.Cut(list, "Boleh memutuskan")
	_, row, _ = strings.Cut(row, `name="session" value="`)
	session, _, _ := strings.Cut(row, `"`)
	ask("counter", "POST", "/akun/perangkat", url.Values{web.KeyField: {web.NewKey()}, "session": {session}})
	p.ask("POST", at+"/return", back, http.StatusUnauthorized, "Authorization: Bearer "+key)
	if over := ask("counter", "GET", "/akun/program", nil).Body.String(); !strings.Contains(over, "Sudah berakhir (1)") || !strings.Contains(strings.ToLower(over), number) {
		t.Errorf("the number of a key that is over is told nowhere: %s", over)
	}
}

// keyNumber is a key's number in a line.
var keyNumber = regexp.MustCompile(`kunci [0-9a-z]{13}`)
