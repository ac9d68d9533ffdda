package diaryweb

import (
	"embed"
	"io"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/seal"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/diary"
)

// Files holds the page's sentences.
//
//go:embed words
var Files embed.FS

// Desk is the door.
type Desk struct{ Sign *seal.Signer }

// Routes lists the room's addresses. Everybody may read them.
func (d Desk) Routes() []web.Route { return []web.Route{web.Show("/buku", d.book, "format")} }

const (
	shownDays = 31      // daily heads on the page
	allDays   = 100_000 // daily heads in a file
)

// bookPage is the page.
type bookPage struct {
	lang.Lang
	r      *web.Request
	sign   *seal.Signer
	newest diary.Head // Seq 0: nothing is sealed yet
	days   []diary.Head
}

func (d Desk) book(tx *db.Tx, r *web.Request) (web.Reply, error) {
	format := r.Values().Line("format", 5)
	limit := shownDays
	if format != "" {
		limit = allDays
	}
	p := bookPage{Lang: r.Lang, r: r, sign: d.Sign}
	var err error
	if p.newest, _, err = diary.Newest(tx); err != nil {
		return web.Reply{}, err
	}
	if p.days, err = diary.Heads(tx, limit); err != nil {
		return web.Reply{}, err
	}
	if format != "" {
		return p.file(format)
	}
	return web.Reply{Page: &web.Page{Title: p.T("diaryweb.title"), Description: p.T("diaryweb.lead"), Body: bookBody(p)}}, nil
}

var mediaTypes = map[string]string{
	"csv":  "text/csv; charset=utf-8",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"json": "application/json",
}

// file is all heads, the newest first.
func (p bookPage) file(format string) (web.Reply, error) {
	media, known := mediaTypes[format]
	if !known {
		return web.Reply{}, fault.New(fault.Invalid, "diaryweb.no_format")
	}
	heads := p.days
	if p.newest.Seq > 0 {
		heads = append([]diary.Head{p.newest}, heads...)
	}
	table := diary.HeadTable(heads, p.sign)
	return web.Reply{File: &web.File{Name: "buku." + format, Type: media,
		Write: func(w io.Writer) error { return sheet.Write(w, format, table) }}}, nil
}

func (p bookPage) downloads() []parts.Download {
	var out []parts.Download
	for _, f := range []string{"json", "csv", "xlsx"} {
		out = append(out, parts.Download{Label: strings.ToUpper(f), Href: p.r.Href("/buku?format=" + f)})
	}
	out[0].Note = p.T("diaryweb.json_note")
	return out
}

// grouped writes hex digits in groups of four: they can be compared by eye, and
// a narrow screen breaks the line between two groups.
func grouped(hex string) string {
	var b strings.Builder
	for i := range len(hex) {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(hex[i])
	}
	return b.String()
}

// facts are the newest head's.
func (p bookPage) facts() []parts.Fact {
	at := p.newest.At
	out := []parts.Fact{
		{Label: p.T("diaryweb.entries"), Value: lang.Whole(p.Tag(), p.newest.Seq)},
		{Label: p.T("diaryweb.sealed_at"), Value: p.T("diaryweb.day_clock", date.DayOf(at), date.Clock(at, p.Tag()))},
	}
	if key, known := p.sign.Public(p.newest.By.Key); known {
		out = append(out, parts.Fact{Label: p.T("diaryweb.fingerprint"), Value: key.Fingerprint(), Note: p.T("diaryweb.fingerprint_note")})
	}
	return out
}

// publicKey is the newest head's, for those who check signatures themselves.
func (p bookPage) publicKey() string {
	key, _ := p.sign.Public(p.newest.By.Key)
	return grouped(key.String())
}

func (p bookPage) table() parts.Table {
	t := parts.Table{Caption: p.T("diaryweb.days"), Cards: true, Empty: p.T("diaryweb.no_days"), Columns: []parts.Column{
		{Label: p.T("diaryweb.day")}, {Label: p.T("diaryweb.up_to"), Number: true}, {Label: p.T("diaryweb.hash"), Full: true}}}
	for _, h := range p.days {
		t.Rows = append(t.Rows, parts.Row{ID: "h" + h.Day.String(), Cells: []parts.Cell{
			{Text: h.Day.In(p.Tag())}, {Text: lang.Whole(p.Tag(), h.Seq)}, {Part: hashText(grouped(h.Hash))}}})
	}
	return t
}

// point is one short paragraph with its head.
type point struct{ head, text string }

// proofs is what the diary proves.
func (p bookPage) proofs() (out []point) {
	for _, key := range []string{"change", "order", "past"} {
		out = append(out, point{p.T("diaryweb.proves_" + key), p.T("diaryweb.proves_" + key + "_text")})
	}
	return out
}

// limits is what it does not prove.
func (p bookPage) limits() (out []point) {
	for _, key := range []string{"true", "before", "person"} {
		out = append(out, point{p.T("diaryweb.not_" + key), p.T("diaryweb.not_" + key + "_text")})
	}
	return out
}

// steps is how a reader keeps a head.
func (p bookPage) steps() (out []point) {
	for i, key := range []string{"take", "put", "compare"} {
		out = append(out, point{p.T("diaryweb.step", i+1), p.T("diaryweb.keep_" + key)})
	}
	return out
}
