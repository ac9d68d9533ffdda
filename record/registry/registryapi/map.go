package registryapi

import (
	"cmp"
	"slices"
	"strings"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/record/registry"
	"alun/record/registry/directory"
)

// MapBox is a part of the city, in degrees.
type MapBox struct {
	South string `json:"south" example:"-1.28000" doc:"registryapi.f_south"`
	West  string `json:"west" example:"116.80000" doc:"registryapi.f_west"`
	North string `json:"north" example:"-1.20000" doc:"registryapi.f_north"`
	East  string `json:"east" example:"116.90000" doc:"registryapi.f_east"`
}

// BusinessMap is where those lie that were found, as the map of the directory shows it.
type BusinessMap struct {
	Box   MapBox    `json:"box" doc:"registryapi.f_map_box"`
	Shown int       `json:"shown" minimum:"0" doc:"registryapi.f_map_shown"`
	Items []MapCell `json:"items" doc:"registryapi.f_map_cells"`
}

// MapCell is the businesses of one cell of the map. One alone is named, several are counted.
type MapCell struct {
	At   GeoPoint `json:"point" doc:"registryapi.f_map_point"`
	N    int      `json:"n" minimum:"1" doc:"registryapi.f_map_n"`
	Code string   `json:"code,omitempty" doc:"registryapi.f_map_code"`
	Name string   `json:"name,omitempty" doc:"registryapi.f_map_name"`
	Demo *bool    `json:"made_up,omitempty" doc:"registryapi.f_map_demo"`
}

type mapIn struct {
	Sought
	Box string `query:"box" maxLength:"80" pattern:"^-?[0-9.]+(, ?-?[0-9.]+){3}$" example:"-1.28,116.80,-1.20,116.90" doc:"registryapi.p_map_box"`
}

// cells asks the index for the cells, as the page does. A box is widened as there: a grid of
// one's own choice would be finer than what the page shows.
func (d Businesses) cells(tx *db.Tx, _ *api.Request, in *mapIn) (BusinessMap, error) {
	out := BusinessMap{Items: []MapCell{}}
	ask, err := askOf(tx, in.Sought, "")
	if err != nil {
		return out, err
	}
	atlas, err := d.atlases.Of(tx)
	if err == nil && (len(atlas.Borders) == 0 || atlas.Around.Empty()) {
		err = fault.New(fault.NotFound, "registryapi.no_map")
	}
	if err != nil {
		return out, err
	}
	box := atlas.Around
	if in.Box != "" {
		asked, err := boxIn(in.Box)
		if err != nil {
			return out, fault.New(fault.Invalid, "registryapi.bad_box").At("box", "registryapi.bad_box").Because(err)
		}
		box = directory.Framed(atlas.Around, asked)
		ask.Box = &box
	}
	tx.Tag(directory.Tag)
	all, err := d.Directory.Cells(ask, box, directory.MapColumns)
	if err != nil {
		return out, err
	}
	out.Box = MapBox{geo.Degrees(box.Min.Lat), geo.Degrees(box.Min.Lng), geo.Degrees(box.Max.Lat), geo.Degrees(box.Max.Lng)}
	out.Items, err = d.named(tx, all)
	for _, c := range out.Items {
		out.Shown += c.N
	}
	return out, err
}

// named tells the cells, the largest first. Who stands alone and left the public a moment ago
// is not among them.
func (d Businesses) named(tx *db.Tx, cells []directory.Cell) ([]MapCell, error) {
	var alone []db.ID
	for _, c := range cells {
		if c.N == 1 {
			alone = append(alone, c.One)
		}
	}
	all, err := d.Book.ListedAll(tx, alone)
	listed := map[db.ID]registry.Business{}
	for _, b := range all {
		listed[b.ID] = b
	}
	out := []MapCell{}
	for _, c := range cells {
		one := MapCell{At: GeoPoint{geo.Degrees(c.At.Lat), geo.Degrees(c.At.Lng)}, N: c.N}
		if c.N == 1 {
			b, there := listed[c.One]
			if !there {
				continue
			}
			one.Code, one.Name, one.Demo = d.API.Code(b.ID), b.Facts[registry.Name], &b.Demo
		}
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b MapCell) int { return cmp.Compare(b.N, a.N) })
	return out, err
}

// boxIn reads south, west, north and east.
func boxIn(text string) (b geo.Box, err error) {
	side := strings.Split(text, ",")
	if len(side) != 4 {
		return b, geo.ErrDegrees
	}
	if b.Min, err = pointIn(strings.TrimSpace(side[0]), strings.TrimSpace(side[1])); err != nil {
		return b, err
	}
	b.Max, err = pointIn(strings.TrimSpace(side[2]), strings.TrimSpace(side[3]))
	if err == nil && (b.Min.Lat >= b.Max.Lat || b.Min.Lng >= b.Max.Lng) {
		err = geo.ErrRange
	}
	return b, err
}
