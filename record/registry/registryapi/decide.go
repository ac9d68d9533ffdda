package registryapi

import (
	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/ganda"
	"alun/record/registry/lembar"
)

// ScopeDecide is the scope of a key by which a program decides for an officer: for half a
// day at most, in the area that the officer holds at that moment, with no right but
// registry.MayCheck; or for a planner, with the rights that say Lent. Who lets it makes it
// with a second factor; see account.Program.
const ScopeDecide = "registry.decide"

// Decided is the version that a decision rests on: nobody decides about what they have
// not looked at.
type Decided struct {
	Number int64 `json:"version" minimum:"1" doc:"registryapi.f_looked"`
}

// Told is the sentence that the owner reads.
type Told struct {
	Sentence string `json:"sentence" minLength:"1" maxLength:"4000" doc:"registryapi.f_sentence"`
}

// TwinVerdict is what an officer says of a pair.
type TwinVerdict struct {
	A     string `json:"a" doc:"directory.f_code"`
	B     string `json:"b" doc:"directory.f_code"`
	State string `json:"state" enum:"waiting,merged,different" doc:"registryapi.f_twin_state"`
}

type publishIn struct {
	api.Keyed
	CodePath
	Body struct {
		Decided
	}
}

type returnIn struct {
	api.Keyed
	CodePath
	Body struct {
		Decided
		Told
	}
}

type suspendIn struct {
	api.Keyed
	CodePath
	Body struct {
		Decided
		Told
		Reason string `json:"reason" maxLength:"40" enum:"data_diragukan,aduan,bukan_pemilik,permintaan_pemilik" doc:"registryapi.f_suspend_reason"`
	}
}

type mergeIn struct {
	api.Keyed
	CodePath
	Body struct {
		Decided
		Into        string `json:"into" minLength:"1" maxLength:"13" doc:"registryapi.f_into"`
		IntoVersion int64  `json:"into_version" minimum:"1" doc:"registryapi.f_looked"`
	}
}

type verdictIn struct {
	api.Keyed
	Body struct {
		A        string `json:"a" minLength:"1" maxLength:"13" doc:"directory.f_code"`
		B        string `json:"b" minLength:"1" maxLength:"13" doc:"directory.f_code"`
		VersionA int64  `json:"version_a" minimum:"1" doc:"registryapi.f_looked"`
		VersionB int64  `json:"version_b" minimum:"1" doc:"registryapi.f_looked"`
		State    string `json:"state" enum:"different,waiting" doc:"registryapi.f_verdict"`
	}
}

type tickDecisionIn struct {
	api.Keyed
	IDPath
	N    int `path:"n" minimum:"1" maximum:"1000" doc:"registryapi.f_row_n"`
	Body struct {
		Closing
	}
}

// Closing is what becomes of a business that somebody found gone.
type Closing struct {
	Close    bool   `json:"close" doc:"registryapi.f_gone_close"`
	Reason   string `json:"reason,omitempty" maxLength:"40" enum:"tutup,pindah_kota,bukan_usaha,salah_daftar" doc:"registryapi.f_close_reason"`
	Sentence string `json:"sentence,omitempty" maxLength:"4000" doc:"registryapi.f_sentence"`
}

// opDecides begins the declaration of an operation by which an officer decides.
func opDecides(id, path, say string) api.Op {
	o := changes(op(id, path, say))
	o.Scope = ScopeDecide
	return o
}

// decisions declares what an officer decides about a business.
func (d Desk) decisions() {
	const sentence = "Alamatnya belum lengkap, mohon dilengkapi."
	step := func(id, path, say string, body any) api.Op {
		return withExample(opDecides(id, "/businesses/{code}/"+path, say), aForm("/businesses/{code}/"+path, body))
	}
	api.Post(d.api, more(step("publish-business", "publish", "registryapi.publish", map[string]any{"version": 2}), "registryapi.publish_more"), stepOf(d, "publish",
		func(in *publishIn) (string, registry.Step) { return in.Code, registry.Step{Version: in.Body.Number} }, d.Book.Publish))
	api.Post(d.api, step("return-business", "return", "registryapi.return", map[string]any{"version": 2, "sentence": sentence}), stepOf(d, "return",
		func(in *returnIn) (string, registry.Step) {
			return in.Code, registry.Step{Version: in.Body.Number, Sentence: in.Body.Sentence}
		}, d.Book.Return))
	api.Post(d.api, more(step("suspend-business", "suspend", "registryapi.suspend", map[string]any{"version": 3, "reason": "aduan", "sentence": sentence}), "registryapi.suspend_more"), stepOf(d, "suspend",
		func(in *suspendIn) (string, registry.Step) {
			return in.Code, registry.Step{Version: in.Body.Number, Reason: in.Body.Reason, Sentence: in.Body.Sentence}
		}, d.Book.Suspend))
	api.Post(d.api, step("resume-business", "resume", "registryapi.resume", map[string]any{"version": 4, "sentence": sentence}), stepOf(d, "resume",
		func(in *returnIn) (string, registry.Step) {
			return in.Code, registry.Step{Version: in.Body.Number, Sentence: in.Body.Sentence}
		}, d.Book.Resume))
	api.Post(d.api, more(step("merge-business", "merge", "registryapi.merge", map[string]any{"version": 3, "into": "0000000000001", "into_version": 2}), "registryapi.merge_more"), drawn(d,
		d.merge, func(in *mergeIn) string { return in.Code }))
	api.Post(d.api, more(step("unmerge-business", "unmerge", "registryapi.unmerge", map[string]any{"version": 4}), "registryapi.unmerge_more"), drawn(d,
		d.unmerge, func(in *publishIn) string { return in.Code }))
	d.verdicts()
}

// verdicts declares what is decided about two businesses, and about a row of a sheet.
func (d Desk) verdicts() {
	const pair, row = "/businesses/twins/decide", "/sheets/{id}/rows/{n}/decide"
	none := map[string]any{"a": "0000000000000", "b": "0000000000001", "version_a": 1, "version_b": 1, "state": "different"}
	ask := func(*db.Tx) (api.Call, error) { return api.Call{Path: pair, Body: none, Form: true}, nil }
	api.Post(d.api, more(nowhere(withExample(opDecides("decide-twins", pair, "registryapi.twins_decide"), ask)), "registryapi.twins_decide_more"), api.Act[verdictIn, string, TwinVerdict]{Act: d.verdict,
		Draw: func(tx *db.Tx, r *api.Request, in *verdictIn, state string) (TwinVerdict, error) {
			_, err := d.pairIn(tx, r.Caller.For, in)
			return TwinVerdict{in.Body.A, in.Body.B, state}, err
		}})
	kept := aForm("/sheets/{id}/rows/1/decide", map[string]any{"close": false})
	api.Post(d.api, more(withExample(opDecides("decide-tick", row, "registryapi.tick_decide"), kept), "registryapi.tick_decide_more"), api.Act[tickDecisionIn, db.ID, RTSheet]{Act: d.decideTick,
		Draw: func(tx *db.Tx, r *api.Request, _ *tickDecisionIn, id db.ID) (RTSheet, error) {
			return d.sheet(tx, r, id)
		}})
}

// drawn is an act about one business that is answered with its record.
func drawn[In any](d Desk, act func(tx *db.Tx, who api.Caller, in *In) (db.ID, error), code func(*In) string) api.Act[In, db.ID, BusinessRecord] {
	return api.Act[In, db.ID, BusinessRecord]{Act: act, Draw: func(tx *db.Tx, r *api.Request, in *In, _ db.ID) (BusinessRecord, error) {
		return d.record(tx, r, code(in))
	}}
}

// stepOf is a decision that moves one business on.
func stepOf[In any](d Desk, name string, read func(*In) (code string, in registry.Step), move func(*db.Tx, string, registry.Step) error) api.Act[In, db.ID, BusinessRecord] {
	return drawn(d, func(tx *db.Tx, who api.Caller, in *In) (db.ID, error) {
		code, step := read(in)
		return d.moved(tx, who, code, name, step, move)
	}, func(in *In) string { code, _ := read(in); return code })
}

// trace writes in the diary by which key a program decided about a business: the act
// beside it names the officer alone. Where nobody lets a program decide, it writes nothing.
func (d Desk) trace(tx *db.Tx, who api.Caller, business db.ID, act string) error {
	return d.traceOf(tx, who, "registry_business", business, act)
}

// traceOf does the same about what is no business: a call, an association, a rule, a code.
func (d Desk) traceOf(tx *db.Tx, who api.Caller, kind string, subject db.ID, act string) error {
	v, err := account.See(tx, who.For)
	if err != nil || !v.Decides() || leftOut("trace") {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: v.Actor(), Fact: "registry.decided_by_program", Kind: kind, Subject: subject, Data: map[string]any{"key": who.Key, "act": act}})
}

// merge says that a business is the same as another one, which stays.
func (d Desk) merge(tx *db.Tx, who api.Caller, in *mergeIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	into, err := d.within(tx, who.For, in.Body.Into)
	if err != nil {
		return 0, err
	}
	err = d.Twins.Merge(tx, who.For, ganda.Deciding{A: v.ID, B: into.ID, VersionA: in.Body.Number, VersionB: in.Body.IntoVersion, Keep: into.ID})
	if err == nil {
		err = d.trace(tx, who, v.ID, "merge")
	}
	return v.ID, err
}

// unmerge brings a merged business back, as it was.
func (d Desk) unmerge(tx *db.Tx, who api.Caller, in *publishIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	if _, err := d.Book.MayCheckOn(tx, who.For, v.ID); err != nil {
		return 0, err
	}
	if v.State != registry.Merged {
		return 0, fault.New(fault.Conflict, "registry.is_"+string(v.State))
	}
	err = d.Twins.Unmerge(tx, who.For, ganda.Deciding{A: v.ID, B: v.MergedInto, VersionA: in.Body.Number})
	if err == nil {
		err = d.trace(tx, who, v.ID, "unmerge")
	}
	return v.ID, err
}

// pairIn finds the two businesses of a verdict, for who may see both.
func (d Desk) pairIn(tx *db.Tx, session string, in *verdictIn) (out ganda.Deciding, err error) {
	a, err := d.within(tx, session, in.Body.A)
	if err != nil {
		return out, err
	}
	b, err := d.within(tx, session, in.Body.B)
	return ganda.Deciding{A: a.ID, B: b.ID, VersionA: in.Body.VersionA, VersionB: in.Body.VersionB}, err
}

// verdict says that two are two, or takes that back: then the pair waits again.
func (d Desk) verdict(tx *db.Tx, who api.Caller, in *verdictIn) (string, error) {
	say, err := d.pairIn(tx, who.For, in)
	if err != nil {
		return "", err
	}
	act, decide := "twins_different", d.Twins.Refuse
	if in.Body.State == string(ganda.Waiting) {
		act, decide = "twins_waiting", d.Twins.Reopen
	}
	if err := decide(tx, who.For, say); err != nil {
		return "", err
	}
	return in.Body.State, d.trace(tx, who, say.A, act)
}

// decideTick ends the waiting of a row that says that a business is gone.
func (d Desk) decideTick(tx *db.Tx, who api.Caller, in *tickDecisionIn) (db.ID, error) {
	id, err := d.sheetID(tx, who.For, in.ID)
	if err != nil {
		return 0, err
	}
	say := lembar.Decision{Sheet: id, N: in.N, Close: in.Body.Close, Reason: in.Body.Reason, Sentence: in.Body.Sentence}
	if err := d.sheets().Decide(tx, who.For, say); err != nil {
		return 0, err
	}
	w, err := d.sheets().See(tx, who.For, id)
	for _, row := range w.Rows {
		if err == nil && row.N == in.N {
			err = d.trace(tx, who, row.Business, "tick_decide")
		}
	}
	return id, err
}
