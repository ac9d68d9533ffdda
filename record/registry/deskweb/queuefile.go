package deskweb

import (
	"cmp"
	"io"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// fileStep is how many businesses one query reads for a file.
const fileStep = 500

// fileRow is what a file says of a business: no more of it is kept until the file is
// written, since a file may hold the whole register.
type fileRow struct {
	id                                db.ID
	since                             time.Time
	name, nib, state, kelurahan, kbli string
	fictional                         string // yes or no
	lacks, waits                      int
}

// queueFile is the whole list as a file, in the order of the page. Nothing in it says where a
// business stands below its kelurahan: no RT, no address, no point, also of what is no home,
// and no contacts. Thousands of rows leave no trace, so they must lead nobody to a door or a
// stall.
func (d Desk) queueFile(tx *db.Tx, p queuePage, format string) (web.Reply, error) {
	all, err := d.fileRows(tx, p)
	if err != nil {
		return web.Reply{}, err
	}
	column := func(name, key string) sheet.Column { return sheet.Column{Name: name, Title: p.T(key)} }
	t := sheet.Table{Name: "usaha", Head: []sheet.Column{column("code", "deskweb.col_code"), column("name", "registry.fact_name"), column("nib", "registry.fact_nib"), column("state", "deskweb.col_state"),
		column("since", "deskweb.col_since_day"), column("kelurahan", "registry.fact_kelurahan"), column("kbli", "registry.fact_kbli"),
		column("missing", "deskweb.col_lacks"), column("proposals", "deskweb.col_proposals"), column("fictional", "deskweb.col_fictional")},
		Rows: func(yield func([]sheet.Cell) bool) {
			for _, x := range all {
				if !yield([]sheet.Cell{sheet.Text(d.Code(x.id)), sheet.Text(x.name), sheet.Text(x.nib), sheet.Text(x.state), sheet.Text(date.DayOf(x.since).String()),
					sheet.Text(x.kelurahan), sheet.Text(x.kbli), sheet.Whole(int64(x.lacks)), sheet.Whole(int64(x.waits)), sheet.Text(x.fictional)}) {
					return
				}
			}
		}}
	return web.Reply{File: &web.File{Name: "usaha-" + string(p.seek.State) + "." + format, Type: sheet.MediaType(format), Write: func(w io.Writer) error { return sheet.Write(w, format, t) }}}, nil
}

// fileRows reads the list to its end.
func (d Desk) fileRows(tx *db.Tx, p queuePage) (all []fileRow, err error) {
	for after, more := db.ID(0), true; more; {
		some, err := d.Book.QueueByID(tx, p.r.Session(), p.seek, after, fileStep)
		if err != nil {
			return nil, err
		}
		for _, x := range some {
			f := x.Facts
			all = append(all, fileRow{x.ID, x.Since, f[registry.Name], f[registry.NIB], string(x.State), f[registry.Kelurahan], f[registry.KBLI], madeUp(x.Business), len(registry.Missing(known(x.Business))), x.Waits})
			after = x.ID
		}
		more = len(some) == fileStep
	}
	slices.SortFunc(all, func(a, b fileRow) int { return cmp.Or(a.since.Compare(b.since), cmp.Compare(a.id, b.id)) })
	return all, nil
}

// madeUp marks a business of the demonstration: a row that is taken out of the file bears it.
func madeUp(b registry.Business) string {
	if b.Demo {
		return registry.Yes
	}
	return registry.No
}

// files offers the list as files.
func (p queuePage) files() []parts.Download {
	return []parts.Download{{Label: "CSV", Href: p.link("format", "csv")}, {Label: "XLSX", Href: p.link("format", "xlsx")}}
}
