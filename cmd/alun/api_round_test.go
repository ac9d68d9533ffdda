package main

import (
	"context"
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
)

var keyShown = regexp.MustCompile(`alun_[0-9a-f]{8}_[0-9a-f]{26}`)

// keyOf lets somebody of the cast make a key on their account's page.
func (p *programs) keyOf(who string) string {
	p.Helper()
	body := url.Values{web.KeyField: {web.NewKey()}, "name": {"Aplikasi dinas"}, "until": {date.DayOf(time.Now()).Next(30).String()}}.Encode()
	var page string
	for range 2 { // who presses twice sees the same key
		r := httptest.NewRequestWithContext(p.Context(), http.MethodPost, "http://alun.example/akun/program", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		p.signed(r, who)
		w := httptest.NewRecorder()
		p.site.Handler().ServeHTTP(w, r)
		key := keyShown.FindString(w.Body.String())
		if w.Code != http.StatusOK || key == "" || page != "" && page != key {
			p.Fatalf("%s: %d, %q after %q", who, w.Code, key, page)
		}
		page = key
	}
	return page
}

// TestAProgramFillsInTheEvaluation goes the way of an office's own software: its
// operator makes a key, the program reads the sheet, fills a cell in and is told
// what the rules say. It never sends, sees no other office, and is out as soon as
// its person ends it.
func TestAProgramFillsInTheEvaluation(t *testing.T) {
	p := visitPrograms(t)
	key := p.keyOf("operator")
	bearer := "Authorization: Bearer " + key
	rounds, _ := p.ask("GET", "/rounds", "", 200, bearer)
	if one := object(list(rounds["items"])[0]); one["year"] != 2024.0 || one["quarter"] != 3.0 || one["state"] != "open" || one["deadline"] != "2030-01-31" {
		t.Errorf("%v", rounds)
	}
	round, _ := p.ask("GET", "/rounds/2024/3", "", 200, bearer)
	if all := list(round["offices"]); len(all) != 1 || object(all[0])["slug"] != "dpu" || object(all[0])["state"] != "draf" {
		t.Errorf("offices of a key of dpu: %v", round["offices"])
	}
	const at = "/rounds/2024/3/offices/dpu"
	row, found := p.sheetRow(bearer, "1.1.1.1")
	if !found {
		t.Fatal("no row 1.1.1.1")
	}
	cells := func(saw, text string) string {
		return `{"cells":[{"row":"` + row["id"].(string) + `","field":"q3_k","saw":"` + saw + `","text":"` + text + `"},{"row":"0000000000000","field":"q3_k","saw":"","text":"1"}]}`
	}
	done, _ := p.ask("POST", at+"/cells", cells("", "tujuh"), 200, bearer)
	all := list(done["cells"])
	if first, second := object(all[0]), object(all[1]); done["kept"] != 1.0 || first["outcome"] != "saved" || first["sentence"] == nil || second["outcome"] != "refused" || second["sentence"] == nil {
		t.Errorf("%v", done)
	}
	done, _ = p.ask("POST", at+"/cells", cells("", "7"), 200, bearer)
	if first := object(list(done["cells"])[0]); first["outcome"] != "conflict" || first["text"] != "tujuh" {
		t.Errorf("%v", done)
	}
	p.ask("POST", at+"/cells", cells("tujuh", "7"), 200, bearer)
	if row, _ = p.sheetRow(bearer, "1.1.1.1"); object(row["cells"])["q3_k"] != "7" {
		t.Errorf("%v", row)
	}
	p.ask("POST", at+"/start", `{}`, 409, bearer)
	p.ask("GET", "/rounds/2024/3/offices/disdag", "", 403, bearer)
	p.ask("POST", "/rounds/2024/3/offices/disdag/cells", cells("", "7"), 403, bearer)
	p.ask("POST", "/rounds/2024/3/offices/disdag/start", `{}`, 403, bearer)
	p.ask("GET", "/rounds/2024/1", "", 404, bearer)
	p.keyEndsWithItsSignIn(bearer)
}

func (p *programs) sheetRow(bearer, code string) (map[string]any, bool) {
	p.Helper()
	sheet, _ := p.ask("GET", "/rounds/2024/3/offices/dpu", "", 200, bearer)
	if len(list(sheet["findings"])) == 0 || sheet["ready"] != false {
		p.Errorf("a sheet that was just begun is ready: %v", sheet["ready"])
	}
	for _, r := range list(sheet["rows"]) {
		if row := object(r); row["code"] == code && row["seq"] == 0.0 {
			return row, true
		}
	}
	return nil, false
}

// keyEndsWithItsSignIn ends the program where its person would: in the list of
// sign-ins. A key without a person is refused too, and the key is no cookie.
func (p *programs) keyEndsWithItsSignIn(bearer string) {
	p.Helper()
	r := httptest.NewRequestWithContext(p.Context(), http.MethodGet, "http://alun.example/akun", nil)
	r.AddCookie(&http.Cookie{Name: "alun", Value: strings.TrimPrefix(bearer, "Authorization: Bearer ")})
	w := httptest.NewRecorder()
	p.site.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusSeeOther {
		p.Errorf("a key opens pages: %d", w.Code)
	}
	p.ask("GET", "/rounds", "", 403, "Authorization: Bearer "+p.none)
	p.ask("GET", "/rounds", "", 401)
	var signIns []string
	err := p.house.db.Read(p.Context(), func(tx *db.Tx) (err error) {
		signIns, err = db.All(tx, (*db.Row).Text, `select acts_for from api_key where acts_for <> ''`)
		return err
	})
	if err != nil {
		p.Fatal(err)
	}
	for _, hash := range signIns {
		body := url.Values{web.KeyField: {web.NewKey()}, "session": {hash}}.Encode()
		r := httptest.NewRequestWithContext(p.Context(), http.MethodPost, "http://alun.example/akun/perangkat", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		p.signed(r, "operator")
		p.site.Handler().ServeHTTP(httptest.NewRecorder(), r)
	}
	p.ask("GET", "/rounds", "", 401, bearer)
}

// personActs are what a program does for somebody of the cast.
func (w *twoFaces) personActs() map[string]act {
	do := func(ctx context.Context, who, path, body string, want ...int) error {
		secret := api.Secret()
		err := w.house.db.Write(ctx, func(tx *db.Tx) error {
			_, err := keysForPeople.Make(tx, byCommand, secret, api.Key{Name: who, Scopes: keysForPeople.Scopes, For: w.people[who].Session})
			return err
		})
		if err != nil {
			return err
		}
		header := map[string]string{"Content-Type": "application/json", "Authorization": "Bearer " + secret, "Idempotency-Key": web.NewKey()}
		_, err = w.knock(ctx, w.site.Handler(), aCall("POST", api.Prefix+path, body, header), want...)
		return err
	}
	const at = "/rounds/{year}/{quarter}/offices/{slug}"
	return map[string]act{
		"POST " + api.Prefix + at + "/cells": func(ctx context.Context, n int) error {
			body := fmt.Sprintf(`{"cells":[{"row":"%s","field":"note","saw":"","text":"Catatan %d"}]}`, w.path(sheetLine), n)
			return do(ctx, "operator", "/rounds/2024/3/offices/dpu/cells", body, http.StatusOK) // another text stands there: answered with it
		},
		"POST " + api.Prefix + at + "/start": w.alone(func(ctx context.Context, _ int) error {
			if err := w.unbegun(ctx); err != nil {
				return err
			}
			return do(ctx, "other operator", "/rounds/2024/3/offices/disdag/start", `{"empty":true}`, http.StatusCreated)
		}),
	}
}
