package notice

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/account"
	"alun/record/diary"
)

// An owner is told of the result of what they entered, chosen or not, with the way to the
// remarks; whose result is not published is told nothing.
func TestEntrantsAreToldTheirResult(t *testing.T) {
	inOwnerTown(t, func(w *ownerTown) {
		for i, chosen := range []bool{true, false} {
			entry := w.judged(chosen, int64(i))
			e := w.fact("registry.kurasi_told")
			e.Kind, e.Data = "registry_kurasi", map[string]any{"entry": json.Number(fmt.Sprint(int64(entry)))}
			if got := len(w.hears(e)); got != i {
				t.Fatalf("before it is published: %d messages, want %d", got, i)
			}
			w.act(func(tx *db.Tx) error {
				_, err := tx.Exec(`update registry_kurasi set state = 'published', version = version + 1, published_at = $1 where state = 'decided'`, tx.Now())
				return err
			})
			all := w.hears(e)
			link := "https://alun.contoh.go.id/kurasi-saya#usul-" + w.o.People.Ring.Codec().Encode(int64(entry)) + "\n"
			word := map[bool]string{true: "terpilih dalam kurasi", false: "belum terpilih"}[chosen]
			if len(all) != i+1 || !slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, link) && strings.Contains(s, word) }) {
				t.Errorf("chosen %v: %q", chosen, all)
			}
			if strings.Contains(strings.Join(all, ""), "Rahasia") || len(w.hears(e)) != i+1 {
				t.Error("a message names the business, or it is told twice")
			}
		}
		w.hears(diary.Sealed{Seq: 99, Entry: diary.Entry{At: w.clock.Now(), Actor: "x", Fact: "registry.kurasi_told", Kind: "registry_kurasi"}}) // of no entry
	})
}

// An owner is told, once, that the call in which their entry stands was cancelled, in their
// language; what was taken back before, and a call that goes on, are told of nothing.
func TestEntrantsAreToldThatACallIsCancelled(t *testing.T) {
	inOwnerTown(t, func(w *ownerTown) {
		entry := w.judged(true, 1)
		e := w.fact("registry.kurasi_called_off")
		e.Kind, e.Data = "registry_kurasi", map[string]any{"entry": json.Number(fmt.Sprint(int64(entry)))}
		if got := w.hears(e); len(got) != 0 {
			t.Fatalf("the call goes on: %q", got)
		}
		w.act(func(tx *db.Tx) error {
			_, err := tx.Exec(`update registry_kurasi set state = 'cancelled', version = version + 1, reason = 'Anggarannya dipindahkan.' where state = 'decided'`)
			return err
		})
		all := w.hears(e)
		link := "https://alun.contoh.go.id/kurasi-saya#usul-" + w.o.People.Ring.Codec().Encode(int64(entry)) + "\n"
		if len(all) != 1 || !strings.Contains(all[0], link) || !strings.Contains(all[0], "dibatalkan") || strings.Contains(all[0], "Rahasia") || strings.Contains(all[0], "Anggaran") {
			t.Errorf("%q", all)
		}
		if got := w.hears(e); len(got) != 1 {
			t.Errorf("told twice: %q", got)
		}
		e.Seq++
		e.Actor = account.Actor(w.owner) // who did it themselves knows
		if got := w.hears(e); len(got) != 1 {
			t.Errorf("told their own act: %q", got)
		}
	})
}

// judged writes an entry of the business with its result, in a call that is decided.
func (w *ownerTown) judged(chosen bool, n int64) (entry db.ID) {
	w.Helper()
	w.act(func(tx *db.Tx) error {
		call, now := tx.NewID(), tx.Now()
		entry = tx.NewID()
		var all error
		for _, x := range []struct {
			query string
			args  []any
		}{{`insert into registry_kurasi (id, version, state, kind, year, title, purpose, entrants, opens_at, closes_at, threshold, curators, names_public, number, reason, made_at, made_by, decided_by)
			values ($1, 1, 'draft', 'product', 2026, 'Produk ikon', 'x', 'x', 1, $2, 60, 3, $3, '', '', $4, 'x', '')`, []any{call, now.AddDate(0, 0, 1), false, now}},
			{`insert into registry_kurasi_criterion (call, n, title, about, weight) values ($1, 1, 'Mutu', '', 100)`, []any{call}},
			{`update registry_kurasi set state = 'open', version = 2, opened_at = $2 where id = $1`, []any{call, now}},
			{`insert into registry_kurasi_entry (id, call, subject, business, name, holder, statement, consent, entered_at, entered_by) values ($1, $2, 7, $3, 'Ulap', 'Warung Rahasia', 'x', $4, $5, 'x')`, []any{entry, call, w.business, false, now}},
			{`update registry_kurasi set state = 'judging', version = 3 where id = $1`, []any{call}},
			{`insert into registry_kurasi_result (entry, call, place, points, low, high, sheets, chosen) values ($1, $2, 1, 7000, 6000, 8000, 3, $3)`, []any{entry, call, chosen}},
			{`update registry_kurasi set state = 'decided', version = 4, number = $2, decided_at = $3, decided_by = 'x' where id = $1`, []any{call, fmt.Sprint(n), now}}} {
			if all == nil {
				_, err := tx.Exec(x.query, x.args...)
				all = errors.Join(all, err)
			}
		}
		return all
	})
	return entry
}
