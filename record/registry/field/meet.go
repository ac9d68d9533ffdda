package field

import (
	"errors"
	"maps"
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// Asks are the facts that an officer asks of a business which the register does not know
// yet: those that its owner is asked, and the point.
var Asks = []registry.Fact{registry.Kind, registry.Name, registry.OtherNames, registry.AboutID, registry.KBLI, registry.Subsectors, registry.NIB, registry.LegalForm,
	registry.Kelurahan, registry.RT, registry.AtHome, registry.StreetVendor, registry.Address, registry.Point, registry.WA, registry.Phone, registry.Mail, registry.Opens,
	registry.WorkersM, registry.WorkersF, registry.Sales, registry.Capital}

// toldThere are those of them that nobody sees from the street: they are known through who
// wrote them down, and not as seen.
var toldThere = []registry.Fact{registry.NIB, registry.WA, registry.Phone, registry.Mail, registry.WorkersM, registry.WorkersF, registry.Sales, registry.Capital}

// source is under what the register knows a device's key.
const source = "lapangan"

// Meeting is a business that an officer met on the way and nobody had written down.
type Meeting struct {
	Key   string // of the device: the same one is the same business
	Set   registry.Values
	Stood *Stood
	Note  string
	Made  time.Time
}

// metPoint is how unsure a point may be, in metres, that is taken for the place of a
// business that was met.
const metPoint = 100

// Place takes where the officer stood for the place of what they met, if it is known well
// enough; nil is nowhere.
func (s *Stood) Place(set registry.Values) {
	if s != nil && s.Accuracy <= metPoint {
		set[registry.Point] = registry.At{Point: s.At, Source: "gps"}.String()
	}
}

// Met is what became of it.
type Met struct {
	Business db.ID // a draft
	Check    db.ID // that the officer was there; a photo may follow (AddPhoto)
	Again    bool  // it came before: nothing was done
}

// WasMet finds what came before under a key of the officer's device.
func (d *Desk) WasMet(tx *db.Tx, session, key string) (Met, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return Met{}, err
	}
	return d.wasMet(tx, v.Who, key)
}

func (d *Desk) wasMet(tx *db.Tx, who account.Who, key string) (m Met, err error) {
	if m.Business, m.Again, err = d.Book.CameFrom(tx, who.Actor(), source, key); err == nil && m.Again {
		m.Check, _, err = came(tx, who.Person, key)
	}
	return m, err
}

// Meet writes down a business that an officer met on the way, and that they were there.
// What is there twice is one: its key is the device's. What is seen from the street is known
// as seen, what was only said through who wrote it down. It is a draft, which the desk goes
// on with: who wrote it down does not publish it.
func (d *Desk) Meet(tx *db.Tx, session string, in Meeting) (Met, error) {
	check := Checking{Key: in.Key, Found: Open, Stood: in.Stood, Note: in.Note, Made: in.Made}
	if err := check.read(); err != nil {
		return Met{}, err
	}
	if err := asked(in.Set); err != nil {
		return Met{}, err
	}
	who, err := account.May(tx, session, registry.MayCheck, account.At{Area: in.Set[registry.Kelurahan]})
	if err != nil {
		return Met{}, err
	}
	if m, err := d.wasMet(tx, who, in.Key); err != nil || m.Again {
		return m, err
	}
	seen, told := split(in.Set)
	m := Met{}
	if m.Business, err = d.Enter(tx, session, registry.Registering{Source: source, Key: in.Key, Level: registry.Seen, Sure: true, Set: seen}); err != nil {
		return Met{}, told.both(err)
	}
	if len(told) > 0 {
		if _, err := d.Book.Change(tx, session, registry.Changing{Business: m.Business, Set: registry.Values(told)}); err != nil {
			return Met{}, err
		}
	}
	b, err := registry.ByID(tx, m.Business)
	if err != nil {
		return Met{}, err
	}
	m.Check = tx.NewID()
	return m, d.keep(tx, who, b, check, m.Check, nil)
}

// asked refuses facts that nobody is asked.
func asked(set registry.Values) error {
	f := fault.New(fault.Invalid, "field.check_invalid")
	for fact := range set {
		if !slices.Contains(Asks, fact) {
			f.At(string(fact), "registry.fact_unknown")
		}
	}
	if set[registry.Kelurahan] == "" {
		f.At(string(registry.Kelurahan), "field.area_invalid")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// toldSet are facts that were only said.
type toldSet registry.Values

// split parts what is seen from what is said; what is empty is neither. What no person has
// is not said of one.
func split(set registry.Values) (seen registry.Values, told toldSet) {
	seen, told = registry.Values{}, toldSet{}
	for f, text := range set {
		switch {
		case text == "":
		case slices.Contains(toldThere, f):
			told[f] = text
		default:
			seen[f] = text
		}
	}
	if set[registry.Kind] == registry.Perorangan {
		delete(seen, registry.LegalForm)
	}
	return seen, told
}

// both adds what is wrong with the said facts to what is wrong with the seen ones: an
// officer mends all of it at once.
func (t toldSet) both(err error) error {
	_, wrong := registry.Read(registry.Values(t))
	f, more := fault.Of(err), fault.Of(wrong)
	if f == nil || f.Kind != fault.Invalid || more == nil {
		return err
	}
	out := fault.New(f.Kind, f.Key, f.Args...)
	for _, x := range slices.Concat(f.Fields, more.Fields) {
		out.At(x.Name, x.Key, x.Args...)
	}
	return out
}

// errClash takes back what was kept of a check when another part of it clashes.
var errClash = errors.New("field: others were faster")

// change says what was found of a business that stands: what was seen as seen, what was only
// said through who checks. Where others were faster with any of it, nothing is kept.
func (d *Desk) change(tx *db.Tx, session string, in Checking, b registry.Business) (saved registry.Saved, err error) {
	seen, told := split(in.More)
	err = tx.Try(func(tx *db.Tx) error {
		if len(told) > 0 {
			if saved, err = d.Book.Change(tx, session, registry.Changing{Business: in.Business, Version: in.Version, Set: registry.Values(told)}); err != nil {
				return err
			}
		}
		first := saved
		c := d.changing(in, b)
		maps.Copy(c.Set, seen)
		if saved, err = d.Book.Change(tx, session, c); err != nil {
			return err
		}
		saved.Changed, saved.Proposed = slices.Concat(first.Changed, saved.Changed), slices.Concat(first.Proposed, saved.Proposed)
		if saved.Clashes = slices.Concat(first.Clashes, saved.Clashes); len(saved.Clashes) > 0 {
			return errClash
		}
		return nil
	})
	if errors.Is(err, errClash) {
		saved.Version, err = b.Version, nil
	}
	return saved, err
}

// UsualCodes are the codes of a version of KBLI that most businesses bear, the commonest
// first.
func UsualCodes(tx *db.Tx, version string, limit int) ([]string, error) {
	return db.All(tx, (*db.Row).Text, `select code from registry_business_kbli where version = $1 group by code order by count(*) desc, code limit $2`, version, limit)
}
