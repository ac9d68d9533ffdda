package registryapi

import (
	"strconv"

	"alun/ground/api"
	"alun/ground/db"
	"alun/record/registry"
)

// TypedFacts are facts of a business as people write them. One that is left out stays as
// it is; an empty text takes it away.
type TypedFacts struct {
	Kind          *string `json:"kind,omitempty" maxLength:"20" example:"usaha" doc:"registryapi.t_kind"`
	Name          *string `json:"name,omitempty" maxLength:"400" example:"Dapur Sari" doc:"registry.fact_name"`
	OtherNames    *string `json:"other_names,omitempty" maxLength:"2000" doc:"registryapi.t_other_names"`
	NIB           *string `json:"nib,omitempty" maxLength:"60" doc:"registry.fact_nib"`
	LegalForm     *string `json:"legal_form,omitempty" maxLength:"60" example:"perorangan" doc:"registryapi.t_legal_form"`
	Kelurahan     *string `json:"kelurahan,omitempty" maxLength:"40" example:"64.71.02.1002" doc:"registryapi.t_kelurahan"`
	RT            *string `json:"rt,omitempty" maxLength:"20" example:"14" doc:"registry.fact_rt"`
	Address       *string `json:"address,omitempty" maxLength:"1000" doc:"registry.fact_address"`
	AtHome        *string `json:"at_home,omitempty" maxLength:"20" example:"ya" doc:"registryapi.t_at_home"`
	AddressPublic *string `json:"address_public,omitempty" maxLength:"20" doc:"registryapi.t_public"`
	Point         *string `json:"point,omitempty" maxLength:"80" example:"-1.239060 116.880710 gps" doc:"registryapi.t_point"`
	StreetVendor  *string `json:"street_vendor,omitempty" maxLength:"20" doc:"registryapi.t_street_vendor"`
	Phone         *string `json:"phone,omitempty" maxLength:"60" doc:"registry.fact_phone"`
	PhonePublic   *string `json:"phone_public,omitempty" maxLength:"20" doc:"registryapi.t_public"`
	WA            *string `json:"wa,omitempty" maxLength:"60" doc:"registry.fact_wa"`
	WAPublic      *string `json:"wa_public,omitempty" maxLength:"20" doc:"registryapi.t_public"`
	Mail          *string `json:"mail,omitempty" maxLength:"400" doc:"registry.fact_mail"`
	MailPublic    *string `json:"mail_public,omitempty" maxLength:"20" doc:"registryapi.t_public"`
	Web           *string `json:"web,omitempty" maxLength:"1000" doc:"registry.fact_web"`
	Opens         *string `json:"hours,omitempty" maxLength:"1000" example:"Sen-Sab 08.00-17.00" doc:"registryapi.t_hours"`
	AboutID       *string `json:"about_id,omitempty" maxLength:"8000" doc:"registry.fact_about_id"`
	AboutEN       *string `json:"about_en,omitempty" maxLength:"8000" doc:"registry.fact_about_en"`
	AboutJA       *string `json:"about_ja,omitempty" maxLength:"8000" doc:"registry.fact_about_ja"`
	WorkersM      *string `json:"workers_m,omitempty" maxLength:"20" example:"2" doc:"registry.fact_workers_m"`
	WorkersF      *string `json:"workers_f,omitempty" maxLength:"20" example:"3" doc:"registry.fact_workers_f"`
	Sales         *string `json:"sales,omitempty" maxLength:"60" doc:"registryapi.t_band"`
	Capital       *string `json:"capital,omitempty" maxLength:"60" doc:"registryapi.t_band"`
	Capacity      *string `json:"capacity,omitempty" maxLength:"200" example:"200 bungkus/hari" doc:"registryapi.t_capacity"`
	Started       *string `json:"started,omitempty" maxLength:"20" example:"2019-05" doc:"registryapi.t_started"`
	KBLI          *string `json:"kbli,omitempty" maxLength:"400" example:"2020:56102*" doc:"registryapi.t_kbli"`
	Subsectors    *string `json:"subsectors,omitempty" maxLength:"400" example:"kuliner" doc:"registryapi.t_subsectors"`
}

// values are the facts that were given.
func (t TypedFacts) values() (registry.Values, error) {
	texts, err := textsIn(t)
	out := registry.Values{}
	for name, text := range texts {
		out[registry.Fact(name)] = text
	}
	return out, err
}

// BusinessRecord is a business as one of its people or officers sees it.
type BusinessRecord struct {
	Code    string       `json:"code" doc:"directory.f_code"`
	Number  int64        `json:"version" minimum:"1" doc:"registryapi.f_version"`
	State   string       `json:"state" enum:"draft,submitted,returned,published,suspended,closed,merged" doc:"registryapi.f_state"`
	As      string       `json:"seen_as" enum:"owner,helper,officer" doc:"registryapi.f_seen_as"`
	Demo    bool         `json:"made_up" doc:"directory.f_demo"`
	Into    string       `json:"merged_into,omitempty" doc:"registryapi.f_merged_into"`
	Facts   []RecordFact `json:"facts" doc:"registryapi.f_record_facts"`
	Missing []RecordLack `json:"missing" doc:"registryapi.f_missing"`
}

// Version names the state that a PATCH compares.
func (b BusinessRecord) Version() string { return recordVersion(b.Code, b.Number, b.As) }

func recordVersion(code string, number int64, as string) string {
	return api.Version([]string{code, strconv.FormatInt(number, 10), as})
}

// RecordFact is a fact with its proof.
type RecordFact struct {
	BusinessFact
	Source string  `json:"source,omitempty" doc:"registryapi.f_source"`
	From   *string `json:"true_from" format:"date" doc:"registryapi.f_true_from"`
	Until  *string `json:"true_until" format:"date" doc:"registryapi.f_true_until"`
}

// RecordLack is what a business lacks to be handed in.
type RecordLack struct {
	Fact string `json:"fact" doc:"directory.f_fact"`
	Why  string `json:"why" doc:"registryapi.f_why_asked"`
	How  string `json:"how" doc:"registryapi.f_how"`
}

// RecordSaved is a business after a change, with what became of the change.
type RecordSaved struct {
	BusinessRecord
	Changed  []string `json:"changed" doc:"registryapi.f_changed"`
	Proposed []string `json:"proposed" doc:"registryapi.f_proposed"`
}

// recordKept is what became of a change, as it is kept for a day: names, no values.
type recordKept struct {
	Business          db.ID
	Changed, Proposed []string
}

type registerIn struct {
	api.Keyed
	Body struct {
		TypedFacts
		Sure bool `json:"sure,omitempty" doc:"registryapi.f_sure"`
	}
}

type recordIn struct {
	CodePath
}

type changeRecordIn struct {
	api.Keyed
	CodePath
	Seen
	Body struct {
		TypedFacts
		Sure bool `json:"sure,omitempty" doc:"registryapi.f_sure"`
	}
}

func (d Desk) records() {
	api.Get(d.api, more(withExample(op("list-own-businesses", "/businesses/own", "registryapi.own"), api.Ask("/businesses/own")), "registryapi.own_more"), d.own)
	api.Post(d.api, more(makes(withExample(op("register-business", "/businesses", "registryapi.register"), aDraft("/businesses", firstWords))), "registryapi.register_more"),
		api.Act[registerIn, recordKept, BusinessRecord]{Act: d.register, Draw: func(tx *db.Tx, r *api.Request, _ *registerIn, k recordKept) (BusinessRecord, error) {
			return d.record(tx, r, d.api.Code(k.Business))
		}})
	api.Get(d.api, more(withExample(op("get-record", "/businesses/{code}/record", "registryapi.record"), aForm("/businesses/{code}/record", nil)), "registryapi.record_more"),
		func(tx *db.Tx, r *api.Request, in *recordIn) (BusinessRecord, error) { return d.record(tx, r, in.Code) })
	api.Patch(d.api, more(withExample(op("change-record", "/businesses/{code}/record", "registryapi.change"), aForm("/businesses/{code}/record", map[string]any{"hours": "Sen-Sab 08.00-17.00"})), "registryapi.change_more"),
		api.Act[changeRecordIn, recordKept, RecordSaved]{Act: d.change, Draw: func(tx *db.Tx, r *api.Request, in *changeRecordIn, k recordKept) (RecordSaved, error) {
			b, err := d.record(tx, r, in.Code)
			return RecordSaved{b, k.Changed, k.Proposed}, err
		}})
}

// firstWords are an example's: what a business begins with.
var firstWords = map[string]any{"kind": "usaha", "name": "Dapur Sari", "kelurahan": "64.71.02.1002"}

// aDraft is an example that works for whoever may.
func aDraft(path string, body any) func(*db.Tx) (api.Call, error) {
	return func(*db.Tx) (api.Call, error) { return api.Call{Path: path, Body: body}, nil }
}

func withExample(o api.Op, example func(*db.Tx) (api.Call, error)) api.Op {
	o.Example = example
	return o
}

func (d Desk) own(tx *db.Tx, r *api.Request, _ *struct{}) (api.List[BusinessRecord], error) {
	out := api.List[BusinessRecord]{Items: []BusinessRecord{}}
	all, err := d.Book.Mine(tx, r.Caller.For)
	for _, v := range all {
		out.Items = append(out.Items, d.recordOf(r, v))
	}
	return out, err
}

func (d Desk) record(tx *db.Tx, r *api.Request, code string) (BusinessRecord, error) {
	v, err := d.within(tx, r.Caller.For, code)
	if err != nil {
		return BusinessRecord{}, err
	}
	return d.recordOf(r, v), nil
}

func (d Desk) recordOf(r *api.Request, v registry.View) BusinessRecord {
	out := BusinessRecord{Code: d.api.Code(v.ID), Number: v.Business.Version, State: string(v.State), As: string(v.As), Demo: v.Demo, Facts: []RecordFact{}, Missing: []RecordLack{}}
	if v.MergedInto != 0 {
		out.Into = d.api.Code(v.MergedInto)
	}
	for _, f := range v.Facts.Facts() {
		if f == registry.RT && v.As == registry.Officer && !v.Facts.Fixed() {
			continue // one after the other, records would be a list of doors and stalls
		}
		p := v.Proofs[f]
		one := RecordFact{BusinessFact{Fact: string(f), Value: v.Facts[f], Level: p.Level.Code(), Since: knownDay(p.At)}, p.Source, dayText(p.From), dayText(p.Until)}
		if p.Over != 0 {
			one.Over = p.Over.Code()
		}
		out.Facts = append(out.Facts, one)
	}
	if v.As == registry.Officer {
		return out // an officer does not see whether a sealed fact is there
	}
	for _, l := range registry.Missing(v.Facts) {
		out.Missing = append(out.Missing, RecordLack{string(l.Fact), r.Lang.T(l.Why), r.Lang.T(l.How)})
	}
	return out
}

// fromPrograms is where businesses come from that a program writes down: with the key of
// the call it names them for ever, longer than an answer is kept.
const fromPrograms = "api"

func (d Desk) register(tx *db.Tx, who api.Caller, in *registerIn) (recordKept, error) {
	id, err := d.writeDown(tx, who, in.Body.TypedFacts, registry.Registering{Key: in.Key, Sure: in.Body.Sure})
	return recordKept{Business: id}, err
}

// writeDown writes a business down for whom the caller acts: a maker's own, at a counter
// nobody's yet. For whom a helper writes is chosen on the page. Nobody says here that a
// fact is proven: a program shows no document.
func (d Desk) writeDown(tx *db.Tx, who api.Caller, facts TypedFacts, in registry.Registering) (id db.ID, err error) {
	in.Source, in.Strict = fromPrograms, true
	if in.Set, err = facts.values(); err != nil {
		return 0, err
	}
	id, err = d.Book.Register(tx, who.For, in)
	return id, asked(err)
}

// change says facts anew, on the state that the caller has seen.
func (d Desk) change(tx *db.Tx, who api.Caller, in *changeRecordIn) (recordKept, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return recordKept{}, err
	}
	c := registry.Changing{Business: v.ID, Version: v.Business.Version, Sure: in.Body.Sure}
	if !leftOut("if-match") {
		if err := api.Match(in.IfMatch, recordVersion(in.Code, v.Business.Version, string(v.As))); err != nil {
			return recordKept{}, err
		}
	}
	if c.Set, err = in.Body.values(); err != nil {
		return recordKept{}, err
	}
	saved, err := d.Book.Change(tx, who.For, c)
	return recordKept{v.ID, factNames(saved.Changed), factNames(saved.Proposed)}, raced(asked(err))
}
