package main

import (
	"bytes"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/db"
	"alun/record/registry"
)

// TestTheAPIsPaperWorks runs the blocks of doc/api.md, one behind the other, as a reader
// would: with a shell, curl and jq.
func TestTheAPIsPaperWorks(t *testing.T) {
	for _, tool := range []string{"bash", "curl", "jq"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("there is no ", tool)
		}
	}
	v := visitHouse(t)
	page, err := os.ReadFile("../../doc/api.md")
	if err != nil {
		t.Fatal(err)
	}
	before, after, cut := strings.Cut(string(page), "<!-- an officer publishes it -->")
	if !cut {
		t.Fatal("nobody publishes it")
	}
	server := httptest.NewServer(v.site.Handler())
	defer server.Close()
	key, dir := api.Secret(), t.TempDir()
	err = v.house.db.Write(t.Context(), func(tx *db.Tx) error {
		_, err := keysForPeople.Make(tx, byCommand, key, api.Key{Name: "paper", Scopes: keysForPeople.Scopes, For: v.people["maker"].Session})
		return err
	})
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "photo.jpg"), aPicture(), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	run := func(script string) string {
		t.Helper()
		c := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-c", script)
		c.Dir, c.Env = dir, append(os.Environ(), "ALUN="+server.URL, "ALUN_KEY="+key)
		var out, told bytes.Buffer
		c.Stdout, c.Stderr = &out, &told
		if err := c.Run(); err != nil {
			t.Fatalf("%v\n%s\n%s", err, &out, &told)
		}
		return out.String()
	}
	first := blocks(before) + "\ndeclare -p code > state\n"
	said := run(first)
	code := strings.TrimSpace(run(`. ./state; echo "$code"`))
	v.publishes(code)
	said += run(helpers(before) + ". ./state\n" + blocks(after))
	for _, want := range []string{"kelurahan: ", `"about_id"`, "submitted", "Dapur Sari", "/berkas/", "habis\nhabis", `["hours"]`, "closed", "422\n/nib: "} {
		if !strings.Contains(said, want) {
			t.Errorf("the paper's blocks do not say %q:\n%s", want, said)
		}
	}
}

// blocks are the shell's parts of a page.
func blocks(page string) (script string) {
	for _, b := range strings.Split(page, "\n```sh\n")[1:] {
		block, _, _ := strings.Cut(b, "\n```")
		script += block + "\n"
	}
	return script
}

// helpers is the first block: what the others use.
func helpers(page string) string {
	_, rest, _ := strings.Cut(page, "\n```sh\n")
	block, _, _ := strings.Cut(rest, "\n```")
	return block + "\n"
}

// publishes is what an officer of the area does on the pages.
func (v *visit) publishes(code string) {
	v.Helper()
	id, _ := v.house.keys.Codec().Decode(code)
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		return v.house.book().Publish(tx, v.people["counter"].Session, registry.Step{Business: db.ID(id)})
	})
	if err != nil {
		v.Fatal(err)
	}
}
