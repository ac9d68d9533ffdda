package showcase

import (
	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/madeup"
)

// notOfState are the kinds that the list of the state does not have: marks and standards
// have registers of their own, so people told of them.
var notOfState = map[string]bool{"hki": true, "sni": true}

// permits are what an entry says that its business holds. What has a NIB is of the state's
// list, as the entry itself.
func (s Show) permits(business db.ID, e madeup.Entry) (out []registry.Permit) {
	for _, p := range s.City.Permits(e.Number) {
		out = append(out, registry.Permit{Business: business, Kind: p.Kind, Number: p.Number, Issuer: p.Issuer, Issued: p.Issued, Until: p.Until, Level: levelOf(e, p), By: actor})
	}
	return out
}

// levelOf is how well a permit is known.
func levelOf(e madeup.Entry, p madeup.Permit) registry.Level {
	if e.Facts[registry.NIB] == "" || notOfState[p.Kind] {
		return registry.Through
	}
	return registry.Register
}
