package parts

import "github.com/a-h/templ"

// named gives an id attribute, or nothing when there is no id.
func named(id string) templ.Attributes { return filled("id", id) }

// filled gives an attribute only when it has a value: an empty id or
// aria-describedby is an error in HTML.
func filled(pairs ...string) templ.Attributes {
	out := templ.Attributes{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out[pairs[i]] = pairs[i+1]
		}
	}
	return out
}

// current marks the entry that the reader is at.
func current(here bool) templ.Attributes {
	if !here {
		return nil
	}
	return templ.Attributes{"aria-current": "true"}
}
