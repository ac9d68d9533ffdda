package registry

import (
	"slices"
	"strings"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry/saring"
)

// Mark is a public text of a business that an officer should look at, and why: rules of
// package saring. It hides nothing.
type Mark struct {
	Fact  Fact
	Rules []string
}

// Marked is a business with texts that an officer should look at.
type Marked struct {
	Business
	Marks []Mark
}

// marksOf are the marks that the texts of a business get.
func marksOf(v Values) []Mark { return marksBy(saring.Look, v) }

// unfit are the marks of what no text may show.
func unfit(v Values) []Mark { return marksBy(saring.Never, v) }

func marksBy(look func(saring.Place, string) []saring.Finding, v Values) (out []Mark) {
	for _, x := range readByAll {
		var rules []string
		for _, f := range look(x.place, v[x.fact]) {
			rules = append(rules, f.Rule)
		}
		if len(rules) > 0 {
			out = append(out, Mark{x.fact, rules})
		}
	}
	return out
}

// mark keeps the marks of texts that are written anew. What was found good stays so until
// it is another text.
func (k *Book) mark(tx *db.Tx, id db.ID, before, after Values) error {
	if leftOut("marks") {
		return nil
	}
	var rows []any
	for _, x := range readByAll {
		if before[x.fact] == after[x.fact] {
			continue
		}
		if before[x.fact] != "" {
			if _, err := tx.Exec(`delete from registry_mark where business = $1 and fact = $2`, id, string(x.fact)); err != nil {
				return err
			}
		}
		rows = append(rows, x.fact)
	}
	for _, m := range marksOf(after) {
		if !slices.Contains(rows, any(m.Fact)) {
			continue
		}
		if err := k.put(tx, marks, id, string(m.Fact), strings.Join(m.Rules, " "), tx.Now()); err != nil {
			return err
		}
	}
	return nil
}

// MarksOf are the marks of several businesses.
func MarksOf(tx *db.Tx, businesses []db.ID) (map[db.ID][]Mark, error) {
	out := map[db.ID][]Mark{}
	for list, args := range db.In(businesses, 0) {
		err := db.Each(tx, func(r *db.Row) error {
			id := r.ID()
			out[id] = append(out[id], Mark{Fact(r.Text()), fields(r.Text())})
			return nil
		}, `select business, fact, rules from registry_mark where business in `+list+` order by business, fact`, args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Marked lists the businesses of an area with texts that an officer should look at, by
// id, at most limit behind one, as an officer sees them.
func (k *Book) Marked(tx *db.Tx, session, area string, after db.ID, limit int) ([]Marked, error) {
	if _, err := account.May(tx, session, MayCheck, account.At{Area: area}); err != nil {
		return nil, err
	}
	all, err := db.All(tx, scanBusiness, businessSelect+` where b.id > $1 and b.state not in ('closed', 'merged') and (b.kelurahan = $2 or substr(b.kelurahan, 1, $3) = $4)
		and exists (select 1 from registry_mark m where m.business = b.id) order by b.id limit $5`, after, area, len(area)+1, area+".", limit)
	if err != nil {
		return nil, err
	}
	ids := make([]db.ID, len(all))
	for i, b := range all {
		ids[i] = b.ID
	}
	why, err := MarksOf(tx, ids)
	out := make([]Marked, len(all))
	for i, b := range all {
		out[i] = Marked{Officer.see(b), why[b.ID]}
	}
	return out, err
}

// ClearMarks says that an officer has looked at the texts of a business and finds them
// good. A text that is written anew is looked at anew.
func (k *Book) ClearMarks(tx *db.Tx, session string, business db.ID, version int64) error {
	who, b, err := k.checking(tx, session, Step{Business: business, Version: version}) // nobody clears their own
	if err != nil {
		return err
	}
	n, err := tx.Exec(`delete from registry_mark where business = $1`, b.ID)
	if err != nil || n == 0 {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.marks_cleared", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"version": b.Version}})
}
