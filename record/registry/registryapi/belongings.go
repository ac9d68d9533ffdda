package registryapi

import (
	"slices"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/registry/asosiasi"
)

// Belonging is a membership as the owner of its business sees it.
type Belonging struct {
	ID          string          `json:"id" doc:"registryapi.f_membership"`
	Number      int64           `json:"version" minimum:"1" doc:"registryapi.f_version"`
	Standing    string          `json:"standing" enum:"invited,asked,valid,ended" doc:"registryapi.f_standing"`
	Association string          `json:"association" doc:"registryapi.f_association"`
	Name        string          `json:"association_name" doc:"registryapi.f_association_name"`
	Stands      bool            `json:"association_stands" doc:"registryapi.f_association_stands"`
	Shown       bool            `json:"shown" doc:"registryapi.f_member_shown"`
	Made        time.Time       `json:"made_at" doc:"registryapi.f_member_made"`
	Since       *time.Time      `json:"valid_since" doc:"registryapi.f_member_since"`
	Ended       *time.Time      `json:"ended_at" doc:"registryapi.f_member_ended"`
	EndedBy     string          `json:"ended_by,omitempty" enum:"asosiasi,usaha,hapus" doc:"registryapi.f_member_ended_by"`
	Steps       []BelongingStep `json:"steps" doc:"registryapi.f_member_steps"`
}

// BelongingStep is one step of a membership.
type BelongingStep struct {
	Kind    string    `json:"kind" enum:"invited,asked,agreed,confirmed,declined,withdrawn,ended,shown,hidden" doc:"registryapi.f_step_kind"`
	Side    string    `json:"side" enum:"asosiasi,usaha,hapus" doc:"registryapi.f_step_side"`
	At      time.Time `json:"at" doc:"registryapi.f_at"`
	Consent *int      `json:"consent_text" minimum:"1" doc:"registryapi.f_consent_text"`
}

// Belongings is the memberships of a business, with the words of the owner's two yeses.
type Belongings struct {
	api.List[Belonging]
	Join     ConsentWords `json:"consent_join" doc:"registryapi.f_consent_join"`
	Nominate ConsentWords `json:"consent_nominate" doc:"registryapi.f_consent_nominate"`
}

// ConsentWords is what an owner reads before they say yes, and its number.
type ConsentWords struct {
	Text  int    `json:"consent_text" minimum:"1" doc:"registryapi.f_consent_text"`
	Words string `json:"words" doc:"registryapi.f_consent_words"`
}

// Agreed is the owner's yes: the number of the words that they read, and in which language.
// A program shows them first.
type Agreed struct {
	Consent int    `json:"consent_text,omitempty" minimum:"0" maximum:"99" example:"1" doc:"registryapi.f_consent_text"`
	In      string `json:"consent_lang,omitempty" enum:"id,en,ja" example:"id" doc:"registryapi.f_consent_lang"`
}

func (a Agreed) given() asosiasi.Consent {
	return asosiasi.Consent{Text: a.Consent, Lang: lang.Tag(a.In)}
}

type joinIn struct {
	api.Keyed
	CodePath
	Body struct {
		Association string `json:"association" minLength:"1" maxLength:"13" doc:"registryapi.f_association"`
		Agreed
	}
}

type agreeIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct {
		Decided
		Agreed
	}
}

type showMemberIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct {
		Shown bool `json:"shown" doc:"registryapi.f_member_shown"`
	}
}

type replyIn struct {
	api.Keyed
	CodePath
	IDPath
	Body struct {
		Agree bool `json:"agree" doc:"registryapi.f_reply"`
		Agreed
	}
}

const (
	belonging    = "/businesses/{code}/record/associations"
	oneBelonging = belonging + "/{id}"
	nominations  = "/businesses/{code}/record/nominations"
)

// belongings declares what an owner says of associations: nobody says it for them.
func (d Desk) belongings() {
	api.Get(d.api, more(withExample(op("list-belongings", belonging, "registryapi.belongings"), aForm(belonging, nil)), "registryapi.belongings_more"),
		func(tx *db.Tx, r *api.Request, in *recordIn) (Belongings, error) {
			return d.belongingsOf(tx, r, in.Code)
		})
	api.Post(d.api, more(makes(withExample(op("ask-membership", belonging, "registryapi.join"), aForm(belonging, map[string]any{"association": "0000000000000", "consent_text": asosiasi.Text, "consent_lang": "id"}))), "registryapi.join_more"),
		api.Act[joinIn, db.ID, Belonging]{Act: d.join, Draw: func(tx *db.Tx, r *api.Request, in *joinIn, id db.ID) (Belonging, error) {
			return d.belongingOf(tx, r, in.Code, id)
		}})
	api.Post(d.api, more(changes(withExample(op("agree-membership", oneBelonging+"/agree", "registryapi.agree"), aForm(oneBelonging+"/agree", map[string]any{"version": 1, "consent_text": asosiasi.Text, "consent_lang": "id"}))), "registryapi.agree_more"),
		api.Act[agreeIn, db.ID, Belonging]{Act: func(tx *db.Tx, who api.Caller, in *agreeIn) (db.ID, error) {
			id, err := d.belongs(tx, who.For, in.Code, in.ID)
			if err != nil {
				return 0, err
			}
			return id, renamed(d.Associations.Agree(tx, who.For, asosiasi.On{Membership: id, Version: in.Body.Number}, in.Body.given()), nominationFields)
		}, Draw: func(tx *db.Tx, r *api.Request, in *agreeIn, id db.ID) (Belonging, error) {
			return d.belongingOf(tx, r, in.Code, id)
		}})
	api.Post(d.api, more(changes(withExample(op("leave-association", oneBelonging+"/leave", "registryapi.leave"), aForm(oneBelonging+"/leave", map[string]any{}))), "registryapi.leave_more"),
		api.Act[endIn, db.ID, Belonging]{Act: func(tx *db.Tx, who api.Caller, in *endIn) (db.ID, error) {
			id, err := d.belongs(tx, who.For, in.Code, in.ID)
			if err != nil {
				return 0, err
			}
			return id, d.Associations.Leave(tx, who.For, id)
		}, Draw: func(tx *db.Tx, r *api.Request, in *endIn, id db.ID) (Belonging, error) {
			return d.belongingOf(tx, r, in.Code, id)
		}})
	api.Post(d.api, more(changes(withExample(op("show-membership", oneBelonging+"/show", "registryapi.show_member"), aForm(oneBelonging+"/show", map[string]any{"shown": true}))), "registryapi.show_member_more"),
		api.Act[showMemberIn, db.ID, Belonging]{Act: func(tx *db.Tx, who api.Caller, in *showMemberIn) (db.ID, error) {
			id, err := d.belongs(tx, who.For, in.Code, in.ID)
			if err != nil {
				return 0, err
			}
			return id, d.Associations.Show(tx, who.For, id, in.Body.Shown)
		}, Draw: func(tx *db.Tx, r *api.Request, in *showMemberIn, id db.ID) (Belonging, error) {
			return d.belongingOf(tx, r, in.Code, id)
		}})
	d.replies()
}

// replies declares the owner's answers to being put forward.
func (d Desk) replies() {
	const reply, retract = nominations + "/{id}/reply", nominations + "/{id}/retract"
	api.Get(d.api, more(withExample(op("list-own-nominations", nominations, "registryapi.own_nominations"), aForm(nominations, nil)), "registryapi.own_nominations_more"),
		func(tx *db.Tx, r *api.Request, in *recordIn) (api.List[Nomination], error) {
			all, err := d.nominationsAt(tx, r.Caller.For, in.Code)
			return d.nominationsOf(tx, r, all, err)
		})
	drawn := func(tx *db.Tx, r *api.Request, code string, id db.ID) (Nomination, error) {
		all, err := d.nominationsAt(tx, r.Caller.For, code)
		return d.oneNomination(tx, r, all, err, id)
	}
	api.Post(d.api, more(changes(withExample(op("reply-nomination", reply, "registryapi.reply"), aForm(reply, map[string]any{"agree": true, "consent_text": asosiasi.NominateText, "consent_lang": "id"}))), "registryapi.reply_more"),
		api.Act[replyIn, db.ID, Nomination]{Act: d.reply, Draw: func(tx *db.Tx, r *api.Request, in *replyIn, id db.ID) (Nomination, error) {
			return drawn(tx, r, in.Code, id)
		}})
	api.Post(d.api, more(changes(withExample(op("retract-nomination", retract, "registryapi.retract"), aForm(retract, map[string]any{}))), "registryapi.retract_more"),
		api.Act[endIn, db.ID, Nomination]{Act: func(tx *db.Tx, who api.Caller, in *endIn) (db.ID, error) {
			id, err := d.nominationID(tx, who.For, in.Code, in.ID)
			if err != nil {
				return 0, err
			}
			return id, d.Associations.Retract(tx, who.For, id)
		}, Draw: func(tx *db.Tx, r *api.Request, in *endIn, id db.ID) (Nomination, error) {
			return drawn(tx, r, in.Code, id)
		}})
}

func (d Desk) belongingsOf(tx *db.Tx, r *api.Request, code string) (Belongings, error) {
	out := Belongings{List: api.List[Belonging]{Items: []Belonging{}}, Join: ConsentWords{asosiasi.Text, r.Lang.T(asosiasi.ConsentWord())}, Nominate: ConsentWords{asosiasi.NominateText, r.Lang.T(asosiasi.NominateWord())}}
	v, err := d.within(tx, r.Caller.For, code)
	if err != nil {
		return out, err
	}
	all, err := d.Associations.Of(tx, r.Caller.For, v.ID)
	if err != nil {
		return out, err
	}
	steps, err := d.Associations.History(tx, r.Caller.For, v.ID)
	for _, m := range all {
		one := Belonging{ID: d.api.Code(m.Membership.ID), Number: m.Membership.Version, Standing: string(m.Standing), Association: d.api.Code(m.Of.ID), Name: m.Of.Name, Stands: m.Of.State == asosiasi.Recognised,
			Shown: m.Shown, Made: m.Membership.Made.UTC(), Since: instant(m.Since), Ended: instant(m.Membership.Ended), EndedBy: string(m.EndedBy), Steps: []BelongingStep{}}
		for _, s := range steps {
			if s.Membership == m.Membership.ID {
				one.Steps = append(one.Steps, BelongingStep{s.Kind, string(s.Side), s.At.UTC(), whole(s.Consent)})
			}
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

// belongingOf is one of them.
func (d Desk) belongingOf(tx *db.Tx, r *api.Request, code string, id db.ID) (Belonging, error) {
	all, err := d.belongingsOf(tx, r, code)
	i := slices.IndexFunc(all.Items, func(m Belonging) bool { return m.ID == d.api.Code(id) })
	if err == nil && i < 0 {
		err = fault.New(fault.NotFound, "asosiasi.no_member")
	}
	if err != nil {
		return Belonging{}, err
	}
	return all.Items[i], nil
}

// belongs finds the membership of a business that a code names, for its owner.
func (d Desk) belongs(tx *db.Tx, session, code, member string) (db.ID, error) {
	v, err := d.within(tx, session, code)
	if err != nil {
		return 0, err
	}
	id, _ := d.api.ID(member)
	all, err := d.Associations.Of(tx, session, v.ID)
	if err == nil && !slices.ContainsFunc(all, func(m asosiasi.Belonging) bool { return m.Membership.ID == id }) {
		err = fault.New(fault.NotFound, "asosiasi.no_member")
	}
	return id, err
}

func (d Desk) join(tx *db.Tx, who api.Caller, in *joinIn) (db.ID, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return 0, err
	}
	of, _ := d.api.ID(in.Body.Association) // what is none is told to be no choice
	id, err := d.Associations.Ask(tx, who.For, v.ID, of, in.Body.given())
	return id, renamed(err, nominationFields)
}

func (d Desk) nominationsAt(tx *db.Tx, session, code string) ([]asosiasi.Nomination, error) {
	v, err := d.within(tx, session, code)
	if err != nil {
		return nil, err
	}
	return d.Associations.Nominations(tx, session, v.ID)
}

// nominationID finds the nomination of a business that a code names, for its owner.
func (d Desk) nominationID(tx *db.Tx, session, code, nomination string) (db.ID, error) {
	id, _ := d.api.ID(nomination)
	all, err := d.nominationsAt(tx, session, code)
	if err == nil && !slices.ContainsFunc(all, func(n asosiasi.Nomination) bool { return n.ID == id }) {
		err = fault.New(fault.NotFound, "asosiasi.no_nomination")
	}
	return id, err
}

func (d Desk) reply(tx *db.Tx, who api.Caller, in *replyIn) (db.ID, error) {
	id, err := d.nominationID(tx, who.For, in.Code, in.ID)
	if err != nil {
		return 0, err
	}
	return id, renamed(d.Associations.Reply(tx, who.For, id, in.Body.Agree, in.Body.given()), nominationFields)
}
