package registryapi_test

import (
	"strings"
	"testing"

	"alun/ground/db"
)

// anAssociation is one that the city recognises, with a member that is shown and one that
// is not.
func (w *town) anAssociation() string {
	w.Helper()
	shown, hidden := w.id(w.published()), w.id(w.published())
	id := w.d.NewID()
	w.must(func(tx *db.Tx) error {
		if _, err := tx.Exec(`insert into registry_asosiasi (id, version, state, name, short, about, subsectors, phone, mail, web, started, legal, made_at, made_by, recognised_at, recognised_by, ended_at, ended_by, demo)
			values ($1, 2, 'recognised', $2, '', 'Nasi kuning.', 'kuliner', '', '', 'https://contoh.id', '', '', $3, 'command', $3, 'command', null, '', $4)`, id, "Paguyuban "+w.api.Code(id), tx.Now(), false); err != nil {
			return err
		}
		for business, show := range map[db.ID]bool{shown: true, hidden: false} {
			if _, err := tx.Exec(`insert into registry_asosiasi_membership (id, asosiasi, business, version, state, shown, made_at, asosiasi_yes_at, asosiasi_yes_by, owner_yes_at, owner_yes_by, consent, consent_lang, valid_at, ended_at, ended_by, ended_side)
				values ($1, $2, $3, 1, 'valid', $4, $5, $5, 'command', $5, 'person:1', 1, 'id', $5, null, '', '')`, tx.NewID(), id, business, show, tx.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	return w.api.Code(id)
}

// TestMembersAreToldWhoAreShown: and no number from which the hidden ones could be counted.
func TestMembersAreToldWhoAreShown(t *testing.T) {
	eachTown(t, func(w *town) {
		code := w.anAssociation()
		all := w.get("", "/associations", 200).items("items")
		if len(all) != 1 || all[0]["code"] != code || all[0]["members"] != nil {
			t.Errorf("%v", all)
		}
		members := w.get("", "/associations/"+code+"/members?limit=1", 200)
		if in := members.items("items"); len(in) != 1 || in[0]["name"] != "Dapur Sari" || members.text("next") != "" || strings.Contains(members.body, "62812") {
			t.Errorf("%s", members.body)
		}
		w.get("", "/associations/0000000000000/members", 404)
	})
}
