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
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/account"
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
	server := httptest.NewServer(v.site.Handler())
	defer server.Close()
	dir := t.TempDir()
	maker, officer := v.paperKey(keysForPeople, v.people["maker"].Session), v.paperKey(keysThatDecide, v.decides("counter"))
	if err := os.WriteFile(filepath.Join(dir, "photo.jpg"), aPicture(), 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-c", blocks(string(page)))
	c.Dir, c.Env = dir, append(os.Environ(), "ALUN="+server.URL, "ALUN_KEY="+maker, "ALUN_OFFICER_KEY="+officer)
	var out, told bytes.Buffer
	c.Stdout, c.Stderr = &out, &told
	if err := c.Run(); err != nil {
		t.Fatalf("%v\n%s\n%s", err, &out, &told)
	}
	for _, want := range []string{"kelurahan: ", `"about_id"`, "submitted\npublished\n", "true\nbuka\n", "Dapur Sari", "/berkas/", "habis\nhabis", `["hours"]`, "closed", "422\n/nib: "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the paper's blocks do not say %q:\n%s", want, &out)
		}
	}
}

// paperKey is a key for a sign-in.
func (v *visit) paperKey(keys api.Keys, session string) string {
	v.Helper()
	key := api.Secret()
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		_, err := keys.Make(tx, byCommand, key, api.Key{Name: "paper", Scopes: keys.Scopes, For: session})
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	return key
}

// decides is the sign-in of a program that an officer of the cast lets decide.
func (v *visit) decides(who string) (session string) {
	v.Helper()
	session = web.SessionHash(web.NewKey())
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) error { return letsDecide(tx, v.people[who].Session, session) })
	if err != nil {
		v.Fatal(err)
	}
	return session
}

// letsDecide lets a program decide for whoever is signed in, until the day ends.
func letsDecide(tx *db.Tx, officer, session string) error {
	return account.LetProgram(tx, officer, account.Program{Sign: session, Name: "Aplikasi loket", Last: date.DayOf(tx.Now()), Decides: true})
}

// blocks are the shell's parts of a page.
func blocks(page string) (script string) {
	for _, b := range strings.Split(page, "\n```sh\n")[1:] {
		block, _, _ := strings.Cut(b, "\n```")
		script += block + "\n"
	}
	return script
}
