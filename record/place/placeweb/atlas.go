package placeweb

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"alun/ground/db"
	"alun/ground/geo"
	"alun/record/place"
)

// atlas is everything drawn from the boundaries of one edition. It is never
// changed after it was made.
type atlas struct {
	edition   int64
	city      place.Area
	kecamatan []place.Area
	kelurahan map[string][]place.Area // by kecamatan
	byCode    map[string]place.Area
	border    place.Boundary // one of them: all come from one source
	finder    *place.Finder
	maps      map[string]pair // by the area they show: the city or a kecamatan
	shapes    shapes
}

// pair is a map for desk screens and one for phones.
type pair struct{ desk, phone outline }

// Widths of the maps in px, without the words beside them.
const (
	deskWide  = 560
	phoneWide = 262
)

// atlas gives the atlas of the edition that the transaction sees.
func (p *Pages) atlas(tx *db.Tx) (*atlas, error) {
	edition, err := place.Edition(tx)
	if err != nil {
		return nil, err
	}
	if a := p.kept.Load(); a != nil && a.edition == edition {
		return a, nil
	}
	a, err := readAtlas(tx, edition)
	if err == nil {
		p.kept.Store(a)
	}
	return a, err
}

func readAtlas(tx *db.Tx, edition int64) (*atlas, error) {
	var areas []place.Area
	for _, level := range []place.Level{place.City, place.Kecamatan, place.Kelurahan} {
		more, err := place.OfLevel(tx, level)
		if err != nil {
			return nil, err
		}
		areas = append(areas, more...)
	}
	districts, err := place.Boundaries(tx, place.Kecamatan)
	if err != nil {
		return nil, err
	}
	wards, err := place.Boundaries(tx, place.Kelurahan)
	if err != nil {
		return nil, err
	}
	a, err := newAtlas(areas, districts, wards)
	if a != nil {
		a.edition = edition
	}
	return a, err
}

// newAtlas draws all maps. It is cheap enough for the first visitor: about
// 30 ms for a city of 34 kelurahan.
func newAtlas(areas []place.Area, districts, wards []place.Boundary) (*atlas, error) {
	a := &atlas{finder: place.NewFinder(wards), maps: map[string]pair{},
		kelurahan: map[string][]place.Area{}, byCode: map[string]place.Area{}}
	for _, x := range areas {
		a.byCode[x.Code] = x
		switch x.Level {
		case place.City:
			a.city = x
		case place.Kecamatan:
			a.kecamatan = append(a.kecamatan, x)
		case place.Kelurahan:
			a.kelurahan[x.Parent] = append(a.kelurahan[x.Parent], x)
		}
	}
	if len(districts) > 0 {
		a.border = districts[0]
	}
	a.maps[a.city.Code] = a.pair(districts)
	for _, k := range a.kecamatan {
		var own []place.Boundary
		for _, b := range wards {
			if a.byCode[b.Code].Parent == k.Code {
				own = append(own, b)
			}
		}
		a.maps[k.Code] = a.pair(own)
	}
	var err error
	a.shapes, err = a.draw(append(districts, wards...))
	return a, err
}

func (a *atlas) pair(of []place.Boundary) pair {
	return pair{a.outline(of, deskWide), a.outline(of, phoneWide)}
}

// shapes is the GeoJSON that the moving map fetches, ready to send.
type shapes struct {
	plain  []byte
	packed []byte // gzip
	tag    string // hash of the content
}

// mark is what the moving map knows of an area.
type mark struct {
	Code  string      `json:"code"`
	Name  string      `json:"name"`
	Short string      `json:"short"` // without what all its neighbours share
	Level place.Level `json:"level"`
	Lng   float64     `json:"lng"`
	Lat   float64     `json:"lat"`
}

// draw writes all boundaries as one FeatureCollection, geometries as published.
func (a *atlas) draw(all []place.Boundary) (shapes, error) {
	var out bytes.Buffer
	out.WriteString(`{"type":"FeatureCollection","features":[`)
	for i, b := range all {
		x := a.byCode[b.Code]
		about, err := json.Marshal(mark{x.Code, x.Called(), short(x.Called(), a.siblings(x)), x.Level, degrees(x.Label.Lng), degrees(x.Label.Lat)})
		if err != nil {
			return shapes{}, fmt.Errorf("placeweb: shapes: %w", err)
		}
		if i > 0 {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, `{"type":"Feature","properties":%s,"geometry":%s}`, about, b.GeoJSON)
	}
	out.WriteString("]}\n")
	sum := sha256.Sum256(out.Bytes())
	s := shapes{plain: out.Bytes(), tag: hex.EncodeToString(sum[:8])}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(s.plain); err != nil {
		return shapes{}, fmt.Errorf("placeweb: shapes: %w", err)
	}
	if err := z.Close(); err != nil {
		return shapes{}, fmt.Errorf("placeweb: shapes: %w", err)
	}
	s.packed = packed.Bytes()
	return s, nil
}

// siblings are the kecamatan for a kecamatan; a kelurahan keeps its whole name.
func (a *atlas) siblings(x place.Area) []place.Area {
	if x.Level == place.Kecamatan {
		return a.kecamatan
	}
	return []place.Area{x, {}}
}

func degrees(micro int64) float64 { return float64(micro) / geo.Degree }
