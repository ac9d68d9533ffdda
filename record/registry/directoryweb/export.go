package directoryweb

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/quantity"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/directory"
)

var formats = []string{"csv", "xlsx", "json"}

// wanted is the file format that an address asks for, or "".
func wanted(r *web.Request) (string, error) {
	f := r.Values().Line("format", 8)
	if f != "" && sheet.MediaType(f) == "" {
		return "", fault.New(fault.Invalid, "directoryweb.no_format", clip(f, 8))
	}
	return f, nil
}

// downloads offers what was found as files: the same question, whole.
func (p listPage) downloads() (out []parts.Download) {
	q := p.question
	q.from = 0
	v := q.values()
	for _, f := range formats {
		v.Set("format", f)
		out = append(out, parts.Download{Label: strings.ToUpper(f), Href: p.r.Href("/usaha?" + v.Encode())})
	}
	out[len(out)-1].Note = p.T("directoryweb.file_note", mostSorted)
	return out
}

// mostSorted is how many businesses a file puts in order of how well they fit; more of
// them stand as they were registered, so that nobody holds them all in memory. A variable,
// so that a test needs no such crowd.
var mostSorted = 100_000

// Limits of a file: how many businesses are read at a time, and how long it may take to
// make it: others wait for the place.
const (
	pieceRows = 500
	fileTime  = 10 * time.Minute
)

// fileColumns of the files, in English like those of the profile. Contacts are not
// among them, and never will be: nobody takes them away by the thousand. Nor are websites,
// which lead to a contact each: they stand on the page of the business. some_words is "yes"
// where no business has every word of the question, and this one has some of them.
var fileColumns = []sheet.Column{{Name: "code"}, {Name: "name"}, {Name: "other_names"}, {Name: "description"}, {Name: "kecamatan"}, {Name: "kelurahan"}, {Name: "kelurahan_code"},
	{Name: "address"}, {Name: "lat"}, {Name: "lng"}, {Name: "kbli"}, {Name: "subsectors"}, {Name: "hours"}, {Name: "holds"}, {Name: "level"}, {Name: "as_of"},
	{Name: "fictional"}, {Name: "page"}, {Name: "some_words"}}

// file is what was found, all of it. It is not held in memory, and a place on the press is
// taken only while it is made: see letter.Press.Send.
func (d *Desk) file(p listPage, format string) (web.Reply, error) {
	if p.wrong != nil {
		return web.Reply{}, p.wrong
	}
	write := func(w io.Writer) error {
		return d.Press.Send(w, func(w io.Writer) error {
			ctx, cancel := context.WithTimeout(p.r.Context(), fileTime)
			defer cancel()
			return d.write(ctx, p, format, timed{ctx, w})
		})
	}
	return web.Reply{File: &web.File{Name: "usaha." + format, Type: sheet.MediaType(format), Write: write}}, nil
}

// timed writes as long as there is time.
type timed struct {
	ctx context.Context
	w   io.Writer
}

func (t timed) Write(b []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	return t.w.Write(b)
}

func (d *Desk) write(ctx context.Context, p listPage, format string, w io.Writer) error {
	if err := ctx.Err(); err != nil { // who waited for a place may have left
		return err
	}
	rows, err := d.found(ctx, p)
	if err != nil {
		return err
	}
	var failed error
	table := sheet.Table{Name: "usaha", Head: fileColumns, Rows: func(yield func([]sheet.Cell) bool) { failed = rows(yield) }}
	if err := sheet.Write(w, format, table); err != nil {
		return err
	}
	return failed
}

// found is all that the question finds, as rows that are read while they are written.
func (d *Desk) found(ctx context.Context, p listPage) (rows func(yield func([]sheet.Cell) bool) error, err error) {
	a := p.ask(p.now)
	a.Bare = true
	sieve, err := d.Directory.Sieve(a)
	if err != nil {
		return nil, err
	}
	if sieve.Total > mostSorted {
		p.found.Any = sieve.Any
		return func(yield func([]sheet.Cell) bool) error { return d.sifted(ctx, p, sieve, yield) }, nil
	}
	a.Skip, a.Limit = 0, mostSorted
	found, err := d.Directory.Find(a)
	p.found.Any = found.Any
	ids := make([]db.ID, len(found.Hits))
	for i, h := range found.Hits {
		ids[i] = h.ID
	}
	return func(yield func([]sheet.Cell) bool) error { return d.rows(ctx, p, ids, yield) }, err
}

// sifted walks the whole register, piece by piece, and keeps what the question finds.
func (d *Desk) sifted(ctx context.Context, p listPage, sieve directory.Sieve, yield func([]sheet.Cell) bool) error {
	for after, more := db.ID(0), true; more; {
		var piece []db.ID
		err := d.DB.Read(ctx, func(tx *db.Tx) (err error) { piece, err = registry.ShownAfter(tx, after, pieceRows); return err })
		if err != nil {
			return err
		}
		if more = len(piece) == pieceRows; len(piece) > 0 {
			after = piece[len(piece)-1]
		}
		kept, err := sieve.Keep(piece)
		if err != nil {
			return err
		}
		ended := false
		err = d.rows(ctx, p, kept, func(row []sheet.Cell) bool { ended = !yield(row); return !ended })
		if err != nil || ended {
			return err
		}
	}
	return nil
}

// rows reads the businesses piece by piece; what has gone meanwhile is left out.
func (d *Desk) rows(ctx context.Context, p listPage, ids []db.ID, yield func([]sheet.Cell) bool) error {
	for len(ids) > 0 {
		piece := ids[:min(pieceRows, len(ids))]
		ids = ids[len(piece):]
		var all []registry.Business
		var holds map[db.ID][]registry.Permit
		err := d.DB.Read(ctx, func(tx *db.Tx) (err error) {
			if all, err = d.Book.ListedAll(tx, piece); err == nil {
				holds, err = registry.PermitsOf(tx, piece)
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, b := range all {
			if !yield(d.row(p, b, holds[b.ID])) {
				return nil
			}
		}
	}
	return nil
}

func (d *Desk) row(p listPage, b registry.Business, permits []registry.Permit) []sheet.Cell {
	f := b.Facts
	lat, lng := sheet.Empty(), sheet.Empty()
	if at, there := b.Point(); there {
		lat, lng = degreeCell(at.Lat), degreeCell(at.Lng)
	}
	kinds := []string{}
	for _, x := range permits {
		if x.HeldOn(date.DayOf(p.now)) && !slices.Contains(kinds, x.Kind) {
			kinds = append(kinds, x.Kind)
		}
	}
	best := registry.Proof{}
	for _, name := range []registry.Fact{registry.Name, registry.Kelurahan} {
		if x := b.Proofs[name]; x.Level > best.Level {
			best = x
		}
	}
	asOf := ""
	if best.Level > 0 {
		asOf = dayOf(best.At)
	}
	kelurahan := f[registry.Kelurahan]
	texts := []string{d.Code(b.ID), f[registry.Name], strings.Join(b.OtherNames(), "; "), f[registry.AboutID], p.atlas.Called(p.atlas.Above(kelurahan)), p.atlas.Called(kelurahan), kelurahan,
		f[registry.Address], "", "", f[registry.KBLI], f[registry.Subsectors], f[registry.Opens], strings.Join(kinds, " "), best.Level.Code(), asOf,
		yes(b.Demo), d.absolute(lang.ID, "/usaha/"+d.Code(b.ID)), yes(p.found.Any)}
	out := make([]sheet.Cell, len(texts))
	for i, text := range texts {
		out[i] = sheet.Text(text)
	}
	out[latColumn], out[latColumn+1] = lat, lng
	return out
}

// yes is a truth as the files say it.
func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

// latColumn is where the latitude stands among the columns; the longitude is next to it.
var latColumn = slices.IndexFunc(fileColumns, func(c sheet.Column) bool { return c.Name == "lat" })

// degreeCell is a number and no text, before which a minus would be taken for a formula. It has the
// five decimals of geo.Degrees.
func degreeCell(micro int64) sheet.Cell { return sheet.Decimal(quantity.Of(micro).Round(5)) }
