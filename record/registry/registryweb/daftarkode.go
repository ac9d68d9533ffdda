package registryweb

import (
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/kbli"
)

// draftFinder is what fits the maker's own words.
type draftFinder struct {
	text   string
	book   *kbli.Book
	now    []kbli.Code // chosen before
	found  []kbli.Match
	subs   []kbli.Subsector
	chosen []string // subsectors
}

// faint is how much worse than the best a code may fit to be offered.
const faint = 0.4

// nearest is how many codes are offered: as many as fit a phone twice.
const nearest = 5

func (d Makers) codesFor(tx *db.Tx, r *web.Request, p draftPage) (draftFinder, error) {
	v := r.Values()
	look := draftFinder{text: clipText(v.Line("q", 2000), longText)}
	if look.text == "" {
		look.text = clipText(p.view.Facts[registry.AboutID], longText)
	}
	if err := v.Err(); err != nil {
		return look, err
	}
	var err error
	if look.book, err = d.Shelf.Book(tx); err != nil {
		return look, err
	}
	for _, c := range p.view.Codes() {
		if known, there := look.book.Code(kbli.Key{Version: c.Version, Code: c.Code}); there {
			look.now = append(look.now, known)
		}
	}
	look.chosen = strings.Fields(p.typed[registry.Subsectors])
	if look.subs, err = kbli.Subsectors(tx); err != nil || len(look.book.Versions) == 0 || strings.TrimSpace(look.text) == "" {
		return look, err
	}
	found, err := look.book.Finder.Search(kbli.Ask{Text: look.text, Version: look.book.InForce().Version, Limit: nearest})
	if err != nil || len(found.Matches) == 0 {
		return look, err
	}
	least := faint * found.Matches[0].Score
	look.found = slices.DeleteFunc(found.Matches, func(m kbli.Match) bool {
		return m.Code.Level != kbli.Class || m.Score < least || slices.ContainsFunc(look.now, func(c kbli.Code) bool { return c.Key() == m.Code.Key() })
	})
	return look, nil
}

// clipText cuts a text to so many characters.
func clipText(text string, most int) string {
	if all := []rune(text); len(all) > most {
		return string(all[:most])
	}
	return text
}

func joined(all []string) string { return strings.Join(all, " ") }

// picked reports that a code is the one that was chosen.
func (p draftPage) picked(c kbli.Code) bool {
	return strings.TrimSuffix(p.typed[registry.KBLI], "*") == c.Version+":"+c.Code
}

// shownTitle is a code's title; what the source lacks is said.
func (p draftPage) shownTitle(c kbli.Code) string {
	if !c.Named() {
		return p.T("kbli.untitled")
	}
	return c.Shown
}

// tongue marks official texts where the page speaks another language.
func (p draftPage) tongue() string { return kbliDesk{Lang: p.Lang}.tongue() }

func (p draftPage) said(m kbli.Match) string {
	return strings.Join(p.look.book.Finder.Said(m, shownWords), ", ")
}

// person reports a creative worker, who chooses subsectors.
func (p draftPage) person() bool { return p.view.Facts[registry.Kind] == registry.Perorangan }
