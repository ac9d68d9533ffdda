package main

import (
	"slices"
	"strings"
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

// TestEveryStandInIsAccountedFor: a table that finds people again by a stand-in is
// in the copy and in erasure, of who has an account or of who shows a card.
func TestEveryStandInIsAccountedFor(t *testing.T) {
	exempt := map[string]string{
		"account_card":  "what was asked by card: in the copy, and emptied with the erasure",
		"notice_reader": "by notice_follow", "notice_ask": "by notice_follow: forgotten with the reader, and after a day",
		"mail_message": "by its holding", "wa_message": "by its holding",
		"registry_business_contact": "by registry_business: deleted with what was sealed there",
	}
	v := visitHouse(t)
	desk := v.house.personalDoor(accountweb.Door{}).Private
	missing := func(keepers []account.Keeper) (out []string) {
		v.act(func(tx *db.Tx) error {
			tables, err := db.Tables(tx)
			out = nil
			for _, table := range tables {
				if slices.ContainsFunc(table.Columns, func(c db.Column) bool { return c.Name == "blind" }) && exempt[table.Name] == "" &&
					!slices.ContainsFunc(desk.Holdings, func(h account.Holding) bool { return h.Table == table.Name }) &&
					!slices.ContainsFunc(keepers, func(k account.Keeper) bool { return k.Table == table.Name }) {
					out = append(out, table.Name)
				}
			}
			return err
		})
		return out
	}
	if got := missing(desk.Keepers); len(got) != 0 {
		t.Errorf("no copy and no erasure knows %v", got)
	}
	if got := missing(nil); !slices.Equal(got, []string{"plan_participant"}) {
		t.Errorf("a room that is not registered is told as %v", got)
	}
}

// TestEveryFootLeadsToWhatIsKept in each language.
func TestEveryFootLeadsToWhatIsKept(t *testing.T) {
	v := visitHouse(t)
	for path, link := range map[string]string{"/": `href="/privasi"`, "/en/renja": `href="/en/privasi"`, "/ja/ikuti": `href="/ja/privasi"`, "/tidak-ada": `href="/privasi"`} {
		page := v.ask("GET", path, "").Body.String()
		_, foot, found := strings.Cut(page, `<footer class="kaki">`)
		if !found || !strings.Contains(foot, link) {
			t.Errorf("%s: no %s in the foot", path, link)
		}
	}
}
