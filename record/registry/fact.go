package registry

import (
	"slices"
	"strings"

	"alun/ground/fault"
)

// Fact names one fact of a business. Its value is a text in one form, as Read makes
// it; "" is unknown.
type Fact string

// The facts of a business.
const (
	Kind          Fact = "kind" // usaha or perorangan: a creative worker without NIB
	Name          Fact = "name"
	OtherNames    Fact = "other_names" // one a line
	NIB           Fact = "nib"         // 13 digits
	LegalForm     Fact = "legal_form"  // a code of LegalForms
	Kelurahan     Fact = "kelurahan"   // code of the area
	RT            Fact = "rt"          // a whole number
	Address       Fact = "address"
	AtHome        Fact = "at_home"        // Yes, No; unknown counts as a home
	AddressPublic Fact = "address_public" // Yes where the owner wants it shown
	Point         Fact = "point"          // "-1.240890 116.896160 gps"
	StreetVendor  Fact = "street_vendor"  // Yes, No: the point of one is never public
	Phone         Fact = "phone"          // 62…, digits
	PhonePublic   Fact = "phone_public"
	WA            Fact = "wa"
	WAPublic      Fact = "wa_public"
	Mail          Fact = "mail"
	MailPublic    Fact = "mail_public"
	Web           Fact = "web"
	Opens         Fact = "hours" // see Hours
	AboutID       Fact = "about_id"
	AboutEN       Fact = "about_en"
	AboutJA       Fact = "about_ja"
	WorkersM      Fact = "workers_m"
	WorkersF      Fact = "workers_f"
	Sales         Fact = "sales"    // a code of SalesBands; of a year
	Capital       Fact = "capital"  // a code of CapitalBands; without land and buildings
	Capacity      Fact = "capacity" // see Output
	Started       Fact = "started"  // 2019, 2019-05 or 2019-05-17
	KBLI          Fact = "kbli"     // see Codes
	Subsectors    Fact = "subsectors"
)

// Yes and No are the values of facts that are true or not.
const (
	Yes = "yes"
	No  = "no"
)

// The kinds of business.
const (
	Usaha      = "usaha"
	Perorangan = "perorangan"
)

// guarding is when a fact is sealed in the history: what is personal of whom.
type guarding int

const (
	open    guarding = iota
	natural          // of a business that is no legal entity: it says who a person is
	always
)

type def struct {
	fact  Fact
	guard guarding
	read  func(string) (string, *wrong)
}

// wrong is what is wrong with a text, as the key of a sentence.
type wrong struct {
	key  string
	args []any
}

func no(key string, args ...any) *wrong { return &wrong{key, args} }

// defs are the facts in the order of forms.
var defs = []def{
	{Kind, open, oneOf("registry.kind_unknown", Usaha, Perorangan)},
	{Name, natural, readName},
	{OtherNames, natural, readOtherNames},
	{NIB, natural, readNIB},
	{LegalForm, open, readLegalForm},
	{Kelurahan, open, readKelurahan},
	{RT, always, readRT},
	{Address, always, oneLine(200)},
	{AtHome, open, readTruth},
	{AddressPublic, open, readTruth},
	{Point, always, readPoint},
	{StreetVendor, open, readTruth},
	{Phone, always, readPhone},
	{PhonePublic, open, readTruth},
	{WA, always, readWA},
	{WAPublic, open, readTruth},
	{Mail, always, readMail},
	{MailPublic, open, readTruth},
	{Web, natural, readWeb},
	{Opens, open, readHoursText},
	{AboutID, natural, paragraph},
	{AboutEN, natural, paragraph},
	{AboutJA, natural, paragraph},
	{WorkersM, open, readCount},
	{WorkersF, open, readCount},
	{Sales, always, readBand(SalesBands)},
	{Capital, always, readBand(CapitalBands)},
	{Capacity, open, readOutputText},
	{Started, open, readStarted},
	{KBLI, open, readCodesText},
	{Subsectors, open, readSubsectors},
}

// Facts lists the facts in the order of forms.
var Facts = func() []Fact {
	out := make([]Fact, len(defs))
	for i, d := range defs {
		out[i] = d.fact
	}
	return out
}()

// defOf finds a fact by its name, as forms and files write it.
var defOf = func() map[Fact]def {
	out := map[Fact]def{}
	for _, d := range defs {
		out[d.fact] = d
	}
	return out
}()

// Known reports whether there is such a fact.
func (f Fact) Known() bool { return defOf[f].read != nil }

// Label is the key of its name.
func (f Fact) Label() string { return "registry.fact_" + string(f) }

// Private reports a fact that nobody sees but the owner, and whoever opens it for a
// purpose; contacts are shown where the owner wants it.
func (f Fact) Private() bool {
	return slices.Contains([]Fact{Phone, WA, Mail, Sales, Capital}, f)
}

// Flag reports a fact by which an owner has another one shown.
func (f Fact) Flag() bool {
	return slices.Contains([]Fact{AddressPublic, PhonePublic, WAPublic, MailPublic}, f)
}

// Values are facts with their values.
type Values map[Fact]string

// Facts lists the facts that stand in values, in the order of forms.
func (v Values) Facts() []Fact {
	var out []Fact
	for _, f := range Facts {
		if _, ok := v[f]; ok {
			out = append(out, f)
		}
	}
	return out
}

// with are the values after others were set; it leaves both alone.
func (v Values) with(set Values) Values {
	out := Values{}
	for f, text := range v {
		out[f] = text
	}
	for f, text := range set {
		out[f] = text
		if text == "" {
			delete(out, f)
		}
	}
	return out
}

// Read brings typed values into the form in which they are kept. What is wrong is
// told of all fields at once, each at its own name.
func Read(typed Values) (Values, error) {
	out := make(Values, len(typed))
	f := fault.New(fault.Invalid, "registry.facts_invalid")
	for _, d := range defs {
		text, there := typed[d.fact]
		if !there {
			continue
		}
		if out[d.fact] = ""; strings.TrimSpace(text) == "" {
			continue
		}
		kept, w := d.read(text)
		if w != nil {
			f.At(string(d.fact), w.key, w.args...)
			continue
		}
		out[d.fact] = kept
	}
	for name := range typed {
		if !name.Known() {
			f.At(string(name), "registry.fact_unknown")
		}
	}
	if len(f.Fields) > 0 {
		return nil, f
	}
	return out, nil
}
