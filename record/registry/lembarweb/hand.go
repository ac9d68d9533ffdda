package lembarweb

import (
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/registry/lembar"
)

// handIn is a row that the RT wrote by hand.
type handIn struct {
	session string
	sheet   db.ID
	line    string
	row     lembar.Written
}

// write makes a draft of it. Sent again it is the same draft.
func (d Door) write() web.Form[handIn, struct{}] {
	return web.Form[handIn, struct{}]{Same: true,
		Prepare: func(r *web.Request) (handIn, error) {
			v := r.Values()
			in := handIn{session: r.Session(), sheet: d.sheetID(r), line: v.Line("baris", 4),
				row: lembar.Written{Name: v.Line("name", 120), What: v.Line("what", 300), Where: v.Line("where", 200)}}
			in.row.Line, _ = strconv.Atoi(in.line) // 0 is no row
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in handIn) (struct{}, error) {
			_, err := d.Desk.Write(tx, in.session, in.sheet, in.row)
			return struct{}{}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in handIn, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href(base + "/" + d.Code(in.sheet) + "?ya=belum#belum")}, nil
			}
			if bad.Kind != fault.Invalid && bad.Kind != fault.Conflict {
				return web.Reply{}, bad
			}
			return d.drawSheet(tx, r, sheetPage{hand: in.row, line: in.line, bad: bad, where: "belum"})
		},
	}
}
