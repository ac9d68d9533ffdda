package registryapi_test

import (
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/registry/asosiasi"
)

var (
	groupBody = map[string]any{"name": "Paguyuban {n}", "about": "Perajin amplang dan olahan ikan.", "mail": "sekretariat@contoh.example", "started": "2015"}
	yes       = map[string]any{"version": 1, "consent_text": asosiasi.Text, "consent_lang": "id"}
	nominates = map[string]any{"for": "ikon", "sentence": "Resepnya turun tiga generasi."}
)

// associationDoors are those of associations, of who speaks for them, and of owners. The
// inspector of the cast speaks for each.
var associationDoors = []door{
	{"GET", "/associations/own", nil, anyone, 200, ""},
	{"GET", "/associations/{group}/memberships", nil, "inspector", 200, ""},
	{"POST", "/associations/{group}/memberships", map[string]any{"business": "{free}"}, "inspector", 201, ""},
	{"GET", "/associations/{group}/memberships/{wish}", nil, "inspector", 200, ""},
	{"POST", "/associations/{group}/memberships/{wish}/confirm", map[string]any{"version": 1}, "inspector", 200, ""},
	{"POST", "/associations/{group}/memberships/{wish}/end", map[string]any{}, "inspector", 200, ""},
	{"POST", "/associations/{group}/memberships/{in}/nominate", nominates, "inspector", 201, ""},
	{"GET", "/associations/{group}/calls", nil, "inspector", 200, ""},
	{"GET", "/associations/{group}/nominations", nil, "inspector", 200, ""},
	{"POST", "/associations/{group}/nominations/{says}/withdraw", map[string]any{}, "inspector", 200, ""},
	{"POST", "/associations/{group}/step-down", map[string]any{}, "inspector", 200, ""},
	{"GET", "/businesses/{stall}/record/associations", nil, "maker", 200, ""},
	{"POST", "/businesses/{free}/record/associations", map[string]any{"association": "{group}", "consent_text": asosiasi.Text, "consent_lang": "id"}, "maker", 201, ""},
	{"POST", "/businesses/{stall}/record/associations/{bid}/agree", yes, "maker", 200, ""},
	{"POST", "/businesses/{stall}/record/associations/{in}/leave", map[string]any{}, "maker", 200, ""},
	{"POST", "/businesses/{stall}/record/associations/{in}/show", map[string]any{"shown": true}, "maker", 200, ""},
	{"GET", "/businesses/{stall}/record/nominations", nil, "maker", 200, ""},
	{"POST", "/businesses/{stall}/record/nominations/{says}/reply", map[string]any{"agree": true, "consent_text": asosiasi.NominateText, "consent_lang": "id"}, "maker", 200, ""},
	{"POST", "/businesses/{stall}/record/nominations/{says}/retract", map[string]any{}, "maker", 200, ""},
	{"GET", "/associations/kept", nil, "ruler", 200, ""},
	{"GET", "/associations/{groupnew}/kept", nil, "ruler", 200, ""},
	{"POST", "/associations", groupBody, "ruler", 201, ""},
	{"PATCH", "/associations/{groupnew}/kept", groupBody, "ruler", 200, "/associations/{groupnew}/kept"},
	{"POST", "/associations/{groupnew}/kept/recognise", map[string]any{"version": 1}, "ruler", 200, ""},
	{"POST", "/associations/{groupnew}/kept/end", map[string]any{"version": 1}, "ruler", 200, ""},
	{"POST", "/associations/{groupnew}/kept/managers", map[string]any{"login": "third"}, "ruler", 200, ""},
	{"POST", "/associations/{groupnew}/kept/managers/{manager}/end", map[string]any{}, "ruler", 200, ""},
}

// aGroup is a proposed association for which the inspector and another one speak, and the
// row of the inspector.
func (w *town) aGroup() (id, manager db.ID) {
	w.Helper()
	chief := w.who["chief"].Session
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.associations.Register(tx, chief, asosiasi.Entry{Name: "Paguyuban " + dbtest.Spelt(w.d.NewID()), About: "Perajin amplang dan olahan ikan.", Mail: "sekretariat@contoh.example"})
		return err
	})
	for _, name := range []string{"second", "inspector"} {
		w.must(func(tx *db.Tx) (err error) {
			manager, err = w.associations.Name(tx, chief, asosiasi.Naming{Asosiasi: id, Person: w.who[name].Person})
			return err
		})
	}
	return id, manager
}

// recognised is one that invites and confirms.
func (w *town) recognised() (id db.ID) {
	w.Helper()
	id, _ = w.aGroup()
	w.must(func(tx *db.Tx) error { return w.associations.Recognise(tx, w.who["chief"].Session, id, 0) })
	return id
}

// invited is a membership that waits for the owner of a business.
func (w *town) invited(group db.ID, code string) (id db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) (err error) {
		id, err = w.associations.Invite(tx, w.who["inspector"].Session, group, w.id(code))
		return err
	})
	return id
}

// joined is a valid membership.
func (w *town) joined(group db.ID, code string) (id db.ID) {
	w.Helper()
	id = w.invited(group, code)
	w.must(func(tx *db.Tx) error {
		return w.associations.Agree(tx, w.who["maker"].Session, asosiasi.On{Membership: id, Version: 1}, asosiasi.Consent{Text: asosiasi.Text, Lang: lang.ID})
	})
	return id
}

// grouped makes the associations that a door is about.
func (w *town) grouped(needs func(string) bool, f map[string]string) {
	w.Helper()
	code := w.api.Code
	if needs("groupnew") {
		id, manager := w.aGroup()
		f["{groupnew}"], f["{manager}"] = code(id), code(manager)
	}
	if !needs("group") && (!needs("stall") || needs("callopen")) && !needs("free") {
		return
	}
	group, stall := w.recognised(), w.published()
	f["{group}"], f["{stall}"] = code(group), stall
	switch {
	case needs("free"):
		f["{free}"] = w.published()
	case needs("bid"):
		f["{bid}"] = code(w.invited(group, stall))
	case needs("wish"):
		f["{wish}"] = w.ask("maker", "POST", "/businesses/"+stall+"/record/associations", map[string]any{"association": code(group), "consent_text": asosiasi.Text, "consent_lang": "id"}, 201).text("id")
	case needs("in"), needs("says"):
		member := w.joined(group, stall)
		f["{in}"] = code(member)
		if needs("says") {
			f["{says}"] = w.ask("inspector", "POST", "/associations/"+code(group)+"/memberships/"+code(member)+"/nominate", nominates, 201).text("id")
		}
	}
}

// TestBothSidesSayYes: an association and an owner, each by a program; what an association
// reads of a business is what everybody does, and nothing of one that is not public.
func TestBothSidesSayYes(t *testing.T) {
	eachTown(t, func(w *town) {
		group, code := w.recognised(), w.published()
		at, own := "/associations/"+w.api.Code(group)+"/memberships", "/businesses/"+code+"/record/associations"
		key := "Idempotency-Key: " + web.NewKey()
		bid := w.ask("inspector", "POST", at, map[string]any{"business": code}, 201, key)
		if again := w.ask("inspector", "POST", at, map[string]any{"business": code}, 201, key); again.body != bid.body || bid.text("standing") != "invited" || strings.Contains(bid.body, "62812") {
			t.Errorf("%s, then %s", bid.body, again.body)
		}
		if h := w.ask("inspector", "POST", at, map[string]any{"business": "0000000000000"}, 422); !strings.Contains(h.body, `"/business"`) {
			t.Errorf("%s", h.body)
		}
		w.ask("inspector", "POST", at, map[string]any{"business": w.drafted("maker")}, 422) // nobody sees it
		words := w.get("maker", own, 200)
		join, _ := words.v["consent_join"].(map[string]any)
		if join["consent_text"] != float64(asosiasi.Text) || len(join["words"].(string)) < 40 || len(words.items("items")) != 1 {
			t.Errorf("%s", words.body)
		}
		agree := own + "/" + bid.text("id") + "/agree"
		if h := w.ask("maker", "POST", agree, map[string]any{"version": 1}, 422); !strings.Contains(h.body, `"/consent_text"`) {
			t.Errorf("%s", h.body)
		}
		w.ask("maker", "POST", agree, map[string]any{"version": 7, "consent_text": asosiasi.Text, "consent_lang": "en"}, 409)
		if h := w.ask("maker", "POST", agree, yes, 200); h.text("standing") != "valid" || len(h.items("steps")) != 2 {
			t.Errorf("%s", h.body)
		}
		said := w.ask("inspector", "POST", at+"/"+bid.text("id")+"/nominate", nominates, 201)
		reply := "/businesses/" + code + "/record/nominations/" + said.text("id")
		if h := w.ask("maker", "POST", reply+"/reply", map[string]any{"agree": true}, 422); !strings.Contains(h.body, `"/consent_text"`) {
			t.Errorf("%s", h.body)
		}
		w.ask("maker", "POST", reply+"/reply", map[string]any{"agree": false}, 200)
		w.ask("maker", "POST", reply+"/reply", map[string]any{"agree": true, "consent_text": asosiasi.NominateText, "consent_lang": "id"}, 409)
		bad := w.ask("inspector", "POST", at+"/"+bid.text("id")+"/nominate", map[string]any{"for": "pajak", "sentence": "x"}, 422)
		if !strings.Contains(bad.body, `"/for"`) || !strings.Contains(bad.body, `"/sentence"`) {
			t.Errorf("%s", bad.body)
		}
		if h := w.ask("maker", "POST", own+"/"+bid.text("id")+"/leave", `{}`, 200); h.text("standing") != "ended" || h.text("ended_by") != "usaha" {
			t.Errorf("%s", h.body)
		}
		w.ask("maker", "POST", own+"/"+bid.text("id")+"/leave", `{}`, 200) // again
		w.onPrivacy(at)
	})
}

// onPrivacy asks that an association reads nothing of a member that nobody else sees.
func (w *town) onPrivacy(at string) {
	w.Helper()
	code := w.published()
	id := w.joined(w.id(strings.Split(at, "/")[2]), code)
	one := at + "/" + w.api.Code(id)
	if h := w.get("inspector", one, 200); h.text("name") != "Dapur Sari" || h.v["public"] != true {
		w.Errorf("%s", h.body)
	}
	w.ask("decider", "POST", "/businesses/"+code+"/suspend", map[string]any{"version": 3, "reason": "aduan", "sentence": told}, 200)
	if h := w.get("inspector", one, 200); h.text("name") != "" || h.v["public"] != false {
		w.Errorf("an association reads of what is not public: %s", h.body)
	}
	w.get("planner", one, 403)
	w.get("second", "/associations/"+w.api.Code(w.recognised())+"/memberships/"+w.api.Code(id), 404)
}

// TestThePlannersProgramKeepsTheList: a program that decides for a planner, and no other.
func TestThePlannersProgramKeepsTheList(t *testing.T) {
	eachTown(t, func(w *town) {
		body := map[string]any{"name": "Paguyuban Amplang", "about": "Perajin amplang.", "mail": "a@contoh.example"}
		made := w.ask("ruler", "POST", "/associations", body, 201)
		at := "/associations/" + made.text("code") + "/kept"
		w.ask("ruler", "POST", "/associations", body, 409)
		if h := w.ask("ruler", "POST", "/associations", map[string]any{"name": "P", "about": ""}, 422); !strings.Contains(h.body, `"/about"`) {
			t.Errorf("%s", h.body)
		}
		w.ask("ruler", "POST", at+"/recognise", map[string]any{"version": 1}, 409) // nobody speaks for it
		if h := w.ask("ruler", "POST", at+"/managers", map[string]any{"login": "siapa"}, 422); !strings.Contains(h.body, `"/login"`) {
			t.Errorf("%s", h.body)
		}
		w.ask("ruler", "POST", at+"/managers", map[string]any{"login": "inspector", "last_day": "kapan"}, 422)
		w.ask("ruler", "POST", at+"/managers", map[string]any{"login": "inspector", "last_day": w.soon()}, 200)
		seen := w.get("ruler", at, 200).header.Get("Etag")
		body["short"] = "PPA"
		w.ask("ruler", "PATCH", at, body, 200, "If-Match: "+seen)
		w.ask("ruler", "PATCH", at, body, 412, "If-Match: "+seen)
		w.ask("ruler", "POST", at+"/recognise", map[string]any{"version": 2}, 200)
		if h := w.get("inspector", "/associations/own", 200).items("items"); len(h) != 1 || h[0]["short"] != "PPA" {
			t.Errorf("%v", h)
		}
		if n := w.count(`select count(*) from diary_entry where fact = 'registry.decided_by_program'`); n != 4 {
			t.Errorf("%d decisions by a program are in the diary", n)
		}
	})
}
