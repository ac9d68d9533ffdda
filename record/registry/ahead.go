package registry

import (
	"slices"

	"alun/ground/db"
	"alun/record/place"
)

// ahead is what an act that loads a list asks before its first row, with one
// statement for all rows: asked row by row it would cost more than the writing.
type ahead struct {
	rows       map[string]was  // what each key became; taken out when it was told
	nibs       map[string]bool // true: a business of the register bears it; nil: ask again
	subsectors []string
}

// was is a row of a list as it came before; the zero value never came.
type was struct {
	id     db.ID
	digest string
}

// look asks for all rows of an act.
func (k *Book) look(tx *db.Tx, source string, rows []Incoming) error {
	k.ahead = &ahead{rows: map[string]was{}, nibs: map[string]bool{}}
	keys, nibs, kbli := []string{}, []string{}, map[string][]string{}
	for _, in := range rows {
		keys, k.ahead.rows[in.Key] = append(keys, in.Key), was{}
		if nib, err := Read(Values{NIB: in.Set[NIB]}); err == nil && nib[NIB] != "" {
			nibs, k.ahead.nibs[nib[NIB]] = append(nibs, nib[NIB]), false
		}
		all, _ := ReadCodes(in.Set[KBLI]) // what is none is refused later
		for _, c := range all {
			if !slices.Contains(kbli[c.Version], c.Code) {
				kbli[c.Version] = append(kbli[c.Version], c.Code)
			}
		}
	}
	if err := k.lookRows(tx, source, keys, nibs); err != nil {
		return err
	}
	return k.lookLists(tx, kbli)
}

func (k *Book) lookRows(tx *db.Tx, source string, keys, nibs []string) error {
	type row struct {
		key string
		was
	}
	came, err := db.Among(tx, func(r *db.Row) row { return row{r.Text(), was{r.ID(), r.Text()}} },
		`select key, business, digest from registry_source_row where source = $1 and key in `, ``, keys, source)
	for _, r := range came {
		k.ahead.rows[r.key] = r.was
	}
	if err != nil {
		return err
	}
	// Not "and state in …": SQLite would go through all that are published.
	type bearer struct {
		nib   string
		state State
	}
	bear, err := db.Among(tx, func(r *db.Row) bearer { return bearer{r.Text(), State(r.Text())} },
		`select nib, state from registry_business where nib is not null and nib in `, ``, nibs)
	for _, b := range bear {
		k.ahead.nibs[b.nib] = k.ahead.nibs[b.nib] || b.state == Published || b.state == Suspended
	}
	return err
}

// lookLists asks for what rows name: areas, codes, subsectors.
func (k *Book) lookLists(tx *db.Tx, kbli map[string][]string) error {
	areas, err := place.OfLevel(tx, place.Kelurahan)
	for _, a := range areas {
		k.asked["area "+a.Code] = true
	}
	for version, codes := range kbli {
		if err != nil {
			return err
		}
		var there []string
		there, err = db.Among(tx, (*db.Row).Text, `select code from registry_kbli_code where version = $1 and level = 5 and code in `, ``, codes, version)
		for _, code := range there {
			k.asked["kbli "+version+code] = true
		}
	}
	if err == nil {
		k.ahead.subsectors, err = subsectors(tx)
	}
	return err
}
