package account

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"alun/ground/db"
	"alun/record/diary"
)

// Holding is a table that holds something of a person. A room that keeps values of
// persons adds its own: what is not here would be in no copy and outlive erasure.
type Holding struct {
	Table string
	Read  func(tx *db.Tx, person db.ID) ([]Held, error)
	// Erase removes what could be read without the person's key; nil: nothing can.
	Erase func(tx *db.Tx, person db.ID) error
}

// Held is one thing that is kept about a person.
type Held struct {
	Table string    `json:"table"`
	What  string    `json:"what"`            // "account_login.mail"
	Value string    `json:"value,omitempty"` // as it is kept, opened
	Word  string    `json:"-"`               // key of the sentence that says the value, where it is a code
	Note  string    `json:"note,omitempty"`  // number of a letter, names of fields
	Of    string    `json:"-"`               // what it belongs to, where the table holds several things: a business
	About string    `json:"about,omitempty"` // the same, where what is kept is no fact of it: a role in it, a read of it
	Who   string    `json:"who,omitempty"`   // a name, where somebody else had part in it
	From  time.Time `json:"from"`
	Until time.Time `json:"until,omitzero"`
}

// CopyForm names the form of a copy.
const CopyForm = "alun person 1"

// Copy is everything that is kept about one person.
type Copy struct {
	Form string    `json:"form"`
	Made time.Time `json:"made"`
	Held []Held    `json:"held"`
}

// CopyOf gathers everything that is kept about a person: for the person, or for
// who may carry out their request, which is a read and kept as one.
func (d *Private) CopyOf(tx *db.Tx, person db.ID) (Copy, error) {
	c := Copy{Form: CopyForm, Made: tx.Now()}
	var err error
	if c.Held, err = d.HeldOf(tx, person); err != nil {
		return c, err
	}
	reads, err := d.ReadsOf(tx, person, 0, mostReads)
	for _, r := range reads {
		c.Held = append(c.Held, Held{Table: "account_read", What: "account_read.purpose", Value: r.Purpose, Word: "account.personal_purpose_" + r.Purpose,
			Note: strings.TrimSpace(strings.Join(r.Fields, " ") + " " + r.Number), Who: r.ReaderWas, From: r.At})
	}
	return c, err
}

// HeldOf gathers what is kept about a person, but for the reads and what stands in
// some tables.
func (d *Private) HeldOf(tx *db.Tx, person db.ID, without ...string) (out []Held, err error) {
	for _, h := range d.Holdings {
		if slices.Contains(without, h.Table) {
			continue
		}
		rows, err := h.Read(tx, person)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			r.Table = h.Table
			out = append(out, r)
		}
	}
	return out, nil
}

// mostReads bounds the reads of a copy; five years of one person have fewer.
const mostReads = 100_000

// rowsOf reads a table of which each row is one Held.
func rowsOf(query string, scan func(*db.Row) Held) func(*db.Tx, db.ID) ([]Held, error) {
	return func(tx *db.Tx, person db.ID) ([]Held, error) { return db.All(tx, scan, query, person) }
}

// erasing runs statements about a person.
func erasing(queries ...string) func(*db.Tx, db.ID) error {
	return func(tx *db.Tx, person db.ID) error {
		for _, q := range queries {
			if _, err := tx.Exec(q, person); err != nil {
				return err
			}
		}
		return nil
	}
}

// holdings are this room's tables.
func (p *People) holdings() []Holding {
	set := func(what string) func(*db.Row) Held {
		return func(r *db.Row) Held { return Held{What: what, From: r.Time()} }
	}
	return []Holding{
		{"account_person", p.heldPerson, nil},
		{"account_login", p.heldLogins, erasing(`delete from account_login where person = $1`)},
		{"account_secret", rowsOf(`select made_at from account_secret where person = $1`, set("account_secret.set")), erasing(`delete from account_secret where person = $1`)},
		{"account_totp", rowsOf(`select made_at from account_totp where person = $1`, set("account_totp.set")), erasing(`delete from account_totp where person = $1`)},
		{"account_code", rowsOf(`select coalesce(used_at, 0) from account_code where person = $1 order by hash`, set("account_code.set")),
			erasing(`delete from account_code where person = $1`)},
		{"account_session", rowsOf(`select device, made_at, coalesce(ended_at, until) from account_session where person = $1 order by made_at`,
			func(r *db.Row) Held {
				return Held{What: "account_session.device", Value: r.Text(), From: r.Time(), Until: r.Time()}
			}), erasing(`delete from account_session where person = $1`)},
		{"account_device", rowsOf(`select made_at, seen_at from account_device where person = $1 order by made_at`,
			func(r *db.Row) Held { return Held{What: "account_device.known", From: r.Time(), Until: r.Time()} }),
			erasing(`delete from account_device where person = $1`)},
		{"account_link", rowsOf(`select purpose, made_at, until from account_link where person = $1 order by made_at`,
			func(r *db.Row) Held {
				v := r.Text()
				return Held{What: "account_link.purpose", Value: v, Word: "account.personal_link_" + v, From: r.Time(), Until: r.Time()}
			}), erasing(`delete from account_link where person = $1`)},
		{"account_role", heldRoles, endOwnRoles},
		{"account_duty", heldDuties, nil},
		{"account_consent", heldConsents, nil},
		{"account_request", p.heldRequests, nil},
		{"account_stop", rowsOf(`select purpose, since_at, ended_at from account_stop where person = $1 order by id`, func(r *db.Row) Held {
			v := r.Text()
			return Held{What: "account_stop.purpose", Value: v, Word: stopWord(v), From: r.Time(), Until: r.Time()}
		}), nil},
		{"account_recovery", rowsOf(`select document, seen_at, decided_at from account_recovery where person = $1 order by id`, func(r *db.Row) Held {
			v := r.Text()
			return Held{What: "account_recovery.document", Value: v, Word: "account.personal_paper_" + v, From: r.Time(), Until: r.Time()}
		}), nil},
		{"account_affected", rowsOf(`select i.found_at from account_affected a join account_incident i on i.id = a.incident where a.person = $1 order by i.id`,
			set("account_affected.incident")), nil},
		{"diary_entry", p.heldDiary, nil},
	}
}

// endOwnRoles ends what a maker holds, and what others hold for them: no decree
// gave these. The rows stay, as ids.
func endOwnRoles(tx *db.Tx, person db.ID) error {
	_, err := tx.Exec(`update account_role set until_at = case when from_at > $2 then from_at else $2 end, ended_by = 'erased'
		where (person = $1 and role in ('maker', 'helper') or helps = $1) and (until_at is null or until_at > $2)`, person, tx.Now())
	return err
}

func stopWord(purpose string) string {
	if purpose == "" {
		return "account.personal_stop_all"
	}
	return "account.personal_purpose_" + purpose
}

func (p *People) heldPerson(tx *db.Tx, person db.ID) ([]Held, error) {
	one, err := PersonByID(tx, person)
	if err != nil {
		return nil, err
	}
	name := ""
	if one.State != Erased {
		name, err = p.NameOf(tx, one)
	}
	return []Held{{What: "account_person.name", Value: name, From: one.Made}, {What: "account_person.lang", Value: one.Lang, Word: "account.lang_" + one.Lang, From: one.Made},
		{What: "account_person.state", Value: one.State, Word: "account.personal_state_" + one.State, From: one.Made}}, err
}

func (p *People) heldLogins(tx *db.Tx, person db.ID) ([]Held, error) {
	made, err := db.All(tx, (*db.Row).Time, `select made_at from account_login where person = $1 order by id`, person)
	if err != nil {
		return nil, err
	}
	all, err := p.Logins(tx, person)
	var out []Held
	for i, l := range all {
		out = append(out, Held{What: "account_login." + l.Way, Value: l.Text, From: made[i]})
	}
	return out, err
}

func heldRoles(tx *db.Tx, person db.ID) ([]Held, error) {
	all, err := Grants(tx, person)
	var out []Held
	for _, g := range all {
		out = append(out, Held{What: "account_role.role", Value: string(g.Role), Word: "account.personal_role_" + string(g.Role), Note: g.Number, From: g.From, Until: g.Until})
	}
	return out, err
}

func heldDuties(tx *db.Tx, person db.ID) ([]Held, error) {
	all, err := Duties(tx, person)
	var out []Held
	for _, d := range all {
		out = append(out, Held{What: "account_duty.number", Value: d.Number, From: d.From, Until: d.Until})
	}
	return out, err
}

func heldConsents(tx *db.Tx, person db.ID) ([]Held, error) {
	all, err := Consents(tx, person)
	var out []Held
	for _, c := range all {
		out = append(out, Held{What: "account_consent.purpose", Value: c.Purpose, Word: "account.personal_purpose_" + c.Purpose, Note: strconv.Itoa(c.List), From: c.Given, Until: c.Ended})
	}
	return out, err
}

func (p *People) heldRequests(tx *db.Tx, person db.ID) ([]Held, error) {
	all, err := RequestsOf(tx, person)
	var out []Held
	for _, r := range all {
		h := Held{What: "account_request.kind", Value: r.Kind, Word: "account.personal_kind_" + r.Kind, From: r.At, Until: r.DoneAt}
		if r.sealed != "" && err == nil {
			h.Note, _, err = p.Box.Reveal(tx, person, requestPlace(r.ID), r.sealed)
		}
		out = append(out, h)
	}
	return out, err
}

// mostEntries bounds the entries of the diary in a copy.
const mostEntries = 10_000

// heldDiary is what the diary tells of a person, with the values that stand with
// the entries.
func (p *People) heldDiary(tx *db.Tx, person db.ID) ([]Held, error) {
	all, err := diary.About(tx, "account_person", person, mostEntries)
	var out []Held
	for _, e := range all {
		values, err := p.Box.Values(tx, e)
		if err != nil {
			return nil, err
		}
		h := Held{What: "diary_entry.fact", Value: e.Fact, From: e.At}
		for _, v := range values {
			if v.Person == person && !v.Gone {
				h.Note = strings.TrimSpace(h.Note + " " + v.Name + ": " + v.Text)
			}
		}
		out = append(out, h)
	}
	return out, err
}
