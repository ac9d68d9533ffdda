package keys

import (
	"encoding/base64"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Computed by another program, in another language, from the description.
func TestKnownSealsAndBlinds(t *testing.T) {
	const sealed1 = "e0038ed8.AAECAwQFBgcICQoLLwiRk-eh0GFub5-c8tl9qsIycNTrJtN4iQ-Ypn4gaHHTstfaWd0bYg"
	const sealed2 = "bc41f8a0.AAECAwQFBgcICQoLIKv5bohOUmglOzGe8OoBqXhYb-A6cNixHauwCD9aDDEQThGxXwx-hw"
	const value, place = "Bu Siti <siti@contoh.id>", "mail_message 42"
	one, two := open(t, put(t, head+line1, 0o600)), open(t, put(t, head+line1+line2, 0o600))
	nonce := [12]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
	if got := one.sealWith(nonce, "mail", place, value); got != sealed1 {
		t.Errorf("sealed as %s", got)
	}
	if got := two.sealWith(nonce, "mail", place, value); got != sealed2 {
		t.Errorf("sealed by the current key as %s", got)
	}
	for _, sealed := range []string{sealed1, sealed2} {
		if got, err := two.Unseal("mail", place, sealed); got != value || err != nil {
			t.Errorf("a ring of two reads %q %v", got, err)
		}
	}
	const blind = "f764196e7d48d622aeb609bd1e8b65e03c9bd4480c9440dc114276f0250063b8"
	if one.Blind("mail", "siti@contoh.id") != blind || two.Blind("mail", "siti@contoh.id") != blind {
		t.Error("rotation changed a blind value, or it was never this")
	}
}

func TestASealedValueOpensOnlyInItsPlace(t *testing.T) {
	r := open(t, put(t, head+line1+line2, 0o600))
	foreign := open(t, put(t, head+strings.Replace(line2, "2026", "2025", 1), 0o600))
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.String().Draw(t, "value")
		sealed := r.Seal("mail", "a 1", value)
		if got, err := r.Unseal("mail", "a 1", sealed); got != value || err != nil {
			t.Fatalf("%q came back as %q %v", value, got, err)
		}
		if len(value) > 3 && strings.Contains(sealed, value) || r.Seal("mail", "a 1", value) == sealed {
			t.Fatalf("%q shows in %s, or seals alike", value, sealed)
		}
		raw := []byte(sealed)
		raw[rapid.IntRange(0, len(raw)-1).Draw(t, "at")] ^= byte(1 << rapid.IntRange(0, 6).Draw(t, "bit"))
		for what, try := range map[string]func() (string, error){
			"another row":      func() (string, error) { return r.Unseal("mail", "a 2", sealed) },
			"another purpose":  func() (string, error) { return r.Unseal("wa", "a 1", sealed) },
			"another ring":     func() (string, error) { return foreign.Unseal("mail", "a 2", sealed) },
			"a changed letter": func() (string, error) { return r.Unseal("mail", "a 1", string(raw)) },
			"a part":           func() (string, error) { return r.Unseal("mail", "a 1", sealed[:len(sealed)-1]) },
		} {
			if got, err := try(); err == nil || got != "" {
				t.Fatalf("%s opened as %q", what, got)
			}
		}
	})
}

func FuzzUnseal(f *testing.F) {
	r := open(f, put(f, head+line1, 0o600))
	f.Add("")
	f.Add("e0038ed8.")
	f.Add(r.Seal("x", "y", "z"))
	f.Add("e0038ed8." + base64.RawURLEncoding.EncodeToString(make([]byte, 28)))
	f.Fuzz(func(t *testing.T, sealed string) {
		if got, err := r.Unseal("x", "y", sealed); err == nil && got != "z" {
			t.Fatalf("%q opened as %q", sealed, got)
		}
	})
}
