package geo

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// MaxBytes is the largest GeoJSON that Read takes: a province with all its
// villages in full detail stays below it.
const MaxBytes = 64 << 20

// Errors of reading GeoJSON. They say what kind of thing is wrong; the error
// that wraps them says in which feature (counted from 1).
var (
	ErrTooLarge = errors.New("geo: larger than 64 MiB")
	ErrForm     = errors.New("geo: not a GeoJSON feature collection")
	ErrShape    = errors.New("geo: not a polygon of closed rings")
)

// Collection is a GeoJSON FeatureCollection (RFC 7946) of regions.
type Collection struct {
	Features []Feature
	Members  Members // further members beside "type" and "features"
}

// Feature is a region with what is said about it.
type Feature struct {
	Properties Members
	Region     Region
	Geometry   json.RawMessage // as read, without spaces
}

// Members are named values of a GeoJSON object.
type Members map[string]any

// Text is a member as text: a string as it is, a number as it was written, and
// "" for anything else or nothing.
func (m Members) Text(name string) string {
	switch v := m[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

type rawFeature struct {
	Type       string          `json:"type"`
	Properties Members         `json:"properties"`
	Geometry   json.RawMessage `json:"geometry"`
}

// Read reads a FeatureCollection whose features are Polygons or MultiPolygons.
// It refuses the whole file when one feature is not: half a map misleads.
func Read(data []byte) (Collection, error) {
	if len(data) > MaxBytes {
		return Collection{}, ErrTooLarge
	}
	var top map[string]json.RawMessage
	var kind string
	var raws []rawFeature
	if json.Unmarshal(data, &top) != nil || json.Unmarshal(top["type"], &kind) != nil ||
		kind != "FeatureCollection" || decode(top["features"], &raws) != nil {
		return Collection{}, ErrForm
	}
	c := Collection{Members: Members{}}
	for i, raw := range raws {
		f, err := raw.feature()
		if err != nil {
			return Collection{}, fmt.Errorf("feature %d: %w", i+1, err)
		}
		c.Features = append(c.Features, f)
	}
	delete(top, "type")
	delete(top, "features")
	for name, raw := range top {
		var value any
		if err := decode(raw, &value); err != nil {
			return Collection{}, ErrForm
		}
		c.Members[name] = value
	}
	return c, nil
}

func (raw rawFeature) feature() (Feature, error) {
	if raw.Type != "Feature" {
		return Feature{}, ErrForm
	}
	region, err := ReadGeometry(raw.Geometry)
	if err != nil {
		return Feature{}, err
	}
	var tight bytes.Buffer
	if err := json.Compact(&tight, raw.Geometry); err != nil {
		return Feature{}, ErrForm
	}
	return Feature{raw.Properties, region, tight.Bytes()}, nil
}

// decode keeps numbers as they were written.
func decode(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(into)
}

// ReadGeometry reads the geometry of one feature: a Polygon or MultiPolygon.
// Heights are passed over; coordinates finer than a micro-degree are rounded.
func ReadGeometry(data []byte) (Region, error) {
	var g struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	}
	if len(data) == 0 || json.Unmarshal(data, &g) != nil {
		return Region{}, ErrForm
	}
	var polygons [][][][]float64
	var err error
	switch g.Type {
	case "MultiPolygon":
		err = json.Unmarshal(g.Coordinates, &polygons)
	case "Polygon":
		polygons = make([][][][]float64, 1)
		err = json.Unmarshal(g.Coordinates, &polygons[0])
	default:
		return Region{}, ErrShape
	}
	// A null would be read as zero, a place in the Gulf of Guinea.
	if err != nil || len(polygons) == 0 || bytes.Contains(g.Coordinates, []byte("null")) {
		return Region{}, ErrShape
	}
	return region(polygons)
}

func region(polygons [][][][]float64) (Region, error) {
	out := make([]Polygon, len(polygons))
	for i, polygon := range polygons {
		if len(polygon) == 0 {
			return Region{}, ErrShape
		}
		for _, raw := range polygon {
			ring, err := ring(raw)
			if err != nil {
				return Region{}, err
			}
			out[i] = append(out[i], ring)
		}
	}
	return NewRegion(out), nil
}

func ring(raw [][]float64) (Ring, error) {
	if len(raw) < 4 {
		return nil, ErrShape
	}
	out := make(Ring, len(raw))
	for i, position := range raw {
		if len(position) < 2 {
			return nil, ErrShape
		}
		// Longitude comes first in GeoJSON.
		lng, lat := position[0], position[1]
		if !(lat >= -90 && lat <= 90 && lng >= -180 && lng <= 180) {
			return nil, ErrRange
		}
		out[i] = Point{micro(lat), micro(lng)}
	}
	if out[0] != out[len(out)-1] {
		return nil, ErrShape
	}
	return out, nil
}
