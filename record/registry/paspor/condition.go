package paspor

import (
	"regexp"
	"slices"
	"strings"

	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/record/registry"
)

// Condition is what a thing that is asked for must be, besides being there. At most one of
// Codes, Classes and Self is set; none of them asks for nothing more.
type Condition struct {
	Codes   []string // how one of the KBLI codes begins: "107", or of one version only "2020:1104"
	Classes []string // classes of size of the law, by their codes in the city's rules: "mikro"
	Self    bool     // there is a condition that nothing which Alun keeps can tell
	Meant   Name     // what Codes or Classes come to: "industri pangan"
}

// Fit is how what is there stands to a condition.
type Fit int

// The answers.
const (
	Fits   Fit = iota // nothing more is asked for, or it is what is meant
	Unfit             // it is there, and is something else
	Unsure            // it is there, and whether it is what is meant cannot be computed
)

var (
	beginsForm = regexp.MustCompile(`^(20\d{2}:)?\d{2,5}$`)
	classForm  = regexp.MustCompile(`^[a-z]+$`)
)

// readCondition reads the condition of a line. kept tells that Alun keeps what is asked for:
// of anything else it can compute nothing.
func readCondition(r sheet.Record, kept bool) (c Condition, ok bool) {
	kind, what, _ := strings.Cut(r.Text("condition"), ":")
	all := strings.Fields(what)
	c.Meant = Name{r.Text("meant_id"), r.Text("meant_en"), r.Text("meant_ja")}
	named := !slices.Contains([]string{c.Meant.ID, c.Meant.EN, c.Meant.JA}, "")
	form := classForm
	switch kind {
	case "":
		return c, what == "" && c.Meant == Name{}
	case "self":
		c.Self = true
		return c, what == "" && kept && c.Meant == Name{}
	case "kbli":
		c.Codes, form = all, beginsForm
	case "class":
		c.Classes = all
	default:
		return c, false
	}
	wrong := func(one string) bool { return !form.MatchString(one) }
	return c, kept && named && len(all) > 0 && !slices.ContainsFunc(all, wrong)
}

// FitOf tells how what is there stands to the condition of a need, and names what is there
// instead where that is something else: codes, or classes of size in a language. It is to be
// asked only of what is there. What this reader does not see is not computed from.
func (s Sheet) FitOf(n Need, tag lang.Tag) (fit Fit, instead []string) {
	switch {
	case n.When.Self:
		return Unsure, nil
	case len(n.When.Codes) > 0:
		return s.codesFit(n.When)
	case len(n.When.Classes) > 0:
		return s.classFits(n.When, tag)
	}
	return Fits, nil
}

// codesFit asks whether one of the codes is meant: who asks wants a business that does this,
// whatever else it does.
func (s Sheet) codesFit(c Condition) (Fit, []string) {
	var instead []string
	for _, code := range s.Business.Codes() {
		if slices.ContainsFunc(c.Codes, func(begins string) bool { return begin(code, begins) }) {
			return Fits, nil
		}
		if !slices.Contains(instead, code.Code) { // one number of two versions
			instead = append(instead, code.Code)
		}
	}
	if len(instead) == 0 {
		return Unsure, nil
	}
	return Unfit, instead
}

func begin(c registry.Code, begins string) bool {
	version, digits, of := strings.Cut(begins, ":")
	if !of {
		return strings.HasPrefix(c.Code, begins)
	}
	return c.Version == version && strings.HasPrefix(c.Code, digits)
}

// classFits asks of the class that the law gives. A band of sales may span several classes:
// where only some of them are meant, nobody can tell.
func (s Sheet) classFits(c Condition, tag lang.Tag) (Fit, []string) {
	meant := 0
	var instead []string
	for _, class := range s.Class.Classes {
		if slices.Contains(c.Classes, class.Code) {
			meant++
		} else {
			instead = append(instead, class.Name.In(tag))
		}
	}
	switch {
	case meant > 0 && len(instead) == 0:
		return Fits, nil
	case meant > 0 || len(instead) == 0:
		return Unsure, nil
	}
	return Unfit, instead
}
