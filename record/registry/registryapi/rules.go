package registryapi

import (
	"strconv"
	"strings"
	"time"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/account"
	"alun/record/registry/aturan"
	"alun/record/registry/kbli"
	"alun/record/registry/size"
)

// CitySteps is the city's own steps inside micro, as the planner decides on them: what holds
// today, where each step ends, and the versions that the city wrote down.
type CitySteps struct {
	Seen     string        `json:"seen" doc:"registryapi.f_steps_seen"`
	Ends     []int64       `json:"ends" doc:"registryapi.f_steps_ends"`
	Law      *int64        `json:"last_end" doc:"registryapi.f_steps_law"`
	Versions []CityVersion `json:"versions" doc:"registryapi.f_steps_versions"`
}

// CityVersion is a version of the steps.
type CityVersion struct {
	ID       string    `json:"id" doc:"registryapi.f_steps_version"`
	From     string    `json:"valid_from" format:"date" doc:"size.f_from"`
	Basis    string    `json:"legal_basis" doc:"size.f_basis"`
	City     bool      `json:"made_by_city" doc:"registryapi.f_steps_city"`
	State    string    `json:"state" enum:"past,holds,coming,replaced" doc:"registryapi.f_steps_state"`
	Recorded time.Time `json:"recorded_at" doc:"size.f_recorded"`
}

// CodeMapping says that a code belongs or belonged to a subsector.
type CodeMapping struct {
	Version string  `json:"version" example:"2020" doc:"kbli.f_version"`
	Code    string  `json:"code" example:"56102" doc:"kbli.f_code"`
	Basis   string  `json:"basis" doc:"kbli.f_basis"`
	Decided string  `json:"decided_by" enum:"proposal,city" doc:"kbli.f_decided"`
	From    string  `json:"valid_from" format:"date" doc:"kbli.f_from"`
	Until   *string `json:"ended_on" format:"date" doc:"registryapi.f_mapping_until"`
	Why     string  `json:"end_reason,omitempty" doc:"registryapi.f_mapping_why"`
}

type cutStepsIn struct {
	api.Keyed
	Body struct {
		Seen   string  `json:"seen" minLength:"1" maxLength:"13" doc:"registryapi.f_steps_seen"`
		Ends   []int64 `json:"ends" minItems:"1" maxItems:"5" doc:"registryapi.f_steps_ends"`
		From   string  `json:"valid_from" maxLength:"10" example:"2027-01-01" doc:"registryapi.f_steps_from"`
		Number string  `json:"decree" maxLength:"120" example:"Keputusan Wali Kota Balikpapan Nomor 188.45-12/2027" doc:"registryapi.f_steps_decree"`
		Why    string  `json:"why" maxLength:"240" example:"Sesuai hasil kajian omzet tahun lalu." doc:"registryapi.f_steps_why"`
	}
}

type withdrawStepsIn struct {
	api.Keyed
	IDPath
	Body struct{}
}

// SlugPath names a subsector.
type SlugPath struct {
	Slug string `path:"slug" maxLength:"40" example:"kuliner" doc:"kbli.f_slug"`
}

type mappingsIn struct{ SlugPath }

type mapCodeIn struct {
	api.Keyed
	SlugPath
	Body struct {
		Version string `json:"version" maxLength:"8" example:"2020" doc:"kbli.f_version"`
		Code    string `json:"code" maxLength:"10" example:"56102" doc:"kbli.f_code"`
		Why     string `json:"why" maxLength:"500" example:"Usaha ini menjual makanan siap saji." doc:"registryapi.f_mapping_why"`
	}
}

func (in *mapCodeIn) key() kbli.Key {
	return kbli.Key{Version: in.Body.Version, Code: strings.ReplaceAll(in.Body.Code, " ", "")}
}

// rules declares what the planner decides by rules: the city's steps, and which subsector a
// code belongs to. How many businesses a draft would move is counted on the page alone: that
// opens what many of them told in confidence.
func (d Desk) rules() {
	const steps = "/size/steps"
	see := more(withExample(op("get-city-steps", steps, "registryapi.city_steps"), api.Ask(steps)), "registryapi.city_steps_more")
	see.Scope = ScopeDecide
	api.Get(d.api, see, func(tx *db.Tx, r *api.Request, _ *struct{}) (CitySteps, error) { return d.citySteps(tx, r.Caller.For) })
	drawn := func(tx *db.Tx, r *api.Request) (CitySteps, error) { return d.citySteps(tx, r.Caller.For) }
	none := map[string]any{"seen": "0000000000000", "ends": []int64{75_000_000, 300_000_000, 1_000_000_000}, "valid_from": "2027-01-01", "decree": "Keputusan Wali Kota Balikpapan Nomor 188.45-12/2027", "why": "Sesuai hasil kajian omzet tahun lalu."}
	cut := nowhere(withExample(opDecides("cut-city-steps", steps, "registryapi.cut_steps"), aForm(steps, none)))
	cut.Made = true
	api.Post(d.api, more(cut, "registryapi.cut_steps_more"), api.Act[cutStepsIn, db.ID, CitySteps]{Act: d.cutSteps, Draw: func(tx *db.Tx, r *api.Request, _ *cutStepsIn, _ db.ID) (CitySteps, error) { return drawn(tx, r) }})
	withdraw := withExample(opDecides("withdraw-city-steps", steps+"/{id}/withdraw", "registryapi.withdraw_steps"), aForm(steps+"/{id}/withdraw", map[string]any{}))
	api.Post(d.api, more(withdraw, "registryapi.withdraw_steps_more"), api.Act[withdrawStepsIn, db.ID, CitySteps]{Act: d.withdrawSteps,
		Draw: func(tx *db.Tx, r *api.Request, _ *withdrawStepsIn, _ db.ID) (CitySteps, error) { return drawn(tx, r) }})
	d.mappings()
}

// mappings declares which codes belong and belonged to a subsector, for everybody, and how
// the planner changes that.
func (d Desk) mappings() {
	const at = "/subsectors/{slug}/codes"
	list := func(tx *db.Tx, slug string) (api.List[CodeMapping], error) {
		out := api.List[CodeMapping]{Items: []CodeMapping{}}
		if _, found, err := kbli.SubsectorBySlug(tx, slug); err != nil || !found {
			return out, fault.New(fault.NotFound, "kbli.no_subsector", slug).Because(err)
		}
		all, err := kbli.MappingsOf(tx, slug)
		for _, m := range all {
			out.Items = append(out.Items, mappingOf(m))
		}
		return out, err
	}
	api.Get(d.api, api.Op{ID: "list-subsector-codes", Path: at, Tag: "registry", Say: "registryapi.mappings", More: "registryapi.mappings_more", Example: api.Ask("/subsectors/kuliner/codes")},
		func(tx *db.Tx, _ *api.Request, in *mappingsIn) (api.List[CodeMapping], error) {
			return list(tx, in.Slug)
		})
	for _, x := range []struct {
		name, say, more string
		act             func(*db.Tx, string, string, kbli.Key, string) error
	}{{"map", "registryapi.map_code", "registryapi.map_code_more", kbli.Map}, {"unmap", "registryapi.unmap_code", "registryapi.unmap_code_more", kbli.Unmap}} {
		ask := func(*db.Tx) (api.Call, error) {
			return api.Call{Path: "/subsectors/contoh/codes/" + x.name, Form: true, Body: map[string]any{"version": "2020", "code": "56102", "why": "Usaha ini menjual makanan siap saji."}}, nil
		}
		o := withExample(opDecides(x.name+"-code", at+"/"+x.name, x.say), ask)
		api.Post(d.api, more(o, x.more), api.Act[mapCodeIn, struct{}, api.List[CodeMapping]]{
			Act: func(tx *db.Tx, who api.Caller, in *mapCodeIn) (struct{}, error) {
				return struct{}{}, d.mapCode(tx, who, in, x.name, x.act)
			},
			Draw: func(tx *db.Tx, _ *api.Request, in *mapCodeIn, _ struct{}) (api.List[CodeMapping], error) {
				return list(tx, in.Slug)
			}})
	}
}

func mappingOf(m kbli.Mapping) CodeMapping {
	out := CodeMapping{Version: m.Key.Version, Code: m.Key.Code, Basis: m.Basis, Decided: "city", From: date.DayOf(m.From).String(), Until: knownDay(m.Until), Why: m.EndWhy}
	if m.Proposed() {
		out.Decided = "proposal"
	}
	return out
}

// mapCode puts a code into a subsector, or takes it out.
func (d Desk) mapCode(tx *db.Tx, who api.Caller, in *mapCodeIn, name string, act func(*db.Tx, string, string, kbli.Key, string) error) error {
	if _, err := account.May(tx, who.For, kbli.MayMapSubsector, account.At{}); err != nil {
		return err
	}
	if _, found, err := kbli.SubsectorBySlug(tx, in.Slug); err != nil || !found {
		return fault.New(fault.NotFound, "kbli.no_subsector", in.Slug).Because(err)
	}
	had, _, err := kbli.MappingOf(tx, in.key())
	if err == nil {
		err = act(tx, who.For, in.Slug, in.key(), in.Body.Why)
	}
	if err != nil {
		return err
	}
	now, found, err := kbli.MappingOf(tx, in.key())
	if !found {
		now = had
	}
	if err == nil {
		err = d.traceOf(tx, who, "registry_kbli_mapping", now.ID, name+"_code")
	}
	return err
}

// citySteps is what the planner has before them.
func (d Desk) citySteps(tx *db.Tx, session string) (CitySteps, error) {
	out := CitySteps{Ends: []int64{}, Versions: []CityVersion{}}
	if _, err := account.May(tx, session, aturan.MayRule, account.At{}); err != nil {
		return out, err
	}
	rules, err := size.Read(tx)
	if err != nil {
		return out, err
	}
	replaced, err := size.Replaced(tx)
	today := date.DayOf(tx.Now())
	if out.Seen = d.api.Code(rules.Newest(size.Steps).ID); err != nil {
		return out, err
	}
	if m, found := rules.InMicro(today); found {
		law, _ := m.Law.Bound(size.Sales)
		last := law.Last()
		out.Ends, out.Law = append(out.Ends, m.Ends()...), &last
	}
	now, _ := rules.On(size.Steps, today)
	for _, v := range append(rules.Versions(size.Steps), replaced...) {
		if v.Scheme == size.Steps {
			out.Versions = append(out.Versions, d.cityVersion(v, now.ID, today))
		}
	}
	return out, nil
}

func (d Desk) cityVersion(v size.Version, holds db.ID, today date.Day) CityVersion {
	out := CityVersion{ID: d.api.Code(v.ID), From: v.From.String(), City: v.By == size.ByCity, State: "past", Recorded: api.Instant(v.Recorded)}
	if len(v.Rules) > 0 {
		out.Basis = v.Rules[0].Basis
	}
	switch {
	case !v.Replaced.IsZero():
		out.State = "replaced"
	case v.ID == holds:
		out.State = "holds"
	case today.Before(v.From):
		out.State = "coming"
	}
	return out
}

// stepsVersion finds the version of the city's steps that a code names, for who decides on
// them: one that was replaced too.
func (d Desk) stepsVersion(tx *db.Tx, session, code string) (db.ID, error) {
	all, err := d.citySteps(tx, session)
	if err != nil {
		return 0, err
	}
	for _, v := range all.Versions {
		if v.ID == code {
			return d.idOf(code, "registryapi.no_version")
		}
	}
	return 0, fault.New(fault.NotFound, "registryapi.no_version")
}

// stepsFields are the names of fields on the page, as they are called here.
func stepsFields(ends int) map[string]string {
	out := map[string]string{"mulai": "valid_from", "keputusan": "decree", "alasan": "why"}
	for i := range ends {
		out[aturan.EndField(i)] = "ends/" + strconv.Itoa(i)
	}
	return out
}

// cutSteps writes down where the city's steps end from a day on.
func (d Desk) cutSteps(tx *db.Tx, who api.Caller, in *cutStepsIn) (db.ID, error) {
	b := in.Body
	seen, err := d.stepsVersion(tx, who.For, b.Seen)
	if err != nil {
		return 0, err
	}
	draft := aturan.Typed{From: b.From, Number: b.Number, Why: b.Why, Lang: lang.ID}
	for _, end := range b.Ends {
		draft.Ends = append(draft.Ends, strconv.FormatInt(end, 10))
	}
	id, err := aturan.Publish(tx, who.For, aturan.Publishing{Typed: draft, Seen: seen})
	if err == nil {
		err = d.traceOf(tx, who, "registry_size_version", id, "cut_steps")
	}
	return id, renamed(err, stepsFields(len(b.Ends)))
}

// withdrawSteps takes a version of the city's back that does not hold yet.
func (d Desk) withdrawSteps(tx *db.Tx, who api.Caller, in *withdrawStepsIn) (db.ID, error) {
	id, err := d.stepsVersion(tx, who.For, in.ID)
	if err == nil {
		err = aturan.Withdraw(tx, who.For, id)
	}
	if err == nil {
		err = d.traceOf(tx, who, "registry_size_version", id, "withdraw_steps")
	}
	return id, err
}
