package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"alun/ground/lang"
)

// document is the frame of the OpenAPI document. Its texts are keys of
// sentences; write puts the sentences in their place.
func document() huma.Config {
	c := huma.DefaultConfig("api.title", "1")
	c.Info.Description = "api.lead"
	c.OpenAPIPath, c.DocsPath, c.SchemasPath, c.CreateHooks = "", "", "", nil
	c.Formats = map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat} // "json" is for problem+json
	c.RejectUnknownQueryParameters = true
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"key": {Type: "http", Scheme: "bearer", BearerFormat: "alun_…", Description: "api.key_use"},
	}
	return c
}

// write makes the document, and for every language a way to it: the sentences
// are put in when somebody asks, since few do.
func (a *API) write() error {
	raw, err := json.Marshal(a.huma.OpenAPI())
	if err != nil {
		return fmt.Errorf("api: write the document: %w", err)
	}
	for _, tag := range lang.All {
		a.papers[tag] = sync.OnceValue(func() []byte { return a.said(raw, a.words.In(tag)) })
	}
	return nil
}

// said is the document in a language.
func (a *API) said(raw []byte, l lang.Lang) []byte {
	var tree any
	err := json.Unmarshal(raw, &tree)
	if err == nil {
		say(l, tree)
		a.sayPaces(l, tree)
		raw, err = json.MarshalIndent(tree, "", "  ")
	}
	if err != nil {
		panic(err) // this program wrote it, and a test reads it in every language
	}
	return raw
}

// Document is the OpenAPI document in a language.
func (a *API) Document(tag lang.Tag) []byte { return a.papers[tag]() }

// say puts sentences where their keys stand, and a sentence to each status.
func say(l lang.Lang, node any) {
	switch n := node.(type) {
	case []any:
		for _, x := range n {
			say(l, x)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(n)) {
			text, is := n[name].(string)
			switch {
			case is && (name == "description" || name == "summary" || name == "title") && l.Has(text):
				n[name] = l.T(text)
			case name == "responses":
				sayStatuses(l, n[name])
				fallthrough
			default:
				say(l, n[name])
			}
		}
	}
}

// sayPaces tells of every operation that has a pace, what it is.
func (a *API) sayPaces(l lang.Lang, tree any) {
	for _, o := range a.Ops() {
		if o.Pace.Many > 0 {
			within(tree, "paths", o.Path, strings.ToLower(o.method))["description"] = o.more(l)
		}
	}
}

// within finds an object of the document.
func within(tree any, way ...string) map[string]any {
	at, _ := tree.(map[string]any)
	for _, name := range way {
		at, _ = at[name].(map[string]any)
	}
	return at
}

func sayStatuses(l lang.Lang, node any) {
	all, _ := node.(map[string]any)
	for status, r := range all {
		one, _ := r.(map[string]any)
		if code, err := strconv.Atoi(status); err == nil && one != nil {
			one["description"] = l.T(statusKey(code))
		}
	}
}

// statusKey is the sentence of a status.
func statusKey(code int) string {
	switch code {
	case http.StatusOK:
		return "api.done"
	case http.StatusCreated:
		return "api.made"
	case http.StatusNotModified:
		return "api.unchanged"
	}
	return "api.title_" + FaultKinds[code]
}

func statusText(code int) string { return strconv.Itoa(code) }

// paper answers the document itself.
func (a *API) paper(r *Request, out *recorder) {
	out.header.Set("Content-Type", "application/vnd.oai.openapi+json;version=3.1")
	out.WriteHeader(http.StatusOK)
	_, _ = out.Write(a.Document(r.Lang.Tag()))
}

// Shape is one parameter or field as the readable page lists it.
type Shape struct {
	In, Name, Type, Say string
	Required            bool
}

// Shapes lists the parameters of an operation.
func (a *API) Shapes(l lang.Lang, o *Op) []Shape {
	item := a.huma.OpenAPI().Paths[o.Path]
	op := map[string]*huma.Operation{http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodPatch: item.Patch}[o.method]
	var out []Shape
	for _, p := range op.Parameters {
		out = append(out, Shape{In: p.In, Name: p.Name, Type: kindOf(p.Schema), Say: l.T(p.Description), Required: p.Required})
	}
	if op.RequestBody != nil && o.File == nil {
		out = append(out, a.fields(l, op.RequestBody.Content["application/json"].Schema)...)
	}
	return out
}

func (a *API) fields(l lang.Lang, s *huma.Schema) (out []Shape) {
	if s.Ref != "" {
		s = a.huma.OpenAPI().Components.Schemas.SchemaFromRef(s.Ref)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		p := s.Properties[name]
		out = append(out, Shape{In: "body", Name: name, Type: kindOf(p), Say: l.T(p.Description), Required: slices.Contains(s.Required, name)})
	}
	return out
}

// kindOf writes what a value must be, in the document's own signs.
func kindOf(s *huma.Schema) string {
	out := s.Type
	if len(s.Enum) > 0 {
		var all []string
		for _, v := range s.Enum {
			all = append(all, fmt.Sprint(v))
		}
		out += " (" + strings.Join(all, " | ") + ")"
	}
	if s.Minimum != nil && s.Maximum != nil {
		out += fmt.Sprintf(" %v–%v", *s.Minimum, *s.Maximum)
	}
	return out
}
