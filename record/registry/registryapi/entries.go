package registryapi

import (
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry/kurasi"
)

// CurationHolding is a business that somebody may enter for, with what it shows.
type CurationHolding struct {
	Business string          `json:"business" doc:"directory.f_code"`
	Name     string          `json:"name" doc:"directory.f_name"`
	Things   []CurationThing `json:"things" doc:"registryapi.f_things"`
}

// CurationThing is what can be entered: a product, or the business itself.
type CurationThing struct {
	ID   string `json:"id" doc:"registryapi.f_subject"`
	Name string `json:"name" doc:"registryapi.f_entry_name"`
}

// OwnEntry is an entry as the owner of its business sees it.
type OwnEntry struct {
	ID        string         `json:"id" doc:"registryapi.f_entry"`
	Call      string         `json:"call" doc:"registryapi.f_call"`
	Title     string         `json:"title" doc:"registryapi.f_call_title"`
	Phase     string         `json:"phase" enum:"soon,open,closed,judging,published,cancelled" doc:"registryapi.f_call_phase"`
	Business  string         `json:"business" doc:"directory.f_code"`
	Subject   string         `json:"subject" doc:"registryapi.f_subject"`
	Name      string         `json:"name" doc:"registryapi.f_entry_name"`
	Statement string         `json:"statement" doc:"registryapi.f_statement"`
	Consent   bool           `json:"consent" doc:"registryapi.f_entry_consent"`
	Entered   time.Time      `json:"entered_at" doc:"registryapi.f_entered_at"`
	Withdrawn *time.Time     `json:"withdrawn_at" doc:"registryapi.f_withdrawn_at"`
	By        []PutForward   `json:"put_forward" doc:"registryapi.f_put_forward"`
	Chosen    *bool          `json:"chosen" doc:"registryapi.f_entry_chosen"`
	Score     *CurationScore `json:"score,omitempty" doc:"registryapi.f_entry_score"`
}

// PutForward is which association put an entry forward, with what it says of it.
type PutForward struct {
	Association string `json:"association" doc:"registryapi.f_association"`
	Name        string `json:"name" doc:"registryapi.f_association_name"`
	Sentence    string `json:"sentence" doc:"registryapi.f_nomination_sentence"`
}

type enterCallIn struct {
	api.Keyed
	CodePath
	Body struct {
		Business  string `json:"business" minLength:"1" maxLength:"13" doc:"directory.f_code"`
		Subject   string `json:"subject,omitempty" maxLength:"13" doc:"registryapi.f_subject"`
		Statement string `json:"statement" maxLength:"3000" example:"Ditenun tangan oleh lima perajin di Damai." doc:"registryapi.f_statement"`
		Consent   bool   `json:"consent,omitempty" doc:"registryapi.f_entry_consent"`
	}
}

type entryIn struct {
	api.Keyed
	IDPath
	Body struct{}
}

type entryConsentIn struct {
	api.Keyed
	IDPath
	Body struct {
		Consent bool `json:"consent" doc:"registryapi.f_entry_consent"`
	}
}

const entries, oneEntry = "/curation/entries", "/curation/entries/{id}"

// entered declares what owners do with entries.
func (d Desk) entered() {
	const holdings, enter = oneCall + "/holdings", oneCall + "/entries"
	api.Get(d.api, more(withExample(op("list-holdings", holdings, "registryapi.holdings"), aForm(holdings, nil)), "registryapi.holdings_more"), d.holdingsIn)
	api.Get(d.api, more(withExample(op("list-own-entries", entries+"/own", "registryapi.own_entries"), api.Ask(entries+"/own")), "registryapi.own_entries_more"), d.ownEntries)
	said := map[string]any{"business": "0000000000000", "subject": "0000000000000", "statement": "Ditenun tangan oleh lima perajin di Damai.", "consent": true}
	api.Post(d.api, more(makes(withExample(op("enter-call", enter, "registryapi.enter_call"), aForm(enter, said))), "registryapi.enter_call_more"),
		api.Act[enterCallIn, db.ID, OwnEntry]{Act: d.enterCall, Draw: func(tx *db.Tx, r *api.Request, _ *enterCallIn, id db.ID) (OwnEntry, error) {
			return d.ownEntry(tx, r, id)
		}})
	api.Post(d.api, more(changes(withExample(op("withdraw-entry", oneEntry+"/withdraw", "registryapi.withdraw_entry"), aForm(oneEntry+"/withdraw", map[string]any{}))), "registryapi.withdraw_entry_more"),
		api.Act[entryIn, db.ID, OwnEntry]{Act: func(tx *db.Tx, who api.Caller, in *entryIn) (db.ID, error) {
			id, err := d.entryID(tx, who.For, in.ID)
			if err != nil {
				return 0, err
			}
			return id, d.Curation.Withdraw(tx, who.For, id)
		}, Draw: func(tx *db.Tx, r *api.Request, _ *entryIn, id db.ID) (OwnEntry, error) { return d.ownEntry(tx, r, id) }})
	api.Post(d.api, withExample(op("consent-entry", oneEntry+"/consent", "registryapi.consent_entry"), aForm(oneEntry+"/consent", map[string]any{"consent": true})),
		api.Act[entryConsentIn, db.ID, OwnEntry]{Act: func(tx *db.Tx, who api.Caller, in *entryConsentIn) (db.ID, error) {
			id, err := d.entryID(tx, who.For, in.ID)
			if err != nil {
				return 0, err
			}
			return id, d.Curation.Consent(tx, who.For, id, in.Body.Consent)
		}, Draw: func(tx *db.Tx, r *api.Request, _ *entryConsentIn, id db.ID) (OwnEntry, error) {
			return d.ownEntry(tx, r, id)
		}})
}

// mayEnter asks for the right before it is told what of whom is there.
func mayEnter(tx *db.Tx, session string) error {
	v, err := account.See(tx, session)
	if err == nil {
		_, err = v.May(kurasi.MayEnter, account.At{Person: v.Person})
	}
	return err
}

func (d Desk) holdingsIn(tx *db.Tx, r *api.Request, in *recordIn) (api.List[CurationHolding], error) {
	out := api.List[CurationHolding]{Items: []CurationHolding{}}
	c, err := d.shownCall(tx, in.Code)
	if err == nil {
		err = mayEnter(tx, r.Caller.For)
	}
	if err != nil {
		return out, err
	}
	all, err := d.Curation.Holdings(tx, r.Caller.For, c)
	for _, h := range all {
		one := CurationHolding{Business: d.api.Code(h.Business), Name: h.Name, Things: []CurationThing{}}
		for _, t := range h.Things {
			one.Things = append(one.Things, CurationThing{d.api.Code(t.ID), t.Name})
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

func (d Desk) ownEntries(tx *db.Tx, r *api.Request, _ *struct{}) (api.List[OwnEntry], error) {
	out := api.List[OwnEntry]{Items: []OwnEntry{}}
	all, err := d.Curation.Mine(tx, r.Caller.For)
	calls, told := map[db.ID]kurasi.Call{}, map[db.ID]map[db.ID]kurasi.Outcome{}
	for _, e := range all {
		if err != nil {
			return out, err
		}
		c, read := calls[e.Call]
		if !read {
			if c, err = kurasi.ByID(tx, e.Call); err != nil {
				return out, err
			}
			if told[c.ID], err = kurasi.MyOutcomes(tx, r.Caller.For, c); err != nil {
				return out, err
			}
			calls[c.ID] = c
		}
		one := d.entryOf(e, c, tx.Now())
		if o, found := told[c.ID][e.ID]; found {
			score := scoreOf(o)
			one.Chosen, one.Score = &o.Chosen, &score
		}
		one.By, err = d.putForward(tx, e)
		out.Items = append(out.Items, one)
	}
	return out, err
}

func (d Desk) entryOf(e kurasi.Entry, c kurasi.Call, now time.Time) OwnEntry {
	return OwnEntry{ID: d.api.Code(e.ID), Call: d.api.Code(c.ID), Title: c.Title, Phase: c.Phase(now), Business: d.api.Code(e.Business), Subject: d.api.Code(e.Subject), Name: e.Name,
		Statement: e.Statement, Consent: e.Consent, Entered: e.Entered.UTC(), Withdrawn: instant(e.Withdrawn)}
}

// putForward lists who put an entry forward: for its owner and its curators.
func (d Desk) putForward(tx *db.Tx, e kurasi.Entry) ([]PutForward, error) {
	out := []PutForward{}
	all, err := d.Curation.NominatedBy(tx, e)
	for _, n := range all {
		out = append(out, PutForward{d.api.Code(n.Asosiasi), n.Name, n.Sentence})
	}
	return out, err
}

// ownEntry is one of them.
func (d Desk) ownEntry(tx *db.Tx, r *api.Request, id db.ID) (OwnEntry, error) {
	all, err := d.ownEntries(tx, r, nil)
	for _, e := range all.Items {
		if e.ID == d.api.Code(id) {
			return e, err
		}
	}
	if err == nil {
		err = fault.New(fault.NotFound, "kurasi.no_entry")
	}
	return OwnEntry{}, err
}

// entryID finds the entry that a code names, of a business of whoever calls: of others
// they learn nothing here, not even that it is there.
func (d Desk) entryID(tx *db.Tx, session, code string) (db.ID, error) {
	id, err := d.idOf(code, "kurasi.no_entry")
	if err != nil {
		return 0, err
	}
	all, err := d.Curation.Mine(tx, session)
	for _, e := range all {
		if e.ID == id {
			return id, err
		}
	}
	if err == nil {
		err = fault.New(fault.NotFound, "kurasi.no_entry")
	}
	return 0, err
}

// entryFields are the names of fields on the page, as they are called here.
var entryFields = map[string]string{kurasi.FieldSubject: "subject", kurasi.FieldStatement: "statement"}

// enterCall enters what a business shows. Where businesses themselves are judged, the
// business is what is entered.
func (d Desk) enterCall(tx *db.Tx, who api.Caller, in *enterCallIn) (db.ID, error) {
	c, err := d.shownCall(tx, in.Code)
	if err == nil {
		err = mayEnter(tx, who.For)
	}
	if err != nil {
		return 0, err
	}
	v, err := d.within(tx, who.For, in.Body.Business)
	if err != nil {
		return 0, err
	}
	subject, _ := d.api.ID(in.Body.Subject) // what is none is shown by nobody
	if in.Body.Subject == "" && c.Kind == kurasi.Business {
		subject = v.ID
	}
	id, err := d.Curation.Enter(tx, who.For, kurasi.Entering{Call: c.ID, Business: v.ID, Subject: subject, Statement: in.Body.Statement, Consent: in.Body.Consent})
	return id, renamed(err, entryFields)
}
