package asosiasi

import (
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/account"
	"alun/record/registry"
)

// Least is from how many on a number of members is told: k-anonymity as everywhere in the
// house.
const Least = 10

// Public lists the associations that everybody sees, by name.
func Public(tx *db.Tx) ([]Asosiasi, error) {
	return db.All(tx, scanAsosiasi, asosiasiSelect+` where a.state = 'recognised' order by lower(a.name), a.id`)
}

// One is an association as everybody sees it: recognised, or ended after that. found is
// false of any other.
func One(tx *db.Tx, id db.ID) (Asosiasi, bool, error) {
	return db.One(tx, scanAsosiasi, asosiasiSelect+` where a.id = $1 and a.recognised_at is not null`, id)
}

// All lists associations in every state, the newest first: for the planner.
func All(tx *db.Tx, session string) ([]Asosiasi, error) {
	if _, err := account.May(tx, session, MayKeep, account.At{}); err != nil {
		return nil, err
	}
	return db.All(tx, scanAsosiasi, asosiasiSelect+` order by a.id desc`)
}

// Kept is one association for the planner.
func Kept(tx *db.Tx, session string, id db.ID) (Asosiasi, error) {
	if _, err := account.May(tx, session, MayKeep, account.At{}); err != nil {
		return Asosiasi{}, err
	}
	return find(tx, id)
}

// Mine lists the associations for which whoever is signed in speaks now.
func Mine(tx *db.Tx, session string) ([]Asosiasi, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return nil, err
	}
	return db.All(tx, scanAsosiasi, asosiasiSelect+` where a.state <> 'ended' and exists (select 1 from registry_asosiasi_manager m where m.person = $1 and`+speaks+` and m.asosiasi = a.id) order by lower(a.name), a.id`, v.Person, today(tx))
}

// CountAsking counts the businesses that ask to be members of what a person speaks for.
func CountAsking(tx *db.Tx, person db.ID) (int64, error) {
	n, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from registry_asosiasi_membership e where e.state = 'asked'
		and exists (select 1 from registry_asosiasi_manager m where m.person = $1 and`+speaks+` and m.asosiasi = e.asosiasi)`, person, today(tx))
	return n, err
}

// Asking is what associations ask of a business that somebody owns: to be a member, and to be
// put forward.
type Asking struct {
	Business             db.ID
	Invited, Nominations int64
}

// AskedOf lists what associations ask of the businesses that a person owns, of which they ask
// anything.
func AskedOf(tx *db.Tx, person db.ID) ([]Asking, error) {
	return db.All(tx, func(r *db.Row) Asking { return Asking{r.ID(), r.Int64(), r.Int64()} }, `select w.business, w.invited, w.nominated from (select p.business as business,
			(select count(*) from registry_asosiasi_membership m where m.state = 'invited' and m.business = p.business) as invited,
			(select count(*) from registry_asosiasi_nomination n where n.state = 'waiting' and n.business = p.business) as nominated
			from registry_business_person p where p.person = $1 and p.role = 'owner' and p.until = '') w
		where w.invited + w.nominated > 0 order by w.business`, person)
}

// Managed is an association for who speaks for it.
func Managed(tx *db.Tx, session string, id db.ID) (Asosiasi, error) {
	_, a, err := managing(tx, session, id)
	return a, err
}

// Counted is how many members an association has. told says that everybody may know: there
// are enough, and not so few hidden ones that they could be counted.
type Counted struct {
	All, Shown int
}

// Told reports whether the number is for everybody.
func (c Counted) Told() bool {
	if leftOut("k") {
		return true
	}
	hidden := c.All - c.Shown
	return c.All >= Least && (hidden == 0 || hidden >= Least)
}

// Count counts the members that stand.
func Count(tx *db.Tx, asosiasi db.ID) (Counted, error) {
	c, _, err := db.One(tx, func(r *db.Row) Counted { return Counted{r.Int(), r.Int()} },
		`select count(*), coalesce(sum(case when m.shown then 1 else 0 end), 0) from registry_asosiasi_membership m where m.asosiasi = $1 and`+stands, asosiasi)
	return c, err
}

// ShownMembers lists the members whose owners show it, as everybody sees them but for
// contacts, behind one business (0: from the first), at most limit.
func (d Desk) ShownMembers(tx *db.Tx, asosiasi, after db.ID, limit int) ([]registry.Business, error) {
	which := ` and m.shown`
	if leftOut("shown") {
		which = ``
	}
	ids, err := db.All(tx, (*db.Row).ID, `select m.business from registry_asosiasi_membership m where m.asosiasi = $1 and m.business > $2`+which+` and`+stands+` order by m.business limit $3`, asosiasi, after, limit)
	if err != nil {
		return nil, err
	}
	return d.Book.ListedAll(tx, ids)
}

// Badge is that a business is a member, as everybody sees it.
type Badge struct {
	Asosiasi db.ID
	Name     string
	Call     string // the shortest way to name it
	Since    time.Time
}

// Say tells a badge in two pieces: "Anggota PPA", and since when both sides confirm it.
func (b Badge) Say(l lang.Lang) (text, since string) {
	return l.T("asosiasi.badge", b.Call), l.T("asosiasi.badge_since", date.DayOf(b.Since).In(l.Tag()))
}

// BadgesOf lists the badges of a business, the oldest first: those that its owner shows.
func BadgesOf(tx *db.Tx, business db.ID) ([]Badge, error) {
	return db.All(tx, func(r *db.Row) Badge {
		b := Badge{Asosiasi: r.ID(), Name: r.Text(), Call: r.Text(), Since: r.Time()}
		if b.Call == "" {
			b.Call = b.Name
		}
		return b
	}, `select o.id, o.name, o.short, m.valid_at from registry_asosiasi_membership m join registry_asosiasi o on o.id = m.asosiasi where m.business = $1 and m.shown and`+stands+` order by m.valid_at, m.id`, business)
}

// Member is a membership with what an association sees of the business: what everybody
// does, but for contacts. Public is false where that is nothing.
type Member struct {
	Membership
	Business registry.Business
	Public   bool
}

// Members lists the memberships of an association in one standing, the newest first,
// behind one (0: from the newest), at most limit.
func (d Desk) Members(tx *db.Tx, session string, asosiasi db.ID, standing Standing, before db.ID, limit int) ([]Member, error) {
	if _, _, err := managing(tx, session, asosiasi); err != nil {
		return nil, err
	}
	if before == 0 {
		before = 1<<63 - 1
	}
	all, err := db.All(tx, scanMember, memberSelect+` where m.asosiasi = $1 and m.state = $2 and m.id < $3 order by m.id desc limit $4`, asosiasi, string(standing), before, limit)
	if err != nil {
		return nil, err
	}
	return d.faced(tx, session, all)
}

// faced are memberships with what everybody sees of the businesses.
func (d Desk) faced(tx *db.Tx, session string, all []Membership) ([]Member, error) {
	ids := make([]db.ID, len(all))
	for i, m := range all {
		ids[i] = m.Business
	}
	listed, err := d.Book.ListedAll(tx, ids)
	out := make([]Member, len(all))
	for i, m := range all {
		out[i].Membership = m
		at := slices.IndexFunc(listed, func(b registry.Business) bool { return b.ID == m.Business })
		if out[i].Public = at >= 0; out[i].Public {
			out[i].Business = listed[at]
		}
		if leftOut("eye") && err == nil {
			var v registry.View
			v, err = d.Book.See(tx, session, m.Business)
			out[i].Business, out[i].Public = v.Business, err == nil
			err = nil
		}
	}
	return out, err
}

// Member is one of them.
func (d Desk) Member(tx *db.Tx, session string, membership db.ID) (Member, error) {
	m, err := findMember(tx, membership)
	if err == nil {
		_, _, err = managing(tx, session, m.Asosiasi)
	}
	if err != nil {
		return Member{}, err
	}
	all, err := d.faced(tx, session, []Membership{m})
	return all[0], err
}

// Tally counts the memberships of an association by standing, for who speaks for it.
func (d Desk) Tally(tx *db.Tx, session string, asosiasi db.ID) (map[Standing]int, error) {
	if _, _, err := managing(tx, session, asosiasi); err != nil {
		return nil, err
	}
	out := map[Standing]int{}
	return out, db.Each(tx, func(r *db.Row) error { out[Standing(r.Text())] = r.Int(); return nil },
		`select state, count(*) from registry_asosiasi_membership where asosiasi = $1 group by state`, asosiasi)
}

// Belonging is a membership as its owner sees it.
type Belonging struct {
	Membership
	Of Asosiasi
}

// Of lists the memberships of a business for its owner, open ones first, then the newest.
func (d Desk) Of(tx *db.Tx, session string, business db.ID) ([]Belonging, error) {
	if _, _, err := d.owning(tx, session, business); err != nil {
		return nil, err
	}
	all, err := db.All(tx, scanMember, memberSelect+` where m.business = $1 order by case when m.state = 'ended' then 1 else 0 end, m.id desc limit 100`, business)
	out := make([]Belonging, len(all))
	for i, m := range all {
		if err == nil {
			out[i].Membership = m
			out[i].Of, err = find(tx, m.Asosiasi)
		}
	}
	return out, err
}

// Step is one step of a membership, for its history.
type Step struct {
	Membership db.ID
	Number     int64
	Kind       string
	Side       Side
	At         time.Time
	Consent    int // the number of the text that the owner read; 0: none
}

// Word is the key of what it was.
func (s Step) Word() string { return "asosiasi.step_" + s.Kind }

// History lists the steps of the memberships of a business, the newest first: for its owner.
func (d Desk) History(tx *db.Tx, session string, business db.ID) ([]Step, error) {
	if _, _, err := d.owning(tx, session, business); err != nil {
		return nil, err
	}
	return db.All(tx, scanStep, stepSelect+` where s.business = $1 order by s.id desc limit 200`, business)
}

const stepSelect = `select s.membership, s.number, s.kind, s.side, s.at, s.consent from registry_asosiasi_step s`

func scanStep(r *db.Row) Step {
	return Step{Membership: r.ID(), Number: r.Int64(), Kind: r.Text(), Side: Side(r.Text()), At: r.Time(), Consent: r.Int()}
}

// Nominations lists what associations say of a business: for its owner alone.
func (d Desk) Nominations(tx *db.Tx, session string, business db.ID) ([]Nomination, error) {
	if _, _, err := d.owning(tx, session, business); err != nil {
		return nil, err
	}
	all, err := db.All(tx, scanNomination, nominationSelect+` where n.business = $1 order by n.id desc limit 100`, business)
	return d.opened(tx, all, err)
}

// PutForward lists whom an association put forward, the newest first: for who speaks for it.
func (d Desk) PutForward(tx *db.Tx, session string, asosiasi db.ID) ([]Nomination, error) {
	if _, _, err := managing(tx, session, asosiasi); err != nil {
		return nil, err
	}
	all, err := db.All(tx, scanNomination, nominationSelect+` where m.asosiasi = $1 order by n.id desc limit 200`, asosiasi)
	return d.opened(tx, all, err)
}

// Nominated lists what owners agreed to be put forward for, and what stands still, of one
// call: for the part that holds it. A business is 0 for all of them.
func (d Desk) Nominated(tx *db.Tx, call string, business db.ID) ([]Nomination, error) {
	which := `n.state = 'agreed'`
	if leftOut("agreed") {
		which = `n.state in ('waiting', 'agreed')`
	}
	all, err := db.All(tx, scanNomination, nominationSelect+` where `+which+` and n.what_for = $1 and (cast($2 as bigint) = 0 or n.business = $2) and`+stands+` order by n.id`, call, business)
	return d.opened(tx, all, err)
}

// NominationIn finds one that stands, for a part that keeps its id: the business and
// product must be those that it is about.
func (d Desk) NominationIn(tx *db.Tx, nomination, business db.ID) (Nomination, error) {
	n, err := findNomination(tx, nomination)
	if err != nil {
		return n, err
	}
	all, err := d.Nominated(tx, n.For, business)
	i := slices.IndexFunc(all, func(x Nomination) bool { return x.ID == nomination })
	if err == nil && (business == 0 || i < 0) {
		err = fault.New(fault.NotFound, "asosiasi.no_nomination")
	}
	if err != nil {
		return Nomination{}, err
	}
	return all[i], nil
}
