package web

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"alun/ground/fault"
)

// readQuery makes the filters of the address readable as form values.
func (r *Request) readQuery() error {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return fault.New(fault.Invalid, "web.not_text").Because(err)
	}
	r.Form = query
	return tidy(query)
}

// declare leaves of the query what the route has declared, in one order: what is
// not declared cannot matter, so it never reaches a room. An empty value is none.
func (r *Request) declare(names []string) {
	r.declared = names
	query := url.Values{}
	for _, name := range names {
		if all := slices.DeleteFunc(r.Form[name], func(v string) bool { return v == "" }); len(all) > 0 {
			query[name] = all
		}
	}
	r.Form, r.URL.RawQuery, r.URL.ForceQuery = query, query.Encode(), false
}

// readForm reads the body within its limit; files are the fields that may bring
// a file, with the most bytes of each.
func (r *Request) readForm(files map[string]int64) error {
	r.Form = nil
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" && len(files) > 0 {
		// It brings no file, and a form is read into memory: the room is not for it.
		r.Body = http.MaxBytesReader(nil, r.Body, r.site.limits.Body)
	}
	err := r.ParseForm()
	if err == nil && kind == "multipart/form-data" {
		err = r.readParts(files, r.site.limits.Body)
	}
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault.New(fault.TooLarge, "web.body_too_large", kilobytes(large.Limit))
	}
	if f := fault.Of(err); f != nil {
		return f
	}
	if err != nil {
		return fault.New(fault.Invalid, "web.form_unreadable").Because(err)
	}
	if err := tidy(r.Form); err != nil {
		return err
	}
	if err := tidy(r.PostForm); err != nil {
		return err
	}
	r.marked()
	return nil
}

func kilobytes(n int64) int64 { return (n + 1023) / 1024 }

// Values reads the fields of a form (or of the address) and gathers what is
// wrong with them, so that the person sees all of it at once.
type Values struct {
	r     *Request
	form  url.Values
	fault *fault.Fault
}

// known notes what is read of a query that the route has not declared: it would
// always be empty.
func (v *Values) known(name string) {
	if d := v.r.declared; d != nil && !slices.Contains(d, name) {
		v.r.strange = name
	}
}

// Values starts reading the form.
func (r *Request) Values() *Values {
	if r.Form == nil {
		_ = r.ParseForm() // only a request that was made by hand comes unread
	}
	return &Values{r: r, form: r.Form}
}

// Line is one line of text without spaces around it, at most max characters.
// Control characters and line breaks become spaces.
func (v *Values) Line(name string, max int) string {
	v.known(name)
	return v.limit(name, max, line(v.form.Get(name)))
}

// Lines is text of several lines, at most max characters, with plain "\n".
func (v *Values) Lines(name string, max int) string {
	v.known(name)
	text := strings.ReplaceAll(v.form.Get(name), "\r\n", "\n")
	return v.limit(name, max, strings.TrimSpace(strings.Map(keepLines, text)))
}

// All is every value of a field that may be sent several times, such as a row of
// boxes: at most count values of max characters; empty ones are left out.
func (v *Values) All(name string, count, max int) []string {
	v.known(name)
	var all []string
	for _, text := range v.form[name] {
		if text = v.limit(name, max, line(text)); text != "" {
			all = append(all, text)
		}
	}
	if len(all) > count {
		v.Wrong(name, "web.too_many_values", count)
		return all[:count]
	}
	return all
}

// Wrong says what is wrong with a field, with a sentence of the room. A field
// is told one thing at a time: the first that was found.
func (v *Values) Wrong(name, key string, args ...any) {
	if v.fault == nil {
		v.fault = fault.New(fault.Invalid, "web.check_fields")
	}
	if _, told := v.fault.Field(name); !told {
		v.fault.At(name, key, args...)
	}
}

// Err is the fault with all fields that are wrong, or nil.
func (v *Values) Err() error {
	if v.fault == nil {
		return nil
	}
	return v.fault
}

func (v *Values) limit(name string, max int, text string) string {
	if len(text) > max && utf8.RuneCountInString(text) > max {
		v.Wrong(name, "web.too_long", max)
	}
	return text
}

func line(text string) string { return strings.TrimSpace(strings.Map(keepSpaces, text)) }

func keepSpaces(c rune) rune {
	if unicode.IsControl(c) || c == '\u2028' || c == '\u2029' {
		return ' '
	}
	return c
}

func keepLines(c rune) rune {
	if c == '\n' {
		return c
	}
	return keepSpaces(c)
}
