package wa

import (
	"context"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/keys"
	"alun/ground/lang"
	"alun/ground/web"

	"pgregory.net/rapid"
)

func TestNumbers(t *testing.T) {
	for typed, want := range map[string]string{
		"0812-3456-7890": "6281234567890", "+62 812 3456 7890": "6281234567890", "6281234567890": "6281234567890", "812 3456 7890": "6281234567890",
		"+62 0812 3456 7890": "6281234567890", "(0812) 345-6789": "628123456789", "０８１２３４５６７８９０": "6281234567890", " 085512345678 ": "6285512345678",
		"": "", "-": "", "0542 123456": "", "+1 812 345 6789": "", "0812": "", "081234567890123": "", "08123456789a": "", "0812+3456789": "", "081234567890 / 0813": "",
	} {
		got, err := Number(typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q = %q %v", typed, got, err)
		}
	}
	if h := Hint("6281234567890"); h != "+62 8••• ••90" || Hint("") != "•••" {
		t.Error(h)
	}
}

func FuzzNumber(f *testing.F) {
	f.Add("0812-3456-7890")
	f.Fuzz(func(t *testing.T, typed string) {
		n, err := Number(typed)
		if again, e := Number(n); err == nil && (e != nil || again != n) {
			t.Fatalf("%q is %q is %q %v", typed, n, again, e)
		}
	})
}

func TestLinksKeepEveryLetter(t *testing.T) {
	if got, want := Link("6281", "Halo, Bu & Pak: 100% + #1?\nこんにちは"), "https://wa.me/6281?text=Halo%2C%20Bu%20%26%20Pak%3A%20100%25%20%2B%20%231%3F%0A%E3%81%93%E3%82%93%E3%81%AB%E3%81%A1%E3%81%AF"; got != want {
		t.Error(got)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		u, err := url.Parse(Link("6281234567890", text))
		if err != nil || u.Query().Get("text") != text || u.Host != "wa.me" || strings.ContainsAny(u.RawQuery, "+ \r\n\"<>") {
			t.Fatalf("%q: %v %v", text, u, err)
		}
	})
}

func box(t *testing.T) Box {
	t.Helper()
	r, err := keys.Open(filepath.Join(t.TempDir(), "keys"))
	if err != nil {
		t.Fatal(err)
	}
	return Box{r}
}

func TestAMessageIsOpenedSentAndForgotten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := box(t)
		act := func(f func(tx *db.Tx) error) error { return d.Write(t.Context(), f) }
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			for _, key := range []string{"a", "b", "c"} {
				must(act(func(tx *db.Tx) error {
					_, err := b.Put(tx, Message{Key: key, Kind: "notice.digest", About: 7, Number: "0812-3456-7890", Text: "Kabar rahasia"})
					return err
				}))
			}
		}
		ids := waiting(t, d, 3)
		var o Opened
		must(act(func(tx *db.Tx) (err error) { o, err = b.Open(tx, ids[0], "petugas"); return err }))
		if o.Link() != "https://wa.me/6281234567890?text=Kabar%20rahasia" || o.Hint != "+62 8••• ••90" {
			t.Errorf("%+v", o)
		}
		must(act(func(tx *db.Tx) error { return Sent(tx, ids[0], "petugas") }))
		if err := act(func(tx *db.Tx) error { return NotSent(tx, ids[0], "other", "petugas") }); !fault.Is(err, fault.Conflict) {
			t.Errorf("marked twice: %v", err)
		}
		if err := act(func(tx *db.Tx) error { return NotSent(tx, ids[1], "", "petugas") }); !fault.Is(err, fault.Invalid) {
			t.Errorf("not sent without a reason: %v", err)
		}
		must(act(func(tx *db.Tx) error { return NotSent(tx, ids[1], "wrong_number", "petugas") }))
		if err := act(func(tx *db.Tx) error { return mark(tx, ids[2], "sent", "", "") }); err == nil {
			t.Error("sent by nobody")
		}
		must(act(func(tx *db.Tx) error { return Withdraw(tx, 7) }))
		if err := act(func(tx *db.Tx) error { _, err := b.Open(tx, ids[2], "petugas"); return err }); !fault.Is(err, fault.NotFound) {
			t.Errorf("a withdrawn message opens: %v", err)
		}
		remembered(t, d)
	}, Files)
}

func waiting(t *testing.T, d *db.DB, want int) (ids []db.ID) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		all, err := Waiting(tx, 10)
		for _, r := range all {
			ids = append(ids, r.ID)
		}
		return err
	})
	if err != nil || len(ids) != want {
		t.Fatalf("%d wait, want %d: %v", len(ids), want, err)
	}
	return ids
}

// remembered holds what is left: what became of each message, by whom; nothing
// of the person.
func remembered(t *testing.T, d *db.DB) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		all, err := Ended(tx, 10)
		if err != nil {
			return err
		}
		got := map[string]string{}
		for _, r := range all {
			got[r.State] = r.By + " " + r.Reason + r.Hint
		}
		if len(all) != 3 || got["sent"] != "petugas " || got["unsent"] != "petugas wrong_number" || got["withdrawn"] != " " {
			t.Errorf("%+v", got)
		}
		rows, err := db.All(tx, (*db.Row).Text, `select hint || sealed from wa_message`)
		if err != nil {
			return err
		}
		if strings.Join(rows, "") != "" {
			t.Errorf("still kept: %q", rows)
		}
		seen, _, err := db.One(tx, (*db.Row).Int, `select count(*) from wa_opening where by = 'petugas'`)
		if seen != 1 {
			t.Errorf("%d openings are written down", seen)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheSlipSaysTheMessage(t *testing.T) {
	words, err := lang.Load(Files, web.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range lang.All {
		var out strings.Builder
		if err := Slip(words.In(tag), "Alun", "Baris <b>satu</b>\nBaris dua", "0542").Render(context.Background(), &out); err != nil {
			t.Fatal(err)
		}
		if s := out.String(); !strings.Contains(s, "Baris &lt;b&gt;satu&lt;/b&gt;\nBaris dua") || strings.Contains(s, "style=") || !utf8.ValidString(s) {
			t.Error(s)
		}
		for _, r := range Reasons {
			if !words.In(tag).Has((Record{Reason: r}).ReasonKey()) {
				t.Errorf("no sentence for %s", r)
			}
		}
	}
}
