package main

import (
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/account/accountweb"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/kurasi"
	"alun/record/registry/naikkelas"
	"alun/record/registry/registryweb"
)

// heldTeller says what the register keeps of people as its own pages do: places, hours,
// numbers, codes of trades, dates, and on what each fact rests. No code that only the program
// knows stands on the page of a person.
type heldTeller struct {
	face.Teller
	asks  map[string]string // the questions of readiness
	calls map[string]string // how calls of kurasi are called, by their codes in nominations
}

// mostToldCalls bounds the calls that are named.
const mostToldCalls = 1000

// tellHeld gives who says it, with what the register knows now.
func (h *house) tellHeld(tx *db.Tx, l lang.Lang) (accountweb.Teller, error) {
	say, err := face.NewTeller(tx, h.codes, l)
	if err != nil {
		return nil, err
	}
	rules, err := naikkelas.Read(tx)
	if err != nil {
		return nil, err
	}
	t := heldTeller{Teller: say, asks: map[string]string{}, calls: map[string]string{}}
	calls, err := kurasi.Calls(tx, mostToldCalls)
	for _, c := range calls {
		t.calls[nominatedFor(h, c.ID)] = c.Title
	}
	wheel, _ := rules.Wheel(date.DayOf(tx.Now()))
	for _, a := range wheel.Axes {
		for _, q := range a.Questions {
			t.asks[q.Code] = q.Ask.In(l.Tag())
		}
	}
	return t.tell, err
}

// tell says a value and its note; "" is as it is kept.
func (t heldTeller) tell(x account.Held) (value, note string) {
	switch room, what, _ := strings.Cut(x.What, "."); room {
	case "registry_business":
		value, note = tellBusiness(t.Teller, registry.Fact(what), x)
	case "registry_consent", "registry_read", "registry_passport", "registry_check":
		note = factLabels(t.Lang, x.Note)
	case "registry_opendata_member":
		value, note = tellCounted(t.Lang, what, x)
	case "registry_naikkelas_answer":
		note = t.asks[x.Note]
	case "registry_asosiasi_nomination":
		note = t.calls[x.Note]
	}
	return value, note
}

// tellBusiness says a fact of a business, and on what it rests.
func tellBusiness(say face.Teller, f registry.Fact, x account.Held) (value, note string) {
	if f == "state" {
		return "", ""
	}
	if level, known := registry.LevelOf(x.Note); known {
		note = say.T(level.Word())
	}
	if value = say.Fact(f, x.Value); value == x.Value {
		value = ""
	}
	return value, note
}

// factLabels says names of facts in words.
func factLabels(l lang.Lang, facts string) string {
	var labels []string
	for f := range strings.FieldsSeq(facts) {
		if key := registry.Fact(f).Label(); l.Has(key) {
			labels = append(labels, l.T(key))
		}
	}
	return strings.Join(labels, ", ")
}

// tellCounted says what the kept census counts of a business in one of its series.
func tellCounted(l lang.Lang, series string, x account.Held) (value, note string) {
	if men, women, both := strings.Cut(x.Value, " "); both {
		return l.T(registry.WorkersM.Label()) + ": " + men + ", " + l.T(registry.WorkersF.Label()) + ": " + women, ""
	}
	if x.Value == series {
		return l.T("opendataweb.series_" + series), ""
	}
	if from, to, band := strings.Cut(x.Value, "-"); band {
		return from + "–" + to, ""
	}
	return "", ""
}

// readElsewhere lists who read private facts of the businesses that a person owns.
func (h *house) readElsewhere(tx *db.Tx, r *web.Request, person, after db.ID, limit int) (out []accountweb.OtherRead, err error) {
	code := func(id db.ID) string { return h.keys.Codec().Encode(int64(id)) }
	all, err := (registryweb.Makers{Code: code, NameOf: h.nameOf}).ReadsOfOwner(tx, r.Lang, person, after, limit)
	for _, x := range all {
		out = append(out, accountweb.OtherRead{ID: x.ID, At: x.At, Who: x.Who, Name: x.Name, Why: x.Why, Law: x.Law, Which: x.Which, Of: x.Business, Href: r.Href(x.Path)})
	}
	return out, err
}
