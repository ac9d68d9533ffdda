package registryapi

import (
	"strconv"
	"strings"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry/asosiasi"
)

// KeptAssociation is an association as the planner keeps it, with who speaks for it.
type KeptAssociation struct {
	Code     string               `json:"code" doc:"registryapi.f_association"`
	Number   int64                `json:"version" minimum:"1" doc:"registryapi.f_version"`
	State    string               `json:"state" enum:"proposed,recognised,ended" doc:"registryapi.f_association_state"`
	Demo     bool                 `json:"made_up" doc:"directory.f_demo"`
	Managers []AssociationManager `json:"managers" doc:"registryapi.f_managers"`
	TypedAssociation
}

// Version names the state that a PATCH compares.
func (a KeptAssociation) Version() string { return associationVersion(a.Code, a.Number) }

func associationVersion(code string, number int64) string {
	return api.Version([]string{"association", code, strconv.FormatInt(number, 10)})
}

// AssociationManager is somebody who speaks or spoke for an association.
type AssociationManager struct {
	ID    string     `json:"id" doc:"registryapi.f_manager"`
	Name  string     `json:"name" doc:"registryapi.f_manager_name"`
	Last  *string    `json:"last_day" format:"date" doc:"registryapi.f_manager_last"`
	Made  time.Time  `json:"made_at" doc:"registryapi.f_member_made"`
	Ended *time.Time `json:"ended_at" doc:"registryapi.f_member_ended"`
}

// TypedAssociation is what is said of an association. One contact at least is needed;
// contacts are public.
type TypedAssociation struct {
	Name       string   `json:"name" maxLength:"300" example:"Paguyuban Perajin Amplang" doc:"registryapi.f_association_name"`
	Short      string   `json:"short,omitempty" maxLength:"100" doc:"registryapi.f_association_short"`
	About      string   `json:"about" maxLength:"3000" doc:"registryapi.f_association_about"`
	Subsectors []string `json:"subsectors,omitempty" maxItems:"17" uniqueItems:"true" example:"kuliner" doc:"registryapi.f_association_subsectors"`
	Phone      string   `json:"phone,omitempty" maxLength:"100" doc:"registry.fact_phone"`
	Mail       string   `json:"mail,omitempty" maxLength:"200" doc:"registry.fact_mail"`
	Web        string   `json:"web,omitempty" maxLength:"300" doc:"registry.fact_web"`
	Started    string   `json:"started,omitempty" maxLength:"40" example:"2015" doc:"registryapi.t_started"`
	Legal      string   `json:"legal,omitempty" maxLength:"400" doc:"registryapi.f_association_legal"`
}

func (t TypedAssociation) entry() asosiasi.Entry {
	return asosiasi.Entry{Name: t.Name, Short: t.Short, About: t.About, Subsectors: strings.Join(t.Subsectors, " "), Phone: t.Phone, Mail: t.Mail, Web: t.Web, Started: t.Started, Legal: t.Legal}
}

type registerAssociationIn struct {
	api.Keyed
	Body struct {
		TypedAssociation
	}
}

type changeAssociationIn struct {
	api.Keyed
	CodePath
	Seen
	Body struct {
		TypedAssociation
	}
}

type associationStepIn struct {
	api.Keyed
	CodePath
	Body struct {
		Decided
	}
}

type nameManagerIn struct {
	api.Keyed
	CodePath
	Body struct {
		Login Login  `json:"login" minLength:"1" maxLength:"200" example:"0812-3456-7890" doc:"registryapi.f_login"`
		Last  string `json:"last_day,omitempty" maxLength:"10" example:"2027-12-31" doc:"registryapi.f_manager_last"`
	}
}

const keptOnes, keptOne = "/associations/kept", oneAssociation + "/kept"

// keepings declares what the planner does with the list of associations.
func (d Desk) keepings() {
	list := more(withExample(op("list-kept-associations", keptOnes, "registryapi.kept"), api.Ask(keptOnes)), "registryapi.kept_more")
	list.Scope = ScopeDecide
	api.Get(d.api, list, d.keptAll)
	one := withExample(op("get-kept-association", keptOne, "registryapi.kept_one"), aForm(keptOne, nil))
	one.Scope = ScopeDecide
	api.Get(d.api, one, func(tx *db.Tx, r *api.Request, in *recordIn) (KeptAssociation, error) {
		id, err := d.keptID(tx, r.Caller.For, in.Code)
		if err != nil {
			return KeptAssociation{}, err
		}
		return d.kept(tx, r, id)
	})
	body := map[string]any{"name": "Paguyuban Perajin Amplang", "about": "Perajin amplang dan olahan ikan di Balikpapan.", "mail": "sekretariat@amplang.example", "started": "2015"}
	register := withExample(opDecides("register-association", "/associations", "registryapi.register_association"), aDraft("/associations", body))
	register.Made = true
	api.Post(d.api, more(register, "registryapi.register_association_more"), api.Act[registerAssociationIn, db.ID, KeptAssociation]{
		Act: func(tx *db.Tx, who api.Caller, in *registerAssociationIn) (db.ID, error) {
			id, err := d.Associations.Register(tx, who.For, in.Body.entry())
			if err == nil {
				err = d.traceOf(tx, who, "registry_asosiasi", id, "register_association")
			}
			return id, renamed(err, associationFields)
		}, Draw: func(tx *db.Tx, r *api.Request, _ *registerAssociationIn, id db.ID) (KeptAssociation, error) {
			return d.kept(tx, r, id)
		}})
	change := withExample(opDecides("change-association", keptOne, "registryapi.change_association"), aForm(keptOne, body))
	api.Patch(d.api, more(change, "registryapi.change_association_more"), api.Act[changeAssociationIn, db.ID, KeptAssociation]{Act: d.changeAssociation,
		Draw: func(tx *db.Tx, r *api.Request, _ *changeAssociationIn, id db.ID) (KeptAssociation, error) {
			return d.kept(tx, r, id)
		}})
	for _, x := range []struct {
		name, say, more string
		act             func(*db.Tx, string, db.ID, int64) error
	}{{"recognise", "registryapi.association_recognise", "registryapi.association_recognise_more", d.Associations.Recognise},
		{"end", "registryapi.association_end", "registryapi.association_end_more", d.Associations.End}} {
		at := keptOne + "/" + x.name
		o := withExample(opDecides(x.name+"-association", at, x.say), aForm(at, map[string]any{"version": 1}))
		api.Post(d.api, more(o, x.more), api.Act[associationStepIn, db.ID, KeptAssociation]{
			Act: func(tx *db.Tx, who api.Caller, in *associationStepIn) (db.ID, error) {
				return d.keeping(tx, who, in.Code, x.name+"_association", func(id db.ID) error { return x.act(tx, who.For, id, in.Body.Number) })
			}, Draw: func(tx *db.Tx, r *api.Request, _ *associationStepIn, id db.ID) (KeptAssociation, error) {
				return d.kept(tx, r, id)
			}})
	}
	d.managers()
}

// managers declares who speaks for an association.
func (d Desk) managers() {
	const at = keptOne + "/managers"
	name := withExample(opDecides("name-manager", at, "registryapi.name_manager"), aForm(at, map[string]any{"login": "0812-3456-7890", "last_day": "2027-12-31"}))
	name.Pace = asking
	api.Post(d.api, more(name, "registryapi.name_manager_more"), api.Act[nameManagerIn, db.ID, KeptAssociation]{Act: d.nameManager,
		Draw: func(tx *db.Tx, r *api.Request, _ *nameManagerIn, id db.ID) (KeptAssociation, error) {
			return d.kept(tx, r, id)
		}})
	end := withExample(opDecides("end-manager", at+"/{id}/end", "registryapi.end_manager"), aForm(at+"/{id}/end", map[string]any{}))
	api.Post(d.api, more(end, "registryapi.end_manager_more"), api.Act[endIn, db.ID, KeptAssociation]{
		Act: func(tx *db.Tx, who api.Caller, in *endIn) (db.ID, error) {
			return d.keeping(tx, who, in.Code, "end_manager", func(id db.ID) error {
				row, _ := d.api.ID(in.ID)
				all, err := d.Associations.Managers(tx, who.For, id)
				for _, m := range all {
					if err == nil && m.ID == row {
						return d.Associations.EndManager(tx, who.For, row)
					}
				}
				if err == nil {
					err = fault.New(fault.NotFound, "asosiasi.no_such_manager")
				}
				return err
			})
		}, Draw: func(tx *db.Tx, r *api.Request, _ *endIn, id db.ID) (KeptAssociation, error) { return d.kept(tx, r, id) }})
}

// keptID finds the association that a code names, for who keeps the list.
func (d Desk) keptID(tx *db.Tx, session, code string) (db.ID, error) {
	if _, err := account.May(tx, session, asosiasi.MayKeep, account.At{}); err != nil {
		return 0, err
	}
	return d.idOf(code, "asosiasi.none")
}

// keeping does one act of the planner on an association.
func (d Desk) keeping(tx *db.Tx, who api.Caller, code, name string, act func(id db.ID) error) (db.ID, error) {
	id, err := d.keptID(tx, who.For, code)
	if err == nil {
		err = act(id)
	}
	if err != nil {
		return 0, err
	}
	return id, d.traceOf(tx, who, "registry_asosiasi", id, name)
}

func (d Desk) keptAll(tx *db.Tx, r *api.Request, _ *struct{}) (api.List[KeptAssociation], error) {
	out := api.List[KeptAssociation]{Items: []KeptAssociation{}}
	all, err := asosiasi.All(tx, r.Caller.For)
	for _, a := range all {
		if err != nil {
			return out, err
		}
		var one KeptAssociation
		one, err = d.kept(tx, r, a.ID)
		out.Items = append(out.Items, one)
	}
	return out, err
}

func (d Desk) kept(tx *db.Tx, r *api.Request, id db.ID) (KeptAssociation, error) {
	a, err := asosiasi.Kept(tx, r.Caller.For, id)
	if err != nil {
		return KeptAssociation{}, err
	}
	out := KeptAssociation{Code: d.api.Code(a.ID), Number: a.Version, State: string(a.State), Demo: a.Demo, Managers: []AssociationManager{}, TypedAssociation: TypedAssociation{Name: a.Name, Short: a.Short,
		About: a.About, Subsectors: strings.Fields(a.Subsectors), Phone: a.Phone, Mail: a.Mail, Web: a.Web, Started: a.Started, Legal: a.Legal}}
	all, err := d.Associations.Managers(tx, r.Caller.For, id)
	for _, m := range all {
		one := AssociationManager{ID: d.api.Code(m.ID), Last: dayText(m.Last), Made: m.Made.UTC(), Ended: instant(m.Ended)}
		if err == nil {
			one.Name, err = d.NameOf(tx, m.Person)
		}
		out.Managers = append(out.Managers, one)
	}
	return out, err
}

// associationFields are the names of fields on the page, as they are called here.
var associationFields = map[string]string{"about_id": "about", "last": "last_day"}

// changeAssociation says an association anew, on the state that was looked at.
func (d Desk) changeAssociation(tx *db.Tx, who api.Caller, in *changeAssociationIn) (db.ID, error) {
	id, err := d.keeping(tx, who, in.Code, "change_association", func(id db.ID) error {
		a, err := asosiasi.Kept(tx, who.For, id)
		if err == nil {
			err = api.Match(in.IfMatch, associationVersion(in.Code, a.Version))
		}
		if err != nil {
			return err
		}
		return d.Associations.Change(tx, who.For, id, a.Version, in.Body.entry())
	})
	return id, raced(renamed(err, associationFields))
}

func (d Desk) nameManager(tx *db.Tx, who api.Caller, in *nameManagerIn) (db.ID, error) {
	id, err := d.keeping(tx, who, in.Code, "name_manager", func(id db.ID) error {
		if _, err := asosiasi.Kept(tx, who.For, id); err != nil { // no login is looked up for what is not there
			return err
		}
		last, err := dayOf("last_day", in.Body.Last)
		if err != nil {
			return err
		}
		person, err := d.SignsIn(tx, string(in.Body.Login))
		if f := fault.Of(err); f != nil && (f.Kind == fault.Invalid || f.Kind == fault.NotFound) {
			err = fault.New(fault.Invalid, "asosiasi.invalid").At("login", "registryapi.nobody_signs_in")
		}
		if err != nil {
			return err
		}
		_, err = d.Associations.Name(tx, who.For, asosiasi.Naming{Asosiasi: id, Person: person, Last: last})
		return err
	})
	return id, renamed(err, associationFields)
}
