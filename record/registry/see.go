package registry

import (
	"slices"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry/saring"
)

// Eye is as what somebody looks at a business.
type Eye string

// The eyes.
const (
	Public  Eye = "public"
	Officer Eye = "officer" // of its area, or of the whole city: opens what is private for a purpose
	Helping Eye = "helper"  // all but sales and capital
	Owning  Eye = "owner"
)

func eyeOf(who account.Who) Eye {
	switch who.Grant.Role {
	case account.Maker:
		return Owning
	case account.Helper:
		return Helping
	case "":
		return Public
	}
	return Officer
}

// shut reports a fact that an eye does not see as it is. hidden is the place of a home or
// of a street vendor: where that is, an officer opens for a purpose, one at a time, and
// it is kept who did.
func (e Eye) shut(f Fact, hidden bool) bool {
	switch e {
	case Owning:
		return false
	case Helping:
		return f == Sales || f == Capital
	}
	return f.Private() || hidden && (f == Address || f == Point)
}

// see is a business as an eye sees it. Of a home the public sees its kelurahan alone,
// until the owner opens the address; of a street vendor it never sees more, nor that it is
// one.
func (e Eye) see(b Business) Business {
	facts := Values{}
	hidden := b.Facts.home() || e == Officer && b.Facts.Vendor() && !leftOut("vendor's place")
	for f, text := range b.Facts {
		if !e.shut(f, hidden) {
			facts[f] = text
		}
	}
	if e == Public {
		for fact, flag := range map[Fact]Fact{Phone: PhonePublic, WA: WAPublic, Mail: MailPublic, Address: AddressPublic, Point: AddressPublic} {
			if b.Facts[flag] == Yes {
				facts.put(fact, b.Facts[fact])
			}
		}
		vendor := b.Facts.Vendor() && !leftOut("street vendor")
		if vendor { // nor where they stand in words: that is the same list for a raid
			delete(facts, Address)
			delete(facts, RT)
		}
		if facts[Point] == "" || vendor {
			delete(facts, Point)
			b.Near.Lat, b.Near.Lng, b.Placed = 0, 0, false
		}
		if b.Facts.home() && b.Facts[AddressPublic] != Yes {
			delete(facts, RT)
		}
		if saring.Contact(facts[Web]) { // from before that was refused
			delete(facts, Web)
		}
		// That somebody sells in the street is not told either: read one after the other, pages
		// would be a list of them.
		for _, f := range []Fact{NIB, AddressPublic, PhonePublic, WAPublic, MailPublic, AtHome, StreetVendor, WorkersM, WorkersF} {
			delete(facts, f)
		}
		b.SubmittedBy, b.PublishedBy, b.MadeBy, b.Proofs = "", "", "", levelsOnly(b.Proofs, facts)
	}
	b.Facts, b.sealed = facts, ""
	return b
}

// levelsOnly leaves of proofs how well a fact is known, and since when: not by whom.
func levelsOnly(all Proofs, facts Values) Proofs {
	out := Proofs{}
	for f, p := range all {
		if _, there := facts[f]; there || f == NIB { // that a number was shown is a badge
			out[f] = Proof{Level: p.Level, Source: p.Source, At: p.At, Over: p.Over, From: p.From, Until: p.Until}
		}
	}
	return out
}

// View is a business as somebody may see it.
type View struct {
	Business
	As     Eye
	Mine   bool           // the viewer owns it
	Viewer account.Viewer // the zero value is nobody
}

// May tells whether the viewer may do something with the business, for a button that
// is shown or not.
func (v View) May(tx *db.Tx, right account.Right) bool { return v.Need(tx, right) == nil }

// Need refuses who may not do something with the business.
func (v View) Need(tx *db.Tx, right account.Right) error {
	_, err := may(tx, v.Viewer, right, v.Business)
	if err == nil && v.As == Public {
		err = fault.New(fault.Denied, "account.not_yours")
	}
	return err
}

// SeeFor finds a business for who has a right there, and for nobody else: for pages that
// are not public.
func (k *Book) SeeFor(tx *db.Tx, session string, id db.ID, right account.Right) (View, error) {
	if _, err := account.See(tx, session); err != nil {
		return View{}, err
	}
	v, err := k.See(tx, session, id)
	if err == nil {
		err = v.Need(tx, right)
	}
	return v, err
}

// See finds a business as whoever looks may see it: all of it is its owner's, the
// public sees what is published, nobody learns of another one that it is there.
func (k *Book) See(tx *db.Tx, session string, id db.ID) (View, error) {
	b, err := ByID(tx, id)
	if err != nil {
		return View{}, err
	}
	out := View{As: Public}
	if out.Viewer, err = account.See(tx, session); err != nil && !fault.Is(err, fault.Stranger) {
		return View{}, err
	}
	if err == nil {
		owners, err := OwnersOf(tx, id)
		if err != nil {
			return View{}, err
		}
		out.Mine = slices.Contains(owners, out.Viewer.Person)
		if out.As, err = asWhom(tx, out.Viewer, b); err != nil {
			return View{}, err
		}
	}
	switch {
	case out.As != Public:
		b, err = k.opened(tx, b)
		out.Business = out.As.see(b)
	case b.State != Published:
		return View{}, fault.New(fault.NotFound, "registry.no_business")
	default:
		out.Business, err = k.public(tx, b)
	}
	return out, err
}

// asWhom finds as what a viewer looks at a business. An act that the database refuses is
// not one without a right: it is tried again.
func asWhom(tx *db.Tx, v account.Viewer, b Business) (Eye, error) {
	who, err := may(tx, v, MayChange, b)
	if err == nil {
		return eyeOf(who), nil
	}
	if fault.Is(err, fault.Denied) {
		_, err = may(tx, v, MayWatch, b)
	}
	switch {
	case err == nil:
		return Officer, nil
	case fault.Is(err, fault.Denied):
		return Public, nil
	}
	return Public, err
}

// Shown finds what the public sees of a published business: for the directory, its
// index and open data. found is false where nothing is public.
func (k *Book) Shown(tx *db.Tx, id db.ID) (b Business, found bool, err error) {
	b, found, err = db.One(tx, scanBusiness, businessSelect+` where b.id = $1 and b.state = 'published'`, id)
	if err != nil || !found {
		return b, false, err
	}
	b, err = k.public(tx, b)
	return b, err == nil, err
}

// public opens a row only where something sealed is shown.
func (k *Book) public(tx *db.Tx, b Business) (Business, error) {
	f := b.Facts
	if f[PhonePublic] == Yes || f[WAPublic] == Yes || f[MailPublic] == Yes || f[AddressPublic] == Yes && f.home() {
		var err error
		if b, err = k.opened(tx, b); err != nil {
			return b, err
		}
	}
	return Public.see(b), nil
}
