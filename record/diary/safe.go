package diary

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"

	"alun/ground/db"
)

// What Data may hold. An entry stays for ever and is public in its hash, so no
// value of a person may enter it: not even by mistake, through a text or a
// number. Values that must be kept with an entry go to PutValue.
const (
	// maxCount bounds a plain number: a count, a year, a rank. Phone numbers,
	// NIB (13 digits), NPWP (15) and NIK (16) are larger.
	maxCount = 1_000_000_000
	// minID is smaller than every id since April 2025 and larger than every number
	// of 16 digits. An id is best given as a db.ID, which may have any size.
	minID = 1 << 55
	// maxDigits bounds the digits of a code without letters: form codes
	// (5.2.1.10), areas (64.71.05.1010), years and days have fewer.
	maxDigits = 10
)

// codeForm is a code: small letters, digits and signs, no spaces, no capitals. A
// hash, a public code, a slug and a key of a sentence all fit; a name as people
// write it, an address, an e-mail and a telephone number with its plus do not.
var codeForm = regexp.MustCompile(`^[a-z0-9_./:-]{0,80}$`)

// keyForm is a name in Data.
var keyForm = regexp.MustCompile(`^[a-z][a-z_]{0,30}$`)

// factForm, codes of actors and table names.
var (
	factForm  = regexp.MustCompile(`^[a-z]+\.[a-z_]+$`)
	kindForm  = regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	actorForm = regexp.MustCompile(`^[a-z][a-z0-9_./:-]{0,40}$|^[0-9a-z]{13}$`)
)

// check refuses an entry that is not in form. A refusal is a programming fault,
// not a person's.
func (e Entry) check() error {
	if !factForm.MatchString(e.Fact) || !actorForm.MatchString(e.Actor) || !kindForm.MatchString(e.Kind) {
		return fmt.Errorf("diary: an entry needs a fact as room.happened, the code of an actor and a kind: %q %q %q", e.Fact, e.Actor, e.Kind)
	}
	for key, v := range e.Data {
		if !keyForm.MatchString(key) {
			return fmt.Errorf("diary: %s: %q is no name of a value", e.Fact, key)
		}
		if !safe(v) {
			return fmt.Errorf("diary: %s: %s is no id, count or code, and may be a person's", e.Fact, key)
		}
	}
	return nil
}

// safe tells ids, counts and codes from everything else.
func safe(v any) bool {
	switch v := v.(type) {
	case nil, bool, db.ID:
		return true
	case json.Number:
		n, err := v.Int64()
		return err == nil && safe(n)
	case string:
		return safeText(v)
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n := r.Int()
		return n > -maxCount && n < maxCount || n >= minID
	case reflect.String:
		return safeText(r.String())
	case reflect.Slice:
		for i := range r.Len() {
			if !safe(r.Index(i).Interface()) {
				return false
			}
		}
		return true
	}
	return false
}

func safeText(s string) bool {
	digits, letters := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'z':
			letters++
		}
	}
	return codeForm.MatchString(s) && (digits <= maxDigits || letters > 0 && !longRun(s)) || hashForm.MatchString(s)
}

// hashForm is a hash: among its many digits a long run is only chance.
var hashForm = regexp.MustCompile(`^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$`)

// longRun reports a run of more digits than a public code has by chance: a
// number of a person with a letter before it.
func longRun(s string) bool {
	run := 0
	for i := range len(s) {
		if run++; s[i] < '0' || s[i] > '9' {
			run = 0
		}
		if run > maxDigits+1 {
			return true
		}
	}
	return false
}
