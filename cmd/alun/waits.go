package main

import (
	"slices"
	"strings"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/plan/planweb"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/field"
	"alun/record/registry/ganda"
	"alun/record/registry/kurasi"
	"alun/record/registry/lembar"
	"alun/record/registry/product"
	"alun/record/registry/registryweb"
)

// waits is what waits for somebody in the rooms that the plan does not know, each number
// by one query. Counters learn of their own areas alone.
func (h *house) waits(tx *db.Tx, v account.Viewer) (out []planweb.Wait, err error) {
	for _, area := range countersAreas(v) {
		if out, err = areaWaits(tx, area, out); err != nil {
			return nil, err
		}
	}
	for _, part := range []func(*db.Tx, account.Viewer) ([]planweb.Wait, error){cityWaits, privateWaits, h.ownWaits} {
		some, err := part(tx, v)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

// countersAreas are the areas of a counter; one that lies in another is counted with it.
func countersAreas(v account.Viewer) (out []string) {
	for _, g := range v.Grants {
		if g.Role == account.Counter && g.Area != "" {
			out = append(out, g.Area)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(a string) bool {
		return slices.ContainsFunc(out, func(b string) bool { return strings.HasPrefix(a, b+".") })
	})
}

// areaWaits adds what waits for the officers of an area.
func areaWaits(tx *db.Tx, area string, sum []planweb.Wait) ([]planweb.Wait, error) {
	for i, x := range []struct {
		what, at string
		count    func(tx *db.Tx, area string) (int64, error)
	}{
		{"businesses", "/petugas/usaha", registry.HandedIn}, {"twins", "/petugas/usaha/ganda", ganda.CountWaits}, {"asked", "/petugas/usaha?usul=1", registry.CountAsked},
		{"mended", "/petugas/usaha?perbaikan=1", registry.CountMended},
		{"texts", "/petugas/tanda", registry.CountMarked}, {"products", "/petugas/tanda", product.CountMarked},
		{"ticks", "/petugas/lembar/menunggu", func(tx *db.Tx, area string) (int64, error) {
			n, err := lembar.CountWaits(tx, area)
			return int64(n), err
		}},
		{"checks", "/petugas/lapangan", field.CountWaits},
		{"recoveries", "/loket", func(tx *db.Tx, area string) (int64, error) {
			all, err := account.Waiting(tx, area)
			return int64(len(all)), err
		}},
	} {
		n, err := x.count(tx, area)
		if err != nil {
			return nil, err
		}
		if i == len(sum) {
			sum = append(sum, planweb.Wait{What: x.what, At: x.at})
		}
		sum[i].N += n
	}
	return sum, nil
}

// cityWaits is what waits for counters anywhere in the city, for the planner who watches
// over them.
func cityWaits(tx *db.Tx, v account.Viewer) ([]planweb.Wait, error) {
	if !v.Holds(account.Planner) {
		return nil, nil
	}
	handed, err := registry.HandedIn(tx, "")
	if err != nil {
		return nil, err
	}
	twins, err := ganda.CountWaits(tx, "")
	return []planweb.Wait{{What: "businesses", N: handed, At: "/petugas/usaha", Others: true}, {What: "twins", N: twins, At: "/petugas/usaha/ganda", Others: true}}, err
}

// privateWaits is what waits for who looks after personal data.
func privateWaits(tx *db.Tx, v account.Viewer) ([]planweb.Wait, error) {
	if !v.Can(account.MayPrivacy, account.At{}) {
		return nil, nil
	}
	requests, cards, incidents, err := account.CountPrivate(tx)
	return []planweb.Wait{{What: "requests", N: requests, At: "/pribadi"}, {What: "cards", N: cards, At: "/pribadi/ktp"}, {What: "incidents", N: incidents, At: "/pribadi/kebocoran"}}, err
}

// ownWaits is what waits for an owner, for who speaks for an association, and for a
// curator, who may be anybody.
func (h *house) ownWaits(tx *db.Tx, v account.Viewer) ([]planweb.Wait, error) {
	judge, err := kurasi.CountTasks(tx, v.Person)
	if err != nil {
		return nil, err
	}
	members, err := asosiasi.CountAsking(tx, v.Person)
	out := []planweb.Wait{{What: "judge", N: judge, At: "/kurasi-saya"}, {What: "members", N: members, At: "/asosiasi-saya"}}
	if err != nil || !v.Holds(account.Maker) {
		return out, err
	}
	own, err := registry.OwnWaits(tx, v.Person)
	if err != nil {
		return nil, err
	}
	var returned, proposed, joining placed
	for _, w := range own {
		if w.Returned {
			returned.add(w.Business, 1)
		}
		if w.Asked > 0 {
			proposed.add(w.Business, 1)
		}
	}
	asks, err := asosiasi.AskedOf(tx, v.Person)
	for _, a := range asks {
		joining.add(a.Business, a.Invited+a.Nominations)
	}
	return append(out, h.wait("returned", returned, ""), h.wait("own", proposed, "/usulan"), h.wait("joining", joining, "/asosiasi")), err
}

// placed is how much of a kind waits in the businesses of an owner.
type placed struct {
	n   int64
	all []db.ID // in which it waits
}

func (p *placed) add(business db.ID, n int64) { p.n, p.all = p.n+n, append(p.all, business) }

// wait leads to where it is done: on a page of the one business in which it waits, or to the
// list of them, whose lines lead on.
func (h *house) wait(what string, p placed, end string) planweb.Wait {
	at := "/usaha-saya"
	if len(p.all) == 1 {
		at += "/" + h.keys.Codec().Encode(int64(p.all[0])) + end
	}
	return planweb.Wait{What: what, N: p.n, At: at}
}

// asksOf is what associations ask of the businesses that somebody owns.
func asksOf(tx *db.Tx, owner db.ID) (map[db.ID]registryweb.Asks, error) {
	all, err := asosiasi.AskedOf(tx, owner)
	out := map[db.ID]registryweb.Asks{}
	for _, a := range all {
		out[a.Business] = registryweb.Asks{Invitations: a.Invited, Nominations: a.Nominations}
	}
	return out, err
}
