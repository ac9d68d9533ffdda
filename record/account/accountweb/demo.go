package accountweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
)

// DemoRoutes lists the addresses by which visitors of a demonstration become one
// of its made-up people. No other house has them.
func (d Door) DemoRoutes() []web.Route {
	return []web.Route{
		web.Show("/peragaan", d.demoPage),
		web.Do("/peragaan", d.playDemo()),
	}
}

// demoPage lists the made-up people.
type demoPage struct {
	lang.Lang
	r       *web.Request
	loading string // how far the made-up businesses are
	city    []demoItem
	guilds  []demoItem // who speaks for associations, and who judges calls
	offices []demoItem
}

type demoItem struct {
	code, name, role string
}

func (d Door) demoPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p := demoPage{Lang: r.Lang, r: r}
	if d.Loading != nil {
		if done, total := d.Loading(); done < total {
			p.loading = p.T("account.demo_loading", done, total)
		}
	}
	all, err := d.People.DemoPeople(tx)
	for _, one := range all {
		item := demoItem{d.Code(one.ID), one.Name, p.T("account.demo_does_" + string(one.Role))}
		switch {
		case one.Plays != "":
			item.role = p.T("account.demo_plays_" + string(one.Plays))
			p.guilds = append(p.guilds, item)
		case one.Office == 0:
			p.city = append(p.city, item)
		default:
			p.offices = append(p.offices, item)
		}
	}
	return web.Reply{Page: &web.Page{Title: p.T("account.demo_title"), Nav: "masuk", Body: demoBody(p)}}, err
}

// playing is a visitor who becomes somebody.
type playing struct {
	browser
	person db.ID
}

func (d Door) playDemo() web.Form[playing, struct{}] {
	return web.Form[playing, struct{}]{Same: true,
		Prepare: func(r *web.Request) (playing, error) {
			v := r.Values()
			in := playing{browser: newBrowser(r)}
			id, ok := d.ID(v.Line("siapa", 20))
			if err := v.Err(); err != nil {
				return in, err
			}
			if !ok {
				return in, fault.New(fault.NotFound, "account.no_person")
			}
			in.person = id
			return in, nil
		},
		Act: func(tx *db.Tx, in playing) (struct{}, error) {
			return struct{}{}, d.People.SignInDemo(tx, in.person, in.begin)
		},
		Draw: func(_ *db.Tx, r *web.Request, in playing, _ struct{}, bad *fault.Fault) (web.Reply, error) {
			if bad != nil {
				return web.Reply{}, bad
			}
			return web.Reply{To: d.home(r, ""), Session: in.session(false)}, nil
		},
	}
}
