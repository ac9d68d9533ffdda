package form

import (
	"io"
	"strconv"
	"time"

	"alun/ground/date"
	"alun/ground/letter"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// Form is a filled form.
type Form struct {
	Quarter    date.Quarter
	Office     plan.OPD // zero: the whole city
	Parts      []Part   // one; of the whole city one for each office
	Revision   int      // 0: a draft
	Number     string   // as which it went out; "": it did not
	Made       time.Time
	Texts      plan.FormTexts
	Signatures []letter.Signature
	frame      *Frame
	words      layout
}

// Part is the rows of one office.
type Part struct {
	Office string // as printed
	Rows   []e81.Row
}

// Draft tells a form whose figures are not published.
func (f Form) Draft() bool { return f.Revision == 0 }

// City tells the form of all offices.
func (f Form) City() bool { return f.Office.ID == 0 }

// Rule is the rule in force in the form's quarter.
func (f Form) Rule() *Rule { return f.frame.rule(f.Quarter) }

// Averages are those below the form.
func (f Form) Averages() []AverageRow { return f.Rule().averages(f.Parts) }

// Write writes the form as "xlsx", or as PDF on "a3" or "f4".
func (f Form) Write(w io.Writer, as string) error {
	switch as {
	case "a3":
		return f.PDF(w, letter.A3)
	case "f4":
		return f.PDF(w, letter.F4)
	}
	return f.XLSX(w)
}

// Press is where the files are made, so many at a time.
type Press = letter.Press

// Kinds are what Write writes, with the endings and media types of the files.
var Kinds = []Kind{
	{"xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{"a3", "-a3.pdf", "application/pdf"},
	{"f4", "-f4.pdf", "application/pdf"},
}

// Kind is a file that a form can be.
type Kind struct{ Key, End, Type string }

// new makes a form without rows.
func (f *Frame) new(q date.Quarter, office plan.OPD) (Form, error) {
	l, err := words()
	return Form{Quarter: q, Office: office, frame: f, words: l}, err
}

// Draft makes the form of an office out of rows that nobody has published.
func (f *Frame) Draft(q date.Quarter, office plan.OPD, rows []e81.Row, texts plan.FormTexts, made time.Time) (Form, error) {
	x, err := f.new(q, office)
	x.Parts = []Part{{office.Name, rows}}
	x.Texts, x.Made = texts, made
	x.Signatures = x.signatures()
	return x, err
}

// signatures are the places of who made the form and of who evaluated it. Nobody
// is named: who signs writes that, or the caller does.
func (f Form) signatures() []letter.Signature {
	judged := letter.Signature{Day: fill(f.words.Judged, "{place}", f.frame.Place), Post: f.frame.Evaluator, NIP: fill(f.words.NIP, "{nip}", "")}
	if f.City() {
		return []letter.Signature{judged}
	}
	post := f.frame.Posts[f.Office.Slug]
	if post == "" {
		post = fill(f.words.HeadOf, "{office}", f.Office.Name)
	}
	made := letter.Signature{Day: fill(f.words.Made, "{place}", f.frame.Place), Post: []string{post, f.frame.City}, NIP: fill(f.words.NIP, "{nip}", "")}
	return []letter.Signature{made, judged}
}

// title is the lines above the form.
func (f Form) title() []string {
	who := fill(f.words.TitleOffice, "{office}", f.Office.Name)
	if f.City() {
		who = fill(f.words.TitleCity, "{city}", f.frame.City)
	}
	out := append(append([]string(nil), f.words.Title...), who, f.period())
	if f.Number != "" {
		out = append(out, fill(f.words.LetterNumber, "{number}", f.Number))
	}
	return out
}

func (f Form) period() string {
	return fill(f.words.TitlePeriod, "{year}", strconv.Itoa(f.Quarter.Year), "{quarter}", f.Quarter.Roman())
}

// foot is what stands below each page.
func (f Form) foot() string {
	who := f.Office.Name
	if f.City() {
		who = f.frame.City
	}
	out := f.words.Sheet + " · " + who + " · " + f.period()
	if f.Draft() {
		return out + " · " + f.words.Draft
	}
	return out + " · " + fill(f.words.Revision, "{revision}", strconv.Itoa(f.Revision))
}

// headings are the columns' heads of a pair of columns.
func (f Form) heading(i int) string {
	return fill(f.words.Pairs[i], "{year}", strconv.Itoa(f.Quarter.Year))
}

// texts are the four texts below the form, with their heads.
func (f Form) texts() []letter.Pair {
	return []letter.Pair{{Name: f.words.Driving, Text: f.Texts.Driving}, {Name: f.words.Hindering, Text: f.Texts.Hindering},
		{Name: f.words.NextQuarter, Text: f.Texts.NextQuarter}, {Name: f.words.NextPlan, Text: f.Texts.NextPlan}}
}
