package parts

import (
	"alun/ground/lang"
	"github.com/a-h/templ"
)

// Sample is one example of a part: what tests draw and the gallery shows. All
// people, businesses and figures in samples are invented.
type Sample struct {
	Name string // the component's name
	Draw func(l lang.Lang) templ.Component
}

// Examples draws every part at least once.
func Examples() []Sample {
	var out []Sample
	for _, list := range [][]Sample{wordSamples, figureSamples, tableSamples, formSamples, listSamples, chartSamples} {
		out = append(out, list...)
	}
	return out
}

// say gives sample text in the reader's language: samples are data, not
// sentences of the house, but long English and Japanese must be seen.
func say(l lang.Lang, id, en, ja string) string {
	switch l.Tag() {
	case lang.EN:
		return en
	case lang.JA:
		return ja
	}
	return id
}
