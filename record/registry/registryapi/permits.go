package registryapi

import (
	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// RecordPermit is a permit or certificate that a business holds, with its number.
type RecordPermit struct {
	ID     string  `json:"id" doc:"registryapi.f_permit_id"`
	Kind   string  `json:"kind" enum:"halal,pirt,bpom,sni,hki,lingkungan,lain" doc:"directory.f_permit_kind"`
	Number string  `json:"number" doc:"registryapi.f_number"`
	Issuer string  `json:"issuer" doc:"registryapi.f_issuer"`
	Issued *string `json:"issued" format:"date" doc:"registryapi.f_issued"`
	Until  *string `json:"until" format:"date" doc:"directory.f_until"`
	Level  string  `json:"level" enum:"told,through,sheet,seen,document,register" doc:"directory.f_level"`
}

// RecordPerson is somebody in a business.
type RecordPerson struct {
	ID      string  `json:"id" doc:"registryapi.f_person_id"`
	Account bool    `json:"has_account" doc:"registryapi.f_has_account"`
	Name    string  `json:"name,omitempty" doc:"registryapi.f_person_name"`
	Role    string  `json:"role" enum:"owner,helper,worker" doc:"registryapi.f_role"`
	Since   *string `json:"since" format:"date" doc:"registryapi.f_since"`
	Until   *string `json:"until" format:"date" doc:"registryapi.f_person_until"`
}

type addPermitIn struct {
	api.Keyed
	CodePath
	Body struct {
		Kind   string `json:"kind" enum:"halal,pirt,bpom,sni,hki,lingkungan,lain" doc:"directory.f_permit_kind"`
		Number string `json:"number" maxLength:"200" example:"ID64110000123450123" doc:"registryapi.f_number"`
		Issuer string `json:"issuer,omitempty" maxLength:"400" example:"BPJPH" doc:"registryapi.f_issuer"`
		Issued string `json:"issued,omitempty" maxLength:"10" example:"2026-02-11" doc:"registryapi.f_issued"`
		Until  string `json:"until,omitempty" maxLength:"10" doc:"directory.f_until"`
	}
}

type removePermitIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct {
		Reason string `json:"reason" enum:"salah_tulis,dicabut,diganti" doc:"registryapi.f_permit_reason"`
	}
}

type addPersonIn struct {
	api.Keyed
	CodePath
	Body struct {
		Name  string `json:"name" minLength:"1" maxLength:"400" example:"Siti Aminah" doc:"registryapi.f_person_name"`
		Role  string `json:"role" enum:"owner,helper,worker" doc:"registryapi.f_role"`
		Since string `json:"since,omitempty" maxLength:"10" example:"2026-01-05" doc:"registryapi.f_since"`
	}
}

type endPersonIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct {
		Until string `json:"until" minLength:"10" maxLength:"10" example:"2026-06-30" doc:"registryapi.f_person_until"`
	}
}

func (d Desk) holdings() {
	const at = "/businesses/{code}/record/permits"
	api.Get(d.api, withExample(op("list-permits", at, "registryapi.permits"), aForm(at, nil)), d.permits)
	api.Post(d.api, makes(withExample(op("add-permit", at, "registryapi.add_permit"), aForm(at, map[string]any{"kind": "halal", "number": "ID64110000123450123"}))),
		api.Act[addPermitIn, db.ID, api.List[RecordPermit]]{Act: d.addPermit, Draw: func(tx *db.Tx, r *api.Request, in *addPermitIn, _ db.ID) (api.List[RecordPermit], error) {
			return d.permits(tx, r, &recordIn{in.CodePath})
		}})
	api.Post(d.api, changes(withExample(op("remove-permit", at+"/{id}/remove", "registryapi.remove_permit"), aForm(at+"/{id}/remove", map[string]any{"reason": "diganti"}))),
		api.Act[removePermitIn, db.ID, api.List[RecordPermit]]{Act: d.removePermit, Draw: func(tx *db.Tx, r *api.Request, in *removePermitIn, _ db.ID) (api.List[RecordPermit], error) {
			return d.permits(tx, r, &recordIn{in.CodePath})
		}})
}

func (d Desk) permits(tx *db.Tx, r *api.Request, in *recordIn) (api.List[RecordPermit], error) {
	out := api.List[RecordPermit]{Items: []RecordPermit{}}
	v, err := d.within(tx, r.Caller.For, in.Code)
	if err != nil {
		return out, err
	}
	all, err := registry.Permits(tx, v.ID)
	for _, p := range all {
		out.Items = append(out.Items, d.permitOf(p))
	}
	return out, err
}

func (d Desk) permitOf(p registry.Permit) RecordPermit {
	return RecordPermit{d.api.Code(p.ID), p.Kind, p.Number, p.Issuer, dayText(p.Issued), dayText(p.Until), p.Level.Code()}
}

func (d Desk) personOf(p registry.Person) RecordPerson {
	return RecordPerson{d.api.Code(p.ID), p.Person != 0, p.Name, p.Role, dayText(p.Since), dayText(p.Until)}
}

func (d Desk) addPermit(tx *db.Tx, who api.Caller, in *addPermitIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	p := registry.Permit{Business: v.ID, Kind: in.Body.Kind, Number: in.Body.Number, Issuer: in.Body.Issuer}
	if p.Issued, err = dayOf("issued", in.Body.Issued); err == nil {
		p.Until, err = dayOf("until", in.Body.Until)
	}
	if err != nil {
		return 0, err
	}
	return d.Book.AddPermit(tx, who.For, p)
}

func (d Desk) removePermit(tx *db.Tx, who api.Caller, in *removePermitIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	id, _ := d.api.ID(in.ID)
	all, err := registry.Permits(tx, v.ID)
	if err != nil {
		return 0, err
	}
	for _, p := range all {
		if p.ID == id {
			return id, d.Book.RemovePermit(tx, who.For, id, in.Body.Reason)
		}
	}
	return 0, fault.New(fault.NotFound, "registry.no_permit")
}

func (d Desk) people() {
	const at = "/businesses/{code}/record/people"
	api.Get(d.api, more(withExample(op("list-people", at, "registryapi.people"), aForm(at, nil)), "registryapi.people_more"), d.listPeople)
	api.Post(d.api, more(makes(withExample(op("add-person", at, "registryapi.add_person"), aForm(at, map[string]any{"name": "Siti Aminah", "role": "worker"}))), "registryapi.add_person_more"),
		api.Act[addPersonIn, db.ID, api.List[RecordPerson]]{Act: d.addPerson, Draw: func(tx *db.Tx, r *api.Request, in *addPersonIn, _ db.ID) (api.List[RecordPerson], error) {
			return d.listPeople(tx, r, &recordIn{in.CodePath})
		}})
	api.Post(d.api, changes(withExample(op("end-person", at+"/{id}/end", "registryapi.end_person"), aForm(at+"/{id}/end", map[string]any{"until": "2026-06-30"}))),
		api.Act[endPersonIn, db.ID, api.List[RecordPerson]]{Act: d.endPerson, Draw: func(tx *db.Tx, r *api.Request, in *endPersonIn, _ db.ID) (api.List[RecordPerson], error) {
			return d.listPeople(tx, r, &recordIn{in.CodePath})
		}})
}

func (d Desk) listPeople(tx *db.Tx, r *api.Request, in *recordIn) (api.List[RecordPerson], error) {
	out := api.List[RecordPerson]{Items: []RecordPerson{}}
	v, err := d.within(tx, r.Caller.For, in.Code)
	if err != nil {
		return out, err
	}
	all, err := d.Book.People(tx, r.Caller.For, v.ID)
	for _, p := range all {
		out.Items = append(out.Items, d.personOf(p))
	}
	return out, err
}

func (d Desk) addPerson(tx *db.Tx, who api.Caller, in *addPersonIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	since, err := dayOf("since", in.Body.Since)
	if err != nil {
		return 0, err
	}
	return d.Book.AddPerson(tx, who.For, registry.Joining{Business: v.ID, Name: in.Body.Name, Role: in.Body.Role, Since: since})
}

func (d Desk) endPerson(tx *db.Tx, who api.Caller, in *endPersonIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	last, err := dayOf("until", in.Body.Until)
	if err != nil {
		return 0, err
	}
	id, _ := d.api.ID(in.ID)
	all, err := d.Book.People(tx, who.For, v.ID)
	if err != nil {
		return 0, err
	}
	for _, p := range all {
		if p.ID == id {
			return id, d.Book.EndPerson(tx, who.For, id, last)
		}
	}
	return 0, fault.New(fault.NotFound, "registry.no_person")
}
