package opendataweb

import (
	"alun/ground/letter"
	"alun/ground/web"
	"alun/record/registry/opendata"
)

// Door is the pages. Desk and Release must be set.
type Door struct {
	Desk    *opendata.Desk
	Release opendata.Release
	Press   *letter.Press // where files of the whole register are made; nil: without a limit
}

// Routes lists the addresses. Everybody may read.
func (d Door) Routes() []web.Route {
	return []web.Route{
		web.Show("/data/usaha", d.numbers, "ukur", "baris", "kolom", "format"),
		web.Show("/data/usaha/bulanan", d.monthly, "seri", "bulan", "wilayah", "baris", "kolom", "format"),
		web.Show("/data/usaha/kamus", d.dictionary, "format"),
		web.Show("/data/usaha/terbitan.csv", d.csv),
		web.Show("/data/usaha/terbitan.json", d.json),
	}
}

// nav is the main entry of these pages.
const nav = "usaha"
