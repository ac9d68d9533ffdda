package registryapi

import (
	"strings"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
)

// Membership is a business in an association, as the association sees it: what everybody
// does, but for contacts.
type Membership struct {
	ID        string     `json:"id" doc:"registryapi.f_membership"`
	Number    int64      `json:"version" minimum:"1" doc:"registryapi.f_version"`
	Standing  string     `json:"standing" enum:"invited,asked,valid,ended" doc:"registryapi.f_standing"`
	Code      string     `json:"code" doc:"directory.f_code"`
	Public    bool       `json:"public" doc:"registryapi.f_member_public"`
	Name      string     `json:"name,omitempty" doc:"directory.f_name"`
	Kelurahan string     `json:"kelurahan,omitempty" doc:"directory.f_kelurahan"`
	Made      time.Time  `json:"made_at" doc:"registryapi.f_member_made"`
	Since     *time.Time `json:"valid_since" doc:"registryapi.f_member_since"`
	Ended     *time.Time `json:"ended_at" doc:"registryapi.f_member_ended"`
	EndedBy   string     `json:"ended_by,omitempty" enum:"asosiasi,usaha,hapus" doc:"registryapi.f_member_ended_by"`
}

// Nomination is a member, or one of its products, that an association puts forward.
type Nomination struct {
	ID          string     `json:"id" doc:"registryapi.f_nomination"`
	Membership  string     `json:"membership" doc:"registryapi.f_membership"`
	Association string     `json:"association" doc:"registryapi.f_association"`
	Code        string     `json:"code" doc:"directory.f_code"`
	Product     string     `json:"product,omitempty" doc:"registryapi.f_product_id"`
	For         string     `json:"for" doc:"registryapi.f_nomination_for"`
	Called      string     `json:"for_name,omitempty" doc:"registryapi.f_nomination_called"`
	Sentence    string     `json:"sentence" doc:"registryapi.f_nomination_sentence"`
	Answer      string     `json:"answer" enum:"waiting,agreed,refused,withdrawn" doc:"registryapi.f_nomination_answer"`
	Made        time.Time  `json:"made_at" doc:"registryapi.f_member_made"`
	Answered    *time.Time `json:"answered_at" doc:"registryapi.f_nomination_answered"`
	Open        bool       `json:"shown" doc:"registryapi.f_nomination_open"`
}

// NominationCall is something for which a member may be put forward.
type NominationCall struct {
	Code string `json:"code" example:"ikon" doc:"registryapi.f_nomination_for"`
	Name string `json:"name" doc:"registryapi.f_nomination_called"`
}

type membershipsIn struct {
	CodePath
	api.Paging
	Standing string `query:"standing" default:"valid" enum:"invited,asked,valid,ended" doc:"registryapi.f_standing"`
}

type inviteMemberIn struct {
	api.Keyed
	CodePath
	Body struct {
		Business string `json:"business" minLength:"1" maxLength:"13" doc:"directory.f_code"`
	}
}

type membershipIn struct {
	CodePath
	IDPath
}

type confirmIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct {
		Decided
	}
}

type endIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct{}
}

type nominateIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct {
		For      string `json:"for" minLength:"1" maxLength:"80" example:"ikon" doc:"registryapi.f_nomination_for"`
		Product  string `json:"product,omitempty" maxLength:"13" doc:"registryapi.f_nomination_product"`
		Sentence string `json:"sentence" maxLength:"1000" example:"Resepnya turun tiga generasi." doc:"registryapi.f_nomination_sentence"`
	}
}

type stepDownIn struct {
	api.Keyed
	CodePath
	Body struct{}
}

const (
	oneAssociation = "/associations/{code}"
	memberships    = oneAssociation + "/memberships"
	oneMembership  = memberships + "/{id}"
	nominated      = oneAssociation + "/nominations"
)

// spoken declares what whoever speaks for an association does for it.
func (d Desk) spoken() {
	api.Get(d.api, more(withExample(op("list-own-associations", "/associations/own", "registryapi.own_associations"), api.Ask("/associations/own")), "registryapi.own_associations_more"), d.ownAssociations)
	api.Get(d.api, more(withExample(op("list-memberships", memberships, "registryapi.memberships"), aForm(memberships, nil)), "registryapi.memberships_more"), d.listMemberships)
	api.Get(d.api, withExample(op("get-membership", oneMembership, "registryapi.membership"), aForm(oneMembership, nil)),
		func(tx *db.Tx, r *api.Request, in *membershipIn) (Membership, error) {
			m, err := d.membership(tx, r.Caller.For, in.Code, in.ID)
			return d.membershipOf(m), err
		})
	drawn := func(tx *db.Tx, r *api.Request, code string, id db.ID) (Membership, error) {
		m, err := d.membership(tx, r.Caller.For, code, d.api.Code(id))
		return d.membershipOf(m), err
	}
	api.Post(d.api, more(makes(withExample(op("invite-member", memberships, "registryapi.invite_member"), aForm(memberships, map[string]any{"business": "0000000000000"}))), "registryapi.invite_member_more"),
		api.Act[inviteMemberIn, db.ID, Membership]{Act: d.inviteMember, Draw: func(tx *db.Tx, r *api.Request, in *inviteMemberIn, id db.ID) (Membership, error) {
			return drawn(tx, r, in.Code, id)
		}})
	api.Post(d.api, more(changes(withExample(op("confirm-member", oneMembership+"/confirm", "registryapi.confirm_member"), aForm(oneMembership+"/confirm", map[string]any{"version": 1}))), "registryapi.confirm_member_more"),
		api.Act[confirmIn, db.ID, Membership]{Act: func(tx *db.Tx, who api.Caller, in *confirmIn) (db.ID, error) {
			m, err := d.membership(tx, who.For, in.Code, in.ID)
			if err != nil {
				return 0, err
			}
			return m.ID, d.Associations.Confirm(tx, who.For, asosiasi.On{Membership: m.ID, Version: in.Body.Number})
		}, Draw: func(tx *db.Tx, r *api.Request, in *confirmIn, id db.ID) (Membership, error) {
			return drawn(tx, r, in.Code, id)
		}})
	api.Post(d.api, more(changes(withExample(op("end-member", oneMembership+"/end", "registryapi.end_member"), aForm(oneMembership+"/end", map[string]any{}))), "registryapi.end_member_more"),
		api.Act[endIn, db.ID, Membership]{Act: func(tx *db.Tx, who api.Caller, in *endIn) (db.ID, error) {
			m, err := d.membership(tx, who.For, in.Code, in.ID)
			if err != nil {
				return 0, err
			}
			return m.ID, d.Associations.Dismiss(tx, who.For, m.ID)
		}, Draw: func(tx *db.Tx, r *api.Request, in *endIn, id db.ID) (Membership, error) {
			return drawn(tx, r, in.Code, id)
		}})
	d.putsForward()
}

// putsForward declares what an association says of its members, and that somebody speaks
// for it no longer.
func (d Desk) putsForward() {
	const open, nominate, withdraw, down = oneAssociation + "/calls", oneMembership + "/nominate", nominated + "/{id}/withdraw", oneAssociation + "/step-down"
	api.Get(d.api, more(withExample(op("list-nomination-calls", open, "registryapi.nomination_calls"), aForm(open, nil)), "registryapi.nomination_calls_more"), d.nominationCalls)
	api.Get(d.api, more(withExample(op("list-nominations", nominated, "registryapi.nominations"), aForm(nominated, nil)), "registryapi.nominations_more"),
		func(tx *db.Tx, r *api.Request, in *recordIn) (api.List[Nomination], error) {
			a, err := d.managed(tx, r.Caller.For, in.Code)
			if err != nil {
				return api.List[Nomination]{}, err
			}
			all, err := d.Associations.PutForward(tx, r.Caller.For, a.ID)
			return d.nominationsOf(tx, r, all, err)
		})
	api.Post(d.api, more(makes(withExample(op("nominate-member", nominate, "registryapi.nominate"), aForm(nominate, map[string]any{"for": "ikon", "sentence": "Resepnya turun tiga generasi."}))), "registryapi.nominate_more"),
		api.Act[nominateIn, db.ID, Nomination]{Act: d.nominate, Draw: func(tx *db.Tx, r *api.Request, in *nominateIn, id db.ID) (Nomination, error) {
			return d.nomination(tx, r, in.Code, id)
		}})
	api.Post(d.api, more(changes(withExample(op("withdraw-nomination", withdraw, "registryapi.withdraw_nomination"), aForm(withdraw, map[string]any{}))), "registryapi.withdraw_nomination_more"),
		api.Act[endIn, db.ID, Nomination]{Act: d.withdrawNomination, Draw: func(tx *db.Tx, r *api.Request, in *endIn, id db.ID) (Nomination, error) {
			return d.nomination(tx, r, in.Code, id)
		}})
	api.Post(d.api, more(changes(withExample(op("step-down", down, "registryapi.step_down"), aForm(down, map[string]any{}))), "registryapi.step_down_more"),
		api.Act[stepDownIn, db.ID, api.List[Association]]{Act: func(tx *db.Tx, who api.Caller, in *stepDownIn) (db.ID, error) {
			a, err := d.managed(tx, who.For, in.Code)
			if err != nil {
				return 0, err
			}
			return a.ID, d.Associations.StepDown(tx, who.For, a.ID)
		}, Draw: func(tx *db.Tx, r *api.Request, _ *stepDownIn, _ db.ID) (api.List[Association], error) {
			return d.ownAssociations(tx, r, nil)
		}})
}

func (d Desk) associationOf(a asosiasi.Asosiasi) Association {
	return Association{Code: d.api.Code(a.ID), Name: a.Name, Short: a.Short, About: a.About, Subsectors: append([]string{}, strings.Fields(a.Subsectors)...), Recognised: knownDay(a.Recognised), Demo: a.Demo}
}

func (d Desk) ownAssociations(tx *db.Tx, r *api.Request, _ *struct{}) (api.List[Association], error) {
	out := api.List[Association]{Items: []Association{}}
	all, err := asosiasi.Mine(tx, r.Caller.For)
	for _, a := range all {
		one := d.associationOf(a)
		if err == nil && a.State == asosiasi.Recognised {
			var c asosiasi.Counted
			c, err = asosiasi.Count(tx, a.ID)
			one.Members = &c.All // who speaks for it knows its members
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

// managed finds the association of an address, for whoever speaks for it.
func (d Desk) managed(tx *db.Tx, session, code string) (asosiasi.Asosiasi, error) {
	id, _ := d.api.ID(code) // what is none is found nowhere
	return asosiasi.Managed(tx, session, id)
}

// membership finds a membership of an association, for whoever speaks for it.
func (d Desk) membership(tx *db.Tx, session, code, member string) (asosiasi.Member, error) {
	a, err := d.managed(tx, session, code)
	if err != nil {
		return asosiasi.Member{}, err
	}
	id, _ := d.api.ID(member)
	m, err := d.Associations.Member(tx, session, id)
	if fault.Is(err, fault.Denied) || err == nil && m.Asosiasi != a.ID {
		err = fault.New(fault.NotFound, "asosiasi.no_member")
	}
	return m, err
}

func (d Desk) membershipOf(m asosiasi.Member) Membership {
	out := Membership{ID: d.api.Code(m.ID), Number: m.Membership.Version, Standing: string(m.Standing), Code: d.api.Code(m.Membership.Business), Public: m.Public, Made: m.Made.UTC(), Since: instant(m.Since),
		Ended: instant(m.Membership.Ended), EndedBy: string(m.EndedBy)}
	if m.Public {
		out.Name, out.Kelurahan = m.Business.Facts[registry.Name], m.Business.Facts[registry.Kelurahan]
	}
	return out
}

func (d Desk) listMemberships(tx *db.Tx, r *api.Request, in *membershipsIn) (api.List[Membership], error) {
	out := api.List[Membership]{Items: []Membership{}}
	a, err := d.managed(tx, r.Caller.For, in.Code)
	if err != nil {
		return out, err
	}
	before, _, err := api.After[db.ID](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	all, err := d.Associations.Members(tx, r.Caller.For, a.ID, asosiasi.Standing(in.Standing), before, in.Limit+1)
	if err != nil {
		return out, err
	}
	all, out.Next, err = api.Cut(tx, r, in.Paging, all, func(m asosiasi.Member) db.ID { return m.ID })
	for _, m := range all {
		out.Items = append(out.Items, d.membershipOf(m))
	}
	return out, err
}

// inviteMember asks a business that everybody sees; of any other, it is not there.
func (d Desk) inviteMember(tx *db.Tx, who api.Caller, in *inviteMemberIn) (db.ID, error) {
	a, err := d.managed(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	business, _ := d.api.ID(in.Body.Business) // what is none is seen by nobody
	id, err := d.Associations.Invite(tx, who.For, a.ID, business)
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.Invalid, "asosiasi.invalid").At("business", "registryapi.invite_unknown")
	}
	return id, renamed(err, map[string]string{"usaha": "business"})
}

func (d Desk) nominationCalls(tx *db.Tx, r *api.Request, in *recordIn) (api.List[NominationCall], error) {
	out := api.List[NominationCall]{Items: []NominationCall{}}
	if _, err := d.managed(tx, r.Caller.For, in.Code); err != nil {
		return out, err
	}
	all, err := d.Associations.Open(tx)
	for _, c := range all {
		if c.Name == "" {
			c.Name = r.Lang.T(c.Word())
		}
		out.Items = append(out.Items, NominationCall{c.Code, c.Name})
	}
	return out, err
}

// nominationsOf says for what they are; one that nobody knows any more has no name.
func (d Desk) nominationsOf(tx *db.Tx, r *api.Request, all []asosiasi.Nomination, err error) (api.List[Nomination], error) {
	out := api.List[Nomination]{Items: []Nomination{}}
	if err != nil {
		return out, err
	}
	open, err := d.Associations.Open(tx)
	for _, n := range all {
		if err != nil {
			return out, err
		}
		var c asosiasi.Call
		if c, err = d.Associations.Known(tx, open, n.For); c.Name == "" && r.Lang.Has(c.Word()) {
			c.Name = r.Lang.T(c.Word())
		}
		one := Nomination{ID: d.api.Code(n.ID), Membership: d.api.Code(n.Membership), Association: d.api.Code(n.Asosiasi), Code: d.api.Code(n.Business), For: n.For, Called: c.Name, Sentence: n.Sentence,
			Answer: string(n.Answer), Made: n.Made.UTC(), Answered: instant(n.Answered), Open: n.Open}
		if n.Product != 0 {
			one.Product = d.api.Code(n.Product)
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

// nomination is one that an association made, for whoever speaks for it.
func (d Desk) nomination(tx *db.Tx, r *api.Request, code string, id db.ID) (Nomination, error) {
	a, err := d.managed(tx, r.Caller.For, code)
	if err != nil {
		return Nomination{}, err
	}
	all, err := d.Associations.PutForward(tx, r.Caller.For, a.ID)
	return d.oneNomination(tx, r, all, err, id)
}

func (d Desk) oneNomination(tx *db.Tx, r *api.Request, all []asosiasi.Nomination, err error, id db.ID) (Nomination, error) {
	out, err := d.nominationsOf(tx, r, all, err)
	for _, n := range out.Items {
		if n.ID == d.api.Code(id) {
			return n, err
		}
	}
	if err == nil {
		err = fault.New(fault.NotFound, "asosiasi.no_nomination")
	}
	return Nomination{}, err
}

// nominationFields are the names of fields on the page, as they are called here.
var nominationFields = map[string]string{"untuk": "for", "kalimat": "sentence", "produk": "product", "setuju": "consent_text", "asosiasi": "association"}

func (d Desk) nominate(tx *db.Tx, who api.Caller, in *nominateIn) (db.ID, error) {
	m, err := d.membership(tx, who.For, in.Code, in.ID)
	if err != nil {
		return 0, err
	}
	n := asosiasi.Nominating{Membership: m.ID, For: in.Body.For, Sentence: in.Body.Sentence}
	if in.Body.Product != "" {
		if n.Product, err = d.idOf(in.Body.Product, "asosiasi.product_unknown"); err != nil {
			return 0, fault.New(fault.Invalid, "asosiasi.invalid").At("product", "asosiasi.product_unknown")
		}
	}
	id, err := d.Associations.Nominate(tx, who.For, n)
	return id, renamed(err, nominationFields)
}

func (d Desk) withdrawNomination(tx *db.Tx, who api.Caller, in *endIn) (db.ID, error) {
	a, err := d.managed(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	id, _ := d.api.ID(in.ID)
	of, err := asosiasi.NominationOf(tx, id)
	if err == nil && of != a.ID {
		err = fault.New(fault.NotFound, "asosiasi.no_nomination")
	}
	if err != nil {
		return 0, err
	}
	return id, d.Associations.Withdraw(tx, who.For, id)
}
