package account

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// The list of purposes is data of the program, not of a city's profile: what a
// role may read is the law's to say, so nobody turns it wider in an office. A
// new purpose needs a new version here and a migration that the database takes.
//
//go:embed privacy.json
var privacyJSON []byte

// What a purpose needs beside a role.
const (
	NeedsDuty     = "duty"     // a letter of assignment in force
	NeedsRequest  = "request"  // an open request of the person
	NeedsIncident = "incident" // an incident that concerns the person
	NeedsConsent  = "consent"  // the person agreed, and has not taken it back
)

// Purpose is why somebody may read values of a person.
type Purpose struct {
	Code    string            `json:"code"`
	Basis   string            `json:"basis"`   // "public_task", "legal_duty", "consent"
	Article string            `json:"article"` // of UU 27/2022, as it is cited
	Needs   string            `json:"needs"`
	Reach   string            `json:"reach"` // how far: ReachCity, ReachOffice, ReachArea
	Despite bool              `json:"despite_stop"`
	Fields  map[Role][]string `json:"fields"`
}

// LegalRight is what a person may ask, and in how much time it is answered.
type LegalRight struct {
	Kind    string `json:"kind"`
	Article string `json:"article"`
	Hours   int    `json:"hours"`
	SetBy   string `json:"set_by"` // "law", or "house" where the law names no time
}

// Rule is how long something is kept; then it is deleted.
type Rule struct {
	What  string `json:"what"`
	Hours int    `json:"hours"`
	Days  int    `json:"days"`
	Years int    `json:"years"`
	Basis string `json:"basis"`
}

// Before is the instant before which the rule deletes.
func (r Rule) Before(now time.Time) time.Time {
	return now.AddDate(-r.Years, 0, -r.Days).Add(-time.Duration(r.Hours) * time.Hour)
}

// Law is what the house holds itself to about personal data.
type Law struct {
	Version   int          `json:"version"`
	Since     string       `json:"since"`
	Purposes  []Purpose    `json:"purposes"`
	Rights    []LegalRight `json:"rights"`
	Retention []Rule       `json:"retention"`
}

// TheLaw reads the list that the program carries.
func TheLaw() Law {
	var l Law
	if err := json.Unmarshal(privacyJSON, &l); err != nil {
		panic(fmt.Errorf("account: privacy.json: %w", err)) // it is part of the program
	}
	return l
}

// Purpose finds a purpose by its code.
func (l Law) Purpose(code string) (Purpose, bool) {
	i := slices.IndexFunc(l.Purposes, func(p Purpose) bool { return p.Code == code })
	if i < 0 {
		return Purpose{}, false
	}
	return l.Purposes[i], true
}

// Right finds what the law says of a kind of request.
func (l Law) Right(kind string) (LegalRight, bool) {
	i := slices.IndexFunc(l.Rights, func(r LegalRight) bool { return r.Kind == kind })
	if i < 0 {
		return LegalRight{}, false
	}
	return l.Rights[i], true
}

// Consents lists the purposes that need a person's yes.
func (l Law) Consents() (out []Purpose) {
	for _, p := range l.Purposes {
		if p.Needs == NeedsConsent {
			out = append(out, p)
		}
	}
	return out
}

// roles lists who may read all of these fields for a purpose.
func (p Purpose) roles(fields []string) (out []Role) {
	for _, role := range Roles {
		allowed := p.Fields[role]
		if len(fields) > 0 && !slices.ContainsFunc(fields, func(f string) bool { return !slices.Contains(allowed, f) }) {
			out = append(out, role)
		}
	}
	return out
}
