package fieldweb

import (
	"bytes"
	_ "embed"
	"net/http"
	"strconv"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/field"
)

// awayPage is the page that the browser keeps. It says nothing of anybody: the list
// comes from what the browser took along.
func (d Desk) awayPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	f, err := d.begin(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	r.FormKey() // made for this reader: not kept by the house
	return web.Reply{Page: &web.Page{Title: f.T("fieldweb.away_title"), Nav: nav, Body: awayBody(f), Scripts: []string{"lapangan/jalan.js"}}}, nil
}

//go:embed penjaga.js
var keeperScript []byte

// keeper is the script that keeps the page in the browser. It stands above the pages
// that it keeps: a browser lets it see no others.
func keeper(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(keeperScript))
}

// taken is what a browser takes along.
type taken struct {
	Who     string            `json:"who"` // a code for the officer, so that nobody else's browser shows it
	Made    int64             `json:"made"`
	Title   string            `json:"title"`
	Lead    string            `json:"lead"`
	Stops   []takenStop       `json:"stops"`
	Areas   [][2]string       `json:"areas"`
	Founds  [][3]string       `json:"founds"`
	Labels  map[string]string `json:"labels"`
	Words   map[string]string `json:"words"`
	Keeper  string            `json:"keeper"`
	Scope   string            `json:"scope"`
	SignIn  string            `json:"masuk"`
	Send    string            `json:"kirim"`
	Expires int64             `json:"sampai"`
}

// takenStop is a business as far as a check needs it: no sealed fact, no score.
type takenStop struct {
	Number  int               `json:"nomor"`
	Code    string            `json:"kode"`
	Version int64             `json:"versi"`
	Name    string            `json:"nama"`
	Where   string            `json:"tempat"`
	Exactly string            `json:"alamat"`
	Facts   map[string]string `json:"fakta"`
}

// keepsFor is how long a browser keeps a list.
const keepsFor = 48 * time.Hour

// takeAlong gives the day to the page's script.
func (d Desk) takeAlong(tx *db.Tx, r *web.Request) (web.Reply, error) {
	f, err := d.begin(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	v, err := account.See(tx, r.Session())
	if err != nil {
		return web.Reply{}, err
	}
	trip, has, err := d.Field.Current(tx, r.Session())
	if err != nil {
		return web.Reply{}, err
	}
	p := dayPage{face: f, trip: trip, has: has, stops: d.stopsOf(f, trip)}
	out := taken{Who: d.Code(v.Person), Made: tx.Now().UnixMilli(), Title: p.title(), Stops: []takenStop{}, Labels: map[string]string{}, Words: awayWords(r.Lang),
		Keeper: r.Href("/petugas/penjaga-lapangan.js"), Scope: r.Href("/petugas/lapangan"), SignIn: r.Href("/masuk?ke=" + r.Href("/petugas/lapangan/jalan")), Send: r.Href("/petugas/lapangan/kirim"),
		Expires: tx.Now().Add(keepsFor).UnixMilli()}
	if has {
		out.Lead = p.lead()
	}
	for _, s := range p.stops {
		one := takenStop{s.number, s.code, s.Version, s.Facts[registry.Name], s.where, s.exact, map[string]string{}}
		for _, c := range field.Corrects {
			one.Facts[string(c)] = s.Facts[c]
		}
		one.Facts[string(registry.Opens)] = hours(s.Facts[registry.Opens])
		out.Stops = append(out.Stops, one)
	}
	for _, a := range f.areas {
		out.Areas = append(out.Areas, [2]string{a.Code, a.Called()})
	}
	for _, x := range field.Founds {
		out.Founds = append(out.Founds, [3]string{string(x), r.Lang.T("field.found_" + string(x)), r.Lang.T("fieldweb.found_note_" + string(x))})
	}
	for _, x := range append([]registry.Fact{registry.Kelurahan, registry.Address, registry.WA}, field.Corrects...) {
		out.Labels[string(x)] = r.Lang.T(x.Label())
	}
	return web.Reply{Data: out}, nil
}

// awayKeys are the sentences that the page's script shows, by its names for them.
var awayKeys = []string{"check", "checked", "again", "ask_found", "correct", "help_hours", "ask_note", "help_note", "ask_photo", "help_photo", "point", "point_wait", "point_have",
	"point_none", "point_here", "save", "cancel", "waits_none", "waits", "waits_done", "send", "sending", "no_signal", "signed_out", "sign_in", "refused", "choose_found", "conflict", "conflict_lead",
	"yours", "empty", "send_choice", "new", "new_lead", "ask_name", "ask_about", "ask_area", "ask_rt", "ask_place", "place_home", "place_shop", "place_street", "ask_address", "ask_wa",
	"leave_first", "leave_anyway", "list_none", "list_old", "ready", "not_kept", "drop", "drop_sure", "optional", "kept_here", "name_needed", "area_needed"}

func awayWords(l lang.Lang) map[string]string {
	out := map[string]string{}
	for _, key := range awayKeys {
		out[key] = l.T("fieldweb.away_"+key, "{1}") // the script fills the place
	}
	return out
}

// sentIn is one thing that waited in a browser.
type sentIn struct {
	kind  string
	check checking
	found registry.Registering
}

// sentOut is what became of it.
type sentOut struct {
	Done     field.Done
	Business db.ID
}

// answer is what the page's script hears.
type answer struct {
	State   string        `json:"state"` // simpan, beda, tolak
	Say     string        `json:"say,omitempty"`
	Version int64         `json:"versi,omitempty"`
	Clashes []answerClash `json:"beda,omitempty"`
}

type answerClash struct {
	Fact  string `json:"fakta"`
	Label string `json:"label"`
	Yours string `json:"saya"`
	There string `json:"buku"`
	Note  string `json:"catatan"`
}

// receive takes what waited in a browser, one thing at a time.
func (d Desk) receive() web.Form[sentIn, sentOut] {
	return web.Form[sentIn, sentOut]{Same: true, Files: photoField,
		Prepare: d.prepareSent,
		Act: func(tx *db.Tx, in sentIn) (out sentOut, err error) {
			if in.kind == "baru" {
				out.Business, err = d.Field.Enter(tx, in.check.session, in.found)
				return out, err
			}
			out.Done, err = d.Field.Check(tx, in.check.session, in.check.domain())
			return out, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in sentIn, out sentOut, bad *fault.Fault) (web.Reply, error) {
			if bad != nil && bad.Kind != fault.Invalid && bad.Kind != fault.Conflict && bad.Kind != fault.NotFound {
				return web.Reply{}, bad
			}
			return web.Reply{Data: d.tell(r, out, bad), Status: http.StatusOK}, nil
		},
	}
}

func (d Desk) prepareSent(r *web.Request) (in sentIn, err error) {
	v := r.Values()
	if in.kind = v.Line("jenis", 10); in.kind == "baru" {
		in.check.session = r.Session()
		in.found = registry.Registering{Source: "lapangan", Key: v.Line("kunci", 128), Level: registry.Seen, Sure: true, Set: registry.Values{}}
		for f, most := range map[registry.Fact]int{registry.Name: 120, registry.AboutID: 2000, registry.Kelurahan: 20, registry.RT: 5, registry.Address: 200, registry.WA: 30} {
			in.found.Set[f] = v.Lines(string(f), most)
		}
		home, street := registry.Yes, registry.No
		switch v.Line("di", 10) {
		case "tempat":
			home = registry.No
		case "keliling":
			home, street = "", registry.Yes // whether they live where they begin, nobody asks in the street
		}
		in.found.Set[registry.AtHome], in.found.Set[registry.StreetVendor] = home, street
		if at, accuracy := pointOf(v); accuracy >= 0 && accuracy <= 100 {
			in.found.Set[registry.Point] = registry.At{Point: at, Source: "gps"}.String()
		}
		return in, v.Err()
	}
	id, ok := d.ID(v.Line("usaha", 13))
	if err := v.Err(); err != nil || !ok {
		if err == nil {
			err = fault.New(fault.NotFound, "registry.no_business")
		}
		return in, err
	}
	in.check, err = d.prepareCheck(r, id)
	return in, err
}

func (d Desk) tell(r *web.Request, out sentOut, bad *fault.Fault) answer {
	if bad != nil {
		say := r.Lang.T(bad.Key, bad.Args...)
		for _, f := range bad.Fields {
			say += " " + r.Lang.T(f.Key, f.Args...)
		}
		return answer{State: "tolak", Say: say}
	}
	if len(out.Done.Clashes) == 0 {
		return answer{State: "simpan"}
	}
	a := answer{State: "beda", Version: out.Done.Version}
	f := face{Lang: r.Lang, r: r}
	for _, c := range out.Done.Clashes {
		yours, there := c.Yours, c.There
		if c.Fact == registry.Opens {
			yours, there = hours(yours), hours(there)
		}
		a.Clashes = append(a.Clashes, answerClash{string(c.Fact), r.Lang.T(c.Fact.Label()), yours, there, f.T("fieldweb.theirs", f.moment(c.At))})
	}
	return a
}

// number writes an attribute.
func number(n int) string { return strconv.Itoa(n) }
