package registryapi_test

import (
	"fmt"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/web"
)

// TestAnOfficerNotesAYes: what the owner agreed to is shown, the owner reads how, the diary
// names the key, and no other call of a program shows it.
func TestAnOfficerNotesAYes(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		at := "/businesses/" + code + "/record"
		etag := "If-Match: " + w.get("decider", at, 200).header.Get("Etag")
		if h := w.ask("decider", "PATCH", at, map[string]any{"wa_public": "ya"}, 422, etag); !strings.Contains(h.body, "note-consent") || strings.Contains(h.body, "izin_cara") {
			t.Errorf("%s", h.body)
		}
		note := func(version int, how string, shows ...string) map[string]any {
			return map[string]any{"version": version, "how": how, "shows": shows}
		}
		w.ask("decider", "POST", at+"/consents", note(2, "paper", "wa_public"), 409)
		w.ask("decider", "POST", at+"/consents", note(3, "self", "wa_public"), 422)
		w.ask("decider", "POST", at+"/consents", note(3, "paper", "sales"), 422)
		w.ask("decider", "POST", at+"/consents", note(3, "paper", "wa_public", "at_home"), 200)
		if h := w.get("maker", at, 200); h.fact("wa_public") != "yes" || h.fact("at_home") != "no" {
			t.Errorf("%s", h.body)
		}
		all := w.get("maker", at+"/consents", 200).items("items")
		if len(all) != 1 || all[0]["how"] != "paper" || fmt.Sprint(all[0]["facts"]) != "[wa_public at_home]" {
			t.Errorf("%v", all)
		}
		w.ask("decider", "POST", at+"/consents", note(4, "counter", "wa_public"), 200) // it is shown already
		if acts := w.traced("decider", code); fmt.Sprint(acts) != "[note_consent]" || w.count(`select count(*) from registry_consent`) != 1 {
			t.Errorf("the trace says %v", acts)
		}
	})
}

// TestADayOutdoors: the way is chosen and told without a sealed fact, what was met is
// written down once, and what waits is told with the code to decide it by.
func TestADayOutdoors(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		w.madeUp(code, true)
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into registry_keaktifan (business, odds, at, rules) values ($1, 100, $2, 'uji')`, w.id(code), tx.Now())
			return err
		})
		if h := w.get("decider", "/field/trip", 200); h.v["made_at"] != nil || len(h.items("stops")) != 0 {
			t.Errorf("%s", h.body)
		}
		w.ask("decider", "POST", "/field/trip", map[string]any{"area": "64.71.03.1001", "mode": "foot", "minutes": 180}, 422)
		w.ask("decider", "POST", "/field/trip", map[string]any{"area": damai, "mode": "foot", "minutes": 180, "from": map[string]any{"lat": "utara", "lng": "1"}}, 422)
		way := w.ask("decider", "POST", "/field/trip", map[string]any{"area": damai, "mode": "foot", "minutes": 180}, 200)
		stops := way.items("stops")
		if len(stops) != 1 || stops[0]["code"] != code || stops[0]["place"] != "home" || stops[0]["rough"] != true || stops[0]["made_up"] != true || strings.Contains(way.body, "Melati") {
			t.Errorf("%s", way.body)
		}
		if h := w.get("decider", "/businesses/"+code+"/record/activity", 200); h.text("band") == "" || len(h.items("reasons")) == 0 {
			t.Errorf("%s", h.body)
		}
		w.metOnce()
		gone := w.ask("decider", "POST", "/businesses/"+code+"/record/checks", map[string]any{"found": "tutup", "note": told}, 201).text("id")
		if all := w.get("decider", "/field/checks", 200).items("items"); len(all) != 1 || all[0]["id"] != gone || all[0]["code"] != code || all[0]["made_up"] != true {
			t.Errorf("%v", all)
		}
	})
}

// metOnce writes a business down that was met, twice with one key.
func (w *town) metOnce() {
	w.Helper()
	met, key := map[string]any{"name": "Warung Bu Tini", "kelurahan": damai, "place": "street", "rt": "14"}, "Idempotency-Key: "+web.NewKey()
	one := w.ask("decider", "POST", "/field/businesses", met, 201, key)
	w.must(func(tx *db.Tx) error { _, err := tx.Exec(`delete from web_answer`); return err })
	again := w.ask("decider", "POST", "/field/businesses", met, 201, key)
	if one.text("state") != "draft" || one.fact("street_vendor") == "" || one.text("code") != again.text("code") || len(w.traced("decider", one.text("code"))) != 1 {
		w.Errorf("%s, then %s", one.body, again.body)
	}
	w.ask("decider", "POST", "/field/businesses", map[string]any{"name": "Lain", "kelurahan": "64.71.03.1001", "place": "home"}, 403)
}

// TestTicksWaitForADecision: a row that says gone is told until somebody decides.
func TestTicksWaitForADecision(t *testing.T) {
	eachTown(t, func(w *town) {
		sheet := w.goneOnSheet()
		all := w.get("planner", "/sheets/waiting?area=64.71.05", 200).items("items")
		if len(all) != 1 || all[0]["sheet"] != sheet || all[0]["tick"] != 3.0 || all[0]["made_up"] != false {
			t.Errorf("%v", all)
		}
		w.madeUp(all[0]["code"].(string), true)
		if all := w.get("planner", "/sheets/waiting?area=64.71.05", 200).items("items"); len(all) != 1 || all[0]["made_up"] != true {
			t.Errorf("no mark: %v", all)
		}
		w.get("counter", "/sheets/waiting?area=64.71.03", 403)
		w.ask("decider", "POST", "/sheets/"+sheet+"/rows/1/decide", map[string]any{"close": false}, 200)
		if all := w.get("counter", "/sheets/waiting?area=64.71.05.1", 200).items("items"); len(all) != 0 {
			t.Errorf("%v", all)
		}
	})
}
