package kbli

import (
	"time"

	"alun/ground/db"
	"alun/ground/lang"
)

// Texts is one text in the three languages: Indonesian, English, Japanese.
type Texts [3]string

// In gives the text in a language.
func (t Texts) In(tag lang.Tag) string {
	switch tag {
	case lang.EN:
		return t[1]
	case lang.JA:
		return t[2]
	}
	return t[0]
}

func (t Texts) whole() bool { return t[0] != "" && t[1] != "" && t[2] != "" }

// Subsector is one of the 17 of the creative economy.
type Subsector struct {
	Slug     string
	Position int
	Name     Texts
	About    Texts
	Codes    int // that belong to it now
	Since    time.Time
}

const subsectorSelect = `select s.slug, s.position, s.name_id, s.name_en, s.name_ja, s.about_id, s.about_en, s.about_ja,
	(select count(*) from registry_kbli_mapping m where m.slug = s.slug and m.valid_to is null), s.valid_from
	from registry_kbli_subsector s where s.valid_to is null`

func scanSubsector(r *db.Row) Subsector {
	return Subsector{Slug: r.Text(), Position: r.Int(), Name: Texts{r.Text(), r.Text(), r.Text()},
		About: Texts{r.Text(), r.Text(), r.Text()}, Codes: r.Int(), Since: r.Time()}
}

// Subsectors lists the subsectors in their order.
func Subsectors(tx *db.Tx) ([]Subsector, error) {
	return db.All(tx, scanSubsector, subsectorSelect+` order by s.position`)
}

// SubsectorBySlug finds a subsector.
func SubsectorBySlug(tx *db.Tx, slug string) (Subsector, bool, error) {
	return db.One(tx, scanSubsector, subsectorSelect+` and s.slug = $1`, slug)
}
