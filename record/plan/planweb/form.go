package planweb

import (
	"bytes"
	"io"
	"strconv"

	"alun/ground/db"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
	"alun/record/plan/e81"
	"alun/record/plan/form"
)

// formRoutes lists the addresses of form E.81: published, for everybody; of rows
// that an office still works on, for those who may look at them.
func (d Desk) formRoutes() []web.Route {
	if d.Form == nil {
		return nil
	}
	const office, published = "/putaran/{year}/{quarter}/{opd}", "/renja/{year}/e81"
	return []web.Route{
		web.Show(published, d.cityForm, "tw", "revisi", "bentuk"),
		web.Show(published+"/{opd}", d.officeForm, "tw", "revisi", "bentuk"),
		web.Show(office+"/e81", d.draftForm, "bentuk"),
		web.Show(office+"/formulir", d.formPage, "kabar"),
		web.Do(office+"/formulir", d.writeForm()),
		web.Show(office+"/surat", d.letterShow, "unduh", "surat", "kabar"),
		web.Do(office+"/surat", d.doLetter()),
		web.Show("/putaran/{year}/{quarter}/surat", d.letterShow, "unduh", "surat", "kabar"),
		web.Do("/putaran/{year}/{quarter}/surat", d.doLetter()),
	}
}

// kindAt is the kind of file that an address asks for; none asks for XLSX.
func kindAt(r *web.Request) (form.Kind, error) {
	var known []string
	for _, k := range form.Kinds {
		known = append(known, k.Key)
	}
	key, err := choice(r, "bentuk", known...)
	for _, k := range form.Kinds {
		if k.Key == key {
			return k, err
		}
	}
	return form.Kinds[0], err
}

// formFile makes the file on the press, whole, before its first byte is sent: a
// slow line does not hold the press.
func (d Desk) formFile(f form.Form, k form.Kind, name string) web.Reply {
	return web.Reply{File: &web.File{Name: name + k.End, Type: k.Type, Write: func(w io.Writer) error {
		var b bytes.Buffer
		if err := d.Press.Do(func() error { return f.Write(&b, k.Key) }); err != nil {
			return err
		}
		_, err := b.WriteTo(w)
		return err
	}}}
}

// formName names the file: its report and revision, and the office.
func formName(v plan.View, slug string) string {
	name := "e81-" + strconv.Itoa(v.Quarter.Year) + "-tw" + strconv.Itoa(v.Quarter.N) + "-r" + strconv.Itoa(v.Revision)
	if slug != "" {
		name += "-" + slug
	}
	return name
}

func (d Desk) cityForm(tx *db.Tx, r *web.Request) (web.Reply, error) {
	k, err := kindAt(r)
	if err != nil {
		return web.Reply{}, err
	}
	a, err := atMoment(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	f, err := d.Form.Whole(tx, a.view)
	return d.formFile(f, k, formName(a.view, "")), err
}

func (d Desk) officeForm(tx *db.Tx, r *web.Request) (web.Reply, error) {
	k, err := kindAt(r)
	if err != nil {
		return web.Reply{}, err
	}
	a, err := atMoment(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	o, err := officeAt(tx, r, a.view)
	if err != nil {
		return web.Reply{}, err
	}
	f, err := d.Form.Of(tx, a.view, o)
	return d.formFile(f, k, formName(a.view, o.Slug)), err
}

// draftForm is the form of the rows as an office has them now, marked KONSEP.
func (d Desk) draftForm(tx *db.Tx, r *web.Request) (web.Reply, error) {
	k, err := kindAt(r)
	if err != nil {
		return web.Reply{}, err
	}
	s, err := d.formSheet(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	texts, err := plan.DraftFormTexts(tx, s.Round.Quarter, s.Office.ID)
	if err != nil {
		return web.Reply{}, err
	}
	var rows []e81.Row
	for _, l := range s.Lines {
		if !l.Removed {
			rows = append(rows, l.Row)
		}
	}
	f, err := d.Form.Draft(s.Round.Quarter, s.Office, rows, texts, tx.Now())
	q := s.Round.Quarter
	return d.formFile(f, k, "konsep-e81-"+strconv.Itoa(q.Year)+"-tw"+strconv.Itoa(q.N)+"-"+s.Office.Slug), err
}

// formSheet is the submission that an address names, for whoever may look at it.
func (d Desk) formSheet(tx *db.Tx, r *web.Request) (plan.Sheet, error) {
	if _, err := d.visitOf(tx, r); err != nil {
		return plan.Sheet{}, err
	}
	q, err := quarterAt(r)
	if err != nil {
		return plan.Sheet{}, err
	}
	o, err := roundOffice(tx, r, q)
	if err != nil {
		return plan.Sheet{}, err
	}
	return plan.SheetOf(tx, r.Session(), q, o)
}

// formDownloads offers the form of the moment that a page shows; slug "" is the
// whole city.
func (a at) formDownloads(slug string) []parts.Download {
	below := []string{"e81"}
	if slug != "" {
		below = append(below, slug)
	}
	return formLinks(a.Lang.T, a.path(a.view, below...)+moment(a.view)+"&bentuk=")
}

func formLinks(t func(string, ...any) string, to string) []parts.Download {
	var out []parts.Download
	for _, k := range form.Kinds {
		out = append(out, parts.Download{Label: t("plan.form_" + k.Key), Href: to + k.Key})
	}
	return out
}
