package kurasiweb

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/letter"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry/kurasi"
)

// Desk draws the pages.
type Desk struct {
	kurasi.Desk
	Paper kurasi.Paper
	Press *letter.Press
	Code  func(db.ID) string
	ID    func(string) (db.ID, bool)
}

// Routes lists the addresses.
func (d Desk) Routes() []web.Route {
	return []web.Route{
		web.Show("/kurasi", d.listPage),
		web.Show("/kurasi/{code}", d.callPage, "sesudah"),
		web.Show("/kurasi/{code}/ikut", d.enterPage),
		web.Do("/kurasi/{code}/ikut", d.enter()),
		web.Show("/kurasi-saya", d.minePage, "ya", "sesudah"),
		web.Do("/kurasi-saya/{entry}", d.onEntry()),
		web.Show("/kurasi/{code}/nilai/{entry}", d.judgePage, "ya"),
		web.Do("/kurasi/{code}/nilai/{entry}", d.judge()),
		web.Show("/petugas/kurasi", d.deskPage),
		web.Show("/petugas/kurasi/baru", d.newPage),
		web.Do("/petugas/kurasi/baru", d.make()),
		web.Show("/petugas/kurasi/{code}", d.boardPage, "ya", "sesudah"),
		web.Do("/petugas/kurasi/{code}", d.step()),
		web.Show("/petugas/kurasi/{code}/ubah", d.changePage),
		web.Do("/petugas/kurasi/{code}/ubah", d.change()),
		web.Do("/petugas/kurasi/{code}/kurator", d.curators()),
		web.Show("/petugas/kurasi/{code}/berita-acara", d.minutes),
	}
}

// The main entries of these pages.
const (
	nav     = "usaha"
	deskNav = "tugas"
	ownNav  = "usaha-saya"
)

// page is what all pages share.
type page struct {
	lang.Lang
	r    *web.Request
	now  time.Time
	done string
	bad  *fault.Fault
}

// dones are what a page may say was done.
var dones = map[string]string{"ikut": "kurasiweb.done_entered", "tarik": "kurasiweb.done_withdrawn", "izin": "kurasiweb.done_consent", "nyata": "kurasiweb.done_declared", "nilai": "kurasiweb.done_scored",
	"buat": "kurasiweb.done_made", "ubah": "kurasiweb.done_changed", "langkah": "kurasiweb.done_moved", "kurator": "kurasiweb.done_named", "lepas": "kurasiweb.done_released"}

func open(tx *db.Tx, r *web.Request, at page) (page, error) {
	at.Lang, at.r, at.now = r.Lang, r, tx.Now()
	return at, nil
}

// fresh is a page as it is first opened, with what was done before it.
func fresh(r *web.Request) (page, error) {
	v := r.Values()
	return page{done: dones[v.Line("ya", 10)]}, v.Err()
}

func (p page) href(path string) string { return p.r.Href(path) }

// foreign is the language of what people wrote, for a reader of another one.
func (p page) foreign() string {
	if p.Tag() == lang.ID {
		return ""
	}
	return string(lang.ID)
}

// callOf finds the call of an address that everybody may see.
func (d Desk) callOf(tx *db.Tx, r *web.Request) (kurasi.Call, error) {
	id, ok := d.ID(r.PathValue("code"))
	if !ok {
		return kurasi.Call{}, fault.New(fault.NotFound, "kurasi.none")
	}
	return kurasi.Shown(tx, id)
}

// phase stamps where a call stands for the public.
func (p page) phase(c kurasi.Call) parts.Stamp {
	at := c.Phase(p.now)
	kind := map[string]parts.Kind{"soon": parts.Waiting, "open": parts.Running, "judging": parts.Running, "published": parts.Done, "cancelled": parts.Refused}[at]
	return parts.Stamp{Kind: kind, Label: p.T("kurasiweb.phase_" + at)}
}

// stamps are where a call stands, and that it is an example.
func (p page) stamps(c kurasi.Call) []parts.Stamp {
	if c.Demo {
		return []parts.Stamp{p.phase(c), {Kind: parts.Example}}
	}
	return []parts.Stamp{p.phase(c)}
}

// stamp is its state for officers.
func (p page) stamp(c kurasi.Call) parts.Stamp {
	kind := map[kurasi.State]parts.Kind{kurasi.Open: parts.Running, kurasi.Judging: parts.Running, kurasi.Decided: parts.Waiting, kurasi.Published: parts.Done, kurasi.Cancelled: parts.Refused}[c.State]
	return parts.Stamp{Kind: kind, Label: p.T(c.State.Word())}
}

// rules says how some are chosen.
func (p page) rules(c kurasi.Call) []string {
	return append([]string{p.T("kurasiweb.rule_mean"), p.T("kurasiweb.rule_ties"), p.T("kurasiweb.rule_curators", c.Curators)}, kurasi.RuleWords(p.Lang, c.Rules)...)
}

// points writes hundredths of a point.
func (p page) points(hundredths int) string { return kurasi.Points(p.Tag(), hundredths) }

func (p page) spread(o kurasi.Outcome) string {
	return p.T("kurasiweb.spread", p.points(o.Low), p.points(o.High), o.Sheets)
}

// criteria is the table of what is judged; means are added where they are known.
func (p page) criteria(c kurasi.Call, id string, means []int) parts.Table {
	t := parts.Table{ID: id, Caption: p.T("kurasiweb.criteria"), Columns: []parts.Column{{Label: p.T("kurasiweb.criterion")}, {Label: p.T("kurasiweb.weight"), Number: true}}}
	if means != nil {
		t.Columns = append(t.Columns, parts.Column{Label: p.T("kurasiweb.mean"), Number: true})
	}
	for i, x := range c.Criteria {
		cells := []parts.Cell{{Text: x.Title, Note: x.About, Lang: p.foreign()}, {Text: p.T("kurasiweb.number", x.Weight)}}
		if means != nil {
			cells = append(cells, parts.Cell{Text: p.points(means[i])})
		}
		t.Rows = append(t.Rows, parts.Row{Cells: cells})
	}
	return t
}

// said is a form as it was sent.
type said struct {
	session     string
	call, entry db.ID
	code, step  string
	kind        string
	fresh       bool // nothing was sent yet
	version     int64
	business    db.ID
	subject     db.ID
	chosen      string // business and subject, as they came
	text        string
	yes         bool
	points      []string
	person      db.ID
	login       string
	typed       kurasi.Typed
}

// did is what became of it.
type did struct{ Ya, Code string }

// viewer asks that somebody is signed in.
func viewer(tx *db.Tx, r *web.Request) (account.Viewer, error) { return account.See(tx, r.Session()) }
