// Package placetest draws areas for the tests of other rooms.
package placetest

import (
	"strings"

	"alun/ground/db"
	"alun/record/place"
)

// Draw puts Balikpapan with its province on the map, and the areas of it that come in pairs
// of a code and a name, those above first, all without a shape. A code is that of
// Kemendagri: 64.71.05 is a kecamatan, 64.71.05.1002 a kelurahan in it.
func Draw(tx *db.Tx, pairs ...string) error {
	levels := []place.Level{place.Province, place.City, place.Kecamatan, place.Kelurahan}
	pairs = append([]string{"64", "Kalimantan Timur", "64.71", "Balikpapan"}, pairs...)
	for i := 0; i < len(pairs); i += 2 {
		code, above, within := pairs[i], "", strings.LastIndexByte(pairs[i], '.')
		if within > 0 {
			above = code[:within]
		}
		_, err := tx.Exec(`insert into place_area (code, level, name, name_alt, parent_code, bps_code, postal_code, size_text, size_micro, drawn_text, drawn_micro, lat, lng, source, valid_from)
			values ($1, $2, $3, '', $4, '', '', '', null, '', null, null, null, 'uji', $5)`, code, string(levels[strings.Count(code, ".")]), pairs[i+1], db.Null(above, above != ""), tx.Now())
		if err != nil {
			return err
		}
	}
	return nil
}
