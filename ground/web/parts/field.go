package parts

import (
	"fmt"

	"alun/ground/fault"
	"alun/ground/lang"
	"github.com/a-h/templ"
)

// Field is one question of a form. Its name is the form's field name, and the
// fault.Field of the same name is shown between label and control.
type Field struct {
	Name     string
	Label    string
	Help     string // how to answer, where to find it; read out with the label
	Value    string // what was sent before: never lost on an error
	Type     string // "text" (default), "email", "tel", "date", "search", "password", "number"
	Mode     string // inputmode: "numeric", "decimal" …
	Auto     string // autocomplete: "organization", "email" …
	Before   string // fixed before the control: "Rp"
	After    string // fixed behind it: "orang"
	Size     Size
	Max      int  // most characters; 0: no limit here
	Optional bool // says "(boleh kosong)"; all other fields must be answered
	Fault    *fault.Fault
	More     templ.Attributes // further attributes of the control, for htmx
}

// Size is how wide an answer is expected to be.
type Size string

// The sizes of a control.
const (
	Whole Size = ""       // a sentence, a name
	Short Size = "pendek" // a code, a few digits
	Mid   Size = "sedang" // a date, an amount, a number of 16 digits
)

// Option is one answer to choose.
type Option struct {
	Value string
	Label string
	Note  string // small line below; not in a select
}

// Choice is a question with given answers; Field.Value is the chosen one.
type Choice struct {
	Field
	Options []Option
	Blank   string // select only: the line that chooses nothing, "Pilih kecamatan"
}

// id is the id of the control, the place that Galat's links lead to.
func (f Field) id() string { return fieldID(f.Name) }

func fieldID(name string) string { return "f-" + name }

// wrong tells what is wrong with the field, in the reader's language.
func (f Field) wrong(l lang.Lang) string {
	x, ok := f.Fault.Field(f.Name)
	if !ok {
		return ""
	}
	return l.T(x.Key, x.Args...)
}

func (f Field) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

// described names the help and the error that belong to the control.
func (f Field) described(bad bool) string {
	out := ""
	if f.Help != "" {
		out = f.id() + "-b"
	}
	if bad {
		out += " " + f.id() + "-g"
	}
	if out != "" && out[0] == ' ' {
		out = out[1:]
	}
	return out
}

// attrs are the attributes that every control shares.
func (f Field) attrs(l lang.Lang) templ.Attributes {
	bad := f.wrong(l) != ""
	out := filled("aria-describedby", f.described(bad), "autocomplete", f.Auto, "inputmode", f.Mode)
	if bad {
		out["aria-invalid"] = "true"
	}
	if !f.Optional {
		out["aria-required"] = "true"
	}
	if f.Max > 0 {
		out["maxlength"] = fmt.Sprint(f.Max)
	}
	for k, v := range f.More {
		out[k] = v
	}
	return out
}

// optionID numbers the radios of a question; the first has the question's id.
func (c Choice) optionID(i int) string {
	if i == 0 {
		return c.id()
	}
	return fmt.Sprintf("%s-%d", c.id(), i+1)
}
