package registryapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// OwnerInvitation asks another maker to own a business too.
type OwnerInvitation struct {
	ID    string    `json:"id" doc:"registryapi.f_invitation"`
	Code  string    `json:"code" doc:"directory.f_code"`
	Name  string    `json:"name,omitempty" doc:"directory.f_name"`
	Asked string    `json:"asked_name,omitempty" doc:"registryapi.f_invited_name"`
	By    string    `json:"by_name,omitempty" doc:"registryapi.f_inviting_name"`
	Made  time.Time `json:"made_at" doc:"registryapi.f_invited_at"`
	Until time.Time `json:"until" doc:"registryapi.f_invited_until"`
}

// OwnerAnswer is what became of an answer.
type OwnerAnswer struct {
	Code string `json:"code,omitempty" doc:"registryapi.f_owns_now"`
}

type inviteOwnerIn struct {
	api.Keyed
	CodePath
	Body struct {
		Login Login `json:"login" minLength:"1" maxLength:"60" example:"0812-3456-7890" doc:"registryapi.f_login"`
	}
}

type uninviteIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct{}
}

type answerInvitationIn struct {
	api.Keyed
	IDPath
	Body struct {
		Agree bool `json:"agree" doc:"registryapi.f_own_too"`
	}
}

// invitations declares how a business gets a second owner: one asks, the other says yes.
func (d Desk) invitations() {
	const at, mine = "/businesses/{code}/record/invitations", "/invitations"
	drawn := func(tx *db.Tx, r *api.Request, code string) (api.List[OwnerInvitation], error) {
		return d.listInvitations(tx, r, code)
	}
	api.Get(d.api, more(withExample(op("list-invitations", at, "registryapi.invitations"), aForm(at, nil)), "registryapi.invitations_more"),
		func(tx *db.Tx, r *api.Request, in *recordIn) (api.List[OwnerInvitation], error) {
			return drawn(tx, r, in.Code)
		})
	invite := more(makes(withExample(op("invite-owner", at, "registryapi.invite_owner"), aForm(at, map[string]any{"login": "0812-3456-7890"}))), "registryapi.invite_owner_more")
	invite.Pace = asking
	api.Post(d.api, invite, api.Act[inviteOwnerIn, db.ID, api.List[OwnerInvitation]]{Act: d.inviteOwner, Draw: func(tx *db.Tx, r *api.Request, in *inviteOwnerIn, _ db.ID) (api.List[OwnerInvitation], error) {
		return drawn(tx, r, in.Code)
	}})
	api.Post(d.api, withExample(op("withdraw-invitation", at+"/{id}/withdraw", "registryapi.uninvite"), aForm(at+"/{id}/withdraw", map[string]any{})),
		api.Act[uninviteIn, db.ID, api.List[OwnerInvitation]]{Act: func(tx *db.Tx, who api.Caller, in *uninviteIn) (db.ID, error) {
			v, err := d.within(tx, who.For, in.Code)
			if err != nil {
				return 0, err
			}
			id, _ := d.api.ID(in.ID) // what is none is no invitation
			return id, d.Book.Uninvite(tx, who.For, v.ID, id)
		}, Draw: func(tx *db.Tx, r *api.Request, in *uninviteIn, _ db.ID) (api.List[OwnerInvitation], error) {
			return drawn(tx, r, in.Code)
		}})
	api.Get(d.api, more(withExample(op("list-own-invitations", mine, "registryapi.own_invitations"), api.Ask(mine)), "registryapi.own_invitations_more"), d.ownInvitations)
	api.Post(d.api, more(withExample(op("answer-invitation", mine+"/{id}/answer", "registryapi.answer_invitation"), aForm(mine+"/{id}/answer", map[string]any{"agree": true})), "registryapi.answer_invitation_more"),
		api.Act[answerInvitationIn, db.ID, OwnerAnswer]{Act: func(tx *db.Tx, who api.Caller, in *answerInvitationIn) (db.ID, error) {
			id, _ := d.api.ID(in.ID)
			return d.Book.AnswerInvitation(tx, who.For, id, in.Body.Agree)
		}, Draw: func(_ *db.Tx, _ *api.Request, _ *answerInvitationIn, business db.ID) (OwnerAnswer, error) {
			if business == 0 {
				return OwnerAnswer{}, nil
			}
			return OwnerAnswer{d.api.Code(business)}, nil
		}})
}

func (d Desk) invitationOf(x registry.Invitation) OwnerInvitation {
	return OwnerInvitation{ID: d.api.Code(x.ID), Code: d.api.Code(x.Business), Name: x.Name, Made: x.Made.UTC(), Until: x.Until.UTC()}
}

// listInvitations are those of a business that wait, for its owner.
func (d Desk) listInvitations(tx *db.Tx, r *api.Request, code string) (api.List[OwnerInvitation], error) {
	out := api.List[OwnerInvitation]{Items: []OwnerInvitation{}}
	v, err := d.within(tx, r.Caller.For, code)
	if err != nil {
		return out, err
	}
	all, err := d.Book.Invitations(tx, r.Caller.For, v.ID)
	for _, x := range all {
		one := d.invitationOf(x)
		if err == nil {
			one.Asked, err = d.NameOf(tx, x.Person)
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

// ownInvitations are those that wait for whoever calls.
func (d Desk) ownInvitations(tx *db.Tx, r *api.Request, _ *struct{}) (api.List[OwnerInvitation], error) {
	out := api.List[OwnerInvitation]{Items: []OwnerInvitation{}}
	all, err := d.Book.Invited(tx, r.Caller.For)
	for _, x := range all {
		one := d.invitationOf(x)
		if err == nil {
			one.By, err = d.NameOf(tx, x.By)
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

// inviteOwner asks a maker. Who may is asked before it is told whether a number is one's.
func (d Desk) inviteOwner(tx *db.Tx, who api.Caller, in *inviteOwnerIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err == nil {
		err = v.Need(tx, registry.MayInvite)
	}
	if err != nil {
		return 0, err
	}
	person, err := d.SignsIn(tx, string(in.Body.Login))
	if f := fault.Of(err); f != nil && (f.Kind == fault.NotFound || f.Kind == fault.Invalid) {
		err = fault.New(fault.Invalid, "registry.invite_no_maker").At("login", "registry.invite_no_maker")
	}
	if err != nil {
		return 0, err
	}
	return d.Book.Invite(tx, who.For, v.ID, person)
}
