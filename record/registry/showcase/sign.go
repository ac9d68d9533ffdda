package showcase

import (
	"time"

	"alun/record/registry"
	"alun/record/registry/alive"
	"alun/record/registry/madeup"
)

// How many of a hundred entries somebody has been at. All of it is ours: a measure
// holds the model against another process (package alive), this only fills pages.
const (
	ticked  = 22
	checked = 3
)

// Signs are what people saw of an entry before the demonstration began, at most two
// years ago: the heads of the RT know whether it works, and err now and then. A permit that
// the state's list proves is one on the day on which it was issued, when the business worked.
func (s Show) Signs(e madeup.Entry) (out []alive.Signal) {
	truth := s.City.Truth(e.Number)
	die := uint64(e.Number+1) * 0x9e3779b97f4a7c15
	roll := func(n uint64) uint64 { die ^= die >> 29; die *= 0xbf58476d1ce4e5b9; return die >> 33 % n }
	ago := func() time.Time {
		return madeup.Today.Start().AddDate(0, 0, -int(1+roll(700)))
	}
	seen := func(at time.Time) bool { return truth.Active || at.Before(truth.Since.Start()) }
	if roll(100) < ticked {
		at, kind := ago(), "rt_closed"
		switch err := roll(20); {
		case err == 0:
			kind = "rt_unknown"
		case seen(at) != (err == 1):
			kind = "rt_active"
		}
		out = append(out, alive.Signal{Kind: kind, At: at})
	}
	if roll(100) < checked {
		at, kind := ago(), "field_closed"
		switch {
		case seen(at):
			kind = "field_seen"
		case roll(3) == 0:
			kind = "field_not_found"
		}
		out = append(out, alive.Signal{Kind: kind, At: at})
	}
	for _, p := range s.City.Permits(e.Number) {
		if levelOf(e, p) == registry.Register && !p.Issued.Before(madeup.Today.Next(-700)) {
			out = append(out, alive.Signal{Kind: "permit_renewed", At: p.Issued.Start()})
		}
	}
	return out
}
