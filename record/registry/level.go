package registry

import (
	"encoding/json"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/fault"
	"alun/record/account"
)

// Level is how well a fact is known. A higher level proves more.
type Level int

// The levels, from the lowest.
const (
	Told     Level = iota + 1 // said by the owner
	Through                   // said through a helper or a counter
	Sheet                     // ticked on the sheet of the RT
	Seen                      // seen by an officer
	Document                  // a document was shown
	Register                  // from a register of the state
)

// Levels lists the levels, the lowest first.
var Levels = []Level{Told, Through, Sheet, Seen, Document, Register}

// Code is the level as words, files and the API name it.
func (l Level) Code() string {
	if l < Told || l > Register {
		return "none"
	}
	return [...]string{"told", "through", "sheet", "seen", "document", "register"}[l-1]
}

// Word is the key of its name.
func (l Level) Word() string { return "registry.level_" + l.Code() }

// LevelOf finds a level by its code.
func LevelOf(code string) (Level, bool) {
	i := slices.IndexFunc(Levels, func(l Level) bool { return l.Code() == code })
	return Level(i + 1), i >= 0
}

// speaks finds on which level somebody speaks: makers for themselves, helpers for
// them, and officers as they say they know it; 0 asks for the usual one.
func speaks(who account.Who, asked Level) (Level, error) {
	usual := Through
	least, most := Through, Register
	switch who.Grant.Role {
	case account.Maker:
		usual, least, most = Told, Told, Told
	case account.Helper:
		most = Through
	}
	if asked == 0 {
		return usual, nil
	}
	if (asked < least || asked > most) && !leftOut("level") {
		return 0, fault.New(fault.Denied, "registry.level_not_yours").At("level", "registry.level_not_yours")
	}
	return asked, nil
}

// Proof is what stands behind one fact.
type Proof struct {
	Level  Level
	By     string   // who asserted it: the actor
	Source string   // the list it came from; "" a person
	From   date.Day // since when it is true, where that was said
	Until  date.Day // and until when
	At     time.Time
	Over   Level // the better proof that the owner's own word made out of date; 0: none
}

// worth is the level that a proof has on a day: nothing when its time is over.
func (p Proof) worth(today date.Day) Level {
	if !p.Until.IsZero() && p.Until.Before(today) {
		return 0
	}
	return p.Level
}

// Proofs are the proofs of facts.
type Proofs map[Fact]Proof

// kept is a proof with the facts that share it, as it stands in the table.
type kept struct {
	Level  Level  `json:"l"`
	By     string `json:"b"`
	Source string `json:"s,omitempty"`
	From   string `json:"f,omitempty"`
	Until  string `json:"u,omitempty"`
	At     int64  `json:"a"`
	Over   Level  `json:"o,omitempty"`
	Facts  []Fact `json:"of"`
}

// text is how proofs are kept: facts of one proof together, in one order always.
func (p Proofs) text() string {
	var all []kept
	for _, f := range Facts {
		proof, ok := p[f]
		if !ok {
			continue
		}
		k := kept{Level: proof.Level, By: proof.By, Source: proof.Source, From: dayText(proof.From), Until: dayText(proof.Until), At: proof.At.UnixMicro(), Over: proof.Over}
		i := slices.IndexFunc(all, func(o kept) bool {
			return o.Level == k.Level && o.By == k.By && o.Source == k.Source && o.From == k.From && o.Until == k.Until && o.At == k.At && o.Over == k.Over
		})
		if i < 0 {
			i, all = len(all), append(all, k)
		}
		all[i].Facts = append(all[i].Facts, f)
	}
	if len(all) == 0 {
		return ""
	}
	raw, _ := json.Marshal(all) // numbers and texts
	return string(raw)
}

func dayText(d date.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// said is what somebody says of facts, and how they know it.
type said struct {
	Proof
	owner bool // the owner speaks for themselves
}

// stands decides what becomes of a fact that somebody says anew: it is taken with a
// proof, or it becomes a proposal.
//
// What is known better stays: a lower level never writes over a higher one. But
// the owner's own word on their own business is taken, and marks the better proof
// as out of date, so that officers see what to check again; only what a register
// of the state says is beyond it. What a list said, the same list may correct.
func (s said) stands(old Proof, there bool, today date.Day) (Proof, bool) {
	now := s.Proof
	if !there || now.Level >= old.worth(today) || leftOut("lower level") {
		return now, true
	}
	if s.owner && old.Level < Register {
		now.Over = max(old.Level, old.Over)
		return now, true
	}
	return now, false
}

// listed is stands for a list that is loaded: what nobody has said yet or the same
// list said is taken, all else is proposed.
func (s said) listed(old Proof, there bool) (Proof, bool) {
	return s.Proof, !there || old.Source == s.Source && old.Level <= s.Level
}
