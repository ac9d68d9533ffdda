package diary

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/seal"
)

// SealPurpose names the sub-key that signs heads.
const SealPurpose = "diary head"

const (
	// sealBatch is how many entries one act seals: well under 20 ms.
	sealBatch = 500
	// window is how far behind the newest sealed entry a turn looks for others:
	// ids are made before the commit, on PostgreSQL by several processes at once.
	window = 10 * time.Second
	// idShift turns milliseconds into the distance of two ids.
	idShift = 22
)

// errOvertaken says that another sealer was first. Nothing is wrong.
var errOvertaken = errors.New("diary: another sealer was first")

// Seal chains the entries that are not sealed yet, all of them, and returns how
// many. It is for programs that end: serve has a Sealer. Two that seal at once
// cannot fork the chain: seq and entry are unique.
func Seal(ctx context.Context, d *db.DB, sign *seal.Signer) (n int, err error) {
	defer fault.Op(&err, "diary: seal")
	s := &Sealer{DB: d, Sign: sign}
	return s.sweep(ctx)
}

// recent is the id after which a turn looks: a window before the newest that is
// sealed. What committed later still is found by the sweep.
func recent(tx *db.Tx) (db.ID, error) {
	top, _, err := db.One(tx, (*db.Row).ID, `select max(entry) from diary_seal`)
	return max(0, top-db.ID(window.Milliseconds()<<idShift)), err
}

// unsealed counts the entries that are not sealed. Seals have no gap, so the
// last one counts them.
func unsealed(tx *db.Tx) (int64, error) {
	all, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from diary_entry`)
	if err != nil {
		return 0, err
	}
	m, err := last(tx)
	return all - m.seq, err
}

// chain seals entries behind the end of the chain, which must still be from.
func (s *Sealer) chain(tx *db.Tx, from mark, entries []raw) error {
	if err := s.hold(tx); err != nil {
		return err
	}
	now, err := last(tx)
	if err != nil {
		return err
	}
	if now.seq != from.seq {
		return errOvertaken
	}
	links := linked(from, tx.Now(), entries)
	if err := putLinks(tx, links); err != nil {
		if db.Unique(err) {
			return errOvertaken
		}
		return err
	}
	end := links[len(links)-1]
	return putTip(tx, s.Sign, Head{Seq: end.seq, Hash: end.hash, At: end.at})
}

// linked makes the links of entries behind a mark. The time of sealing never
// goes back, also when a clock does.
func linked(from mark, now time.Time, entries []raw) []link {
	at, hash := later(from.at, now), from.hash
	out := make([]link, len(entries))
	for i, e := range entries {
		out[i] = link{seq: from.seq + int64(i) + 1, at: at, raw: e}
		hash = seal.Link(chainName, hash, out[i].form())
		out[i].hash = hash.String()
	}
	return out
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// together is how many seals one statement writes: PostgreSQL pays a round trip
// for each statement.
const together = 50

func putLinks(tx *db.Tx, links []link) error {
	for len(links) > 0 {
		n := min(together, len(links))
		args := make([]any, 0, 4*n)
		for _, l := range links[:n] {
			args = append(args, l.seq, l.id, l.hash, l.at)
		}
		if _, err := tx.Exec(insertLinks(n), args...); err != nil {
			return err
		}
		links = links[n:]
	}
	return nil
}

func insertLinks(n int) string {
	var b strings.Builder
	b.WriteString(`insert into diary_seal (seq, entry, hash, at) values `)
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "($%d, $%d, $%d, $%d)", 4*i+1, 4*i+2, 4*i+3, 4*i+4)
	}
	return b.String()
}
