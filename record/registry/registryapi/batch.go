package registryapi

import (
	"fmt"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// NewBusiness is one business of many. Its key names it for ever: sent again, in whatever
// call, it is the same business.
type NewBusiness struct {
	Key string `json:"key" minLength:"16" maxLength:"128" pattern:"^[A-Za-z0-9_.:-]+$" example:"7b0c4a52-5d0e-4c8e-9a3f-3f4f6f1f2a11" doc:"registryapi.f_row_key"`
	TypedFacts
	Sure bool `json:"sure,omitempty" doc:"registryapi.f_sure"`
}

// BatchRow is what became of one of many.
type BatchRow struct {
	Key     string      `json:"key" doc:"registryapi.f_row_key"`
	Outcome string      `json:"outcome" enum:"kept,refused" doc:"registryapi.f_row_outcome"`
	Code    string      `json:"code,omitempty" doc:"directory.f_code"`
	Detail  string      `json:"detail,omitempty" doc:"api.f_detail"`
	Errors  []api.Wrong `json:"errors,omitempty" doc:"api.f_errors"`
}

// BatchDone answers for all, in their order.
type BatchDone struct {
	Kept int        `json:"kept" minimum:"0" doc:"registryapi.f_rows_kept"`
	Rows []BatchRow `json:"rows" doc:"registryapi.f_rows"`
}

type batchIn struct {
	api.Keyed
	Body struct {
		// Fifty at most: the act stays short, so that nobody else waits for it. Lists of
		// thousands are imported.
		Businesses []NewBusiness `json:"businesses" minItems:"1" maxItems:"50" doc:"registryapi.f_businesses"`
	}
}

// rowKept is what became of a row, as it is kept for a day: sentences by their keys.
type rowKept struct {
	Business db.ID
	Key      string
	Args     []string
	Fields   []fieldKept
}

type fieldKept struct {
	Name, Key string
	Args      []string
}

func (d Desk) batch() {
	example := map[string]any{"businesses": []map[string]any{{"key": "0123456789abcdef", "kind": "usaha", "name": "Dapur Sari", "kelurahan": "64.71.02.1002"}}}
	api.Post(d.api, more(changes(withExample(op("register-businesses", "/batch/businesses", "registryapi.batch"), aDraft("/batch/businesses", example))), "registryapi.batch_more"),
		api.Act[batchIn, []rowKept, BatchDone]{Act: d.registerAll, Draw: d.registered})
}

// registerAll writes many down, each for itself: one that is refused keeps nothing, and
// the others stand.
func (d Desk) registerAll(tx *db.Tx, who api.Caller, in *batchIn) ([]rowKept, error) {
	if _, err := account.May(tx, who.For, registry.MayRegister, account.At{Any: true}); err != nil {
		return nil, err
	}
	out, known := make([]rowKept, len(in.Body.Businesses)), map[string]bool{}
	for i, b := range in.Body.Businesses {
		if known[b.Key] {
			out[i] = refusedRow(fault.New(fault.Conflict, "registry.key_taken"))
			continue
		}
		known[b.Key] = true
		var id db.ID
		err := tx.Try(func(tx *db.Tx) (err error) {
			id, err = d.writeDown(tx, who, b.TypedFacts, registry.Registering{Key: b.Key, Sure: b.Sure})
			return err
		})
		f := fault.Of(err)
		switch {
		case err == nil:
			out[i] = rowKept{Business: id}
		case f == nil:
			return nil, err
		default:
			out[i] = refusedRow(f)
		}
	}
	return out, nil
}

func refusedRow(f *fault.Fault) rowKept {
	out := rowKept{Key: f.Key, Args: texts(f.Args)}
	for _, x := range f.Fields {
		out.Fields = append(out.Fields, fieldKept{x.Name, x.Key, texts(x.Args)})
	}
	return out
}

func texts(args []any) []string {
	var out []string
	for _, a := range args {
		out = append(out, fmt.Sprint(a))
	}
	return out
}

func args(texts []string) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		out[i] = t
	}
	return out
}

// registered answers also when the same is sent again: who sent it may not be let any
// more.
func (d Desk) registered(tx *db.Tx, r *api.Request, in *batchIn, kept []rowKept) (BatchDone, error) {
	out := BatchDone{Rows: []BatchRow{}}
	if _, err := account.May(tx, r.Caller.For, registry.MayRegister, account.At{Any: true}); err != nil {
		return out, err
	}
	for i, k := range kept {
		row := BatchRow{Key: in.Body.Businesses[i].Key, Outcome: "kept"}
		if k.Business != 0 {
			row.Code = d.api.Code(k.Business)
			out.Kept++
		} else {
			row.Outcome, row.Detail = "refused", r.Lang.T(k.Key, args(k.Args)...)
		}
		for _, f := range k.Fields {
			row.Errors = append(row.Errors, api.Wrong{In: "body", Pointer: fmt.Sprint("/businesses/", i, "/", f.Name), Detail: r.Lang.T(f.Key, args(f.Args)...)})
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}
