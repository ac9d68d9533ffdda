package field

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/geo"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// Found is what an officer finds.
type Found string

// What can be found.
const (
	Open   Found = "buka"
	Moved  Found = "pindah"
	Closed Found = "tutup"
	Gone   Found = "tidak_ada"
)

// Founds lists them, in the order of forms.
var Founds = []Found{Open, Moved, Closed, Gone}

// Corrects are the facts that an officer corrects on the spot: what can be seen from
// the street, or asked across the counter.
var Corrects = []registry.Fact{registry.Name, registry.AboutID, registry.RT, registry.Opens}

// Stood is where the officer stood.
type Stood struct {
	At       geo.Point
	Accuracy int // metres
}

// Checking is what an officer found.
type Checking struct {
	Business db.ID
	Key      string // of the device: the same one is the same check
	Version  int64  // that was looked at; 0: whatever it is now
	Found    Found
	Set      registry.Values // corrected, as typed
	More     registry.Values // of Asks: what was written down of it as of a new one, before it was known
	Stood    *Stood
	Here     bool // the business is where the officer stood
	Note     string
	Photo    string // hash of a file that was received
	Made     time.Time
}

// Done is what became of a check.
type Done struct {
	Check    db.ID
	Again    bool             // it came before: nothing was done
	Version  int64            // of the business now
	Changed  []registry.Fact  // known as seen
	Proposed []registry.Fact  // better known otherwise: they wait
	Clashes  []registry.Clash // others were faster: nothing was kept
}

const (
	mostNote   = 500
	leastNote  = 10 // letters, where nothing else shows that it has closed
	sharpPoint = 50 // metres: a point that is less sure tells where the officer was, not where the business is
	oldest     = 30 * 24 * time.Hour
)

// Check keeps what an officer found.
func (d *Desk) Check(tx *db.Tx, session string, in Checking) (out Done, err error) {
	who, b, err := d.mayCheck(tx, session, in.Business)
	if err != nil {
		return out, err
	}
	if id, there, err := came(tx, who.Person, in.Key); there || err != nil {
		return Done{Check: id, Again: there, Version: b.Version}, err
	}
	if err := in.read(); err != nil {
		return out, err
	}
	out.Version = b.Version
	var said []registry.Fact
	if in.Found == Open && b.State.Stands() == nil {
		saved, err := d.change(tx, session, in, b)
		if err != nil {
			return out, err
		}
		if out.Version, out.Clashes = saved.Version, saved.Clashes; len(out.Clashes) > 0 {
			return out, nil
		}
		said, out.Changed, out.Proposed = saved.Changed, saved.Changed, saved.Proposed
	}
	out.Check = tx.NewID()
	return out, d.keep(tx, who, b, in, out.Check, said)
}

// mayCheck answers who checks a business: an officer of its area who has no part in it.
func (d *Desk) mayCheck(tx *db.Tx, session string, business db.ID) (account.Who, registry.Business, error) {
	who, b, err := d.Book.For(tx, session, registry.MayCheck, business)
	if err == nil && !leftOut("own") {
		_, err = d.Book.MayCheckOn(tx, session, business)
	}
	return who, b, err
}

// came finds a check that came before under a key.
func came(tx *db.Tx, officer db.ID, key string) (db.ID, bool, error) {
	if leftOut("key") {
		return 0, false, nil
	}
	return db.One(tx, (*db.Row).ID, `select id from registry_check where officer = $1 and key = $2`, officer, key)
}

// read refuses what is no check.
func (in Checking) read() error {
	f := fault.New(fault.Invalid, "field.check_invalid")
	if !slices.Contains(Founds, in.Found) {
		f.At("found", "field.found_missing")
	}
	if utf8.RuneCountInString(in.Note) > mostNote {
		f.At("catatan", "field.note_long", mostNote)
	}
	if in.Found == Closed && !in.shows() {
		f.At("catatan", "field.closed_unshown")
	}
	for fact := range in.Set {
		if !slices.Contains(Corrects, fact) {
			f.At(string(fact), "registry.fact_unknown")
		}
	}
	for fact := range in.More {
		if !slices.Contains(Asks, fact) || slices.Contains(Corrects, fact) || fact == registry.Point {
			f.At(string(fact), "registry.fact_unknown")
		}
	}
	if len(in.Key) < 16 || len(in.Key) > 128 {
		f.At("kunci", "field.key_missing")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// shows reports that something stands behind what was found: a photo, where the officer
// stood, or a sentence that says why there is neither. A closing costs somebody their place
// in the register.
func (in Checking) shows() bool {
	return in.Photo != "" || in.Stood != nil || utf8.RuneCountInString(strings.TrimSpace(in.Note)) >= leastNote || leftOut("shown")
}

// changing is what is said of the facts of a business that was found open.
func (d *Desk) changing(in Checking, b registry.Business) registry.Changing {
	c := registry.Changing{Business: b.ID, Version: in.Version, Set: registry.Values{}, Level: registry.Seen, Sure: true}
	maps.Copy(c.Set, in.Set)
	for _, f := range Corrects {
		if b.Facts[f] != "" {
			c.Confirm = append(c.Confirm, f) // of what is said anew, the register heeds that
		}
	}
	if in.Here && in.Stood != nil && in.Stood.Accuracy <= sharpPoint && d.inCity(in.Stood.At) {
		c.Set[registry.Point] = registry.At{Point: in.Stood.At, Source: "gps"}.String()
	}
	return c
}

func (d *Desk) inCity(p geo.Point) bool {
	if d.Book.Where == nil {
		return true
	}
	_, found := d.Book.Where(p)
	return found
}

// aside is what a check holds that nobody reads but who checks.
type aside struct {
	Note  string `json:"note,omitempty"`
	Point string `json:"point,omitempty"`
}

func (d *Desk) keep(tx *db.Tx, who account.Who, b registry.Business, in Checking, id db.ID, said []registry.Fact) error {
	hidden := aside{Note: strings.TrimSpace(in.Note)}
	accuracy, point := 0, in.Stood != nil
	if point {
		hidden.Point, accuracy = registry.At{Point: in.Stood.At, Source: "gps"}.String(), in.Stood.Accuracy
	}
	sealed := ""
	if hidden != (aside{}) {
		raw, err := json.Marshal(hidden)
		if err == nil {
			sealed, err = d.Book.Box.Hide(tx, b.Subject(), checkPlace(id), string(raw))
		}
		if err != nil {
			return err
		}
	}
	state := "menunggu"
	if in.Found == Open {
		state = "selesai"
	}
	facts := make([]string, len(said))
	for i, f := range said {
		facts[i] = string(f)
	}
	if in.Photo != "" {
		if err := blob.Keep(tx, in.Photo); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`insert into registry_check (id, business, officer, key, found, facts, accuracy, sealed, photo, made_at, at, state, decided_by, decided_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', null)`, id, b.ID, who.Person, in.Key, string(in.Found), strings.Join(facts, " "),
		db.Null(accuracy, point), sealed, in.Photo, made(in.Made, tx.Now()), tx.Now(), state); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.checked", Kind: "registry_business", Subject: b.ID,
		Data: map[string]any{"found": string(in.Found), "check": id}})
}

// made is when the officer was there, as their device says: its clock may be wrong.
func made(at, now time.Time) time.Time {
	if at.IsZero() || at.After(now) {
		return now
	}
	if at.Before(now.Add(-oldest)) {
		return now.Add(-oldest)
	}
	return at
}

func checkPlace(id db.ID) string { return fmt.Sprint("registry_check ", id) }

// dropPhotos lets the photos of a business go, whose last owner was forgotten.
func dropPhotos(tx *db.Tx, business db.ID) error {
	all, err := db.All(tx, (*db.Row).Text, `select photo from registry_check where business = $1 and photo <> ''`, business)
	for _, hash := range all {
		if err == nil {
			err = blob.Drop(tx, hash)
		}
	}
	if err == nil && len(all) > 0 {
		_, err = tx.Exec(`update registry_check set photo = '' where business = $1`, business)
	}
	return err
}
