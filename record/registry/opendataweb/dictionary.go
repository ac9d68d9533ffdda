package opendataweb

import (
	"io"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/opendata"
)

// explained is the page about the open data.
type explained struct {
	lang.Lang
	r     *web.Request
	head  diary.Head
	count int
	day   date.Day
	only  bool // every business is made up
}

func (d Door) dictionary(tx *db.Tx, r *web.Request) (web.Reply, error) {
	format := r.Values().Line("format", 8)
	if err := r.Values().Err(); err != nil {
		return web.Reply{}, err
	}
	p := explained{Lang: r.Lang, r: r}
	var err error
	if p.only, err = opendata.OnlyMadeUp(tx); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return p.file(format)
	}
	if p.head, _, err = diary.Newest(tx); err != nil {
		return web.Reply{}, err
	}
	if p.count, err = registry.CountShown(tx); err != nil {
		return web.Reply{}, err
	}
	p.day = date.DayOf(tx.Now())
	r.Until(p.day.End())
	return web.Reply{Page: &web.Page{Title: p.T("opendataweb.open_title"), Description: p.T("opendataweb.open_lead"), Nav: nav, Body: dictionaryBody(p)}}, nil
}

// file is the dictionary as a file.
func (p explained) file(format string) (web.Reply, error) {
	media := sheet.MediaType(format)
	if media == "" {
		return web.Reply{}, fault.New(fault.Invalid, "opendataweb.no_format")
	}
	t := sheet.Table{Name: "kamus", Rows: func(yield func([]sheet.Cell) bool) {
		for _, f := range fieldsOf(p.Lang) {
			if !yield([]sheet.Cell{sheet.Text(f.Name), sheet.Text(f.Meaning), sheet.Text(f.Form), sheet.Text(f.Source), sheet.Text(licence(p.Lang, p.only, true))}) {
				return
			}
		}
	}}
	for _, name := range []string{"field", "meaning", "unit", "source", "licence"} {
		t.Head = append(t.Head, sheet.Column{Name: name, Title: p.T("opendataweb.col_" + name)})
	}
	return web.Reply{File: &web.File{Name: "kamus-usaha-terbit." + format, Type: media, Write: func(w io.Writer) error { return sheet.Write(w, format, t) }}}, nil
}

// fields is the dictionary as a table.
func (p explained) fields() parts.Table {
	t := parts.Table{ID: "kamus", Caption: p.T("opendataweb.dictionary"), Cards: true, Columns: []parts.Column{{Label: p.T("opendataweb.col_field")},
		{Label: p.T("opendataweb.col_meaning"), Full: true}, {Label: p.T("opendataweb.col_unit"), Full: true}, {Label: p.T("opendataweb.col_source"), Full: true}}}
	for _, f := range fieldsOf(p.Lang) {
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: f.Name, Lang: "en"}, {Text: f.Meaning}, {Text: f.Form}, {Text: p.T("opendataweb.from_line", f.Source)}}})
	}
	return t
}

func (p explained) downloads() (out []parts.Download) {
	for _, f := range []string{"csv", "json"} {
		out = append(out, parts.Download{Label: p.T("opendataweb.open_" + f), Href: p.r.Href("/data/usaha/terbitan." + f)})
	}
	return out
}

func (p explained) dictionaries() (out []parts.Download) {
	for _, f := range formats {
		out = append(out, parts.Download{Label: p.T("opendataweb.dictionary_" + f), Href: p.r.Href("/data/usaha/kamus?format=" + f)})
	}
	return out
}

// sealed are the facts by which a file can be held against the diary.
func (p explained) sealed() []parts.Fact {
	out := []parts.Fact{{Label: p.T("opendataweb.rows"), Value: lang.Whole(p.Tag(), int64(p.count))}, p.use()}
	if p.head.Seq > 0 {
		out = append(out, parts.Fact{Label: p.T("opendataweb.head"), Value: lang.Whole(p.Tag(), p.head.Seq), Href: p.r.Href("/buku"), Note: grouped(p.head.Hash)})
	}
	return out
}

// use is the licence, or that all of it is made up: what is in part is marked row by row.
func (p explained) use() parts.Fact {
	if p.only {
		return parts.Fact{Label: p.T("opendataweb.file_fictional"), Value: demoSays(p.Lang, true)}
	}
	return parts.Fact{Label: p.T("opendataweb.licence"), Value: p.T("opendataweb.licence_short")}
}

// grouped writes hex digits in groups of eight: a narrow screen breaks between two.
func grouped(hex string) (out string) {
	for i := 0; i < len(hex); i += 8 {
		out += hex[i:min(i+8, len(hex))] + " "
	}
	return out
}
