package api_test

import (
	"strings"
	"testing"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
)

func TestKeysOpenWhatTheyMay(t *testing.T) {
	each(t, func(h *house) {
		file := func(headers ...string) answer {
			return h.do("POST", "/files", "a,b", append([]string{"Content-Type: text/csv", "Idempotency-Key: " + web.NewKey()}, headers...)...)
		}
		good := h.key(api.Key{Name: "SIPD", Scopes: []string{scope}})
		other := h.key(api.Key{Name: "other", Scopes: []string{"tiny.other"}})
		dated := h.key(api.Key{Name: "dated", Scopes: []string{scope}, Expires: time.Now().Add(time.Hour)})
		prefix := strings.Split(good, "_")[1]
		if a := file().want(h.t, 401, "needs an API key"); a.Header.Get("Www-Authenticate") == "" {
			h.t.Errorf("%v", a.Header)
		}
		for _, bad := range []string{"Bearer x", "Basic " + good, "Bearer alun_" + prefix + "_" + strings.Repeat("a", 26), "Bearer " + api.Secret(), "Bearer"} {
			file("Authorization: "+bad).want(h.t, 401, "not known")
			h.get("/notes", "Authorization: "+bad).want(h.t, 401, "") // also where none is needed
		}
		file("Authorization: Bearer "+other).want(h.t, 403, scope)
		file("Authorization: Bearer "+dated).want(h.t, 200, "")
		file("Authorization: bearer "+good).want(h.t, 200, "key:"+prefix)
		if h.db.Engine() == db.SQLite { // what is kept opens nothing
			raw := h.text("select hash || prefix || name from api_key")
			if strings.Contains(raw, strings.Split(good, "_")[2]) {
				h.t.Error("the secret is kept")
			}
		}
		h.revoke(prefix)
		file("Authorization: Bearer "+good).want(h.t, 401, "revoked")
		if err := h.db.Write(h.t.Context(), func(tx *db.Tx) error { return ks.Revoke(tx, "command", prefix) }); !fault.Is(err, fault.Conflict) {
			h.t.Errorf("revoked twice: %v", err)
		}
		if made, ended := h.text("select fact from tiny_told where fact = 'api.key_made'"), h.text("select fact from tiny_told where fact = 'api.key_revoked'"); strings.Count(made, "key") != 3 || strings.Count(ended, "key") != 1 {
			h.t.Errorf("told %q %q", made, ended)
		}
	})
}

func (h *house) revoke(prefix string) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), func(tx *db.Tx) error { return ks.Revoke(tx, "command", prefix) }); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) text(query string) string {
	h.t.Helper()
	var all []string
	err := h.db.Read(h.t.Context(), func(tx *db.Tx) (err error) { all, err = db.All(tx, (*db.Row).Text, query); return err })
	if err != nil {
		h.t.Fatal(err)
	}
	return strings.Join(all, "\n")
}

func TestAKeyIsListedWithItsLastDay(t *testing.T) {
	h := one(t)
	secret := h.key(api.Key{Name: "SIPD", Scopes: []string{scope}})
	list := func() (all []api.Key) {
		if err := h.db.Read(t.Context(), func(tx *db.Tx) (err error) { all, err = ks.List(tx); return err }); err != nil {
			t.Fatal(err)
		}
		return all
	}
	if k := list(); len(k) != 1 || k[0].UsedOn != "" || !k[0].Good(time.Now()) || k[0].Good(time.Now()) && !k[0].Expires.IsZero() {
		t.Errorf("%+v", k)
	}
	h.get("/notes", "Authorization: Bearer "+secret)
	if k := list(); len(k[0].UsedOn) != 10 {
		t.Errorf("%+v", k)
	}
}

func TestWrongKeysAreNotMade(t *testing.T) {
	h := one(t)
	for what, k := range map[string]api.Key{
		"nameless":     {Scopes: []string{scope}},
		"long":         {Name: strings.Repeat("x", 101), Scopes: []string{scope}},
		"no scope":     {Name: "x"},
		"unknown":      {Name: "x", Scopes: []string{"tiny.all"}},
		"past already": {Name: "x", Scopes: []string{scope}, Expires: time.Now().Add(-time.Second)},
	} {
		err := h.db.Write(t.Context(), func(tx *db.Tx) error { _, err := ks.Make(tx, "command", api.Secret(), k); return err })
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if n := h.count("api_key"); n != 0 {
		t.Errorf("%d keys", n)
	}
}
