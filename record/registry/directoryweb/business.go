package directoryweb

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/kbli"

	"github.com/a-h/templ"
)

// businessPage is one business as everybody sees it.
type businessPage struct {
	lang.Lang
	r          *web.Request
	b          registry.Business
	code       string
	atlas      *atlas
	book       *kbli.Book
	subsectors []subsector
	now        time.Time
	opening    opening
	permits    []registry.Permit
	products   []Product
	photos     []Photo
	badges     []Badge
	absolute   func(tag lang.Tag, path string) string
	picture    string // the address of what a preview shows
}

// subsector is a subsector of the creative economy by its name.
type subsector struct{ Slug, Name string }

func (d *Desk) one(tx *db.Tx, r *web.Request) (web.Reply, error) {
	b, was, err := d.shown(tx, r)
	switch {
	case err != nil:
		return web.Reply{}, err
	case was != nil && was.to != 0:
		return web.Reply{To: r.Href("/usaha/" + d.Code(was.to)), Moved: true}, nil
	case was != nil:
		return web.Reply{Status: http.StatusGone, Page: &web.Page{Title: r.Lang.T("directoryweb.gone_title"), Nav: nav, Body: goneBody(r.Lang, r.Href), Head: unlisted()}}, nil
	}
	p, err := d.page(tx, r, b)
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.name(), Description: p.description(), Nav: nav, Body: businessBody(p), Head: d.head(p)}}, nil
}

// page gathers what is told of a business.
func (d *Desk) page(tx *db.Tx, r *web.Request, b registry.Business) (businessPage, error) {
	p := businessPage{Lang: r.Lang, r: r, b: b, code: d.Code(b.ID), absolute: d.absolute, now: tx.Now()}
	p.opening = openingOf(b, p.now)
	p.holds()
	var err error
	if p.atlas, err = d.atlas(tx); err != nil {
		return p, err
	}
	if p.book, err = d.Shelf.Book(tx); err != nil {
		return p, err
	}
	p.picture = pictureHref(p.code, d.caption(p.atlas, p.book, b))
	if p.permits, err = registry.Permits(tx, b.ID); err != nil {
		return p, err
	}
	for slug := range strings.FieldsSeq(b.Facts[registry.Subsectors]) {
		if name, there := p.book.Subsector(slug); there {
			p.subsectors = append(p.subsectors, subsector{slug, name.In(r.Lang.Tag())})
		}
	}
	if d.Products != nil {
		if p.products, err = d.Products(tx, b.ID); err != nil {
			return p, err
		}
	}
	if d.Photos != nil {
		if p.photos, err = d.Photos(tx, b.ID); err != nil {
			return p, err
		}
	}
	if d.Badges != nil {
		p.badges, err = d.Badges(tx, r.Lang, b.ID)
	}
	return p, err
}

// holds says until when the page is true: until it opens or closes, and not beyond the
// day, because certificates run out.
func (p businessPage) holds() {
	p.r.Until(date.DayOf(p.now).End())
	if !p.opening.changes.IsZero() {
		p.r.Until(p.opening.changes)
	}
}

func (p businessPage) name() string { return p.b.Facts[registry.Name] }

// trade is what it does, in words of the classification.
func (p businessPage) trade() said {
	codes := p.b.Codes()
	slices.SortStableFunc(codes, func(a, b registry.Code) int { return cmp.Compare(order(a), order(b)) })
	for _, c := range codes {
		if known, there := p.book.Code(kbli.Key{Version: c.Version, Code: c.Code}); there && known.Named() {
			return said{known.Shown, foreign(p.Lang)}
		}
	}
	if len(p.subsectors) > 0 {
		return said{p.subsectors[0].Name, ""}
	}
	return said{p.T(registry.ValueWord(registry.Kind, p.b.Facts[registry.Kind])), ""}
}

func order(c registry.Code) int {
	if c.Main {
		return 0
	}
	return 1
}

// foreign marks what stays Indonesian in every language.
func foreign(l lang.Lang) string {
	if l.Tag() == lang.ID {
		return ""
	}
	return string(lang.ID)
}

// area is its kelurahan with the kecamatan.
func (p businessPage) area() string {
	code := p.b.Facts[registry.Kelurahan]
	if code == "" {
		return p.T("directoryweb.no_place")
	}
	return p.T("directoryweb.area", p.atlas.Called(code), p.atlas.Called(p.atlas.Above(code)))
}

// description is what a preview and a search engine say.
func (p businessPage) description() string {
	if text := about(p.Lang, p.b).Text; text != "" {
		return clip(strings.ReplaceAll(text, "\n", " "), 200)
	}
	return p.T("directoryweb.business_description", p.name(), p.trade().Text, p.area())
}

func (p businessPage) crumbs() []parts.Link {
	out := []parts.Link{{Label: p.T("directoryweb.crumb"), Href: p.r.Href("/usaha")}}
	if code := p.atlas.Above(p.b.Facts[registry.Kelurahan]); code != "" {
		q := question{filters: map[string][]string{"kecamatan": {code}}}
		out = append(out, parts.Link{Label: p.atlas.Called(code), Href: p.r.Href(q.path())})
	}
	return append(out, parts.Link{Label: p.name()})
}

// stamps say what kind of business it is, and that it is made up where it is.
func (p businessPage) stamps() []parts.Stamp {
	var out []parts.Stamp
	for _, s := range p.subsectors {
		out = append(out, parts.Stamp{Label: s.Name})
	}
	if p.b.Facts[registry.Kind] == registry.Perorangan {
		out = append(out, parts.Stamp{Label: p.T(registry.ValueWord(registry.Kind, registry.Perorangan))})
	}
	if p.b.Demo {
		out = append(out, parts.Stamp{Kind: parts.Example})
	}
	return out
}

// say is what it costs, and of what.
func (x Product) say(l lang.Lang) string {
	if x.Price == nil {
		return ""
	}
	price := x.Price(l)
	if price == "" || x.Unit == "" {
		return price
	}
	return l.T("directoryweb.price_per", price, x.Unit)
}

// more are all photos but the first.
func (p businessPage) more() []Photo {
	if len(p.photos) < 2 {
		return nil
	}
	return p.photos[1:]
}

// sized are the measures of a picture, so that the page does not jump.
func sized(photo Photo) templ.Attributes {
	if photo.Wide == 0 {
		return nil
	}
	return templ.Attributes{"width": photo.Wide, "height": photo.High}
}
