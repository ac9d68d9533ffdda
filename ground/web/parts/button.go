package parts

import "github.com/a-h/templ"

// Look is how a button looks, and so how much it weighs.
type Look string

// The looks. One Lead on a screen.
const (
	Solid   Look = ""       // an ordinary action
	Lead    Look = "utama"  // the one main action, honey
	Outline Look = "garis"  // a second way
	Quiet   Look = "teks"   // cancel, and the like
	Danger  Look = "bahaya" // takes something away
)

// Button is an action, named by a verb.
type Button struct {
	Label    string
	Href     string // a link that looks like a button; empty: a real button
	Icon     Icon
	Look     Look
	Big      bool
	Full     bool   // as wide as its place
	Type     string // "submit" (default) or "button"
	Name     string // name and value sent with the form
	Value    string
	Disabled bool             // say beside it why
	More     templ.Attributes // further attributes, for htmx
}

func (b Button) kind() string {
	if b.Type == "" {
		return "submit"
	}
	return b.Type
}

// Tag is a quick choice: a filter in use, a neighbouring list.
type Tag struct {
	Label  string
	Href   string
	Count  string // how many, as text; may be empty
	On     bool   // this is the list you see
	Remove bool   // following it takes the filter away
}
