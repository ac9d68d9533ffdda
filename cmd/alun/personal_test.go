package main

import (
	"slices"
	"testing"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/account/accountweb"
)

// A person's copy has what their addresses follow, and a forgotten person follows
// nothing: the rooms above are part of both.
func TestAForgottenPersonFollowsNothing(t *testing.T) {
	v := visitHouse(t) // where siti@contoh.id follows the plan
	desk := v.house.personalDoor(accountweb.Door{}).Private
	var siti, request db.ID
	token := account.NewToken()
	v.act(func(tx *db.Tx) (err error) {
		siti, err = v.house.people.Invite(tx, v.people["administrator"].Session, account.New{Name: "Siti", Login: account.Login{Way: "mail", Text: "siti@contoh.id"}, Lang: "id"}, token)
		return err
	})
	follows := func() (n int) {
		v.act(func(tx *db.Tx) error {
			c, err := desk.CopyOf(tx, siti)
			n = len(slices.DeleteFunc(c.Held, func(h account.Held) bool { return h.Table != "notice_follow" }))
			return err
		})
		return n
	}
	if follows() != 1 {
		t.Errorf("the copy has %d follows, want 1", follows())
	}
	v.act(func(tx *db.Tx) (err error) {
		request, err = desk.WriteDown(tx, v.people["privacy"].Session, account.Login{Way: "mail", Text: "siti@contoh.id"}, account.Wish{Kind: account.AskErase})
		return err
	})
	v.act(func(tx *db.Tx) error {
		_, err := desk.CarryOut(tx, v.people["administrator"].Session, request, true)
		return err
	})
	v.act(func(tx *db.Tx) error {
		all, err := v.house.notice.FollowedBy(tx, "mail", "siti@contoh.id")
		if err == nil && len(all) != 0 {
			t.Errorf("a forgotten person follows %v", all)
		}
		return err
	})
}

func (v *visit) act(do func(tx *db.Tx) error) {
	v.Helper()
	if err := v.house.db.Write(v.Context(), do); err != nil {
		v.Fatal(err)
	}
}
