package accountweb

import (
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/account"
)

// role is a grant in words.
type role struct {
	account.Grant
	code  string
	Name  string // "Kepala Perangkat Daerah"
	For   string // office or area; "" for the whole city
	Short string // standing before the name: "Plt"; "" for definitif
	State string // now, soon, over
}

// The states of a grant, as classes of sentences.
const (
	now  = "now"
	soon = "soon"
	over = "over"
)

func stateOf(g account.Grant, at time.Time) string {
	switch {
	case at.Before(g.From):
		return soon
	case g.InForce(at):
		return now
	}
	return over
}

// roles lists the roles of a person in words: held, coming and past.
func (d Door) roles(tx *db.Tx, l lang.Lang, person db.ID) ([]role, error) {
	all, err := account.Grants(tx, person)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	places, err := d.places(tx, l.Tag())
	if err != nil {
		return nil, err
	}
	out := make([]role, len(all))
	for i, g := range all {
		out[i] = places.role(l, g, tx.Now())
		out[i].code = d.Code(g.ID)
		if g.Helps != 0 {
			if out[i].For, err = d.numberOf(tx, g.Helps); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// places are the names of what roles can be for.
type places struct {
	offices, areas []Place
}

func (d Door) places(tx *db.Tx, tag lang.Tag) (p places, err error) {
	if d.Offices != nil {
		if p.offices, err = d.Offices(tx, tag); err != nil {
			return p, err
		}
	}
	if d.Areas != nil {
		p.areas, err = d.Areas(tx, tag)
	}
	return p, err
}

func (p places) role(l lang.Lang, g account.Grant, at time.Time) role {
	out := role{Grant: g, Name: l.T("account.role_" + string(g.Role)), State: stateOf(g, at)}
	if g.Standing != account.Definitif {
		out.Short = l.T("account.standing_" + string(g.Standing))
	}
	for _, o := range p.offices {
		if g.Office != 0 && o.ID == g.Office {
			out.For = o.Name
		}
	}
	for _, a := range p.areas {
		if g.Area != "" && a.Code == g.Area {
			out.For = a.Name
		}
	}
	if out.For == "" {
		out.For = g.Area
	}
	return out
}

// title is a role with its standing: "Plt Kepala Perangkat Daerah".
func (r role) title(l lang.Lang) string {
	if r.Short == "" {
		return r.Name
	}
	return l.T("account.role_standing", r.Short, r.Name)
}

// span is the time of a role: "1 Januari 2026 sampai 31 Maret 2026".
func (r role) span(l lang.Lang) string {
	if r.Until.IsZero() {
		return l.T("account.span_open", date.DayOf(r.From))
	}
	return l.T("account.span", date.DayOf(r.From), lastDay(r.Until))
}

// lastDay is the day before an end at midnight, or the day of any other end.
func lastDay(end time.Time) date.Day { return date.DayOf(end.Add(-time.Microsecond)) }

func (r role) stamp(l lang.Lang) parts.Stamp {
	kind := parts.Plain
	switch r.State {
	case now:
		kind = parts.Done
	case soon:
		kind = parts.Waiting
	}
	return parts.Stamp{Kind: kind, Label: l.T("account.state_" + r.State)}
}

// table lists roles; href leads to what an administrator can do with one, or is
// nil.
func roleTable(l lang.Lang, all []role, href func(role) string) parts.Table {
	t := parts.Table{Caption: l.T("account.roles_title"), Cards: true, Halves: true, Empty: l.T("account.roles_none"),
		Columns: []parts.Column{{Label: l.T("account.col_role")}, {Label: l.T("account.col_time"), Full: true}, {Label: l.T("account.col_decree")}, {Label: l.T("account.col_state")}}}
	byDecree := slices.ContainsFunc(all, func(r role) bool { return r.Number != "" })
	if !byDecree && len(all) > 0 { // makers and helpers hold theirs by no decree
		t.Columns = slices.Delete(t.Columns, 2, 3)
	}
	for _, r := range all {
		c := []parts.Cell{{Text: r.title(l), Note: r.For}, {Text: r.span(l)}, {Text: decree(r.Number)}, {Part: parts.Cap(l, r.stamp(l))}}
		if href != nil && r.State != over {
			c[0].Href = href(r)
		}
		if !byDecree {
			c = slices.Delete(c, 2, 3)
		}
		t.Rows = append(t.Rows, parts.Row{Cells: c})
	}
	return t
}

func decree(number string) string {
	if number == "" {
		return "–"
	}
	return number
}
