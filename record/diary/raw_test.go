package diary

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
)

// A byte that changes on the disk itself, under a live row, is read by SQLite as
// if it had always been so; its own integrity check is content. The chain is not.
func TestAByteChangedOnDiskIsFound(t *testing.T) {
	sign, at := signer(t), dbtest.SQLite(t)
	d := dbtest.Open(t, at, db.Options{}, Files, jobs.Files)
	const words, data = "plan.erratum_told", `{"field":"budget"}`
	for i := range 100 {
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			return Write(tx, Entry{Actor: "public", Fact: words, Kind: "plan_erratum", Subject: db.ID(i), Data: map[string]any{"field": "budget"}})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	sealAll(t, d, sign)
	if err := d.Close(); err != nil { // everything is in the one file
		t.Fatal(err)
	}
	file, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	places := every(file, data)
	dice := rand.New(rand.NewPCG(100, 1))
	sound, live := 0, 0
	for n := range places {
		changed := bytes.Clone(file)
		changed[places[n]+10+dice.IntN(6)] ^= byte(1 + dice.IntN(7)) // a letter of "budget"
		copied := filepath.Join(t.TempDir(), "copy.db")
		if err := os.WriteFile(copied, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := db.Open(t.Context(), copied, db.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		if read(t, c, func(tx *db.Tx) (int, error) {
			same, _, err := db.One(tx, (*db.Row).Int, `select count(*) from diary_entry where data = $1`, data)
			return same, err
		}) == 100 {
			c.Close()
			continue // what is left of a page that was split: no row
		}
		live++
		if says := read(t, c, func(tx *db.Tx) (string, error) {
			s, _, err := db.One(tx, (*db.Row).Text, `select integrity_check from pragma_integrity_check`)
			return s, err
		}); says == "ok" {
			sound++
		}
		found, _ := checked(t, c, Check{Sign: sign})
		if len(found) != 1 || !strings.HasSuffix(found[0], " diary.found_changed") {
			t.Errorf("byte %d: %q", n, found)
		}
		c.Close()
	}
	if live != 100 || sound != live {
		t.Errorf("%d live rows, of which SQLite itself finds nothing wrong with %d", live, sound)
	}
}

// every lists where a text stands in a file.
func every(file []byte, text string) (places []int) {
	for from := 0; ; {
		i := bytes.Index(file[from:], []byte(text))
		if i < 0 {
			return places
		}
		places = append(places, from+i)
		from += i + 1
	}
}
