package registryweb

import (
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/kbli"
)

// KBLI are the pages of the classification and the subsectors.
type KBLI struct{ Shelf *kbli.Shelf }

// Routes lists the addresses. Everybody may read; the planner maps.
func (d KBLI) Routes() []web.Route {
	return []web.Route{
		web.Show("/kbli", d.find, "q", "versi", "kategori", "dari", "format"),
		web.Show("/kbli/ekraf", d.subsectors, "format"),
		web.Show("/kbli/ekraf/{slug}", d.subsector, "format"),
		web.Do("/kbli/ekraf/{slug}/masuk", d.mapForm(mapIns, kbli.Map)),
		web.Do("/kbli/ekraf/{slug}/keluar", d.mapForm(mapOuts, kbli.Unmap)),
		web.Show("/kbli/{version}/{code}", d.code, "format"),
	}
}

// nav is the main entry of these pages; none in the header leads here alone.
const nav = "kbli"

// Limits of a search: codes on a page, letters of a question.
const (
	perPage  = 10
	longText = 120
)

// kbliDesk is what every page of the classification needs.
type kbliDesk struct {
	lang.Lang
	r    *web.Request
	book *kbli.Book
}

func (d KBLI) desk(tx *db.Tx, r *web.Request) (kbliDesk, error) {
	book, err := d.Shelf.Book(tx)
	return kbliDesk{r.Lang, r, book}, err
}

// tongue marks official texts where the page speaks another language.
func (d kbliDesk) tongue() string {
	if d.Tag() == lang.ID {
		return ""
	}
	return "id"
}

func (d kbliDesk) codeHref(k kbli.Key) string { return d.r.Href("/kbli/" + k.Version + "/" + k.Code) }

// title is a code's title as shown; what the source lacks is said.
func (d kbliDesk) title(c kbli.Code) string {
	if !c.Named() {
		return d.T("kbli.untitled")
	}
	return c.Shown
}

// versionName is "KBLI 2020".
func (d kbliDesk) versionName(version string) string { return d.T("kbli.version", version) }

// stamp says where a version stands.
func (d kbliDesk) stamp(v kbli.Version) parts.Stamp {
	switch v.State {
	case kbli.InForce:
		return parts.Stamp{Kind: parts.Done, Label: d.T("kbli.state_in_force")}
	case kbli.New:
		return parts.Stamp{Kind: parts.Waiting, Label: d.T("kbli.state_new")}
	}
	return parts.Stamp{Label: d.T("kbli.state_past")}
}

// held says how much of a version is here.
func (d kbliDesk) held(v kbli.Version) string {
	if v.Whole() {
		return d.T("kbli.held_all", v.Official)
	}
	return d.T("kbli.held_part", v.Held, v.Official)
}

// origin says where a version's texts come from and how far they can be trusted.
func (d kbliDesk) origin(v kbli.Version) string {
	return d.T("kbli.origin", v.Regulation, v.Source, v.SourceDate, v.Grade, v.Licence)
}

// level is the word for what a code is.
func (d kbliDesk) level(n int) string {
	return d.T([...]string{kbli.Section: "kbli.level_section", kbli.Division: "kbli.level_division", kbli.Group: "kbli.level_group",
		kbli.Subgroup: "kbli.level_subgroup", kbli.Class: "kbli.level_class"}[n])
}

// whole reads a number of the address; nothing is 0.
func whole(r *web.Request, name string) (int, error) {
	text := r.Values().Line(name, 8)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, fault.New(fault.Invalid, "kbli.bad_number", text)
	}
	return n, nil
}
