package registryapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// RecordConsent is an owner's yes to something private being shown to everybody.
type RecordConsent struct {
	ID     string    `json:"id" doc:"registryapi.f_consent_id"`
	Number int64     `json:"version" minimum:"1" doc:"registryapi.f_consent_version"`
	Facts  []string  `json:"facts" doc:"registryapi.f_consent_facts"`
	How    string    `json:"how" enum:"self,counter,paper" doc:"registryapi.f_consent_how"`
	At     time.Time `json:"at" doc:"registryapi.f_at"`
}

// consentHows are the ways of a yes, as they are called here.
var consentHows = map[string]string{registry.ByThemselves: "self", registry.AtCounter: "counter", registry.OnPaper: "paper"}

type noteConsentIn struct {
	api.Keyed
	CodePath
	Body struct {
		Decided
		How   string   `json:"how" enum:"counter,paper" doc:"registryapi.f_consent_how"`
		Shows []string `json:"shows" minItems:"1" maxItems:"6" uniqueItems:"true" enum:"address_public,phone_public,wa_public,mail_public,at_home,street_vendor" doc:"registryapi.f_consent_shows"`
	}
}

// shownBy is what a fact says where its owner lets everybody see: the flags say yes, and
// a place that is neither a home nor of somebody who goes about is a shop.
var shownBy = map[string]string{string(registry.AtHome): registry.No, string(registry.StreetVendor): registry.No}

// consents declares the yeses of owners: they read them, and an officer notes one.
func (d Desk) consents() {
	const at = "/businesses/{code}/record/consents"
	api.Get(d.api, more(withExample(op("list-consents", at, "registryapi.consents"), aForm(at, nil)), "registryapi.consents_more"), d.listConsents)
	note := withExample(opDecides("note-consent", at, "registryapi.note_consent"), aForm(at, map[string]any{"version": 3, "how": "counter", "shows": []string{"wa_public"}}))
	api.Post(d.api, more(note, "registryapi.note_consent_more"), api.Act[noteConsentIn, recordKept, RecordSaved]{Act: d.noteConsent, Draw: func(tx *db.Tx, r *api.Request, _ *noteConsentIn, k recordKept) (RecordSaved, error) {
		return d.saved(tx, r, k)
	}})
}

func (d Desk) listConsents(tx *db.Tx, r *api.Request, in *recordIn) (api.List[RecordConsent], error) {
	out := api.List[RecordConsent]{Items: []RecordConsent{}}
	v, err := d.within(tx, r.Caller.For, in.Code)
	if err != nil {
		return out, err
	}
	all, err := d.Book.Consents(tx, r.Caller.For, v.ID)
	for _, c := range all {
		out.Items = append(out.Items, RecordConsent{d.api.Code(c.ID), c.Version, factNames(c.Facts), consentHows[c.How], c.At.UTC()})
	}
	return out, err
}

// noteConsent writes down that the owner said yes before an officer, or on paper, and
// shows what they said yes to. Nobody notes it of a business in which they stand.
func (d Desk) noteConsent(tx *db.Tx, who api.Caller, in *noteConsentIn) (recordKept, error) {
	v, err := d.within(tx, who.For, in.Code)
	if err != nil {
		return recordKept{}, err
	}
	if _, err := d.Book.MayCheckOn(tx, who.For, v.ID); err != nil {
		return recordKept{}, err
	}
	if in.Body.Number != v.Business.Version {
		return recordKept{}, fault.New(fault.Conflict, "registry.moved")
	}
	c := registry.Changing{Business: v.ID, Version: in.Body.Number, Set: registry.Values{}, Consent: registry.AtCounter}
	if in.Body.How == consentHows[registry.OnPaper] {
		c.Consent = registry.OnPaper
	}
	for _, name := range in.Body.Shows {
		if c.Set[registry.Fact(name)] = registry.Yes; shownBy[name] != "" {
			c.Set[registry.Fact(name)] = shownBy[name]
		}
	}
	saved, err := d.Book.Change(tx, who.For, c)
	if err == nil && len(saved.Changed)+len(saved.Proposed) > 0 { // else it was shown already
		err = d.trace(tx, who, v.ID, "note_consent")
	}
	return recordKept{v.ID, factNames(saved.Changed), factNames(saved.Proposed)}, err
}

// asked tells a program where an officer notes that the owner said yes: a form has a field
// for it, which a program does not know.
func asked(err error) error {
	f := fault.Of(err)
	if f == nil || f.Key != "registry.consent_needed" {
		return err
	}
	told := fault.New(fault.Invalid, "registryapi.consent_elsewhere").Because(f.Unwrap())
	for _, x := range f.Fields {
		if x.Name != registry.FieldConsent {
			told.At(x.Name, "registryapi.consent_elsewhere")
		}
	}
	return told
}
