package saring

import "alun/ground/lately"

// lookedThrough remembers the texts that were looked through last, because one text is looked
// through several times in a row: where it is typed or comes in with a list, where it is
// kept, and where its marks are. That is a tenth of what a row of a list costs. The same
// text has the same findings always.
var lookedThrough = lately.New(256, func(t placed) []Finding { return look(t.place, t.text) })

// placed is a text where it stands.
type placed struct {
	place Place
	text  string
}
