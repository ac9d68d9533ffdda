package account

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
)

// Made-up people, for those who want to look around. They have no secret: only
// "alun demo" lets anybody sign in as one of them, and a house that has them says
// so on every page. A house with real people takes none.

// DemoOffice is an office that gets made-up people.
type DemoOffice struct {
	ID    db.ID
	Short string
}

// DemoPerson is a made-up person and what they hold.
type DemoPerson struct {
	ID     db.ID
	Name   string
	Role   Role
	Office db.ID
	Plays  Part // what they have to do beside their role; "" nothing
}

// demoDecree is no decree of the city.
const demoDecree = "PERAGAAN/0"

// HasDemo reports whether the house has made-up people.
func HasDemo(tx *db.Tx) (bool, error) {
	_, found, err := db.One(tx, (*db.Row).ID, `select id from account_person where demo = $1 limit 1`, true)
	return found, err
}

// madeUp reports whether a person is made up.
func madeUp(tx *db.Tx, person db.ID) (bool, error) {
	one, err := PersonByID(tx, person)
	return one.Demo, err
}

// RefuseDemo refuses a demonstration beside somebody real.
func RefuseDemo(tx *db.Tx) error {
	_, real, err := db.One(tx, (*db.Row).ID, `select id from account_person where demo = $1 and state <> 'erased' limit 1`, false)
	if err == nil && real {
		err = fault.New(fault.Denied, "account.demo_among_real")
	}
	return err
}

// AddDemo makes the people of the demonstration, once: those of the whole city, an
// operator and a head for each office, a counter and a maker. A house with real
// people refuses, also when it has made-up ones from before.
func (p *People) AddDemo(tx *db.Tx, offices []DemoOffice, area string) error {
	if err := RefuseDemo(tx); err != nil {
		return err
	}
	there, err := HasDemo(tx)
	if err != nil || there {
		return err
	}
	for _, d := range demoCast(offices) {
		if err := p.addDemo(tx, d, area); err != nil {
			return err
		}
	}
	return nil
}

func demoCast(offices []DemoOffice) []DemoPerson {
	all := []DemoPerson{{Name: "Perencana Bappeda (peragaan)", Role: Planner}, {Name: "Auditor Inspektorat (peragaan)", Role: Inspector},
		{Name: "Administrator Diskominfo (peragaan)", Role: Administrator}, {Name: "Petugas Data Pribadi (peragaan)", Role: Privacy},
		{Name: "Petugas loket (peragaan)", Role: Counter}, {Name: "Pelaku usaha (peragaan)", Role: Maker}}
	for _, o := range offices {
		all = append(all, DemoPerson{Name: "Operator " + o.Short + " (peragaan)", Role: Operator, Office: o.ID},
			DemoPerson{Name: "Kepala " + o.Short + " (peragaan)", Role: Head, Office: o.ID})
	}
	return all
}

func (p *People) addDemo(tx *db.Tx, d DemoPerson, area string) error {
	id := tx.NewID()
	sealed, err := p.Box.Hide(tx, id, namePlace(id), d.Name)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`insert into account_person (id, name, lang, state, demo, made_at, made_by, version) values ($1, $2, 'id', 'active', $3, $4, 'command', 1)`,
		id, sealed, true, tx.Now()); err != nil {
		return err
	}
	if !d.Role.Staff() {
		_, err := tx.Exec(`insert into account_role (id, person, role, standing, office, area, helps, decree, from_at, until_at, made_at, made_by, ended_by, after_role)
			values ($1, $2, $3, 'definitif', null, null, null, null, $4, null, $4, 'command', '', null)`, tx.NewID(), id, string(d.Role), tx.Now())
		return err
	}
	today := date.DayOf(tx.Now())
	g := Giving{Person: id, Role: d.Role, Standing: Definitif, Office: d.Office, Decree: Decree{Number: demoDecree, Signed: today}, From: today}
	if d.Role.ofArea() {
		g.Area = area
	}
	_, err = p.give(tx, g, 0, "command")
	return err
}

// DemoPeople lists the made-up people whom a visitor can be, those of the city first. Whom a visitor
// invited is not among them: their name is whatever the visitor typed.
func (p *People) DemoPeople(tx *db.Tx) ([]DemoPerson, error) {
	type kept struct {
		DemoPerson
		sealed string
	}
	all, err := db.All(tx, func(r *db.Row) kept {
		return kept{DemoPerson{ID: r.ID(), Role: Role(r.Text()), Office: r.ID(), Plays: partOf(r.Text())}, r.Text()}
	}, `select p.id, r.role, coalesce(r.office, 0), p.made_by, p.name from account_person p join account_role r on r.person = p.id
		where p.demo = $1 and p.made_by in ('command', 'command:asosiasi', 'command:kurator') and p.state = 'active' and r.from_at <= $2 and (r.until_at is null or r.until_at > $2) order by p.id`, true, tx.Now())
	var out []DemoPerson
	for _, k := range all {
		if k.Name, _, err = p.Box.Reveal(tx, k.ID, namePlace(k.ID), k.sealed); err != nil {
			return nil, err
		}
		out = append(out, k.DemoPerson)
	}
	return out, err
}

// SignInDemo begins a session of a made-up person, with all that a real one would
// need a second factor for. Only "alun demo" has a door to it.
func (p *People) SignInDemo(tx *db.Tx, person db.ID, b Begin) error {
	one, err := PersonByID(tx, person)
	if err != nil {
		return err
	}
	if !p.Demo || !one.Demo || one.State != Active {
		return fault.New(fault.NotFound, "account.no_person")
	}
	grants, err := inForce(tx, person)
	if err != nil {
		return err
	}
	k := Kept{Person: person, Kind: PIN}
	for _, g := range grants {
		if g.Role.Staff() {
			k.Kind = Password
		}
	}
	if err := p.start(tx, k, b, false); err != nil {
		return err
	}
	return whole(tx, b.Session)
}

// EndDemo ends the sessions and links of made-up people: a house that is not shown
// around starts with it.
func EndDemo(tx *db.Tx) error {
	if _, err := tx.Exec(`update account_session set ended_at = $1, ended_how = 'demo' where ended_at is null
		and person in (select id from account_person where demo = $2)`, tx.Now(), true); err != nil {
		return err
	}
	_, err := tx.Exec(`update account_link set used_at = $1 where used_at is null
		and person in (select id from account_person where demo = $2)`, tx.Now(), true)
	return err
}
