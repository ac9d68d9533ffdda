package registry

import (
	"fmt"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// Proposal is what somebody says of a fact against a better proof. It waits.
type Proposal struct {
	ID       db.ID
	Business db.ID
	Fact     Fact
	Value    string // "" takes the fact away, or was forgotten
	There    string // what is known now
	Proof    Proof  // of what is known now
	Level    Level
	Source   string
	By       string // actor
	At       time.Time
	State    string // open, accepted, refused, replaced
	Personal bool   // who may not read such a fact gets no values: see History

	sealed  string
	subject db.ID
}

const proposalSelect = `select p.id, p.business, p.fact, p.plain, p.sealed, p.subject, p.level, p.source, p.by_actor, p.at, p.state from registry_proposal p`

func scanProposal(r *db.Row) Proposal {
	return Proposal{ID: r.ID(), Business: r.ID(), Fact: Fact(r.Text()), Value: r.Text(), sealed: r.Text(), subject: r.ID(), Level: Level(r.Int()), Source: r.Text(),
		By: r.Text(), At: r.Time(), State: r.Text()}
}

func proposalPlace(id db.ID) string { return fmt.Sprint("registry_proposal.sealed ", int64(id)) }

// propose keeps what does not fit a better proof. Who says the same again has said it
// already; who says something else has changed their mind.
func (k *Book) propose(tx *db.Tx, b Business, s said, set Values) error {
	for _, f := range set.Facts() {
		old, found, err := db.One(tx, scanProposal, proposalSelect+` where p.business = $1 and p.fact = $2 and p.by_actor = $3 and p.source = $4 and p.state = 'open'`, b.ID, string(f), s.By, s.Source)
		if err != nil {
			return err
		}
		if found {
			if old, err = k.read(tx, old); err != nil {
				return err
			}
			if old.Value == set[f] && old.Level == s.Level {
				continue
			}
			if err := endProposal(tx, old.ID, "replaced", s.By); err != nil {
				return err
			}
		}
		if err := k.putProposal(tx, b, s, f, set[f]); err != nil {
			return err
		}
	}
	return nil
}

func (k *Book) putProposal(tx *db.Tx, b Business, s said, f Fact, text string) error {
	id, plain, sealed := tx.NewID(), text, ""
	if g := defOf[f].guard; g == always || g == natural && b.Facts.natural() {
		var err error
		plain = ""
		if sealed, err = k.hush(tx, b.subject, proposalPlace(id), text); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`insert into registry_proposal (id, business, fact, plain, sealed, subject, level, source, by_actor, at, state, decided_by, decided_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', '', null)`, id, b.ID, string(f), plain, sealed, b.subject, int(s.Level), s.Source, s.By, tx.Now()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: s.By, Fact: "registry.proposed", Kind: "registry_business", Subject: b.ID,
		Data: map[string]any{"proposal": id, "fact": string(f), "level": s.Level.Code()}})
}

func (k *Book) read(tx *db.Tx, p Proposal) (Proposal, error) {
	if p.sealed == "" {
		return p, nil
	}
	text, err := k.heard(tx, p.subject, proposalPlace(p.ID), p.sealed)
	p.Value = text
	return p, err
}

func endProposal(tx *db.Tx, id db.ID, state, actor string) error {
	return tx.ExecOr(fault.New(fault.Conflict, "registry.proposal_over"),
		`update registry_proposal set state = $2, decided_by = $3, decided_at = $4 where id = $1 and state = 'open'`, id, state, actor, tx.Now())
}

// Proposals lists what waits at a business, the oldest first, with both sides: for
// its people and officers. Facts that an officer opens for a purpose only are without
// their values.
func (k *Book) Proposals(tx *db.Tx, session string, business db.ID) ([]Proposal, error) {
	who, err := k.insider(tx, session, business)
	if err != nil {
		return nil, err
	}
	b, err := k.whole(tx, business)
	if err != nil {
		return nil, err
	}
	all, err := db.All(tx, scanProposal, proposalSelect+` where p.business = $1 and p.state = 'open' order by p.id`, business)
	eye := eyeOf(who)
	for i := range all {
		if err != nil {
			return nil, err
		}
		p := &all[i]
		p.There, p.Proof = b.Facts[p.Fact], b.Proofs[p.Fact]
		if p.Personal = eye.shut(p.Fact, !b.Facts.Fixed()); p.Personal {
			p.There, p.Value = "", ""
			continue
		}
		*p, err = k.read(tx, *p)
	}
	return all, err
}

// Deciding is the answer to a proposal. Version is the business that was looked at.
type Deciding struct {
	Proposal db.ID
	Version  int64
	Accept   bool
}

// Decide accepts or refuses a proposal. The owner decides about what is known from
// their own word or said for them; what is proven better, an officer of the area
// does. Nobody accepts what they proposed.
func (k *Book) Decide(tx *db.Tx, session string, in Deciding) (Saved, error) {
	if _, err := account.See(tx, session); err != nil {
		return Saved{}, err
	}
	p, found, err := db.One(tx, scanProposal, proposalSelect+` where p.id = $1`, in.Proposal)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "registry.no_proposal")
	}
	if err != nil {
		return Saved{}, err
	}
	who, b, err := k.mayOn(tx, session, MayDecide, p.Business, in.Version)
	if err != nil {
		return Saved{}, err
	}
	if err := decides(who, p, b); err != nil {
		return Saved{}, err
	}
	if !in.Accept {
		if err := endProposal(tx, p.ID, "refused", who.Actor()); err != nil {
			return Saved{}, err
		}
		return Saved{Version: b.Version}, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.refused", Kind: "registry_business", Subject: b.ID,
			Data: map[string]any{"proposal": p.ID, "fact": string(p.Fact)}})
	}
	if err := endProposal(tx, p.ID, "accepted", who.Actor()); err != nil {
		return Saved{}, err
	}
	return k.accept(tx, who, p, b)
}

// OwnerDecides reports that a proposal waits for an owner of its business, and for no officer
// alone: who tells owners of it tells them what they can answer. It asks nobody's right and
// reads no value.
func OwnerDecides(tx *db.Tx, proposal db.ID) (bool, error) {
	p, found, err := db.One(tx, scanProposal, proposalSelect+` where p.id = $1 and p.state = 'open'`, proposal)
	if err != nil || !found {
		return false, err
	}
	b, err := ByID(tx, p.Business)
	return ownersWord(b, p.Fact) && b.State.changes(), err
}

// ownersWord reports a fact that is known from the owner's own word or was said for them.
func ownersWord(b Business, f Fact) bool { return b.Proofs[f].Level <= Through }

func decides(who account.Who, p Proposal, b Business) error {
	switch {
	case p.By == who.Actor():
		return fault.New(fault.Denied, "registry.proposal_is_yours")
	case who.Grant.Role == account.Maker && !ownersWord(b, p.Fact):
		return fault.New(fault.Denied, "registry.proposal_of_officer")
	case p.State != "open":
		return fault.New(fault.Conflict, "registry.proposal_over")
	case !b.State.changes():
		return fault.New(fault.Conflict, "registry.is_"+string(b.State))
	case p.subject != b.subject:
		return fault.New(fault.Conflict, "registry.forgotten")
	}
	return nil
}

// accept makes a change set of a proposal: the fact has the proposal's proof.
func (k *Book) accept(tx *db.Tx, who account.Who, p Proposal, b Business) (Saved, error) {
	p, err := k.read(tx, p)
	if err != nil {
		return Saved{}, err
	}
	proof := Proof{Level: p.Level, By: p.By, Source: p.Source, At: tx.Now()}
	if old := b.Proofs[p.Fact]; old.worth(date.DayOf(tx.Now())) > p.Level {
		proof.Over = old.Level
	}
	s := saving{kind: "accepted", said: said{Proof: Proof{Level: p.Level, By: who.Actor(), Source: p.Source, At: tx.Now()}},
		set: Values{p.Fact: p.Value}, proofs: Proofs{p.Fact: proof}, ofProposal: p.ID, sure: true}
	if who.Grant.Role == account.Maker {
		s.yes = ByThemselves
	} else if flags, places := opening(b, s.set); len(flags)+len(places) > 0 && !leftOut("owner opens") { // whoever decides has not seen it
		return Saved{}, fault.New(fault.Denied, "registry.owner_opens").At(string(p.Fact), "registry.owner_opens")
	}
	return k.save(tx, b, s)
}
