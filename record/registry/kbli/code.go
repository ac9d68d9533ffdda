package kbli

import (
	"strings"
	"time"

	"alun/ground/db"
)

// Code is one entry of the classification.
type Code struct {
	Version     string // 2020
	Code        string // A, 56, 561, 5610, 56102
	Level       int    // 1 section, then as many digits
	Parent      string // "" for a section
	Section     string // the letter
	Title       string // as printed; "" where the source lacks it
	Shown       string // the title in ordinary capitals
	Description string // of five digits; "" where the source has none
	Words       string // everyday words of ours, parted by semicolons
	Since       time.Time
}

// The levels.
const (
	Section  = 1
	Division = 2
	Group    = 3
	Subgroup = 4
	Class    = 5 // what a business is registered with
)

// Key names a code.
type Key struct{ Version, Code string }

// Key gives the code's name.
func (c Code) Key() Key { return Key{c.Version, c.Code} }

// Named reports whether the source has a title.
func (c Code) Named() bool { return c.Title != "" }

// Phrases are the everyday words, one thing each.
func (c Code) Phrases() []string {
	var out []string
	for p := range strings.SplitSeq(c.Words, ";") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// Version is an edition of the classification.
type Version struct {
	Version    string
	Regulation string
	State      State
	Official   int // five-digit codes of the regulation
	Held       int // of them in the tables
	Source     string
	SourceDate string
	Grade      string
	Licence    string
	Note       string // what is missing
	Since      time.Time
}

// State is where a version stands in law.
type State string

// The states.
const (
	InForce State = "berlaku" // what a NIB is applied for with
	New     State = "baru"    // decided, and here in part
	Past    State = "lama"
)

// Whole reports whether all five-digit codes are there.
func (v Version) Whole() bool { return v.Held == v.Official }

const codeColumns = `c.version, c.code, c.level, c.parent, c.section, c.title, c.shown, c.description, coalesce(w.words, ''), c.valid_from`

func scanCode(r *db.Row) Code {
	return Code{Version: r.Text(), Code: r.Text(), Level: r.Int(), Parent: r.Text(), Section: r.Text(),
		Title: r.Text(), Shown: r.Text(), Description: r.Text(), Words: r.Text(), Since: r.Time()}
}

const versionColumns = `version, regulation, state, official, source, source_date, grade, licence, note, valid_from`

func scanVersion(r *db.Row) Version {
	return Version{Version: r.Text(), Regulation: r.Text(), State: State(r.Text()), Official: r.Int(),
		Source: r.Text(), SourceDate: r.Text(), Grade: r.Text(), Licence: r.Text(), Note: r.Text(), Since: r.Time()}
}

// readCodes reads all standing codes, parents before children.
func readCodes(tx *db.Tx) ([]Code, error) {
	return db.All(tx, scanCode, `select `+codeColumns+` from registry_kbli_code c
		left join registry_kbli_word w on w.version = c.version and w.code = c.code
		where c.valid_to is null order by c.version, c.level, c.code`)
}

// Standing reports whether a code of a version is in the list now.
func Standing(tx *db.Tx, k Key) (bool, error) {
	_, found, err := db.One(tx, (*db.Row).Text, `select code from registry_kbli_code
		where version = $1 and code = $2 and valid_to is null`, k.Version, k.Code)
	return found, err
}
