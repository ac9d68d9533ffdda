package diary

import (
	"context"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/seal"
)

const (
	// verifyPage is how many seals one read of the check walks: a reader that
	// stays for minutes would keep SQLite's log from being cleared away.
	verifyPage = 5000
	// late is how much older than entries sealed before it an entry may be. Acts
	// are short; more is a clock astray or an entry that was put in by hand.
	late = time.Hour
	// lateUnsealed is the same for an entry that waits for its seal.
	lateUnsealed = 15 * time.Minute
	// maxWaitingListed bounds how many entries that wait are looked at.
	maxWaitingListed = 100_000
)

// Check is what Verify holds the diary against, and how it tells.
type Check struct {
	Sign  *seal.Signer       // for the signatures of the heads in the database
	Saved []Head             // heads that somebody has kept elsewhere
	Found func(seal.Finding) // called for each finding
	Done  func(seq, of int64)

	skip string // a check to leave out, for the tests' proofs only
}

// Verified is what was looked at.
type Verified struct {
	Sealed  int64 // entries in the chain
	Waiting int64 // entries that wait for their seal
	Heads   int   // heads that the chain was held against
	Found   int   // findings
	Newest  Head  // Seq is 0 when nothing is sealed
}

// Verify walks the whole chain in memory of one page, while the house goes on,
// and tells of every seal, entry and head that is not as the program wrote it.
// A changed entry is told alone; what stands behind it is still checked.
//
// Without a head that was kept elsewhere, one thing cannot be seen: that the
// chain was cut back to a state which the program itself had signed. And nobody
// can tell an entry that was never written, or one that was put in by somebody
// who can do all that the program can.
func Verify(ctx context.Context, d *db.DB, c Check) (v Verified, err error) {
	defer fault.Op(&err, "diary: verify")
	w := &walk{Check: c, v: &v}
	if err := d.Read(ctx, w.begin); err != nil {
		return v, err
	}
	for w.at.seq < w.end && ctx.Err() == nil {
		if err := d.Read(ctx, w.page); err != nil {
			return v, err
		}
		if c.Done != nil {
			c.Done(w.at.seq, w.end)
		}
	}
	if err := ctx.Err(); err != nil {
		return v, err
	}
	w.beyond()
	return v, d.Read(ctx, w.waiting)
}

// walk is a check under way.
type walk struct {
	Check
	v   *Verified
	end int64 // the last seal when it began
	at  mark  // the last seal seen, with the hash that the database has for it
	top db.ID // the largest id of an entry so far

	present int64 // seals that have their entry
	blind   bool  // the seal before is missing: the next cannot be held against it

	heads []expected // those still ahead, by seq
}

// expected is a head that the chain must pass through.
type expected struct {
	Head
	saved bool // kept elsewhere
}

func (w *walk) found(record, key string, args ...any) {
	w.v.Found++
	if w.Found != nil {
		w.Found(seal.Finding{Record: record, Key: key, Args: args})
	}
}

// begin reads where the chain ends, and the heads.
func (w *walk) begin(tx *db.Tx) error {
	w.at = mark{hash: seal.Start(chainName)}
	end, err := last(tx)
	if err != nil {
		return err
	}
	w.end = end.seq
	tip, signed, err := Newest(tx)
	if err != nil {
		return err
	}
	w.v.Newest = Head{Seq: end.seq, Hash: end.hash.String(), At: end.at, By: tip.By}
	days, err := Heads(tx, 1<<31-1)
	if err != nil {
		return err
	}
	if signed {
		days = append(days, tip)
	}
	w.tipAtEnd(tip, signed)
	w.expect(days)
	return nil
}

// tipAtEnd holds the newest head against the end of the chain: it moves with it.
func (w *walk) tipAtEnd(tip Head, signed bool) {
	switch {
	case w.skip == "tip":
	case !signed && w.end > 0:
		w.found(recordOf(w.end), "diary.found_no_tip")
	case signed && tip.Seq < w.end:
		w.found(recordOf(tip.Seq+1), "diary.found_past_tip", w.end)
	}
}

// page walks the next seals.
func (w *walk) page(tx *db.Tx) error {
	from, to := w.at.seq, min(w.end, w.at.seq+verifyPage)
	err := db.Each(tx, func(r *db.Row) error {
		l := link{seq: r.Int64(), hash: r.Text(), at: r.Time()}
		entry := r.ID()
		l.raw = scanRaw(r)
		w.link(&l, entry)
		return nil
	}, `select s.seq, s.hash, s.at, s.entry, `+rawColumns+` from diary_seal s left join diary_entry e on e.id = s.entry
		where s.seq > $1 and s.seq <= $2 order by s.seq`, from, to)
	if err == nil && w.at.seq < to {
		w.gap(to + 1)
	}
	return err
}

// link holds one seal against its entry and the seal before it.
func (w *walk) link(l *link, entry db.ID) {
	if l.seq != w.at.seq+1 {
		w.gap(l.seq)
	}
	want := seal.Link(chainName, w.at.hash, l.form())
	switch {
	case l.id == 0 && w.skip != "missing":
		w.found(recordOf(l.seq), "diary.found_no_entry")
	case l.id != 0 && want.String() != l.hash && !w.blind && w.skip != "chain":
		w.found(recordOf(l.seq), "diary.found_changed", l.fact, l.raw.at.UTC().Format(time.DateTime))
	case l.at.Before(w.at.at) && w.skip != "chain":
		w.found(recordOf(l.seq), "diary.found_time")
	case l.id != 0 && l.id.Time().Add(late).Before(w.top.Time()) && w.skip != "late":
		w.found(recordOf(l.seq), "diary.found_late", l.fact)
	}
	w.v.Sealed++
	w.blind = false
	if l.id != 0 {
		w.present++
	}
	w.top = max(w.top, entry)
	w.at = mark{seq: l.seq, at: l.at}
	w.at.hash, _ = seal.ParseHash(l.hash) // what is no hash fits nothing: the next seal is told too
	w.pass(l)
}

// gap tells of seals that are not there, and goes on behind them.
func (w *walk) gap(next int64) {
	if w.skip != "gap" {
		w.found(recordOf(w.at.seq+1), "diary.found_gap", next-1)
	}
	w.at.seq, w.blind = next-1, true
}

// waiting counts entries without a seal, and tells of those that should have one
// for long.
func (w *walk) waiting(tx *db.Tx) error {
	all, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from diary_entry`)
	if err != nil || all == w.present {
		return err
	}
	for after := db.ID(-1 << 63); w.v.Waiting < maxWaitingListed; {
		list, err := pending(tx, after, idsAtOnce)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, e := range list {
			w.waits(e)
		}
		after = list[len(list)-1].id
	}
	return nil
}

func (w *walk) waits(e raw) {
	w.v.Waiting++
	if e.id.Time().Add(lateUnsealed).Before(w.top.Time()) && w.skip != "late" {
		w.found("diary "+e.at.UTC().Format(time.DateTime)+" "+e.fact, "diary.found_unsealed")
	}
}
