package web

import (
	"cmp"
	text "encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// What an act gives is kept as JSON and read again when the same is sent twice.
// A type that loses something on that way would answer the second time
// differently, so New refuses it.

var (
	marshals   = reflect.TypeFor[json.Marshaler]()
	unmarshals = reflect.TypeFor[json.Unmarshaler]()
	writesText = reflect.TypeFor[text.TextMarshaler]()
	readsText  = reflect.TypeFor[text.TextUnmarshaler]()
)

// Keeps tells why an act's Out does not come back from JSON as it was, or nil.
func Keeps[Out any]() error { return keeps(reflect.TypeFor[Out](), map[reflect.Type]bool{}) }

// keeps tells why a type does not come back from JSON as it was, or nil.
func keeps(t reflect.Type, seen map[reflect.Type]bool) error {
	if seen[t] {
		return nil
	}
	seen[t] = true
	if own, err := keepsItself(t); own || err != nil {
		return err
	}
	switch t.Kind() {
	case reflect.Struct:
		return keepsFields(t, seen)
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return keeps(t.Elem(), seen)
	case reflect.Map:
		if k := t.Key().Kind(); k != reflect.String && !t.Key().Implements(writesText) && (k < reflect.Int || k > reflect.Uint64) {
			return fmt.Errorf("%s has keys that JSON does not write", t)
		}
		return keeps(t.Elem(), seen)
	case reflect.Interface, reflect.Func, reflect.Chan, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return fmt.Errorf("%s does not come back from JSON", t)
	}
	return nil
}

// keepsItself is for types that write themselves; they must read themselves too.
func keepsItself(t reflect.Type) (own bool, err error) {
	p := reflect.PointerTo(t)
	for _, way := range [...][2]reflect.Type{{marshals, unmarshals}, {writesText, readsText}} {
		writes, reads := p.Implements(way[0]), p.Implements(way[1])
		if writes != reads {
			return false, fmt.Errorf("%s writes JSON its own way and does not read it, or the reverse", t)
		}
		if writes {
			return true, nil
		}
	}
	return false, nil
}

func keepsFields(t reflect.Type, seen map[reflect.Type]bool) error {
	names := map[string]bool{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		name = cmp.Or(name, f.Name)
		if !f.IsExported() || f.Anonymous || name == "-" || names[name] {
			return fmt.Errorf("%s.%s is not kept in JSON: fields must be exported and have a name of their own", t, f.Name)
		}
		names[name] = true
		if err := keeps(f.Type, seen); err != nil {
			return err
		}
	}
	return nil
}
