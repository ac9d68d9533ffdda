package kurasi

import (
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/saring"
)

// Entry is something that was entered in a call.
type Entry struct {
	ID, Call, Subject, Business db.ID
	Name, Holder                string // what the thing and its business were called then; "" was forgotten
	Statement                   string
	Consent                     bool // to a result in public
	Entered                     time.Time
	Withdrawn                   time.Time // zero: it stands
}

const entrySelect = `select e.id, e.call, e.subject, e.business, e.name, e.holder, e.statement, e.consent, e.entered_at, e.withdrawn_at from registry_kurasi_entry e`

func scanEntry(r *db.Row) Entry {
	return Entry{r.ID(), r.ID(), r.ID(), r.ID(), r.Text(), r.Text(), r.Text(), r.Bool(), r.Time(), r.Time()}
}

// entryByID finds an entry with its call.
func entryByID(tx *db.Tx, id db.ID) (Entry, Call, error) {
	e, found, err := db.One(tx, scanEntry, entrySelect+` where e.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "kurasi.no_entry")
	}
	if err != nil {
		return e, Call{}, err
	}
	c, err := ByID(tx, e.Call)
	return e, c, err
}

// entriesOf lists the entries of a call that stand, in the order in which they came.
func entriesOf(tx *db.Tx, call db.ID) ([]Entry, error) {
	return db.All(tx, scanEntry, entrySelect+` where e.call = $1 and e.withdrawn_at is null order by e.entered_at, e.id`, call)
}

// entriesBehind are the entries of a page behind one of them (0: from the first), and one
// more if there is another page.
func entriesBehind(tx *db.Tx, call, after db.ID) ([]Entry, error) {
	if after == 0 {
		return db.All(tx, scanEntry, entrySelect+` where e.call = $1 and e.withdrawn_at is null order by e.entered_at, e.id limit $2`, call, MostShown+1)
	}
	return db.All(tx, scanEntry, entrySelect+` join registry_kurasi_entry a on a.id = $3 and a.call = e.call where e.call = $1 and e.withdrawn_at is null
		and (e.entered_at > a.entered_at or e.entered_at = a.entered_at and e.id > a.id) order by e.entered_at, e.id limit $2`, call, MostShown+1, after)
}

// Entering is what an owner enters.
type Entering struct {
	Call, Business, Subject db.ID
	Statement               string
	Consent                 bool
}

// Fields of the form of an entry.
const (
	FieldSubject   = "produk"
	FieldStatement = "pernyataan"
)

// MostOfOne is how many entries of one business stand in a call at most; the table knows
// the same.
const MostOfOne = 3

// MostStatement is the longest statement, in letters.
const MostStatement = 600

// Enter enters what a business shows in public.
func (d Desk) Enter(tx *db.Tx, session string, in Entering) (db.ID, error) {
	if in.Business == 0 || in.Subject == 0 {
		return 0, nothingChosen(tx, session, in)
	}
	who, b, err := d.Book.For(tx, session, MayEnter, in.Business)
	if leftOut("owner") && fault.Is(err, fault.Denied) {
		var v account.Viewer
		v, err = account.See(tx, session)
		who = v.Who
	}
	if err != nil {
		return 0, err
	}
	c, err := Shown(tx, in.Call)
	if err != nil {
		return 0, err
	}
	if !c.Takes(tx.Now()) && !leftOut("late") {
		return 0, fault.New(fault.Conflict, "kurasi.entry_"+c.Phase(tx.Now()))
	}
	if err := fewer(tx, c.ID, b.ID); err != nil {
		return 0, err
	}
	thing, err := d.thing(tx, c, in)
	statement, wrong := readStatement(in.Statement)
	if err := both(err, wrong); err != nil {
		return 0, err
	}
	e := Entry{ID: tx.NewID(), Call: c.ID, Subject: thing.ID, Business: b.ID, Name: thing.Name, Holder: b.Facts[registry.Name], Statement: statement, Consent: in.Consent}
	err = tx.Try(func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into registry_kurasi_entry (id, call, subject, business, name, holder, statement, consent, entered_at, entered_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			e.ID, e.Call, e.Subject, e.Business, e.Name, e.Holder, e.Statement, e.Consent, tx.Now(), who.Actor())
		return err
	})
	if db.Unique(err) {
		return 0, fault.New(fault.Conflict, "kurasi.entered_already_"+c.Kind).At(FieldSubject, "kurasi.entered_already_"+c.Kind)
	}
	if err != nil {
		return 0, err
	}
	return e.ID, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_entered", Kind: "registry_kurasi", Subject: c.ID, Data: map[string]any{"entry": e.ID}})
}

// fewer refuses one more entry of a business that has as many as may stand.
func fewer(tx *db.Tx, call, business db.ID) error {
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_kurasi_entry where business = $1 and call = $2 and withdrawn_at is null`, business, call)
	if err == nil && n >= MostOfOne && !leftOut("few") {
		err = fault.New(fault.Conflict, "kurasi.entered_enough", MostOfOne).At(FieldSubject, "kurasi.entered_enough", MostOfOne)
	}
	return err
}

// nothingChosen tells who may enter that they chose nothing, with what else is wrong.
func nothingChosen(tx *db.Tx, session string, in Entering) error {
	v, err := account.See(tx, session)
	if err == nil {
		_, err = v.May(MayEnter, account.At{Person: v.Person})
	}
	var c Call
	if err == nil {
		c, err = Shown(tx, in.Call)
	}
	if err != nil {
		return err
	}
	_, wrong := readStatement(in.Statement)
	return both(c.notShown(), wrong)
}

func (c Call) notShown() error {
	return fault.New(fault.Invalid, "kurasi.invalid").At(FieldSubject, "kurasi.not_shown_"+c.Kind)
}

// both is what is wrong with two parts of a form: all of it is told at once.
func both(one, other error) error {
	f, g := fault.Of(one), fault.Of(other)
	switch {
	case one == nil:
		return other
	case f != nil && g != nil && f.Kind == fault.Invalid:
		f.Fields = append(f.Fields, g.Fields...)
	}
	return one
}

// thing finds what is entered among what the business shows.
func (d Desk) thing(tx *db.Tx, c Call, in Entering) (Thing, error) {
	if leftOut("shown") {
		return Thing{in.Subject, "?"}, nil
	}
	all, err := d.Shown[c.Kind](tx, in.Business)
	if err != nil {
		return Thing{}, err
	}
	i := slices.IndexFunc(all, func(t Thing) bool { return t.ID == in.Subject })
	if i < 0 {
		return Thing{}, c.notShown()
	}
	return all[i], nil
}

// readStatement reads what an owner says of the thing. It stands before curators, so it
// is looked through like any text of a stall.
func readStatement(typed string) (string, error) {
	var r reading
	text := r.text(FieldStatement, typed, 20, MostStatement)
	if err := r.err(); err != nil {
		return "", err
	}
	if _, bad := saring.Check(saring.About, FieldStatement, text); bad != nil {
		return "", bad
	}
	return text, nil
}

// own begins an act of the owner on an entry.
func (d Desk) own(tx *db.Tx, session string, entry db.ID) (account.Who, Entry, Call, error) {
	if _, err := account.See(tx, session); err != nil {
		return account.Who{}, Entry{}, Call{}, err
	}
	e, c, err := entryByID(tx, entry)
	if err != nil {
		return account.Who{}, e, c, err
	}
	who, _, err := d.Book.For(tx, session, MayEnter, e.Business)
	return who, e, c, err
}

// Withdraw takes an entry back, before the call closes.
func (d Desk) Withdraw(tx *db.Tx, session string, entry db.ID) error {
	who, e, c, err := d.own(tx, session, entry)
	if err != nil || !e.Withdrawn.IsZero() {
		return err
	}
	if !c.Takes(tx.Now()) && !leftOut("withdrawn late") {
		return fault.New(fault.Conflict, "kurasi.withdraw_late")
	}
	if err := tx.ExecOr(moved(), `update registry_kurasi_entry set withdrawn_at = $2 where id = $1 and withdrawn_at is null`, e.ID, tx.Now()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_withdrawn", Kind: "registry_kurasi", Subject: c.ID, Data: map[string]any{"entry": e.ID}})
}

// Consent says whether the result of an entry may stand in public. It is taken back, or
// given, at any time.
func (d Desk) Consent(tx *db.Tx, session string, entry db.ID, yes bool) error {
	who, e, c, err := d.own(tx, session, entry)
	if err != nil || e.Consent == yes {
		return err
	}
	if _, err := tx.Exec(`update registry_kurasi_entry set consent = $2 where id = $1`, e.ID, yes); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.kurasi_consent", Kind: "registry_kurasi", Subject: c.ID, Data: map[string]any{"entry": e.ID}})
}

// Holding is a business that somebody may enter for, with what it shows.
type Holding struct {
	Business db.ID
	Name     string
	Things   []Thing
}

// Holdings lists what whoever is signed in may enter in a call.
func (d Desk) Holdings(tx *db.Tx, session string, c Call) (out []Holding, err error) {
	v, err := account.See(tx, session)
	if err != nil {
		return nil, err
	}
	all, err := registry.OwnedBy(tx, v.Person)
	for _, b := range all {
		if err != nil {
			return nil, err
		}
		if _, err := v.May(MayEnter, account.At{Person: v.Person, Area: b.Facts[registry.Kelurahan]}); err != nil {
			return nil, err
		}
		h := Holding{Business: b.ID, Name: b.Facts[registry.Name]}
		if h.Things, err = d.Shown[c.Kind](tx, b.ID); len(h.Things) > 0 {
			out = append(out, h)
		}
	}
	return out, err
}

// ownedNow are the entries e of businesses that somebody, the last parameter of a
// statement of two, owns now.
const ownedNow = `e.business in (select p.business from registry_business_person p where p.person = $2 and p.role = 'owner' and p.until = '')`

// Mine lists the entries of the businesses of whoever is signed in, the newest first.
func (d Desk) Mine(tx *db.Tx, session string) ([]Entry, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return nil, err
	}
	return db.All(tx, scanEntry, entrySelect+` where e.business in (select p.business from registry_business_person p where p.person = $1 and p.role = 'owner' and p.until = '') order by e.id desc limit 200`, v.Person)
}
