package product

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// MostWorks is how many works a creative person shows.
const MostWorks = 12

// The longest link of a work, and the longest number of its HKI, in letters.
const (
	MostLink   = 300
	MostNumber = 60
)

// How a work stands with its intellectual property.
const (
	NoHKI      = "none"
	Applied    = "applied"
	Registered = "registered"
)

// HKIs, HKIKinds and WorkKinds list what a form offers, in its order. The kinds of works are
// ours, grade D; those of HKI are the four of which its law speaks most to creative people.
var (
	HKIs      = []string{NoHKI, Applied, Registered}
	HKIKinds  = []string{"hak_cipta", "merek", "desain", "paten"}
	WorkKinds = []string{"musik", "film", "foto", "tulisan", "rupa", "desain", "kriya", "busana", "pertunjukan", "aplikasi", "arsitektur", "lain"}
)

// Work is what a product is beside, where it is a work of a creative person.
type Work struct {
	Kind      string         `json:"kind"` // one of WorkKinds
	Year      int            `json:"year"`
	Link      string         `json:"link,omitempty"`
	HKI       string         `json:"hki"` // one of HKIs
	HKIKind   string         `json:"hki_kind,omitempty"`
	HKINumber string         `json:"hki_number,omitempty"`
	HKIDay    string         `json:"hki_day,omitempty"` // 2026-11-23
	Level     registry.Level `json:"level,omitempty"`   // how well its HKI is known
}

// TypedWork is what somebody typed of a work.
type TypedWork struct{ Kind, Year, Link, HKI, HKIKind, HKINumber, HKIDay string }

// Fields of the form of a work.
const (
	FieldWorkKind = "karya"
	FieldYear     = "tahun"
	FieldLink     = "tautan"
	FieldHKI      = "hki"
	FieldHKIKind  = "hki_jenis"
	FieldHKINum   = "hki_nomor"
	FieldHKIDay   = "hki_hari"
)

// typed is a work as it stands in a form; nil is no work.
func (w *Work) typed() *TypedWork {
	if w == nil {
		return nil
	}
	return &TypedWork{Kind: w.Kind, Year: strconv.Itoa(w.Year), Link: w.Link, HKI: w.HKI, HKIKind: w.HKIKind, HKINumber: w.HKINumber, HKIDay: w.HKIDay}
}

// is tells whether two works say the same, apart from how well their HKI is known.
func (w *Work) is(other *Work) bool {
	if w == nil || other == nil {
		return w == other
	}
	a, b := *w, *other
	a.Level, b.Level = 0, 0
	return a == b
}

// sameHKI tells whether two works say the same of their HKI.
func (w *Work) sameHKI(other *Work) bool {
	return w != nil && other != nil && w.HKI == other.HKI && w.HKIKind == other.HKIKind && w.HKINumber == other.HKINumber && w.HKIDay == other.HKIDay
}

// lastYear bounds the year of a work, as the table does.
const lastYear = 2200

// work reads what was typed of a work.
func (r *reading) work(t *TypedWork) *Work {
	if t == nil {
		return nil
	}
	w := &Work{Kind: t.Kind, HKI: t.HKI, HKIKind: t.HKIKind, HKINumber: strings.Join(strings.Fields(t.HKINumber), " ")}
	if !slices.Contains(WorkKinds, w.Kind) {
		r.wrong(FieldWorkKind, "product.work_kind_needed")
	}
	year, err := strconv.Atoi(strings.TrimSpace(t.Year))
	if w.Year = year; err != nil || year < 1900 || year > lastYear {
		r.wrong(FieldYear, "product.work_year", lastYear)
	}
	var ok bool
	if w.Link, ok = readLink(t.Link); !ok {
		r.wrong(FieldLink, "product.work_link", MostLink)
	}
	r.hki(t, w)
	return w
}

// hki reads how a work stands with its HKI: without one there is nothing else to tell.
func (r *reading) hki(t *TypedWork, w *Work) {
	if w.HKI == "" || w.HKI == NoHKI {
		w.HKI, w.HKIKind, w.HKINumber = NoHKI, "", ""
		return
	}
	if !slices.Contains(HKIs, w.HKI) {
		r.wrong(FieldHKI, "product.hki_unknown")
	}
	if !slices.Contains(HKIKinds, w.HKIKind) {
		r.wrong(FieldHKIKind, "product.hki_kind_needed")
	}
	switch {
	case len([]rune(w.HKINumber)) > MostNumber:
		r.wrong(FieldHKINum, "product.text_long", MostNumber)
	case w.HKI == Registered && w.HKINumber == "":
		r.wrong(FieldHKINum, "product.hki_number_needed")
	}
	text := strings.TrimSpace(t.HKIDay)
	if day, err := date.ParseDay(text); err == nil {
		w.HKIDay = day.String()
	} else if text != "" {
		r.wrong(FieldHKIDay, "product.hki_day")
	}
	if w.HKI == Applied && w.HKINumber == "" && text == "" {
		r.wrong(FieldHKINum, "product.hki_applied_needs")
	}
}

// readLink reads an address of the web; "" is none.
func readLink(typed string) (string, bool) {
	text := strings.TrimSpace(typed)
	if text == "" {
		return "", true
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || !strings.Contains(u.Hostname(), ".") || strings.ContainsAny(text, " \t\n<>\"") {
		return "", false
	}
	text = u.String()
	return text, len([]rune(text)) <= MostLink
}

// told says how well who writes knows the HKI of a work: what stood before and is the same
// keeps its proof.
func (w *Work) told(who account.Who, before *Work) {
	switch {
	case w == nil:
	case w.sameHKI(before):
		w.Level = before.Level
	case who.Grant.Role == account.Maker:
		w.Level = registry.Told
	default:
		w.Level = registry.Through
	}
}

// putWork keeps what a product is as a work, if it is one.
func (p Product) putWork(tx *db.Tx) error {
	w := p.Work
	if w == nil {
		return nil
	}
	_, err := tx.Exec(`insert into registry_product_work (product, kind, year, link, hki, hki_kind, hki_number, hki_day, hki_level) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		on conflict (product) do update set kind = excluded.kind, year = excluded.year, link = excluded.link, hki = excluded.hki, hki_kind = excluded.hki_kind,
		hki_number = excluded.hki_number, hki_day = excluded.hki_day, hki_level = excluded.hki_level`,
		p.ID, w.Kind, w.Year, w.Link, w.HKI, w.HKIKind, w.HKINumber, w.HKIDay, int(w.Level))
	return err
}

// withWorks tells of products which are works.
func withWorks(tx *db.Tx, all []Product) ([]Product, error) {
	ids, at := make([]db.ID, len(all)), map[db.ID]int{}
	for i, p := range all {
		ids[i], at[p.ID] = p.ID, i
	}
	for where, args := range db.In(ids, 0) {
		err := db.Each(tx, func(r *db.Row) error {
			i := at[r.ID()]
			all[i].Work = &Work{Kind: r.Text(), Year: r.Int(), Link: r.Text(), HKI: r.Text(), HKIKind: r.Text(), HKINumber: r.Text(), HKIDay: r.Text(), Level: registry.Level(r.Int())}
			return nil
		}, `select product, kind, year, link, hki, hki_kind, hki_number, hki_day, hki_level from registry_product_work where product in `+where, args...)
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// roomForWork asks that a work is of a creative person, who has not shown as many as there
// is room for.
func roomForWork(tx *db.Tx, b registry.Business) error {
	if b.Facts[registry.Kind] != registry.Perorangan {
		return fault.New(fault.Conflict, "product.work_of_person")
	}
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_product_work w join registry_product p on p.id = w.product where p.business = $1 and p.removed_at is null`, b.ID)
	if err == nil && n >= MostWorks {
		err = fault.New(fault.Conflict, "product.works_many", MostWorks)
	}
	return err
}

// ConfirmHKI says that an officer has seen the paper of a work's HKI: nobody says it of
// their own. Who changes the HKI later says it anew.
func (d Desk) ConfirmHKI(tx *db.Tx, session string, product db.ID, version int64) error {
	p, err := find(tx, product)
	if err != nil {
		return err
	}
	who, b, err := d.Book.For(tx, session, MayClear, p.Business)
	if err != nil {
		return err
	}
	if _, err := d.Book.MayCheckOn(tx, session, b.ID); err != nil {
		return err
	}
	switch {
	case p.Work == nil || p.Work.HKI == NoHKI || !p.Removed.IsZero():
		return fault.New(fault.Conflict, "product.no_hki")
	case p.Version != version:
		return moved()
	case p.Work.Level >= registry.Document:
		return nil
	}
	before, work := p.Entry, *p.Work
	work.Level = registry.Document
	p.Work = &work
	if err := p.keep(tx); err != nil {
		return err
	}
	return d.tell(tx, who, b, told{kind: "changed", product: p.ID, version: p.Version + 1, before: &before, after: &p.Entry, fields: []string{"hki"}})
}
