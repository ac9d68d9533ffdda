package registryapi_test

import (
	"fmt"
	"testing"
)

// TestAProgramClearsMarks: what the screen marked is listed with the rule that did, is cleared
// on the version that was looked at, and leaves the list; with the key in the diary.
func TestAProgramClearsMarks(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		at := "/businesses/" + code + "/record"
		w.ask("maker", "PATCH", at, map[string]any{"about_id": sure}, 200, "If-Match: "+w.get("maker", at, 200).header.Get("Etag"))
		goods := w.ask("maker", "POST", at+"/products", map[string]any{"name": "Nasi kuning", "about": sure}, 201)

		w.madeUp(code, true)
		texts := w.get("decider", "/businesses/marked?area=64.71.05", 200).items("items")
		if len(texts) != 1 || texts[0]["made_up"] != true || texts[0]["code"] != code || fmt.Sprint(texts[0]["texts"]) != fmt.Sprintf("[map[fact:about_id rules:[untung] text:%s]]", sure) {
			t.Fatalf("%v", texts)
		}
		version := texts[0]["version"].(float64)
		w.ask("decider", "POST", at+"/marks/clear", map[string]any{"version": version - 1}, 409)
		w.ask("decider", "POST", at+"/marks/clear", map[string]any{"version": version}, 200)
		if left := w.get("decider", "/businesses/marked?area=64.71.05", 200).items("items"); len(left) != 0 {
			t.Errorf("still marked: %v", left)
		}

		marked := w.get("decider", "/businesses/marked-products?area=64.71.05", 200).items("items")
		if len(marked) != 1 || marked[0]["id"] != goods.text("id") || marked[0]["business"] != code || fmt.Sprint(marked[0]["rules"]) != "[untung]" {
			t.Fatalf("%v", marked)
		}
		one := at + "/products/" + goods.text("id") + "/clear"
		w.ask("decider", "POST", one, map[string]any{"version": 9}, 409)
		w.ask("decider", "POST", one, map[string]any{"version": marked[0]["version"]}, 200)
		if left := w.get("decider", "/businesses/marked-products?area=64.71.05", 200).items("items"); len(left) != 0 {
			t.Errorf("still marked: %v", left)
		}
		if acts := w.traced("decider", code); fmt.Sprint(acts) != "[publish clear_marks clear_product]" && fmt.Sprint(acts) != "[clear_marks clear_product]" {
			t.Errorf("the trace says %v", acts)
		}
	})
}
