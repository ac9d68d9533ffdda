package kbli

import (
	"strings"
	"sync"
	"sync/atomic"

	"alun/ground/db"
	"alun/ground/find/word"
)

// Book is the classification in memory, as one edition of the tables has it. It
// never changes.
type Book struct {
	Versions []Version // by year
	Finder   *Finder

	number   int64
	codes    []Code
	at       map[Key]int
	below    map[Key][]Code
	byTitle  map[string][]Code
	sections map[string][]Code

	subsectors map[string]Texts // names by slug
}

// Shelf keeps the book of the newest edition, for all pages and programs of one
// process.
type Shelf struct {
	kept   atomic.Pointer[Book]
	making sync.Mutex
}

// NewShelf makes an empty shelf.
func NewShelf() *Shelf { return &Shelf{} }

// Book gives the book of the edition that the transaction sees. Whoever asks
// reads the edition's row, so a page that is kept is outdated by every change.
func (s *Shelf) Book(tx *db.Tx) (*Book, error) {
	number, _, err := db.One(tx, (*db.Row).Int64, `select number from registry_kbli_edition where id = 1`)
	if err != nil {
		return nil, err
	}
	if b := s.kept.Load(); b != nil && b.number == number {
		return b, nil
	}
	s.making.Lock()
	defer s.making.Unlock()
	if b := s.kept.Load(); b != nil && b.number == number {
		return b, nil
	}
	b, err := readBook(tx, number)
	if err == nil {
		s.kept.Store(b)
	}
	return b, err
}

func readBook(tx *db.Tx, number int64) (*Book, error) {
	versions, err := db.All(tx, scanVersion, `select `+versionColumns+` from registry_kbli_version order by version`)
	if err != nil {
		return nil, err
	}
	codes, err := readCodes(tx)
	if err != nil {
		return nil, err
	}
	b, err := NewBook(versions, codes)
	if err != nil {
		return b, err
	}
	b.number, b.subsectors = number, map[string]Texts{}
	return b, db.Each(tx, func(r *db.Row) error {
		b.subsectors[r.Text()] = Texts{r.Text(), r.Text(), r.Text()}
		return nil
	}, `select slug, name_id, name_en, name_ja from registry_kbli_subsector where valid_to is null`)
}

// Subsector gives the name of a subsector by its slug; false where there is none now. A
// book that was made of codes alone has none.
func (b *Book) Subsector(slug string) (Texts, bool) {
	name, there := b.subsectors[slug]
	return name, there
}

// NewBook makes a book of codes, parents before children.
func NewBook(versions []Version, codes []Code) (*Book, error) {
	b := &Book{Versions: versions, codes: codes, at: map[Key]int{}, below: map[Key][]Code{}, byTitle: map[string][]Code{}, sections: map[string][]Code{}}
	for i := range b.Versions {
		b.Versions[i].Held = 0
	}
	for i, c := range codes {
		b.at[c.Key()] = i
		if c.Level == Section {
			b.sections[c.Version] = append(b.sections[c.Version], c)
		} else {
			b.below[Key{c.Version, c.Parent}] = append(b.below[Key{c.Version, c.Parent}], c)
		}
		if c.Level == Class {
			b.byTitle[c.Version+sameTitle(c.Title)] = append(b.byTitle[c.Version+sameTitle(c.Title)], c)
			if v := b.version(c.Version); v != nil {
				v.Held++
			}
		}
	}
	var err error
	b.Finder, err = NewFinder(codes)
	return b, err
}

func (b *Book) version(name string) *Version {
	for i := range b.Versions {
		if b.Versions[i].Version == name {
			return &b.Versions[i]
		}
	}
	return nil
}

// Version finds a version.
func (b *Book) Version(name string) (Version, bool) {
	if v := b.version(name); v != nil {
		return *v, true
	}
	return Version{}, false
}

// InForce is the version that a NIB is applied for with; without one, the newest.
func (b *Book) InForce() Version {
	for _, v := range b.Versions {
		if v.State == InForce {
			return v
		}
	}
	if n := len(b.Versions); n > 0 {
		return b.Versions[n-1]
	}
	return Version{}
}

// Code finds a code of a version.
func (b *Book) Code(k Key) (Code, bool) {
	i, found := b.at[k]
	if !found {
		return Code{}, false
	}
	return b.codes[i], true
}

// Sections lists the sections of a version.
func (b *Book) Sections(version string) []Code { return b.sections[version] }

// Below lists the codes directly below a code.
func (b *Book) Below(k Key) []Code { return b.below[k] }

// Beside lists the codes that have the same parent, without the code itself.
func (b *Book) Beside(c Code) []Code {
	var out []Code
	for _, o := range b.below[Key{c.Version, c.Parent}] {
		if o.Code != c.Code && c.Parent != "" {
			out = append(out, o)
		}
	}
	return out
}

// Path lists what stands above a code, the section first.
func (b *Book) Path(c Code) []Code {
	var out []Code
	for c.Parent != "" {
		up, found := b.Code(Key{c.Version, c.Parent})
		if !found {
			break
		}
		out, c = append([]Code{up}, out...), up
	}
	return out
}

// Codes lists all codes of a version, by level and code.
func (b *Book) Codes(version string) []Code {
	var out []Code
	for _, c := range b.codes {
		if c.Version == version {
			out = append(out, c)
		}
	}
	return out
}

// Classes lists the five-digit codes of a version, by code; section "" is all.
func (b *Book) Classes(version, section string) []Code {
	var out []Code
	for _, c := range b.codes {
		if c.Version == version && c.Level == Class && (section == "" || section == c.Section) {
			out = append(out, c)
		}
	}
	return out
}

// Fate is what a code of five digits is in another version.
type Fate struct {
	Version  Version
	Number   Code   // the code of the same number, when there is one
	There    bool   // there is one
	SameName bool   // and its title is the same
	Moved    []Code // codes of another number with this title
}

// Fates tells what became of a code in the other versions. Titles are compared
// by their letters: only these are sure, what a reworded title covers is not.
func (b *Book) Fates(c Code) []Fate {
	var out []Fate
	for _, v := range b.Versions {
		if v.Version == c.Version || c.Level != Class {
			continue
		}
		f := Fate{Version: v}
		f.Number, f.There = b.Code(Key{v.Version, c.Code})
		f.SameName = f.There && sameTitle(f.Number.Title) == sameTitle(c.Title)
		for _, o := range b.byTitle[v.Version+sameTitle(c.Title)] {
			if o.Code != c.Code {
				f.Moved = append(f.Moved, o)
			}
		}
		out = append(out, f)
	}
	return out
}

// sameTitle is a title's words without case and signs.
func sameTitle(title string) string {
	var words []string
	for _, t := range word.Split(title) {
		words = append(words, t.Text)
	}
	return strings.Join(words, " ")
}
