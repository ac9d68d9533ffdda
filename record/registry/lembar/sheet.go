package lembar

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
)

// State is where a sheet stands.
type State string

// The states.
const (
	Printed State = "printed" // it is out; its ticks are kept as they come
	Entered State = "entered" // finished: its ticks count
	Void    State = "void"    // another sheet took its place
)

// Word is the key of its name.
func (s State) Word() string { return "lembar.state_" + string(s) }

// Tick is what the RT says of a business.
type Tick int

// The ticks, by the number that stands above their boxes.
const (
	None    Tick = iota
	Still        // masih usaha
	Moved        // pindah
	Shut         // tutup
	Unknown      // tidak kenal
)

// Ticks lists them in the order of the boxes.
var Ticks = []Tick{Still, Moved, Shut, Unknown}

// Code is the tick as the diary names it.
func (t Tick) Code() string {
	if !t.Known() {
		return "none"
	}
	return [...]string{"none", "masih", "pindah", "tutup", "tidak_kenal"}[t]
}

// Known reports a mark that a row can have, none among them.
func (t Tick) Known() bool { return t >= None && t <= Unknown }

// Word is the key of its name.
func (t Tick) Word() string { return "lembar.tick_" + t.Code() }

// Gone reports a tick that says that a business is not there: an officer decides.
func (t Tick) Gone() bool { return t >= Moved && t <= Unknown }

// Sheet is the sheet of one RT.
type Sheet struct {
	ID        db.ID
	Kelurahan string
	RT        int
	Number    string
	State     State
	Made      time.Time
	MadeBy    string
	Entered   time.Time
}

const sheetSelect = `select s.id, s.kelurahan, s.rt, s.number, s.state, s.made_at, s.made_by, s.entered_at from registry_lembar s`

func scanSheet(r *db.Row) Sheet {
	return Sheet{r.ID(), r.Text(), r.Int(), r.Text(), State(r.Text()), r.Time(), r.Text(), r.Time()}
}

// ByID finds a sheet.
func ByID(tx *db.Tx, id db.ID) (Sheet, error) {
	s, found, err := db.One(tx, scanSheet, sheetSelect+` where s.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "lembar.no_sheet")
	}
	return s, err
}

// Row is a business on a sheet, as printed.
type Row struct {
	N        int
	Business db.ID
	Version  int64 // of the business when it was printed
	Name     string
	Trade    string
	Street   string
	Tick     Tick
	At       time.Time // of the tick
	By       string
	Counted  Tick
	made     int64
	Decided  string // "", closed, kept
}

// rowSelect asks of each row whether its street may be read today: an owner may have
// said since it was printed that it is a home.
const rowSelect = `select r.n, r.business, r.version, r.name, r.trade, r.street, r.tick, r.tick_at, r.tick_by, r.counted, r.made_version, r.decided,
	case when not b.at_home and (b.street_vendor is null or not b.street_vendor) then 1 else 0 end, b.street_vendor is null, b.kbli
	from registry_lembar_row r join registry_business b on b.id = r.business`

func scanRow(r *db.Row) Row {
	row := Row{N: r.Int(), Business: r.ID(), Version: r.Int64(), Name: r.Text(), Trade: r.Text(), Street: r.Text(), Tick: Tick(r.Int()), At: r.Time(), By: r.Text(), Counted: Tick(r.Int())}
	row.made, _ = r.Maybe()
	row.Decided = r.Text()
	fixed, unsaid := r.Int() != 0, r.Bool()
	code := registry.StreetCode(r.Text()) && !leftOut("street")
	if (!fixed || unsaid && code) && !leftOut("home") {
		row.Street = ""
	}
	return row
}

// RowsOf lists the rows of a sheet in their order.
func RowsOf(tx *db.Tx, sheet db.ID) ([]Row, error) {
	return db.All(tx, scanRow, rowSelect+` where r.sheet = $1 order by r.n`, sheet)
}

// Hand is a row that was written by hand.
type Hand struct {
	Line     int
	Business db.ID
	Name     string
	What     string
	By       string
}

// HandsOf lists what was written by hand, as the register has it now.
func HandsOf(tx *db.Tx, sheet db.ID) ([]Hand, error) {
	return db.All(tx, func(r *db.Row) Hand { return Hand{r.Int(), r.ID(), r.Text(), r.Text(), r.Text()} },
		`select h.line, h.business, b.name, b.about_id, h.made_by from registry_lembar_hand h join registry_business b on b.id = h.business where h.sheet = $1 order by h.line`, sheet)
}

// Whole is a sheet with what stands on it.
type Whole struct {
	Sheet
	Rows  []Row
	Hands []Hand
}

// Count tells how many rows bear a tick.
func (w Whole) Count(t Tick) int {
	n := 0
	for _, r := range w.Rows {
		if r.Tick == t {
			n++
		}
	}
	return n
}

// See finds a sheet with its rows, for who looks on in its area.
func (d Desk) See(tx *db.Tx, session string, id db.ID) (w Whole, err error) {
	if _, w.Sheet, err = seen(tx, session, registry.MayWatch, id); err != nil {
		return w, err
	}
	if w.Rows, err = RowsOf(tx, id); err == nil {
		w.Hands, err = HandsOf(tx, id)
	}
	return w, err
}
