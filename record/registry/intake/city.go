package intake

import (
	"path/filepath"
	"regexp"
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

// ByNIB finds the businesses that stand and bear a NIB: those that somebody has
// checked, else those that came from a list. A draft that anybody may have typed is
// none of them.
func ByNIB(tx *db.Tx, nib string) ([]db.ID, error) {
	all, err := db.All(tx, (*db.Row).ID, `select id from registry_business where nib = $1 and state in ('published', 'suspended')`, nib)
	if err != nil || len(all) > 0 {
		return all, err
	}
	return db.All(tx, (*db.Row).ID, `select b.id from registry_business b where b.nib = $1 and b.state not in ('closed', 'merged')
		and exists (select 1 from registry_source_row s where s.business = b.id) order by b.id`, nib)
}

// ByKey finds the businesses that a row of this key became in any other list.
func ByKey(tx *db.Tx, source, key string) ([]db.ID, error) {
	own, err := db.All(tx, (*db.Row).ID, `select business from registry_source_row where source = $1 and key = $2`, source, key)
	if err != nil || len(own) > 0 {
		return nil, err // the register knows its own rows
	}
	return db.All(tx, (*db.Row).ID, `select distinct b.id from registry_source_row s join registry_business b on b.id = s.business
		where s.key = $1 and b.state not in ('closed', 'merged') order by b.id`, key)
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
		Find: ByNIB, Came: ByKey,
	}
}
