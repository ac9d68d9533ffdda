package naikkelas

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/record/registry"
)

// The files of a profile that this package reads.
const (
	AxesFile      = "readiness_axes.csv"
	QuestionsFile = "readiness_questions.csv"
)

// Profile is the rules as the city's files say them, read and checked.
type Profile struct {
	wheels  []Wheel
	permits []PermitRule
}

// fromProfile is who decided what the city's files say.
const fromProfile = "profile"

// ReadProfile reads the rules of a profile. It touches no database; a fault says which
// file, line and value, and why.
func ReadProfile(files fs.FS) (p Profile, err error) {
	defer fault.Op(&err, "naikkelas: read profile")
	for _, read := range []func(fs.FS) error{p.readAxes, p.readQuestions, p.readKinds, p.readTrades, p.readSteps} {
		if err := read(files); err != nil {
			return Profile{}, err
		}
	}
	return p, p.check()
}

// refuse says what is wrong with one line of a file.
func refuse(r sheet.Record, value string, why lang.Key) error {
	return fault.New(fault.Invalid, "naikkelas.line_refused", r.File, r.Line, value, why)
}

// check looks at whole versions.
func (p Profile) check() error {
	for _, w := range p.wheels {
		if len(w.Axes) != 7 {
			return fault.New(fault.Invalid, "naikkelas.version_refused", AxesFile, w.From, lang.Key("naikkelas.why_seven"))
		}
		for _, a := range w.Axes {
			if len(a.Questions) == 0 {
				return fault.New(fault.Invalid, "naikkelas.version_refused", QuestionsFile, a.Code, lang.Key("naikkelas.why_no_question"))
			}
		}
	}
	for _, v := range p.permits {
		if len(v.Steps) == 0 || len(v.Trades) == 0 {
			return fault.New(fault.Invalid, "naikkelas.version_refused", StepsFile, v.Subject, lang.Key("naikkelas.why_no_step"))
		}
	}
	return nil
}

func day(r sheet.Record, column string) (date.Day, error) {
	d, err := date.ParseDay(r.Text(column))
	if err != nil {
		return d, refuse(r, r.Text(column), "naikkelas.why_day")
	}
	return d, nil
}

// names reads the three languages of a text.
func names(r sheet.Record, what string) (Name, error) {
	n := Name{ID: r.Text(what + "_id"), EN: r.Text(what + "_en"), JA: r.Text(what + "_ja")}
	if n.ID == "" || n.EN == "" || n.JA == "" {
		return n, refuse(r, what, "naikkelas.why_name")
	}
	return n, nil
}

// within reads a whole number between two.
func within(r sheet.Record, column string, least, most int64) (int64, error) {
	n, err := strconv.ParseInt(r.Text(column), 10, 64)
	if err != nil || n < least || n > most {
		return 0, refuse(r, column+" "+r.Text(column), "naikkelas.why_number")
	}
	return n, nil
}

var grades = []string{"A", "A-", "B", "C", "D"}

func basis(r sheet.Record, dated bool) (b Basis, err error) {
	b = Basis{Law: r.Text("basis"), Source: r.Text("source"), Grade: r.Text("grade")}
	switch {
	case b.Law == "" || b.Source == "":
		return b, refuse(r, b.Law, "naikkelas.why_basis")
	case !slices.Contains(grades, b.Grade):
		return b, refuse(r, b.Grade, "naikkelas.why_grade")
	case dated:
		b.Day, err = day(r, "source_day")
	}
	return b, err
}

func (p *Profile) readAxes(files fs.FS) error {
	columns := []string{"valid_from", "code", "weight", "proven_from", "name_id", "name_en", "name_ja", "about_id", "about_en", "about_ja", "basis", "source", "grade"}
	return sheet.EachRecord(files, AxesFile, columns, func(r sheet.Record) (err error) {
		from, err := day(r, "valid_from")
		if err != nil {
			return err
		}
		proven, ok := registry.LevelOf(r.Text("proven_from"))
		if !ok {
			return refuse(r, r.Text("proven_from"), "naikkelas.why_level")
		}
		w := p.wheel(from, proven)
		a := Axis{Code: r.Text("code")}
		if _, twice := w.Axis(a.Code); twice || !plainCode(a.Code) {
			return refuse(r, a.Code, "naikkelas.why_code")
		}
		if w.Proven != proven {
			return refuse(r, r.Text("proven_from"), "naikkelas.why_level")
		}
		if a.Weight, err = within(r, "weight", 1, 100); err != nil {
			return err
		}
		if a.Name, err = names(r, "name"); err != nil {
			return err
		}
		if a.About, err = names(r, "about"); err != nil {
			return err
		}
		if a.Basis, err = basis(r, false); err == nil {
			w.Axes = append(w.Axes, a)
		}
		return err
	})
}

// wheel finds the version that a line belongs to.
func (p *Profile) wheel(from date.Day, proven registry.Level) *Wheel {
	for i := range p.wheels {
		if p.wheels[i].From == from {
			return &p.wheels[i]
		}
	}
	p.wheels = append(p.wheels, Wheel{Version: Version{Subject: Roda, From: from, By: fromProfile}, Proven: proven})
	return &p.wheels[len(p.wheels)-1]
}

// plainCode reports a code that may stand in an address.
func plainCode(s string) bool {
	return s != "" && len(s) <= 40 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz_") == ""
}

func (p *Profile) readQuestions(files fs.FS) error {
	columns := []string{"valid_from", "axis", "code", "weight", "effort", "from", "asked", "options", "trades", "kind", "permit", "ask_id", "ask_en", "ask_ja", "step_id", "step_en", "step_ja"}
	return sheet.EachRecord(files, QuestionsFile, columns, func(r sheet.Record) error {
		from, err := day(r, "valid_from")
		if err != nil {
			return err
		}
		i := slices.IndexFunc(p.wheels, func(w Wheel) bool { return w.From == from })
		if i < 0 {
			return refuse(r, r.Text("valid_from"), "naikkelas.why_axis")
		}
		w := &p.wheels[i]
		at := slices.IndexFunc(w.Axes, func(a Axis) bool { return a.Code == r.Text("axis") })
		if at < 0 {
			return refuse(r, r.Text("axis"), "naikkelas.why_axis")
		}
		q, err := readQuestion(r)
		if err != nil {
			return err
		}
		if _, twice := w.Question(q.Code); twice || !plainCode(q.Code) {
			return refuse(r, q.Code, "naikkelas.why_code")
		}
		w.Axes[at].Questions = append(w.Axes[at].Questions, q)
		return nil
	})
}

func readQuestion(r sheet.Record) (q Question, err error) {
	q = Question{Axis: r.Text("axis"), Code: r.Text("code"), From: strings.Fields(r.Text("from")), Asked: r.Text("asked") != "", Trades: Trades(r.Text("trades")), Kind: r.Text("kind"), Permit: r.Text("permit")}
	if q.Weight, err = within(r, "weight", 1, 100); err != nil {
		return q, err
	}
	if q.Effort, err = within(r, "effort", 1, 4); err != nil {
		return q, err
	}
	if q.Choices, err = readChoices(r.Text("options")); err != nil {
		return q, refuse(r, r.Text("options"), "naikkelas.why_options")
	}
	switch {
	case slices.ContainsFunc(q.From, func(s string) bool { return !knownSource(s) }) || len(q.From) == 0 && !q.Asked:
		return q, refuse(r, r.Text("from"), "naikkelas.why_from")
	case q.Kind != "" && q.Kind != registry.Usaha && q.Kind != registry.Perorangan:
		return q, refuse(r, q.Kind, "naikkelas.why_kind")
	case q.Permit != "" && !slices.Contains(PermitKinds, q.Permit):
		return q, refuse(r, q.Permit, "naikkelas.why_permit")
	}
	if q.Ask, err = names(r, "ask"); err != nil {
		return q, err
	}
	q.Step, err = names(r, "step")
	return q, err
}

// readChoices reads "ya:100 belum:0 tak_perlu:-": the first is the best, and something
// counts nothing.
func readChoices(text string) (out []Choice, err error) {
	bad := fault.New(fault.Invalid, "naikkelas.why_options")
	for word := range strings.FieldsSeq(text) {
		code, points, _ := strings.Cut(word, ":")
		c := Choice{Code: code, Counts: points != "-"}
		if c.Counts {
			if c.Points, err = strconv.ParseInt(points, 10, 64); err != nil || c.Points < 0 || c.Points > 100 {
				return nil, bad
			}
		}
		if !slices.Contains(Values, code) || slices.ContainsFunc(out, func(o Choice) bool { return o.Code == code }) {
			return nil, bad
		}
		out = append(out, c)
	}
	if len(out) < 2 || out[0].Code != Yes || out[0].Points == 0 || !slices.ContainsFunc(out, func(c Choice) bool { return c.Code == NotYet && c.Counts && c.Points == 0 }) {
		return nil, bad
	}
	return out, nil
}

// choicesText is how choices are kept.
func choicesText(all []Choice) string {
	var out []string
	for _, c := range all {
		points := "-"
		if c.Counts {
			points = strconv.FormatInt(c.Points, 10)
		}
		out = append(out, c.Code+":"+points)
	}
	return strings.Join(out, " ")
}
