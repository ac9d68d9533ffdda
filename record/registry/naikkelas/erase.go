package naikkelas

import (
	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
)

// Holdings are the tables of this part that hold something of a person. An answer is a
// code without a text of anybody's own: once its business is nobody's any more, it says
// nothing of a person, so nothing is erased.
func Holdings() []account.Holding {
	return []account.Holding{{Table: "registry_naikkelas_answer", Read: held}}
}

// held is what was answered for the businesses that somebody owns.
func held(tx *db.Tx, person db.ID) (out []account.Held, err error) {
	all, err := registry.OwnedBy(tx, person)
	for _, b := range all {
		if err != nil {
			return nil, err
		}
		var answers []Answer
		answers, err = db.All(tx, scanAnswer, `select `+answerColumns+` where a.business = $1 order by a.at, a.id`, b.ID)
		for _, a := range answers {
			out = append(out, account.Held{What: "registry_naikkelas_answer.value", Value: a.Value, Word: ValueWord(a.Value), Note: a.Question, About: b.Facts[registry.Name], From: a.At})
		}
	}
	return out, err
}
