package account

import (
	"alun/ground/db"
	"alun/record/diary"
)

// ofDemo take the made-up people out, with all that this room keeps of them, in the order
// in which it can go.
var ofDemo = []string{
	`delete from account_affected where person in (select id from account_person where demo)
		or incident in (select i.id from account_incident i join account_person p on i.made_by = 'person:' || cast(p.id as text) where p.demo)`,
	`delete from account_incident where made_by in (select 'person:' || cast(id as text) from account_person where demo)`,
	`delete from account_read where reader in (select id from account_person where demo)`,
	`delete from account_card where made_by in (select id from account_person where demo)`,
	`delete from account_recovery where person in (select id from account_person where demo) or seen_by in (select id from account_person where demo)
		or decided_by in (select id from account_person where demo)`,
	`delete from account_request where person in (select id from account_person where demo)`,
	`delete from account_stop where person in (select id from account_person where demo)`,
	`delete from account_consent where person in (select id from account_person where demo)`,
	`delete from account_duty where person in (select id from account_person where demo)`,
	`delete from account_code where person in (select id from account_person where demo)`,
	`delete from account_totp where person in (select id from account_person where demo)`,
	`delete from account_secret where person in (select id from account_person where demo)`,
	`delete from account_login where person in (select id from account_person where demo)`,
	`delete from account_link where person in (select id from account_person where demo)`,
	`delete from account_device where person in (select id from account_person where demo)`,
	`delete from account_session where person in (select id from account_person where demo)`,
	`delete from account_role where person in (select id from account_person where demo) or helps in (select id from account_person where demo)`,
	`delete from account_decree where (number = '` + demoDecree + `' or made_by in (select 'person:' || cast(id as text) from account_person where demo))
		and not exists (select 1 from account_role r where r.decree = account_decree.id)`,
	`delete from account_person where demo`,
	// Whose a try was only its bucket knows, and that hides it. Where nobody is left who could be
	// guessed, none counts; beside somebody real they end after a day, like all.
	`delete from account_try where not exists (select 1 from account_login)`,
}

// Demos lists the made-up people, also those whom visitors invited.
func Demos(tx *db.Tx) ([]db.ID, error) {
	return db.All(tx, (*db.Row).ID, `select id from account_person where demo order by id`)
}

// DemoSessions lists the hashes of all sessions of made-up people, ended ones too.
func DemoSessions(tx *db.Tx) ([]string, error) {
	return db.All(tx, (*db.Row).Text, `select s.hash from account_session s join account_person p on p.id = s.person where p.demo order by s.hash`)
}

// RemoveDemo takes the made-up people out, with their roles, sessions, consents and all
// else that this room keeps of them, and the keys of what was sealed for them. What other
// rooms keep of them goes before. Nobody else can be taken out like this: who is real is
// forgotten, and what they did stays. What the diary told stays too, as ids of nobody.
func RemoveDemo(tx *db.Tx) error {
	people, err := Demos(tx)
	for _, statement := range ofDemo {
		if err == nil {
			_, err = tx.Exec(statement)
		}
	}
	if err != nil {
		return err
	}
	return diary.DropKeys(tx, people)
}
