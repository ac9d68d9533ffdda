package registryapi_test

import (
	"strings"
	"testing"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/web"
)

// soon is a day on which links may still be good.
func (w *town) soon() (day string) {
	w.must(func(tx *db.Tx) error { day = date.DayOf(tx.Now()).Next(20).String(); return nil })
	return day
}

// TestABankReadsWhatItsOwnerShows: what was chosen and no more, each reading counted and
// told to the owner, and nothing once the link is revoked.
func TestABankReadsWhatItsOwnerShows(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		at := "/businesses/" + code + "/record/passport"
		make := map[string]any{"purpose": "bank", "shows": []string{"wa"}, "until": w.soon()}
		key := "Idempotency-Key: " + web.NewKey()
		made := w.ask("maker", "POST", at+"/links", make, 201, key)
		if again := w.ask("maker", "POST", at+"/links", make, 201, key); again.text("token") != made.text("token") || len(made.text("token")) != 26 || made.text("path") != "/paspor/"+made.text("token") {
			t.Errorf("%s, then %s", made.body, again.body)
		}
		w.ask("maker", "POST", at+"/links", map[string]any{"purpose": "bank", "shows": []string{"nib"}, "until": w.soon()}, 422) // it has none
		if h := w.ask("maker", "POST", at+"/links", map[string]any{"purpose": "bank", "until": "2031-01-01"}, 422); !strings.Contains(h.body, `"/until"`) {
			t.Errorf("%s", h.body)
		}
		open, reads := map[string]any{"token": made.text("token")}, "Idempotency-Key: "+web.NewKey()
		one := w.ask("", "POST", "/passports/open", open, 200, reads)
		if one.fact("wa") != "6281234567890" || one.fact("sales") != "" || one.fact("address") != "" || one.text("code") != code || one.text("purpose") != "bank" {
			t.Errorf("%s", one.body)
		}
		w.ask("", "POST", "/passports/open", open, 200, reads) // its answer was lost
		w.ask("other", "POST", "/passports/open", open, 200)
		link := at + "/links/" + made.text("id")
		if h := w.get("maker", link, 200); h.v["opened"] != 2.0 || len(h.v["opened_at"].([]any)) != 2 || strings.Contains(h.body, made.text("token")) {
			t.Errorf("%s", h.body)
		}
		w.ask("", "POST", "/passports/open", map[string]any{"token": strings.Repeat("a", 26)}, 404)
		w.ask("", "POST", "/passports/open", map[string]any{"token": strings.Repeat("!", 26)}, 404)
		if h := w.ask("maker", "POST", link+"/revoke", `{}`, 200); h.text("state") != "revoked" {
			t.Errorf("%s", h.body)
		}
		w.ask("", "POST", "/passports/open", open, 404)
		if gone := w.ask("", "POST", "/passports/open", open, 404, reads); strings.Contains(gone.body, "62812") {
			t.Errorf("%s", gone.body)
		}
		if own := w.get("maker", at, 200); own.fact("wa") == "" || w.get("counter", at, 200).fact("wa") != "" {
			t.Errorf("%s", own.body)
		}
	})
}

// TestAnOpeningIsNotAskedForLater: a kept answer is no way to read on without a trace.
func TestAnOpeningIsNotAskedForLater(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.published()
		made := w.ask("maker", "POST", "/businesses/"+code+"/record/passport/links", map[string]any{"purpose": "mitra", "until": w.soon()}, 201)
		open, key := map[string]any{"token": made.text("token")}, "Idempotency-Key: "+web.NewKey()
		w.ask("", "POST", "/passports/open", open, 200, key)
		w.must(func(tx *db.Tx) error {
			_, err := tx.Exec(`update web_answer set answer = replace(answer, $1, '2020-')`, date.DayOf(tx.Now()).String()[:5])
			return err
		})
		if h := w.ask("", "POST", "/passports/open", open, 409, key); !strings.Contains(h.body, "new Idempotency-Key") {
			t.Errorf("%s", h.body)
		}
	})
}
