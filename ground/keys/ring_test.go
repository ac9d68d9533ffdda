package keys

import (
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// The known answers were computed by another program, in another language, from
// the description in the comments: HKDF-SHA256 without salt, "alun 1 " before
// the purpose; HMAC-SHA256 for the check. They must never change: databases and
// sealed values depend on them.
func TestKnownAnswers(t *testing.T) {
	one, two := open(t, put(t, head+line1, 0o600)), open(t, put(t, head+line1+line2, 0o600))
	session1, session2 := one.Derive("session"), two.Derive("session")
	cases := []struct{ what, got, want string }{
		{"current of one", one.Current(), "e0038ed8"},
		{"current of two", two.Current(), "bc41f8a0"},
		{"derived from one", hex.EncodeToString(session1[:]), "eb34eeab71d08d78d7f75b2102dcd17b6621724f78407059a44f4a19868cba8d"},
		{"derived from two", hex.EncodeToString(session2[:]), "41d4e39c6b39dbbd222bbd73cc1b8eeadea8ab7914531f78c1413638727ef0ae"},
		{"check of one", one.Check(), "780eb8839db500da0d61ba3fa16b24064dc0c9819e55491943c5445a882647b2"},
		{"check of two", two.Check(), "a0353afebba0123d55610837c59e0244666ad6804d5985eed9b4171273fc7b2b"},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%s = %s, want %s", c.what, c.got, c.want)
		}
	}
}

func TestPurposesDiffer(t *testing.T) {
	r := open(t, put(t, head+line1, 0o600))
	seen := map[[32]byte]string{}
	for _, purpose := range []string{"", "id", "check", "codes", "session", "session ", "nik"} {
		sub := r.Derive(purpose)
		if other, twice := seen[sub]; twice {
			t.Errorf("%q and %q share a sub-key", purpose, other)
		}
		seen[sub] = purpose
	}
}

func TestFits(t *testing.T) {
	one, two := open(t, put(t, head+line1, 0o600)), open(t, put(t, head+line1+line2, 0o600))
	second := open(t, put(t, head+line2, 0o600)) // the newest key alone
	cases := []struct {
		name  string
		ring  *Ring
		kept  string
		wants bool
	}{
		{"its own", one, one.Check(), true},
		{"its own, of two keys", two, two.Check(), true},
		{"kept before the rotation", two, one.Check(), true},
		{"an old copy of the file", one, two.Check(), false},
		{"the old key was removed", second, two.Check(), false},
		{"a foreign file", second, one.Check(), false},
		{"nothing kept", one, "", false},
	}
	for _, c := range cases {
		if got := c.ring.Fits(c.kept); got != c.wants {
			t.Errorf("%s: fits = %v", c.name, got)
		}
	}
}

func TestPrintingShowsNoSecret(t *testing.T) {
	r := open(t, put(t, head+line1, 0o600))
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("start", "ring", r, "codec", r.Codec())
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "ring", r, "codec", r.Codec())
	secret := r.current().secret
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		log.WriteString(fmt.Sprintf(verb+"\n", r) + fmt.Sprintf(verb+"\n", *r) + fmt.Sprintf(verb+"\n", struct{ R *Ring }{r}))
	}
	log.WriteString(errors.New(fmt.Sprint(r)).Error())
	for _, form := range []string{"%x", "%X", "%d", "%v"} {
		shown := strings.Trim(fmt.Sprintf(form, secret[8:16]), "[]")
		if strings.Contains(log.String(), shown) {
			t.Errorf("the secret shows as %s", shown)
		}
	}
	if !strings.Contains(log.String(), "ring of 1, current e0038ed8") || fmt.Sprint(Ring{}) != "empty ring" {
		t.Errorf("a ring prints as %s", log.String())
	}
}
