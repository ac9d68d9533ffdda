package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what the person can do about a fault. The web edge maps each kind
// to one HTTP status, the command line to one exit code.
type Kind int

// The kinds, from "mend what you sent" to "come back later".
const (
	Invalid  Kind = iota + 1 // what was sent breaks a rule: mend the fields named
	NotFound                 // no such thing, or not for this reader
	Denied                   // known, but this person may not
	Conflict                 // somebody else was first, or the state has moved on
	TooLarge                 // a limit of size or count
	TooMany                  // too often: wait
	Busy                     // the house is full right now: try again
	Full                     // no room on disk: nothing was kept
	Stranger                 // nobody knows who asks: sign in first
)

// Fault is a refusal that a person can act on.
type Fault struct {
	Kind   Kind
	Key    string  // sentence in words/, for example "sheet.too_large"
	Args   []any   // values for the sentence's {1}, {2} …
	Fields []Field // what is wrong with single fields of a form
	cause  error
}

// Field is what is wrong with one field of a form.
type Field struct {
	Name string // the form's field name
	Key  string // sentence in words/
	Args []any
}

// New makes a fault with the key of its sentence and the sentence's values.
func New(kind Kind, key string, args ...any) *Fault {
	return &Fault{Kind: kind, Key: key, Args: args}
}

// At adds what is wrong with one field and returns the same fault.
func (f *Fault) At(field, key string, args ...any) *Fault {
	f.Fields = append(f.Fields, Field{field, key, args})
	return f
}

// Because keeps the error behind the fault for the log; it is never shown.
func (f *Fault) Because(err error) *Fault {
	f.cause = err
	return f
}

// Field finds what is wrong with one field.
func (f *Fault) Field(name string) (Field, bool) {
	if f != nil {
		for _, x := range f.Fields {
			if x.Name == name {
				return x, true
			}
		}
	}
	return Field{}, false
}

// Error is for logs: keys and values, not a sentence.
func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString(f.Key)
	for _, a := range f.Args {
		fmt.Fprintf(&b, " %v", a)
	}
	for _, x := range f.Fields {
		fmt.Fprintf(&b, " %s=%s", x.Name, x.Key)
	}
	if f.cause != nil {
		fmt.Fprintf(&b, ": %v", f.cause)
	}
	return b.String()
}

// Unwrap gives the error behind the fault.
func (f *Fault) Unwrap() error { return f.cause }

// Of finds the fault in an error, or nil.
func Of(err error) *Fault {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f
	}
	return nil
}

// Is reports whether the error carries a fault of this kind.
func Is(err error, kind Kind) bool {
	f := Of(err)
	return f != nil && f.Kind == kind
}

// Op names the operation on an error that is on its way up. Use it as the first
// line of a function: defer fault.Op(&err, "plan: publish %s", report).
func Op(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf(format+": %w", append(args, *err)...)
	}
}
