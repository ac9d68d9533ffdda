package registryapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/record/registry"
)

// RecordMove is a move of a business from one state to another.
type RecordMove struct {
	Number   int64     `json:"version" doc:"registryapi.f_move_version"`
	Move     string    `json:"move" enum:"register,admit,submit,return,publish,suspend,resume,close,reopen,merge,unmerge,forget" doc:"registryapi.f_move"`
	From     string    `json:"from" doc:"registryapi.f_from_state"`
	To       string    `json:"to" doc:"registryapi.f_to_state"`
	Reason   string    `json:"reason,omitempty" doc:"registryapi.f_reason"`
	Sentence string    `json:"sentence,omitempty" doc:"registryapi.f_sentence"`
	At       time.Time `json:"at" doc:"registryapi.f_at"`
}

// Looked is the version that an act was decided on.
type Looked struct {
	Number int64 `json:"version,omitempty" minimum:"0" doc:"registryapi.f_looked"`
}

type submitIn struct {
	api.Keyed
	CodePath
	Body struct {
		Looked
	}
}

type closeIn struct {
	api.Keyed
	CodePath
	Body struct {
		Looked
		Reason   string `json:"reason" maxLength:"40" enum:"tutup,pindah_kota,bukan_usaha,salah_daftar" doc:"registryapi.f_close_reason"`
		Sentence string `json:"sentence,omitempty" maxLength:"4000" doc:"registryapi.f_sentence"`
	}
}

// moves declares the ways that a maker takes alone, and an officer too. Those by which an
// officer alone decides are in decide.go.
func (d Desk) moves() {
	step := func(id, path, say string, body any) api.Op {
		return changes(withExample(op(id, "/businesses/{code}/"+path, say), aForm("/businesses/{code}/"+path, body)))
	}
	api.Post(d.api, more(step("submit-business", "submit", "registryapi.submit", map[string]any{"version": 1}), "registryapi.submit_more"), api.Act[submitIn, db.ID, BusinessRecord]{
		Act: func(tx *db.Tx, who api.Caller, in *submitIn) (db.ID, error) {
			return d.moved(tx, who, in.Code, "", registry.Step{Version: in.Body.Number}, d.Book.Submit)
		}, Draw: func(tx *db.Tx, r *api.Request, in *submitIn, _ db.ID) (BusinessRecord, error) {
			return d.record(tx, r, in.Code)
		}})
	api.Post(d.api, more(step("close-business", "close", "registryapi.close", map[string]any{"reason": "tutup"}), "registryapi.close_more"), api.Act[closeIn, db.ID, BusinessRecord]{
		Act: func(tx *db.Tx, who api.Caller, in *closeIn) (db.ID, error) {
			return d.moved(tx, who, in.Code, "close", registry.Step{Version: in.Body.Number, Reason: in.Body.Reason, Sentence: in.Body.Sentence}, d.Book.Close)
		}, Draw: func(tx *db.Tx, r *api.Request, in *closeIn, _ db.ID) (BusinessRecord, error) {
			return d.record(tx, r, in.Code)
		}})
	api.Post(d.api, step("reopen-business", "reopen", "registryapi.reopen", map[string]any{"version": 1}), api.Act[submitIn, db.ID, BusinessRecord]{
		Act: func(tx *db.Tx, who api.Caller, in *submitIn) (db.ID, error) {
			return d.moved(tx, who, in.Code, "reopen", registry.Step{Version: in.Body.Number}, d.Book.Reopen)
		}, Draw: func(tx *db.Tx, r *api.Request, in *submitIn, _ db.ID) (BusinessRecord, error) {
			return d.record(tx, r, in.Code)
		}})
	api.Get(d.api, withExample(op("list-moves", "/businesses/{code}/record/moves", "registryapi.moves"), aForm("/businesses/{code}/record/moves", nil)), d.listMoves)
}

// moved lets somebody within a business move it on. what names a decision in the trace; "" is none.
func (d Desk) moved(tx *db.Tx, who api.Caller, code, what string, in registry.Step, move func(*db.Tx, string, registry.Step) error) (db.ID, error) {
	v, err := d.within(tx, who.For, code)
	if err != nil {
		return 0, err
	}
	in.Business = v.ID
	if err := move(tx, who.For, in); err != nil || what == "" || v.As != registry.Officer {
		return v.ID, err
	}
	return v.ID, d.trace(tx, who, v.ID, what)
}

func (d Desk) listMoves(tx *db.Tx, r *api.Request, in *recordIn) (api.List[RecordMove], error) {
	out := api.List[RecordMove]{Items: []RecordMove{}}
	v, err := d.within(tx, r.Caller.For, in.Code)
	if err != nil {
		return out, err
	}
	all, err := d.Book.Moves(tx, r.Caller.For, v.ID)
	for _, m := range all {
		out.Items = append(out.Items, RecordMove{m.Number, string(m.Move), string(m.From), string(m.To), m.Code, m.Sentence, m.At.UTC()})
	}
	return out, err
}
