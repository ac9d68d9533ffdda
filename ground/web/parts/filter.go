package parts

import (
	"fmt"

	"alun/ground/lang"
)

// Filter narrows a list by the page's address.
type Filter struct {
	ID     string // unique in the page
	Action string // address of the list
	Hidden []Pair // parameters to keep: sorting, search words
	Groups []Group
	Clear  string // address without any filter; may be empty
}

// Pair is one parameter of an address.
type Pair struct{ Name, Value string }

// Group is one parameter to narrow by.
type Group struct {
	Name    string // the parameter
	Label   string
	Kind    GroupKind
	Options []Facet // for Many and One
	Value   string  // for Word
	Open    bool    // unfolded though nothing in it is chosen
}

// GroupKind is how a group is answered.
type GroupKind int

// The kinds of groups.
const (
	Many GroupKind = iota // checkboxes
	One                   // radios
	Word                  // a line of text
)

// Facet is one value to narrow by.
type Facet struct {
	Value string
	Label string
	Count int64 // how many rows it would leave; negative: not counted
	On    bool
}

// chosen counts the values in use.
func (g Group) chosen() int {
	n := 0
	for _, o := range g.Options {
		if o.On && o.Value != "" {
			n++
		}
	}
	if g.Value != "" {
		n++
	}
	return n
}

func (g Group) unfolded() bool { return g.Open || g.chosen() > 0 }

func (f Filter) chosen() int {
	n := 0
	for _, g := range f.Groups {
		n += g.chosen()
	}
	return n
}

// summary heads the filter where it is folded.
func (f Filter) summary(l lang.Lang) string {
	if n := f.chosen(); n > 0 {
		return l.T("parts.filter_n", n)
	}
	return l.T("parts.filter")
}

func (f Filter) fieldID(group string, i int) string {
	return fmt.Sprintf("%s-%s-%d", f.ID, group, i)
}

func (o Facet) count(l lang.Lang) string {
	if o.Count < 0 {
		return ""
	}
	return lang.Whole(l.Tag(), o.Count)
}

func (g Group) input() string {
	if g.Kind == One {
		return "radio"
	}
	return "checkbox"
}
