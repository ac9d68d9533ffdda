package main

import (
	"context"
	"io/fs"
	"net/http"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/outlook/front"
	"alun/outlook/notice/noticeweb"
	"alun/record/diary/diaryweb"
	"alun/record/place/placeweb"
	"alun/record/plan"
	"alun/record/plan/planweb"
)

// site opens every room's door.
func (h *house) site(ctx context.Context, cfg *Config) (*web.Site, error) {
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
	plans := planweb.Desk{Rules: h.rules, Code: code, ID: id, Files: h.files}

	programs, err := h.programs(cfg)
	if err != nil {
		return nil, err
	}
	branch, err := programs.Mount()
	if err != nil {
		return nil, err
	}

	if h.notice, err = h.teller(cfg); err != nil {
		return nil, err
	}
	slips, err := wa.Static()
	if err != nil {
		return nil, err
	}
	routes := append(face.Routes(), programs.Page())
	routes = append(routes, plans.Routes()...)
	routes = append(routes, places.Routes()...)
	routes = append(routes, h.files.Route(plan.ShowsScan))
	routes = append(routes, noticeweb.Door{Desk: h.notice}.Routes()...)
	routes = append(routes, diaryweb.Desk{Sign: h.diarySigner()}.Routes()...)
	var mark func(*http.Request) (context.Context, func(string, string, int)) // nil: nobody gathers traces
	if h.traces != nil {
		mark = h.traces.Request
	}
	return web.New(web.Config{Trace: mark, DB: h.db, Words: h.words, Routes: routes, Mounts: []web.Mount{branch}, Static: []fs.FS{slips}, Layout: face.Layout, Fault: face.Fault,
		Log: h.log, Figures: h.figures, TrustProxy: cfg.Proxy, Cache: cfg.CacheMiB << 20})
}
