package registryapi

import (
	"embed"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"alun/ground/api"
	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/field"
	"alun/record/registry/ganda"
	"alun/record/registry/kurasi"
	"alun/record/registry/lembar"
	"alun/record/registry/naikkelas"
	"alun/record/registry/paspor"
	"alun/record/registry/product"
)

// Files holds the sentences of the operations for people.
//
//go:embed words
var Files embed.FS

// ScopeAct is the scope of a key that acts in the register for the person who made it,
// with that person's rights and not one more. It never has a second factor: what
// publishes, returns, suspends or merges needs ScopeDecide beside it, and what opens
// somebody's private facts stays with the person, on the pages.
const ScopeAct = "registry.act"

// Desk is the operations by which a program acts in the register for a person: makers
// and their helpers on their own businesses, officers on those of their area. Each calls
// the act that the pages call. DB, Book and Files must be set.
type Desk struct {
	DB    *db.DB
	Book  *registry.Book
	Files *blob.Keeper // takes photos in
	// Twins and Field are what officers read; both must be set.
	Twins *ganda.Desk
	Field *field.Desk
	// Passports is where owners make links; it must be set.
	Passports *paspor.Desk
	// Curation, Associations and Readiness are the desks behind their pages; each must be set.
	Curation     kurasi.Desk
	Associations asosiasi.Desk
	Readiness    *naikkelas.Desk
	// SignsIn is a door: who signs in with a number or an address; a fault where nobody does.
	SignsIn func(tx *db.Tx, login string) (db.ID, error)
	// NameOf is a door: how somebody with an account is called.
	NameOf func(tx *db.Tx, person db.ID) (string, error)

	api *api.API
}

func (d Desk) products() product.Desk { return product.Desk{Book: d.Book} }

func (d Desk) sheets() lembar.Desk { return lembar.Desk{Book: d.Book} }

// Declare declares the operations.
func (d Desk) Declare(a *api.API) {
	d.api = a
	d.records()
	d.batch()
	d.moves()
	d.pasts()
	d.holdings()
	d.people()
	d.sales()
	d.photos()
	d.queues()
	d.papers()
	d.decisions()
	d.outdoors()
	d.consents()
	d.days()
	d.waits()
	d.marks()
	d.goods()
	d.passports()
	d.associations()
	d.curations()
	d.entered()
	d.judgements()
	d.boards()
	d.spoken()
	d.belongings()
	d.keepings()
	d.invitations()
	d.works()
	d.growth()
	d.rules()
}

// op begins the declaration of an operation for people.
func op(id, path, say string) api.Op {
	return api.Op{ID: id, Path: path, Tag: "register", Say: say, Scope: ScopeAct}
}

// more adds what to know about an operation, to a sentence.
func more(o api.Op, say string) api.Op {
	o.More = say
	return o
}

// makes says that an operation makes something.
func makes(o api.Op) api.Op {
	o.Made = true
	return changes(o)
}

// nowhere says that a call may name what is not there.
func nowhere(o api.Op) api.Op {
	o.Faults = append(o.Faults, 404)
	return o
}

// changes says that an operation may meet what others changed.
func changes(o api.Op) api.Op {
	o.Faults = append(o.Faults, 409)
	return o
}

// CodePath names a business: part of the input of operations on one.
type CodePath struct {
	Code string `path:"code" maxLength:"13" doc:"directory.f_code"`
}

// IDPath names something of a business.
type IDPath struct {
	ID string `path:"id" maxLength:"13" doc:"registryapi.f_id"`
}

// Seen is the state that a change rests on: part of the input of a PATCH.
type Seen struct {
	IfMatch string `header:"If-Match" json:"if_match" doc:"api.p_match"`
}

// idOf finds what a code names; a code that is none names nothing.
func (d Desk) idOf(code, missing string) (db.ID, error) {
	if id, ok := d.api.ID(code); ok {
		return id, nil
	}
	return 0, fault.New(fault.NotFound, missing)
}

// within finds a business as one of its people or officers sees it. To anybody else it
// is not there, published or not: they read the public one.
func (d Desk) within(tx *db.Tx, session, code string) (registry.View, error) {
	id, known := d.api.ID(code)
	v, err := d.Book.See(tx, session, id)
	if known && (err != nil || v.As != registry.Public || leftOut("within")) && !fault.Is(err, fault.NotFound) {
		return v, err
	}
	if _, err := account.See(tx, session); err != nil { // who is not signed in any more is told so
		return v, err
	}
	return v, fault.New(fault.NotFound, "registry.no_business")
}

// raced answers who was slower as If-Match does: the state that was named is gone.
func raced(err error) error {
	if f := fault.Of(err); f != nil && slices.Contains([]string{"registry.moved", "product.moved", "kurasi.moved", "asosiasi.moved"}, f.Key) {
		return api.Match("other", "")
	}
	return err
}

// renamed tells a fault at the names that fields have here.
func renamed(err error, names map[string]string) error {
	f := fault.Of(err)
	if f == nil || len(f.Fields) == 0 {
		return err
	}
	told := fault.New(f.Kind, f.Key, f.Args...).Because(f.Unwrap())
	for _, x := range f.Fields {
		name := x.Name
		if other, known := names[name]; known {
			name = other
		}
		told.At(name, x.Key, x.Args...)
	}
	return told
}

// textsIn are the fields of a struct of optional texts that were given, by their names.
func textsIn(v any) (map[string]string, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	return out, json.Unmarshal(raw, &out)
}

// dayText writes a day, or null where none is known.
func dayText(d date.Day) *string {
	if d.IsZero() {
		return nil
	}
	text := d.String()
	return &text
}

// dayOf reads a day that may be left out.
func dayOf(field, text string) (date.Day, error) {
	if text == "" {
		return date.Day{}, nil
	}
	day, err := date.ParseDay(text)
	if err != nil {
		err = fault.New(fault.Invalid, "registryapi.bad_day").At(field, "registryapi.bad_day").Because(err)
	}
	return day, err
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func factNames(all []registry.Fact) []string {
	out := make([]string, len(all))
	for i, f := range all {
		out[i] = string(f)
	}
	return out
}

// aForm is the form of a call about something of somebody: an example that names nobody's.
func aForm(path string, body any) func(*db.Tx) (api.Call, error) {
	return func(*db.Tx) (api.Call, error) {
		none := "0000000000000"
		return api.Call{Path: strings.NewReplacer("{code}", none, "{id}", none).Replace(path), Body: body, Form: true}, nil
	}
}
