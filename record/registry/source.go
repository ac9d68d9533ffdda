package registry

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
)

// sourceRow is one row of a list, or of what a device wrote down; a nameless one is
// of nowhere.
type sourceRow struct {
	source, key, digest string
	since               any // a day, "" where the list says none; nil: it is of no list
}

// came finds the business that a row became.
func (r sourceRow) came(tx *db.Tx) (db.ID, bool, error) {
	if r.key == "" {
		return 0, false, nil
	}
	return db.One(tx, (*db.Row).ID, `select business from registry_source_row where source = $1 and key = $2`, r.source, r.key)
}

// same refuses a key under which something else was said.
func (r sourceRow) same(tx *db.Tx) error {
	was, _, err := db.One(tx, (*db.Row).Text, `select digest from registry_source_row where source = $1 and key = $2`, r.source, r.key)
	if err == nil && was != r.digest {
		err = fault.New(fault.Conflict, "registry.key_taken")
	}
	return err
}

// keepRow remembers what a row became and said.
func (k *Book) keepRow(tx *db.Tx, r sourceRow, business db.ID) error {
	if r.key == "" {
		return nil
	}
	if k.trial != nil {
		k.trial.rows[r.key] = was{business, r.digest}
		return nil
	}
	if k.bulk != nil {
		k.bulk.keys[r.key] = true // another row of it must find this one
	}
	return k.put(tx, sources, r.source, r.key, business, r.digest, tx.Now(), r.since)
}

// listedSince is the day since when a list has a row: as the list says it, else since when the
// business is there; "" where neither is said. The middle stands for a month or a year.
func listedSince(in Incoming, set Values) string {
	switch text := cmp.Or(in.Listed, set[Started]); len(text) {
	case len("2006"):
		return text + "-07-01"
	case len("2006-01"):
		return text + "-15"
	default:
		return text
	}
}

// digestOf tells two states of a row apart. It is made with the house's key: what a
// row says may be personal, and must not be found by trying.
func (k *Book) digestOf(v Values) string {
	var b strings.Builder
	for _, f := range v.Facts() {
		b.WriteString(string(f) + "\x00" + v[f] + "\x00")
	}
	sum := sha256.Sum256([]byte(k.Ring.Blind("registry source row", b.String())))
	return hex.EncodeToString(sum[:16])
}
