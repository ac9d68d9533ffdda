package account_test

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"alun/ground/fault"
	"alun/record/account"
)

// TestSecretsAreArgon2id holds what is computed against the vectors of
// golang.org/x/crypto, which stand for RFC 9106 without a key of the house.
func TestSecretsAreArgon2id(t *testing.T) {
	b64 := base64.RawStdEncoding
	for _, c := range []struct{ params, sum string }{
		{"m=64,t=1,p=1", "655ad15eac652dc59f7170a7332bf49b8469be1fdb9c28bb"},
		{"m=64,t=2,p=1", "068d62b26455936aa6ebe60060b0a65870dbfa3ddf8d41f7"},
		{"m=64,t=2,p=2", "350ac37222f436ccb5c0972f1ebd3bf6b958bf2071841362"},
	} {
		sum, err := hex.DecodeString(c.sum)
		if err != nil {
			t.Fatal(err)
		}
		kept := "$argon2id$v=19$" + c.params + "$" + b64.EncodeToString([]byte("somesalt")) + "$" + b64.EncodeToString(sum)
		if ok, err := account.CheckSecret(t.Context(), kept, "password"); err != nil || !ok {
			t.Errorf("%s: %v, %v", c.params, ok, err)
		}
		if ok, err := account.CheckSecret(t.Context(), kept, "Password"); err != nil || ok {
			t.Errorf("%s: another secret: %v, %v", c.params, ok, err)
		}
	}
}

func TestAHashIsOneOfItsKind(t *testing.T) {
	a, b := secretHash(), ""
	b, err := account.HashSecret(t.Context(), secret)
	if err != nil || a == b || !strings.HasPrefix(a, "$argon2id$v=19$m=47104,t=1,p=1$") {
		t.Errorf("%q and %q, %v", a, b, err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 { // a turn may be free: then it is computed
		if _, err = account.HashSecret(gone, secret); err != nil {
			break
		}
	}
	if err != nil && !fault.Is(err, fault.Busy) {
		t.Error(err)
	}
}

func TestWeakSecretsAreRefused(t *testing.T) {
	for s, want := range map[string]string{
		"pendek": "account.password_short", "passwordpassword": "account.password_weak", "balikpapan2026": "account.password_weak",
		"Bappeda123456": "account.password_weak", "qwertyuiop": "account.password_weak", "1234567890123": "account.password_weak",
		"siti aminah bappeda": "account.password_weak", strings.Repeat("panjang sekali ", 9): "account.password_long",
		secret: "", "kelapa-mesin ketik 7 payung": "", "サンバル 傘 機械 波 七": "",
	} {
		got := ""
		if f := account.CheckStrength(account.Password, s, "Siti Aminah", "siti.aminah@bappeda.go.id"); f != nil {
			got = f.Key
		}
		if got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]string{
		"12345": "account.pin_form", "1234567": "account.pin_form", "12345a": "account.pin_form", "１２３４５６": "account.pin_form",
		"123456": "account.pin_weak", "111111": "account.pin_weak", "987654": "account.pin_weak", "246802": "account.pin_weak", "121212": "account.pin_weak",
		"485485": "account.pin_weak", "222211": "account.pin_weak", "933933": "account.pin_weak", "393339": "account.pin_weak", "170845": "account.pin_weak", "567890": "account.pin_weak", "381927": "",
	} {
		got := ""
		if f := account.CheckStrength(account.PIN, s, "6281234567890"); f != nil {
			got = f.Key
		}
		if got != want {
			t.Errorf("PIN %q: %q, want %q", s, got, want)
		}
	}
}

// FuzzCheckSecret: whatever stands in the table, it is held against or refused,
// within bounds of time and memory.
func FuzzCheckSecret(f *testing.F) {
	for _, kept := range []string{"", "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$ZVrRXqxlLcWfcXCnMyv0m4Rpvh/bnCi7", "$argon2id$v=19$m=0,t=0,p=0$$",
		"$argon2id$v=19$m=4294967295,t=4294967295,p=255$c29tZXNhbHQ$AAAA", "$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$ZVrRXqxlLcWfcXCnMyv0m4Rpvh/bnCi7", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$ZVrR", "$argon2id$v=16$m=64,t=1,p=1$a$b", "plain", "$$$$$", "$argon2id$v=19$m=64,t=1,p=1,x$c29tZXNhbHQ$ZVrRXqxlLcWfcXCnMyv0m4Rpvh"} {
		f.Add(kept, "password")
	}
	f.Fuzz(func(t *testing.T, kept, typed string) {
		var memory, passes uint32
		if i := strings.Index(kept, "m="); i >= 0 {
			_, _ = fmt.Sscanf(kept[i:], "m=%d,t=%d", &memory, &passes)
		}
		if memory > 1024 || passes > 4 || kept == "" {
			t.Skip() // within bounds, and slow a million times over
		}
		ok, err := account.CheckSecret(t.Context(), kept, typed)
		if ok && (err != nil || kept == "") {
			t.Errorf("%q lets %q in: %v", kept, typed, err)
		}
	})
}

// TestLeakedPasswordsAreRefused: more than 3,000 of the length that a password has
// to have (ASVS 5.0, 6.2.4), as they are, in capitals, and with a year behind them.
func TestLeakedPasswordsAreRefused(t *testing.T) {
	raw, err := os.ReadFile("leaked.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(raw), "\n\n")
	lines := strings.Split(strings.TrimSuffix(list, "\n"), "\n")
	if !slices.IsSorted(lines) || len(slices.Compact(slices.Clone(lines))) != len(lines) {
		t.Error("the list is not in order")
	}
	long := 0
	for _, word := range lines {
		ends := word[len(word)-1]
		if !account.Leaked(word) || !account.Leaked(strings.ToUpper(word)) || ends >= 'a' && ends <= 'z' && !account.Leaked(word+"2026!") {
			t.Errorf("%q is not found", word)
		}
		if account.Leaked(word + "\x00") {
			t.Errorf("what is not %q is found", word)
		}
		if len(word) < 10 {
			continue
		}
		if long++; long%100 == 1 { // the judge is slow
			if f := account.CheckStrength(account.Password, word); f == nil || f.Key != "account.password_weak" {
				t.Errorf("%q: %v", word, f)
			}
		}
	}
	if long < 3000 {
		t.Errorf("%d passwords of 10 characters and more, want 3,000", long)
	}
	for _, word := range []string{"", "\n", "a", "zzzzzzzzzzzzzzzz", secret, "kelapa-mesin ketik 7 payung"} {
		if account.Leaked(word) {
			t.Errorf("%q never leaked", word)
		}
	}
	for _, word := range []string{"password123", "1q2w3e4r5t", "qwertyuiop", "q1w2e3r4t5y6", "1qaz2wsx3edc", "Manchester1!", "basketball", "0987654321"} { // known from every such list
		if account.CheckStrength(account.Password, word) == nil {
			t.Errorf("%q is let", word)
		}
	}
}

// TestHowManyPINsAreLet holds the number that the limits of guessing are reckoned
// with, and what they come to.
func TestHowManyPINsAreLet(t *testing.T) {
	let := 0
	for n := range 1_000_000 {
		if account.CheckStrength(account.PIN, fmt.Sprintf("%06d", n)) == nil {
			let++
		}
	}
	const aDay = 20
	if years := let / 2 / (aDay * 365); let != 959_399 || years < 65 {
		t.Errorf("%d PINs are let, found after %d years on average", let, years)
	}
}
