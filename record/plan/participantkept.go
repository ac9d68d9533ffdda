package plan

import (
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
)

// Keeper lets who answers what people ask about their data reach the lists.
func (l Roll) Keeper() account.Keeper {
	return account.Keeper{Table: "plan_participant", Read: l.heldOf, Forget: l.Forget}
}

// heldOf is what lists hold of the holder of an identity number. Who stands in a
// list without a number is found by nobody.
func (l Roll) heldOf(tx *db.Tx, nik string) ([]account.Held, error) {
	type kept struct {
		account.Held
		id, subject db.ID
		name        string
	}
	all, err := db.All(tx, func(r *db.Row) kept {
		k := kept{id: r.ID(), subject: r.ID(), name: r.Text()}
		k.What, k.From = "plan_participant.name", r.Time()
		parts := []string{r.Text(), r.Text(), r.Text(), r.Text()}
		day, _ := date.ParseDay(parts[1]) // written by beginList
		parts[1] = day.String()
		k.Note = strings.Trim(strings.Join(parts, " · "), " ·")
		return k
	}, `select p.id, p.subject, p.name, l.made_at, l.title, l.happened_on, o.short, p.area from plan_participant p
		join plan_participant_list l on l.id = p.list join plan_node n on n.id = p.node join plan_opd o on o.id = n.opd
		where p.blind = $1 and p.blind <> '' order by p.id`, l.blind(nik))
	out := make([]account.Held, len(all))
	for i, k := range all {
		if err != nil {
			return nil, err
		}
		out[i] = k.Held
		out[i].Value, _, err = l.Box.Reveal(tx, k.subject, participantPlace(k.id), k.name)
	}
	return out, err
}
