package lang

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"
)

// keyForm is "room.what", or deeper: "plan.check.over_budget".
var keyForm = regexp.MustCompile(`^[a-z][a-z0-9]*(\.[a-z0-9_]+)+$`)

// pairs reads a file of words and hands over each key with its text. It goes
// token by token because json.Unmarshal into a map lets the last of two equal
// keys win in silence, takes null for "", and mends broken UTF-8.
func pairs(raw []byte, take func(key, text string) error) error {
	if !utf8.Valid(raw) {
		return errors.New("not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return errors.New("not an object of sentences")
	}
	for d.More() {
		if err := pair(d, take); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return fmt.Errorf("the object is not closed: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("something follows the object")
	}
	return nil
}

func pair(d *json.Decoder, take func(key, text string) error) error {
	k, err := d.Token()
	if err != nil {
		return err
	}
	key := fmt.Sprint(k)
	if !keyForm.MatchString(key) {
		return fmt.Errorf("key %q is not of the form room.what", key)
	}
	v, err := d.Token()
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("%s: not a sentence but %v", key, v)
	}
	if err := take(key, text); err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return nil
}
