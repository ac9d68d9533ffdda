package paspor

import (
	"slices"
	"strings"

	"alun/record/registry"
)

// Tick is what an owner may let a link show beside what everybody sees: the code of a
// fact, or Class.
type Tick string

// Class is the class of size that the law gives by the yearly sales. It tells less than
// their band.
const Class Tick = "class"

// Ticks lists what can be ticked, in the order of the form.
var Ticks = []Tick{Tick(registry.NIB), Class, Tick(registry.Sales), Tick(registry.Capital), Tick(registry.WorkersM), Tick(registry.WorkersF),
	Tick(registry.Address), Tick(registry.Phone), Tick(registry.WA), Tick(registry.Mail)}

// Fact is the fact that is read to show it.
func (t Tick) Fact() registry.Fact {
	if t == Class {
		return registry.Sales
	}
	return registry.Fact(t)
}

// Word is the key of its name.
func (t Tick) Word() string {
	if t == Class {
		return "paspor.class"
	}
	return t.Fact().Label()
}

// Offered lists what a link of a business could show now beside what everybody sees. b is
// as its owner sees it.
func Offered(b registry.Business) (out []Tick) {
	shown := map[registry.Fact]registry.Fact{registry.Address: registry.AddressPublic, registry.Phone: registry.PhonePublic, registry.WA: registry.WAPublic, registry.Mail: registry.MailPublic}
	for _, t := range Ticks {
		f := t.Fact()
		open := b.Facts[shown[f]] == registry.Yes || f == registry.Address && b.Facts[registry.AtHome] == registry.No
		if b.Facts[f] != "" && b.Facts.Lends(f) && !open {
			out = append(out, t)
		}
	}
	return out
}

// facts are the facts that ticks read, each once.
func facts(all []Tick) (out []registry.Fact) {
	for _, t := range all {
		if !slices.Contains(out, t.Fact()) {
			out = append(out, t.Fact())
		}
	}
	return out
}

func ticksText(all []Tick) string {
	out := make([]string, len(all))
	for i, t := range all {
		out[i] = string(t)
	}
	return strings.Join(out, " ")
}

func readTicks(text string) (out []Tick) {
	for code := range strings.FieldsSeq(text) {
		out = append(out, Tick(code))
	}
	return out
}
