package kurasi

import (
	"strconv"

	"alun/ground/db"
	"alun/record/account"
)

// Held are the tables that hold something of a person. They come behind the register's
// own, which says which businesses are forgotten with their person.
func Held() []account.Holding {
	return []account.Holding{{Table: "registry_kurasi_entry", Read: heldEntries, Erase: forget}, {Table: "registry_kurasi_curator", Read: heldCurators},
		{Table: "registry_kurasi_interest", Read: heldInterests}, {Table: "registry_kurasi_sheet", Read: heldSheets}, {Table: "registry_kurasi_score", Read: heldScores}}
}

// heldEntries are what somebody entered, and the entries of businesses that they own now:
// who owned one before has no part in what a later owner says.
func heldEntries(tx *db.Tx, person db.ID) ([]account.Held, error) {
	return db.All(tx, func(r *db.Row) account.Held {
		return account.Held{What: "registry_kurasi_entry.statement", Value: r.Text(), Note: r.Text(), From: r.Time(), Until: r.Time()}
	}, `select statement, name, entered_at, withdrawn_at from registry_kurasi_entry where statement <> ''
		and (entered_by = $2 or business in (select business from registry_business_person where person = $1 and role = 'owner' and until = '')) order by id`, person, account.Actor(person))
}

func heldCurators(tx *db.Tx, person db.ID) ([]account.Held, error) {
	return db.All(tx, func(r *db.Row) account.Held {
		return account.Held{What: "registry_kurasi_curator.call", Value: r.Text(), From: r.Time(), Until: r.Time()}
	}, `select k.title, c.named_at, c.released_at from registry_kurasi_curator c join registry_kurasi k on k.id = c.call where c.person = $1 order by c.call`, person)
}

func heldInterests(tx *db.Tx, person db.ID) ([]account.Held, error) {
	return db.All(tx, func(r *db.Row) account.Held {
		kind := r.Text()
		return account.Held{What: "registry_kurasi_interest.kind", Value: kind, Word: InterestWord(kind), From: r.Time()}
	}, `select kind, declared_at from registry_kurasi_interest where person = $1 order by entry`, person)
}

func heldSheets(tx *db.Tx, person db.ID) ([]account.Held, error) {
	return db.All(tx, func(r *db.Row) account.Held {
		return account.Held{What: "registry_kurasi_sheet.feedback", Value: r.Text(), From: r.Time()}
	}, `select feedback, scored_at from registry_kurasi_sheet where person = $1 order by entry`, person)
}

// heldScores are the points that a curator gave, each with its criterion.
func heldScores(tx *db.Tx, person db.ID) ([]account.Held, error) {
	return db.All(tx, func(r *db.Row) account.Held {
		return account.Held{What: "registry_kurasi_score.points", Value: strconv.Itoa(r.Int()), Note: r.Text(), From: r.Time()}
	}, `select p.points, c.title, s.scored_at from registry_kurasi_score p join registry_kurasi_sheet s on s.entry = p.entry and s.person = p.person
		join registry_kurasi_entry e on e.id = p.entry join registry_kurasi_criterion c on c.call = e.call and c.n = p.n where p.person = $1 order by p.entry, p.n`, person)
}

// forget empties the texts of entries of businesses that were forgotten with a person.
// What a curator judged stays, under an id that nobody can read any more: the result of
// others rests on it.
func forget(tx *db.Tx, person db.ID) error {
	if leftOut("forget") {
		return nil
	}
	_, err := tx.Exec(`update registry_kurasi_entry set name = '', holder = '', statement = '' where business in (select b.id from registry_business b
		join registry_business_person o on o.business = b.id where o.person = $1 and o.role = 'owner' and b.forgotten_at is not null and b.name = '')`, person)
	return err
}
