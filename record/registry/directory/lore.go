package directory

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"alun/ground/db"
	"alun/ground/find"
	"alun/ground/find/word"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/kbli"
)

// form is what a document is made of: raise it when document or fields change.
const form = 1

// lore is what documents take from beside a business: areas, titles, subsectors. It is
// read once for an index; another one makes other documents.
type lore struct {
	areas      map[string]place.Area
	inForce    string            // version of the KBLI
	titles     map[string]string // by "2020:56102"
	divisions  map[string]string // titles, by "2020:56"
	subsectors map[string]string // names by slug
	words      *word.Analyzer
	digest     string // another one means other documents
}

func (d *Directory) lore(tx *db.Tx) (*lore, error) {
	l := &lore{areas: map[string]place.Area{}, titles: map[string]string{}, divisions: map[string]string{}, subsectors: map[string]string{}}
	sum := sha256.New()
	fmt.Fprintf(sum, "%d\x00", form)
	var names []string
	for _, level := range []place.Level{place.City, place.Kecamatan, place.Kelurahan} {
		all, err := place.OfLevel(tx, level)
		if err != nil {
			return nil, err
		}
		for _, a := range all {
			l.areas[a.Code] = a
			names = append(names, a.Name, a.Other)
			fmt.Fprintf(sum, "%q", []string{a.Code, a.Name, a.Other, a.Parent})
		}
	}
	book, err := d.config.Shelf.Book(tx)
	if err != nil {
		return nil, err
	}
	if len(book.Versions) > 0 {
		l.inForce = book.InForce().Version
	}
	for _, v := range book.Versions {
		for _, c := range book.Codes(v.Version) {
			switch c.Level {
			case kbli.Class:
				l.titles[v.Version+":"+c.Code] = c.Shown
			case kbli.Division:
				l.divisions[v.Version+":"+c.Code] = c.Title
			default:
				continue
			}
			fmt.Fprintf(sum, "%q", []string{v.Version, c.Code, c.Shown, c.Title})
		}
	}
	all, err := kbli.Subsectors(tx)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		l.subsectors[s.Slug] = s.Name[0]
		fmt.Fprintf(sum, "%q", []string{s.Slug, s.Name[0]})
	}
	l.words = &word.Analyzer{Tables: word.Default().With(names, nil), Stem: !d.lacks.Stem, Same: !d.lacks.Same}
	l.digest = hex.EncodeToString(sum.Sum(nil)[:8])
	return l, nil
}

// The fields of a business, by what they weigh: its name says which one it is. What it
// does by the register, and where, are light: they let a business be found by words
// that nobody wrote into its texts.
var fields = []find.Field{{Name: "name", Weight: 3, B: 0.4}, {Name: "other", Weight: 2.5, B: 0.4}, {Name: "product", Weight: 2, B: 0.6},
	{Name: "about", Weight: 1, B: 0.75}, {Name: "trade", Weight: 0.5, B: 0.3}, {Name: "place", Weight: 0.4, B: 0}}

// The facets. An area is a kelurahan and its kecamatan; hours are the opening hours as
// one text: those that are open at a moment are asked for by it (open.go).
var facets = []string{"area", "subsector", "division", "holds", "hours"}

func (l *lore) config() find.Config {
	return find.Config{Fields: fields, Facets: facets, Words: l.words}
}

// division is the two digits of what a business mainly does. A number of another
// version counts where it stands for the same: else it would be taken for another.
func (l *lore) division(b registry.Business) string {
	c, found := b.MainCode(l.inForce)
	if !found || len(c.Code) < 2 {
		return ""
	}
	number := c.Code[:2]
	title, known := l.divisions[l.inForce+":"+number]
	if c.Version != l.inForce && (!known || !strings.EqualFold(title, l.divisions[c.Version+":"+number])) {
		return ""
	}
	return number
}

// trade is what the register calls what a business does.
func (l *lore) trade(b registry.Business) string {
	var out []string
	for _, c := range b.Codes() {
		out = append(out, l.titles[c.Version+":"+c.Code])
	}
	for _, s := range strings.Fields(b.Facts[registry.Subsectors]) {
		out = append(out, l.subsectors[s])
	}
	return strings.Join(out, "\n")
}

// where lists the codes and names of the kelurahan of a business and its kecamatan.
func (l *lore) where(b registry.Business) (codes []string, names string) {
	for code := b.Facts[registry.Kelurahan]; code != ""; {
		a, known := l.areas[code]
		if !known || a.Level == place.City {
			break
		}
		codes = append(codes, code)
		names += a.Name + "\n" + a.Other + "\n"
		code = a.Parent
	}
	return codes, names
}
