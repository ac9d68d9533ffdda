package planweb

import (
	"strconv"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
)

// formTextPage is what an office says below its form, and the form as it is now.
type formTextPage struct {
	visit
	sheet plan.Sheet
	texts plan.FormTexts
	told  bool
	may   bool
	typed map[string]string // nil: nothing was sent
	bad   *fault.Fault
}

// formTextFields are the four texts by their names in the form of the page.
func formTextFields(t *plan.FormTexts) []struct {
	name string
	text *string
} {
	return []struct {
		name string
		text *string
	}{{"driving", &t.Driving}, {"hindering", &t.Hindering}, {"next_quarter", &t.NextQuarter}, {"next_plan", &t.NextPlan}}
}

func (d Desk) formPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawFormTexts(tx, r, nil, nil)
}

func (d Desk) drawFormTexts(tx *db.Tx, r *web.Request, typed map[string]string, bad *fault.Fault) (web.Reply, error) {
	p := formTextPage{typed: typed, bad: bad, told: r.Values().Line("kabar", 10) == "simpan"}
	var err error
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	if p.sheet, err = d.formSheet(tx, r); err != nil {
		return web.Reply{}, err
	}
	if p.texts, err = plan.DraftFormTexts(tx, p.sheet.Round.Quarter, p.sheet.Office.ID); err != nil {
		return web.Reply{}, err
	}
	p.may = p.viewer.Can(plan.MayWriteForm, account.At{Office: p.sheet.Office.ID}) && p.sheet.Submission.State != plan.Terkunci
	return web.Reply{Page: &web.Page{Title: p.T("plan.form_head"), Nav: "tugas", Body: formTextBody(p)}}, nil
}

// formTextIn is the texts as a form brings them.
type formTextIn struct {
	session string
	quarter date.Quarter
	slug    string
	texts   plan.FormTexts
	typed   map[string]string
}

func (d Desk) writeForm() web.Form[formTextIn, string] {
	return web.Form[formTextIn, string]{
		Prepare: func(r *web.Request) (formTextIn, error) {
			v := r.Values()
			in := formTextIn{session: r.Session(), slug: r.PathValue("opd"), typed: map[string]string{}}
			in.texts.Version, _ = strconv.Atoi(v.Line("version", 12)) // what is none is no version that anybody has seen
			in.typed["version"] = strconv.Itoa(in.texts.Version)
			for _, f := range formTextFields(&in.texts) {
				*f.text = v.Lines(f.name, 2000)
				in.typed[f.name] = *f.text
			}
			var err error
			if in.quarter, err = quarterAt(r); err != nil {
				return in, err
			}
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in formTextIn) (string, error) {
			o, err := plan.FindOPD(tx, in.quarter.Year, in.slug)
			if err != nil {
				return "", err
			}
			return o.Slug, plan.WriteFormTexts(tx, in.session, in.quarter, o.ID, in.texts)
		},
		Draw: func(tx *db.Tx, r *web.Request, in formTextIn, _ string, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href(roundPath(in.quarter, in.slug, "formulir") + "?kabar=simpan")}, nil
			}
			return d.drawFormTexts(tx, r, in.typed, bad)
		},
	}
}

// fields are the four questions, with what was typed or what is kept.
func (p formTextPage) fields() []parts.Field {
	var out []parts.Field
	for _, f := range formTextFields(&p.texts) {
		value := *f.text
		if p.typed != nil {
			value = p.typed[f.name]
		}
		out = append(out, parts.Field{Name: f.name, Label: p.T("plan.form_" + f.name), Value: value, Max: 2000, Optional: true, Fault: p.bad})
	}
	return out
}

// version is the one that was looked at.
func (p formTextPage) version() string {
	if p.typed != nil {
		return p.typed["version"]
	}
	return strconv.Itoa(p.texts.Version)
}

func (p formTextPage) href(below ...string) string {
	return p.roundHref(p.sheet.Round.Quarter, append([]string{p.sheet.Office.Slug}, below...)...)
}

func (p formTextPage) title() parts.Title {
	return parts.Title{Over: p.sheet.Office.Short, Title: p.T("plan.form_head"), Lead: p.T("plan.form_draft_lead"),
		Stamps: []parts.Stamp{stateStamp(p.Lang, p.sheet.Submission.State)}}
}

func (p formTextPage) crumbs() []parts.Link {
	return p.roundCrumbs(p.sheet.Round, parts.Link{Label: p.sheet.Office.Short, Href: p.href()}, parts.Link{Label: p.T("plan.form_head")})
}

func (p formTextPage) downloads() []parts.Download {
	return formLinks(p.Lang.T, p.href("e81")+"?bentuk=")
}
