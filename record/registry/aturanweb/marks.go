package aturanweb

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/product"
	"alun/record/registry/saring"
)

// mostMarks is how many products a page of the list has.
const mostMarks = 20

// marksPage is the products whose texts an officer should look at.
type marksPage struct {
	page
	where string
	did   string
	all   []marked
	texts []markedText // of businesses, on the first page
	next  string
	bad   *fault.Fault
}

// marked is a product with a mark, and whose it is.
type marked struct {
	product.Product
	code     string
	business registry.Business
}

// areasOf are those of an officer who clears marks.
func areasOf(tx *db.Tx, session string) (out []string, err error) {
	v, err := account.See(tx, session)
	if err == nil {
		_, err = v.May(product.MayClear, account.At{Any: true})
	}
	for _, g := range v.Grants {
		if slices.Contains(product.MayClear.Roles, g.Role) && !slices.Contains(out, g.Area) {
			out = append(out, g.Area)
		}
	}
	return out, err
}

// marked lists the products with marks of several areas, and how these are called.
func (d Door) marked(tx *db.Tx, session string, at []string, after db.ID) (all []product.Product, where string, err error) {
	var names []string
	for _, area := range at {
		some, err := d.Products.Marked(tx, session, area, after, mostMarks+1)
		if err != nil {
			return nil, "", err
		}
		all = append(all, some...)
		a, _, err := place.ByCode(tx, area)
		if err != nil {
			return nil, "", err
		}
		names = append(names, a.Called())
	}
	slices.SortFunc(all, func(a, b product.Product) int { return cmp.Compare(a.ID, b.ID) })
	all = slices.CompactFunc(all, func(a, b product.Product) bool { return a.ID == b.ID }) // of an area in another
	return all, strings.Join(names, ", "), nil
}

func (d Door) marksPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawMarks(tx, r, marksPage{})
}

func (d Door) drawMarks(tx *db.Tx, r *web.Request, p marksPage) (web.Reply, error) {
	p.page = page{Lang: r.Lang, r: r}
	at, err := areasOf(tx, r.Session())
	if err != nil {
		return web.Reply{}, err
	}
	v := r.Values()
	p.did = v.Line("ya", 10)
	after, _ := d.ID(v.Line("sesudah", 40)) // none is from the first
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	var all []product.Product
	if all, p.where, err = d.marked(tx, r.Session(), at, after); err != nil {
		return web.Reply{}, err
	}
	if after == 0 {
		if p.texts, err = d.texts(tx, r.Session(), at); err != nil {
			return web.Reply{}, err
		}
	}
	if len(all) > mostMarks {
		all = all[:mostMarks]
		p.next = r.Href("/petugas/tanda?sesudah=" + d.Code(all[mostMarks-1].ID))
	}
	for _, one := range all {
		_, b, err := d.Products.Book.For(tx, r.Session(), product.MayClear, one.Business)
		if err != nil {
			return web.Reply{}, err
		}
		p.all = append(p.all, marked{one, d.Code(one.ID), b})
	}
	return web.Reply{Page: &web.Page{Title: p.T("aturanweb.marks_title"), Nav: nav, Body: marksBody(p)}}, err
}

// done is what was just done.
func (p marksPage) done() string {
	if p.did != "baik" && p.did != "kembali" {
		return ""
	}
	return p.T("aturanweb.marks_done_" + p.did)
}

func (p marksPage) to(m marked) string { return p.r.Href("/petugas/tanda/" + m.code) }

// stamp says whether somebody waits for an officer or for the owner.
func (p page) stamp(m marked) parts.Stamp {
	if !m.Shown {
		return parts.Stamp{Kind: parts.Running, Label: p.T("aturanweb.mark_hidden")}
	}
	return parts.Stamp{Kind: parts.Waiting, Label: p.T("aturanweb.mark_shown")}
}

// why says in words why a text is marked.
func (p page) why(m marked) (out []string) {
	for _, rule := range m.Marks {
		out = append(out, p.T(saring.Word(rule)))
	}
	return out
}

// short is the beginning of a text, for a list.
func short(text string) string {
	const most = 160
	all := []rune(strings.Join(strings.Fields(text), " "))
	if len(all) <= most {
		return string(all)
	}
	return string(all[:most]) + "…"
}

// markPage is one of them.
type markPage struct {
	page
	marked
	sentence     string
	businessCode string
	given        string // the sentence with which it was given back
	bad          *fault.Fault
}

func (d Door) markPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawMark(tx, r, markPage{})
}

func (d Door) drawMark(tx *db.Tx, r *web.Request, p markPage) (web.Reply, error) {
	p.page = page{Lang: r.Lang, r: r}
	if _, err := areasOf(tx, r.Session()); err != nil {
		return web.Reply{}, err
	}
	p.code = r.PathValue("product")
	id, ok := d.ID(p.code)
	if !ok {
		return web.Reply{}, fault.New(fault.NotFound, "product.none")
	}
	var err error
	if p.Product, err = d.Products.One(tx, r.Session(), id); err != nil {
		return web.Reply{}, err
	}
	if _, p.business, err = d.Products.Book.For(tx, r.Session(), product.MayClear, p.Business); err != nil {
		return web.Reply{}, err
	}
	p.businessCode = d.Code(p.Business)
	if p.given, err = d.Products.GivenBack(tx, r.Session(), p.Product); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("aturanweb.mark_title", p.Name), Nav: nav, Body: markBody(p)}}, nil
}

func (p markPage) facts() []parts.Fact {
	about := p.About
	if about == "" {
		about = p.T("aturanweb.mark_no_about")
	}
	return []parts.Fact{{Label: p.T("aturanweb.mark_name"), Value: p.Name}, {Label: p.T("aturanweb.mark_about"), Value: about},
		{Label: p.T("aturanweb.mark_business"), Value: p.business.Facts[registry.Name], Href: p.r.Href("/petugas/usaha/" + p.businessCode)}}
}

func (p markPage) field() parts.Field {
	return parts.Field{Name: product.FieldSentence, Label: p.T("aturanweb.mark_sentence"), Help: p.T("aturanweb.mark_sentence_help"), Value: p.sentence, Max: 400, Fault: p.bad}
}

func (p markPage) version() string { return strconv.FormatInt(p.Version, 10) }

// judging is what an officer decided about a mark.
type judging struct {
	session, code, how, sentence string
	version                      int64
}

// judge finds a text good, or gives it back.
func (d Door) judge() web.Form[judging, string] {
	return web.Form[judging, string]{
		Prepare: func(r *web.Request) (judging, error) {
			v := r.Values()
			in := judging{session: r.Session(), code: r.PathValue("product"), how: v.Line("langkah", 10), sentence: v.Line(product.FieldSentence, 400)}
			in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64) // what is none was not looked at
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in judging) (string, error) {
			if _, err := areasOf(tx, in.session); err != nil {
				return "", err
			}
			id, ok := d.ID(in.code)
			if !ok {
				return "", fault.New(fault.NotFound, "product.none")
			}
			switch in.how {
			case "baik":
				return in.how, d.Products.Clear(tx, in.session, id, in.version)
			case "kembali":
				return in.how, d.Products.GiveBack(tx, in.session, id, in.version, in.sentence)
			}
			return "", fault.New(fault.Invalid, "aturanweb.mark_how")
		},
		Draw: func(tx *db.Tx, r *web.Request, in judging, out string, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/petugas/tanda?ya=" + out)}, nil
			case bad.Kind != fault.Invalid && bad.Kind != fault.Conflict:
				return web.Reply{}, bad
			}
			return d.drawMark(tx, r, markPage{sentence: in.sentence, bad: bad})
		},
	}
}
