package main

import (
	"net/http"
	"strings"
	"testing"

	"alun/ground/db"
)

// TestFollowingFromEndToEnd goes the way of a reader over HTTP: asks, says yes,
// and stops by the one press of a mail program, which brings no key of a form.
func TestFollowingFromEndToEnd(t *testing.T) {
	v := visitHouse(t)
	yes := "/ikuti/setuju/" + v.codes[askToken]
	for range 2 { // opening the link changes nothing
		if w := v.ask(http.MethodGet, yes, ""); w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("the link: %d, %v", w.Code, w.Header())
		}
	}
	if n := v.follows("on"); n != 0 {
		t.Fatalf("%d follow by opening a link", n)
	}
	if w := v.ask(http.MethodPost, yes, ""); w.Code != http.StatusSeeOther || v.follows("on") != 1 {
		t.Fatalf("yes: %d, %d follow", w.Code, v.follows("on"))
	}
	end := "/ikuti/berhenti/" + v.endToken()
	if w := v.ask(http.MethodGet, end, ""); w.Code != http.StatusOK || v.follows("on") != 1 {
		t.Errorf("opening the way out: %d, %d follow", w.Code, v.follows("on"))
	}
	for range 2 {
		if w := v.ask(http.MethodPost, end, "_key=&List-Unsubscribe=One-Click"); w.Code != http.StatusSeeOther || v.follows("on") != 0 {
			t.Errorf("one click: %d, %d follow", w.Code, v.follows("on"))
		}
	}
}

func (v *visit) follows(state string) (n int) {
	v.Helper()
	err := v.house.db.Read(v.Context(), func(tx *db.Tx) (err error) {
		n, _, err = db.One(tx, (*db.Row).Int, `select count(*) from notice_follow where state = $1`, state)
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	return n
}

// endToken is what the reader's messages would carry.
func (v *visit) endToken() string {
	v.Helper()
	var id db.ID
	err := v.house.db.Read(v.Context(), func(tx *db.Tx) (err error) {
		id, _, err = db.One(tx, (*db.Row).ID, `select id from notice_reader`)
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	code := v.house.keys.Codec().Encode(int64(id))
	return code + v.house.keys.Blind("notice end", code)[:32]
}

// What a form answers tells nobody whether an address follows already.
func TestTheAnswerTellsNotWhoFollows(t *testing.T) {
	v := visitHouse(t)
	if w := v.ask(http.MethodPost, "/ikuti/setuju/"+v.codes[askToken], ""); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code)
	}
	told := func(address string) string {
		w := v.ask(http.MethodPost, "/ikuti", "apa=plan&kerap=day&alamat="+address)
		return strings.Join([]string{w.Result().Status, w.Header().Get("Location"), w.Body.String()}, " ")
	}
	if a, b := told("siti@contoh.id"), told("budi@contoh.id"); a != b {
		t.Errorf("who follows: %q, who does not: %q", a, b)
	}
}
