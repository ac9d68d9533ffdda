package main

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/account/accountweb"
)

// TestTheOutboxesAreInTheCopyAndForget what they hold of a person: what waits is
// withdrawn, and no address of what was sent is left.
// long: one journey.
func TestTheOutboxesAreInTheCopyAndForget(t *testing.T) {
	v := visitHouse(t)
	desk := v.house.personalDoor(accountweb.Door{}).Private
	const address, number = "budi.planted@contoh.id", "6281234509876"
	var budi, request db.ID
	token := account.NewToken()
	v.act(func(tx *db.Tx) (err error) {
		budi, err = v.house.people.Invite(tx, v.people["administrator"].Session, account.New{Name: "Budi", Login: account.Login{Way: "mail", Text: address}, Lang: "id"}, token)
		return err
	})
	v.act(func(tx *db.Tx) error {
		for _, key := range []string{"one", "two"} {
			if _, err := v.house.notice.Post.Put(tx, mail.Message{Key: "test " + key, Kind: "plan.reminder", About: budi, To: address, Subject: "Ingat", Text: "Isi"}); err != nil {
				return err
			}
			if _, err := v.house.notice.Box.Put(tx, wa.Message{Key: "test " + key, Kind: "plan.reminder", About: budi, Number: number, Text: "Isi"}); err != nil {
				return err
			}
		}
		for _, q := range []string{`update mail_message set state = 'sent', sealed = '', ended_at = $1 where key = 'test two'`, `update wa_message set state = 'sent', by = 'x', sealed = '', ended_at = $1 where key = 'test two'`} {
			if _, err := tx.Exec(q, tx.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	held := func() (out []string) {
		v.act(func(tx *db.Tx) error {
			c, err := desk.CopyOf(tx, budi)
			out = nil
			for _, h := range c.Held {
				if h.Table == "mail_message" || h.Table == "wa_message" {
					out = append(out, h.Note)
				}
			}
			return err
		})
		return out
	}
	if got := held(); len(got) != 4 || !strings.Contains(got[0], address) || !strings.Contains(got[2], number) || !strings.Contains(got[1], mail.Hint(address)) {
		t.Errorf("the copy has %q", got)
	}
	v.act(func(tx *db.Tx) (err error) {
		request, err = desk.WriteDown(tx, v.people["privacy"].Session, account.Login{Way: "mail", Text: address}, account.Wish{Kind: account.AskErase})
		return err
	})
	v.act(func(tx *db.Tx) error {
		_, err := desk.CarryOut(tx, v.people["administrator"].Session, request, true)
		return err
	})
	if got := held(); slices.ContainsFunc(got, func(s string) bool { return s != "withdrawn" && s != "sent" }) || len(got) != 4 {
		t.Errorf("after erasure: %q", got)
	}
	v.act(func(tx *db.Tx) error {
		n, _, err := db.One(tx, (*db.Row).Int, `select (select count(*) from mail_message where about = $1 and (sealed <> '' or hint <> '' or state = 'waiting'))
			+ (select count(*) from wa_message where about = $1 and (sealed <> '' or hint <> '' or state = 'waiting'))`, budi)
		if err == nil && n != 0 {
			t.Errorf("%d messages still say where to", n)
		}
		return err
	})
}

// TestAMadeUpCookieIsNotNoted: who sends cookies by the thousand takes the place of
// no session that is somebody's.
func TestAMadeUpCookieIsNotNoted(t *testing.T) {
	v := visitHouse(t)
	u := v.house.used
	ask := func(token string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://alun.example/wilayah", nil)
		r.AddCookie(&http.Cookie{Name: "alun", Value: token})
		v.site.Handler().ServeHTTP(httptest.NewRecorder(), r)
	}
	noted := func(token string) bool {
		u.mu.Lock()
		defer u.mu.Unlock()
		_, in := u.at[web.SessionHash(token)]
		return in
	}
	for range 20 {
		token := web.NewKey()
		if ask(token); noted(token) {
			t.Fatal("a cookie that nobody has is noted")
		}
	}
	token := v.tokens["planner"]
	if ask(token); !noted(token) {
		t.Error("a live session is not noted")
	}
}
