package lembarweb

import (
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry/lembar"
)

// makeIn asks for the sheet of one RT, or of all RTs of a kelurahan.
type makeIn struct {
	session string
	kel     string
	rt      string // "": all
	instead db.ID
}

// make prepares sheets. Done again it gives the same ones, so a form of it needs no key.
func (d Door) make() web.Form[makeIn, struct{}] {
	return web.Form[makeIn, struct{}]{Same: true,
		Prepare: func(r *web.Request) (makeIn, error) {
			v := r.Values()
			in := makeIn{session: r.Session(), kel: v.Line("kel", 20), rt: v.Line("rt", 5)}
			in.instead, _ = d.ID(v.Line("ganti", 20)) // what is none takes no place
			if err := v.Err(); err != nil {
				return in, err
			}
			return in, d.prepare(r, in)
		},
		Act: func(tx *db.Tx, in makeIn) (struct{}, error) { // each sheet had an act of its own
			_, err := account.May(tx, in.session, lembar.MayPrint, account.At{Area: in.kel})
			return struct{}{}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in makeIn, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				to, ya := base+"?kel="+in.kel, "siap"
				if in.instead != 0 {
					ya = "ganti"
				}
				if to += "&ya=" + ya; in.rt != "" {
					to += "#rt-" + in.rt
				}
				return web.Reply{To: r.Href(to)}, nil
			}
			if bad.Kind != fault.Conflict && bad.Kind != fault.NotFound {
				return web.Reply{}, bad
			}
			p := deskPage{Lang: r.Lang, r: r, code: d.Code, bad: bad}
			if err := d.look(tx, &p, "", in.kel); err != nil {
				return web.Reply{}, err
			}
			return p.reply(), nil
		},
	}
}

// prepare makes the sheets, each in a short act of its own.
func (d Door) prepare(r *web.Request, in makeIn) error {
	var rts []int
	err := d.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if _, err = account.May(tx, in.session, lembar.MayPrint, account.At{Area: in.kel}); err == nil && in.rt == "" {
			rts, err = lembar.RTsOf(tx, in.kel)
		}
		return err
	})
	if err != nil {
		return err
	}
	if in.rt != "" {
		n, _ := strconv.Atoi(in.rt) // 0 is no RT
		rts = []int{n}
	}
	for _, rt := range rts {
		err := d.DB.Write(r.Context(), func(tx *db.Tx) error {
			_, err := d.Desk.Make(tx, in.session, lembar.Making{Kelurahan: in.kel, RT: rt, Instead: in.instead})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
