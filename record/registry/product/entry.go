package product

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/fault"
	"alun/record/registry/saring"
)

// The longest texts, in letters.
const (
	MostName  = 80
	MostAbout = 600
)

// Typed is what somebody typed of a product.
type Typed struct {
	Name, About, Price, Unit, Kind, Stock, Days string
	Shown                                       bool
	Work                                        *TypedWork // nil: it is no work
}

// Fields of a form, as Read names them.
const (
	FieldName  = "nama"
	FieldAbout = "tentang"
	FieldPrice = "harga"
	FieldUnit  = "satuan"
	FieldKind  = "jenis"
	FieldStock = "stok"
	FieldDays  = "hari"
)

// Typed is an entry as it stands in a form.
func (e Entry) Typed() Typed {
	t := Typed{Name: e.Name, About: e.About, Price: e.Price.Typed(), Unit: e.Unit, Kind: e.Kind, Stock: e.Stock, Shown: e.Shown, Work: e.Work.typed()}
	if e.Days != 0 {
		t.Days = strconv.Itoa(e.Days)
	}
	return t
}

// reading gathers what is wrong with what was typed.
type reading struct{ bad *fault.Fault }

func (r *reading) wrong(field, key string, args ...any) {
	if r.bad == nil {
		r.bad = fault.New(fault.Invalid, "product.invalid")
	}
	if _, told := r.bad.Field(field); !told {
		r.bad = r.bad.At(field, key, args...)
	}
}

// Read brings what was typed into the form in which it is kept. All that is wrong is
// told at once, each at its own field. marks is what an officer should look at.
func Read(t Typed) (e Entry, marks []string, err error) {
	var r reading
	e = Entry{Name: strings.Join(strings.Fields(t.Name), " "), About: strings.TrimSpace(t.About), Kind: t.Kind, Stock: t.Stock, Shown: t.Shown}
	switch n := len([]rune(e.Name)); {
	case n < 2:
		r.wrong(FieldName, "product.name_needed")
	case n > MostName:
		r.wrong(FieldName, "product.text_long", MostName)
	}
	if len([]rune(e.About)) > MostAbout {
		r.wrong(FieldAbout, "product.text_long", MostAbout)
	}
	unit := r.price(t, &e)
	if e.Unit = ReadUnit(t.Unit); e.Unit == "" {
		if e.Unit = unit; strings.TrimSpace(t.Unit) != "" {
			r.wrong(FieldUnit, "product.unit_unread", mostUnit)
		}
	}
	if e.Kind != "" && !knownKind(e.Kind) {
		r.wrong(FieldKind, "product.kind_unknown")
	}
	if e.Stock == "" {
		e.Stock = Ada
	}
	if !slices.Contains(Stocks, e.Stock) {
		r.wrong(FieldStock, "product.stock_unknown")
	}
	r.days(t, &e)
	e.Work = r.work(t.Work)
	marks = r.saring(e)
	if r.bad != nil {
		return e, nil, r.bad
	}
	return e, marks, nil
}

func (r *reading) price(t Typed, e *Entry) (unit string) {
	var bad *fault.Fault
	if e.Price, unit, bad = ReadPrice(t.Price); bad != nil {
		r.wrong(FieldPrice, bad.Key, bad.Args...)
	}
	return unit
}

func (r *reading) days(t Typed, e *Entry) {
	text := strings.TrimSpace(strings.TrimSuffix(strings.ToLower(strings.TrimSpace(t.Days)), "hari"))
	if e.Stock != Pesan || text == "" {
		return
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 1 || n > 365 {
		r.wrong(FieldDays, "product.days_unread")
		return
	}
	e.Days = n
}

// saring lets the rules of public texts look at the name, the description and the unit.
func (r *reading) saring(e Entry) (marks []string) {
	for _, x := range []struct {
		place       saring.Place
		field, text string
	}{{saring.Name, FieldName, e.Name}, {saring.Product, FieldAbout, e.About}, {saring.Short, FieldUnit, e.Unit}} {
		found, bad := saring.Check(x.place, x.field, x.text)
		if bad != nil {
			f, _ := bad.Field(x.field)
			r.wrong(x.field, f.Key, f.Args...)
		}
		for _, m := range found {
			if !slices.Contains(marks, m) {
				marks = append(marks, m)
			}
		}
	}
	return marks
}

// fields names what differs between two entries.
func (e Entry) fields(other Entry) (out []string) {
	a, b := e.Typed(), other.Typed()
	for _, f := range []struct {
		name string
		same bool
	}{{"name", a.Name == b.Name}, {"about", a.About == b.About}, {"price", e.Price == other.Price}, {"unit", a.Unit == b.Unit}, {"kind", a.Kind == b.Kind},
		{"stock", a.Stock == b.Stock}, {"days", a.Days == b.Days}, {"shown", a.Shown == b.Shown},
		{"work", e.Work.is(other.Work)}} {
		if !f.same {
			out = append(out, f.name)
		}
	}
	return out
}
