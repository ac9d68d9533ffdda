package registryweb

import (
	"cmp"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/kbli"
)

// draftFinder is what fits the maker's own words.
type draftFinder struct {
	text   string
	book   *kbli.Book
	now    []kbli.Code // that stand, or were ticked before
	found  []kbli.Match
	subs   []kbli.Subsector
	goes   map[string][]string // the codes on the page that go with a subsector
	chosen []string            // subsectors
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
	typed, _ := registry.ReadCodes(p.typed[registry.KBLI]) // what is none was refused
	for _, c := range slices.Concat(p.view.Codes(), typed) {
		key := kbli.Key{Version: c.Version, Code: c.Code}
		if known, there := look.book.Code(key); there && !look.stands(key) {
			look.now = append(look.now, known)
		}
	}
	look.chosen = strings.Fields(p.typed[registry.Subsectors])
	if look.subs, err = kbli.Subsectors(tx); err != nil {
		return look, err
	}
	if err := look.search(); err != nil {
		return look, err
	}
	return look, look.map17(tx)
}

func (f draftFinder) stands(k kbli.Key) bool {
	return slices.ContainsFunc(f.now, func(c kbli.Code) bool { return c.Key() == k })
}

// search finds the codes that fit the text, without those that stand.
func (f *draftFinder) search() error {
	if len(f.book.Versions) == 0 || strings.TrimSpace(f.text) == "" {
		return nil
	}
	found, err := f.book.Finder.Search(kbli.Ask{Text: f.text, Version: f.book.InForce().Version, Limit: nearest})
	if err != nil || len(found.Matches) == 0 {
		return err
	}
	least := faint * found.Matches[0].Score
	f.found = slices.DeleteFunc(found.Matches, func(m kbli.Match) bool {
		return m.Code.Level != kbli.Class || m.Score < least || f.stands(m.Code.Key())
	})
	return nil
}

// map17 finds which subsectors go with the codes of the page, and puts those first.
func (f *draftFinder) map17(tx *db.Tx) error {
	all, err := kbli.Mappings(tx)
	if err != nil {
		return err
	}
	f.goes = map[string][]string{}
	for _, m := range all {
		if f.stands(m.Key) || slices.ContainsFunc(f.found, func(x kbli.Match) bool { return x.Code.Key() == m.Key }) {
			f.goes[m.Slug] = append(f.goes[m.Slug], m.Key.Code)
		}
	}
	slices.SortStableFunc(f.subs, func(a, b kbli.Subsector) int {
		return cmp.Compare(min(1, len(f.goes[b.Slug])), min(1, len(f.goes[a.Slug])))
	})
	return nil
}

// clipText cuts a text to so many characters.
func clipText(text string, most int) string {
	if all := []rune(text); len(all) > most {
		return string(all[:most])
	}
	return text
}

func joined(all []string) string { return strings.Join(all, " ") }

// picked reports that a code is among those that are chosen.
func (p draftPage) picked(c kbli.Code) bool {
	all, _ := registry.ReadCodes(p.typed[registry.KBLI]) // in form, or refused and told
	return slices.ContainsFunc(all, func(x registry.Code) bool { return x.Version == c.Version && x.Code == c.Code })
}

// main is the main code of the newest version that is chosen; "" where none is.
func (p draftPage) main() (out string) {
	all, _ := registry.ReadCodes(p.typed[registry.KBLI]) // in form, or refused and told
	for _, c := range all {
		if c.Main { // codes are in the order of their versions
			out = c.Version + ":" + c.Code
		}
	}
	return out
}

// mainChoice asks which code is the main one, once there are some.
func (p draftPage) mainChoice() parts.Choice {
	out := parts.Choice{Field: parts.Field{Name: "utama", Label: p.T("registryweb.ask_main"), Help: p.T("registryweb.help_main"), Value: p.main(), Optional: true, Fault: p.bad}, Blank: p.T("registryweb.main_first")}
	add := func(c kbli.Code) {
		out.Options = append(out.Options, parts.Option{Value: c.Version + ":" + c.Code, Label: c.Code + " " + clipText(p.shownTitle(c), 60)})
	}
	for _, c := range p.look.now {
		add(c)
	}
	for _, m := range p.look.found {
		add(m.Code)
	}
	return out
}

// goesWith says with which codes of the page a subsector goes; "" with none.
func (p draftPage) goesWith(slug string) string {
	if all := p.look.goes[slug]; len(all) > 0 {
		return p.T("registryweb.goes_with", strings.Join(all, ", "))
	}
	return ""
}

// subsectorsOpen unfolds the subsectors of a business where some are chosen, fit or are
// wrong.
func (p draftPage) subsectorsOpen() bool {
	_, wrong := p.bad.Field(string(registry.Subsectors))
	return wrong || len(p.look.chosen)+len(p.look.goes) > 0
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
