package api

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"golang.org/x/text/unicode/norm"

	"alun/ground/fault"
	"alun/ground/web"
)

// Request is a call: who calls, in which language, and what the answer is to
// carry besides its body.
type Request struct {
	*web.Request
	Caller Caller

	api     *API
	op      *Op
	version string
	next    string
}

type requestKey struct{}

func of(ctx context.Context) *Request { return ctx.Value(requestKey{}).(*Request) }

// tidy brings every text of an input to NFC and refuses what is not text: JSON
// can spell a NUL, and a database cannot keep it.
func tidy(in any) error { return tidyValue(reflect.ValueOf(in).Elem(), "") }

func tidyValue(v reflect.Value, name string) error {
	switch v.Kind() {
	case reflect.String:
		if !web.Text(v.String()) {
			return fault.New(fault.Invalid, "api.not_text").At(name, "api.not_text")
		}
		v.SetString(norm.NFC.String(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			return tidyValue(v.Elem(), name)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() {
				continue
			}
			if err := tidyValue(v.Field(i), fieldName(f, name)); err != nil {
				return err
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return nil // a file
		}
		for i := range v.Len() {
			if err := tidyValue(v.Index(i), fmt.Sprint(name, "/", i)); err != nil {
				return err
			}
		}
	}
	return nil
}

// fieldName is the name of a field as the caller knows it.
func fieldName(f reflect.StructField, within string) string {
	for _, tag := range []string{"json", "query", "path", "header"} {
		if name, _, _ := strings.Cut(f.Tag.Get(tag), ","); name != "" && name != "-" {
			return strings.TrimPrefix(within+"/"+name, "/")
		}
	}
	return within
}
