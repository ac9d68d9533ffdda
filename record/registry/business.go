package registry

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/ground/keys"
	"alun/record/diary"
)

// Book is the register's desk: what it needs beside the transaction.
type Book struct {
	Box  *diary.Box
	Ring *keys.Ring
	// Where is a door: the kelurahan of a point, false outside the city; nil where
	// nobody knows the borders.
	Where func(geo.Point) (kelurahan string, found bool)

	asked map[string]bool // of one act that loads a list: see once
	bulk  *bulk           // of such an act: see put
	ahead *ahead          // of such an act: see look
	trial *trial          // of rows that are only tried: see Trial
}

// Business is a business as it stands now. Facts that are sealed are in Facts only
// after they were opened.
type Business struct {
	ID          db.ID
	Version     int64 // rises by one with each change and move
	State       State
	Facts       Values
	Proofs      Proofs
	Near        geo.Point // the point, of a home rounded to about 200 metres
	Placed      bool      // there is a point
	Demo        bool
	Made        time.Time
	MadeBy      string
	SubmittedBy string
	PublishedBy string
	MergedInto  db.ID // of one that is merged
	Forgotten   time.Time

	mergedState State
	subject     db.ID
	sealed      string
}

const factColumns = `kind, name, other_names, nib, legal_form, kelurahan, rt, address, at_home, address_public, lat, lon, point_source,
	street_vendor, phone_public, wa_public, mail_public, web, hours, about_id, about_en, about_ja, workers_m, workers_f, capacity, started, kbli, subsectors`

const businessColumns = `b.id, b.version, b.state, b.subject, b.sealed, b.proof, b.demo, b.made_at, b.made_by, b.submitted_by, b.published_by,
	b.merged_into, b.merged_state, b.forgotten_at, ` + factColumns + ` from registry_business b`

const businessSelect = `select ` + businessColumns

func scanBusiness(r *db.Row) Business {
	b := Business{ID: r.ID(), Version: r.Int64(), State: State(r.Text()), subject: r.ID(), sealed: r.Text(), Proofs: readProofs(r.Text()), Demo: r.Bool(),
		Made: r.Time(), MadeBy: r.Text(), SubmittedBy: r.Text(), PublishedBy: r.Text(), MergedInto: r.ID(), mergedState: State(r.Text()), Forgotten: r.Time()}
	v := Values{}
	text := func(facts ...Fact) {
		for _, f := range facts {
			v.put(f, r.Text())
		}
	}
	count := func(f Fact) {
		if n, known := r.Maybe(); known {
			v[f] = fmt.Sprint(n)
		}
	}
	truth := func(f Fact) {
		if n, known := r.Maybe(); known {
			v[f] = map[bool]string{true: Yes, false: No}[n != 0]
		}
	}
	flag := func(f Fact) {
		if r.Bool() {
			v[f] = Yes
		}
	}
	text(Kind, Name, OtherNames, NIB, LegalForm, Kelurahan)
	count(RT)
	text(Address)
	truth(AtHome)
	flag(AddressPublic)
	b.Near.Lat, b.Placed = r.Maybe()
	b.Near.Lng, _ = r.Maybe()
	source := r.Text()
	truth(StreetVendor)
	flag(PhonePublic)
	flag(WAPublic)
	flag(MailPublic)
	text(Web, Opens, AboutID, AboutEN, AboutJA)
	count(WorkersM)
	count(WorkersF)
	text(Capacity, Started, KBLI, Subsectors)
	if b.Placed && !v.home() {
		v[Point] = At{b.Near, source}.String()
	}
	b.Facts = v
	return b
}

// put sets a fact that is known.
func (v Values) put(f Fact, text string) {
	if text != "" {
		v[f] = text
	}
}

// columns are the facts as they stand in the row, in the order of factColumns.
func (v Values) columns() []any {
	count := func(f Fact) any {
		n, known := number(v[f])
		return db.Null(n, known)
	}
	truth := func(f Fact) any { return db.Null(v[f] == Yes, v[f] != "") }
	address, point, placed := v[Address], At{}, false
	if point, placed = ReadPoint(v[Point]); placed && v.home() {
		point.Point = coarse(point.Point)
	}
	if v.home() {
		address = ""
	}
	return []any{v[Kind], v[Name], v[OtherNames], db.Null(v[NIB], v[NIB] != ""), v[LegalForm], db.Null(v[Kelurahan], v[Kelurahan] != ""), count(RT),
		address, truth(AtHome), v[AddressPublic] == Yes, db.Null(point.Lat, placed), db.Null(point.Lng, placed), point.Source,
		truth(StreetVendor), v[PhonePublic] == Yes, v[WAPublic] == Yes, v[MailPublic] == Yes, v[Web], v[Opens], v[AboutID], v[AboutEN], v[AboutJA],
		count(WorkersM), count(WorkersF), v[Capacity], v[Started], v[KBLI], v[Subsectors]}
}

// grain is how far the point of a home is rounded, in microdegrees: about 220 metres.
const grain = 2000

// coarse is a point that tells the neighbourhood and not the house.
func coarse(p geo.Point) geo.Point {
	round := func(n int64) int64 {
		m := ((n % grain) + grain) % grain
		return n - m + grain/2
	}
	return geo.Point{Lat: round(p.Lat), Lng: round(p.Lng)}
}

// hidden are the facts that stand sealed in the row: contacts and bands always,
// address and point of what may be a home.
func (v Values) hidden() Values {
	out := Values{}
	for _, f := range []Fact{Phone, WA, Mail, Sales, Capital} {
		out.put(f, v[f])
	}
	if v.home() {
		out.put(Address, v[Address])
		out.put(Point, v[Point])
	}
	return out
}

// ByID finds a business, with its sealed facts still sealed. What a reader may see of
// it, See tells.
func ByID(tx *db.Tx, id db.ID) (Business, error) {
	b, found, err := db.One(tx, scanBusiness, businessSelect+` where b.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "registry.no_business")
	}
	return b, err
}

// OwnedBy lists the businesses that a person owns, with their sealed facts still
// sealed.
func OwnedBy(tx *db.Tx, person db.ID) ([]Business, error) {
	return db.All(tx, scanBusiness, businessSelect+` where b.id in (select p.business from registry_business_person p
		where p.person = $1 and p.role = 'owner' and p.until = '') order by b.id`, person)
}

// Codes are the KBLI codes of a business.
func (b Business) Codes() []Code {
	all, _ := ReadCodes(b.Facts[KBLI]) // kept in form
	return all
}

// Hours are its opening hours, where they are known.
func (b Business) Hours() (Hours, bool) {
	if b.Facts[Opens] == "" {
		return Hours{}, false
	}
	return ReadHours(b.Facts[Opens])
}

// Point is its exact point, where it is known and was opened.
func (b Business) Point() (At, bool) { return ReadPoint(b.Facts[Point]) }

// OtherNames lists what else it is called.
func (b Business) OtherNames() []string {
	return slices.DeleteFunc(strings.Split(b.Facts[OtherNames], "\n"), func(s string) bool { return s == "" })
}

func sealPlace(business db.ID) string {
	return fmt.Sprint("registry_business.sealed ", int64(business))
}

// opened is a business with its sealed facts. What was forgotten is not there.
func (k *Book) opened(tx *db.Tx, b Business) (Business, error) {
	hidden, _, err := k.unseal(tx, b.subject, sealPlace(b.ID), b.sealed)
	if err == nil {
		b.Facts = b.Facts.with(hidden)
	}
	return b, err
}

// whole finds a business with its sealed facts: for those who may.
func (k *Book) whole(tx *db.Tx, id db.ID) (Business, error) {
	if k.trial != nil {
		if b, touched := k.trial.left[id]; touched {
			return b, nil
		}
	}
	b, err := ByID(tx, id)
	if err != nil {
		return b, err
	}
	return k.opened(tx, b)
}
