package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/lang"
	"alun/ground/web"
)

// What cannot be carried out and what was carried out already take nothing of
// the pace.
func TestOnlyWhatIsCarriedOutCounts(t *testing.T) {
	h := one(t, func(c *api.Config) { c.TrustProxy = true })
	var first Note
	if err := json.Unmarshal([]byte(h.write(web.NewKey(), "nasi").want(t, 201, "nasi").body), &first); err != nil {
		t.Fatal(err)
	}
	call := func(id, key string) answer {
		return h.do("POST", "/slow/"+id, `{"body":"ikan"}`, "Content-Type: application/json", "Idempotency-Key: "+key, "X-Forwarded-For: 192.0.2.7")
	}
	for range 5 {
		call("0000000000000", web.NewKey()).want(t, 404, "No note")
	}
	key := web.NewKey()
	for range 5 {
		call(first.ID, key).want(t, 201, "ikan")
	}
	for range 2 {
		call(first.ID, web.NewKey()).want(t, 201, "ikan")
	}
	call(first.ID, web.NewKey()).want(t, 429, "not carried out")
	call(first.ID, key).want(t, 201, "ikan")
	if n := h.count("tiny_note"); n != 4 {
		t.Errorf("%d notes", n)
	}
}

func TestThePaceIsToldWhereTheOperationIs(t *testing.T) {
	h := one(t)
	for tag, said := range map[lang.Tag]string{lang.ID: "3 lagi setiap 90 menit", lang.EN: "3 more every 90 minutes", lang.JA: "90分ごとに3回分"} {
		var paper struct {
			Paths map[string]map[string]struct{ Description string }
		}
		if err := json.Unmarshal(h.api.Document(tag), &paper); err != nil {
			t.Fatal(err)
		}
		if slow := paper.Paths["/slow/{id}"]["post"].Description; !strings.Contains(slow, said) {
			t.Errorf("%s: %q", tag, slow)
		}
		if free := paper.Paths["/notes"]["post"].Description; free != "" {
			t.Errorf("%s: %q is said of what has no pace", tag, free)
		}
	}
}
