package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"alun/ground/fault"
)

// What a password or PIN costs to check: 46 MiB once over, one lane (OWASP and
// ASVS 5.0 appendix C). Two at a time: a hundred who sign in at once must not
// take 4.6 GB.
const (
	argonMemory = 46 * 1024 // KiB
	argonTime   = 1
	argonBytes  = 32
	saltBytes   = 16
)

var argonTurns = make(chan struct{}, 2)

// SecretKind is a password of staff or a PIN of makers.
type SecretKind string

// The kinds of secrets.
const (
	Password SecretKind = "password"
	PIN      SecretKind = "pin"
)

// HashSecret makes what is kept of a secret, in the form that argon2 itself
// writes. It takes about 80 ms and is for Prepare, never for an act.
func HashSecret(ctx context.Context, secret string) (string, error) {
	salt := make([]byte, saltBytes)
	rand.Read(salt) // never fails: the program ends instead
	sum, err := argon(ctx, secret, salt, argonTime, argonMemory, 1, argonBytes)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, argonMemory, argonTime, b64.EncodeToString(salt), b64.EncodeToString(sum)), nil
}

// nobody is the hash that is held against the secret of an address that nobody
// has: whoever tries cannot tell it from a wrong secret by the time it takes.
var nobody = fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, argonMemory, argonTime, strings.Repeat("A", 22), strings.Repeat("A", 43))

// CheckSecret holds a secret against what is kept; hash "" is nobody's and takes
// as long. For Prepare only.
func CheckSecret(ctx context.Context, hash, secret string) (bool, error) {
	known := hash != ""
	if !known {
		hash = nobody
	}
	var version, memory, passes, lanes uint32
	part := strings.Split(hash, "$")
	if len(part) != 6 || part[1] != "argon2id" {
		return false, fmt.Errorf("account: a kept secret is in no known form")
	}
	if _, err := fmt.Sscanf(part[2]+" "+part[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &passes, &lanes); err != nil || version != argon2.Version || passes == 0 || lanes == 0 || lanes > 4 || memory > 1<<20 || passes > 16 {
		return false, fmt.Errorf("account: a kept secret is in no known form")
	}
	salt, err := base64.RawStdEncoding.DecodeString(part[4])
	if err != nil {
		return false, fmt.Errorf("account: a kept secret is in no known form: %w", err)
	}
	want, err := base64.RawStdEncoding.DecodeString(part[5])
	if err != nil || len(want) < 16 {
		return false, fmt.Errorf("account: a kept secret is in no known form")
	}
	got, err := argon(ctx, secret, salt, passes, memory, uint8(lanes), uint32(len(want)))
	if err != nil {
		return false, err
	}
	return known && subtle.ConstantTimeCompare(got, want) == 1, nil
}

// argon waits for its turn and computes.
func argon(ctx context.Context, secret string, salt []byte, passes, memory uint32, lanes uint8, size uint32) ([]byte, error) {
	select {
	case argonTurns <- struct{}{}:
	case <-ctx.Done():
		return nil, fault.New(fault.Busy, "account.busy").Because(ctx.Err())
	}
	defer func() { <-argonTurns }()
	return argon2.IDKey([]byte(secret), salt, passes, memory, lanes, size), nil
}

// What a secret must be at least. A password may be long and hold any sign; no
// mixture is asked for and none expires (ASVS 5.0, 6.2).
const (
	minPassword = 10
	maxPassword = 128
	pinDigits   = 6
	goodScore   = 3 // of zxcvbn, 0 to 4: more than 10^8 guesses
)

// CheckStrength tells why a new secret is too weak, or nil. own are words that
// belong to the person: name, address.
func CheckStrength(kind SecretKind, secret string, own ...string) *fault.Fault {
	if kind == PIN {
		return checkPIN(secret, own)
	}
	switch n := utf8.RuneCountInString(secret); {
	case n < minPassword:
		return fault.New(fault.Invalid, "account.password_short", minPassword)
	case n > maxPassword:
		return fault.New(fault.Invalid, "account.password_long", maxPassword)
	case guessable(secret, own):
		return fault.New(fault.Invalid, "account.password_weak")
	}
	return nil
}

// checkPIN refuses PINs that people guess first: one or two digits, steps, a year
// twice, digits of the telephone number.
func checkPIN(pin string, own []string) *fault.Fault {
	if len(pin) != pinDigits || strings.Trim(pin, "0123456789") != "" {
		return fault.New(fault.Invalid, "account.pin_form", pinDigits)
	}
	if steps(pin) || fewDigits(pin) || pin[:3] == pin[3:] || pin[:2] == pin[2:4] && pin[2:4] == pin[4:] || birthday(pin) {
		return fault.New(fault.Invalid, "account.pin_weak")
	}
	for _, o := range own {
		if strings.Contains(o, pin) {
			return fault.New(fault.Invalid, "account.pin_weak")
		}
	}
	return nil
}

// steps tells of 111111, 123456, 987654, 246802: one step all the way.
func steps(pin string) bool {
	step := (pin[1] - pin[0] + 10) % 10
	for i := 2; i < len(pin); i++ {
		if (pin[i]-pin[i-1]+10)%10 != step {
			return false
		}
	}
	return true
}

// fewDigits tells of 222211, 121121: two digits only.
func fewDigits(pin string) bool {
	rest := strings.ReplaceAll(pin, pin[:1], "")
	return rest == "" || strings.Trim(rest, rest[:1]) == ""
}

// birthday tells of a day as people write it: ddmmyy.
func birthday(pin string) bool {
	day, month := int(pin[0]-'0')*10+int(pin[1]-'0'), int(pin[2]-'0')*10+int(pin[3]-'0')
	return day >= 1 && day <= 31 && month >= 1 && month <= 12
}
