package diary

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"alun/ground/date"
	"alun/ground/fault"
	"alun/ground/seal"
	"alun/ground/sheet"
)

// Head files are what a reader keeps: the download of the page, as JSON.

// headColumns are the columns of the public list of heads.
var headColumns = []sheet.Column{{Name: "day"}, {Name: "seq"}, {Name: "hash"}, {Name: "sealed_at"},
	{Name: "key"}, {Name: "public_key"}, {Name: "signature"}}

// savedHead is one object of a head file.
type savedHead struct {
	Day       *string `json:"day"`
	Seq       int64   `json:"seq"`
	Hash      string  `json:"hash"`
	SealedAt  string  `json:"sealed_at"`
	Key       string  `json:"key"`
	PublicKey string  `json:"public_key"`
	Signature string  `json:"signature"`
}

// instantForm is RFC 3339 with all six digits of a microsecond.
const instantForm = "2006-01-02T15:04:05.000000Z07:00"

// HeadTable lists heads for a file: the newest has no day.
func HeadTable(heads []Head, sign *seal.Signer) sheet.Table {
	return sheet.Table{Name: "buku", Head: headColumns, Rows: func(yield func([]sheet.Cell) bool) {
		for _, h := range heads {
			day, public := "", ""
			if !h.Day.IsZero() {
				day = h.Day.String()
			}
			if key, known := sign.Public(h.By.Key); known {
				public = key.String()
			}
			if !yield([]sheet.Cell{sheet.Text(day), sheet.Whole(h.Seq), sheet.Text(h.Hash), sheet.Text(h.At.UTC().Format(instantForm)),
				sheet.Text(h.By.Key), sheet.Text(public), sheet.Text(h.By.Text)}) {
				return
			}
		}
	}}
}

// maxHeadFile bounds what is read: room for the daily heads of fifty years.
const maxHeadFile = 16 << 20

// ReadHeads reads a head file. name is only for the sentence of a refusal.
func ReadHeads(name string, r io.Reader) ([]Head, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxHeadFile+1))
	if err != nil {
		return nil, fmt.Errorf("diary: read %s: %w", name, err)
	}
	var all []savedHead
	if len(raw) > maxHeadFile || json.Unmarshal(raw, &all) != nil || len(all) == 0 {
		return nil, fault.New(fault.Invalid, "diary.no_heads", name)
	}
	out := make([]Head, len(all))
	for i, s := range all {
		h, ok := s.head()
		if !ok {
			return nil, fault.New(fault.Invalid, "diary.bad_head", name, i+1)
		}
		out[i] = h
	}
	return out, nil
}

func (s savedHead) head() (h Head, ok bool) {
	h = Head{Seq: s.Seq, Hash: s.Hash, By: seal.Signature{Key: s.Key, Text: s.Signature}}
	if s.Day != nil && *s.Day != "" {
		day, err := date.ParseDay(*s.Day)
		if err != nil {
			return h, false
		}
		h.Day = day
	}
	if s.SealedAt != "" {
		at, err := time.Parse(time.RFC3339Nano, s.SealedAt)
		if err != nil {
			return h, false
		}
		h.At = at.UTC()
	}
	_, ok = seal.ParseHash(s.Hash)
	return h, ok && s.Seq > 0
}
