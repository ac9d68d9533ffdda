package place

import (
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/geo"
	"alun/ground/quantity"
)

// Level is the rank of an area.
type Level string

// The levels, from the largest.
const (
	Province  Level = "province"
	City      Level = "city"
	Kecamatan Level = "kecamatan" // district
	Kelurahan Level = "kelurahan" // ward
)

// Area is one area of the code list.
type Area struct {
	Code     string // Kemendagri code with dots: 64, 64.71, 64.71.03, 64.71.03.1006
	Level    Level
	Name     string            // as the decree spells it
	Other    string            // how it is usually spelled, when that differs; or ""
	Parent   string            // code of the area above; "" for a province
	BPS      string            // code of Badan Pusat Statistik, digits only; "" when not known
	Postal   string            // five digits; "" above kelurahan
	Size     quantity.Quantity // official area in km²; its Micro is m²
	Drawn    quantity.Quantity // area of the boundary in km²
	Label    geo.Point         // a point inside the area, for its name
	HasLabel bool
	Source   string
	Since    time.Time // since when the record says this
}

// Called is the name that people use.
func (a Area) Called() string {
	if a.Other != "" {
		return a.Other
	}
	return a.Name
}

// Best is the official area in km², or that of the boundary where none was
// published; official tells which.
func (a Area) Best() (size quantity.Quantity, official bool) {
	if a.Size.Known {
		return a.Size, true
	}
	return a.Drawn, false
}

const areaColumns = `code, level, name, name_alt, parent_code, bps_code, postal_code,
	size_text, size_micro, drawn_text, drawn_micro, lat, lng, source, valid_from`

func scanArea(r *db.Row) Area {
	a := Area{Code: r.Text(), Level: Level(r.Text()), Name: r.Text(), Other: r.Text(),
		Parent: r.Text(), BPS: r.Text(), Postal: r.Text()}
	a.Size, a.Drawn = scanQuantity(r), scanQuantity(r)
	a.Label.Lat, a.HasLabel = r.Maybe()
	a.Label.Lng, _ = r.Maybe()
	a.Source, a.Since = r.Text(), r.Time()
	return a
}

func scanQuantity(r *db.Row) (q quantity.Quantity) {
	q.Text = r.Text()
	q.Micro, q.Known = r.Maybe()
	return q
}

// ByCode finds a standing area by its code.
func ByCode(tx *db.Tx, code string) (Area, bool, error) {
	return db.One(tx, scanArea, `select `+areaColumns+` from place_area
		where code = $1 and valid_to is null`, code)
}

// OfLevel lists the standing areas of a level by code.
func OfLevel(tx *db.Tx, level Level) ([]Area, error) {
	return db.All(tx, scanArea, `select `+areaColumns+` from place_area
		where level = $1 and valid_to is null order by code`, level)
}

// Children lists the standing areas directly below an area, by code.
func Children(tx *db.Tx, code string) ([]Area, error) {
	return db.All(tx, scanArea, `select `+areaColumns+` from place_area
		where parent_code = $1 and valid_to is null order by code`, code)
}

// Path lists the standing areas from the province down to the area itself; it is
// empty when there is no such area.
func Path(tx *db.Tx, code string) ([]Area, error) {
	var above [3]string // a code has at most four parts
	for i, rest := 0, code; i < len(above); i++ {
		cut := strings.LastIndexByte(rest, '.')
		if cut < 0 {
			break
		}
		rest = rest[:cut]
		above[i] = rest
	}
	all, err := db.All(tx, scanArea, `select `+areaColumns+` from place_area
		where code in ($1, $2, $3, $4) and valid_to is null order by code`, code, above[0], above[1], above[2])
	if err != nil || len(all) == 0 || all[len(all)-1].Code != code {
		return nil, err
	}
	return all, nil
}
