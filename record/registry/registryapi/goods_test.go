package registryapi_test

import (
	"fmt"
	"strings"
	"testing"
)

const sure = "Sambal kami membuat untung pasti bagi kakak semua."

// song is a work as its maker tells it.
var song = map[string]any{"kind": "musik", "year": "2024", "hki": "registered", "hki_kind": "hak_cipta", "hki_number": "EC00202612345"}

// person is a published creative worker.
func (w *town) person() string {
	w.Helper()
	set := whole()
	set["kind"], set["subsectors"] = "perorangan", "kriya"
	delete(set, "kbli")
	delete(set, "legal_form")
	code := w.ask("maker", "POST", "/businesses", set, 201).text("code")
	w.ask("maker", "POST", "/businesses/"+code+"/submit", `{}`, 200)
	w.publish(code)
	return code
}

// good makes a product about which an officer decides.
func (w *town) good(code string, body map[string]any) string {
	w.Helper()
	return w.ask("maker", "POST", "/businesses/"+code+"/record/products", body, 201).text("id")
}

// TestAProgramGivesAProductBack: of a marked text, on the version that was looked at, with a
// sentence; it is hidden, its people read why, and the diary names the key.
func TestAProgramGivesAProductBack(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		at := "/businesses/" + code + "/record/products/"
		bad, good := w.good(code, map[string]any{"name": "Sambal", "about": sure}), w.good(code, map[string]any{"name": "Nasi kuning"})
		back := func(who, id string, version int, sentence string, want int) heard {
			w.Helper()
			return w.ask(who, "POST", at+id+"/give-back", map[string]any{"version": version, "sentence": sentence}, want)
		}
		back("decider", bad, 9, told, 409)
		back("decider", good, 1, told, 409) // no rule marks it
		back("decider", "0000000000000", 1, told, 404)
		back("elsewhere", bad, 1, told, 404)
		back("maker", bad, 1, told, 403)
		back("counter", bad, 1, told, 403) // not let decide
		if h := back("decider", bad, 1, "ya", 422); !strings.Contains(h.body, `"/sentence"`) || strings.Contains(h.body, "kalimat\"") {
			t.Errorf("%s", h.body)
		}
		if h := back("decider", bad, 1, told, 200); h.v["shown"] != false || h.v["version"] != 2.0 {
			t.Errorf("%s", h.body)
		}
		if all := w.get("", "/businesses/"+code+"/products", 200).items("items"); len(all) != 1 || all[0]["name"] != "Nasi kuning" {
			t.Errorf("the public sees %v", all)
		}
		if past := w.get("maker", "/businesses/"+code+"/record/product-history?limit=1", 200).items("items"); len(past) != 1 || past[0]["sentence"] != told {
			t.Errorf("its people read %v", past)
		}
		if acts := w.traced("decider", code); fmt.Sprint(acts) != "[give_product_back]" {
			t.Errorf("the trace says %v", acts)
		}
	})
}

// TestAProgramConfirmsHKI: that its officer saw the paper, of no product without HKI, on the
// version that was looked at; what is said anew is only said.
func TestAProgramConfirmsHKI(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.person()
		at := "/businesses/" + code + "/record/products/"
		work, plain := w.good(code, map[string]any{"name": "Lagu Teluk", "work": song}), w.good(code, map[string]any{"name": "Kaus"})
		confirm := func(who, id string, version, want int) heard {
			w.Helper()
			return w.ask(who, "POST", at+id+"/confirm-hki", map[string]any{"version": version}, want)
		}
		level := func(h heard) any { of, _ := h.v["work"].(map[string]any); return of["hki_level"] }
		confirm("decider", work, 9, 409)
		confirm("decider", plain, 1, 409)
		confirm("decider", "0000000000000", 1, 404)
		confirm("elsewhere", work, 1, 404)
		confirm("maker", work, 1, 403)
		confirm("counter", work, 1, 403)
		if h := confirm("decider", work, 1, 200); level(h) != "document" || h.v["version"] != 2.0 {
			t.Errorf("%s", h.body)
		}
		confirm("decider", work, 2, 200) // it is known so well already
		if acts := w.traced("decider", code); fmt.Sprint(acts) != "[confirm_hki]" {
			t.Errorf("the trace says %v", acts)
		}
		seen := w.get("maker", at+work, 200).header.Get("Etag")
		if h := w.ask("maker", "PATCH", at+work, map[string]any{"work": map[string]any{"hki_number": "EC00202699999"}}, 200, "If-Match: "+seen); level(h) != "told" {
			t.Errorf("said anew: %s", h.body)
		}
	})
}
