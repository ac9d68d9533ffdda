package account_test

import (
	"testing"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

func TestALoginIsReadAsPeopleTypeIt(t *testing.T) {
	for typed, want := range map[string]account.Login{
		"  Siti@Contoh.ID ": {Way: "mail", Text: "siti@contoh.id"},
		"0812-3456-7890":    {Way: "phone", Text: "6281234567890"},
		"+62 812 3456 7890": {Way: "phone", Text: "6281234567890"},
	} {
		if got, err := account.ReadLogin(typed); err != nil || got != want {
			t.Errorf("%q: %+v, %v", typed, got, err)
		}
	}
	for typed, want := range map[string]string{"": "wa.empty", "siti": "mail.no_address", "siti@": "mail.no_address", "0542-421000": "wa.no_number", "a@b.id\r\nBcc: x@y.id": "mail.no_address"} {
		if _, err := account.ReadLogin(typed); fault.Of(err) == nil || fault.Of(err).Key != want {
			t.Errorf("%q: %v, want %s", typed, err, want)
		}
	}
}

// One login is one person's, however it is written.
func TestALoginIsOnePersons(t *testing.T) {
	eachTown(t, func(w *town) {
		w.invite()
		w.refused("account.login_taken", func(tx *db.Tx) error {
			_, err := w.people.Invite(tx, w.admin.Session, account.New{Name: "Orang Lain", Lang: "id", Login: account.Login{Way: "mail", Text: "orang1@contoh.id"}}, account.NewToken())
			return err
		})
	})
}

func FuzzReadLogin(f *testing.F) {
	for _, s := range []string{"", "siti@contoh.id", "0812 3456 7890", "+62812", "@", "a@b", "８１２", "\x00", "siti", "a@b.id\nx"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		l, err := account.ReadLogin(typed)
		if err != nil {
			if fault.Of(err) == nil {
				t.Errorf("%q: %v is no sentence", typed, err)
			}
			return
		}
		again, err := account.ReadLogin(l.Text)
		if err != nil || again != l || !utf8.ValidString(l.Text) {
			t.Errorf("%q becomes %+v, and that %+v, %v", typed, l, again, err)
		}
		if h := l.Hint(); h == l.Text || h == "" {
			t.Errorf("%q: the hint %q tells it", typed, h)
		}
	})
}
