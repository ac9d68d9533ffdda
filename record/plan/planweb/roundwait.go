package planweb

import (
	"strings"

	"alun/ground/db"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
)

// Wait is how much of a kind waits somewhere in the house.
type Wait struct {
	What string // a code: its sentence is plan.wait_ and the code, with the number
	N    int64
	At   string // the address where it is done, with its query
	// Others says that it waits for somebody else: who looks may only watch it.
	Others bool
}

// Waits is a door: what waits for a viewer in rooms that this one does not know, in the
// order of the page. Numbers of an area are told to who looks after that area.
type Waits func(tx *db.Tx, v account.Viewer) ([]Wait, error)

// waitLines tells in numbers what waits for the reader, and for others whom the reader
// watches over. What nothing waits of has no line.
func (p *waitingPage) waitLines(tx *db.Tx, d Desk) error {
	n, err := plan.CountFollowUps(tx, p.viewer)
	all := []Wait{{What: "followups", N: n, At: "/inspeksi"}}
	if err == nil && d.Waits != nil {
		var more []Wait
		more, err = d.Waits(tx, p.viewer)
		all = append(all, more...)
	}
	for _, w := range all {
		at, _, _ := strings.Cut(w.At, "?")
		if w.N == 0 || !d.has(at) {
			continue
		}
		k := parts.Link{Label: p.T("plan.wait_"+w.What, w.N), Href: p.r.Href(w.At), Icon: parts.IconArrow}
		if w.Others {
			p.afield = append(p.afield, k)
		} else {
			p.lines = append(p.lines, k)
		}
	}
	return err
}
