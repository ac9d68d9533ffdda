package registryapi

import (
	"slices"
	"strings"
	"time"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/find"
	"alun/ground/geo"
	areas "alun/record/place"
	"alun/record/registry"
	"alun/record/registry/directory"
)

// Businesses is the operations of the published businesses. Contacts are on the page of
// a business, for people; no operation gives them, so that nobody takes them all.
type Businesses struct {
	Directory *directory.Directory
	Book      *registry.Book
	API       *api.API

	atlases *areas.Atlases
}

// BusinessCard is what says which business it is.
type BusinessCard struct {
	Code       string    `json:"code" doc:"directory.f_code"`
	Name       string    `json:"name" doc:"directory.f_name"`
	OtherNames []string  `json:"other_names" doc:"directory.f_other_names"`
	Kind       string    `json:"kind" enum:"usaha,perorangan" doc:"directory.f_kind"`
	Kelurahan  string    `json:"kelurahan" example:"64.71.05.1003" doc:"directory.f_kelurahan"`
	Subsectors []string  `json:"subsectors" doc:"directory.f_subsectors"`
	KBLI       []string  `json:"kbli" example:"[\"2020:56102\"]" doc:"directory.f_kbli"`
	Hours      string    `json:"hours" example:"1-6 08:00-17:00; 7 x" doc:"directory.f_hours"`
	At         *GeoPoint `json:"point,omitempty" doc:"directory.f_point"`
	Metres     *int32    `json:"metres" doc:"directory.f_metres"`
	Demo       bool      `json:"made_up" doc:"directory.f_demo"`
}

// GeoPoint is a place in degrees.
type GeoPoint struct {
	Lat string `json:"lat" example:"-1.24089" doc:"directory.f_lat"`
	Lng string `json:"lng" example:"116.89616" doc:"directory.f_lng"`
}

// BusinessList is a page of what was found.
type BusinessList struct {
	Items  []BusinessCard             `json:"items" doc:"api.f_items"`
	Next   string                     `json:"next,omitempty" doc:"api.f_next"`
	Total  int                        `json:"total" doc:"directory.f_total"`
	Some   bool                       `json:"some_words" doc:"directory.f_some"`
	Others []BusinessCard             `json:"others" doc:"directory.f_others"`
	Facets map[string][]BusinessCount `json:"facets" doc:"directory.f_facets"`
}

// BusinessCount is how many of those found have a value.
type BusinessCount struct {
	Value string `json:"value" doc:"directory.f_value"`
	N     int    `json:"n" minimum:"0" doc:"directory.f_n"`
}

// BusinessWhole is a business with all that the public sees of it, but its contacts.
type BusinessWhole struct {
	BusinessCard
	Facts    []BusinessFact   `json:"facts" doc:"directory.f_facts"`
	Permits  []BusinessPermit `json:"permits" doc:"directory.f_permits"`
	NIBProof string           `json:"nib_proof,omitempty" doc:"directory.f_nib_proof"`
}

// BusinessFact is one thing that is known, and how well.
type BusinessFact struct {
	Fact  string  `json:"fact" example:"about_id" doc:"directory.f_fact"`
	Value string  `json:"value" doc:"directory.f_fact_value"`
	Level string  `json:"level" enum:"none,told,through,sheet,seen,document,register" doc:"directory.f_level"`
	Since *string `json:"known_since" format:"date" doc:"directory.f_since"`
	Over  string  `json:"outdated_level,omitempty" enum:"told,through,sheet,seen,document,register" doc:"directory.f_over"`
}

// BusinessPermit is a permit that a business holds today.
type BusinessPermit struct {
	Kind  string  `json:"kind" enum:"halal,pirt,bpom,sni,hki,lingkungan,lain" doc:"directory.f_permit_kind"`
	Until *string `json:"until" format:"date" doc:"directory.f_until"`
	Level string  `json:"level" enum:"told,through,sheet,seen,document,register" doc:"directory.f_level"`
}

// Sought is what businesses are looked for by: part of the input of a list and of a map.
type Sought struct {
	Text      string `query:"q" maxLength:"200" example:"nasi kuning" doc:"directory.p_text"`
	Area      string `query:"area" maxLength:"400" pattern:"^[0-9.,]*$" example:"64.71.05" doc:"directory.p_area"`
	Subsector string `query:"subsector" maxLength:"300" pattern:"^[a-z0-9_,-]*$" example:"kuliner" doc:"directory.p_subsector"`
	Division  string `query:"division" maxLength:"200" pattern:"^[0-9,]*$" example:"56" doc:"directory.p_division"`
	Holds     string `query:"holds" maxLength:"100" pattern:"^[a-z_,]*$" example:"halal" doc:"directory.p_holds"`
	Near      string `query:"near" maxLength:"40" pattern:"^-?[0-9.]+, ?-?[0-9.]+$" example:"-1.24,116.83" doc:"directory.p_near"`
	Within    int    `query:"within" minimum:"1" maximum:"100000" doc:"directory.p_within"`
	Open      bool   `query:"open" doc:"directory.p_open"`
}

type businessesIn struct {
	api.Paging
	Sought
	Sort string `query:"sort" enum:"relevance,distance,name" default:"relevance" doc:"directory.p_sort"`
}

type businessIn struct {
	Code string `path:"code" maxLength:"13" doc:"directory.f_code"`
}

// Declare declares the operations.
func (d Businesses) Declare(a *api.API) {
	d.API, d.atlases = a, new(areas.Atlases)
	api.Get(a, api.Op{ID: "find-businesses", Path: "/businesses", Tag: "registry", Say: "directory.api_find", More: "directory.api_find_more", Example: api.Ask("/businesses?q=nasi+kuning&area=64.71.05")}, d.find)
	api.Get(a, api.Op{ID: "get-business", Path: "/businesses/{code}", Tag: "registry", Say: "directory.api_get", More: "directory.api_get_more", Faults: []int{404}, Example: d.aBusiness}, d.get)
	api.Get(a, api.Op{ID: "suggest-businesses", Path: "/businesses/suggest", Tag: "registry", Say: "directory.api_suggest", Example: api.Ask("/businesses/suggest?q=nasi+ku")}, d.suggest)
	api.Get(a, api.Op{ID: "map-businesses", Path: "/businesses/map", Tag: "registry", Say: "registryapi.map", More: "registryapi.map_more", Faults: []int{404}, Example: api.Ask("/businesses/map?subsector=kuliner&box=-1.28,116.80,-1.20,116.90")}, d.cells)
	api.Get(a, api.Op{ID: "list-business-changes", Path: "/businesses/changes", Tag: "registry", Say: "directory.api_changes", More: "directory.api_changes_more", Example: api.Ask("/businesses/changes?limit=20")}, d.changes)
}

// deepest is how far pages of a search go: whoever wants all reads the changes.
const deepest = 10_000

// place is where a list goes on: behind so many, the last of which is this one.
type place struct {
	N    int   `json:"n"`
	Last db.ID `json:"l"`
}

// slack is how far back the last one shown is looked for, where others came before it
// meanwhile or left.
const slack = 50

func (d Businesses) find(tx *db.Tx, r *api.Request, in *businessesIn) (out BusinessList, err error) {
	ask, err := askOf(tx, in.Sought, in.Sort)
	if err != nil {
		return out, err
	}
	from, _, err := api.After[place](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	tx.Tag(directory.Tag)
	ask.Skip = max(0, from.N-slack)
	ask.Limit = from.N - ask.Skip + slack + in.Limit + 1
	found, err := d.Directory.Find(ask)
	if err != nil {
		return out, err
	}
	hits := found.Hits[min(behind(found.Hits, from, ask.Skip), len(found.Hits)):]
	shown, err := from.page(in.Paging)
	if err != nil {
		return out, err
	}
	if len(hits) > shown.Limit+1 {
		hits = hits[:shown.Limit+1]
	}
	out = BusinessList{Total: found.Total, Some: found.Any, Facets: countsOf(found.Facets)}
	hits, out.Next, err = api.Cut(tx, r, shown, hits, func(h directory.Hit) place { return place{from.N + shown.Limit, h.ID} })
	if err == nil {
		out.Items, err = d.cards(tx, hits, ask.Near != nil)
	}
	out.Others = []BusinessCard{}
	if err == nil && from.N == 0 { // beside the first page, as on the page of the directory
		out.Others, err = d.cards(tx, found.Others, ask.Near != nil)
	}
	return out, err
}

// page is how much of a list is shown from a place on: what lies within the depth, and
// behind it nothing.
func (p place) page(asked api.Paging) (api.Paging, error) {
	if p.N >= deepest {
		return asked, fault.New(fault.Invalid, "directory.too_deep", deepest).At("cursor", "directory.too_deep", deepest)
	}
	asked.Limit = min(asked.Limit, deepest-p.N)
	return asked, nil
}

// behind is where the hits behind the last one shown begin.
func behind(hits []directory.Hit, from place, skipped int) int {
	if from.N == 0 {
		return 0
	}
	if i := slices.IndexFunc(hits, func(h directory.Hit) bool { return h.ID == from.Last }); i >= 0 {
		return i + 1
	}
	return from.N - skipped
}

// askOf reads the question; sort is the order of a list.
func askOf(tx *db.Tx, in Sought, sort string) (a directory.Ask, err error) {
	a = directory.Ask{Text: in.Text, Areas: listOf(in.Area), Subsectors: listOf(in.Subsector), Divisions: listOf(in.Division), Holds: listOf(in.Holds), Within: in.Within}
	if in.Open {
		a.OpenAt = tx.Now()
	}
	if in.Near != "" {
		lat, lng, _ := strings.Cut(in.Near, ",")
		near, err := pointIn(strings.TrimSpace(lat), strings.TrimSpace(lng))
		if err != nil {
			return a, fault.New(fault.Invalid, "directory.bad_near").At("near", "directory.bad_near").Because(err)
		}
		a.Near = &near
	}
	switch sort {
	case "distance":
		a.Sort = find.ByDistance
	case "name":
		a.Sort = find.ByName
	}
	if a.Near == nil && (a.Sort == find.ByDistance || in.Within > 0) {
		return a, fault.New(fault.Invalid, "directory.needs_near").At("near", "directory.needs_near")
	}
	return a, nil
}

func pointIn(lat, lng string) (p geo.Point, err error) {
	if p.Lat, err = geo.ParseDegrees(lat); err != nil {
		return p, err
	}
	if p.Lng, err = geo.ParseDegrees(lng); err != nil {
		return p, err
	}
	return geo.At(p.Lat, p.Lng)
}

func listOf(text string) []string {
	return slices.DeleteFunc(strings.Split(text, ","), func(s string) bool { return s == "" })
}

func countsOf(all map[string][]find.Count) map[string][]BusinessCount {
	out := map[string][]BusinessCount{}
	for facet, counts := range all {
		out[facet] = []BusinessCount{}
		for _, c := range counts {
			out[facet] = append(out[facet], BusinessCount(c))
		}
	}
	return out
}

// cards draws what was found, as the public sees it now: who left a moment ago is not
// among them.
func (d Businesses) cards(tx *db.Tx, hits []directory.Hit, near bool) ([]BusinessCard, error) {
	ids, metres := make([]db.ID, len(hits)), map[db.ID]int32{}
	for i, h := range hits {
		ids[i], metres[h.ID] = h.ID, h.Metres
	}
	all, err := d.Book.ListedAll(tx, ids)
	out := make([]BusinessCard, len(all))
	for i, b := range all {
		out[i] = d.card(b)
		if far := metres[b.ID]; near && far >= 0 && out[i].At != nil {
			out[i].Metres = &far
		}
	}
	return out, err
}

func (d Businesses) card(b registry.Business) BusinessCard {
	f := b.Facts
	out := BusinessCard{Code: d.API.Code(b.ID), Name: f[registry.Name], OtherNames: some(b.OtherNames()), Kind: f[registry.Kind], Kelurahan: f[registry.Kelurahan],
		Subsectors: some(strings.Fields(f[registry.Subsectors])), KBLI: []string{}, Hours: f[registry.Opens], Demo: b.Demo}
	for _, c := range b.Codes() {
		out.KBLI = append(out.KBLI, c.Version+":"+c.Code)
	}
	if at, placed := b.Point(); placed {
		out.At = &GeoPoint{geo.Degrees(at.Lat), geo.Degrees(at.Lng)}
	}
	return out
}

func (d Businesses) get(tx *db.Tx, _ *api.Request, in *businessIn) (out BusinessWhole, err error) {
	id, _ := d.API.ID(in.Code)
	all, err := d.Book.ListedAll(tx, []db.ID{id})
	if err != nil {
		return out, err
	}
	if len(all) == 0 {
		return out, fault.New(fault.NotFound, "registry.no_business")
	}
	b := all[0]
	out = BusinessWhole{BusinessCard: d.card(b), Facts: []BusinessFact{}, Permits: []BusinessPermit{}}
	for _, f := range b.Facts.Facts() {
		p := b.Proofs[f]
		one := BusinessFact{Fact: string(f), Value: b.Facts[f], Level: p.Level.Code(), Since: knownDay(p.At)}
		if p.Over != 0 {
			one.Over = p.Over.Code()
		}
		out.Facts = append(out.Facts, one)
	}
	if p, shown := b.Proofs[registry.NIB]; shown {
		out.NIBProof = p.Level.Code()
	}
	permits, err := registry.Permits(tx, id)
	for _, p := range permits {
		if p.HeldOn(date.DayOf(tx.Now())) {
			one := BusinessPermit{Kind: p.Kind, Level: p.Level.Code()}
			if !p.Until.IsZero() {
				until := p.Until.String()
				one.Until = &until
			}
			out.Permits = append(out.Permits, one)
		}
	}
	return out, err
}

func knownDay(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	day := date.DayOf(t).String()
	return &day
}

// aBusiness is an example: any that is published.
func (d Businesses) aBusiness(tx *db.Tx) (api.Call, error) {
	all, err := d.Book.ListedAfter(tx, 0, 1)
	if err != nil || len(all) == 0 {
		return api.Call{Path: "/businesses/{code}", Form: true}, err
	}
	return api.Call{Path: "/businesses/" + d.API.Code(all[0].ID)}, nil
}
