package intake

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/keys"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/kbli"
)

// City reads what a reader knows of the city: its areas, the classification, the
// subsectors.
func City(tx *db.Tx, shelf *kbli.Shelf, ring *keys.Ring) (Reader, error) {
	var areas []place.Area
	for _, level := range []place.Level{place.City, place.Kecamatan, place.Kelurahan} {
		all, err := place.OfLevel(tx, level)
		if err != nil {
			return Reader{}, err
		}
		areas = append(areas, all...)
	}
	book, err := shelf.Book(tx)
	if err != nil {
		return Reader{}, err
	}
	r := Reader{Areas: NewAreas(areas), Classes: book, Subsectors: map[string]string{}, Today: date.DayOf(tx.Now()).Start(), Blind: ring.Blind}
	for _, v := range book.Versions {
		r.Versions = append(r.Versions, v.Version)
	}
	all, err := kbli.Subsectors(tx)
	for _, s := range all {
		for _, name := range append(s.Name[:], s.Slug) {
			r.Subsectors[fold(name)] = s.Slug
		}
	}
	return r, err
}

// ByNIB finds the businesses that stand and bear each NIB: those that somebody has
// checked, else those that came from a list. A draft that anybody may have typed is
// none of them.
func ByNIB(tx *db.Tx, nibs []string) (map[string][]db.ID, error) {
	return byNIB(tx, nibs, func(db.ID) (registry.Values, bool) { return nil, false })
}

// byNIB is ByNIB where some say something else by now: see registry.Book.OnTrial.
func byNIB(tx *db.Tx, nibs []string, now func(db.ID) (registry.Values, bool)) (map[string][]db.ID, error) {
	type bearer struct {
		id    db.ID
		nib   string
		state registry.State
		came  bool
	}
	all, err := db.Among(tx, func(r *db.Row) bearer { return bearer{r.ID(), r.Text(), registry.State(r.Text()), r.Bool()} },
		`select b.id, b.nib, b.state, exists (select 1 from registry_source_row s where s.business = b.id) from registry_business b where b.nib is not null and b.nib in `, ` order by b.id`, nibs)
	checked, listed := map[string][]db.ID{}, map[string][]db.ID{}
	for _, b := range all {
		if said, changed := now(b.id); changed && said[registry.NIB] != b.nib {
			continue
		}
		switch {
		case b.state == registry.Published || b.state == registry.Suspended:
			checked[b.nib] = append(checked[b.nib], b.id)
		case b.came && b.state != registry.Closed && b.state != registry.Merged:
			listed[b.nib] = append(listed[b.nib], b.id)
		}
	}
	for nib, ids := range checked {
		listed[nib] = ids
	}
	return listed, err
}

// ByKey finds the businesses that a row of each key became in any other list.
func ByKey(tx *db.Tx, source string, keys []string) (map[string][]db.ID, error) {
	type row struct {
		key, source string
		id          db.ID
		state       registry.State
	}
	all, err := db.Among(tx, func(r *db.Row) row { return row{r.Text(), r.Text(), r.ID(), registry.State(r.Text())} },
		`select s.key, s.source, b.id, b.state from registry_source_row s join registry_business b on b.id = s.business where s.key in `, ` order by b.id`, keys)
	out, own := map[string][]db.ID{}, map[string]bool{}
	for _, r := range all {
		switch {
		case r.source == source:
			own[r.key] = true // the register knows its own rows
		case r.state != registry.Closed && r.state != registry.Merged && !slices.Contains(out[r.key], r.id):
			out[r.key] = append(out[r.key], r.id)
		}
	}
	for key := range own {
		delete(out, key)
	}
	return out, err
}

// again are the marks that programs and people put on another copy of a file.
var again = regexp.MustCompile(`(?i)[ _-]*(\(\d+\)|copy( of)?|salinan|final|fix|revisi|rev|v\d+)+[ _-]*$`)

// SourceOf makes the name of a list out of what somebody calls it, or of its file: the
// copy of a file has the name of the first.
func SourceOf(text, file string) string {
	if text == "" {
		text = strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		for shorter := again.ReplaceAllString(text, ""); shorter != text && fold(shorter) != ""; shorter = again.ReplaceAllString(text, "") {
			text = shorter
		}
	}
	text = strings.ReplaceAll(fold(text), " ", "_")
	for len(text) > longestSource {
		text = text[:strings.LastIndexFunc(text, func(rune) bool { return true })]
	}
	return text
}

// longestSource bounds the name of a list, in bytes.
const longestSource = 60

// As gives an import the register's doors, for the command line.
func As(book *registry.Book, actor string) Desk {
	return Desk{
		Put: func(tx *db.Tx, l registry.List, rows []registry.Incoming) ([]registry.RowDone, error) {
			return book.PutAs(tx, actor, l, rows)
		},
		Find: func(tx *db.Tx, nibs []string) (map[string][]db.ID, error) { return byNIB(tx, nibs, book.OnTrial) },
		Came: ByKey, Trial: func() Desk { return As(book.Trial(), actor) },
	}
}
