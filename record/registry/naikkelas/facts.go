package naikkelas

import (
	"slices"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/registry"
)

// knownSource reports whether something may answer a question: a fact that is nobody's
// secret, a permit, a contact that is shown, or what another room knows.
func knownSource(s string) bool {
	what, of, _ := strings.Cut(s, ":")
	switch what {
	case "fact":
		f := registry.Fact(of)
		return f.Known() && f != registry.Sales && f != registry.Capital
	case "permit":
		return slices.Contains(registry.PermitKinds, of)
	case "shown":
		return of == "wa" || of == "phone"
	case "more":
		return slices.Contains(Mores, of)
	}
	return false
}

// Mores are what other rooms may know of a business.
var Mores = []string{"photo", "product"}

// shown are the facts by which an owner shows a contact.
var shown = map[string]registry.Fact{"wa": registry.WAPublic, "phone": registry.PhonePublic}

// stood is what is known of a business as of one instant.
type stood struct {
	business registry.Business
	permits  []registry.Permit
	more     map[string]registry.Level // nil where nobody knows
	answers  map[string]Answer
	on       date.Day
}

// facts answers the questions of a wheel: by the register where it knows, else by what
// the owner said.
func (s stood) facts(w Wheel) Facts {
	out := Facts{Business: s.business.Facts, Known: map[string]Known{}}
	for _, a := range w.Axes {
		for _, q := range a.Questions {
			if k := s.known(q); k.Value != "" {
				out.Known[q.Code] = k
			}
		}
	}
	return out
}

func (s stood) known(q Question) Known {
	var best Known
	for _, from := range q.From {
		if level, there := s.level(from); there && level > best.Level {
			best = Known{Yes, level, from}
		}
	}
	said, answered := s.answers[q.Code]
	switch {
	case best.Value != "" && (!answered || best.Level >= said.Level):
		return best
	case answered && q.Asked:
		return Known{said.Value, said.Level, "answer"}
	case best.Value == "" && !q.Asked:
		return Known{Value: NotYet, By: q.From[0]} // the register would know
	}
	return best
}

// level tells at which level the register knows that something is there.
func (s stood) level(from string) (best registry.Level, there bool) {
	what, of, _ := strings.Cut(from, ":")
	switch what {
	case "fact":
		p, known := s.business.Proofs[registry.Fact(of)]
		return p.Level, known
	case "shown":
		return s.business.Proofs[registry.Fact(of)].Level, s.business.Facts[shown[of]] == registry.Yes && s.business.Proofs[registry.Fact(of)].Level > 0
	case "more":
		best = s.more[of]
		return best, best > 0
	}
	for _, p := range s.permits {
		if p.Kind == of && p.HeldOn(s.on) {
			best, there = max(best, p.Level), true
		}
	}
	return best, there
}

// stoodAt gathers what was known of a business at an instant.
func (d *Desk) stoodAt(tx *db.Tx, b registry.Business, at time.Time) (s stood, err error) {
	s = stood{business: b, on: date.DayOf(at)}
	if s.permits, err = registry.PermitsAt(tx, b.ID, at); err != nil {
		return s, err
	}
	if s.answers, err = answersAt(tx, b.ID, at); err != nil || d.More == nil {
		return s, err
	}
	s.more, err = d.More(tx, b.ID, at)
	return s, err
}
