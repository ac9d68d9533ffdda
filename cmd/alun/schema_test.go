package main

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// paper is an OpenAPI document, read as plain JSON: what checks answers against
// it shares no code with what wrote it.
type paper struct {
	root map[string]any
}

func readPaper(raw []byte) (paper, error) {
	var p paper
	err := json.Unmarshal(raw, &p.root)
	return p, err
}

// at follows names into a tree; nil when something is missing.
func at(node any, names ...string) any {
	for _, n := range names {
		m, _ := node.(map[string]any)
		node = m[n]
	}
	return node
}

func object(node any) map[string]any { m, _ := node.(map[string]any); return m }
func list(node any) []any            { l, _ := node.([]any); return l }

// known are the words of JSON Schema that wrong understands. A document that
// uses another is refused: a rule that nobody checks is none.
var known = []string{"$ref", "type", "properties", "required", "items", "enum", "additionalProperties", "minimum", "maximum", "minLength", "maxLength",
	"minItems", "maxItems", "pattern", "format", "description", "title", "examples", "default", "contentEncoding", "x-unit"}

// wrong lists where a value is not what a schema says.
func (p paper) wrong(schema any, v any, where string) (out []string) {
	s := object(schema)
	blame := func(format string, args ...any) { out = append(out, where+": "+fmt.Sprintf(format, args...)) }
	for word := range s {
		if !slices.Contains(known, word) {
			blame("the schema says %q, which nobody checks", word)
		}
	}
	if ref, ok := s["$ref"].(string); ok {
		return append(out, p.wrong(at(p.root, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...), v, where)...)
	}
	if schema == nil {
		return []string{where + ": there is no schema"}
	}
	if !ofType(s["type"], v) {
		blame("%v is not of type %v", v, s["type"])
		return out
	}
	if all := list(s["enum"]); all != nil && v != nil && !slices.Contains(all, v) {
		blame("%v is none of %v", v, all)
	}
	switch v := v.(type) {
	case string:
		out = append(out, wrongText(s, v, where)...)
	case float64:
		if least, ok := s["minimum"].(float64); ok && v < least {
			blame("%v is less than %v", v, least)
		}
		if most, ok := s["maximum"].(float64); ok && v > most {
			blame("%v is more than %v", v, most)
		}
	case []any:
		if least, ok := s["minItems"].(float64); ok && len(v) < int(least) {
			blame("%d items", len(v))
		}
		if most, ok := s["maxItems"].(float64); ok && len(v) > int(most) {
			blame("%d items", len(v))
		}
		for i, x := range v {
			out = append(out, p.wrong(s["items"], x, fmt.Sprint(where, "/", i))...)
		}
	case map[string]any:
		out = append(out, p.wrongObject(s, v, where)...)
	}
	return out
}

func (p paper) wrongObject(s, v map[string]any, where string) (out []string) {
	for _, name := range list(s["required"]) {
		if _, has := v[name.(string)]; !has {
			out = append(out, fmt.Sprintf("%s: lacks %s", where, name))
		}
	}
	for name, x := range v {
		prop, has := object(s["properties"])[name]
		switch {
		case has:
			out = append(out, p.wrong(prop, x, where+"/"+name)...)
		case s["additionalProperties"] == false:
			out = append(out, fmt.Sprintf("%s: has %s, which is not declared", where, name))
		}
	}
	return out
}

func wrongText(s map[string]any, v, where string) (out []string) {
	blame := func(format string, args ...any) { out = append(out, where+": "+fmt.Sprintf(format, args...)) }
	if most, ok := s["maxLength"].(float64); ok && utf8.RuneCountInString(v) > int(most) {
		blame("%q is longer than %v", v, most)
	}
	if least, ok := s["minLength"].(float64); ok && utf8.RuneCountInString(v) < int(least) {
		blame("%q is shorter than %v", v, least)
	}
	if form, ok := s["pattern"].(string); ok && !regexp.MustCompile(form).MatchString(v) {
		blame("%q does not match %s", v, form)
	}
	switch s["format"] {
	case "date-time":
		if t, err := time.Parse(time.RFC3339, v); err != nil || !strings.HasSuffix(v, "Z") {
			blame("%q is no instant in UTC: %v %v", v, t, err)
		}
	case "date":
		if _, err := time.Parse(time.DateOnly, v); err != nil {
			blame("%q is no day", v)
		}
	}
	return out
}

func ofType(is any, v any) bool {
	if several, ok := is.([]any); ok {
		return slices.ContainsFunc(several, func(one any) bool { return ofType(one, v) })
	}
	switch x := v.(type) {
	case nil:
		return is == "null"
	case bool:
		return is == "boolean"
	case string:
		return is == "string"
	case float64:
		return is == "number" || is == "integer" && x == math.Trunc(x)
	case []any:
		return is == "array"
	}
	return is == "object"
}

func TestWrongAnswersAreSeen(t *testing.T) {
	p, err := readPaper([]byte(`{"components":{"schemas":{"N":{"type":"object","additionalProperties":false,"required":["id"],"properties":{
		"id":{"type":"string","minLength":2,"maxLength":4,"pattern":"^[a-z]+$"},"n":{"type":["integer","null"],"minimum":1,"maximum":9},
		"k":{"type":"string","enum":["a","b"]},"at":{"type":"string","format":"date-time"},"on":{"type":"string","format":"date"},
		"all":{"type":"array","minItems":1,"maxItems":2,"items":{"type":"boolean"}}}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	ref := map[string]any{"$ref": "#/components/schemas/N"}
	for text, good := range map[string]bool{
		`{"id":"abc"}`: true, `{"id":"abc","n":null,"k":"a","at":"2026-11-22T01:02:03Z","on":"2026-11-22","all":[true]}`: true,
		`{}`: false, `{"id":7}`: false, `{"id":"a"}`: false, `{"id":"abcde"}`: false, `{"id":"ABC"}`: false, `{"id":"abc","more":1}`: false,
		`{"id":"abc","n":1.5}`: false, `{"id":"abc","n":0}`: false, `{"id":"abc","n":10}`: false, `{"id":"abc","k":"c"}`: false, `{"id":"abc","k":null}`: false,
		`{"id":"abc","at":"2026-11-22T09:02:03+08:00"}`: false, `{"id":"abc","on":"22-11-2026"}`: false,
		`{"id":"abc","all":[]}`: false, `{"id":"abc","all":[true,true,true]}`: false, `{"id":"abc","all":["x"]}`: false, `[]`: false, `null`: false,
	} {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if wrong := p.wrong(ref, v, ""); (len(wrong) == 0) != good {
			t.Errorf("%s: %v", text, wrong)
		}
	}
	if len(p.wrong(map[string]any{"oneOf": nil}, "x", "")) == 0 {
		t.Error("a rule that nobody checks is not seen")
	}
}
