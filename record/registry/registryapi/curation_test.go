package registryapi_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/kurasi"
	"alun/record/registry/product"
)

const said = "Ditenun tangan oleh lima perajin di Damai."

// sayings are bodies of calls that several tests send.
var (
	callBody = map[string]any{"year": 2026, "title": "Produk ikon Balikpapan 2026", "purpose": "Memilih cenderamata kota.", "entrants": "Pemilik usaha di kota.", "opens_at": "2026-12-01T08:00:00+08:00",
		"closes_at": "2099-12-20T16:00:00+08:00", "quota": 2, "curators_each": 3, "names_public": true, "criteria": []map[string]any{{"title": "Mutu", "weight": 60}, {"title": "Keunikan", "weight": 40}}}
	scoreBody = map[string]any{"version": 0, "points": []int{80, 70}, "feedback": "Rapi, kemasannya perlu label."}
)

func withKind(body map[string]any) map[string]any {
	out := map[string]any{"kind": "product"}
	for k, v := range body {
		out[k] = v
	}
	return out
}

const anyone = "maker helper counter planner inspector other far"

// curationDoors are those of calls, entries and curators. The inspector of the cast is a
// curator of each call.
var curationDoors = []door{
	{"GET", "/curation/calls", nil, "*", 200, ""},
	{"GET", "/curation/calls/{calltold}", nil, "*", 200, ""},
	{"GET", "/curation/calls/{calltold}/result", nil, "*", 200, ""},
	{"GET", "/curation/calls/{callopen}/holdings", nil, "maker other", 200, ""},
	{"POST", "/curation/calls/{callopen}/entries", map[string]any{"business": "{stall}", "subject": "{thing}", "statement": said, "consent": true}, "maker", 201, ""},
	{"GET", "/curation/entries/own", nil, anyone, 200, ""},
	{"POST", "/curation/entries/{entry}/withdraw", map[string]any{}, "maker", 200, ""},
	{"POST", "/curation/entries/{entry}/consent", map[string]any{"consent": false}, "maker", 200, ""},
	{"GET", "/curation/tasks", nil, anyone, 200, ""},
	{"GET", "/curation/entries/{judged}/judgement", nil, "inspector", 200, ""},
	{"POST", "/curation/entries/{judged}/interest", map[string]any{"interest": "supplier"}, "inspector", 200, ""},
	{"POST", "/curation/entries/{judged}/score", scoreBody, "inspector", 200, ""},
	{"GET", "/curation/calls/all", nil, "planner inspector", 200, ""},
	{"GET", "/curation/calls/{calldraft}/board", nil, "planner inspector", 200, ""},
	{"POST", "/curation/calls", withKind(callBody), "ruler", 201, ""},
	{"PATCH", "/curation/calls/{calldraft}/board", callBody, "ruler", 200, "/curation/calls/{calldraft}/board"},
	{"POST", "/curation/calls/{calldraft}/open", map[string]any{"version": 1}, "ruler", 200, ""},
	{"POST", "/curation/calls/{callclosed}/judge", map[string]any{"version": 2}, "ruler", 200, ""},
	{"POST", "/curation/calls/{callscored}/decide", map[string]any{"version": 3}, "ruler", 200, ""},
	{"POST", "/curation/calls/{calldecided}/publish", map[string]any{"version": 4}, "ruler", 200, ""},
	{"POST", "/curation/calls/{callopen}/cancel", map[string]any{"version": 2, "reason": "Peserta terlalu sedikit."}, "ruler", 200, ""},
	{"POST", "/curation/calls/{calldraft}/curators", map[string]any{"login": "counter"}, "ruler", 200, ""},
	{"POST", "/curation/calls/{calldraft}/curators/{curator}/release", map[string]any{}, "ruler", 200, ""},
}

// desks are those behind the pages of calls and associations.
func (w *town) desks() {
	w.associations = asosiasi.Desk{Book: w.book}
	w.curation = kurasi.Desk{Book: w.book, NameOf: w.nameOf, Find: w.signsIn, Shown: map[string]func(*db.Tx, db.ID) ([]kurasi.Thing, error){
		kurasi.Product: func(tx *db.Tx, business db.ID) (out []kurasi.Thing, err error) {
			all, err := product.PublicOf(tx, []db.ID{business})
			for _, p := range all[business] {
				out = append(out, kurasi.Thing{ID: p.ID, Name: p.Name})
			}
			return out, err
		},
		kurasi.Business: func(tx *db.Tx, business db.ID) ([]kurasi.Thing, error) {
			b, public, err := w.book.Shown(tx, business)
			if err != nil || !public {
				return nil, err
			}
			return []kurasi.Thing{{ID: business, Name: b.Facts[registry.Name]}}, nil
		}}}
}

// signsIn is whoever of the cast has a name.
func (w *town) signsIn(_ *db.Tx, login string) (db.ID, error) {
	if who, found := w.who[login]; found {
		return who.Person, nil
	}
	return 0, fault.New(fault.NotFound, "kurasi.no_curator")
}

func (w *town) nameOf(_ *db.Tx, person db.ID) (string, error) {
	for name, who := range w.who {
		if who.Person == person {
			return "Orang " + name, nil
		}
	}
	return "", nil
}

// moveOn lets the time pass.
func (w *town) moveOn(by time.Duration) { w.ahead.Add(int64(by)) }

func (w *town) now() (at time.Time) {
	w.Helper()
	w.fine(w.d.Read(context.Background(), func(tx *db.Tx) error { at = tx.Now(); return nil }))
	return at
}

// aCall is a draft of a call whose entries come in for five minutes from now on.
func (w *town) aCall(kind string) (id db.ID) {
	w.Helper()
	at := func(by time.Duration) string { return w.now().Add(by).In(date.WITA).Format("2006-01-02T15:04:05") }
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.curation.Make(tx, w.who["chief"].Session, kind, kurasi.Typed{Year: "2026", Title: "Produk ikon Balikpapan", Purpose: "Memilih cenderamata kota.", Entrants: "Pemilik usaha di kota.",
			Opens: at(-time.Minute), Closes: at(5 * time.Minute), Quota: "2", Curators: "3", NamesPublic: true, Criteria: []kurasi.TypedCriterion{{Title: "Mutu", Weight: "60"}, {Title: "Keunikan", Weight: "40"}}})
		return err
	})
	for _, name := range []string{"inspector", "second", "third"} {
		w.must(func(tx *db.Tx) error {
			return w.curation.Name(tx, w.who["chief"].Session, kurasi.Step{Call: id}, name)
		})
	}
	return id
}

// step does one of a planner's acts at the pages.
func (w *town) step(call db.ID, acts ...func(*db.Tx, string, kurasi.Step) error) {
	w.Helper()
	for _, act := range acts {
		w.must(func(tx *db.Tx) error { return act(tx, w.who["chief"].Session, kurasi.Step{Call: call}) })
	}
}

// stalled is a published business of the maker with a product that everybody sees.
func (w *town) stalled() (code, thing string) {
	w.Helper()
	code = w.published()
	return code, w.ask("maker", "POST", "/businesses/"+code+"/record/products", map[string]any{"name": "Nasi kuning"}, 201).text("id")
}

// entered is an open call with an entry of the maker.
func (w *town) entered() (call db.ID, entry string) {
	w.Helper()
	call = w.aCall(kurasi.Product)
	w.step(call, w.curation.Open)
	code, thing := w.stalled()
	return call, w.ask("maker", "POST", "/curation/calls/"+w.api.Code(call)+"/entries", map[string]any{"business": code, "subject": thing, "statement": said, "consent": true}, 201).text("id")
}

// scored is a call whose entry has all its sheets.
func (w *town) scored() (call db.ID, entry string) {
	w.Helper()
	call, entry = w.entered()
	w.moveOn(5 * time.Minute)
	w.step(call, w.curation.Judge)
	for _, name := range []string{"inspector", "second", "third"} {
		w.ask(name, "POST", "/curation/entries/"+entry+"/interest", map[string]any{"interest": "none"}, 200)
		w.ask(name, "POST", "/curation/entries/"+entry+"/score", scoreBody, 200)
	}
	return call, entry
}

// called makes the calls that a door is about.
func (w *town) called(needs func(string) bool, f map[string]string) {
	w.Helper()
	code := w.api.Code
	switch {
	case needs("calldraft"):
		f["{calldraft}"], f["{curator}"] = code(w.aCall(kurasi.Product)), code(w.who["inspector"].Person)
	case needs("callopen"):
		call := w.aCall(kurasi.Product)
		w.step(call, w.curation.Open)
		f["{callopen}"] = code(call)
		if needs("thing") {
			f["{stall}"], f["{thing}"] = w.stalled()
		}
	case needs("entry"):
		_, f["{entry}"] = w.entered()
	case needs("callclosed"):
		call, _ := w.entered()
		w.moveOn(5 * time.Minute)
		f["{callclosed}"] = code(call)
	case needs("judged"):
		call, entry := w.entered()
		w.moveOn(5 * time.Minute)
		w.step(call, w.curation.Judge)
		w.ask("inspector", "POST", "/curation/entries/"+entry+"/interest", map[string]any{"interest": "none"}, 200)
		f["{judged}"] = entry
	case needs("callscored"), needs("calldecided"), needs("calltold"):
		call, _ := w.scored()
		f["{callscored}"], f["{calldecided}"], f["{calltold}"] = code(call), code(call), code(call)
		if !needs("callscored") {
			w.step(call, w.curation.Decide)
		}
		if needs("calltold") {
			w.step(call, w.curation.Publish)
		}
	}
}

// pointsOfThird is what the third curator gives, as a number by itself: codes have digits too.
var pointsOfThird = regexp.MustCompile(`\b82\b`)

// TestACallIsJudgedByPrograms: from the draft to the result, by nothing but programs; what
// is not told yet is told to nobody.
func TestACallIsJudgedByPrograms(t *testing.T) {
	eachTown(t, func(w *town) {
		open, closes := w.now().Add(-time.Minute).UTC().Format(time.RFC3339), w.now().Add(5*time.Minute).UTC().Format(time.RFC3339)
		body := withKind(callBody)
		body["opens_at"], body["closes_at"] = open, closes
		made := w.ask("ruler", "POST", "/curation/calls", body, 201)
		at := "/curation/calls/" + made.text("code")
		w.get("", at, 404)
		for _, name := range []string{"inspector", "second", "third"} {
			w.ask("ruler", "POST", at+"/curators", map[string]any{"login": name}, 200)
		}
		w.ask("ruler", "POST", at+"/open", map[string]any{"version": 9}, 409)
		w.ask("ruler", "POST", at+"/open", map[string]any{"version": 1}, 200)
		code, thing := w.stalled()
		entry := w.ask("maker", "POST", at+"/entries", map[string]any{"business": code, "subject": thing, "statement": said, "consent": true}, 201).text("id")
		w.moveOn(5 * time.Minute)
		w.ask("ruler", "POST", at+"/judge", map[string]any{"version": 2}, 200)
		one := "/curation/entries/" + entry
		for i, name := range []string{"inspector", "second", "third"} {
			w.ask(name, "POST", one+"/score", scoreBody, 409)
			w.ask(name, "POST", one+"/interest", map[string]any{"interest": "none"}, 200)
			w.ask(name, "POST", one+"/score", map[string]any{"version": 0, "points": []int{80 + i, 70}, "feedback": "Rapi, kemasannya perlu label."}, 200)
		}
		if h := w.get("inspector", one+"/judgement", 200); len(h.items("others")) != 0 || h.v["all_in"] != true || pointsOfThird.MatchString(h.body) {
			t.Errorf("what others gave is told early: %s", h.body)
		}
		w.ask("ruler", "POST", at+"/decide", map[string]any{"version": 3}, 200)
		if h := w.get("", at+"/result", 200); len(h.items("items")) != 0 {
			t.Errorf("the result is told early: %s", h.body)
		}
		if h := w.get("maker", "/curation/entries/own", 200); h.items("items")[0]["chosen"] != nil {
			t.Errorf("the owner is told early: %s", h.body)
		}
		w.ask("ruler", "POST", at+"/publish", map[string]any{"version": 4}, 200)
		h := w.get("", at+"/result", 200)
		if all := h.items("items"); len(all) != 1 || all[0]["business"] != code || all[0]["points"] != 7660.0 || h.v["chosen"] != 1.0 {
			t.Errorf("%s", h.body)
		}
		if whole := w.get("", at, 200); whole.v["judges"] != 3.0 || !strings.Contains(whole.body, "Orang inspector") {
			t.Errorf("%s", whole.body)
		}
		w.ask("maker", "POST", one+"/consent", map[string]any{"consent": false}, 200)
		if h := w.get("", at+"/result", 200); len(h.items("items")) != 0 || h.v["hidden"] != 1.0 {
			t.Errorf("who took their yes back is still named: %s", h.body)
		}
		if h := w.get("maker", "/curation/entries/own", 200).items("items")[0]; h["chosen"] != true || len(h["score"].(map[string]any)["feedback"].([]any)) != 3 {
			t.Errorf("%v", h)
		}
		if n := w.count(`select count(*) from diary_entry where fact = 'registry.decided_by_program'`); n != 8 {
			t.Errorf("%d decisions by a program are in the diary", n)
		}
	})
}

// TestACallOfBusinessesIsEnteredByThemselves: the business is what is entered.
func TestACallOfBusinessesIsEnteredByThemselves(t *testing.T) {
	eachTown(t, func(w *town) {
		call := w.aCall(kurasi.Business)
		w.step(call, w.curation.Open)
		at := "/curation/calls/" + w.api.Code(call)
		code, thing := w.stalled()
		body := map[string]any{"business": code, "subject": thing, "statement": said}
		if h := w.ask("maker", "POST", at+"/entries", body, 422); !strings.Contains(h.body, `"/subject"`) {
			t.Errorf("%s", h.body)
		}
		delete(body, "subject")
		key := "Idempotency-Key: " + web.NewKey()
		in := w.ask("maker", "POST", at+"/entries", body, 201, key)
		if in.text("subject") != code || w.ask("maker", "POST", at+"/entries", body, 201, key).body != in.body {
			t.Errorf("%s", in.body)
		}
		w.ask("maker", "POST", at+"/entries", body, 409)
		body["statement"] = "pendek"
		if h := w.ask("maker", "POST", at+"/entries", body, 422); !strings.Contains(h.body, `"/statement"`) {
			t.Errorf("%s", h.body)
		}
		if h := w.get("maker", at+"/holdings", 200).items("items"); len(h) != 1 || h[0]["business"] != code {
			t.Errorf("%v", h)
		}
		back := w.ask("maker", "POST", "/curation/entries/"+in.text("id")+"/withdraw", `{}`, 200)
		if back.v["withdrawn_at"] == nil {
			t.Errorf("%s", back.body)
		}
	})
}

// TestWhatIsWrongWithACallIsToldAtItsField: at the names that fields have here.
func TestWhatIsWrongWithACallIsToldAtItsField(t *testing.T) {
	eachTown(t, func(w *town) {
		body := withKind(callBody)
		body["closes_at"], body["criteria"] = "2026-11-01T08:00:00+08:00", []map[string]any{{"title": "Mutu", "weight": 50}}
		h := w.ask("ruler", "POST", "/curation/calls", body, 422)
		for _, at := range []string{`"/closes_at"`, `"/criteria/0/weight"`} {
			if !strings.Contains(h.body, at) {
				t.Errorf("%s is not told: %s", at, h.body)
			}
		}
		_, entry := w.entered()
		w.ask("inspector", "POST", "/curation/entries/"+entry+"/score", scoreBody, 404) // not before it is judged
		call, entry := w.entered()
		w.moveOn(5 * time.Minute)
		w.step(call, w.curation.Judge)
		w.ask("inspector", "POST", "/curation/entries/"+entry+"/interest", map[string]any{"interest": "none"}, 200)
		bad := map[string]any{"version": 0, "points": []int{101, 70}, "feedback": "x"}
		if h := w.ask("inspector", "POST", "/curation/entries/"+entry+"/score", bad, 422); !strings.Contains(h.body, `"/points/0"`) || !strings.Contains(h.body, `"/feedback"`) {
			t.Errorf("%s", h.body)
		}
		w.ask("ruler", "POST", "/curation/calls/"+w.api.Code(call)+"/curators", map[string]any{"login": "siapa"}, 422)
		w.ask("ruler", "POST", "/curation/calls/"+w.api.Code(call)+"/curators", map[string]any{"login": "ruler"}, 403)
		seen := `If-Match: "0123"`
		w.ask("ruler", "PATCH", "/curation/calls/"+w.api.Code(w.aCall(kurasi.Product))+"/board", callBody, 412, seen)
	})
}
