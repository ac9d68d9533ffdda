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
)

// waits is what waits for somebody in the rooms that the plan does not know, each number
// by one query. Counters learn of their own areas alone.
func waits(tx *db.Tx, v account.Viewer) (out []planweb.Wait, err error) {
	for _, area := range countersAreas(v) {
		if out, err = areaWaits(tx, area, out); err != nil {
			return nil, err
		}
	}
	for _, part := range []func(*db.Tx, account.Viewer) ([]planweb.Wait, error){cityWaits, privateWaits, ownWaits} {
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
func ownWaits(tx *db.Tx, v account.Viewer) ([]planweb.Wait, error) {
	judge, err := kurasi.CountTasks(tx, v.Person)
	if err != nil {
		return nil, err
	}
	members, err := asosiasi.CountAsking(tx, v.Person)
	out := []planweb.Wait{{What: "judge", N: judge, At: "/kurasi-saya"}, {What: "members", N: members, At: "/asosiasi-saya"}}
	if err != nil || !v.Holds(account.Maker) {
		return out, err
	}
	returned, own, err := registry.CountOwn(tx, v.Person)
	if err != nil {
		return nil, err
	}
	asks, err := asosiasi.CountAsked(tx, v.Person)
	return append(out, planweb.Wait{What: "returned", N: returned, At: "/usaha-saya"}, planweb.Wait{What: "own", N: own, At: "/usaha-saya"},
		planweb.Wait{What: "joining", N: asks, At: "/usaha-saya"}), err
}
