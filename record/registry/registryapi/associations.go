package registryapi

import (
	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
)

// Association is an association of businesses that the city recognises. Its contacts are
// on its page, for people.
type Association struct {
	Code       string   `json:"code" doc:"registryapi.f_association"`
	Name       string   `json:"name" doc:"registryapi.f_association_name"`
	Short      string   `json:"short,omitempty" doc:"registryapi.f_association_short"`
	About      string   `json:"about" doc:"registryapi.f_association_about"`
	Subsectors []string `json:"subsectors" doc:"registryapi.f_association_subsectors"`
	Recognised *string  `json:"recognised_on" format:"date" doc:"registryapi.f_association_since"`
	Members    *int     `json:"members" minimum:"10" doc:"registryapi.f_association_members"`
	Demo       bool     `json:"made_up" doc:"directory.f_demo"`
}

// AssociationMember is a member whose owner shows it.
type AssociationMember struct {
	Code string `json:"code" doc:"directory.f_code"`
	Name string `json:"name" doc:"directory.f_name"`
	Demo bool   `json:"made_up" doc:"directory.f_demo"`
}

type membersIn struct {
	CodePath
	api.Paging
}

// associations declares what everybody may know of associations.
func (d Desk) associations() {
	const all, members = "/associations", "/associations/{code}/members"
	api.Get(d.api, api.Op{ID: "list-associations", Path: all, Tag: "registry", Say: "registryapi.associations", More: "registryapi.associations_more", Example: api.Ask(all)}, d.listAssociations)
	api.Get(d.api, api.Op{ID: "list-members", Path: members, Tag: "registry", Say: "registryapi.members", More: "registryapi.members_more", Example: d.someMembers}, d.listMembers)
}

// someMembers is an example about the first association, if there is one.
func (d Desk) someMembers(tx *db.Tx) (api.Call, error) {
	all, err := asosiasi.Public(tx)
	if err != nil || len(all) == 0 {
		return api.Call{Path: "/associations/0000000000000/members", Form: true}, err
	}
	return api.Call{Path: "/associations/" + d.api.Code(all[0].ID) + "/members"}, nil
}

func (d Desk) listAssociations(tx *db.Tx, _ *api.Request, _ *struct{}) (api.List[Association], error) {
	out := api.List[Association]{Items: []Association{}}
	all, err := asosiasi.Public(tx)
	for _, a := range all {
		if err != nil {
			return out, err
		}
		one := d.associationOf(a)
		var c asosiasi.Counted
		if c, err = asosiasi.Count(tx, a.ID); c.Told() {
			one.Members = &c.All
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

func (d Desk) listMembers(tx *db.Tx, r *api.Request, in *membersIn) (api.List[AssociationMember], error) {
	out := api.List[AssociationMember]{Items: []AssociationMember{}}
	id, err := d.idOf(in.Code, "asosiasi.none")
	if err != nil {
		return out, err
	}
	if _, found, err := asosiasi.One(tx, id); err != nil || !found {
		if err == nil {
			err = fault.New(fault.NotFound, "asosiasi.none")
		}
		return out, err
	}
	behind, _, err := api.After[db.ID](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	all, err := asosiasi.Desk{Book: d.Book}.ShownMembers(tx, id, behind, in.Limit+1)
	if err != nil {
		return out, err
	}
	all, out.Next, err = api.Cut(tx, r, in.Paging, all, func(b registry.Business) db.ID { return b.ID })
	for _, b := range all {
		out.Items = append(out.Items, AssociationMember{d.api.Code(b.ID), b.Facts[registry.Name], b.Demo})
	}
	return out, err
}
