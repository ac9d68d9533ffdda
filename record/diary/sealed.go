package diary

import (
	"time"

	"alun/ground/db"
	"alun/ground/seal"
)

// chainName begins every link of the diary's chain.
const chainName = "alun diary 1"

// Sealed is an entry with its place in the chain.
type Sealed struct {
	Seq int64 // 1, 2, 3 … without a gap
	Entry
	Again bool // for Follow: followed before a restore; see there
}

// link is one row of the chain with its entry as the database has it.
type link struct {
	seq  int64
	at   time.Time // when it was sealed
	hash string
	raw
}

// raw is an entry as it is kept: data is the text of its JSON.
type raw struct {
	id      db.ID // 0 when the entry is missing
	at      time.Time
	actor   string
	fact    string
	kind    string
	subject db.ID
	data    string
}

// form is the canonical form of a sealed entry: seq, the instant of sealing, id,
// the instant of writing, actor, fact, kind, subject, data; instants as UTC
// microseconds, data as the text that is kept.
func (l *link) form() seal.Form {
	f := make(seal.Form, 0, 96+len(l.actor)+len(l.fact)+len(l.kind)+len(l.data))
	return f.Whole(l.seq).Whole(l.at.UnixMicro()).Whole(int64(l.id)).Whole(l.raw.at.UnixMicro()).
		Text(l.actor).Text(l.fact).Text(l.kind).Whole(int64(l.subject)).Text(l.data)
}

const rawColumns = `e.id, e.at, e.actor, e.fact, e.kind, e.subject, e.data`

func scanRaw(r *db.Row) raw {
	return raw{r.ID(), r.Time(), r.Text(), r.Text(), r.Text(), r.ID(), r.Text()}
}

// mark is a place in the chain: the last seal, or the start.
type mark struct {
	seq  int64
	hash seal.Hash
	at   time.Time
}

// last is the end of the chain. A hash that is no hash reads as the zero hash:
// Verify says what is wrong with it, and the chain goes on from there.
func last(tx *db.Tx) (mark, error) {
	m, found, err := db.One(tx, func(r *db.Row) mark {
		m := mark{seq: r.Int64()}
		m.hash, _ = seal.ParseHash(r.Text())
		m.at = r.Time()
		return m
	}, `select seq, hash, at from diary_seal order by seq desc limit 1`)
	if !found {
		m.hash = seal.Start(chainName)
	}
	return m, err
}
