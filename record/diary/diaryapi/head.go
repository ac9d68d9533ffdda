package diaryapi

import (
	"embed"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/record/diary"
)

// Files holds the operations' sentences.
//
//go:embed words
var Files embed.FS

// Desk is the door.
type Desk struct{}

// Head is the end of the chain at some time.
type Head struct {
	Day       *string   `json:"day" format:"date" doc:"diaryapi.f_day"`
	Seq       int64     `json:"seq" minimum:"1" doc:"diaryapi.f_seq"`
	Hash      string    `json:"hash" pattern:"^[0-9a-f]{64}$" doc:"diaryapi.f_hash"`
	At        time.Time `json:"at" doc:"diaryapi.f_at"`
	Key       string    `json:"key" doc:"diaryapi.f_key"`
	Signature string    `json:"signature" doc:"diaryapi.f_signature"`
}

// Heads are the newest head and those of days.
type Heads struct {
	Newest *Head  `json:"newest,omitempty" doc:"diaryapi.f_newest"`
	Days   []Head `json:"days" doc:"diaryapi.f_days"`
}

type headsIn struct {
	Limit int `query:"limit" minimum:"1" maximum:"200" default:"31" doc:"api.p_limit"`
}

// Declare declares the room's operations.
func (Desk) Declare(a *api.API) {
	api.Get(a, api.Op{ID: "list-diary-heads", Path: "/diary/heads", Tag: "diary", Say: "diaryapi.heads", More: "diaryapi.heads_more",
		Example: api.Ask("/diary/heads?limit=7")}, heads)
}

func heads(tx *db.Tx, _ *api.Request, in *headsIn) (Heads, error) {
	out := Heads{Days: []Head{}}
	newest, found, err := diary.Newest(tx)
	if err != nil {
		return out, err
	}
	if found {
		h := headOf(newest)
		out.Newest = &h
	}
	days, err := diary.Heads(tx, in.Limit)
	for _, h := range days {
		out.Days = append(out.Days, headOf(h))
	}
	return out, err
}

func headOf(h diary.Head) Head {
	out := Head{Seq: h.Seq, Hash: h.Hash, At: h.At.UTC(), Key: h.By.Key, Signature: h.By.Text}
	if !h.Day.IsZero() {
		day := h.Day.String()
		out.Day = &day
	}
	return out
}
