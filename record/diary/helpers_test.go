package diary

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/seal"
)

// knownKey is a key that everybody may know: bytes 0 to 31.
const knownKey = "alun-keys 1\ne0038ed8  000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f  2025-03-05T01:30:00Z\n"

func signer(t testing.TB) *seal.Signer {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(path, []byte(knownKey), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := keys.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return seal.NewSigner(r, SealPurpose)
}

// morning is 9 o'clock in the city.
var morning = time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC)

// each runs a test on both engines, with a clock and the tables of the room.
func each(t *testing.T, run func(t *testing.T, d *db.DB, clock *dbtest.Clock)) {
	t.Helper()
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			clock := dbtest.NewClock(morning)
			run(t, dbtest.Open(t, at(t), db.Options{Rehearse: true, Now: clock.Now}, Files, jobs.Files), clock)
		})
	}
}

func fill(t testing.TB, d *db.DB, n int) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		for i := range n {
			e := Entry{Actor: "command", Fact: "plan.published", Kind: "plan_report", Subject: db.ID(i), Data: map[string]any{"rows": i}}
			if err := Write(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func sealAll(t testing.TB, d *db.DB, s *seal.Signer) int {
	t.Helper()
	n, err := Seal(t.Context(), d, s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func read[T any](t testing.TB, d *db.DB, f func(tx *db.Tx) (T, error)) (out T) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) { out, err = f(tx); return err })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// checked runs Verify and lists what it found as "record key".
func checked(t testing.TB, d *db.DB, c Check) (found []string, v Verified) {
	t.Helper()
	c.Found = func(f seal.Finding) { found = append(found, f.Record+" "+f.Key) }
	v, err := Verify(t.Context(), d, c)
	if err != nil {
		t.Fatal(err)
	}
	if v.Found != len(found) {
		t.Errorf("%d findings counted, %d told", v.Found, len(found))
	}
	return found, v
}

func yesterday() date.Day { return date.DayOf(morning.AddDate(0, 0, -1)) }
