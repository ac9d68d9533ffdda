package asosiasiweb

import (
	"strconv"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/kbli"
)

// Door opens the pages. All of it must be set.
type Door struct {
	Desk asosiasi.Desk
	Code func(db.ID) string
	ID   func(string) (db.ID, bool)
	// PersonOf is a door: who has an account under an address, for the planner.
	PersonOf func(tx *db.Tx, login string) (db.ID, error)
	// NameOf is a door: how somebody with an account is called, for the planner.
	NameOf func(tx *db.Tx, person db.ID) (string, error)
}

// Addresses below which the pages are.
const (
	public = "/asosiasi"
	mine   = "/asosiasi-saya"
	owners = "/usaha-saya/{code}/asosiasi"
	keeps  = "/petugas/asosiasi"
)

// Routes lists the addresses.
func (d Door) Routes() []web.Route {
	return []web.Route{
		web.Show(public, d.listPage),
		web.Show(public+"/{code}", d.publicPage, "sesudah"),
		web.Show(mine, d.minePage),
		web.Show(mine+"/{code}", d.managePage, "ya", "sebelum", "diundang"),
		web.Do(mine+"/{code}/undang", d.invite()),
		web.Do(mine+"/{code}/berhenti", d.stepDown()),
		web.Show(mine+"/{code}/anggota/{member}", d.memberPage, "ya"),
		web.Do(mine+"/{code}/anggota/{member}", d.decide()),
		web.Do(mine+"/{code}/anggota/{member}/nominasi", d.nominate()),
		web.Do(mine+"/{code}/nominasi/{nomination}", d.withdraw()),
		web.Show(owners, d.ownerPage, "ya"),
		web.Do(owners, d.ask()),
		web.Do(owners+"/{member}", d.answer()),
		web.Do(owners+"/nominasi/{nomination}", d.reply()),
		web.Show(keeps, d.keepPage, "ya"),
		web.Do(keeps, d.register()),
		web.Show(keeps+"/{code}", d.keptPage, "ya"),
		web.Do(keeps+"/{code}", d.change()),
		web.Do(keeps+"/{code}/keadaan", d.move()),
		web.Do(keeps+"/{code}/pengurus", d.name()),
		web.Do(keeps+"/{code}/pengurus/{row}", d.endManager()),
	}
}

// Main entries of these pages.
const (
	nav    = "asosiasi"
	ownNav = "usaha-saya"
)

// page is what all pages share.
type page struct {
	lang.Lang
	r     *web.Request
	code  string // of the address
	done  string
	bad   *fault.Fault
	typed said
	areas map[string]string // how kelurahan are called
	trade map[string]string // how subsectors are called
	today date.Day
}

// dones are what a page may say was done.
var dones = map[string]string{"undang": "asosiasiweb.done_invited", "benar": "asosiasiweb.done_confirmed", "akhir": "asosiasiweb.done_ended", "nominasi": "asosiasiweb.done_nominated",
	"tarik": "asosiasiweb.done_withdrawn", "minta": "asosiasiweb.done_asked", "setuju": "asosiasiweb.done_agreed", "tampil": "asosiasiweb.done_shown", "sembunyi": "asosiasiweb.done_hidden",
	"tolak": "asosiasiweb.done_refused", "daftar": "asosiasiweb.done_registered", "ubah": "asosiasiweb.done_changed", "akui": "asosiasiweb.done_recognised", "bubar": "asosiasiweb.done_closed",
	"pengurus": "asosiasiweb.done_named", "lepas": "asosiasiweb.done_unnamed"}

// fresh is a page as it is first opened.
func fresh(r *web.Request) (page, error) {
	v := r.Values()
	return page{done: dones[v.Line("ya", 10)]}, v.Err()
}

// open fills in what every page needs.
func (d Door) open(tx *db.Tx, r *web.Request, p *page) error {
	p.Lang, p.r, p.code, p.today = r.Lang, r, r.PathValue("code"), date.DayOf(tx.Now())
	p.areas, p.trade = map[string]string{}, map[string]string{}
	areas, err := place.OfLevel(tx, place.Kelurahan)
	for _, a := range areas {
		p.areas[a.Code] = a.Called()
	}
	if err != nil {
		return err
	}
	all, err := kbli.Subsectors(tx)
	for _, s := range all {
		p.trade[s.Slug] = s.Name.In(r.Lang.Tag())
	}
	return err
}

func (p page) href(path string) string { return p.r.Href(path) }

func (p page) day(at time.Time) string { return date.DayOf(at).In(p.Tag()) }

// trades are the subsectors of an association or a business, by name.
func (p page) trades(slugs string) string {
	var out []string
	for slug := range strings.FieldsSeq(slugs) {
		if name := p.trade[slug]; name != "" {
			out = append(out, name)
		}
	}
	return strings.Join(out, " · ")
}

// where says what a business does, and in which kelurahan.
func (p page) where(b registry.Business) string {
	return strings.Trim(p.trades(b.Facts[registry.Subsectors])+" · "+p.areas[b.Facts[registry.Kelurahan]], " ·")
}

// foreign marks what stays Indonesian in every language.
func (p page) foreign() string {
	if p.Tag() == lang.ID {
		return ""
	}
	return string(lang.ID)
}

// at is what is wrong with the form of one thing, where several stand on a page.
func (p page) at(code string) *fault.Fault {
	if p.typed.about == code {
		return p.bad
	}
	return nil
}

// said is a form as it was sent.
type said struct {
	session, code string
	row           db.ID // the member, nomination or manager of the address
	about         string
	version       int64
	step          string

	business, asosiasi      string // codes
	consent                 asosiasi.Consent
	product, what, sentence string
	entry                   asosiasi.Entry
	login, last             string
}

// did is what became of it.
type did struct {
	Ya string
	To string // another page than that of the form; "" the form's own
}

func (d Door) read(r *web.Request) (said, error) {
	v := r.Values()
	in := said{session: r.Session(), code: r.PathValue("code"), step: v.Line("langkah", 20), business: v.Line("usaha", 200), asosiasi: v.Line("asosiasi", 20),
		product: v.Line("produk", 20), what: v.Line("untuk", 80), sentence: v.Line("kalimat", 1000), login: v.Line("login", 200), last: v.Line("last", 20),
		entry: asosiasi.Entry{Name: v.Line("name", 300), Short: v.Line(asosiasi.FieldShort, 100), About: v.Lines("about_id", 3000), Subsectors: strings.Join(v.All("subsectors", 20, 40), " "),
			Phone: v.Line("phone", 100), Mail: v.Line("mail", 200), Web: v.Line("web", 300), Started: v.Line("started", 40), Legal: v.Line(asosiasi.FieldLegal, 400)}}
	in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64) // 0 is whatever stands
	if v.Line("setuju", 1) != "" {
		in.consent.Text, _ = strconv.Atoi(v.Line("naskah", 4))
		in.consent.Lang = r.Lang.Tag()
	}
	for _, name := range []string{"member", "nomination", "row"} {
		if code := r.PathValue(name); code != "" {
			in.about = code
			in.row, _ = d.ID(code) // what is none is found nowhere
		}
	}
	return in, v.Err()
}

// pressing is a form of these pages. may asks for the right before the contents are looked
// at.
type pressing struct {
	may    func(tx *db.Tx, in said) error
	act    func(tx *db.Tx, in said) (did, error)
	to     func(in said) string // where it leads, below the language
	again  func(tx *db.Tx, r *web.Request, p page) (web.Reply, error)
	secret []string
}

func (d Door) press(f pressing) web.Form[said, did] {
	return web.Form[said, did]{Prepare: d.read, Secret: f.secret,
		Act: func(tx *db.Tx, in said) (did, error) {
			if err := f.may(tx, in); err != nil {
				return did{}, err
			}
			return f.act(tx, in)
		},
		Draw: func(tx *db.Tx, r *web.Request, in said, out did, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil && out.To != "":
				return web.Reply{To: r.Href(out.To)}, nil
			case bad == nil:
				return web.Reply{To: r.Href(f.to(in) + "?ya=" + out.Ya)}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return f.again(tx, r, page{bad: bad, typed: in})
			}
			return web.Reply{}, bad
		}}
}

// id is the association or business of an address; 0 is none, and found nowhere.
func (d Door) id(code string) db.ID {
	id, _ := d.ID(code)
	return id
}

// one makes a reply of a page.
func one(title, nav string, body web.Page) web.Reply {
	body.Title, body.Nav = title, nav
	return web.Reply{Page: &body}
}
