package deskweb

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/record/registry"
)

// mostFrom is how long the address of a list may be that goes along with an officer.
const mostFrom = 300

// fromNames are the parameters of a list that go along.
var fromNames = []string{"wilayah", "rt", "keadaan", "q", "usul", "perbaikan", outdoors}

// outdoors says instead that somebody came from the field work.
const outdoors = "lapangan"

// cameFrom is the end of an address that says from which list somebody came; "" from none.
func cameFrom(mark, from string) string {
	if from = listOf(from).Encode(); from == "" {
		return ""
	}
	return mark + "dari=" + url.QueryEscape(from)
}

// listOf reads what list an address names; what no list has is left out.
func listOf(from string) url.Values {
	out := url.Values{}
	all, err := url.ParseQuery(from)
	for _, name := range fromNames {
		if text := all.Get(name); err == nil && text != "" {
			out.Set(name, text)
		}
	}
	return out
}

// list is the address of the list from which the officer came.
func (p onePage) list() string {
	v := listOf(p.from)
	if v.Del(outdoors); len(v) > 0 {
		return p.href("?" + v.Encode())
	}
	return p.href("")
}

// field is the page of the field work from which the officer came; "" they did not.
func (p onePage) field() string {
	if listOf(p.from).Get(outdoors) == "" {
		return ""
	}
	return p.r.Href("/petugas/lapangan/usaha/" + p.code)
}

// nextLine is the business that comes next in the list, and how many are left.
type nextLine struct {
	name, href string
	left       int64
}

// decisions are what ends the work on a business: then the next one is offered.
var decisions = []string{"publish", "return", "suspend", "resume", "close", "reopen", "terima", "tolak"}

// sought is the list in which the officer works: that from which they came, else that of what
// waits or, after a proposal, of what was proposed; never beyond their own area.
func (p onePage) sought() registry.Seek {
	v := listOf(p.from)
	seek := registry.Seek{Text: v.Get("q"), Asked: v.Get("usul") != "", Mended: v.Get("perbaikan") != ""}
	seek.State, seek.Area = registry.State(v.Get("keadaan")), v.Get("wilayah")
	seek.RT, _ = strconv.Atoi(v.Get("rt")) // what is no number narrows nothing
	if len(v) == 0 {
		seek.Asked = p.after == "terima" || p.after == "tolak"
	}
	if seek.Mended {
		seek.State = registry.Suspended
	}
	if seek.State == "" && seek.Text == "" && !seek.Asked || seek.State != "" && !slices.Contains(registry.States, seek.State) {
		seek.State = registry.Submitted
	}
	if p.area != "" && !strings.HasPrefix(seek.Area+".", p.area+".") {
		seek.Area = p.area
	}
	return seek
}

// next finds which business comes after this one in the list, and after the last the first:
// who passed one over is not led back to it at once.
func (d Desk) next(tx *db.Tx, p *onePage) error {
	if !slices.Contains(decisions, p.after) || !p.checks {
		return nil
	}
	seek := p.sought()
	counts, err := d.Book.Count(tx, p.r.Session(), seek)
	if err != nil {
		return err
	}
	out := nextLine{left: -p.still(seek)}
	for state, n := range counts {
		if seek.State == "" || seek.State == state {
			out.left += n
		}
	}
	defer func() { p.then = &out }()
	behind := seek
	for _, m := range p.moves { // the newest first: since when it stood in the list
		if seek.State == "" || m.To == seek.State {
			behind.After, behind.Behind = m.At, p.view.ID
			break
		}
	}
	for _, where := range []registry.Seek{behind, seek} {
		all, err := d.Book.Queue(tx, p.r.Session(), where, 2)
		if err != nil {
			return err
		}
		for _, x := range all {
			if x.ID != p.view.ID {
				out.name, out.href = x.Facts[registry.Name], p.href("/"+d.Code(x.ID)+cameFrom("?", p.from))
				return nil
			}
		}
	}
	return nil
}

// still is 1 where this business is in the list even now.
func (p onePage) still(seek registry.Seek) int64 {
	if (seek.State == "" || seek.State == p.view.State) && (!seek.Asked || len(p.asks) > 0) && (!seek.Mended || p.mended) {
		return 1
	}
	return 0
}
