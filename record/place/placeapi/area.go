package placeapi

import (
	"encoding/json"
	"sync/atomic"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/record/place"

	"github.com/danielgtaylor/huma/v2"
)

// Desk is the room's operations.
type Desk struct {
	kept atomic.Pointer[edition] // what tells in which kelurahan a point lies
}

// edition is a finder with the edition that it was built from.
type edition struct {
	number int64
	finder *place.Finder
}

// Area is an area of the city.
type Area struct {
	Code     string       `json:"code" example:"64.71.05" doc:"placeapi.f_code"`
	Level    string       `json:"level" enum:"province,city,kecamatan,kelurahan" doc:"placeapi.f_level"`
	Name     string       `json:"name" doc:"placeapi.f_name"`
	Official string       `json:"official_name" doc:"placeapi.f_official"`
	Parent   string       `json:"parent,omitempty" doc:"placeapi.f_parent"`
	BPS      string       `json:"bps_code,omitempty" doc:"placeapi.f_bps"`
	Postal   string       `json:"postal_code,omitempty" doc:"placeapi.f_postal"`
	Size     api.Quantity `json:"area_km2" doc:"placeapi.f_size"`
	Source   string       `json:"source" doc:"placeapi.f_source"`
}

// AreaWhole is an area with its people and the areas below it.
type AreaWhole struct {
	Area
	Children   []Area  `json:"children" doc:"placeapi.f_children"`
	Population []Count `json:"population" doc:"placeapi.f_population"`
}

// Count is how many people lived in an area.
type Count struct {
	Basis  string `json:"basis" enum:"dkb,registration,registration_raw,census,bps_projection,unstated" doc:"placeapi.f_basis"`
	Year   int    `json:"year" doc:"placeapi.f_year"`
	Period string `json:"period" doc:"placeapi.f_period"`
	People int64  `json:"people" minimum:"0" doc:"placeapi.f_people"`
	Grade  string `json:"grade" enum:"A,A-,B,C,D" doc:"placeapi.f_grade"`
	Source string `json:"source" doc:"placeapi.f_source"`
}

// Here is where a point lies.
type Here struct {
	Inside    bool  `json:"inside" doc:"placeapi.f_inside"`
	Kelurahan *Area `json:"kelurahan,omitempty" doc:"placeapi.f_kelurahan"`
	Kecamatan *Area `json:"kecamatan,omitempty" doc:"placeapi.f_kecamatan"`
}

// Border is the boundary of an area.
type Border struct {
	Code     string   `json:"code" doc:"placeapi.f_code"`
	Geometry Geometry `json:"geometry" doc:"placeapi.f_geometry"`
	Source   string   `json:"source" doc:"placeapi.f_source"`
	Licence  string   `json:"licence" doc:"placeapi.f_licence"`
	Grade    string   `json:"grade" enum:"A,A-,B,C,D" doc:"placeapi.f_grade"`
}

// Geometry is GeoJSON as it was published.
type Geometry struct{ json.RawMessage }

// Schema says that it is an object: GeoJSON is described elsewhere.
func (Geometry) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: "object", AdditionalProperties: true, Description: "placeapi.f_geometry"}
}

type areasIn struct {
	Level  string `query:"level" enum:"province,city,kecamatan,kelurahan" doc:"placeapi.f_level"`
	Parent string `query:"parent" maxLength:"20" example:"64.71.05" doc:"placeapi.f_parent"`
}

type areaIn struct {
	Code string `path:"code" minLength:"2" maxLength:"20" example:"64.71.05" doc:"placeapi.f_code"`
}

type pointIn struct {
	Lat string `query:"lat" required:"true" minLength:"1" maxLength:"40" example:"-1.24" doc:"placeapi.p_lat"`
	Lng string `query:"lng" required:"true" minLength:"1" maxLength:"40" example:"116.87" doc:"placeapi.p_lng"`
}

// Declare declares the room's operations.
func (d *Desk) Declare(a *api.API) {
	api.Get(a, api.Op{ID: "list-areas", Path: "/areas", Tag: "place", Say: "placeapi.areas", Example: api.Ask("/areas?level=kecamatan")}, listAreas)
	api.Get(a, api.Op{ID: "find-area", Path: "/areas/at", Tag: "place", Say: "placeapi.at", Example: api.Ask("/areas/at?lat=-1.24&lng=116.87")}, d.find)
	api.Get(a, api.Op{ID: "get-area", Path: "/areas/{code}", Tag: "place", Say: "placeapi.area", Example: anArea("")}, oneArea)
	api.Get(a, api.Op{ID: "get-boundary", Path: "/areas/{code}/boundary", Tag: "place", Say: "placeapi.boundary", Example: anArea("/boundary")}, border)
}

// anArea finds some kecamatan.
func anArea(behind string) func(tx *db.Tx) (api.Call, error) {
	return func(tx *db.Tx) (api.Call, error) {
		all, err := place.OfLevel(tx, place.Kecamatan)
		if err != nil || len(all) == 0 {
			return api.Call{Path: "/areas/64"}, err
		}
		return api.Call{Path: "/areas/" + all[0].Code + behind}, nil
	}
}

func listAreas(tx *db.Tx, _ *api.Request, in *areasIn) (api.List[Area], error) {
	out := api.List[Area]{Items: []Area{}}
	for _, level := range []place.Level{place.Province, place.City, place.Kecamatan, place.Kelurahan} {
		if in.Level != "" && in.Level != string(level) {
			continue
		}
		all, err := place.OfLevel(tx, level)
		if err != nil {
			return out, err
		}
		for _, a := range all {
			if in.Parent == "" || in.Parent == a.Parent {
				out.Items = append(out.Items, areaOf(a))
			}
		}
	}
	return out, nil
}

func oneArea(tx *db.Tx, _ *api.Request, in *areaIn) (out AreaWhole, err error) {
	a, err := byCode(tx, in.Code)
	if err != nil {
		return out, err
	}
	out = AreaWhole{Area: areaOf(a), Children: []Area{}, Population: []Count{}}
	below, err := place.Children(tx, in.Code)
	if err != nil {
		return out, err
	}
	for _, c := range below {
		out.Children = append(out.Children, areaOf(c))
	}
	people, err := place.Population(tx, in.Code)
	for _, s := range people {
		for _, f := range s.Figures {
			out.Population = append(out.Population, Count{string(f.Basis), f.Year, string(f.Period), f.People, string(f.Grade), f.Source})
		}
	}
	return out, err
}

func byCode(tx *db.Tx, code string) (place.Area, error) {
	a, found, err := place.ByCode(tx, code)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "placeapi.no_area", code)
	}
	return a, err
}

func border(tx *db.Tx, _ *api.Request, in *areaIn) (Border, error) {
	a, err := byCode(tx, in.Code)
	if err != nil {
		return Border{}, err
	}
	all, err := place.Boundaries(tx, a.Level)
	if err != nil {
		return Border{}, err
	}
	for _, b := range all {
		if b.Code == a.Code {
			return Border{b.Code, Geometry{json.RawMessage(b.GeoJSON)}, b.Source, b.Licence, string(b.Grade)}, nil
		}
	}
	return Border{}, fault.New(fault.NotFound, "placeapi.no_boundary", a.Code)
}

func (d *Desk) find(tx *db.Tx, _ *api.Request, in *pointIn) (out Here, err error) {
	bad := fault.New(fault.Invalid, "placeapi.bad_point")
	lat, errLat := geo.ParseDegrees(in.Lat)
	lng, errLng := geo.ParseDegrees(in.Lng)
	if errLat != nil {
		bad.At("lat", "place.bad_lat")
	}
	if errLng != nil {
		bad.At("lng", "place.bad_lng")
	}
	at, err := geo.At(lat, lng)
	if err != nil && len(bad.Fields) == 0 {
		bad.At("lat", "place.bad_range")
	}
	if len(bad.Fields) > 0 {
		return out, bad
	}
	finder, err := d.finder(tx)
	if err != nil {
		return out, err
	}
	code, found := finder.At(at)
	if !found {
		return out, nil
	}
	return hereOf(tx, code)
}

func hereOf(tx *db.Tx, code string) (out Here, err error) {
	ward, err := byCode(tx, code)
	if err != nil {
		return out, err
	}
	district, err := byCode(tx, ward.Parent)
	if err != nil {
		return out, err
	}
	low, high := areaOf(ward), areaOf(district)
	return Here{true, &low, &high}, nil
}

// finder gives the finder of the edition that the transaction sees.
func (d *Desk) finder(tx *db.Tx) (*place.Finder, error) {
	number, err := place.Edition(tx)
	if err != nil {
		return nil, err
	}
	if e := d.kept.Load(); e != nil && e.number == number {
		return e.finder, nil
	}
	all, err := place.Boundaries(tx, place.Kelurahan)
	if err != nil {
		return nil, err
	}
	e := &edition{number, place.NewFinder(all)}
	d.kept.Store(e)
	return e.finder, nil
}

func areaOf(a place.Area) Area {
	size, _ := a.Best()
	return Area{a.Code, string(a.Level), a.Called(), a.Name, a.Parent, a.BPS, a.Postal, api.QuantityOf(size), a.Source}
}
