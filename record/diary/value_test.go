package diary

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/keys"
)

func box(t testing.TB) *Box {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(path, []byte(knownKey), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := keys.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return NewBox(r)
}

const (
	siti = db.ID(71)
	budi = db.ID(72)
)

func told(t testing.TB, d *db.DB, b *Box, values ...Value) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		return b.Write(tx, Entry{Actor: "command", Fact: "registry.added", Kind: "registry_person", Subject: siti, Data: map[string]any{"rows": 1}}, values...)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func valuesOf(t testing.TB, d *db.DB, b *Box) []Value {
	t.Helper()
	return read(t, d, func(tx *db.Tx) ([]Value, error) {
		all, err := About(tx, "registry_person", siti, 1)
		if err != nil || len(all) != 1 {
			t.Fatal(len(all), err)
		}
		return b.Values(tx, all[0])
	})
}

func TestAForgottenPersonIsGoneAndTheChainHolds(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ *dbtest.Clock) {
		b, s := box(t), signer(t)
		told(t, d, b, Value{Name: "name", Person: siti, Text: "Siti Aminah"}, Value{Name: "phone", Person: siti, Text: "081234567890"},
			Value{Name: "witness", Person: budi, Text: "Budi"})
		sealAll(t, d, s)
		got := valuesOf(t, d, b)
		if len(got) != 3 || got[0].Text != "Siti Aminah" || got[1].Text != "081234567890" || got[2].Text != "Budi" || got[2].Person != budi {
			t.Fatalf("%+v", got)
		}
		for _, table := range []string{"diary_entry", "diary_value", "diary_person"} {
			for _, secret := range []string{"Siti", "Aminah", "081234567890", "Budi"} {
				if n := occurrences(t, d, table, secret); n != 0 {
					t.Errorf("%s holds %q", table, secret)
				}
			}
		}
		before := read(t, d, last)
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return b.Forget(tx, siti) }); err != nil {
			t.Fatal(err)
		}
		got = valuesOf(t, d, b)
		if !got[0].Gone || got[0].Text != "" || !got[1].Gone || got[2].Gone || got[2].Text != "Budi" {
			t.Errorf("forgotten: %+v", got)
		}
		if found, v := checked(t, d, Check{Sign: s}); found != nil || v.Newest.Hash != before.hash.String() {
			t.Errorf("the chain after forgetting: %q", found)
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			return b.Write(tx, Entry{Actor: "command", Fact: "registry.added", Kind: "registry_person", Subject: siti}, Value{Name: "name", Person: siti, Text: "Siti"})
		})
		if err == nil {
			t.Error("a forgotten person got a new value")
		}
	})
}

// occurrences counts the rows of a table that hold a text anywhere.
func occurrences(t testing.TB, d *db.DB, table, text string) int {
	return read(t, d, func(tx *db.Tx) (n int, err error) {
		column := map[string]string{"diary_entry": "data", "diary_value": "sealed", "diary_person": "wrapped"}[table]
		all, err := db.All(tx, (*db.Row).Text, `select `+column+` from `+table)
		for _, x := range all {
			if strings.Contains(x, text) {
				n++
			}
		}
		return n, err
	})
}

// The same value twice looks different, so that nobody can guess it.
func TestACommitmentTellsNothing(t *testing.T) {
	a, b := salt("081234567890"), salt("081234567890")
	if commitment(a) == commitment(b) || commitment(a) == commitment([]byte("081234567890")) {
		t.Error("a commitment can be guessed")
	}
}

func TestAValueThatWasChangedIsNoticed(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ *dbtest.Clock) {
		b := box(t)
		told(t, d, b, Value{Name: "name", Person: siti, Text: "Siti"}, Value{Name: "other", Person: siti, Text: "Tini"})
		for _, change := range []string{
			`update diary_value set sealed = (select o.sealed from diary_value o where o.name = 'other') where name = 'name'`,
			`update diary_value set sealed = 'x' where name = 'name'`,
			`update diary_value set sealed = '' where name = 'name'`,
			`update diary_person set wrapped = 'AAAA'`,
			`update diary_person set key = '00000000'`,
		} {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				if _, err := tx.Exec(change); err != nil {
					return err
				}
				all, err := About(tx, "registry_person", siti, 1)
				if err != nil {
					return err
				}
				if got, err := b.Values(tx, all[0]); err == nil {
					t.Errorf("%s: %+v", change, got)
				}
				return errOvertaken // taken back
			})
			if err != errOvertaken {
				t.Fatal(err)
			}
		}
		if got := valuesOf(t, d, b); got[0].Text != "Siti" {
			t.Errorf("%+v", got)
		}
	})
}
