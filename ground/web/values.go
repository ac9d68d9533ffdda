package web

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"alun/ground/fault"
)

// formMemory is how much of an upload stays in memory; the rest is on disk while
// the request lasts.
const formMemory = 1 << 20

// readQuery makes the filters of the address readable as form values.
func (r *Request) readQuery() error {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return fault.New(fault.Invalid, "web.not_text").Because(err)
	}
	r.Form = query
	return tidy(query)
}

// readForm reads the body within its limit.
func (r *Request) readForm() error {
	r.Form = nil
	err := r.ParseForm()
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); err == nil && kind == "multipart/form-data" {
		err = r.ParseMultipartForm(formMemory)
	}
	if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault.New(fault.TooLarge, "web.body_too_large", kilobytes(large.Limit))
	}
	if err != nil {
		return fault.New(fault.Invalid, "web.form_unreadable").Because(err)
	}
	if err := tidy(r.Form); err != nil {
		return err
	}
	return tidy(r.PostForm)
}

// forget removes the files of an upload.
func (r *Request) forget() {
	if r.MultipartForm != nil {
		_ = r.MultipartForm.RemoveAll() // a leftover in the temporary folder harms nobody
	}
}

func kilobytes(n int64) int64 { return (n + 1023) / 1024 }

// Values reads the fields of a form (or of the address) and gathers what is
// wrong with them, so that the person sees all of it at once.
type Values struct {
	form  url.Values
	fault *fault.Fault
}

// Values starts reading the form.
func (r *Request) Values() *Values {
	if r.Form == nil {
		_ = r.ParseForm() // only a request that was made by hand comes unread
	}
	return &Values{form: r.Form}
}

// Line is one line of text without spaces around it, at most max characters.
// Control characters and line breaks become spaces.
func (v *Values) Line(name string, max int) string {
	return v.limit(name, max, line(v.form.Get(name)))
}

// Lines is text of several lines, at most max characters, with plain "\n".
func (v *Values) Lines(name string, max int) string {
	text := strings.ReplaceAll(v.form.Get(name), "\r\n", "\n")
	return v.limit(name, max, strings.TrimSpace(strings.Map(keepLines, text)))
}

// All is every value of a field that may be sent several times, such as a row of
// boxes: at most count values of max characters; empty ones are left out.
func (v *Values) All(name string, count, max int) []string {
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
