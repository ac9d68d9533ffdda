package deskweb

import (
	"io"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// mostFile is how many businesses a file holds, fileStep how many one query reads.
const (
	mostFile = 5000
	fileStep = 500
)

// queueFile is the list as a file. Nothing in it says where a business stands below its
// kelurahan: no RT, no address, no point, also of what is no home, and no contacts. Thousands
// of rows leave no trace, so they must lead nobody to a door or a stall.
func (d Desk) queueFile(tx *db.Tx, p queuePage, format string) (web.Reply, error) {
	var all []registry.Waiting
	seek := p.seek
	for len(all) < mostFile {
		some, err := d.Book.Queue(tx, p.r.Session(), seek, fileStep)
		if err != nil {
			return web.Reply{}, err
		}
		if all = append(all, some...); len(some) < fileStep {
			break
		}
		last := some[len(some)-1]
		seek.After, seek.Behind = last.Since, last.ID
	}
	column := func(name, key string) sheet.Column { return sheet.Column{Name: name, Title: p.T(key)} }
	t := sheet.Table{Name: "usaha", Head: []sheet.Column{column("code", "deskweb.col_code"), column("name", "registry.fact_name"), column("nib", "registry.fact_nib"), column("state", "deskweb.col_state"),
		column("since", "deskweb.col_since_day"), column("kelurahan", "registry.fact_kelurahan"), column("kbli", "registry.fact_kbli"),
		column("missing", "deskweb.col_lacks"), column("proposals", "deskweb.col_proposals")},
		Rows: func(yield func([]sheet.Cell) bool) {
			for _, x := range all {
				if !yield([]sheet.Cell{sheet.Text(d.Code(x.ID)), sheet.Text(x.Facts[registry.Name]), sheet.Text(x.Facts[registry.NIB]), sheet.Text(string(x.State)), sheet.Text(date.DayOf(x.Since).String()),
					sheet.Text(x.Facts[registry.Kelurahan]), sheet.Text(x.Facts[registry.KBLI]), sheet.Whole(int64(len(registry.Missing(known(x.Business))))), sheet.Whole(int64(x.Waits))}) {
					return
				}
			}
		}}
	return web.Reply{File: &web.File{Name: "usaha-" + string(p.seek.State) + "." + format, Type: sheet.MediaType(format), Write: func(w io.Writer) error { return sheet.Write(w, format, t) }}}, nil
}

// files offers the list as files.
func (p queuePage) files() []parts.Download {
	return []parts.Download{{Label: "CSV", Href: p.link("format", "csv")}, {Label: "XLSX", Href: p.link("format", "xlsx")}}
}
