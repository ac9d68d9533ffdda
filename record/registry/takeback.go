package registry

import (
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// TakingBack asks for the values from before a change.
type TakingBack struct {
	Change db.ID
	// Only names the facts to restore; nil is all of the change. Named facts are
	// restored even where a later change touched them too.
	Only []Fact
	Why  string
}

// TakeBack makes a change set that restores what stood before another one, with the
// proofs from then. It refuses where a later change touched the same facts, unless it
// is told which to restore. The history keeps both. Of a permit or a person it restores
// whether they stand there, as they did: see Past.
func (k *Book) TakeBack(tx *db.Tx, session string, in TakingBack) (Saved, error) {
	if _, err := account.See(tx, session); err != nil {
		return Saved{}, err
	}
	c, err := k.change(tx, in.Change)
	if fault.Is(err, fault.NotFound) {
		return k.takeBackRow(tx, session, in)
	}
	if err != nil {
		return Saved{}, err
	}
	who, b, err := k.mayOn(tx, session, MayTakeBack, c.Business, 0)
	if err != nil {
		return Saved{}, err
	}
	if err := k.mayTakeBack(tx, who, b, c, in); err != nil {
		return Saved{}, err
	}
	why := ""
	if in.Why != "" {
		if why, err = reasoned("why", in.Why); err != nil {
			return Saved{}, err
		}
	}
	set, proofs := Values{}, Proofs{}
	for _, f := range c.Facts {
		if in.Only != nil && !slices.Contains(in.Only, f) {
			continue
		}
		set[f] = c.Values[f][0]
		if p, had := c.before[f]; had {
			if now := b.Proofs[f]; now.Level > p.Level {
				p.Over = max(p.Over, now.Level)
			}
			proofs[f] = p
		}
	}
	if len(set) == 0 {
		return Saved{Version: b.Version}, nil
	}
	how, err := mayShow(who, b, set, Through, "")
	if err != nil {
		return Saved{}, err
	}
	if err := reaches(tx, who, session, set); err != nil {
		return Saved{}, err
	}
	s := saving{kind: "taken_back", said: said{Proof: Proof{Level: Through, By: who.Actor(), At: tx.Now()}}, set: set, proofs: proofs, why: why, ofChange: c.ID, sure: true, yes: how}
	if who.Grant.Role == account.Maker {
		s.said.Level = Told
	}
	return k.save(tx, b, s)
}

// mayTakeBack asks whether a change can be taken back by somebody now.
func (k *Book) mayTakeBack(tx *db.Tx, who account.Who, b Business, c Change, in TakingBack) error {
	switch {
	case c.Kind == "registered":
		return fault.New(fault.Conflict, "registry.first_stays")
	case !b.State.changes():
		return fault.New(fault.Conflict, "registry.is_"+string(b.State))
	case c.Gone || c.subject != b.subject:
		return fault.New(fault.Conflict, "registry.forgotten")
	}
	for _, f := range in.Only {
		if !slices.Contains(c.Facts, f) {
			return fault.New(fault.Invalid, "registry.not_in_change").At(string(f), "registry.not_in_change")
		}
	}
	for _, f := range c.Facts {
		if who.Grant.Role == account.Maker && b.Proofs[f].Level == Register && (in.Only == nil || slices.Contains(in.Only, f)) {
			return fault.New(fault.Denied, "registry.register_stands").At(string(f), "registry.register_stands")
		}
	}
	if in.Only != nil || leftOut("later change") {
		return nil
	}
	later, err := db.All(tx, (*db.Row).Text, `select facts from registry_change where business = $1 and version > $2`, b.ID, c.Version)
	if err != nil {
		return err
	}
	f := fault.New(fault.Conflict, "registry.touched_later")
	for _, fact := range c.Facts {
		if slices.ContainsFunc(later, func(all string) bool { return slices.Contains(strings.Fields(all), string(fact)) }) {
			f.At(string(fact), "registry.touched_later")
		}
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}
