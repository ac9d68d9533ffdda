package planweb

import (
	"strconv"
	"strings"

	"alun/ground/db"
	"alun/ground/money"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// officeYears is an office's programmes in two reports of the same quarter.
type officeYears struct {
	then  plan.View
	both  []programPair
	alone int // programmes of this report whose name the other one has not, or has twice
}

// programPair is one programme in both reports. Odd tells whose spending is
// implausible.
type programPair struct {
	now, then       plan.Brief
	oddNow, oddThen bool
}

// readYears pairs the programmes by name, with each report of the same quarter.
func (p *officePage) readYears(tx *db.Tx) error {
	reports, err := plan.Reports(tx)
	if err != nil {
		return err
	}
	for _, rep := range reports {
		v := plan.View{Report: rep, Revision: rep.Revision}
		if !sameQuarter(p.view, v) {
			continue
		}
		then, err := plan.Tree(tx, v, p.office.ID, e81.Program)
		if err != nil {
			return err
		}
		odd, err := plan.Oddities(tx, v)
		if err != nil {
			return err
		}
		if y := p.pairs(v, then, odd); len(y.both) > 0 {
			p.years = append(p.years, y)
		}
	}
	return nil
}

func (p officePage) pairs(v plan.View, then []plan.Brief, odd map[db.ID]plan.Oddity) officeYears {
	y := officeYears{then: v}
	now, named := programsByName(p.lines), programsByName(then)
	for _, l := range p.lines {
		if l.Level != e81.Program {
			continue
		}
		name := plan.Fold(l.Name)
		if len(now[name]) != 1 || len(named[name]) != 1 {
			y.alone++
			continue
		}
		o := named[name][0]
		y.both = append(y.both, programPair{l, o, p.odd[l.Node].Spending, odd[o.Node].Spending})
	}
	return y
}

func programsByName(lines []plan.Brief) map[string][]plan.Brief {
	out := map[string][]plan.Brief{}
	for _, l := range lines {
		if l.Level == e81.Program {
			out[plan.Fold(l.Name)] = append(out[plan.Fold(l.Name)], l)
		}
	}
	return out
}

// programName leaves out the word that every programme begins with.
func programName(name string) string { return strings.TrimPrefix(plan.Calm(name), "Program ") }

func (p officePage) yearsHead(y officeYears) string {
	return p.T("plan.years_plain", strconv.Itoa(min(y.then.Quarter.Year, p.view.Quarter.Year)), strconv.Itoa(max(y.then.Quarter.Year, p.view.Quarter.Year)))
}

func (p officePage) yearsLead(y officeYears) string {
	said := p.T("plan.years_programs", len(y.both))
	if y.alone > 0 {
		said = p.T("plan.two", said, p.T("plan.years_alone", y.alone))
	}
	return said
}

// yearsTable sets the spending of programmes beside each other, the earlier year
// first.
func (p officePage) yearsTable(y officeYears) parts.Years {
	early, late := y.then, p.view
	if early.Quarter.Year > late.Quarter.Year {
		early, late = late, early
	}
	t := parts.Years{ID: y.id() + "-program", Caption: p.T("plan.years_spent"), Name: p.T("plan.level_program"),
		A: strconv.Itoa(early.Quarter.Year), B: strconv.Itoa(late.Quarter.Year), Tone: parts.Money}
	for _, x := range y.both {
		now, then := p.spentOf(x.now, x.oddNow), p.spentOf(x.then, x.oddThen)
		pair := parts.YearPair{Label: programName(x.now.Name), Lang: foreign(p.Lang), Href: p.nodeHref(p.office.Slug, x.now.Code), A: then, B: now}
		if late == y.then {
			pair.A, pair.B = now, then
		}
		t.Items = append(t.Items, pair)
	}
	return t
}

// spentOf is spending with the budget that it is held against.
func (p officePage) spentOf(l plan.Brief, odd bool) parts.YearFigure {
	f := moneyOf(p.Lang, l.Real.Rp, odd)
	if l.Real.Rp.Known && l.Target.Rp.Known {
		f.Text = p.T("plan.money_of", short(p.Lang, l.Real.Rp), money.Short{Rupiah: l.Target.Rp.Rupiah, Decimals: 1})
	}
	return f
}

// id is where the comparison stands in the page.
func (y officeYears) id() string { return "tahun-" + strconv.Itoa(y.then.Quarter.Year) }
