package deskweb

import (
	"strings"

	"alun/ground/web/parts"
	"alun/record/registry"
)

// sentence is what the owner reads: as it was typed, with the ready one that was chosen.
func (p stepPage) sentence() parts.Field {
	f := parts.Field{Name: "sentence", Label: p.T("deskweb.ask_sentence"), Help: p.T("deskweb.ask_sentence_help"), Value: p.typed.sentence, Max: 500, Fault: p.fault()}
	switch {
	case p.typed.ready != 0:
		f.Value = p.with(p.typed.ready)
	case f.Value == "" && p.bad == nil:
		f.Value = p.lacking()
	}
	return f
}

// with is what was typed and a ready sentence below it. One ready sentence alone gives way
// to another: so they can be looked at one after the other.
func (p stepPage) with(n int) string {
	all, typed := p.sentences(), p.typed.sentence
	if n < 1 || n > len(all) || strings.Contains(typed, all[n-1]) {
		return typed
	}
	for _, one := range all {
		if typed == one {
			typed = ""
		}
	}
	return strings.TrimSpace(typed + "\n" + all[n-1])
}

// lacking begins a return with what is missing.
func (p stepPage) lacking() string {
	if p.move != registry.Returning {
		return ""
	}
	lacks := registry.Missing(known(p.view.Business))
	if len(lacks) == 0 {
		return ""
	}
	out := p.tongue.T("deskweb.ready_begin")
	for _, l := range lacks {
		out += "\n" + p.tongue.T("deskweb.ready_lack", p.tongue.T(l.Fact.Label()), p.tongue.T(l.How))
	}
	return out
}

// readyKeys are the ready sentences of a move.
func (p stepPage) readyKeys() []string {
	switch p.move {
	case registry.Returning:
		return []string{"deskweb.ready_name", "deskweb.ready_point", "deskweb.ready_about", "deskweb.ready_kbli", "deskweb.ready_nib", "deskweb.ready_contact"}
	case registry.Suspending:
		return []string{"deskweb.ready_doubt", "deskweb.ready_complaint", "deskweb.ready_owner"}
	case registry.Resuming:
		return []string{"deskweb.ready_cleared", "deskweb.ready_cleared_owner"}
	case registry.Closing:
		return []string{"deskweb.ready_closed", "deskweb.ready_moved"}
	}
	return nil
}

// sentences are ready ones, in the language of the owner: the officer's own words stay.
func (p stepPage) sentences() []string {
	var out []string
	for _, k := range p.readyKeys() {
		out = append(out, p.tongue.T(k))
	}
	return out
}

// meant is a ready sentence in the reader's own language; "" where the owner reads that too.
func (p stepPage) meant(i int) string {
	if p.tongue.Tag() == p.Tag() {
		return ""
	}
	return p.T(p.readyKeys()[i])
}
