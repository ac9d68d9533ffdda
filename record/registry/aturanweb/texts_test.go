package aturanweb

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/web"
	"alun/ground/web/webtest"
	"alun/record/registry"
)

// TestAnOfficerLooksAtTheTextsOfABusiness: its name and description stand in the same list.
func TestAnOfficerLooksAtTheTextsOfABusiness(t *testing.T) {
	eachDesk(t, func(w *desk) {
		var version int64
		err := w.d.Write(context.Background(), func(tx *db.Tx) error {
			saved, err := w.door.Products.Book.Change(tx, w.who["maker"].Session, registry.Changing{Business: w.id, Set: registry.Values{registry.AboutID: "Terima <b>pinjol</b>."}})
			version = saved.Version
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		list := w.Reads("counter", "/petugas/tanda")
		w.has(webtest.Text(list), "the list", "Warung", "Ada kata yang sering dipakai penawaran pinjaman cepat", "pinjol")
		if strings.Contains(list, "<b>pinjol") {
			t.Error("a text is drawn as marks")
		}
		if page := webtest.Text(w.Reads("far", "/petugas/tanda")); strings.Contains(page, "pinjol") {
			t.Error("an officer of elsewhere sees it")
		}
		at := "/petugas/tanda/usaha/" + w.door.Code(w.id)
		for _, who := range []string{"far", "maker", "planner"} {
			w.Sends(who, at, 403, "versi", strconv.FormatInt(version, 10), web.KeyField, web.NewKey())
		}
		w.has(w.Sends("counter", at, 409, "versi", strconv.FormatInt(version-1, 10), web.KeyField, web.NewKey()), "who looked at another text", "pinjol")
		w.Sends("counter", at, 303, "versi", strconv.FormatInt(version, 10), web.KeyField, web.NewKey())
		if page := webtest.Text(w.Reads("counter", "/petugas/tanda?ya=baik")); strings.Contains(page, "pinjol") || !strings.Contains(page, "Tanda") {
			t.Errorf("what was found good waits still: %s", page)
		}
	})
}
