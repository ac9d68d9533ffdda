package account

import (
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// erase forgets a person. Their key is destroyed, so no value under it can be read
// by anybody, in any table; what is readable without the key is deleted. What
// stays are ids: that somebody held a role is the city's history, who it was is
// not. Backups hold the key until they are thrown away.
func (d *Private) erase(tx *db.Tx, who Who, person db.ID) error {
	if err := d.mayForget(tx, person); err != nil {
		return err
	}
	// Whatever the reasons to keep are: the house keeps somebody who administers it.
	if d.fault != "no administrator" {
		if err := keepsAdministrators(tx, person); err != nil {
			return err
		}
	}
	names, err := d.namesOf(tx, person)
	if err != nil {
		return err
	}
	for _, h := range d.Holdings {
		if h.Erase == nil {
			continue
		}
		if err := h.Erase(tx, person); err != nil {
			return err
		}
	}
	if err := forgetInDecrees(tx, person, names); err != nil {
		return err
	}
	if d.fault != "keeps the key" {
		if err := d.Box.Forget(tx, person); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`update account_person set state = 'erased', name = '', version = version + 1 where id = $1`, person); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "account.erased", Kind: "account_person", Subject: person})
}

// mayForget refuses while a reason of the law to keep stands.
func (d *Private) mayForget(tx *db.Tx, person db.ID) error {
	if d.fault == "no hold" {
		return nil
	}
	for _, keep := range d.Keep {
		why, err := keep(tx, person)
		if err != nil {
			return err
		}
		if why != "" {
			return fault.New(fault.Conflict, why)
		}
	}
	return nil
}

// Kept tells why a person cannot be forgotten yet; "" is no reason.
func (d *Private) Kept(tx *db.Tx, person db.ID) (string, error) {
	err := d.mayForget(tx, person)
	if f := fault.Of(err); f != nil {
		return f.Key, nil
	}
	return "", err
}

// keepRole: who holds an office is known to the city. The last administrator is
// told as everywhere.
func keepRole(tx *db.Tx, person db.ID) (string, error) {
	err := keepsAdministrators(tx, person)
	if f := fault.Of(err); f != nil {
		return f.Key, nil
	}
	if err != nil {
		return "", err
	}
	_, held, err := db.One(tx, (*db.Row).ID, `select id from account_role where person = $1 and role not in ('maker', 'helper')
		and (until_at is null or until_at > $2) limit 1`, person, tx.Now())
	if err != nil || !held {
		return "", err
	}
	return "account.keep_role", nil
}

// keepIncident: who must be told of a failure is told first (Pasal 46).
func keepIncident(tx *db.Tx, person db.ID) (string, error) {
	_, found, err := db.One(tx, (*db.Row).ID, `select i.id from account_incident i join account_affected a on a.incident = i.id
		where a.person = $1 and i.people_at is null limit 1`, person)
	if err != nil || !found {
		return "", err
	}
	return "account.keep_incident", nil
}

// keepDuty: an inspector under a letter of assignment answers for what they read.
func keepDuty(tx *db.Tx, person db.ID) (string, error) {
	_, found, err := db.One(tx, (*db.Row).ID, `select id from account_duty where person = $1 and until_at > $2 limit 1`, person, tx.Now())
	if err != nil || !found {
		return "", err
	}
	return "account.keep_duty", nil
}

// forgetInDecrees takes the subject of a decree away where it is this person's
// alone or names them: its number is enough to find the paper.
func forgetInDecrees(tx *db.Tx, person db.ID, names []string) error {
	type kept struct {
		id     db.ID
		about  string
		others int
	}
	all, err := db.All(tx, func(r *db.Row) kept { return kept{r.ID(), strings.ToLower(r.Text()), r.Int()} },
		`select d.id, d.about, (select count(*) from account_role o where o.decree = d.id and o.person <> $1) from account_decree d
			where d.id in (select r.decree from account_role r where r.person = $1)`, person)
	for _, k := range all {
		named := slices.ContainsFunc(names, func(n string) bool { return n != "" && strings.Contains(k.about, strings.ToLower(n)) })
		if err == nil && (k.others == 0 || named) {
			_, err = tx.Exec(`update account_decree set about = '' where id = $1`, k.id)
		}
	}
	return err
}

// namesOf are the names that a person has, and had before corrections.
func (p *People) namesOf(tx *db.Tx, person db.ID) ([]string, error) {
	name, err := p.Name(tx, person)
	if err != nil {
		return nil, err
	}
	names := []string{name}
	all, err := diary.AboutFact(tx, "account_person", person, "account.corrected", mostEntries)
	for _, e := range all {
		if e.Data["field"] != "name" {
			continue
		}
		values, err := p.Box.Values(tx, e)
		if err != nil {
			return nil, err
		}
		for _, v := range values {
			names = append(names, v.Text)
		}
	}
	return names, err
}
