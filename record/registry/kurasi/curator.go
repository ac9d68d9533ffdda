package kurasi

import (
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// What a curator can have to do with an entry.
const (
	NoInterest = "none"
	Own        = "own"
	Family     = "family"
	Supplier   = "supplier"
	Competitor = "competitor"
)

// Interests lists them, in the order of forms.
var Interests = []string{NoInterest, Own, Family, Supplier, Competitor}

// InterestWord is the key of an interest.
func InterestWord(kind string) string { return "kurasi.interest_" + kind }

// Name names somebody with an account as a curator of a call, by their login. Nobody
// names themselves. While it is judged more can be named, where too many stand aside.
func (d Desk) Name(tx *db.Tx, session string, step Step, login string) error {
	who, c, err := d.on(tx, session, step)
	if err != nil {
		return err
	}
	if c.State != Draft && c.State != Open && c.State != Judging {
		return fault.New(fault.Conflict, "kurasi.is_"+string(c.State))
	}
	person, err := d.Find(tx, login)
	if f := fault.Of(err); f != nil {
		err = fault.New(fault.Invalid, "kurasi.invalid").At("kurator", f.Key, f.Args...)
	}
	if err != nil {
		return err
	}
	if person == who.Person {
		return fault.New(fault.Denied, "kurasi.not_oneself").At("kurator", "kurasi.not_oneself")
	}
	n, err := tx.Exec(`insert into registry_kurasi_curator (call, person, named_at, named_by) values ($1, $2, $3, $4) on conflict (call, person)
		do update set released_at = null, named_at = $3, named_by = $4 where registry_kurasi_curator.released_at is not null`, c.ID, person, tx.Now(), who.Actor())
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "kurasi.curator_there").At("kurator", "kurasi.curator_there")
	}
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_curator_named", Kind: "registry_kurasi", Subject: c.ID, Data: map[string]any{"person": person}})
}

// Release ends that somebody judges a call. Who has scored there stays.
func (d Desk) Release(tx *db.Tx, session string, step Step, person db.ID) error {
	who, c, err := d.on(tx, session, step)
	if err != nil {
		return err
	}
	if c.State != Draft && c.State != Open && c.State != Judging {
		return fault.New(fault.Conflict, "kurasi.is_"+string(c.State))
	}
	_, scored, err := db.One(tx, (*db.Row).ID, `select s.entry from registry_kurasi_sheet s join registry_kurasi_entry e on e.id = s.entry where e.call = $1 and s.person = $2 limit 1`, c.ID, person)
	if err == nil && scored {
		err = fault.New(fault.Conflict, "kurasi.has_scored")
	}
	if err != nil {
		return err
	}
	if err := tx.ExecOr(fault.New(fault.NotFound, "kurasi.no_curator"), `update registry_kurasi_curator set released_at = $3 where call = $1 and person = $2 and released_at is null`, c.ID, person, tx.Now()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_curator_released", Kind: "registry_kurasi", Subject: c.ID, Data: map[string]any{"person": person}})
}

// curatorsOf lists the accounts that judge a call now.
func curatorsOf(tx *db.Tx, call db.ID) ([]db.ID, error) {
	return db.All(tx, (*db.Row).ID, `select person from registry_kurasi_curator where call = $1 and released_at is null order by named_at, person`, call)
}

// judging begins an act of a curator on an entry. To anybody else the entry is not there.
func judging(tx *db.Tx, session string, entry db.ID) (account.Viewer, Entry, Call, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return v, Entry{}, Call{}, err
	}
	e, c, err := entryByID(tx, entry)
	if err != nil {
		return v, e, c, err
	}
	all, err := curatorsOf(tx, c.ID)
	if err == nil && !slices.Contains(all, v.Person) {
		err = fault.New(fault.NotFound, "kurasi.no_entry")
	}
	if err == nil && (!e.Withdrawn.IsZero() || c.State == Draft || c.State == Open) {
		err = fault.New(fault.NotFound, "kurasi.no_entry")
	}
	return v, e, c, err
}

// insiders are who stands or ever stood in a business that entered something in a call: its
// first parameter. They score nobody there.
const insiders = `(select p.person from registry_business_person p join registry_kurasi_entry x on x.business = p.business
	where x.call = $1 and x.withdrawn_at is null and p.person is not null)`

// helping reaches the owner of a business, and who helps them with an account of their
// own, whatever else that person may do.
var helping = account.Right{Name: "registry.kurasi_helps", Roles: []account.Role{account.Maker, account.Helper}}

// insider reports that somebody stands or ever stood in a business of the call, or helps
// the owner of this one. The table knows the first; it has no roles.
func insider(tx *db.Tx, v account.Viewer, e Entry) (bool, error) {
	where, of := `x.call = $2 and x.withdrawn_at is null`, e.Call
	if leftOut("rival") {
		where, of = `x.id = $2`, e.ID
	}
	_, found, err := db.One(tx, (*db.Row).ID, `select p.id from registry_business_person p where p.person = $1 and p.business in (select x.business from registry_kurasi_entry x where `+where+`) limit 1`, v.Person, of)
	if err != nil || found {
		return found, err
	}
	owners, err := registry.OwnersOf(tx, e.Business)
	return slices.ContainsFunc(owners, func(o db.ID) bool { return v.Can(helping, account.At{Person: o}) }) && !leftOut("helper"), err
}

// Declare says what a curator has to do with an entry. Who finds out later that they have
// takes their sheet with it.
func (d Desk) Declare(tx *db.Tx, session string, entry db.ID, kind string) error {
	who, e, c, err := judging(tx, session, entry)
	if err != nil {
		return err
	}
	if c.State != Judging {
		return fault.New(fault.Conflict, "kurasi.is_"+string(c.State))
	}
	if !slices.Contains(Interests, kind) {
		return fault.New(fault.Invalid, "kurasi.invalid").At("kepentingan", "kurasi.interest_needed")
	}
	in, err := insider(tx, who, e)
	if err != nil {
		return err
	}
	if in && kind == NoInterest {
		return fault.New(fault.Invalid, "kurasi.invalid").At("kepentingan", "kurasi.insider")
	}
	if kind != NoInterest {
		for _, statement := range []string{`delete from registry_kurasi_score where entry = $1 and person = $2`, `delete from registry_kurasi_sheet where entry = $1 and person = $2`} {
			if _, err := tx.Exec(statement, e.ID, who.Person); err != nil {
				return err
			}
		}
	}
	n, err := tx.Exec(`insert into registry_kurasi_interest (entry, person, kind, declared_at) values ($1, $2, $3, $4) on conflict (entry, person)
		do update set kind = $3, declared_at = $4 where registry_kurasi_interest.kind <> $3`, e.ID, who.Person, kind, tx.Now())
	if err != nil || n == 0 {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_declared", Kind: "registry_kurasi", Subject: c.ID, Data: map[string]any{"entry": e.ID}})
}
