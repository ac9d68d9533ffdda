package registryweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/registry"
)

// closing is the page that asks why a business ends.
type closing struct {
	ownPage
	reason string
}

func (d Makers) closePage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawClose(tx, r, closing{})
}

func (d Makers) drawClose(tx *db.Tx, r *web.Request, p closing) (web.Reply, error) {
	if err := d.own(tx, r, &p.ownPage); err != nil {
		return web.Reply{}, err
	}
	if !p.ends {
		_, err := p.view.Viewer.May(registry.MayCloseOwn, account.At{})
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.T("registryweb.close_title"), Nav: ownNav, Body: closeBody(p)}}, nil
}

func (p closing) reasons() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "alasan", Label: p.T("registryweb.ask_reason"), Value: p.reason}}
	if _, wrong := p.bad.Field("reason"); wrong {
		c.Fault = fault.New(fault.Invalid, "registry.reason_needed").At("alasan", "registry.reason_needed")
	}
	for _, code := range registry.CloseReasons {
		c.Options = append(c.Options, parts.Option{Value: code, Label: p.T(registry.ReasonWord(code))})
	}
	return c
}

func (d Makers) closeOne() web.Form[ownSaid, ownDone] {
	return d.ownForm("tutup", false, func(tx *db.Tx, v registry.View, in ownSaid) (ownDone, error) {
		return ownDone{}, d.Book.Close(tx, in.session, registry.Step{Business: v.ID, Version: in.version, Reason: in.reason})
	}, func(tx *db.Tx, r *web.Request, in ownSaid, bad *fault.Fault) (web.Reply, error) {
		return d.drawClose(tx, r, closing{ownPage: ownPage{bad: bad}, reason: in.reason})
	})
}

func (d Makers) reopen() web.Form[ownSaid, ownDone] {
	return d.ownForm("buka", false, func(tx *db.Tx, v registry.View, in ownSaid) (ownDone, error) {
		return ownDone{}, d.Book.Reopen(tx, in.session, registry.Step{Business: v.ID, Version: in.version})
	}, d.again)
}
