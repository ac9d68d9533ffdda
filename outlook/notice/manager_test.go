package notice

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
)

// Those who speak for an association are told what a business does there, and that they
// begin to speak; who did it is not told, nor is anybody named.
func TestManagersAreToldWhatComes(t *testing.T) {
	inOwnerTown(t, func(w *ownerTown) {
		planner, _ := accounttest.Sign(t, w.d, w.o.People.Ring, accounttest.Role{Role: account.Planner})
		desk := asosiasi.Desk{Book: &registry.Book{Box: diary.NewBox(w.o.People.Ring), Ring: w.o.People.Ring}}
		var group, row db.ID
		w.act(func(tx *db.Tx) (err error) {
			if group, err = desk.Register(tx, planner.Session, asosiasi.Entry{Name: "Paguyuban Rahasia", About: "Perajin.", Mail: "a@contoh.id"}); err == nil {
				row, err = desk.Name(tx, planner.Session, asosiasi.Naming{Asosiasi: group, Person: w.owner})
			}
			return err
		})
		code := w.o.People.Ring.Codec().Encode(int64(group))
		with := func(fact string) diary.Sealed {
			e := w.fact(fact)
			e.Data = map[string]any{"asosiasi": json.Number(fmt.Sprint(int64(group))), "manager": json.Number(fmt.Sprint(int64(row)))}
			return e
		}
		n := 0
		for fact, link := range map[string]string{"registry.asosiasi_manager_named": "/asosiasi-saya\n", "registry.asosiasi_asked": "/asosiasi-saya/" + code + "\n", "registry.asosiasi_answered": "/asosiasi-saya/" + code + "\n"} {
			e := with(fact)
			all := w.hears(e)
			if n++; len(all) != n || !slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, link) && strings.Contains(s, "pengurus asosiasi") }) {
				t.Fatalf("%s: %q", fact, all)
			}
			if text := strings.Join(w.hears(e), ""); strings.Contains(text, "Rahasia") || strings.Contains(text, "⟦") {
				t.Errorf("%s says %q", fact, text)
			}
		}
		// Who owns the business and speaks for the association is told both; who did it neither.
		if got := len(w.hears(with("registry.asosiasi_joined"))); got != n+2 {
			t.Errorf("%d messages, want %d", got, n+2)
		}
		e := with("registry.asosiasi_ended")
		e.Actor = account.Actor(w.owner)
		nobody := with("registry.asosiasi_asked")
		nobody.Data = nil
		for _, e := range []diary.Sealed{e, nobody} {
			if got := len(w.hears(e)); got != n+2 {
				t.Errorf("%s was told: %d", e.Fact, got)
			}
		}
	})
}
