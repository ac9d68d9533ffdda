package registryapi_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/registry"
	"alun/record/registry/registryapi"
)

// TestAnOfficersProgramDecides goes the ways that an officer alone goes, each on the
// version that was looked at, and each with its key in the diary.
func TestAnOfficersProgramDecides(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.handedIn("maker")
		at := "/businesses/" + code
		version := func() float64 { return w.get("decider", at+"/record", 200).v["version"].(float64) }
		step := func(path, state string, body map[string]any) {
			t.Helper()
			body["version"] = version() - 1
			w.ask("decider", "POST", at+path, body, 409)
			body["version"] = version()
			if h := w.ask("decider", "POST", at+path, body, 200); h.text("state") != state {
				t.Errorf("%s: %s", path, h.body)
			}
		}
		w.ask("decider", "POST", at+"/publish", `{}`, 422)
		w.ask("decider", "POST", at+"/return", map[string]any{"version": 2, "sentence": "pendek"}, 422)
		step("/return", "returned", map[string]any{"sentence": told})
		w.ask("maker", "POST", at+"/submit", `{}`, 200)
		step("/publish", "published", map[string]any{})
		w.ask("decider", "POST", at+"/suspend", map[string]any{"version": version(), "reason": "tidak aktif", "sentence": told}, 422)
		step("/suspend", "suspended", map[string]any{"reason": "aduan", "sentence": told})
		step("/resume", "published", map[string]any{"sentence": told})
		w.ask("decider", "POST", at+"/close", map[string]any{"reason": "tutup"}, 422) // the owner reads why
		step("/close", "closed", map[string]any{"reason": "tutup", "sentence": told})
		step("/reopen", "draft", map[string]any{})
		if acts := w.traced("decider", code); fmt.Sprint(acts) != "[return publish suspend resume close reopen]" {
			t.Errorf("the trace says %v", acts)
		}
		moves := w.get("maker", at+"/record/moves", 200).items("items")
		if moves[len(moves)-1]["move"] != "register" || moves[0]["move"] != "reopen" || moves[1]["sentence"] != told {
			t.Errorf("%v", moves)
		}
	})
}

// traced are the acts of a caller's key on a business, as the diary has them, in order.
func (w *town) traced(who, code string) (acts []string) {
	w.Helper()
	prefix := strings.Split(w.keys[who], "_")[1]
	w.fine(w.d.Read(w.Context(), func(tx *db.Tx) error {
		key, _, err := db.One(tx, (*db.Row).ID, `select id from api_key where prefix = $1`, prefix)
		if err != nil {
			return err
		}
		all, err := db.All(tx, (*db.Row).Text, `select data from diary_entry where fact = 'registry.decided_by_program' and subject = $1 and actor = $2 order by id`, w.id(code), w.who[who].Actor())
		for _, data := range all {
			_, act, _ := strings.Cut(data, `"act":"`)
			act, _, _ = strings.Cut(act, `"`)
			if !strings.Contains(data, fmt.Sprint(int64(key))) {
				act = "no key: " + data
			}
			acts = append(acts, act)
		}
		return err
	}))
	return acts
}

// TestWithoutTheTraceNobodyKnowsTheKey: the guard is what writes it.
func TestWithoutTheTraceNobodyKnowsTheKey(t *testing.T) {
	eachTown(t, func(w *town) {
		defer registryapi.LeaveOut("trace")()
		code := w.handedIn("maker")
		w.ask("decider", "POST", "/businesses/"+code+"/publish", map[string]any{"version": 2}, 200)
		if acts := w.traced("decider", code); len(acts) != 0 {
			t.Errorf("%v", acts)
		}
	})
}

// TestADecisionHappensOnce: pressed many times at once, and asked for again.
func TestADecisionHappensOnce(t *testing.T) {
	eachTown(t, func(w *town) {
		code, key := w.handedIn("maker"), "Idempotency-Key: "+web.NewKey()
		press := func() heard {
			return w.send("decider", "POST", "/businesses/"+code+"/publish", map[string]any{"version": 2}, key)
		}
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() {
				h := press()
				for tries := 0; h.status == http.StatusServiceUnavailable && tries < 50; tries++ {
					h = press()
				}
				if h.status != 200 || h.text("state") != "published" {
					w.Errorf("%d %s", h.status, h.body)
				}
			})
		}
		all.Wait()
		w.ask("decider", "POST", "/businesses/"+code+"/publish", map[string]any{"version": 3}, 422, key)
		if n := w.count(`select count(*) from registry_move where move = 'publish'`); n != 1 || len(w.traced("decider", code)) != 1 {
			t.Errorf("%d moves, %v", n, w.traced("decider", code))
		}
	})
}

// TestAnOfficersProgramIsNoBetterThanItsOfficer: it publishes nothing that the officer
// handed in, decides nothing about what they stand in, opens nobody's data, and is over
// with the officer's area, or at their word.
func TestAnOfficersProgramIsNoBetterThanItsOfficer(t *testing.T) {
	eachTown(t, func(w *town) {
		own := w.handedIn("decider")
		w.says("decider", "POST", "/businesses/"+own+"/publish", map[string]any{"version": 2}, "Who handed it in does not publish it")
		theirs := w.published()
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into registry_business_person (id, business, person, role, sealed, since, until, agreed_at, made_at, made_by, ended_by) values ($1, $2, $3, 'worker', '', '2020-01-01', '', $4, $4, 'command', '')`,
				tx.NewID(), w.id(theirs), w.who["decider"].Person, tx.Now())
			return err
		})
		before := w.count(`select count(*) from diary_entry`)
		for path, body := range map[string]map[string]any{
			"/suspend": {"version": 3, "reason": "aduan", "sentence": told}, "/record/checks": {"found": "tutup", "note": told}, "/merge": {"version": 3, "into": own, "into_version": 2},
		} {
			w.says("decider", "POST", "/businesses/"+theirs+path, body, "You stand in this business, so another officer checks it")
		}
		if h := w.get("decider", "/businesses/"+theirs+"/record", 200); h.fact("wa") != "" || h.fact("sales") != "" || strings.Contains(h.body, "6281234567890") {
			t.Errorf("%s", h.body)
		}
		err := w.d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := account.May(tx, w.who["decider"].Session, registry.MayRead, account.At{Area: damai})
			return err
		})
		if f := fault.Of(err); f == nil || f.Key != "account.second_needed" {
			t.Errorf("a program opens private facts: %v", err)
		}
		if after := w.count(`select count(*) from diary_entry`); after != before {
			t.Errorf("%d entries of what was refused", after-before)
		}
		w.over(w.handedIn("maker"))
	})
}

// over ends what lets a program decide, one thing after the other.
func (w *town) over(code string) {
	publish := func(want int) {
		w.Helper()
		w.ask("decider", "POST", "/businesses/"+code+"/publish", map[string]any{"version": 2}, want)
	}
	w.must(func(tx *db.Tx) error {
		_, err := tx.Exec(`update account_role set until_at = $2, ended_by = 'command' where person = $1`, w.who["decider"].Person, tx.Now())
		return err
	})
	publish(404)
	w.must(func(tx *db.Tx) error { // held anew: the key was let for what it was then
		_, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
			select $1, person, role, standing, office, area, helps, decree, $2, null, $2, made_by, '', null from account_role where person = $3`, tx.NewID(), tx.Now(), w.who["decider"].Person)
		return err
	})
	publish(404)
	w.must(func(tx *db.Tx) error { return account.EndOwn(tx, w.who["decider"].Session, w.who["decider"].Session) })
	publish(401)
	if state := w.get("maker", "/businesses/"+code+"/record", 200).text("state"); state != "submitted" {
		w.Errorf("it is %s", state)
	}
}

// says sends a call and wants it denied, with a sentence that says why.
func (w *town) says(who, method, path string, body any, why string) {
	w.Helper()
	if h := w.ask(who, method, path, body, 403); !strings.Contains(h.text("detail"), why) {
		w.Errorf("%s %s: %s, want %q", method, path, h.body, why)
	}
}

// TestADecisionWantsItsScopeAndItsSignIn: a key without the scope is refused with its
// name; one with it, for a sign-in that was not let decide, as the doors tell.
func TestADecisionWantsItsScopeAndItsSignIn(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.handedIn("maker")
		keys := api.Keys{Scopes: []string{registryapi.ScopeAct, registryapi.ScopeDecide}, Tell: func(*db.Tx, string, string, db.ID, map[string]any) error { return nil }}
		add := func(name, session string, scopes ...string) {
			secret := api.Secret()
			w.must(func(tx *db.Tx) error {
				_, err := keys.Make(tx, "command", secret, api.Key{Name: name, Scopes: scopes, For: session})
				return err
			})
			w.keys[name] = secret
		}
		add("acts", w.who["decider"].Session, registryapi.ScopeAct)
		if h := w.ask("acts", "POST", "/businesses/"+code+"/publish", map[string]any{"version": 2}, 403); !strings.Contains(h.body, registryapi.ScopeDecide) {
			t.Errorf("%s", h.body)
		}
		plain := account.Who{Session: web.SessionHash(web.NewKey())}
		w.must(func(tx *db.Tx) error {
			return account.LetProgram(tx, w.who["officer"].Session, account.Program{Sign: plain.Session, Name: "Aplikasi loket", Last: date.DayOf(tx.Now())})
		})
		add("plain", plain.Session, registryapi.ScopeAct, registryapi.ScopeDecide)
		w.ask("plain", "POST", "/businesses/"+code+"/publish", map[string]any{"version": 2}, 403)
		w.ask("decider", "POST", "/businesses/"+code+"/publish", map[string]any{"version": 2}, 200)
	})
}

// TestTwoAreOneAndTwoAgain: merged, brought back, and said to be two.
func TestTwoAreOneAndTwoAgain(t *testing.T) {
	eachTown(t, func(w *town) {
		a, b := w.published(), w.published()
		merge := map[string]any{"version": 3, "into": b, "into_version": 3}
		w.ask("decider", "POST", "/businesses/"+a+"/merge", map[string]any{"version": 3, "into": b, "into_version": 2}, 409)
		w.ask("decider", "POST", "/businesses/"+a+"/merge", map[string]any{"version": 3, "into": a, "into_version": 3}, 404)
		w.ask("decider", "POST", "/businesses/"+a+"/merge", map[string]any{"version": 3, "into": "0000000000000", "into_version": 3}, 404)
		if one := w.ask("decider", "POST", "/businesses/"+a+"/merge", merge, 200); one.text("state") != "merged" || one.text("merged_into") != b {
			t.Errorf("%s", one.body)
		}
		w.ask("decider", "POST", "/businesses/"+b+"/unmerge", map[string]any{"version": 3}, 409)
		if two := w.ask("decider", "POST", "/businesses/"+a+"/unmerge", map[string]any{"version": 4}, 200); two.text("state") != "published" || two.fact("name") != "Dapur Sari" {
			t.Errorf("%s", two.body)
		}
		pair := map[string]any{"a": a, "b": b, "version_a": 5, "version_b": 3, "state": "waiting"}
		if h := w.ask("decider", "POST", "/businesses/twins/decide", pair, 200); h.text("state") != "waiting" {
			t.Errorf("%s", h.body)
		}
		pair["state"] = "different"
		w.ask("decider", "POST", "/businesses/twins/decide", pair, 200)
		w.ask("decider", "POST", "/businesses/twins/decide", pair, 409)
		if acts := w.traced("decider", a); fmt.Sprint(acts) != "[merge unmerge twins_waiting twins_different]" {
			t.Errorf("the trace says %v", acts)
		}
	})
}

// TestACheckInTheField: what was seen is known as seen; what is found closed waits; the
// same key is the same check, also when its answer is long forgotten.
func TestACheckInTheField(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		at := "/businesses/" + code + "/record"
		seen := map[string]any{"version": 3, "found": "buka", "hours": "Sen-Sab 05.00-10.00", "rt": " ", "note": "Ramai pagi.", "here": true, "made_at": time.Now().Add(-time.Hour).Format(time.RFC3339),
			"stood": map[string]any{"lat": "-1.26000", "lng": "116.85000", "accuracy": 12}}
		key := "Idempotency-Key: " + web.NewKey()
		one := w.ask("decider", "POST", at+"/checks", seen, 201, key)
		if one.text("state") != "done" || !slices.Contains(one.v["changed"].([]any), any("hours")) || one.text("note") != "Ramai pagi." || one.v["accuracy"] != 12.0 || strings.Contains(one.body, "116.85") {
			t.Errorf("%s", one.body)
		}
		w.must(func(tx *db.Tx) error { _, err := tx.Exec(`delete from web_answer`); return err })
		if again := w.ask("decider", "POST", at+"/checks", seen, 201, key); again.text("id") != one.text("id") || len(w.traced("decider", code)) != 1 {
			t.Errorf("%s, then %s", one.body, again.body)
		}
		for _, f := range w.get("maker", at, 200).items("facts") {
			if f["fact"] == "hours" && f["level"] != "seen" || f["fact"] == "rt" && f["value"] != "14" {
				t.Errorf("%v", f)
			}
		}
		clash := w.ask("decider", "POST", at+"/checks", map[string]any{"version": 3, "found": "buka", "hours": "Setiap hari 24 jam"}, 409)
		if all := clash.items("errors"); len(all) != 1 || all[0]["pointer"] != "/hours" || !strings.Contains(fmt.Sprint(all[0]["detail"]), "05:00") {
			t.Errorf("%s", clash.body)
		}
		w.ask("decider", "POST", at+"/checks", map[string]any{"found": "ramai"}, 422)
		w.ask("decider", "POST", at+"/checks", map[string]any{"found": "buka", "stood": map[string]any{"lat": "utara", "lng": "116", "accuracy": 3}}, 422)
		w.ask("decider", "POST", at+"/checks", map[string]any{"found": "buka", "made_at": "tadi"}, 422)
		if n := len(w.get("decider", at+"/checks", 200).items("items")); n != 1 {
			t.Errorf("%d checks", n)
		}
		w.settled(code)
	})
}

// settled finds a business closed and lets it be closed.
func (w *town) settled(code string) {
	at := "/businesses/" + code + "/record"
	if h := w.ask("decider", "POST", at+"/checks", map[string]any{"found": "tutup"}, 422); !strings.Contains(h.body, `"/note"`) {
		w.Errorf("nothing shows it: %s", h.body)
	}
	gone := w.ask("decider", "POST", at+"/checks", map[string]any{"found": "tutup", "note": told}, 201)
	if gone.text("state") != "waiting" || w.get("maker", at, 200).text("state") != "published" {
		w.Errorf("%s", gone.body)
	}
	settle, version := at+"/checks/"+gone.text("id")+"/settle", w.get("decider", at, 200).v["version"].(float64)
	say := map[string]any{"version": version - 1, "close": true, "reason": "tutup", "sentence": told}
	w.ask("decider", "POST", settle, say, 409)
	other := w.published()
	w.ask("decider", "POST", "/businesses/"+other+"/record/checks/"+gone.text("id")+"/settle", map[string]any{"version": 3, "close": false}, 404)
	w.ask("decider", "POST", settle, map[string]any{"version": version, "close": true, "reason": "tutup"}, 422)
	say["version"] = version
	if done := w.ask("decider", "POST", settle, say, 200); done.text("state") != "closed" || w.get("maker", at, 200).text("state") != "closed" {
		w.Errorf("%s", done.body)
	}
	w.ask("decider", "POST", settle, map[string]any{"version": version + 1, "close": false}, 409)
	if acts := w.traced("decider", code); fmt.Sprint(acts) != "[check check settle_check]" {
		w.Errorf("the trace says %v", acts)
	}
}

// TestACheckHasOnePhoto: of who made it, once, and never in public.
func TestACheckHasOnePhoto(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		at := "/businesses/" + code + "/record/checks"
		id := w.ask("decider", "POST", at, map[string]any{"found": "buka"}, 201).text("id")
		photo := at + "/" + id + "/photo"
		w.who["colleague"] = w.decides(w.colleague())
		secret := api.Secret()
		keys := api.Keys{Scopes: []string{registryapi.ScopeDecide}, Tell: func(*db.Tx, string, string, db.ID, map[string]any) error { return nil }}
		w.must(func(tx *db.Tx) error {
			_, err := keys.Make(tx, "command", secret, api.Key{Name: "colleague", Scopes: keys.Scopes, For: w.who["colleague"].Session})
			return err
		})
		w.keys["colleague"] = secret
		const jpeg = "Content-Type: image/jpeg"
		w.ask("colleague", "POST", photo, aJPEG(1), 403, jpeg)
		w.ask("decider", "POST", photo, []byte("\xff\xd8\xff no picture"), 422, jpeg)
		if h := w.ask("decider", "POST", photo, aJPEG(1), 200, jpeg); h.v["photo"] != true || strings.Contains(h.body, "/berkas/") {
			t.Errorf("%s", h.body)
		}
		w.ask("decider", "POST", photo, aJPEG(2), 409, jpeg)
		err := w.d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_check set photo = $2 where id = $1`, w.id(id), strings.Repeat("0", 64))
			return err
		})
		if err == nil {
			t.Error("the table lets a photo be changed")
		}
		if n := w.count(`select count(*) from registry_check where photo <> ''`); n != 1 {
			t.Errorf("%d photos", n)
		}
	})
}

// colleague is another officer of the area, at the pages.
func (w *town) colleague() account.Who {
	w.Helper()
	who, _ := accounttest.Sign(w, w.d, w.book.Ring, accounttest.Role{Role: account.Counter, Area: "64.71.05"})
	return who
}
