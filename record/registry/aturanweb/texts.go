package aturanweb

import (
	"cmp"
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/saring"
)

// markedText is a business with texts that an officer should look at.
type markedText struct {
	registry.Marked
	code string
}

// texts lists the businesses with marks of several areas: as many as a page has. The next
// ones come when these were looked at.
func (d Door) texts(tx *db.Tx, session string, at []string) ([]markedText, error) {
	var all []registry.Marked
	for _, area := range at {
		some, err := d.Products.Book.Marked(tx, session, area, 0, mostMarks)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortFunc(all, func(a, b registry.Marked) int { return cmp.Compare(a.ID, b.ID) })
	all = slices.CompactFunc(all, func(a, b registry.Marked) bool { return a.ID == b.ID }) // of an area in another
	out := make([]markedText, 0, mostMarks)
	for _, m := range all[:min(len(all), mostMarks)] {
		out = append(out, markedText{m, d.Code(m.ID)})
	}
	return out, nil
}

// whyText says in words why a text is marked.
func (p page) whyText(m registry.Mark) (out []string) {
	for _, rule := range m.Rules {
		out = append(out, p.T(saring.Word(rule), 0))
	}
	return out
}

func (m markedText) version() string { return strconv.FormatInt(m.Version, 10) }

// cleared is what an officer found good.
type cleared struct {
	session, code string
	version       int64
}

// clear finds the texts of a business good.
func (d Door) clear() web.Form[cleared, string] {
	return web.Form[cleared, string]{
		Prepare: func(r *web.Request) (cleared, error) {
			v := r.Values()
			in := cleared{session: r.Session(), code: r.PathValue("code")}
			in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64)
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in cleared) (string, error) {
			if _, err := areasOf(tx, in.session); err != nil {
				return "", err
			}
			id, ok := d.ID(in.code)
			if !ok {
				return "", fault.New(fault.NotFound, "registry.no_business")
			}
			return "baik", d.Products.Book.ClearMarks(tx, in.session, id, max(in.version, 1)) // what was not looked at is not found good
		},
		Draw: func(tx *db.Tx, r *web.Request, _ cleared, out string, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href("/petugas/tanda?ya=" + out)}, nil
			case bad.Kind != fault.Invalid && bad.Kind != fault.Conflict:
				return web.Reply{}, bad
			}
			return d.drawMarks(tx, r, marksPage{bad: bad})
		},
	}
}
