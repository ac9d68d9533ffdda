package registryapi_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"alun/ground/web"
)

// furtherDoors are those of co-owners, of the order and history of products, of readiness,
// and of rules.
var furtherDoors = []door{
	{"GET", "/businesses/{code}/record/invitations", nil, "maker", 200, ""},
	{"POST", "/businesses/{code}/record/invitations", map[string]any{"login": "other"}, "maker", 201, ""},
	{"POST", "/businesses/{code}/record/invitations/{invitation}/withdraw", map[string]any{}, "maker", 200, ""},
	{"GET", "/invitations", nil, anyone, 200, ""},
	{"POST", "/invitations/{invitation}/answer", map[string]any{"agree": false}, "other", 200, ""},
	{"POST", "/businesses/{code}/record/products/{product}/order", map[string]any{"up": true}, workers, 200, ""},
	{"POST", "/businesses/{code}/record/products/{bad}/give-back", map[string]any{"version": 1, "sentence": told}, "decider", 200, ""},
	{"POST", "/businesses/{code}/record/products/{work}/confirm-hki", map[string]any{"version": 1}, "decider", 200, ""},
	{"GET", "/businesses/{code}/record/product-history", nil, insiders, 200, ""},
	{"POST", "/businesses/{code}/record/product-history/{newest}/take-back", map[string]any{}, "maker counter", 200, ""},
	{"POST", "/businesses/{code}/record/photos/{photo}/describe", map[string]any{"alt": "Nasi kuning {n}"}, workers, 200, ""},
	{"POST", "/businesses/{code}/record/photos/{photo}/first", map[string]any{}, workers, 200, ""},
	{"GET", "/businesses/{code}/record/readiness", nil, workers, 200, ""},
	{"POST", "/businesses/{code}/record/readiness/{axis}", map[string]any{"answers": []map[string]any{{"question": "halal", "value": "proses", "seen": 0}}}, workers, 200, ""},
	{"POST", "/businesses/{code}/work", map[string]any{"works": true}, anyone, 200, ""},
	{"GET", "/size/steps", nil, "ruler", 200, ""},
	{"POST", "/size/steps", stepsBody, "ruler", 201, ""},
	{"POST", "/size/steps/{steps}/withdraw", map[string]any{}, "ruler", 200, ""},
	{"GET", "/subsectors/{slug}/codes", nil, "*", 200, ""},
	{"POST", "/subsectors/{slug}/codes/unmap", mapBody, "ruler", 200, ""},
	{"POST", "/subsectors/{craft}/codes/map", mapBody, "ruler", 200, ""},
}

var (
	stepsBody = map[string]any{"seen": "{seen}", "ends": []int64{50_000_000, 250_000_000, 800_000_000}, "valid_from": "2090-01-01", "decree": "Keputusan Wali Kota Nomor 1/2090", "why": "Sesuai hasil kajian omzet."}
	mapBody   = map[string]any{"version": "2020", "code": "56102", "why": "Sesuai uraian resmi kode ini."}
)

// ruled makes the rules that a door is about.
func (w *town) ruled(needs func(string) bool, f map[string]string) {
	w.Helper()
	if !needs("seen") && !needs("steps") {
		return
	}
	f["{seen}"] = w.get("ruler", "/size/steps", 200).text("seen")
	if needs("steps") {
		f["{steps}"] = w.coming(f["{seen}"])
	}
}

// coming is a version of the city's steps that does not hold yet.
func (w *town) coming(seen string) string {
	w.Helper()
	body := map[string]any{}
	for k, v := range stepsBody {
		body[k] = v
	}
	n := w.count(`select count(*) from registry_size_version`)
	body["seen"], body["valid_from"] = seen, fmt.Sprintf("%d-01-01", 2100+n) // a day that no other version begins on
	body["ends"] = []int64{100_000_000 + int64(n)*1_000_000, 250_000_000, 800_000_000}
	for _, v := range w.ask("ruler", "POST", "/size/steps", body, 201).items("versions") {
		if v["state"] == "coming" {
			return v["id"].(string)
		}
	}
	w.Fatal("no version is to come")
	return ""
}

// TestSentTwiceIsOnce sends each change of these rooms twice under one key: the answer is
// the same, and nothing more stands in the diary.
func TestSentTwiceIsOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		for _, d := range slices.Concat(curationDoors, associationDoors, furtherDoors) {
			if d.method == "GET" {
				continue
			}
			f := w.furnish(d)
			i := slices.IndexFunc(everybody, d.lets)
			key := "Idempotency-Key: " + web.NewKey()
			one := w.knock(d, f, everybody[i], key)
			before := w.count(`select count(*) from diary_entry`)
			if d.header != "" { // as it was sent: the state that it named is gone
				continue
			}
			two := w.knock(d, f, everybody[i], key)
			same := two.body == one.body || strings.Contains(d.path, "/readiness/") // that is told as of the moment
			if after := w.count(`select count(*) from diary_entry`); one.status != d.status || two.status != one.status || !same || after != before {
				t.Errorf("%s %s: %d %.300s, then %d %.300s, %d more in the diary", d.method, d.path, one.status, one.body, two.status, two.body, after-before)
			}
		}
	})
}

// TestASecondOwnerSaysYesThemselves: by a number, of which nothing is kept, and nobody owns
// a business before they agreed.
func TestASecondOwnerSaysYesThemselves(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		at := "/businesses/" + code + "/record/invitations"
		if h := w.ask("maker", "POST", at, map[string]any{"login": "siapa"}, 422); !strings.Contains(h.body, `"/login"`) {
			t.Errorf("%s", h.body)
		}
		w.ask("maker", "POST", at, map[string]any{"login": "counter"}, 422) // no maker
		asked := w.ask("maker", "POST", at, map[string]any{"login": "other"}, 201).items("items")
		if len(asked) != 1 || asked[0]["asked_name"] != "Orang other" {
			t.Errorf("%v", asked)
		}
		w.ask("maker", "POST", at, map[string]any{"login": "other"}, 422)
		w.get("other", "/businesses/"+code+"/record", 404)
		mine := w.get("other", "/invitations", 200).items("items")
		if len(mine) != 1 || mine[0]["by_name"] != "Orang maker" || mine[0]["name"] != "Dapur Sari" {
			t.Errorf("%v", mine)
		}
		answer := "/invitations/" + mine[0]["id"].(string) + "/answer"
		w.ask("maker", "POST", answer, map[string]any{"agree": true}, 404)
		if h := w.ask("other", "POST", answer, map[string]any{"agree": true}, 200); h.text("code") != code {
			t.Errorf("%s", h.body)
		}
		w.ask("other", "POST", answer, map[string]any{"agree": true}, 404) // it was answered
		if h := w.get("other", "/businesses/"+code+"/record", 200); h.text("seen_as") != "owner" {
			t.Errorf("%s", h.body)
		}
		if n := w.count(`select count(*) from web_answer where answer like $1`, "%siapa%"); n != 0 {
			t.Errorf("a login is kept %d times", n)
		}
	})
}

// TestAWorkHasItsHKI: a creative person's work, with what its maker says of its HKI; a
// product does not become a work later.
func TestAWorkHasItsHKI(t *testing.T) {
	eachTown(t, func(w *town) {
		person := whole()
		person["kind"], person["subsectors"] = "perorangan", "kriya"
		delete(person, "kbli")
		code := w.ask("maker", "POST", "/businesses", person, 201).text("code")
		at := "/businesses/" + code + "/record/products"
		work := map[string]any{"kind": "musik", "year": "2024", "hki": "registered", "hki_kind": "hak_cipta", "hki_number": "EC00202612345"}
		made := w.ask("maker", "POST", at, map[string]any{"name": "Lagu Teluk", "work": work}, 201)
		told, _ := made.v["work"].(map[string]any)
		if told["hki_number"] != "EC00202612345" || told["hki_level"] != "told" || told["year"] != 2024.0 {
			t.Errorf("%s", made.body)
		}
		one := at + "/" + made.text("id")
		seen := w.get("maker", one, 200).header.Get("Etag")
		bad := w.ask("maker", "PATCH", one, map[string]any{"work": map[string]any{"year": "lama", "hki_number": ""}}, 422, "If-Match: "+seen)
		if !strings.Contains(bad.body, `"/work/year"`) || !strings.Contains(bad.body, `"/work/hki_number"`) {
			t.Errorf("%s", bad.body)
		}
		if h := w.ask("maker", "PATCH", one, map[string]any{"work": map[string]any{"year": "2025"}}, 200, "If-Match: "+seen); h.v["work"].(map[string]any)["hki_number"] != "EC00202612345" {
			t.Errorf("%s", h.body)
		}
		plain := w.ask("maker", "POST", at, map[string]any{"name": "Kaus"}, 201).text("id")
		seen = w.get("maker", at+"/"+plain, 200).header.Get("Etag")
		w.ask("maker", "PATCH", at+"/"+plain, map[string]any{"work": work}, 422, "If-Match: "+seen)
		w.onPast(code)
	})
}

// onPast goes through the history of products, and brings the first one back.
func (w *town) onPast(code string) {
	w.Helper()
	at := "/businesses/" + code + "/record"
	all := w.get("maker", at+"/product-history?limit=2", 200)
	if items := all.items("items"); len(items) != 2 || all.text("next") == "" || items[1]["kind"] != "changed" || items[1]["before"].(map[string]any)["work"].(map[string]any)["year"] != 2024.0 {
		w.Errorf("%s", all.body)
	}
	change := all.items("items")[1]["id"].(string)
	back := w.ask("maker", "POST", at+"/product-history/"+change+"/take-back", `{}`, 200)
	if !strings.Contains(back.body, `"year":2024`) {
		w.Errorf("%s", back.body)
	}
	w.ask("maker", "POST", at+"/product-history/"+change+"/take-back", `{}`, 409) // it was changed since
	w.ask("maker", "POST", at+"/product-history/0000000000000/take-back", `{}`, 404)
	w.ask("other", "POST", at+"/product-history/"+change+"/take-back", `{}`, 404)
	names := func(h heard) (out []string) {
		for _, p := range h.items("items") {
			out = append(out, fmt.Sprint(p["name"]))
		}
		return out
	}
	second := back.items("items")[1]["id"].(string)
	if got := names(w.ask("helper", "POST", at+"/products/"+second+"/order", map[string]any{"up": true}, 200)); fmt.Sprint(got) != "[Kaus Lagu Teluk]" {
		w.Errorf("%v", got)
	}
}

// TestPhotosAreToldInWords: what is on them, and which one comes first.
func TestPhotosAreToldInWords(t *testing.T) {
	eachTown(t, func(w *town) {
		code, thing := w.stalled()
		at := "/businesses/" + code + "/record/photos"
		add := func(query string, n int) string {
			all := w.ask("maker", "POST", at+query, aJPEG(n), 201, "Content-Type: image/jpeg").items("items")
			return all[len(all)-1]["id"].(string)
		}
		add("", 1)
		second := add("", 2)
		if all := w.ask("helper", "POST", at+"/"+second+"/first", `{}`, 200).items("items"); len(all) != 2 || all[0]["id"] != second {
			t.Errorf("%v", all)
		}
		of := add("?product="+thing, 3)
		if all := w.ask("maker", "POST", at+"/"+of+"/describe", map[string]any{"alt": "Nasi kuning"}, 200).items("items"); len(all) != 1 || all[0]["alt"] != "Nasi kuning" {
			t.Errorf("%v", all)
		}
		if h := w.ask("maker", "POST", at+"/"+of+"/describe", map[string]any{"alt": strings.Repeat("a", 161)}, 422); !strings.Contains(h.body, `"/alt"`) {
			t.Errorf("%s", h.body)
		}
		w.ask("maker", "POST", "/businesses/"+w.published()+"/record/photos/"+of+"/first", `{}`, 404)
	})
}

// TestReadinessIsAnsweredAsSaid: by the maker as told, and who was slower is told.
func TestReadinessIsAnsweredAsSaid(t *testing.T) {
	eachTown(t, func(w *town) {
		at := "/businesses/" + w.published() + "/record/readiness"
		say := func(question, value string, seen int) map[string]any {
			return map[string]any{"answers": []map[string]any{{"question": question, "value": value, "seen": seen}}}
		}
		h := w.ask("maker", "POST", at+"/legalitas", say("halal", "proses", 0), 200)
		for _, a := range h.items("axes") {
			for _, q := range a["questions"].([]any) {
				if q := q.(map[string]any); q["code"] == "halal" && (q["value"] != "proses" || q["level"] != "told" || q["seen"] != 1.0) {
					t.Errorf("%v", q)
				}
			}
		}
		if h := w.ask("maker", "POST", at+"/legalitas", say("halal", "ya", 0), 409); !strings.Contains(h.body, `"/halal"`) {
			t.Errorf("%s", h.body)
		}
		w.ask("maker", "POST", at+"/legalitas", say("tidak_ada", "ya", 0), 422)
		w.ask("maker", "POST", at+"/tidak_ada", say("halal", "ya", 1), 404)
		w.ask("counter", "POST", at+"/legalitas", say("halal", "ya", 1), 200)
		w.get("maker", at+"?on=2026-13-01", 422)
		if h := w.get("counter", at, 200); len(h.items("city_step")) != 0 {
			t.Errorf("an officer is told the step of sales: %s", h.body)
		}
	})
}

// TestThePlannersProgramCutsStepsAndMapsCodes: with a decree, never backwards; and a code is
// in one subsector at a time.
func TestThePlannersProgramCutsStepsAndMapsCodes(t *testing.T) {
	eachTown(t, func(w *town) {
		now := w.get("ruler", "/size/steps", 200)
		if len(now.v["ends"].([]any)) != 3 || now.v["last_end"] != 2e9 {
			t.Errorf("%s", now.body)
		}
		body := map[string]any{"seen": now.text("seen"), "ends": []int64{300_000_000, 250_000_000, 800_000_000}, "valid_from": "2001-01-01", "decree": "x", "why": "x"}
		bad := w.ask("ruler", "POST", "/size/steps", body, 422)
		for _, at := range []string{`"/valid_from"`, `"/decree"`, `"/why"`} {
			if !strings.Contains(bad.body, at) {
				t.Errorf("%s is not told: %s", at, bad.body)
			}
		}
		body["valid_from"], body["decree"], body["why"] = "2090-01-01", "Keputusan Nomor 1/2090", "Sesuai hasil kajian."
		if h := w.ask("ruler", "POST", "/size/steps", body, 422); !strings.Contains(h.body, `"/ends/`) {
			t.Errorf("%s", h.body)
		}
		version := w.coming(now.text("seen"))
		body["ends"], body["valid_from"] = []int64{40_000_000, 250_000_000, 800_000_000}, "2095-01-01"
		w.ask("ruler", "POST", "/size/steps", body, 409) // another version came since
		w.ask("ruler", "POST", "/size/steps/"+version+"/withdraw", `{}`, 200)
		w.ask("ruler", "POST", "/size/steps/"+version+"/withdraw", `{}`, 409)
		w.ask("planner", "POST", "/size/steps", body, 403)

		w.ask("ruler", "POST", "/subsectors/kriya/codes/map", mapBody, 200)
		w.ask("ruler", "POST", "/subsectors/kriya/codes/map", mapBody, 409)
		if all := w.get("", "/subsectors/kuliner/codes", 200).items("items"); all[len(all)-1]["code"] != "56102" || all[len(all)-1]["ended_on"] == nil {
			t.Errorf("%v", all[len(all)-1])
		}
		if h := w.ask("ruler", "POST", "/subsectors/kriya/codes/map", map[string]any{"version": "2020", "code": "99999", "why": "Sesuai uraian resmi."}, 422); !strings.Contains(h.body, `"/code"`) {
			t.Errorf("%s", h.body)
		}
		if h := w.ask("ruler", "POST", "/subsectors/kriya/codes/unmap", map[string]any{"version": "2020", "code": "56102", "why": "x"}, 422); !strings.Contains(h.body, `"/why"`) {
			t.Errorf("%s", h.body)
		}
		w.ask("ruler", "POST", "/subsectors/tidak/codes/map", mapBody, 404)
	})
}

// TestAWorkerSaysSo: of a business that everybody sees, for themselves alone.
func TestAWorkerSaysSo(t *testing.T) {
	eachTown(t, func(w *town) {
		at := "/businesses/" + w.published() + "/work"
		if h := w.ask("other", "POST", at, map[string]any{"works": true}, 200); h.v["works"] != true || h.v["since"] == nil {
			t.Errorf("%s", h.body)
		}
		w.ask("other", "POST", at, map[string]any{"works": true}, 200) // again
		if h := w.ask("other", "POST", at, map[string]any{"works": false}, 200); h.v["works"] != false {
			t.Errorf("%s", h.body)
		}
		w.ask("other", "POST", "/businesses/"+w.drafted("maker")+"/work", map[string]any{"works": true}, 404)
		w.ask("other", "POST", "/businesses/abc/work", map[string]any{"works": true}, 404)
	})
}
