package intake

import (
	_ "embed"
	"encoding/json"
	"slices"

	"alun/record/registry"
)

// Field is what a column is: a fact of the register by its name, or a helper.
type Field string

// The helpers: columns that say something of a fact without being one.
const (
	Kecamatan  Field = "kecamatan" // of the kelurahan
	Area       Field = "area"      // kelurahan and kecamatan in one cell
	InCity     Field = "city"      // only looked at: a row of another city is none of this one
	Lat        Field = "lat"       // half of a point
	Lon        Field = "lon"       // the other half
	Workers    Field = "workers"   // men and women in one cell, or all of them
	SalesMonth Field = "sales_month"
	SalesOpen  Field = "sales_open" // nobody says of which time
	KBLITitle  Field = "kbli_title"
	Never      Field = "never" // of a person; never read
)

// helpers lists them in the order of reports.
var helpers = []Field{InCity, Kecamatan, Area, Lat, Lon, Workers, SalesMonth, SalesOpen, KBLITitle}

// Fields lists what a column may be, in the order of forms. What opens a contact to
// the public is not among them: only the owner does that.
var Fields = func() (out []Field) {
	for _, f := range registry.Facts {
		if !f.Flag() {
			out = append(out, Field(f))
		}
	}
	return append(out, helpers...)
}()

// Known reports whether a column may be it.
func (f Field) Known() bool { return slices.Contains(Fields, f) }

// Label is the key of its name.
func (f Field) Label() string {
	if fact := registry.Fact(f); fact.Known() {
		return fact.Label()
	}
	if f.Known() || f == Never {
		return "intake.field_" + string(f)
	}
	return "intake.field_row"
}

// vocabulary is how offices call columns and write common things: data, not code.
type vocabulary struct {
	Fields   map[Field][]string `json:"fields"`
	Unsure   map[string]Field   `json:"unsure"`
	Never    []string           `json:"never"`
	Other    []string           `json:"other"`
	Personal []string           `json:"personal"`
	Filler   []string           `json:"filler"`
	Totals   []string           `json:"totals"`
	Empty    []string           `json:"empty"`
	Yes      []string           `json:"yes"`
	No       []string           `json:"no"`
	Forms    map[string]string  `json:"forms"`
	Callings []string           `json:"callings"`
	Common   []string           `json:"common"` // in the titles of codes
	Months   map[string]int     `json:"months"`
	Weekdays []string           `json:"weekdays"`
	Places   map[string]string  `json:"places"`

	heads map[string]Field // by folded name
	other map[string]bool
}

//go:embed columns.json
var columnsJSON []byte

var words = func() (v vocabulary) {
	_ = json.Unmarshal(columnsJSON, &v) // it is part of the program: a test reads it strictly
	v.heads, v.other = map[string]Field{}, map[string]bool{}
	for f, names := range v.Fields {
		for _, n := range names {
			v.heads[n] = f
		}
	}
	for _, n := range v.Never {
		v.heads[n] = Never
	}
	for _, n := range v.Other {
		v.other[n] = true
	}
	return v
}()
