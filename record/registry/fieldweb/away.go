package fieldweb

import (
	"bytes"
	_ "embed"
	"net/http"
	"strconv"
	"time"

	"alun/ground/db"
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
	Asks    asks              `json:"tanya"`
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
	Demo    bool              `json:"rekaan"`
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
		one := takenStop{s.number, s.code, s.Version, s.Facts[registry.Name], s.where, s.exact, s.Demo, map[string]string{}}
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
	out.Asks, err = d.asks(tx, r.Lang)
	return web.Reply{Data: out}, err
}

// awayKeys are the sentences that the page's script shows, by its names for them.
var awayKeys = []string{"check", "checked", "again", "ask_found", "correct", "help_hours", "ask_note", "help_note", "ask_photo", "help_photo", "point", "point_wait", "point_have",
	"point_none", "point_here", "save", "cancel", "waits_none", "waits", "waits_done", "send", "sending", "no_signal", "signed_out", "sign_in", "refused", "choose_found", "conflict", "conflict_lead",
	"yours", "empty", "send_choice", "new", "new_lead", "ask_name", "ask_other_names", "ask_about", "help_about", "ask_kind", "ask_form", "ask_nib", "help_nib", "ask_kbli", "help_kbli", "kbli_none", "ask_subsectors",
	"help_subsectors", "ask_area", "ask_rt", "ask_place", "place_home", "place_shop", "place_street", "ask_address", "ask_wa", "ask_phone", "ask_mail", "ask_workers_m", "ask_workers_f", "ask_omzet", "ask_capital",
	"help_money", "not_said", "part_contact", "part_numbers", "private_note", "leave_first", "leave_anyway", "list_none", "list_old", "ready", "not_kept", "drop", "drop_sure", "optional", "kept_here",
	"name_needed", "area_needed", "mend", "mend_lead", "typed_back", "alike", "alike_lead", "alike_yours", "alike_theirs", "alike_same", "alike_new", "alike_choose", "alike_needed", "alike_open", "alike_send",
	"sent_new", "sent_code", "sent_open", "photo_waits", "conflict_same", "decide"}

// checkKeys are the sentences of the register with which the page's script checks what was
// typed, by its names for them: the same that the house would say.
var checkKeys = map[string]string{"bad_nib": "registry.nib_digits", "bad_nib_length": "registry.nib_length", "bad_rt": "registry.rt_invalid", "bad_workers": "registry.count_invalid",
	"kind_needed": "registry.lack_kind", "closed_unshown": "field.closed_unshown"}

func awayWords(l lang.Lang) map[string]string {
	out := map[string]string{"to_day": l.T("fieldweb.to_day"), "made_up": l.T("parts.example")}
	for _, key := range awayKeys {
		out[key] = l.T("fieldweb.away_"+key, "{1}") // the script fills the place
	}
	for key, of := range checkKeys {
		out[key] = l.T(of, "{1}")
	}
	return out
}

// number writes an attribute.
func number(n int) string { return strconv.Itoa(n) }
