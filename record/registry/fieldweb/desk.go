package fieldweb

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/field"
	"alun/record/registry/ganda"
	"alun/record/registry/kbli"
)

// Desk is the pages of officers outdoors.
type Desk struct {
	Field   *field.Desk
	Twins   *ganda.Desk
	Shelf   *kbli.Shelf
	Files   *blob.Keeper
	Borders []place.Boundary // of the kelurahan, for the map
	Code    func(db.ID) string
	ID      func(string) (db.ID, bool)
	// NameOf is a door: how an officer is called.
	NameOf func(tx *db.Tx, person db.ID) (string, error)
}

// Routes lists the addresses.
func (d Desk) Routes() []web.Route {
	return []web.Route{
		web.Show("/petugas/lapangan", d.dayPage, "ya"),
		web.Do("/petugas/lapangan", d.choose()),
		web.Show("/petugas/lapangan/usaha/{code}", d.onePage, "ya"),
		web.Do("/petugas/lapangan/usaha/{code}", d.check()),
		web.Do("/petugas/lapangan/periksa/{check}/putus", d.decide()),
		web.Show("/petugas/lapangan/periksa/{check}/foto", d.photo),
		web.Show("/petugas/lapangan/kota", d.cityPage),
		web.Show("/petugas/lapangan/jalan", d.awayPage),
		web.Show("/petugas/lapangan/bawa", d.takeAlong),
		web.Do("/petugas/lapangan/kirim", d.receive()),
		web.Raw("/petugas/penjaga-lapangan.js", http.HandlerFunc(keeper)),
	}
}

// nav is the main entry of these pages.
const nav = "petugas"

// face is what every page has.
type face struct {
	lang.Lang
	r     *web.Request
	areas []place.Area
}

// begin finds who asks: an officer who may check somewhere.
func (d Desk) begin(tx *db.Tx, r *web.Request) (face, error) {
	areas, err := field.Areas(tx, r.Session())
	slices.SortFunc(areas, func(a, b place.Area) int { return strings.Compare(a.Called(), b.Called()) })
	return face{r.Lang, r, areas}, err
}

func (f face) area(code string) string {
	if i := slices.IndexFunc(f.areas, func(a place.Area) bool { return a.Code == code }); i >= 0 {
		return f.areas[i].Called()
	}
	return code
}

// where says where a business is, as far as an officer sees it.
func (f face) where(v registry.Values) string {
	area := f.area(v[registry.Kelurahan])
	if v[registry.RT] == "" {
		return area
	}
	return f.T("fieldweb.rt_of", v[registry.RT], area)
}

// exactly says where in the RT it is.
func (f face) exactly(v registry.Values) string {
	switch {
	case v[registry.StreetVendor] == registry.Yes:
		return f.T("fieldweb.at_street")
	case v[registry.AtHome] != registry.No:
		return f.T("fieldweb.at_home")
	}
	return v[registry.Address]
}

func (f face) moment(t time.Time) string {
	return f.T("fieldweb.moment", date.DayOf(t).In(f.Tag()), date.Clock(t, f.Tag()))
}

// hours are opening hours as the form takes them.
func hours(kept string) string {
	h, ok := registry.ReadHours(kept)
	if kept == "" || !ok {
		return ""
	}
	days := []string{"Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"}
	var out []string
	for part := range strings.SplitSeq(h.String(), "; ") {
		named, spans, _ := strings.Cut(part, " ")
		first, last, ranged := strings.Cut(named, "-")
		name := days[first[0]-'1']
		if ranged {
			name += "–" + days[last[0]-'1']
		}
		if spans == "x" {
			spans = "tutup"
		}
		out = append(out, name+" "+strings.NewReplacer(":", ".", "-", "–").Replace(spans))
	}
	return strings.Join(out, "; ")
}

// businessOf reads the business of an address.
func (d Desk) businessOf(r *web.Request) (db.ID, error) {
	id, ok := d.ID(r.PathValue("code"))
	if !ok {
		return 0, fault.New(fault.NotFound, "registry.no_business")
	}
	return id, nil
}
