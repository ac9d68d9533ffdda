package planweb

import (
	"io"
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// roll keeps the names of participants.
func (d Desk) roll() plan.Roll { return plan.Roll{Box: d.People.Box, Ring: d.People.Ring} }

// namesOf reads the first sheet of a file.
func namesOf(name string, file io.ReaderAt, size int64) (out [][]string, err error) {
	book, err := sheet.Open(name, file, size, uploadLimits)
	if err != nil {
		return nil, err
	}
	defer book.Close()
	for line, err := range book.Rows("") {
		if err != nil {
			return nil, err
		}
		for len(out) < line.Number-1 && line.Number <= 2*plan.MostNames {
			out = append(out, nil) // blank lines count: the sender sees their numbers
		}
		out = append(out, line.Cells)
	}
	return out, nil
}

// namesPerPage is how many rows of a list a page shows.
const namesPerPage = 100

// namesPage is a list of participants: before it counts, and after.
type namesPage struct {
	evidenceAt
	x      plan.Indicated
	list   plan.ParticipantList
	totals plan.ListTotals
	rows   []plan.ListRow
	from   int
	bad    *fault.Fault
}

func (d Desk) namesPage(tx *db.Tx, r *web.Request) (web.Reply, error) { return d.drawNames(tx, r, nil) }

func (d Desk) drawNames(tx *db.Tx, r *web.Request, bad *fault.Fault) (web.Reply, error) {
	p := namesPage{bad: bad}
	var err error
	if p.evidenceAt, err = d.evidenceAt(tx, r); err != nil {
		return web.Reply{}, err
	}
	if p.x, err = indicatorAt(p.desk, r.PathValue("row")); err != nil {
		return web.Reply{}, err
	}
	id, _ := d.ID(r.PathValue("list")) // 0 is no list
	if p.list, err = plan.ListAt(tx, r.Session(), id); err != nil {
		return web.Reply{}, err
	}
	if p.list.Node != p.x.Node || p.list.Seq != p.x.Seq {
		return web.Reply{}, fault.New(fault.NotFound, "plan.no_list")
	}
	if bad == nil {
		if p.from, err = number(r, "dari"); err != nil {
			return web.Reply{}, err
		}
	}
	if p.totals, err = plan.TotalsOf(tx, id); err != nil {
		return web.Reply{}, err
	}
	if p.from >= p.totals.All {
		p.from = 0
	}
	if p.rows, err = d.roll().RowsOf(tx, id, p.from, namesPerPage); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("plan.names_title"), Nav: "tugas", Body: namesBody(p)}}, nil
}

func (p namesPage) here() string { return p.href(indicatorName(p.x), "daftar", p.code(p.list.ID)) }

func (p namesPage) back() string { return p.href(indicatorName(p.x)) }

func (p namesPage) title() parts.Title {
	return parts.Title{Over: stops(p.desk.Office.Short, p.x.Code), Title: p.list.Title, Lang: "id", Small: true,
		Lead: stops(p.T("plan.evidence_kind_"+p.list.Kind), p.list.Happened.In(p.Tag()))}
}

func (p namesPage) crumbList() []parts.Link {
	return p.crumbs(parts.Link{Label: p.x.Code, Href: p.back()}, parts.Link{Label: p.T("plan.names_title")})
}

// whys are the reasons in the order in which they are told.
var whys = []string{plan.WhyCounted, plan.WhyInList, plan.WhyNIK, plan.WhyName, plan.WhyNoName}

// tally says how many rows count, and why others do not.
func (p namesPage) tally() []string {
	out := []string{p.T("plan.names_good", p.totals.Good, p.totals.All)}
	for _, w := range whys {
		if n := p.totals.Left[w]; n > 0 {
			out = append(out, p.T("plan.names_n_"+w, n))
		}
	}
	return out
}

func (p namesPage) table() parts.Table {
	t := parts.Table{Caption: p.T("plan.names_rows"), Cards: true, Dense: true, Columns: []parts.Column{{Label: p.T("plan.names_row"), Number: true}, {Label: p.T("plan.names_who")},
		{Label: p.T("plan.names_fate"), Full: true}}}
	for _, r := range p.rows {
		fate := parts.Cell{Part: parts.Cap(p.Lang, p.fate(r)), Text: p.why(r)}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: strconv.Itoa(r.Number)}, {Text: dashed(r.Masked), Lang: "id"}, fate}})
	}
	return t
}

var fateKinds = map[string]parts.Kind{plan.RowStaged: parts.Running, plan.RowCounted: parts.Done, plan.RowDouble: parts.Waiting, plan.RowRefused: parts.Refused, plan.RowWithdrawn: parts.Plain}

func (p namesPage) fate(r plan.ListRow) parts.Stamp {
	return parts.Stamp{Kind: fateKinds[r.State], Label: p.T("plan.names_is_" + r.State)}
}

// why says what is wrong with a row: who is counted already, and in which quarter.
func (p namesPage) why(r plan.ListRow) string {
	switch {
	case r.Why == "":
		return ""
	case r.Before != date.Quarter{}:
		return p.T("plan.names_why_counted_in", r.Before)
	}
	return p.T("plan.names_why_" + r.Why)
}

func (p namesPage) pager() parts.Pages {
	g := parts.Pages{From: int64(p.from) + 1, To: int64(p.from + len(p.rows)), Total: int64(p.totals.All)}
	if p.from > 0 {
		g.Prev = p.here() + "?dari=" + strconv.Itoa(max(0, p.from-namesPerPage))
	}
	if p.from+len(p.rows) < p.totals.All {
		g.Next = p.here() + "?dari=" + strconv.Itoa(p.from+namesPerPage)
	}
	return g
}

// namesIn is the list that is to count.
type namesIn struct {
	session string
	list    db.ID
	to      string
}

func (d Desk) countNames() web.Form[namesIn, struct{}] {
	return web.Form[namesIn, struct{}]{
		Prepare: func(r *web.Request) (namesIn, error) {
			in := namesIn{session: r.Session()}
			in.list, _ = d.ID(r.PathValue("list")) // 0 is no list: the act says so
			q, err := quarterAt(r)
			in.to = roundPath(q, r.PathValue("opd"), "dukung", r.PathValue("row"))
			return in, err
		},
		Act: func(tx *db.Tx, in namesIn) (struct{}, error) {
			_, err := plan.AttachList(tx, in.session, in.list)
			return struct{}{}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in namesIn, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href(in.to + "?kabar=daftar")}, nil
			case bad.Kind == fault.Stranger || bad.Kind == fault.Denied || bad.Kind == fault.NotFound:
				return web.Reply{}, bad
			}
			return d.drawNames(tx, r, bad)
		},
	}
}
