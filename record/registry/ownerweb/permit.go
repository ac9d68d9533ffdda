package ownerweb

import (
	"cmp"
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/naikkelas"
)

// soon is how many days before its end a permit is said to end soon.
const soon = 90

// permitsPage is the permits and certificates of a business.
type permitsPage struct {
	page
	all []permitLine
}

// permitLine is one permit.
type permitLine struct {
	registry.Permit
	code  string
	steps bool // its steps are told
	mine  bool // who looks may take it out
}

func (d *Desk) permitsPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := fresh(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawPermits(tx, r, p)
}

func (d *Desk) drawPermits(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := permitsPage{page: at}
	if err := d.open(tx, r, &p.page); err != nil {
		return web.Reply{}, err
	}
	var err error
	p.all, err = d.permits(tx, p.page)
	return web.Reply{Page: &web.Page{Title: p.T("ownerweb.permits_title"), Nav: ownNav, Body: permitsBody(p)}}, err
}

func (d *Desk) permits(tx *db.Tx, p page) ([]permitLine, error) {
	all, err := registry.Permits(tx, p.view.ID)
	if err != nil {
		return nil, err
	}
	rules, err := naikkelas.Read(tx)
	if err != nil {
		return nil, err
	}
	out := make([]permitLine, len(all))
	for i, x := range all {
		_, told := rules.Permit(x.Kind, p.today)
		out[i] = permitLine{x, d.Code(x.ID), told, p.changes && (x.Level <= registry.Through || p.view.As == registry.Officer)}
	}
	slices.SortStableFunc(out, func(a, b permitLine) int { return cmp.Compare(p.urgency(a.Permit), p.urgency(b.Permit)) })
	return out, nil
}

// urgency orders permits by what must be done: those that ended, those that end soon.
func (p page) urgency(x registry.Permit) int {
	switch {
	case x.Until.IsZero():
		return 3
	case !x.HeldOn(p.today):
		return 0
	case x.Until.Before(p.today.Next(soon)):
		return 1
	}
	return 2
}

// stamp says whether a permit is good today.
func (p page) stamp(x registry.Permit) parts.Stamp {
	return []parts.Stamp{{Kind: parts.Refused, Label: p.T("ownerweb.ended")}, {Kind: parts.Waiting, Label: p.T("ownerweb.ends_soon")}, {Kind: parts.Done, Label: p.T("ownerweb.good")},
		{Label: p.T("ownerweb.no_end")}}[p.urgency(x)]
}

// ending says how long it lasts, where that matters now.
func (p page) ending(x registry.Permit) string {
	left := int(x.Until.Start().Sub(p.today.Start()).Hours() / 24)
	switch p.urgency(x) {
	case 0:
		return p.T("ownerweb.ended_note")
	case 1:
		if left == 0 {
			return p.T("ownerweb.ends_today")
		}
		return p.T("ownerweb.ends_in", left)
	}
	return ""
}

func (p page) permitFacts(x registry.Permit) []parts.Fact {
	out := []parts.Fact{{Label: p.T("ownerweb.number"), Value: x.Number, Proof: face.Evidence(p.Lang, x.Level)}}
	if x.Issuer != "" {
		out = append(out, parts.Fact{Label: p.T("ownerweb.issuer"), Value: x.Issuer})
	}
	for _, day := range []struct {
		label string
		day   date.Day
	}{{"ownerweb.issued", x.Issued}, {"ownerweb.until", x.Until}} {
		if !day.day.IsZero() {
			out = append(out, parts.Fact{Label: p.T(day.label), Value: day.day.Long(p.Tag())})
		}
	}
	return out
}

func (p permitsPage) kinds() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "kind", Label: p.T("ownerweb.kind"), Value: p.typed.kind, Fault: p.bad}, Blank: p.T("ownerweb.kind_blank")}
	for _, kind := range registry.PermitKinds {
		c.Options = append(c.Options, parts.Option{Value: kind, Label: p.T(registry.PermitWord(kind))})
	}
	return c
}

func (p permitsPage) number() parts.Field {
	return parts.Field{Name: "number", Label: p.T("ownerweb.number"), Help: p.T("ownerweb.number_help"), Value: p.typed.number, Max: 200, Auto: "off", Fault: p.bad}
}

func (p permitsPage) issuer() parts.Field {
	return parts.Field{Name: "issuer", Label: p.T("ownerweb.issuer"), Help: p.T("ownerweb.issuer_help"), Value: p.typed.issuer, Optional: true, Max: 300, Auto: "off", Fault: p.bad}
}

func (d *Desk) addPermit() web.Form[said, did] {
	return d.press(pressing{right: registry.MayChange, to: "/izin", act: func(tx *db.Tx, v registry.View, in said) (did, error) {
		bad := fault.New(fault.Invalid, "registry.permit_invalid")
		day := days(bad, map[string]string{"issued": in.issued, "until": in.until})
		_, err := d.Book.AddPermit(tx, in.session, registry.Permit{Business: v.ID, Kind: in.kind, Number: in.number, Issuer: in.issuer, Issued: day["issued"], Until: day["until"]})
		return did{Ya: "izin"}, both(bad, err)
	}, again: d.drawPermits})
}

// permitPage asks why a permit is taken out.
type permitPage struct {
	page
	permitLine
}

func (d *Desk) permitPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawPermit(tx, r, page{})
}

func (d *Desk) drawPermit(tx *db.Tx, r *web.Request, at page) (web.Reply, error) {
	p := permitPage{page: at}
	if err := d.open(tx, r, &p.page); err != nil {
		return web.Reply{}, err
	}
	all, err := d.permits(tx, p.page)
	if err != nil {
		return web.Reply{}, err
	}
	i := slices.IndexFunc(all, func(x permitLine) bool { return x.code == r.PathValue("permit") })
	if i < 0 {
		return web.Reply{}, fault.New(fault.NotFound, "registry.no_permit")
	}
	p.permitLine = all[i]
	return web.Reply{Page: &web.Page{Title: p.T("ownerweb.permit_out_title", p.T(registry.PermitWord(p.Kind))), Nav: ownNav, Body: permitBody(p)}}, nil
}

func (p permitPage) reasons() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "reason", Label: p.T("ownerweb.permit_why"), Value: p.typed.reason, Fault: p.bad}}
	for _, code := range registry.PermitReasons {
		c.Options = append(c.Options, parts.Option{Value: code, Label: p.T(registry.ReasonWord(code)), Note: p.T("ownerweb.reason_" + code)})
	}
	return c
}

func (d *Desk) removePermit() web.Form[said, did] {
	return d.press(pressing{right: registry.MayChange, to: "/izin", act: func(tx *db.Tx, v registry.View, in said) (did, error) {
		all, err := registry.Permits(tx, v.ID)
		if err == nil && !slices.ContainsFunc(all, func(x registry.Permit) bool { return x.ID == in.row }) {
			err = fault.New(fault.NotFound, "registry.no_permit")
		}
		if err != nil {
			return did{}, err
		}
		return did{Ya: "keluar"}, d.Book.RemovePermit(tx, in.session, in.row, in.reason)
	}, again: d.drawPermit})
}
