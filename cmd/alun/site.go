package main

import (
	"context"
	"net/http"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/outlook/front"
	"alun/outlook/notice/noticeweb"
	"alun/record/diary/diaryweb"
	"alun/record/place/placeweb"
	"alun/record/plan"
	"alun/record/plan/planweb"
	"alun/record/registry/product"
)

// site opens every room's door.
func (h *house) site(ctx context.Context, cfg *Config) (*web.Site, error) {
	c, frame, err := cityWithForms(h.profile)
	if err != nil {
		return nil, err
	}
	codec := h.keys.Codec()
	code := func(id db.ID) string { return codec.Encode(int64(id)) }
	id := func(s string) (db.ID, bool) { n, ok := codec.Decode(s); return db.ID(n), ok }
	face := &front.Front{Tasks: "/tugas", Mine: "/usaha-saya", Leaving: []string{"daftar/keluar.js", "lapangan/keluar.js"}, Dev: cfg.Dev, Demo: h.demo != demoNone, Code: code, City: front.City{Short: c.Short, Area: c.Area,
		Name: map[lang.Tag]string{lang.ID: c.Name, lang.EN: c.NameEN, lang.JA: c.NameJA}}}
	places := placeweb.New(h.db)
	weigher, finder := plan.NewWeigher(h.rules), plan.NewFinder()
	plans := planweb.Desk{Rules: h.rules, Weigher: weigher, Finder: finder, Code: code, ID: id, Files: h.files, DB: h.db, Digest: h.planDigests(), People: h.people, Words: h.words,
		Form: frame, Press: newPress(), Shops: h.foundShops}

	programs, err := h.programs(ctx, cfg, weigher, finder)
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
	static, err := statics()
	if err != nil {
		return nil, err
	}
	people := h.peopleDoor(cfg, c, code, id)
	routes := append(face.Routes(), programs.Page())
	routes = append(routes, people.Routes()...)
	routes = append(routes, people.CounterRoutes()...)
	routes = append(routes, people.MakerRoutes()...)
	routes = append(routes, h.personalDoor(people).Routes()...)
	if h.demo == demoOpen {
		routes = append(routes, people.DemoRoutes()...)
	}
	var site *web.Site
	plans = h.openRound(plans, c, hasAddress(&site))
	routes = append(routes, plans.Routes()...)
	routes = append(routes, places.Routes()...)
	registers, err := h.registerRoutes(ctx, cfg, c, code, id)
	if err != nil {
		return nil, err
	}
	routes = append(routes, registers...)
	routes = append(routes, h.files.Route(plan.ShowsScan, plan.ShowsForm, product.ShowsPhoto))
	routes = append(routes, noticeweb.Door{Desk: h.notice}.Routes()...)
	routes = append(routes, diaryweb.Desk{Sign: h.diarySigner()}.Routes()...)
	var mark func(*http.Request) (context.Context, func(string, string, int)) // nil: nobody gathers traces
	if h.traces != nil {
		mark = h.traces.Request
	}
	site, err = web.New(web.Config{Trace: mark, DB: h.db, Words: h.words, Routes: routes, Mounts: []web.Mount{branch}, Static: static, Layout: face.Layout, Fault: face.Fault,
		Log: h.log, Figures: h.figures, TrustProxy: cfg.Proxy, SignIn: "/masuk", Greet: h.greet, Cache: cfg.CacheMiB << 20})
	return site, err
}
