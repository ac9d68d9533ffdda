package ganda

import (
	"cmp"
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/twin"
)

// Likely is an entry that a business which is being written down may be, and why.
type Likely struct {
	Business db.ID
	NIB      bool // the same
	Contact  bool // the same number or address of mail
	Name     int  // how alike the names are, in hundredths; 0 where they are not
	RT       bool // both are of the same one
	Metres   int  // between the two points; -1 where one of them is unknown
}

const (
	mostLikely  = 3   // are shown: an officer stands before it
	nameEnough  = 80  // hundredths from which a name counts
	placeEnough = 500 // metres up to which two points may be one place: that of a home is known to 200
)

// Near finds the entries that a business which an officer writes down may be, the likeliest
// first: the same NIB or number wherever it is, or a name that is alike in the same
// kelurahan where neither RT nor distance speaks against it. Only what the officer may check
// is told. Facts that are not in form, or name no kelurahan, have none: the register refuses
// them.
func (k *Desk) Near(tx *db.Tx, session string, typed registry.Values) ([]Likely, error) {
	if typed[registry.Kelurahan] == "" {
		return nil, nil
	}
	if _, err := account.May(tx, session, registry.MayCheck, account.At{Area: typed[registry.Kelurahan]}); err != nil {
		return nil, err
	}
	set, err := registry.Read(typed)
	if err != nil {
		if fault.Of(err) != nil {
			err = nil
		}
		return nil, err
	}
	all, err := k.Book.Around(tx, set)
	if err != nil {
		return nil, err
	}
	var found []Likely
	for _, n := range all {
		if l, likely := resembles(set, n); likely {
			found = append(found, l)
		}
	}
	slices.SortStableFunc(found, func(a, b Likely) int {
		return cmp.Or(cmp.Compare(b.weight(), a.weight()), cmp.Compare(a.Business, b.Business))
	})
	var out []Likely
	for _, l := range found {
		if len(out) == mostLikely {
			break
		}
		_, err := k.Book.MayCheckOn(tx, session, l.Business)
		if err != nil && fault.Of(err) == nil {
			return nil, err
		}
		if err == nil {
			out = append(out, l)
		}
	}
	return out, nil
}

// resembles compares facts in form with an entry.
func resembles(set registry.Values, n registry.Neighbour) (Likely, bool) {
	l := Likely{Business: n.ID, NIB: n.NIB, Contact: n.Contact, Metres: -1, RT: n.RT > 0 && set[registry.RT] == strconv.Itoa(n.RT) && set[registry.Kelurahan] == n.Kelurahan}
	if at, placed := registry.ReadPoint(set[registry.Point]); placed && n.Placed {
		l.Metres = int(geo.Distance(at.Point, n.At))
	}
	if like := twin.NamesAlike([]string{set[registry.Name], set[registry.OtherNames]}, n.Names); like >= nameEnough {
		l.Name = like
	}
	against := l.Metres > placeEnough || l.Metres < 0 && !l.RT && n.RT > 0 && set[registry.RT] != ""
	return l, l.NIB || l.Contact || l.Name > 0 && n.Kelurahan == set[registry.Kelurahan] && !against
}

// weight orders entries: what is the same counts before what is alike.
func (l Likely) weight() int {
	n := l.Name
	for _, same := range []bool{l.NIB, l.Contact, l.RT, l.Metres >= 0 && l.Metres <= placeEnough} {
		if same {
			n += 100
		}
	}
	return n
}
