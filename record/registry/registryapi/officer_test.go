package registryapi_test

import (
	"fmt"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/registry/registryapi"
)

func TestOfficersReadTheQueue(t *testing.T) {
	eachTown(t, func(w *town) {
		var codes []string
		for range 5 {
			code := w.drafted("maker")
			w.ask("maker", "POST", "/businesses/"+code+"/submit", `{}`, 200)
			codes = append(codes, code)
		}
		w.drafted("maker")
		var all []string
		for next := "/businesses/queue?area=64.71.05&state=submitted&limit=2"; next != ""; {
			page := w.get("counter", next, 200)
			for _, b := range page.items("items") {
				all = append(all, b["code"].(string))
			}
			next = strings.TrimPrefix(page.text("next"), "/api/v1")
		}
		if fmt.Sprint(all) != fmt.Sprint(codes) {
			t.Errorf("%v, want %v", all, codes)
		}
		for who, status := range map[string]int{"far": 403, "maker": 403, "helper": 403, "planner": 200, "inspector": 200} {
			w.get(who, "/businesses/queue?area=64.71.05", status)
		}
		w.get("counter", "/businesses/queue", 403)
		if n := len(w.get("planner", "/businesses/queue?q=dapur", 200).items("items")); n != 6 {
			t.Errorf("%d found", n)
		}
		w.get("counter", "/businesses/activity", 200)
	})
}

// TestManyAtOnce: each row stands for itself, and the same row again is the same business.
func TestManyAtOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		row := func(n int, name string) map[string]any {
			return map[string]any{"key": fmt.Sprintf("perangkat-7/%010d", n)[10:], "kind": "usaha", "name": name, "kelurahan": damai}
		}
		rows := func() []map[string]any {
			return []map[string]any{row(1, "Satu"), row(2, ""), row(3, "Tiga"), {"key": strings.Repeat("x", 16), "name": "Di tempat lain", "kind": "usaha", "kelurahan": "64.71.03.1001"}}
		}
		done := w.ask("counter", "POST", "/batch/businesses", map[string]any{"businesses": fixed(rows())}, 200)
		out := done.items("rows")
		if done.v["kept"] != 2.0 || out[0]["outcome"] != "kept" || out[1]["outcome"] != "refused" || out[3]["outcome"] != "refused" || out[3]["detail"] == "" || w.businesses() != 2 {
			t.Errorf("%s", done.body)
		}
		again := w.ask("counter", "POST", "/batch/businesses", map[string]any{"businesses": fixed(rows())}, 200).items("rows")
		if again[0]["code"] != out[0]["code"] || w.businesses() != 2 {
			t.Errorf("%v, then %v", out[0], again[0])
		}
		twice := fixed([]map[string]any{row(5, "Lima"), row(5, "Lima juga")})
		if two := w.ask("counter", "POST", "/batch/businesses", map[string]any{"businesses": twice}, 200).items("rows"); two[0]["outcome"] != "kept" || two[1]["outcome"] != "refused" || w.businesses() != 3 {
			t.Errorf("two under one key: %v", two)
		}
		var many []map[string]any
		for n := range 51 {
			many = append(many, row(n+10, "Banyak"))
		}
		w.ask("counter", "POST", "/batch/businesses", map[string]any{"businesses": fixed(many)}, 422)
		w.ask("counter", "POST", "/batch/businesses", map[string]any{"businesses": fixed(many[:50])}, 200)
		w.ask("planner", "POST", "/batch/businesses", map[string]any{"businesses": fixed(many[:1])}, 403)
		if w.businesses() != 53 {
			t.Errorf("%d businesses", w.businesses())
		}
	})
}

// fixed gives rows keys of a good form.
func fixed(rows []map[string]any) []map[string]any {
	for i := range rows {
		rows[i]["key"] = fmt.Sprintf("%016s", strings.ReplaceAll(rows[i]["key"].(string), "/", "-"))
	}
	return rows
}

// TestASheetIsEntered: from the empty sheet to its end, and who was slower is told.
func TestASheetIsEntered(t *testing.T) {
	eachTown(t, func(w *town) {
		w.published()
		w.published()
		rts := w.get("counter", "/sheets?kelurahan="+damai, 200).items("items")
		if len(rts) != 1 || rts[0]["rt"] != 14.0 || rts[0]["businesses"] != 2.0 || rts[0]["sheet"] != nil {
			t.Errorf("%v", rts)
		}
		made := w.ask("counter", "POST", "/sheets", map[string]any{"kelurahan": damai, "rt": 14}, 201)
		id := made.text("id")
		if w.ask("counter", "POST", "/sheets", map[string]any{"kelurahan": damai, "rt": 14}, 201).text("id") != id || len(made.items("rows")) != 2 {
			t.Errorf("%s", made.body)
		}
		at := "/sheets/" + id
		tick := func(n, saw, tick int) map[string]any {
			return map[string]any{"rows": []map[string]int{{"n": n, "saw": saw, "tick": tick}}}
		}
		if one := w.ask("counter", "POST", at+"/ticks", tick(1, 0, 1), 200); one.v["kept"] != 1.0 {
			t.Errorf("%s", one.body)
		}
		met := w.ask("counter", "POST", at+"/ticks", tick(1, 0, 3), 200)
		if rows := met.items("met"); met.v["kept"] != 0.0 || len(rows) != 1 || rows[0]["stands"] != 1.0 || rows[0]["yours"] != 3.0 {
			t.Errorf("%s", met.body)
		}
		w.ask("counter", "POST", at+"/ticks", tick(9, 0, 1), 422)
		w.ask("counter", "POST", at+"/ticks", tick(2, 0, 3), 200)
		hand := map[string]any{"line": 1, "name": "Warung Bu Tini", "what": "Nasi kuning"}
		w.ask("counter", "POST", at+"/hands", hand, 201)
		if two := w.ask("counter", "POST", at+"/hands", hand, 201).items("hands"); len(two) != 1 || w.businesses() != 3 {
			t.Errorf("%v, %d businesses", two, w.businesses())
		}
		w.ask("counter", "POST", at+"/hands", map[string]any{"line": 1, "name": "Lain lagi"}, 409)
		for who, status := range map[string]int{"far": 403, "maker": 403, "planner": 403, "inspector": 403} {
			w.ask(who, "POST", at+"/ticks", tick(1, 1, 2), status)
			w.ask(who, "POST", at+"/finish", `{}`, status)
		}
		if done := w.ask("counter", "POST", at+"/finish", `{}`, 200); done.text("state") != "entered" || done.v["entered_at"] == nil {
			t.Errorf("%s", done.body)
		}
		if n := w.count(`select count(*) from diary_entry where fact = 'registry.ticked'`); n != 2 {
			t.Errorf("%d ticks count", n)
		}
		if n := w.count(`select count(*) from registry_business where state = 'closed'`); n != 0 {
			t.Error("a tick closed a business")
		}
	})
}

// TestATwinOfAnotherAreaStaysHidden: of a business that an officer may not see, a pair
// names neither code nor reason.
func TestATwinOfAnotherAreaStaysHidden(t *testing.T) {
	eachTown(t, func(w *town) {
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into place_area (code, level, name, name_alt, parent_code, bps_code, postal_code, size_text, size_micro, drawn_text, drawn_micro, lat, lng, source, valid_from)
				values ('64.71.03.1001', 'kelurahan', 'Muara Rapak', '', '64.71.03', '', '', '', null, '', null, null, null, 'uji', $1)`, tx.Now())
			return err
		})
		here, there := w.drafted("maker"), w.ask("far", "POST", "/businesses", map[string]any{"kind": "usaha", "name": "Dapur Sari", "kelurahan": "64.71.03.1001"}, 201).text("code")
		a, b := min(w.id(here), w.id(there)), max(w.id(here), w.id(there))
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into registry_ganda_pair (a, b, odds, sure, parts, state, found_at, decided_by, decided_at) values ($1, $2, 5000, $3, 'twin.contact_same 4000', 'waiting', $4, '', null)`, a, b, true, tx.Now())
			return err
		})
		const at = "/businesses/twins?area=64.71.05"
		pair := w.get("counter", at, 200)
		if all := pair.items("items"); len(all) != 1 || strings.Contains(pair.body, there) || !strings.Contains(pair.body, here) || len(all[0]["because"].([]any)) != 0 {
			t.Errorf("%s", pair.body)
		}
		if all := w.get("planner", at, 200); !strings.Contains(all.body, there) || !strings.Contains(all.body, "same number") {
			t.Errorf("%s", all.body)
		}
		w.get("far", at, 403)
		defer registryapi.LeaveOut("hidden twin")()
		if pair := w.get("counter", at, 200); !strings.Contains(pair.body, "same number") {
			t.Error("the guard is not what hides the reason")
		}
	})
}
