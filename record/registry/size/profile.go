package size

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/sheet"
)

// The files of a profile that this package reads.
const (
	ClassesFile = "msme_classes.csv"
	StepsFile   = "size_steps.csv"
)

var (
	commonColumns = []string{"scheme", "code", "class", "name_id", "name_en", "name_ja", "capital_gt_idr", "capital_le_idr", "revenue_gt_idr", "revenue_le_idr",
		"combine", "valid_from", "rule", "rule_id", "rule_ja", "legal_basis", "source", "reliability"}
	lawColumns = append(slices.Clone(commonColumns), "workers_min", "workers_max", "invest_lt_idr", "invest_ge_idr", "invest_gt_idr", "invest_le_idr")
)

// most is the largest bound that a file may give: a thousand trillion rupiah.
const most = 1_000_000_000_000_000

// Profile is the rules as the city's files say them, read and checked.
type Profile struct{ versions []Version }

// ReadProfile reads the rules of a profile and checks each version: every
// business has exactly one class. It touches no database; a fault says which
// file, line and value, and why.
func ReadProfile(files fs.FS) (p Profile, err error) {
	defer fault.Op(&err, "size: read profile")
	if err := p.read(files, ClassesFile, lawColumns, false); err != nil {
		return Profile{}, err
	}
	if err := p.read(files, StepsFile, commonColumns, true); err != nil {
		return Profile{}, err
	}
	for _, v := range p.versions {
		if w := v.check(); w != nil {
			return Profile{}, refuse(v.file, v.Rules[w.rule].line, w.value, w.why)
		}
	}
	return p, nil
}

// refuse says what is wrong with one line of a file.
func refuse(file string, line int, value string, why lang.Key) error {
	return fault.New(fault.Invalid, "size.line_refused", file, line, value, why)
}

func (p *Profile) read(files fs.FS, name string, columns []string, city bool) error {
	return sheet.EachRecord(files, name, columns, func(r sheet.Record) error {
		scheme := Scheme(r.Text("scheme"))
		if !slices.Contains(Schemes, scheme) || scheme.City() != city {
			return refuse(r.File, r.Line, string(scheme), "size.why_scheme")
		}
		from, err := date.ParseDay(r.Text("valid_from"))
		if err != nil {
			return refuse(r.File, r.Line, r.Text("valid_from"), "size.why_day")
		}
		rule, err := readRule(r)
		if err != nil {
			return err
		}
		v := p.version(scheme, from, name)
		if slices.ContainsFunc(v.Rules, func(o Rule) bool { return o.Code == rule.Code }) {
			return refuse(r.File, r.Line, rule.Code, "size.why_twice")
		}
		v.add(rule)
		return nil
	})
}

// version finds the version that a line belongs to.
func (p *Profile) version(s Scheme, from date.Day, file string) *Version {
	for i := range p.versions {
		if v := &p.versions[i]; v.Scheme == s && v.From == from {
			return v
		}
	}
	p.versions = append(p.versions, Version{Scheme: s, From: from, By: fromProfile, file: file})
	return &p.versions[len(p.versions)-1]
}

// add puts a rule above the others; ways into one class share its name and rank.
func (v *Version) add(r Rule) {
	r.Class.Rank = 0
	for _, c := range v.Classes() {
		if c.Code == r.Class.Code {
			r.Class = c
			break
		}
		r.Class.Rank = c.Rank + 1
	}
	v.Rules = append(v.Rules, r)
}

func readRule(r sheet.Record) (Rule, error) {
	out := Rule{Code: r.Text("code"), Class: Class{Code: r.Text("class"), Name: Name{r.Text("name_id"), r.Text("name_en"), r.Text("name_ja")}},
		Combine: Combine(r.Text("combine")), Basis: r.Text("legal_basis"), Source: r.Text("source"), Grade: r.Text("reliability"),
		Note: Name{r.Text("rule_id"), r.Text("rule"), r.Text("rule_ja")}, line: r.Line}
	if n := out.Class.Name; out.Code == "" || out.Class.Code == "" || n.ID == "" || n.EN == "" || n.JA == "" {
		return out, refuse(r.File, r.Line, out.Code, "size.why_name")
	}
	if out.Combine != ByStage && out.Combine != All && out.Combine != Any {
		return out, refuse(r.File, r.Line, string(out.Combine), "size.why_combine")
	}
	if out.Basis == "" || out.Source == "" {
		return out, refuse(r.File, r.Line, out.Basis, "size.why_basis")
	}
	if !slices.Contains([]string{"A", "A-", "B", "C", "D"}, out.Grade) {
		return out, refuse(r.File, r.Line, out.Grade, "size.why_grade")
	}
	return out, readBounds(r, &out)
}

// cells names the columns of each fact: more than, at least, at most, less than.
var cells = []struct {
	fact                     Fact
	over, from, atMost, less string
}{
	{Sales, "revenue_gt_idr", "", "revenue_le_idr", ""},
	{Capital, "capital_gt_idr", "", "capital_le_idr", ""},
	{Workers, "", "workers_min", "workers_max", ""},
	{Investment, "invest_gt_idr", "invest_ge_idr", "invest_le_idr", "invest_lt_idr"},
}

func readBounds(r sheet.Record, out *Rule) error {
	for _, c := range cells {
		b := Bound{Fact: c.fact}
		for _, end := range []struct {
			column string
			held   bool
			to     *End
		}{{c.over, false, &b.Low}, {c.from, true, &b.Low}, {c.atMost, true, &b.High}, {c.less, false, &b.High}} {
			text := r.Text(end.column)
			if text == "" {
				continue
			}
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil || n < 0 || n > most || end.to.Set {
				return refuse(r.File, r.Line, end.column+" "+text, "size.why_bound")
			}
			*end.to = End{n, end.held, true}
		}
		// "More than 0" is how the file writes a class without a lower end: the law
		// says "at most" alone, and who has sold nothing yet is mikro too.
		if b.Low == (End{Set: true}) {
			b.Low = End{}
		}
		if !b.Low.Set && !b.High.Set {
			continue
		}
		if b.First() > b.Last() {
			return refuse(r.File, r.Line, strings.TrimSpace(c.over+" "+c.atMost), "size.why_crossed")
		}
		out.Bounds = append(out.Bounds, b)
	}
	if len(out.Bounds) == 0 {
		return refuse(r.File, r.Line, out.Code, "size.why_no_bound")
	}
	return nil
}
