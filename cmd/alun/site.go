package main

import (
	"context"
	"net"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/outlook/front"
	"alun/record/place/placeweb"
	"alun/record/plan/planweb"
)

// site opens every room's door.
func (h *house) site(ctx context.Context, cfg *Config, metrics net.Listener) (*web.Site, error) {
	c, err := readCity(h.profile)
	if err != nil {
		return nil, err
	}
	codec := h.keys.Codec()
	code := func(id db.ID) string { return codec.Encode(int64(id)) }
	id := func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok }
	face := &front.Front{Dev: cfg.Dev, Code: code, City: front.City{Short: c.Short, Area: c.Area,
		Name: map[lang.Tag]string{lang.ID: c.Name, lang.EN: c.NameEN, lang.JA: c.NameJA}}}
	places := placeweb.New(h.db)
	plans := planweb.Desk{Rules: h.rules, Code: code, ID: id}

	routes := face.Routes()
	routes = append(routes, plans.Routes()...)
	routes = append(routes, places.Routes()...)
	return web.New(web.Config{DB: h.db, Words: h.words, Routes: routes, Layout: face.Layout, Fault: face.Fault,
		Log: h.log, Metrics: metrics, TrustProxy: cfg.Proxy})
}
