package registryapi_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"alun/ground/db"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/registryapi"
)

// TestTypedFactsAreAllFacts: no fact is missing, and none is that the register lacks.
func TestTypedFactsAreAllFacts(t *testing.T) {
	eachTown(t, func(w *town) {
		doc := string(w.api.Document("en"))
		for _, f := range registry.Facts {
			if !strings.Contains(doc, `"`+string(f)+`": {`) {
				t.Errorf("%s cannot be said", f)
			}
		}
	})
}

// TestAMakersWay goes from the first word to the end and back: what a program does for
// the maker, and what it is told on the way.
func TestAMakersWay(t *testing.T) {
	eachTown(t, func(w *town) {
		first := w.ask("maker", "POST", "/businesses", map[string]any{"kind": "usaha", "name": "Dapur Sari"}, 201)
		code := first.text("code")
		at := "/businesses/" + code
		if first.text("state") != "draft" || first.text("seen_as") != "owner" || len(first.items("missing")) < 5 {
			t.Errorf("%s", first.body)
		}
		lacks := w.ask("maker", "POST", at+"/submit", `{}`, 422)
		if !slices.ContainsFunc(lacks.items("errors"), func(e map[string]any) bool { return e["pointer"] == "/kelurahan" && e["detail"] != "" }) {
			t.Errorf("what is missing is not told at its field: %s", lacks.body)
		}
		seen := w.get("maker", at+"/record", 200).header.Get("Etag")
		bad := w.ask("maker", "PATCH", at+"/record", map[string]any{"hours": "kapan saja", "nib": "12"}, 422, "If-Match: "+seen)
		if len(bad.items("errors")) != 2 {
			t.Errorf("two wrong fields are told so: %s", bad.body)
		}
		w.ask("maker", "PATCH", at+"/record", whole(), 428)
		w.ask("maker", "PATCH", at+"/record", whole(), 412, `If-Match: "0123"`)
		again := "Idempotency-Key: " + web.NewKey()
		saved := w.ask("maker", "PATCH", at+"/record", whole(), 200, "If-Match: "+seen, again)
		if len(saved.v["changed"].([]any)) != 9 || saved.fact("wa") != "6281234567890" {
			t.Errorf("%s", saved.body)
		}
		if lost := w.ask("maker", "PATCH", at+"/record", whole(), 200, "If-Match: "+seen, again); lost.body != saved.body {
			t.Errorf("%s, then %s", saved.body, lost.body) // who lost the answer asks again
		}
		w.ask("maker", "PATCH", at+"/record", whole(), 412, "If-Match: "+seen)
		w.ask("helper", "POST", at+"/submit", `{}`, 403)
		if sent := w.ask("maker", "POST", at+"/submit", `{}`, 200); sent.text("state") != "submitted" {
			t.Errorf("%s", sent.body)
		}
		w.publish(code)
		w.onMoves(code)
	})
}

// onMoves is the life after the publication.
func (w *town) onMoves(code string) {
	at := "/businesses/" + code
	w.productsSayWhatIsMadeUp(code)
	if w.send("maker", "GET", at+"/record", nil).text("state") != "published" {
		w.Error("it is not published")
	}
	past := w.get("maker", at+"/record/history?limit=1", 200)
	if past.text("next") == "" || len(past.items("items")) != 1 || past.items("items")[0]["kind"] != "changed" {
		w.Errorf("%s", past.body)
	}
	change := past.items("items")[0]["id"].(string)
	back := w.ask("maker", "POST", at+"/record/history/"+change+"/take-back", map[string]any{"facts": []string{"hours"}}, 200)
	if back.fact("hours") != "" || back.fact("address") == "" {
		w.Errorf("%s", back.body)
	}
	w.ask("other", "POST", at+"/record/history/"+change+"/take-back", map[string]any{}, 404)
	mine := w.published()
	w.ask("maker", "POST", "/businesses/"+mine+"/record/history/"+change+"/take-back", map[string]any{}, 404)
	w.onRows(at + "/record")
	w.ask("maker", "POST", at+"/close", map[string]any{"reason": "bosan"}, 422)
	w.ask("maker", "POST", at+"/close", map[string]any{"reason": "tutup", "version": 1}, 409)
	if shut := w.ask("maker", "POST", at+"/close", map[string]any{"reason": "tutup"}, 200); shut.text("state") != "closed" {
		w.Errorf("%s", shut.body)
	}
	w.get("", at+"/products", 404)
	w.ask("maker", "POST", at+"/reopen", `{}`, 200)
	if moves := w.get("maker", at+"/record/moves", 200).items("items"); len(moves) != 5 || moves[1]["reason"] != "tutup" {
		w.Errorf("%v", moves)
	}
}

// madeUp marks a business as made up, or as real.
func (w *town) madeUp(code string, demo bool) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`update registry_business set demo = $1, version = version + 1 where id = $2`, demo, w.id(code))
		return err
	})
}

// productsSayWhatIsMadeUp reads the products without the page of their business.
func (w *town) productsSayWhatIsMadeUp(code string) {
	w.Helper()
	w.ask("maker", "POST", "/businesses/"+code+"/record/products", map[string]any{"name": "Nasi kuning"}, 201)
	for _, demo := range []bool{true, false} {
		w.madeUp(code, demo)
		if all := w.get("", "/businesses/"+code+"/products", 200).items("items"); len(all) != 1 || all[0]["made_up"] != demo {
			w.Errorf("made up: %v, but %v", demo, all)
		}
	}
}

// onRows takes a permit and a person back, over the same address as facts.
func (w *town) onRows(at string) {
	newest := func() map[string]any { return w.get("maker", at+"/history?limit=1", 200).items("items")[0] }
	back := func(status int) {
		w.Helper()
		w.ask("maker", "POST", at+"/history/"+newest()["id"].(string)+"/take-back", map[string]any{}, status)
	}
	w.ask("maker", "POST", at+"/permits", map[string]any{"kind": "sni", "number": "SNI 7"}, 201)
	if c := newest(); c["kind"] != "permit_added" || c["stands_after"] != true || c["permit"].(map[string]any)["number"] != "SNI 7" {
		w.Errorf("%v", c)
	}
	back(200)
	if c := newest(); c["kind"] != "taken_back" || c["stands_after"] != false || len(w.get("maker", at+"/permits", 200).items("items")) != 0 {
		w.Errorf("%v", c)
	}
	back(200)
	if all := w.get("maker", at+"/permits", 200).items("items"); len(all) != 1 {
		w.Errorf("%v", all)
	}
	w.ask("maker", "POST", at+"/people", map[string]any{"name": "Budi Santoso", "role": "worker"}, 201)
	if c := newest(); c["kind"] != "person_added" || c["person"].(map[string]any)["name"] != "Budi Santoso" {
		w.Errorf("%v", c)
	}
	w.ask("maker", "POST", at+"/history/"+newest()["id"].(string)+"/take-back", map[string]any{"facts": []string{"name"}}, 422)
	back(200)
	back(200)
	seen := map[any]bool{}
	for next := at + "/history?limit=2"; next != ""; {
		page := w.get("maker", next, 200)
		for _, c := range page.items("items") {
			if seen[c["id"]] {
				w.Errorf("%v is told twice", c)
			}
			seen[c["id"]] = true
		}
		next, _ = page.v["next"].(string)
		next = strings.TrimPrefix(next, "/api/v1")
	}
	if len(seen) != 10 {
		w.Errorf("%d changes page by page", len(seen))
	}
}

// TestOneKeyMakesOneBusiness: 64 calls at once under one key are one business, and so is
// one that comes after the answer was forgotten.
func TestOneKeyMakesOneBusiness(t *testing.T) {
	eachTown(t, func(w *town) {
		press := func(who string, key func() string) map[string]int {
			var all sync.WaitGroup
			var mu sync.Mutex
			told := map[string]int{}
			for range 64 {
				all.Go(func() {
					key := "Idempotency-Key: " + key()
					h := w.send(who, "POST", "/businesses", whole(), key)
					for tries := 0; h.status == http.StatusServiceUnavailable && tries < 50; tries++ { // as a client does: nothing was kept, the key is good
						h = w.send(who, "POST", "/businesses", whole(), key)
					}
					mu.Lock()
					defer mu.Unlock()
					told[fmt.Sprint(h.status, " ", h.text("code"), h.text("detail"))]++
				})
			}
			all.Wait()
			return told
		}
		key := web.NewKey()
		if told := press("maker", func() string { return key }); len(told) != 1 || w.businesses() != 1 {
			w.Errorf("%v, %d businesses", told, w.businesses())
		}
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(`delete from web_answer`); return err })
		w.ask("maker", "POST", "/businesses", whole(), 201, "Idempotency-Key: "+key)
		if n := w.businesses(); n != 1 {
			w.Errorf("%d businesses after the answer was forgotten", n)
		}
		another := whole()
		another["name"] = "Nama lain di bawah kunci lama"
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(`delete from web_answer`); return err })
		w.ask("maker", "POST", "/businesses", another, 409, "Idempotency-Key: "+key)
		w.ask("other", "POST", "/businesses", whole(), 201, "Idempotency-Key: "+key) // another caller's key is another key
		if told := press("counter", web.NewKey); w.businesses() != 66 {
			w.Errorf("64 keys are %d businesses: the counts above cannot fail. %v", w.businesses()-2, told)
		}
	})
}

func (w *town) businesses() int { return w.count(`select count(*) from registry_business`) }

// TestOneOfTwoChangesStands: two who saw the same state do not both write over it.
func TestOneOfTwoChangesStands(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		at := "/businesses/" + code + "/record"
		product := w.ask("maker", "POST", at+"/products", map[string]any{"name": "Nasi kuning", "price": "15 ribu"}, 201).text("id")
		same := func(path, field string, n int) map[int]int {
			seen := w.get("maker", path, 200).header.Get("Etag")
			var all sync.WaitGroup
			var mu sync.Mutex
			told := map[int]int{}
			for i := range 2 {
				all.Go(func() {
					h := w.send("maker", "PATCH", path, map[string]any{field: fmt.Sprint("Kata ke ", n, " dari ", i)}, "If-Match: "+seen)
					mu.Lock()
					defer mu.Unlock()
					told[h.status]++
				})
			}
			all.Wait()
			return told
		}
		for n := range 10 {
			if told := same(at, "about_id", n); told[http.StatusOK] != 1 || told[http.StatusPreconditionFailed] != 1 {
				t.Errorf("two changes of a business: %v", told)
			}
			if told := same(at+"/products/"+product, "about", n); told[http.StatusOK] != 1 || told[http.StatusPreconditionFailed] != 1 {
				t.Errorf("two changes of a product: %v", told)
			}
		}
		defer registryapi.LeaveOut("if-match")()
		stale := w.get("maker", at, 200).header.Get("Etag")
		w.ask("maker", "PATCH", at, map[string]any{"about_id": "Yang pertama di antaranya."}, 200, "If-Match: "+stale)
		w.ask("maker", "PATCH", at, map[string]any{"about_id": "Yang kedua di antaranya."}, 200, "If-Match: "+stale) // the guard is what refuses it above
	})
}
