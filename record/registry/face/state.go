package face

import (
	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/registry"
)

// states are the looks of the states of a business: the same for its owner, for officers
// and for everybody. What is not here has no judgement.
var states = map[registry.State]parts.Kind{registry.Draft: parts.Waiting, registry.Submitted: parts.Running, registry.Returned: parts.Refused,
	registry.Published: parts.Done, registry.Suspended: parts.Refused}

// State is the stamp of a state of a business.
func State(l lang.Lang, s registry.State) parts.Stamp {
	return parts.Stamp{Kind: states[s], Label: l.T(s.Word())}
}
