package notice

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/record/diary"
)

const digests = `select count(*) from mail_message where kind = 'notice.digest'`

func TestNobodyIsToldBeforeAYes(t *testing.T) {
	inTown(t, func(w *town) {
		token := w.ask("Siti@Contoh.id", "plan")
		w.told(1, "plan.published", 10)
		if n := w.count(`select count(*) from notice_item`); n != 0 {
			w.Errorf("%d items for somebody who has not said yes", n)
		}
		var name string
		err := w.d.Read(w.Context(), func(tx *db.Tx) (err error) {
			name, err = w.k.Asked(tx, token, w.k.Words.In(lang.EN))
			return err
		})
		if err != nil || name != "new reports on the work plan" {
			w.Error(name, err)
		}
		yes := func(token string) error {
			return w.d.Write(w.Context(), func(tx *db.Tx) error { return w.k.Confirm(tx, token) })
		}
		if err := yes(token + "x"); !fault.Is(err, fault.NotFound) {
			w.Errorf("another token says yes: %v", err)
		}
		if err := yes(token); err != nil {
			w.Error(err)
		}
		if err := yes(token); !fault.Is(err, fault.NotFound) {
			w.Errorf("a token says yes twice: %v", err)
		}
		late := w.ask("budi@contoh.id", "plan")
		w.later(linkTime + time.Second)
		if err := yes(late); !fault.Is(err, fault.NotFound) {
			w.Errorf("an old token says yes: %v", err)
		}
		if n := w.count(`select count(*) from notice_follow where token = '` + token + `' or token = '` + late + `'`); n != 0 {
			w.Error("a token is kept as it is")
		}
	})
}

// TestAStrangersBoxIsNotFilled: however often, for whatever, whoever asks.
func TestAStrangersBoxIsNotFilled(t *testing.T) {
	flood := func(w *town) int {
		for range 4 {
			for _, topic := range []string{"plan", "office:dpu", "promise:7"} {
				w.ask("siti@contoh.id", topic)
			}
		}
		return w.count(`select count(*) from mail_message where kind = 'notice.ask'`)
	}
	inTown(t, func(w *town) {
		if n := flood(w); n != askedMost {
			w.Errorf("%d messages to a stranger, want %d", n, askedMost)
		}
		w.later(day)
		w.ask("siti@contoh.id", "plan")
		if n := w.count(`select count(*) from mail_message`); n != askedMost+1 {
			w.Errorf("the next day: %d", n)
		}
	})
	inTown(t, func(w *town) {
		w.k.fault = "no limit"
		if n := flood(w); n <= askedMost {
			w.Error("the guard is off and nobody noticed")
		}
	})
}

func TestFollowersGetTheirFactsInOneDigest(t *testing.T) {
	inTown(t, func(w *town) {
		for address, topic := range map[string]string{"plan@contoh.id": "plan", "office@contoh.id": "office:dpu", "other@contoh.id": "office:disdag",
			"promise@contoh.id": "promise:7", "broken@contoh.id": "promise:8", "0812-3456-7890": "office:dpu"} {
			w.follows(address, topic)
		}
		w.follows("office@contoh.id", "plan")
		w.later(time.Second)
		for seq := range int64(5) {
			w.told(seq+1, "plan.published", 10)
			w.told(seq+1, "plan.published", 10) // handed over twice
			w.told(seq+11, "plan.erratum_told", 50)
			w.told(seq+21, "plan.something_else", 10)
		}
		w.told(31, "plan.erratum_answered", 50)
		// plan: 5; both of office@: 5 + 6 once each; promise 7: 5; WhatsApp: 11.
		if n := w.count(`select count(*) from notice_item`); n != 5+11+5+11 {
			w.Errorf("%d items", n)
		}
		if n := w.deliver(); n != 0 {
			w.Errorf("%d digests before the facts have settled", n)
		}
		w.later(settle)
		if n := w.deliver(); n != 4 {
			w.Errorf("%d digests", n)
		}
		if n, m := w.count(digests), w.count(`select count(*) from wa_message where kind = 'notice.digest'`); n != 3 || m != 1 {
			w.Errorf("%d mails, %d WhatsApp messages", n, m)
		}
		if n := w.count(`select count(*) from notice_item`); n != 0 {
			w.Errorf("%d items are left", n)
		}
		w.told(41, "plan.published", 10)
		w.later(6 * time.Hour)
		if n := w.deliver(); n != 0 {
			w.Errorf("%d digests in the same day", n)
		}
		w.later(18 * time.Hour)
		if n := w.deliver(); n != 4 {
			w.Errorf("%d digests on the next day", n)
		}
	})
}

func TestAfterARestoreNobodyIsToldAgain(t *testing.T) {
	inTown(t, func(w *town) {
		w.follows("plan@contoh.id", "plan")
		e := diary.Sealed{Seq: 1, Again: true, Entry: diary.Entry{At: w.at.Now(), Fact: "plan.published", Subject: 10}}
		w.act(func(tx *db.Tx) error { return w.k.Turn(tx, e) })
		if n := w.count(`select count(*) from notice_item`); n != 0 {
			w.Error("told again")
		}
	})
}

func TestTheNightIsQuiet(t *testing.T) {
	night := func(w *town) (atNight, inTheMorning int) {
		w.follows("plan@contoh.id", "plan")
		w.later(time.Second)
		w.told(1, "plan.published", 10)
		w.later(9*time.Hour + time.Minute) // 21:01 WITA
		atNight = w.deliver()
		w.later(9 * time.Hour) // 06:01
		return atNight, w.deliver()
	}
	inTown(t, func(w *town) {
		if a, b := night(w); a != 0 || b != 1 {
			w.Errorf("%d at night, %d in the morning", a, b)
		}
	})
	inTown(t, func(w *town) {
		w.k.fault = "no quiet hours"
		if a, _ := night(w); a == 0 {
			w.Error("the guard is off and nobody noticed")
		}
	})
	for clock, want := range map[string]bool{"20:59": false, "21:00": true, "00:00": true, "05:59": true, "06:00": false} {
		at, err := time.Parse("15:04 -0700", clock+" +0800")
		if err != nil || Quiet(at) != want {
			t.Errorf("%s: %v %v", clock, Quiet(at), err)
		}
	}
}

func TestUnsubscribingForgets(t *testing.T) {
	inTown(t, func(w *town) {
		w.follows("siti@contoh.id", "plan")
		w.follows("siti@contoh.id", "office:dpu")
		w.follows("0812-3456-7890", "plan")
		w.later(time.Second)
		w.told(1, "plan.published", 10)
		w.later(settle)
		w.deliver()
		w.told(2, "plan.published", 10)
		ids := []db.ID{}
		err := w.d.Read(w.Context(), func(tx *db.Tx) (err error) {
			ids, err = db.All(tx, (*db.Row).ID, `select id from notice_reader`)
			return err
		})
		if err != nil || len(ids) != 2 {
			w.Fatal(ids, err)
		}
		for range 2 { // a second press changes nothing
			for _, id := range ids {
				w.act(func(tx *db.Tx) error { return w.k.End(tx, w.k.endToken(id)) })
			}
		}
		for _, table := range []string{"notice_reader", "notice_follow", "notice_item", "notice_ask"} {
			if n := w.count(`select count(*) from ` + table); n != 0 {
				w.Errorf("%s: %d rows", table, n)
			}
		}
		if n := w.count(`select count(*) from (select sealed, hint from mail_message union all select sealed, hint from wa_message) x where sealed <> '' or hint <> ''`); n != 0 {
			w.Errorf("%d messages still hold something of an address", n)
		}
		for _, bad := range []string{"", "x", w.k.endToken(ids[0])[:44], strings.Repeat("0", 45), w.k.endToken(ids[0])[:44] + "0", w.k.endToken(ids[1])[:13] + w.k.endToken(ids[0])[13:]} {
			err := w.d.Write(w.Context(), func(tx *db.Tx) error { return w.k.End(tx, bad) })
			if bad != w.k.endToken(ids[0]) && !fault.Is(err, fault.NotFound) {
				w.Errorf("%q ends something: %v", bad, err)
			}
		}
	})
}

func TestWhatNobodyConfirmsIsDeleted(t *testing.T) {
	inTown(t, func(w *town) {
		w.ask("siti@contoh.id", "plan")
		w.follows("budi@contoh.id", "plan")
		w.later(askedKeep - time.Hour)
		w.act(sweep)
		if n := w.count(`select count(*) from notice_reader`); n != 2 {
			w.Errorf("%d readers before the week is over", n)
		}
		w.later(2 * time.Hour)
		w.act(sweep)
		if n := w.count(`select count(*) from notice_reader`); n != 1 {
			w.Errorf("%d readers after a week, want the one who said yes", n)
		}
	})
}

func TestDeliverNeedsItsLease(t *testing.T) {
	inTown(t, func(w *town) {
		w.follows("plan@contoh.id", "plan")
		w.later(time.Second)
		w.told(1, "plan.published", 10)
		w.later(settle)
		if err := w.k.Deliver(w.Context(), w.d); !errors.Is(err, jobs.ErrLost) {
			w.Errorf("delivered without a lease: %v", err)
		}
		ctx, stop := context.WithCancel(w.Context())
		jobs.Lead(ctx, w.d, slog.New(slog.DiscardHandler), "notice", 0, func(ctx context.Context) error {
			defer stop()
			return errors.Join(w.k.Deliver(ctx, w.d), w.k.Sweep(ctx, w.d))
		})
		if n := w.count(digests); n != 1 {
			w.Errorf("%d digests", n)
		}
	})
}

// Every message in every language: its words, its links, its way out.
func TestMessagesInEveryLanguage(t *testing.T) {
	inTown(t, func(w *town) {
		items := make([]item, shown+3)
		for i := range items {
			items[i] = item{Fact: "plan.published", Year: 2025, Quarter: 2, Slug: "dpu", Short: "DPU", Code: fmt.Sprint("2.", i)}
		}
		items[0] = item{Fact: "plan.published", Year: 2025, Quarter: 2}
		items[1] = item{Fact: "plan.erratum_told", Year: 2025, Slug: "dpu", Short: "DPU", Code: "1.03"}
		items[2] = item{Fact: "plan.erratum_answered", Year: 2025, Slug: "dpu", Short: "<b>&DPU", Code: "1.03"}
		for tag, want := range map[lang.Tag]string{lang.ID: "Triwulan II 2025", lang.EN: "Quarter 2, 2025", lang.JA: "2025年第2四半期"} {
			l := w.k.Words.In(tag)
			m, err := w.k.digestLetter(l, 77, items)
			if err != nil {
				t.Fatal(err)
			}
			prefix := map[lang.Tag]string{lang.ID: "https://alun.contoh.go.id/", lang.EN: "https://alun.contoh.go.id/en/", lang.JA: "https://alun.contoh.go.id/ja/"}[tag]
			for _, part := range []string{want, prefix + "renja/2025?tw=2", prefix + "renja/2025/dpu/1.03", prefix + "ikuti/berhenti/" + w.k.endToken(77)} {
				if !strings.Contains(m.text, part) || !strings.Contains(m.html, part) {
					t.Errorf("%s: %q is missing in\n%s", tag, part, m.text)
				}
			}
			if strings.Contains(m.html, "<b>&DPU") || strings.Contains(m.text+m.html+m.subject, "⟦") || strings.Count(m.text, want) != shown-2 {
				t.Errorf("%s: %s", tag, m.text)
			}
			if a := w.k.askLetter(l, "x", "tok"); !strings.Contains(a.text, prefix+"ikuti/setuju/tok") || a.html == "" || strings.Contains(a.text, "⟦") {
				t.Errorf("%s: %s", tag, a.text)
			}
		}
	})
}

func TestReach(t *testing.T) {
	for typed, want := range map[string]string{"Siti@contoh.id": "mail siti@contoh.id", "siti＠contoh.id": "mail siti@contoh.id", "0812 3456 7890": "wa 6281234567890",
		"": "notice.no_address", "siti": "mail.no_address", "12": "wa.no_number", "@": "mail.no_address"} {
		way, a, err := Reach(typed)
		got := way + " " + a
		if f := fault.Of(err); f != nil {
			got = f.Key
		}
		if got != want {
			t.Errorf("%q: %s, want %s", typed, got, want)
		}
	}
	for _, bad := range []string{"", "plan:1", "office", "promise:", "x:1"} {
		if _, err := ParseTopic(bad); err == nil {
			t.Errorf("%q is a topic", bad)
		}
	}
}

func TestAnUnknownTopicIsRefused(t *testing.T) {
	inTown(t, func(w *town) {
		for _, topic := range []Topic{{"office", "tiada"}, {"promise", "99"}, {"promise", "07"}, {"promise", "x"}} {
			err := w.d.Write(w.Context(), func(tx *db.Tx) error {
				return w.k.Follow(tx, Ask{Topic: topic, Way: "mail", Address: "a@b.id", Pace: "day", Lang: lang.ID, Token: "t"})
			})
			if f := fault.Of(err); f == nil || f.Key != "notice.no_topic" {
				w.Errorf("%v: %v", topic, err)
			}
		}
		if n := w.count(`select count(*) from notice_reader`); n != 0 {
			w.Error("a refusal kept a reader")
		}
	})
}
