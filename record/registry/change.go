package registry

import (
	"slices"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// Changing is what somebody says of the facts of a business.
type Changing struct {
	Business db.ID
	Version  int64  // that was looked at: what others changed since is told, not written over; 0: whatever it is now
	Set      Values // as typed; "" takes a fact away
	Confirm  []Fact // are as they stand: on the spot, by a document; an officer has opened what is shut for them
	Level    Level  // how an officer knows it; 0: the usual one of who speaks
	From     date.Day
	Until    date.Day
	Sure     bool   // the point is there, although another kelurahan is named
	Consent  string // of ConsentWays: how the owner said yes to what an officer has shown
}

// Clash is a fact that somebody else changed since it was looked at.
type Clash struct {
	Fact         Fact
	Yours, There string
	By           string // the actor of the change
	At           time.Time
}

// Saved is what became of facts.
type Saved struct {
	Version  int64  // of the business now
	Changed  []Fact // as they were said
	Proposed []Fact // wait for who may decide: something better is known
	Clashes  []Clash
}

// Change says facts of a business anew. Where somebody else was faster with one of
// them and says otherwise, nothing is kept and both sides are told: see Clash.
// Saying the same again changes nothing.
func (k *Book) Change(tx *db.Tx, session string, in Changing) (Saved, error) {
	who, b, err := k.mayOn(tx, session, MayChange, in.Business, 0)
	if err != nil {
		return Saved{}, err
	}
	if !b.State.changes() {
		return Saved{}, fault.New(fault.Conflict, "registry.is_"+string(b.State))
	}
	set, err := Read(in.Set)
	if err == nil {
		err = tidy(set)
	}
	if err != nil {
		return Saved{}, err
	}
	level, err := speaks(who, in.Level)
	if err != nil {
		return Saved{}, err
	}
	how, err := mayShow(who, b, set, level, in.Consent)
	if err != nil {
		return Saved{}, err
	}
	clashes, err := k.clashes(tx, b, in.Version, set, in.Confirm)
	if err != nil || len(clashes) > 0 {
		return Saved{Version: b.Version, Clashes: clashes}, err
	}
	if err := k.opensFirst(tx, who, b, in.Confirm); err != nil {
		return Saved{}, err
	}
	if err := reaches(tx, who, session, set); err != nil {
		return Saved{}, err
	}
	s := said{Proof: Proof{Level: level, By: who.Actor(), From: in.From, Until: in.Until, At: tx.Now()}, owner: who.Grant.Role == account.Maker}
	w := weighing{said: s, confirm: in.Confirm, today: date.DayOf(tx.Now())}
	taken, proofs, proposed := w.weigh(b, set)
	return k.save(tx, b, saving{kind: "changed", said: s, set: taken, proofs: proofs, propose: proposed, sure: in.Sure, yes: how})
}

// reaches asks that an officer moves nothing into an area that is not theirs.
func reaches(tx *db.Tx, who account.Who, session string, set Values) error {
	area, moves := set[Kelurahan]
	if !moves || area == "" || !officer(who) {
		return nil
	}
	_, err := account.May(tx, session, MayChange, account.At{Area: area})
	return err
}

// clashes are the facts that others changed since a version, and said otherwise: than
// what is said now, or than what stood there when it was confirmed.
func (k *Book) clashes(tx *db.Tx, b Business, since int64, set Values, confirm []Fact) ([]Clash, error) {
	if since == 0 || since == b.Version || leftOut("compare") {
		return nil, nil
	}
	all, err := db.All(tx, scanChange, changeSelect+` where c.business = $1 and c.version > $2 order by c.version`, b.ID, since)
	yours := Values{}.with(set)
	first, last := map[Fact]Change{}, map[Fact]Change{}
	for _, c := range all {
		for _, f := range c.Facts {
			if _, before := first[f]; !before {
				first[f] = c
			}
			last[f] = c
		}
	}
	for _, f := range confirm {
		c, touched := first[f]
		if _, said := set[f]; said || !touched || err != nil {
			continue
		}
		if c, err = k.reveal(tx, c); err == nil {
			yours[f] = c.Values[f][0]
		}
	}
	var out []Clash
	for _, f := range Facts {
		_, said := set[f]
		if c, touched := last[f]; touched && (said || slices.Contains(confirm, f)) && yours[f] != b.Facts[f] {
			out = append(out, Clash{f, yours[f], b.Facts[f], c.By, c.At})
		}
	}
	return out, err
}

// weighing holds what is said against what is known.
type weighing struct {
	said
	confirm []Fact
	list    bool // a list is loaded
	today   date.Day
}

func (w weighing) weigh(b Business, set Values) (taken Values, proofs Proofs, proposed Values) {
	taken, proofs, proposed = Values{}, Proofs{}, Values{}
	for f, text := range set {
		if b.Facts[f] == text {
			continue
		}
		old, there := b.Proofs[f]
		proof, ok := w.stands(old, there, w.today)
		if w.list {
			proof, ok = w.listed(old, there)
		}
		if !ok {
			proposed[f] = text
			continue
		}
		taken[f], proofs[f] = text, proof // that there is none is a fact too: no list fills it again
	}
	for _, f := range w.confirm {
		old, there := b.Proofs[f]
		_, changed := set[f]
		if there && (!changed || b.Facts[f] == set[f]) && (w.Level > old.worth(w.today) || old.Over != 0 && w.Level >= old.Over) {
			taken[f], proofs[f] = b.Facts[f], w.Proof
		}
	}
	return taken, proofs, proposed
}

// saving is a change set on its way into the tables.
type saving struct {
	kind       string
	said       said
	set        Values
	proofs     Proofs // of the facts of set; one without has none any more
	propose    Values
	why        string
	ofChange   db.ID
	ofProposal db.ID
	sure       bool
	yes        string // how the owner said yes to what is shown by it; "" nobody did
}

// save keeps a change set and its proposals, and tells the diary.
func (k *Book) save(tx *db.Tx, b Business, s saving) (Saved, error) {
	out := Saved{Version: b.Version, Changed: s.set.Facts(), Proposed: s.propose.Facts()}
	next := b.Facts.with(s.set)
	if err := k.fits(tx, b, next, s.sure); err != nil {
		return Saved{}, err
	}
	if len(s.propose) > 0 {
		if err := k.fits(tx, b, next.with(s.propose), s.sure); err != nil {
			return Saved{}, err
		}
	}
	if err := unasked(b, s); err != nil {
		return Saved{}, err
	}
	if k.trial != nil { // all that may refuse it was asked
		if len(s.set) > 0 {
			k.trial.saves(b, next, s)
		}
		return out, nil
	}
	if len(s.propose) > 0 {
		if err := k.propose(tx, b, s.said, s.propose); err != nil {
			return Saved{}, err
		}
	}
	if len(s.set) == 0 {
		return out, nil
	}
	if err := k.consent(tx, b, s); err != nil {
		return Saved{}, err
	}
	after := Business{ID: b.ID, Version: b.Version + 1, Facts: next, subject: b.subject, Proofs: Proofs{}}
	for f, p := range b.Proofs {
		if _, replaced := s.set[f]; !replaced {
			after.Proofs[f] = p
		}
	}
	for f, p := range s.proofs {
		after.Proofs[f] = p
	}
	if err := k.write(tx, b, after); err != nil {
		return Saved{}, err
	}
	out.Version = after.Version
	if err := k.putChange(tx, b, after, s); err != nil {
		return Saved{}, err
	}
	return out, k.tell(tx, b, after, s)
}

// tell writes a change in the diary: which facts, never what they say.
func (k *Book) tell(tx *db.Tx, b, after Business, s saving) error {
	facts := s.set.Facts()
	switch s.kind {
	case "accepted":
		return diary.Write(tx, diary.Entry{Actor: s.said.By, Fact: "registry.accepted", Kind: "registry_business", Subject: b.ID,
			Data: map[string]any{"facts": facts, "version": after.Version, "proposal": s.ofProposal}})
	case "taken_back":
		return diary.Write(tx, diary.Entry{Actor: s.said.By, Fact: "registry.taken_back", Kind: "registry_business", Subject: b.ID,
			Data: map[string]any{"facts": facts, "version": after.Version, "change": s.ofChange}})
	}
	return diary.Write(tx, diary.Entry{Actor: s.said.By, Fact: "registry.changed", Kind: "registry_business", Subject: b.ID,
		Data: map[string]any{"facts": facts, "version": after.Version, "level": s.said.Level.Code()}})
}

// putChange writes a change set into the history.
func (k *Book) putChange(tx *db.Tx, b, after Business, s saving) error {
	id := tx.NewID()
	l := s.line(b, after)
	sealed, err := k.sealTold(tx, b.subject, id, l.told)
	if err != nil {
		return err
	}
	return k.putLine(tx, l, id, b, after, s, sealed)
}

// line is a change set as it stands in the history.
type line struct {
	plain, before, after string
	told                 told // to be sealed
}

// line parts what may stand open from what may not.
func (s saving) line(b, after Business) line {
	pairs, before, now := both{}, Proofs{}, Proofs{}
	for _, f := range s.set.Facts() {
		pairs[f] = Pair{b.Facts[f], after.Facts[f]}
		if p, ok := b.Proofs[f]; ok {
			before[f] = p
		}
		if p, ok := after.Proofs[f]; ok {
			now[f] = p
		}
	}
	plain, personal := pairs.split(b.Facts.natural() || after.Facts.natural())
	return line{plain.text(), before.text(), now.text(), told{s.why, personal}}
}

func (k *Book) putLine(tx *db.Tx, l line, id db.ID, b, after Business, s saving, sealed string) error {
	return k.put(tx, changes, id, b.ID, after.Version, s.kind, tx.Now(), s.said.By, s.said.Source, int(s.said.Level), factsText(s.set.Facts()),
		l.plain, sealed, b.subject, l.before, l.after, db.Null(s.ofChange, s.ofChange != 0), db.Null(s.ofProposal, s.ofProposal != 0))
}

func factsText(all []Fact) string {
	out := make([]string, len(all))
	for i, f := range all {
		out[i] = string(f)
	}
	return strings.Join(out, " ")
}
