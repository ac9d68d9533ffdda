package notice

import (
	"encoding/json"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry/asosiasi"
)

// managerFacts are the facts that those who speak for an association are told, each with
// the words that say it. What a manager did, the others are told too: they answer for it
// together.
var managerFacts = map[string]string{"registry.asosiasi_asked": "asked", "registry.asosiasi_joined": "joined", "registry.asosiasi_ended": "ended",
	"registry.asosiasi_answered": "answered"}

// hearManagers tells those who speak for an association, and somebody who begins to.
func (o Owners) hearManagers(tx *db.Tx, e diary.Sealed) error {
	if e.Fact == "registry.asosiasi_manager_named" {
		id, found, err := asosiasi.SpeakerOf(tx, idIn(e, "manager"))
		if err != nil || !found {
			return err
		}
		return o.tell(tx, managerNews("named", "/asosiasi-saya", o.once(e, "")), id)
	}
	words, told := managerFacts[e.Fact]
	group := idIn(e, "asosiasi")
	if !told || group == 0 {
		return nil
	}
	all, err := asosiasi.ManagersOf(tx, group)
	for _, id := range all {
		if err == nil && account.Actor(id) != e.Actor {
			err = o.tell(tx, managerNews(words, "/asosiasi-saya/"+o.code(group), o.once(e, "")), id)
		}
	}
	return err
}

func managerNews(what, path, once string) news {
	return news{"notice.manager_" + what + "_subject", "notice.manager_" + what, "notice.manager_why", path, once}
}

// idIn is an id that an entry holds; 0 where it holds none.
func idIn(e diary.Sealed, name string) db.ID {
	n, _ := e.Data[name].(json.Number)
	id, _ := n.Int64() // what is no number is no id
	return db.ID(id)
}
