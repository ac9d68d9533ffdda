package main

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/lang"
)

// A key is made, listed and revoked by commands; the last two find it by what
// its list shows, and no list shows its secret.
func TestKeysByCommand(t *testing.T) {
	words, err := sentences()
	if err != nil {
		t.Fatal(err)
	}
	cfg := &Config{Database: filepath.Join(t.TempDir(), "alun.db"), City: "balikpapan"}
	run := func(c interface {
		Run(context.Context, *Config, *desk) error
	}) (string, error) {
		var out, say strings.Builder
		err := c.Run(t.Context(), cfg, &desk{words.In(lang.EN), words, streams{&out, &say}})
		return out.String(), err
	}
	secret, err := run(&keyAdd{Name: "SIPD", Scope: []string{"plan.import"}, Expires: "2999-12-31"})
	if secret = strings.TrimSpace(secret); err != nil || !strings.HasPrefix(secret, "alun_") {
		t.Fatalf("%q, %v", secret, err)
	}
	list := func() (k map[string]any) {
		text, err := run(&keyList{JSON: true})
		if err == nil {
			err = json.Unmarshal([]byte(text), &k)
		}
		if err != nil || strings.Contains(text, secret[14:]) {
			t.Fatalf("%q, %v", text, err)
		}
		return k
	}
	if k := list(); k["name"] != "SIPD" || k["expires"] != "3000-01-01" || k["revoked"] != "" {
		t.Errorf("%v", k)
	}
	revoke := &keyRevoke{Prefix: secret[:13]}
	if _, err := run(revoke); err != nil {
		t.Error(err)
	}
	if _, err := run(revoke); err == nil {
		t.Error("revoked twice")
	}
	if k := list(); k["revoked"] == "" {
		t.Errorf("%v", k)
	}
	for what, c := range map[string]*keyAdd{"no scope": {Name: "x"}, "no such scope": {Name: "x", Scope: []string{"all"}}, "a day that is none": {Name: "x", Scope: []string{"plan.import"}, Expires: "2027-02-30"},
		"a day that is past": {Name: "x", Scope: []string{"plan.import"}, Expires: "2020-01-01"}} {
		if _, err := run(c); err == nil {
			t.Errorf("%s is taken", what)
		}
	}
	if facts := factsOf(t, cfg); facts["api.key_made"] != 1 || facts["api.key_revoked"] != 1 {
		t.Errorf("the diary has %v", facts)
	}
}

func factsOf(t *testing.T, cfg *Config) map[string]int {
	t.Helper()
	d, err := openToRead(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	out := map[string]int{}
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error { out[r.Text()] = r.Int(); return nil }, `select fact, count(*) from diary_entry group by fact`)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
