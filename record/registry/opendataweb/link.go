package opendataweb

import (
	"net/url"
	"slices"

	"alun/record/registry/opendata"
)

// filters are the filters of the directory for dimensions, and how many values it takes of
// one.
var filters = map[opendata.Dim]string{opendata.Kecamatan: "kecamatan", opendata.Kelurahan: "kelurahan", opendata.Division: "bidang",
	opendata.Subsector: "subsektor", opendata.Permit: "sertifikat"}

const mostValues = 12

// spot is a value, or a group of them, of a dimension.
type spot struct {
	dim   opendata.Dim
	group opendata.Group
}

// records is the address of the businesses that a number counts, or "" where the directory
// cannot be asked for them.
func records(m opendata.Measure, all ...spot) string {
	if m != opendata.Shown {
		return ""
	}
	v := url.Values{}
	for _, p := range all {
		name := filters[p.dim]
		if name == "" || len(p.group.Codes) > mostValues || slices.Contains(p.group.Codes, opendata.Unknown) {
			return ""
		}
		v[name] = p.group.Codes
	}
	if len(v) == 0 {
		return "/usaha"
	}
	return "/usaha?" + v.Encode()
}
