package intake

import (
	"slices"
	"strings"
	"time"

	"alun/ground/fault"
	"alun/ground/sheet"
	"alun/record/registry"
)

// Fate is what becomes of a line of the file.
type Fate string

// The fates.
const (
	Taken    Fate = "taken"
	Refused  Fate = "refused"
	Doubtful Fate = "doubtful"
	Skipped  Fate = "skipped" // no business stands there
)

// Issue is what is to be said of a cell.
type Issue struct {
	Field  Field // "" is about the row
	Column string
	Value  string // as it stands in the file, clipped
	Left   bool   // the cell was left out, and the row was taken without it
	Trouble
}

// Row is a line of the file as it was read.
type Row struct {
	Line   int
	Fate   Fate
	Why    Say // of one that was skipped
	Issues []Issue
	Key    string // names the row within its source; of one that was taken
	Loose  bool   // the key has neither NIB nor number: another list may mean another business
	Set    registry.Values
}

// Reader reads the rows of one file. It is for one goroutine.
type Reader struct {
	Areas      *Areas
	Classes    Classes
	Versions   []string          // of the classification, the oldest first
	Subsectors map[string]string // folded name or code → code
	Today      time.Time
	Blind      func(purpose, value string) string

	head    Head
	mapping Mapping
	titles  []string  // of the columns, folded
	wide    int       // columns up to the last that the head names
	order   string    // of numeric days: what the survey or an answer said
	epoch   time.Time // day nought of bare numbers that are days; nought in a file of text
	at      map[Field]int
	above   map[Field]string // the last cell of columns that are filled down
	seen    map[string]seen  // keys of this file
	looked  map[string]seen  // keys that lines bear which differ; nil: nobody has looked yet
}

// reading is one row on its way.
type reading struct {
	*Reader
	row   Row
	cells map[Field]string
	set   registry.Values
}

// Read reads one line. It is taken only when no cell of it is refused or doubtful.
func (r *Reader) Read(l sheet.Line) Row {
	x := &reading{Reader: r, row: Row{Line: l.Number}, cells: map[Field]string{}, set: registry.Values{}}
	for f, j := range r.at {
		x.cells[f] = strings.TrimSpace(l.Cell(j))
	}
	if why, skip := x.noBusiness(l); skip {
		x.row.Fate, x.row.Why = Skipped, why
		return x.row
	}
	x.beyond(l)
	x.fillDown()
	x.place()
	x.class()
	x.people()
	x.money()
	x.point()
	for _, f := range Fields {
		if read := plain[f]; read != nil {
			x.cell(f, read)
		}
	}
	x.capacity()
	x.web()
	x.subsectors()
	x.everywhere()
	x.must()
	x.last()
	x.seemly()
	x.key()
	x.judge()
	return x.row
}

// plain are the fields of which one cell is one fact.
var plain = map[Field]func(*reading, string) (string, *Trouble){
	"name":          func(_ *reading, s string) (string, *Trouble) { return readName(s) },
	"nib":           func(_ *reading, s string) (string, *Trouble) { return readNIB(s) },
	"legal_form":    func(_ *reading, s string) (string, *Trouble) { return readForm(s) },
	"phone":         func(_ *reading, s string) (string, *Trouble) { return readPhone(s, false) },
	"wa":            func(_ *reading, s string) (string, *Trouble) { return readPhone(s, true) },
	"mail":          func(_ *reading, s string) (string, *Trouble) { return readMail(s) },
	"started":       func(x *reading, s string) (string, *Trouble) { return readDay(s, x.order, x.epoch, x.Today) },
	"at_home":       func(_ *reading, s string) (string, *Trouble) { return readTruth(s) },
	"street_vendor": func(_ *reading, s string) (string, *Trouble) { return readTruth(s) },
	"rt":            func(_ *reading, s string) (string, *Trouble) { return readRT(s) },
	"kind":          asIs, "other_names": asIs, "address": asIs, "hours": asIs,
	"about_id": asIs, "about_en": asIs, "about_ja": asIs,
}

// asIs leaves a text to the register's own reader.
func asIs(_ *reading, s string) (string, *Trouble) { return s, nil }

// truths are the fields where "tidak ada" is an answer and not a gap.
var truths = []Field{"at_home", "street_vendor"}

// given is the text of a field's cell, after an answer took its place. ok is false
// where the cell says nothing, or cannot say anything.
func (x *reading) given(f Field) (text string, answered, ok bool) {
	text = x.cells[f]
	if means, there := x.mapping.Values[f][asked(text)]; there && text != "" {
		return means, true, means != ""
	}
	if broken.MatchString(text) {
		x.trouble(f, refuse("intake.cell_broken", "intake.mend_formula", clip(text)))
		return "", false, false
	}
	if slices.Contains(truths, f) {
		said := strings.Trim(oneLine(text), "-–—. ") // a mark says something, if only something doubtful
		return text, false, said != "" && (fold(text) == "" || !nothing(text) || slices.Contains(words.No, fold(text)))
	}
	return text, false, !nothing(text)
}

// cell reads a cell into the fact of its name. An answer is taken as the register's
// own form.
func (x *reading) cell(f Field, read func(*reading, string) (string, *Trouble)) {
	text, answered, ok := x.given(f)
	if !ok {
		return
	}
	if !answered {
		var t *Trouble
		if text, t = read(x, text); t != nil {
			x.trouble(f, t)
			return
		}
	}
	x.set[registry.Fact(f)] = text
}

// trouble notes what is wrong with a cell. One that may be lacking is left out, unless
// it is doubtful: then somebody can say what it means.
func (x *reading) trouble(f Field, t *Trouble) {
	i := x.issue(f, t)
	i.Left = !t.Doubt && slices.Contains(x.mapping.Settings.MayLack, f)
	x.row.Issues = append(x.row.Issues, i)
}

// issue is what is to be said of a field's cell.
func (x *reading) issue(f Field, t *Trouble) Issue {
	i := Issue{Field: f, Value: clip(x.cells[f]), Trouble: *t}
	i.Column = x.head.column(f)
	return i
}

// fillDown gives an empty cell the one above it, in the columns where somebody said
// so; elsewhere it remembers what stood above, to tell.
func (x *reading) fillDown() {
	for _, f := range []Field{"kelurahan", Kecamatan, Area, "rt"} {
		switch _, there := x.at[f]; {
		case !there:
		case x.cells[f] != "":
			x.above[f] = x.cells[f]
		case slices.Contains(x.mapping.Settings.FillDown, f):
			x.cells[f] = x.above[f]
		}
	}
}

// everywhere adds what holds for all rows that say nothing themselves.
func (x *reading) everywhere() {
	for f, text := range x.mapping.All {
		if x.set[registry.Fact(f)] == "" && !x.troubled(f) {
			x.set[registry.Fact(f)] = text
		}
	}
	if x.set[registry.Kind] == "" && (x.set[registry.NIB] != "" || x.set[registry.LegalForm] != "") {
		x.set[registry.Kind] = registry.Usaha // a creative worker has neither
	}
}

func (x *reading) troubled(f Field) bool {
	return slices.ContainsFunc(x.row.Issues, func(i Issue) bool { return i.Field == f })
}

// must asks for what no row goes without.
func (x *reading) must() {
	_, named := x.at["name"]
	switch {
	case x.set[registry.Name] != "" || x.troubled("name"):
	case !named: // no cell is empty: which column it is has not been said
		x.trouble("name", doubt("intake.name_open", "intake.mend_name_open"))
	default:
		x.trouble("name", refuse("intake.name_lacks", "intake.mend_name"))
	}
	if x.set[registry.Kelurahan] == "" && !x.troubled("kelurahan") && !x.troubled(Area) && !x.troubled(Kecamatan) && !x.troubled(InCity) {
		switch up := x.above["kelurahan"]; {
		case up != "" && x.cells["kelurahan"] == "":
			x.trouble("kelurahan", doubt("intake.area_merged", "intake.mend_merged", clip(up)))
		default:
			x.trouble("kelurahan", doubt("intake.area_lacks", "intake.mend_area_all"))
		}
	}
	if x.set[registry.Kind] == "" && !x.troubled("kind") && !x.troubled("nib") && !x.troubled("legal_form") {
		x.trouble("kind", doubt("intake.kind_open", "intake.mend_kind").or(Choice{registry.Usaha, ""}, Choice{registry.Perorangan, ""}))
	}
}

// last lets the register's own readers judge what was read.
func (x *reading) last() {
	set, err := registry.Read(x.set)
	f := fault.Of(err)
	if f == nil {
		x.set = set
		return
	}
	for _, w := range f.Fields {
		if !x.troubled(Field(w.Name)) {
			x.trouble(Field(w.Name), refuse(w.Key, "intake.mend_as_said", w.Args...))
		}
		delete(x.set, registry.Fact(w.Name))
	}
	if set, err := registry.Read(x.set); err == nil {
		x.set = set
	}
}

// judge decides the fate: the worst of what was said of the cells.
func (x *reading) judge() {
	x.row.Fate = Taken
	for _, i := range x.row.Issues {
		switch {
		case i.Left, i.Doubt && leftOut("doubt"):
		case !i.Doubt:
			x.row.Fate = Refused
		case x.row.Fate == Taken:
			x.row.Fate = Doubtful
		}
	}
	if x.row.Fate == Taken && x.row.Why.Key != "" {
		x.row.Fate = Skipped // the same as a line before
	}
	if x.row.Fate == Taken {
		x.row.Set = x.set
	}
}
