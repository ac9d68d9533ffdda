package diary

import (
	"context"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/seal"
)

// Head is the end of the chain at some time. Whoever keeps one can show later
// that everything before it is as it was.
type Head struct {
	Day  date.Day // the day that it ends; zero for the newest head
	Seq  int64
	Hash string    // of the last seal, 64 hex digits
	At   time.Time // when that seal was made, UTC
	By   seal.Signature
}

// Form is what is signed: "alun diary head 1", the day as 2026-11-22 or "" for
// the newest head, seq, hash, at as UTC microseconds.
func (h Head) Form() seal.Form {
	day := ""
	if !h.Day.IsZero() {
		day = h.Day.String()
	}
	return seal.Form(nil).Text("alun diary head 1").Text(day).Whole(h.Seq).Text(h.Hash).Whole(h.At.UnixMicro())
}

// Newest is the newest head; false when nothing is sealed yet.
func Newest(tx *db.Tx) (Head, bool, error) {
	return db.One(tx, scanHead, `select '', seq, hash, at, key, signature from diary_tip`)
}

// Heads lists the daily heads, the newest first, at most limit.
func Heads(tx *db.Tx, limit int) ([]Head, error) {
	return db.All(tx, scanHead, `select day, seq, hash, at, key, signature from diary_head order by day desc limit $1`, limit)
}

func scanHead(r *db.Row) Head {
	day, _ := date.ParseDay(r.Text()) // "" for the newest
	return Head{day, r.Int64(), r.Text(), r.Time(), seal.Signature{Key: r.Text(), Text: r.Text()}}
}

func putTip(tx *db.Tx, sign *seal.Signer, h Head) error {
	h.By = sign.Sign(h.Form())
	_, err := tx.Exec(`insert into diary_tip (one, seq, hash, at, key, signature) values (1, $1, $2, $3, $4, $5)
		on conflict (one) do update set seq = excluded.seq, hash = excluded.hash, at = excluded.at,
			key = excluded.key, signature = excluded.signature`, h.Seq, h.Hash, h.At, h.By.Key, h.By.Text)
	return err
}

// publishDays publishes the heads of all days that have ended.
func (s *Sealer) publishDays(ctx context.Context) error {
	for {
		published := false
		err := s.DB.Write(ctx, func(tx *db.Tx) error {
			published = false
			if err := s.hold(tx); err != nil {
				return err
			}
			h, due, err := nextDay(tx)
			if err != nil || !due {
				return err
			}
			published = true
			h.By = s.Sign.Sign(h.Form())
			_, err = tx.Exec(`insert into diary_head (day, seq, hash, at, key, signature) values ($1, $2, $3, $4, $5, $6)`,
				h.Day.String(), h.Seq, h.Hash, h.At, h.By.Key, h.By.Text)
			return err
		})
		if err != nil || !published {
			return err
		}
	}
}

// nextDay is the head of the first day that has ended and has none. A day on
// which nothing was sealed has the head of the day before.
func nextDay(tx *db.Tx) (h Head, due bool, err error) {
	before, err := Heads(tx, 1)
	if err != nil {
		return h, false, err
	}
	var day date.Day
	if len(before) > 0 {
		h, day = before[0], date.DayOf(before[0].Day.End())
	} else {
		first, found, err := db.One(tx, (*db.Row).Time, `select at from diary_seal where seq = 1`)
		if err != nil || !found {
			return h, false, err
		}
		day = date.DayOf(first)
	}
	if tx.Now().Before(day.End()) {
		return h, false, nil
	}
	end, found, err := db.One(tx, scanMark, `select seq, hash, at from diary_seal where seq > $1 and at < $2
		order by seq desc limit 1`, h.Seq, day.End())
	if err != nil {
		return h, false, err
	}
	if found {
		h = end
	}
	h.Day = day
	return h, h.Seq > 0, nil
}

func scanMark(r *db.Row) Head { return Head{Seq: r.Int64(), Hash: r.Text(), At: r.Time()} }
